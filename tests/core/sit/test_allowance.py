"""How much time somebody has for an exam in all: her pace, breaks between segments, and those that stop the clock."""

from __future__ import annotations

from dataclasses import replace

from certway.core.sit.allowance import Allowance, allowance_of
from certway.core.sit.profile import MINUTE, Accommodations, Segment, practice

CMA = replace(practice("cma-aama", 200), segments=(Segment(50, 40 * MINUTE),) * 4, break_milliseconds=20 * MINUTE)


def test_everybody_has_the_segments_and_the_breaks() -> None:
    allowed = allowance_of(CMA, Accommodations())
    assert allowed == Allowance(usual=160 * MINUTE, own=160 * MINUTE, breaks=20 * MINUTE, stops=0)
    assert allowed.most == 180 * MINUTE


def test_more_time_is_more_of_the_segments_and_stops_come_on_top() -> None:
    allowed = allowance_of(CMA, Accommodations(pace=150, stop_clock=True))
    assert allowed == Allowance(usual=160 * MINUTE, own=240 * MINUTE, breaks=20 * MINUTE, stops=60 * MINUTE)
    assert allowed.most == 320 * MINUTE


def test_practice_without_a_clock_has_no_time_to_grant() -> None:
    allowed = allowance_of(practice("cma-aama", 20), Accommodations(pace=200, stop_clock=True))
    assert allowed == Allowance(usual=None, own=None, breaks=0, stops=0)
    assert allowed.most is None
