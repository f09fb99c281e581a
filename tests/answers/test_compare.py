"""The credentials side by side: what is known as numbers, what is not as None."""

from __future__ import annotations

from datetime import date

import pytest

from certway.answers.compare import compare
from certway.core.plan.trainings import Trainings
from certway.exchange.rule_files import RuleFiles
from certway.exchange.rule_sheets import load_sheet

FILES = RuleFiles()
TODAY = date(2026, 11, 23).toordinal()


def test_compare_reads_the_rules_of_the_day():
    sheets = [load_sheet(FILES, one) for one in FILES.ids]
    rows = {one.credential.id: one for one in compare(sheets, FILES.trainings(), as_of=TODAY).credentials}
    assert {name: one.apply_usd for name, one in rows.items()} == {
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
    assert (rows["cma-aama"].items, rows["cma-aama"].minutes, rows["cma-aama"].passing_score) == (
        (200, 200),
        (160, 160),
        (405, 405),
    )
    assert (rows["mls-ascp"].cycle_months, rows["mls-ascp"].points) == ((36, 36), (36, 36))


def test_upkeep_is_the_fees_of_a_year_and_never_a_guess():
    sheets = [load_sheet(FILES, one) for one in ("mls-ascp", "cma-aama")]
    earlier = compare(sheets, FILES.trainings(), as_of=date(2025, 6, 1).toordinal()).credentials
    assert earlier[0].upkeep_usd == pytest.approx((95 / 3, 100 / 3))
    assert [one.upkeep_usd for one in compare(sheets, FILES.trainings(), as_of=TODAY).credentials] == [None, None]


def test_newcomers_way_is_the_quickest_and_the_cheapest_of_the_plans():
    sheets = [load_sheet(FILES, one) for one in ("cma-aama", "ccma-nha")]
    aama, nha = (one.newcomer for one in compare(sheets, FILES.trainings(), as_of=TODAY).credentials)
    assert aama is not None
    assert nha is not None
    assert aama.quickest == aama.cheapest
    assert (aama.quickest.months, aama.quickest.price.likely, aama.quickest.route) == (12, 5723, "category-1")
    assert (nha.quickest.months, nha.quickest.route) == (3, "training")
    assert (nha.cheapest.months, nha.cheapest.price.likely, nha.cheapest.route) == (14, 165, "experience")


def test_newcomer_without_any_training_has_no_way():
    sheet = load_sheet(FILES, "cma-aama")
    (one,) = compare([sheet], Trainings(()), as_of=TODAY).credentials
    assert one.newcomer is None
