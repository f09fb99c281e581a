"""The questionnaire: from topic to topic, entry by entry, and back to the page one came from."""

from __future__ import annotations

from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from django.http import HttpResponse

from builders.records import record
from certway.core.person.record import OPEN
from certway.core.person.topics import TOPICS
from certway.exchange.words.catalogue import catalogue
from every_page import LIST_TOPICS
from pages import Element, filled, read_page
from visitors import ZORA, Visitor, draft_of, record_of, see, send, tell_new, undo, upload, visitor_who_told

pytestmark = pytest.mark.django_db

WHERE = "/where-you-stand/"
SINGLE_TOPICS = tuple(topic.id for topic in TOPICS if not topic.lists)
FIRST_ANSWERS = {
    "programs": ("kind", "mlt"),
    "work": ("role", "phlebotomist"),
    "education": ("level", "associate"),
    "credentials": ("id", "cma-aama"),
    "attempts": ("exam", "mlt-ascp"),
    "cards": ("kind", "cpr"),
}


def asked(page: Element) -> list[str]:
    """Return the fields that a page asks about."""
    return [one.get("id").removeprefix("question-") for one in page.main.all("div", cls="field")]


def mistakes(response: HttpResponse) -> list[str]:
    assert response.status_code == 422
    page = read_page(response)
    assert page.one("title").text.startswith("Error: ")
    return page.one("div", cls="mistakes").texts("li")


def follow(client: Visitor, response: HttpResponse) -> Element:
    """Open the page that a form leads to."""
    assert response.status_code == 302
    return see(client, response.url)  # type: ignore[attr-defined]


class TestNewcomer:
    def test_list_of_topics_begins_with_the_first(self) -> None:
        page = see(Visitor(), WHERE)

        assert page.heading == catalogue().say("topics.heading", n=8)
        assert [one.text for one in page.one("ol", cls="topics").all("strong")] == [
            catalogue().say(f"topic.{topic.id}") for topic in TOPICS if topic.id not in ("cards", "procedures")
        ]
        assert page.main.all("a", cls="button")[0].get("href") == f"{WHERE}school/"

    def test_somebody_who_says_no_to_everything_comes_to_the_answer(self) -> None:
        client, seen = Visitor(), []
        address = f"{WHERE}school/"
        while address.startswith(WHERE):
            seen.append(address.removeprefix(WHERE).strip("/"))
            page = see(client, address)
            assert page.one("p", cls="date").text == f"Topic {len(seen)} of 8"
            answers = {"school": {"kind": "none"}, "statements": {"felony": "no"}, "about": {}}
            address = send(client, address, answers.get(seen[-1], {"have": "no"})).url  # type: ignore[attr-defined]

        assert (seen, address) == ([one.id for one in TOPICS if one.id not in ("cards", "procedures")], "/answer/")
        assert record_of(client) == record(
            person={"high_school": {"kind": "none"}},
            programs=[], work=[], education=[], credentials=[], attempts=[], statements={"felony": False},
        )  # fmt: skip
        assert see(client, "/answer/").heading == "You can't apply for any of the 11 yet"

    def test_topics_that_an_answer_makes_matter_are_asked(self) -> None:
        client = Visitor()
        tell_new(client, "work", role="medical-assistant")
        assert "Cards" in see(client, WHERE).one("ol", cls="topics").texts("strong")

        tell_new(client, "programs", kind="medical-assistant")
        assert see(client, WHERE).heading == catalogue().say_many("topics.heading.some", 8, n=8, of=10)
        assert see(client, f"{WHERE}procedures/").one("p", cls="date").text == "Topic 9 of 10"

    def test_topic_that_does_not_matter_can_still_be_told(self) -> None:
        client = Visitor()

        assert send(client, f"{WHERE}cards/", {"have": "no"}).url == f"{WHERE}about/"  # type: ignore[attr-defined]
        assert record_of(client) == record(cards=[])


