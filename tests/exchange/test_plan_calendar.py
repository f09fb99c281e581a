"""The calendar of a plan, read back with icalendar, holds every task once, on its days."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date, timedelta

from icalendar import Calendar, Event

from applicants import applicant, wishes_for
from certway.answers.plan import plan
from certway.core.plan.roadmap import Roadmap
from certway.core.units.days import to_date
from certway.exchange.plan_calendar import event_id, plan_calendar
from certway.exchange.words.plans import PlanTelling
from planning import TODAY, marias_plan, marias_wishes, rules_for
from telling_plans import STAMP, marias_telling, telling_for


def events(found: Roadmap, telling: PlanTelling) -> list[Event]:
    return list(Calendar.from_ical(plan_calendar(found, telling, stamped_at=STAMP)).walk("VEVENT"))


def marias_events() -> dict[str, Event]:
    return {str(event["UID"]): event for event in events(marias_plan(), marias_telling())}


def event_of(task: str) -> Event:
    return marias_events()[event_id("cma-aama", task)]


def test_every_task_is_an_all_day_event_on_its_days() -> None:
    told = {
        uid: (event.decoded("DTSTART"), event.decoded("DTEND") - timedelta(days=1))
        for uid, event in marias_events().items()
    }

    assert told == {
        event_id("cma-aama", task.id): (to_date(task.starts), to_date(task.ends)) for task in marias_plan().tasks
    }
    assert all(type(day) is date for days in told.values() for day in days)


def test_generated_plans_lose_no_task_and_no_day() -> None:
    rng, plans = random.Random(5), 0
    for goal in ("cma-aama", "rma-amt", "ccma-nha", "mlt-ascp", "mls-ascp") * 3:
        record, wishes = applicant(rng, goal, TODAY), wishes_for(rng, goal, TODAY)
        found = plan(rules_for(goal), record, wishes)
        if not isinstance(found, Roadmap):
            continue
        back = events(found, telling_for(goal, wishes, record))
        assert sorted((str(e["UID"]), e.decoded("DTSTART"), e.decoded("DTEND")) for e in back) == sorted(
            (event_id(goal, t.id), to_date(t.starts), to_date(t.ends + 1)) for t in found.tasks
        )
        plans += 1
    assert plans > 0


def test_lines_end_and_fold_as_the_standard_wants() -> None:
    content = plan_calendar(marias_plan(), marias_telling(), stamped_at=STAMP)

    lines = content.split(b"\r\n")
    assert lines[-1] == b""
    assert b"\n" not in b"".join(lines)
    assert max(map(len, lines)) <= 75
    for line in lines:
        line.decode("utf-8")


def test_names_in_other_scripts_fold_between_characters() -> None:
    telling = replace(marias_telling(), name="María 漢字" * 20)
    found = replace(marias_plan(), route_title="Ausbildung für Ärztinnen – 資格 " * 6)

    program = next(event for event in events(found, telling) if event["UID"] == event_id("cma-aama", "ma-certificate"))
    assert "資格 Ausbildung für Ärztinnen" in program["DESCRIPTION"]


def test_head_says_what_it_is() -> None:
    calendar = Calendar.from_ical(plan_calendar(marias_plan(), marias_telling(), stamped_at=STAMP))

    assert (calendar["PRODID"], calendar["VERSION"], calendar["X-WR-CALNAME"]) == (
        "-//Certway//certway plan//EN",
        "2.0",
        "Your plan for the CMA (AAMA)",
    )
    assert {event.decoded("DTSTAMP") for event in calendar.walk("VEVENT")} == {STAMP}


def test_event_tells_why_what_it_costs_and_who_says_so() -> None:
    program = event_of("ma-certificate")

    assert str(program["SUMMARY"]) == "Certificate program in medical assisting, accredited by CAAHEP or ABHES"
    description = str(program["DESCRIPTION"]).split("\n")
    assert description[0].endswith("Its 560 hours of class take 40 weeks, at 14 hours a week on average.")
    assert description[1] == "Cost: $5,170 ($1,440 to $8,900)"
    assert description[-2] == (
        "Source: https://www.northwestcareercollege.edu/?p=65764 "
        "(second hand; dated 27 February 2026, read 23 November 2026)"
    )
    assert description[-1].startswith("Certway is not affiliated")
    assert program["CATEGORIES"].cats == ["Program"]


def test_dates_that_must_not_be_missed_are_announced_a_week_before() -> None:
    reminded = {
        uid: [alarm.decoded("TRIGGER") for alarm in event.walk("VALARM")] for uid, event in marias_events().items()
    }

    names = {event_id("cma-aama", task): task for task in ("apply", "fee", "exam", "renew")}
    assert {names[uid]: alarms for uid, alarms in reminded.items() if alarms} == {
        name: [timedelta(days=-7)] for name in ("apply", "fee", "exam", "renew")
    }


def test_long_tasks_leave_the_person_free() -> None:
    assert (event_of("ma-certificate")["TRANSP"], event_of("exam")["TRANSP"]) == ("TRANSPARENT", "OPAQUE")


def test_ids_last_when_the_plan_moves() -> None:
    moved = replace(
        marias_plan(), tasks=tuple(replace(t, starts=t.starts + 7, ends=t.ends + 7) for t in marias_plan().tasks)
    )

    assert {str(event["UID"]) for event in events(moved, marias_telling())} == set(marias_events())
    assert event_id("cma-aama", "exam") == "332a99fb-991a-5388-b964-d699083c9f90"
    assert event_id("cma-aama", "exam") != event_id("rma-amt", "exam")


def test_same_plan_and_stamp_give_the_same_file() -> None:
    first = plan_calendar(marias_plan(), marias_telling(), stamped_at=STAMP)

    assert plan_calendar(marias_plan(), telling_for("cma-aama", marias_wishes()), stamped_at=STAMP) == first
