"""A visitor makes an account by the code of a mail, adds a passkey and an app, and signs in by each."""

from __future__ import annotations

import re
import time
from email import message_from_bytes
from email.policy import default
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from app_codes import totp
from document_files import pdf
from journeys.accessibility import violations
from journeys.visits import PHONE, Visit, Visitors

HOME = "Tell us where you stand"  # a name alone decides nothing
EMAIL, PASSWORD = "maria@example.org", "nine red lanterns"
AUTHENTICATOR = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture
def named_server(server: str) -> str:
    """The address of the server by its name, as passkeys need it."""
    return server.replace("127.0.0.1", "localhost")


def subjects_and_bodies(mails: Path, *, count: int) -> list[tuple[str, str]]:
    """Return the mails in the order in which they were sent."""
    until = time.monotonic() + 30  # a worker sends them
    while len(texts := whole_mails(mails)) < count and time.monotonic() < until:
        time.sleep(0.1)
    sent = [message_from_bytes(text, policy=default) for text in texts]
    return [(str(one["Subject"]), str(one.get_content())) for one in sent]


def whole_mails(mails: Path) -> list[bytes]:
    """Return what was written to its end: a line follows each mail."""
    files = sorted(mails.iterdir(), key=lambda path: path.stat().st_mtime_ns)
    read = [path.read_bytes().partition(b"\n" + b"-" * 79) for path in files]
    return [text for text, end, _ in read if end]


def sound(page: Page, heading: str) -> Page:
    """Check that a page has a heading and keeps nobody out; return to the width of a phone."""
    expect(page.locator("h1")).to_have_text(heading)
    assert violations(page) == []
    page.set_viewport_size({"width": PHONE, "height": 844})
    page.emulate_media(color_scheme="light")
    return page


def press(page: Page, name: str) -> None:
    with page.expect_navigation():
        page.get_by_role("main").get_by_role("button", name=name, exact=True).click()


def follow(page: Page, name: str) -> None:
    with page.expect_navigation():
        page.get_by_role("main").get_by_role("link", name=name).first.click()


