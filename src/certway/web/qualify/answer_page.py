"""The page of the answer: what it comes to, the credentials with their lines of time, and what to do next."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.urls import reverse

from certway.core.person.draft import Draft
from certway.core.person.topics import open_topics
from certway.core.units.days import add_months_to_day
from certway.exchange.check_text import CredentialText, FindingText, RouteText
from certway.exchange.words.catalogue import catalogue
from certway.exchange.words.figures import day, listed
from certway.web.layout.addresses import question_address
from certway.web.layout.timeline import Band, Line, line_of_years

MONTHS_BEHIND, MONTHS_AHEAD = 6, 60  # of today, on a line of time
_RANK = {"met": 0, "unknown": 1, "not-met": 2}


@dataclass(frozen=True, slots=True)
class Answer:
    """One credential on the page."""

    text: CredentialText
    bands: tuple[Band, ...]  # days on which the person may apply
    label: str  # the same in words


@dataclass(frozen=True, slots=True)
class NextStep:
    """The one thing to do next."""

    title: str
    text: str
    button: str
    address: str


@dataclass(frozen=True, slots=True)
class AnswerPage:
    """The whole page."""

    headline: str
    lead: str
    next: NextStep
    answers: tuple[Answer, ...]
    line: Line
    now: float  # where today stands on it, in percent
    addresses: Mapping[str, str]  # of questions, by their places in the person file
    empty: bool  # nothing was told at all


def answer_page(texts: Sequence[CredentialText], draft: Draft, *, as_of: int, then: str) -> AnswerPage:
    """Return the page; `as_of` is an ordinal, `then` the page that an answered question leads back to."""
    line = line_of_years(add_months_to_day(as_of, -MONTHS_BEHIND), add_months_to_day(as_of, MONTHS_AHEAD))
    places = {finding.asks for text in texts for finding in _findings(text) if finding.asks}
    addresses = {place: question_address(place, draft, then=then) for place in places}
    return AnswerPage(
        headline=_headline(texts, draft),
        lead=_lead(texts),
        next=_next(texts, draft, addresses),
        answers=tuple(_answer(text, line, as_of) for text in texts),
        line=line,
        now=line.at(as_of),
        addresses=addresses,
        empty=draft.is_empty,
    )


def _answer(text: CredentialText, line: Line, as_of: int) -> Answer:
    words = catalogue()
    shown = [window for window in text.windows if line.band(*window) is not None]
    said = [
        words.say(
            "answer.window" if last <= line.last else "answer.window.open",
            first=day(max(first, line.first), words),
            last=day(min(last, line.last), words, as_of=as_of),
        )
        for first, last in shown
    ]
    label = words.say("answer.windows", windows=listed(said, "and", words)) if said else ""
    return Answer(text, line.bands(text.windows), label)


def _headline(texts: Sequence[CredentialText], draft: Draft) -> str:
    words = catalogue()
    if draft.is_empty:
        return words.say("answer.headline.empty")
    by_verdict = {verdict: [text for text in texts if text.verdict == verdict] for verdict in _RANK}
    if by_verdict["met"]:
        return words.say("answer.headline.met", credentials=_shorts(by_verdict["met"]))
    if by_verdict["unknown"]:
        return words.say("answer.headline.unknown", credentials=_shorts(by_verdict["unknown"]))
    return words.say_many("answer.headline.not-met", len(texts), n=len(texts))


def _shorts(texts: Iterable[CredentialText]) -> str:
    words = catalogue()
    return listed([text.short for text in texts], "and", words)


def nearest(texts: Sequence[CredentialText]) -> CredentialText:
    """Return the credential to speak of first: the best verdict, then the fewest things missing."""
    return min(texts, key=lambda text: (_RANK[text.verdict], len(text.lacks)))


def _lead(texts: Sequence[CredentialText]) -> str:
    """What matters most about the nearest credential."""
    words, text = catalogue(), nearest(texts)
    if text.verdict == "met" or not text.lacks:
        return text.answer
    because = text.lacks[0].because
    return words.say_many("answer.lead", len(text.lacks), n=len(text.lacks), short=text.short, because=because)


def _next(texts: Sequence[CredentialText], draft: Draft, addresses: Mapping[str, str]) -> NextStep:
    words, text = catalogue(), nearest(texts)
    still_open = open_topics(draft.record)
    asked = next((addresses[lack.asks] for lack in text.lacks if addresses.get(lack.asks)), "")
    if text.verdict == "unknown" and (asked or still_open):
        address = asked or reverse("qualify:topic", args=[still_open[0].id])
        return NextStep(
            words.say("answer.next.settle", short=text.short),
            words.say("answer.next.settle.text"),
            words.say("answer.next.settle.button"),
            address,
        )
    kind = "apply" if text.verdict == "met" else "plan"
    return NextStep(
        words.say(f"answer.next.{kind}", short=text.short),
        words.say(f"answer.next.{kind}.text"),
        words.say("answer.next.plan.button"),
        f"{reverse('plan:wishes')}?goal={text.id}",
    )


def _findings(text: CredentialText) -> Iterator[FindingText]:
    routes: Sequence[RouteText] = (*((text.nearest,) if text.nearest else ()), *text.others)
    lacks = (lack.finding for lack in text.lacks)
    for finding in (*text.shared, *lacks, *(finding for route in routes for finding in route.findings)):
        yield from _walk(finding)


def _walk(finding: FindingText) -> Iterator[FindingText]:
    yield finding
    for inner in finding.findings:
        yield from _walk(inner)
