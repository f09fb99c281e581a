"""Core values to rows: what a change makes of a person's record. What it replaces stays, as history.

Two windows never overwrite each other's answers: a change sees what is stored at that moment, under a lock.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Max
from uuid_utils.compat import uuid7

from certway.core.person.draft import Draft
from certway.core.person.fields import HIGH_SCHOOL, PERSON, SECTIONS, SectionTable
from certway.core.person.reading import write_entry
from certway.records.erase import delete_old_visitors
from certway.records.load import CURRENT, Json, KeptEntry, entries_of, read_rows
from certway.records.models.facts import Change, ChangeKind, Entry, Revision, SectionTold
from certway.records.models.identity import Person
from certway.records.people import person_of
from certway.records.visits import SESSION_KEY, WAITING_KEY, Visit

KEPT_DAYS = 60  # what a visitor told, after her last change

_TABLES = (*SECTIONS, HIGH_SCHOOL)


@dataclass(frozen=True, slots=True)
class LockedRecord:
    """The current rows of a person, locked until the transaction ends."""

    person: Person
    told: frozenset[str]  # sections
    entries: dict[str, list[KeptEntry]]  # by section

    @property
    def draft(self) -> Draft:
        """What the rows say."""
        return read_rows(self.told, self.entries)


def change_draft(visit: Visit, change: Callable[[Draft], Draft], *, kind: ChangeKind = ChangeKind.TOLD) -> Draft:
    """Return the person's draft after a change, which is kept.

    The change sees what is stored at that moment, with the person locked. One that changes nothing leaves no trace.
    """
    with transaction.atomic():
        kept = locked_record(visit)
        if kept is None and change(Draft()) == Draft():
            return Draft()  # nobody is made of whom nothing is told
        kept = kept or _first_record(visit)
        draft = kept.draft
        return save_draft(visit, kept, change(draft), kind=_kind(kind, draft))


def _kind(kind: ChangeKind, kept: Draft) -> ChangeKind:
    """Return the kind of a change; where nothing was there, nothing was replaced."""
    return ChangeKind.TOLD if kind is ChangeKind.REPLACED and kept.is_empty else kind


def remove_from_draft(visit: Visit, section: str, key: str) -> Draft:
    """Return the person's draft without an entry; undoing that leaves everything told since as it is.

    An entry that is gone already changes nothing.
    """
    with transaction.atomic():
        kept = locked_record(visit)
        draft = Draft() if kept is None else kept.draft
        if kept is None or key not in draft.keys.get(section, ()):
            return draft
        return save_draft(visit, kept, draft.without_entry(section, key), kind=ChangeKind.REMOVED)


def locked_record(visit: Visit) -> LockedRecord | None:
    """Return whose record it is and what stands there, locked; None where nothing was told yet."""
    # SQLite takes the writers' lock when the transaction begins; PostgreSQL locks the person's row.
    if visit.person_id is None:
        return None
    person = Person.objects.select_for_update().filter(**visit.owned).first()
    if person is None:
        return None
    told = SectionTold.objects.filter(CURRENT, person=person).values_list("section", flat=True)
    return LockedRecord(person, frozenset(told), entries_of(Revision.objects.filter(CURRENT, entry__person=person)))


def save_draft(
    visit: Visit, kept: LockedRecord, draft: Draft, *, kind: ChangeKind, undoes: Change | None = None
) -> Draft:
    """Write what a draft says otherwise than the rows do, as one change; return the draft as it is kept."""
    steps = _steps(kept, _written(draft))
    if steps.is_nothing and undoes is None:
        return draft
    person = kept.person
    last: datetime | None = person.changes.aggregate(last=Max("made_at"))["last"]
    at = visit.at if last is None else max(visit.at, last)
    change = Change.objects.create(person=person, kind=kind, made_at=at, made_by_id=visit.user_id, undoes=undoes)
    _write(person, steps, change)
    if person.owner_id is None:
        _keep_longer(visit, person, until=at + timedelta(days=KEPT_DAYS))
    return draft


def _keep_longer(visit: Visit, person: Person, *, until: datetime) -> None:
    """Keep what a visitor told until a later day, and her session, which leads to it, as long."""
    if person.kept_until is None or until - person.kept_until > timedelta(days=1):
        visit.session.modified = True  # written once a day
    person.kept_until = until
    person.save(update_fields=["kept_until"])


@dataclass(frozen=True, slots=True)
class _Steps:
    """What must be written: sections that begin and end to be told, entries that say something new, or nothing more."""

    begun: tuple[str, ...]
    ended: tuple[str, ...]
    said: tuple[tuple[str, KeptEntry], ...]  # with their section
    silenced: tuple[str, ...]  # keys of entries whose current revision ends: changed or removed

    @property
    def is_nothing(self) -> bool:
        return not (self.begun or self.ended or self.said or self.silenced)


def _written(draft: Draft) -> dict[str, list[tuple[str, Json]]]:
    """Return what a draft says, by the sections told: keys and contents. A single section has the key ""."""
    written: dict[str, list[tuple[str, Json]]] = {}
    singles = dict(draft.record.singles)
    if HIGH_SCHOOL.name in singles and not singles.get(PERSON.name):
        singles.pop(PERSON.name, None)  # it is only what high school stands in, and nothing was told about it
    for table in _TABLES:
        if table.single and table.name in singles:
            written[table.name] = [("", write_entry(draft.record.single(table.name), table))]
        elif not table.single and draft.record.entries(table.name) is not None:
            written[table.name] = _with_keys(draft, table)
    return written


def _with_keys(draft: Draft, table: SectionTable) -> list[tuple[str, Json]]:
    return [(key, write_entry(entry, table)) for key, entry in draft.keyed(table.name)]


def _steps(kept: LockedRecord, wanted: Mapping[str, list[tuple[str, Json]]]) -> _Steps:
    said: list[tuple[str, KeptEntry]] = []
    silenced: list[str] = []
    for section in (*wanted, *(kept.told - set(wanted))):
        before = {entry.key: entry for entry in kept.entries.get(section, [])}
        after = _placed(before, wanted.get(section, []))
        said += [(section, entry) for entry in after if before.get(entry.key) != entry]
        silenced += [key for key, entry in before.items() if entry not in after]
    return _Steps(
        begun=tuple(name for name in wanted if name not in kept.told),
        ended=tuple(sorted(kept.told - set(wanted))),
        said=tuple(said),
        silenced=tuple(silenced),
    )


def _placed(before: Mapping[str, KeptEntry], wanted: Iterable[tuple[str, Json]]) -> list[KeptEntry]:
    """Give each entry a place after the one before it; one that can stay where it is does."""
    placed: list[KeptEntry] = []
    single = next(iter(before), "")
    for key, content in wanted:
        named = key or single or str(uuid7())
        least = placed[-1].position + 1 if placed else 0
        old = before.get(named)
        if old is None:
            placed.append(KeptEntry(named, least, content))
        else:
            placed.append(KeptEntry(named, max(least, old.position), content, old.entry_id))
    return placed


def _write(person: Person, steps: _Steps, change: Change) -> None:
    end = {"replaced_at": change.made_at, "replaced_in": change}
    begin = {"recorded_at": change.made_at, "recorded_in": change}
    if steps.ended:
        SectionTold.objects.filter(CURRENT, person=person, section__in=steps.ended).update(**end)
    if steps.silenced:
        Revision.objects.filter(CURRENT, entry__person=person, entry__public_id__in=steps.silenced).update(**end)
    SectionTold.objects.bulk_create(SectionTold(person=person, section=name, **begin) for name in steps.begun)
    rows = _entry_rows(person, steps.said)
    Revision.objects.bulk_create(
        Revision(entry_id=rows[said.key], position=said.position, content=said.content, **begin)
        for _section, said in steps.said
    )


def _entry_rows(person: Person, said: Iterable[tuple[str, KeptEntry]]) -> dict[str, int]:
    """Return the numbers of the entries' rows by key; rows that are missing are made."""
    found = {entry.key: entry.entry_id for _section, entry in said if entry.entry_id is not None}
    sections = {entry.key: section for section, entry in said if entry.entry_id is None}
    if sections:
        kept = person.entries.filter(public_id__in=sections).values_list("public_id", "pk")
        found |= {str(key): row for key, row in kept}
        made = Entry.objects.bulk_create(
            Entry(public_id=key, person=person, section=section)
            for key, section in sections.items()
            if key not in found
        )
        found |= {str(entry.public_id): entry.pk for entry in made}
    return found


