"""Signing in with an account elsewhere, by OpenID Connect, at a provider that answers on a socket of its own."""

from __future__ import annotations

import re
import urllib.error
import urllib.request
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from allauth.account.models import EmailAddress
from allauth.socialaccount.models import SocialAccount, SocialToken
from django.core import mail
from django.http import HttpResponse
from pytest_django import Settings

from certway.records.models import Person, User
from members import PASSWORD, code_of_mail, is_signed_in, new_user, signed_in, sure
from openid_provider import CLIENT, SECRET, Provider, provider
from pages import read_page
from visitors import Visitor, see, send
from web.site.test_page_html import check_page

pytestmark = [pytest.mark.django_db, pytest.mark.urls("linked_pages")]

ADA = {"sub": "a-1", "email": "ada@example.org", "email_verified": True, "name": "Ada Quillfeather", "picture": "p.png"}


@pytest.fixture(scope="module")
def running() -> Iterator[Provider]:
    with provider() as known:
        yield known


@pytest.fixture
def elsewhere(running: Provider, settings: Settings) -> Provider:
    """The provider, with Ada at its keyboard; configured as settings.py does it."""
    running.person, running.audience, running.refuses = dict(ADA), CLIENT, False
    settings.SOCIALACCOUNT_PROVIDERS = {
        "openid_connect": {
            "APPS": [
                {
                    "provider_id": "oidc",
                    "name": "Springfield College",
                    "client_id": CLIENT,
                    "secret": SECRET,
                    "settings": {"server_url": running.address, "oauth_pkce_enabled": True},
                }
            ]
        }
    }
    return running


class _Stay(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_told: object) -> None:
        return None


def go_there(client: Visitor, process: str = "login") -> str:
    """Press the button that leads to the provider; return where the provider sends the browser back to."""
    leaving = client.post(f"/account/linked/oidc/?process={process}")
    page = read_page(leaving)
    check_page(page)
    address = page.main.one("a", cls="button").get("href")
    refresh = [one.get("content") for one in page.all("meta") if one.get("http-equiv") == "refresh"]
    assert (page.heading, refresh) == ("On to Springfield College", [f"0; url={address}"])
    with pytest.raises(urllib.error.HTTPError) as moved:
        urllib.request.build_opener(_Stay).open(address)
    back = urlsplit(moved.value.headers["Location"])
    moved.value.close()
    return f"{back.path}?{back.query}"


def come_back(client: Visitor, process: str = "login") -> HttpResponse:
    return client.get(go_there(client, process))


def test_sign_in_page_names_the_provider(elsewhere: Provider) -> None:
    page = see(Visitor(), "/account/sign-in/")
    check_page(page)

    assert "Sign in with Springfield College" in page.main.text
    assert see(Visitor(), "/account/linked/oidc/").main.one("button").text == "Sign in with Springfield College"
    assert see(Visitor(), "/account/linked/other/", 404).heading == "There is no page at this address"


def test_first_time_makes_an_account_of_which_little_is_kept(elsewhere: Provider) -> None:
    client = Visitor()
    session = client.session
    session["told"] = "before"
    session.save()
    client.cookies["certway"] = key = session.session_key
    done = come_back(client)

    assert (done.url, is_signed_in(client), mail.outbox) == ("/home/", True, [])  # type: ignore[attr-defined]
    assert (client.session["told"], client.session.session_key == key) == ("before", False)
    user = User.objects.get()
    assert (user.email, user.has_usable_password(), Person.objects.get().owner) == ("ada@example.org", False, user)
    assert [(one.uid, one.extra_data) for one in SocialAccount.objects.all()] == [("a-1", {})]
    assert SocialToken.objects.count() == 0
    assert come_back(Visitor()).url == "/home/"  # type: ignore[attr-defined]
    assert User.objects.count() == 1


