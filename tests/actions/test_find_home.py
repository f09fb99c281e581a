"""Home with a plan: its tasks stand there as the plan calls them."""

from __future__ import annotations

from datetime import date

from certway.actions.choose_goal import Goal
from certway.actions.find_home import FoundHome, find_home
from certway.core.person.draft import Draft
from certway.exchange.person_file import load_person
from visitors import MARIA

TODAY = date(2026, 11, 24).toordinal()


def found_on(day: int, goal: Goal) -> FoundHome:
    found = find_home(Draft(load_person(MARIA)), goal, owner="test", as_of=day, patience_seconds=60)
    assert found is not None
    return found


def test_tasks_of_the_plan_are_due_under_their_names() -> None:
    text = found_on(TODAY, Goal("cma-aama", TODAY)).text
    due = {line.text: line.on.replace("\u00a0", " ") for line in (*text.this_week, *text.later)}

    assert text.headline.replace("\u00a0", " ") == "Choose a school and enroll, by 3 January 2027"
    assert due["Your plan: Choose a school and enroll"] == "3 January 2027 (in 1 month)"
    assert [line for line in due if line.rstrip().endswith(":")] == []
    assert [line for line in due if "Apply" in line] == ["Your plan: Apply to the AAMA"]
    assert [line for line in due if "Study" in line] == []  # a week is full of it: no deadline
    assert len(due) == len((*text.this_week, *text.later))


def test_days_of_a_plan_stand_still_until_they_are_over() -> None:
    goal, by = Goal("ccma-nha", TODAY), date(2026, 12, 6).toordinal()
    for day in (TODAY, TODAY + 1, by):
        answer = found_on(day, goal).answer
        assert (answer.step.kind, answer.step.on, answer.late) == ("follow", by, ())
    late = found_on(by + 1, goal)

    assert (late.answer.step.kind, [due.subject for due in late.answer.late]) == ("late", ["enroll"])
    assert late.text.headline.replace("\u00a0", " ") == "Choose a school and enroll: this was due on 6 December 2026"
    assert late.text.late[0].on.replace("\u00a0", " ") == "was due on 6 December 2026"
    assert late.answer.certified_on == found_on(TODAY, goal).answer.certified_on


def test_plan_that_is_long_over_is_made_from_today() -> None:
    old, new = (found_on(TODAY, Goal("ccma-nha", since)).answer for since in (TODAY - 700, TODAY))

    assert (old.step, old.late) == (new.step, ())


def test_goal_without_a_plan_leaves_the_record_alone() -> None:
    for goal in ("", "no-such"):
        answer = found_on(TODAY, Goal(goal)).answer
        assert (answer.step.kind, answer.certified_on) == ("choose", None)
