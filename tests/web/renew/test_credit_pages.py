"""The ledger, and the ways into it: upload, paste, type, table. Nothing is kept that nobody saw."""

from __future__ import annotations

from pathlib import Path

import pytest
import typst
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.http import HttpResponse
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings

from certway.core.person.record import Entry
from certway.exchange.credit_table import read_credits
from certway.records.models import Document, Person, Proof
from certway.records.models import Entry as EntryRow
from document_files import png
from kept_documents import file_of, folder
from members import new_user, signed_in
from pages import Element, filled, read_page
from visitors import Visitor, draft_of, record_of, see, send, undo, visitor_who_told
from web.site.test_page_html import check_page

__all__ = ["folder"]

pytestmark = pytest.mark.django_db

LEDGER, ADD, READ, UPLOAD = (
    "/renew/credits/",
    "/renew/credits/add/",
    "/renew/credits/add/read/",
    "/renew/credits/add/upload/",
)
IMPORT, TAKE, FILE = "/renew/credits/import/", "/renew/credits/import/take/", "/renew/credits.csv"
CERTIFICATE = """CERTIFICATE OF COMPLETION
This certifies that
Zora Quillfeather, CMA (AAMA)
has successfully completed the online course
Vaccine Storage and Handling
Completed: March 14, 2026      Date issued: March 20, 2026
Lakeside AHEC is accredited by IACET to offer 0.2 CEU for this program.
"""
TABLE = """Date,Title,Provider,Hours,Clinical,Approved by,Notes
3/4/2026,Infection control,AAMA,2,2,AAMA,good
2025-11-02,HIPAA,NHA,1.5,,NHA,
,A talk,,,,none,
Total,,,3.5,,,
"""
TOLD = """
education_credits:
- {on: 2026-03-04, title: Infection Control, points: 2, provider: AAMA, areas: {clinical: 2}, approved_by: [aama],
   kind: course}
- {on: 2024-05, title: Safe draws, points: 1.5}
- {title: A talk}
"""


@pytest.fixture(autouse=True)
def _kept_apart(folder: Path) -> None:
    """Keep what these tests write in a folder of its own."""


def credits(client: Visitor) -> list[Entry]:
    return [dict(entry) for entry in record_of(client).entries("education_credits") or ()]


def titles(client: Visitor) -> list[object]:
    return [entry.get("title") for entry in credits(client)]


def main_form(page: Element, action: str) -> dict[str, object]:
    """Return the form of a page that leads to an address, as it would be sent."""
    sent = filled(page.main.one("form", action=action))
    return {name: told if name in ("approved_by", "take") else told[0] for name, told in sent.items()}


def pasted(client: Visitor, text: str = CERTIFICATE) -> Element:
    return read_page(send(client, READ, {"text": text}, 200))


def uploaded(client: Visitor, content: bytes, name: str = "Vaccines.pdf") -> HttpResponse:
    form = main_form(see(client, ADD), UPLOAD)
    return client.post(UPLOAD, {**form, "file": SimpleUploadedFile(name, content)})


def pdf_of(text: str) -> bytes:
    return typst.compile("\n\n".join(text.splitlines()).encode())


def rows(page: Element) -> list[list[str]]:
    return [[cell.text for cell in row.all("th", "td")] for row in page.main.all("tr") if row.all("td")]


