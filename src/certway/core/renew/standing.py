"""Where a person stands with the renewal of a credential: its status, what counts, what is missing, and the dates."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal, TypeAlias

from certway.core.person.record import Record
from certway.core.renew.assignment import FREE, Assignment, Given, Offered, Wanted, assign, missing_of
from certway.core.renew.cycle import Cycle, Held, cycle_before, cycle_of, held_of, next_cycle
from certway.core.renew.fees import YearlyFee, yearly_fees
from certway.core.renew.ledger import Activity, Outside, activities_of, caps_on, outside
from certway.core.renew.policy import (
    DATES,
    DateKind,
    Late,
    Policy,
    Way,
    days_from,
    flag_on,
    least_allowed,
    most_asked,
    numbers_on,
)
from certway.core.renew.state_cycle import education_days, first_hours, late_day, since_licensed
from certway.core.rulebook.values import Value
from certway.core.units.days import add_months_to_day

Status: TypeAlias = Literal["active", "complete", "grace", "lapsed", "unknown"]

TOTAL, ANNUAL_FEE = "total", "annual-fee"
EXPIRES, LATE = "expires", "late-education"
EDUCATION_UNTIL, LATE_AFTER = "education-until", "late-after"  # of state licenses
MOST_CYCLES = 60  # that can have run on by themselves; far beyond a working life


@dataclass(frozen=True, slots=True)
class AreaPoints:
    """The points of an area that is asked for."""

    id: str
    required: int  # hundredths
    counted: int  # hundredths


@dataclass(frozen=True, slots=True)
class Points:
    """The points of a cycle, in hundredths."""

    required: int | None  # None = not published
    counted: int  # after window and caps, not cut off at what is required
    recorded: int  # all that is listed
    areas: tuple[AreaPoints, ...]


@dataclass(frozen=True, slots=True)
class Missing:
    """One thing that is missing."""

    what: str  # id of an area, TOTAL or ANNUAL_FEE
    points: int | None  # hundredths; None for a fee


@dataclass(frozen=True, slots=True)
class RenewalDate:
    """A day that matters."""

    on: int  # ordinal; where the body contradicts itself the earlier day
    what: str  # EXPIRES, LATE, EDUCATION_UNTIL, LATE_AFTER, ANNUAL_FEE or of DATES
    kind: DateKind
    done: bool = False  # whether it asks for nothing any more
    value: Value | None = None  # where the distance stands
    others: tuple[tuple[int, Value], ...] = ()  # what the body says elsewhere: the day, and where that stands


@dataclass(frozen=True, slots=True)
class Counted:
    """What one activity brings, and why no more."""

    activity: Activity
    given: Given | None  # None = nothing
    outside: Outside | None  # why it is none of the cycle's
    held_back: int  # hundredths of its points that a cap or another credential takes away
    caps: tuple[str, ...]  # ids of the caps that it falls under


@dataclass(frozen=True, slots=True)
class Renewal:
    """Where a person stands with one credential."""

    credential: str
    status: Status
    held: Held | None
    cycle: Cycle | None
    expires: int | None  # ordinal; known without a cycle where a card names it and nobody publishes how long one lasts
    points: Points
    missing: tuple[Missing, ...]
    ways: tuple[Way, ...]
    dates: tuple[RenewalDate, ...]  # by day
    ledger: tuple[Counted, ...]  # every activity of the record, in its order
    fees: tuple[YearlyFee, ...]
    untold: tuple[str, ...]  # sections of the record that would say more
    window: tuple[int, int] | None = None  # first and last day of education where these are not the cycle's


def renewals_of(policies: Sequence[Policy], record: Record, *, as_of: int, before: bool = False) -> tuple[Renewal, ...]:
    """Return where a person stands with each credential on a day (an ordinal), in the order of `policies`.

    With `before` where she stood on the last day of the cycle before the one of that day; without a cycle where we
    know of none. Another day alone would not do: a card names its own cycle, whatever day is asked about.

    One activity counts for every credential whose body allows it; those of one body that does not say so share what
    there is, each activity counting once, so that the least is missing.
    """
    questions = [_question(policy, record, as_of) for policy in policies]
    questions = [_question_before(one) for one in questions] if before else questions
    bodies = _contested(questions, as_of)
    offered = [one for question in questions for one in question.offered]
    wanted = [question.wanted(once=bodies.get(question.policy.credential, "")) for question in questions]
    assignment = assign(offered, wanted)
    return tuple(_answer(question, want, assignment) for question, want in zip(questions, wanted, strict=True))


@dataclass(frozen=True, slots=True)
class _Question:
    """What is to be counted for one credential."""

    policy: Policy
    record: Record
    as_of: int
    held: Held | None
    cycle: Cycle | None
    judged: tuple[tuple[Activity, Outside | None], ...]
    fees: tuple[YearlyFee, ...]

    @property
    def day(self) -> int:
        """The day whose rules say what a cycle asks for: its last one, or today where that lies ahead."""
        return min(self.as_of, self.cycle.ends) if self.cycle else self.as_of

    @property
    def offered(self) -> list[Offered]:
        """What each activity of the cycle can bring."""
        asked = {area.id for area in self.policy.areas}
        return [
            Offered(
                activity=one.place,
                credential=self.policy.credential,
                points=one.points or 0,
                areas={area: points for area, points in one.areas.items() if area in asked},
                free=one.free + sum(points for area, points in one.areas.items() if area not in asked),
                assignable=self.policy.holder_assigns and not one.areas,
                caps=tuple(cap.id for cap in caps_on(one, self.policy)),
            )
            for one, why in self.judged
            if why is None
        ]

    def _asked(self) -> int | None:
        first = first_hours(self.policy, self.record, self.cycle) if self.cycle else None
        return most_asked(self.policy.points, self.day) if first is None else first

    def wanted(self, *, once: str) -> Wanted:
        """Return what the credential asks for."""
        return Wanted(
            credential=self.policy.credential,
            points=self._asked(),
            areas={area.id: most_asked(area.least, self.day) or 0 for area in self.policy.areas},
            caps={
                cap.id: most
                for cap in self.policy.caps
                if (most := least_allowed(cap.most, self.day)) is not None
            },
            once=once,
        )  # fmt: skip


def _question(policy: Policy, record: Record, as_of: int) -> _Question:
    held = held_of(record, policy.credential, as_of=as_of, ends=policy.ends)
    cycle = cycle_of(policy, held, as_of=as_of) if held else None
    cycle = since_licensed(policy, record, cycle) if cycle else None
    question = _in_cycle(policy, record, as_of, held, cycle)
    for _ in range(MOST_CYCLES):
        if not (policy.rolls and question.cycle and question.cycle.ends < as_of and _is_all_there(question)):
            break
        question = _in_cycle(policy, record, as_of, held, next_cycle(policy, question.cycle))
    return question


def _question_before(question: _Question) -> _Question:
    """Return the question about the cycle before, asked on its last day."""
    policy, record, held, cycle, found = question.policy, question.record, question.held, question.cycle, None
    if held is not None and cycle is not None:
        found = cycle_before(policy, record, cycle, held=held, as_of=question.as_of)
    if found is None:
        return _in_cycle(policy, record, question.as_of, held, None)
    asked = _in_cycle(policy, record, found[1].ends, *found)
    judged: list[tuple[Activity, Outside | None]] = [(one, "after" if w == "ahead" else w) for one, w in asked.judged]
    return replace(asked, judged=tuple(judged))


def _in_cycle(policy: Policy, record: Record, as_of: int, held: Held | None, cycle: Cycle | None) -> _Question:
    activities = activities_of(record, policy)
    if cycle is None:
        why: Outside = "cycle-untold" if held and held.expires is not None else "day-untold"
        return _Question(policy, record, as_of, held, None, tuple((one, why) for one in activities), ())
    first, last = _window(policy, cycle, as_of)
    judged = tuple((one, outside(one, policy, first=first, last=last, as_of=as_of)) for one in activities)
    fees = yearly_fees(record, policy.credential, cycle, as_of=as_of) if policy.annual_fee else ()
    return _Question(policy, record, as_of, held, cycle, judged, fees)


def _window(policy: Policy, cycle: Cycle, as_of: int) -> tuple[int, int]:
    """Return the days on which education counts: those of the cycle, or the last years once it has lapsed."""
    if (days := education_days(policy, cycle.ends)) is not None:
        return days
    months = numbers_on(policy.lapsed_months, as_of)
    if months is not None and _late_until(policy, cycle.ends, as_of) < as_of:
        return add_months_to_day(as_of, -int(months[0])), as_of
    return cycle.starts, cycle.ends


def _is_all_there(question: _Question) -> bool:
    """Tell whether a cycle has all its points and fees, looked at alone."""
    wanted = question.wanted(once="")
    lacks = missing_of(assign(question.offered, [wanted]), wanted)
    return wanted.points is not None and not lacks and all(fee.state == "paid" for fee in question.fees)


def _contested(questions: Sequence[_Question], as_of: int) -> Mapping[str, str]:
    """Return a word for the credentials among which an activity counts once: those of one body that allows no more."""
    allowed = {one.policy.credential: flag_on(one.policy.shared, as_of) is True for one in questions}
    bodies = {one.policy.credential: one.policy.body for one in questions}
    alone = [body for name, body in bodies.items() if not allowed[name]]
    return {name: body for name, body in bodies.items() if not allowed[name] and alone.count(body) > 1}


def _answer(question: _Question, wanted: Wanted, assignment: Assignment) -> Renewal:
    policy, cycle = question.policy, question.cycle
    points = _points(question, wanted, assignment)
    missing = tuple(_missing(question, wanted, assignment)) if cycle else ()
    status = _status(question, wanted, missing)
    expires = _expires(question)
    ways = {"lapsed": policy.lapsed_ways, "unknown": ()}.get(status, policy.ways)
    return Renewal(
        credential=policy.credential,
        status=status,
        held=question.held,
        cycle=cycle,
        expires=expires,
        points=points,
        missing=missing,
        ways=ways,
        dates=tuple(sorted(_dates(question, status), key=lambda one: (one.on, one.what))),
        ledger=tuple(_counted(question, assignment)),
        fees=question.fees,
        untold=tuple(_untold(question)),
        window=education_days(policy, cycle.ends) if cycle else None,
    )


def _expires(question: _Question) -> int | None:
    """Return the last good day: the cycle's, or that of a card whose cycle has no published length."""
    if question.cycle is not None:
        return question.cycle.ends
    return question.held.expires if question.held and not question.held.endless else None


