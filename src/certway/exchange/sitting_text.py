"""What came of a sitting, in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from certway.core.items.item import Choice, Item, Matching, NumberEntry, Ordering
from certway.core.sit.events import Response
from certway.core.sit.outlook import Outlook, outlook_of
from certway.core.sit.profile import Scale
from certway.core.sit.report import CHANGES, Report, SureStep
from certway.core.sit.share import Share
from certway.exchange.safe.markdown import markdown_to_text
from certway.exchange.words.catalogue import Catalogue

FEW = 10  # questions below which a share says little
LEAST_OF_STRETCH = 5  # questions; shorter stretches say nothing of stamina


@dataclass(frozen=True, slots=True)
class ShareLine:
    """A share with its name; the numbers are percent."""

    name: str
    told: str
    share: int
    low: int
    high: int
    is_little: bool


@dataclass(frozen=True, slots=True)
class SureLine:
    """Answers of which one was about as sure."""

    line: ShareLine
    said: int  # percent, as one said on average


@dataclass(frozen=True, slots=True)
class SittingText:
    """A report in sentences."""

    heading: str
    lead: str
    nodes: tuple[ShareLine, ...]  # the weakest first
    stretches: tuple[ShareLine, ...]  # none where they would be too short
    stamina: str  # what the stretches say; empty where they say nothing
    sureness: tuple[SureLine, ...]
    surety: str  # what being sure says; empty where it was said of too few answers
    changes: tuple[str, ...]
    pace: str
    outlook: str  # what it says of the pass mark; empty where it says nothing
    estimate: str  # on the body's scale, marked as an estimate


def sitting_text(
    report: Report, names: Mapping[str, str], scale: Scale | None, words: Catalogue, *, adaptive: bool = False
) -> SittingText:
    """Return a report in words; `names` are the titles of the outline's parts, `scale` that of the exam's body.

    An adaptive exam makes its questions as hard as the answers were good, so its stretches say nothing of stamina.
    """
    outlook = None if scale is None else outlook_of(report, scale)
    score = report.score
    nodes = sorted(report.nodes.items(), key=lambda one: (one[1].share, -one[1].asked))
    lasting = not adaptive and all(share.asked >= LEAST_OF_STRETCH for share in report.stretches)
    return SittingText(
        heading=words.say("report.heading", right=score.right, asked=score.asked),
        lead=words.say("report.lead", low=_percent(score.low), high=_percent(score.high)),
        nodes=tuple(_line(names.get(node, node), share, words) for node, share in nodes),
        stretches=tuple(_stretches(report, words)) if lasting else (),
        stamina=words.say(f"report.stamina.{report.stamina}") if lasting else "",
        sureness=tuple(_sure(step, words) for step in report.sureness),
        surety="" if report.surety is None else words.say(f"report.surety.{report.surety}"),
        changes=tuple(_changes(report, words)),
        pace=_pace(report, words),
        outlook="" if outlook is None else words.say(f"report.outlook.{outlook.side}"),
        estimate="" if outlook is None or scale is None else _estimate(outlook, scale, words),
    )


def answer_text(item: Item, response: Response, words: Catalogue) -> str:
    """Return what was answered as plain text."""
    if not response:
        return words.say("report.open")
    if isinstance(response, str):
        return f"{response} {item.body.unit}".strip() if isinstance(item.body, NumberEntry) else response
    match item.body:
        case Choice(options=options):
            return "; ".join(markdown_to_text(options[place].text) for place in response)
        case Ordering(steps=steps):
            return " → ".join(markdown_to_text(steps[place].text) for place in response)
        case Matching(pairs=pairs, others=others):
            matches = [*(pair.that for pair in pairs), *others]
            told = [(pairs[at].this, matches[place] if place >= 0 else "–") for at, place in enumerate(response)]
            return "; ".join(f"{markdown_to_text(this)} → {markdown_to_text(that)}" for this, that in told)
        case _:
            return ""


def _stretches(report: Report, words: Catalogue) -> Iterator[ShareLine]:
    for number, share in enumerate(report.stretches, start=1):
        yield _line(words.say("report.quarter", n=number), share, words)


def _sure(step: SureStep, words: Catalogue) -> SureLine:
    said = _percent(step.said)
    return SureLine(_line(words.say("report.sure", said=said), step.share, words), said)


def _estimate(outlook: Outlook, scale: Scale, words: Catalogue) -> str:
    return words.say("report.estimate", low=outlook.low, high=outlook.high, passing=scale.passing)


def _line(name: str, share: Share, words: Catalogue) -> ShareLine:
    told = words.say("report.share", right=share.right, asked=share.asked)
    return ShareLine(name, told, _percent(share.share), _percent(share.low), _percent(share.high), share.asked < FEW)


def _changes(report: Report, words: Catalogue) -> Iterator[str]:
    for kind in CHANGES:
        if report.changes[kind]:
            yield words.say_many(f"report.changed.{kind}", report.changes[kind], n=report.changes[kind])


def _pace(report: Report, words: Catalogue) -> str:
    if not report.spent:
        return ""
    right, wrong = round(report.spent_right / 1000), round(report.spent_wrong / 1000)
    return words.say("report.pace", right=right, wrong=wrong)


def _percent(share: float) -> int:
    return round(100 * share)
