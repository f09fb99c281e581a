"""What is to be counted for the renewal of a credential: the cycle, what the record offers, what the policy asks."""

from __future__ import annotations

from dataclasses import dataclass, replace

from certway.core.person.record import Record
from certway.core.renew.assignment import Offered, Wanted, assign, missing_of
from certway.core.renew.cycle import Cycle, Held, cycle_before, cycle_of, held_of, next_cycle
from certway.core.renew.dates import late_until
from certway.core.renew.fees import YearlyFee, yearly_fees
from certway.core.renew.ledger import Activity, Outside, activities_of, caps_on, outside
from certway.core.renew.policy import Policy, least_allowed, most_asked, numbers_on
from certway.core.renew.state_cycle import education_days, first_hours, since_licensed
from certway.core.units.days import add_months_to_day

MOST_CYCLES = 60  # that can have run on by themselves; far beyond a working life


@dataclass(frozen=True, slots=True)
class Question:
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
    def expires(self) -> int | None:
        """The last good day: the cycle's, or that of a card whose cycle has no published length."""
        if self.cycle is not None:
            return self.cycle.ends
        return self.held.expires if self.held and _is_length_unknown(self.policy, self.as_of) else None

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


def question_of(policy: Policy, record: Record, as_of: int) -> Question:
    """Return the question about the cycle of a day; one that runs on by itself once all is there has run on."""
    held = held_of(record, policy.credential, as_of=as_of, ends=policy.ends)
    cycle = cycle_of(policy, held, as_of=as_of) if held else None
    cycle = since_licensed(policy, record, cycle) if cycle else None
    question = _in_cycle(policy, record, as_of, held, cycle)
    for _ in range(MOST_CYCLES):
        if not (policy.rolls and question.cycle and question.cycle.ends < as_of and _is_all_there(question)):
            break
        question = _in_cycle(policy, record, as_of, held, next_cycle(policy, question.cycle))
    return question


def question_before(question: Question) -> Question:
    """Return the question about the cycle before, asked on its last day."""
    policy, record, held, cycle, found = question.policy, question.record, question.held, question.cycle, None
    if held is not None and cycle is not None:
        found = cycle_before(policy, record, cycle, held=held, as_of=question.as_of)
    if found is None:
        return _in_cycle(policy, record, question.as_of, held, None)
    asked = _in_cycle(policy, record, found[1].ends, *found)
    judged: list[tuple[Activity, Outside | None]] = [(one, "after" if w == "ahead" else w) for one, w in asked.judged]
    return replace(asked, judged=tuple(judged))


def _in_cycle(policy: Policy, record: Record, as_of: int, held: Held | None, cycle: Cycle | None) -> Question:
    activities = activities_of(record, policy)
    if cycle is None:
        why: Outside = "cycle-untold" if held and _is_length_unknown(policy, as_of) else "day-untold"
        return Question(policy, record, as_of, held, None, tuple((one, why) for one in activities), ())
    first, last = _window(policy, cycle, as_of)
    judged = tuple((one, outside(one, policy, first=first, last=last, as_of=as_of)) for one in activities)
    fees = yearly_fees(record, policy.credential, cycle, as_of=as_of) if policy.annual_fee else ()
    return Question(policy, record, as_of, held, cycle, judged, fees)


def _window(policy: Policy, cycle: Cycle, as_of: int) -> tuple[int, int]:
    """Return the days on which education counts: those of the cycle, or the last years once it has lapsed."""
    if (days := education_days(policy, cycle.ends)) is not None:
        return days
    months = numbers_on(policy.lapsed_months, as_of)
    if months is not None and late_until(policy, cycle.ends, as_of) < as_of:
        return add_months_to_day(as_of, -int(months[0])), as_of
    return cycle.starts, cycle.ends


def _is_all_there(question: Question) -> bool:
    """Tell whether a cycle has all its points and fees, looked at alone."""
    wanted = question.wanted(once="")
    lacks = missing_of(assign(question.offered, [wanted]), wanted)
    return wanted.points is not None and not lacks and all(fee.state == "paid" for fee in question.fees)


def _is_length_unknown(policy: Policy, day: int) -> bool:
    """Tell whether nobody publishes how long a cycle lasts, so that there is none, whatever a card says."""
    return numbers_on(policy.months, day) is None
