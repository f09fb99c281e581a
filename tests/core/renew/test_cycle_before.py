"""The cycle before the current one: by the earlier card, or computed; not known where a card began the current one."""

from __future__ import annotations

from datetime import date
from functools import cache

import pytest

from certway.core.person.reading import read_person
from certway.core.person.record import Record
from certway.core.renew.cycle import next_cycle
from certway.core.renew.policy import Policy
from certway.core.renew.renewal import Renewal
from certway.core.renew.standing import renewals_of
from certway.core.units.located import located
from certway.exchange.rule_files import RuleFiles

TODAY = date(2026, 11, 23).toordinal()


@cache
def policy(credential: str) -> Policy:
    return RuleFiles().policy(credential)


def record(*cards: dict[str, str], credits: tuple[dict[str, object], ...] = (), fees: tuple[str, ...] = ()) -> Record:
    paid = [{"credential": card["id"], "kind": "annual", "on": on} for on in fees for card in cards[:1]]
    document = {"credentials": list(cards), "education_credits": list(credits), "fees_paid": paid}
    return read_person(located(document, file="person.yaml"))


def renewal(told: Record, credential: str, *, before: bool) -> Renewal:
    (found,) = renewals_of([policy(credential)], told, as_of=TODAY, before=before)
    return found


def cycle(told: Record, credential: str) -> tuple[str, str] | None:
    found = renewal(told, credential, before=True).cycle
    return found and (date.fromordinal(found.starts).isoformat(), date.fromordinal(found.ends).isoformat())


@pytest.mark.parametrize(
    ("credential", "issued", "expires", "before"),
    [
        ("cma-aama", "2014-02-10", "2029-02-28", ("2019-03-01", "2024-02-29")),
        ("rma-amt", "2015-05-01", "2027-04-30", ("2021-05-01", "2024-04-30")),
        ("mlt-ascp", "2015-06-12", "2027-06-30", ("2021-06-01", "2024-06-30")),
        ("ccma-nha", "2015-06-12", "2027-06-12", ("2023-06-12", "2025-06-12")),
        ("ncma-ncct", "2015-06-12", "2026-12-31", ("2024-12-01", "2025-12-31")),
    ],
)
def test_cycle_before_is_computed_for_a_card_that_is_older(credential, issued, expires, before):
    told = record({"id": credential, "issued": issued, "expires": expires})

    assert cycle(told, credential) == before
    if credential in ("cma-aama", "rma-amt"):
        found = renewal(told, credential, before=True).cycle
        assert found
        assert next_cycle(policy(credential), found) == renewal(told, credential, before=False).cycle


def test_cycle_before_is_not_known_where_a_card_began_the_current_one():
    told = record({"id": "cma-aama", "issued": "2024-02-10", "expires": "2029-02-28"})
    found = renewal(told, "cma-aama", before=True)

    assert (found.cycle, found.status, found.points.counted) == (None, "unknown", 0)


def test_earlier_card_says_its_own_cycle():
    old = {"id": "mlt-ascp", "number": "1", "issued": "2021-06-20", "expires": "2024-06-30"}
    new = {"id": "mlt-ascp", "number": "2", "issued": "2024-06-12", "expires": "2027-06-30"}

    assert cycle(record(new, old), "mlt-ascp") == ("2021-06-20", "2024-06-30")
    held = renewal(record(new, old), "mlt-ascp", before=True).held
    assert held is not None
    assert held.place == 1


def test_second_copy_of_a_card_is_no_cycle_before():
    card = {"id": "cma-aama", "issued": "2024-02-10", "expires": "2029-02-28"}

    assert cycle(record(card, {**card, "issued": "2024-08-01"}), "cma-aama") is None


def test_cycle_that_rolled_on_by_itself_has_the_one_before_with_what_counted_then():
    credits = (
        {"on": "2022-03-01", "points": 30, "kind": "course"},
        {"on": "2025-03-01", "points": 9, "kind": "course"},
    )
    fees = ("2022-04-01", "2023-04-01", "2024-04-01", "2025-04-01", "2026-04-01")
    told = record({"id": "rma-amt", "issued": "2021-05-01"}, credits=credits, fees=fees)

    found = renewal(told, "rma-amt", before=True)
    assert cycle(told, "rma-amt") == ("2021-05-01", "2024-04-30")
    assert (found.points.counted, found.status) == (3000, "complete")
    assert [one.outside for one in found.ledger] == [None, "after"]
    assert renewal(told, "rma-amt", before=False).points.counted == 900


def test_credential_without_a_cycle_or_that_nobody_holds_has_none_before():
    assert cycle(record({"id": "mlt-ascp", "issued": "2024-06-12"}), "mlt-ascp") is None
    assert cycle(record(), "mlt-ascp") is None
