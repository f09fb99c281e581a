"""How form fields become HTML: with the layout kit's templates."""

from __future__ import annotations

from django.forms.renderers import TemplatesSetting


class FieldRenderer(TemplatesSetting):
    """Renders forms with the engine of the pages, so that a field's template speaks from the catalogue too."""

    form_template_name = "layout/form.html"
    field_template_name = "layout/field.html"
