"""An authenticator app, recovery codes, passkeys as the pages show them."""

from __future__ import annotations

import time

import pytest
from allauth.mfa.models import Authenticator
from django.core import mail

from app_codes import totp
from members import (
    ANOTHER,
    PASSWORD,
    code_of_mail,
    is_signed_in,
    new_passkey,
    new_user,
    said,
    secret_of,
    signed_in,
    sure,
)
from pages import read_page
from visitors import Visitor, see, send
from web.site.test_page_html import check_page

pytestmark = pytest.mark.django_db


def with_app() -> tuple[Visitor, str]:
    """Return a browser in which an app was just set up, and the app's secret."""
    client = sure(signed_in())
    secret = secret_of(client)
    done = client.post("/account/second-step/app/", {"code": totp(secret, time.time())})
    assert (done.status_code, done.url) == (302, "/account/recovery-codes/")  # type: ignore[attr-defined]
    return client, secret


def at_the_second_step() -> Visitor:
    client = Visitor()
    sent = client.post("/account/sign-in/", {"login": "ada@example.org", "password": PASSWORD})
    assert sent.url == "/account/second-step/code/"  # type: ignore[attr-defined]
    assert not is_signed_in(client)
    return client


def test_code_is_that_of_the_standard() -> None:
    """The test's own reckoning. Source: RFC 6238, appendix B, its last six digits."""
    secret = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"

    assert [totp(secret, at) for at in (59, 1111111109, 20000000000)] == ["287082", "081804", "353130"]


def test_page_draws_the_secret_and_shows_it_as_text() -> None:
    client = sure(signed_in())
    page = see(client, "/account/second-step/app/")
    check_page(page)

    assert page.one("div", cls="qr").one("svg").get("class") == "segno"
    assert "data:" not in client.get("/account/second-step/app/").content.decode()
    assert len(page.one("code", cls="secret").text) == 32


def test_app_is_asked_for_its_code_after_the_password() -> None:
    user, secret = with_app()
    codes = see(user, "/account/recovery-codes/").texts("code")
    assert len(codes) == 10

    client = at_the_second_step()
    assert said(client.post("/account/second-step/code/", {"code": "000000"})) != []
    send(client, "/account/second-step/code/", {"code": totp(secret, time.time() + 30)})
    assert is_signed_in(client)
    again = at_the_second_step()
    send(again, "/account/second-step/code/", {"code": totp(secret, time.time() + 30)}, 200)  # each works once
    assert not is_signed_in(again)


def test_recovery_code_lets_in_once() -> None:
    user, _ = with_app()
    code = see(user, "/account/recovery-codes/").texts("code")[3]
    first = at_the_second_step()
    send(first, "/account/second-step/code/", {"code": code})
    assert is_signed_in(first)
    send(at_the_second_step(), "/account/second-step/code/", {"code": code}, 200)

    assert len(see(user, "/account/recovery-codes/").texts("code")) == 9
    file = user.get("/account/recovery-codes/recovery-codes.txt").content.decode()
    assert file.splitlines()[2:] == see(user, "/account/recovery-codes/").texts("code")
    send(user, "/account/recovery-codes/new/")
    assert len(set(see(user, "/account/recovery-codes/").texts("code")) - {*file.splitlines()}) == 10


def test_second_step_is_asked_for_after_a_forgotten_password_too() -> None:
    with_app()
    client = Visitor()
    send(client, "/account/password/forgotten/", {"email": "ada@example.org"})
    send(client, "/account/password/forgotten/code/", {"code": code_of_mail()})
    done = client.post("/account/password/forgotten/new/", {"password1": ANOTHER})

    assert (done.url, is_signed_in(client)) == ("/account/second-step/code/", False)  # type: ignore[attr-defined]


def test_app_can_be_taken_away() -> None:
    user, _ = with_app()
    send(user, "/account/second-step/app/off/")

    assert Authenticator.objects.count() == 0  # recovery codes alone are of no use
    assert is_signed_in(signed_in_again())


def signed_in_again() -> Visitor:
    client = Visitor()
    send(client, "/account/sign-in/", {"login": "ada@example.org", "password": PASSWORD})
    return client


def test_codes_cannot_be_guessed() -> None:
    with_app()
    client = at_the_second_step()
    said_at_last = [said(client.post("/account/second-step/code/", {"code": "000000"})) for _ in range(6)][-1]

    assert said_at_last == ["Error: That was tried too often. Wait five minutes, then try again."]


def test_passkeys_are_listed_renamed_and_removed() -> None:
    user = new_user()
    client = signed_in(user)
    first, second = new_passkey(user, "My <b>phone</b>"), new_passkey(user, "Desk")
    sure(client)
    page = see(client, "/account/passkeys/")
    check_page(page)
    assert page.texts("strong") == ["My <b>phone</b>", "Desk"]
    send(client, f"/account/passkeys/{second.pk}/", {"name": "Laptop"})
    send(client, f"/account/passkeys/{first.pk}/remove/")

    assert see(client, "/account/passkeys/").texts("strong") == ["Laptop"]
    assert "1 passkey" in see(client, "/account/").main.text
    assert mail.outbox[-1].subject == "A passkey was removed"


def test_new_passkey_is_one_that_needs_no_password_and_the_page_says_what_follows() -> None:
    page = see(sure(signed_in()), "/account/passkeys/new/")
    check_page(page)

    assert page.one("input", name="passwordless").attributes.keys() >= {"checked", "hidden"}
    assert "your password alone is not enough" in page.main.text
    assert '"rp": {"name": "Certway", "id": "testserver"}' in page.one("script", id="passkey-data").text


def test_made_up_passkey_is_refused() -> None:
    client = Visitor()
    options = client.get("/account/passkeys/sign-in/", headers={"accept": "application/json"}).json()
    assert options["request_options"]["publicKey"]["userVerification"] == "required"
    for credential in ("", "{}", "[]", '{"id": "x", "rawId": "x", "type": "public-key", "response": {}}'):
        sent = client.post("/account/passkeys/sign-in/", {"credential": credential}, follow=True)
        assert (read_page(sent).heading, is_signed_in(client)) == ("Sign in", False), credential