def _points(question: _Question, wanted: Wanted, assignment: Assignment) -> Points:
    name = question.policy.credential
    return Points(
        required=wanted.points,
        counted=assignment.counted(name),
        recorded=sum(one.points or 0 for one, _ in question.judged),
        areas=tuple(
            AreaPoints(area, least, assignment.in_area(name, area)) for area, least in wanted.areas.items()
        ),
    )  # fmt: skip


def _missing(question: _Question, wanted: Wanted, assignment: Assignment) -> Iterator[Missing]:
    """Yield the areas that lack points (once there are points at all), the total, and a yearly fee that is overdue."""
    lacks = missing_of(assignment, wanted)
    if assignment.counted(wanted.credential):
        yield from (Missing(area, points) for area, points in lacks.items() if area != FREE)
    if lacks.get(FREE):
        yield Missing(TOTAL, lacks[FREE])
    if any(fee.state == "overdue" for fee in question.fees):
        yield Missing(ANNUAL_FEE, None)


def _status(question: _Question, wanted: Wanted, missing: Sequence[Missing]) -> Status:
    policy, expires, as_of = question.policy, _expires(question), question.as_of
    if question.held is not None and question.held.endless:
        return "active"
    if expires is None:
        return "unknown"
    if as_of <= expires:
        there = wanted.points is not None and not missing and all(fee.state == "paid" for fee in question.fees)
        sure = question.cycle is not None and (not policy.estimated or not wanted.points)
        return "complete" if there and sure else "active"
    if as_of <= _late_until(policy, expires, as_of):
        return "grace"
    return "unknown" if _may_have_renewed(question) else "lapsed"


