"""Maria walks the whole road, looks into the reasons, changes her wishes, and has everything forgotten at the end."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from certway.exchange.rule_files import RuleFiles
from journeys.accessibility import violations
from journeys.pages import become_maria
from journeys.visits import PHONE, Visitors, for_both_kinds
from journeys.walking import Walk, tasks_of_calendar, text_of_pdf

GOAL = "Which credential is your goal?"
CMA, CCMA = "CMA (AAMA): Certified Medical Assistant", "CCMA (NHA): Certified Clinical Medical Assistant"


@for_both_kinds
def test_maria_gets_from_the_first_page_to_a_plan(visitors: Visitors, width: int, scripted: bool, scheme: str) -> None:
    visit = visitors(width=width, scripted=scripted, scheme=scheme, motion="no-preference")
    visit.expected = {422}
    walk = Walk(visit.open())
    walk.follow("Compare")
    sort(walk)
    choose_columns(walk, scripted=scripted)
    walk.take_road("Where you stand")
    walk.press("Try with Maria")
    look_into_reasons(walk)
    headline = plan(walk)

    save_plan(walk, headline)


@for_both_kinds
def test_maria_changes_her_mind_and_is_forgotten(visitors: Visitors, width: int, scripted: bool, scheme: str) -> None:
    walk = Walk(visitors(width=width, scripted=scripted, scheme=scheme).open())
    walk.press("Try with Maria")
    walk.follow("Make my plan")
    walk.press("Make my plan")
    headline = walk.wait_for_plan()

    assert drop_a_limit(walk) != headline
    plan_what_is_out_of_reach(walk)
    forget(walk)


@pytest.mark.parametrize("scripted", [True, False], ids=("scripts", "no-scripts"))
def test_page_of_progress_ends_with_the_plan(visitors: Visitors, hurried_server: str, scripted: bool) -> None:
    walk = Walk(visitors(hurried_server, width=PHONE, scripted=scripted).open())
    walk.press("Try with Maria")
    walk.follow("Make my plan")
    walk.choose(GOAL, CCMA if scripted else CMA)
    walk.press("Make my plan", "Your plan is being made")

    assert walk.wait_for_plan().startswith("You can be certified on")


def test_page_of_progress_keeps_nobody_out(visitors: Visitors, hurried_server: str) -> None:
    page = become_maria(visitors(hurried_server))
    page.goto(f"{hurried_server}/plan/mlt-ascp/")
    page.route(page.url, lambda route: None)  # it asks again, and is kept waiting

    expect(page.locator("progress")).to_be_visible()
    assert violations(page) == []


def sort(walk: Walk) -> None:
    """Put the quickest first."""
    walk.page.get_by_role("link", name="Time to certified").click()
    expect(walk.page.locator("th[aria-sort=ascending]")).to_contain_text("Time to certified")
    told = walk.page.locator("td.cell-months div > span:not(.soft)").all_inner_texts()
    months = [int(words.split()[0]) for words in told]
    assert months == sorted(months)
    assert len(months) >= 5


def choose_columns(walk: Walk, *, scripted: bool) -> None:
    """Leave a column out, then ask for a day that is none."""
    order = walk.page.locator("tbody th .line").all_inner_texts()
    walk.page.get_by_text("Choose credentials, state, day and columns").click()
    walk.question("In which state?").select_option("Texas")
    if not scripted:
        walk.press("Show")
    expect(walk.page.locator("td.cell-law")).to_have_count(len(order))
    walk.option("Which columns?", "Exam").uncheck()
    if not scripted:
        walk.press("Show")
    expect(walk.page.locator("td.cell-exam")).to_have_count(0)
    expect(walk.option("Which columns?", "Cost to certified")).to_be_visible()
    expect(walk.page.locator("tbody th .line")).to_have_text(order)
    walk.look()

    walk.question("On which day?").fill("30")
    walk.question("On which day?").press("Enter")
    expect(walk.page.locator("#question-on .error")).to_contain_text('"30"')


def look_into_reasons(walk: Walk) -> None:
    """Unfold a reason, see the credential's own page, and come back."""
    walk.look("You can't apply for any of the 11 yet")
    assert [verdict for _credential, verdict in walk.verdicts()] == ["not met"] * len(RuleFiles().ids)
    reason = walk.page.locator("article.card details").first
    reason.locator("summary").click()
    expect(reason.get_by_text("Read at")).to_be_visible()
    expect(reason.locator("dd a[href^='https://']").first).to_be_visible()
    walk.follow("Every way and condition CMA (AAMA)", CMA)
    walk.follow("Back to all credentials", "You can't apply for any of the 11 yet")


def plan(walk: Walk) -> str:
    """Ask for a plan, first without a goal; return what it comes to."""
    walk.take_road("Your plan", "What should your plan keep to?")
    walk.press("Make my plan", "What should your plan keep to?")
    expect(walk.page.get_by_role("alert")).to_contain_text("Choose the credential you want a plan for.")
    walk.choose(GOAL, CMA)
    walk.press("Make my plan")
    return walk.wait_for_plan()


def save_plan(walk: Walk, headline: str) -> None:
    """Save the calendar and the PDF: both hold what the page shows."""
    tasks = walk.tasks()

    assert sorted(tasks_of_calendar(walk.save("Add to my calendar"))) == sorted(tasks)
    pdf = text_of_pdf(walk.save("PDF"))
    told = ("Maria Ortega", headline.split(",")[0], *tasks)
    assert [one for one in told if one not in pdf] == []


def drop_a_limit(walk: Walk) -> str:
    """Plan without one of the limits; return what that comes to."""
    walk.page.get_by_role("button", name="Plan without this limit").first.click()
    return walk.wait_for_plan()


def plan_what_is_out_of_reach(walk: Walk) -> None:
    """Ask for more than her limits allow, and give them up."""
    walk.follow("Change what I asked for", "What should your plan keep to?")
    walk.choose(GOAL, "MLS (ASCP): Medical Laboratory Scientist")
    walk.press("Make my plan")
    impossible = "There is no plan for the MLS (ASCP) that keeps to everything you ask for."
    expect(walk.page.locator("h1")).to_have_text(impossible)
    walk.look(impossible)
    walk.page.get_by_role("button", name=re.compile("Give (this limit|these limits) up and plan again")).first.click()
    walk.wait_for_plan()


def forget(walk: Walk) -> None:
    """Have everything forgotten: also the pages that one goes back to hold nothing any more."""
    walk.page.get_by_role("contentinfo").get_by_role("link", name="Forget my answers").click()
    walk.press("Forget everything", "Which health certification can you get, how soon, and for how much?")
    expect(walk.page.get_by_role("link", name="Go on with your answers")).to_have_count(0)
    walk.follow("Your answer", "Tell us a little, and you'll see where you stand")
