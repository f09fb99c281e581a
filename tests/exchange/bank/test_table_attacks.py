"""Tables that are made to harm are refused, or lose what harms."""

from __future__ import annotations

from contextlib import suppress

import pytest

from builders.bounds import bounded
from certway.exchange.bank.table.format import read_bank_csv
from certway.exchange.bank.transfer import Dropped
from certway.exchange.safe.errors import ForeignFileError

HEAD = "stem,right,option 1,option 2\n"


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "bank.csv: the file is empty; export it again"),
        (b"\xef\xbb\xbf \n", "bank.csv: the file is empty; export it again"),
        ("stem\ncafé".encode("latin-1"), "bank.csv:2: there is a byte that is no utf-8; save it as UTF-8"),
        (b"\xff\xfea", "bank.csv:1: there is a byte that is no utf-16; save it as UTF-8"),
        (b"stem\na\0b", "bank.csv:2: the character U+0000 stands in no text; save the file as UTF-8 text"),
        ("stem".encode("utf-16-le"), "bank.csv:1: the character U+0000 stands in no text; save the file as UTF-8 text"),
        (b"a,b\n1,2\n", "bank.csv: no column is named 'stem' or 'question'; name the columns in the first row"),
        (b" " * (64 * 1024 * 1024 + 1), "bank.csv: it is larger than 64 MB; split it"),
        ((HEAD + "Q,1,a,b\n" * 25_001).encode(), "bank.csv:25002: it has more than 25000 questions; split it"),
    ],
)
def test_file_that_is_no_table_is_refused(content: bytes, message: str) -> None:
    with pytest.raises(ForeignFileError) as caught:
        read_bank_csv(content, "bank.csv")
    assert str(caught.value) == message


@pytest.mark.parametrize("row", ['"Q,1,a,b\n' * 3, "Q" * 200_000 + ",1,a,b\n", 'Q,"a"b,c\n'])
def test_row_that_does_not_end_is_refused(row: str) -> None:
    with pytest.raises(ForeignFileError, match="the row can't be read"):
        read_bank_csv((HEAD + row).encode(), "bank.csv")


def test_scripts_are_taken_out_and_told() -> None:
    found = read_bank_csv((HEAD + "Which <script>alert(1)</script>?,1,a,<b onclick=x()>b</b>\n").encode(), "bank.csv")
    assert found.items[0].texts() == ("Which ?", "a", "**b**")
    assert found.dropped == (
        Dropped("unfiled/which", "<script> was taken out of its text"),
        Dropped("unfiled/which", "the attribute onclick was taken out of its text"),
    )


@pytest.mark.parametrize(
    "content",
    [
        HEAD + "[](" * 5_000 + ",1,a,b\n" * 1_000,
        HEAD + ("<b>" * 6_000 + ",1,a,b\n") * 500,
        "stem," + "option 1," * 200_000 + "\n" + "," * 200_000,
        "stem,right\n" + "\n" * 3_000_000,
        '"' * 3_000_001,
        HEAD + ("=" * 10_000 + ",1,a,b\n") * 900,
        HEAD + "Q,1" + ",a" * 1_000_000,
        "stem,right\nQ," + "1," * 9_000,
    ],
)
def test_tables_made_to_take_time_take_little(content: str) -> None:
    with bounded(), suppress(ForeignFileError):
        read_bank_csv(content.encode(), "bank.csv")
