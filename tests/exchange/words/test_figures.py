"""Days, numbers and money are written as people write them."""

from __future__ import annotations

from datetime import date

import pytest

from certway.exchange.words.catalogue import catalogue
from certway.exchange.words.figures import amount, as_sentence, day, listed, money, number, relative

WORDS = catalogue()
TODAY = date(2026, 11, 23).toordinal()


@pytest.mark.parametrize(
    ("then", "said"),
    [
        (date(2026, 11, 23), "today"),
        (date(2026, 11, 24), "in 1 day"),
        (date(2026, 12, 24), "in 31 days"),
        (date(2026, 12, 25), "in 1 month"),
        (date(2027, 5, 14), "in 5 months"),
        (date(2027, 11, 22), "in 11 months"),
        (date(2027, 11, 23), "in 12 months"),
        (date(2028, 11, 22), "in 23 months"),
        (date(2028, 11, 23), "in 2 years"),
    ],
)
def test_distance_is_told_in_whole_units(then, said):
    assert relative(then.toordinal(), TODAY, WORDS) == said


def test_month_ends_count_whole_months():
    first, last = date(2027, 1, 31).toordinal(), date(2027, 3, 30).toordinal()
    assert relative(last, first, WORDS) == "in 1 month"


def test_day_ahead_gets_its_distance():
    assert day(date(2027, 5, 14).toordinal(), WORDS, as_of=TODAY) == "14 May 2027 (in 5 months)"


def test_day_behind_gets_none():
    assert day(date(2026, 5, 14).toordinal(), WORDS, as_of=TODAY) == "14 May 2026"


@pytest.mark.parametrize(("value", "said"), [(5616, "5,616"), (29.7, "29.7"), (0.129, "0.13"), (1e6, "1,000,000")])
def test_numbers_are_grouped(value, said):
    assert number(value) == said


@pytest.mark.parametrize(
    ("least", "most", "said"), [(2340, 2340, "$2,340"), (77, 107, "$77 to $107"), (12.5, 12.5, "$12.50")]
)
def test_money_is_in_dollars(least, most, said):
    assert money(least, most, WORDS) == said


@pytest.mark.parametrize(
    ("least", "most", "unit", "said"),
    [
        (1, 1, "hours", "1 hour"),
        (5616, 5616, "hours", "5,616 hours"),
        (5, 7, "business-days", "between 5 and 7 business days"),
        (250, 250, "usd", "$250"),
    ],
)
def test_amounts_have_their_unit(least, most, unit, said):
    assert amount(least, most, unit, WORDS) == said


@pytest.mark.parametrize(
    (("parts"), "said"), [([], ""), (["a"], "a"), (["a", "b"], "a or b"), (["a", "b", "c"], "a, b or c")]
)
def test_lists_are_joined(parts, said):
    assert listed(parts, "or", WORDS) == said


def test_text_becomes_a_sentence():
    assert [as_sentence(text) for text in ("", "by law", "By law.")] == ["", "By law.", "By law."]
