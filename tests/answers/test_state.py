"""What a state answers: the need, what it accepts, its sources with their age, and its conflicts."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from builders.records import ordinal
from builders.rules import source, value_of, version
from certway.answers.state import (
    Acceptance,
    AgedSource,
    StateAnswer,
    StateConflict,
    conflicts_of,
    grants,
    sources_of,
    state_answer,
    unknown_of,
)
from certway.core.rulebook.credential import Credential, Issuer
from certway.core.rulebook.states import (
    Accepts,
    Board,
    Kind,
    Level,
    NoCredential,
    StateBook,
    StateLaw,
    StateRule,
    UnknownStateError,
)
from certway.core.rulebook.values import Conflict
from certway.core.units.days import DaySpan

DAY = ordinal("2026-11-23")
ISSUER = Issuer("ascp", "ASCP", "https://example.org", "https://example.org/mlt")
MLT = Credential("mlt-ascp", "MLT", "MLT(ASCP)", "MLT (ASCP)", ISSUER, "laboratory-technician", "Who may apply.")
CARE = replace(MLT, id="cpct-a-nha", occupation="patient-care-technician")
OLD = replace(source("2024-06-23"), key="old", url="https://example.net", confidence="secondary")


def rule(kind: Kind = "license", state: str = "TX", **more: Any) -> StateRule:
    return StateRule(state, "laboratory", kind, kind, source(), **more)


def book(*rules: StateRule, none: tuple[NoCredential, ...] = ()) -> StateBook:
    return StateBook({"laboratory": StateLaw("laboratory", "Look again.", (), rules, none)})


def answer(*rules: StateRule, day: int = DAY, none: tuple[NoCredential, ...] = ()) -> StateAnswer:
    return state_answer(book(*rules, none=none), state="TX", credential=MLT, as_of=day)


@pytest.mark.parametrize(
    ("kind", "need", "granted"),
    [
        ("license", "needed", ("license",)),
        ("certificate", "needed", ("certificate",)),
        ("registration", "needed", ("registration",)),
        ("scope", "conditions", ()),
        ("facility", "conditions", ()),
        ("none", "not-needed", ()),
        ("repealed", "repealed", ()),
    ],
)
def test_need_follows_from_the_kind_of_the_rule(kind: Kind, need: str, granted: tuple[Kind, ...]) -> None:
    found = answer(rule(kind))

    assert (found.need, grants(found), found.rule, found.other) == (need, granted, rule(kind), None)


def test_state_that_nobody_looked_at_is_not_researched() -> None:
    assert answer(rule(state="OK")) == StateAnswer(
        as_of=DAY,
        state="TX",
        occupation="laboratory",
        need="not-researched",
        rules=(),
        other=None,
        acceptance=Acceptance("mlt-ascp", "not-named"),
    )


def test_occupation_whose_law_nobody_looked_for_is_not_researched() -> None:
    found = state_answer(book(rule()), state="TX", credential=CARE, as_of=DAY)

    assert (found.occupation, found.need, found.rules) == (None, "not-researched", ())
    assert found.acceptance == Acceptance("cpct-a-nha", "not-named")


@pytest.mark.parametrize("credential", [MLT, CARE])
def test_what_is_no_state_is_refused(credential: Credential) -> None:
    with pytest.raises(UnknownStateError, match="there is no state 'TZ'"):
        state_answer(book(), state="TZ", credential=credential, as_of=DAY)


def test_two_rules_that_differ_leave_the_need_unknown() -> None:
    gone = rule("repealed", begins=DaySpan(ordinal("2018-02-06"), DAY))
    found = answer(rule("registration"), gone, day=ordinal("2020-01-01"))

    assert (found.need, [one.kind for one in found.rules]) == ("unknown", ["registration", "repealed"])
    assert answer(rule("registration"), gone).need == "repealed"


def test_rule_of_another_day_is_kept_beside_the_answer() -> None:
    begun = rule(begins=DaySpan(ordinal("2022-10-01"), ordinal("2022-10-01")))
    ended = rule(until=ordinal("2026-12-31"))
    proposed = rule(announced=True)

    assert (answer(begun, day=ordinal("2022-09-30")).need, answer(begun, day=ordinal("2022-09-30")).other) == (
        "not-researched",
        begun,
    )
    assert answer(ended, day=ordinal("2027-01-01")).other == ended
    assert (answer(proposed).need, answer(proposed).other, answer(proposed).rules) == ("not-researched", proposed, ())


def test_state_known_to_grant_nothing() -> None:
    none = NoCredential("TX", "exclusion", "Not on the list.", OLD, "secondary")
    found = answer(none=(none,))

    assert (found.need, found.no_credential, found.confidence) == ("not-needed", none, "secondary")
    assert sources_of(found) == (AgedSource(OLD, 29),)


def test_state_that_grants_something_is_not_told_to_grant_nothing() -> None:
    none = NoCredential("TX", "conclusion", "Repealed.", OLD, "secondary")

    assert answer(rule("registration", no_credential=none)).no_credential is None
    assert answer(rule("repealed", no_credential=none)).no_credential == none


LEVEL = Level("technician", "Technician", accepts=Accepts(("mlt-ascp",)))
OTHER = Level("scientist", "Scientist", accepts=Accepts(("mls-ascp",)))


@pytest.mark.parametrize(
    ("rules", "acceptance"),
    [
        ((rule(levels=(LEVEL, OTHER)),), Acceptance("mlt-ascp", "accepted", (LEVEL,))),
        ((rule(levels=(OTHER,)),), Acceptance("mlt-ascp", "not-named")),
        ((rule(accepts=Accepts(("mlt-ascp",))),), Acceptance("mlt-ascp", "accepted")),
        ((rule(accepts=Accepts(("mlt-ascp",)), levels=(OTHER,)),), Acceptance("mlt-ascp", "named")),
        ((rule(accepts=Accepts(refuses=("mlt-ascp",))),), Acceptance("mlt-ascp", "refused")),
        (
            (rule(), rule(accepts=Accepts(("mlt-ascp",)), begins=DaySpan(DAY, DAY + 9))),
            Acceptance("mlt-ascp", "not-named"),
        ),
    ],
)
def test_acceptance_of_a_credential(rules: tuple[StateRule, ...], acceptance: Acceptance) -> None:
    assert answer(*rules).acceptance == acceptance


def test_occupation_alone_asks_about_no_credential() -> None:
    assert state_answer(book(rule()), state="TX", occupation="laboratory", as_of=DAY).acceptance is None


def test_board_of_another_day_is_whom_to_ask() -> None:
    ended = rule(until=ordinal("2026-12-31"), board=Board("The board"))

    assert answer(ended, day=ordinal("2027-01-01")).board == Board("The board")
    assert answer(rule()).board is None


def test_values_are_those_that_say_something_on_the_day() -> None:
    fee = value_of(version(50.0, until="2025-12-31"), version(60.0, begins="2026-01-01"), unit="usd", key="fee")
    ended = value_of(version(5.0, until="2020-12-31"), unit="usd", key="ended")
    bill = value_of(version("A bill.", state="announced"), unit="text", key="bill")
    hours = value_of(version(state="not-found"), unit="hours", key="hours")
    found = answer(rule(values={value.id: value for value in (fee, ended, bill, hours)}))

    assert [value.id for value in found.values()] == ["fee", "bill", "hours"]
    assert [[one.content for one in found.versions(value)] for value in found.values()] == [[60.0], ["A bill."], [None]]
    assert (found.value("fee"), found.value("nothing")) == (fee, None)
    assert unknown_of(found) == (hours,)


def test_conflicts_of_the_rule_and_of_its_values_are_told() -> None:
    about_rule, about_fee = Conflict("None is needed.", OLD), Conflict("25", OLD)
    paid = replace(version(50.0), conflicts=(about_fee,))
    fee = value_of(paid, unit="usd", key="fee")
    found = answer(rule(values={"fee": fee}, conflicts=(about_rule,)))

    assert conflicts_of(found) == (StateConflict(about_rule), StateConflict(about_fee, fee, paid))
    assert sources_of(found) == (AgedSource(source(), 0), AgedSource(OLD, 29))


@pytest.mark.parametrize(
    ("day", "months"),
    [("2024-06-22", None), ("2024-06-23", 0), ("2024-07-22", 0), ("2024-07-23", 1), ("2026-06-23", 24)],
)
def test_age_of_a_source_counts_whole_months(day: str, months: int | None) -> None:
    none = NoCredential("TX", "table", "None.", OLD, "secondary")

    assert sources_of(answer(none=(none,), day=ordinal(day))) == (AgedSource(OLD, months),)


def test_weakest_rule_that_may_hold_says_how_sure_the_answer_is() -> None:
    weak = replace(rule("repealed", begins=DaySpan(DAY, DAY + 9)), source=replace(OLD, confidence="uncertain"))

    assert (answer(rule()).confidence, answer(rule(), weak).confidence) == ("primary", "uncertain")
    assert answer(rule(state="OK")).confidence is None
