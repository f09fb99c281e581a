"""Lines come into a log by one statement that is durable, each once, and never past what steered the sitting."""

from __future__ import annotations

from importlib import import_module
from threading import Barrier, Thread

import pytest
from django.apps import apps
from django.db import connection
from django.test.utils import CaptureQueriesContext

from actions.test_sit_exam import NOW, answer, sitting_of, state
from certway.actions.sit_exam import Wish, send_wishes, steer, take_over
from certway.core.sit.delivery import RefusedError
from certway.core.sit.events import Began, Flagged, Submitted, Visited
from certway.records.models import Sitting, SittingEvent, User
from certway.records.sitting_log import add_lines
from certway.records.sittings import row_of
from members import new_user

THREADS, ANSWERS = 3, 12


@pytest.fixture
def user() -> User:
    return new_user("zora@example.org")


@pytest.mark.django_db
def test_lines_are_added_unless_the_sitting_was_steered_since(user: User) -> None:
    key = sitting_of(user)
    steer(user.pk, key, Began(NOW), now=NOW)
    sitting = Sitting.objects.get(public_id=key)
    events = [Visited(NOW, 1), Flagged(NOW, 1, on=True), answer(3, 1).event]
    rows = [row_of(sitting, event, received=NOW, device="a", number=at) for at, event in enumerate(events)]

    assert add_lines(rows, steered=sitting.steered) is True
    assert add_lines(rows, steered=sitting.steered) is False  # all of it was there
    assert add_lines([*rows, row_of(sitting, Visited(NOW, 2), received=NOW, device="a", number=9)], steered=1) is True
    kept = SittingEvent.objects.filter(device="a").order_by("pk")
    assert [(row.kind, row.place, row.content, row.number) for row in kept] == [
        ("visited", 1, None, 0),
        ("flagged", 1, {"on": True}, 1),
        ("answered", 1, {"response": [1], "spent": 500, "sure": 75}, 2),
        ("visited", 2, None, 9),
    ]
    take_over(user.pk, key, "b", now=NOW)
    assert add_lines([row_of(sitting, Visited(NOW, 3), received=NOW, device="a", number=10)], steered=1) is False
    Sitting.objects.filter(pk=sitting.pk).delete()
    assert add_lines([row_of(sitting, Visited(NOW, 3), received=NOW, device="a", number=10)], steered=2) is False


@pytest.mark.django_db
def test_answer_takes_one_statement_once_its_sitting_is_known(user: User) -> None:
    key = sitting_of(user)
    steer(user.pk, key, Began(NOW), now=NOW)
    send_wishes(user.pk, key, "tab", [answer(1, 0)], now=NOW)
    with CaptureQueriesContext(connection) as asked:
        sent = send_wishes(user.pk, key, "tab", [Wish(2, Visited(0, 1), 0), answer(3, 1)], now=NOW)
    assert (sent.kept, sent.refused, sent.state.closes) == ((2, 3), (), state(user, key, NOW).closes)
    assert [query["sql"].split()[0] for query in asked.captured_queries] == ["INSERT"]


@pytest.mark.django_db(transaction=True)
def test_what_is_acknowledged_while_the_exam_is_handed_in_counts(user: User) -> None:
    key = sitting_of(user)
    steer(user.pk, key, Began(NOW), now=NOW)
    send_wishes(user.pk, key, "t0", [answer(10**6, 0)], now=NOW)
    together, acknowledged = Barrier(THREADS + 1), list[tuple[str, int]]()

    def send(device: str) -> None:
        together.wait()
        for number in range(1, ANSWERS):
            sent = send_wishes(user.pk, key, device, [answer(number, number % 4)], now=NOW + number)
            acknowledged.extend((device, kept) for kept in sent.kept)
        connection.close()

    threads = [Thread(target=send, args=(f"t{number}",)) for number in range(THREADS)]
    for thread in threads:
        thread.start()
    together.wait()
    steer(user.pk, key, Submitted(NOW + ANSWERS // 2), now=NOW + ANSWERS // 2)
    for thread in threads:
        thread.join()
    last = SittingEvent.objects.get(kind="submitted")
    answers = SittingEvent.objects.filter(kind="answered").exclude(number=10**6)
    assert sorted((row.device, row.number) for row in answers) == sorted(acknowledged)
    assert [row.at for row in answers if row.pk > last.pk and row.at > last.at] == []


@pytest.mark.django_db
def test_beginning_takes_two_statements_and_a_refused_one_counts_for_nothing(user: User) -> None:
    key = sitting_of(user)
    with CaptureQueriesContext(connection) as seen:
        steer(user.pk, key, Began(NOW), now=NOW)
    said = [one["sql"] for one in seen.captured_queries if not one["sql"].startswith(("BEGIN", "SAVEPOINT", "RELEASE"))]
    assert [line.split()[0] for line in said] == ["UPDATE", "INSERT"]

    with pytest.raises(RefusedError):
        steer(user.pk, key, Began(NOW), now=NOW)
    assert Sitting.objects.get(public_id=key).steered == 1
    with pytest.raises(LookupError):
        steer(new_user("otto@example.org").pk, key, Submitted(NOW), now=NOW)


@pytest.mark.django_db
def test_sittings_that_were_begun_before_it_was_counted_count_as_steered(user: User) -> None:
    begun, waiting = sitting_of(user), sitting_of(user)
    steer(user.pk, begun, Began(NOW), now=NOW)
    Sitting.objects.update(steered=0)

    import_module("certway.records.migrations.0016_sittings_steered_before").count_begun(
        apps, connection.schema_editor()
    )

    assert Sitting.objects.get(public_id=begun).steered == 1
    assert Sitting.objects.get(public_id=waiting).steered == 0
