"""Topics, progress and goals in a browser: they keep nobody out, fit a phone, and work from the keyboard."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from filled_account import cookies_of, filled_account
from journeys.accessibility import violations
from journeys.fallible import FallibleServer
from journeys.visits import PHONE, visit_by

TESTS = Path(__file__).parents[1]
MAKE = """
import django; django.setup()
from certway.records.models import User
from studied import answer, open_course_of
user = User.objects.get()
open_course_of(user, weekly={"questions": 50})
answer(user, 9, days_ago=2, right=lambda number: number % 10 < 6)
"""


@pytest.fixture
def server(tmp_path: Path) -> FallibleServer:
    return FallibleServer(tmp_path / "data", EMAIL_URL=f"filemail:///{tmp_path / 'mails'}")


def study(server: FallibleServer) -> None:
    """Put a course with answers into the server's own database."""
    env = {**server.env, "CERTWAY_DATA": str(server.data), "DJANGO_SETTINGS_MODULE": "certway.web.site.settings"}
    env["PYTHONPATH"] = os.pathsep.join(filter(None, (str(TESTS), env.get("PYTHONPATH"))))
    subprocess.run([sys.executable, "-c", MAKE], env=env, check=True)


def test_pages_of_progress_keep_nobody_out_and_lead_to_practice(
    browser: Browser, server: FallibleServer, tmp_path: Path
) -> None:
    (tmp_path / "mails").mkdir()
    with server:
        account = filled_account(server.address, tmp_path / "mails", "rosa")
        account.connection.close()
        visit = visit_by(browser, server.address, width=PHONE)
        visit.context.add_cookies(cookies_of(account, server.address))  # type: ignore[arg-type]
        page = visit.open("/study/progress/")
        expect(page.get_by_role("main")).to_contain_text("You study for no exam yet.")
        assert violations(page) == []

        study(server)
        for path, heading in (("progress/", "As things stand"), ("topics/", "few answers"), ("goals/", "this week")):
            page.goto(f"{server.address}/study/{path}")
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
        assert visit.problems == []
