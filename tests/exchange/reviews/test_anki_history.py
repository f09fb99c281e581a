"""One's history in Anki: packages that Certway exported, studied and brought back, and decks of others."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders.anki import database, note_type
from builders.anki_log import (
    DAY,
    FILTERED,
    FORMS,
    LEARNING,
    MANUAL,
    RELEARNING,
    RESCHEDULED,
    START,
    Entry,
    database_of,
    logged,
    newest_package,
)
from certway.core.items.item import Choice, Item, Option, Reference
from certway.exchange.bank.anki.format import write_anki
from certway.exchange.bank.anki.writing import stable_id
from certway.exchange.reviews.anki_history import AnkiHistory, read_anki_history
from certway.exchange.reviews.review import LoggedReview
from certway.exchange.safe.errors import ForeignFileError

NOW = START + 400 * DAY
BASIC = note_type("Basic", "Front", "Back")
REVERSED = note_type("Basic (and reversed card)", "Front", "Back")
CLOZE = note_type("Cloze", "Text", "Back Extra", cloze=True)
SECOND_CARD = (
    "INSERT INTO cards SELECT 7, nid, did, 1, 0, -1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, '' FROM cards WHERE id = 1;"
)
BODY = Choice((Option("Blue", True, ""), Option("Red", False, ""), Option("Gray", False, "")), False)


def item(name: str, stem: str, situation: str = "") -> Item:
    return Item(name, name.partition("/")[0], "recall", "easy", stem, BODY, Reference("clsi-gp41", "x"), situation)


FIRST = item("draw/first", "Which tube is filled **first** in the order of draw?")
HEMOLYSIS = item("draw/hemolysis", "Which of these hemolyzes a sample of 10 mL of blood?")
SET = item("draw/set", "What do you do next?", "A patient of 40 faints while you draw blood.")
ITEMS = (FIRST, HEMOLYSIS, SET)
OURS = database_of(write_anki(ITEMS, written_at=datetime(2026, 9, 1, tzinfo=UTC)).content)
CARD = {one.id: stable_id(one.id) for one in ITEMS}


def history(content: bytes, items: tuple[Item, ...] = ITEMS, file: str = "history.apkg") -> AnkiHistory:
    found = read_anki_history(content, file, items, now=NOW)
    reviews = sum(len(one.card.reviews) for one in (*found.matched, *found.unmatched))
    assert found.read == reviews + sum(found.not_reviews.values())  # nothing is lost
    return found


def of_notes(*fronts: str, kind: object = BASIC, script: str = "") -> AnkiHistory:
    """Return the history of notes that others wrote, each reviewed once."""
    entries = [Entry(at, START + at) for at in range(1, len(fronts) + 1)]
    made = database(*((kind, (front, "back")) for front in fronts))
    return history(newest_package(logged(made, entries, script)))


@pytest.mark.parametrize("form", FORMS)
def test_reviews_of_exported_questions_come_back_from_every_form(form: str) -> None:
    entries = [
        Entry(CARD[FIRST.id], START, 1, LEARNING, spent=12_000),
        Entry(CARD[FIRST.id], START + 600_000, 3, LEARNING),
        Entry(CARD[FIRST.id], START + 3 * DAY, 1),
        Entry(CARD[FIRST.id], START + 3 * DAY + 600_000, 2, RELEARNING),
        Entry(CARD[SET.id], START + 5, 4, FILTERED),
    ]

    found = history(FORMS[form](logged(OURS, entries[::-1])), file=form)

    assert found.by_item() == {
        FIRST.id: (
            LoggedReview(START, 1, "learning", 12_000),
            LoggedReview(START + 600_000, 3, "learning", 8000),
            LoggedReview(START + 3 * DAY, 1, "review", 8000),
            LoggedReview(START + 3 * DAY + 600_000, 2, "relearning", 8000),
        ),
        SET.id: (LoggedReview(START + 5, 4, "review", 8000),),
    }
    assert {(one.match.item, one.match.how) for one in found.matched} == {(FIRST.id, "guid"), (SET.id, "guid")}
    assert (found.unmatched, dict(found.not_reviews)) == ((), {})


def test_entries_that_are_no_reviews_are_counted_by_their_reason() -> None:
    card, other = CARD[FIRST.id], CARD[SET.id]
    entries = [
        Entry(other, START, 3),
        Entry(other, START + DAY, 0, MANUAL, factor=0),
        Entry(other, START + 2 * DAY, 4),
        Entry(card, START + 1, 0, MANUAL),
        Entry(card, START + 2, 0, RESCHEDULED),
        Entry(card, START + 3, 3, FILTERED, factor=0),
        Entry(card, START + 4, 0),
        Entry(card, START + 5, 5),
        Entry(card, START + 6, 3, 9),
        Entry(card, 5, 3),
        Entry(card, NOW + 2 * DAY, 3),
        Entry(4, START + 7, 3),
    ]

    found = history(newest_package(logged(OURS, entries)))

    assert found.by_item() == {SET.id: (LoggedReview(START + 2 * DAY, 4, "review", 8000),)}
    assert dict(found.not_reviews) == {
        "before-reset": 1,
        "set-by-hand": 2,
        "rescheduled": 1,
        "crammed": 1,
        "no-grade": 3,
        "no-moment": 2,
        "no-card": 1,
    }


@pytest.mark.parametrize(
    ("front", "item_id", "how"),
    [
        ("Which tube is filled <b>first</b> in the order of draw?", FIRST.id, "text"),
        ("which tube is filled FIRST, in the order of draw", FIRST.id, "text"),
        ("Which tube is filled first in the order of draw?<br>A) Blue<br>B) Red<br>C) Gray", FIRST.id, "text"),
        ("A patient of 40 faints while you draw blood.<br><br>What do you do next?", SET.id, "text"),
        ("Which one of these hemolyses samples of 10 mL of blood?", HEMOLYSIS.id, "similar-text"),
    ],
)
def test_cards_of_others_are_matched_by_their_words(front: str, item_id: str, how: str) -> None:
    found = of_notes(front)

    assert [(one.match.item, one.match.how, one.match.alike > 90) for one in found.matched] == [(item_id, how, True)]


@pytest.mark.parametrize(
    "front",
    [
        "Which of these hemolyzes a sample of 15 mL of blood?",
        "Which of these hemolyzes no sample of 10 mL of blood?",
        "Which of these hemolyzes a sample of 10 mL of urine?",
        "Which tube is filled last in the order of draw?",
        "Which tube is draw first in the order of filled?",
        "",
        "____",
    ],
)
def test_card_that_asks_something_else_is_told_and_not_matched(front: str) -> None:
    found = of_notes(front)

    assert not found.matched
    assert [(one.why, len(one.card.reviews)) for one in found.unmatched] == [("no-question", 1)]


def test_card_is_told_by_what_it_asks() -> None:
    found = of_notes("Where is the <i>median cubital</i> vein?<br>Say it.")

    assert found.unmatched[0].card.question == "Where is the median cubital vein? Say it."


@pytest.mark.parametrize(("one", "other"), [("hyperkalemia", "hypokalemia"), ("intracellular", "intercellular")])
def test_words_that_look_alike_and_mean_something_else_are_kept_apart(one: str, other: str) -> None:
    asked = f"Which of the following findings would you expect in a patient with severe {one} on the monitor?"
    content = newest_package(logged(database((BASIC, (asked, "back"))), [Entry(1)]))

    assert not history(content, (item("a/b", asked.replace(one, other)),)).matched
    assert history(content, (item("a/b", asked.replace("finding", "the finding")),)).matched


def test_words_that_several_questions_have_decide_nothing() -> None:
    twins = (FIRST, replace(FIRST, id="draw/other"))
    content = newest_package(logged(database((BASIC, (FIRST.stem, "back"))), [Entry(1)]))

    assert [one.why for one in history(content, twins).unmatched] == ["several-questions"]


def test_second_card_of_a_note_asks_something_else() -> None:
    content = logged(database((REVERSED, (FIRST.stem, "Blue"))), [Entry(1), Entry(7, START + 1)], SECOND_CARD)

    found = history(newest_package(content))

    assert [(one.match.item, one.card.side) for one in found.matched] == [(FIRST.id, 0)]
    assert [(one.why, one.card.side) for one in found.unmatched] == [("another-side", 1)]


def test_each_cloze_of_a_note_is_a_card_that_asks_with_its_blank() -> None:
    asked = item("a/b", "The ____ tube comes before the red one.")
    text = "The {{c2::blue}} tube comes before the {{c1::red}} one."
    content = logged(database((CLOZE, (text, "back"))), [Entry(1), Entry(7, START + 1)], SECOND_CARD)

    found = history(newest_package(content), (asked,))

    assert [(one.match.item, one.card.side) for one in found.matched] == [("a/b", 1)]
    assert [one.why for one in found.unmatched] == ["no-question"]


def test_cards_that_ask_the_same_question_are_joined_by_time() -> None:
    notes = ((BASIC, (FIRST.stem, "back")), (BASIC, (FIRST.stem, "again")))
    content = logged(database(*notes), [Entry(1, START + 5), Entry(2, START), Entry(1, START + 9, 1)])

    reviews = history(newest_package(content)).by_item()[FIRST.id]

    assert [(one.at - START, one.grade) for one in reviews] == [(0, 3), (5, 3), (9, 1)]


def test_time_spent_is_within_an_hour_and_never_below_nothing() -> None:
    entries = [Entry(CARD[FIRST.id], START, spent=-5), Entry(CARD[FIRST.id], START + 1, spent=99_999_999)]

    reviews = history(newest_package(logged(OURS, entries))).by_item()[FIRST.id]

    assert [one.spent for one in reviews] == [0, 3_600_000]


def test_file_without_reviews_says_how_to_export_them() -> None:
    with pytest.raises(ForeignFileError, match="Include scheduling information"):
        history(newest_package(OURS))


@given(
    st.lists(
        st.builds(
            Entry,
            st.sampled_from((*CARD.values(), 4)),
            st.integers(-1, NOW + 5 * DAY),
            st.integers(-1, 6),
            st.integers(-1, 7),
            st.sampled_from((0, 2500)),
            st.integers(-1, 2**40),
        ),
        min_size=1,
        unique_by=lambda one: one.at,
    )
)
def test_every_entry_is_accounted_for(entries: list[Entry]) -> None:
    found = history(FORMS["collection.anki2"](logged(OURS, entries)))

    assert found.read == len(entries)
    for reviews in found.by_item().values():
        assert [one.at for one in reviews] == sorted(one.at for one in reviews)
