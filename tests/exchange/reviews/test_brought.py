"""What is kept of a history: each review once, known again in every later export, and none of its words."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from certway.exchange.reviews.anki_history import AnkiHistory, MatchedCard, UnmatchedCard
from certway.exchange.reviews.anki_log import ReviewedCard
from certway.exchange.reviews.brought import (
    DEVICE,
    OTHER,
    Brought,
    BroughtCard,
    brought_of,
    figures_of,
    pack,
    unpack,
)
from certway.exchange.reviews.matching import Match
from certway.exchange.reviews.review import LoggedReview

TOPICS = {"draw/first": "draw"}
LONGEST_DEVICE = 36  # as the table has it
FIRST = 1_790_000_000_000


def card(guid: str, *moments: int, side: int = 0) -> ReviewedCard:
    return ReviewedCard(guid, side, "Secret words?", tuple(LoggedReview(at, 3, "review", 8000) for at in moments))


def history(*cards: ReviewedCard, ours: tuple[ReviewedCard, ...] = ()) -> AnkiHistory:
    matched = tuple(MatchedCard(Match("draw/first", "guid", 100.0), one) for one in ours)
    unmatched = tuple(UnmatchedCard("no-question", one) for one in cards)
    read = sum(len(one.reviews) for one in (*cards, *ours))
    return AnkiHistory(read + 2, matched, unmatched, {"crammed": 2})


def brought(told: AnkiHistory, kept: Brought | None = None, most: int = 1000) -> Brought:
    return brought_of(told, TOPICS, kept=set() if kept is None else numbers(kept.cards), most=most)


def numbers(cards: tuple[BroughtCard, ...]) -> set[tuple[str, int]]:
    return {(one.device, at.number) for one in cards for at in one.reviews}


def test_cards_are_known_again_by_their_note_and_side_and_say_nothing() -> None:
    found = brought(history(card("x", FIRST), card("x", FIRST, side=1), ours=(card("y", FIRST),)))

    ours, *others = found.cards
    assert (ours.item, ours.topic, ours.is_question) == ("draw/first", "draw", True)
    assert len({one.device for one in found.cards}) == 3
    assert {one.topic for one in others} == {""}
    for one in found.cards:
        assert one.device.startswith(DEVICE)
        assert len(one.device) == LONGEST_DEVICE
    assert [one.item for one in others] == [f"{OTHER}{one.device.removeprefix(DEVICE)}" for one in others]
    assert b"Secret" not in pack(found.cards)


def test_same_file_brings_nothing_new_and_a_newer_one_what_is_new() -> None:
    first = brought(history(card("x", FIRST, FIRST + 5)))
    again = brought(history(card("x", FIRST, FIRST + 5)), first)
    newer = brought(history(card("x", FIRST, FIRST + 5, FIRST + 90_000)), first)

    assert [one.at - FIRST for one in first.cards[0].reviews] == [0, 5]
    assert (again.cards, again.same) == ((), 2)
    assert ([one.at - FIRST for one in newer.cards[0].reviews], newer.same) == ([90_000], 2)


def test_reviews_of_a_card_that_lost_its_note_or_found_no_room_are_told() -> None:
    told = history(card("", FIRST), card("a", FIRST, FIRST + 1000), card("b", FIRST), ours=(card("y", FIRST),))

    found = brought(told, most=2)

    assert [len(one.reviews) for one in found.cards] == [1, 1]
    assert found.cards[0].is_question
    assert found.left_out == {"crammed": 2, "no-note": 1, "no-room": 2}
    everything = figures_of(found)
    assert everything.read == everything.reviews + everything.same + sum(everything.left_out.values())


def test_cards_that_are_here_come_before_others_where_there_is_little_room() -> None:
    many = [card(str(number), FIRST) for number in range(20)]
    first = brought(history(*many[:10]), most=10)
    longer = [replace(one, reviews=(*one.reviews, LoggedReview(FIRST + 90_000, 3, "review", 1))) for one in many]

    newer = brought(history(*longer), first, most=20)

    assert {one.device for one in newer.cards} == {one.device for one in first.cards}


@given(
    st.lists(st.integers(FIRST, FIRST + 20_000), min_size=1, max_size=30),
    st.lists(st.integers(FIRST + 21_000, FIRST + 40_000), max_size=10),
)
def test_numbers_rise_and_stay_when_later_reviews_come(earlier: list[int], later: list[int]) -> None:
    (first,) = brought(history(card("x", *earlier))).cards
    (longer,) = brought(history(card("x", *later[::-1], *earlier))).cards
    told = [one.number for one in longer.reviews]

    assert told == sorted(set(told))
    assert longer.reviews[0].number < 2**31
    assert [one.at for one in longer.reviews] == sorted([*earlier, *later])
    if len(earlier) < 10:  # else a crowd within a second may reach beyond the next ones
        assert longer.reviews[: len(earlier)] == first.reviews


def test_packed_cards_come_back() -> None:
    found = brought(history(card("x", FIRST, FIRST + 5), ours=(card("y", FIRST),)))

    assert unpack(pack(found.cards)) == found.cards
