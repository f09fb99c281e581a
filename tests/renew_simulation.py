"""Years of reminders under a clock that jumps: people who change their minds, servers that rest, hours that are not.

The world is made from a seed: people in several time zones, what they tell and when, and when the server is down. An
engine says what goes out at each quarter of an hour; a witness, who knows nothing of how the engine works, notes what
came due while it stood, and counts what was missed, doubled, late or untrue. `simulate` does it with the pure rules;
tests/actions/test_reminder_years.py with the real action on a database.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import Protocol, TypeAlias
from zoneinfo import ZoneInfo

from certway.core.renew.deadlines import Deadline, Kind
from certway.core.renew.hours import may_write
from certway.core.renew.reminders import (
    DEFAULT_LEADS,
    OPENS_DAYS,
    PASSED,
    PASSED_DAYS,
    Known,
    Wishes,
    horizon_of,
    name_of,
    plan_round,
)

START = datetime(2027, 1, 1, 12, tzinfo=UTC)
TICK = timedelta(minutes=15)
DAY = timedelta(days=1)
ZONES = ("America/Chicago", "America/Phoenix", "Pacific/Honolulu", "America/Puerto_Rico", "Europe/Dublin")
LEADS = (DEFAULT_LEADS, (60, 30, 7), (365, 45, 3, 2, 1), (14,))
HELD = ("cma-aama", "cpt-nha", "card:cpr")

Name: TypeAlias = "tuple[str, str, int]"
Saying: TypeAlias = "tuple[int, Name, int]"  # number of the person, name of the deadline, lead


@dataclass(frozen=True)
class Edit:
    """Something that somebody does at a moment."""

    at: datetime
    kind: str  # told, done, retired, kept, paused, leads
    credential: str = ""
    what: str = "expires"
    on: int | None = None  # ordinal; of a pause the first day after it; None takes it away
    due: Kind = "act"
    leads: tuple[int, ...] = ()


@dataclass
class Somebody:
    """A person, as she stands at a moment."""

    zone: ZoneInfo
    hour: int
    quiet: tuple[int, int] | None
    weekly: bool
    leads: tuple[int, ...]
    edits: list[Edit]  # to come, the next one last
    days: dict[tuple[str, str], Deadline] = field(default_factory=dict)
    retired: set[str] = field(default_factory=set)
    paused_until: int = 0

    def take(self, edit: Edit) -> None:
        """Do what she does."""
        thing = (edit.credential, edit.what)
        if edit.kind == "told" and edit.on is not None:
            self.days[thing] = Deadline(*thing, edit.on, edit.due)
        elif edit.kind == "told":
            self.days.pop(thing, None)
        elif edit.kind == "done" and thing in self.days:
            old = self.days[thing]
            self.days[thing] = Deadline(*thing, old.on, old.kind, done=not old.done)
        elif edit.kind == "retired":
            self.retired.add(edit.credential)
        elif edit.kind == "kept":
            self.retired.discard(edit.credential)
        elif edit.kind == "paused":
            self.paused_until = edit.on or 0
        elif edit.kind == "leads":
            self.leads = edit.leads

    def standing(self) -> list[Deadline]:
        return [one for one in self.days.values() if not one.done and one.credential not in self.retired]

    def takes_mail(self, here: datetime) -> bool:
        is_time = may_write(here.hour, wanted=self.hour, quiet=self.quiet)
        return is_time and here.date().toordinal() >= self.paused_until


@dataclass
class Counts:
    """What a simulation found. All but `sent` should be 0."""

    sent: int = 0
    missed: int = 0
    double: int = 0
    late: int = 0  # by more than a day, from the first moment at which it could have gone out
    untrue: int = 0  # of what is done, retired, gone or not yet, or while paused


class Engine(Protocol):
    """Whatever sends reminders."""

    def take(self, number: int, edit: Edit) -> None:
        """Be told what somebody does."""

    def run(self, now: datetime) -> list[Saying]:
        """Return what goes out at a moment."""


class PureEngine:
    """The rules alone, with what an action keeps for them."""

    def __init__(self, people: Sequence[Somebody]) -> None:
        first = START.date().toordinal() - 2
        self.people, self.known = people, [Known(handled=first) for _ in people]

    def take(self, number: int, edit: Edit) -> None:
        """Nothing to do: the people themselves are asked."""

    def run(self, now: datetime) -> list[Saying]:
        said: list[Saying] = []
        for number, one in enumerate(self.people):
            here, known = now.astimezone(one.zone), self.known[number]
            as_of = here.date().toordinal()
            if known.handled != as_of and one.takes_mail(here):
                said += ((number, name, lead) for name, lead in self._round(number, one, as_of))
        return said

    def _round(self, number: int, one: Somebody, as_of: int) -> list[tuple[Name, int]]:
        known, wishes = self.known[number], Wishes(one.leads, frozenset(one.retired))
        horizon = horizon_of(as_of, weekly=one.weekly, handled=known.handled)
        found = plan_round(list(one.days.values()), wishes=wishes, known=known, as_of=as_of, horizon=horizon)
        watched = {name: since for name, since in (known.watched or {}).items() if name not in found.gone}
        keys = {one.key for one in found.due} | set(found.overtaken)
        self.known[number] = Known(known.sent | keys, {**watched, **found.begun}, as_of)
        return [(name_of(one.deadline), one.lead) for one in found.due]


@dataclass
class Debt:
    """A reminder that came due while its day stood."""

    name: Name
    lead: int
    last: int  # ordinal of the last day on which it says something true
    payable_at: datetime | None = None  # the first moment at which it could go out


class Witness:
    """Follows one person: what came due, and what went out."""

    def __init__(self, one: Somebody, counts: Counts) -> None:
        self.one, self.counts = one, counts
        self.debts: dict[tuple[Name, int], Debt] = {}
        self.said: dict[Name, list[int]] = {}
        self.slot_day = self.letter_day = 0

    def look(self, here: datetime) -> None:
        """Note what comes due on this day as things stand, and what can no longer be said."""
        today, standing = here.date().toordinal(), {name_of(one): one for one in self.one.standing()}
        for name, one in standing.items():
            for lead, last in self._leads(one):
                if one.on - lead == today and not [said for said in self.said.get(name, ()) if said <= lead]:
                    self.debts.setdefault((name, lead), Debt(name, lead, last))
        for key, debt in list(self.debts.items()):
            wanted = name in standing if (name := debt.name) else False
            over = debt.last < today
            if over or not wanted or debt.lead not in dict(self._leads(standing[name])):
                waited = debt.payable_at is not None and (over or here - debt.payable_at > DAY)
                self.counts.missed += waited
                del self.debts[key]

    def _leads(self, one: Deadline) -> list[tuple[int, int]]:
        if one.kind == "opens":
            return [(0, one.on + OPENS_DAYS)]
        return [*((lead, one.on) for lead in self.one.leads), (PASSED, one.on + PASSED_DAYS)]

    def opens_slot(self, here: datetime) -> bool:
        """Tell whether this is the first moment of her day at which mail can go out; all debts can be paid then."""
        today = here.date().toordinal()
        if self.slot_day == today or not self.one.takes_mail(here):
            return False
        self.slot_day = today
        for debt in self.debts.values():
            debt.payable_at = debt.payable_at or here
        return True

    def hear(self, here: datetime, sayings: Sequence[tuple[Name, int]]) -> None:
        """Note a letter."""
        today, standing = here.date().toordinal(), {name_of(one): one for one in self.one.standing()}
        self.counts.double += self.letter_day == today
        self.letter_day = today
        for name, lead in sayings:
            self.counts.sent += 1
            self.counts.double += any(said <= lead for said in self.said.get(name, ()))
            self.counts.untrue += not (name in standing and self._is_true(name[2], lead, today))
            self.counts.untrue += not self.one.takes_mail(here)
            self.said.setdefault(name, []).append(lead)
            for key in [key for key in self.debts if key[0] == name and key[1] >= lead]:
                began = self.debts.pop(key).payable_at
                self.counts.late += began is not None and here - began > DAY

    def _is_true(self, on: int, lead: int, today: int) -> bool:
        if lead == PASSED:
            return on < today <= on + PASSED_DAYS
        early = 6 if self.one.weekly else 0
        return on - lead - early <= today and (lead == 0 or today <= on)


def simulate(years: float, people: int, seed: int) -> Counts:
    """Run so many years with so many people by the pure rules; return what went wrong, and how much was sent."""
    rng = Random(seed)
    crowd = [make_somebody(rng, years) for _ in range(people)]
    return run_world(crowd, PureEngine(crowd), years=years, rng=rng)


def run_world(
    people: Sequence[Somebody],
    engine: Engine,
    *,
    years: float,
    rng: Random,
    every_tick: bool = True,
    days_between_rests: float = 12,
) -> Counts:
    """Let time pass. An engine that is slow is run only when somebody's hour has come, and now and then besides."""
    counts, rests = Counts(), list(make_rests(rng, years, days_between_rests))
    witnesses = [Witness(one, counts) for one in people]
    now, dates = START, [date.min] * len(people)
    while now < START + timedelta(days=365.25 * years):
        now += TICK
        while rests and rests[-1][1] <= now:
            rests.pop()
        is_up = not rests or now < rests[-1][0]
        heres = [now.astimezone(one.zone) for one in people]
        due = False
        for number, (one, witness) in enumerate(zip(people, witnesses, strict=True)):
            changed = heres[number].date() != dates[number]
            while one.edits and one.edits[-1].at <= now:
                changed, edit = True, one.edits.pop()
                one.take(edit)
                engine.take(number, edit)
            if changed:
                dates[number] = heres[number].date()
                witness.look(heres[number])
            due |= is_up and witness.opens_slot(heres[number])
        if is_up and (every_tick or due or rng.random() < 0.001):
            _hear(engine.run(now), heres, witnesses)
    return counts


