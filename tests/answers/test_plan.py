"""Plans hold what they promise, and say why there is none."""

from __future__ import annotations

import random
from dataclasses import replace
from itertools import pairwise

import pytest

from applicants import applicant, wishes_for
from certway.answers.plan import (
    is_met_when_applying,
    plan,
    puzzle_for,
    roadmap_for,
    timing_of,
    wishes_of,
)
from certway.core.person.record import Record
from certway.core.plan.checking import broken_promises
from certway.core.plan.exhaustive import try_everything
from certway.core.plan.frontier import frontier
from certway.core.plan.puzzle import Choice, Puzzle, trimmed
from certway.core.plan.roadmap import Alternative, Impossible, Reason, Roadmap, WhatIf
from certway.core.plan.solver import Aim, solve
from certway.core.plan.trainings import Price
from certway.core.plan.wishes import Wishes
from certway.core.qualify.standing import stand
from planning import TODAY, maria, marias_plan, marias_wishes, ordinal, planned, refused, rules_for

AIMS: tuple[Aim, ...] = ("quickest", "cheapest")
GOALS = ("cma-aama", "rma-amt", "ccma-nha", "mlt-ascp", "mls-ascp")


def applicants(count: int, seed: int) -> list[tuple[str, Record, Wishes]]:
    rng = random.Random(seed)
    goals = [GOALS[number % len(GOALS)] for number in range(count)]
    return [(goal, applicant(rng, goal, TODAY), wishes_for(rng, goal, TODAY)) for goal in goals]


def test_marias_wishes_stand_in_her_file() -> None:
    assert marias_wishes() == Wishes(start=TODAY, weekly_minutes=14 * 60, budget=6000)


def test_marias_plan_is_proven_and_within_her_means() -> None:
    found = marias_plan()

    assert (found.status, found.route, found.price.likely) == ("optimal", "category-1", 5723)
    assert found.certified_on == ordinal("2028-02-08")
    assert max(s + load for s, load in zip(found.study_by_week, found.load_by_week, strict=True)) <= 14 * 60


def test_marias_plan_has_every_step_in_order() -> None:
    tasks = [(task.id, task.kind) for task in marias_plan().tasks]

    assert tasks == [
        ("enroll", "document"),
        ("ma-certificate", "program"),
        ("ma-certificate-ready", "document"),
        ("ma-certificate-hands-on", "hands-on"),
        ("apply", "application"),
        ("fee", "fee"),
        ("study-clinical-competency", "study"),
        ("paper-completion-verification", "document"),
        ("study-general", "study"),
        ("study-administrative", "study"),
        ("review", "review"),
        ("exam", "exam"),
        ("result", "result"),
        ("certified", "result"),
        ("renew", "renewal"),
    ]


def test_study_hours_follow_the_outlines_weights() -> None:
    minutes = {task.id: task.minutes for task in marias_plan().tasks if task.kind in ("study", "review")}

    assert sum(minutes.values()) == 72 * 60
    assert minutes["study-clinical-competency"] == round(72 * 60 * 0.9 * 0.59)
    assert minutes["study-general"] == pytest.approx(72 * 60 * 0.9 * 0.21, abs=1)


def test_check_says_met_on_the_day_of_application() -> None:
    found = marias_plan()

    answer = stand(rules_for("cma-aama").eligibility, found.record, as_of=found.apply_on, exam_on=found.exam_on)

    assert (answer.verdict, {route.id: route.verdict for route in answer.routes}["category-1"]) == ("met", "met")


def test_without_the_plans_tasks_check_says_not_met() -> None:
    found = marias_plan()

    answer = stand(rules_for("cma-aama").eligibility, maria(), as_of=found.apply_on, exam_on=found.exam_on)

    assert answer.verdict == "not-met"


def test_same_question_gives_same_plan() -> None:
    assert plan(rules_for("cma-aama"), maria(), marias_wishes()) == marias_plan()


@pytest.mark.parametrize("goal", GOALS)
def test_generated_plans_are_closed_and_keep_their_promises(goal: str) -> None:
    plans = 0
    for own, record, wishes in applicants(60, seed=7):
        if own != goal:
            continue
        rules = rules_for(goal)
        puzzle = trimmed(puzzle_for(rules, record, wishes))
        solution = solve(puzzle, "quickest") if puzzle else None
        if puzzle is None or solution is None or solution.choice is None:
            continue
        found = roadmap_for(rules, puzzle, solution)
        assert broken_promises(found, wishes, timing_of(rules, record, day=wishes.start)) == ()
        assert is_met_when_applying(rules.eligibility, found)
        plans += 1
    assert plans > 0