class TestLedger:
    def test_credits_stand_by_year_the_newest_first_with_their_sum(self) -> None:
        page = see(visitor_who_told(TOLD), LEDGER)
        check_page(page)

        assert page.heading == "You have 3 credits"
        assert page.main.texts("h2") == ["2026 2 points", "2024 1.5 points", "Without a day"]
        assert [row[0] for row in rows(page)] == [
            "Infection Control (Change)AAMA, Course, online or in a room",
            "Safe draws (Change)",
            "A talk (Change)",
        ]
        assert rows(page)[0][1:] == [
            "Finished 4 March 2026",
            "Points 2Clinical 2",
            "Approved by AAMA",
            "Proof No proof yet",
        ]

    def test_nothing_told_teaches_what_it_is_for(self) -> None:
        page = see(Visitor(), LEDGER)
        check_page(page)

        assert page.heading == "Your credits"
        assert page.main.texts("h2") == ["Three ways to fill it"]
        assert [ADD in page.links, IMPORT in page.links, FILE in page.links] == [True, True, True]

    def test_credit_leads_to_its_entry_and_to_where_a_proof_is_added(self) -> None:
        client = signed_in()
        send(client, ADD, {"title": "Safe draws", "on": "2026"})
        (key,) = draft_of(client).keys["education_credits"]
        links = see(client, LEDGER).links

        assert f"/record/credits/{key}/" in links
        assert f"/documents/add/?proves={key}" in links

    @pytest.mark.parametrize("account", [False, True])
    def test_three_credits_ask_the_database_as_often_as_one(self, account: bool) -> None:
        counts = []
        for number in (1, 3):
            client = signed_in(new_user(f"zora{number}@example.org")) if account else Visitor()
            for at in range(number):
                send(client, ADD, {"title": f"Course {at}", "on": f"202{at}", "points": "1"})
            with CaptureQueriesContext(connection) as seen:
                assert len(rows(see(client, LEDGER))) == number
            counts.append(len(seen))

        assert counts[0] == counts[1] <= 15

    def test_nobody_sees_anothers_credits(self) -> None:
        client, other = visitor_who_told(TOLD), Visitor()
        send(other, ADD, {"title": "Mine"})

        assert "Mine" not in see(client, LEDGER).text
        assert rows(see(other, LEDGER))[0][0] == "Mine (Change)"
        assert b"Safe draws" not in other.get(FILE).content


class TestFile:
    def test_ledger_goes_out_and_comes_in_the_same(self) -> None:
        client, other = visitor_who_told(TOLD), Visitor()
        response = client.get(FILE)
        assert response.headers["Content-Disposition"] == 'attachment; filename="certway-credits.csv"'
        page = read_page(other.post(IMPORT, {"file": SimpleUploadedFile("c.csv", response.content)}))
        send(other, TAKE, main_form(page, TAKE))

        assert credits(other) == credits(client)
        assert read_credits(response.content, "c").unknown_columns == ()

    def test_nothing_told_gives_the_headers(self) -> None:
        assert (
            Visitor().get(FILE).content.decode("utf-8-sig") == "date,title,provider,points,areas,approved by,kind\r\n"
        )