def _hear(sayings: Sequence[Saying], heres: Sequence[datetime], witnesses: Sequence[Witness]) -> None:
    for number in dict.fromkeys(number for number, _, _ in sayings):
        witnesses[number].hear(heres[number], [(name, lead) for who, name, lead in sayings if who == number])


def make_rests(rng: Random, years: float, days_between: float) -> Iterator[tuple[datetime, datetime]]:
    """Yield when the server is down, from when until when, the last one first: for minutes, days or weeks."""
    found, at, end = [], START, START + timedelta(days=365.25 * years)
    while at < end:
        at += timedelta(hours=rng.expovariate(1 / (24 * days_between)))
        until = at + timedelta(hours=rng.choice((0.3, 3, 30, 100, 400)) * rng.uniform(0.3, 1.5))
        found.append((at, until))
        at = until
    yield from reversed(found)


def make_somebody(rng: Random, years: float, *, held: Sequence[str] = HELD, plain: bool = False) -> Somebody:
    """Make a person with all that she will do. A plain one has nothing but last days, as records have them."""
    hour = rng.choice((0, 1, 2, 3, 8, 8, 12, 22))
    quiet = rng.choice((None, None, (23, 0) if hour < 22 else (6, 9), (13, 17)))
    quiet = None if quiet is not None and not may_write(hour, wanted=hour, quiet=quiet) else quiet
    zone = ZoneInfo(rng.choice(ZONES))
    edits = [edit for name in held for edit in _of_credential(rng, name, years, plain=plain)]
    edits += _of_person(rng, years)
    edits.sort(key=lambda edit: edit.at, reverse=True)
    return Somebody(zone, hour, quiet, rng.random() < 0.25, rng.choice(LEADS), edits)


