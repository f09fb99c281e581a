"""The credentials side by side: what is known as numbers, what is not as None."""

from __future__ import annotations

from datetime import date

import pytest

from builders.records import ordinal, record
from certway.answers.compare import CompareRules, Comparison, compare
from certway.answers.newcomer import newcomer_with
from certway.core.person.record import Record
from certway.core.plan.trainings import Trainings
from certway.core.rulebook.states import UnknownStateError
from certway.core.units.days import DaySpan
from certway.exchange.compare_json import compare_json
from certway.exchange.rule_files import RuleFiles
from certway.exchange.rule_sheets import load_sheet
from certway.exchange.words.telling import Telling

FILES = RuleFiles()
TODAY = date(2026, 11, 23).toordinal()


def compared(*credentials: str, as_of: int = TODAY, state: str = "", trainings: Trainings | None = None) -> Comparison:
    sheets = tuple(load_sheet(FILES, one) for one in credentials or FILES.ids)
    offered = FILES.trainings() if trainings is None else trainings
    return compare(CompareRules(sheets, offered, FILES.states(), FILES.wages()), as_of=as_of, state=state)


def test_compare_reads_the_rules_of_the_day():
    rows = {one.credential.id: one for one in compared().credentials}
    assert {name: one.figures.apply_usd for name, one in rows.items()} == {
        "cma-aama": (125, 250),
        "rma-amt": (150, 150),
        "ccma-nha": (165, 165),
        "ncma-ncct": None,
        "cpct-a-nha": (165, 165),
        "pbt-ascp": (155, 155),
        "cpt-nha": (129, 129),
        "rpt-amt": (125, 125),
        "mlt-amt": (220, 220),
        "mlt-ascp": (235, 235),
        "mls-ascp": (260, 260),
    }
    cma = rows["cma-aama"].figures
    assert (cma.items, cma.minutes, cma.passing_score) == ((200, 200), (160, 160), (405, 405))
    assert (rows["mls-ascp"].figures.cycle_months, rows["mls-ascp"].figures.points) == ((36, 36), (36, 36))


def test_upkeep_is_the_fees_of_a_year_and_never_a_guess():
    goals = ("mls-ascp", "cma-aama")
    earlier = compared(*goals, as_of=date(2025, 6, 1).toordinal()).credentials
    assert earlier[0].figures.upkeep_usd == pytest.approx((95 / 3, 100 / 3))
    assert [one.figures.upkeep_usd for one in compared(*goals).credentials] == [None, None]


def test_newcomers_way_is_the_quickest_and_the_cheapest_of_the_plans():
    aama, nha = (one.newcomer for one in compared("cma-aama", "ccma-nha").credentials)
    assert aama is not None
    assert nha is not None
    assert aama.quickest == aama.cheapest
    assert (aama.quickest.months, aama.quickest.price.likely, aama.quickest.route) == (12, 5723, "category-1")
    assert (nha.quickest.months, nha.quickest.route) == (3, "training")
    assert (nha.cheapest.months, nha.cheapest.price.likely, nha.cheapest.route) == (14, 165, "experience")


def test_newcomer_is_of_age_and_has_a_way_to_every_credential():
    ways = {one.credential.id: one.newcomer for one in compared().credentials}
    assert [name for name, found in ways.items() if found is None] == []
    born = newcomer_with(Record(), TODAY).single("person")["born"]
    assert born == DaySpan(ordinal("2008-11-23"), ordinal("2008-11-23"))
    told = newcomer_with(record(person={"born": "2010-01-01"}), TODAY)
    assert told.single("person")["born"] == DaySpan(ordinal("2010-01-01"), ordinal("2010-01-01"))


def test_fee_that_is_not_published_is_not_a_fee_of_nothing():
    (one,) = compared("ncma-ncct").credentials
    assert one.newcomer is not None
    assert (one.newcomer.quickest.fee, one.newcomer.cheapest.fee) == (None, None)
    shown = compare_json(compared("ncma-ncct", "cma-aama"), Telling(as_of=TODAY))
    assert [row["cheapest"]["fee_published"] for row in shown["credentials"]] == [False, True]  # type: ignore[attr-defined]


def test_newcomer_without_any_training_has_no_way():
    (one,) = compared("cma-aama", trainings=Trainings(())).credentials
    assert one.newcomer is None


def test_state_brings_its_law_and_its_pay():
    phlebotomist, technician = compared("pbt-ascp", "mlt-amt", state="CA").credentials

    assert phlebotomist.law is not None
    assert technician.law is not None
    assert (phlebotomist.law.need, technician.law.need) == ("needed", "needed")
    assert technician.law.acceptance is not None
    assert (technician.law.acceptance.taken, [level.id for level in technician.law.acceptance.levels]) == (
        "accepted",
        ["mlt"],
    )
    assert phlebotomist.wage is not None
    assert phlebotomist.wage.area == "CA"
    assert technician.wage is not None
    assert (technician.wage.area, technician.wage.combined) == ("CA", True)
    assert phlebotomist.law_evidence
    assert technician.wage_evidence


def test_country_has_its_pay_and_no_law():
    (one,) = compared("cma-aama").credentials
    assert one.law is None
    assert one.wage is not None
    assert one.wage.is_national


def test_state_that_nobody_researched_is_said_to_be_so():
    (one,) = compared("cma-aama", state="PR").credentials
    assert one.law is not None
    assert (one.law.need, one.law_evidence) == ("not-researched", ())


def test_what_is_no_state_is_refused():
    with pytest.raises(UnknownStateError, match="there is no state 'XX'"):
        compared("cma-aama", state="XX")


def test_some_credentials_keep_their_order():
    chosen = compared().of({"mls-ascp", "cma-aama"})
    assert [one.credential.id for one in chosen.credentials] == ["cma-aama", "mls-ascp"]
