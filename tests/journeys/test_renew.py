"""A holder keeps her credential: the ring moves, her pack holds its proof, her calendar reads, and a reminder comes."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from email.message import EmailMessage
from pathlib import Path
from zipfile import ZipFile

import typst
from icalendar import Calendar
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from builders.post_office import PostOffice, post_office
from journeys.pages import load_file
from journeys.prepared import Prepared
from journeys.serving import serving
from journeys.test_account import EMAIL, PASSWORD, follow, press, sound
from journeys.visits import PHONE, Visitors

HOLDER = """certway: 1
credentials: [{{id: ccma-nha, issued: {issued}, expires: {last_day}}}]
education_credits: [{{on: {credited}, title: First course, points: 4, approved_by: [nha]}}]
"""
CERTIFICATE = "This certifies that Jane Roe has completed the course Safe Draws on {day}. 2 CE credits"
SCANNED = "This certifies that\n\nJane Roe\n\nhas completed the course\n\nGlove Choice\n\non {day}\n\n2 CE credits\n"
PROOF = "Gloves.pdf"
DAY = timedelta(days=1)
REMIND = """
import django, datetime
django.setup()
from certway.actions.send_reminders import send_reminders
send_reminders(datetime.datetime.fromisoformat({moment!r}))
"""


def test_ring_moves_pack_holds_proof_calendar_reads_and_reminder_comes(
    visitors: Visitors, new_copy: Callable[..., Prepared], tmp_path: Path
) -> None:
    new, day = new_copy(), datetime.now(UTC).date()
    last_day = day + timedelta(days=31)  # tomorrow it is 30 days ahead, which is one of the lead times
    told = HOLDER.format(issued=last_day - 731 * DAY, last_day=last_day, credited=last_day - 90 * DAY)
    with post_office() as office:
        mail = f"smtp://127.0.0.1:{office.port}"
        with serving(new.data, new.database, EMAIL_URL=mail) as address:
            page = visitors(address, width=PHONE).open("/where-you-stand/file/")
            load_file(page, told.encode())
            page.goto(f"{address}/renew/")
            expect(page.locator(".gauge")).to_have_text("40 %")
            add_from_certificate(page, address, day)
            page.goto(f"{address}/renew/")
            expect(page.locator(".gauge")).to_have_text("60 %")
            sign_up(page, office)
            add_with_proof(page, address, tmp_path, day)
            page.goto(f"{address}/renew/")
            expect(page.locator(".gauge")).to_have_text("80 %")
            take_pack(page, address, tmp_path / PROOF)
            read_calendar(page, address, last_day)
            remind(new.data, mail, day + DAY)
            letter = wait_for(office, count=2)
            assert str(letter["Subject"]).startswith("CCMA (NHA) expires in 30 days")
            assert "One-Click" in str(letter["List-Unsubscribe-Post"])


def add_from_certificate(page: Page, address: str, day: date) -> None:
    page.goto(f"{address}/renew/credits/add/")
    page.get_by_label("Text of the certificate", exact=True).fill(CERTIFICATE.format(day=f"{day:%B %-d, %Y}"))
    press(page, "Read it")
    expect(page.get_by_label("What was it called?")).to_have_value(re.compile("Safe Draws"))
    assert "Jane Roe" not in page.get_by_role("main").inner_text()
    with page.expect_navigation():
        page.get_by_role("main").locator("form button[type=submit]").last.click()


def sign_up(page: Page, office: PostOffice) -> None:
    page.get_by_role("banner").get_by_role("link", name="Sign in").click()
    follow(page, "Make my account")
    page.get_by_label("E-mail address", exact=True).fill(EMAIL)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    press(page, "Make my account")
    code = re.findall(r"\d{4}-\d{4}", str(wait_for(office, count=1).get_content()))[0]
    page.get_by_label("Code", exact=True).fill(code)
    press(page, "Go on")


def add_with_proof(page: Page, address: str, folder: Path, day: date) -> None:
    """Add a credit from the file of its certificate, which is kept as its proof."""
    certificate = folder / PROOF
    certificate.write_bytes(typst.compile(SCANNED.format(day=f"{day:%B %-d, %Y}").encode()))
    page.goto(f"{address}/renew/credits/add/")
    page.get_by_label("Certificate", exact=True).set_input_files(certificate)
    press(page, "Upload and read")
    expect(page.get_by_label("What was it called?")).to_have_value(re.compile("Glove Choice"))
    with page.expect_navigation():
        page.get_by_role("main").locator("form button[type=submit]").last.click()


def take_pack(page: Page, address: str, proved: Path) -> None:
    """Save the audit pack as a PDF and as a ZIP, and read both."""
    page.goto(f"{address}/renew/ccma-nha/audit/")
    sound(page, "Audit pack for the CCMA (NHA)")
    with page.expect_download() as saved:
        page.get_by_role("link", name="Save the pack (PDF)").click()
    pages = [one.extract_text() for one in PdfReader(saved.value.path()).pages]
    assert all(title in pages[0] for title in ("First course", "Safe Draws", "Glove Choice"))
    assert "2 CE credits" in pages[-1]
    with page.expect_download() as saved:
        page.get_by_role("link", name="Save all files (ZIP)").click()
    with ZipFile(saved.value.path()) as packed:
        (proof,) = [name for name in packed.namelist() if name.startswith("proofs/")]
        assert packed.read(proof) == proved.read_bytes()


def read_calendar(page: Page, address: str, last_day: date) -> None:
    page.goto(f"{address}/reminders/")
    sound(page, "Reminders")
    page.goto(f"{address}/reminders/calendar/")
    press(page, "Make the address")
    private = page.get_by_label("Private address").input_value()
    with urllib.request.urlopen(private) as read:
        calendar = Calendar.from_ical(read.read())
    days = {str(event["SUMMARY"]): event["DTSTART"].dt for event in calendar.walk("VEVENT")}
    assert days["CCMA (NHA) expires"] == last_day


def remind(data: Path, mail: str, day: date) -> None:
    """Do what the server's own worker does in the evening of a day."""
    moment = datetime.combine(day, datetime.min.time(), UTC).replace(hour=18)
    settings = {"DJANGO_SETTINGS_MODULE": "certway.web.site.settings", "CERTWAY_DATA": str(data), "EMAIL_URL": mail}
    code = REMIND.format(moment=moment.isoformat())
    subprocess.run([sys.executable, "-c", code], env={**os.environ, **settings}, check=True, capture_output=True)


def wait_for(office: PostOffice, *, count: int) -> EmailMessage:
    until = time.monotonic() + 30  # a worker sends them
    while len(office.letters) < count and time.monotonic() < until:
        time.sleep(0.1)
    return office.letters[count - 1]
