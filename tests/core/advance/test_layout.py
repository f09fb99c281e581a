"""The ladder's drawing: columns, rows, and the same each time."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from certway.core.advance.layout import Place, lay_out


def test_rung_stands_right_of_all_that_leads_to_it():
    links = [("a", "b"), ("b", "c"), ("a", "c"), ("c", "d")]
    assert lay_out("abcd", links) == {
        "a": Place(0, 0),
        "b": Place(1, 0),
        "c": Place(2, 0),
        "d": Place(3, 0),
    }


def test_rows_follow_what_leads_there_then_the_order_given():
    links = [("a", "y"), ("b", "x"), ("a", "z")]
    assert lay_out("abxyz", links) == {
        "a": Place(0, 0),
        "b": Place(0, 1),
        "x": Place(1, 2),
        "y": Place(1, 0),
        "z": Place(1, 1),
    }


def test_links_to_what_is_not_drawn_count_nothing():
    assert lay_out("a", [("z", "a"), ("a", "z")]) == {"a": Place(0, 0)}
    assert lay_out("", []) == {}


def test_circle_is_refused():
    with pytest.raises(ValueError, match="cycle"):
        lay_out("ab", [("a", "b"), ("b", "a")])


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), max_size=20))
def test_places_are_distinct_and_links_lead_right(pairs):
    rungs = [str(one) for one in range(10)]
    links = [(str(low), str(high)) for low, high in map(sorted, pairs) if low != high]
    places = lay_out(rungs, links)
    assert list(places) == rungs
    assert len(set(places.values())) == len(rungs)
    assert all(places[start].column < places[end].column for start, end in links)
    assert lay_out(rungs, links[::-1]) == places