@pytest.mark.parametrize("verified", [False, None, "true", 1])
def test_address_counts_as_confirmed_only_where_the_provider_says_so(elsewhere: Provider, verified: object) -> None:
    elsewhere.person["email_verified"] = verified
    client = Visitor()
    assert come_back(client).url == "/account/email/code/"  # type: ignore[attr-defined]
    assert not is_signed_in(client)
    send(client, "/account/email/code/", {"code": code_of_mail()})

    assert is_signed_in(client)


def test_account_with_the_same_address_is_not_taken_over(elsewhere: Provider) -> None:
    user = new_user("ada@example.org")
    client = Visitor()
    come_back(client)

    assert (is_signed_in(client), SocialAccount.objects.count()) == (False, 0)
    assert [one.subject for one in mail.outbox] == ["You have an account already"]
    owner = sure(signed_in(user))
    check_page(see(owner, "/account/linked/"))
    assert come_back(owner, "connect").url == "/account/linked/"  # type: ignore[attr-defined]
    assert come_back(client).url == "/home/"  # type: ignore[attr-defined]
    assert (is_signed_in(client), User.objects.count()) == (True, 1)
    account = SocialAccount.objects.get()
    send(owner, "/account/linked/", {"account": account.pk})
    assert SocialAccount.objects.count() == 0
    assert [one.subject for one in mail.outbox[1:]] == [
        "Another way to sign in was added",
        "A way to sign in was removed",
    ]


def test_account_elsewhere_belongs_to_one_account_here(elsewhere: Provider) -> None:
    come_back(Visitor())
    eve = sure(signed_in(new_user("eve@example.org")))
    page = read_page(eve.get(come_back(eve, "connect").url))  # type: ignore[attr-defined]

    assert page.texts("p", cls="notice") == ["That account belongs to another account here. Nothing was changed."]
    assert SocialAccount.objects.get().user.email == "ada@example.org"


def test_last_way_in_cannot_be_removed(elsewhere: Provider) -> None:
    client = Visitor()
    come_back(client)
    refused = client.post("/account/linked/", {"account": SocialAccount.objects.get().pk})
    assert "Set a password first." in read_page(refused).main.text
    send(client, "/account/password/first/", {"password1": PASSWORD})

    assert User.objects.get().check_password(PASSWORD)
    assert is_signed_in(client)


def test_provider_that_tells_no_address_is_asked_no_more_but_she_is(elsewhere: Provider) -> None:
    del elsewhere.person["email"]
    client = Visitor()
    assert come_back(client).url == "/account/linked/sign-up/"  # type: ignore[attr-defined]
    check_page(see(client, "/account/linked/sign-up/"))
    send(client, "/account/linked/sign-up/", {"email": "ada@example.org"})
    send(client, "/account/email/code/", {"code": code_of_mail()})

    assert (is_signed_in(client), EmailAddress.objects.get().email) == (True, "ada@example.org")


def test_who_says_no_there_is_told_so(elsewhere: Provider) -> None:
    elsewhere.refuses = True
    client = Visitor()
    sent = client.get(go_there(client), follow=True)

    assert read_page(sent).heading == "You did not sign in"


def test_answer_that_was_not_asked_for_or_is_for_another_is_refused(elsewhere: Provider) -> None:
    client = Visitor()
    back = go_there(client)
    refused = [
        Visitor().get(back),  # of another browser
        client.get(re.sub("state=[^&]+", "state=x", back)),
        client.get(back.replace("code=", "code=x")),
    ]
    elsewhere.audience = "another site"
    refused.append(come_back(client))

    assert [(one.status_code, read_page(one).heading) for one in refused] == [
        (401, "Signing in did not work"),
    ] * 4
    assert (User.objects.count(), is_signed_in(client)) == (0, False)


def test_sign_in_elsewhere_is_limited_too(elsewhere: Provider) -> None:
    statuses = {Visitor().post("/account/linked/oidc/").status_code for _ in range(31)}

    assert statuses == {200, 429}
