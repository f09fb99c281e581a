"""Names of files: what somebody sends becomes a title, and a title a name that every system takes."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from certway.exchange.document_names import LONGEST_TITLE, clean_title, file_name, title_of_file


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("Transcript 2024.pdf", "Transcript 2024"),
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\maria\\card.JPG", "card"),
        ("a\0.pdf", "a"),
        ("invoice\u202efdp.exe", "invoicefdp.exe"),
        ("x" * 300 + ".pdf", "x" * LONGEST_TITLE),
        ("CON.pdf", "CON"),
        ("Zeugnis für Åsa.PDF", "Zeugnis für Åsa"),
        ("Cafe\u0301.png", "Café"),
        ("line\r\nSet-Cookie: a=b.pdf", "line Set-Cookie: a=b"),
        (".pdf", ""),
        ("..", ""),
        ("\u200b\u200d.pdf", ""),
    ],
)
def test_title_is_what_can_be_seen_of_a_name(name: str, title: str) -> None:
    assert title_of_file(name) == title


@pytest.mark.parametrize(
    ("title", "kind", "name"),
    [
        ("Transcript 2019/2020", "pdf", "Transcript 2019-2020.pdf"),
        ("card.jpg", "jpeg", "card.jpg"),
        ("CON", "pdf", "document-CON.pdf"),
        ("lpt1.x", "png", "document-lpt1.x.png"),
        ("../..", "png", "-.png"),
        ("...", "png", "document.png"),
        ('say "hi"', "pdf", "say -hi-.pdf"),
    ],
)
def test_file_is_handed_out_under_a_name_that_every_system_takes(title: str, kind: str, name: str) -> None:
    assert file_name(title, kind) == name


@given(st.text(max_size=400))
def test_no_name_goes_wrong(text: str) -> None:
    title = title_of_file(text)
    name = file_name(title, "pdf")

    assert (len(title) <= LONGEST_TITLE, clean_title(title)) == (True, title)
    assert [sign for sign in name if unicodedata.category(sign)[0] == "C" or sign in '<>:"/\\|?*'] == []
    assert name.endswith(".pdf")
    assert not name.startswith(".")
