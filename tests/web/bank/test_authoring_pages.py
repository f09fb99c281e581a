"""Staff write, publish, change, retire and bring in questions; nobody else finds any of it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from builders.sheets_of_items import CLEAN
from certway.actions.publish_item import retire_item
from certway.actions.write_item import begin_item, save_draft
from certway.exchange.bank.shipped import shipped_bank
from certway.records.models import User, WrittenItem
from members import new_user, signed_in, sure
from pages import read_page
from visitors import Visitor, see, send
from web.site.test_page_html import check_page

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 29, 12, tzinfo=UTC)
PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 20
GIFT = b"::Largest:: Which is the largest organ? {=Skin#Yes. ~Liver#No. ~Heart#No. ~Lung#No.}\n\n::Essay:: Tell. {}\n"


@pytest.fixture
def staff() -> Visitor:
    client = Visitor()
    client.force_login(new_user("staff@example.org", staff=True))
    return sure(client)


@pytest.fixture
def item() -> str:
    return shipped_bank().bank.by_topic["order-of-draw"][0].id


def draft(**changes: str) -> UUID:
    key = begin_item("order-of-draw", "single", at=NOW)
    save_draft(key, {**CLEAN, **changes}, saves=1, at=NOW)
    return key


def told(**changes: str) -> dict[str, str]:
    return {**CLEAN, "saves": "2", **changes}


def test_question_is_begun_filled_in_and_published(staff: Visitor) -> None:
    begun = see(staff, "/bank/authoring/new/?topic=order-of-draw")
    check_page(begun)
    address = send(staff, "/bank/authoring/new/", {"topic": "order-of-draw", "type": "single"}).headers["Location"]
    page = see(staff, address)
    check_page(page)
    assert page.text.count("Fill this in.") > 0
    send(staff, address, {**told(saves="1"), "do": "save"})
    kept = see(staff, address)
    check_page(kept)
    assert "Nothing to mend." in kept.text
    question = send(staff, address, {**told(), "do": "publish"}).headers["Location"]
    shown = see(staff, question)
    check_page(shown)
    assert CLEAN["stem"] in shown.text
    assert question in see(Visitor(), "/bank/topics/order-of-draw/").links
    assert question in see(Visitor(), "/bank/?q=syringe+coagulation+hematology").links
    assert "In the bank (1)" in see(staff, "/bank/authoring/?on=standing").text


@pytest.mark.parametrize("kind", ["single", "multiple", "ordering", "matching", "number"])
def test_sheet_of_every_kind_asks_for_what_it_needs(staff: Visitor, kind: str) -> None:
    address = send(staff, "/bank/authoring/new/", {"topic": "order-of-draw", "type": kind}).headers["Location"]
    page = read_page(send(staff, address, {"type": kind, "topic": "order-of-draw", "saves": "1", "do": "publish"}, 422))
    check_page(page)
    assert page.one("div", cls="mistakes").text.startswith("Saved, and not published yet")
    assert {"#question-stem", "#question-source", "#question-part"} <= {*page.links}
    (rows,) = [str(box.get("value")) for box in page.all("input") if box.get("name") == "rows"]
    told = {"type": kind, "topic": "order-of-draw", "saves": "2", "rows": rows, "do": "more"}
    more = send(staff, address, told, 200)
    assert len(read_page(more).all("fieldset")) == len(page.all("fieldset")) + 1


def test_check_tells_what_is_found_and_keeps_nothing(staff: Visitor) -> None:
    address = f"/bank/authoring/{draft()}/check/"
    clean = send(staff, address, told(), 200).content.decode()
    assert "Nothing to mend." in clean
    assert 'id="lint-count" hx-swap-oob="true"' in clean
    flawed = send(staff, address, told(**{"text-1": "Never a gray <b>top</b>"}), 200).content.decode()
    assert "1 thing to mend." in flawed
    assert "&#x27;Never&#x27;" in flawed
    assert "Never a gray" not in str(WrittenItem.objects.get().sheet)
    WrittenItem.objects.all().delete()
    assert send(staff, address, told(), 204).content == b""


def test_flaw_is_published_once_it_is_ticked(staff: Visitor) -> None:
    address = f"/bank/authoring/{draft()}/"
    flawed = told(**{"text-1": "Never a gray top"})
    refused = read_page(send(staff, address, {**flawed, "do": "publish"}, 422))
    assert "with-flaws" in {box.get("name") for box in refused.all("input")}
    send(staff, address, {**flawed, "saves": "3", "do": "publish", "with-flaws": "1"})


def test_two_of_staff_do_not_write_over_each_other(staff: Visitor) -> None:
    address = f"/bank/authoring/{draft()}/"
    send(staff, address, {**told(stem="Hers?"), "do": "save"})
    late = read_page(send(staff, address, {**told(stem="His?"), "do": "save"}, 409))
    assert "Somebody else saved this draft meanwhile." in late.text
    assert late.one("textarea", id="stem").text.strip() == "His?"
    assert (WrittenItem.objects.get().sheet or {})["stem"] == "Hers?"
    (saves,) = [box.get("value") for box in late.all("input") if box.get("name") == "saves"]
    send(staff, address, {**told(stem="His?", saves=str(saves)), "do": "save"})
    assert (WrittenItem.objects.get().sheet or {})["stem"] == "His?"


def test_shipped_question_is_changed_and_its_versions_told(staff: Visitor, item: str) -> None:
    address = send(staff, f"/bank/questions/{item}/change/").headers["Location"]
    page = see(staff, address)
    check_page(page)
    row = WrittenItem.objects.get()
    changed = {**(row.sheet or {}), "stem": "Which comes before all others?", "saves": str(row.saves)}
    send(staff, address, {**changed, "do": "publish", "with-flaws": "1", "change": "Plainer."})
    versions = see(staff, f"/bank/authoring/{row.public_id}/versions/")
    check_page(versions)
    assert versions.one("ins").text == "Which comes before all others?"
    assert "Plainer." in versions.text
    assert "Which comes before all others?" in see(Visitor(), f"/bank/questions/{item}/").text


def test_retired_question_says_so_and_is_put_back(staff: Visitor, item: str) -> None:
    send(staff, f"/bank/questions/{item}/retire/", {"why": " "})
    assert "Nothing was retired" in see(staff, f"/bank/questions/{item}/").text
    send(staff, f"/bank/questions/{item}/retire/", {"why": "The standard changed."})
    gone = see(Visitor(), f"/bank/questions/{item}/")
    check_page(gone)
    assert gone.one("p", cls="caution").text.endswith(": The standard changed.")
    assert f"/bank/questions/{item}/" not in see(Visitor(), "/bank/topics/order-of-draw/").links
    forms = [str(form.get("action")) for form in see(staff, f"/bank/questions/{item}/").main.all("form")]
    assert [form.endswith("/restore/") for form in forms] == [True]
    send(staff, forms[0])
    assert f"/bank/questions/{item}/" in see(Visitor(), "/bank/topics/order-of-draw/").links


def test_draft_is_thrown_away_by_who_is_sure(staff: Visitor) -> None:
    address = f"/bank/authoring/{draft()}/discard/"
    send(staff, address)
    assert WrittenItem.objects.count() == 1
    send(staff, address, {"sure": "1"})
    assert WrittenItem.objects.count() == 0


def test_picture_is_put_on_the_sheet_and_seen(staff: Visitor) -> None:
    key = draft()
    address = f"/bank/authoring/{key}/"
    send(staff, f"{address}picture/", {"file": SimpleUploadedFile("tube.png", PNG)})
    page = see(staff, address)
    check_page(page)
    (source,) = [str(image.get("src")) for image in page.one("figure").all("img")]
    shown = staff.get(source)
    assert (shown.content, shown.headers["Content-Type"]) == (PNG, "image/png")
    assert "sandbox" in shown.headers["Content-Security-Policy"]
    assert "The picture in words" in page.text
    send(staff, f"{address}picture/", {"file": SimpleUploadedFile("tube.png", b"<html>")})
    assert "The picture was not taken: it is no PNG" in see(staff, address).text


def test_file_of_another_tool_is_brought_in(staff: Visitor) -> None:
    check_page(see(staff, "/bank/authoring/bring/"))
    sent = {"file": SimpleUploadedFile("organs.gift", GIFT), "topic": "", "source": "", "format": ""}
    page = read_page(send(staff, "/bank/authoring/bring/", sent, 200))
    check_page(page)
    assert page.heading == "1 draft was made"
    assert "“organs.gift” holds 2 questions." in page.text
    assert page.one("dl").text.startswith("Essay")
    (line,) = see(staff, "/bank/authoring/").all("li", cls="card")
    assert "Which is the largest organ?" in line.text


@pytest.mark.parametrize(
    ("name", "content", "problem"),
    [
        ("organs.docx", b"x", "does not tell its format"),
        ("organs.zip", b"x", "organs.zip"),
        ("organs.csv", b"x" * (10 * 1024 * 1024 + 1), "larger than 10 MiB"),
    ],
    ids=["unknown", "broken", "large"],
)
def test_file_that_is_not_taken_says_why(staff: Visitor, name: str, content: bytes, problem: str) -> None:
    sent = {"file": SimpleUploadedFile(name, content), "topic": "", "source": "", "format": ""}
    page = read_page(send(staff, "/bank/authoring/bring/", sent, 422))
    check_page(page)
    assert problem in page.one("p", cls="error").text
    assert WrittenItem.objects.count() == 0


def test_clean_drafts_are_published_at_once(staff: Visitor) -> None:
    draft()
    draft(part="")
    page = read_page(staff.post("/bank/authoring/publish/", follow=True))
    assert "1 question was published." in page.text
    assert "1 draft is left" in page.text


def test_lists_are_sound_empty_full_and_beyond_their_end(staff: Visitor) -> None:
    for shelf in ("drafts", "standing", "retired", "nonsense"):
        check_page(see(staff, f"/bank/authoring/?on={shelf}&page=9"))
    draft()
    retire_item(User.objects.get(), shipped_bank().bank.items[0].id, "Old.", at=NOW)
    for shelf in ("drafts", "retired"):
        check_page(see(staff, f"/bank/authoring/?on={shelf}&page=²"))


def test_nobody_else_finds_a_draft_or_does_anything(item: str) -> None:
    key = draft()
    gets = ["", "new/", "bring/", f"{key}/", f"{key}/versions/"]
    posts = [
        "new/",
        "bring/",
        "publish/",
        *(f"{key}/{what}" for what in ("", "check/", "picture/", "discard/", "restore/")),
    ]
    for client in (Visitor(), signed_in(new_user("zora@example.org"))):
        for address in gets:
            see(client, f"/bank/authoring/{address}", 404)
        for address in posts:
            send(client, f"/bank/authoring/{address}", {"sure": "1"}, 404)
        for what in ("change", "retire"):
            send(client, f"/bank/questions/{item}/{what}/", {"why": "No."}, 404)
        page = see(client, f"/bank/questions/{item}/")
        assert "For staff" not in page.text
    assert WrittenItem.objects.count() == 1
    assert (WrittenItem.objects.get().sheet or {}) == CLEAN


def _drafts() -> None:
    draft()


def _events() -> None:
    number = WrittenItem.objects.filter(retired_at__isnull=False).count()
    retire_item(User.objects.get(), shipped_bank().bank.items[number].id, "Old.", at=NOW)


@pytest.mark.parametrize(
    ("address", "more"), [("?on=drafts", _drafts), ("?on=retired", _events)], ids=["drafts", "retired"]
)
def test_list_asks_the_database_as_often_for_three_as_for_one(
    staff: Visitor, address: str, more: Callable[[], None]
) -> None:
    counts = []
    for _ in range(3):
        more()
        see(staff, "/bank/")  # the bank is built anew
        with CaptureQueriesContext(connection) as asked:
            see(staff, f"/bank/authoring/{address}")
        counts.append(len(asked))
    assert counts[0] == counts[2]


def test_versions_ask_the_database_as_often_for_three_as_for_one(staff: Visitor, item: str) -> None:
    user, counts = User.objects.get(), []
    for _ in range(3):
        retire_item(user, item, "Old.", at=NOW)
        key = WrittenItem.objects.get().public_id
        with CaptureQueriesContext(connection) as asked:
            see(staff, f"/bank/authoring/{key}/versions/")
        counts.append(len(asked))
        send(staff, f"/bank/authoring/{key}/restore/")
    assert counts[0] == counts[2]