class TestListTopic:
    @pytest.mark.parametrize("topic", LIST_TOPICS)
    def test_first_page_asks_whether_there_are_any(self, topic: str) -> None:
        page, words = see(Visitor(), f"{WHERE}{topic}/"), catalogue()
        buttons = [
            (one.get("name"), one.get("value"), one.text) for one in page.one("form", cls="answers").all("button")
        ]

        assert page.heading == words.say(f"topic.{topic}.ask")
        assert buttons == [
            ("have", "no", words.say(f"topic.{topic}.no")),
            ("have", "yes", words.say(f"topic.{topic}.yes")),
            ("have", "skip", words.say("question.skip")),
        ]

    @pytest.mark.parametrize("topic", LIST_TOPICS)
    def test_yes_leads_to_the_first_question_alone(self, topic: str) -> None:
        client = Visitor()
        page = follow(client, send(client, f"{WHERE}{topic}/", {"have": "yes"}))
        boxes = page.main.all("input", type="radio") + page.main.all("option")

        assert asked(page) == [FIRST_ANSWERS[topic][0]]
        assert [one for one in boxes if one.get("value") == ""] == []  # a new entry says what it is
        assert draft_of(client).is_empty is True

    @pytest.mark.parametrize("topic", LIST_TOPICS)
    def test_new_entry_must_say_what_it_is(self, topic: str) -> None:
        client, (field, word) = Visitor(), FIRST_ANSWERS[topic]
        message = catalogue().say(f"error.first.{topic}")
        label = see(client, f"{WHERE}{topic}/new/").main.all("legend", "label")[0].text

        for answers in ({}, {field: ""}):
            response = send(client, f"{WHERE}{topic}/new/", answers, 422)
            assert mistakes(response) == [f"{label} {message}"]
        assert mistakes(send(client, f"{WHERE}{topic}/new/", {field: "juggler"}, 422)) != []
        assert draft_of(client).is_empty is True
        assert send(client, f"{WHERE}{topic}/new/", {field: word}).status_code == 302

    @pytest.mark.parametrize("topic", LIST_TOPICS)
    def test_entry_is_asked_about_what_matters_then_stands_in_the_list(self, topic: str) -> None:
        client, (field, word) = Visitor(), FIRST_ANSWERS[topic]
        key = tell_new(client, topic, **{field: word})
        page = see(client, f"{WHERE}{topic}/{key}/")
        (known,) = [one for one in TOPICS if one.id == topic]

        assert page.heading == catalogue().say(f"topic.{topic}.one")
        assert asked(page) == [one.name for one in known.fields_for({field: word})]
        response = send(client, f"{WHERE}{topic}/{key}/", filled(page.main.all("form")[0]))
        listed = follow(client, response)
        assert response.url == f"{WHERE}{topic}/"  # type: ignore[attr-defined]
        assert [one.get("href") for one in listed.one("ul", cls="entries").all("a")] == [f"{WHERE}{topic}/{key}/"]
        assert record_of(client) == record(**{topic: [{field: word}]})

    @pytest.mark.parametrize(
        ("role", "fields"),
        [
            (
                "medical-assistant",
                ["role", "setting", "from", "to", "hours_per_week", "duties", "supervised"],
            ),
            ("laboratory-scientist", ["role", "from", "to", "hours_per_week", "departments"]),
            ("medical-assisting-instructor", ["role", "from", "to"]),
            ("phlebotomist", ["role", "from", "to", "hours_per_week", "supervised"]),
            ("other", ["role", "setting", "from", "to", "hours_per_week"]),
        ],
    )
    def test_job_is_asked_about_what_can_count(self, role: str, fields: list[str]) -> None:
        client = Visitor()
        key = tell_new(client, "work", role=role)

        assert asked(see(client, f"{WHERE}work/{key}/")) == fields

    def test_answer_that_makes_another_question_matter_asks_it_next_time(self) -> None:
        client = Visitor()
        key = tell_new(client, "work", role="other")
        send(client, f"{WHERE}work/{key}/", {"role": "other", "setting": "blood-bank"})

        assert asked(see(client, f"{WHERE}work/{key}/"))[-1] == "departments"

    def test_another_entry_is_added_and_both_are_listed(self) -> None:
        client = Visitor()
        keys = [tell_new(client, "work", role=role) for role in ("other", "phlebotomist")]
        entries = see(client, f"{WHERE}work/").one("ul", cls="entries")

        assert entries.texts("strong") == ["Another job", catalogue().say("choice.work.role.phlebotomist")]
        assert [one.get("href") for one in entries.all("a")] == [f"{WHERE}work/{key}/" for key in keys]

    def test_skip_leaves_it_unknown_and_leads_on(self) -> None:
        client = Visitor()
        response = send(client, f"{WHERE}programs/", {"have": "skip"})

        assert response.url == f"{WHERE}work/"  # type: ignore[attr-defined]
        assert draft_of(client).is_empty is True

    def test_skip_takes_back_that_there_are_none(self) -> None:
        client = Visitor()
        send(client, f"{WHERE}programs/", {"have": "no"})
        assert see(client, f"{WHERE}programs/").main.texts("p", cls="card") == ["You told us: no training program."]
        send(client, f"{WHERE}programs/", {"have": "skip"})

        assert draft_of(client).is_empty is True

    @pytest.mark.parametrize("answer", ["no", "skip", "perhaps", ""])
    def test_entries_told_elsewhere_outlive_an_old_page(self, answer: str) -> None:
        client = Visitor()
        tell_new(client, "work", role="other")
        send(client, f"{WHERE}work/", {"have": answer})

        assert record_of(client) == record(work=[{"role": "other"}])


