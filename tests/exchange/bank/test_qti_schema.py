"""What goes out as QTI has the elements, the order and the attributes that the schemas of QTI 3.0 ask for."""

from __future__ import annotations

import zipfile
from dataclasses import replace
from io import BytesIO
from xml.etree.ElementTree import Element, fromstring

import pytest
from hypothesis import given

from builders.items import item_lists
from builders.qti_schema import ITEMS, PACKAGE, schema_faults
from certway.core.items.item import Choice, Item, Option, Reference
from certway.exchange.bank.files import BANK
from certway.exchange.bank.qti.format import read_qti, write_qti
from certway.exchange.bank.shipped import shipped_bank

ITEM = Item(
    id="veins/which-vein",
    topic="veins",
    level="recall",
    difficulty="easy",
    stem="Which vein?",
    body=Choice(tuple(Option(text, text == "a", "") for text in ("a", "b", "c")), multiple=False),
    reference=Reference("book", "veins"),
)


def documents(content: bytes) -> dict[str, Element]:
    with zipfile.ZipFile(BytesIO(content)) as archive:
        return {name: fromstring(archive.read(name)) for name in archive.namelist() if name.endswith(".xml")}


def faults(content: bytes) -> list[str]:
    found = documents(content)
    manifest = found.pop("imsmanifest.xml")
    return [
        *schema_faults(manifest, PACKAGE),
        *(f"{name}: {fault}" for name, root in found.items() for fault in schema_faults(root, ITEMS)),
    ]


def test_shipped_questions_are_as_the_schema_asks() -> None:
    media = {path.name: path.read_bytes() for path in (BANK / "images").glob("*")}
    assert faults(write_qti(shipped_bank().bank.items, media).content) == []


@given(item_lists())
def test_drawn_questions_are_as_the_schema_asks(items: tuple[Item, ...]) -> None:
    assert faults(write_qti(items).content) == []


@pytest.mark.parametrize(
    ("stem", "shown"),
    [
        ("~~no~~ *yes*", "<p><span>~~no~~</span> <em>yes</em></p>"),
        ("~~*no*~~", "<p><span>~~<em>no</em>~~</span></p>"),
        ("[a](https://example.org 'b')", '<p><a href="https://example.org">a</a></p>'),
        ("3. c\n4. d", '<ul class="qti-list-style-type-none"> <li>3. c</li> <li>4. d</li> </ul>'),
        ("3. c\n\n4. d", '<ul class="qti-list-style-type-none"> <li> <p>3. c</p> </li> <li> <p>4. d</p> </li> </ul>'),
        ("1. a\n2. b", "<ol> <li>a</li> <li>b</li> </ol>"),
        ("|a|\n|-:|", '<table> <thead> <tr> <th class="qti-align-right">a</th> </tr> </thead> </table>'),
        ("```x\na\n```\n\n***\n\n> b\\\n> c", None),
        ("# One\n\n- a\n\n  b\n- `c`", None),
    ],
)
def test_markdown_is_written_as_the_schema_asks_and_comes_back(stem: str, shown: str | None) -> None:
    asked = replace(ITEM, stem=stem)
    content = write_qti((asked,)).content
    assert faults(content) == []
    assert read_qti(content, "ours.zip").items[0].stem == stem
    if shown is not None:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            assert shown in " ".join(archive.read("items/q-veins.which-vein.xml").decode().split())


def test_identifiers_of_a_package_stand_once() -> None:
    manifest = documents(write_qti(shipped_bank().bank.items).content)["imsmanifest.xml"]
    names = [one.attrib["identifier"] for one in manifest.iter() if "identifier" in one.attrib]
    references = {one.attrib["identifierref"] for one in manifest.iter() if "identifierref" in one.attrib}
    assert len(names) == len(set(names))
    assert references <= set(names)


def test_model_of_the_schema_finds_what_is_wrong() -> None:
    wrong = f'<qti-item-body xmlns="{ITEMS}">x<s/><p style="a"/><table><tr/></table></qti-item-body>'
    assert schema_faults(fromstring(wrong), ITEMS) == [
        "<qti-item-body> may not hold: s p table ",
        "<qti-item-body> may hold no text",
        "<s> is none of its elements",
        "<p> may not have style",
        "<table> may not hold: tr ",
        "<tr> may not hold: ",
    ]
