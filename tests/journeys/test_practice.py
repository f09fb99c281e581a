"""A checklist on a phone and a scenario by keyboard, with a lost connection: what was done is kept once, later."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page, expect

from journeys.accessibility import violations
from journeys.candidates import candidate, open_page, waiting
from journeys.fallible import FallibleServer
from journeys.keys import Keys
from journeys.visits import DESK, PHONE

SKILL = "/study/skills/hand-hygiene/"
SCENARIO = "/study/scenarios/fainting-donor/"
ROWS = """
from certway.records.models import ScenarioRun, SkillRun
skills = SkillRun.objects.order_by("pk").values_list("missed", "passed", "signed_by", "signature", "spent")
scenarios = ScenarioRun.objects.order_by("pk").values_list("path", "ending")
found = [list(skills), list(scenarios)]
"""
ANOTHERS = """async () => {
  const done = (asked) => new Promise((resolve) => { asked.onsuccess = () => resolve(asked.result); });
  const store = await done(indexedDB.open("certway-exam", 1));
  const run = { kind: "scenario", scenario: "fainting-donor", path: [["feels-funny", 0]], spent: null };
  const kept = { ...run, sitting: "runs-another account", device: "this one", number: 5, began: 0, ticks: 0 };
  await done(store.transaction("wishes", "readwrite").objectStore("wishes").put({ ...kept, pressed: Date.now() }));
  store.close();
}"""


@pytest.fixture
def server(rosas: FallibleServer) -> FallibleServer:
    return rosas


def kept(server: FallibleServer) -> tuple[list[list[object]], list[list[object]]]:
    """Return the runs of checklists and of scenarios as the database has them."""
    skills, scenarios = server.beside.run(ROWS)
    return skills, scenarios


def test_practice_by_keyboard_outlives_a_lost_network_and_a_closed_page(
    browser: Browser, server: FallibleServer, cookies: list[dict[str, str]]
) -> None:
    context = candidate(browser, server, cookies, PHONE)
    page = open_page(context, server, SKILL)
    assert violations(page) == []
    context.set_offline(True)
    run_checklist(page)
    expect(page.locator("#waiting")).to_contain_text("No network. Waiting on this device: 1.")
    context.set_offline(False)
    expect(page.locator("#waiting")).to_have_text("Kept in your record.")
    assert waiting(page) == 0
    page.close()

    page = open_page(context, server, SCENARIO)
    context.set_offline(True)
    play_scenario(page)
    expect(page.locator("#waiting")).to_contain_text("No network. Waiting on this device: 1.")
    assert violations(page) == []
    page.close(run_before_unload=False)
    context.set_offline(False)
    again = context.new_page()  # another tab and page, which knows nothing of the first
    again.goto(f"{server.address}/study/skills/")
    expect(again.locator("#waiting")).to_have_text("Kept in your record.")

    skills, scenarios = kept(server)
    ((missed, is_passed, signed_by, signature, spent),) = skills
    assert (missed, is_passed, signed_by, signature) == ([1], True, "peer", "Ana")
    assert isinstance(spent, int)
    assert spent > 0
    assert scenarios == [[[["feels-funny", 1], ["slumped-with-needle", 0]], "bad"]]
    context.close()


def run_checklist(page: Page) -> None:
    """Go through a checklist with the keys alone: every step but the second is done, and a peer watched."""
    keys = Keys(page)
    keys.tab_to("Start timer")
    page.keyboard.press("Enter")
    boxes = page.locator("[name=done]")
    for place in range(boxes.count()):
        while not boxes.nth(place).evaluate("box => box === document.activeElement"):
            assert keys.tab() is not None
        if place != 1:
            page.keyboard.press("Space")
    expect(page.locator("[data-time]")).not_to_have_text("0:00")
    keys.tab_to("Finish")
    page.keyboard.press("Enter")
    expect(page.locator("#ending")).to_contain_text("Passed: no critical step was missed.")
    expect(page.locator("#ending [data-step]:not([hidden])")).to_have_count(1)
    assert violations(page) == []
    keys.choose("Who watched?", "A peer")
    keys.write("Name of who watched", "Ana")
    keys.tab_to("Save this run")
    page.keyboard.press("Enter")
    expect(page.locator("#kept h2")).to_be_focused()


def play_scenario(page: Page) -> None:
    """Play a scenario to a bad end with the keys alone."""
    page.keyboard.press("2")
    expect(page.locator("[data-told]:visible")).to_contain_text("Not good:")
    page.keyboard.press("Enter")
    page.keyboard.press("1")
    expect(page.locator("[data-told]:visible")).to_contain_text("Harmful:")
    page.keyboard.press("Enter")
    expect(page.locator(".ending-card:visible")).to_contain_text("A bad end")
    expect(page.locator("#way li:visible")).to_have_count(2)


def test_what_waits_is_sent_once_its_owner_signs_in_and_never_for_another(
    browser: Browser, server: FallibleServer, cookies: list[dict[str, str]]
) -> None:
    before = kept(server)[1]
    context = candidate(browser, server, cookies, DESK)
    page = open_page(context, server, SCENARIO)
    page.evaluate(ANOTHERS)
    context.clear_cookies()
    play_scenario(page)
    expect(page.locator("#waiting")).to_contain_text("You were signed out.")
    assert waiting(page) == 2
    context.add_cookies(cookies)  # type: ignore[arg-type]
    expect(page.locator("#waiting")).to_have_text("Kept in your record.")
    assert waiting(page) == 1
    page.goto(f"{server.address}{SCENARIO}?way=feels-funny.1")  # as it was left with forms
    page.wait_for_selector("[data-works]")
    for key in ("Enter", "1", "Enter"):
        page.keyboard.press(key)
    expect(page.locator("#waiting")).to_have_text("Kept in your record.")
    assert kept(server)[1] == [*before, *2 * [[[["feels-funny", 1], ["slumped-with-needle", 0]], "bad"]]]
    context.close()