class TestSavingAnEntry:
    def test_answers_are_kept_as_a_record(self) -> None:
        client = Visitor()
        key = tell_new(client, "work", role="medical-assistant")
        answers = {
            "role": "medical-assistant",
            "setting": "urgent-care",
            "from": "June 2019",
            "to_open": "on",
            "hours_per_week": "37.25",
            "duties": ["clinical", "administrative"],
            "supervised": "yes",
        }
        send(client, f"{WHERE}work/{key}/", answers)
        (job,) = record_of(client).entries("work") or ()

        assert job["to"] is OPEN
        assert record_of(client) == record(
            work=[
                {
                    "role": "medical-assistant",
                    "setting": "urgent-care",
                    "from": "2019-06",
                    "to": None,
                    "hours_per_week": 37.25,
                    "duties": ["clinical", "administrative"],
                    "supervised": True,
                }
            ]
        )

    @pytest.mark.parametrize("topic", LIST_TOPICS)
    def test_saving_an_untouched_page_changes_nothing(self, topic: str) -> None:
        client = visitor_who_told(ZORA)
        told = draft_of(client)
        address = f"{WHERE}{topic}/{told.keys[topic][0]}/"
        send(client, address, filled(see(client, address).main.all("form")[0]))

        assert draft_of(client) == told

    @pytest.mark.parametrize("topic", SINGLE_TOPICS)
    def test_continuing_from_an_untouched_page_changes_nothing(self, topic: str) -> None:
        client = visitor_who_told(ZORA)
        told = draft_of(client)
        send(client, f"{WHERE}{topic}/", filled(see(client, f"{WHERE}{topic}/").main.all("form")[0]))

        assert draft_of(client) == told

    def test_fields_that_were_not_asked_stay(self) -> None:
        program = {
            "id": "p1",
            "kind": "mlt",
            "accreditation": [{"by": "NAACLS", "from": "2012-03", "to": None}],
            "total_hours": 900,
        }
        client = Visitor()
        upload(client, "programs: [{id: p1, kind: mlt, accreditation: [{by: NAACLS, from: 2012-03, to: null}], "
                       "total_hours: 900}]")  # fmt: skip
        (key,) = draft_of(client).keys["programs"]
        send(client, f"{WHERE}programs/{key}/", {"kind": "mlt", "total_hours": "900", "completed": "2014"})

        assert record_of(client) == record(programs=[{**program, "completed": "2014"}])

    def test_field_left_empty_becomes_untold(self) -> None:
        client = visitor_who_told(ZORA)
        (key,) = draft_of(client).keys["work"]
        send(client, f"{WHERE}work/{key}/", {"role": "medical-assistant", "from": " ", "hours_per_week": ""})

        assert record_of(client).lists["work"] == record(work=[{"role": "medical-assistant"}]).lists["work"]

    def test_mistake_is_told_and_everything_typed_is_still_there(self) -> None:
        client = visitor_who_told(ZORA)
        told = draft_of(client)
        (key,) = told.keys["work"]
        typed = {
            "role": ["medical-assistant"],
            "setting": ["other"],
            "from": ["5.6.2019"],
            "to": ["May 2022"],
            "to_open": ["on"],
            "hours_per_week": ["lots"],
            "duties": ["-none", "clinical"],
            "supervised": ["no"],
        }
        response = send(client, f"{WHERE}work/{key}/", typed, 422)
        page, words = read_page(response), catalogue()

        assert mistakes(response) == [
            f"{words.say('question.work.from')} {words.say('error.day.ambiguous', text='5.6.2019')}",
            f"{words.say('question.work.to')} {words.say('error.open-day')}",
            f"{words.say('question.work.hours_per_week')} {words.say('error.number', text='lots')}",
            f"{words.say('question.work.duties')} {words.say('error.none-and-some')}",
        ]
        assert [one.get("id") for one in page.main.all("div", cls="wrong")] == [
            f"question-{name}" for name in ("from", "to", "hours_per_week", "duties")
        ]
        shown = filled(page.main.all("form")[0])
        assert {name: sorted(shown[name]) for name in typed} == {name: sorted(typed[name]) for name in typed}
        assert draft_of(client) == told

    def test_contradiction_is_told_at_its_field(self) -> None:
        client = Visitor()
        key = tell_new(client, "programs", kind="medical-assistant")
        answers = {"kind": "medical-assistant", "academic_hours": "600", "clinical_hours": "160", "total_hours": "700"}
        response = send(client, f"{WHERE}programs/{key}/", answers, 422)

        assert [one.get("id") for one in read_page(response).main.all("div", cls="wrong")] == ["question-total_hours"]
        assert record_of(client) == record(programs=[{"kind": "medical-assistant"}])

    def test_question_that_an_answer_leads_to_is_asked_in_any_case(self) -> None:
        client = Visitor()
        key = tell_new(client, "work", role="medical-assisting-instructor")
        address = f"{WHERE}work/{key}/?ask=departments&ask=shoes"

        assert asked(see(client, address)) == ["role", "from", "to", "departments"]
        told = {"role": "medical-assisting-instructor", "departments": ["chemistry"]}
        send(client, address, told)
        assert record_of(client) == record(work=[told])

    def test_answer_stays_visible_where_its_question_no_longer_matters(self) -> None:
        client = Visitor()
        key = tell_new(client, "work", role="other")
        send(client, f"{WHERE}work/{key}/", {"role": "medical-assisting-instructor", "hours_per_week": "20"})

        assert asked(see(client, f"{WHERE}work/{key}/")) == ["role", "from", "to", "hours_per_week"]


