"""The sentences of a plan say the number or the rule that causes each task."""

from __future__ import annotations

import random
import re
from dataclasses import replace
from pathlib import Path

import pytest

import certway
from applicants import applicant, wishes_for
from certway.answers.plan import plan
from certway.core.plan.roadmap import Impossible, Roadmap
from certway.core.plan.wishes import Wishes
from certway.core.rulebook.credential import Document
from certway.exchange.words.catalogue import catalogue
from certway.exchange.words.plans import (
    answer_lines,
    assumed_lines,
    reason_line,
    retake_lines,
    task_title,
    task_why,
    what_if_line,
)
from planning import TODAY, maria, marias_plan, marias_wishes, ordinal, planned, rules_for
from telling_plans import marias_telling, refusal, telling_for

CORE = Path(certway.__file__).parent / "core" / "plan"


def why(task_id: str, found: Roadmap | None = None, goal: str = "cma-aama") -> str:
    found = found or marias_plan()
    task = next(task for task in found.tasks if task.id == task_id)
    return task_why(task, found, marias_telling(goal))


def test_answer_comes_first_with_day_money_effort_and_way() -> None:
    assert answer_lines(marias_plan(), marias_telling()) == (
        "You can be certified on 8 February 2028 (in 14 months).",
        (
            "It costs about $5,723; between $1,993 and $9,453 is possible. "
            "It takes 792 hours in all, and 14 hours in the fullest week."
        ),
        (
            "Prices differ: to stay within $6,000, this may cost at most $5,447: "
            "Certificate program in medical assisting, accredited by CAAHEP or ABHES."
        ),
        (
            "Your way: Completing student or recent graduate of a CAAHEP or ABHES program (category-1). "
            "You get there by: Certificate program in medical assisting, accredited by CAAHEP or ABHES."
        ),
        (
            "It starts on 23 November 2026 and keeps to your limit of 14 hours a week and your budget of $6,000. "
            "Within these limits no plan is earlier, and none that is as early costs less."
        ),
    )


def test_search_that_ran_out_of_time_says_so() -> None:
    assert answer_lines(replace(marias_plan(), status="feasible"), marias_telling())[-1].endswith(
        "The search ran out of time: an earlier or cheaper plan may exist."
    )


def test_study_names_its_share_of_the_exam() -> None:
    assert why("study-clinical-competency") == (
        "The Clinical Competency area is 59 % of the exam, so it gets 38.2 hours of the 64.8 hours before the review."
    )


def test_study_of_an_area_with_a_range_names_both_ends() -> None:
    found = planned("mls-ascp", maria(), Wishes(start=TODAY))

    assert why("study-chemistry", found, "mls-ascp") == (
        "The Chemistry area is 17 to 22 % of the exam. "
        "Counted in the middle, it gets 12.6 hours of the 64.8 hours before the review."
    )


def test_review_names_its_part() -> None:
    assert why("review") == (
        "The last 7.2 hours of the 72 hours of study go to questions from all areas, right before the exam."
    )


def test_program_names_hours_weeks_and_pace() -> None:
    assert why("ma-certificate") == (
        'Your way, "Completing student or recent graduate of a CAAHEP or ABHES program", asks for a program that you '
        "have completed. Its 560 hours of class take 40 weeks, at 14 hours a week on average."
    )


def test_events_name_waits_and_windows() -> None:
    assert (why("apply"), why("exam"), why("result"), why("renew")) == (
        (
            "On this day every condition of your way is met. The AAMA takes up to 11 days to process an application, "
            "and you book the exam after that."
        ),
        (
            "Your study is done by then. With an application on 22 November 2027, "
            "the exam can be from 3 December 2027 to 20 February 2028."
        ),
        "The official result takes up to 1 day.",
        (
            "The certification lasts 60 months, counted here from the day you are certified. "
            "Check the last day on your certificate."
        ),
    )


def test_what_is_not_published_is_said_to_be() -> None:
    found = planned("ccma-nha", maria(), Wishes(start=TODAY))

    assert why("apply", found, "ccma-nha") == (
        "On this day every condition of your way is met. How long NHA takes with an application is not published; "
        "the plan allows 14 days."
    )


def test_titles_that_core_leaves_empty_come_from_the_catalogue() -> None:
    titles = {task.id: task_title(task, marias_plan(), marias_telling()) for task in marias_plan().tasks}

    assert {
        name: titles[name] for name in ("apply", "fee", "exam", "certified", "renew", "study-general", "review")
    } == {
        "apply": "Apply to the AAMA",
        "fee": "Pay the application fee",
        "exam": "Take the CMA (AAMA) exam",
        "certified": "Certified: CMA (AAMA)",
        "renew": "Renew the CMA (AAMA)",
        "study-general": "Study: General",
        "review": "Review: mixed practice over all areas",
    }


def test_study_without_published_weights_is_one_block() -> None:
    tasks = tuple(task for task in marias_plan().tasks if task.kind != "study")
    whole = replace(marias_plan(), tasks=tasks)
    review = next(task for task in whole.tasks if task.kind == "review")

    assert (task_title(review, whole, marias_telling()), task_why(review, whole, marias_telling())) == (
        "Study for the exam",
        "How much each area counts in this exam is not published, so the 7.2 hours of study are not divided.",
    )


