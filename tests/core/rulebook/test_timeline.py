"""Timelines are exact: every day of them says what the rule says when asked about that day."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from builders.credentials import NODES, RULES, every_verdict
from builders.records import ordinal
from certway.core.person.batch import batch_of
from certway.core.rulebook.section_leaves import OfSection
from certway.core.rulebook.stretches import TIMELINE_FIRST, TIMELINE_LAST
from certway.core.rulebook.timeline import (
    Eligibility,
    Timelines,
    change_days,
    eligibility_on,
    exam_days,
    joined,
    timelines,
)
from certway.core.units.days import Days
from strategies.effort import effort
from strategies.people import days, records
from strategies.questions import asked_daily, stretches

LEAVES = {
    credential: {path: node for path, node in nodes.items() if isinstance(node, OfSection) or not node.inner()}
    for credential, nodes in NODES.items()
}


def day_by_day(lines: Timelines, person: int, stretch: Days) -> list[int]:
    own = lines.person == person
    return lines.verdict[own][np.searchsorted(lines.first[own], stretch, side="right") - 1].tolist()


@effort(25)
@given(st.data())
def test_timelines_are_what_each_day_says(data: st.DataObject) -> None:
    persons = data.draw(st.lists(records(), min_size=1, max_size=3))
    stretch = data.draw(stretches(*persons))
    exam_on = data.draw(st.none() | st.sampled_from(stretch.tolist()) | days())
    people = batch_of(persons)
    for rules in RULES:
        asked = [asked_daily(people, place, stretch, exam_on) for place in range(len(persons))]
        each = [every_verdict(rules, rows) for rows in asked]
        for path, node in NODES[rules.credential].items():
            lines = timelines(node, people, exam_on=exam_on)
            for place, verdicts in enumerate(each):
                assert day_by_day(lines, place, stretch) == verdicts[path].tolist(), (rules.credential, path)


@effort(20)
@given(st.data())
def test_timelines_are_what_each_day_of_a_life_says(data: st.DataObject) -> None:
    people = batch_of([data.draw(records())])
    exam_on = data.draw(st.none() | days())
    stretch = np.arange(ordinal("2008-01-01"), ordinal("2038-12-31"), dtype=np.int32)
    rows = asked_daily(people, 0, stretch, exam_on)
    for rules in RULES:
        for path, node in LEAVES[rules.credential].items():
            lines = timelines(node, people, exam_on=exam_on)
            assert day_by_day(lines, 0, stretch) == node.judge(rows).tolist(), (rules.credential, path)


@effort(20)
@given(st.data())
def test_change_days_of_several_rules_are_sorted_without_repeats(data: st.DataObject) -> None:
    persons = data.draw(st.lists(records(), min_size=1, max_size=3))
    for rules in RULES:
        person, day = change_days(tuple(NODES[rules.credential].values()), batch_of(persons))
        keys = list(zip(person.tolist(), day.tolist(), strict=True))
        assert keys == sorted(set(keys))
        assert [place for place, day in keys if day == TIMELINE_FIRST] == list(range(len(persons)))
        assert int(day.max()) <= TIMELINE_LAST


def lines_of(*stretches: tuple[int, int, int]) -> Timelines:
    person, day, verdict = np.array(stretches).T
    return joined(person.astype(np.intp), day.astype(np.int32), verdict.astype(np.int8))


def test_windows_are_the_met_stretches_of_one_person() -> None:
    lines = lines_of(
        (0, TIMELINE_FIRST, -1),
        (0, 800_000, 1),
        (0, 800_010, 1),
        (0, 800_020, 0),
        (1, TIMELINE_FIRST, 1),
        (1, 740_500, -1),
    )
    assert lines.windows(0) == [(800_000, 800_019)]
    assert lines.windows(1) == [(TIMELINE_FIRST, 740_499)]


def test_window_without_an_end_goes_on() -> None:
    assert lines_of((0, TIMELINE_FIRST, 0), (0, 800_000, 1)).windows(0) == [(800_000, TIMELINE_LAST)]


def test_neighbours_of_different_people_are_not_joined() -> None:
    lines = lines_of((0, TIMELINE_FIRST, 1), (1, TIMELINE_FIRST, 1))
    assert [lines.windows(0), lines.windows(1)] == [[(TIMELINE_FIRST, TIMELINE_LAST)]] * 2


def test_eligibility_is_the_stretch_that_holds_or_the_next_one() -> None:
    windows = [(740_000, 740_010), (740_100, 740_200)]
    assert eligibility_on(windows, 740_005) == Eligibility(740_000, 740_010)
    assert eligibility_on(windows, 740_010) == Eligibility(740_000, 740_010)
    assert eligibility_on(windows, 740_011) == Eligibility(740_100, 740_200)
    assert eligibility_on(windows, 740_201) == Eligibility(None, None)
    assert eligibility_on([], 740_000) == Eligibility(None, None)


def test_eligibility_that_never_began_or_never_ends_has_no_day() -> None:
    assert eligibility_on([(TIMELINE_FIRST, 740_010)], 740_000) == Eligibility(None, 740_010)
    assert eligibility_on([(740_000, TIMELINE_LAST)], 740_005) == Eligibility(740_000, None)


def test_exam_is_never_before_the_application() -> None:
    stretch = np.arange(740_000, 740_004, dtype=np.int32)
    assert exam_days(stretch, 740_002).tolist() == [740_002, 740_002, 740_002, 740_003]
    assert exam_days(stretch, None).tolist() == stretch.tolist()
