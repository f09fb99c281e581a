"""Questions as Moodle XML: what goes out comes in the same, and what Moodle exports comes in."""

from __future__ import annotations

from base64 import b64encode
from decimal import Decimal
from pathlib import Path
from xml.etree.ElementTree import fromstring

from hypothesis import given, settings

from builders.items import item_lists
from certway.core.items.item import (
    Choice,
    Image,
    Item,
    Level,
    Matching,
    Mistake,
    NumberEntry,
    Option,
    Ordering,
    Pair,
    Reference,
    Step,
)
from certway.exchange.bank.files import BANK
from certway.exchange.bank.moodle.format import read_moodle, write_moodle
from certway.exchange.bank.shipped import shipped_bank
from certway.exchange.bank.transfer import Dropped

IMPORTED = Reference("imported", "imported")
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0"/></svg>'
BODY = Choice((Option("a", True, "since"), Option("b", False, "")), False)


def item(
    name: str,
    stem: str,
    body: Choice | Ordering | Matching | NumberEntry,
    *,
    note: str = "Category: $course$/top/Phlebotomy",
    level: Level = "application",
    image: Image | None = None,
) -> Item:
    return Item(f"unfiled/{name}", "unfiled", level, "medium", stem, body, IMPORTED, image=image, note=note)


@settings(deadline=None)
@given(item_lists())
def test_drawn_questions_come_back(items: tuple[Item, ...]) -> None:
    again = read_moodle(write_moodle(items).content, "bank.xml")
    assert (again.items, again.dropped, again.read) == (items, (), len(items))


def test_shipped_questions_come_back_with_their_drawings() -> None:
    items = tuple(shipped_bank().bank.items)
    media = {path.name: path.read_bytes() for path in (BANK / "images").glob("*.svg")}
    if items:
        again = read_moodle(write_moodle(items, media).content, "bank.xml")
        used = {one.image.file for one in items if one.image is not None}
        assert (again.items, again.dropped) == (items, ())
        assert again.media == {name: content for name, content in media.items() if name in used}


def test_drawing_goes_along() -> None:
    asked = Item("x/y", "x", "recall", "easy", "Which?", BODY, IMPORTED, image=Image("arm-veins.svg", "An [arm]"))
    written = write_moodle([asked], {"arm-veins.svg": SVG})
    again = read_moodle(written.content, "bank.xml")
    assert (again.items, again.media, again.dropped) == ((asked,), {"arm-veins.svg": SVG}, ())
    assert written.dropped == ()


def test_drawing_that_is_not_given_is_told() -> None:
    asked = Item("x/y", "x", "recall", "easy", "Which?", BODY, IMPORTED, image=Image("arm.svg", "An arm"))
    written = write_moodle([asked])
    assert written.dropped == (Dropped("x/y", "its drawing arm.svg was not given; its words stand in the question"),)
    assert read_moodle(written.content, "bank.xml").items == (asked,)


def test_all_or_nothing_is_told() -> None:
    body = Choice((Option("a", True, ""), Option("b", True, ""), Option("c", True, ""), Option("d", False, "")), True)
    written = write_moodle([item("q", "Which?", body)])
    shares = [answer.get("fraction") for answer in fromstring(written.content).iter("answer")]
    assert shares == ["33.33333", "33.33333", "33.33333", "-100"]
    assert written.dropped == (
        Dropped(
            "unfiled/q", "Moodle gives a part of the mark for a part of the right options; here it is all or nothing"
        ),
    )


def test_marks_come_back_from_tags_alone() -> None:
    asked = Item("x/y", "x", "recall", "easy", "Which?", BODY, Reference("book", "chapter 2"))
    root = write_moodle([asked]).content.decode()
    without = root[: root.index("<certway>")] + root[root.index("</certway>") + len("</certway>") :]
    (again,) = read_moodle(without.encode(), "bank.xml").items
    assert again == Item(
        "x/y", "x", "recall", "easy", "Which?", BODY, Reference("book", "chapter 2"), note="Category: $course$/top/x"
    )


