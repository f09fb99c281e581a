"""A database that can't write says so in its own way, and is told apart from one that refuses what is wrong."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from certway.records.models import Person
from certway.records.room import NoRoomError, lacks_room, telling_no_room
from rooms import no_room

pytestmark = pytest.mark.django_db(transaction=True)


def fill() -> None:
    with telling_no_room():
        for _ in range(10_000):
            Person.objects.create()


def test_full_database_is_told_and_takes_more_once_there_is_room() -> None:
    before = Person.objects.count()
    with no_room():
        with pytest.raises(NoRoomError):
            fill()
        kept = Person.objects.count()  # what was acknowledged until then can be read
    Person.objects.create()
    assert Person.objects.count() == kept + 1 > before


def test_database_that_may_not_be_written_is_told() -> None:
    only_read = {
        "sqlite": ("PRAGMA query_only = ON", "PRAGMA query_only = OFF"),
        "postgresql": ("SET default_transaction_read_only = on", "SET default_transaction_read_only = off"),
    }[connection.vendor]
    with connection.cursor() as cursor:
        cursor.execute(only_read[0])
        try:
            with pytest.raises(NoRoomError), telling_no_room():
                Person.objects.create()
        finally:
            cursor.execute(only_read[1])
    assert Person.objects.count() == 0


def test_what_is_wrong_with_us_stays_as_it_is() -> None:
    person = Person.objects.create()
    with pytest.raises(IntegrityError), telling_no_room(), transaction.atomic():
        Person.objects.create(public_id=person.public_id)
    with pytest.raises(DatabaseError) as told, telling_no_room(), connection.cursor() as cursor:
        cursor.execute("SELECT shoes FROM nowhere")
    assert lacks_room(told.value) is False
