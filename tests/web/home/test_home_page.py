"""Home, and what moves into an account at sign-up and sign-in."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db.models import F
from django.test import Client
from django.utils import timezone

from certway.actions.choose_goal import Goal
from certway.actions.claim_record import claim_record
from certway.actions.find_home import find_home
from certway.core.units.days import to_date
from certway.exchange.words.catalogue import catalogue
from certway.exchange.words.figures import NO_BREAK, day
from certway.records.history import restore_before
from certway.records.models import Change, Person, User
from certway.records.visits import Visit
from certway.web.clock import machine_today
from visitors import MARIA, ZORA, Visitor, draft_of, record_of, see, send, undo, upload, visit_of, visitor_who_told

pytestmark = pytest.mark.django_db


@pytest.fixture
def zora() -> User:
    return User.objects.create_user(email="zora@example.org")


def signed_in(client: Visitor, user: User) -> Visitor:
    """Sign in as the pages do: the session goes on, then the record is claimed."""
    told = dict(client.session.items())
    Client.force_login(client, user)
    session = client.session
    session.update(told)
    visit = visit_of(client)
    claim_record(Visit(session, user.pk, visit.at))
    session.save()
    return client


class TestHome:
    def test_empty_home_teaches(self) -> None:
        page = see(Visitor(), "/home/")

        assert page.heading == "Tell us where you stand"
        assert page.main.one("a", cls="button").get("href") == "/where-you-stand/"
        assert "They come from the credentials and cards in your record" in page.main.text

    def test_goal_is_the_credential_a_plan_was_made_for(self, zora: User) -> None:
        client = signed_in(visitor_who_told(MARIA), zora)
        upload(client, MARIA)
        assert see(client, "/home/").heading == "Choose what you want to work toward"
        send(client, "/plan/", {"goal": "cma-aama", "hours_per_week": "14", "budget": "$9,000"})
        page = see(client, "/home/")

        assert (Person.objects.get().goal, page.heading.partition(", by ")[0]) == (
            "cma-aama", "Choose a school and enroll",
        )  # fmt: skip
        assert page.main.one("a", cls="button").get("href") == "/plan/cma-aama/"
        assert "Your goal is the CMA (AAMA)." in page.main.text

    def test_plan_and_home_of_a_later_day_name_the_days_of_the_plan_that_was_asked_for(self, zora: User) -> None:
        client = signed_in(visitor_who_told(MARIA), zora)
        upload(client, MARIA)
        send(client, "/plan/", {"goal": "ccma-nha", "hours_per_week": "14"})
        earlier = timedelta(days=3)
        Person.objects.update(goal_since=F("goal_since") - earlier)
        Change.objects.update(made_at=F("made_at") - earlier)
        home, plan = see(client, "/home/"), see(client, "/plan/ccma-nha/").main
        since = Person.objects.get().goal_since
        assert since is not None
        first = find_home(
            draft_of(client),
            Goal("ccma-nha", since.toordinal()),
            owner="",
            as_of=since.toordinal(),
            patience_seconds=60,
        )

        assert first is not None
        assert "/plan/ccma-nha/" in home.one("section", **{"aria-labelledby": "later"}).links
        assert home.heading == first.text.headline.replace(NO_BREAK, " ")
        assert f"First step, by {home.heading.partition(' by ')[2]}" in plan.text
        assert f"This plan starts on {day(since.toordinal(), catalogue())}" in plan.text

    def test_lines_lead_to_what_they_are_about(self) -> None:
        soon = to_date(machine_today() + 3)
        client = visitor_who_told(
            f"{{cards: [{{kind: acls, expires: 2020-01-01}}, {{kind: cpr, expires: {soon}}}],"
            " credentials: [{id: cma-aama, issued: 2024-02-10}, {id: rma-amt, expires: 2024-03-01}]}"
        )
        keys, page = draft_of(client).keys, see(client, "/home/").main
        held = f"/record/credentials/{keys['credentials'][0]}/"

        assert page.one("a", cls="button").get("href") == f"{held}#question-expires"
        assert page.one("section", **{"aria-labelledby": "week"}).links == [f"/record/cards/{keys['cards'][1]}/"]
        assert page.one("section", **{"aria-labelledby": "held"}).links == [
            held, f"{held}#question-expires", "/renew/", "/credentials/",
        ]  # fmt: skip
        assert see(client, held).one(id="question-expires").text

    def test_open_question_of_the_goal_is_one_press_away(self) -> None:
        client = visitor_who_told("work: []")
        send(client, "/plan/", {"goal": "cma-aama", "budget": "$1"})
        page = see(client, "/home/")

        assert page.heading == "Some answers are missing for the CMA (AAMA)"
        assert page.main.one("a", cls="button").get("href") == "/where-you-stand/attempts/?then=%2Fhome%2F"

    def test_account_that_goes_can_be_kept_from_every_page(self, zora: User) -> None:
        client = signed_in(visitor_who_told(ZORA), zora)
        assert "will be deleted" not in see(client, "/home/").main.text
        User.objects.update(erase_at=timezone.now() + timedelta(days=14))

        for address in ("/home/", "/record/", "/compare/", "/account/"):
            notice = see(client, address).main.one("form", cls="erasing")
            assert (notice.get("action"), notice.one("button").text) == ("/account/keep/", "Keep my account")

    def test_home_asks_as_often_with_three_entries_as_with_one(self, django_assert_max_num_queries) -> None:
        for count in (1, 3):
            client = visitor_who_told(f"cards: [{', '.join(['{kind: cpr, expires: 2099-01-01}'] * count)}]")
            see(client, "/home/")
            with django_assert_max_num_queries(5):
                see(client, "/home/")


def test_forgetting_is_for_visitors_and_an_account_is_deleted_as_such(zora: User) -> None:
    client = signed_in(visitor_who_told(ZORA), zora)
    told = draft_of(client)
    for method in (client.get, client.post):
        response = method("/where-you-stand/forget/")
        assert (response.status_code, response.url) == (302, "/account/delete/")

    assert draft_of(client) == told


def test_session_that_lost_her_record_finds_it_again(zora: User) -> None:
    signed_in(visitor_who_told(ZORA), zora)
    client = Visitor()
    client.force_login(zora)

    assert "Quillfeather" in see(client, "/record/").main.text


class TestClaim:
    def test_what_a_visitor_told_is_the_new_accounts_record_with_its_history(self, zora: User) -> None:
        client = visitor_who_told(ZORA)
        told, person = draft_of(client), Person.objects.get()
        signed_in(client, zora)

        assert draft_of(client) == told
        assert list(Person.objects.values_list("pk", "owner", "kept_until")) == [(person.pk, zora.pk, None)]
        assert "Quillfeather" in see(client, "/record/").main.text

    def test_maria_is_made_up_and_stays_behind(self, zora: User) -> None:
        client = Visitor()
        send(client, "/where-you-stand/maria/")
        signed_in(client, zora)

        assert (draft_of(client).is_empty, Person.objects.get().owner) == (True, zora)

    def test_what_was_told_before_maria_moves(self, zora: User) -> None:
        client = visitor_who_told(ZORA)
        own = draft_of(client)
        send(client, "/where-you-stand/maria/")
        signed_in(client, zora)

        assert (draft_of(client), Person.objects.get().owner) == (own, zora)

    def test_goal_and_history_move_also_into_an_account_that_said_nothing(self, zora: User) -> None:
        signed_in(Visitor(), zora)
        client = visitor_who_told(ZORA)
        send(client, "/plan/", {"goal": "mlt-ascp"})
        told, changes = draft_of(client), Change.objects.count()
        signed_in(client, zora)

        assert (draft_of(client), Change.objects.count()) == (told, changes)
        assert list(Person.objects.values_list("owner", "goal")) == [(zora.pk, "mlt-ascp")]

    def test_record_that_says_nothing_any_more_leaves_no_history_of_nobody(self, zora: User) -> None:
        client = visitor_who_told(ZORA)
        told = draft_of(client)
        restore_before(visit_of(client), Change.objects.get().public_id)
        signed_in(client, zora)
        assert (Person.objects.get().owner, undo(client).status_code, draft_of(client)) == (zora, 302, told)

        another = visitor_who_told(ZORA)
        restore_before(visit_of(another), Change.objects.last().public_id)
        signed_in(another, zora)
        assert (draft_of(another), Person.objects.get().owner) == (told, zora)

    def test_who_told_nothing_gets_an_empty_record_and_once(self, zora: User) -> None:
        for _time in range(2):
            client = signed_in(Visitor(), zora)

        assert (draft_of(client).is_empty, Person.objects.get().owner) == (True, zora)
        told = visitor_who_told(ZORA)
        own = draft_of(told)
        signed_in(told, zora)
        assert (draft_of(told), Person.objects.get().owner) == (own, zora)

    @pytest.fixture
    def waiting(self, zora: User) -> Visitor:
        """Zora's browser after a sign-in beside which somebody told of a job."""
        signed_in(visitor_who_told(ZORA), zora)
        return signed_in(visitor_who_told("work: [{role: phlebotomist}]\nperson: {name: X, lives_in: TX}"), zora)

    def test_record_stays_as_it_is_until_she_says_that_more_is_hers(self, waiting: Visitor) -> None:
        page = see(waiting, "/home/")

        assert record_of(waiting).single("person")["name"] == "Zora Quillfeather"
        assert page.one("section", cls="card").texts("li") == ["About you", "Jobs"]

    def test_what_is_hers_is_added_and_can_be_undone(self, waiting: Visitor) -> None:
        before = draft_of(waiting)
        send(waiting, "/home/told-before/", {"is": "mine"})
        told = record_of(waiting)

        assert [entry["role"] for entry in told.entries("work") or ()] == ["medical-assistant", "phlebotomist"]
        assert told.single("person")["name"] == "Zora Quillfeather"
        assert (Person.objects.count(), see(waiting, "/home/").all("section", cls="card")) == (1, [])
        undo(waiting)
        assert draft_of(waiting) == before

    def test_goal_comes_with_what_is_hers(self, zora: User) -> None:
        signed_in(visitor_who_told(ZORA), zora)
        client = visitor_who_told("work: [{role: phlebotomist}]")
        send(client, "/plan/", {"goal": "cpt-nha"})
        signed_in(client, zora)
        send(client, "/home/told-before/", {"is": "mine"})

        assert Person.objects.get().goal == "cpt-nha"

    def test_what_waits_is_the_visitors_again_when_she_signs_out(self, waiting: Visitor) -> None:
        send(waiting, "/account/sign-out/")

        assert record_of(waiting).single("person")["name"] == "X"
        send(waiting, "/where-you-stand/forget/")
        assert Person.objects.get().owner is not None

    def test_what_is_not_hers_is_deleted(self, waiting: Visitor) -> None:
        before, changes = draft_of(waiting), Change.objects.filter(person__owner__isnull=False).count()
        send(waiting, "/home/told-before/", {"is": "other"})

        assert (draft_of(waiting), Person.objects.count(), Change.objects.count()) == (before, 1, changes)
