"""What is wrong with one question, and what is worth a look, while it is written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from certway.core.items.bank import Bank
from certway.core.items.flaws import flaws_of
from certway.core.items.item import Item
from certway.exchange.bank.duplicates import nearly
from certway.exchange.bank.sheet import Fault
from certway.exchange.bank.words import misspelled, reading_grade

MOST_GRADE = 16.0  # of a question; terms of the field alone bring a stem near it
LONG = 25  # words below which a grade says nothing


@dataclass(frozen=True, slots=True)
class ItemLint:
    """What lint says about one question."""

    flaws: tuple[str, ...]  # of its writing
    remarks: tuple[str, ...]  # what a person should look at

    @property
    def clean(self) -> bool:
        """Whether nothing was found."""
        return not self.flaws and not self.remarks


def lint_item(item: Item, bank: Bank) -> ItemLint:
    """Return what is worth mending in a question that is to stand among those of a bank."""
    alike = (f"it is nearly '{other.id}' ({score:.0f} of 100)" for other, score in nearly(item, bank.items))
    words = (f"no dictionary has the word '{word}'; is it spelled well?" for word in unknown_words(item.texts()))
    return ItemLint(tuple(flaw.text for flaw in flaws_of(item)), (*words, *alike, *hard_words(item)))


def misplaced(item: Item, bank: Bank) -> Iterator[Fault]:
    """Yield the topic and the work that a bank does not have."""
    if item.topic not in bank.tree.by_id:
        yield Fault("topic", f"there is no topic '{item.topic}'; choose one of the list")
    if item.reference.source not in bank.works:
        yield Fault("source", f"there is no work '{item.reference.source}'; choose one of the list")


def unknown_words(texts: Iterable[str]) -> tuple[str, ...]:
    """Return the words that no dictionary has, each once, in their order."""
    return tuple(dict.fromkeys(word for text in texts for word in misspelled(text)))


def hard_words(item: Item) -> Iterator[str]:
    """Yield a sentence where the question reads like a text for scholars."""
    texts = [text for text in (item.situation, item.stem) if text]
    if sum(len(text.split()) for text in texts) >= LONG and (grade := reading_grade(texts)) > MOST_GRADE:
        yield f"it reads like grade {grade:.0f}; shorter sentences help"