def give_passkeys(page: Page) -> None:
    """Give the browser a place for passkeys, as a phone has one."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    session.send("WebAuthn.addVirtualAuthenticator", {"options": AUTHENTICATOR})


def confirm(page: Page) -> None:
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    press(page, "Go on")


def sign_up(visit: Visit, mails: Path) -> Page:
    page = visit.open("/record/about/")
    page.get_by_label("What is your name?").fill("Zora Quillfeather")
    press(page, "Save")
    page.get_by_role("banner").get_by_role("link", name="Sign in").click()
    sound(page, "Sign in")
    follow(page, "Make my account")
    sound(page, "Make an account")
    page.get_by_label("E-mail address", exact=True).fill(EMAIL)
    secret = page.get_by_label("Password", exact=True)
    secret.fill(PASSWORD)
    page.get_by_role("button", name="Show it").click()
    assert secret.get_attribute("type") == "text"
    press(page, "Make my account")
    sound(page, "Type the code we sent you")
    subject, body = subjects_and_bodies(mails, count=1)[-1]
    assert subject == "Your code for Certway"
    page.get_by_label("Code", exact=True).fill(re.findall(r"\d{4}-\d{4}", body)[0])
    press(page, "Go on")
    sound(page, HOME)
    page.goto(f"{visit.address}/record/")
    expect(page.get_by_role("main")).to_contain_text("Zora Quillfeather")  # what she told has come along
    return page


def keep_and_take(page: Page, address: str, folder: Path) -> None:
    """Add to the record, keep a document, and take the record out."""
    page.goto(f"{address}/record/cards/new/")
    page.get_by_label("CPR", exact=False).first.check()
    press(page, "Save")
    page.goto(f"{address}/documents/add/")
    transcript = folder / "Transcript.pdf"
    transcript.write_bytes(pdf())
    page.locator("input[type=file]").set_input_files(transcript)
    with page.expect_navigation():
        page.get_by_role("main").locator("form button[type=submit]").first.click()
    expect(page.get_by_role("main")).to_contain_text("Transcript")
    page.goto(f"{address}/record/")
    with page.expect_download() as saved:
        page.get_by_role("link", name="Save as a person file").click()
    assert "Zora Quillfeather" in Path(saved.value.path()).read_text()


def delete(page: Page, address: str) -> None:
    page.goto(f"{address}/account/delete/")
    if "Is it you?" in page.locator("h1").inner_text():
        confirm(page)
    sound(page, "Delete your account")
    press(page, "Delete my account")
    expect(page.get_by_role("main")).to_contain_text("Your account will be deleted on")


def add_passkey(page: Page, address: str) -> None:
    page.goto(f"{address}/account/")
    follow(page, "Add a passkey")
    sound(page, "Is it you?")
    confirm(page)
    sound(page, "Add a passkey")
    press(page, "Add it")
    sound(page, "Recovery codes")
    assert page.locator(".codes li").count() == 10
    page.goto(f"{address}/account/passkeys/")
    sound(page, "Passkeys")


def sign_out(page: Page, address: str) -> None:
    page.goto(f"{address}/account/")
    press(page, "Sign out")
    expect(page.get_by_role("banner")).to_contain_text("Sign in")


def set_up_app(page: Page, address: str) -> str:
    page.goto(f"{address}/account/second-step/")
    sound(page, "Second step")
    follow(page, "Set up an app")
    expect(page.locator("h1")).to_have_text("Is it you?")
    confirm(page)
    sound(page, "Set up an app")
    secret = page.locator(".secret").inner_text()
    page.get_by_label("Code", exact=True).fill(totp(secret, time.time()))
    press(page, "Set it up")
    page.goto(f"{address}/account/sessions/")
    sound(page, "Where you are signed in")
    return secret


def sign_in_by_password(page: Page, address: str) -> Page:
    page.goto(f"{address}/account/sign-in/")
    page.get_by_label("E-mail address", exact=True).fill(EMAIL)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    press(page, "Sign in")
    return sound(page, "One more step")


def test_account_from_visitor_to_record_document_export_and_delete(
    visitors: Visitors, named_server: str, mails: Path, tmp_path: Path
) -> None:
    visit = visitors(named_server, width=PHONE)
    page = sign_up(visit, mails)
    give_passkeys(page)
    add_passkey(page, named_server)
    sign_out(page, named_server)

    page.goto(f"{named_server}/account/sign-in/")
    press(page, "Sign in with a passkey")
    expect(page.locator("h1")).to_have_text(HOME)
    secret = set_up_app(page, named_server)
    sign_out(page, named_server)

    sign_in_by_password(page, named_server)
    page.get_by_label("Code", exact=True).fill(totp(secret, time.time() + 30))
    press(page, "Sign in")
    expect(page.locator("h1")).to_have_text(HOME)
    sign_out(page, named_server)

    sign_in_by_password(page, named_server)
    press(page, "Use my passkey")
    expect(page.locator("h1")).to_have_text(HOME)
    keep_and_take(page, named_server, tmp_path)
    delete(page, named_server)
    assert sorted(subject for subject, _ in subjects_and_bodies(mails, count=4)) == [
        "A passkey was added",
        "An authenticator app was set up",
        "Your Certway account will be deleted",
        "Your code for Certway",
    ]


def test_device_without_a_passkey_is_told_so(visitors: Visitors, named_server: str) -> None:
    page = visitors(named_server).open("/account/sign-in/")
    page.evaluate(
        "() => { navigator.credentials.get = () => Promise.reject(new DOMException('no', 'NotAllowedError')); }"
    )
    page.get_by_role("button", name="Sign in with a passkey").click()

    expect(page.get_by_role("alert")).to_contain_text("That did not work.")
    assert violations(page) == []
