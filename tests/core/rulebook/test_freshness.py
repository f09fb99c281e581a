"""How old and how good a source is, seen from a day."""

from __future__ import annotations

from dataclasses import replace

import pytest

from builders.records import ordinal
from builders.rules import source
from certway.core.rulebook.freshness import Freshness, freshness_on, is_stale


def test_ages_are_counted_from_the_day_of_reading_and_the_page_s_own_date():
    seen = freshness_on(source(as_of="2026-08", read_on="2026-11-23"), ordinal("2026-12-03"))
    assert seen == Freshness(read_days=10, own_days=94, stale=False, confidence="primary", via_copy=False)
    assert freshness_on(source(), ordinal("2026-11-20")).read_days == -3
    assert freshness_on(source(), ordinal("2026-11-20")).own_days is None


@pytest.mark.parametrize(
    ("read_on", "day", "stale"),
    [
        ("2026-11-23", "2027-11-23", False),
        ("2026-11-23", "2027-11-24", True),
        ("2024-02-29", "2025-02-28", False),
        ("2024-02-29", "2025-03-01", True),
        ("2026-11-23", "2020-01-01", False),
    ],
)
def test_stale_begins_after_the_same_calendar_day_a_year_later(read_on: str, day: str, stale: bool):
    assert is_stale(ordinal(read_on), ordinal(day)) == stale
    assert freshness_on(source(read_on=read_on), ordinal(day)).stale == stale


@pytest.mark.parametrize(
    ("changes", "doubtful"),
    [
        ({}, False),
        ({"via_copy": True}, True),
        ({"confidence": "secondary"}, True),
        ({"confidence": "uncertain"}, True),
    ],
)
def test_doubtful_is_what_is_not_the_body_s_own_words_at_its_own_place(changes, doubtful: bool):
    seen = freshness_on(replace(source(), **changes), ordinal("2026-11-23"))
    assert seen.doubtful == doubtful
    assert freshness_on(replace(source(), **changes), ordinal("2028-01-01")).doubtful