def _may_have_renewed(question: _Question) -> bool:
    """Tell whether the next cycle may have begun: by itself, by what nobody told us, or by a card that names no day."""
    if question.policy.ends == "fixed-day":
        return question.held is not None and question.held.expires is None
    untold = (question.record.entries(section) is None for section in ("education_credits", "fees_paid"))
    return question.policy.rolls and any(untold)


def _late_until(policy: Policy, expires: int, as_of: int) -> int:
    """Return the last day on which education still renews: that of expiry where no late window is known."""
    lasts = [days[0] for late in policy.late if (days := days_from(expires, late.within, at=as_of, sign=1))]
    return max(lasts, default=expires)


def _dates(question: _Question, status: Status) -> Iterator[RenewalDate]:
    policy, expires, as_of = question.policy, _expires(question), question.as_of
    if expires is None:
        return
    done = status == "complete"
    yield RenewalDate(expires, EXPIRES, "ends", value=policy.expiry_rule)
    yield from _state_dates(policy, expires, done=done)
    for before in policy.dates:
        days = days_from(expires, before.distance, at=as_of, sign=-1)
        if days:
            yield RenewalDate(days[0], before.id, DATES[before.id], done, before.distance)
    for late in policy.late:
        yield from _late_dates(late, expires, as_of)
    for fee in question.fees:
        yield RenewalDate(fee.due, ANNUAL_FEE, "act", fee.state == "paid", policy.annual_fee)


