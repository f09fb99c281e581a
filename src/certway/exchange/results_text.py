"""How somebody comes on in one exam, in words and pictures."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from certway.answers.exam_results import LEAST_SAID, MISTAKES, ExamResults, Result
from certway.core.sit.outcome import Outcome
from certway.core.sit.outlook import scaled
from certway.core.sit.profile import Scale
from certway.exchange.results_chart import Dot, Picture
from certway.exchange.words.catalogue import Catalogue
from certway.exchange.words.figures import day

DAY = 24 * 3600 * 1000  # milliseconds
_ROUND_TO = 50  # of a body's scale: the ends of the axis
_MOST_TOLD = 3  # results that a picture tells one by one to who can't see it


@dataclass(frozen=True, slots=True)
class ResultLine:
    """One result in the table."""

    key: str
    on: str
    what: str
    right: str
    band: str  # between which shares of many
    estimate: str  # on the body's scale; empty where there is none
    mistakes: str  # what she said of them; empty where she said nothing


@dataclass(frozen=True, slots=True)
class ResultsText:
    """Somebody's results in one exam."""

    heading: str  # the finding
    lead: str
    pictures: tuple[Picture, ...]
    lines: tuple[ResultLine, ...]  # the newest first
    mistakes: tuple[tuple[str, int], ...]
    mistakes_said: str
    mistakes_help: str


def results_text(results: ExamResults, words: Catalogue) -> ResultsText:
    """Return results in words."""
    every = sorted((*results.exams, *results.practice), key=lambda one: -one.at)
    told = results.mistakes
    helps = told.stands_out or ("none" if told.said >= LEAST_SAID else "few")
    return ResultsText(
        heading=_heading(results, words),
        lead=_lead(results, words),
        pictures=tuple(_pictures(results, words)),
        lines=tuple(_line(one, words) for one in every),
        mistakes=tuple((words.say(f"report.mistake.{kind}"), number) for kind, number in told.counts.items()),
        mistakes_said=words.say("results.mistakes.said", said=told.said, missed=told.missed),
        mistakes_help=words.say(f"results.mistakes.{helps}"),
    )


def _heading(results: ExamResults, words: Catalogue) -> str:
    if not results.exams:
        right = sum(one.outcome.score.right for one in results.practice)
        asked = sum(one.outcome.score.asked for one in results.practice)
        return words.say("results.practice.so-far", right=right, asked=asked) if asked else words.say("results.none")
    last = results.exams[-1].outcome
    if last.outlook is None:
        return words.say("results.exam.share", right=last.score.right, asked=last.score.asked)
    return words.say(f"results.exam.{last.outlook.side}")


def _lead(results: ExamResults, words: Catalogue) -> str:
    if results.exams:
        return words.say(f"results.exams.{results.exam_drift or 'one'}")
    return words.say("results.practice.lead" if results.practice else "results.none.lead")


def _pictures(results: ExamResults, words: Catalogue) -> Iterator[Picture]:
    if results.exams:
        last = results.exams[-1].outcome
        scale = last.scale if last.outlook else None
        alike = [one for one in results.exams if scale is None or (one.outcome.outlook and one.outcome.scale == scale)]
        yield _exams_on_scale(alike, scale, words) if scale else _shares(alike, "exams", "", words)
    if results.practice:
        title = words.say(f"results.practice.{results.practice_drift or 'little'}")
        yield _shares(results.practice, "practice", title, words)


def _exams_on_scale(exams: Sequence[Result], scale: Scale, words: Catalogue) -> Picture:
    dots = []
    for one in exams:
        outlook = one.outcome.outlook
        assert outlook is not None  # as they were picked
        said = words.say("results.span", low=outlook.low, high=outlook.high)
        dots.append(Dot(one.at / DAY, scaled(outlook.theta, scale), outlook.low, outlook.high, said))
    low, high = min(one.low for one in dots), max(one.high for one in dots)
    ends = (_down(min(low, scale.passing)), -_down(-max(high, scale.passing)))
    passes = words.say("results.chart.passes", passing=scale.passing)
    title = _from_to(dots, "exams", words)
    return _picture(exams, dots, title, words.say("results.axis.scale"), ends, (scale.passing, passes), words)


def _shares(shown: Sequence[Result], kind: str, title: str, words: Catalogue) -> Picture:
    dots = []
    for one in shown:
        share = one.outcome.score
        said = words.say("report.share", right=share.right, asked=share.asked)
        dots.append(Dot(one.at / DAY, 100 * share.share, 100 * share.low, 100 * share.high, said))
    named = title or _from_to(dots, "shares", words)
    return _picture(shown, dots, named, words.say(f"results.axis.{kind}"), (0.0, 100.0), None, words)


def _from_to(dots: Sequence[Dot], kind: str, words: Catalogue) -> str:
    if len(dots) == 1:
        return words.say(f"results.chart.{kind}/one", last=dots[-1].said)
    return words.say(f"results.chart.{kind}", first=dots[0].said, last=dots[-1].said)


def _picture(
    shown: Sequence[Result],
    dots: Sequence[Dot],
    title: str,
    axis: str,
    ends: tuple[float, float],
    passes: tuple[float, str] | None,
    words: Catalogue,
) -> Picture:
    named = [f"{day(one.day, words)}: {dot.said}" for one, dot in zip(shown, dots, strict=True)]
    told = [
        title,
        axis,
        *(named if len(named) <= _MOST_TOLD else (named[0], named[-1])),
        *(passes[1:] if passes else ()),
    ]
    return Picture(
        title=title,
        alt=". ".join(one.rstrip(".") for one in told),
        axis=axis,
        dots=tuple(dots),
        is_joined=not shown[0].outcome.is_practice,
        ends=ends,
        days=_days(shown, words),
        pass_mark=passes[0] if passes else None,
        pass_said=passes[1] if passes else "",
    )


def _days(shown: Sequence[Result], words: Catalogue) -> tuple[tuple[float, str], ...]:
    """Return the days that an axis names, the first and the last, with where they stand."""
    chosen = {one.day: one for one in (shown[0], shown[-1])}
    return tuple((one.at / DAY, day(one.day, words)) for one in chosen.values())


def _down(number: float) -> float:
    return math.floor(number / _ROUND_TO) * _ROUND_TO


def _line(one: Result, words: Catalogue) -> ResultLine:
    outcome, score = one.outcome, one.outcome.score
    kind = "practice" if outcome.is_practice else "exam"
    counts = [(name, one.mistakes.get(name, 0)) for name in MISTAKES]
    said = [words.say(f"results.said.{name}", n=number) for name, number in counts if number]
    return ResultLine(
        key=one.key,
        on=day(one.day, words),
        what=words.say_many(f"sit.line.{kind}", outcome.questions, n=outcome.questions),
        right=words.say("report.share", right=score.right, asked=score.asked),
        band=words.say("report.paper.between", low=round(100 * score.low), high=round(100 * score.high)),
        estimate=_estimate(outcome, words),
        mistakes=", ".join(said),
    )


def _estimate(outcome: Outcome, words: Catalogue) -> str:
    if outcome.outlook is None:
        return ""
    return words.say("results.span", low=outcome.outlook.low, high=outcome.outlook.high)
