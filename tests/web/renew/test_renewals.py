"""The pages of renewals: a card a credential, every date on one line, and one credential in full."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from pytest_django import DjangoAssertNumQueries

from builders.records import record
from certway.core.person.record import Record
from certway.exchange.person_file import load_person
from certway.exchange.rule_files import RuleFiles
from certway.web.clock import machine_today
from visitors import Visitor, see, visitor_who_told
from web.site.test_page_html import check_page

pytestmark = pytest.mark.django_db

ROSA = Path(__file__).parents[3] / "examples" / "rosa.yaml"


def day(ahead: int) -> str:
    return date.fromordinal(machine_today() + ahead).isoformat()


def rosa() -> Record:
    return load_person(ROSA)


def holder(*credentials: str, credits: int = 1) -> Record:
    return record(
        credentials=[
            {"id": name, "issued": day(-400), "expires": day(300 - at)} for at, name in enumerate(credentials)
        ],
        education_credits=[
            {"on": day(-at - 1), "title": f"Course {at}", "points": 1, "approved_by": ["pace"], "kind": "course"}
            for at in range(credits)
        ],
    )


def test_each_credential_is_a_card_with_its_ring_and_what_is_missing() -> None:
    page = see(visitor_who_told(holder("mlt-ascp", "ccma-nha")), "/renew/")
    check_page(page)
    assert [card.one("h2").text for card in page.all("article", cls="renewal")] == ["CCMA (NHA)", "MLT (ASCP)"]
    assert [ring.text for ring in page.all("svg", cls="gauge")] == ["10 %", "2 %"]
    assert "9 points in all." in page.text
    assert "35 points in all." in page.text


def test_next_date_comes_first_and_every_date_stands_on_the_line() -> None:
    page = see(visitor_who_told(holder("mlt-ascp")), "/renew/")
    assert page.one("h1").text.startswith("Your next date is ")
    drawn = page.one("svg", cls="timeline")
    assert len(drawn.all("circle")) == 3
    assert "MLT (ASCP): Last day of your MLT (ASCP), " in (drawn.get("aria-label") or "")
    assert len(page.all("dl", cls="dated")[0].all("dt")) == 3


def test_page_teaches_who_told_nothing() -> None:
    page = see(Visitor(), "/renew/")
    assert page.one("h1").text == "Renewals"
    assert "We don't know yet what you hold." in page.one("p", cls="lead").text
    assert page.one("a", cls="button").get("href") == "/record/credentials/new/"
    assert not page.all("svg", cls="timeline")


def test_cycles_that_could_end_together_are_pointed_out() -> None:
    page = see(visitor_who_told(holder("mlt-ascp", "pbt-ascp")), "/renew/")
    assert "The ASCP lets cycles end together when you ask for it" in page.one("p", cls="notice").text


def test_one_credential_says_what_counts_and_compares_the_ways() -> None:
    page = see(visitor_who_told(rosa()), "/renew/cma-aama/")
    check_page(page)
    assert [card.one("h3").text for card in page.all("article")] == [
        "By continuing education",
        "By taking the exam again",
    ]
    rows = page.one("table", cls="ledger").all("tr")[1:]
    assert [row.one("th").text for row in rows][:2] == ["Blood films step by step", "Bench safety"]
    assert page.one("dl", cls="areas").all("dd")[0].text.startswith("6 of 10 points")


def test_address_of_a_credit_leads_to_its_entry() -> None:
    client = visitor_who_told(rosa())
    page = see(client, "/renew/mlt-ascp/")
    see(client, page.one("table", cls="ledger").all("a")[0].get("href") or "")


def test_what_would_say_more_leads_to_where_it_is_told() -> None:
    client = visitor_who_told(record(credentials=[{"id": "mlt-ascp", "issued": day(-400)}]))
    page = see(client, "/renew/")
    told = {link.text: link.get("href") or "" for link in page.one("article").all("a")}
    assert told["Tell us what you hold, with its last day."].endswith("#question-expires")
    see(client, told["Tell us what you hold, with its last day."].partition("#")[0])
    assert told["Tell us your continuing education; until then we count none."] == "/record/credits/"


@pytest.mark.parametrize("credential", RuleFiles().ids)
def test_every_credential_has_a_page_held_or_not(credential: str) -> None:
    assert (
        "Your record does not name the" in see(visitor_who_told(record(credentials=[])), f"/renew/{credential}/").text
    )
    check_page(see(visitor_who_told(holder(credential)), f"/renew/{credential}/"))


def test_credential_without_rules_has_no_page() -> None:
    see(Visitor(), "/renew/cma-icma/", 404)


def test_record_of_an_earlier_day_can_be_asked_for_and_that_of_a_day_to_come_not() -> None:
    client = visitor_who_told(rosa())
    assert "We don't know yet" in see(client, f"/renew/?known-on={day(-5)}").text
    see(client, f"/renew/?known-on={day(5)}", 404)


@pytest.mark.parametrize("address", ["/renew/", "/renew/mlt-ascp/"])
def test_more_credentials_and_credits_take_no_more_queries(
    address: str, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    one = visitor_who_told(holder("mlt-ascp", credits=1))
    three = visitor_who_told(holder("mlt-ascp", "cma-aama", "ccma-nha", credits=3))
    with django_assert_num_queries(3):
        see(one, address)
    with django_assert_num_queries(3):
        see(three, address)


def licensed(lives_in: str = "FL") -> Record:
    return record(
        person={"lives_in": lives_in},
        credentials=[
            {"id": "nd-technician", "issued": day(-900), "expires": day(100)},
            {"id": "mlt-ascp", "issued": day(-900), "expires": day(-40)},
        ],
        education_credits=[{"on": day(-20), "title": "Course", "points": 2, "kind": "course"}],
    )


def test_license_of_a_state_is_a_card_in_hours() -> None:
    page = see(visitor_who_told(licensed()), "/renew/")
    check_page(page)
    shorts = [card.one("h2").text for card in page.all("article", cls="renewal")]
    assert sorted(shorts) == ["Clinical or medical laboratory technician (ND)", "MLT (ASCP)"]
    assert "2 of 24 hours count." in page.text


def test_license_in_full_says_what_to_know_and_what_its_lapse_means() -> None:
    page = see(visitor_who_told(licensed()), "/renew/nd-technician/")
    check_page(page)
    assert "We count one point of a course as one hour" in page.text
    assert page.one("h2", id="lapse").text == "If it lapses"
    assert "You need a license from the state." in page.text
    assert "Ask the board" in page.text


def test_lapsed_certification_in_full_says_which_route_it_closes() -> None:
    page = see(visitor_who_told(licensed()), "/renew/mlt-ascp/")
    check_page(page)
    assert page.one("h2", id="lapse").text == "What the lapse means"
    assert "The route to the MLS (ASCP)" in page.text
    assert "Florida asks for a license of its own" in page.text


def test_record_offers_the_licenses_of_the_state_where_she_lives() -> None:
    form = see(visitor_who_told(licensed()), "/record/credentials/new/").text
    assert "Technologist (FL)" in form
    assert "(ND)" not in form
    assert "(FL)" not in see(visitor_who_told(licensed("TX")), "/record/credentials/new/").text


def test_record_calls_a_license_by_its_name() -> None:
    assert (
        "Clinical or medical laboratory technician (ND)"
        in see(visitor_who_told(licensed()), "/record/credentials/").text
    )
