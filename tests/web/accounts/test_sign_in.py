"""Signing in and out, the forgotten password, another password or address; and what is told to nobody."""

from __future__ import annotations

import pytest
from allauth.account.models import EmailAddress
from django.core import mail

from certway.records.models import User
from members import (
    ANOTHER,
    PASSWORD,
    code_of_mail,
    is_signed_in,
    new_user,
    said,
    signed_in,
    sure,
    then_of,
)
from pages import read_page
from visitors import Visitor, see, send
from web.accounts.test_sign_up import without_token

pytestmark = pytest.mark.django_db

NEITHER = ["The address or the password is wrong. Check both and try again."]


def test_session_changes_its_name_at_sign_in_and_ends_at_sign_out() -> None:
    client = Visitor()
    session = client.session
    session["told"] = "before"
    session.save()
    client.cookies["certway"] = before = session.session_key
    sent = client.post("/account/sign-in/", {"login": new_user().email.upper(), "password": PASSWORD})
    inside = client.session.session_key

    assert (sent.url, client.session["told"]) == ("/home/", "before")  # type: ignore[attr-defined]
    assert before != inside
    assert client.session.get_expiry_age() > 59 * 24 * 3600
    assert see(client, "/").one("header").text == "Certway Home Your record Documents Account"
    assert see(client, "/account/sign-out/").heading == "Do you want to sign out?"
    assert is_signed_in(client)
    send(client, "/account/sign-out/")
    assert (is_signed_in(client), see(client, "/").one("header").text) == (False, "Certway Your answers Sign in")
    for old in (before, inside):
        client.cookies["certway"] = old
        assert not is_signed_in(client)


def test_nobody_learns_at_sign_in_who_has_an_account() -> None:
    closed = new_user("closed@example.org")
    closed.is_active = False
    closed.save()
    new_user("ada@example.org")
    pages = []
    for email in ("ada@example.org", "eve@example.org", "closed@example.org"):
        client = Visitor()
        refused = client.post("/account/sign-in/", {"login": email, "password": "wrong"})
        assert read_page(refused).one("div", cls="mistakes").texts("li") == NEITHER
        pages.append((refused.status_code, sorted(client.cookies), without_token(refused).replace(email, "E")))

    assert pages[0] == pages[1] == pages[2]
    assert mail.outbox == []


def test_closed_account_lets_nobody_in() -> None:
    closed = new_user()
    closed.is_active = False
    closed.save()
    client = Visitor()
    response = client.post("/account/sign-in/", {"login": closed.email, "password": PASSWORD}, follow=True)

    assert read_page(response).heading == "This account is closed"
    assert not is_signed_in(client)


@pytest.mark.parametrize("then", ["https://evil.example/", "//evil.example", "javascript:alert(1)"])
def test_sign_in_leads_to_no_other_site(then: str) -> None:
    sent = Visitor().post("/account/sign-in/", {"login": new_user().email, "password": PASSWORD, "next": then})

    assert sent.url == "/home/"  # type: ignore[attr-defined]


def test_page_of_an_account_comes_after_signing_in() -> None:
    client = Visitor()
    away = client.get("/account/sessions/")
    assert (away.url.split("?")[0], then_of(away)) == ("/account/sign-in/", "/account/sessions/")  # type: ignore[attr-defined]
    form = see(client, away.url).outer("form")  # type: ignore[attr-defined]
    sent = client.post(
        "/account/sign-in/",
        {"login": new_user().email, "password": PASSWORD, "next": form.one("input", name="next").get("value")},
    )

    assert sent.url == "/account/sessions/"  # type: ignore[attr-defined]


def test_forgotten_password_is_replaced_by_a_code_and_ends_all_sessions() -> None:
    user = new_user()
    elsewhere, client = signed_in(user), Visitor()
    sent = client.post("/account/password/forgotten/", {"email": "ADA@example.org"})
    assert (sent.url, mail.outbox[0].to) == ("/account/password/forgotten/code/", ["ada@example.org"])  # type: ignore[attr-defined]
    assert client.get("/account/password/forgotten/new/").status_code == 302
    send(client, "/account/password/forgotten/code/", {"code": code_of_mail()})
    assert said(client.post("/account/password/forgotten/new/", {"password1": "short"})) != []
    send(client, "/account/password/forgotten/new/", {"password1": ANOTHER})

    user.refresh_from_db()
    assert (user.check_password(ANOTHER), is_signed_in(client), is_signed_in(elsewhere)) == (True, True, False)
    assert [one.subject for one in mail.outbox] == ["Your code for a new password", "Your password was changed"]


