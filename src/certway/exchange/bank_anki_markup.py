"""Fields of notes, which are HTML, as Markdown; within a budget for the whole file, since each tag costs time."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import unescape
from typing import Final

from certway.core.units.errors import CertwayError
from certway.exchange.bank_exchange import ForeignFileError
from certway.exchange.safe_html import html_to_markdown, text_to_markdown

MOST_CHARACTERS: Final = 40_000  # of one field
MOST_TAGS: Final = 1_000  # of one field
MOST_TAGS_TOGETHER: Final = 10_000  # of the fields of a file that have more than breaks of lines
MOST_TEXT: Final = 8_000_000  # characters of all fields that are read as HTML

_PLAIN = re.compile(r"[^<]*(?:</?(?:br|div|p)\s*/?>[^<]*)*", re.IGNORECASE)
_BREAK = re.compile(r"</?(?:br|div|p)\s*/?>", re.IGNORECASE)
_STRAY = re.compile(r"<(?=[^<>]*(?:<|$))")  # begins no tag; as text it can't make a search begin again and again
_TAG = re.compile(r"<[^<>]*>")
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ue000-\uf8ff\ufffe\uffff]")
_SOUND = re.compile(r"\[(?:sound|anki:tts)[: ][^\]\[\n]{0,300}\]")
_PICTURE = re.compile(r"!\[((?:[^\[\]\\]|\\.)*)\]\(<([^<>\n]*)>\)")


class NotMappedError(CertwayError):
    """Raised for a note, or one cloze of it, that is no question of the bank; its words say why."""


@dataclass(frozen=True, slots=True)
class Field:
    """A field as Markdown, and what stood in it beside text."""

    text: str
    pictures: tuple[tuple[str, str], ...] = ()  # name of the file and what it shows, which may be empty
    lost: tuple[str, ...] = ()  # what was taken out, in words


class Markup:
    """Reads the fields of one file."""

    def __init__(self, file: str) -> None:
        self._file = file
        self._tags = self._characters = 0

    def read(self, html: str) -> Field:
        """Return a field as Markdown. Raises NotMappedError for one beyond measure, ForeignFileError for a file so."""
        tags = html.count("<")
        if len(html) > MOST_CHARACTERS or tags > MOST_TAGS:
            raise NotMappedError(f"a field has more than {MOST_CHARACTERS} characters or {MOST_TAGS} tags; shorten it")
        self._count(len(html), 0)
        sounds = len(_SOUND.findall(html))
        lost = ("a sound",) if sounds else ()
        clean = _STRAY.sub("&lt;", _SOUND.sub("", _CONTROL.sub("", html)))
        if _PLAIN.fullmatch(clean):
            return Field(_plain(clean), lost=lost)
        self._count(0, tags)
        converted = html_to_markdown(clean)
        pictures = tuple((source, _unescaped(shown)) for shown, source in _PICTURE.findall(converted.markdown))
        text = _PICTURE.sub("", converted.markdown).strip().strip("\\").strip()
        return Field(text, pictures, (*lost, *converted.removed))

    def _count(self, characters: int, tags: int) -> None:
        self._characters += characters
        self._tags += tags
        if self._tags > MOST_TAGS_TOGETHER or self._characters > MOST_TEXT:
            raise ForeignFileError(
                f"{self._file}: its notes hold more than {MOST_TAGS_TOGETHER} HTML tags or {MOST_TEXT} characters; "
                "export fewer decks at once"
            )


def bare_text(html: str) -> str:
    """Return a field as the words that it shows, in one line."""
    return " ".join(unescape(_TAG.sub(" ", html)).split())


def _plain(html: str) -> str:
    lines = (" ".join(unescape(line).split()) for line in _BREAK.split(html))
    return "\\\n".join(text_to_markdown(_CONTROL.sub("", line)) for line in lines if line)


def _unescaped(text: str) -> str:
    return re.sub(r"\\([^\w\s])", r"\1", text)
