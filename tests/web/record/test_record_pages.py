"""The record's pages: every section with every field, history, an earlier day, JSON Resume."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from builders.everything import EVERY_KIND
from builders.records import record
from certway.core.person.draft import Draft
from certway.core.person.record import OPEN, Record
from certway.core.person.topics import RECORD, Topic
from certway.exchange.person_file import dump_person
from certway.records.history import changes_of
from certway.records.models import Change, Revision, SectionTold
from pages import Element, filled, read_page
from visitors import (
    MARIA,
    ZORA,
    Visitor,
    draft_of,
    record_of,
    see,
    send,
    undo,
    upload,
    visit_of,
    visitor_who_told,
)
from web.site.test_page_html import check_page

pytestmark = pytest.mark.django_db

RESUME = {
    "basics": {"name": "Zora Quillfeather"},
    "work": [{"name": "Riverside Clinic", "position": "Juggler", "startDate": "2020-05"}],
    "certificates": [{"name": "CMA (AAMA)", "date": "2024-02-10", "issuer": "AAMA"}],
}


def test_record_tells_every_section_in_a_few_words() -> None:
    page = see(visitor_who_told(ZORA), "/record/")
    lines = page.texts("li", cls="done")

    assert page.heading == "Your record tells about 11 of 13 things"
    assert lines[0].startswith("About you Zora Quillfeather lives in Vermont born 19 March 1987")
    assert len(page.all("li", cls="open")) == 2


def test_empty_record_says_what_it_is_for() -> None:
    page = see(Visitor(), "/record/")

    assert page.heading == "Your record is empty"
    assert page.main.all("a", cls="button")[0].get("href") == "/where-you-stand/"


@pytest.mark.parametrize("topic", RECORD, ids=lambda topic: topic.id)
def test_form_that_nobody_touched_changes_nothing(topic: Topic) -> None:
    """Every field of every kind comes back as it was told, also what a file alone can say."""
    client = visitor_who_told(dump_person(EVERY_KIND).replace("field: ''", "field: x"))
    before, changes = draft_of(client), Change.objects.count()
    keys = before.keys.get(topic.table.name, ("",))
    addresses = [
        reverse("record:entry", args=[topic.id, key]) if key else reverse("record:section", args=[topic.id])
        for key in keys
    ]
    for address in addresses if keys != () else ():
        form = see(client, address).main.all("form")[0]
        sent = client.post(address, filled(form))
        assert sent.status_code == 302, read_page(sent).text

    assert (draft_of(client), Change.objects.count()) == (before, changes)


def test_entry_is_told_with_all_of_its_fields_at_once() -> None:
    client = Visitor()
    first = {
        "title": "Infection control update", "on": "March 2, 2025", "provider": "AAMA", "points": "2",
        "areas_clinical": "2", "approved_by": "aama", "kind": "course", "another": "1",
    }  # fmt: skip
    again = client.post("/record/credits/new/", first)
    done = client.post("/record/credits/new/", {"title": "Phlebotomy safety"})

    assert (again["Location"], done["Location"]) == ("/record/credits/new/", "/record/credits/")
    assert dump_person(record_of(client)) == (
        "certway: 1\neducation_credits:\n"
        "- on: 2025-03-02\n  title: Infection control update\n  provider: AAMA\n  points: 2\n"
        "  areas:\n    clinical: 2\n  approved_by:\n  - aama\n  kind: course\n"
        "- title: Phlebotomy safety\n"
    )
    page = see(client, "/record/credits/")
    assert page.texts("li", cls="card")[0].startswith(
        "Infection control update 2 March 2025, AAMA, 2 points, Clinical 2"
    )


def test_fee_needs_its_credential_and_everything_typed_stays() -> None:
    client = Visitor()
    refused = client.post("/record/fees/new/", {"on": "April 20, 2026", "usd": "$75.50"})
    page = read_page(refused)

    assert (refused.status_code, draft_of(client)) == (422, Draft())
    assert "Choose the credential that you paid for." in page.main.text
    assert [box.get("value") for box in page.all("input") if box.get("name") == "usd"] == ["$75.50"]
    send(client, "/record/fees/new/", {"credential": "rma-amt", "kind": "annual", "usd": "$75.50"})
    assert record_of(client) == record(fees_paid=[{"credential": "rma-amt", "kind": "annual", "usd": 75.5}])


def test_word_that_only_a_file_knows_stays_through_the_form() -> None:
    told = "education_credits: [{title: x, approved_by: [cap, aama], areas: {cytology: 1.5}}]"
    client = visitor_who_told(told)
    before = draft_of(client)
    address = reverse("record:entry", args=["credits", before.keys["education_credits"][0]])
    send(client, address, filled(see(client, address).main.all("form")[0]))

    assert draft_of(client) == before


def test_removed_entry_comes_back_by_undo() -> None:
    client = visitor_who_told(ZORA)
    told = draft_of(client)
    (key,) = told.keys["work"]
    send(client, f"/record/work/{key}/remove/")
    page = see(client, "/record/work/")

    assert (record_of(client).entries("work"), len(page.all("form", cls="undo"))) == ((), 1)
    undo(client)
    assert draft_of(client) == told


def test_none_is_said_and_taken_back() -> None:
    client = Visitor()
    send(client, "/record/fees/", {"have": "no"})
    assert record_of(client) == record(fees_paid=[])
    send(client, "/record/fees/", {"have": "skip"})
    assert record_of(client) == Record()


class TestHistory:
    def test_every_change_stands_there_and_the_record_can_be_put_back(self) -> None:
        client = visitor_who_told(ZORA)
        told = draft_of(client)
        upload(client, MARIA)
        page = see(client, "/record/history/")
        (latest, first) = page.all("li", cls="card")

        assert page.heading == "2 changes of your record"
        assert "You loaded a whole record. 1 added, 6 removed and 4 changed. See each" in latest.text
        assert "About you: added “Zora Quillfeather”" in first.text
        asking = see(client, latest.one("a", cls="quiet").get("href"))
        check_page(asking)
        assert "“Maria Ortega” becomes “Zora Quillfeather”" in asking.main.text
        assert "Comes back: a card: CPR card, issued 13 January 2026, until 13 January 2028" in asking.main.text
        assert draft_of(client) != told
        send(client, "/record/history/restore/", filled(asking.main.one("form")))
        assert draft_of(client) == told
        assert "You put the record back" in see(client, "/record/history/").all("li", cls="card")[0].text

    def test_each_change_says_what_it_did(self) -> None:
        client = Visitor()
        job = {"role": "medical-assistant", "hours_per_week": "20"}
        send(client, "/record/work/new/", job)
        (key,) = draft_of(client).keys["work"]
        send(client, f"/record/work/{key}/", {**job, "hours_per_week": "36", "supervised": "yes"})
        send(client, "/record/cards/", {"have": "no"})
        send(client, "/record/cards/", {"have": "skip"})
        send(client, f"/record/work/{key}/remove/")
        undo(client)
        cards = see(client, "/record/history/").all("li", cls="card")

        assert [card.texts("li") for card in reversed(cards)] == [
            ["Added a job: Medical assistant, 20 hours a week"],
            ["Changed a job, Medical assistant: added “supervised”; “20 hours a week” became “36 hours a week”"],
            ["Cards: you said that you have none"],
            ["Cards: nothing is told any more"],
            ["Removed a job: Medical assistant, 36 hours a week, supervised"],
            ["Added a job: Medical assistant, 36 hours a week, supervised"],
        ]
        moments = [card.one("strong").text for card in cards]
        assert f"You undid the change of {moments[1]}." in cards[0].text
        assert f"Undone on {moments[0]}." in cards[1].text
        assert ["Undone on" in card.text for card in cards[2:]] == [False] * 4

    def test_nothing_is_put_back_where_nothing_differs(self) -> None:
        client = Visitor()
        send(client, "/record/cards/", {"have": "no"})
        send(client, "/record/cards/", {"have": "skip"})
        first = see(client, "/record/history/").all("li", cls="card")[1]
        page = see(client, first.one("a", cls="quiet").get("href"))

        assert (page.main.all("form"), "There is nothing to put back." in page.main.text) == ([], True)

    def test_change_of_somebody_else_can_t_be_put_back(self) -> None:
        zora, other = visitor_who_told(ZORA), visitor_who_told(MARIA)
        told = draft_of(other)
        change = changes_of(visit_of(zora)).first()
        assert change is not None
        send(other, "/record/history/restore/", {"change": change.public_id}, 404)
        see(other, f"/record/history/restore/?change={change.public_id}", 404)

        assert draft_of(other) == told

    def test_list_asks_as_often_for_three_changes_as_for_one(self) -> None:
        client, counts = Visitor(), []
        for number in range(3):
            send(client, "/record/procedures/", {"injection": str(number)})
            with CaptureQueriesContext(connection) as seen:
                see(client, "/record/history/")
            counts.append(len(seen))

        assert counts[0] == counts[2] <= 15

    def test_many_changes_are_shown_a_page_at_a_time(self) -> None:
        client = Visitor()
        for number in range(27):
            send(client, "/record/procedures/", {"injection": str(number)})

        assert len(see(client, "/record/history/").all("li", cls="card")) == 25
        page = see(client, "/record/history/?page=2")
        assert (len(page.all("li", cls="card")), "/record/history/" in page.main.text) == (2, False)
        for wrong in ("0", "x", "-1", "9999999"):
            see(client, f"/record/history/?page={wrong}", 404)


def test_removed_entry_is_put_back_from_the_history_beside_what_was_told_since() -> None:
    client = visitor_who_told(ZORA)
    told = draft_of(client)
    send(client, f"/record/work/{told.keys['work'][0]}/remove/")
    send(client, "/record/procedures/", {"venipuncture": "48"})
    page = see(client, "/record/history/")
    (button,) = page.main.all("form", method="post")
    send(client, "/record/history/restore/", filled(button))

    assert draft_of(client) == told.with_single("procedures", {"venipuncture": 4800})


class TestEarlierDay:
    @pytest.fixture
    def client(self) -> Visitor:
        """A visitor who told about Zora ten days ago, and about Maria's life today."""
        client = visitor_who_told(ZORA)
        for model in (SectionTold, Revision):
            for row in model.objects.all():
                model.objects.filter(pk=row.pk).update(recorded_at=row.recorded_at - timedelta(days=10))
        Change.objects.update(made_at=Change.objects.get().made_at - timedelta(days=10))
        upload(client, MARIA)
        return client

    def _day(self, client: Visitor, ago: int) -> str:
        return (visit_of(client).at.astimezone().date() - timedelta(days=ago)).isoformat()

    def test_answers_and_record_are_those_of_the_day(self, client: Visitor) -> None:
        before = f"?known-on={self._day(client, 5)}"
        file = client.get(f"/where-you-stand/my-answers.yaml{before}").content.decode()

        assert "Quillfeather" in see(client, f"/record/{before}").main.text
        assert "Quillfeather" in file
        assert "This is what your record said at the end of" in see(client, f"/answer/{before}").main.text
        assert see(client, f"/answer/mlt-ascp/{before}").main.text != see(client, "/answer/mlt-ascp/").main.text
        assert all(before in link for link in see(client, f"/answer/{before}").links if link.startswith("/answer/c"))

    @pytest.mark.parametrize("address", ["/plan/mlt-ascp/", "/compare/match/", "/next/"])
    def test_plan_order_and_steps_are_those_of_the_day(self, client: Visitor, address: str) -> None:
        before = see(client, f"{address}?known-on={self._day(client, 5)}").main.text
        now = see(client, address).main.text

        assert "This is what your record said at the end of" in before
        assert "This is what your record said at the end of" not in now
        assert before.partition("Back to what it says now")[2] != now

    def test_section_of_an_earlier_day_is_seen_in_the_whole_record(self, client: Visitor) -> None:
        response = client.get("/record/work/?known-on=2026-11-20")

        assert (response.status_code, response["Location"]) == (302, "/record/?known-on=2026-11-20")

    def test_day_that_is_none_is_no_page(self, client: Visitor) -> None:
        pages = (
            "/answer/",
            "/record/",
            "/where-you-stand/my-answers.yaml",
            "/plan/mlt-ascp/",
            "/compare/match/",
            "/next/",
        )
        for address in pages:
            assert client.get(address, {"known-on": "soon"}).status_code == 404
            assert client.get(address, {"known-on": self._day(client, -2)}).status_code == 404

    def test_day_before_anything_was_told_knows_nothing(self, client: Visitor) -> None:
        assert see(client, f"/record/?known-on={self._day(client, 30)}").heading == "Your record is empty"
        assert see(client, f"/record/?known-on={self._day(client, 0)}").main.text.count("Maria Ortega") == 1

    def test_typed_day_leads_to_the_answers_of_that_day_and_nonsense_is_told(self, client: Visitor) -> None:
        there = client.get("/record/history/", {"known-on": "May 30, 2026"})
        assert (there.status_code, there["Location"]) == (302, "/answer/?known-on=2026-05-30")
        there = client.get("/record/history/", {"known-on": "May 30, 2026", "see": "record"})
        assert (there.status_code, there["Location"]) == (302, "/record/?known-on=2026-05-30")
        for wrong in ("soon", "2026", "31 February 2026", "12/31/9999", "x" * 5000):
            page = read_page(client.get("/record/history/", {"known-on": wrong}))
            assert "That is no single day that we can read." in page.main.text
        page = read_page(client.get("/record/history/", {"known-on": self._day(client, -2)}))
        assert "That day is still to come." in page.main.text


