"""What comes next for this person: the steps up from where she stands, what each asks, takes and pays."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal, TypeAlias

from certway.answers.advance_pay import Pay, pay_of
from certway.answers.advance_time import Journey, Taken, Takes, held_from, takes_of
from certway.answers.newcomer import newcomer_with
from certway.answers.reasons import nearest_route
from certway.answers.sheet import RuleSheet, rules_of
from certway.answers.state import StateAnswer, state_answer
from certway.core.advance.footing import Foothold, footholds
from certway.core.advance.ladder import Arrival, Edge, Ladder, Rung
from certway.core.advance.layout import Place, lay_out
from certway.core.person.fields import STATES
from certway.core.person.record import Record
from certway.core.plan.roadmap import Reason
from certway.core.plan.trainings import Trainings
from certway.core.qualify.standing import RouteStanding, Standing, stand
from certway.core.rulebook.credential import Credential
from certway.core.rulebook.section_leaves import Some
from certway.core.rulebook.states import StateBook, UnknownStateError, state_occupation
from certway.core.rulebook.wages import WageBook

TrapKind: TypeAlias = Literal["expired", "expires-first", "validity-unknown", "told"]


@dataclass(frozen=True, slots=True)
class AdvanceRules:
    """Everything that the steps are told from."""

    ladder: Ladder
    wages: WageBook
    sheets: Mapping[str, RuleSheet]  # by credential id
    trainings: Trainings
    states: StateBook


@dataclass(frozen=True, slots=True)
class Trap:
    """What closes a step, or makes it useless."""

    kind: TrapKind
    rung: str = ""  # the credential whose expiry matters
    day: int | None = None  # ordinal of its last day
    says: str = ""  # told: in the words of the rules


@dataclass(frozen=True, slots=True)
class OurCredential:
    """A step to a credential that Certway has rules for."""

    credential: Credential
    standing: Standing  # today
    nearest: RouteStanding | None  # the route to tell about first
    direct: bool  # whether one open route asks for no credential, so that one may begin here
    takes: Takes | None  # None: no plan, for the reasons that follow
    reasons: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True)
class NextStep:
    """One rung further up."""

    rung: Rung
    steps: int  # from where she stands; 1 = next
    edges: tuple[Edge, ...]  # what leads here; empty where somebody begins
    origins: tuple[str, ...]  # ids of the rungs from which
    perhaps: bool  # whether it rests on something that no source decides
    after: str  # id of the credential that its time and pay are counted from; empty = from today
    ours: OurCredential | None  # None: no credential that Certway has rules for
    pay: Pay | None  # None: nothing is published for its work
    license: StateAnswer | None  # what the state asks for besides; None: no state was told, or no such work is known
    traps: tuple[Trap, ...]


@dataclass(frozen=True, slots=True)
class Link:
    """A line of the drawing; `edge` is empty for what one rung counts as, and for where somebody begins."""

    start: str
    end: str
    edge: str = ""
    perhaps: bool = False


@dataclass(frozen=True, slots=True)
class Drawing:
    """The ladder as this person sees it."""

    places: Mapping[str, Place]  # by rung
    links: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class Advance:
    """The answer. `as_of` is an ordinal."""

    as_of: int
    state: str  # two letters; empty = none was told
    footholds: tuple[Foothold, ...]
    steps: tuple[NextStep, ...]  # the nearest first
    drawing: Drawing
    rungs: Mapping[str, Rung]
    direct: tuple[str, ...]  # ids of the other credentials that one may come to without any step before
    elsewhere: tuple[Edge, ...]  # what other states have
    not_found: tuple[str, ...]
    budget: int | None  # whole US dollars, as the person file tells


def advance(rules: AdvanceRules, record: Record, *, as_of: int, state: str = "") -> Advance:
    """Return the steps up from where a person stands on a day (an ordinal).

    `state` (two letters) is where she wants to work; that of her file when it is empty. Raises UnknownStateError for
    what is no state.
    """
    lives_in = record.single("person").get("lives_in")
    state = state or (lives_in if isinstance(lives_in, str) else "")
    if state and state not in STATES:
        raise UnknownStateError(state)
    stood = footholds(rules.ladder, record, day=as_of)
    arrivals = rules.ladder.reachable([one.rung for one in stood], state=state)
    walk = _Walk(rules, record, as_of, state, stood)
    shown = {one.rung for one in stood} | {arrival.rung.id for arrival in arrivals}
    budget = record.single("preferences").get("budget")
    return Advance(
        as_of=as_of,
        state=state,
        footholds=stood,
        steps=tuple(walk.go(arrivals)),
        drawing=_draw(rules.ladder, stood, arrivals),
        rungs=rules.ladder.rungs,
        direct=tuple(name for name, sheet in rules.sheets.items() if name not in shown and _is_direct(sheet, as_of)),
        elsewhere=rules.ladder.elsewhere(state),
        not_found=rules.ladder.not_found,
        budget=budget // 100 if isinstance(budget, int) else None,
    )


def holder_of(credential: str, *, day: int) -> Record:
    """Return the record of somebody who finished high school and holds a credential, valid, and has nothing else."""
    return newcomer_with(Record(), day).with_entries("credentials", (held_from(credential, day),))


class _Walk:
    """Goes up the ladder step by step, remembering for every rung how the person comes to it."""

    def __init__(
        self, rules: AdvanceRules, record: Record, as_of: int, state: str, stood: tuple[Foothold, ...]
    ) -> None:
        self.rules, self.record, self.as_of, self.state = rules, record, as_of, state
        self.stood = {one.rung: one for one in stood}
        self.today = Journey(record, as_of)
        self.journeys = dict.fromkeys(self.stood, self.today)
        self.dated = set(self.stood)  # rungs whose day is known

    def go(self, arrivals: tuple[Arrival, ...]) -> Iterator[NextStep]:
        """Yield every step; those before it have been yielded."""
        for arrival in arrivals:
            journey, ours = self._from(arrival), None
            leads = journey
            sheet = self.rules.sheets.get(arrival.rung.id)
            if sheet is not None:
                ours, leads = self._ours(sheet, journey)
            self.journeys[arrival.rung.id] = leads
            yield NextStep(
                rung=arrival.rung,
                steps=arrival.steps,
                edges=arrival.edges,
                origins=arrival.origins,
                perhaps=arrival.perhaps,
                after=journey.rung,
                ours=ours,
                pay=pay_of(self.rules.wages, before=self._job(arrival), after=arrival.rung.job, state=self.state),
                license=self._license(arrival.rung),
                traps=tuple(self._traps(arrival, ours.takes if ours else None)),
            )

    def _from(self, arrival: Arrival) -> Journey:
        """By which of the rungs before she comes here earliest; those that could be dated come first."""
        origin = self._origin(arrival.origins)
        return self.journeys[origin] if origin else self.today

    def _job(self, arrival: Arrival) -> str:
        """The work of the rung from which she comes earliest, of those that have any."""
        rungs = self.rules.ladder.rungs
        origin = self._origin(tuple(origin for origin in arrival.origins if rungs[origin].job))
        return rungs[origin].job if origin else ""

    def _origin(self, origins: tuple[str, ...]) -> str:
        return min(origins, key=lambda origin: (origin not in self.dated, self.journeys[origin].day), default="")

    def _ours(self, sheet: RuleSheet, journey: Journey) -> tuple[OurCredential, Journey]:
        standing = stand(sheet.eligibility, self.record, as_of=self.as_of)
        nearest, direct = nearest_route(standing.routes), _is_direct(sheet, self.as_of)
        found = takes_of(rules_of(sheet, self.rules.trainings), journey)
        if isinstance(found, Taken):
            self.dated.add(standing.id)
            return OurCredential(sheet.credential, standing, nearest, direct, found.takes), found.then
        return OurCredential(sheet.credential, standing, nearest, direct, None, found), journey

    def _license(self, rung: Rung) -> StateAnswer | None:
        """What the state asks besides, of those who hold the credential or else do the rung's work."""
        sheet = self.rules.sheets.get(rung.id)
        occupation = None if sheet else state_occupation(rung.job)
        if not self.state or (sheet is None and occupation is None):
            return None
        return state_answer(
            self.rules.states,
            state=self.state,
            as_of=self.as_of,
            occupation=occupation,
            credential=sheet.credential if sheet else None,
        )

    def _traps(self, arrival: Arrival, takes: Takes | None) -> Iterator[Trap]:
        for edge in arrival.edges:
            foothold = self.stood.get(edge.start) if edge.needs_valid else None
            if foothold is not None and foothold.validity == "expired":
                yield Trap("expired", edge.start, foothold.expires)
            elif foothold is not None and foothold.validity == "unknown":
                yield Trap("validity-unknown", edge.start)
            elif foothold is not None and foothold.expires is not None and takes and takes.apply_on > foothold.expires:
                yield Trap("expires-first", edge.start, foothold.expires)
            if edge.trap:
                yield Trap("told", says=edge.trap)


def _draw(ladder: Ladder, stood: tuple[Foothold, ...], arrivals: tuple[Arrival, ...]) -> Drawing:
    links: list[Link] = []
    for arrival in arrivals:
        end = arrival.rung.id
        links += [Link(origin, end) for origin in arrival.origins if not arrival.edges]
        for edge in arrival.edges:
            for origin in arrival.origins:
                standing = ladder.standing_on(origin)
                if edge.start in standing:
                    links.append(Link(origin, end, edge.id, not standing[edge.start]))
    rungs = {one.rung for one in stood} | {arrival.rung.id for arrival in arrivals}
    shown = [rung for rung in ladder.rungs if rung in rungs]
    return Drawing(lay_out(shown, [(link.start, link.end) for link in links]), tuple(links))


def _is_direct(sheet: RuleSheet, day: int) -> bool:
    """Tell whether one open route asks for no credential."""
    open_routes = [route for route in sheet.eligibility.routes if route.until is None or day <= route.until]
    return any(
        not any(isinstance(node, Some) and node.section == "credentials" for node in route.rule.walk())
        for route in open_routes
    )
