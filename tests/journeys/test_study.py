"""A week of study in a browser, without a mouse: the network is gone for days, and every answer comes in once."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from filled_account import cookies_of, filled_account
from journeys.accessibility import violations
from journeys.keys import Keys
from journeys.serving import serving
from journeys.visits import DESK, PHONE, visit_by

DAY = timedelta(days=1)
SHOWN = "section.question:not([hidden])"


@pytest.fixture(scope="module")
def mails(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("mails")


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory, mails: Path) -> Iterator[str]:
    with serving(tmp_path_factory.mktemp("served") / "data", EMAIL_URL=f"filemail:///{mails}") as address:
        yield address


@pytest.fixture(scope="module")
def cookies(server: str, mails: Path) -> list[dict[str, str]]:
    account = filled_account(server, mails, "rosa")
    account.connection.close()
    return cookies_of(account, server)


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
    kind = shown.get_attribute("data-kind")
    if kind == "single":
        (place,) = json.loads(str(shown.get_attribute("data-key")))
        page.keyboard.press(str(place + 1 if right else 2 - min(place, 1)))
    elif kind == "multiple":
        for place in json.loads(str(shown.get_attribute("data-key"))):
            page.keyboard.press(str(place + 1))
    elif kind == "number":
        shown.locator("input[name=response]").focus()
        page.keyboard.type(json.loads(str(shown.get_attribute("data-key"))))
    else:
        fill_lists(page, json.loads(str(shown.get_attribute("data-key"))), kind == "ordering")
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
