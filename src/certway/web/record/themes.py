"""The many questions of one section, folded by what they are about."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.forms import BoundField

from certway.core.person.topics import Topic
from certway.web.layout.entry_form import EntryForm
from certway.web.layout.summaries import field_words

THEMES: Mapping[str, Mapping[str, tuple[str, ...]]] = {  # by section; each question of it has its theme
    "preferences": {
        "time": ("hours_per_week", "start", "finish_by", "months", "days_off", "intakes", "study_hours"),
        "money": ("budget", "money_now", "pay"),
        "kind": ("side", "patient_contact", "settings", "states", "degree", "renewal_points"),
        "weights": ("importance",),
    }
}


@dataclass(frozen=True, slots=True)
class Theme:
    """Some questions that belong together."""

    message: str  # what it is called
    fields: tuple[BoundField, ...]
    line: str  # what is told about it already
    is_wrong: bool  # whether one of the answers can't be kept


def themes_of(topic: Topic, form: EntryForm | None) -> tuple[Theme, ...]:
    """Return a form's questions by theme; none where its section is not divided."""
    named = THEMES.get(topic.table.name)
    if form is None or named is None:
        return ()
    return tuple(_theme(theme, names, topic, form) for theme, names in named.items())


def _theme(theme: str, names: tuple[str, ...], topic: Topic, form: EntryForm) -> Theme:
    asked = {one.field.name: one.field for one in topic.asked}
    told = [field_words(topic, asked[name], form.kept[name]) for name in names if name in form.kept]
    return Theme(
        message=f"theme.{theme}",
        fields=tuple(form[name] for name in names),
        line=", ".join(filter(None, told)),
        is_wrong=any(name in form.errors for name in names),
    )
