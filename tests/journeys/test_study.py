"""Study in a browser: a history comes in, pages of progress, and a week without a mouse while the network is gone."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from builders.anki_histories import history_file, singles
from journeys.accessibility import violations
from journeys.fallible import FallibleServer
from journeys.keys import Keys
from journeys.visits import DESK, PHONE, visit_by

MAKE = """
from certway.records.models import User
from studied import answer, open_course_of
user = User.objects.get()
open_course_of(user, weekly={"questions": 50})
answer(user, 9, days_ago=2, right=lambda number: number % 10 < 6)
"""
DAY = timedelta(days=1)
SHOWN = "section.question:not([hidden])"


@pytest.fixture
def server(rosas: FallibleServer) -> str:
    return rosas.address


def begin(page: Page, server: str) -> None:
    """Choose an exam and its day by keyboard, and come to Today."""
    keys = Keys(page)
    page.goto(f"{server}/study/")
    if page.get_by_role("link", name="Choose an exam").count():
        keys.enter("Choose an exam")
        keys.choose("Which exam?", "CMA (AAMA): Certified Medical Assistant")
    else:
        keys.enter("Exam, day and minutes")
    keys.write("When is the exam?", f"{datetime.now(UTC) + 45 * DAY:%B %-d, %Y}")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("Today for the CMA (AAMA)")
    assert violations(page) == []


def answer(page: Page, *, right: bool = True) -> str:
    """Answer the question in sight by keys, and return its id."""
    shown = page.locator(SHOWN)
    name = str(shown.get_attribute("data-item"))
    kind, key = shown.get_attribute("data-kind"), json.loads(str(shown.get_attribute("data-key")))
    if kind == "number":
        shown.locator("input[name=response]").focus()
        page.keyboard.type(key if right else "987654")
    elif kind in ("matching", "ordering"):
        fill_lists(page, key if right else [*key[1:], key[0]], kind == "ordering")
    else:
        wrong = next(place for place in range(9) if [place] != key)
        for place in key if right else [wrong]:
            page.keyboard.press(str(place + 1))
    page.keyboard.press("Enter")
    expect(shown.locator(".told")).to_be_visible()
    expect(shown.locator("[data-right]" if right else "[data-wrong]")).to_be_visible()
    return name


def fill_lists(page: Page, key: list[int], is_ordering: bool) -> None:
    for place, value in enumerate(key):
        part, chosen = (value, place + 1) if is_ordering else (place, value)
        page.locator(f"{SHOWN} select[name=part-{part}]").select_option(str(chosen))
    page.locator(f"{SHOWN} h2").focus()


def log_of(page: Page, server: str) -> list[dict[str, Any]]:
    """Return what the server has kept, as it gives it along."""
    answer = page.request.get(f"{server}/study/my-study.json")
    assert answer.ok
    found: list[dict[str, Any]] = answer.json()["log"]
    return found


def test_history_from_anki_comes_in_and_goes_along(
    browser: Browser, server: str, cookies: list[dict[str, str]]
) -> None:
    visit = visit_by(browser, server, width=PHONE)
    visit.context.add_cookies(cookies)  # type: ignore[arg-type]
    page = visit.open("/study/history/")
    assert violations(page) == []

    content = history_file(singles(30), reviews=4, own=20)
    file = {"name": "collection.apkg", "mimeType": "application/octet-stream", "buffer": content}
    page.get_by_label("The file from Anki").set_input_files(file)  # type: ignore[arg-type]
    page.get_by_role("button", name="Look at it").click()
    expect(page.locator("h1")).to_have_text("200 reviews could come in")
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= page.evaluate("innerWidth")
    page.get_by_role("button", name="Take them in").click()
    expect(page.locator("h1")).to_have_text("Your history and memory")
    expect(page.get_by_text("You have reviewed 30 of them.")).to_be_visible()
    assert violations(page) == []

    with page.expect_download() as saved:
        page.get_by_role("link", name="Save your study").click()
    assert len(json.loads(saved.value.path().read_text(encoding="utf-8"))["log"]) == 200
    page.get_by_role("link", name="Take it back").click()
    expect(page.locator("h1")).to_have_text("Take this history back?")
    assert violations(page) == []
    page.get_by_role("button", name="Delete them").click()
    expect(page.get_by_text("It is gone")).to_be_visible()
    assert visit.problems == []
    visit.context.close()


def test_pages_of_progress_keep_nobody_out_and_lead_to_practice(
    browser: Browser, rosas: FallibleServer, cookies: list[dict[str, str]]
) -> None:
    visit = visit_by(browser, rosas.address, width=PHONE)
    visit.context.add_cookies(cookies)  # type: ignore[arg-type]
    page = visit.open("/study/progress/")
    expect(page.get_by_role("main")).to_contain_text("You study for no exam yet.")
    assert violations(page) == []

    rosas.beside.run(MAKE)
    for path, heading in (("progress/", "As things stand"), ("topics/", "few answers"), ("goals/", "this week")):
        page.goto(f"{rosas.address}/study/{path}")
        expect(page.locator("h1")).to_contain_text(heading)  # after what is reckoned
        expect(page.locator(".making")).to_have_count(0)
        assert violations(page) == []
        page.set_viewport_size({"width": 320, "height": 700})
        assert page.evaluate("document.documentElement.scrollWidth") <= 320

    page.get_by_label("How many questions?", exact=True).fill("80")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_contain_text("Your goals are kept.")
    page.get_by_role("link", name="Topics").press("Enter")
    page.get_by_role("button", name=re.compile("Practise this ?: Infection control")).press("Enter")
    expect(page.locator("section.question:not([hidden]) h2")).to_have_text("Question 1 of 20")
    page.goto(f"{rosas.address}/study/topics/")
    page.locator("summary", has_text=re.compile("Infection control")).press("Enter")
    page.locator("details[open] button[name=topic]").first.press("Enter")  # whose form lies before the fold
    expect(page.locator("section.question:not([hidden]) h2")).to_have_text(re.compile(r"^Question 1 of 1?\d$"))
    assert visit.problems == []


@pytest.mark.parametrize("width", [PHONE, DESK])
def test_week_of_study_with_the_network_gone(
    browser: Browser, server: str, cookies: list[dict[str, str]], width: int
) -> None:
    visit = visit_by(browser, server, width=width)
    visit.context.add_cookies(cookies)  # type: ignore[arg-type]
    page = visit.open()
    begin(page, server)
    before = log_of(page, server)
    page.clock.install(time=datetime.now(UTC) - 6 * DAY)
    Keys(page).enter("Start")
    page.wait_for_selector("#study[data-works]")
    assert violations(page) == []
    expect(page.locator("section.question")).to_have_count(8)

    visit.context.set_offline(True)
    answered = []
    for day in range(7):
        answered.append(answer(page, right=day != 2))
        expect(page.locator("#safe")).to_contain_text("wait")
        if day < 6:
            page.keyboard.press("Enter")
            page.clock.fast_forward(24 * 3600 * 1000)
    assert violations(page) == []
    assert log_of(page, server) == before
    page.keyboard.press("z")  # the last answer is taken back, and given again
    expect(page.locator(f"{SHOWN} .told")).to_be_hidden()
    assert answer(page) == answered[-1]

    visit.context.set_offline(False)
    page.clock.run_for(4_000)
    expect(page.locator("#safe")).to_have_text("All answers are kept on the server.")
    page.clock.run_for(4_000)
    log = log_of(page, server)[len(before) :]
    told = [one for one in log if one["kind"] == "answered"]
    assert [one["item"] for one in told] == [*answered, answered[-1]]
    assert [one["kind"] for one in log].count("undone") == 1
    days = [(datetime.now(UTC) - datetime.fromisoformat(one["at"])) / DAY for one in told[:7]]
    assert [round(one) for one in days] == [6, 5, 4, 3, 2, 1, 0]
    assert [one["right"] for one in told[:3]] == [True, True, False]

    again = page.locator(f"section.question[data-item='{answered[2]}'][data-repeats]")
    expect(again).to_have_count(1)  # what was wrong comes once more
    page.goto(f"{server}/study/progress/")
    expect(page.locator("h1")).to_be_visible()
    assert [one for one in visit.problems if "ERR_INTERNET_DISCONNECTED" not in one] == []
