"""An exam in a browser by keyboard: networks go, the server is killed, a second device comes; nothing is lost."""

from __future__ import annotations

import re
from dataclasses import dataclass

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from filled_account import PASSWORD
from journeys.accessibility import violations
from journeys.candidates import candidate, open_page, waiting
from journeys.fallible import FallibleServer
from journeys.keys import Keys
from journeys.visits import DESK, HEIGHTS, PHONE, visit_by

QUESTIONS = 12
MAKE = """
from random import Random
from certway.actions.begin_sitting import keep_sitting
from certway.answers.practice_form import practice_form
from certway.core.sit.profile import Segment, practice
from certway.exchange.bank.shipped import shipped_bank
from certway.records.models import User
from certway.web.clock import now_milliseconds
from dataclasses import replace
bank = shipped_bank().bank
single = replace(bank, items=tuple(one for one in bank.items if one.kind == "single"), templates=())
frozen = practice_form(single, bank.outlines["cma-aama"], nodes=(), most={n}, dice=Random(5), seeded=Random)
profile = practice("cma-aama", {n}, tells={tells}, asks_sure={tells}, calculator="allowed" if {tells} else "unknown")
profile = replace(profile, segments=(Segment({n}, {seconds} * 1000),))
found = keep_sitting(User.objects.get().pk, frozen, profile, is_practice=True, now=now_milliseconds())
"""
ANSWERS = """
from certway.records.models import SittingEvent
rows = SittingEvent.objects.filter(sitting__public_id="{key}", kind="answered").order_by("pk")
found = [(row.place, row.content["response"], row.device, row.number, row.content.get("sure")) for row in rows]
"""


PLACES = """() => {
  const top = (element) => element.getBoundingClientRect().top + scrollY;
  const shown = document.querySelector(".question:not([hidden])");
  return {
    head: top(document.querySelector(".exam-head")),
    question: top(shown),
    plain: !shown.querySelector(".situation, .drawing"),
    stem: shown.querySelector(".stem").offsetHeight,
    first: top(shown.querySelector(".choice")),
    part: shown.querySelector(".asked-part").offsetHeight,
    buttons: top(shown.querySelector(".actions")),
  };
}"""


@pytest.fixture
def server(rosas: FallibleServer) -> FallibleServer:
    return rosas


def make_sitting(server: FallibleServer, *, seconds: int = 1800, tells: bool = False) -> str:
    told = {"{n}": QUESTIONS, "{seconds}": seconds, "{tells}": tells}
    script = MAKE
    for name, value in told.items():
        script = script.replace(name, str(value))
    return str(server.beside.run(script))


def logged(server: FallibleServer, key: str) -> list[tuple[int, list[int]]]:
    """Return every answer as the database has it, in its order; none may stand there twice."""
    rows = server.beside.run(ANSWERS.format(key=key))
    assert len({(device, number) for _, _, device, number, _ in rows}) == len(rows)
    return [(place, response) for place, response, *_ in rows]


def answers(server: FallibleServer, key: str) -> dict[int, list[int]]:
    """Return the last answer to each question as the database has it."""
    return dict(logged(server, key))


def answer(page: Page, choice: int) -> None:
    """Choose and go on, with the keys alone."""
    page.keyboard.press(str(choice))
    page.keyboard.press("n")


def safe(page: Page) -> None:
    """Wait until nothing is left on the device, and the page says so."""
    for _ in range(300):
        if waiting(page) == 0:
            break
        page.wait_for_timeout(100)
    expect(page.locator("#safe")).to_have_text("Every answer is safe on the server.")


@dataclass(frozen=True)
class Places:
    """Where a question's parts stand on the page, in pixels from its top."""

    head: float
    question: float
    plain: bool  # a stem and answers alone
    stem: float  # its height
    first: float  # the first answer
    part: float  # the height of all above the buttons
    buttons: float


def places(page: Page) -> Places:
    return Places(**page.evaluate(PLACES))