def _state_dates(policy: Policy, expires: int, *, done: bool) -> Iterator[RenewalDate]:
    """Yield what only licenses of states have: the last day of education, and the day after which a renewal is late."""
    if (days := education_days(policy, expires)) is not None:
        yield RenewalDate(days[1], EDUCATION_UNTIL, "act", done, policy.expiry_rule)
    if (late := late_day(policy, expires)) is not None:
        yield RenewalDate(late, LATE_AFTER, "act", value=policy.expiry_rule)


def _late_dates(late: Late, expires: int, as_of: int) -> Iterator[RenewalDate]:
    found = [
        (days[0], value)
        for value in (late.within, *late.also)
        if (days := days_from(expires, value, at=as_of, sign=1))
    ]  # fmt: skip
    if found and days_from(expires, late.within, at=as_of, sign=1):
        on, value = min(found, key=lambda one: one[0])
        yield RenewalDate(on, LATE, "ends", value=value, others=tuple(one for one in found if one[1] is not value))


def _counted(question: _Question, assignment: Assignment) -> Iterator[Counted]:
    given = {one.activity: one for one in assignment.given if one.credential == question.policy.credential}
    for activity, why in question.judged:
        mine = given.get(activity.place)
        lost = (activity.points or 0) - (mine.points if mine else 0) if why is None else 0
        caps = tuple(cap.id for cap in caps_on(activity, question.policy))
        yield Counted(activity, mine, why, lost, caps)


def _untold(question: _Question) -> Iterator[str]:
    """Yield what would say more: sections that nobody told us about, and the day that a card lacks."""
    policy, record, held = question.policy, question.record, question.held
    if record.entries("credentials") is None:
        yield "credentials"
    elif held is not None and _lacks_last_day(question, held):
        yield f"credentials/{held.place}"
    for section in ("education_credits", *(("fees_paid",) if policy.annual_fee else ())):
        if record.entries(section) is None:
            yield section


def _lacks_last_day(question: _Question, held: Held) -> bool:
    """Tell whether the last day on a card would say more: no rule gives it, or the one that it gives is over."""
    if held.endless or held.expires is not None:
        return False
    cycle, by_rule = question.cycle, question.policy.ends == "fixed-day"
    return cycle is None or (by_rule and cycle.ends < question.as_of)
