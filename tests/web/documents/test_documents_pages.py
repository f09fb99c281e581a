"""The pages of documents: kept, shown, handed out and removed for their owner, and for nobody else."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.http import HttpResponse
from django.shortcuts import resolve_url
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings

from certway.exchange.document_reading import MOST_BYTES
from certway.records.models import Document, Person, User
from certway.web.documents.views import MOST_BODY
from document_files import SCRIPT, archive, jpeg, pdf, png
from kept_documents import entry, file_of, folder, keep, user
from pages import Element, filled, read_page
from visitors import Visitor, see, send
from web.site.test_page_html import check_footer, check_page

__all__ = ["folder"]

pytestmark = pytest.mark.django_db

LIST, ADD = "/documents/", "/documents/add/"
HANDED_OUT = {
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "default-src 'none'; sandbox",
    "Cache-Control": "private, no-store",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Resource-Policy": "same-origin",
}


@pytest.fixture(autouse=True)
def _kept_apart(folder: Path) -> None:
    """Keep what these tests write in a folder of its own."""


def signed_in(owner: User) -> Visitor:
    client = Visitor()
    client.force_login(owner)
    return client


def add(client: Visitor, content: bytes, name: str = "Transcript 2024.pdf") -> HttpResponse:
    return client.post(ADD, {"file": SimpleUploadedFile(name, content)})


def refusal(response: HttpResponse) -> str:
    assert response.status_code == 422
    return read_page(response).one("div", cls="mistakes").one("p").text


def address_of(document: Document, part: str = "") -> str:
    return f"/documents/{document.public_id}/{part}"


class TestAdding:
    def test_file_is_kept_as_what_it_is_and_comes_back_as_it_was(self) -> None:
        client = signed_in(user())
        for content, name, kind, handed in (
            (pdf(), "Transcript 2024.pdf", "application/pdf", 'attachment; filename="Transcript 2024.pdf"'),
            (png(), "card.pdf", "image/png", 'attachment; filename="card.png"'),
            (jpeg(), "IMG_0001.HEIC", "image/jpeg", 'attachment; filename="IMG_0001.HEIC.jpg"'),
            (jpeg() + SCRIPT, "page.html", "image/jpeg", 'attachment; filename="page.html.jpg"'),
            (
                png() + archive(),
                "Zeugnis Åsa.jar",
                "image/png",
                "attachment; filename*=utf-8''Zeugnis%20%C3%85sa.jar.png",
            ),
            (pdf(), "../../etc/CON.pdf", "application/pdf", 'attachment; filename="document-CON.pdf"'),
        ):
            response = add(client, content, name)
            assert response.status_code == 302
            got = client.get(f"{response.url}file")  # type: ignore[attr-defined]

            assert (got.content, got.headers["Content-Type"], got.headers["Content-Disposition"]) == (
                content,
                kind,
                handed,
            )
            assert {header: got.headers[header] for header in HANDED_OUT} == HANDED_OUT

    @pytest.mark.parametrize(
        ("content", "words"),
        [
            (b"", "The file is empty."),
            (SCRIPT, "The file is no PDF, PNG or JPEG, whatever its name says."),
            (archive(), "The file is no PDF, PNG or JPEG, whatever its name says."),
            (pdf()[:-100], "The file doesn't open; it may have been cut short."),
            (png() + b"x" * (MOST_BYTES + 1 - len(png())), "The file is larger than 10 MiB."),
        ],
        ids=["empty", "html", "zip", "cut", "a byte too much"],
    )
    def test_file_that_is_refused_leaves_nothing(self, content: bytes, words: str, folder: Path) -> None:
        client = signed_in(user())

        assert refusal(add(client, content)).startswith(words)
        assert (Document.objects.count(), [path for path in folder.rglob("*/*/*") if path.is_file()]) == (0, [])

    def test_form_that_is_sent_twice_keeps_one_file(self, folder: Path) -> None:
        client, other = signed_in(user()), signed_in(user("eve@example.org"))
        form = filled(see(client, ADD).main.one("form"))
        sent = [one.post(ADD, {**form, "file": SimpleUploadedFile("a.pdf", pdf())}) for one in (client, client, other)]
        first, second, others = [response.url for response in sent]  # type: ignore[attr-defined]

        assert (first, Document.objects.count()) == (second, 2)
        assert others != first
        assert len([path for path in folder.rglob("*/*/*") if path.is_file()]) == 2

    def test_form_without_a_file_says_so(self) -> None:
        client = signed_in(user())

        assert refusal(client.post(ADD)) == "You chose no file. Choose one, then add it."
        body = b'--b\r\nContent-Disposition: form-data; name="file"; filename=".."\r\n\r\nx\r\n--b--\r\n'
        named = client.generic("POST", ADD, body, content_type="multipart/form-data; boundary=b")
        assert refusal(named) == "You chose no file. Choose one, then add it."

    def test_body_is_bounded_by_its_address(self) -> None:
        client = signed_in(user())
        for address, length, status in ((ADD, MOST_BODY, 422), (ADD, MOST_BODY + 1, 413), (LIST, MOST_BODY, 413)):
            response = client.generic("POST", address, b"", CONTENT_LENGTH=str(length))
            assert (address, length, response.status_code) == (address, length, status)

    @pytest.mark.django_db(transaction=True)
    def test_largest_file_never_touches_the_disk_as_it_is(
        self, folder: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        settings.FILE_UPLOAD_TEMP_DIR = str(folder / "nowhere")  # whatever wants to write there fails
        secret = os.urandom(32)
        content = jpeg() + secret * ((MOST_BYTES - len(jpeg())) // 32)
        client = signed_in(user())
        response = add(client, content, "photo.jpg")

        assert response.status_code == 302
        assert client.get(f"{response.url}file").content == content  # type: ignore[attr-defined]
        places = [path for place in (folder, Path(settings.DATA_FOLDER)) for path in place.rglob("*") if path.is_file()]
        assert sum(path.stat().st_size for path in places) > len(content)
        assert [path for path in places if secret in path.read_bytes()] == []

    def test_quota_is_shown_and_held_to(self) -> None:
        zora = user()
        keep(zora, b"%PDF-" + b"x" * (5 * 1024 * 1024))
        client = signed_in(zora)
        assert "You use 5.1 MiB of 200 MiB." in see(client, LIST).text
        Document.objects.update(size_bytes=MOST_BYTES)
        like = Document.objects.get()
        for at in range(19):
            like.pk, like.public_id, like.stored_name = None, f"01920000-0000-7000-8000-{at:012}", f"{at:032}"
            like.save(force_insert=True)

        assert refusal(add(client, pdf())).startswith("The file has 1 KiB, and you have 0 KiB left of 200 MiB.")


class TestPages:
    def test_list_and_document_say_what_they_are(self) -> None:
        zora = user()
        job = entry(zora, "work", role="medical-assistant", **{"from": "2019-09-23"})
        card = entry(zora, "cards", kind="cpr", issued="2026-01")
        document, client = keep(zora), signed_in(zora)
        page = see(client, LIST)
        assert page.one("ul", cls="documents").text.startswith(
            "Transcript PDF, 1 KiB, added 23 November 2026 Say what it proves"
        )

        address = address_of(document)
        form = see(client, address).main.one("form")
        assert [one.text for one in form.all("label", cls="choice")] == [
            "Job: Medical assistant, 23 September 2019",
            "Card: CPR card, January 2026",
        ]
        send(client, address, {"title": " Proof of\u202e work ", "proves": [str(job.public_id)]})
        assert "Proves one entry of your record" in see(client, LIST).text
        again = see(client, address)
        assert (again.heading, filled(again.main.one("form"))["proves"]) == ("Proof of work", [str(job.public_id)])
        assert filled(again.main.one("form"))["title"] == ["Proof of work"]
        send(client, address, {"title": "Proof", "proves": [str(card.public_id)]})
        assert list(document.proofs.values_list("entry", flat=True)) == [card.pk]

    def test_title_that_cannot_be_seen_is_refused(self) -> None:
        zora = user()
        document, client = keep(zora), signed_in(zora)
        for title in ("", "  ", "\u200b", "x" * 121):
            send(client, address_of(document), {"title": title}, 422)
        assert Document.objects.get().title == "Transcript"

    def test_removing_asks_once_and_is_for_good(
        self, folder: Path, django_capture_on_commit_callbacks: Callable
    ) -> None:
        zora = user()
        document, client = keep(zora), signed_in(zora)
        page = see(client, address_of(document, "remove/"))
        assert "“Transcript” is deleted with its key." in page.text
        with django_capture_on_commit_callbacks(execute=True):
            send(client, address_of(document, "remove/"))

        assert (Document.objects.count(), file_of(document, folder).exists()) == (0, False)
        assert client.get(address_of(document, "remove/")).status_code == 404
        send(client, address_of(document, "remove/"))  # in another window, a second time

    @pytest.mark.parametrize(
        ("harm", "words"),
        [
            (lambda path, _key: path.unlink(), "Its file is missing on our side."),
            (lambda path, _key: path.write_bytes(path.read_bytes()[:-1]), "Its file was changed on our side."),
            (lambda _path, key: key.write_text("A" * 43 + "="), "The key that opens it is missing on our side."),
        ],
        ids=["missing", "changed", "no key"],
    )
    def test_damaged_document_is_said_and_not_handed_out(
        self, folder: Path, harm: Callable[[Path, Path], object], words: str, caplog: pytest.LogCaptureFixture
    ) -> None:
        zora = user()
        document = keep(zora)
        harm(file_of(document, folder), folder / "documents.key")
        response = signed_in(zora).get(address_of(document, "file"))

        assert (response.status_code, response.headers["Content-Type"]) == (500, "text/html; charset=utf-8")
        page = read_page(response)
        check_page(page)
        assert (page.heading, words in page.text) == ("This document is damaged", True)
        assert f"document {document.public_id} is damaged" in caplog.text
        assert "Transcript" not in caplog.text

    def test_every_page_is_sound_and_words_stay_words(self) -> None:
        zora = user()
        entry(zora, "work", role="<b>juggler</b>")
        wicked = keep(zora, title="<script>alert('x')</script>{{ 7 }}\"")
        client = signed_in(zora)
        pages: list[Element] = [
            see(signed_in(user("new@example.org")), LIST),
            *(see(client, address) for address in (LIST, ADD, address_of(wicked), address_of(wicked, "remove/"))),
            read_page(client.post(ADD)),
            read_page(client.post(address_of(wicked), {"title": ""})),
        ]
        for page in pages:
            check_page(page)
            check_footer(page)
        assert pages[3].heading == wicked.title

    def test_list_asks_as_often_for_three_documents_as_for_one(self) -> None:
        zora = user()
        document, client, counts = keep(zora), signed_in(zora), []
        for _turn in range(2):
            addresses = (LIST, ADD, address_of(document), address_of(document, "file"))
            with CaptureQueriesContext(connection) as seen:
                assert [client.get(address).status_code for address in addresses] == [200] * 4
            counts.append(len(seen))
            for _at in range(2):
                entry(zora, "work", role="other").proofs.create(document=keep(zora))

        assert counts[0] == counts[1] <= 20


class TestAccess:
    @pytest.mark.parametrize("part", ["", "file", "remove/"])
    def test_document_is_its_owners_alone(self, part: str) -> None:
        zora = user()
        document, before = keep(zora), Person.objects.count()
        staff = user("staff@example.org", is_superuser=True)
        for other in (user("maria@example.org"), staff):
            client = signed_in(other)
            assert client.get(address_of(document, part)).status_code == 404
            assert client.post(address_of(document, part), {"title": "mine"}).status_code in (302, 404, 405)
            assert see(client, LIST).all("ul", cls="documents") == []
        visitor = Visitor().get(address_of(document, part))
        sign_in = f"{resolve_url('account_login')}?next={address_of(document, part)}"

        assert (visitor.status_code, visitor.url) == (302, sign_in)  # type: ignore[attr-defined]
        assert signed_in(zora).get(address_of(document, part)).status_code == 200
        assert (Document.objects.get().title, Document.objects.get().person.owner) == ("Transcript", zora)
        assert Person.objects.count() == before + 2

    def test_nobody_else_can_let_it_prove_anything(self) -> None:
        zora, maria = user(), user("maria@example.org")
        document, hers = keep(zora), entry(maria, "work", role="other")
        response = signed_in(zora).post(address_of(document), {"title": "Mine", "proves": [str(hers.public_id)]})

        assert response.status_code in (302, 422)
        assert document.proofs.count() == 0

    def test_form_without_its_token_changes_nothing(self) -> None:
        zora = user()
        document, client = keep(zora), Visitor(enforce_csrf_checks=True)
        client.force_login(zora)
        for address in (ADD, address_of(document), address_of(document, "remove/")):
            assert client.post(address, {"title": "x"}).status_code == 403
        assert Document.objects.count() == 1


class TestInTheRecord:
    def test_proofs_stand_at_their_entries_and_cost_no_more_queries_for_more_entries(self) -> None:
        owner = user()
        client, counts = signed_in(owner), []
        for number in range(3):
            made = entry(owner, "cards", kind="cpr")
            document = keep(owner, title=f"Card {number}")
            document.proofs.create(entry=made)
            pages = ("/record/", "/record/cards/", f"/record/cards/{made.public_id}/")
            for address in pages:
                see(client, address)
            with CaptureQueriesContext(connection) as seen:
                told = [see(client, address) for address in pages]
            counts.append(len(seen))

            assert "You keep" in told[0].main.text
            assert f"Card {number}" in told[1].all("li", cls="card")[number].text
            assert f"Proved by: Card {number} Add a proof" in told[2].main.text
            assert address_of(document) in told[2].links
            assert f"{ADD}?proves={made.public_id}" in told[2].links
        assert counts[0] == counts[2]
        other = signed_in(user("other@example.org"))
        assert "Card 0" not in see(other, "/record/cards/").main.text

    def test_proof_is_added_from_its_entry(self) -> None:
        owner = user()
        client, job = signed_in(owner), entry(owner, role="phlebotomist")
        address = f"{ADD}?proves={job.public_id}"
        asking = see(client, address).main.text
        assert ("a proof of this entry" in asking, "hlebotomist" in asking) == (True, True)
        client.post(address, {"file": SimpleUploadedFile("Letter.pdf", pdf())})

        assert [proof.entry for proof in Document.objects.get().proofs.all()] == [job]

    def test_entry_of_somebody_else_is_not_proved(self) -> None:
        client, hers = signed_in(user()), entry(user("other@example.org"), role="phlebotomist")
        for named in (str(hers.public_id), "soon"):
            assert "a proof of this entry" not in see(client, f"{ADD}?proves={named}").main.text
            client.post(f"{ADD}?proves={named}", {"file": SimpleUploadedFile("Letter.pdf", pdf())})

        assert [document.proofs.count() for document in Document.objects.all()] == [0, 0]

    def test_visitor_learns_that_documents_need_an_account(self) -> None:
        client = Visitor()
        send(client, "/record/cards/new/", {"kind": "cpr"})
        page = see(client, "/record/cards/")

        assert ("/account/sign-up/" in page.main.links, "Add a proof" in page.main.text) == (True, False)
