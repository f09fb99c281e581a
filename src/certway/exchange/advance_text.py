"""What comes next as text: everything that a screen or a page shows of it, in the order in which it is read."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from certway.answers.advance import Advance, Drawing, NextStep
from certway.answers.check import Check, CheckedCredential
from certway.answers.evidence import evidence_of_rules
from certway.answers.state import StateAnswer, sources_of
from certway.core.rulebook.values import Source
from certway.core.units.verdicts import VerdictName
from certway.exchange.check_text import CredentialText, SourceText, check_text, source_text
from certway.exchange.marks import Mark, mark_of
from certway.exchange.state_text import state_text
from certway.exchange.words.advances import (
    AdvanceTelling,
    begin_line,
    distance_line,
    leads_line,
    outlook_line,
    pay_lines,
    region_line,
    standing_line,
    time_lines,
    trap_line,
)
from certway.exchange.words.figures import day
from certway.exchange.words.telling import Telling


@dataclass(frozen=True, slots=True)
class AskedText:
    """One thing that leads to a step: how, what it asks for, and where that was read."""

    id: str  # of the ladder's edge
    start: str  # id of the rung from which
    leads: str
    asks: tuple[str, ...]  # in sentences; one that says so where nothing was found
    note: str
    sources: tuple[int, ...]  # numbers in the list of sources


@dataclass(frozen=True, slots=True)
class LicenseText:
    """What the state asks for besides."""

    says: str
    sources: tuple[int, ...]  # numbers in the list of sources
    mark: Mark | None  # None = its rules were read of late, and in the state's own words


@dataclass(frozen=True, slots=True)
class StepText:
    """One rung further up."""

    id: str
    name: str  # for short
    title: str
    kind: str  # credential, state-credential or role
    steps: int
    state: str  # two letters; empty = everywhere
    after: str  # id of the credential that its time is counted from; empty = from today
    begin: str  # that one can begin here; empty where that is not known
    perhaps: str  # that no source says whether it is open; empty where one does
    leads: tuple[AskedText, ...]
    verdict: VerdictName | None  # today; None = no credential that there are rules for
    standing: CredentialText | None  # what is missing today
    time: tuple[str, ...]
    pay: tuple[str, ...]
    outlook: str
    sources: tuple[int, ...]  # of the pay
    license: LicenseText | None  # None = no state was told, or it is no such work
    traps: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DistanceText:
    """The steps that lie equally far up."""

    steps: int
    title: str
    all: tuple[StepText, ...]


@dataclass(frozen=True, slots=True)
class NodeText:
    """A stop of the drawing."""

    id: str
    name: str
    column: int  # both from 0
    row: int
    held: bool  # for sure; a credential also where it is not known to be valid
    kind: str


@dataclass(frozen=True, slots=True)
class LinkText:
    """A line of the drawing, with its twin in words."""

    start: str
    end: str
    edge: str  # id of the ladder's edge; empty where somebody begins
    perhaps: bool
    says: str


@dataclass(frozen=True, slots=True)
class GraphText:
    """The drawing."""

    columns: int
    rows: int
    nodes: tuple[NodeText, ...]
    links: tuple[LinkText, ...]


@dataclass(frozen=True, slots=True)
class AdvanceText:
    """The whole answer."""

    title: str
    standing: str
    region: str
    assumed: tuple[str, ...]
    distances: tuple[DistanceText, ...]
    none: str  # that nothing leads on; empty where something does
    graph: GraphText
    other: tuple[tuple[str, str], ...]  # id and name of what one may come to without a step before
    elsewhere: tuple[str, ...]
    not_found: tuple[str, ...]
    sources: tuple[SourceText, ...]  # numbered from 1


def advance_text(answer: Advance, telling: Telling, *, holder: str = "") -> AdvanceText:
    """Return an answer as text; `holder` is the credential's id where it is for anybody who holds that."""
    told, numbers = AdvanceTelling(answer, telling), _Numbers()
    steps = [_step(step, told, numbers) for step in answer.steps]
    distances = sorted({step.steps for step in steps})
    assumed = [told.say("advance.assumed/holder", credential=told.name(holder))] if holder else []
    return AdvanceText(
        title=told.say("advance.title", day=day(answer.as_of, telling.words)),
        standing=standing_line(told),
        region=region_line(told),
        assumed=(*assumed, told.say("advance.assumed/kept")),
        distances=tuple(
            DistanceText(far, distance_line(far, told), tuple(step for step in steps if step.steps == far))
            for far in distances
        ),
        none="" if steps else told.say("advance.none"),
        graph=_graph(answer.drawing, told),
        other=tuple((name, told.name(name)) for name in answer.direct),
        elsewhere=tuple(_elsewhere(told)),
        not_found=tuple(telling.words.text(line) for line in answer.not_found),
        sources=tuple(source_text(source, telling, answer.as_of) for source in numbers.sources),
    )