class TestPaste:
    def test_what_was_read_is_shown_with_its_line_and_not_kept(self) -> None:
        client = Visitor()
        page = pasted(client)
        check_page(page)
        form = main_form(page, ADD)

        assert {name: form[name] for name in ("title", "on", "points", "provider", "approved_by")} == {
            "title": "Vaccine Storage and Handling",
            "on": "March 14, 2026",
            "points": "0.2",
            "provider": "Lakeside AHEC",
            "approved_by": ["iacet"],
        }
        assert "On the certificate: “Completed: March 14, 2026”." in page.text
        assert "0.2 CEU (IACET) is 2 contact hours" in page.text
        assert Person.objects.count() == 0

    def test_name_on_the_certificate_is_neither_shown_nor_kept(self) -> None:
        client = Visitor()
        response = client.post(READ, {"text": CERTIFICATE})
        send(client, ADD, main_form(read_page(response), ADD))

        assert b"Quillfeather" not in response.content
        assert "Quillfeather" not in repr([*client.session.items()]) + repr(credits(client))

    def test_what_is_confirmed_is_kept_as_it_was_corrected(self) -> None:
        client = Visitor()
        form = main_form(pasted(client), ADD)
        send(client, ADD, {**form, "points": "2", "kind": "in-service"})
        (kept,) = credits(client)

        assert (kept["title"], kept["points"], kept["kind"], kept["approved_by"]) == (
            "Vaccine Storage and Handling",
            200,
            "in-service",
            ("iacet",),
        )

    def test_another_value_of_the_certificate_is_taken_by_its_button(self) -> None:
        client = Visitor()
        page = pasted(client)
        buttons = {one.get("value") for one in page.main.all("button", name="instead")}
        assert buttons == {"on=March 20, 2026", "points=2"}
        form = main_form(page, ADD)
        for button in sorted(buttons):
            page = read_page(send(client, ADD, {**form, "title": "My own words", "instead": button}, 200))
            form = main_form(page, ADD)

        assert (form["on"], form["points"], form["title"]) == ("March 20, 2026", "2", "My own words")
        assert credits(client) == []

    def test_mistake_keeps_the_lines_of_the_certificate(self) -> None:
        client = Visitor()
        form = main_form(pasted(client), ADD)
        page = read_page(send(client, ADD, {**form, "on": "soon"}, 422))
        check_page(page)

        assert "On the certificate: “Completed: March 14, 2026”." in page.text
        assert page.texts("div", cls="error") != []
        assert credits(client) == []

    def test_form_that_is_sent_twice_keeps_one_credit(self) -> None:
        client = Visitor()
        form = main_form(pasted(client), ADD)
        for _ in range(2):
            send(client, ADD, form)

        assert titles(client) == ["Vaccine Storage and Handling"]

    def test_credit_like_one_that_is_there_is_pointed_out(self) -> None:
        client = Visitor()
        send(client, ADD, main_form(pasted(client), ADD))
        (key,) = draft_of(client).keys["education_credits"]

        assert f"/record/credits/{key}/" in pasted(client).links

    def test_text_without_anything_leads_to_typing(self) -> None:
        client = Visitor()
        assert pasted(client, "hello there").heading == "We found nothing to read in it"
        for empty in ("", "  \n"):
            page = read_page(send(client, READ, {"text": empty}, 422))
            assert page.one("div", cls="mistakes").one("h2").text == "There is nothing to read"

    def test_what_was_typed_waits_while_she_signs_in_again(self) -> None:
        user = new_user()
        client = signed_in(user)
        form = main_form(pasted(client), ADD)
        client.logout()
        response = send(client, ADD, {**form, "title": "My own words"})
        client.force_login(user)
        page = see(client, response.url.partition("next=")[2])  # type: ignore[attr-defined]

        assert main_form(page, ADD)["title"] == "My own words"
        assert "On the certificate: “Completed: March 14, 2026”." in page.text

    @pytest.mark.parametrize("text", ["<script>alert(1)</script> Title: <b>x</b>", "Title: =cmd|x", "\x00" * 50])
    def test_hostile_text_is_shown_as_text(self, text: str) -> None:
        page = pasted(Visitor(), text)
        check_page(page)
        assert page.main.all("script", "b") == []


