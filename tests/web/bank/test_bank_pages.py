"""The bank's pages: by exam, by topic, by words, one question, a checklist, and a scenario from place to place."""

from __future__ import annotations

import pytest

from certway.exchange.bank.formats import FORMATS
from certway.exchange.bank.shipped import shipped_bank
from every_page import QUESTIONS
from pages import Element
from visitors import Visitor, see
from web.site.test_page_html import check_page

pytestmark = pytest.mark.django_db


def test_bank_names_its_exams_with_their_questions() -> None:
    page = see(Visitor(), "/bank/")
    check_page(page)
    assert page.heading == "Questions for practice, by each exam's outline"
    count = see(Visitor(), "/bank/exams/cma-aama/").one("p", cls="lead").text
    assert count in page.text
    assert {f"/bank/exams/{exam}/" for exam in ("cma-aama", "rma-amt", "ccma-nha", "mlt-ascp", "mls-ascp")} <= {
        *page.links
    }


def test_exam_shows_each_part_with_its_share_and_its_topics() -> None:
    page = see(Visitor(), "/bank/exams/cma-aama/")
    check_page(page)
    assert page.main.texts("h2") == ["Clinical Competency", "General", "Administrative", "Take them along"]
    assert "That is 62 percent; the exam gives this part 59 percent." in page.text
    assert "/bank/topics/scheduling/" in page.links
    assert "Which topics belong where: Which of the outline's parts" in page.text
    ranged = see(Visitor(), "/bank/exams/mlt-ascp/")
    assert "the exam gives this part 15 to 20 percent." in ranged.text


def test_topic_lists_its_questions_checklists_and_scenarios() -> None:
    page = see(Visitor(), "/bank/topics/order-of-draw/")
    check_page(page)
    assert page.heading == "Order of draw"
    questions = [link for link in page.links if link.startswith("/bank/questions/order-of-draw/")]
    assert len(questions) == len(shipped_bank().bank.by_topic["order-of-draw"])
    for link in (*questions, *(link for link in page.links if "/skills/" in link or "/scenarios/" in link)):
        see(Visitor(), link)


def answers(page: Element) -> Element:
    return page.one("details", cls="answer")


@pytest.mark.parametrize("name", QUESTIONS)
def test_question_hides_its_key_until_it_is_asked_for(name: str) -> None:
    page = see(Visitor(), f"/bank/questions/{name}/")
    check_page(page)
    item, folded = shipped_bank().bank.by_id[name], answers(page)
    assert "open" not in folded.attributes
    shown = page.main.text.partition(folded.text)[0]
    for option in getattr(item.body, "options", ()):
        assert _bare(option.text) in _bare(shown)
        assert _bare(option.why) not in _bare(shown)
        assert _bare(option.why) in _bare(folded.text)
    assert item.reference.part in folded.text
    assert page.one("section", **{"aria-labelledby": "stands"}).links != []


def _bare(text: str) -> str:
    return "".join(letter for letter in text if letter.isalnum())


def test_question_with_a_table_shows_it_as_one() -> None:
    page = see(Visitor(), "/bank/questions/abo-and-rh/likely-explanation/")
    assert [cell.text for cell in page.one("table").all("td")] == ["4+", "0", "2+", "4+", "0", "0"]


def test_search_finds_questions_with_all_words() -> None:
    page = see(Visitor(), "/bank/?q=Light-blue+PROTHROMBIN")
    check_page(page)
    found = [link for link in page.links if link.startswith("/bank/questions/")]
    words = shipped_bank().words
    assert len(found) == sum("light-blue" in text and "prothrombin" in text for text in words.values()) > 0
    assert "No question has all of “zebra crossing”" in see(Visitor(), "/bank/?q=zebra+crossing").text
    many = see(Visitor(), "/bank/?q=a")
    assert "The first 50 are shown. More words find fewer." in many.text


def test_search_is_shown_as_text_and_never_as_markup() -> None:
    page = see(Visitor(), "/bank/?q=%3Cscript%3Ealert(1)%3C/script%3E")
    assert "No question has all of “<script>alert(1)</script>”" in page.text
    assert page.main.all("script") == []


def test_scenario_leads_from_place_to_place_and_says_what_a_choice_was_worth() -> None:
    client, address = Visitor(), "/bank/scenarios/needlestick/"
    scenario = next(one for one in shipped_bank().bank.scenarios if one.id == "needlestick")
    page = see(client, address)
    check_page(page)
    place = scenario.by_id[scenario.opening]
    for _ in scenario.places:
        number = next((at for at, one in enumerate(place.choices) if one.grade == "best"), None)
        if number is None:
            break
        best = place.choices[number]
        (link,) = [link for link in page.links if link.endswith(f"chose={place.id}.{number}")]
        page, place = see(client, address + link.partition("/needlestick/")[2]), scenario.by_id[best.leads]
        check_page(page)
        assert best.why in page.one("div", cls="chosen").text
    assert place.ending == "good"
    assert place.lesson in page.one("div", cls="ending").text


def test_choice_that_did_not_lead_to_the_place_is_not_told() -> None:
    for told in ("?at=nowhere-at-all", "?chose=x.9", "?chose=.1", "?chose=²", f"?chose=stuck.{'9' * 5000}"):
        status = 404 if "at=" in told else 200
        page = see(Visitor(), f"/bank/scenarios/needlestick/{told}", status)
        assert page.all("div", cls="chosen") == []


def test_checklist_marks_what_is_critical() -> None:
    page = see(Visitor(), "/bank/skills/venipuncture-evacuated-tube/")
    check_page(page)
    skill = next(one for one in shipped_bank().bank.skills if one.id == "venipuncture-evacuated-tube")
    assert len(page.all("li", cls="critical")) == sum(step.critical for step in skill.steps)
    assert skill.reference.part in page.text


@pytest.mark.parametrize(
    "address",
    [
        "exams/cpa/",
        "topics/shoes/",
        "questions/order-of-draw/none/",
        "questions/shoes/none/",
        "skills/none/",
        "scenarios/none/",
    ],
)
def test_what_is_not_in_the_bank_is_not_found(address: str) -> None:
    see(Visitor(), f"/bank/{address}", 404)


@pytest.mark.parametrize("kind", ["qti", "gift", "moodle-xml", "anki", "csv"])
def test_questions_of_an_exam_are_saved_for_another_tool(kind: str) -> None:
    link = f"/bank/exams/pbt-ascp/files/{kind}/"
    assert link in see(Visitor(), "/bank/exams/pbt-ascp/").links
    response = Visitor().get(link)
    assert response.status_code == 200
    assert response.headers["Content-Disposition"].startswith('attachment; filename="certway-pbt-ascp.')
    bank = shipped_bank().bank
    read = FORMATS[kind].read(response.content, "file")
    assert {item.id for item in read.items} == {
        item.id for item in bank.items if bank.outlines["pbt-ascp"].node_of(item.topic)
    }


@pytest.mark.parametrize("address", ["cpa/files/csv/", "pbt-ascp/files/docx/"])
def test_file_of_no_exam_or_format_is_not_found(address: str) -> None:
    see(Visitor(), f"/bank/exams/{address}", 404)
