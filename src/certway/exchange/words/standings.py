"""Verdicts, dates of eligibility and sources in words."""

from __future__ import annotations

from certway.answers.reasons import count_lacks, deciding, is_closed
from certway.core.qualify.standing import RouteStanding
from certway.core.rulebook.freshness import freshness_on
from certway.core.rulebook.timeline import Eligibility
from certway.core.rulebook.values import Confidence, Source
from certway.core.units.days import DaySpan
from certway.core.units.verdicts import VerdictName
from certway.exchange.words.figures import day, listed, on_day
from certway.exchange.words.sentences import because
from certway.exchange.words.telling import Telling


def verdict_word(verdict: VerdictName, telling: Telling) -> str:
    """Return a verdict as people say it: `not met`."""
    return telling.words.say(f"verdict.{verdict}")


def answer_sentence(verdict: VerdictName, eligible: Eligibility, telling: Telling) -> str:
    """Return whether somebody may apply, with the day that matters."""
    variant = ""
    if verdict == "met":
        variant = "/until" if eligible.until is not None else ""
    elif eligible.from_ is not None:
        variant = "/from" if eligible.until is None else "/from-until"
    days = {"from": _day(eligible.from_, telling), "until": _day(eligible.until, telling)}
    return telling.words.say(f"answer-{verdict}{variant}", **days)


def _day(ordinal: int | None, telling: Telling) -> str:
    return "" if ordinal is None else day(ordinal, telling.words, as_of=telling.as_of)


def route_name(route: RouteStanding, telling: Telling) -> str:
    """Return a route's title with its id."""
    return telling.words.say("check.route", title=telling.words.text(route.title), id=route.id)


def route_line(route: RouteStanding, telling: Telling) -> str:
    """Return how far a route is from being met, in a few words: `2 conditions are not met and 1 is still open`."""
    if route.verdict == "met":
        return telling.words.say("check.route.met")
    if is_closed(route):
        return because(route.findings[0], telling)
    failed, open_ = count_lacks(deciding(route.findings))
    counts = [("failed", failed), ("open", open_)]
    parts = [telling.words.say_many(f"check.route.{name}", count, n=count) for name, count in counts if count]
    line = listed(parts, "and", telling.words)
    if route.eligible.from_ is None:
        return line
    return f"{line}; {telling.words.say('check.route.from', **{'from': _day(route.eligible.from_, telling)})}"


def source_line(source: Source, telling: Telling) -> str:
    """Return how good and how old a source is: `the body's own words; no date on it, read 23 November 2026`."""
    return aged(source, telling.words.say(f"confidence.{source.confidence}"), telling)


def aged(source: Source, confidence: str, telling: Telling) -> str:
    """Return how old a source is, after the words for how good it is."""
    words, read = telling.words, day(source.read_on, telling.words)
    if source.via_copy:
        confidence = words.say("source.copy", confidence=confidence)
    if source.as_of is None:
        return words.say("source.undated", confidence=confidence, read=read)
    return words.say("source.dated", confidence=confidence, date=span_words(source.as_of, telling), read=read)


def own_trust(source: Source | None, beside: Source, telling: Telling) -> str:
    """Return how good and how old a source of its own is, where what stands `beside` it is better, older or newer.

    Empty where there is none, or nothing sets it apart.
    """
    if source is None or _footing(source) == _footing(beside):
        return ""
    words = telling.words
    confidence = words.say(f"confidence.{source.confidence}")
    if source.via_copy:
        confidence = words.say("source.copy", confidence=confidence)
    if source.as_of is None:
        return words.say("source.own/undated", confidence=confidence)
    return words.say("source.own", confidence=confidence, date=span_words(source.as_of, telling))


def _footing(source: Source) -> tuple[Confidence, DaySpan | None, bool]:
    return source.confidence, source.as_of, source.via_copy


def freshness_sentence(source: Source, on: int, telling: Telling) -> str:
    """Return in one quiet sentence where and when something was read, seen from a day, and whether to check it."""
    words, seen = telling.words, freshness_on(source, on)
    kind = "copy" if seen.via_copy and seen.confidence == "primary" else seen.confidence
    dated = "" if source.as_of is None else words.say("freshness.dated", date=span_words(source.as_of, telling))
    read = words.say(f"freshness.{kind}", read=day(source.read_on, words), dated=dated)
    if seen.stale:
        return words.say("freshness/old", read=read)
    return words.say("freshness/check" if seen.doubtful else "freshness", read=read)


def span_words(span: DaySpan, telling: Telling) -> str:
    """Return a day, month or year: `14 May 2027`, `May 2027`, `2027`."""
    if span.exact:
        return day(span.first, telling.words)
    shown = on_day(span.first, span.last, telling.words)
    return shown.removeprefix(telling.words.say("on.part", day=""))
