"""Questions as a table, one row a question, for spreadsheets: CSV out, and CSV in with commas, semicolons or tabs.

The columns stand in `docs/reference/bank-exchange.md`. Texts are Markdown. A cell that a spreadsheet would run gets an
apostrophe in front, and reading takes it off again.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping, Sequence
from io import StringIO
from itertools import islice

from certway.core.items.item import Item
from certway.exchange.bank.drafts import Gathering
from certway.exchange.bank.foreign_texts import ForeignTexts, TextError, decode_text
from certway.exchange.bank.table.columns import columns_of, header_of, row_of, slots_of
from certway.exchange.bank.table.rows import RowError, read_row
from certway.exchange.bank.transfer import Dropped, Exported, Imported
from certway.exchange.safe.errors import ForeignFileError

MOST_BYTES = 64 * 1024 * 1024  # of a table
MOST_QUESTIONS = 25_000
_FORMULA = re.compile(r"'*\s*[=+\-@＝＋－＠]|'*[\t\r\n]")  # with what spreadsheets begin to reckon
_FIRST_LINE_OF_EXCEL = re.compile(r"sep=(.)\n", re.IGNORECASE)


def read_bank_csv(content: bytes, file: str) -> Imported:
    """Return the questions of a table. Raises ForeignFileError for one that is none, or beyond the limits."""
    text = decode_text(content, file, most_bytes=MOST_BYTES)
    rows = _rows(text, file)
    _line, header, delimiter = next(rows)
    columns, unknown = columns_of(header)
    if "stem" not in columns.values():
        raise ForeignFileError(f"{file}: no column is named 'stem' or 'question'; name the columns in the first row")
    gathering, texts = Gathering(), ForeignTexts(file)
    for line, cells, _ in rows:
        gathering.read += 1
        if gathering.read > MOST_QUESTIONS:
            raise ForeignFileError(f"{file}:{line}: it has more than {MOST_QUESTIONS} questions; split it")
        told = {name: _plain(cells[at]) for at, name in columns.items() if at < len(cells) and cells[at].strip()}
        try:
            item = read_row(told, texts, comma=delimiter != ",")
        except (RowError, TextError) as error:
            texts.told()
            gathering.drop(f"line {line}", str(error))
            continue
        beyond = ["a cell beyond the last column is not taken"] if any(map(str.strip, cells[len(header) :])) else []
        beyond += [f"its drawing {item.image.file} is not in the file; bring it beside"] if item.image else []
        gathering.add(item, (*texts.told(), *beyond), named=item.id == told.get("id"))
    for name in unknown:
        gathering.drop(f"column '{name[:40]}'", "it is not one of ours, so nothing of it is taken")
    return gathering.imported()


def write_bank_csv(items: Sequence[Item], media: Mapping[str, bytes] | None = None) -> Exported:
    """Return questions as a table in UTF-8 with a byte-order mark; drawings are named in it, not held."""
    out = StringIO()
    writer = csv.writer(out, lineterminator="\r\n", quoting=csv.QUOTE_ALL)
    header = header_of(max(map(slots_of, items), default=0))
    writer.writerow(header)
    for item in items:
        row = row_of(item)
        writer.writerow([shielded(row.get(name, "")) for name in header])
    dropped = (
        Dropped(item.id, f"its drawing {item.image.file} is named in the table; the file itself goes beside it")
        for item in items
        if item.image is not None
    )
    return Exported(out.getvalue().encode("utf-8-sig"), len(items), tuple(dropped))


def shielded(cell: str) -> str:
    """Return a cell that no spreadsheet runs; `unshielded` gives the same again."""
    return f"'{cell}" if _FORMULA.match(cell) else cell


def unshielded(cell: str) -> str:
    """Return a cell without the mark that keeps spreadsheets from running it."""
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell[1:]) else cell


def _plain(cell: str) -> str:
    bare = unshielded(cell.strip(" \t"))
    return bare.strip(" \t")


def _rows(text: str, file: str) -> Iterator[tuple[int, list[str], str]]:
    """Yield the rows that hold something: the line on which each begins, its cells, and what separates them."""
    told = _FIRST_LINE_OF_EXCEL.match(text)
    text = text[told.end() :] if told else text
    head = re.sub(r'"[^"]*"', "", next((line for line in text.split("\n") if line.strip()), ""))
    delimiter = told[1] if told and told[1] in ",;\t|" else max(",;\t", key=head.count)
    rows = csv.reader(StringIO(text, newline=""), delimiter=delimiter, strict=True)
    first = at = 2 if told else 1
    try:
        for cells in islice(rows, MOST_QUESTIONS * 2):
            if any(cell.strip() for cell in cells):
                yield at, cells, delimiter
            at = first + rows.line_num
    except csv.Error as error:
        raise ForeignFileError(
            f"{file}:{at}: the row can't be read ({error}); look for a quotation mark that is not closed"
        ) from error