class TestSingleTopic:
    @pytest.mark.parametrize(
        ("topic", "answers", "told", "onwards"),
        [
            (
                "school",
                {"kind": "diploma", "completed": "May 30, 2019"},
                {"person": {"high_school": {"kind": "diploma", "completed": "2019-05-30"}}},
                f"{WHERE}programs/",
            ),
            ("statements", {"felony": "no", "moral_character": "yes"}, None, f"{WHERE}about/"),
            ("about", {"name": "Zora"}, {"person": {"name": "Zora"}}, "/answer/"),
        ],
    )
    def test_answers_are_kept_and_lead_on(
        self, topic: str, answers: dict[str, str], told: dict[str, object] | None, onwards: str
    ) -> None:
        client = Visitor()
        response = send(client, f"{WHERE}{topic}/", answers)

        assert response.url == onwards  # type: ignore[attr-defined]
        expected = record(**(told or {"statements": {"felony": False, "moral_character": True}}))
        assert {name: entry for name, entry in record_of(client).singles.items() if entry} == {
            name: entry for name, entry in expected.singles.items() if entry
        }

    def test_question_about_the_day_waits_for_an_answer_that_makes_it_matter(self) -> None:
        client = Visitor()
        assert asked(see(client, f"{WHERE}school/")) == ["kind", "completed"]
        send(client, f"{WHERE}school/", {"kind": "none"})

        assert asked(see(client, f"{WHERE}school/")) == ["kind"]

    def test_single_answer_left_empty_becomes_untold_and_the_others_stay(self) -> None:
        client = visitor_who_told(ZORA)
        told = record_of(client)
        send(client, f"{WHERE}procedures/", {"venipuncture": "", "injection": "31"})
        send(client, f"{WHERE}statements/", {})

        assert record_of(client).singles == {
            **{name: entry for name, entry in told.singles.items() if name != "statements"},
            "procedures": {"injection": 3100},
        }

    def test_name_is_kept_beside_what_a_file_told_about_a_person(self) -> None:
        client = visitor_who_told("person: {name: Zora, lives_in: VT}")
        send(client, f"{WHERE}about/", {"name": "Zora Q.", "lives_in": "VT"})

        assert record_of(client) == record(person={"name": "Zora Q.", "lives_in": "VT"})

    @pytest.mark.parametrize("topic", SINGLE_TOPICS)
    def test_skipping_is_a_link_that_changes_nothing(self, topic: str) -> None:
        client = visitor_who_told(ZORA)
        told = draft_of(client)
        (skip,) = [one for one in see(client, f"{WHERE}{topic}/").main.all("a") if one.text == "Skip this topic"]
        see(client, skip.get("href"))

        assert draft_of(client) == told


