"""A plan as text: every task once, dates and money in the shape that a timetable has."""

from __future__ import annotations

from dataclasses import replace

from certway.core.plan.wishes import Wishes
from certway.exchange.plan_refusal import refusal_text
from certway.exchange.plan_text import CostLine, PaperLine, in_reading_order, plan_text
from planning import TODAY, maria, marias_plan, marias_wishes, planned
from telling_plans import marias_telling, no_way, refusal, telling_for


def test_months_hold_every_task_once() -> None:
    text = plan_text(marias_plan(), marias_telling())

    told = [task.id for month in text.months for task in month.tasks]
    assert sorted(told) == sorted(task.id for task in marias_plan().tasks)
    assert [month.title for month in text.months] == [
        "November 2026", "January 2027", "April 2027", "October 2027", "November 2027", "December 2027", "January 2028",
        "February 2028", "February 2033",
    ]  # fmt: skip


def test_days_name_their_year_only_where_the_heading_does_not() -> None:
    text = plan_text(marias_plan(), marias_telling())

    days = {task.id: (task.starts, task.ends) for month in text.months for task in month.tasks}
    assert (days["ma-certificate"], days["study-clinical-competency"], days["exam"]) == (
        ("4 Jan", "8 Oct"),
        ("27 Dec", "23 Jan 2028"),
        ("7 Feb", ""),
    )


def test_on_one_day_a_task_stands_after_those_it_waits_for() -> None:
    order = [task.id for task in in_reading_order(marias_plan().tasks)]

    assert order.index("result") < order.index("certified")
    assert order.index("apply") < order.index("fee")


def test_papers_of_one_day_come_before_the_application() -> None:
    found = planned("ccma-nha", maria(), Wishes(start=TODAY))

    order = [task.id for task in in_reading_order(found.tasks)]
    assert order.index("paper-program-proof") < order.index("apply") < order.index("fee")


def test_costs_add_up_and_name_their_sources() -> None:
    text = plan_text(marias_plan(), marias_telling())

    assert text.costs[-2:] == (
        CostLine("Pay the application fee", "", "$125", "", (6,)),
        CostLine("In all", "$1,993", "$5,723", "$9,453", ()),
    )
    assert [source.number for source in text.sources] == list(range(1, len(text.sources) + 1))
    assert len({source.url for source in text.sources}) == len(text.sources)


def test_fee_that_is_not_published_costs_no_zero() -> None:
    tasks = tuple(
        replace(task, price=type(task.price)(0, 0, 0), arguments={"published": 0}) if task.id == "fee" else task
        for task in marias_plan().tasks
    )
    text = plan_text(replace(marias_plan(), tasks=tasks), marias_telling())

    (fee,) = (task for month in text.months for task in month.tasks if task.id == "fee")
    assert (fee.cost, text.costs[-2].likely) == ("not published", "not published")
    assert text.answer[1].startswith(
        "It costs about $5,723; between $1,993 and $9,453 is possible. "
        "The application fee comes on top; it is not published."
    )


def test_papers_name_who_sends_them_and_by_when() -> None:
    assert plan_text(marias_plan(), marias_telling()).papers == (
        PaperLine(
            "Completion of the program, practicum included, confirmed by its director",
            "the program director",
            "8 February 2028",
        ),
    )


def test_other_plans_leave_out_the_plan_itself() -> None:
    wishes = Wishes(start=TODAY)
    text = plan_text(planned("ccma-nha", maria(), wishes), telling_for("ccma-nha", wishes))

    assert text.alternatives[-1] == (
        "Certified on 5 January 2028 for $165: Supervised job as a medical assistant, clinical and administrative."
    )
    assert plan_text(marias_plan(), marias_telling()).alternatives == ()


def test_nameless_person_gets_a_plain_title() -> None:
    telling = telling_for("cma-aama", marias_wishes(), name="")

    assert plan_text(marias_plan(), telling).title == "Your plan for the CMA (AAMA)"


def test_refusal_says_that_any_one_of_several_wishes_would_do() -> None:
    found, telling = refusal("cma-aama", replace(marias_wishes(), budget=5000))
    twice = replace(found, reasons=(found.reasons[0], replace(found.reasons[0], drop=("hours-per-week",))))

    assert refusal_text(found, telling).lead == ""
    assert refusal_text(twice, telling).lead == "To drop one of these limits is enough:"


def test_refusal_without_a_way_tells_of_each_way() -> None:
    text = refusal_text(*no_way())

    assert text.answer == "We know of no way for you to the CMA (AAMA) within eight years."
    assert [obstacle.title for obstacle in text.obstacles] == [
        "For every way",
        "Completing student or recent graduate of a CAAHEP or ABHES program (category-1)",
        "Nonrecent graduate of a CAAHEP or ABHES program (category-2)",
        "Recertificant (category-3)",
        "Alternative pathway (category-4)",
    ]
    assert all(obstacle.sentences for obstacle in text.obstacles)
