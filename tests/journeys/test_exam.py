"""An exam in a browser by keyboard: networks go, the server is killed, a second device comes; nothing is lost."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from filled_account import PASSWORD, cookies_of, filled_account
from journeys.accessibility import violations
from journeys.fallible import FallibleServer
from journeys.visits import DESK, PHONE, visit_by

QUESTIONS = 12
MAKE = """
import django; django.setup()
from random import Random
from certway.actions.begin_sitting import keep_sitting
from certway.answers.practice_form import practice_form
from certway.core.sit.profile import MINUTE, Segment, practice
from certway.exchange.bank.shipped import shipped_bank
from certway.records.models import User
from certway.web.clock import now_milliseconds
from dataclasses import replace
import sys
bank = shipped_bank().bank
single = replace(bank, items=tuple(one for one in bank.items if one.kind == "single"), templates=())
frozen = practice_form(single, bank.outlines["cma-aama"], nodes=(), most={n}, dice=Random(5), seeded=Random)
profile = replace(practice("cma-aama", {n}), segments=(Segment({n}, {seconds} * 1000),))
print(keep_sitting(User.objects.get().pk, frozen, profile, is_practice=True, now=now_milliseconds()))
"""
LEFT = """async () => {
  const done = (asked) => new Promise((resolve) => { asked.onsuccess = () => resolve(asked.result); });
  const store = await done(indexedDB.open("certway-exam", 1));
  const left = await done(store.transaction("wishes").objectStore("wishes").count());
  store.close();
  return left;
}"""
ANSWERS = """
import django; django.setup()
import json
from certway.records.models import SittingEvent
rows = SittingEvent.objects.filter(sitting__public_id="{key}", kind="answered").order_by("pk")
print(json.dumps([[row.place, row.content["response"], row.device, row.number] for row in rows]))
"""


@pytest.fixture(scope="module")
def mails(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("mails")


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory, mails: Path) -> Iterator[FallibleServer]:
    data = tmp_path_factory.mktemp("served") / "data"
    with FallibleServer(data, EMAIL_URL=f"filemail:///{mails}") as server:
        yield server


@pytest.fixture(scope="module")
def cookies(server: FallibleServer, mails: Path) -> list[dict[str, str]]:
    account = filled_account(server.address, mails, "rosa")
    account.connection.close()
    return cookies_of(account, server.address)


def beside(server: FallibleServer, script: str) -> str:
    """Run a script on the server's own database."""
    env = {**server.env, "CERTWAY_DATA": str(server.data), "DJANGO_SETTINGS_MODULE": "certway.web.site.settings"}
    command = [sys.executable, "-c", script]
    return subprocess.run(command, env=env, check=True, stdout=subprocess.PIPE, text=True).stdout.strip()


def make_sitting(server: FallibleServer, *, seconds: int = 1800) -> str:
    return beside(server, MAKE.replace("{n}", str(QUESTIONS)).replace("{seconds}", str(seconds)))


def answers(server: FallibleServer, key: str) -> dict[int, list[int]]:
    """Return the last answer to each question as the database has it; none may stand there twice."""
    rows = json.loads(beside(server, ANSWERS.format(key=key)))
    assert len({(device, number) for _, _, device, number in rows}) == len(rows)
    return {place: response for place, response, _, _ in rows}


def candidate(browser: Browser, server: FallibleServer, cookies: list[dict[str, str]], width: int) -> BrowserContext:
    visit = visit_by(browser, server.address, width=width)
    visit.context.add_cookies(cookies)  # type: ignore[arg-type]
    return visit.context


def open_exam(context: BrowserContext, server: FallibleServer, key: str) -> Page:
    page = context.new_page()
    page.goto(f"{server.address}/exams/{key}/")
    page.wait_for_selector("[data-works]")
    return page


def answer(page: Page, choice: int) -> None:
    """Choose and go on, with the keys alone."""
    page.keyboard.press(str(choice))
    page.keyboard.press("n")


def safe(page: Page) -> None:
    """Wait until nothing is left on the device, and the page says so."""
    for _ in range(300):
        if page.evaluate(LEFT) == 0:
            break
        page.wait_for_timeout(100)
    expect(page.locator("#safe")).to_have_text("Every answer is safe on the server.")