def test_what_if_says_what_dropping_a_wish_brings() -> None:
    (line,) = (what_if_line(what_if, marias_telling()) for what_if in marias_plan().what_if)

    assert line == (
        "Without your limit of 14 hours a week you could be certified on 29 October 2027, for $5,723, "
        "with up to 40 hours a week."
    )


def test_retake_says_what_is_known() -> None:
    known = replace(marias_plan().retake, earliest_on=ordinal("2028-05-07"), cost=165)

    assert retake_lines(marias_plan().retake, marias_telling()) == (
        "The rules name no waiting time before the next try.",
        "What another try costs is not published; it is not part of this plan's cost.",
    )
    assert retake_lines(known, marias_telling()) == (
        "You can take the exam again from 7 May 2028 on.",
        "Another try costs $165; that is not part of this plan's cost.",
    )


def test_assumptions_hold_those_of_the_training_the_study_and_the_waits() -> None:
    assert assumed_lines(marias_plan(), marias_telling())[-2:] == (
        "You study 72 hours for the exam. No body says how many it takes; you can set your own number.",
        "Where a waiting time is published as a range, the plan counts the longest.",
    )


def test_one_wish_in_the_way_is_named_with_what_dropping_it_brings() -> None:
    found, telling = refusal("cma-aama", replace(marias_wishes(), budget=5000))

    assert [reason_line(reason, telling) for reason in found.reasons] == [
        (
            "It can't be done with your budget of $5,000. Without this limit you could be certified "
            "on 8 February 2028, for $5,723, with up to 14 hours a week."
        )
    ]


def test_wishes_that_conflict_together_are_named_together() -> None:
    found, telling = refusal("mlt-ascp", marias_wishes())

    (line,) = (reason_line(reason, telling) for reason in found.reasons)
    assert line.startswith(
        "It can't be done with your limit of 14 hours a week and your budget of $6,000 together. Without these limits "
    )


def test_an_open_question_is_asked() -> None:
    untold = replace(maria(), singles={name: entry for name, entry in maria().singles.items() if name != "statements"})
    found, telling = refusal("cma-aama", Wishes(start=TODAY), untold)

    assert [reason_line(reason, telling) for reason in found.reasons] == [
        "Tell us whether there is a felony on your record. A plan made before would rest on a guess."
    ]


def why_ids() -> set[str]:
    """Every id of a reason that core gives, read from its source; what it puts together is filled in."""
    text = "\n".join(path.read_text() for path in CORE.glob("*.py"))
    found = set(re.findall(r'"(why-[a-z-]+)"', text))
    parts = set(re.findall(r'f"(why-[^"]*)"', text))
    filled = {
        "why-{stretch.phase.kind}": ("program", "hands-on"),
        "why-paper-{paper.sent_by}": ("school", "employer", "program-director", "candidate"),
        "why-{kind}": ("study", "review"),
        "why-{task_id}": ("enroll", "find-job", "apply", "fee", "exam", "result", "certified", "renew"),
    }
    assert parts == set(filled)
    return found | {re.sub(r"\{.*\}", word, part) for part, words in filled.items() for word in words}


def test_every_reason_of_core_has_a_sentence_and_no_sentence_is_left_over() -> None:
    said = {"/all", "/range", "/unpublished"}
    entries = {message for message in _ids() if message.startswith("why-")}

    assert {entry for entry in entries if "/" not in entry} == why_ids()
    assert {entry[entry.index("/") :] for entry in entries if "/" in entry} == said


def _ids() -> set[str]:
    translations = catalogue().translations
    return {message for message in getattr(translations, "_catalog") if isinstance(message, str)}  # noqa: B009


def test_every_sender_of_the_rules_has_a_reason() -> None:
    papers: list[Document] = [
        paper
        for goal in ("cma-aama", "rma-amt", "ccma-nha", "mlt-ascp", "mls-ascp")
        for route in rules_for(goal).eligibility.routes
        for paper in route.documents
    ]

    assert {f"why-paper-{paper.sent_by}" for paper in papers} <= why_ids()


@pytest.mark.parametrize("seed", range(3))
def test_everything_that_generated_plans_say_is_whole_sentences(seed: int) -> None:
    rng = random.Random(seed)
    for goal in ("cma-aama", "rma-amt", "ccma-nha", "mlt-ascp", "mls-ascp"):
        record, wishes = applicant(rng, goal, TODAY), wishes_for(rng, goal, TODAY)
        found = plan(rules_for(goal), record, wishes)
        telling = telling_for(goal, wishes, record)
        if isinstance(found, Impossible):
            said = [reason_line(reason, telling) for reason in found.reasons]
        else:
            said = [*(task_why(task, found, telling) for task in found.tasks), *answer_lines(found, telling)]
            assert all(task_title(task, found, telling) for task in found.tasks)
        for sentence in said:
            assert re.match(r"[A-Z$]", sentence)
            assert sentence.endswith(".")
            assert not re.search(r"\{|\}|  | ,|None", sentence)
