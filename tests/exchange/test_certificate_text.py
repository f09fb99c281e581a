"""The text of certificates as PDF, by the real parser, and nothing of what is made to hurt it."""

from __future__ import annotations

import zlib

import pytest
import typst

from certway.exchange.certificate_reading import read_certificate
from certway.exchange.certificate_text import MOST_CHARACTERS_READ, certificate_text
from document_files import (
    CATALOG,
    jpeg,
    locked_pdf,
    pdf,
    pdf_with_a_heavy_table,
    pdf_with_a_loop,
    png,
    raw_pdf,
)

ONE_COLUMN = """
#align(center)[#text(24pt)[Certificate of Completion]

This certifies that

*Jane Q. Roe*

has successfully completed the online course

#text(16pt)[Infection Control Update]

on March 4, 2026 and is awarded 2.0 contact hours.]

#grid(columns: (1fr, 1fr), [March 9, 2026 \\ Date issued], [Sam Poe \\ Director])
"""
TWO_COLUMNS = """
#text(20pt)[Record of Continuing Education]
#table(columns: 2, stroke: none,
  [Participant], [Jane Roe],
  [Course title], [Office First Aid for Medical Assistants Who Work in Ambulatory Care Practices of Many Kinds],
  [Date completed], [03/04/2026], [Printed], [04/04/2026], [Contact hours], [1.5], [Provider], [Lakeside AHEC])
"""
BLOCKS = """
#grid(columns: (4cm, 1fr),
  [Participant \\ Course \\ Date completed \\ Credits],
  [Jane Roe \\ Office First Aid \\ 03/04/2026 \\ 1.5 contact hours])
"""


def made(source: str) -> bytes:
    """Return a PDF set by Typst."""
    return typst.compile(source.encode())


def page_of(content: bytes, *, packed: bytes = b"") -> bytes:
    """Return a PDF of one page with this stream."""
    page = (
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R /Resources << /Font << /F 5 0 R >> >> >>"
    )
    filtered = b"/Filter /FlateDecode" if packed else b""
    stream = packed or content
    return raw_pdf(
        CATALOG,
        b"<< /Type /Pages /Count 1 /Kids [3 0 R] >>",
        page,
        b"<< /Length %d %s >>\nstream\n%s\nendstream" % (len(stream), filtered, stream),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    )


@pytest.mark.parametrize(
    ("source", "title", "day", "hundredths"),
    [
        (ONE_COLUMN, "Infection Control Update", "2026-03-04", 200),
        (
            TWO_COLUMNS,
            "Office First Aid for Medical Assistants Who Work in Ambulatory Care Practices of Many Kinds",
            "2026-03-04",
            150,
        ),
        (BLOCKS, "Office First Aid", "2026-03-04", 150),
    ],
    ids=["sentences", "table", "blocks"],
)
def test_certificate_in_a_pdf_is_read(source: str, title: str, day: str, hundredths: int) -> None:
    read = read_certificate(certificate_text(made(source), "pdf"))
    assert read.title is not None
    assert read.on is not None
    assert read.points is not None

    assert (read.title.value, str(read.on.value), read.points.value.hundredths) == (title, day, hundredths)
    assert "Roe" not in repr(read)


def test_first_pages_alone_are_read() -> None:
    text = certificate_text(made("one #pagebreak() two #pagebreak() three #pagebreak() four"), "pdf")

    assert text.split() == ["one", "two", "three"]


def test_pdf_with_an_empty_password_is_read() -> None:
    assert certificate_text(locked_pdf(user="", owner="x"), "pdf") == ""


def test_what_has_no_text_gives_none() -> None:
    for content, kind in ((pdf(), "pdf"), (png(), "png"), (jpeg(), "jpeg"), (b"%PDF-nothing", "pdf")):
        assert certificate_text(content, kind) == ""  # type: ignore[arg-type]


def test_text_is_bounded() -> None:
    line = b"BT /F 9 Tf 10 700 Td (" + b"many words " * 9_000 + b") Tj ET"

    assert 0 < len(certificate_text(page_of(line), "pdf")) <= MOST_CHARACTERS_READ


def test_pages_made_to_hurt_give_none() -> None:
    bomb = zlib.compressobj(9)
    packed = b"".join(bomb.compress(b" " * 1_000_000) for _ in range(100)) + bomb.flush()
    for content in (
        page_of(b"", packed=packed),
        pdf_with_a_loop(),
        pdf_with_a_heavy_table(),
    ):
        assert certificate_text(content, "pdf") == ""


def test_reading_ends_in_time() -> None:
    endless = page_of(b"BT /F 9 Tf " + b"(x) Tj 1 0 Td " * 400_000 + b"ET")

    assert certificate_text(endless, "pdf", seconds=0.5) == ""