def check_nothing_jumped(seen: list[Places]) -> None:
    """The head stands still; so does the first answer below a stem of up to three lines, and the buttons below them."""
    assert {(one.head, one.question) for one in seen} == {(seen[0].head, seen[0].question)}
    plain = [one for one in seen if one.plain]
    lowest, least = min(one.stem for one in plain), min(one.part for one in plain)
    short, usual = [one for one in plain if one.stem == lowest], [one for one in plain if one.part == least]
    assert len({one.first for one in short}) == 1
    assert len({one.buttons for one in usual}) == 1
    assert min(len(short), len(usual)) > 0.9 * len(plain)


def test_whole_exam_by_keyboard_outlives_lost_networks_and_a_killed_server(
    browser: Browser, server: FallibleServer, cookies: list[dict[str, str]]
) -> None:
    context = candidate(browser, server, cookies, DESK)
    page = context.new_page()
    page.goto(f"{server.address}/exams/cma-aama/")
    keys = Keys(page)
    keys.enter("Make my exam")
    expect(page.locator("#set-up .met")).to_have_count(4)
    page.keyboard.press("n")
    expect(page.locator("#set-up .met")).to_have_count(5)
    assert violations(page) == []
    keys.enter("Begin")
    page.wait_for_selector("[data-works]")
    assert violations(page) == []
    page.set_viewport_size({"width": DESK, "height": HEIGHTS[DESK]})
    key, pressed, seen = page.url.split("/")[-2], [], []
    for place in range(200):
        if place in (30, 120):
            safe(page)
            context.set_offline(True)
        if place == 75:
            safe(page)
            server.kill()
        if place in (47, 101):
            page.keyboard.press("f")
        page.keyboard.press(str(place % 4 + 1))
        pressed.append((place, [place % 4]))
        seen.append(places(page))
        page.keyboard.press("n")
        if place in (35, 125):
            expect(page.locator("#safe")).to_contain_text("No network. Kept on this device: 6.")
            context.set_offline(False)
        if place == 80:
            expect(page.locator("#safe")).to_contain_text("The server does not answer")
            expect(page.locator("#safe")).to_contain_text("Kept on this device: 6.")
            server.start()
        if place == 130:
            page.keyboard.press("p")
            page.keyboard.press("p")
            page.keyboard.press("1")
            pressed.append((129, [0]))
            for _ in range(2):
                page.keyboard.press("n")
        if place % 50 == 49:
            close_segment(page, keys, place // 50)
    expect(page.locator("h1")).to_contain_text("of 180 right")
    assert logged(server, key) == pressed
    check_nothing_jumped(seen)
    context.close()


def close_segment(page: Page, keys: Keys, segment: int) -> None:
    """Review a segment without the network, close it, and begin the next one, with the keys alone."""
    safe(page)
    page.context.set_offline(True)
    expect(page.locator("#review h2")).to_contain_text("Close segment" if segment < 3 else "End and hand in?")
    expect(page.locator("#review [data-count=open]")).to_have_text("0")
    expect(page.locator("#review [data-group=flagged] a")).to_have_text({0: ["48"], 2: ["102"]}.get(segment, []))
    if segment == 1:
        page.get_by_role("button", name="Close this segment").press("Enter")
        expect(page.locator("#safe")).to_contain_text("To go on from here the server must answer")
    page.context.set_offline(False)
    if segment == 0:
        assert violations(page) == []
        page.set_viewport_size({"width": DESK, "height": HEIGHTS[DESK]})
        page.locator(".clock summary").focus()
        page.keyboard.press("Enter")  # who does not want to see it run
        expect(page.locator(".clock [data-left]")).to_be_hidden()
    page.locator("#review").focus()
    keys.enter("Close this segment" if segment < 3 else "End and see the report")
    if segment < 3:
        expect(page.locator("h1")).to_have_text(f"Segment {segment + 1} of 4 is over")
        keys.enter("Begin the next segment")
        page.wait_for_selector("[data-works]")
        assert page.locator(".clock").get_attribute("open") is None  # it stays hidden


def test_answers_wait_on_the_device_through_a_closed_page(
    browser: Browser, server: FallibleServer, cookies: list[dict[str, str]]
) -> None:
    key = make_sitting(server)
    context = candidate(browser, server, cookies, PHONE)
    page = open_page(context, server, f"/exams/{key}/")
    safe(page)
    server.kill()
    for choice in (1, 2, 3):
        answer(page, choice)
    expect(page.locator("#safe")).to_contain_text("Kept on this device: 3.")
    page.close(run_before_unload=False)
    server.start()
    assert answers(server, key) == {}

    again = open_page(context, server, f"/exams/{key}/")  # another tab, which knows nothing of the first
    safe(again)
    assert answers(server, key) == {0: [0], 1: [1], 2: [2]}
    context.close()


def test_second_device_goes_on_and_the_first_says_so(
    browser: Browser, server: FallibleServer, cookies: list[dict[str, str]]
) -> None:
    key = make_sitting(server)
    desk, phone = (candidate(browser, server, cookies, width) for width in (DESK, PHONE))
    first = open_page(desk, server, f"/exams/{key}/")
    answer(first, 1)
    safe(first)
    second = open_page(phone, server, f"/exams/{key}/")
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
    page = open_page(context, server, f"/exams/{key}/")
    safe(page)
    context.set_offline(True)
    answer(page, 1)
    answer(page, 2)
    expect(page.locator("#safe")).to_contain_text("Time is over.")
    page.wait_for_timeout(500)
    context.set_offline(False)
    expect(page.locator("h1")).to_contain_text(f"of {QUESTIONS} right")
    assert answers(server, key) == {0: [0], 1: [1]}
    assert violations(page) == []
    context.close()


def test_who_was_signed_out_signs_in_beside_and_what_waited_is_sent(
    browser: Browser, server: FallibleServer, cookies: list[dict[str, str]]
) -> None:
    key = make_sitting(server)
    context = candidate(browser, server, cookies, PHONE)
    page = open_page(context, server, f"/exams/{key}/")
    safe(page)
    context.clear_cookies()
    answer(page, 2)
    safe(page)  # the page has a pass of its own
    assert answers(server, key) == {0: [1]}
    page.route("**/log/", without_its_pass)  # as one that is a day old
    answer(page, 3)
    expect(page.locator("#safe")).to_contain_text("You were signed out.")
    assert answers(server, key) == {0: [1]}
    assert context.cookies() == []  # none that a page to sign in, open in another tab, would trip over

    beside_it = context.new_page()
    beside_it.goto(f"{server.address}/account/sign-in/")
    beside_it.locator("#id_login").fill("rosa@example.org")
    beside_it.locator("#id_password").fill(PASSWORD)
    with beside_it.expect_navigation():
        beside_it.get_by_role("main").get_by_role("button", name="Sign in", exact=True).click()
    expect(beside_it).not_to_have_url(re.compile("sign-in"))
    safe(page)
    assert answers(server, key) == {0: [1], 1: [2]}
    context.close()


def without_its_pass(route: Route) -> None:
    route.continue_(headers={**route.request.headers, "x-certway-pass": ""})


def in_sight(page: Page, place: int) -> None:
    expect(page.locator(".question:not([hidden])")).to_have_attribute("data-place", str(place))


def test_adaptive_exam_keeps_an_answer_on_the_device_and_goes_on_when_it_is_safe(
    browser: Browser, server: FallibleServer, cookies: list[dict[str, str]]
) -> None:
    context = candidate(browser, server, cookies, PHONE)
    page = context.new_page()
    page.goto(f"{server.address}/exams/mlt-ascp/")
    for button in ("Make my exam", "Begin"):
        with page.expect_navigation():
            page.get_by_role("main").get_by_role("button", name=button, exact=True).click()
    page.wait_for_selector("[data-works]")
    key, before = page.url.split("/")[-2], places(page)
    page.keyboard.press("n")
    expect(page.locator("#safe")).to_contain_text("This exam does not skip")
    answer(page, 1)
    in_sight(page, 1)
    assert (places(page).head, places(page).question) == (before.head, before.question)

    safe(page)
    context.set_offline(True)
    for choice in (2, 3, 4):  # what is on its way is not changed, nor sent twice
        answer(page, choice)
    expect(page.locator("#safe")).to_contain_text("No network. Kept on this device: 1. The next question comes when")
    in_sight(page, 1)
    assert violations(page) == []
    context.set_offline(False)
    in_sight(page, 2)

    safe(page)
    server.kill()
    answer(page, 3)
    expect(page.locator("#safe")).to_contain_text("The server does not answer")
    page.close(run_before_unload=False)
    server.start()
    again = open_page(context, server, f"/exams/{key}/")  # another tab, in which the answer stands as it was given
    in_sight(again, 3)
    safe(again)
    assert logged(server, key) == [(0, [0]), (1, [1]), (2, [2])]
    context.close()


def test_tutor_keeps_answers_on_the_device_and_tells_the_reasons_when_they_are_safe(
    browser: Browser, server: FallibleServer, cookies: list[dict[str, str]]
) -> None:
    key = make_sitting(server, tells=True)
    context = candidate(browser, server, cookies, DESK)
    page = open_page(context, server, f"/exams/{key}/")
    page.keyboard.press("1")
    page.keyboard.press("a")
    before = places(page)
    page.keyboard.press("n")
    expect(page.locator(".question[data-place='0'] .told")).to_be_visible()
    assert places(page) == before
    assert violations(page) == []

    page.keyboard.press("c")
    page.keyboard.type("12*3.5=")
    shown = page.locator(".calculator output")
    expect(shown).to_have_text("42")
    page.keyboard.type("+.1+.2=")
    expect(shown).to_have_text("42.3")
    page.keyboard.type("/0=")
    expect(shown).to_have_text("No number")
    page.keyboard.type("7-9=")
    expect(shown).to_have_text("−2")
    assert violations(page) == []
    page.keyboard.press("Escape")
    expect(page.locator(".calculator")).to_be_hidden()

    page.keyboard.press("n")
    in_sight(page, 1)
    safe(page)
    context.set_offline(True)
    answer(page, 2)
    expect(page.locator("#safe")).to_contain_text("Kept on this device: 1. The reasons come when")
    page.keyboard.press("n")  # goes on meanwhile
    in_sight(page, 2)
    answer(page, 3)
    context.set_offline(False)
    expect(page.locator(".question[data-place='2'] .told")).to_be_visible()
    expect(page.locator(".question[data-told]")).to_have_count(3)
    safe(page)
    assert logged(server, key) == [(0, [0]), (1, [1]), (2, [2])]
    rows = server.beside.run(ANSWERS.format(key=key))
    assert [row[-1] for row in rows] == [75, None, None]
    context.close()


def test_answers_arrive_once_though_the_servers_disk_is_full_and_the_device_keeps_nothing(
    browser: Browser, server: FallibleServer, cookies: list[dict[str, str]]
) -> None:
    key = make_sitting(server)
    context = candidate(browser, server, cookies, PHONE)
    page = open_page(context, server, f"/exams/{key}/")
    safe(page)
    by_forms = visit_by(browser, server.address, width=PHONE, scripted=False).context
    by_forms.add_cookies(cookies)  # type: ignore[arg-type]
    form = by_forms.new_page()
    form.goto(page.url)
    form.get_by_role("radio").first.check()
    server.fill_disk()
    form.get_by_role("button", name="Keep and go on").click()
    expect(form.get_by_role("main")).to_contain_text("was not kept")
    answer(page, 1)
    answer(page, 2)
    expect(page.locator("#safe")).to_contain_text("The server has no room to keep answers just now")
    expect(page.locator("#safe")).to_contain_text("Kept on this device: 2.")
    server.make_room()
    safe(page)
    assert logged(server, key) == [(0, [0]), (1, [1])]

    taken = {"origin": server.address, "storageTypes": "indexeddb"}
    context.new_cdp_session(page).send("Storage.clearDataForOrigin", taken)  # as a browser does that needs the room
    answer(page, 3)
    expect(page.locator("#safe")).to_contain_text("This browser cannot keep answers on the device.")
    context.set_offline(True)
    answer(page, 1)
    expect(page.locator("#safe")).to_contain_text("Kept on this page alone, for this browser keeps nothing: 1.")
    context.set_offline(False)
    expect(page.locator("#safe")).to_contain_text("Each is sent at once")
    assert logged(server, key) == [(0, [0]), (1, [1]), (2, [2]), (3, [0])]
    for one in (context, by_forms):
        one.close()
