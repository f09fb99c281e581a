"""An exam behaves as its body says; what is assumed where the body is silent is named."""

from __future__ import annotations

from datetime import date

import pytest

from certway.core.rulebook.values import Source, Value, Version
from certway.core.sit.profile import (
    MINUTE,
    PACES,
    Accommodations,
    NoProfileError,
    Pace,
    Profile,
    Scale,
    Segment,
    calculator_of,
    practice,
    profile_of,
    with_time,
)
from certway.exchange.shipped_rules import shipped_rules

TODAY = date(2026, 11, 29).toordinal()
EXAMS = tuple(shipped_rules().sheets)


def profile(exam: str) -> Profile:
    return profile_of(exam, shipped_rules().sheets[exam].exam, TODAY)


def test_cma_has_four_segments_and_breaks_between_them() -> None:
    cma = profile("cma-aama")
    assert cma.segments == (Segment(50, 40 * MINUTE),) * 4
    assert (cma.items, cma.scored, cma.break_milliseconds) == (200, 180, 20 * MINUTE)
    assert (cma.adaptive, cma.may_return, cma.calculator) == (False, True, "not-allowed")
    assert cma.scale == Scale(200, 800, 405)
    assert {"skipping", "review"} <= set(cma.assumed)
    assert [cma.segment_of(place) for place in (0, 49, 50, 199)] == [0, 0, 1, 3]
    assert (cma.places_of(0), cma.places_of(3)) == (range(50), range(150, 200))
    with pytest.raises(IndexError):
        cma.segment_of(200)


@pytest.mark.parametrize(
    ("exam", "items", "scored", "minutes"),
    [("rma-amt", 210, 210, 120), ("ccma-nha", 180, 150, 180), ("ncma-ncct", 165, 150, 180)],
)
def test_linear_exam_is_one_segment(exam: str, items: int, scored: int, minutes: int) -> None:
    told = profile(exam)
    assert told.segments == (Segment(items, minutes * MINUTE),)
    assert (told.scored, told.break_milliseconds, told.may_skip, told.may_return) == (scored, 0, True, True)


@pytest.mark.parametrize(
    ("exam", "items", "minutes"), [("mlt-ascp", 100, 150), ("mls-ascp", 100, 150), ("pbt-ascp", 80, 120)]
)
def test_adaptive_exam_is_not_skipped_and_reviewed_at_its_end(exam: str, items: int, minutes: int) -> None:
    told = profile(exam)
    assert told.segments == (Segment(items, minutes * MINUTE),)
    assert (told.adaptive, told.may_skip, told.may_return, told.review_at_end) == (True, False, False, True)


@pytest.mark.parametrize("exam", EXAMS)
def test_every_exam_has_a_profile(exam: str) -> None:
    told = profile(exam)
    assert 0 < told.scored <= told.items
    assert len(set(told.assumed)) == len(told.assumed)
    assert set(told.assumed) <= {*shipped_rules().sheets[exam].exam, "segments", "calculator"}


def told(content: bool | None) -> dict[str, Value]:
    source = Source("s", "https://example.org", None, TODAY, "primary")
    version = Version(None, None, content, "not-found" if content is None else "set", source)
    return {"calculator": Value("calculator", "Calculator allowed", "yes-no", (version,))}


@pytest.mark.parametrize(
    ("content", "rule"), [(True, "allowed"), (False, "not-allowed"), (None, "unknown")], ids=["yes", "no", "not found"]
)
def test_calculator_is_as_the_body_says_and_unknown_where_it_does_not(content: bool | None, rule: str) -> None:
    assert calculator_of(told(content), TODAY) == rule
    exam = {**shipped_rules().sheets["ccma-nha"].exam, **told(content)}
    whole = profile_of("ccma-nha", exam, TODAY)
    assert (whole.calculator, "calculator" in whole.assumed) == (rule, content is None)
    assert calculator_of({}, TODAY) == "unknown"


def test_range_of_questions_is_its_least_and_is_named() -> None:
    told = profile("mlt-amt")
    assert told.items == 200
    assert "items-total" in told.assumed


def test_exam_of_which_too_little_is_known_is_refused() -> None:
    values = shipped_rules().sheets["cma-aama"].exam
    for lacks in ("items-total", "minutes"):
        with pytest.raises(NoProfileError, match=lacks):
            profile_of("cma-aama", {name: one for name, one in values.items() if name != lacks}, TODAY)


@pytest.mark.parametrize("pace", PACES)
def test_more_time_is_more_for_each_segment_and_breaks_stay(pace: Pace) -> None:
    cma = profile("cma-aama")
    longer = with_time(cma, Accommodations(pace=pace))
    assert {one.milliseconds for one in longer.segments} == {40 * MINUTE * pace // 100}
    assert longer.break_milliseconds == cma.break_milliseconds


def test_practice_is_free_and_untimed() -> None:
    told = practice("cma-aama", 20, tells=True, calculator="allowed")
    assert (told.calculator, told.asks_sure) == ("allowed", False)
    assert told.segments == (Segment(20, None),)
    assert with_time(told, Accommodations(pace=200)).segments == told.segments
    assert (told.may_skip, told.may_return, told.tells, told.scale) == (True, True, True, None)
    assert practice("cma-aama", 20, minutes=10).segments == (Segment(20, 10 * MINUTE),)
