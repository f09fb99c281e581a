"""Where one stands: what the pages say is what the command says, and what is unknown can be told."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import pytest

from certway.answers.check import check
from certway.core.person.reading import read_person
from certway.core.person.record import Record
from certway.exchange.check_text import CredentialText, FindingText, check_text
from certway.exchange.shipped_rules import shipped_rules
from certway.exchange.words.catalogue import catalogue
from certway.exchange.words.telling import Telling
from certway.web.clock import machine_today
from databases import is_postgresql
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
    day = machine_today()
    answer = check(rules(), record, as_of=day)
    told = check_text(answer, Telling(as_of=day, entries=answer.entries), shipped_rules().clauses)
    return {text.id: text for text in told}


@cache
def told_of(name: str) -> dict[str, CredentialText]:
    return texts(people()[name])


def walk_findings(findings: tuple[FindingText, ...]) -> Iterator[FindingText]:
    for finding in findings:
        yield finding
        yield from walk_findings(finding.findings)


def test_people_are_a_dozen_or_more_from_every_file() -> None:
    verdicts = {text.verdict for name in people() for text in told_of(name).values()}

    assert len(people()) >= 12
    assert verdicts == set(WORDS)


STEP = 6 if is_postgresql() else 1  # what an answer says does not hang on the database


@pytest.mark.parametrize("name", [*people()][::STEP])
def test_pages_say_what_the_command_says(name: str) -> None:
    client, told = visitor_who_told(people()[name]), told_of(name)
    page = see(client, "/answer/")

    assert [one.get("aria-labelledby") for one in page.all("article")] == list(GOALS)
    for goal, text in told.items():
        own, card = see(client, f"/answer/{goal}/").main, page.one("article", **{"aria-labelledby": goal})
        check_card(card, text)
        check_ways(own, text)
        for part in (card, own):
            check_line(part, text)


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


@pytest.mark.parametrize("name", [*people()][:: 2 * STEP])
def test_question_behind_an_unknown_finding_is_on_the_page_that_is_offered(name: str) -> None:
    client = visitor_who_told(people()[name])
    offered = {
        link
        for address in ("/answer/", *(f"/answer/{goal}/" for goal in GOALS))
        for link in see(client, address).main.links
        if link.startswith("/where-you-stand/") and link.count("/") > 2
    }
    for link in offered - {"/where-you-stand/my-answers.yaml"}:
        address, _, fragment = link.partition("#")
        page = see(client, address)
        if fragment:
            assert fragment.startswith("question-")
            assert page.main.one(id=fragment).all("input", "select") != [], link


@pytest.mark.parametrize(
    "told",
    [
        "programs: [{kind: mlt}]",
        "work: [{role: laboratory-technician}, {role: medical-assistant, to: null}]",
        "credentials: [{id: mlt-ascp}]\nattempts: [{exam: cma-aama}]\ncards: [{kind: cpr}]",
        "programs: [{kind: medical-assistant, accreditation: [{by: CAAHEP}]}]",
        "{}",
    ][::STEP],
)
def test_every_unknown_that_an_answer_settles_can_be_told(told: str) -> None:
    """Each finding that names a place of the person file is a link to where that is asked."""
    client = visitor_who_told(told)
    record = draft_of(client).record
    for goal, text in texts(record).items():
        page = see(client, f"/answer/{goal}/")
        groups = (text.shared, *(route.findings for route in (text.nearest, *text.others) if route))
        asked = [one for group in groups for one in walk_findings(group) if one.asks]
        offered = [link for link in page.main.links if "?then=" in link]

        assert len(offered) == len(asked) > 0
        for link in set(offered):
            opened = see(client, link.partition("#")[0])
            assert link.partition("#")[2] in ("", *(one.get("id") for one in opened.main.all("div", cls="field")))


def test_answer_to_an_unknown_leads_back_and_settles_it() -> None:
    client = visitor_who_told("programs: []\nwork: []\neducation: []\ncredentials: []\nattempts: []\ncards: []")
    page = see(client, "/answer/ccma-nha/")
    link = next(link for link in page.main.links if link.endswith("#question-kind"))
    address = link.partition("#")[0]
    back = send(client, address, {"kind": "none"}).url  # type: ignore[attr-defined]

    assert back == "/answer/ccma-nha/"
    assert link not in see(client, back).main.links


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


@pytest.mark.parametrize("goal", GOALS)
def test_every_finding_has_a_source(goal: str) -> None:
    text = texts(maria())[goal]
    groups = (text.shared, *(route.findings for route in (text.nearest, *text.others) if route))

    assert [one.id for group in groups for one in walk_findings(group) if one.source is None and not one.findings] == []


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
