"""The whole road by keyboard alone: the focus is always in sight, and nothing keeps it."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import expect

from journeys.keys import Keys
from journeys.pages import FOR_MARIA, Place, become_maria
from journeys.visits import DESK, PHONE, Visitors
from journeys.walking import tasks_of_calendar

WRONG = "Mai 30 2019x"
FINISHED = "When did you finish"
PAGES = {
    "compare": (PHONE, DESK),
    "entry with errors": (PHONE,),
    "answer": (DESK,),
    "wishes": (DESK,),
    "plan": (PHONE,),
}


@pytest.mark.parametrize("width", [PHONE, DESK])
def test_keyboard_leads_from_the_first_page_to_the_calendar(visitors: Visitors, width: int) -> None:
    visit = visitors(width=width)
    visit.expected = {422}
    keys = Keys(visit.open())
    skip_to_the_main_part(keys)
    keys.enter("Begin")
    tell_school_with_a_mistake(keys)
    for _topic in ("Programs", "Jobs", "College", "Credentials", "Exams taken"):
        keys.enter("No, none")
    tell_the_rest(keys)
    unfold_a_reason(keys)
    make_a_plan(keys)

    keys.tab_to("Add to my calendar")
    with keys.page.expect_download() as saved:
        keys.page.keyboard.press("Enter")
    assert len(tasks_of_calendar(Path(saved.value.path()))) == keys.page.locator(".task").count()


def skip_to_the_main_part(keys: Keys) -> None:
    first = keys.tab()
    assert first is not None
    assert first.name == "Skip to the main part"
    keys.page.keyboard.press("Enter")
    following = keys.tab()
    assert following is not None
    assert following.in_main
    assert following.name == "See where you stand"
    keys.press_on("Enter")


def tell_school_with_a_mistake(keys: Keys) -> None:
    keys.choose("How did you finish high school, or how will you?", "With a high school diploma")
    keys.write(FINISHED, WRONG)
    keys.press_on("Enter")

    keys.tab_to("When did you finish, or when will you? We can't read")
    keys.page.keyboard.press("Enter")
    box = keys.tab()
    assert box is not None
    assert (box.kind, box.name) == ("text", "When did you finish, or when will you?")
    keys.page.keyboard.press("Control+A")
    keys.page.keyboard.type("May 2019")
    keys.press_on("Enter")


def tell_the_rest(keys: Keys) -> None:
    keys.choose("Have you ever been found guilty of a felony, or pleaded guilty to one?", "No")
    keys.choose("Do you state that you are of good moral character?", "Yes")
    keys.enter("Continue")
    keys.enter("Skip this topic")


def unfold_a_reason(keys: Keys) -> None:
    """Open a fold with Enter, go into it, come back with Shift and Tab, and close it with Space."""
    fold = keys.page.locator("article.card details").first
    reason = " ".join(fold.locator("summary").inner_text().split())
    keys.tab_to(reason)
    keys.page.keyboard.press("Enter")
    expect(fold).to_have_attribute("open", "")
    inside = keys.tab()
    assert inside is not None
    assert fold.locator("a:focus").count() == 1
    keys.tab(back=True)
    keys.page.keyboard.press("Space")
    expect(fold).not_to_have_attribute("open", "")


def make_a_plan(keys: Keys) -> None:
    keys.page.keyboard.press("Home")
    keys.enter("Plan the CMA (AAMA)")
    keys.write("How many hours a week are free for this?", "14")
    keys.enter("Make my plan")
    expect(keys.page.locator(".figures")).to_be_visible()
    keys.tab_to("Choose a school and enroll")
    keys.page.keyboard.press("Enter")
    expect(keys.page.locator(".task[open]")).to_have_count(1)


@pytest.mark.parametrize(
    ("place", "width"),
    [
        pytest.param(place, width, id=f"{place.name}-{width}")
        for place in FOR_MARIA
        for width in PAGES.get(place.name, ())
    ],
)
def test_tab_stops_at_everything_and_is_never_kept(visitors: Visitors, place: Place, width: int) -> None:
    visit = visitors(width=width)
    visit.expected = {422}
    keys = Keys(place.reach(become_maria(visit), visit.address))
    keys.page.evaluate("document.activeElement.blur()")
    stops = keys.stops()

    assert [(stop.kind, stop.name) for stop in stops] == keys.expected_stops()
    assert [keys.tab(back=True) for _ in stops] == stops[::-1]
