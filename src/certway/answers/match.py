"""Which credential suits this person: all of them weighed by her wishes, every point with its reason."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from certway.answers.evidence import Evidence, evidence_of_wage
from certway.answers.figures import SheetFigures, figures_on
from certway.answers.newcomer import newcomer_with
from certway.answers.places import Places, places_of
from certway.answers.plan_obstacles import find_obstacles
from certway.answers.plan_question import Rules, wishes_of
from certway.answers.sheet import RuleSheet, rules_of
from certway.answers.ways import FoundWay, ways_to
from certway.core.advance.ladder import Edge, Ladder, Rung
from certway.core.choose.candidates import Candidate, Option, Traits
from certway.core.choose.ranking import Ranked, rank
from certway.core.choose.swaps import Swap, nearest_swap
from certway.core.choose.wishes import MatchWishes
from certway.core.person.holding import Holding, holdings
from certway.core.person.record import Record
from certway.core.plan.trainings import Trainings
from certway.core.plan.wishes import Wishes
from certway.core.rulebook.credential import Credential
from certway.core.rulebook.states import StateBook
from certway.core.rulebook.wages import COUNTRY, Wage, WageBook


@dataclass(frozen=True, slots=True)
class MatchRules:
    """All that a match is made from."""

    sheets: Mapping[str, RuleSheet]  # by credential, in the order in which they are shown
    trainings: Trainings
    traits: Mapping[str, Traits]
    states: StateBook
    wages: WageBook
    ladder: Ladder


@dataclass(frozen=True, slots=True)
class Brought:
    """What one credential takes and brings, besides the way to it."""

    figures: SheetFigures
    wage: Wage | None  # in the first state she wants to work in, else in the country; None = not published
    wage_evidence: tuple[Evidence, ...]
    places: Places
    leads: tuple[Edge, ...]  # what the ladder names as steps up from it, in her states or everywhere
    leads_to: tuple[Rung, ...]  # the rungs that they end at, each once


@dataclass(frozen=True, slots=True)
class MatchedCredential:
    """One credential in the ranking."""

    credential: Credential
    ranked: Ranked
    ways: tuple[FoundWay, ...]  # from the quickest to the cheapest
    brought: Brought
    untold: tuple[str, ...] = ()  # fields that would have to be told to find a way; only where none is known
    expired: Holding | None = None  # she held it, and it has expired

    @property
    def way(self) -> FoundWay | None:
        """The way that the ranking counts; None when none is known."""
        return self._way(self.ranked.option) if self.ranked.option else None

    @property
    def within(self) -> tuple[FoundWay, ...]:
        """The ways within her limits, from the quickest to the cheapest."""
        return tuple(self._way(option) for option in self.ranked.within)

    def _way(self, option: Option) -> FoundWay:
        return self.ways[self.ranked.candidate.options.index(option)]


@dataclass(frozen=True, slots=True)
class HeldCredential:
    """A credential that she holds: nothing to be weighed."""

    credential: Credential
    holding: Holding  # valid, or whether it is was not told


@dataclass(frozen=True, slots=True)
class Match:
    """The ranking, the first one first."""

    as_of: int  # ordinal
    wishes: MatchWishes
    weekly_minutes: int | None  # free time that the ways were found with; None = no limit was told
    credentials: tuple[MatchedCredential, ...]  # without those that she holds
    held: tuple[HeldCredential, ...]
    swap: Swap | None  # the nearest wish that changes the first place
    assumed: bool  # nothing was told but wishes: the ways are those of somebody with a high-school diploma alone

    @property
    def first(self) -> MatchedCredential | None:
        """The credential that suits best; None when she holds them all."""
        return next(iter(self.credentials), None)


def match_wishes_of(record: Record) -> MatchWishes:
    """Return the wishes that stand in a person file; she wants to work where she lives when she names no state."""
    told = record.single("preferences")
    lives_in = record.single("person").get("lives_in")
    states = _words(told.get("states")) or ((lives_in,) if isinstance(lives_in, str) else ())
    importance = told.get("importance")
    return MatchWishes(
        side=told.get("side"),  # type: ignore[arg-type]
        settings=frozenset(_words(told.get("settings"))),
        contact=told.get("patient_contact"),  # type: ignore[arg-type]
        months=_whole(told.get("months")),
        budget=_whole(told.get("budget")),
        money_now=_whole(told.get("money_now")),
        degree=told.get("degree"),  # type: ignore[arg-type]
        pay=_whole(told.get("pay")),
        points=_whole(told.get("renewal_points")),
        states=states,
        importance={name: round(number / 100) for name, number in importance.items()}
        if isinstance(importance, Mapping)
        else {},
    )


def _words(told: object) -> tuple[str, ...]:
    return tuple(word for word in told if isinstance(word, str)) if isinstance(told, tuple | frozenset) else ()


def _whole(hundredths: object) -> int | None:
    return hundredths // 100 if isinstance(hundredths, int) else None


def match(rules: MatchRules, record: Record, *, as_of: int) -> Match:
    """Return every credential ranked for a person; `as_of` is an ordinal.

    Limits of time and money don't hide a way: what breaks them is told, so that one sees what would have to change.
    """
    wishes, planning = match_wishes_of(record), wishes_of(record, start=as_of)
    assumed = not record.lists and not {"high_school", "procedures", "statements"} & set(record.singles)
    known = newcomer_with(record, as_of) if assumed else record
    open_ended = replace(planning, start=max(planning.start, as_of), budget=None, finish_by=None)
    holding = holdings(record, day=as_of)
    kept = {name for name, one in holding.items() if one.validity != "expired"}
    sheets = {name: sheet for name, sheet in rules.sheets.items() if name not in kept}
    ways = {name: _ways(rules_of(sheet, rules.trainings), known, open_ended) for name, sheet in sheets.items()}
    brought = {name: _brought(rules, sheet, wishes, as_of) for name, sheet in sheets.items()}
    candidates = [_candidate(name, rules.traits[name], ways[name], brought[name]) for name in sheets]
    return Match(
        as_of=as_of,
        wishes=wishes,
        weekly_minutes=planning.weekly_minutes,
        credentials=tuple(
            MatchedCredential(
                credential=sheets[name].credential,
                ranked=one,
                ways=ways[name].found,
                brought=brought[name],
                untold=ways[name].untold,
                expired=holding.get(name),
            )
            for one in rank(candidates, wishes)
            for name in (one.candidate.id,)
        ),
        held=tuple(
            HeldCredential(sheet.credential, holding[name]) for name, sheet in rules.sheets.items() if name in kept
        ),
        swap=nearest_swap(candidates, wishes),
        assumed=assumed,
    )


@dataclass(frozen=True, slots=True)
class _Ways:
    found: tuple[FoundWay, ...]
    beyond_hours: bool = False  # none goes with her free hours; these are for somebody with all the time there is
    untold: tuple[str, ...] = ()


def _ways(rules: Rules, record: Record, wishes: Wishes) -> _Ways:
    found = ways_to(rules, record, wishes)
    if found:
        return _Ways(found)
    unhurried = replace(wishes, weekly_minutes=None)
    found = ways_to(rules, record, unhurried) if wishes.weekly_minutes is not None else ()
    if found:
        return _Ways(found, beyond_hours=True)
    reasons = find_obstacles(rules, record, unhurried)
    return _Ways((), untold=tuple(field for reason in reasons for field in reason.fields))


def _candidate(name: str, traits: Traits, ways: _Ways, brought: Brought) -> Candidate:
    return Candidate(
        id=name,
        traits=traits,
        options=tuple(Option(way.months, way.price.likely, way.degree, way.fee is None) for way in ways.found),
        pay=brought.wage.p50 if brought.wage else None,
        points=brought.figures.points_a_year,
        works_in=brought.places.works,
        unsure_in=brought.places.unsure,
        beyond_hours=ways.beyond_hours,
    )


def _brought(rules: MatchRules, sheet: RuleSheet, wishes: MatchWishes, day: int) -> Brought:
    wage = rules.wages.pay(sheet.credential.occupation, wishes.states[0] if wishes.states else COUNTRY)
    ends = {edge: rules.ladder.rungs[edge.end] for edge in _leads(rules.ladder, sheet.credential.id)}
    leads = {edge: rung for edge, rung in ends.items() if not rung.state or rung.state in wishes.states}
    return Brought(
        figures=figures_on(sheet, day),
        wage=wage,
        wage_evidence=evidence_of_wage(wage, rules.wages),
        places=places_of(rules.states, sheet.credential, as_of=day),
        leads=tuple(leads),
        leads_to=tuple({rung.id: rung for rung in leads.values()}.values()),
    )


def _leads(ladder: Ladder, credential: str) -> tuple[Edge, ...]:
    return ladder.from_(credential) if credential in ladder.rungs else ()
