"""Forms of the record that are sent late, twice, beside another window, or after the session has ended."""

from __future__ import annotations

import pytest

from certway.records.models import Person
from members import PASSWORD, new_user, signed_in
from pages import Element, filled, read_page
from visitors import Visitor, draft_of, record_of, see, send, upload, visitor_who_told

pytestmark = pytest.mark.django_db

TOLD = "person: {name: Zora, lives_in: OH}\neducation_credits: [{title: Update, points: 2, provider: AAMA}]"
CREDITS = "/record/credits/"


def form(client: Visitor, address: str) -> dict[str, object]:
    """Open a page; return its form as it would be sent."""
    return dict(filled(see(client, address).main.all("form", method="post")[0]))


def errors(page: Element) -> list[str]:
    return page.texts("div", cls="error")


class TestTwoWindows:
    @pytest.mark.parametrize("address", ["/record/about/", "/where-you-stand/about/"])
    def test_each_windows_change_stays(self, address: str) -> None:
        client = visitor_who_told(TOLD)
        phone, desk = form(client, address), form(client, address)
        send(client, address, {**phone, "lives_in": "TX"})
        send(client, address, {**desk, "name": "Zora Q"})

        assert record_of(client).single("person") == {"name": "Zora Q", "lives_in": "TX"}

    @pytest.mark.parametrize("base", ["/record/credits/", "/where-you-stand/about/"])
    def test_what_both_changed_is_shown_and_counts_when_it_is_sent_again(self, base: str) -> None:
        client = visitor_who_told(TOLD)
        key = draft_of(client).keys["education_credits"][0]
        address, field = (f"{base}{key}/", "title") if "record" in base else (base, "name")
        phone, desk = form(client, address), form(client, address)
        send(client, address, {**phone, field: "First"})
        page = read_page(send(client, address, {**desk, field: "Second"}, 422))
        assert "“First”" in page.main.text
        assert "First" in str(record_of(client))
        send(client, address, filled(page.main.all("form", method="post")[0]))

        assert "Second" in str(record_of(client))

    def test_form_of_an_empty_record_takes_nothing_away(self) -> None:
        client = Visitor()
        stale = form(client, "/record/about/")
        upload(client, TOLD)
        send(client, "/record/about/", {**stale, "born": "May 3, 1990"})

        assert sorted(record_of(client).single("person")) == ["born", "lives_in", "name"]

    def test_entry_that_was_removed_meanwhile_can_be_added_again_as_typed(self) -> None:
        client = visitor_who_told(TOLD)
        key = draft_of(client).keys["education_credits"][0]
        stale = form(client, f"{CREDITS}{key}/")
        send(client, f"{CREDITS}{key}/remove/")
        page = read_page(send(client, f"{CREDITS}{key}/", {**stale, "title": "Typed"}, 422))
        again = page.main.all("form", method="post")[0]
        assert (again.get("action"), record_of(client).entries("education_credits")) == (f"{CREDITS}new/", ())
        send(client, f"{CREDITS}new/", filled(again))

        assert [entry["title"] for entry in record_of(client).entries("education_credits") or ()] == ["Typed"]


class TestTwice:
    @pytest.mark.parametrize("address", ["/record/attempts/new/", "/where-you-stand/attempts/new/"])
    def test_new_entry_that_is_sent_twice_is_one(self, address: str) -> None:
        client = visitor_who_told(TOLD)
        sent = {**form(client, address), "exam": "cma-aama"}
        for _press in range(2):
            send(client, address, sent)

        assert len(record_of(client).entries("attempts") or ()) == 1

    def test_save_and_add_another_makes_another(self) -> None:
        client = Visitor()
        for kind in ("cpr", "other"):
            send(client, "/record/cards/new/", {**form(client, "/record/cards/new/"), "kind": kind, "another": "1"})

        assert [entry["kind"] for entry in record_of(client).entries("cards") or ()] == ["cpr", "other"]

    def test_first_form_sent_again_keeps_what_was_told_of_the_entry_since(self) -> None:
        client = Visitor()
        first = {**form(client, "/where-you-stand/work/new/"), "role": "other"}
        entry = send(client, "/where-you-stand/work/new/", first).url  # type: ignore[attr-defined]
        send(client, entry, {**form(client, entry), "hours_per_week": "20"})
        told = record_of(client)
        send(client, "/where-you-stand/work/new/", first)

        assert record_of(client) == told

    def test_key_of_another_section_is_not_taken(self) -> None:
        client = visitor_who_told(TOLD)
        key = draft_of(client).keys["education_credits"][0]
        send(client, f"{CREDITS}{key}/remove/")
        send(client, "/record/cards/new/", {"kind": "cpr", "key": key})

        assert draft_of(client).keys["cards"] != (key,)
        assert record_of(client).entries("cards") == ({"kind": "cpr"},)

    def test_key_of_somebody_elses_entry_is_not_taken(self) -> None:
        other, client = visitor_who_told(TOLD), Visitor()
        theirs = draft_of(other)
        send(client, f"{CREDITS}new/", {"title": "Mine", "key": theirs.keys["education_credits"][0]})

        assert draft_of(other) == theirs
        assert [entry["title"] for entry in record_of(client).entries("education_credits") or ()] == ["Mine"]


class TestSignedOutMeanwhile:
    @pytest.mark.parametrize("address", ["/record/about/", "/record/cards/new/", "/where-you-stand/about/"])
    def test_what_was_typed_is_there_again_after_signing_in(self, address: str) -> None:
        user = new_user()
        client = signed_in(user)
        typed = {**form(client, address), "name": "Zora Q", "kind": "cpr"}
        client.cookies.pop("certway")
        asked = send(client, address, typed)
        assert asked.url == f"/account/sign-in/?next={address.replace('/', '/')}"  # type: ignore[attr-defined]
        assert Person.objects.filter(owner=None).count() == 0
        send(client, "/account/sign-in/", {"login": user.email, "password": PASSWORD})
        for _reload in range(2):
            page = see(client, address)
            assert "Here is what you had typed" in page.main.text
        send(client, address, filled(page.main.all("form", method="post")[0]))

        assert ("Zora Q" if "about" in address else "cpr") in str(record_of(client))
        assert "Here is what you had typed" not in see(client, address).main.text

    def test_form_of_another_account_is_refused(self) -> None:
        hers = form(signed_in(new_user()), "/record/about/")
        other = signed_in(new_user("eve@example.org"))
        send(other, "/record/about/", {**hers, "name": "Zora Q"})

        assert "belongs to another account" in see(other, "/record/about/").main.text
        assert record_of(other).single("person") == {}