class _Numbers:
    """Numbers sources in the order in which they are first named."""

    def __init__(self) -> None:
        self.sources: list[Source] = []

    def of(self, sources: Iterable[Source]) -> tuple[int, ...]:
        found = []
        for source in sources:
            if source not in self.sources:
                self.sources.append(source)
            found.append(self.sources.index(source) + 1)
        return tuple(found)


def _step(step: NextStep, told: AdvanceTelling, numbers: _Numbers) -> StepText:
    words, ours = told.telling.words, step.ours
    return StepText(
        id=step.rung.id,
        name=told.name(step.rung.id),
        title=words.text(step.rung.title),
        kind=step.rung.kind,
        steps=step.steps,
        state=step.rung.state,
        after=step.after,
        begin=begin_line(step, told),
        perhaps=told.say("advance.perhaps") if step.perhaps else "",
        leads=tuple(_asked(step, told, numbers)),
        verdict=ours.standing.verdict if ours else None,
        standing=_standing(step, told),
        time=tuple(time_lines(step, told)),
        pay=tuple(pay_lines(step, told)),
        outlook=outlook_line(step.pay, told) if step.pay else "",
        sources=numbers.of(step.pay.sources if step.pay else ()),
        license=_license(step.license, told, numbers) if step.license else None,
        traps=tuple(trap_line(trap, told) for trap in step.traps),
    )


def _asked(step: NextStep, told: AdvanceTelling, numbers: _Numbers) -> Iterable[AskedText]:
    text = told.telling.words.text
    for edge in step.edges:
        asks = [
            text(asked.says) if asked.found else told.say("advance.asks.part", says=text(asked.says).rstrip("."))
            for asked in edge.asks
        ]
        yield AskedText(
            id=edge.id,
            start=edge.start,
            leads=leads_line(edge, step, told),
            asks=tuple(asks or [told.say("advance.asks.not-found")]),
            note=text(edge.note),
            sources=numbers.of(edge.sources),
        )


def _license(law: StateAnswer, told: AdvanceTelling, numbers: _Numbers) -> LicenseText:
    text = state_text(law, told.telling)
    # Where nothing is asked for, there is nothing that a credential could be accepted for.
    taken = text.accepts[:1] if law.acceptance and law.need not in ("not-needed", "repealed") else ()
    return LicenseText(
        says=told.say("advance.license", state=told.state(law.state), says=" ".join((text.answer, *taken))),
        sources=numbers.of(aged.source for aged in sources_of(law)),
        mark=mark_of(evidence_of_rules(law.rules), law.as_of, told.telling),
    )


def _standing(step: NextStep, told: AdvanceTelling) -> CredentialText | None:
    ours = step.ours
    if ours is None:
        return None
    checked = CheckedCredential(ours.credential, ours.standing, ours.nearest)
    answer = Check(told.answer.as_of, None, (checked,), told.telling.entries)
    return check_text(answer, told.telling, {}, every_finding=False)[0]


def _graph(drawing: Drawing, told: AdvanceTelling) -> GraphText:
    held = {one.rung for one in told.answer.footholds if one.held_as == "credential" or one.validity == "valid"}
    places = drawing.places.values()
    return GraphText(
        columns=max((place.column + 1 for place in places), default=0),
        rows=max((place.row + 1 for place in places), default=0),
        nodes=tuple(
            NodeText(rung, told.name(rung), place.column, place.row, rung in held, told.answer.rungs[rung].kind)
            for rung, place in drawing.places.items()
        ),
        links=tuple(
            LinkText(
                start=link.start,
                end=link.end,
                edge=link.edge,
                perhaps=link.perhaps,
                says=told.say(
                    "advance.drawing.step" if link.edge else "advance.drawing.begin",
                    start=told.name(link.start),
                    end=told.name(link.end),
                ),
            )
            for link in drawing.links
        ),
    )


def _elsewhere(told: AdvanceTelling) -> Iterable[str]:
    rungs = told.answer.rungs
    for edge in told.answer.elsewhere:
        yield told.say(
            "advance.elsewhere.step",
            state=told.state(rungs[edge.end].state or rungs[edge.start].state),
            start=told.name(edge.start),
            end=told.name(edge.end),
        )
