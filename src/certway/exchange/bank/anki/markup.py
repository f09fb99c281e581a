"""Fields of notes, which are HTML, as Markdown; within a budget for the whole file, since each tag costs time."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import unescape
from typing import Final

from certway.core.units.errors import CertwayError
from certway.exchange.safe.errors import ForeignFileError
from certway.exchange.safe.html import html_to_markdown
from certway.exchange.safe.markdown import text_to_markdown

MOST_CHARACTERS: Final = 40_000  # of one field
MOST_TAGS: Final = 1_000  # of one field
MOST_TAGS_TOGETHER: Final = 15_000  # of fields with more than lines in bold and italics; 60 µs each
TAGS_OF_A_FIELD: Final = 10  # that reading any such field costs as much as
MOST_MARKS_TOGETHER: Final = 200_000  # characters that Markdown takes for its own, of all fields; 2 µs each
MOST_TEXT: Final = 4_000_000  # characters of all fields that are read as HTML

_MARKS = "\\`*_[]&~"
_PLAIN = re.compile(r"[^<]*(?:</?(?:br|div|p)\s*/?>[^<]*)*", re.IGNORECASE)
_BREAK = re.compile(r"</?(?:br|div|p)\s*/?>", re.IGNORECASE)
_LOOKS = re.compile(r"</?u>|</span>|<span(?: style=\"[^\"<>]*\")?>|<(b|strong)>(\S[^<>]*)</\1>|<(i|em)>(\S[^<>]*)</\3>")
_STRONG, _EMPHASIS = "\ue000", "\ue001"  # stand for marks until the text beside them is Markdown; no field holds them
_STRAY = re.compile(r"<(?=[^<>]*(?:<|$))")  # begins no tag; as text it can't make a search begin again and again
_TAG = re.compile(r"<[^<>]*>")
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ue000-\uf8ff\ufffe\uffff]")
_SHOWN_NEVER = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ufffe\uffff]")  # such as entities may stand for
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
        self._tags = self._marks = self._characters = 0

    def read(self, html: str) -> Field:
        """Return a field as Markdown. Raises NotMappedError for one beyond measure, ForeignFileError for a file so."""
        tags = html.count("<")
        if len(html) > MOST_CHARACTERS or tags > MOST_TAGS:
            raise NotMappedError(f"a field has more than {MOST_CHARACTERS} characters or {MOST_TAGS} tags; shorten it")
        self._count(characters=len(html), marks=sum(map(html.count, _MARKS)))
        sounds = len(_SOUND.findall(html))
        lost = ("a sound",) if sounds else ()
        clean = _STRAY.sub("&lt;", _SOUND.sub("", _CONTROL.sub("", html)))
        marked = _LOOKS.sub(_mark, clean)
        if _PLAIN.fullmatch(marked):
            return Field(_plain(marked), lost=lost)
        self._count(tags=tags + TAGS_OF_A_FIELD)
        converted = html_to_markdown(clean)
        pictures = tuple((source, _unescaped(shown)) for shown, source in _PICTURE.findall(converted.markdown))
        text = _CONTROL.sub("", _PICTURE.sub("", converted.markdown)).strip().strip("\\").strip()
        return Field(text, pictures, (*lost, *converted.removed))

    def _count(self, *, characters: int = 0, marks: int = 0, tags: int = 0) -> None:
        self._characters += characters
        self._marks += marks
        self._tags += tags
        for found, most, what in (
            (self._characters, MOST_TEXT, "characters"),
            (self._marks, MOST_MARKS_TOGETHER, "characters that Markdown takes for its own"),
            (self._tags, MOST_TAGS_TOGETHER, "HTML tags"),
        ):
            if found > most:
                text = f"its notes hold more than {most} {what}; export fewer decks at once"
                raise ForeignFileError(f"{self._file}: {text}")


def bare_text(html: str) -> str:
    """Return a field as the words that it shows, in one line."""
    return " ".join(unescape(_TAG.sub(" ", html)).split())


def _plain(html: str) -> str:
    lines = (" ".join(_SHOWN_NEVER.sub("", unescape(line)).split()) for line in _BREAK.split(html))
    text = "\\\n".join(text_to_markdown(line) for line in lines if line)
    return text.replace(_STRONG, "**").replace(_EMPHASIS, "*")


def _mark(found: re.Match[str]) -> str:
    """Return what stands for bold or italic text; nothing for what is of the looks alone."""
    text, mark = (found[2], _STRONG) if found[2] else (found[4] or "", _EMPHASIS)
    inner = text.rstrip()
    return f"{mark}{inner}{mark}{text[len(inner) :]}" if inner else ""


def _unescaped(text: str) -> str:
    return re.sub(r"\\([^\w\s])", r"\1", text)
