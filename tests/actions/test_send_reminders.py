"""Reminders go out once a day and person, in her hours, and a fault leaves nothing half done."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from threading import Barrier, Thread
from zoneinfo import ZoneInfo

import pytest
from django.db import IntegrityError, connection, transaction
from django.urls import reverse

from builders.reminded import CHICAGO, LAST_DAY, ahead, held, holder, letters, local, moved, run_days
from certway.actions.send_reminders import NotRemindedError, remind, send_reminders
from certway.actions.set_reminders import (
    ReminderChoice,
    keep_again,
    pause_reminders,
    retire_credential,
    set_reminders,
    unsubscribe,
)
from certway.core.renew.hours import may_write
from certway.records.models import (
    CalendarFeed,
    FeedEvent,
    ReminderSettings,
    RetiredCredential,
    SentReminder,
    StopLink,
    User,
    WatchedDay,
)
from certway.records.reminders import people_to_remind, quiet_of, token_hash
from databases import refused_as
from kept_documents import entry

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _written_out(settings: object) -> None:
    settings.SITE_ADDRESS = "https://certway.example"  # type: ignore[attr-defined]


def choice(**told: object) -> ReminderChoice:
    return ReminderChoice(**{"is_on": True, "leads": (30, 7), "hour": 8, "quiet": None, **told})  # type: ignore[arg-type]


class TestLetter:
    def test_says_what_when_what_to_do_why_and_how_to_stop(self) -> None:
        zora = holder()
        entry(zora, "cards", kind="cpr", issued="2025-07-02", expires=(LAST_DAY + timedelta(days=76)).isoformat())
        remind(zora.pk, now=local(ahead(30), 6))
        assert letters() == []
        send_reminders(local(ahead(14), 8))
        (letter,) = letters()
        token = re.findall(r"/reminders/stop/([\w-]+)/", letter.text)

        assert letter.subject == "2 days to keep in mind: CMA (AAMA) expires in 14 days, on 30 June 2027"
        assert "CPR card expires in 90 days, on 14 September 2027." in letter.text
        for said in (
            "Renew it by then.",
            "180, 90, 60, 30, 14, 7 and 1 days ahead.",
            "https://certway.example/renew/",
            "https://certway.example/reminders/\n",
        ):
            assert said in letter.text
        assert (letter.address, letter.user, len(token)) == ("zora@example.org", zora, 1)
        stop = f"https://certway.example{reverse('remind:stop', args=token)}"
        assert letter.headers == {
            "List-Unsubscribe": f"<{stop}>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        }
        assert f'<a href="{stop}">' in letter.html
        assert StopLink.objects.get().token_hash == token_hash(token[0])

    def test_of_one_thing_is_its_subject(self) -> None:
        holder()
        send_reminders(local(ahead(1), 8))

        assert letters()[0].subject == "CMA (AAMA) expires tomorrow, on 30 June 2027"

    def test_of_a_credential_that_no_rules_know_names_it_as_it_was_told(self) -> None:
        held(holder(expires=None), LAST_DAY, "llama-walker")
        send_reminders(local(ahead(0), 8))

        assert "<strong>llama-walker expires today, 30 June 2027.</strong>" in letters()[0].html


class TestDays:
    def test_each_lead_goes_out_on_its_day_and_that_it_passed_once(self) -> None:
        set_reminders(holder().pk, choice(leads=(14, 7, 1)))

        assert run_days(ahead(16), LAST_DAY + timedelta(days=9)) == [14, 7, 1, -1]
        assert letters()[-1].subject == "CMA (AAMA) expired: its last day was 30 June 2027"
        assert len(letters()) == SentReminder.objects.count() == 4

    def test_second_run_of_a_day_says_nothing(self) -> None:
        holder()
        sent = [send_reminders(local(ahead(30), hour)) for hour in (7, 8, 9, 20)]

        assert sent == [0, 1, 0, 0]

    def test_after_days_without_any_run_the_most_urgent_comes_alone(self) -> None:
        holder()
        run_days(ahead(181), ahead(179))

        assert run_days(ahead(10), ahead(0)) == [10, 7, 1]
        assert SentReminder.objects.filter(is_overtaken=True).count() == 3

    def test_date_that_changes_is_scheduled_anew(self) -> None:
        zora = holder(expires=None)
        one = held(zora, LAST_DAY + timedelta(days=365))
        run_days(ahead(65), ahead(64))
        moved(one, LAST_DAY)
        assert run_days(ahead(63), ahead(29)) == [63, 60, 30]
        moved(one, LAST_DAY + timedelta(days=730))

        assert run_days(ahead(28), ahead(13)) == []
        assert [row.on for row in WatchedDay.objects.all()] == [LAST_DAY + timedelta(days=730)]

    def test_weekly_mail_comes_on_monday_with_the_whole_week_and_none_is_late(self) -> None:
        zora = holder()
        set_reminders(zora.pk, choice(digest="weekly", leads=(30, 7, 1)))
        sent = run_days(ahead(40), LAST_DAY)

        assert [ahead(days).weekday() for days in sent] == [0] * 3
        assert sent == [30, 9, 2]  # 30 June 2027 is a Wednesday

    def test_weekly_mail_tells_at_once_what_is_told_within_the_week_and_near(self) -> None:
        zora = holder(expires=None)
        set_reminders(zora.pk, choice(digest="weekly", leads=(30, 7, 1)))
        entry(zora, "cards", kind="cpr")
        run_days(ahead(9), ahead(3))
        held(zora, LAST_DAY)

        assert run_days(ahead(2), LAST_DAY) == [2]


class TestHours:
    @pytest.mark.parametrize(
        ("day", "hour", "expected"),
        [
            (date(2027, 3, 14), 2, "14 03:00"),  # from 2 to 3 there is nothing
            (date(2027, 11, 7), 1, "07 01:00"),  # from 1 to 2 there is everything twice
            (date(2028, 2, 29), 2, "29 02:00"),
        ],
    )
    def test_hour_that_is_not_there_or_twice_neither_misses_nor_doubles(
        self, day: date, hour: int, expected: str
    ) -> None:
        zora = holder(expires=day + timedelta(days=30))
        set_reminders(zora.pk, choice(hour=hour))
        start = local(day - timedelta(days=1), 20)
        sent = []
        for quarter in range(4 * 26):
            now = start + timedelta(minutes=15 * quarter)
            if send_reminders(now):
                sent.append(now.astimezone(ZoneInfo(CHICAGO)).strftime("%d %H:%M"))

        assert sent == [expected]

    def test_nothing_goes_out_in_quiet_hours(self) -> None:
        zora = holder()
        set_reminders(zora.pk, choice(hour=8, quiet=(20, 9), leads=(30, 7)))
        assert [send_reminders(local(ahead(30), hour)) for hour in (8, 20, 21, 23)] == [0, 0, 0, 0]

        assert [send_reminders(local(ahead(29), hour)) for hour in (0, 8, 9)] == [0, 0, 1]

    def test_rows_are_asked_as_hours_are_told_apart(self) -> None:
        now = local(ahead(30), 0)
        rows = [
            ReminderSettings(
                user=holder(f"{at}@example.org", zone="UTC"), hour=hour, quiet_from=first, quiet_until=until
            )
            for at, (hour, first, until) in enumerate(
                [(0, None, None), (8, 21, 7), (8, 7, 7), (8, 9, 17), (23, 22, 23), (5, 0, 5), (8, 20, 9)]
            )
        ]
        ReminderSettings.objects.bulk_create(rows)
        for hour in range(24):
            asked = set(people_to_remind(now.replace(hour=hour)))
            assert asked == {row.pk for row in rows if may_write(hour, wanted=row.hour, quiet=quiet_of(row))}, hour

    def test_day_is_hers_and_who_has_no_zone_goes_by_the_machine(self) -> None:
        zones = ("Europe/Berlin", "America/Puerto_Rico", "America/Phoenix", "Pacific/Honolulu")  # as the sun goes
        for at, zone in enumerate(zones):
            holder(f"{at}@example.org", zone=zone)
        holder("none@example.org", zone="")
        wrong = holder("wrong@example.org", zone="Mars/Olympus")
        for one in User.objects.all():
            set_reminders(one.pk, choice(leads=(30,)))
        for at, zone in enumerate(zones):
            who = f"{at}@example.org"
            send_reminders(local(ahead(30), 7, 59, zone=zone))
            assert who not in [letter.address for letter in letters()]
            send_reminders(local(ahead(30), 8, zone=zone))
            assert who in [letter.address for letter in letters()]

        send_reminders(local(ahead(30), 23))
        assert {letter.subject for letter in letters()} == {"CMA (AAMA) expires in 30 days, on 30 June 2027"}
        assert (len(letters()), wrong.pk in {letter.user_id for letter in letters()}) == (6, True)


class TestWishes:
    def test_pause_holds_everything_and_catches_up(self) -> None:
        zora = holder()
        pause_reminders(zora.pk, until=ahead(20))
        assert run_days(ahead(31), ahead(21)) == []

        assert run_days(ahead(20), ahead(10)) == [20, 14]
        pause_reminders(zora.pk, until=ahead(2))
        pause_reminders(zora.pk, until=None)
        assert run_days(ahead(9), ahead(3)) == [7]

    def test_what_is_retired_is_not_told_until_it_is_kept_again(self) -> None:
        zora = holder()
        for _twice in range(2):
            retire_credential(zora.pk, "cma-aama", on=ahead(100))
        assert run_days(ahead(61), ahead(55)) == []
        assert WatchedDay.objects.count() == 0
        keep_again(zora.pk, ["cma-aama"])

        assert run_days(ahead(30), ahead(20)) == [30]

    def test_who_stopped_gets_nothing_and_may_come_back(self) -> None:
        zora = holder()
        send_reminders(local(ahead(30), 8))
        (token,) = re.findall(r"/reminders/stop/([\w-]+)/", letters()[0].text)
        assert [unsubscribe(token), unsubscribe(token), unsubscribe("x" * 43)] == [True, True, False]
        assert run_days(ahead(29), ahead(8)) == []
        set_reminders(zora.pk, choice(leads=(30, 14, 5)))

        assert run_days(ahead(7), ahead(1)) == [7, 5]

    def test_who_is_to_be_erased_or_is_closed_is_not_written_to(self) -> None:
        holder(erase_at=local(ahead(20), 8))
        holder("closed@example.org", is_active=False)
        holder("nothing@example.org", expires=None)

        assert run_days(ahead(31), ahead(29)) == []
        assert ReminderSettings.objects.count() == 0


class TestFaults:
    def test_fault_leaves_nothing_half_done_and_keeps_nobody_else(self, caplog: pytest.LogCaptureFixture) -> None:
        broken, _ = holder("broken"), holder("whole@example.org")
        with pytest.raises(NotRemindedError, match="people who could not be reminded: 1"):
            send_reminders(local(ahead(30), 8))
        assert [letter.address for letter in letters()] == ["whole@example.org"]
        assert not SentReminder.objects.filter(user=broken).exists()
        assert f"user {broken.pk} was not reminded" in caplog.text
        User.objects.filter(pk=broken.pk).update(email="mended@example.org")

        assert send_reminders(local(ahead(29), 8)) == 1
        assert [letter.address for letter in letters()] == ["whole@example.org", "mended@example.org"]

    @pytest.mark.django_db(transaction=True)
    def test_workers_at_the_same_moment_write_one_letter(self) -> None:
        people, now, start = [holder(f"{at}@example.org").pk for at in range(5)], local(ahead(30), 8), Barrier(3)

        def work() -> None:
            start.wait()
            try:
                send_reminders(now)
            finally:
                connection.close()

        threads = [Thread(target=work) for _ in range(3)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

        assert sorted(letter.user_id or 0 for letter in letters()) == people
        assert SentReminder.objects.filter(is_overtaken=False).count() == 5

    def test_log_names_nobody(self, caplog: pytest.LogCaptureFixture) -> None:
        caplog.set_level("DEBUG")
        holder()
        send_reminders(local(ahead(30), 8))

        assert [word for word in ("zora", "cma-aama", "CMA") if word in caplog.text] == []


def refusals(zora: User) -> Iterator[tuple[str, Callable[[], object]]]:
    mine = {"user": zora, "credential": "cma-aama"}
    day = {**mine, "what": "expires", "on": LAST_DAY}
    shown = {**day, "content_hash": "0" * 64, "changed_at": local(LAST_DAY, 8)}
    feed = {"token_hash": "0" * 64, "made_on": LAST_DAY, "changed_at": local(LAST_DAY, 8)}
    other = holder("other@example.org")
    for model, row in (
        (SentReminder, {"user": zora, "key": "k", "said_on": LAST_DAY}),
        (RetiredCredential, {**mine, "since": LAST_DAY}),
        (WatchedDay, day),
        (FeedEvent, shown),
    ):
        model.objects.create(**row)
        yield "unique", lambda model=model, row=row: model.objects.create(**row)  # type: ignore[misc]
    StopLink.objects.create(user=zora, token_hash="0" * 64, made_on=LAST_DAY)
    yield "unique", lambda: StopLink.objects.create(user=other, token_hash="0" * 64, made_on=LAST_DAY)
    CalendarFeed.objects.create(user=zora, **feed)
    yield "unique", lambda: CalendarFeed.objects.create(user=other, **feed)
    for name, told in (
        ("reminder_hour_is_of_a_day", {"hour": 24}),
        ("reminder_digest_is_known", {"digest": "hourly"}),
        ("quiet_hours_are_of_a_day", {"quiet_from": 24}),
        ("quiet_hours_are_of_a_day", {"quiet_from": None}),
    ):
        yield f"check {name}", lambda told=told: ReminderSettings.objects.create(user=other, **told)  # type: ignore[misc]


def test_database_refuses_what_cannot_be() -> None:
    for expected, write in refusals(holder()):
        with pytest.raises(IntegrityError) as refusal, transaction.atomic():
            write()
        assert refused_as(refusal.value) == expected
