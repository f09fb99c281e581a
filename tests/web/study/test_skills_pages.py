"""Checklists on pages: listed, run with forms alone, judged, kept once, and what was missed most often."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from certway.exchange.bank.shipped import shipped_bank
from certway.records.models import SkillRun, StudyCourse, User
from certway.records.people import person_of
from members import new_user, signed_in
from pages import Element, read_page
from rooms import no_room
from visitors import Visitor, see, send
from web.site.test_page_html import check_page

pytestmark = pytest.mark.django_db

ADDRESS = "/study/skills/venipuncture-evacuated-tube/"
SKILL = next(one for one in shipped_bank().bank.skills if one.id == "venipuncture-evacuated-tube")
CRITICAL = next(place for place, step in enumerate(SKILL.steps) if step.critical)
PLAIN = next(place for place, step in enumerate(SKILL.steps) if not step.critical)


@pytest.fixture
def user() -> User:
    return new_user("zora@example.org")


@pytest.fixture
def zora(user: User) -> Visitor:
    return signed_in(user, zone="America/Chicago")


def form_of(page: Element) -> dict[str, object]:
    """Return what the form of a checklist sends as it stands."""
    form = next(one for one in page.main.all("form") if one.all("input", name="edition"))
    hidden = {one.get("name"): one.get("value") for one in form.all("input", type="hidden")}
    chosen = [one for one in form.all("input", type="radio") if "checked" in one.attributes]
    done = [one.get("value") for one in form.all("input", name="done") if "checked" in one.attributes]
    return {**hidden, "done": done, "signed-by": chosen[0].get("value")}


def run(client: Visitor, *missed: int, by: str = "self", name: str = "") -> None:
    done = [str(place) for place in range(len(SKILL.steps)) if place not in missed]
    told = {**form_of(see(client, ADDRESS)), "done": done, "signed-by": by, "signature": name, "save": "1"}
    assert send(client, ADDRESS, told).headers["Location"] == f"{ADDRESS}runs/"


def test_visitor_sees_every_checklist_to_read_and_where_to_sign_in() -> None:
    page = see(Visitor(), "/study/skills/")
    check_page(page)
    read = {f"/bank/skills/{one.id}/" for one in shipped_bank().bank.skills}
    assert {link for link in page.links if "/skills/" in link} == read | {
        "/study/skills/", "/account/sign-in/?next=/study/skills/",
    }  # fmt: skip
    assert Visitor().get(ADDRESS).headers["Location"] == f"/account/sign-in/?next={ADDRESS}"


def test_checklists_of_the_exam_that_is_studied_for_stand_first(zora: Visitor, user: User) -> None:
    assert see(zora, "/study/skills/").main.texts("h2") == ["All of them"]
    StudyCourse.objects.create(person=person_of(user.pk), exam="pbt-ascp", minutes=[20] * 7, began_on=date(2026, 5, 1))
    page = see(zora, "/study/skills/")
    assert page.main.texts("h2") == ["What the PBT (ASCP) asks about", "All others"]
    topics = shipped_bank().bank.outlines["pbt-ascp"].topics
    first, others = page.all("ul", cls="practised")
    asked = {one.title for one in shipped_bank().bank.skills if not topics.isdisjoint(one.topics)}
    assert {one.text for one in first.all("a")} == asked
    assert {one.text for one in others.all("a")} == {one.title for one in shipped_bank().bank.skills} - asked


def test_form_shows_what_a_run_comes_to_before_it_is_kept(zora: Visitor) -> None:
    page = see(zora, ADDRESS)
    check_page(page)
    assert len(page.all("li", cls="critical")) == sum(step.critical for step in SKILL.steps)
    assert "hidden" in page.one("section", id="ending").attributes
    done = [str(place) for place in range(len(SKILL.steps)) if place not in (PLAIN, CRITICAL)]
    looked = read_page(send(zora, ADDRESS, {**form_of(page), "done": done, "look": "1"}, 200))
    check_page(looked)
    ending = looked.one("section", id="ending")
    assert "hidden" not in ending.attributes
    shown = [one.text for one in ending.all("p", cls="verdict") if "hidden" not in one.attributes]
    assert shown == ["Not passed: a critical step was missed."]
    missed = [one.get("data-step") for one in ending.all("li") if "hidden" not in one.attributes]
    assert missed == sorted((str(PLAIN), str(CRITICAL)), key=int)
    assert form_of(looked)["done"] == done
    assert form_of(looked)["number"] == form_of(page)["number"]
    assert SkillRun.objects.count() == 0


def test_run_is_kept_once_however_often_its_form_is_sent(zora: Visitor) -> None:
    told = {**form_of(see(zora, ADDRESS)), "done": ["0"], "signed-by": "peer", "signature": "Ana", "save": "1"}
    for _ in range(2):
        send(zora, ADDRESS, told)
    row = SkillRun.objects.get()
    assert (row.passed, row.signed_by, row.signature, row.spent) == (False, "peer", "Ana", None)
    assert row.missed == list(range(1, len(SKILL.steps)))
    assert "This run was kept before" in see(zora, f"{ADDRESS}runs/").text


def test_self_peer_and_instructor_are_never_summed(zora: Visitor) -> None:
    run(zora, CRITICAL)
    run(zora)
    run(zora, PLAIN, by="peer", name="Ana P.")
    page = see(zora, "/study/skills/")
    check_page(page)
    (told,) = page.all("dl", cls="facts")
    lines = [(one.one("dt").text, one.one("dd").text) for one in told.all("div")]
    assert lines[1:] == [
        ("By yourself", "passed 1 of 2"), ("A peer watched", "passed 1 of 1"), ("An instructor watched", "no run"),
    ]  # fmt: skip
    assert "as you typed it; nobody checked it" in page.text


def test_past_runs_name_what_was_missed_most_often(zora: Visitor) -> None:
    assert see(zora, f"{ADDRESS}runs/").one("p", cls="lead").text == "You have not run this checklist yet."
    run(zora, PLAIN, CRITICAL, by="instructor", name="<b>Long</b>")
    run(zora, PLAIN)
    page = see(zora, f"{ADDRESS}runs/")
    check_page(page)
    often = page.one("section", **{"aria-labelledby": "often"})
    assert [one.text.partition(".")[0].split()[-1] for one in often.all("li")] == [str(PLAIN + 1), str(CRITICAL + 1)]
    assert "Missed in 2 of 2 runs." in often.text
    assert [one.text for one in page.all("span", cls="verdict")] == ["passed", "not passed"]
    assert "An instructor: “<b>Long</b>”" in page.text
    SkillRun.objects.update(edition="of yesterday")
    page = see(zora, f"{ADDRESS}runs/")
    assert page.all("section", **{"aria-labelledby": "often"}) == []
    assert "2 steps missed, of a checklist that was changed since." in page.text


def test_run_of_a_checklist_that_changed_is_shown_again_and_not_kept(zora: Visitor) -> None:
    told = {**form_of(see(zora, ADDRESS)), "edition": "of yesterday", "done": ["0", "2"], "save": "1"}
    page = read_page(send(zora, ADDRESS, told, 422))
    check_page(page)
    assert "was changed while you went through it" in page.one("div", role="alert").text
    assert form_of(page)["done"] == ["0", "2"]
    assert form_of(page)["edition"] != "of yesterday"
    assert SkillRun.objects.count() == 0


@pytest.mark.django_db(transaction=True)
def test_server_without_room_says_that_the_run_was_not_kept(zora: Visitor) -> None:
    told = {**form_of(see(zora, ADDRESS)), "done": ["0"], "signature": "A" * 60, "signed-by": "peer", "save": "1"}
    with no_room():
        for _ in range(2000):
            response = zora.post(ADDRESS, {**told, "number": str(SkillRun.objects.count() + 1)})
            if response.status_code != 302:
                break
    page = read_page(response)
    assert response.status_code == 507
    check_page(page)
    assert "This was not kept" in page.one("div", role="alert").text
    assert form_of(page)["done"] == ["0"]


def test_runs_are_one_s_own(zora: Visitor) -> None:
    run(zora, PLAIN)
    eve = signed_in(new_user("eve@example.org"))
    assert see(eve, f"{ADDRESS}runs/").one("p", cls="lead").text == "You have not run this checklist yet."
    assert see(eve, "/study/skills/").all("dl", cls="facts") == []
    for address in ("/study/skills/juggling/", "/study/skills/juggling/runs/"):
        see(eve, address, 404)


def test_pages_ask_the_database_as_often_for_three_runs_as_for_one(zora: Visitor, user: User) -> None:
    run(zora, PLAIN, by="peer")
    counts = []
    for number in range(3):
        if number != 1:
            with CaptureQueriesContext(connection) as asked:
                for address in ("/study/skills/", ADDRESS, f"{ADDRESS}runs/"):
                    see(zora, address)
            counts.append(len(asked))
        run(zora, CRITICAL)
    assert counts[0] == counts[1] <= 15
