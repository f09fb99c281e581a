"""The license of a state is kept as the state's rule says: its end, its hours, its first cycle, its late day."""

from __future__ import annotations

import pytest

from builders.records import ordinal, record
from certway.core.renew.pace import pace_of
from certway.core.renew.renewal import Renewal
from certway.core.renew.standing import renewals_of
from certway.core.renew.state_policy import state_policy
from certway.core.rulebook.state_licenses import state_licenses
from certway.core.units.days import to_date
from certway.exchange.rule_files import RuleFiles

FILES = RuleFiles()
LICENSES = state_licenses(FILES.states())
TODAY = "2026-03-10"


def renewal(
    license_: str, *held: dict[str, str], as_of: str = TODAY, education: list[dict[str, object]] | None = None
) -> Renewal:
    """Return where the holder of some cards of one license stands on a day."""
    cards = [{"id": license_, **card} for card in held]
    person = record(credentials=cards, education_credits=education or [])
    return renewals_of([state_policy(LICENSES[license_])], person, as_of=ordinal(as_of))[0]


def days(found: Renewal) -> tuple[str, str] | None:
    return (str(to_date(found.cycle.starts)), str(to_date(found.cycle.ends))) if found.cycle else None


def told(found: Renewal) -> dict[str, str]:
    return {date.what: str(to_date(date.on)) for date in found.dates}


def course(on: str, points: float, kind: str | None = "course") -> dict[str, object]:
    return {"on": on, "points": points, **({"kind": kind} if kind else {})}


FLORIDA = [
    ("2024-08-31", "2024-08-31"),  # good on the day it ends, and granted on that very day
    ("2024-09-01", "2026-08-31"),
    ("2025-12-31", "2026-08-31"),
    ("2026-08-30", "2026-08-31"),
    ("2024-02-29", "2024-08-31"),
]


@pytest.mark.parametrize(("issued", "ends"), FLORIDA)
def test_licenses_of_florida_end_together_on_31_august_of_even_years(issued: str, ends: str) -> None:
    found = renewal("fl-technologist", {"issued": issued}, as_of=issued)
    assert days(found) == (issued, ends)
    assert found.points.required is None  # the hours were not found


NORTH_DAKOTA = [  # licensed on; hours by 30 June of the even year; source: N.D. Admin. Code 96-02-04-01
    ("2024-07-01", 24),
    ("2025-06-30", 24),
    ("2025-07-01", 12),
    ("2025-12-31", 12),
    ("2026-01-01", 0),
    ("2026-06-30", 0),
    ("2024-02-29", 0),
]


@pytest.mark.parametrize(("issued", "hours"), NORTH_DAKOTA)
def test_first_cycle_of_north_dakota_asks_for_its_share(issued: str, hours: int) -> None:
    found = renewal("nd-technician", {"issued": issued}, as_of=issued)
    ends = "2024-06-30" if issued.startswith("2024-02") else "2026-06-30"
    assert days(found) == (issued, ends)
    assert found.points.required == hours * 100
    assert found.status == ("complete" if not hours else "active")


def test_first_cycle_begins_on_the_day_issued_and_a_later_one_after_the_common_day() -> None:
    first = renewal("nd-technician", {"issued": "2025-10-01", "expires": "2026-06-30"})
    assert days(first) == ("2025-10-01", "2026-06-30")
    again = renewal(
        "nd-technician",
        {"issued": "2022-10-01", "expires": "2024-06-30"},
        {"issued": "2024-08-15", "expires": "2026-06-30"},
    )
    assert days(again) == ("2024-07-01", "2026-06-30")
    assert again.points.required == 2400


def test_month_of_the_first_license_asks_for_the_most_that_it_may_come_to() -> None:
    assert renewal("nd-technician", {"issued": "2025", "expires": "2026-06-30"}).points.required == 2400
    assert renewal("nd-technician", {"issued": "2025-11", "expires": "2026-06-30"}).points.required == 1200


def test_untold_first_license_asks_for_all_hours() -> None:
    assert renewal("nd-technician", {"expires": "2026-06-30"}).points.required == 2400
    one = renewal("nd-technician", {"expires": "2024-06-30"}, {"issued": "2025-10-01", "expires": "2026-06-30"})
    assert one.points.required == 2400


def test_montana_asks_for_nothing_in_the_first_year_and_for_14_hours_after() -> None:
    first = renewal("mt-technician", {"issued": "2025-06-01", "expires": "2026-05-31"})
    assert (first.points.required, first.status) == (0, "complete")
    later = renewal("mt-technician", {"issued": "2020-06-01", "expires": "2026-05-31"})
    assert (later.points.required, days(later)) == (1400, ("2025-06-01", "2026-05-31"))


def test_tennessee_counts_the_two_calendar_years_before_the_year_of_renewal() -> None:
    education = [course("2023-12-31", 1), course("2024-01-01", 2), course("2025-12-31", 4), course("2026-01-01", 8)]
    found = renewal("tn-technologist", {"issued": "2018-05-01", "expires": "2026-05-31"}, education=education)
    assert found.points.counted == 600
    assert [one.outside for one in found.ledger] == ["before", None, None, "after"]
    assert told(found) == {"education-until": "2025-12-31", "expires": "2026-05-31"}
    assert pace_of(found, as_of=ordinal(TODAY)) is None  # its years are over
    before = renewal("tn-technologist", {"expires": "2026-05-31"}, as_of="2025-07-01", education=education)
    pace = pace_of(before, as_of=ordinal("2025-07-01"))
    assert pace is not None
    assert (pace.months_gone, pace.months) == (18, 24)