class TestUpload:
    def test_certificate_is_kept_read_and_proves_the_credit_once_it_is_confirmed(self) -> None:
        client = signed_in()
        response = uploaded(client, pdf_of(CERTIFICATE))
        document = Document.objects.get()
        page = see(client, response.url)  # type: ignore[attr-defined]
        check_page(page)
        assert (Proof.objects.count(), EntryRow.objects.count()) == (0, 0)
        form = main_form(page, ADD)
        assert (form["title"], form["on"]) == ("Vaccine Storage and Handling", "March 14, 2026")
        send(client, ADD, form)

        assert [str(proof.entry.public_id) for proof in document.proofs.all()] == [
            *draft_of(client).keys["education_credits"]
        ]
        assert rows(see(client, LEDGER))[0][-1] == "Proof Vaccines"

    def test_one_certificate_may_prove_several_credits(self) -> None:
        client = signed_in()
        address = uploaded(client, pdf_of(CERTIFICATE)).url  # type: ignore[attr-defined]
        for title in ("First day", "Second day"):
            send(client, ADD, {**main_form(see(client, address), ADD), "title": title})

        assert sorted(row[-1] for row in rows(see(client, LEDGER))) == ["Proof Vaccines", "Proof Vaccines"]

    def test_scan_is_kept_and_says_so(self) -> None:
        client = signed_in()
        page = see(client, uploaded(client, png(), "card.png").url)  # type: ignore[attr-defined]

        assert page.heading == "There is no text in this file"
        assert "Not found on the certificate" not in page.text
        send(client, ADD, {**main_form(page, ADD), "title": "CPR"})
        assert rows(see(client, LEDGER))[0][-1] == "Proof card"

    def test_form_that_is_sent_twice_keeps_one_document(self) -> None:
        client = signed_in()
        form = main_form(see(client, ADD), UPLOAD)
        sent = [client.post(UPLOAD, {**form, "file": SimpleUploadedFile("a.png", png())}) for _ in range(2)]

        assert sent[0].url == sent[1].url  # type: ignore[attr-defined]
        assert Document.objects.count() == 1

    def test_file_that_is_refused_says_why(self, settings: Settings) -> None:
        client = signed_in()
        for content, words in ((b"<html>", "The file is no PDF"), (None, "You chose no file")):
            files = {} if content is None else {"file": SimpleUploadedFile("a.pdf", content)}
            page = read_page(client.post(UPLOAD, {**main_form(see(client, ADD), UPLOAD), **files}))
            assert page.one("div", cls="mistakes").one("p").text.startswith(words)
        assert Document.objects.count() == 0

    def test_visitor_is_told_kindly_and_led_to_signing_in(self) -> None:
        client = Visitor()
        page = see(client, ADD)

        assert page.main.all("input", type="file") == []
        assert f"/account/sign-in/?next={ADD}" in page.links
        assert client.post(UPLOAD, {"file": SimpleUploadedFile("a.png", png())}).url.endswith(f"next={ADD}")  # type: ignore[attr-defined]

    def test_anothers_document_is_not_there(self) -> None:
        owner, other = signed_in(), signed_in(new_user("eve@example.org"))
        address = uploaded(owner, png()).url  # type: ignore[attr-defined]
        name = str(Document.objects.get().public_id)
        see(other, address, 404)
        send(other, ADD, {"title": "Stolen", "document": name}, 404)
        see(other, f"{ADD}?document=nonsense", 404)
        assert Visitor().get(address).status_code == 302

        assert (credits(other), Proof.objects.count()) == ([], 0)

    def test_certificate_whose_file_is_damaged_says_so(self, folder: Path) -> None:
        owner = signed_in(new_user("zora@example.org"))
        address = uploaded(owner, png()).url  # type: ignore[attr-defined]
        file_of(Document.objects.get(), folder).write_bytes(b"something else")
        page = see(owner, address, 422)
        check_page(page)
        alert = page.one("div", role="alert")
        assert "This document is damaged" in alert.text
        assert "If you have a copy, add it again." in alert.text


class TestTyping:
    def test_form_keeps_what_was_typed_and_offers_another(self) -> None:
        client = Visitor()
        form = main_form(see(client, ADD), ADD)
        response = send(client, ADD, {**form, "title": "Safe draws", "points": "1.5", "another": "1"})
        assert response.url == ADD  # type: ignore[attr-defined]

        assert credits(client) == [{"title": "Safe draws", "points": 150}]

    def test_credit_without_a_title_says_so_and_opens_the_form(self) -> None:
        page = read_page(send(Visitor(), ADD, {"points": "2"}, 422))
        check_page(page)

        assert page.main.texts("div", cls="error") != []
        assert "open" in page.main.one("details", cls="fold").attributes


