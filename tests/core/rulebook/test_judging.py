"""What must hold for every verdict of every shipped credential, whoever asks and whenever."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders.credentials import RULES, every_verdict
from builders.records import day_column, ordinal
from certway.core.person.batch import batch_of
from certway.core.rulebook.credential import EligibilityRules, Route
from certway.core.rulebook.judging import application_windows, decide, judge_credential, judge_route, requirement_ids
from certway.core.rulebook.nodes import Node
from certway.core.rulebook.rows import Rows, rows_at
from certway.core.units.verdicts import MET, UNKNOWN, Verdicts
from strategies.effort import effort
from strategies.people import less_known, records
from strategies.questions import asked, questions

by_credential = pytest.mark.parametrize("rules", RULES, ids=lambda rules: rules.credential)


@effort(60)
@given(st.data(), st.booleans())
def test_telling_less_never_decides_otherwise(data: st.DataObject, complete: bool) -> None:
    person = data.draw(records(complete=complete))
    lesser = [data.draw(less_known(person)) for _ in range(5)]
    several = data.draw(st.lists(questions(person), min_size=8, max_size=8))
    rows = asked(batch_of([person, *lesser]), range(6), several)
    for rules in RULES:
        for path, verdicts in every_verdict(rules, rows).items():
            more, less = verdicts[: len(several)], verdicts.reshape(6, -1)[1:]
            assert ((less == more) | (less == UNKNOWN)).all(), (rules.credential, path, more, less)


def listed(verdicts: dict[str, Verdicts]) -> dict[str, list[int]]:
    return {path: found.tolist() for path, found in verdicts.items()}


@effort(25)
@given(st.data())
def test_batch_of_one_is_its_row_in_a_batch_of_many(data: st.DataObject) -> None:
    persons = data.draw(st.lists(records(), min_size=2, max_size=4))
    several = data.draw(st.lists(questions(*persons), min_size=1, max_size=5))
    everybody, alone = batch_of(persons), [batch_of([person]) for person in persons]
    for rules in RULES:
        many = every_verdict(rules, asked(everybody, range(len(persons)), several))
        for place, people in enumerate(alone):
            own = {path: verdicts.reshape(len(persons), -1)[place] for path, verdicts in many.items()}
            assert listed(own) == listed(every_verdict(rules, asked(people, [0], several)))


@effort(25)
@given(st.data())
def test_one_day_for_everybody_is_that_day_for_each(data: st.DataObject) -> None:
    """The roster's way of asking (all people, one day) and the timeline's (people picked, a day a row) agree."""
    persons = data.draw(st.lists(records(), min_size=1, max_size=4))
    day, exam_day = data.draw(questions(*persons))
    people = batch_of(persons)
    roster = rows_at(people, day=np.array([day], dtype=np.int32), exam_day=np.array([exam_day], dtype=np.int32))
    picked = asked(people, range(len(persons)), [(day, exam_day)])
    for rules in RULES:
        assert listed(every_verdict(rules, roster)) == listed(every_verdict(rules, picked))


@by_credential
def test_nobody_has_no_verdicts(rules: EligibilityRules) -> None:
    rows = rows_at(batch_of([]), day=day_column(["2026-11-23"]))
    assert {verdicts.shape for verdicts in every_verdict(rules, rows).values()} == {(0,)}


@by_credential
def test_nobody_has_no_application_windows(rules: EligibilityRules) -> None:
    for route in rules.routes:
        assert application_windows(rules, route, batch_of([]), exam_after_days=30) == []


LIFE = np.arange(ordinal("2008-01-01"), ordinal("2038-12-31"), dtype=np.int32)


@effort(20)
@given(st.data())
def test_application_windows_are_what_each_day_says(data: st.DataObject) -> None:
    persons = data.draw(st.lists(records(), min_size=1, max_size=2))
    later = data.draw(st.sampled_from((0, 1, 30, 45, 90)) | st.integers(0, 400))
    people = batch_of(persons)
    for rules in RULES:
        for route in rules.routes:
            windows = application_windows(rules, route, people, exam_after_days=later)
            for place in range(len(persons)):
                who = np.full(len(LIFE), place, dtype=np.intp)
                rows = rows_at(people, person=who, day=LIFE, exam_day=LIFE + np.int32(later))
                met = judge_route(rules, route, rows) == MET
                held = np.zeros(len(LIFE), dtype=np.bool_)
                for first, last in windows[place]:
                    held |= (first <= LIFE) & (last >= LIFE)
                assert (held == met).all(), (rules.credential, route.id)


def reasons_by_hand(rules: EligibilityRules, rows: Rows, place: int) -> tuple[int, str, str | None]:
    """Return verdict, best route and what fails first for one row, from every requirement's verdict by itself."""
    own = rows.pick(np.array([place], dtype=np.intp))

    def judged(nodes: Sequence[Node]) -> list[tuple[int, str]]:
        return [(int(node.judge(own)[0]), node.face.id) for node in nodes]

    def nearness(route: Route) -> tuple[int, ...]:
        verdicts = [verdict for verdict, _ in judged(route.requirements)]
        closed = route.until is not None and own.day[0] > route.until
        worst = -1 if closed else min(verdicts)
        return worst, -int(closed), -verdicts.count(-1), -verdicts.count(0)

    best = max(rules.routes, key=nearness)
    closed = [(-1, best.id)] if nearness(best)[1] else []
    asked = [*closed, *judged(best.requirements), *judged(rules.shared)]
    verdict = min(verdict for verdict, _ in asked)
    return verdict, best.id, None if verdict == MET else next(name for one, name in asked if one == verdict)


@effort(25)
@given(st.data())
def test_decisions_name_the_nearest_route_and_what_fails_first(data: st.DataObject) -> None:
    persons = data.draw(st.lists(records(), min_size=1, max_size=3))
    several = data.draw(st.lists(questions(*persons), min_size=1, max_size=4))
    rows = asked(batch_of(persons), range(len(persons)), several)
    for rules in RULES:
        decisions, names = decide(rules, rows), (*requirement_ids(rules), None)
        found = [
            (int(verdict), rules.routes[route].id, names[failed])
            for verdict, route, failed in zip(decisions.verdict, decisions.route, decisions.failed, strict=True)
        ]
        assert found == [reasons_by_hand(rules, rows, place) for place in range(rows.count)]
        assert decisions.verdict.tolist() == judge_credential(rules, rows).tolist()
