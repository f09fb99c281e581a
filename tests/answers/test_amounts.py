"""Numbers of the rules on a day: what may hold, or None."""

from __future__ import annotations

from datetime import date

import pytest

from certway.answers.amounts import amount_on, widest
from certway.core.rulebook.values import Source, Value, Version

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


def test_widest_is_not_known_where_one_of_the_amounts_is_not():
    assert widest([(1, 2), (5, 9)]) == (1, 9)
    assert widest([(1, 2), None]) is None
    assert widest([]) is None
