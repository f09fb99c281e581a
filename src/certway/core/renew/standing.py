"""Where a person stands with the renewal of her credentials."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from certway.core.person.record import Record
from certway.core.renew.assignment import FREE, Assignment, Wanted, assign, missing_of
from certway.core.renew.cycle import Held, is_voluntary
from certway.core.renew.dates import dates_of, late_until
from certway.core.renew.ledger import caps_on
from certway.core.renew.policy import Policy, flag_on
from certway.core.renew.question import Question, question_before, question_of
from certway.core.renew.renewal import (
    ANNUAL_FEE,
    TOTAL,
    AreaPoints,
    Counted,
    Missing,
    Points,
    Renewal,
    RenewalDate,
    Status,
)
from certway.core.renew.state_cycle import education_days


def renewals_of(policies: Sequence[Policy], record: Record, *, as_of: int, before: bool = False) -> tuple[Renewal, ...]:
    """Return where a person stands with each credential on a day (an ordinal), in the order of `policies`.

    With `before` where she stood on the last day of the cycle before the one of that day; without a cycle where we
    know of none. Another day alone would not do: a card names its own cycle, whatever day is asked about.

    One activity counts for every credential whose body allows it; those of one body that does not say so share what
    there is, each activity counting once, so that the least is missing.
    """
    questions = [question_of(policy, record, as_of) for policy in policies]
    questions = [question_before(one) for one in questions] if before else questions
    bodies = _contested(questions, as_of)
    offered = [one for question in questions for one in question.offered]
    wanted = [question.wanted(once=bodies.get(question.policy.credential, "")) for question in questions]
    assignment = assign(offered, wanted)
    return tuple(_answer(question, want, assignment) for question, want in zip(questions, wanted, strict=True))


def _contested(questions: Sequence[Question], as_of: int) -> Mapping[str, str]:
    """Return a word for the credentials among which an activity counts once: those of one body that allows no more."""
    allowed = {one.policy.credential: flag_on(one.policy.shared, as_of) is True for one in questions}
    bodies = {one.policy.credential: one.policy.body for one in questions}
    alone = [body for name, body in bodies.items() if not allowed[name]]
    return {name: body for name, body in bodies.items() if not allowed[name] and alone.count(body) > 1}


def _answer(question: Question, wanted: Wanted, assignment: Assignment) -> Renewal:
    policy, cycle = question.policy, question.cycle
    points = _points(question, wanted, assignment)
    missing = tuple(_missing(question, wanted, assignment)) if cycle else ()
    status = _status(question, wanted, missing)
    expires = question.expires
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
        dates=_dates(question, status),
        ledger=tuple(_counted(question, assignment)),
        fees=question.fees,
        untold=tuple(_untold(question)),
        window=education_days(policy, cycle.ends) if cycle else None,
    )


def _points(question: Question, wanted: Wanted, assignment: Assignment) -> Points:
    name = question.policy.credential
    return Points(
        required=wanted.points,
        counted=assignment.counted(name),
        recorded=sum(one.points or 0 for one, _ in question.judged),
        areas=tuple(
            AreaPoints(area, least, assignment.in_area(name, area)) for area, least in wanted.areas.items()
        ),
    )  # fmt: skip


def _missing(question: Question, wanted: Wanted, assignment: Assignment) -> Iterator[Missing]:
    """Yield the areas that lack points (once there are points at all), the total, and a yearly fee that is overdue."""
    lacks = missing_of(assignment, wanted)
    if assignment.counted(wanted.credential):
        yield from (Missing(area, points) for area, points in lacks.items() if area != FREE)
    if lacks.get(FREE):
        yield Missing(TOTAL, lacks[FREE])
    if any(fee.state == "overdue" for fee in question.fees):
        yield Missing(ANNUAL_FEE, None)


def _status(question: Question, wanted: Wanted, missing: Sequence[Missing]) -> Status:
    policy, expires, as_of = question.policy, question.expires, question.as_of
    if question.held is not None and question.held.endless:
        return "active"
    if expires is None:
        return "unknown"
    if as_of <= expires:
        there = wanted.points is not None and not missing and all(fee.state == "paid" for fee in question.fees)
        sure = question.cycle is not None and (not policy.estimated or not wanted.points)
        return "complete" if there and sure else "active"
    if question.held and question.held.may_last(as_of):
        return "unknown"
    if as_of <= late_until(policy, expires, as_of):
        return "grace"
    return "unknown" if is_voluntary(policy, question.held, as_of=as_of) or _may_have_renewed(question) else "lapsed"


def _may_have_renewed(question: Question) -> bool:
    """Tell whether the next cycle may have begun: by itself, by what nobody told us, or by a card that names no day."""
    if question.policy.ends == "fixed-day":
        return question.held is not None and question.held.expires is None
    untold = (question.record.entries(section) is None for section in ("education_credits", "fees_paid"))
    return question.policy.rolls and any(untold)


def _counted(question: Question, assignment: Assignment) -> Iterator[Counted]:
    given = {one.activity: one for one in assignment.given if one.credential == question.policy.credential}
    for activity, why in question.judged:
        mine = given.get(activity.place)
        lost = (activity.points or 0) - (mine.points if mine else 0) if why is None else 0
        caps = tuple(cap.id for cap in caps_on(activity, question.policy))
        yield Counted(activity, mine, why, lost, caps)


def _dates(question: Question, status: Status) -> tuple[RenewalDate, ...]:
    if question.expires is None:
        return ()
    return dates_of(question.policy, question.expires, question.fees, as_of=question.as_of, done=status == "complete")


def _untold(question: Question) -> Iterator[str]:
    """Yield what would say more: sections that nobody told us about, and the day that a card lacks."""
    policy, record, held = question.policy, question.record, question.held
    if record.entries("credentials") is None:
        yield "credentials"
    elif held is not None and _lacks_last_day(question, held):
        yield f"credentials/{held.place}"
    for section in ("education_credits", *(("fees_paid",) if policy.annual_fee else ())):
        if record.entries(section) is None:
            yield section


def _lacks_last_day(question: Question, held: Held) -> bool:
    """Tell whether the last day on a card would say more: it names a month, no rule gives it, or the rule's is over."""
    if held.endless or held.expires is not None:
        return held.expires != held.expires_by and held.may_last(question.as_of)
    cycle, by_rule = question.cycle, question.policy.ends == "fixed-day"
    return cycle is None or (by_rule and cycle.ends < question.as_of)
