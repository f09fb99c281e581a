"""What visitors told, from one JSON a visitor to sections and entries; and back, without the history."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from uuid_utils.compat import uuid7

KEPT_DAYS = 60
SINGLES = ("person", "procedures", "statements", "preferences")


def _rows(apps: Apps, model: str) -> Any:
    """Return the manager of a model as it was at this migration."""
    return apps.get_model("records", model)._default_manager


def drafts_to_rows(apps: Apps, _editor: BaseDatabaseSchemaEditor) -> None:
    """Make a person of each draft; her public id is the draft's, so that nobody else's session finds her."""
    people = _rows(apps, "Person")
    for draft in _rows(apps, "VisitorDraft").iterator():
        person = people.create(public_id=draft.public_id, kept_until=draft.changed_at + timedelta(days=KEPT_DAYS))
        _write(apps, person, draft)


def _write(apps: Apps, person: Any, draft: Any) -> None:
    change = _rows(apps, "Change").create(person=person, kind="told", made_at=draft.changed_at)
    begin = {"recorded_at": draft.changed_at, "recorded_in": change}
    for section, entries in _sections(draft.content):
        _rows(apps, "SectionTold").create(person=person, section=section, **begin)
        for position, (key, content) in enumerate(entries):
            entry = _rows(apps, "Entry").create(public_id=key, person=person, section=section)
            _rows(apps, "Revision").create(entry=entry, position=position, content=content, **begin)


def _sections(content: dict[str, Any]) -> Iterator[tuple[str, list[tuple[Any, Any]]]]:
    keys = content.get("keys", {})
    for section, told in content.get("person", {}).items():
        if section == "certway":
            continue
        if section not in SINGLES:
            yield section, list(zip(keys.get(section, []), told, strict=True))
            continue
        school = told.pop("high_school", None) if section == "person" else None
        if school is not None:
            yield "high_school", [(uuid7(), school)]
        if told or school is None:
            yield section, [(uuid7(), told)]


def rows_to_drafts(apps: Apps, _editor: BaseDatabaseSchemaEditor) -> None:
    """Make a draft of each visitor. People who belong to a user had none."""
    visitors = _rows(apps, "Person").filter(owner=None, kept_until__isnull=False)
    for person in visitors.iterator():
        document: dict[str, Any] = {"certway": 1}
        keys: dict[str, list[str]] = {}
        for told in person.sections_told.filter(replaced_at=None):
            _read(apps, told, document, keys)
        drafts = _rows(apps, "VisitorDraft")
        row = drafts.create(public_id=person.public_id, content={"person": document, "keys": keys})
        drafts.filter(pk=row.pk).update(changed_at=person.kept_until - timedelta(days=KEPT_DAYS))
    visitors.delete()


def _read(apps: Apps, told: Any, document: dict[str, Any], keys: dict[str, list[str]]) -> None:
    section = told.section
    revisions = _rows(apps, "Revision").filter(replaced_at=None, entry__person=told.person, entry__section=section)
    rows = list(revisions.order_by("position", "entry_id").values_list("entry__public_id", "content"))
    if section == "high_school":
        document.setdefault("person", {})["high_school"] = rows[0][1]
    elif section in SINGLES:
        document.setdefault(section, {}).update(rows[0][1])
    else:
        document[section], keys[section] = [content for _, content in rows], [str(key) for key, _ in rows]


class Migration(migrations.Migration):
    dependencies = [("records", "0002_history")]
    operations = [migrations.RunPython(drafts_to_rows, rows_to_drafts)]
