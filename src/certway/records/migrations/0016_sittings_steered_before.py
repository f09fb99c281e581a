"""Sittings that were begun before it was counted how often they are steered count as steered once."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def count_begun(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    sittings = apps.get_model("records", "Sitting").objects.using(schema_editor.connection.alias)
    sittings.filter(steered=0, events__isnull=False).update(steered=1)


class Migration(migrations.Migration):
    dependencies = [
        ("records", "0015_item_statistics"),
    ]

    operations = [
        migrations.RunPython(count_begun, migrations.RunPython.noop),
    ]
