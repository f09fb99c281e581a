"""The audit pack on the pages: what is weak comes first, and the pack holds the proofs, for the owner alone."""

from __future__ import annotations

from io import BytesIO
from zipfile import ZipFile

import pytest
from pypdf import PdfReader
from pytest_django import DjangoAssertNumQueries

from certway.exchange import audit_pdf
from certway.records.documents import link_document
from certway.records.models import Entry, User
from kept_documents import entry, file_of, folder, keep
from members import new_user, signed_in
from visitors import Visitor, see
from web.site.test_page_html import check_page

__all__ = ["folder"]

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("folder")]

PAGE = "/renew/mlt-ascp/audit/"


def holder(*, credits: int = 1) -> User:
    zora = new_user("zora@example.org")
    entry(zora, "credentials", id="mlt-ascp", number="ZQ-1", issued="2024-06-12", expires="2099-06-30")
    for at in range(credits):
        entry(
            zora, "education_credits", on=f"2096-07-0{at + 1}", title=f"Course {at}", provider="ASCLS", points=2,
            areas={"chemistry": 2}, approved_by=["pace"], kind="course",
        )  # fmt: skip
    return zora


def body_of(client: Visitor, address: str) -> bytes:
    response = client.get(address)
    assert response.status_code == 200
    assert response["Cache-Control"] == "private, no-store"
    return b"".join(response.streaming_content)  # type: ignore[attr-defined]


def test_page_says_what_is_weak_and_where_to_mend_it() -> None:
    zora = new_user("zora@example.org")
    card = entry(zora, "credentials", id="mlt-ascp", issued="2024-06-12", expires="2027-06-30")
    done = entry(zora, "education_credits", on="2025-07-01", title="Blood films", points=2, kind="course")
    client = signed_in(zora)
    page = see(client, PAGE)
    check_page(page)
    assert page.one("h1").text == "Audit pack for the MLT (ASCP)"
    weak = page.one("section", **{"aria-labelledby": "weak"})
    assert weak.links == [
        "/record/about/",
        f"/record/credentials/{card.public_id}/",
        f"/documents/add/?proves={done.public_id}",
        f"/record/credits/{done.public_id}/",
    ]
    for told in ("Your record has no name.", "The number", "“Blood films” has no proof.", "does not say who gave it."):
        assert told in weak.text
    for link in weak.links:
        see(client, link)


def test_pack_is_the_owner_s_with_her_proof_behind_it() -> None:
    zora = new_user("zora@example.org")
    entry(zora, "credentials", id="mlt-ascp", number="ZQ-1", issued="2024-06-12", expires="2027-06-30")
    done = entry(
        zora,
        "education_credits",
        on="2025-07-01",
        title="Blood films",
        points=2,
        areas={"hematology": 2},
        kind="course",
    )
    document = keep(zora, title="Certificate")
    link_document(document, [done.public_id])
    client = signed_in(zora)
    assert "Proof 1 · 1 July 2025 · Blood films" in see(client, PAGE).text
    read = PdfReader(BytesIO(body_of(client, f"{PAGE}pack.pdf")))
    assert "ZQ-1" in read.pages[0].extract_text()
    with ZipFile(BytesIO(body_of(client, f"{PAGE}pack.zip"))) as packed:
        assert packed.namelist() == ["index.pdf", "proofs/01-2025-07-01-blood-films.pdf", "credits.csv"]


def test_damaged_proof_is_named_in_the_pack_and_not_handed_out(request: pytest.FixtureRequest) -> None:
    zora = new_user("zora@example.org")
    entry(zora, "credentials", id="mlt-ascp", issued="2024-06-12", expires="2027-06-30")
    done = entry(zora, "education_credits", on="2025-07-01", title="Blood films", points=2, kind="course")
    document = keep(zora)
    link_document(document, [done.public_id])
    file_of(document, request.getfixturevalue("folder")).write_bytes(b"something else")
    client = signed_in(zora)
    weak = see(client, PAGE).one("section", **{"aria-labelledby": "weak"})
    assert "“Transcript”, the proof of “Blood films”, can't be opened. Add it again." in weak.text
    assert f"/documents/{document.public_id}/" in weak.links
    read = PdfReader(BytesIO(body_of(client, f"{PAGE}pack.pdf")))
    assert "This file can't be opened any more." in read.pages[-1].extract_text()
    with ZipFile(BytesIO(body_of(client, f"{PAGE}pack.zip"))) as packed:
        assert packed.namelist() == ["index.pdf", "credits.csv"]


