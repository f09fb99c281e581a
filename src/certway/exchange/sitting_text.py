"""What came of a sitting, in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from certway.core.sit.outlook import Outlook, outlook_of
from certway.core.sit.profile import Scale
from certway.core.sit.report import CHANGES, Report, Share
from certway.exchange.words.catalogue import Catalogue

FEW = 10  # questions below which a share says little


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
class SittingText:
    """A report in sentences."""

    heading: str
    lead: str
    nodes: tuple[ShareLine, ...]  # the weakest first
    stretches: tuple[ShareLine, ...]
    sureness: tuple[ShareLine, ...]
    changes: tuple[str, ...]
    pace: str
    outlook: str  # what it says of the pass mark; empty where it says nothing
    estimate: str  # on the body's scale, marked as an estimate


def sitting_text(report: Report, names: Mapping[str, str], scale: Scale | None, words: Catalogue) -> SittingText:
    """Return a report in words; `names` are the titles of the outline's parts, `scale` that of the exam's body."""
    outlook = None if scale is None else outlook_of(report, scale)
    score = report.score
    nodes = sorted(report.nodes.items(), key=lambda one: (one[1].share, -one[1].asked))
    return SittingText(
        heading=words.say("report.heading", right=score.right, asked=score.asked),
        lead=words.say("report.lead", low=_percent(score.low), high=_percent(score.high)),
        nodes=tuple(_line(names.get(node, node), share, words) for node, share in nodes),
        stretches=tuple(
            _line(words.say("report.quarter", n=number), share, words)
            for number, share in enumerate(report.stretches, start=1)
            if share.asked
        ),
        sureness=tuple(
            _line(words.say("report.sure", said=_percent(one.said)), one.share, words) for one in report.sureness
        ),
        changes=tuple(_changes(report, words)),
        pace=_pace(report, words),
        outlook="" if outlook is None else words.say(f"report.outlook.{outlook.side}"),
        estimate="" if outlook is None or scale is None else _estimate(outlook, scale, words),
    )


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
