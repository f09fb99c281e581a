"""A sitting goes by its log alone: clocks, segments, breaks, review, devices, and answers that come late."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from certway.core.sit.course import MOST_STOPPED
from certway.core.sit.delivery import Reason, RefusedError, State, decide, state_of
from certway.core.sit.events import (
    Answered,
    Began,
    ClockStarted,
    ClockStopped,
    Event,
    Flagged,
    Response,
    SegmentClosed,
    Submitted,
    TakenOver,
    Visited,
)
from certway.core.sit.profile import MINUTE, Accommodations, Profile, Segment, practice

T0 = 1_764_417_600_000
NONE = Accommodations()
CMA = Profile(
    exam="cma-aama",
    segments=(Segment(50, 40 * MINUTE),) * 4,
    scored=180,
    break_milliseconds=20 * MINUTE,
    adaptive=False,
    may_skip=True,
    may_return=True,
    review_at_end=False,
    calculator="unknown",
    scale=None,
)
MLT = replace(
    CMA,
    exam="mlt-ascp",
    segments=(Segment(3, 15 * MINUTE),),
    adaptive=True,
    may_skip=False,
    may_return=False,
    review_at_end=True,
)


def answered(
    place: int, minute: float, response: Response = (0,), *, received: float | None = None, device: str = "a"
) -> Answered:
    at = T0 + int(minute * MINUTE)
    return Answered(at, place, response, at if received is None else T0 + int(received * MINUTE), device, spent=1000)


def at(minute: float) -> int:
    return T0 + int(minute * MINUTE)


class Sitting:
    """A log to which wishes are put, each at its minute."""

    def __init__(self, profile: Profile, accommodations: Accommodations = NONE) -> None:
        self.profile, self.accommodations = profile, accommodations
        self.log: list[Event] = []

    def wish(self, *wishes: Event) -> None:
        for one in wishes:
            now = one.received if isinstance(one, Answered) else one.at
            self.log.append(decide(self.profile, self.accommodations, self.log, one, now))

    def refuses(self, wish: Event, reason: Reason) -> None:
        before = list(self.log)
        with pytest.raises(RefusedError) as raised:
            self.wish(wish)
        assert raised.value.reason == reason
        assert self.log == before

    def state(self, minute: float) -> State:
        return state_of(self.profile, self.accommodations, self.log, at(minute))


@pytest.fixture
def cma() -> Sitting:
    sitting = Sitting(CMA)
    sitting.wish(Began(at(0)))
    return sitting


def test_nothing_happens_before_it_begins_and_it_begins_once() -> None:
    sitting = Sitting(CMA)
    assert sitting.state(0).phase == "ready"
    sitting.refuses(answered(0, 1), "not-begun")
    sitting.refuses(Flagged(at(1), 0, on=True), "not-begun")
    sitting.refuses(Submitted(at(1)), "not-begun")
    sitting.wish(Began(at(2)))
    sitting.refuses(Began(at(3)), "begun-before")
    assert sitting.state(3).closes == at(42)


def test_answers_of_a_segment_are_changed_flagged_and_counted(cma: Sitting) -> None:
    cma.wish(Visited(at(1), 4), answered(4, 2, (1,)), Flagged(at(2), 4, on=True), answered(4, 3, (2,)), answered(0, 4))
    state = cma.state(5)
    assert (state.phase, state.segment, state.places, state.place) == ("running", 0, range(50), 4)
    assert (state.answers[4].response, state.answers[4].first, state.answers[4].changes) == ((2,), (1,), 1)
    assert state.answers[4].spent == 2000
    assert (state.flags, state.answered) == (frozenset({4}), frozenset({0, 4}))
    cma.wish(answered(0, 6, ()), Flagged(at(6), 4, on=False))
    assert (cma.state(7).answered, cma.state(7).flags) == (frozenset({4}), frozenset())


def test_nobody_comes_back_to_a_closed_segment_nor_ahead(cma: Sitting) -> None:
    cma.refuses(answered(50, 1), "segment-closed")
    cma.refuses(Visited(at(1), 50), "segment-closed")
    cma.wish(SegmentClosed(at(10)))
    cma.refuses(answered(0, 11), "segment-closed")
    cma.refuses(Visited(at(11), 0), "on-break")
    cma.wish(Began(at(12)), Visited(at(13), 50), answered(50, 13))
    cma.refuses(answered(0, 14), "segment-closed")
    assert cma.state(14).answered == frozenset({50})
    assert cma.state(14).closes == at(52)


def test_time_runs_out_without_anybody_there(cma: Sitting) -> None:
    assert cma.state(39.9).phase == "running"
    late = cma.state(41)
    assert (late.phase, late.closes) == ("between", at(60))
    assert (cma.state(61).segment, cma.state(61).phase, cma.state(61).closes) == (1, "running", at(100))
    assert cma.state(101).segment == 2  # no break is left
    over = cma.state(1_000)
    assert (over.phase, over.ended) == ("over", at(180))
    cma.refuses(answered(0, 200), "over")


def test_answer_that_was_told_is_final_and_one_that_was_skipped_is_not() -> None:
    sitting = Sitting(practice("cma-aama", 4, tells=True))
    sitting.wish(Began(at(0)), answered(0, 1, (2,)), answered(1, 1, ()))
    sitting.refuses(answered(0, 2, (1,)), "told-before")
    sitting.wish(answered(1, 3, (3,)))
    assert {place: answer.response for place, answer in sitting.state(4).answers.items()} == {0: (2,), 1: (3,)}


def test_breaks_are_spent_together(cma: Sitting) -> None:
    cma.wish(SegmentClosed(at(10)), Began(at(25)), SegmentClosed(at(30)))
    assert (cma.state(31).phase, cma.state(31).closes, cma.state(31).breaks_left) == ("between", at(35), 5 * MINUTE)
    assert cma.state(36).segment == 2


def test_last_segment_closed_or_submitted_is_the_end(cma: Sitting) -> None:
    cma.wish(
        *(event for n in range(3) for event in (SegmentClosed(at(n + 1)), Began(at(n + 1.5)))), SegmentClosed(at(9))
    )
    assert (cma.state(9).phase, cma.state(9).ended) == ("over", at(9))
    cma.refuses(Submitted(at(10)), "over")
    other = Sitting(CMA)
    other.wish(Began(at(0)), answered(1, 1), Submitted(at(2)))
    assert (other.state(3).phase, other.state(3).ended, other.state(3).answered) == ("over", at(2), {1})


def test_answer_given_in_time_counts_however_late_it_arrives(cma: Sitting) -> None:
    cma.wish(answered(3, 39.9, (2,), received=200))
    cma.refuses(answered(4, 40.1, (2,), received=200), "over")
    cma.refuses(answered(50, 39.9, (2,), received=200), "over")
    assert cma.state(300).answers[3].response == (2,)


def test_last_answer_by_its_instant_stands_though_an_older_one_arrives_after_it(cma: Sitting) -> None:
    cma.wish(answered(3, 5, (2,)), answered(3, 4, (1,), received=6))
    assert cma.state(7).answers[3].response == (2,)


def test_second_device_takes_over_and_the_first_ones_earlier_answers_still_count(cma: Sitting) -> None:
    cma.wish(TakenOver(at(0), "a"), answered(0, 1), TakenOver(at(5), "b"), answered(1, 6, device="b"))
    cma.wish(answered(2, 4, received=7))
    cma.refuses(answered(3, 8), "elsewhere")
    assert (cma.state(9).device, cma.state(9).answered) == ("b", {0, 1, 2})


def test_adaptive_exam_goes_forward_alone_and_is_reviewed_at_its_end() -> None:
    sitting = Sitting(MLT)
    sitting.wish(Began(at(0)))
    sitting.refuses(answered(1, 1), "no-skip")
    sitting.refuses(answered(0, 1, ()), "no-skip")
    sitting.wish(answered(0, 1))
    sitting.refuses(answered(0, 2, (1,)), "no-return")
    sitting.refuses(Visited(at(2), 0), "no-return")
    sitting.refuses(Visited(at(2), 2), "no-skip")
    sitting.wish(answered(1, 2), answered(2, 3))
    assert (sitting.state(4).in_review, sitting.state(4).phase) == (True, "running")
    sitting.wish(Visited(at(4), 0), answered(0, 5, (3,)))
    assert (sitting.state(6).place, sitting.state(6).answers[0].response) == (0, (3,))
    assert sitting.state(16).phase == "over"


def test_stopped_clock_stands_and_nothing_is_answered_meanwhile() -> None:
    sitting = Sitting(CMA, Accommodations(pace=150, stop_clock=True))
    sitting.wish(Began(at(0)))
    assert sitting.state(1).closes == at(60)
    sitting.wish(ClockStopped(at(10)))
    assert (sitting.state(20).phase, sitting.state(20).closes) == ("stopped", at(10) + MOST_STOPPED)
    sitting.refuses(answered(0, 15), "on-break")
    sitting.wish(ClockStarted(at(25)))
    sitting.refuses(ClockStarted(at(26)), "nothing-to-begin")
    assert sitting.state(30).closes == at(75)
    sitting.wish(ClockStopped(at(30)))
    assert (sitting.state(74.9).phase, sitting.state(75.1).phase) == ("stopped", "running")  # 60 minutes in all
    sitting.refuses(ClockStopped(at(76)), "no-break-left")
    assert sitting.state(76).closes == at(60 + 60)


def test_breaks_that_were_not_granted_are_refused(cma: Sitting) -> None:
    cma.refuses(ClockStopped(at(1)), "no-breaks")
    cma.refuses(answered(200, 1), "no-such-question")
    cma.refuses(Flagged(at(1), -1, on=True), "no-such-question")


def test_practice_has_no_clock() -> None:
    sitting = Sitting(practice("cma-aama", 5))
    sitting.wish(Began(at(0)), answered(4, 60 * 24 * 30))
    assert (sitting.state(60 * 24 * 60).phase, sitting.state(1).closes) == ("running", None)


answers = st.builds(
    lambda place, response, late: ("answer", place, response, late),
    st.integers(-1, 12),
    st.sampled_from([(), (0,), (1,)]),
    st.integers(0, 30),
)
others = [("begin",), ("close",), ("stop",), ("start",), ("submit",), ("take", "a"), ("take", "b")]
visits = st.builds(lambda place: ("visit", place), st.integers(-1, 12))
wishes = st.one_of(answers, visits, st.sampled_from(others))
KINDS = {"begin": Began, "close": SegmentClosed, "stop": ClockStopped, "start": ClockStarted, "submit": Submitted}


def _event(wish: tuple[object, ...], now: int) -> Event:
    match wish:
        case ("answer", int(place), tuple(response), int(late)):
            return Answered(now - late * MINUTE // 2, place, response, now, "a")
        case ("visit", int(place)):
            return Visited(now, place)
        case ("take", str(device)):
            return TakenOver(now, device)
        case (str(name),):
            return KINDS[name](now)
    raise AssertionError(wish)


segments = st.builds(Segment, st.integers(1, 4), st.sampled_from([None, 5 * MINUTE, 20 * MINUTE]))
profiles = st.builds(
    lambda segments, returns, breaks: replace(
        CMA,
        segments=segments,
        may_return=returns,
        may_skip=returns,
        review_at_end=not returns,
        break_milliseconds=breaks * MINUTE,
    ),
    st.lists(
        st.builds(Segment, st.integers(1, 4), st.sampled_from([None, 5 * MINUTE, 20 * MINUTE])), min_size=1, max_size=3
    ).map(tuple),
    st.booleans(),
    st.integers(0, 10),
)


@given(profiles, st.booleans(), st.lists(st.tuples(st.integers(0, 10 * MINUTE), wishes), max_size=40))
def test_what_was_accepted_stays_and_no_clock_gives_more_than_its_time(
    profile: Profile, stops: bool, steps: list[tuple[int, tuple[object, ...]]]
) -> None:
    accommodations, log, now = Accommodations(stop_clock=stops), [], T0
    for step, wish in steps:
        now += step
        before = state_of(profile, accommodations, log, now)
        try:
            event = decide(profile, accommodations, log, _event(wish, now), now)
        except RefusedError:
            assert state_of(profile, accommodations, log, now) == before
            continue
        log.append(event)
        after = state_of(profile, accommodations, log, now)
        if isinstance(event, Answered):
            newest = max(
                (one for one in log if isinstance(one, Answered) and one.place == event.place), key=lambda one: one.at
            )
            assert after.answers[event.place].at == newest.at
        assert set(before.answers) <= set(after.answers)
        assert state_of(profile, accommodations, log, now) == after
    end = state_of(profile, accommodations, log, now + 10**12)
    timed = [segment.milliseconds for segment in profile.segments]
    if end.ended is not None and None not in timed:
        began = next(event.at for event in log if isinstance(event, Began))
        assert end.ended - began <= sum(one or 0 for one in timed) + profile.break_milliseconds + stops * MOST_STOPPED