OURS = "/answer/mls-ascp/?x=1"
OTHERS = ("//evil.example", "https://evil.example/", "/\\evil.example", "javascript:alert(1)", "/\t/evil.example", "x")


class TestComingBack:
    def test_answer_of_a_single_topic_leads_back(self) -> None:
        client = Visitor()
        page = see(client, f"{WHERE}school/?then={OURS}&ask=completed")
        skip = [one.get("href") for one in page.main.all("a") if one.text == "Skip this topic"]

        assert (page.one("input", name="then").get("value"), skip) == (OURS, [OURS])
        for answers in ({"kind": "ged", "then": OURS}, {"kind": "ged"}):
            response = send(client, f"{WHERE}school/?then={OURS}", answers)
            assert response.url == OURS  # type: ignore[attr-defined]

    @pytest.mark.parametrize("have", ["no", "skip"])
    def test_answer_of_a_list_topic_leads_back(self, have: str) -> None:
        response = send(Visitor(), f"{WHERE}work/", {"have": have, "then": OURS})

        assert response.url == OURS  # type: ignore[attr-defined]

    def test_way_back_is_carried_through_a_new_entry(self) -> None:
        client = Visitor()
        address = send(client, f"{WHERE}work/", {"have": "yes", "then": OURS}).url  # type: ignore[attr-defined]
        seen = []
        for answers in ({"role": "other"}, {"role": "other", "setting": "school"}):
            seen.append(urlsplit(address))
            form = filled(see(client, address).main.all("form")[0])
            address = send(client, address.partition("?")[0], {**form, **answers}).url  # type: ignore[attr-defined]
        page = see(client, address)

        assert [parse_qs(one.query) for one in (*seen, urlsplit(address))] == [{"then": [OURS]}] * 3
        assert urlsplit(address).path == f"{WHERE}work/"
        links = {one.text: one.get("href") for one in page.main.all("a")}
        assert links["That is all"] == OURS
        for text, link in links.items():
            if text.startswith(("Change", "Add")):
                assert parse_qs(urlsplit(link).query) == {"then": [OURS]}, text

    def test_way_back_is_carried_through_a_removal(self) -> None:
        client = Visitor()
        key = tell_new(client, "work", role="other")
        page = see(client, f"{WHERE}work/{key}/?then={OURS}")
        form = filled(page.one("form", cls="remove"))
        response = send(client, f"{WHERE}work/{key}/remove/", form)

        assert parse_qs(urlsplit(response.url).query) == {"then": [OURS]}  # type: ignore[attr-defined]

    def test_back_goes_where_one_came_from(self) -> None:
        client = Visitor()
        key = tell_new(client, "work", role="other")
        back = {}
        for name, path in {"single": "school/", "list": "work/", "entry": f"work/{key}/"}.items():
            page = see(client, f"{WHERE}{path}?then={OURS}")
            (back[name],) = [one.get("href") for one in page.main.all("a") if one.text == "Back"]

        assert back == {"single": OURS, "list": OURS, "entry": f"{WHERE}work/?{urlencode({'then': OURS}, safe='/')}"}

    @pytest.mark.parametrize("then", OTHERS)
    def test_way_to_another_site_is_never_taken(self, then: str) -> None:
        client = Visitor()
        key = tell_new(client, "work", role="other")
        sent = [
            (f"{WHERE}school/", {"kind": "ged"}, f"{WHERE}programs/"),
            (f"{WHERE}programs/", {"have": "no"}, f"{WHERE}work/"),
            (f"{WHERE}programs/", {"have": "yes"}, f"{WHERE}programs/new/"),
            (f"{WHERE}work/{key}/", {"role": "other"}, f"{WHERE}work/"),
            (f"{WHERE}work/{key}/remove/", {}, f"{WHERE}work/"),
        ]
        for address, answers, onwards in sent:
            assert send(client, address, {**answers, "then": then}).url == onwards  # type: ignore[attr-defined]
            if not address.endswith("remove/"):
                page = see(client, f"{address}?{urlencode({'then': then})}")
                assert then not in [one.get("value") for one in page.all("input", name="then")]
                assert [link for link in page.main.links if "evil" in link or "alert" in link] == []


