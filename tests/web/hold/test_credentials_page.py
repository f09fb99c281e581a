"""The page of what one holds: a card for each credential, license and card of the record."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from certway.core.units.days import to_date
from certway.records.documents import proofs_in
from certway.records.models import Proof
from certway.web.clock import machine_today
from journeys.pages import HELD
from kept_documents import entry, folder, keep, user
from pages import Element
from visitors import Visitor, draft_of, see, visit_of, visitor_who_told
from web.site.test_page_html import check_page

__all__ = ["folder"]

pytestmark = pytest.mark.django_db

PAGE = "/credentials/"


def page_of(told: str) -> Element:
    page = see(visitor_who_told(told), PAGE)
    check_page(page)
    return page.main


def rows(card: Element) -> dict[str, str]:
    """Return the first list of a card, by its titles."""
    parts = card.outer("dl").all("dt", "dd")
    return {title.text: told.text for title, told in zip(parts[::2], parts[1::2], strict=True)}


def soon(days: int) -> str:
    return to_date(machine_today() + days).isoformat()


def test_each_thing_has_a_card_and_earlier_entries_stand_below_it() -> None:
    page = page_of(HELD.decode())
    cards = page.all("section", cls="held")

    assert [card.one("h2").text for card in cards] == [
        "CPT-I (CA)",
        "CMA (AAMA)",
        "MLT (ASCP)",
        "CPR card",
        "CCMA (NHA)",
        "RMA (AMT)",
        "vt-license",
    ]
    assert cards[1].one("span", cls="verdict").text == "Valid until 28 February 2099"
    assert "Issued 1 February 2014, last day 28 February 2019, number 1 234 567." in cards[1].text
    assert "Ended on 1 March 2020" in cards[4].text
    assert "You have not told us its last day" in cards[5].text
    assert page.heading.startswith("Your CPR card is the next to end, on 13 January 2098 (in")
    assert page.one("p", cls="lead").text == ("By what you told us: 4 valid, 1 ended and 2 without a last day.")


def test_number_days_and_who_says_so_stand_on_the_card() -> None:
    (card,) = page_of("credentials: [{id: cma-aama, number: ZQ-90417, issued: 2024-02-10, expires: 2099-02}]").all(
        "section", cls="held"
    )

    assert rows(card) == {
        "Number": "ZQ-90417",
        "Issued": "10 February 2024",
        "Last day": "February 2099",
        "Body": "Certifying Board of the American Association of Medical Assistants (AAMA)",
        "Who says so": "Entered by you. Nobody has confirmed it.",
    }


def test_way_to_check_is_told_with_its_source_or_that_it_was_not_found() -> None:
    cards = page_of("credentials: [{id: mlt-ascp}, {id: ccma-nha}, {id: rma-amt}]").all("section", cls="held")
    ascp, nha, amt = (card.one("dl", cls="checks") for card in cards)

    assert "What it costs who asks $20 (for each person)." in ascp.text
    assert "https://www.ascp.org/boc/verify-credentials/" in ascp.links[0]
    assert "What it costs who asks Free." in nha.text
    assert "How Not published, as far as was found." in amt.text
    assert "was not found. Whoever wants to know can ask there: americanmedtech.org" in cards[2].text
    assert ["Weak or disputed; no date on it, read 23 November 2026." in card.text for card in cards] == [
        False, True, True,
    ]  # fmt: skip
    assert all("read 23 November 2026" in card.text for card in cards)


def test_license_names_its_board_and_what_nobody_knows_says_so() -> None:
    license, unknown = page_of("credentials: [{id: ca-cpt1, expires: 2099-01-01}, {id: vt-license}]").all(
        "section", cls="held"
    )

    assert "California grants this. How it is checked and renewed, ask there: CDPH Laboratory Field" in license.text
    assert "We have no rules for this one" in unknown.text
    assert [len(card.all("a", cls="second")) for card in (license, unknown)] == [1, 0]


def test_linkedin_is_told_what_the_fields_beside_it_show_and_only_by_a_click() -> None:
    page = page_of("credentials: [{id: cma-aama, number: 'A&B 7', issued: 2024-02-10, expires: 2099-02-28}]")
    link = page.one("a", cls="second", rel="noopener noreferrer")
    boxes = {box.get("id"): box for box in page.all("input")}

    assert parse_qsl(urlsplit(link.get("href")).query) == [
        ("startTask", "CERTIFICATION_NAME"),
        ("name", "Certified Medical Assistant, CMA (AAMA)"),
        ("organizationName", "Certifying Board of the American Association of Medical Assistants (AAMA)"),
        ("issueYear", "2024"),
        ("issueMonth", "2"),
        ("expirationYear", "2099"),
        ("expirationMonth", "2"),
        ("certId", "A&B 7"),
    ]
    assert {name: box.get("value") for name, box in boxes.items()} == {
        "name-1": "Certified Medical Assistant, CMA (AAMA)",
        "organization-1": "Certifying Board of the American Association of Medical Assistants (AAMA)",
        "issued-1": "February 2024",
        "expires-1": "February 2099",
        "number-1": "A&B 7",
    }
    assert all("readonly" in box.attributes for box in boxes.values())
    assert [label.get("for") for label in page.all("label")] == list(boxes)
    assert "The link leaves Certway" in page.text


def test_what_ends_soon_is_told_with_how_far_ahead_it_is() -> None:
    page = page_of(f"cards: [{{kind: cpr, expires: {soon(30)}}}]")

    assert "Ends soon, on" in page.one("span", cls="verdict").text
    assert "(in 30 days)" in page.heading
    assert page.one("p", cls="lead").text == "By what you told us: 1 ends soon."


def test_nothing_told_teaches_and_leads_to_the_record() -> None:
    page = see(Visitor(), PAGE).main
    none = see(visitor_who_told("{credentials: [], cards: []}"), PAGE).main

    assert (page.heading, page.one("a", cls="button").get("href")) == (
        "Your record has no credential yet", "/record/credentials/new/",
    )  # fmt: skip
    assert ("You told us: no credential." in page.text, "You told us: no credential." in none.text) == (False, True)


def test_links_lead_to_the_entry_and_from_its_neighbours_here() -> None:
    client = visitor_who_told("{credentials: [{id: cma-aama}], cards: [{kind: cpr}]}")
    keys = draft_of(client).keys
    page = see(client, PAGE).main

    assert f"/record/credentials/{keys['credentials'][0]}/" in page.links
    assert f"/record/cards/{keys['cards'][0]}/" in page.links
    for address in ("/home/", "/record/credentials/", "/record/cards/"):
        assert PAGE in see(client, address).main.links
    assert PAGE not in see(client, "/record/work/").main.links


def test_documents_that_prove_an_entry_stand_on_its_card(folder: Path) -> None:
    owner = user()
    held = entry(owner, "credentials", id="cma-aama")
    bare = entry(owner, "cards", kind="cpr")
    document = keep(owner, title="Certificate of 2024")
    Proof.objects.create(document=document, entry=held)
    client = Visitor()
    client.force_login(owner)
    cards = see(client, PAGE).main.all("section", cls="held")

    assert [rows(card)["Proof"] for card in cards] == ["Certificate of 2024", "No document proves this yet."]
    assert f"/documents/{document.public_id}/" in cards[0].links
    assert f"/documents/add/?proves={bare.public_id}" in cards[1].links
    assert proofs_in(visit_of(client), "cards") == {str(bare.public_id): ()}


def test_nobody_sees_what_somebody_else_holds() -> None:
    visitor_who_told("credentials: [{id: cma-aama, number: ZQ-90417}]")
    owner, other = user(), user("eve@example.org")
    entry(owner, "credentials", id="mlt-ascp", number="ZQ-90418")
    client = Visitor()
    client.force_login(other)

    for browser in (Visitor(), client):
        assert "ZQ-" not in see(browser, PAGE).text


def test_page_asks_as_often_for_three_credentials_as_for_one(folder: Path) -> None:
    counts = []
    for count in (1, 3):
        owner = user(f"{count}@example.org")
        for name in ("cma-aama", "mlt-ascp", "rma-amt")[:count]:
            held = entry(owner, "credentials", id=name)
            Proof.objects.create(document=keep(owner), entry=held)
            entry(owner, "cards", kind="cpr")
        client = Visitor()
        client.force_login(owner)
        see(client, PAGE)
        with CaptureQueriesContext(connection) as seen:
            assert len(see(client, PAGE).main.all("section", cls="held")) == count + 1
        counts.append(len(seen))

    assert counts[0] == counts[1] <= 15


def test_resume_is_offered_with_and_without_numbers() -> None:
    client = visitor_who_told("credentials: [{id: cma-aama, number: ZQ-90417}]")
    with_, without = (link for link in see(client, PAGE).main.links if "resume.json" in link)

    assert ["ZQ-90417" in client.get(address).content.decode() for address in (with_, without)] == [True, False]
