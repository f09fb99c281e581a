"""Questions go out as QTI 3.0 and come back the same; those of other tools come in, and what is lost is told."""

from __future__ import annotations

from hypothesis import given

from builders.items import item_lists
from certway.core.items.item import Item
from certway.exchange.bank_exchange import Imported
from certway.exchange.bank_files import BANK, load_bank
from certway.exchange.bank_qti import read_qti, write_qti


def again(items: tuple[Item, ...], media: dict[str, bytes] | None = None) -> Imported:
    out = write_qti(items, media or {})
    assert (out.written, out.dropped) == (len(items), ())
    return read_qti(out.content, "ours.zip")


@given(item_lists())
def test_drawn_questions_come_back(items: tuple[Item, ...]) -> None:
    found = again(items)
    assert (found.read, found.items, found.dropped, found.media) == (len(items), items, (), {})


def test_shipped_questions_come_back() -> None:
    items = load_bank().items
    media = {path.name: path.read_bytes() for path in (BANK / "images").glob("*")}
    if items:
        found = again(items, media)
        assert (found.read, found.items, found.dropped) == (len(items), items, ())
        shown = {item.image.file for item in items if item.image}
        assert found.media == {name: content for name, content in media.items() if name in shown}
