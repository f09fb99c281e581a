"""Instants are read as people and programs write them."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

import polars as pl
import pytest

from certway.bulk.instants import milliseconds_of

NOON = 1_795_435_200_000  # 2026-11-23, 12:00 UTC


@pytest.mark.parametrize(
    ("text", "after_noon"),
    [
        ("2026-11-23T12:00:00Z", 0),
        ("2026-11-23T12:00:00.250Z", 250),
        ("2026-11-23 12:00", 0),
        (" 2026-11-23 12:00:01 ", 1_000),
        ("2026-11-23T07:00:00-05:00", 0),
        ("2026-11-23T17:30+0530", 0),
        ("2026-11-23T13:00:00+01", 0),
        ("2026-11-23", -12 * 3_600_000),
        ("1795435200", 0),
        ("1795435200.5", 500),
        ("1795435200000", 0),
    ],
)
def test_text_is_an_instant_of_utc(text: str, after_noon: int) -> None:
    assert milliseconds_of(pl.Series([text])).to_list() == [NOON + after_noon]


@pytest.mark.parametrize("text", ["", "yesterday", "2026-13-01", "2026-02-30T10:00:00Z", "12:00", "nan", "inf", None])
def test_other_texts_are_none(text: str | None) -> None:
    assert milliseconds_of(pl.Series([text], dtype=pl.String)).to_list() == [None]


@pytest.mark.parametrize(
    "cell",
    [
        datetime(2026, 11, 23, 12),  # noqa: DTZ001 - without a zone it is UTC
        datetime(2026, 11, 23, 12, tzinfo=UTC),
        datetime(2026, 11, 23, 7, tzinfo=timezone(timedelta(hours=-5))),
        NOON,
        NOON // 1_000,
        NOON / 1_000,
    ],
)
def test_typed_cell_is_the_same_instant(cell: object) -> None:
    assert milliseconds_of(pl.Series([cell])).to_list() == [NOON]


def test_days_are_their_first_moment_and_other_types_are_none() -> None:
    assert milliseconds_of(pl.Series([date(2026, 11, 23)])).to_list() == [NOON - 12 * 3_600_000]
    assert milliseconds_of(pl.Series([[1], [2]])).to_list() == [None, None]
