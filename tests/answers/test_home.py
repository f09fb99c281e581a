"""What comes next: one step, what is due, how far along."""

from __future__ import annotations

from datetime import date

import pytest

from builders.records import record
from certway.actions.check_standing import check_standing
from certway.answers.home import Due, Home, Step, home
from certway.core.person.draft import Draft
from certway.core.person.record import Record
from certway.exchange.home_text import home_text
from certway.exchange.shipped_rules import shipped_rules
from certway.exchange.words.telling import Telling

TODAY = date(2026, 11, 24).toordinal()
GRADUATE = {
    "programs": [
        {
            "kind": "medical-assistant", "accredited_by": ["CAAHEP"], "completed": "2026-06-30", "academic_hours": 720,
            "clinical_hours": 180, "setting": "civilian", "award": "certificate",
        }
    ],
    "attempts": [], "statements": {"felony": False},
}  # fmt: skip


def asked(told: Record, goal: str = "") -> Home:
    return home(told, check_standing(Draft(told), as_of=TODAY), goal=goal, plan=None)


def day(text: str) -> int:
    return date.fromisoformat(text).toordinal()


@pytest.mark.parametrize(
    ("told", "goal", "step"),
    [
        ({}, "", Step("tell")),
        ({}, "cma-aama", Step("tell")),
        ({"work": []}, "", Step("choose")),
        ({"work": []}, "no-such", Step("choose")),
        ({"work": []}, "cma-aama", Step("tell-more", "cma-aama")),
        (GRADUATE, "cma-aama", Step("apply", "cma-aama")),
        ({"credentials": [{"id": "cma-aama", "issued": "2024-02-10", "expires": "2029-02-28"}]}, "cma-aama",
         Step("held", "cma-aama")),
        ({"programs": [], "work": [], "education": [], "credentials": [], "attempts": [], "cards": [],
          "statements": {"felony": False}, "procedures": {"injection": 0}, "person": {"name": "Z",
          "high_school": {"kind": "diploma", "completed": "2019-05-30"}}}, "cma-aama", Step("plan", "cma-aama")),
    ],
    ids=["nothing told", "goal alone", "no goal", "unknown goal", "open questions", "may apply", "holds it", "not yet"],
)  # fmt: skip
def test_one_step_comes_next(told: dict[str, object], goal: str, step: Step) -> None:
    assert asked(record(**told), goal).step == step


def test_step_waits_for_the_day_on_which_one_may_apply() -> None:
    program = {**GRADUATE["programs"][0], "completed": "2027-06-30"}
    answer = asked(record(**{**GRADUATE, "programs": [program]}), "ccma-nha")

    assert answer.step.kind in ("wait", "tell-more")
    assert Due(day("2027-06-30"), "program-ends", "medical-assistant") in answer.later


def test_dates_of_the_record_are_due_this_week_or_later_and_those_behind_are_not() -> None:
    told = record(
        cards=[
            {"kind": "cpr", "expires": "2026-11-30"},
            {"kind": "cpr", "expires": "2026-12-01"},
            {"kind": "cpr", "expires": "2026-11-23"},
            {"kind": "other", "expires": None},
        ],
        credentials=[
            {"id": "rma-amt", "issued": "2024-01-01", "expires": "2026-11-24"},
            {"id": "pbt-ascp", "issued": "2024-01-01", "expires": "2029-01-01"},
            {"id": "cma-aama", "issued": "2015-01-01", "expires": "2020-01-31"},
        ],
        programs=[{"kind": "mlt", "completed": "2027-05"}],
    )
    answer = asked(told)

    assert answer.this_week == (
        Due(TODAY, "credential-expires", "rma-amt"),
        Due(day("2026-11-30"), "card-expires", "cpr"),
    )
    assert answer.later == (
        Due(day("2026-12-01"), "card-expires", "cpr"),
        Due(day("2027-05-01"), "program-ends", "mlt", exact=False),
    )
    assert set(answer.held) == {"rma-amt", "pbt-ascp"}


def test_window_that_closes_is_a_deadline() -> None:
    answer = asked(record(**GRADUATE), "cma-aama")

    assert "cma-aama" in answer.open_credentials
    assert {one.kind for one in (*answer.this_week, *answer.later)} <= {"window-ends", "may-apply"}


@pytest.mark.parametrize("goal", ["", "cma-aama", "mls-ascp"])
@pytest.mark.parametrize("told", [{}, {"work": []}, GRADUATE], ids=["nothing", "little", "graduate"])
def test_everything_has_its_words(told: dict[str, object], goal: str) -> None:
    credentials = {name: sheet.credential for name, sheet in shipped_rules().sheets.items()}
    text = home_text(asked(record(**told), goal), Telling(as_of=TODAY), credentials, {})

    assert text.headline
    assert text.lead.endswith(".")
    assert [line for line in (*text.along, *(one.text for one in text.later)) if "{" in line] == []
