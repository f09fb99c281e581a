"""Questions go out as QTI 3.0 and come back the same; those of other tools come in, and what is lost is told."""

from __future__ import annotations

import zipfile
from dataclasses import replace
from io import BytesIO

import pytest
from hypothesis import given

from builders.bounds import bounded
from builders.items import item_lists
from certway.core.items.item import Choice, Image, Item, Matching, Option, Pair, Reference
from certway.exchange.bank.files import BANK
from certway.exchange.bank.qti.format import read_qti, write_qti
from certway.exchange.bank.shipped import shipped_bank
from certway.exchange.bank.transfer import Dropped, Imported


def again(items: tuple[Item, ...], media: dict[str, bytes] | None = None) -> Imported:
    out = write_qti(items, media or {})
    assert (out.written, out.dropped) == (len(items), ())
    return read_qti(out.content, "ours.zip")


@given(item_lists())
def test_drawn_questions_come_back(items: tuple[Item, ...]) -> None:
    found = again(items)
    assert (found.read, found.items, found.dropped, found.media) == (len(items), items, (), {})


def test_shipped_questions_come_back() -> None:
    items = shipped_bank().bank.items
    media = {path.name: path.read_bytes() for path in (BANK / "images").glob("*")}
    if items:
        found = again(items, media)
        assert (found.read, found.items, found.dropped) == (len(items), items, ())
        shown = {item.image.file for item in items if item.image}
        assert found.media == {name: content for name, content in media.items() if name in shown}


OPTIONS = tuple(Option(text, text == "a", "") for text in ("a", "b", "c"))
ITEM = Item(
    id="veins/which-vein",
    topic="veins",
    level="recall",
    difficulty="easy",
    stem="Which vein?",
    body=Choice(OPTIONS, multiple=False),
    reference=Reference("book", "veins"),
)
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"/>'


def test_picture_comes_back_with_its_words() -> None:
    shown = replace(ITEM, image=Image("arm-of-2.svg", 'An arm, "left" & bare\nfrom below'))
    found = again((shown, replace(shown, id="veins/other")), {"arm-of-2.svg": SVG, "unused.svg": SVG})
    assert (found.items[0], found.media, found.dropped) == (shown, {"arm-of-2.svg": SVG}, ())


def test_picture_that_is_not_there_is_told() -> None:
    out = write_qti((replace(ITEM, image=Image("arm.svg", "An arm")),))
    assert out.dropped == (Dropped(ITEM.id, "not carried: its picture 'arm.svg', which is not there"),)
    assert read_qti(out.content, "ours.zip").items == (ITEM,)


def test_control_characters_are_told() -> None:
    out = write_qti((replace(ITEM, note="one\x0btwo"),))
    assert out.dropped == (Dropped(ITEM.id, "not carried: control characters, which no XML may hold"),)
    assert read_qti(out.content, "ours.zip").items == (replace(ITEM, note="onetwo"),)


@pytest.mark.parametrize(
    "stem",
    [
        "One.\n\nTwo, *with* `code` and <5 mg.",
        "- a\n- b\n\n1. c\n2. d",
        "| a | b |\n|---|---|\n| 1 | 2 |",
        "> quoted\n\n## Title\n\n```python\nx < 1\n```",
        "x\u00a0y  z",
        "a [link](https://example.org 'title')",
        "5 &lt; 7 &amp; more",
    ],
)
def test_markdown_of_a_stem_comes_back(stem: str) -> None:
    assert again((replace(ITEM, stem=stem),)).items == (replace(ITEM, stem=stem),)


def test_what_two_things_are_matched_with_stands_once() -> None:
    pairs = (Pair("one", "same", "w"), Pair("two", "same", ""), Pair("three", "other", ""))
    matched = replace(ITEM, body=Matching(pairs, ("none",)))
    assert again((matched,)).items == (matched,)


def test_same_questions_give_the_same_bytes() -> None:
    assert write_qti((ITEM,)).content == write_qti((ITEM,)).content


def test_question_that_another_tool_changed_comes_in_as_it_is_now() -> None:
    changed = replace(ITEM, stem="Which **vein**?")
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(write_qti((changed,)).content)) as ours, zipfile.ZipFile(out, "w") as theirs:
        for name in ours.namelist():
            theirs.writestr(name, ours.read(name).replace(b"<strong>vein</strong>", b"<em>artery</em>"))
    assert read_qti(out.getvalue(), "theirs.zip").items == (replace(ITEM, stem="Which *artery*?"),)


def test_thousand_questions_are_read_in_seconds() -> None:
    many = tuple(replace(ITEM, id=f"veins/v{at}", stem=f"Which *vein* is {at}?") for at in range(1000))
    content = write_qti(many).content
    with bounded():
        assert read_qti(content, "many.zip").items == many
