"""Which rule of a state holds on which day; a state that nobody looked at is never one without a rule."""

from __future__ import annotations

import pytest

from builders.records import ordinal
from builders.rules import source
from certway.core.rulebook.states import (
    OCCUPATIONS,
    Kind,
    NoCredential,
    StateBook,
    StateLaw,
    StateRule,
    UnknownStateError,
    state_occupation,
)
from certway.core.units.days import DaySpan

DAY = ordinal("2026-11-23")


def rule(kind: Kind, *, begins: tuple[str, str] | None = None, until: str = "", announced: bool = False) -> StateRule:
    return StateRule(
        state="TX",
        occupation="laboratory",
        kind=kind,
        says=kind,
        source=source(),
        begins=DaySpan(ordinal(begins[0]), ordinal(begins[1])) if begins else None,
        until=ordinal(until) if until else None,
        announced=announced,
    )


def book(*rules: StateRule, none: tuple[NoCredential, ...] = ()) -> StateBook:
    return StateBook({"laboratory": StateLaw("laboratory", "Look again.", (), rules, none)})


def held(rules: tuple[StateRule, ...], day: str) -> list[str]:
    return [one.kind for one in book(*rules).in_force("TX", "laboratory", ordinal(day))]


UNDATED = (rule("license"),)
FROM = (rule("scope", begins=("2022-10-01", "2022-10-01")),)
UNTIL = (rule("scope", until="2026-12-31"),)
SPAN = (rule("scope", begins=("2016-12-01", "2016-12-31")),)
CHANGED = (rule("registration"), rule("repealed", begins=("2018-02-06", "2026-11-23")))
FOLLOWING = (rule("license", until="2020-06-30"), rule("none"))
UNKNOWN_CHANGE = (rule("license"), rule("repealed"))


@pytest.mark.parametrize(
    ("rules", "day", "kinds"),
    [
        (UNDATED, "1990-01-01", ["license"]),
        (FROM, "2022-09-30", ["not-researched"]),
        (FROM, "2022-10-01", ["scope"]),
        (UNTIL, "2026-12-31", ["scope"]),
        (UNTIL, "2027-01-01", ["not-researched"]),
        (SPAN, "2016-11-30", ["not-researched"]),
        (SPAN, "2016-12-01", ["not-researched", "scope"]),
        (SPAN, "2016-12-30", ["not-researched", "scope"]),
        (SPAN, "2016-12-31", ["scope"]),
        (CHANGED, "2018-02-05", ["registration"]),
        (CHANGED, "2018-02-06", ["registration", "repealed"]),
        (CHANGED, "2026-11-22", ["registration", "repealed"]),
        (CHANGED, "2026-11-23", ["repealed"]),
        (FOLLOWING, "2020-06-30", ["license"]),
        (FOLLOWING, "2020-07-01", ["none"]),
        (UNKNOWN_CHANGE, "2026-11-22", ["license", "repealed"]),  # its source was read on the day after
        (UNKNOWN_CHANGE, "2026-11-23", ["repealed"]),
        ((rule("scope", announced=True),), "2026-11-23", ["not-researched"]),
    ],
)
def test_rules_in_force_on_a_day(rules: tuple[StateRule, ...], day: str, kinds: list[str]) -> None:
    assert held(rules, day) == kinds


def test_state_that_no_file_names_is_not_researched() -> None:
    unknown = StateRule("OK", "laboratory", "not-researched", "", None)

    assert book(*UNDATED).rule("OK", "laboratory") == unknown
    assert book(*UNDATED).in_force("OK", "laboratory", DAY) == (unknown,)


def test_occupation_without_a_file_is_not_researched() -> None:
    assert book(*UNDATED).rule("TX", "phlebotomists") == StateRule("TX", "phlebotomists", "not-researched", "", None)


def test_state_without_a_rule_that_is_known_to_grant_nothing_has_none() -> None:
    none = NoCredential("OK", "table", "Somebody's table.", source(), "secondary")

    assert book(none=(none,)).rule("OK", "laboratory") == StateRule(
        "OK", "laboratory", "none", "Somebody's table.", source(), no_credential=none
    )


def test_newest_rule_is_the_rule() -> None:
    assert book(*CHANGED).rule("TX", "laboratory").kind == "repealed"


@pytest.mark.parametrize("state", ["ZZ", "tx", "", "Texas"])
def test_what_is_no_state_is_refused(state: str) -> None:
    with pytest.raises(UnknownStateError, match=f"there is no state '{state}'"):
        book().rule(state, "laboratory")


def test_credentials_have_the_occupation_of_their_state_law() -> None:
    words = (
        "medical-assistant",
        "laboratory-technician",
        "laboratory-scientist",
        "phlebotomist",
        "phlebotomy-technician",
    )

    assert [state_occupation(word) for word in words] == [
        "medical-assistants",
        "laboratory",
        "laboratory",
        "phlebotomists",
        "phlebotomists",
    ]
    assert state_occupation("patient-care-technician") is None
    assert {state_occupation(word) for word in words} == set(OCCUPATIONS)
