"""Every slot of a job comes into the queue once, whatever was down."""

from __future__ import annotations

from datetime import datetime, timedelta
from threading import Barrier, Thread

import pytest
from django.db import connection
from django_tasks_db.models import DBTaskResult

from builders import errands
from builders.workers import NOON
from certway.records.models import Slot
from certway.records.work.schedule import Daily, Every, Job, Rhythm, enqueue_due

HOURLY = Job("errand", errands.do_nothing, Every(minutes=60))


@pytest.mark.parametrize(
    ("rhythm", "now", "newest"),
    [
        (Every(minutes=15), "11:59:59", "11:45:00"),
        (Every(minutes=15), "12:00:00", "12:00:00"),
        (Daily(hour=12), "12:00:00", "12:00:00"),
        (Daily(hour=12, minute=1), "12:00:59", "-1 12:01:00"),
        (Daily(hour=0), "23:59:59", "00:00:00"),
    ],
)
def test_newest_slot_is_the_last_that_was_due(rhythm: Rhythm, now: str, newest: str) -> None:
    def moment(text: str) -> datetime:
        days, _, time = text.rpartition(" ")
        return datetime.fromisoformat(f"2026-05-06T{time}+00:00") + timedelta(days=int(days or 0))

    assert rhythm.newest(moment(now)) == moment(newest)


def test_rhythm_that_does_not_divide_a_day_is_refused() -> None:
    with pytest.raises(ValueError, match="7 minutes"):
        Every(minutes=7)


@pytest.mark.django_db
def test_slot_is_given_out_once_and_the_missed_ones_are_left_out() -> None:
    given = [enqueue_due([HOURLY], now=NOON + timedelta(minutes=minutes)) for minutes in (0, 1, 59, 60, 300, 299)]

    assert given == [["errand"], [], [], ["errand"], ["errand"], []]
    assert DBTaskResult.objects.count() == 3
    assert list(Slot.objects.values_list("job", "due_at")) == [("errand", NOON + timedelta(hours=5))]


@pytest.mark.django_db
def test_clock_that_ran_ahead_once_stops_no_job(caplog: pytest.LogCaptureFixture) -> None:
    ahead = enqueue_due([HOURLY], now=NOON.replace(year=2110))
    given = [enqueue_due([HOURLY], now=NOON + timedelta(hours=hours)) for hours in (0, 0, 1, 24)]

    assert (ahead, given) == (["errand"], [["errand"], [], ["errand"], ["errand"]])
    assert [(one.levelname, one.getMessage()) for one in caplog.records] == [
        ("WARNING", "a clock ran ahead, and slots that it gave out are deleted: errand; set the clocks")
    ]


@pytest.mark.django_db
def test_clock_that_is_a_little_behind_gives_no_slot_out_again(caplog: pytest.LogCaptureFixture) -> None:
    given = [enqueue_due([HOURLY], now=NOON + timedelta(minutes=minutes)) for minutes in (0, -1, -60, 59)]

    assert (given, caplog.records) == ([["errand"], [], [], []], [])


@pytest.mark.django_db(transaction=True)
def test_slot_that_many_workers_find_at_the_same_moment_is_given_out_once() -> None:
    together, given = Barrier(6), []

    def find() -> None:
        together.wait()
        given.extend(enqueue_due([HOURLY], now=NOON))
        connection.close()

    threads = [Thread(target=find) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert (given, DBTaskResult.objects.count()) == (["errand"], 1)