def _of_credential(rng: Random, name: str, years: float, *, plain: bool) -> Iterator[Edit]:
    """Yield what is told of one credential: its last day, corrections, renewals in time and late, leap days."""
    at, end = START + timedelta(days=rng.uniform(0, 60)), START + timedelta(days=365.25 * years)
    on = at.date().toordinal() + rng.randrange(20, 400)
    while at < end:
        on = date(2028, 2, 29).toordinal() if rng.random() < 0.1 and at.year < 2028 else on
        yield Edit(at, "told", name, on=on)
        if not plain:
            yield Edit(at, "told", name, "renew", on=on - 90, due="opens")
            yield Edit(at, "told", name, "annual-fee", on=on - rng.randrange(0, 200))
            yield Edit(at + timedelta(days=rng.uniform(5, 250)), "done", name, "annual-fee")
        if rng.random() < 0.4:
            at += timedelta(days=rng.uniform(1, 80))
            on += rng.randrange(-120, 60)
        elif rng.random() < 0.15:
            at += timedelta(days=rng.uniform(1, 200))
            yield Edit(at, "told", name, on=None)
            at += timedelta(days=rng.uniform(0.1, 40))
        else:
            renewed = datetime.combine(date.fromordinal(on), at.timetz()) + timedelta(days=rng.uniform(-150, 25))
            at = max(at + DAY, renewed)
            on += rng.choice((365, 366, 730, 731, 1826))


def _of_person(rng: Random, years: float) -> Iterator[Edit]:
    """Yield her changes of mind: pauses, what she no longer keeps, other lead times."""
    at, end = START, START + timedelta(days=365.25 * years)
    while at < end:
        at += timedelta(days=rng.uniform(20, 150))
        kind, name = rng.choice(("paused", "retired", "leads")), rng.choice(HELD)
        later = at + timedelta(days=rng.uniform(1, 45))
        if kind == "paused":
            yield Edit(at, "paused", on=later.date().toordinal())
        elif kind == "retired":
            yield Edit(at, "retired", name)
            yield Edit(later, "kept", name)
        else:
            yield Edit(at, "leads", leads=rng.choice(LEADS))
