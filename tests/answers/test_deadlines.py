"""The deadlines of everything that a person holds."""

from __future__ import annotations

import pytest

from builders.records import ordinal, record
from certway.answers.deadlines import deadlines_of
from certway.core.person.record import Record
from certway.core.units.days import to_date
from certway.exchange.renew_rules import renew_asked
from certway.exchange.rule_files import RuleFiles

FILES = RuleFiles()
TODAY = "2026-11-23"


def deadlines(person: Record, today: str = TODAY) -> dict[tuple[str, str], tuple[str, bool]]:
    found = deadlines_of(renew_asked(FILES, person, (), as_of=ordinal(today)), person)
    return {(one.credential, one.what): (to_date(one.on).isoformat(), one.done) for one in found}


def held(name: str, issued: str, expires: str, **sections: object) -> Record:
    return record(credentials=[{"id": name, "issued": issued, "expires": expires}], **sections)


def test_ascp_has_its_declaration_and_its_last_day() -> None:
    assert deadlines(held("mlt-ascp", "2024-06-12", "2027-06-30")) == {
        ("mlt-ascp", "declaration-opens"): ("2027-04-01", False),
        ("mlt-ascp", "declaration-advised"): ("2027-05-31", False),
        ("mlt-ascp", "expires"): ("2027-06-30", False),
    }


def test_late_day_comes_only_once_it_is_late_and_days_of_the_exam_never() -> None:
    cma = held("cma-aama", "2021-11-16", "2026-11-30")
    assert deadlines(cma) == {("cma-aama", "expires"): ("2026-11-30", False)}
    assert deadlines(cma, "2026-12-01") == {
        ("cma-aama", "expires"): ("2026-11-30", False),
        ("cma-aama", "late-education"): ("2027-02-27", False),
    }


def test_amt_s_yearly_fee_is_done_once_it_is_paid() -> None:
    paid = [{"credential": "rma-amt", "kind": "annual", "on": "2025-04-10"}]
    found = deadlines(held("rma-amt", "2024-05-01", "2027-04-30", fees_paid=paid))
    assert found["rma-amt", "expires"] == ("2027-04-30", False)
    assert [key for key in found if key[1] == "annual-fee"] == [("rma-amt", "annual-fee")]


@pytest.mark.parametrize(("points", "done"), [(30, True), (29, False)])
def test_last_day_asks_for_nothing_where_the_next_cycle_begins_by_itself(points: int, done: bool) -> None:
    fees = [{"credential": "rma-amt", "kind": "annual", "on": f"{year}-04-10"} for year in (2025, 2026)]
    fees.append({"credential": "rma-amt", "kind": "annual", "on": "2026-11-02"})
    credits = [{"on": "2025-05-17", "points": points, "kind": "college"}]
    found = deadlines(held("rma-amt", "2024-05-01", "2027-04-30", fees_paid=fees, education_credits=credits))
    assert found["rma-amt", "expires"] == ("2027-04-30", done)


def test_what_no_rules_are_there_for_keeps_its_last_day() -> None:
    person = record(
        credentials=[{"id": "vt-license", "expires": "2028-01-31"}], cards=[{"kind": "cpr", "expires": "2027-09-30"}]
    )
    assert deadlines(person) == {
        ("card:cpr", "expires"): ("2027-09-30", False),
        ("vt-license", "expires"): ("2028-01-31", False),
    }
