"""The text of a certificate as lines: what extractors and copying make of it, put right, without anybody's name.

Extractors split lines, double spaces, space out capitals and join columns. Two blanks or a tab part the cells of a
line, so that a label and its value may stand side by side.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from certway.exchange.certificate_labels import paired_blocks
from certway.exchange.certificate_names import without_names

MOST_CHARACTERS = 20_000  # of a text; a certificate is a page or two
MOST_LINES = 400
LONGEST_LINE = 300  # characters; more is not the line of a certificate

_FRACTIONS = {"¼": ".25", "½": ".5", "¾": ".75"}
_SIGNS = str.maketrans(
    {"™": "", "®": "", "℠": "", "\u00ad": "", "\u200b": "", "\ufeff": "", "\t": "    ", "\u00a0": " "}
)
_MONTH_NAMES = "jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
MONTH = rf"(?:{_MONTH_NAMES}|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b\.?"
_ENDS_IN_A_DATE = re.compile(rf"\b{MONTH}(?: \d{{1,2}}(?:st|nd|rd|th)?,?)?$", re.IGNORECASE)
_SPACED_OUT = re.compile(r"(?:\S ){4,}\S(?:  +(?:\S )*\S)*")
_LITTLE = re.compile(r"\b(?:of|the|for|that|in|and|has)\b", re.IGNORECASE)
_CONNECTED = re.compile(r"(?:,|\b(?:by|the|of|from|and|for|in|to|with|an?|on|&))$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Cell:
    """One part of a line."""

    text: str
    start: int  # column, from 0


@dataclass(frozen=True, slots=True)
class Line:
    """One line; empty where the text has an empty one."""

    text: str  # single blanks
    cells: tuple[Cell, ...]


def read_lines(text: str) -> tuple[Line, ...]:
    """Return the lines of a certificate, put right and without names."""
    return tuple(_line(raw) for raw in clean_text(text).split("\n"))


def clean_text(text: str) -> str:
    """Return a text with its lines put right and no name of a person in it; doing it again changes nothing."""
    plain = unicodedata.normalize("NFKC", _with_decimals(text[:MOST_CHARACTERS].translate(_SIGNS)))
    seen = "".join(sign for sign in plain if sign == "\n" or unicodedata.category(sign)[0] != "C")
    lines = [_squeezed(line.rstrip()[:LONGEST_LINE]) for line in seen.split("\n")[:MOST_LINES]]
    return without_names("\n".join(paired_blocks(list(_joined_dates(lines)))))


def _with_decimals(text: str) -> str:
    for sign, decimals in _FRACTIONS.items():
        text = re.sub(rf"(\d) ?{sign}", rf"\g<1>{decimals}", text).replace(sign, f"0{decimals}")
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n")


def _squeezed(line: str) -> str:
    """Return a line with letters that were spaced out put together again: `C E R T I F I C A T E`."""
    if not _SPACED_OUT.fullmatch(line.strip()):
        return line
    return " ".join(word.replace(" ", "") for word in re.split(" {2,}", line.strip()))


def _joined_dates(lines: Sequence[str]) -> Iterator[str]:
    """Yield lines, with dates that break over two of them on one."""
    held = ""
    for line in lines:
        joined = f"{held} {line.strip()}" if held and line.strip()[:1].isdigit() else None
        if held and joined is None:
            yield held
        current = line if joined is None else joined
        held = current if _ENDS_IN_A_DATE.search(current.strip()) else ""
        if not held:
            yield current
    if held:
        yield held


def _line(raw: str) -> Line:
    found = tuple(Cell(" ".join(one[0].split()), one.start()) for one in re.finditer(r"\S+(?: \S+)*", raw))
    text = " ".join(cell.text for cell in found)
    if len(found) > 2 and all(" " not in cell.text for cell in found) and _LITTLE.search(text):
        return Line(text, (Cell(text, found[0].start),))  # every blank was doubled
    return Line(text, tuple(cell for cell in found if not re.fullmatch(r"[_|.]+", cell.text)))


def sentences(lines: Sequence[Line]) -> Iterator[str]:
    """Yield the sentences of a text: lines joined where one leads on to the next, parted at full stops."""
    held = ""
    for line in (*lines, Line("", ())):
        leads_on = bool(held) and bool(line.text) and (line.text[0].islower() or bool(_CONNECTED.search(held)))
        if leads_on and len(held) < 2 * LONGEST_LINE:
            held = f"{held} {line.text}"
            continue
        yield from (
            part.strip()
            for part in re.split(r"(?<=[a-z0-9)])(?<!\bDr)(?<!\bMr)(?<!\bMs)(?<!\bMrs)[.;](?= [A-Z]|$)", held)
            if part.strip()
        )
        held = line.text