class TestRemoving:
    def test_removed_entry_can_be_brought_back(self) -> None:
        client = visitor_who_told(ZORA)
        told = draft_of(client)
        (key,) = told.keys["work"]
        page = follow(client, send(client, f"{WHERE}work/{key}/remove/"))

        assert page.main.texts("p", cls="card") == [catalogue().say("topic.work.none")]
        assert page.one("form", cls="undo").get("action") == f"{WHERE}undo/"
        back = follow(client, undo(client))
        assert draft_of(client) == told
        assert "You loaded a whole record" not in back.one("form", cls="undo").text  # nothing was there to be replaced

    def test_undo_is_offered_where_there_is_something_to_undo(self) -> None:
        client = Visitor()
        assert [see(client, address).all("form", cls="undo") for address in (WHERE, f"{WHERE}work/")] == [[], []]

        key = tell_new(client, "work", role="other")
        send(client, f"{WHERE}work/{key}/remove/")
        assert [len(see(client, address).all("form", cls="undo")) for address in (WHERE, f"{WHERE}work/")] == [1, 1]

    def test_entry_removed_in_another_window_is_gone_in_this_one(self) -> None:
        client = visitor_who_told(ZORA)
        (key,) = draft_of(client).keys["work"]
        answers = filled(see(client, f"{WHERE}work/{key}/").main.all("form")[0])
        send(client, f"{WHERE}work/{key}/remove/")
        told = draft_of(client)
        response = send(client, f"{WHERE}work/{key}/", answers, 404)
        page = read_page(response)

        assert (page.heading, page.main.one("a", cls="button").get("href")) == (
            catalogue().say("gone.title"),
            f"{WHERE}work/",
        )
        assert draft_of(client) == told

    def test_removing_twice_still_can_be_undone(self) -> None:
        client = visitor_who_told(ZORA)
        told = draft_of(client)
        for _click in range(2):
            send(client, f"{WHERE}work/{told.keys['work'][0]}/remove/")
        undo(client)

        assert draft_of(client) == told

    def test_undo_takes_back_the_last_change_alone_and_then_the_one_before(self) -> None:
        client = visitor_who_told(ZORA)
        told = draft_of(client)
        send(client, f"{WHERE}work/{told.keys['work'][0]}/remove/")
        removed = draft_of(client)
        send(client, f"{WHERE}procedures/", {"venipuncture": "48"})
        assert "You told something about: Procedures." in see(client, WHERE).one("form", cls="undo").text
        seen = []
        for _press in range(2):
            undo(client)
            seen.append(draft_of(client))

        assert seen == [removed, told]

    def test_button_of_an_older_page_undoes_nothing_else(self) -> None:
        client = visitor_who_told(ZORA)
        old = filled(see(client, WHERE).one("form", cls="undo"))
        send(client, f"{WHERE}procedures/", {"venipuncture": "48"})
        told = draft_of(client)
        page = follow(client, send(client, f"{WHERE}undo/", old))

        assert (draft_of(client), "Nothing was undone" in page.main.text) == (told, True)


def test_list_of_topics_says_what_was_told_and_what_is_open() -> None:
    client = visitor_who_told(ZORA)
    topics = see(client, WHERE).one("ol", cls="topics")

    assert [one.classes for one in topics.all("li")] == [("done",)] * 10
    send(client, f"{WHERE}statements/", {})
    page = see(client, WHERE)
    assert [one.one("strong").text for one in page.one("ol", cls="topics").all("li", cls="open")] == [
        catalogue().say("topic.statements")
    ]
    assert page.heading == catalogue().say_many("topics.heading.some", 1, n=1, of=10)
    assert page.main.all("a", cls="button")[0].get("href") == f"{WHERE}statements/"
