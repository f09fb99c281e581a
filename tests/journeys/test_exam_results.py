"""From a report to what is weak, to how it goes over time: pages that keep nobody out, and files to take along."""

from __future__ import annotations

import json

from playwright.sync_api import Browser, expect
from pypdf import PdfReader

from journeys.accessibility import violations
from journeys.fallible import FallibleServer
from journeys.visits import PHONE, visit_by

MAKE = """
from dataclasses import replace
from certway.core.sit.profile import Scale, practice
from certway.records.models import User
from sat_exams import DAY, MARCH, sat, single_form
user = User.objects.get()
profile = replace(practice("cma-aama", 60), scale=Scale(200, 800, 405))
for day in (0, 30):
    sat(user, single_form("cma-aama", 60), right=lambda place: place % 3 > 0, at=MARCH + day * DAY, profile=profile)
weak = single_form("cma-aama", 20, nodes=["clinical-competency.procedures"])
sat(user, weak, right=lambda place: place < 5, at=MARCH + 40 * DAY)
"""


def test_results_lead_from_report_to_practice_and_can_be_taken_along(
    browser: Browser, rosas: FallibleServer, cookies: list[dict[str, str]]
) -> None:
    rosas.beside.run(MAKE)
    visit = visit_by(browser, rosas.address, width=PHONE)
    visit.context.add_cookies(cookies)  # type: ignore[arg-type]
    page = visit.open("/exams/")
    assert violations(page) == []

    page.get_by_role("link", name="CMA (AAMA): 3 sittings").click()
    expect(page.locator(".trend svg")).to_have_count(2)
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= page.evaluate("innerWidth")

    with page.expect_download() as saved:
        page.get_by_role("link", name="Save all your exams as one file").click()
    assert len(json.loads(saved.value.path().read_text(encoding="utf-8"))["sittings"]) == 3

    page.get_by_role("link", name="10 April 2026").click()
    expect(page.locator("h1")).to_have_text("5 of 20 right")
    assert violations(page) == []
    with page.expect_download() as saved:
        page.get_by_role("link", name="Save the report (PDF)").click()
    assert saved.value.suggested_filename == "certway-cma-aama-report-2026-04-10.pdf"
    assert "5 of 20 right" in PdfReader(saved.value.path()).pages[0].extract_text()

    page.get_by_role("button", name="Practise what is weak").click()
    expect(page.locator("section.question:not([hidden]) h2")).to_have_text("Question 1 of 20")
    assert visit.problems == []
    visit.context.close()
