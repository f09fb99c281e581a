"""Questions as a table: what goes out comes in the same, and tables of others come in."""

from __future__ import annotations

import csv
from decimal import Decimal
from io import StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders.items import item_lists
from certway.core.items.item import (
    Choice,
    Image,
    Item,
    Matching,
    Mistake,
    NumberEntry,
    Option,
    Ordering,
    Pair,
    Reference,
    Step,
)
from certway.exchange.bank.shipped import shipped_bank
from certway.exchange.bank.table.format import read_bank_csv, shielded, unshielded, write_bank_csv
from certway.exchange.bank.transfer import Dropped

IMPORTED = Reference("imported", "imported")


def read(text: str) -> tuple[Item, ...]:
    found = read_bank_csv(text.encode(), "bank.csv")
    assert found.dropped == ()
    return found.items


def item(name: str, stem: str, body: Choice | Ordering | Matching | NumberEntry) -> Item:
    return Item(f"unfiled/{name}", "unfiled", "application", "medium", stem, body, IMPORTED)


@given(item_lists())
def test_drawn_questions_come_back(items: tuple[Item, ...]) -> None:
    again = read_bank_csv(write_bank_csv(items).content, "bank.csv")
    assert (again.items, again.dropped, again.read) == (items, (), len(items))


def test_shipped_questions_come_back() -> None:
    items = shipped_bank().bank.items
    assert read_bank_csv(write_bank_csv(items).content, "bank.csv").items == tuple(items)


def test_drawing_is_named_and_told() -> None:
    body = Choice((Option("a", True, ""), Option("b", False, "")), False)
    drawn = Item("x/y", "x", "recall", "easy", "Which?", body, IMPORTED, image=Image("arm.svg", "An arm, with veins"))
    written = write_bank_csv([drawn])
    again = read_bank_csv(written.content, "bank.csv")
    assert again.items == (drawn,)
    assert again.dropped == (Dropped("x/y", "its drawing arm.svg is not in the file; bring it beside"),)
    assert written.dropped == (
        Dropped("x/y", "its drawing arm.svg is named in the table; the file itself goes beside it"),
    )


@given(st.text(st.sampled_from("=+-@'\"\t\r\n ,;a1＝")))
def test_cells_that_spreadsheets_run_are_shielded(cell: str) -> None:
    written = shielded(cell)
    assert unshielded(written) == cell
    assert not written.lstrip(" ").startswith(tuple("=+-@\t\r＝"))


def test_formulas_are_written_as_text() -> None:
    body = Choice((Option("=1+1", True, "@sum"), Option("-5", False, "+1"), Option("'=2", False, "b")), False)
    asked = item("is-it", "=HYPERLINK(1)", body)
    written = write_bank_csv([asked]).content
    cells = [cell for row in csv.reader(StringIO(written.decode("utf-8-sig"))) for cell in row]
    assert [cell for cell in cells if cell.startswith(tuple("=+-@"))] == []
    assert read_bank_csv(written, "bank.csv").items == (asked,)


def test_file_begins_with_a_byte_order_mark() -> None:
    assert write_bank_csv([]).content.startswith(b"\xef\xbb\xbf")


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_table_of_a_spreadsheet_comes_in(delimiter: str, encoding: str) -> None:
    table = (
        "Question|Option A|Option B|Option C|Correct Answer|Explanation\r\n"
        "Which tube is blue?|Citrate|Heparin|EDTA|A|By its cap\r\n"
    )
    content = table.replace("|", delimiter).encode(encoding)
    found = read_bank_csv(content, "bank.csv")
    options = (Option("Citrate", True, "By its cap"), Option("Heparin", False, ""), Option("EDTA", False, ""))
    assert found.items == (item("which-tube-is-blue", "Which tube is blue?", Choice(options, False)),)


def test_every_type_comes_in() -> None:
    table = (
        "type,stem,right,answer,tolerance,unit,why,option 1,match 1,why 1,option 2,match 2,option 3,match 3\n"
        'multiple,Which two?,"1, 3",,,,,a,,since,b,,c,\n'
        "ordering,In order?,,,,,,first,,since,second,,third,\n"
        "matching,What fits?,,,,,,a,A,since,b,B,,C\n"
        "number,How many?,,2.5,0.1,mL,Reckoned,5,,Doubled,,,,\n"
    )
    assert read(table) == (
        item(
            "which-two",
            "Which two?",
            Choice((Option("a", True, "since"), Option("b", False, ""), Option("c", True, "")), True),
        ),
        item("in-order", "In order?", Ordering((Step("first", "since"), Step("second", ""), Step("third", "")))),
        item("what-fits", "What fits?", Matching((Pair("a", "A", "since"), Pair("b", "B", "")), ("C",))),
        item(
            "how-many",
            "How many?",
            NumberEntry(Decimal("2.5"), "mL", Decimal("0.1"), "Reckoned", (Mistake(Decimal(5), "Doubled"),)),
        ),
    )


def test_number_with_a_comma_comes_in_where_semicolons_separate() -> None:
    body = NumberEntry(Decimal("2.5"), "mL", Decimal(0), "", ())
    assert read("stem;answer;unit\nHow many?;2,5;mL\n") == (item("how-many", "How many?", body),)


def test_ids_are_made_unique() -> None:
    table = "stem,right,option 1,option 2\nSame?,1,a,b\nSame?,2,a,b\n"
    assert [one.id for one in read(table)] == ["unfiled/same", "unfiled/same-2"]


def test_what_is_no_question_is_told_with_its_line() -> None:
    table = (
        "stem,type,right,option 1,option 2,answer,colour,image\n"
        ",,1,a,b,,,\n"
        "Which?,,3,a,b,,,\n"
        "Which?,essay,,,,,,\n"
        "Which?,,1,a,,,,\n"
        "How many?,number,,,,many,,\n"
        "Which?,,1,a,b,,red,../x.png\n"
    )
    found = read_bank_csv(table.encode(), "bank.csv")
    assert (found.items, found.read) == ((), 6)
    assert found.dropped == (
        Dropped("line 2", "it has no question"),
        Dropped("line 3", "'3' in column 'right' names no option; write its number, as 2, or 1, 3 for several"),
        Dropped("line 4", "'essay' is no type of question; write single, multiple, ordering, matching or number"),
        Dropped("line 5", "it has fewer than two options"),
        Dropped("line 6", "'many' in column 'answer' is no number; write it without its unit, with a point"),
        Dropped("line 7", "'../x.png' can't be the name of a picture; name a file without its folder"),
        Dropped("column 'colour'", "it is not one of ours, so nothing of it is taken"),
    )
