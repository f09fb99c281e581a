"""One question is judged while it is written, by the bank that it is to stand in."""

from __future__ import annotations

from dataclasses import replace

from certway.core.items.item import Choice, Item, Reference
from certway.exchange.bank.item_lint import lint_item, misplaced
from certway.exchange.bank.item_names import free_name
from certway.exchange.bank.shipped import shipped_bank


def single() -> Item:
    return next(one for one in shipped_bank().bank.items if isinstance(one.body, Choice) and not one.body.multiple)


def test_shipped_question_is_clean_among_the_others() -> None:
    assert lint_item(single(), shipped_bank().bank).clean


def test_flaw_word_and_twin_are_told() -> None:
    item = single()
    assert isinstance(item.body, Choice)
    first, *rest = item.body.options
    flawed = replace(
        item, id=f"{item.topic}/another", body=Choice((replace(first, text="Allways never"), *rest), False)
    )
    lint = lint_item(flawed, shipped_bank().bank)
    assert any("'never'" in text for text in lint.flaws)
    assert "no dictionary has the word 'Allways'; is it spelled well?" in lint.remarks
    twin = lint_item(replace(item, id=f"{item.topic}/another"), shipped_bank().bank)
    assert any(f"it is nearly '{item.id}'" in text for text in twin.remarks)


def test_text_for_scholars_is_remarked() -> None:
    hard = " ".join(["Notwithstanding multitudinous hematological considerations"] * 10) + "?"
    lint = lint_item(replace(single(), stem=hard), shipped_bank().bank)
    assert any("it reads like grade" in text for text in lint.remarks)


def test_unknown_topic_and_work_are_faults_at_their_fields() -> None:
    item = replace(single(), topic="shoes", reference=Reference("diary", "p. 1"))
    assert [fault.field for fault in misplaced(item, shipped_bank().bank)] == ["topic", "source"]
    assert not any(misplaced(single(), shipped_bank().bank))


def test_name_is_made_of_the_telling_words_and_is_free() -> None:
    stem = "Which of the tubes is drawn first, and why is that so?"
    assert free_name(stem, set(), "order-of-draw") == "tubes-drawn-first-so"
    taken = {"order-of-draw/tubes-drawn-first-so", "order-of-draw/tubes-drawn-first-so-2"}
    assert free_name(stem, taken, "order-of-draw") == "tubes-drawn-first-so-3"
    assert free_name("Which is it?", set(), "x") == "question"
    assert free_name("日本", set(), "x") == "question"
