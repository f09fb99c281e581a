"""Home with a plan: its tasks stand there as the plan calls them."""

from __future__ import annotations

from datetime import date

from certway.actions.find_home import find_home
from certway.core.person.draft import Draft
from certway.exchange.person_file import load_person
from visitors import MARIA

TODAY = date(2026, 11, 24).toordinal()


def test_tasks_of_the_plan_are_due_under_their_names() -> None:
    found = find_home(Draft(load_person(MARIA)), "cma-aama", owner="test", as_of=TODAY, patience_seconds=60)
    assert found is not None
    text = found.text
    due = [line.text for line in (*text.this_week, *text.later)]

    assert text.headline == "Follow your plan for the CMA (AAMA)"
    assert [line for line in due if line.rstrip().endswith(":")] == []
    assert [line for line in due if "Apply" in line] == ["Your plan: Apply to the AAMA"]
    assert [line for line in due if "Study" in line] == []  # a week is full of it: no deadline
    assert len(due) == len(set(due))


def test_goal_without_a_plan_leaves_the_record_alone() -> None:
    for goal in ("", "no-such"):
        found = find_home(Draft(load_person(MARIA)), goal, owner="test", as_of=TODAY, patience_seconds=60)
        assert found is not None
        assert (found.answer.step.kind, found.answer.certified_on) == ("choose", None)