def test_cycle_before_has_a_pack_of_its_own_where_the_record_knows_it() -> None:
    zora = new_user("zora@example.org")
    entry(zora, "credentials", id="mlt-ascp", number="ZQ-1", issued="2021-06-20", expires="2024-06-30")
    entry(zora, "credentials", id="mlt-ascp", number="ZQ-2", issued="2024-06-12", expires="2027-06-30")
    entry(zora, "education_credits", on="2022-07-01", title="Blood films", points=2, kind="course")
    client = signed_in(zora)
    page = see(client, f"{PAGE}?cycle=before")
    assert "20 June 2021 to 30 June 2024" in page.text
    (saved,) = (link for link in page.links if link.endswith("pack.pdf?cycle=before"))
    text = " ".join(page.extract_text() for page in PdfReader(BytesIO(body_of(client, saved))).pages)
    assert "ZQ-1" in text
    assert "Blood films" in text


def test_cycle_before_that_nobody_knows_of_has_nothing_to_save() -> None:
    zora = new_user("zora@example.org")
    entry(zora, "credentials", id="mlt-ascp", number="ZQ-2", issued="2024-06-12", expires="2027-06-30")
    page = see(signed_in(zora), f"{PAGE}?cycle=before")
    check_page(page)
    assert "We know of no such cycle" in page.text
    assert not [link for link in page.links if "pack." in link]


def test_pack_that_is_too_heavy_says_so_on_the_page(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(audit_pdf, "_BINDER", "certway.exchange.no_such_binder")
    page = see(signed_in(holder()), f"{PAGE}pack.pdf", 422)
    assert "These proofs together are too heavy for one pack." in page.one("p", role="alert").text


def test_pack_is_saved_and_never_shown_or_kept() -> None:
    response = signed_in(holder()).get(f"{PAGE}pack.zip")
    response.close()
    assert response["Content-Disposition"] == 'attachment; filename="audit-mlt-ascp-2099.zip"'
    assert (response["X-Content-Type-Options"], response["Content-Type"]) == ("nosniff", "application/zip")


def test_pack_of_somebody_else_holds_nothing_of_hers() -> None:
    holder()
    other = signed_in(new_user("eve@example.org"))
    assert "Your record does not name the MLT (ASCP)" in see(other, PAGE).text
    assert "ZQ-1" not in PdfReader(BytesIO(body_of(other, f"{PAGE}pack.pdf"))).pages[0].extract_text()


def test_visitor_is_led_to_the_sign_in_and_what_has_no_rules_is_not_there() -> None:
    assert Visitor().get(PAGE).status_code == 302
    see(signed_in(new_user()), "/renew/cma-icma/audit/", 404)


@pytest.mark.parametrize("credits", [1, 3])
def test_more_credits_take_no_more_queries(credits: int, django_assert_max_num_queries: DjangoAssertNumQueries) -> None:
    zora = holder(credits=credits)
    for proved in Entry.objects.filter(section="education_credits"):
        link_document(keep(zora, title="Certificate"), [proved.public_id])
    client = signed_in(zora)
    see(client, PAGE)
    with django_assert_max_num_queries(8):
        see(client, PAGE)


def test_license_of_a_state_has_a_pack_too() -> None:
    zora = new_user("zora@example.org")
    entry(zora, "credentials", id="fl-technologist", number="FL-7", issued="2025-03-01", expires="2098-08-31")
    entry(zora, "education_credits", on="2097-12-01", title="Blood films", points=10, kind="course")
    client = signed_in(zora)
    page = see(client, "/renew/fl-technologist/audit/")
    check_page(page)
    assert page.heading == "Audit pack for the Technologist (FL)"
    assert "/renew/fl-technologist/audit/" in see(client, "/renew/fl-technologist/").links
    text = PdfReader(BytesIO(body_of(client, "/renew/fl-technologist/audit/pack.pdf"))).pages[0].extract_text()
    assert "FL-7" in text
    assert "Blood films" in text
