"""The credentials side by side: what is known as numbers, what is not as None."""

from __future__ import annotations

from datetime import date

import pytest

from certway.answers.compare import amount_on, compare
from certway.core.plan.trainings import Trainings
from certway.core.rulebook.values import Source, Value, Version
from certway.exchange.rule_files import RuleFiles
from certway.exchange.rule_sheets import load_sheet

FILES = RuleFiles()
TODAY = date(2026, 11, 23).toordinal()
SOURCE = Source("s", "https://example.org", None, TODAY, "primary")


def version(content=None, *, from_=None, state="set") -> Version:
    return Version(from_=from_, until=None, content=content, state=state, source=SOURCE)


def value(*versions: Version) -> Value:
    return Value("v", "V", "usd", versions)


@pytest.mark.parametrize(
    ("versions", "amount"),
    [
        ((version(5),), (5, 5)),
        ((version((2.0, 7.0)),), (2.0, 7.0)),
        ((version(state="not-found"),), None),
        ((version(state="abolished"),), (0, 0)),
        ((version("by mail"),), None),
        ((version(True),), None),
        ((version(("1", "2")),), None),
        ((version(4), version(6)), (4, 6)),
        ((version(4), version(6, from_=TODAY + 1)), (4, 4)),
        ((version(4), version(state="not-found")), None),
    ],
)
def test_amount_on_a_day_is_what_may_hold(versions, amount):
    assert amount_on(value(*versions), TODAY - 1) == amount


def test_absent_value_is_not_known():
    assert amount_on(None, TODAY) is None


def test_compare_reads_the_rules_of_the_day():
    sheets = [load_sheet(FILES, one) for one in FILES.ids]
    rows = {one.credential.id: one for one in compare(sheets, FILES.trainings(), as_of=TODAY).credentials}
    assert {name: one.apply_usd for name, one in rows.items()} == {
        "cma-aama": (125, 250),
        "rma-amt": (150, 150),
        "ccma-nha": (165, 165),
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