@pytest.mark.parametrize(
    ("expires", "late"),
    [
        ("2026-01-31", "2026-02-01"),
        ("2025-12-31", "2026-02-01"),
        ("2026-02-01", "2026-02-01"),
        ("2026-06-30", "2026-02-01"),
        ("2025-12-01", "2026-02-01"),
        ("2025-11-30", "2025-02-01"),
    ],
)
def test_louisiana_calls_a_renewal_after_1_february_late(expires: str, late: str) -> None:
    found = renewal("la-cls-technician", {"issued": "2020-01-15", "expires": expires}, as_of="2025-10-01")
    assert told(found)["late-after"] == late
    assert found.points.required == 1200


def test_louisiana_has_a_late_renewal_whose_length_is_not_known() -> None:
    found = renewal("la-cls-technician", {"expires": "2025-12-31"})
    assert (found.status, found.ways) == ("lapsed", ("education",))
    policy = state_policy(LICENSES["la-cls-technician"])
    assert [value.id for (value,) in policy.costs["late"]] == ["renewal-fee", "late-fee"]


def test_nevada_counts_in_units_that_are_never_sure_to_be_there() -> None:
    education = [course("2026-01-10", 20)]
    found = renewal("nv-technologist", {"issued": "2024-02-01", "expires": "2027-01-31"}, education=education)
    assert (found.points.counted, found.points.required, found.missing) == (2000, 2000, ())
    assert found.status == "active"


def test_california_asks_for_24_hours_in_two_years_and_for_6_of_phlebotomists() -> None:
    education = [course("2026-01-10", 24)]
    scientist = renewal("ca-cls", {"issued": "2020-05-01", "expires": "2026-12-31"}, education=education)
    assert (days(scientist), scientist.points.required) == (("2025-01-01", "2026-12-31"), 2400)
    assert scientist.status == "complete"
    assert renewal("ca-cpt1", {"expires": "2026-12-31"}).points.required == 600
    assert renewal("ca-cls", {"issued": "2025-05-01"}).status == "unknown"  # on which day it ends was not found


def test_only_courses_are_hours() -> None:
    kinds = ["course", "in-service", "college", "teaching", "authorship", "employment", "other", None]
    education = [course("2026-01-10", 1, kind) for kind in kinds]
    found = renewal("ca-cls", {"expires": "2026-12-31"}, education=education)
    refused = ["refused"] * 5
    assert [one.outside for one in found.ledger] == [None, None, *refused, "kind-untold"]


def test_hawaii_ends_in_odd_years_on_a_day_that_only_the_card_says() -> None:
    assert days(renewal("hi-technologist", {"issued": "2025-05-01"})) is None
    found = renewal("hi-technologist", {"issued": "2025-05-01", "expires": "2027-04-30"})
    assert (days(found), found.points.required) == (("2025-05-01", "2027-04-30"), 0)


def test_last_day_of_a_card_is_known_where_nobody_says_how_long_a_cycle_lasts() -> None:
    found = renewal("pr-medical-technologist", {"expires": "2026-05-31"}, education=[course("2026-01-10", 5)])
    assert (found.cycle, found.status, told(found)) == (None, "active", {"expires": "2026-05-31"})
    assert [one.outside for one in found.ledger] == ["cycle-untold"]
    over = renewal("pr-medical-technologist", {"expires": "2026-02-28"})
    assert (over.status, over.ways) == ("lapsed", ())


def test_common_day_that_is_over_asks_for_the_card_before_it_calls_a_license_lapsed() -> None:
    found = renewal("fl-technologist", {"issued": "2021-03-01"})
    assert (found.status, days(found)) == ("unknown", ("2021-03-01", "2022-08-31"))
    assert found.untold == ("credentials/0",)
    assert renewal("fl-technologist", {"issued": "2021-03-01", "expires": "2022-08-31"}).status == "lapsed"


def test_card_counts_where_it_names_another_day_than_the_common_one() -> None:
    found = renewal("fl-technologist", {"issued": "2023-03-01", "expires": "2026-10-31"})
    assert days(found) == ("2024-11-01", "2026-10-31")


def test_permit_on_the_way_to_a_license_takes_no_number_of_the_rule() -> None:
    found = renewal("nd-provisional", {"issued": "2025-10-01"})
    assert (found.status, found.points.required, found.cycle) == ("unknown", None, None)


def test_two_licenses_of_one_state_share_an_hour_and_those_of_two_states_do_not() -> None:
    names = ("nd-technician", "nd-technologist", "mt-technician")
    person = record(
        credentials=[{"id": name, "issued": "2020-01-01", "expires": "2026-06-30"} for name in names],
        education_credits=[course("2025-10-01", 10)],
    )
    found = renewals_of([state_policy(LICENSES[name]) for name in names], person, as_of=ordinal(TODAY))
    assert [one.points.counted for one in found] == [1000, 0, 1000]


def test_fees_are_those_of_the_level() -> None:
    def fee(license_: str) -> object:
        ((value,),) = state_policy(LICENSES[license_]).costs["education"]
        return value.current.content

    names = ("fl-technologist", "fl-technician", "fl-supervisor", "ny-technician", "ny-technologist", "tn-technician")
    assert [fee(name) for name in names] == [95, 55, None, 120, None, 90]


def test_only_florida_and_north_dakota_have_an_end_that_is_computed() -> None:
    computed = {one.state for one in LICENSES.values() if state_policy(one).ends == "fixed-day"}
    assert computed == {"FL", "ND"}
