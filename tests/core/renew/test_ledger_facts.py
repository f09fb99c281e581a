"""Facts about credits: one that is missing never helps, and one credit more never hurts, whatever the policy."""

from __future__ import annotations

from hypothesis import assume, given
from hypothesis import strategies as st

from builders.records import ordinal
from certway.core.person.record import Entry, FieldValue, Record
from certway.core.renew.policy import Policy
from certway.core.renew.standing import Renewal, renewals_of
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


@st.composite
def credits_for(draw: st.DrawFn, policy: Policy) -> tuple[Entry, ...]:
    """Return credits, often enough of them, that a holder of one credential may list."""
    words = [area.id for area in policy.areas]
    entries: list[Entry] = []
    for _ in range(draw(st.integers(1, 5))):
        areas = draw(st.dictionaries(st.sampled_from(words), st.sampled_from((100, 200, 1000)))) if words else {}
        entry: dict[str, FieldValue] = {
            "points": sum(areas.values()) + draw(st.sampled_from((0, 50, 500, 1800, 3000))),
            "areas": areas,
            "on": span(draw(st.sampled_from(DAYS))),
            "approved_by": draw(st.sampled_from((("aama",), ("pace",), ()))),
            "kind": draw(st.sampled_from(("course", "college", "employment"))),
        }
        entries.append({key: value for key, value in entry.items() if value != {} and draw(st.integers(0, 9))})
    return tuple(entries)


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


PEOPLE = st.sampled_from(sorted(POLICIES)).flatmap(
    lambda name: st.tuples(st.just(POLICIES[name]), credits_for(POLICIES[name]))
)


@effort(60)
@given(PEOPLE, st.integers(0, 4), st.sampled_from(FACTS))
def test_fact_less_never_completes_a_renewal(person: tuple[Policy, tuple[Entry, ...]], place: int, fact: str) -> None:
    policy, told = person
    assume(place < len(told) and fact in told[place])
    assume(not (fact == "areas" and policy.holder_assigns))  # there untold areas are the holder's choice
    less = {key: value for key, value in told[place].items() if key != fact}
    after = standing(policy, (*told[:place], less, *told[place + 1 :]))
    before = standing(policy, told)
    assert after.points.counted <= before.points.counted
    assert after.status != "complete" or before.status == "complete"


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
    for cap in policy.caps:
        under = [one for one in found.ledger if cap.id in one.caps and one.given]
        (version,) = cap.most.in_force(AS_OF)
        assert isinstance(version.content, int | float)
        assert sum(one.given.points for one in under if one.given) <= version.content * 100


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
