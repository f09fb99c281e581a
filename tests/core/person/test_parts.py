"""Parts of a batch are the batches of their people."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from builders.columns import plain
from certway.core.person.batch import batch_of
from certway.core.person.parts import owners_taken, people_between
from strategies.effort import effort
from strategies.people import records

several = st.lists(records(), min_size=1, max_size=5)


@effort(25)
@given(several, st.data())
def test_people_between_two_places_are_their_batch(persons, data) -> None:
    first = data.draw(st.integers(0, len(persons)))
    last = data.draw(st.integers(first, len(persons)))

    part, expected = people_between(batch_of(persons), first, last), batch_of(persons[first:last])

    assert part.size == expected.size
    assert {name: plain(one) for name, one in part.tables.items()} == {
        name: plain(one) for name, one in expected.tables.items()
    }


@effort(25)
@given(several, st.data())
def test_owners_taken_are_the_batch_in_their_order(persons, data) -> None:
    places = data.draw(st.lists(st.integers(0, len(persons) - 1), max_size=6))

    everybody, expected = batch_of(persons), batch_of([persons[place] for place in places])

    for name in ("programs", "work"):
        taken = owners_taken(everybody.tables[name], np.array(places, dtype=np.intp))
        assert plain(taken) == plain(expected.tables[name])