def test_solver_finds_what_trying_everything_finds() -> None:
    for goal, record, wishes in applicants(15, seed=11):
        whole = puzzle_for(rules_for(goal), record, wishes)
        puzzle = trimmed(replace(whole, ways=whole.ways[:5])) or replace(whole, ways=())
        assert ranked(puzzle, solve(puzzle, "quickest").choice) == ranked(puzzle, try_everything(puzzle))


def test_frontier_goes_from_what_the_solver_finds_quickest_to_what_it_finds_cheapest() -> None:
    found = 0
    for goal, record, wishes in applicants(40, seed=13):
        puzzle = trimmed(puzzle_for(rules_for(goal), record, wishes))
        if puzzle is None:
            continue
        choices = frontier(puzzle)
        ends = [ranked(puzzle, choice) for choice in (*choices[:1], *choices[-1:])]
        assert ends == [r for aim in AIMS if (r := ranked(puzzle, solve(puzzle, aim).choice)) is not None]
        assert all(a.certified_on < b.certified_on and a.cost > b.cost for a, b in pairwise(choices))
        found += len(choices)
    assert found > 0


def ranked(puzzle: Puzzle, choice: Choice | None) -> tuple[int, int, int] | None:
    """Return what decides between choices; several ways may be equally good."""
    return (choice.certified_on, choice.cost, len(puzzle.ways[choice.way].steps)) if choice else None


def test_nobody_takes_a_job_that_changes_nothing() -> None:
    degree = {"level": "associate", "accredited": True, "completed": span("2025-05-16"), "semester_hours": 6400}
    program = {"kind": "mlt", "accredited_by": ("NAACLS",), "completed": span("2025-05-16"), "setting": "civilian"}
    record = maria().with_entries("education", (degree,)).with_entries("programs", (program,))

    found = planned("mlt-ascp", record, Wishes(start=TODAY, weekly_minutes=45 * 60))

    assert (found.route, found.trainings) == ("route-1", ())


def test_each_named_set_of_wishes_dropped_makes_a_plan_possible() -> None:
    refusals = 0
    for goal, record, wishes in applicants(14, seed=3):
        answer = plan(rules_for(goal), record, wishes)
        if not isinstance(answer, Impossible):
            continue
        for reason in answer.reasons:
            if reason.drop:
                relaxed = planned(goal, record, wishes.without(reason.drop))
                assert (relaxed.certified_on, relaxed.price.likely) == (reason.certified_on, reason.cost)
                refusals += 1
    assert refusals > 0


def test_too_little_money_names_the_budget() -> None:
    (reason,) = refused("cma-aama", maria(), replace(marias_wishes(), budget=1000)).reasons

    assert (reason.message, reason.drop, reason.cost) == ("wishes-conflict", ("budget",), 5723)


def test_too_little_time_names_the_hours() -> None:
    (reason,) = refused("cma-aama", maria(), replace(marias_wishes(), weekly_minutes=6 * 60)).reasons

    assert (reason.message, reason.drop) == ("wishes-conflict", ("hours-per-week",))


def test_two_wishes_that_each_stand_in_the_way_are_named_together() -> None:
    (reason,) = refused("mlt-ascp", maria(), marias_wishes()).reasons

    assert (reason.message, reason.drop) == ("wishes-conflict", ("hours-per-week", "budget"))


def test_a_closed_exam_blames_no_wish() -> None:
    failures = tuple(
        {"exam": "cma-aama", "on": replace(day, first=day.first), "passed": False}
        for day in (span("2024-01-16"), span("2024-09-24"), span("2025-06-03"))
    )
    record = maria().with_entries("attempts", failures)

    assert refused("cma-aama", record, marias_wishes()).reasons[0].message == "no-way"


def span(text: str):
    from certway.core.units.days import DaySpan

    return DaySpan(ordinal(text), ordinal(text))


def test_an_unanswered_question_is_asked() -> None:
    record = maria()
    untold = replace(record, singles={key: value for key, value in record.singles.items() if key != "statements"})

    assert refused("cma-aama", untold, Wishes(start=TODAY)).reasons == (
        Reason("answers-missing", fields=("statements/felony",)),
    )


def test_days_off_have_no_events_and_no_full_weeks() -> None:
    wishes = replace(marias_wishes(), days_off=((ordinal("2028-02-07"), ordinal("2028-02-11")),))

    found = planned("cma-aama", maria(), wishes)

    assert found.exam_on == ordinal("2028-02-14")


def test_intakes_of_a_school_replace_the_usual_ones() -> None:
    wishes = replace(marias_wishes(), intakes=(ordinal("2027-02-08"),))

    program = next(task for task in planned("cma-aama", maria(), wishes).tasks if task.kind == "program")

    assert program.starts == ordinal("2027-02-08")


