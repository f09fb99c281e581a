"""The shipped bank, read once and kept: for a process that answers many questions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from certway.core.items.bank import Bank
from certway.core.items.item import Item
from certway.core.rulebook.credential import Edition
from certway.exchange.bank.exams import edition_of
from certway.exchange.bank.files import load_bank
from certway.exchange.rule_files import RuleFiles


@dataclass(frozen=True)
class ShippedBank:
    """The bank, and the editions of the outlines that it serves."""

    bank: Bank
    editions: Mapping[str, Edition]  # by the id of the credential
    words: Mapping[str, str]  # what a search looks through, by the ids of the questions: in lower case


@lru_cache(maxsize=1)
def shipped_bank() -> ShippedBank:
    """Return the shipped bank; the first call reads its files."""
    bank, files = load_bank(), RuleFiles()
    found = {name: edition_of(files, name, topics.edition) for name, topics in bank.outlines.items()}
    editions = {name: edition for name, edition in found.items() if edition is not None}
    return ShippedBank(bank, editions, {item.id: _words_of(item, bank) for item in bank.items})


def _words_of(item: Item, bank: Bank) -> str:
    topic = bank.tree.by_id[item.topic]
    return " ".join((*item.texts(), topic.title, item.id)).lower()
