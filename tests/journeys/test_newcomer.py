"""Somebody whom Certway does not know yet walks the whole road, tells what Maria's file tells, and errs once."""

from __future__ import annotations

from typing import TypeAlias
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, expect

from certway.exchange.rule_files import RuleFiles
from journeys.visits import Visitors, for_both_kinds, visit_by
from journeys.walking import Walk, tasks_of_calendar, text_of_pdf

NO = "No, none"
WRONG = "Mai 30 2019x"
FINISHED = "When did you finish, or when will you?"
DIPLOMA = ("How did you finish high school, or how will you?", "With a high school diploma")
SETTLED = ("CMA", "RMA", "CCMA", "MLT (ASCP)", "MLS")  # by what she is asked without a question leading there
PROGRAMS = "Have you been in a training program for a health job, or are you in one now?"
JOBS = "Have you worked in health care or in a laboratory, or do you now?"

ComesTo: TypeAlias = "tuple[str, str, list[tuple[str, str]]]"  # headline, what it says first, verdicts by credential
WhatOneGets: TypeAlias = "tuple[ComesTo, str]"  # and what the plan comes to


@pytest.fixture(scope="module")
def what_maria_gets(browser: Browser, server: str) -> WhatOneGets:
    visit = visit_by(browser, server)
    walk = Walk(visit.open())
    walk.press("Try with Maria")
    comes_to = what_it_comes_to(walk)
    walk.follow("Make my plan")
    walk.press("Make my plan")
    plan = walk.wait_for_plan()
    visit.context.close()
    return comes_to, plan


@for_both_kinds
def test_newcomer_gets_from_the_first_page_to_a_plan(
    visitors: Visitors, what_maria_gets: WhatOneGets, width: int, scripted: bool, scheme: str
) -> None:
    visit = visitors(width=width, scripted=scripted, scheme=scheme)
    visit.expected = {422}
    walk = Walk(visit.open())
    compare_first(walk)
    tell_school_with_a_mistake(walk)
    walk.press("Skip this topic", JOBS)
    tell_job_while_another_window_tells_one_too(walk, Walk(visit.open("/where-you-stand/work/")))
    tell_the_rest(walk)
    settle_what_is_open(walk)
    comes_to = what_it_comes_to(walk)

    assert (comes_to, plan_with_marias_wishes(walk)) == what_maria_gets
    save_plan(walk)


def compare_first(walk: Walk) -> None:
    walk.follow("Compare them")
    expect(walk.page.locator("table.comparison tbody")).to_have_count(len(RuleFiles().ids))
    walk.follow("See where you stand")
    walk.follow("Begin", "Your high school")


def tell_school_with_a_mistake(walk: Walk) -> None:
    walk.choose(*DIPLOMA)
    walk.question(FINISHED).fill(WRONG)
    walk.press("Continue", "Your high school")

    expect(walk.question(FINISHED)).to_have_value(WRONG)
    expect(walk.option(*DIPLOMA)).to_be_checked()
    expect(walk.page.get_by_role("alert")).to_contain_text(f'We can\'t read "{WRONG}" as a date.')
    expect(walk.page).to_have_title("Error: High school – Certway")
    walk.question(FINISHED).fill("May 2019")
    walk.press("Continue", PROGRAMS)


def tell_job_while_another_window_tells_one_too(walk: Walk, other: Walk) -> None:
    start_job(walk, "Something else")
    start_job(other, "Phlebotomist (drawing blood)")
    walk.question("What kind of place is it?").select_option("Outpatient clinic or doctor's office")
    walk.question("When did you start, or when will you?").fill("August 2023")
    walk.option("When was your last day?", "I still work there").check()
    walk.question("How many hours a week is it?").fill("24")
    walk.press("Save", JOBS)
    other.press("Save", JOBS)

    assert jobs(other) == ["Another job", "Phlebotomist (drawing blood)"]
    other.page.close()
    walk.page.reload()
    walk.follow("Change Phlebotomist (drawing blood)", "A job")
    walk.press("Remove this entry", JOBS)
    assert jobs(walk) == ["Another job"]
    walk.follow("That is all")


def start_job(walk: Walk, kind: str) -> None:
    walk.press("Yes, I'll tell you about it", "A job")
    walk.choose("What kind of job is it?", kind)
    walk.press("Next", "A job")


def jobs(walk: Walk) -> list[str]:
    return walk.page.locator(".entries strong").all_inner_texts()


def tell_the_rest(walk: Walk) -> None:
    for _topic in ("College", "Credentials", "Exams taken"):
        walk.press("No, none")
    statements = "Two things that certifying bodies ask you to state"
    walk.look(statements)
    felony = ("Have you ever been found guilty of a felony, or pleaded guilty to one?", "No")
    character = ("Do you state that you are of good moral character?", "Yes")
    walk.choose(*felony)
    walk.choose(*character)
    walk.press("Continue", "About you")

    walk.page.go_back()
    walk.page.reload()
    walk.look(statements)
    expect(walk.option(*felony)).to_be_checked()
    expect(walk.option(*character)).to_be_checked()
    walk.press("Continue", "About you")
    walk.question("What is your name?").fill("Nia")
    walk.press("Continue")


def settle_what_is_open(walk: Walk) -> None:
    """Follow the invitation of the answer, answer, and be back at the answer."""
    assert {verdict for _credential, verdict in walk.verdicts()} == {"unknown"}
    walk.follow("Tell us about the training programs you have taken to settle this.", PROGRAMS)
    walk.press("No, none")
    assert urlsplit(walk.page.url).path == "/answer/"
    assert walk.page.get_by_text("the training programs you have taken to settle this").count() == 0


def what_it_comes_to(walk: Walk) -> ComesTo:
    asked = [(credential, verdict) for credential, verdict in walk.verdicts() if credential.startswith(SETTLED)]
    return walk.headline(), walk.page.locator(".lead").inner_text(), asked


def plan_with_marias_wishes(walk: Walk) -> str:
    walk.follow("Make my plan", "What should your plan keep to?")
    expect(walk.option("Which credential is your goal?", "CMA (AAMA): Certified Medical Assistant")).to_be_checked()
    walk.question("How many hours a week are free for this?").fill("14")
    walk.question("How much money can you spend?").fill("$6,000")
    walk.press("Make my plan")
    return walk.wait_for_plan()


def save_plan(walk: Walk) -> None:
    """Save the calendar and the PDF: both hold what the page shows."""
    tasks, headline = walk.tasks(), walk.headline()

    assert sorted(tasks_of_calendar(walk.save("Add to my calendar"))) == sorted(tasks)
    pdf = text_of_pdf(walk.save("PDF"))
    told = ("Nia", headline.split(",")[0], *tasks)
    assert [one for one in told if one not in pdf] == []