def test_finish_by_is_kept_to_the_day() -> None:
    on_time = replace(marias_wishes(), finish_by=ordinal("2028-02-08"))
    a_day_early = replace(marias_wishes(), finish_by=ordinal("2028-02-07"))

    assert planned("cma-aama", maria(), on_time).certified_on == ordinal("2028-02-08")
    assert refused("cma-aama", maria(), a_day_early).reasons[0].drop == ("hours-per-week",)


def test_alternatives_run_from_the_quickest_to_the_cheapest() -> None:
    found = planned("ccma-nha", maria(), Wishes(start=TODAY, weekly_minutes=50 * 60))

    kinds = [alternative.kind for alternative in found.alternatives]
    days = [alternative.certified_on for alternative in found.alternatives]
    costs = [alternative.cost for alternative in found.alternatives]

    assert (kinds[0], kinds[-1]) == ("quickest", "cheapest")
    assert days == sorted(set(days))
    assert costs == sorted(set(costs), reverse=True)
    assert found.alternatives[-1] == Alternative(
        "cheapest", "experience", "ma-job", found.alternatives[-1].title, days[-1], 165
    )


def test_more_hours_are_a_what_if_of_marias_plan() -> None:
    (faster,) = marias_plan().what_if

    assert isinstance(faster, WhatIf)
    assert (faster.drop, faster.cost) == ("hours-per-week", 5723)
    assert faster.certified_on < marias_plan().certified_on


def test_who_is_eligible_today_needs_no_training() -> None:
    record = maria().with_entries("programs", (recent_program(),))

    found = planned("cma-aama", record, marias_wishes())

    assert (found.trainings, found.price) == ((), Price(125, 125, 125))


def recent_program() -> dict[str, object]:
    return {
        "kind": "medical-assistant",
        "accredited_by": ("CAAHEP",),
        "completed": span("2026-09-18"),
        "academic_hours": 54000,
        "clinical_hours": 18000,
        "setting": "civilian",
        "award": "certificate",
    }


def test_the_cpr_class_comes_before_an_application_by_experience() -> None:
    job = {
        "role": "medical-assistant",
        "setting": "outpatient-clinic",
        "from": span("2022-01-03"),
        "to": maria().lists["work"][0]["to"],
        "hours_per_week": 4000,
        "duties": ("clinical", "administrative"),
        "supervised": True,
    }
    found = planned("rma-amt", maria().with_entries("work", (job,)), marias_wishes())

    cpr = next(task for task in found.tasks if task.id == "cpr-class")
    assert (found.route, found.price.likely) == ("route-3", 235)
    assert cpr.ends <= found.apply_on
    assert is_met_when_applying(rules_for("rma-amt").eligibility, found)


def test_checker_sees_each_kind_of_broken_promise() -> None:
    good, wishes = marias_plan(), marias_wishes()
    timing = timing_of(rules_for("cma-aama"), maria(), day=TODAY)
    exam = next(task for task in good.tasks if task.id == "exam")
    broken: list[tuple[Roadmap, str]] = [
        (replace(good, exam_on=good.apply_on), "the exam is 0 days after the application"),
        (replace(good, exam_on=good.exam_on + 5), "the exam is on a weekend"),
        (replace(good, certified_on=good.exam_on), "certified before the result"),
        (replace(good, price=Price(1, 1, 1)), "the tasks cost 5723, the plan says 1"),
        (replace(good, study_by_week=(900, *good.study_by_week[1:])), "week 0 has 900 minutes of 840"),
        (replace(good, tasks=(*good.tasks, exam)), "the task 'exam' stands twice"),
        (
            replace(good, tasks=tuple(t for t in good.tasks if t.id != "apply")),
            "'exam' comes after 'apply', which is not in the plan",
        ),
    ]
    for plan_, problem in broken:
        assert problem in broken_promises(plan_, wishes, timing)
    assert broken_promises(good, replace(wishes, budget=5000), timing) == ("the plan is above the budget",)
    assert broken_promises(good, replace(wishes, finish_by=TODAY), timing) == ("certified too late",)


def test_wishes_of_reads_all_preferences() -> None:
    record = replace(
        maria(),
        singles={
            **maria().singles,
            "preferences": {
                "hours_per_week": 1050,
                "budget": 250_050,
                "start": span("2027-01-04"),
                "finish_by": span("2028-06-30"),
            },
        },
    )

    assert wishes_of(record, start=TODAY) == Wishes(
        start=ordinal("2027-01-04"), finish_by=ordinal("2028-06-30"), weekly_minutes=630, budget=2500
    )
