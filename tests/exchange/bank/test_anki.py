"""Questions go out as Anki packages and come back the same; packages that others made come in as far as they can."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from io import BytesIO
from zipfile import ZipFile

from hypothesis import given

from builders.anki import anki_package, modern_package, note_type
from builders.items import item_lists
from certway.core.items.item import Choice, Image, Item, NumberEntry, Option, Reference
from certway.exchange.bank.anki.format import beyond_limit, read_anki, write_anki
from certway.exchange.bank.shipped import shipped_bank
from certway.exchange.bank.transfer import Dropped

AT = datetime(2026, 11, 29, 9, 30, tzinfo=UTC)
PNG = b"\x89PNG\r\n\x1a\n" + bytes(20)
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0h9" fill="url(#a)"/></svg>'
BASIC = note_type("Basic", "Front", "Back")
CLOZE = note_type("Cloze", "Text", "Back Extra", cloze=True)
ALL_IN_ONE = note_type(  # as the add-on Multiple Choice for Anki makes it
    "AllInOne (kprim, mc, sc)",
    *("Question", "Title", "QType (0=kprim,1=mc,2=sc)", "Q_1", "Q_2", "Q_3", "Q_4", "Q_5", "Answers", "Sources"),
    "Extra 1",
)
ITEM = Item(
    id="order-of-draw/citrate-first",
    topic="order-of-draw",
    level="recall",
    difficulty="easy",
    stem="Which tube is filled **first**?",
    body=Choice(
        (Option("Blue", True, "Citrate."), Option("Red", False, "Later."), Option("Gray", False, "Last.")), False
    ),
    reference=Reference("clsi-gp41", "order of draw"),
)


def exported(*items: Item, **media: bytes) -> bytes:
    return write_anki(items, media, written_at=AT).content


def notes_of(content: bytes) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(":memory:")) as made:
        made.deserialize(ZipFile(BytesIO(content)).read("collection.anki2"))
        return made.execute("SELECT id, guid, mod, tags FROM notes ORDER BY id").fetchall()


@given(item_lists())
def test_drawn_questions_come_back(items: tuple[Item, ...]) -> None:
    unlike = tuple({item.id: item for item in items}.values())
    read = read_anki(exported(*unlike), "deck.apkg")

    assert {item.id: item for item in read.items} == {item.id: item for item in unlike}
    assert (read.read, read.dropped) == (len(unlike), ())


def test_shipped_questions_come_back() -> None:
    items = shipped_bank().bank.items
    media = {item.image.file: SVG for item in items if item.image is not None}
    read = read_anki(write_anki(items, media, written_at=AT).content, "bank.apkg")

    assert {item.id: item for item in read.items} == {item.id: item for item in items}
    assert (read.dropped, read.media) == ((), media)


def test_same_questions_give_the_same_bytes() -> None:
    assert exported(ITEM) == exported(ITEM)


def test_later_export_has_the_same_ids_and_is_newer() -> None:
    earlier = notes_of(exported(ITEM))
    later = notes_of(write_anki([replace(ITEM, stem="Anew?")], written_at=AT.replace(hour=10)).content)

    assert [row[:2] for row in earlier] == [row[:2] for row in later]
    assert [row[2] for row in later] == [row[2] + 3600 for row in earlier]


def test_drawing_goes_along_and_comes_back() -> None:
    item = replace(ITEM, image=Image("tubes.svg", "Three tubes"))
    read = read_anki(exported(item, **{"tubes.svg": SVG}), "deck.apkg")

    assert (read.items, read.media, read.dropped) == ((item,), {"tubes.svg": SVG}, ())


def test_drawing_that_is_not_given_is_told() -> None:
    item = replace(ITEM, image=Image("tubes.svg", "Three tubes"))
    written = write_anki([item], written_at=AT)

    why = "the drawing 'tubes.svg' was not given; its description stands in its place"
    assert (written.written, written.dropped) == (1, (Dropped(item.id, why),))
    assert read_anki(written.content, "deck.apkg").items == (item,)


def test_questions_beyond_what_comes_in_again_are_told() -> None:
    many = [*[ITEM] * 6_000, replace(ITEM, id="veins/one-more")]
    why = "not carried: a package that comes in again has at most 6000 questions; export fewer at once"
    assert beyond_limit(many) == [Dropped("veins/one-more", why)]
    assert beyond_limit(many[:-1]) == []


def test_cards_show_all_without_scripts() -> None:
    content = exported(ITEM)
    with closing(sqlite3.connect(":memory:")) as made:
        made.deserialize(ZipFile(BytesIO(content)).read("collection.anki2"))
        fields = str(made.execute("SELECT flds FROM notes").fetchone()[0]).split("\x1f")
        models, decks = made.execute("SELECT models, decks FROM col").fetchone()
    kind = next(iter(json.loads(models).values()))

    assert fields[0] == "<p>Which tube is filled <strong>first</strong>?</p>"
    assert fields[1] == '<ol type="A"><li>Blue</li><li>Red</li><li>Gray</li></ol>'
    assert fields[2] == (
        '<ol type="A"><li class="right">Blue<div class="why"><p>Citrate.</p></div></li>'
        '<li class="wrong">Red<div class="why"><p>Later.</p></div></li>'
        '<li class="wrong">Gray<div class="why"><p>Last.</p></div></li></ol>'
    )
    assert fields[3] == "clsi-gp41: order of draw"
    assert ("script" in models, "Certway}}" in str(kind["tmpls"])) == (False, False)
    assert sorted(deck["name"] for deck in json.loads(decks).values()) == [
        "Certway",
        "Certway::Order of draw",
        "Default",
    ]


def test_question_changed_in_anki_comes_in_as_exported_and_says_so() -> None:
    content = changed(exported(ITEM), "UPDATE notes SET flds = replace(flds, 'filled <strong>', 'drawn <strong>')")
    read = read_anki(content, "deck.apkg")

    why = "what was changed of it in Anki was left out; change it in the bank"
    assert (read.items, read.dropped) == ((ITEM,), (Dropped(ITEM.id, why),))


def test_tags_added_in_anki_are_told() -> None:
    read = read_anki(changed(exported(ITEM), "UPDATE notes SET tags = tags || 'leech '"), "deck.apkg")

    assert read.dropped == (Dropped(ITEM.id, "its tags leech were left out; the bank has no place for them"),)


def changed(content: bytes, statement: str) -> bytes:
    packed = ZipFile(BytesIO(content))
    with closing(sqlite3.connect(":memory:")) as made:
        made.deserialize(packed.read("collection.anki2"))
        made.execute(statement)
        made.commit()
        database = made.serialize()
    out = BytesIO()
    with ZipFile(out, "w") as again:
        for name in packed.namelist():
            again.writestr(name, database if name == "collection.anki2" else packed.read(name))
    return out.getvalue()


def test_multiple_choice_types_come_in() -> None:
    single = (
        "Which tube holds <b>citrate</b>?",
        "",
        "2",
        "Blue",
        "Red",
        "Gray",
        "",
        "",
        "1 0 0",
        "GP41",
        "Binds Ca.",
    )
    several = ("Which bind calcium?", "Binding", "1", "EDTA", "Citrate", "Heparin", "Oxalate", "", "1 1 0 1", "", "")
    read = read_anki(anki_package((ALL_IN_ONE, single), (ALL_IN_ONE, several)), "deck.apkg")

    assert read.items == (
        Item(
            id="unfiled/which-tube-holds-citrate",
            topic="unfiled",
            level="application",
            difficulty="medium",
            stem="Which tube holds **citrate**?",
            body=Choice(
                (Option("Blue", True, "Binds Ca."), Option("Red", False, ""), Option("Gray", False, "")), False
            ),
            reference=Reference("imported", "GP41"),
            note="From Anki: deck Lab::Tubes",
        ),
        Item(
            id="unfiled/binding",
            topic="unfiled",
            level="application",
            difficulty="medium",
            stem="Which bind calcium?",
            body=Choice(
                (
                    Option("EDTA", True, ""),
                    Option("Citrate", True, ""),
                    Option("Heparin", False, ""),
                    Option("Oxalate", True, ""),
                ),
                True,
            ),
            reference=Reference("imported", "imported"),
            note="From Anki: deck Lab::Tubes",
        ),
    )
    assert (read.read, read.dropped) == (2, ())


def test_kprim_comes_in_as_all_or_nothing_and_says_so() -> None:
    note = ("True of EDTA?", "", "0", "Binds Ca", "Lavender", "Clots", "Is gas", "", "1 1 0 0", "", "")
    read = read_anki(anki_package((ALL_IN_ONE, note)), "deck.apkg")

    assert [option.right for option in choice(read.items[0]).options] == [True, True, False, False]
    why = "it is all or nothing now; each statement was scored by itself (kprim)"
    assert read.dropped == (Dropped("unfiled/true-of-edta", why),)


def choice(item: Item) -> Choice:
    assert isinstance(item.body, Choice)
    return item.body


def test_multiple_choice_that_the_bank_has_no_place_for_is_told() -> None:
    two = ("Two?", "", "2", "Yes", "No", "", "", "", "1 0", "", "")
    none = ("None?", "", "1", "A", "B", "C", "D", "", "0 0 0 0", "", "")
    short = ("Short?", "", "1", "A", "B", "C", "D", "", "1 0", "", "")
    both = ("Both?", "", "2", "A", "B", "C", "D", "", "1 1 0 0", "", "")
    read = read_anki(anki_package(*((ALL_IN_ONE, note) for note in (two, none, short, both))), "deck.apkg")

    assert (read.read, read.items) == (4, ())
    assert read.dropped == (
        Dropped("note 'Two?'", "it has 2 options and 1 right; the bank takes 3 to 5"),
        Dropped("note 'None?'", "no option is right; mark one in its field of answers"),
        Dropped("note 'Short?'", "its answers '1 0' don't fit its 4 options"),
        Dropped("note 'Both?'", "2 options are right, and its QType asks for one"),
    )


def test_basic_notes_come_in_as_numbers_and_lettered_options() -> None:
    number = ("Body temperature?", "37 °C")
    lettered = ("Which is first?<div>A) Red</div><div>B) Blue</div><div>C) Gray</div>", "B) Blue<br>Citrate first.")
    free = ("What does EDTA bind?", "Calcium")
    read = read_anki(anki_package((BASIC, number), (BASIC, lettered), (BASIC, free)), "deck.apkg")

    assert [item.body for item in read.items] == [
        NumberEntry(Decimal(37), "°C", Decimal(0), "", ()),
        Choice((Option("Red", False, ""), Option("Blue", True, "Citrate first."), Option("Gray", False, "")), False),
    ]
    assert [item.stem for item in read.items] == ["Body temperature?", "Which is first?"]
    why = "its answer is free text; the bank asks with options, an order, pairs or a number with its unit"
    assert (read.read, read.dropped) == (3, (Dropped("note 'What does EDTA bind?'", why),))


def test_notes_of_a_question_and_an_answer_are_read_as_basic_ones() -> None:
    kind = note_type("Simple", "Question", "Answer", "Source")
    item = read_anki(anki_package((kind, ("How long?", "5 min", "GP41"))), "deck.apkg").items[0]

    assert (item.body, item.reference) == (
        NumberEntry(Decimal(5), "min", Decimal(0), "", ()),
        Reference("imported", "GP41"),
    )


def test_clozes_come_in_one_by_one() -> None:
    text = (
        "Spin for {{c1::10 minutes}} at {{c2::EDTA::EDTA / citrate / heparin}} and {{c3::wait}}, then {{c4::cool to "
        "{{c5::4 °C}}}}."
    )
    read = read_anki(anki_package((CLOZE, (text, "As told."))), "deck.apkg")

    assert [(item.stem, item.body) for item in read.items] == [
        (
            r"Spin for \_\_\_\_ at EDTA and wait, then cool to 4 °C.",
            NumberEntry(Decimal(10), "minutes", Decimal(0), "As told.", ()),
        ),
        (
            r"Spin for 10 minutes at \_\_\_\_ and wait, then cool to 4 °C.",
            Choice(
                (Option("EDTA", True, "As told."), Option("citrate", False, ""), Option("heparin", False, "")), False
            ),
        ),
        (
            r"Spin for 10 minutes at EDTA and wait, then cool to \_\_\_\_.",
            NumberEntry(Decimal(4), "°C", Decimal(0), "As told.", ()),
        ),
    ]
    assert read.read == 5
    assert [one.item[-7:] for one in read.dropped] == ["cloze 3", "cloze 4"]


def test_ids_made_of_titles_are_unique() -> None:
    read = read_anki(anki_package((BASIC, ("How long?", "5 min")), (BASIC, ("How long?", "6 min"))), "deck.apkg")

    assert [item.id for item in read.items] == ["unfiled/how-long", "unfiled/how-long-2"]


def test_marks_come_in_from_tags() -> None:
    package = anki_package(
        (BASIC, ("How long?", "5 min")), tags="certway::topic::timing certway::level::recall exam::1"
    )
    item = read_anki(package, "deck.apkg").items[0]

    assert (item.id, item.topic, item.level, item.note) == (
        "timing/how-long",
        "timing",
        "recall",
        "From Anki: deck Lab::Tubes; tags exam::1",
    )


def test_pictures_come_in_and_what_is_lost_is_told() -> None:
    html = 'How many?<img src="a b.png" alt="A rack"><img src="two.png"> [sound:x.mp3]'
    package = anki_package((BASIC, (html, '5 tubes<img src="back.png">')), media={"a b.png": PNG, "back.png": PNG})
    read = read_anki(package, "deck.apkg")

    assert (read.items[0].image, read.media) == (Image("a-b.png", "A rack"), {"a-b.png": PNG})
    assert [one.why for one in read.dropped] == [
        "a sound was left out",
        "the picture 'back.png' was left out: it stands outside the question",
        "the picture 'two.png' was left out: it is one more than a question has",
    ]


def test_picture_without_a_description_is_told() -> None:
    package = anki_package((BASIC, ('How many?<img src="rack.png">', "5 tubes")), media={"rack.png": PNG})
    read = read_anki(package, "deck.apkg")

    assert read.items[0].image == Image("rack.png", "rack.png")
    assert [one.why for one in read.dropped] == [
        "nothing tells what the picture 'rack.png' shows; its name stands there, describe it"
    ]


def test_unknown_note_type_is_told() -> None:
    occlusion = note_type("Map", "Header", "Zone")
    read = read_anki(anki_package((occlusion, ("Europe", "1"))), "deck.apkg")

    why = "its note type 'Map' is not known (its fields: Header, Zone)"
    assert (read.items, read.dropped) == ((), (Dropped("note 'Europe'", why),))


def test_package_of_the_newest_kind_comes_in() -> None:
    package = modern_package((BASIC, ('How long?<img src="a.png" alt="A clock">', "5 min")), media={"a.png": PNG})
    read = read_anki(package, "deck.apkg")

    assert [(item.stem, item.image, item.note) for item in read.items] == [
        ("How long?", Image("a.png", "A clock"), "From Anki: deck Lab::Tubes")
    ]
    assert read.media == {"a.png": PNG}


def test_newest_database_of_a_package_counts() -> None:
    package = anki_package((BASIC, ("How long?", "5 min")), database_name="collection.anki21", stub=True)

    assert [item.stem for item in read_anki(package, "deck.apkg").items] == ["How long?"]


def test_bold_italics_and_lists_become_markdown() -> None:
    plain = 'Is <b>bold </b>or <i>not</i>, <span style="color: red">red</span> <u>or</u>?'
    listed = "Which?<ul><li>one</li><li><b>two</b></li></ul>"
    read = read_anki(anki_package((BASIC, (plain, "5 min")), (BASIC, (listed, "5 min"))), "deck.apkg")

    assert [item.stem for item in read.items] == [
        "Is **bold** or *not*, red or?",
        "Which?\n\n- one\n- **two**",
    ]


def test_text_that_looks_like_markdown_or_html_reads_the_same() -> None:
    read = read_anki(anki_package((BASIC, ("5 &lt; 7 * 2 * 3 and &lt;b&gt;?<br># 1", "5 min"))), "deck.apkg")

    assert read.items[0].stem == "5 < 7 \\* 2 \\* 3 and \\<b>?\\\n\\# 1"