def test_export_of_moodle_comes_in() -> None:
    found = read_moodle((Path(__file__).parent / "moodle.xml").read_bytes(), "moodle.xml")
    citrate = Option("Citrate", True, "Citrate binds calcium.")
    blue = Choice((citrate, Option("Oxalate", False, "Gray"), Option("EDTA \\*K2\\*", False, "")), False)
    note = "Category: $course$/top/Phlebotomy; Tags: caps; Id: b1"
    image = Image("tube-rack.png", "A rack")
    assert found.items == (
        item("blue-cap", "Which tube is **blue**?", blue, note=note, level="recall", image=image),
        item(
            "both",
            "Which **two**?",
            Choice((Option("a", True, ""), Option("b", True, ""), Option("c", False, "")), True),
        ),
        item("tf", "Blood is blue.", Choice((Option("True", False, "No."), Option("False", True, "Red.")), False)),
        item("caps", "Match.", Matching((Pair("Blue", "Citrate", ""), Pair("Gray", "Oxalate", "")), ("Heparin",))),
        item("order", "Put in order.", Ordering((Step("Culture", ""), Step("Blue", ""), Step("Red", "")))),
        item(
            "dose",
            "How much?",
            NumberEntry(Decimal("2.5"), "mL", Decimal("0.1"), "Halved", (Mistake(Decimal(5), "Not halved"),)),
        ),
    )
    assert (found.read, found.media) == (11, {"tube-rack.png": b"\x89PNG\r\n\x1a\n"})


def test_what_moodle_has_and_we_do_not_is_told() -> None:
    found = read_moodle((Path(__file__).parent / "moodle.xml").read_bytes(), "moodle.xml")
    assert found.dropped == (
        Dropped("unfiled/blue-cap", "credit for a part of it; here it is all or nothing"),
        Dropped("unfiled/blue-cap", "what it says to every answer of a kind (incorrectfeedback)"),
        Dropped("unfiled/blue-cap", "its hints"),
        Dropped("unfiled/blue-cap", "that it counts 2 marks"),
        Dropped("unfiled/both", "credit for a part of it; here it is all or nothing"),
        Dropped("unfiled/dose", "the further answer 3, for 50 % of the mark"),
        Dropped("unfiled/dose", "what it says to '*'"),
        Dropped("unfiled/dose", "the further unit 'L'"),
        Dropped("Short", "a short answer in words can't be scored here"),
        Dropped("Essay", "an essay can't be scored here"),
        Dropped("Gaps", "gaps in a text (cloze) have no place here"),
        Dropped("Sum", "a calculated question has no place here; write it as a template"),
        Dropped("Drag", "questions of type 'ddmarker' have no place here"),
    )


def test_pictures_of_one_name_are_kept_apart() -> None:
    def question(name: str, content: bytes) -> str:
        return (
            f"<question type='truefalse'><name><text>{name}</text></name><questiontext format='html'>"
            "<text><![CDATA[Is it? <img src='@@PLUGINFILE@@/a.png' alt='A']]>"
            "<![CDATA[>]]></text>"
            f"<file name='a.png' encoding='base64'>{b64encode(content).decode()}</file></questiontext>"
            "<answer fraction='100'><text>true</text></answer>"
            "<answer fraction='0'><text>false</text></answer></question>"
        )

    one, other = b"\x89PNG\r\n\x1a\n1", b"\x89PNG\r\n\x1a\n2"
    xml = f"<quiz>{question('A', one)}{question('B', other)}{question('C', one)}</quiz>"
    found = read_moodle(xml.encode(), "bank.xml")
    assert [one.image for one in found.items] == [Image("a.png", "A"), Image("a-2.png", "A"), Image("a.png", "A")]
    assert found.media == {"a.png": one, "a-2.png": other}
