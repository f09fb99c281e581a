"""Where one stands: what the pages say is what the command says, and what is unknown can be told."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

import pytest

from certway.answers.check import check
from certway.core.person.reading import read_person
from certway.core.person.record import Record
from certway.exchange.check_text import CredentialText, FindingText, check_text
from certway.exchange.person_file import dump_person
from certway.exchange.shipped_rules import shipped_rules
from certway.exchange.words.catalogue import catalogue
from certway.exchange.words.telling import Telling
from certway.exchange.yaml_files import parse_yaml
from certway.web.clock import machine_today
from every_page import GOALS
from pages import Element
from planning import maria
from told_cases import files_of_cases, rules
from visitors import ZORA, Visitor, draft_of, see, send, upload, visitor_who_told

pytestmark = pytest.mark.django_db

WORDS = {"met": "met", "unknown": "unknown", "not-met": "not met"}


@cache
def people() -> dict[str, Record]:
    """Return some of the people of the worked cases, from every file, by the names of their cases."""
    cases = [case for cases in files_of_cases() for case in cases[16::13]]
    return {str(case.mapping["id"].value): read_person(case.mapping["person"]) for case in cases if case.mapping}


def texts(record: Record) -> dict[str, CredentialText]:
    """Return what the command would say today."""
    return _texts(dump_person(record))


@cache
def _texts(person_file: str) -> dict[str, CredentialText]:
    day, record = machine_today(), read_person(parse_yaml(person_file.encode(), "person.yaml"))
    answer = check(rules(), record, as_of=day)
    told = check_text(answer, Telling(as_of=day, entries=answer.entries), shipped_rules().clauses)
    return {text.id: text for text in told}


def told_of(name: str) -> dict[str, CredentialText]:
    return texts(people()[name])


def walk_findings(findings: tuple[FindingText, ...]) -> Iterator[FindingText]:
    for finding in findings:
        yield finding
        yield from walk_findings(finding.findings)


@pytest.mark.any_database
def test_people_are_a_dozen_or_more_from_every_file() -> None:
    verdicts = {text.verdict for name in people() for text in told_of(name).values()}

    assert len(people()) >= 12
    assert verdicts == set(WORDS)


@pytest.mark.any_database
@pytest.mark.parametrize("name", people())
def test_pages_say_what_the_command_says_and_offer_the_questions_behind_it(name: str) -> None:
    client, told = visitor_who_told(people()[name]), told_of(name)
    page = see(client, "/answer/")
    pages = {goal: see(client, f"/answer/{goal}/").main for goal in told}

    assert [one.get("aria-labelledby") for one in page.all("article")] == list(GOALS)
    for goal, text in told.items():
        card = page.one("article", **{"aria-labelledby": goal})
        check_card(card, text)
        check_ways(pages[goal], text)
        for part in (card, pages[goal]):
            check_line(part, text)
    check_questions(client, {link for one in (page.main, *pages.values()) for link in one.links})


def check_card(card: Element, text: CredentialText) -> None:
    assert card.texts("span", cls="verdict") == [WORDS[text.verdict]]
    assert card.one("h3").text == f"{text.short}: {text.name}"
    assert text.answer in card.texts("p")
    assert [lack.because for lack in text.lacks if lack.because not in card.text] == []
    assert text.page in card.links


def check_ways(page: Element, text: CredentialText) -> None:
    ways = [route for route in (text.nearest, *text.others) if route is not None]

    assert page.texts("span", cls="verdict") == [WORDS[text.verdict], *(WORDS[way.verdict] for way in ways)]
    assert [one.get("id") for one in page.all("h2") if one.get("id").startswith("route-")] == [
        f"route-{way.id}" for way in ways
    ]


def check_line(part: Element, text: CredentialText) -> None:
    """A line of time is drawn where there are days to apply, half a year back or five years ahead."""
    day = machine_today()
    near = [window for window in text.windows if window[1] >= day - 183 + 4 and window[0] <= day + 5 * 365 - 4]
    lines = part.all("svg", cls="span")
    bands = [band for line in lines for band in line.all("rect", cls="band")]

    assert (len(lines), len(bands)) == ((1, len(near)) if near else (0, 0))
    assert [line.get("aria-label") for line in lines if line.get("aria-label") not in part.texts("p")] == []
    for band in bands:
        left, width = (float(band.get(place).removesuffix("%")) for place in ("x", "width"))
        assert 0 <= left <= left + width <= 101


def check_questions(client: Visitor, links: set[str]) -> None:
    """The question behind an unknown finding is on the page that is offered."""
    offered = {link for link in links if link.startswith("/where-you-stand/") and link.count("/") > 2}
    for link, page in opened_each(client, offered - {"/where-you-stand/my-answers.yaml"}).items():
        fragment = link.partition("#")[2]
        if fragment:
            assert fragment.startswith("question-")
            assert page.main.one(id=fragment).all("input", "select") != [], link


def opened_each(client: Visitor, links: set[str]) -> dict[str, Element]:
    """Open each page of questions once: links to it from several answers differ in where it leads back to."""
    pages: dict[str, Element] = {}
    found = {}
    for link in sorted(links):
        address = link.partition("#")[0]
        place = re.sub("then=[^&]*", "", address)
        if place not in pages:
            pages[place] = see(client, address)
        found[link] = pages[place]
    return found


@pytest.mark.any_database
@pytest.mark.parametrize(
    "told",
    [
        "programs: [{kind: mlt}]",
        "work: [{role: laboratory-technician}, {role: medical-assistant, to: null}]",
        "credentials: [{id: mlt-ascp}]\nattempts: [{exam: cma-aama}]\ncards: [{kind: cpr}]",
        "programs: [{kind: medical-assistant, accreditation: [{by: CAAHEP}]}]",
        "{}",
    ],
)
def test_every_unknown_that_an_answer_settles_can_be_told(told: str) -> None:
    """Each finding that names a place of the person file is a link to where that is asked."""
    client = visitor_who_told(told)
    record = draft_of(client).record
    links: set[str] = set()
    for goal, text in texts(record).items():
        page = see(client, f"/answer/{goal}/")
        groups = (text.shared, *(route.findings for route in (text.nearest, *text.others) if route))
        asked = [one for group in groups for one in walk_findings(group) if one.asks]
        offered = [link for link in page.main.links if "?then=" in link]

        assert len(offered) == len(asked) > 0
        links |= set(offered)
    for link, opened in opened_each(client, links).items():
        assert link.partition("#")[2] in ("", *(one.get("id") for one in opened.main.all("div", cls="field")))


def test_answer_to_an_unknown_leads_back_and_settles_it() -> None:
    client = visitor_who_told("programs: []\nwork: []\neducation: []\ncredentials: []\nattempts: []\ncards: []")
    page = see(client, "/answer/ccma-nha/")
    link = next(link for link in page.main.links if link.endswith("#question-kind"))
    address = link.partition("#")[0]
    back = send(client, address, {"kind": "none"}).url  # type: ignore[attr-defined]

    assert back == "/answer/ccma-nha/"
    assert link not in see(client, back).main.links


@pytest.mark.any_database
@pytest.mark.parametrize("goal", GOALS)
@pytest.mark.parametrize("told", [ZORA, maria()], ids=["zora", "maria"])
def test_every_finding_shows_its_source_and_how_old_it_is(told: str | Record, goal: str) -> None:
    client = visitor_who_told(told)
    text = texts(draft_of(client).record)[goal]
    page = see(client, f"/answer/{goal}/")
    groups = (text.shared, *(route.findings for route in (text.nearest, *text.others) if route))
    findings = [one for group in groups for one in walk_findings(group)]
    shown = page.main.all("details", cls="finding")

    assert len(shown) == len(findings)
    for part, finding in zip(shown, findings, strict=True):
        assert part.outer("summary").text == f"{finding.word}: {finding.because}"
        facts = {fact.one("dt").text: fact.one("dd") for fact in part.outer("dl").all("div")}
        if finding.source is None:
            assert "Source" not in facts
            continue
        source = facts[catalogue().say("finding.source")]
        assert source.text == finding.source.label
        assert source.links == ([finding.source.url] if finding.source.linked else [])
        assert finding.source.line.lower() in facts[catalogue().say("finding.trust")].text.lower()
        assert "read " in finding.source.line


@pytest.mark.any_database
@pytest.mark.parametrize("goal", GOALS)
def test_every_finding_has_a_source(goal: str) -> None:
    text = texts(maria())[goal]
    groups = (text.shared, *(route.findings for route in (text.nearest, *text.others) if route))

    assert [one.id for group in groups for one in walk_findings(group) if one.source is None and not one.findings] == []


@pytest.mark.any_database
def test_somebody_who_told_nothing_is_asked_to_begin() -> None:
    page = see(Visitor(), "/answer/")

    assert page.heading == catalogue().say("answer.headline.empty")
    assert page.main.all("a", cls="button")[0].get("href") == "/where-you-stand/"
    assert page.texts("span", cls="verdict") == ["unknown"] * len(shipped_rules().sheets)


@pytest.mark.parametrize(
    ("told", "kind", "page"),
    [
        ("person: {high_school: {kind: diploma}}", "settle", "where-you-stand"),
        (maria(), "plan", "plan"),
        (people()["mls-mlt-renewed"], "apply", "plan"),
    ],
    ids=["unknown", "not met", "met"],
)
def test_next_step_follows_from_the_answer(told: str | Record, kind: str, page: str) -> None:
    client, words = visitor_who_told(told), catalogue()
    step = see(client, "/answer/").one("div", cls="next")
    address = step.one("a").get("href")

    titles = [words.say(f"answer.next.{kind}", short=words.say(f"credential.{goal}")) for goal in GOALS]
    assert step.one("h2").text in titles
    assert step.texts("p")[1] == words.say(f"answer.next.{kind}.text")
    assert address.split("/")[1] == page
    assert see(client, address.partition("#")[0]).main.all("form") != []


def test_answer_follows_what_is_told_since() -> None:
    client = Visitor()
    upload(client, "work: []")
    before = see(client, "/answer/").heading
    upload(client, maria())

    assert see(client, "/answer/").heading != before