def _first_record(visit: Visit) -> LockedRecord:
    """Return the record of who asks for the first time in a session: a user's own, or a visitor's new one."""
    if visit.user_id is None:
        return LockedRecord(_new_visitor(visit), frozenset(), {})
    own_person(visit)
    kept = locked_record(visit)
    assert kept is not None
    return kept


def own_person(visit: Visit) -> Person:
    """Return the record of who signed in, made where there is none; her session names it from now on."""
    assert visit.user_id is not None
    person = person_of(visit.user_id)
    visit.session[SESSION_KEY] = str(person.public_id)
    return person


def take_over(visit: Visit, told: Person) -> None:
    """Make a visitor's record, which is locked, that of who signed in, if hers says nothing yet; else let it wait.

    It comes with its history and its goal.
    """
    own = Person.objects.select_for_update().filter(owner_id=visit.user_id).order_by("pk").first()
    if own is None:
        Person.objects.filter(pk=told.pk).update(owner_id=visit.user_id, kept_until=None)
        return
    visit.session[SESSION_KEY] = str(own.public_id)
    if own.changes.exists():
        visit.session[WAITING_KEY] = str(told.public_id)
        return
    for model in (Change, Entry, SectionTold):
        model.objects.filter(person=told).update(person=own)
    take_goal(visit, told)
    told.delete()


def take_goal(visit: Visit, told: Person) -> None:
    """Let who signed in work toward what a visitor did, if she has no goal of her own."""
    Person.objects.filter(**visit.owned, goal="").update(goal=told.goal, goal_since=told.goal_since)


def _new_visitor(visit: Visit) -> Person:
    delete_old_visitors(visit.at)  # a server that is used keeps its promise without anybody's help
    person = Person.objects.create(kept_until=visit.at + timedelta(days=KEPT_DAYS))
    visit.session[SESSION_KEY] = str(person.public_id)
    return person
