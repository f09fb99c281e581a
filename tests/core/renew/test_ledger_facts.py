"""Facts about credits: one that is missing never helps, and one credit more never hurts, whatever the policy."""

from __future__ import annotations

from random import Random

from hypothesis import given
from hypothesis import strategies as st

from builders.records import ordinal
from certway.core.person.record import Entry, FieldValue, Record
from certway.core.renew.ledger import Activity
from certway.core.renew.policy import Policy
from certway.core.renew.renewal import Renewal
from certway.core.renew.standing import renewals_of
from certway.core.units.days import DaySpan, parse_day
from certway.exchange.rule_files import RuleFiles
from strategies.effort import effort

FILES = RuleFiles()
POLICIES = {name: FILES.policy(name) for name in FILES.ids}
AS_OF = ordinal("2026-11-23")
DAYS = ("2024-06-11", "2024-06-12", "2024-07", "2024", "2025", "2026-11-23", "2026-11-24", "2027-01-05")
FACTS = ("on", "approved_by", "kind", "areas")


def span(text: str) -> DaySpan:
    found = parse_day(text)
    assert found is not None
    return found


def credits_for(policy: Policy, dice: Random) -> tuple[Entry, ...]:
    """Return credits, often enough of them, that a holder of one credential may list."""
    return tuple(_credit(policy, dice) for _ in range(dice.randint(1, 5)))


def _credit(policy: Policy, dice: Random) -> Entry:
    areas = {area.id: dice.choice((100, 200, 1000)) for area in policy.areas if dice.random() < 0.4}
    entry: dict[str, FieldValue] = {
        "points": sum(areas.values()) + dice.choice((0, 50, 900, 1900, 4000)),
        "areas": areas,
        "on": span(dice.choice(DAYS)),
        "approved_by": dice.choice((("aama",), ("pace",), ())),
        "kind": dice.choice(("course", "college", "employment")),
    }
    return {key: value for key, value in entry.items() if value != {} and dice.random() < 0.9}


def standing(policy: Policy, credits: tuple[Entry, ...]) -> Renewal:
    card: Entry = {"id": policy.credential, "issued": span("2024-06-12")}
    if policy.ends == "as-given":
        card = {**card, "expires": span("2027-06-30")}
    fees = tuple(
        {"credential": policy.credential, "kind": "annual", "on": span(day)}
        for day in ("2025-05-01", "2026-05-01", "2026-11-02")
    )
    record = Record(lists={"credentials": (card,), "education_credits": credits, "fees_paid": fees})
    (found,) = renewals_of([policy], record, as_of=AS_OF)
    return found


def lacking(renewal: Renewal) -> int:
    """Return the points that areas and total lack, in hundredths."""
    points = renewal.points
    return max(0, (points.required or 0) - points.counted) + sum(
        max(0, area.required - area.counted) for area in points.areas
    )


SORTS = ("cma-aama", "mls-ascp", "rma-amt", "ccma-nha")  # areas and a cap on others, on college; refused work; none
PEOPLE = st.tuples(st.sampled_from(SORTS), st.integers(0, 2**32)).map(
    lambda drawn: (POLICIES[drawn[0]], credits_for(POLICIES[drawn[0]], Random(drawn[1])))
)


@effort(60)
@given(PEOPLE)
def test_fact_less_never_completes_a_renewal(person: tuple[Policy, tuple[Entry, ...]]) -> None:
    policy, told = person
    before = standing(policy, told)
    for place, entry in enumerate(told):
        for fact in FACTS:
            if fact not in entry or (fact == "areas" and policy.holder_assigns):  # there the holder says where they go
                continue
            less = {key: value for key, value in entry.items() if key != fact}
            after = standing(policy, (*told[:place], less, *told[place + 1 :]))
            assert after.points.counted <= before.points.counted, fact
            assert after.status != "complete" or before.status == "complete", fact


@effort(60)
@given(PEOPLE)
def test_credit_more_never_leaves_more_missing(person: tuple[Policy, tuple[Entry, ...]]) -> None:
    policy, told = person
    assert lacking(standing(policy, told)) <= lacking(standing(policy, told[:-1]))


@effort(60)
@given(PEOPLE)
def test_nothing_counts_for_more_than_it_is_worth(person: tuple[Policy, tuple[Entry, ...]]) -> None:
    policy, told = person
    found = standing(policy, told)
    for one in found.ledger:
        given_points = one.given.points if one.given else 0
        assert 0 <= given_points <= (one.activity.points or 0)
        assert one.outside is None or one.given is None
    assert found.points.counted <= found.points.recorded
    bound = {"cma-aama": (others, 3000), "mls-ascp": (college, 1800), "rma-amt": (work, 0)}
    if policy.credential in bound:
        sort, most = bound[policy.credential]
        assert sum(one.given.points for one in found.ledger if one.given and sort(one.activity)) <= most


def others(activity: Activity) -> bool:
    return "aama" not in (activity.approved_by or ())


def college(activity: Activity) -> bool:
    return activity.kind in (None, "college")


def work(activity: Activity) -> bool:
    return activity.kind in (None, "employment")  # all days lie after 2020


def test_every_policy_can_be_completed() -> None:
    """The properties say something only where renewals do get complete."""
    for policy in POLICIES.values():
        required = policy.points.current.content
        areas: dict[str, int] = {area.id: 1000 for area in policy.areas}
        credit: Entry = {
            "points": 10000,
            "areas": areas,
            "on": span("2026-11-23"),
            "approved_by": ("aama",),
            "kind": "course",
        }
        assert standing(policy, (credit,)).status == ("active" if required is None else "complete"), policy.credential
