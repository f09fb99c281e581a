"""The road: its stops, as seen from each of them."""

from __future__ import annotations

import pytest

from certway.web.layout.road import road

NAMES = ("compare", "where", "answer", "plan", "study", "renew")
STATES = {
    **{name: ["behind"] * at + ["here"] + ["ahead"] * (5 - at) for at, name in enumerate(NAMES)},
    "": ["ahead"] * 6,
    "elsewhere": ["ahead"] * 6,
}


@pytest.mark.parametrize("here", STATES)
def test_road_is_seen_from_where_one_is(here: str) -> None:
    stops = road(here)

    assert [stop.state for stop in stops] == STATES[here]
    assert [(stop.place, stop.name) for stop in stops] == [
        (1, "Compare"),
        (2, "Where you stand"),
        (3, "Your answer"),
        (4, "Your plan"),
        (5, "Study"),
        (6, "Renew"),
    ]
