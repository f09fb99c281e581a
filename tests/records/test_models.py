"""What the database itself holds to, whoever writes into it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

import pytest
from django.db import IntegrityError, models, transaction

from builders.visits import NOON
from certway.core.person.fields import HIGH_SCHOOL, SECTIONS
from certway.records.models import Change, ChangeKind, Entry, Person, Revision, SectionTold, User
from databases import refused_as

pytestmark = pytest.mark.django_db


def changed(person: Person | None = None, **fields: object) -> Change:
    return Change.objects.create(
        **{"person": person or Person.objects.create(), "kind": ChangeKind.TOLD, "made_at": NOON, **fields}
    )


def told(change: Change | None = None, section: str = "work", **fields: object) -> SectionTold:
    begun = change or changed()
    return SectionTold.objects.create(
        **{"person": begun.person, "section": section, "recorded_at": NOON, "recorded_in": begun, **fields}
    )


def revised(entry: Entry | None = None, **fields: object) -> Revision:
    one = entry or Entry.objects.create(person=Person.objects.create(), section="work")
    begun = changed(one.person)
    kept = {"position": 0, "content": {}, "recorded_at": NOON, "recorded_in": begun}
    return Revision.objects.create(entry=one, **{**kept, **fields})


def refused(write: Callable[[], object]) -> str:
    """Return what the database refuses."""
    with pytest.raises(IntegrityError) as refusal, transaction.atomic():
        write()
    return refused_as(refusal.value)


def test_section_is_told_once_by_each_person_at_a_time() -> None:
    first = told()

    assert refused(lambda: told(first.recorded_in)) == "unique"
    assert (told(first.recorded_in, "programs").pk, told().pk) != (None, None)
    later = changed(first.person)
    SectionTold.objects.filter(pk=first.pk).update(replaced_at=NOON, replaced_in=later)
    assert told(later).pk != first.pk


@pytest.mark.parametrize("section", ["", "jobs", "Work", "work ", "high school"])
def test_section_that_no_person_file_has_is_refused(section: str) -> None:
    assert refused(lambda: told(section=section)) == "check section_told_is_known"
    assert (
        refused(lambda: Entry.objects.create(person=Person.objects.create(), section=section))
        == "check entry_section_is_known"
    )


def test_every_section_of_a_person_file_can_be_told() -> None:
    change, names = changed(), sorted(table.name for table in (*SECTIONS, HIGH_SCHOOL))
    for name in names:
        told(change, name)

    assert sorted(change.person.sections_told.values_list("section", flat=True)) == names


def test_entry_says_one_thing_at_a_time() -> None:
    first = revised()

    assert refused(lambda: revised(first.entry)) == "unique"
    Revision.objects.filter(pk=first.pk).update(replaced_at=NOON, replaced_in=changed(first.entry.person))
    assert revised(first.entry).entry == first.entry


@pytest.mark.parametrize(
    "ends",
    [
        lambda row, change: {"replaced_at": NOON},
        lambda row, change: {"replaced_in": change},
        lambda row, change: {"replaced_at": NOON - timedelta(microseconds=1), "replaced_in": change},
        lambda row, change: {"replaced_at": NOON, "replaced_in": row.recorded_in},
    ],
    ids=["no change", "no moment", "before it began", "by what it began with"],
)
def test_what_ends_does_so_after_it_begins_by_another_change(
    ends: Callable[[Revision | SectionTold, Change], dict[str, object]],
) -> None:
    for row, name in ((revised(), "revision_ends_after_it_begins"), (told(), "sectiontold_ends_after_it_begins")):
        update = type(row)._default_manager.filter(pk=row.pk).update
        change = changed(row.recorded_in.person)
        assert refused(lambda: update(**ends(row, change))) == f"check {name}"  # noqa: B023


def test_position_is_never_negative() -> None:
    assert "position" in refused(lambda: revised(position=-1))


def test_change_is_of_a_known_kind_and_only_undoing_names_another() -> None:
    first = changed()

    assert refused(lambda: changed(kind="guessed")) in (
        "check change_kind_is_known",
        "check undoing_names_what_it_undoes",
    )
    assert refused(lambda: changed(kind=ChangeKind.UNDONE)) == "check undoing_names_what_it_undoes"
    assert refused(lambda: changed(undoes=first)) == "check undoing_names_what_it_undoes"
    assert changed(first.person, kind=ChangeKind.UNDONE, undoes=first).undoes == first
    assert refused(lambda: changed(kind=ChangeKind.UNDONE, undoes=first)) == "unique"


@pytest.mark.parametrize("address", ["zora@example.org", "Zora@example.org", "ZORA@EXAMPLE.ORG"])
def test_address_belongs_to_one_user_in_whatever_case(address: str) -> None:
    User.objects.create_user(email="zora@example.org")

    assert refused(lambda: User.objects.create_user(email=address)) == "unique"


def test_user_is_found_by_an_address_in_whatever_case() -> None:
    user = User.objects.create_user(email="Zora@Example.org", password="long and odd enough")

    assert User.objects.get_by_natural_key("zORA@example.ORG") == user
    assert (user.email, user.check_password("long and odd enough"), user.check_password("")) == (
        "Zora@example.org",
        True,
        False,
    )


def test_user_without_a_password_can_use_none() -> None:
    user = User.objects.create_user(email="zora@example.org")

    assert (user.has_usable_password(), user.check_password("")) == (False, False)


def test_person_needs_no_user() -> None:
    person = Person.objects.create()

    assert (person.owner, person.kept_until) == (None, None)


def test_user_may_own_several_persons() -> None:
    user = User.objects.create_user(email="zora@example.org")
    persons = [Person.objects.create(owner=user) for _ in range(2)]

    assert list(user.persons.order_by("pk")) == persons


def test_person_of_a_user_is_kept_without_end() -> None:
    user = User.objects.create_user(email="zora@example.org")

    assert refused(lambda: Person.objects.create(owner=user, kept_until=NOON)) == "check owned_person_is_kept"
    assert Person.objects.create(kept_until=NOON).kept_until == NOON


def test_everything_about_a_person_goes_with_her() -> None:
    kept, user = Person.objects.create(), User.objects.create_user(email="zora@example.org")
    for person in (kept, Person.objects.create(owner=user)):
        entry = Entry.objects.create(person=person, section="work")
        first = revised(entry)
        changed(person, kind=ChangeKind.UNDONE, undoes=first.recorded_in, made_by=user)
        told(first.recorded_in)
    user.delete()

    assert list(Person.objects.all()) == [kept]
    assert {row.person for model in (SectionTold, Entry, Change) for row in model.objects.all()} == {kept}
    assert [row.entry.person for row in Revision.objects.all()] == [kept]
    assert set(Change.objects.values_list("made_by", flat=True)) == {None}


@pytest.mark.parametrize("model", [User, Person, Entry, Change])
def test_public_id_is_random_and_ordered_by_time(model: type[models.Model]) -> None:
    makers: dict[type[models.Model], Callable[[int], models.Model]] = {
        User: lambda at: User.objects.create_user(email=f"{at}@example.org"),
        Person: lambda _at: Person.objects.create(),
        Entry: lambda _at: Entry.objects.create(person=Person.objects.create(), section="work"),
        Change: lambda _at: changed(),
    }
    made = [makers[model](at) for at in range(20)]
    ids = [row.public_id for row in model._default_manager.order_by("pk")]  # type: ignore[attr-defined]

    assert {(type(one), one.version) for one in ids} == {(UUID, 7)}
    assert len(set(ids)) == 20
    milliseconds = [one.int >> 80 for one in ids]
    assert milliseconds == sorted(milliseconds)
    assert [str(row) for row in made] == [str(one) for one in ids]
    assert refused(lambda: model._default_manager.filter(pk=made[0].pk).update(public_id=ids[1])) == "unique"


@pytest.mark.parametrize("content", [{"role": "other"}, {}, {"name": "Åsa “x”", "hours": [1, 2.5, None]}])
def test_content_comes_back_as_it_was_written(content: dict[str, object]) -> None:
    revision = revised(content=content)
    revision.refresh_from_db()

    assert revision.content == content


def test_row_in_a_log_says_nothing_about_a_person() -> None:
    section, revision = told(), revised(content={"role": "other"})

    assert [str(one) for one in (section, revision)] == [
        f"{section.person_id}/work",
        f"{revision.entry_id}/{revision.pk}",
    ]
