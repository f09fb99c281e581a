"""An event of a feed keeps its id as long as it stands for the same thing."""

from __future__ import annotations

from certway.core.renew.feed_days import DayName, KeptEvent, match_days

NOW = 1000


def name(on: int, what: str = "expires", credential: str = "cma-aama") -> DayName:
    return credential, what, on


def test_same_day_is_the_same_event_also_when_it_was_gone() -> None:
    kept = [KeptEvent(1, name(1100), True), KeptEvent(2, name(1200), False)]

    assert match_days(kept, [name(1100), name(1200)], as_of=NOW) == {name(1100): 1, name(1200): 2}


def test_day_that_moved_takes_the_event_that_stood_for_it() -> None:
    kept = [KeptEvent(1, name(1100), True), KeptEvent(2, name(1150, "annual-fee"), True)]
    wanted = [name(1130), name(1150, "annual-fee")]

    assert match_days(kept, wanted, as_of=NOW) == {name(1130): 1, name(1150, "annual-fee"): 2}


def test_several_days_of_one_thing_move_in_their_order() -> None:
    kept = [KeptEvent(1, name(1100), True), KeptEvent(2, name(1200), True), KeptEvent(3, name(1300), True)]

    assert match_days(kept, [name(1110), name(1200), name(1310)], as_of=NOW) == {
        name(1110): 1,
        name(1200): 2,
        name(1310): 3,
    }


def test_event_that_is_over_or_gone_or_of_another_thing_does_not_move() -> None:
    kept = [
        KeptEvent(1, name(NOW - 1), True),
        KeptEvent(2, name(1100), False),
        KeptEvent(3, name(1100, credential="cpt-nha"), True),
    ]

    assert match_days(kept, [name(1130)], as_of=NOW) == {name(1130): None}
