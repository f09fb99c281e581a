"""Keeping up with a plan: weeks that are over are compared, a little less is no reason to plan anew."""

from __future__ import annotations

from dataclasses import replace

import pytest

from certway.answers.plan import plan, wishes_of
from certway.answers.study_pace import pace_of
from certway.core.plan.roadmap import Roadmap
from certway.core.units.days import monday_of
from planning import TODAY, maria, rules_for

MONDAY = monday_of(TODAY)


@pytest.fixture(scope="module")
def roadmap() -> Roadmap:
    found = plan(rules_for("cma-aama"), maria(), wishes_of(maria(), start=TODAY))
    assert isinstance(found, Roadmap)
    return replace(found, start=MONDAY + 2, study_by_week=(120, 240, 240, 0))


def test_weeks_that_are_over_count_and_days_before_the_plan_do_not(roadmap: Roadmap) -> None:
    done = {MONDAY + 1: 9_000.0, MONDAY + 3: 3_600.0, MONDAY + 8: 7_200.0, MONDAY + 14: 1_800.0}
    found = pace_of(roadmap, done, today=MONDAY + 15)
    assert (found.planned, found.done) == (360, 180)
    assert (found.planned_this_week, found.done_this_week, found.left) == (240, 30, 240)
    assert found.is_behind


def test_a_little_behind_is_not_behind(roadmap: Roadmap) -> None:
    assert not pace_of(roadmap, {MONDAY + 3: 60.0 * 280}, today=MONDAY + 14).is_behind
    assert not pace_of(roadmap, {}, today=MONDAY + 3).is_behind
    assert pace_of(roadmap, {MONDAY + 3: 60.0 * 265}, today=MONDAY + 14).is_behind


def test_after_the_plan_nothing_is_left(roadmap: Roadmap) -> None:
    found = pace_of(roadmap, {}, today=MONDAY + 70)
    assert (found.left, found.planned_this_week, found.planned) == (0, 0, 600)


def test_hours_that_are_done_are_asked_for_no_more() -> None:
    wishes = wishes_of(maria(), start=TODAY)
    whole = plan(rules_for("cma-aama"), maria(), wishes)
    less = plan(rules_for("cma-aama"), maria(), replace(wishes, studied=600))
    none = plan(rules_for("cma-aama"), maria(), replace(wishes, studied=10**6))
    assert isinstance(whole, Roadmap)
    assert isinstance(less, Roadmap)
    assert isinstance(none, Roadmap)
    assert sum(whole.study_by_week) - sum(less.study_by_week) == 600
    assert sum(none.study_by_week) == 0
    assert less.exam_on <= whole.exam_on