class TestTable:
    def preview(self, client: Visitor, table: str = TABLE) -> Element:
        return read_page(send(client, IMPORT, {"text": table}, 200))

    def test_rows_are_shown_first_and_kept_as_one_change_that_is_undone_as_one(self) -> None:
        client = visitor_who_told("education_credits: [{title: Old}]")
        page = self.preview(client)
        check_page(page)
        assert titles(client) == ["Old"]
        assert page.main.texts("li")[-2:] == [
            "This column is not taken over: Notes.",
            "Line 5 holds a sum and is not taken over.",
        ]
        send(client, TAKE, main_form(page, TAKE))
        assert credits(client)[1:] == [
            {**read_credits(TABLE, "t").rows[0].entry},
            {**read_credits(TABLE, "t").rows[1].entry},
            {**read_credits(TABLE, "t").rows[2].entry},
        ]
        undo(client)

        assert titles(client) == ["Old"]

    def test_only_ticked_rows_are_kept(self) -> None:
        client = Visitor()
        form = main_form(self.preview(client), TAKE)
        send(client, TAKE, {**form, "take": ["1"]})

        assert titles(client) == ["HIPAA"]

    def test_what_looks_like_one_that_is_there_is_not_ticked(self) -> None:
        client = visitor_who_told(TOLD)
        page = self.preview(client, TABLE + "2025-11-02,hipaa,NHA,1.5,,,\n")
        boxes = page.main.all("input", type="checkbox")

        assert ["checked" in box.attributes for box in boxes] == [False, True, False, False]
        assert page.main.texts("small", cls="unknown") == ["Looks like one that you have"] * 3

    def test_form_that_is_sent_twice_keeps_each_row_once(self) -> None:
        client = Visitor()
        form = main_form(self.preview(client), TAKE)
        for _ in range(2):
            send(client, TAKE, form)

        assert len(credits(client)) == 3

    def test_second_table_adds_to_the_first(self) -> None:
        client = Visitor()
        asking = main_form(see(client, IMPORT), IMPORT)
        for title in ("One", "Two"):
            page = read_page(send(client, IMPORT, {**asking, "text": f"title\n{title}\n"}, 200))
            send(client, TAKE, main_form(page, TAKE))

        assert titles(client) == ["One", "Two"]

    def test_key_of_somebody_elses_entry_is_not_taken(self) -> None:
        client, other = Visitor(), Visitor()
        form = main_form(self.preview(client), TAKE)
        send(client, TAKE, form)
        send(other, TAKE, {**main_form(self.preview(other), TAKE), "key": form["key"]})

        assert (len(credits(client)), len(credits(other))) == (3, 3)

    def test_every_problem_is_named_and_nothing_kept(self) -> None:
        client = Visitor()
        page = read_page(send(client, IMPORT, {"text": "date,title,hours\nsoon,One,two\n,,3\n"}, 422))
        check_page(page)

        assert len(page.one("div", cls="mistakes").all("li")) == 3
        assert "soon,One,two" in page.main.one("textarea").text
        for told in ({}, {"text": " "}):
            assert "You chose no file" in read_page(send(client, IMPORT, told, 422)).text
        assert Person.objects.count() == 0

    def test_no_row_ticked_says_so(self) -> None:
        client = Visitor()
        form = {name: value for name, value in main_form(self.preview(client), TAKE).items() if name != "take"}
        page = read_page(send(client, TAKE, form, 422))
        check_page(page)

        assert page.one("div", cls="mistakes").one("h2").text == "Nothing was kept"
        assert [box for box in page.main.all("input", type="checkbox") if "checked" in box.attributes] == []

    def test_ticks_wait_while_she_signs_in_again(self) -> None:
        user = new_user()
        client = signed_in(user)
        form = {**main_form(self.preview(client), TAKE), "take": ["2"]}
        client.logout()
        response = send(client, TAKE, form)
        client.force_login(user)
        page = see(client, response.url.partition("next=")[2])  # type: ignore[attr-defined]
        send(client, TAKE, main_form(page, TAKE))

        assert titles(client) == ["A talk"]

    def test_three_rows_ask_the_database_as_often_as_one(self) -> None:
        counts = []
        for number in (1, 3):
            client = visitor_who_told(TOLD)
            table = "title\n" + "".join(f"Course {at}\n" for at in range(number))
            with CaptureQueriesContext(connection) as seen:
                page = self.preview(client, table)
            with CaptureQueriesContext(connection) as taken:
                send(client, TAKE, main_form(page, TAKE))
            counts.append((len(seen), len(taken)))

        assert counts[0] == counts[1]
        assert max(counts[0]) <= 15
