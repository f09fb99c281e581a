"""A history of reviews that somebody brings along, in words: what comes in, what stays out and why, what it gives."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo

from certway.exchange.reviews.brought import LEFT_OUT, BroughtFigures
from certway.exchange.words.catalogue import Catalogue
from certway.exchange.words.figures import day, number


@dataclass(frozen=True, slots=True)
class KnownIn:
    """How many of an exam's questions are known."""

    short: str  # the exam's short name; empty for the whole bank
    questions: int
    reviewed: int
    expected: float  # that would be recalled now


@dataclass(frozen=True, slots=True)
class BroughtText:
    """What is in a history."""

    count: str  # `4,210 reviews`
    is_new: bool  # whether anything of it is
    when: str  # `from 3 May 2024 to 9 February 2026`; empty where nothing is new
    ours: str  # of our questions; empty for none
    others: str  # of other cards; empty for none
    same: str  # what was here before; empty for none
    left_out: tuple[tuple[str, str], ...]  # why, and how many
    known: str  # how many questions would be known with it


def known_text(known: KnownIn, words: Catalogue) -> str:
    """Return how many questions are known now."""
    of = words.say("study.known.exam", short=known.short) if known.short else words.say("study.known.bank")
    values = {"of": of, "questions": number(known.questions), "reviewed": number(known.reviewed)}
    if not known.reviewed:
        return words.say("study.known.none", **values)
    return words.say_many("study.known", known.reviewed, expected=number(round(known.expected)), **values)


def brought_text(figures: BroughtFigures, known: KnownIn, words: Catalogue, *, zone: tzinfo | None) -> BroughtText:
    """Return what is in a history; days are those of a time zone, None = the machine's."""
    return BroughtText(
        count=words.say_many("study.brought.count", figures.reviews, n=number(figures.reviews)),
        is_new=bool(figures.reviews),
        when=_when(figures, words, zone),
        ours=_ours(figures, words),
        others=_others(figures, words),
        same=words.say_many("study.brought.same", figures.same, n=number(figures.same)) if figures.same else "",
        left_out=tuple(_left_out(figures, words)),
        known=known_text(known, words),
    )


def _when(figures: BroughtFigures, words: Catalogue, zone: tzinfo | None) -> str:
    if figures.first is None or figures.last is None:
        return ""
    first, last = (_day(at, words, zone) for at in (figures.first, figures.last))
    if first == last:
        return words.say("study.brought.on", day=first)
    return words.say("study.brought.between", first=first, last=last)


def _day(at: int, words: Catalogue, zone: tzinfo | None) -> str:
    return day(datetime.fromtimestamp(at / 1000, UTC).astimezone(zone).toordinal(), words)


def _ours(figures: BroughtFigures, words: Catalogue) -> str:
    if not figures.question_reviews:
        return ""
    questions = words.say_many("study.brought.questions", figures.questions, n=number(figures.questions))
    count = figures.question_reviews
    return words.say_many("study.brought.ours", count, n=number(count), questions=questions)


def _others(figures: BroughtFigures, words: Catalogue) -> str:
    if not figures.other_reviews:
        return ""
    cards = words.say_many("study.brought.cards", figures.other_cards, n=number(figures.other_cards))
    count = figures.other_reviews
    return words.say_many("study.brought.others", count, n=number(count), cards=cards)


def _left_out(figures: BroughtFigures, words: Catalogue) -> Iterator[tuple[str, str]]:
    for why in LEFT_OUT:
        if figures.left_out.get(why):
            yield words.say(f"study.left-out.{why}"), number(figures.left_out[why])