def test_nobody_learns_from_a_forgotten_password_who_has_an_account() -> None:
    new_user("ada@example.org")
    pages = []
    for email in ("ada@example.org", "eve@example.org"):
        client = Visitor()
        sent = client.post("/account/password/forgotten/", {"email": email})
        shown = client.get("/account/password/forgotten/code/")
        tried = [client.post("/account/password/forgotten/code/", {"code": "0000-0000"}) for _ in range(3)]
        pages.append(
            [
                (one.status_code, one.headers.get("Location"), without_token(one).replace(email, "E"))
                for one in (sent, shown, *tried)
            ]
        )

    assert pages[0] == pages[1]
    assert [one.to for one in mail.outbox] == [["ada@example.org"], ["eve@example.org"]]


def test_new_password_keeps_this_session_and_ends_the_others() -> None:
    user = new_user()
    elsewhere, client = signed_in(user), signed_in(user)
    before = client.session.session_key
    wrong = client.post("/account/password/", {"oldpassword": "wrong", "password1": ANOTHER})
    assert said(wrong) == ["Error: This is not the password you have now. Try again."]
    done = client.post("/account/password/", {"oldpassword": PASSWORD, "password1": ANOTHER}, follow=True)

    assert read_page(done).texts("p", cls="notice") == [
        "Your new password is saved. You are signed out everywhere else."
    ]
    assert (is_signed_in(client), is_signed_in(elsewhere)) == (True, False)
    assert client.session.session_key != before
    assert [one.subject for one in mail.outbox] == ["Your password was changed"]


def test_new_address_takes_the_place_of_the_old_one_when_it_is_confirmed() -> None:
    user = new_user()
    client = signed_in(user)
    asked = client.get("/account/email/")
    assert (asked.url.split("?")[0], then_of(asked)) == ("/account/confirm/", "/account/email/")  # type: ignore[attr-defined]
    kept = client.post("/account/email/", {"email": "eve@example.org", "action_add": ""})
    assert (kept.url.split("?")[0], mail.outbox) == ("/account/confirm/", [])  # type: ignore[attr-defined]
    assert "account_reauthentication_state" not in client.session  # what was sent is not kept
    sure(client)
    send(client, "/account/email/", {"email": "Ada.New@example.org", "action_add": ""})
    assert User.objects.get().email == "ada@example.org"
    send(client, "/account/email/code/", {"code": code_of_mail()})

    assert User.objects.get().email == "ada.new@example.org"
    assert list(EmailAddress.objects.values_list("email", "verified", "primary")) == [
        ("ada.new@example.org", True, True)
    ]
    assert [(one.to, one.subject) for one in mail.outbox] == [
        (["ada.new@example.org"], "Your code for Certway"),
        (["ada@example.org"], "Your e-mail address was changed"),
    ]
    assert "ada.new" not in str(mail.outbox[1].body)


def test_address_of_another_account_cannot_be_taken_and_is_not_told() -> None:
    new_user("eve@example.org")
    client = sure(signed_in(new_user()))
    send(client, "/account/email/", {"email": "eve@example.org", "action_add": ""})
    refused = client.post("/account/email/code/", {"code": code_of_mail()})

    assert said(refused) == ["Error: This address can't be used. Type another one."]
    assert mail.outbox[-1].to == ["eve@example.org"]
    assert sorted(User.objects.values_list("email", flat=True)) == ["ada@example.org", "eve@example.org"]


def test_mails_say_little_and_nothing_of_the_person() -> None:
    """No name, no address of hers, no network address, no browser."""
    user = new_user()
    client = sure(signed_in(user, agent="Mozilla/5.0 Firefox/99.7"))
    client.post("/account/password/forgotten/", {"email": "eve@example.org"})
    client.post("/account/password/", {"oldpassword": PASSWORD, "password1": ANOTHER})
    send(Visitor(), "/account/sign-up/", {"email": user.email, "password1": PASSWORD})

    bodies = [str(one.body) for one in mail.outbox]
    assert len(bodies) == 3
    assert [
        word for word in (user.email, "127.0.0.1", "Firefox", "99.7", "&#") for body in bodies if word in body
    ] == []
    assert bodies[0].splitlines()[-3:-2] == ["http://testserver/account/sign-up/"]
    assert bodies[1].endswith("choose a new password at once:\nhttp://testserver/account/password/forgotten/")