def test_exam_by_keyboard_outlives_lost_networks_and_a_killed_server(
    browser: Browser, server: FallibleServer, cookies: list[dict[str, str]]
) -> None:
    key = make_sitting(server)
    context = candidate(browser, server, cookies, DESK)
    page = open_exam(context, server, key)
    assert violations(page) == []
    chosen = {}
    for place in range(QUESTIONS):
        if place in (2, 8):
            safe(page)
            context.set_offline(True)
        if place == 6:
            safe(page)
            server.kill()
        chosen[place] = [place % 3]
        answer(page, place % 3 + 1)
        if place in (3, 9):
            expect(page.locator("#safe")).to_contain_text("No network. Kept on this device: 2.")
            context.set_offline(False)
            safe(page)
        if place == 7:
            expect(page.locator("#safe")).to_contain_text("on the way to the server: 2.")
            server.start()
            safe(page)
    safe(page)
    assert answers(server, key) == chosen

    page.reload()
    page.wait_for_selector("[data-works]")
    expect(page.locator(".map a.done")).to_have_count(QUESTIONS)
    page.keyboard.press("1")  # the first answer again, which changes nothing
    page.get_by_role("button", name="End and see the report").focus()
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_contain_text(f"of {QUESTIONS} right")
    assert violations(page) == []
    context.close()


def test_answers_wait_on_the_device_through_a_closed_page(
    browser: Browser, server: FallibleServer, cookies: list[dict[str, str]]
) -> None:
    key = make_sitting(server)
    context = candidate(browser, server, cookies, PHONE)
    page = open_exam(context, server, key)
    safe(page)
    context.set_offline(True)
    for choice in (1, 2, 3):
        answer(page, choice)
    expect(page.locator("#safe")).to_contain_text("Kept on this device: 3.")
    page.close(run_before_unload=False)
    assert answers(server, key) == {}

    context.set_offline(False)
    again = open_exam(context, server, key)  # another tab, which knows nothing of the first
    safe(again)
    assert answers(server, key) == {0: [0], 1: [1], 2: [2]}
    context.close()


def test_second_device_goes_on_and_the_first_says_so(
    browser: Browser, server: FallibleServer, cookies: list[dict[str, str]]
) -> None:
    key = make_sitting(server)
    desk, phone = (candidate(browser, server, cookies, width) for width in (DESK, PHONE))
    first = open_exam(desk, server, key)
    answer(first, 1)
    safe(first)
    second = open_exam(phone, server, key)
    expect(second.locator(".map a.done")).to_have_count(1)
    answer(first, 2)
    expect(first.locator("#safe")).to_contain_text("The exam goes on in another window or on another device.")
    second.locator(".map a").nth(1).click()
    answer(second, 3)
    safe(second)
    assert answers(server, key) == {0: [0], 1: [2]}
    for context in (desk, phone):
        context.close()


def test_answers_given_in_time_count_though_the_network_comes_back_after_it(
    browser: Browser, server: FallibleServer, cookies: list[dict[str, str]]
) -> None:
    key = make_sitting(server, seconds=8)
    context = candidate(browser, server, cookies, PHONE)
    page = open_exam(context, server, key)
    safe(page)
    context.set_offline(True)
    answer(page, 1)
    answer(page, 2)
    expect(page.locator("#safe")).to_contain_text("Time is over.")
    page.wait_for_timeout(500)
    context.set_offline(False)
    expect(page.locator("h1")).to_contain_text(f"of {QUESTIONS} right")
    assert answers(server, key) == {0: [0], 1: [1]}
    context.close()


def test_who_was_signed_out_signs_in_beside_and_what_waited_is_sent(
    browser: Browser, server: FallibleServer, cookies: list[dict[str, str]]
) -> None:
    key = make_sitting(server)
    context = candidate(browser, server, cookies, PHONE)
    page = open_exam(context, server, key)
    safe(page)
    context.clear_cookies()
    answer(page, 2)
    expect(page.locator("#safe")).to_contain_text("You were signed out.")
    assert answers(server, key) == {}

    beside_it = context.new_page()
    beside_it.goto(f"{server.address}/account/sign-in/")
    beside_it.locator("#id_login").fill("rosa@example.org")
    beside_it.locator("#id_password").fill(PASSWORD)
    with beside_it.expect_navigation():
        beside_it.get_by_role("main").get_by_role("button", name="Sign in", exact=True).click()
    safe(page)
    assert answers(server, key) == {0: [1]}
    context.close()
