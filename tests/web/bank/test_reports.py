"""A report about a question is kept, answered by staff, and its answer seen by who sent it, and by nobody else."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from certway.actions.report_item import MOST_OPEN, answer_report, report_item
from certway.exchange.bank.shipped import shipped_bank
from certway.records.models import ItemReport
from members import new_user, signed_in, sure
from pages import read_page
from visitors import Visitor, see, send
from web.site.test_page_html import check_page

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 29, 12, tzinfo=UTC)


@pytest.fixture
def item() -> str:
    return shipped_bank().bank.by_topic["order-of-draw"][0].id


def staff() -> Visitor:
    client = Visitor()
    client.force_login(new_user("staff@example.org", staff=True))
    sure(client)
    return client


def test_report_is_kept_answered_and_seen_by_its_sender_alone(item: str) -> None:
    zora, eve = signed_in(new_user("zora@example.org")), signed_in(new_user("eve@example.org"))
    send(zora, f"/bank/questions/{item}/report/", {"text": " GP41 says\notherwise. "})
    page = see(zora, "/bank/reports/")
    check_page(page)
    assert "GP41 says otherwise." in page.text
    assert "waits for an answer" in page.text
    assert "GP41" not in see(eve, "/bank/reports/").text

    office = staff()
    waiting = see(office, "/bank/reports/open/")
    check_page(waiting)
    assert "zora" not in waiting.text
    (form,) = waiting.main.all("form")
    send(office, str(form.get("action")), {"answer": "You are right.", "mended": "1"})
    assert "mended: You are right." in see(zora, "/bank/reports/").text
    assert "No report waits for an answer." in see(office, "/bank/reports/open/").text


def test_report_says_when_the_question_was_changed_since(item: str) -> None:
    zora = new_user("zora@example.org")
    report_item(zora.pk, item, "Wrong.", at=NOW)
    ItemReport.objects.update(version="0" * 16)
    assert "The question was changed since." in see(signed_in(zora), "/bank/reports/").text


def test_same_report_is_kept_once_and_an_empty_one_not_at_all(item: str) -> None:
    zora = signed_in(new_user("zora@example.org"))
    for text in ("Wrong.", " Wrong. "):
        send(zora, f"/bank/questions/{item}/report/", {"text": text})
    for text, told in (("  ", "Write what is wrong"), ("x" * 2001, "That is longer than 2000 characters.")):
        page = read_page(send(zora, f"/bank/questions/{item}/report/", {"text": text}, 422))
        check_page(page)
        assert told in page.text
        assert page.one("textarea").text.strip() == text.strip()
    assert [row.text for row in ItemReport.objects.all()] == ["Wrong."]


def test_who_has_many_open_reports_waits(item: str) -> None:
    zora = new_user("zora@example.org")
    for number in range(MOST_OPEN):
        report_item(zora.pk, item, f"Wrong {number}.", at=NOW)
    client = signed_in(zora)
    send(client, f"/bank/questions/{item}/report/", {"text": "Once more."})
    assert ItemReport.objects.count() == MOST_OPEN
    assert "You have many reports that wait for an answer." in see(client, "/bank/reports/").text


def test_answer_is_given_once_and_says_something(item: str) -> None:
    zora = new_user("zora@example.org")
    report_item(zora.pk, item, "Wrong.", at=NOW)
    key = ItemReport.objects.get().public_id
    assert [answer_report(key, mended=False, answer=text, at=NOW) for text in (" ", "It is right.", "Again.")] == [
        False,
        True,
        False,
    ]
    assert ItemReport.objects.get().answer == "It is right."


def test_others_do_not_find_the_office_of_reports(item: str) -> None:
    for client in (Visitor(), signed_in(new_user("zora@example.org"))):
        see(client, "/bank/reports/open/", 404)
    zora = new_user("owner@example.org")
    report_item(zora.pk, item, "Wrong.", at=NOW)
    address = f"/bank/reports/{ItemReport.objects.get().public_id}/answer/"
    send(signed_in(new_user("eve@example.org")), address, {"answer": "No."}, 404)
    assert ItemReport.objects.get().state == "open"


def test_report_about_no_question_is_refused() -> None:
    send(signed_in(new_user("zora@example.org")), "/bank/questions/a/b/report/", {"text": "Wrong."}, 404)
    assert ItemReport.objects.count() == 0


@pytest.mark.parametrize(
    "change",
    [{"state": "lost"}, {"text": ""}, {"state": "mended"}, {"answer": "Yes."}, {"answered_at": NOW}],
    ids=lambda change: "-".join(change),
)
def test_database_refuses_a_report_that_cannot_be(item: str, change: dict[str, object]) -> None:
    report_item(new_user("zora@example.org").pk, item, "Wrong.", at=NOW)
    with pytest.raises(IntegrityError), transaction.atomic():
        ItemReport.objects.update(**change)


@pytest.mark.parametrize("address", ["/bank/reports/", "/bank/reports/open/"])
def test_list_asks_the_database_as_often_for_three_as_for_one(item: str, address: str) -> None:
    client, counts = staff(), []
    user = type(new_user("x@example.org")).objects.get(email="staff@example.org")
    for number in range(3):
        report_item(user.pk, item, f"Wrong {number}.", at=NOW)
        with CaptureQueriesContext(connection) as asked:
            see(client, address)
        counts.append(len(asked))
    assert counts[0] == counts[2]