class TestResume:
    def test_resume_adds_what_it_tells_and_names_what_it_drops(self) -> None:
        client = visitor_who_told("person: {name: Zora, lives_in: VT}\nwork: [{role: other, to: null}]")
        done = upload_resume(client, json.dumps(RESUME))
        told = record_of(client)

        assert (done.heading, told.single("person")["name"]) == ("2 entries were added to your record", "Zora")
        assert [entry["id"] for entry in told.entries("credentials") or ()] == ["cma-aama"]
        assert (told.entries("work") or ())[0] == {"role": "other", "to": OPEN}
        juggler = draft_of(client).keys["work"][1]
        assert [(one.text, one.one("a").get("href")) for one in done.main.one("ul", cls="bullets").all("li")] == [
            ("Job 1 (Juggler): choose a role.", f"/record/work/{juggler}/")
        ]
        assert "Certway keeps nothing of these kinds: names of employers." in done.main.text
        undo(client)
        assert record_of(client) == record(
            person={"name": "Zora", "lives_in": "VT"}, work=[{"role": "other", "to": None}]
        )

    def test_what_goes_out_comes_back_and_holds_nothing_private(self) -> None:
        zora, new = visitor_who_told(ZORA), Visitor()
        text = zora.get("/record/resume.json").content.decode()
        upload_resume(new, text)

        assert [word for word in ("1987", "311", "7431", "7,431", "13.25") if word in text] == []
        assert record_of(new).entries("work") == record_of(zora).entries("work")

    def test_what_is_there_already_is_not_added_again(self) -> None:
        client = Visitor()
        headings = [upload_resume(client, json.dumps(RESUME)).heading for _twice in range(2)]

        assert headings == ["2 entries were added to your record", "0 entries were added to your record"]
        assert "You added what a resume told" in see(client, "/record/history/").one("li", cls="card").text

    def test_job_of_which_nothing_is_sure_is_left_to_be_added(self) -> None:
        client = Visitor()
        jobs = [{"name": "Riverside Clinic"}, {}, {"position": "Barista", "startDate": "May", "tips": 5}]
        done = upload_resume(client, json.dumps({"work": jobs}))

        assert [(one.text, one.one("a").get("href")) for one in done.main.one("ul", cls="bullets").all("li")] == [
            ("Job 1 (Riverside Clinic): add it by hand; nothing in it was sure.", "/record/work/new/"),
            ("Job 3 (Barista): choose a role.", "/record/work/new/"),
            ('Job 3 (Barista): its beginning "May" is no date that we can read. Type it by hand.', "/record/work/new/"),
        ]
        assert draft_of(client) == Draft()

    @pytest.mark.parametrize("text", [ZORA, "work: [{role: other}]", "work: []\nstatements: {}"])
    def test_person_file_is_shown_where_it_belongs(self, text: str) -> None:
        client = Visitor()
        alert = upload_resume(client, text, 422).one("div", role="alert")

        assert (alert.one("h2").text, alert.one("a").get("href")) == ("This is a person file", "/where-you-stand/file/")
        assert draft_of(client) == Draft()

    @pytest.mark.parametrize(
        "text", [json.dumps(RESUME), '{"work": [{"position": "Barista"}]}', '{"education": [{"area": "Bakery"}]}']
    )
    def test_resume_is_shown_where_it_belongs(self, text: str) -> None:
        client = Visitor()
        alert = read_page(upload(client, text, "resume.json")).one("div", role="alert")

        assert (alert.one("h2").text, alert.one("a").get("href")) == ("This is a JSON Resume", "/record/resume/")
        assert draft_of(client) == Draft()

    def test_file_that_is_none_is_refused_with_its_line(self) -> None:
        client = Visitor()
        page = upload_resume(client, '{"work": [\n{"name": "x"]}', 422)

        assert "2" in page.one("div", role="alert").text
        assert draft_of(client) == Draft()


