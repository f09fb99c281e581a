"""Making an account: the code in the mail, what comes along, and that nobody learns who has one."""

from __future__ import annotations

from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import Argon2PasswordHasher, get_hasher
from django.core import mail
from django.core.cache import cache
from django.http import HttpResponse
from django.utils import timezone
from pytest_django import Settings

from certway.records.models import Person, User
from members import PASSWORD, code_of_mail, is_signed_in, new_user, said, wrong
from pages import read_page
from visitors import Visitor, see, send

pytestmark = pytest.mark.django_db

ADA = {"email": "Ada@Example.org", "password1": PASSWORD}


def without_token(response: HttpResponse) -> str:
    """Return a page without the token of its forms, which is new every time."""
    page = response.content.decode()
    for part in page.split('name="csrfmiddlewaretoken" value="')[1:]:
        page = page.replace(part.partition('"')[0], "")
    return page


def test_account_is_made_by_the_code_of_the_mail() -> None:
    client = Visitor()
    session = client.session
    session["told"] = "before"
    session.save()
    client.cookies["certway"] = key = session.session_key
    sent = client.post("/account/sign-up/?next=/plan/", ADA)

    assert (sent.status_code, sent.url) == (302, "/account/email/code/")  # type: ignore[attr-defined]
    assert [one.to for one in mail.outbox] == [["ada@example.org"]]
    assert (is_signed_in(client), "ada@example.org" in see(client, "/account/email/code/").main.text) == (False, True)
    refused = client.post("/account/email/code/", {"code": wrong(code_of_mail())})
    assert said(refused) == ["Error: This code is wrong or too old. Check it, or ask for another one."]

    done = client.post("/account/email/code/", {"code": code_of_mail().replace("-", " ")})
    assert (done.status_code, done.url) == (302, "/plan/")  # type: ignore[attr-defined]
    assert is_signed_in(client)
    assert (client.session["told"], client.session.session_key == key) == ("before", False)
    user = User.objects.get()
    assert (user.email, user.check_password(PASSWORD)) == ("ada@example.org", True)
    assert Person.objects.get().owner == user


def test_signing_in_again_makes_no_other_record() -> None:
    user = new_user()
    for _ in range(2):
        send(Visitor(), "/account/sign-in/", {"login": user.email, "password": PASSWORD})

    assert Person.objects.filter(owner=user).count() == 1


def test_nobody_learns_at_sign_up_who_has_an_account() -> None:
    new_user("ada@example.org")
    pages = []
    for email in ("ada@example.org", "eve@example.org"):
        client = Visitor()
        sent = client.post("/account/sign-up/", {**ADA, "email": email})
        shown = client.get("/account/email/code/")
        tried = [client.post("/account/email/code/", {"code": "0000-0000"}) for _ in range(3)]
        after = client.get("/account/sign-in/")
        pages.append(
            [
                (one.status_code, one.headers.get("Location"), without_token(one).replace(email, "E"))
                for one in (sent, shown, *tried, after)
            ]
        )

    assert pages[0] == pages[1]
    assert [one.to for one in mail.outbox] == [["ada@example.org"], ["eve@example.org"]]
    assert [one.subject for one in mail.outbox] == ["You have an account already", "Your code for Certway"]


def test_same_work_is_done_for_an_address_that_has_an_account(monkeypatch: pytest.MonkeyPatch) -> None:
    new_user()
    hashed: list[str] = []
    encode = Argon2PasswordHasher.encode

    def count(self: Argon2PasswordHasher, password: str, salt: str) -> str:
        hashed.append(password)
        return encode(self, password, salt)

    monkeypatch.setattr(Argon2PasswordHasher, "encode", count)
    for known, unknown in (("ada", "eve"), ("eve", "sue")):
        Visitor().post("/account/sign-up/", {**ADA, "email": f"{known}@example.org"})
        Visitor().post("/account/sign-in/", {"login": f"{unknown}@example.org", "password": unknown})

    assert hashed == [PASSWORD, "eve", PASSWORD, "sue"]  # and a known password is checked, which is as much work


def test_passwords_are_hashed_by_argon2_in_earnest(settings: Settings) -> None:
    from certway.web.site import settings as ours

    settings.PASSWORD_HASHERS = ours.PASSWORD_HASHERS
    hasher = get_hasher()

    assert (hasher.algorithm, hasher.memory_cost, hasher.time_cost) == ("argon2", 102400, 2)  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("told", "problem"),
    [
        ({"password1": "short"}, "This password is too short. It must contain at least 10 characters."),
        ({"password1": "1234567890"}, "This password is too common."),
        ({"password1": "ada@example.org"}, "The password is too similar to the email."),
        ({"email": "ada"}, "This is not an e-mail address. It looks like name@example.org."),
        ({"email": ""}, "Type your e-mail address."),
        ({"password1": ""}, "Choose a password."),
    ],
)
def test_sign_up_says_what_is_wrong(told: dict[str, str], problem: str) -> None:
    refused = Visitor().post("/account/sign-up/", {**ADA, **told})

    assert said(refused) == [f"Error: {problem}"]
    assert (User.objects.count(), mail.outbox) == (0, [])


def test_address_that_was_never_confirmed_is_free_again_after_a_day() -> None:
    send(Visitor(), "/account/sign-up/", ADA)
    staff = new_user("staff@example.org", staff=True)
    begun = User.objects.get(email="ada@example.org")
    User.objects.update(joined_at=timezone.now() - timedelta(hours=25))
    mail.outbox.clear()
    EmailAddress.objects.filter(user=staff).update(verified=False)
    cache.clear()  # of how often codes were sent
    client = Visitor()
    send(client, "/account/sign-up/", {**ADA, "email": "eve@example.org"})
    send(Visitor(), "/account/sign-up/", ADA)

    assert User.objects.filter(pk=staff.pk).exists()
    assert not User.objects.filter(pk=begun.pk).exists()
    assert [one.subject for one in mail.outbox] == ["Your code for Certway"] * 2


def test_another_code_can_be_sent_and_another_address_taken() -> None:
    client = Visitor()
    send(client, "/account/sign-up/", ADA)
    first = code_of_mail()
    too_soon = client.post("/account/email/code/", {"action": "resend"})
    assert (too_soon.status_code, len(mail.outbox)) == (429, 1)
    assert read_page(too_soon).main.one("a", cls="button", href="/account/email/code/").text == "Go back and try again"
    cache.clear()
    send(client, "/account/email/code/", {"action": "resend"})
    assert (len(mail.outbox), code_of_mail() == first) == (2, False)
    gone = client.post("/account/sign-out/", {"next": "/account/sign-up/"})
    assert gone.url == "/account/sign-up/"  # type: ignore[attr-defined]
    send(client, "/account/sign-up/", {**ADA, "email": "ada.l@example.org"})
    send(client, "/account/email/code/", {"code": first}, 200)
    send(client, "/account/email/code/", {"code": code_of_mail()})
    assert is_signed_in(client)


def test_two_forms_at_the_same_moment_make_one_account(monkeypatch: pytest.MonkeyPatch) -> None:
    """The second one was checked before the first one had made the account."""
    from allauth.account import forms

    new_user()
    monkeypatch.setattr(forms.flows.manage_email, "email_already_exists", lambda email: (email, False))

    assert Visitor().post("/account/sign-up/", ADA).status_code == 302
    assert User.objects.count() == 1
