"""From a report to what is weak, to how it goes over time: pages that keep nobody out, and files to take along."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect
from pypdf import PdfReader

from filled_account import cookies_of, filled_account
from journeys.accessibility import violations
from journeys.fallible import FallibleServer
from journeys.visits import PHONE, visit_by

TESTS = Path(__file__).parents[1]
MAKE = """
import django; django.setup()
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


@pytest.fixture
def server(tmp_path: Path) -> FallibleServer:
    return FallibleServer(tmp_path / "data", EMAIL_URL=f"filemail:///{tmp_path / 'mails'}")


def make_sittings(server: FallibleServer) -> None:
    """Put sittings into the server's own database."""
    env = {**server.env, "CERTWAY_DATA": str(server.data), "DJANGO_SETTINGS_MODULE": "certway.web.site.settings"}
    env["PYTHONPATH"] = os.pathsep.join(filter(None, (str(TESTS), env.get("PYTHONPATH"))))
    subprocess.run([sys.executable, "-c", MAKE], env=env, check=True)


def test_results_lead_from_report_to_practice_and_can_be_taken_along(
    browser: Browser, server: FallibleServer, tmp_path: Path
) -> None:
    (tmp_path / "mails").mkdir()
    with server:
        account = filled_account(server.address, tmp_path / "mails", "rosa")
        account.connection.close()
        make_sittings(server)
        visit = visit_by(browser, server.address, width=PHONE)
        visit.context.add_cookies(cookies_of(account, server.address))  # type: ignore[arg-type]
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