def upload_resume(client: Visitor, text: str, status: int = 200) -> Element:
    sent = client.post("/record/resume/", {"file": SimpleUploadedFile("resume.json", text.encode())})
    assert sent.status_code == status
    return read_page(sent)


class TestWishes:
    def test_questions_are_folded_by_theme_each_once_and_say_what_is_told(self) -> None:
        client = visitor_who_told("preferences: {budget: 7431, days_off: [{from: 2027-07-01, to: 2027-07-14}]}")
        page = see(client, "/record/wishes/")
        wishes = next(topic for topic in RECORD if topic.id == "wishes")

        themes = page.all("details", cls="theme")
        asked = [one.get("id").removeprefix("question-") for theme in themes for one in theme.all("div", cls="field")]
        assert sorted(asked) == sorted(one.field.name for one in wishes.asked)
        assert [theme.outer("summary").text for theme in themes] == [
            "Time No time: 1 July 2027 to 14 July 2027.",
            "Money Money in all: $7,431.",
            "What suits you Nothing told yet.",
            "How much each wish counts Nothing told yet.",
        ]
        assert not any("open" in theme.attributes for theme in themes)

    def test_fold_with_a_mistake_is_open(self) -> None:
        page = read_page(Visitor().post("/record/wishes/", {"budget": "a lot"}))
        opened = ["open" in theme.attributes for theme in page.all("details", cls="theme")]

        assert (opened, len(page.all("div", role="alert"))) == ([False, True, False, False], 1)
