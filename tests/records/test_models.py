"""What the database itself holds to, whoever writes into it."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

import pytest
from django.db import IntegrityError, models, transaction

from certway.core.person.fields import HIGH_SCHOOL, SECTIONS
from certway.records.models import Entry, Person, SectionTold, User, VisitorDraft
from databases import refused_as

pytestmark = pytest.mark.django_db


def told(person: Person | None = None, section: str = "work") -> SectionTold:
    return SectionTold.objects.create(person=person or Person.objects.create(), section=section)


def refused(write: Callable[[], object]) -> str:
    """Return what the database refuses."""
    with pytest.raises(IntegrityError) as refusal, transaction.atomic():
        write()
    return refused_as(refusal.value)


def test_section_is_told_once_by_each_person() -> None:
    person = Person.objects.create()
    told(person)

    assert refused(lambda: told(person)) == "unique"
    assert (told(person, "programs").pk, told().pk) != (None, None)


@pytest.mark.parametrize("section", ["", "jobs", "Work", "work ", "high school"])
def test_section_that_no_person_file_has_is_refused(section: str) -> None:
    assert refused(lambda: told(section=section)) == "check section_told_is_known"


def test_every_section_of_a_person_file_can_be_told() -> None:
    person, names = Person.objects.create(), sorted(table.name for table in (*SECTIONS, HIGH_SCHOOL))
    for name in names:
        told(person, name)

    assert sorted(person.sections_told.values_list("section", flat=True)) == names


def test_two_entries_of_a_section_have_two_positions() -> None:
    section = told()
    Entry.objects.create(told=section, position=0, content={})

    assert refused(lambda: Entry.objects.create(told=section, position=0, content={})) == "unique"
    assert Entry.objects.create(told=section, position=1, content={}).told == section
    assert Entry.objects.create(told=told(), position=0, content={}).position == 0


def test_position_is_never_negative() -> None:
    section = told()

    assert "position" in refused(lambda: Entry.objects.create(told=section, position=-1, content={}))


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

    assert (person.owner, person.time_zone) == (None, "UTC")


def test_user_may_own_several_persons() -> None:
    user = User.objects.create_user(email="zora@example.org")
    persons = [Person.objects.create(owner=user) for _ in range(2)]

    assert list(user.persons.order_by("pk")) == persons


def test_everything_about_a_person_goes_with_her() -> None:
    kept, user = Person.objects.create(), User.objects.create_user(email="zora@example.org")
    for person in (kept, Person.objects.create(owner=user)):
        for section in ("work", "programs"):
            Entry.objects.create(told=told(person, section), position=0, content={"role": "other"})
    user.delete()

    assert list(Person.objects.all()) == [kept]
    assert {row.person for row in SectionTold.objects.all()} == {kept}
    assert [entry.told.person for entry in Entry.objects.all()] == [kept] * 2


def test_section_without_entries_differs_from_one_that_was_not_told() -> None:
    person = Person.objects.create()
    section = told(person, "programs")

    assert [(one.section, one.entries.count()) for one in person.sections_told.all()] == [("programs", 0)]
    section.delete()
    assert list(person.sections_told.all()) == []


@pytest.mark.parametrize("model", [User, Person, Entry, VisitorDraft])
def test_public_id_is_random_and_ordered_by_time(model: type[models.Model]) -> None:
    makers: dict[type[models.Model], Callable[[int], models.Model]] = {
        User: lambda at: User.objects.create_user(email=f"{at}@example.org"),
        Person: lambda _at: Person.objects.create(),
        Entry: lambda at: Entry.objects.create(told=told(), position=at, content={}),
        VisitorDraft: lambda _at: VisitorDraft.objects.create(),
    }
    made = [makers[model](at) for at in range(20)]
    ids = [row.public_id for row in model.objects.order_by("pk")]  # type: ignore[attr-defined]

    assert {(type(one), one.version) for one in ids} == {(UUID, 7)}
    assert len(set(ids)) == 20
    milliseconds = [one.int >> 80 for one in ids]
    assert milliseconds == sorted(milliseconds)
    assert [str(row) for row in made] == [str(one) for one in ids]
    taken = model(**{**_required(made[0]), "public_id": ids[0]})
    assert refused(taken.save) == "unique"


def _required(row: models.Model) -> dict[str, object]:
    return {"told": row.told, "position": 99, "content": {}} if isinstance(row, Entry) else {}


@pytest.mark.parametrize("content", [{"role": "other"}, {}, {"name": "Åsa “x”", "hours": [1, 2.5, None]}])
def test_content_comes_back_as_it_was_written(content: dict[str, object]) -> None:
    entry = Entry.objects.create(told=told(), position=0, content=content)
    entry.refresh_from_db()

    assert entry.content == content


def test_row_in_a_log_says_nothing_about_a_person() -> None:
    user = User.objects.create_user(email="zora@example.org")
    person = Person.objects.create(owner=user)
    section = told(person)
    entry = Entry.objects.create(told=section, position=0, content={"role": "other"})

    assert [str(one) for one in (user, person, section, entry)] == [
        str(user.public_id),
        str(person.public_id),
        f"{person.pk}/work",
        str(entry.public_id),
    ]
