"""Staff write a question in a browser: faults are told while they type, what is published is there at once."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page, expect

from builders.sheets_of_items import CLEAN
from filled_account import PASSWORD
from journeys.accessibility import violations
from journeys.beside import Beside
from journeys.prepared import Prepared
from journeys.serving import environment, serving
from journeys.visits import DESK, PHONE, Visitors

ANSWERED = """
from django.core.management import call_command
call_command("makestaff", "maria@example.org")
from builders.crowds import EXAM, exam_form, sat, single_items
from certway.actions.reckon_statistics import reckon_all
from certway.core.items.identity import version_of
from certway.core.sit.attempt import choices_of
from certway.actions.calibrate_items import take_parameters
from certway.records.models import User
from django.utils import timezone
items, now = single_items(12), timezone.now()
keys = [choices_of(one).index(True) for one in items]
rows = [[((key + (person % 7 < place % 7)) % 4,) for place, key in enumerate(keys)] for person in range(60)]
sat(exam_form(items), rows)
reckon_all(now)
lines = [f"{one.id}@{version_of(one)},1,{n / 9},0,0.1,0.1,0,60" for n, one in enumerate(items)]
values = "item,a,b,c,se_a,se_b,se_c,n" + chr(10) + chr(10).join(lines)
take_parameters(User.objects.get(), values.encode(), "items.csv", at=now)
"""


@pytest.fixture(scope="module")
def office(new_copy: Callable[[str], Prepared]) -> Iterator[str]:
    """The address of a server on which somebody is staff."""
    maria = new_copy("maria")
    with serving(maria.data, maria.database) as address:
        with Beside(maria.data, environment(maria.database)) as beside:
            beside.run(ANSWERED)
        yield address


def sign_in(page: Page, address: str) -> None:
    page.goto(f"{address}/account/sign-in/")
    page.locator("#id_login").fill("maria@example.org")
    page.locator("#id_password").fill(PASSWORD)
    with page.expect_navigation():
        page.get_by_role("main").get_by_role("button", name="Sign in", exact=True).click()


def test_question_is_written_published_changed_and_retired(visitors: Visitors, office: str) -> None:
    visit = visitors(office, width=PHONE)
    visit.expected = {422}
    page = visit.open()
    sign_in(page, office)
    page.goto(f"{office}/bank/authoring/")
    page.get_by_role("link", name="Write a question").click()
    page.get_by_label("Topic").select_option("order-of-draw")
    assert violations(page) == []
    page.get_by_role("button", name="Begin").click()

    told = CLEAN
    for name in ("stem", "text-1", "why-1", "text-2", "why-2", "text-3", "why-3", "text-4", "why-4", "part"):
        page.locator(f"#{name}").fill(told[name])
    page.locator("#right-3").check()
    expect(page.locator("#lint-count")).to_contain_text("1 thing to mend.")
    page.locator("#source").select_option(told["source"])
    expect(page.locator("#lint-count")).to_contain_text("Nothing to mend.")
    page.locator("#text-1").fill("Never a gray top")
    expect(page.locator("#lint-count")).to_contain_text("1 thing to mend.")
    page.locator(".lint > summary").click()
    expect(page.locator("#lint-list")).to_contain_text("'Never'")
    assert violations(page) == []
    page.get_by_role("button", name="Publish").click()
    expect(page.get_by_role("alert")).to_contain_text("Saved, and not published yet")
    page.locator("#text-1").fill(told["text-1"])
    page.get_by_role("button", name="Publish").click()

    expect(page.locator(".stem")).to_have_text(told["stem"])
    page.get_by_text("For staff").click()
    assert violations(page) == []
    page.get_by_role("button", name="Change this question").click()
    page.locator("#stem").fill(f"{told['stem']} Name it.")
    page.get_by_label("What you changed, and why").fill("It asks for the name.")
    page.get_by_role("button", name="Publish").click()
    page.get_by_text("For staff").click()
    page.get_by_role("link", name="Versions").click()
    expect(page.locator("ins")).to_have_text(f"{told['stem']} Name it.")
    assert violations(page) == []
    page.go_back()
    page.get_by_text("For staff").click()
    page.get_by_label("Why it is retired").fill("It was a try.")
    page.get_by_role("button", name="Take it out of the bank").click()
    expect(page.locator(".caution")).to_contain_text("It was a try.")


def test_figures_and_measured_values_keep_nobody_out(visitors: Visitors, office: str) -> None:
    visit = visitors(office, width=DESK)
    visit.expected = {422}
    page = visit.open()
    sign_in(page, office)
    page.goto(f"{office}/bank/authoring/")
    page.get_by_role("link", name="How the questions do").click()
    expect(page.locator("tbody tr")).to_have_count(12)
    assert violations(page) == []
    page.get_by_role("link", name="Flagged").click()
    expect(page.locator("a[aria-current]").last).to_contain_text("Flagged")
    page.locator("tbody a").first.click()
    expect(page.locator(".chosen-options tbody tr").first).to_be_visible()
    expect(page.locator("main")).to_contain_text("Difficulty measured from 60 answers on")
    assert violations(page) == []
    page.go_back()
    page.get_by_role("link", name="Measured difficulties").click()
    assert violations(page) == []
    file = {
        "name": "items.csv",
        "mimeType": "text/csv",
        "buffer": b"item,a,b,c,se_a,se_b,se_c,n\nshoes,1,0,0,1,1,0,9\n",
    }
    page.get_by_label("The file that certway sit calibrate wrote").set_input_files(file)  # type: ignore[arg-type]
    page.get_by_role("button", name="Take these values").click()
    expect(page.get_by_role("alert")).to_contain_text("Line 2: 'shoes' names no version of a question")
    assert violations(page) == []
    with page.expect_download() as saved:
        page.get_by_role("link", name="Take the answers along").click()
    assert saved.value.suggested_filename == "responses-cma-aama.csv"
