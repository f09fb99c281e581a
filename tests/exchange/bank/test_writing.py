"""Questions that are written as a file are read back the same."""

from __future__ import annotations

from hypothesis import given

from builders.items import item_lists
from certway.core.items.item import Item
from certway.core.items.item_reading import read_items
from certway.exchange.bank.shipped import shipped_bank
from certway.exchange.bank.writing import items_yaml
from certway.exchange.yaml_files import parse_yaml


def again(items: tuple[Item, ...]) -> dict[str, Item]:
    topics = dict.fromkeys(item.topic for item in items)
    files = (items_yaml(topic, [item for item in items if item.topic == topic]) for topic in topics)
    return {item.id: item for file in files for item in read_items(parse_yaml(file.encode(), "items.yaml"))}


@given(item_lists())
def test_drawn_questions_come_back(items: tuple[Item, ...]) -> None:
    assert again(items) == {item.id: item for item in items}


def test_shipped_questions_come_back() -> None:
    items = shipped_bank().bank.items
    assert again(items) == {item.id: item for item in items}
