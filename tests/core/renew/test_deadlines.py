"""The last days of what a record holds."""

from __future__ import annotations

from datetime import date

from certway.core.person.reading import read_person
from certway.core.renew.deadlines import Deadline, deadlines_of_record
from certway.core.units.located import located


def day(text: str) -> int:
    return date.fromisoformat(text).toordinal()


def found(as_of: str = "2026-11-24", **told: object) -> list[tuple[str, str]]:
    record = read_person(located(told, file="record"), contradictions=False)
    return [
        (one.credential, date.fromordinal(one.on).isoformat()) for one in deadlines_of_record(record, as_of=day(as_of))
    ]


def test_last_days_of_credentials_and_cards_are_deadlines() -> None:
    credentials = [
        {"id": "cma-aama", "issued": "2022-06-10", "expires": "2027-06-30"},
        {"id": "cpt-nha", "issued": "2024-01-01", "expires": None},
        {"id": "mlt-ascp"},
    ]
    cards = [{"kind": "cpr", "issued": "2025-03-05", "expires": "2027-03"}]

    assert found(credentials=credentials, cards=cards) == [("card:cpr", "2027-03-01"), ("cma-aama", "2027-06-30")]


def test_latest_of_each_counts_also_where_it_is_over() -> None:
    credentials = [
        {"id": "cma-aama", "issued": "2021-06-10", "expires": "2026-06-30"},
        {"id": "cma-aama", "issued": "2016-06-10", "expires": "2021-06-30"},
        {"id": "cma-aama", "issued": "2026-12-01", "expires": "2031-06-30"},
    ]
    cards = [
        {"kind": "cpr", "issued": "2026-02-01", "expires": "2028-02-29"},
        {"kind": "cpr", "issued": "2024-02-01", "expires": "2026-02-28"},
    ]

    assert found(credentials=credentials, cards=cards) == [("cma-aama", "2026-06-30"), ("card:cpr", "2028-02-29")]
    assert found("2026-12-01", credentials=credentials) == [("cma-aama", "2031-06-30")]


def test_cards_of_unknown_kinds_do_not_hide_each_other() -> None:
    cards = [{"expires": "2027-05-01"}, {"kind": "other", "expires": "2027-08-01"}]

    assert found(cards=cards) == [("card:other", "2027-05-01"), ("card:other", "2027-08-01")]


def test_who_told_nothing_has_no_deadlines() -> None:
    assert (found(), found(credentials=[], cards=[])) == ([], [])
    assert Deadline("cma-aama", "expires", day("2027-06-30"), "act").done is False
