"""Everything told at once: a file in, a file out, Maria, undo, forget."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse

from builders.records import record
from certway.actions.find_match import find_match
from certway.actions.find_steps import find_steps
from certway.actions.make_plan import ask_for_plan, make_plan
from certway.core.person.record import Record
from certway.exchange.person_file import dump_person, load_person
from certway.exchange.words.catalogue import catalogue
from certway.exchange.yaml_files import MOST_BYTES
from certway.records.models import Person
from certway.web.clock import machine_today
from pages import filled, read_page
from visitors import (
    MARIA,
    ZORA,
    Visitor,
    draft_of,
    record_of,
    see,
    send,
    tell_new,
    undo,
    upload,
    visit_of,
    visitor_who_told,
)

pytestmark = pytest.mark.django_db

WHERE = "/where-you-stand/"
FILE = f"{WHERE}my-answers.yaml"


def refusals(response: HttpResponse) -> list[str]:
    assert response.status_code == 422
    mistakes = read_page(response).one("div", cls="mistakes")
    assert mistakes.get("role") == "alert"
    return mistakes.texts("li")


class TestFileIn:
    def test_file_tells_what_the_command_reads_in_it(self) -> None:
        client = Visitor()
        response = upload(client, MARIA)

        assert (response.status_code, response.url) == (302, WHERE)  # type: ignore[attr-defined]
        assert record_of(client) == load_person(MARIA)
        assert see(client, WHERE).heading == catalogue().say("topics.heading.all")

    def test_file_in_json_is_read_too(self) -> None:
        client = Visitor()
        upload(client, '{"certway": 1, "work": [{"role": "other"}]}', "me.json")

        assert record_of(client) == record(work=[{"role": "other"}])

    def test_file_takes_the_place_of_what_was_told_until_it_is_undone(self) -> None:
        client = Visitor()
        tell_new(client, "work", role="other")
        own = draft_of(client)
        upload(client, ZORA)
        assert record_of(client).single("person")["name"] == "Zora Quillfeather"
        undo(client)

        assert draft_of(client) == own

    def test_broken_file_is_told_line_by_line_and_changes_nothing(self) -> None:
        client = Visitor()
        tell_new(client, "work", role="other")
        own = draft_of(client)
        response = upload(client, "person:\n  born: soon\nwork:\n- {role: juggler}\n- {hours_per_week: 200}\n")
        said = refusals(response)

        assert [line.split(":")[0] for line in said] == ["Line 2", "Line 4", "Line 5"]
        assert read_page(response).one("div", cls="mistakes").one("h2").text == catalogue().say_many(
            "file.problems", 3, n=3
        )
        assert draft_of(client) == own
        assert "You told something about" in see(client, WHERE).one("form", cls="undo").text

    def test_file_with_many_mistakes_names_the_first_and_counts_the_others(self) -> None:
        response = upload(Visitor(), "work:\n" + "- {role: juggler}\n" * 40)
        mistakes = read_page(response).one("div", cls="mistakes")

        assert len(refusals(response)) == 30
        assert mistakes.texts("p") == [catalogue().say_many("file.more", 10, n=10)]

    def test_form_without_a_file_says_so(self) -> None:
        assert refusals(send(Visitor(), f"{WHERE}file/", {}, 422)) == ["Choose a file first."]
        assert refusals(send(Visitor(), f"{WHERE}file/", {"file": "no file but a text"}, 422)) == [
            "Choose a file first."
        ]

    def test_file_larger_than_what_is_read_says_so(self) -> None:
        client = Visitor()
        (said,) = refusals(upload(client, b"#" * (MOST_BYTES + 1)))

        assert said == (
            "the file is larger than 1 MiB, the most that is read; remove what does not belong, or split it"
        )
        assert draft_of(client).is_empty is True

    @pytest.mark.parametrize(
        "content",
        [
            b"\x89PNG\r\n\x1a\n" + bytes(range(256)),
            b"PK\x03\x04" + b"\x00" * 100,
            bytes(range(256)) * 40,
            b"\x00" * 1000,
            b"\xff\xfe\xff\xfe",
            b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n",
            b"[" * 10_000,
            b"a: &a [" + b"*a, " * 1000 + b"]",
            b"--- 1\n--- 2\n",
            b"!!python/object/apply:os.system ['true']",
            b"just a text",
            b"- 1",
        ],
    )
    def test_file_that_is_no_person_file_says_so(self, content: bytes) -> None:
        client = Visitor()

        assert refusals(upload(client, content, "me.yaml")) != []
        assert draft_of(client).is_empty is True

    def test_file_without_content_says_so(self) -> None:
        assert refusals(upload(Visitor(), b"")) == refusals(upload(Visitor(), b"\n# nothing\n"))

    @pytest.mark.parametrize("name", ["../../etc/passwd", "a\x00b.yaml", "x" * 300 + ".yaml", "é.yaml", " "])
    def test_name_of_the_file_does_not_matter(self, name: str) -> None:
        client = Visitor()
        response = client.post(f"{WHERE}file/", {"file": SimpleUploadedFile("x", b"work: []"), "name": name})
        again = upload(client, b"work: []", name)

        assert (response.status_code, record_of(client)) == (302, record(work=[]))
        assert again.status_code in (302, 422)

    def test_whatever_is_sent_again_and_again_makes_one_row(self) -> None:
        client = Visitor()
        for _ in range(3):
            upload(client, ZORA)
            upload(client, "work: [{role: juggler}]")

        assert Person.objects.count() == 1


class TestFileOut:
    @pytest.mark.parametrize("content", [MARIA, ZORA, "work: []", "certway: 1", "person: {}"], ids=str)
    def test_file_is_what_the_command_writes_and_loads_back(self, content: str) -> None:
        client, other = visitor_who_told(content), Visitor()
        saved = client.get(FILE)
        upload(other, saved.content)

        assert saved.content.decode() == dump_person(record_of(client))
        assert record_of(other) == record_of(client)
        assert other.get(FILE).content == saved.content

    def test_file_is_saved_under_its_name(self) -> None:
        response = visitor_who_told(MARIA).get(FILE)

        assert response.headers["Content-Disposition"] == 'attachment; filename="certway-answers.yaml"'

    def test_file_of_somebody_who_told_nothing_loads_too(self) -> None:
        client = Visitor()
        saved = client.get(FILE).content

        assert (saved.decode(), upload(client, saved).status_code) == (dump_person(Record()), 302)
        assert draft_of(client).is_empty is True


class TestMaria:
    def test_maria_is_one_tap_away(self) -> None:
        for address in ("/", WHERE, "/answer/"):
            client = Visitor()
            form = next(one for one in see(client, address).all("form") if one.get("action") == f"{WHERE}maria/")
            response = send(client, form.get("action"))

            assert response.url == "/answer/"  # type: ignore[attr-defined]
            assert record_of(client) == load_person(MARIA)

    def test_own_answers_come_back(self) -> None:
        client = Visitor()
        key = tell_new(client, "work", role="other")
        own = draft_of(client)
        for _click in range(2):
            send(client, f"{WHERE}maria/")
        send(client, "/plan/", {"goal": "cma-aama", "budget": "$1,000"})
        for _press in range(2):  # the plan's wishes, then Maria
            undo(client)

        assert draft_of(client) == own
        assert see(client, f"{WHERE}work/{key}/").heading == catalogue().say("topic.work.one")

    def test_own_answers_come_back_also_after_marias_were_replaced(self) -> None:
        client = visitor_who_told(ZORA)
        own = draft_of(client)
        send(client, f"{WHERE}maria/")
        send(client, f"{WHERE}work/{draft_of(client).keys['work'][0]}/remove/")
        send(client, f"{WHERE}maria/")
        for _tap in range(3):
            undo(client)

        assert draft_of(client) == own


class TestUndo:
    def test_undo_without_anything_to_undo_leads_to_the_topics(self) -> None:
        client = Visitor()
        response = undo(client)

        assert (response.url, draft_of(client).is_empty) == (WHERE, True)  # type: ignore[attr-defined]
        assert Person.objects.count() == 0

    def test_undo_twice_is_undo_once(self) -> None:
        client = Visitor()
        tell_new(client, "work", role="other")
        own = draft_of(client)
        upload(client, ZORA)
        pressed = filled(see(client, WHERE).one("form", cls="undo"))
        for _click in range(2):
            send(client, f"{WHERE}undo/", pressed)

        assert draft_of(client) == own


class TestForget:
    def test_forgetting_is_asked_once_and_leaves_nothing(self) -> None:
        client = visitor_who_told(ZORA)
        page = see(client, f"{WHERE}forget/")
        assert (page.heading, page.main.one("form").get("method")) == (catalogue().say("forget.title"), "post")
        assert draft_of(client).is_empty is False

        cookie = client.cookies["certway"].value
        response = send(client, f"{WHERE}forget/")
        assert (response.url, response.headers["Clear-Site-Data"]) == ("/", '"cache"')  # type: ignore[attr-defined]
        assert (client.cookies["certway"].value, Person.objects.count()) == ("", 0)
        old = Visitor()
        old.cookies["certway"] = cookie
        assert draft_of(old).is_empty is True
        assert client.get(FILE).content.decode() == dump_person(Record())

    def test_what_was_reckoned_is_forgotten_too(self) -> None:
        client = visitor_who_told(ZORA.replace("1987-03-19", "1988-07-21"))  # whom no other test asks about
        for address in ("/plan/cma-aama/", "/compare/match/", "/next/"):
            see(client, address)
        draft, day = draft_of(client), machine_today()
        asked = ask_for_plan(draft, "cma-aama", as_of=day)

        def answers(owner: str) -> list[object]:
            """What the pages were made from, or something new."""
            return [
                make_plan(asked, owner=owner, patience_seconds=60),
                find_match(draft, owner=owner, as_of=day, patience_seconds=60),
                find_steps(draft, owner=owner, state="", as_of=day, patience_seconds=60),
            ]

        shown, again = (answers(visit_of(client).owner) for _ in range(2))
        send(client, f"{WHERE}forget/")
        anew = answers("test")
        assert [one is other for one, other in zip(shown, again, strict=True)] == [True] * 3
        assert [one is other for one, other in zip(shown, anew, strict=True)] == [False] * 3

    def test_somebody_who_told_nothing_can_forget_too(self) -> None:
        assert send(Visitor(), f"{WHERE}forget/").url == "/"  # type: ignore[attr-defined]

    def test_new_answers_after_forgetting_are_new(self) -> None:
        client = visitor_who_told(ZORA)
        send(client, f"{WHERE}forget/")
        send(client, f"{WHERE}work/", {"have": "no"})

        assert record_of(client) == record(work=[])
