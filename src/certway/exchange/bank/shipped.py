"""The shipped bank, read once and kept: for a process that answers many questions."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from certway.core.items.bank import Bank
from certway.core.items.item import Item
from certway.core.rulebook.credential import Edition
from certway.exchange.bank.exams import edition_of
from certway.exchange.bank.files import load_bank
from certway.exchange.rule_files import RuleFiles


@dataclass(frozen=True, eq=False)
class IndexedBank:
    """A bank, the editions of the outlines that it serves, and what a search looks through."""

    bank: Bank
    editions: Mapping[str, Edition]  # by the id of the credential
    words: Mapping[str, str]  # by the ids of the questions: in lower case


@lru_cache(maxsize=1)
def shipped_bank() -> IndexedBank:
    """Return the shipped bank; the first call reads its files."""
    bank, files = load_bank(), RuleFiles()
    found = {name: edition_of(files, name, topics.edition) for name, topics in bank.outlines.items()}
    editions = {name: edition for name, edition in found.items() if edition is not None}
    return IndexedBank(bank, editions, {item.id: _words_of(item, bank) for item in bank.items})


def with_changes(indexed: IndexedBank, items: Sequence[Item], retired: Collection[str]) -> IndexedBank:
    """Return a bank with questions more, or in place of those of the same ids, and without the retired ones."""
    changed = {item.id: item for item in items}
    kept = {item.id: changed.get(item.id, item) for item in (*indexed.bank.items, *items) if item.id not in retired}
    bank = replace(indexed.bank, items=tuple(kept.values()))
    words = {name: _words_of(item, bank) if name in changed else indexed.words[name] for name, item in kept.items()}
    return IndexedBank(bank, indexed.editions, words)


def _words_of(item: Item, bank: Bank) -> str:
    topic = bank.tree.by_id[item.topic]
    return " ".join((*item.texts(), topic.title, item.id)).lower()
