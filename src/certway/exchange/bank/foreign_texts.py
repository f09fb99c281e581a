"""Texts of files that others made: decoded, cleaned, as Markdown, within limits."""

from __future__ import annotations

import re
import unicodedata
from typing import Literal, TypeAlias

from certway.core.units.errors import CertwayError
from certway.exchange.safe.errors import ForeignFileError
from certway.exchange.safe.html import Cleaned, cost_of, html_to_markdown, safe_markdown
from certway.exchange.safe.markdown import text_to_markdown

MOST_TEXT = 20_000  # characters of one text of a question
MOST_COST = 40_000  # marks of HTML and Markdown in a file; a question has ten
TextKind: TypeAlias = Literal["html", "markdown", "plain"]

_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_UNSEEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_MIB = 1024 * 1024


class TextError(CertwayError):
    """Raised for a text that a question can't have; says what is wrong with it."""


def decode_text(content: bytes, file: str, *, most_bytes: int) -> str:
    """Return the text of a file by its byte-order mark, else as UTF-8, with `\\n` at the ends of lines.

    Raises ForeignFileError for a file that is empty, too large, in another encoding or no text at all.
    """
    if len(content) > most_bytes:
        raise ForeignFileError(f"{file}: it is larger than {most_bytes // _MIB} MB; split it")
    encoding = next((encoding for mark, encoding in _MARKS if content.startswith(mark)), "utf-8")
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise ForeignFileError(f"{file}:{line}: there is a byte that is no {encoding}; save it as UTF-8") from error
    unseen = _UNSEEN.search(text)
    if unseen is not None:
        line = text.count("\n", 0, unseen.start()) + 1
        code = f"U+{ord(unseen.group()):04X}"
        raise ForeignFileError(f"{file}:{line}: the character {code} stands in no text; save the file as UTF-8 text")
    if not text.strip():
        raise ForeignFileError(f"{file}: the file is empty; export it again")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def slug_of(title: str) -> str:
    """Return a title as lower-case words joined by `-`, at most 60 characters; empty where nothing is left of it."""
    plain = unicodedata.normalize("NFKD", title[:200]).encode("ascii", "ignore").decode().lower()
    words = re.findall(r"[a-z0-9]+", plain)
    kept: list[str] = []
    for word in words:
        if kept and len("-".join([*kept, word])) > 60:
            break
        kept.append(word[:60])
    return "-".join(kept)


class ForeignTexts:
    """Takes the texts of a file; `told` gives what was taken out of those since it was last asked."""

    def __init__(self, file: str) -> None:
        self._file = file
        self._cost = 0
        self._removed: dict[str, None] = {}

    def take(self, text: str, kind: TextKind) -> str:
        """Return a text as Markdown. Raises TextError, and ForeignFileError where the file has too much of them."""
        if len(text) > MOST_TEXT:
            raise TextError(f"a text of it has {len(text)} characters; {MOST_TEXT} are the most")
        if kind == "plain":
            return text_to_markdown(text)
        self._cost += cost_of(text)
        if self._cost > MOST_COST:
            raise ForeignFileError(f"{self._file}: its texts have too many marks of HTML or Markdown; split it")
        cleaned: Cleaned = html_to_markdown(text) if kind == "html" else safe_markdown(text)
        self._removed |= dict.fromkeys(cleaned.removed)
        return cleaned.markdown

    def told(self) -> tuple[str, ...]:
        """Return what was taken out since this was last asked, in words."""
        told = tuple(f"{removed} was taken out of its text" for removed in self._removed)
        self._removed = {}
        return told
