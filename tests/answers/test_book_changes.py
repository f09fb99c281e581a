"""What changed beside the credentials: state law, offers, trainings."""

from __future__ import annotations

import pytest

from builders.records import ordinal
from builders.rules import source, value_of, version
from certway.answers.book_changes import shelf_changes, state_changes, training_changes
from certway.answers.rule_changes import Change
from certway.core.plan.trainings import Trainings
from certway.core.rulebook.resources import Resource, Shelf
from certway.core.rulebook.states import StateBook, StateLaw, StateRule
from certway.core.units.days import FIRST_DAY, DaySpan, parse_day
from certway.exchange.shipped_rules import shipped_rules

BEFORE, AFTER = ordinal("2020-06-30"), ordinal("2021-06-30")


def rule(says: str, *, begins: str = "", until: str = "", announced: bool = False, kind: str = "license") -> StateRule:
    return StateRule(
        "TX",
        "phlebotomists",
        kind,  # type: ignore[arg-type]
        says,
        source(read_on="2021-01-15"),
        begins=parse_day(begins) if begins else None,
        until=ordinal(until) if until else None,
        announced=announced,
    )


def changes(*rules: StateRule) -> list[Change]:
    book = StateBook({"phlebotomists": StateLaw("phlebotomists", "", (), rules, ())})
    return [*state_changes(book, BEFORE, AFTER)]


def told(*rules: StateRule) -> list[tuple[str, str | None, str | None]]:
    return [
        (one.state, one.before and str(one.before.content), one.after and str(one.after.content))
        for one in changes(*rules)
    ]


@pytest.mark.parametrize(
    ("rules", "expected"),
    [
        ([rule("a")], []),  # it held as long as anybody knows
        ([rule("a", begins="2021-01-01")], [("begins", None, "a")]),
        ([rule("a", begins="2020-06-30")], []),
        ([rule("a", begins="2020-07-01")], [("begins", None, "a")]),
        ([rule("a", begins="2021-06-30")], [("begins", None, "a")]),
        ([rule("a", begins="2021-07-01")], []),
        ([rule("a", begins="2020-09")], [("changed-between", None, "a")]),
        ([rule("a", begins="2020")], [("may-have-changed", None, "a")]),
        ([rule("a"), rule("b", begins="2021-01-01")], [("replaced", "a", "b")]),
        ([rule("a"), rule("b")], [("may-have-changed", "a", "b")]),
        ([rule("a", until="2020-12-31")], [("ends", "a", None)]),
        ([rule("a", until="2020-12-31"), rule("b")], [("replaced", "a", "b")]),
        ([rule("a"), rule("b", announced=True)], [("announced", "a", "b")]),
    ],
)  # fmt: skip
def test_rule_of_a_state_changes_on_its_days(
    rules: list[StateRule], expected: list[tuple[str, str | None, str | None]]
) -> None:
    assert told(*rules) == expected


def test_day_known_to_the_year_is_never_made_one_day() -> None:
    (change,) = changes(rule("a", begins="2020"))
    year = parse_day("2020")
    assert isinstance(year, DaySpan)
    assert (change.on, change.between) == (None, (year.first, year.last))
    (unsure,) = changes(rule("a"), rule("b"))
    assert (unsure.on, unsure.between) == (None, (None, ordinal("2021-01-15")))
    assert FIRST_DAY < BEFORE


def test_values_of_offers_go_by_the_names_of_their_offers() -> None:
    price = value_of(version(15), version(16, begins="2021-02-01"), unit="usd", key="price")
    offer = Resource("book", "A book", "textbook", ("cma-aama",), "A house", (), source(), values={"price": price})
    (change,) = shelf_changes(Shelf(resources=(offer,)), BEFORE, AFTER)
    assert (change.part, change.id, change.title) == ("resources", "book/price", "A book: price")
    assert change.credential == ""


def test_figures_of_trainings_are_their_own_part() -> None:
    price = value_of(version(15), version(16, begins="2021-02-01"), unit="usd", key="tuition")
    (change,) = training_changes(Trainings((), {"tuition": price}), BEFORE, AFTER)
    assert (change.part, change.id, change.state) == ("trainings", "tuition", "replaced")


def test_shipped_law_of_connecticut_began_in_october_2022() -> None:
    found = state_changes(shipped_rules().states, ordinal("2022-09-30"), ordinal("2022-10-01"))
    (law,) = (one for one in found if one.id == "law" and one.sure)
    assert (law.part, law.state, law.on) == ("states/medical-assistants/CT", "begins", ordinal("2022-10-01"))


def test_every_law_of_the_shipped_states_that_begins_or_ends_is_named() -> None:
    book = shipped_rules().states
    turning = set()
    for occupation, law in book.laws.items():
        states = [rule.state for rule in law.rules]
        for rule in law.rules:
            dated = rule.begins is not None or rule.until is not None or rule.announced
            if dated or states.count(rule.state) > 1:
                turning.add(f"states/{occupation}/{rule.state}")
    found = state_changes(book, ordinal("1950-01-01"), ordinal("2050-01-01"))
    assert {one.part for one in found if one.id == "law"} == turning
