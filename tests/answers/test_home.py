"""What comes next: one step, what is due, how far along."""

from __future__ import annotations

from datetime import date

import pytest

from builders.records import record
from certway.actions.check_standing import check_standing
from certway.answers.home import Due, Home, Step, home
from certway.core.person.draft import Draft
from certway.core.person.record import Record
from certway.exchange.home_text import HomeText, home_text
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


ATTESTED = {  # whether the laboratory is approved only the body can say
    "programs": [], "credentials": [], "attempts": [], "statements": {"felony": False, "moral_character": True},
    "education": [
        {"level": "associate", "accredited": True, "completed": "2025-05-30", "semester_hours": 60,
         "science_hours": {"biology": 6, "chemistry": 6}}
    ],
    "work": [{"role": "laboratory-technician", "from": "2020-01-01", "to": None, "hours_per_week": 40}],
    "person": {"high_school": {"kind": "diploma", "completed": "2015-05-01"}},
}  # fmt: skip
RENEWED = {  # the entry issued last is the one that counts
    "credentials": [{"id": "cma-aama", "issued": "2024-02-10"},
                    {"id": "cma-aama", "issued": "2019-02-10", "expires": "2027-02-28"}]
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
        ({"work": []}, "cma-aama", Step("settle", "cma-aama", place="attempts")),
        (ATTESTED, "mlt-amt", Step("unsettled", "mlt-amt")),
        ({**ATTESTED, "procedures": {"injection": 0}}, "mlt-amt", Step("unsettled", "mlt-amt")),
        (GRADUATE, "cma-aama", Step("apply", "cma-aama")),
        ({"credentials": [{"id": "cma-aama", "issued": "2024-02-10", "expires": "2029-02-28"}]}, "cma-aama",
         Step("held", "cma-aama")),
        (RENEWED, "", Step("last-day", "cma-aama", place="credentials/0")),
        (RENEWED, "cma-aama", Step("last-day", "cma-aama", place="credentials/0")),
        ({"credentials": [{"id": "cma-aama", "issued": "2022-02-10", "expires": "2027-02-28"}]}, "mlt-ascp",
         Step("keep", "cma-aama", date(2027, 2, 28).toordinal(), place="credentials/0")),
        ({"programs": [], "work": [], "education": [], "credentials": [], "attempts": [], "cards": [],
          "statements": {"felony": False}, "procedures": {"injection": 0}, "person": {"name": "Z",
          "high_school": {"kind": "diploma", "completed": "2019-05-30"}}}, "cma-aama", Step("plan", "cma-aama")),
    ],
    ids=["nothing told", "goal alone", "no goal", "unknown goal", "open question",
         "open, but no question", "one more nought", "may apply", "holds it", "last day untold",
         "goal's last day untold", "last day near", "not yet"],
)  # fmt: skip
def test_one_step_comes_next(told: dict[str, object], goal: str, step: Step) -> None:
    assert asked(record(**told), goal).step == step


def test_step_waits_for_the_day_on_which_one_may_apply() -> None:
    program = {**GRADUATE["programs"][0], "completed": "2027-06-30"}
    answer = asked(record(**{**GRADUATE, "programs": [program]}), "ccma-nha")

    assert answer.step.kind in ("wait", "settle")
    assert Due(day("2027-06-30"), "program-ends", "medical-assistant", "programs/0") in answer.later


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
        Due(TODAY, "credential-expires", "rma-amt", "credentials/0"),
        Due(day("2026-11-30"), "card-expires", "cpr", "cards/0"),
    )
    assert answer.later == (
        Due(day("2026-12-01"), "card-expires", "cpr", "cards/1"),
        Due(day("2027-05-01"), "program-ends", "mlt", "programs/0", exact=False),
    )
    assert [one.credential for one in answer.held] == ["rma-amt", "pbt-ascp"]


def test_credential_whose_last_day_was_not_told_is_held_and_asks_for_it() -> None:
    told = record(**{**GRADUATE, **RENEWED})
    text = words_of(asked(told))

    assert (asked(told).open_credentials, asked(told).this_week, asked(told).later) == ((), (), ())
    assert text.headline == "Tell us the last day of your CMA (AAMA)"
    assert [(one.ask, one.place) for one in text.held] == [(text.headline, "credentials/0")]


def test_what_was_told_is_counted_as_the_record_counts_it() -> None:
    few, most = asked(record(work=[])), asked(record(**{name: [] for name in LISTS}, **SINGLES))

    assert words_of(few).along[0] == "Your record tells about 1 of 13 things."
    assert words_of(most).along[0] == (
        "Your record tells about 11 of 13 things, and not yet about: Procedures and Your wishes."
    )


def test_window_that_closes_is_a_deadline() -> None:
    answer = asked(record(**GRADUATE), "cma-aama")

    assert "cma-aama" in answer.open_credentials
    assert {one.kind for one in (*answer.this_week, *answer.later)} <= {"window-ends", "may-apply"}


LISTS = ("programs", "work", "education", "credentials", "attempts", "cards", "education_credits", "fees_paid")
SINGLES = {"person": {"name": "Z", "high_school": {"kind": "ged"}}, "statements": {"felony": False}}


def words_of(answer: Home) -> HomeText:
    credentials = {name: sheet.credential for name, sheet in shipped_rules().sheets.items()}
    return home_text(answer, Telling(as_of=TODAY), credentials, {})


@pytest.mark.parametrize("goal", ["", "cma-aama", "mls-ascp"])
@pytest.mark.parametrize(
    "told", [{}, {"work": []}, GRADUATE, RENEWED], ids=["nothing", "little", "graduate", "last day untold"]
)
def test_everything_has_its_words(told: dict[str, object], goal: str) -> None:
    text = words_of(asked(record(**told), goal))

    assert text.headline
    assert text.lead.endswith(".")
    assert [line for line in (*text.along, *(one.text for one in text.later)) if "{" in line] == []
