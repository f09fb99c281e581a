"""Notes that others made, as questions: multiple-choice types, Basic and Cloze. Nothing is guessed.

Source: the fields of the note type "AllInOne (kprim, mc, sc)" of the add-on Multiple Choice for Anki, and Anki's own
note types.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial

from certway.core.items.item import Body
from certway.exchange.bank.anki.answers import asked_of, choice_of, key_of, lettered_key, number_of
from certway.exchange.bank.anki.cloze import BLANK, HOLE, Cloze
from certway.exchange.bank.anki.collection import Note
from certway.exchange.bank.anki.markup import Field, Markup, NotMappedError, bare_text

_QUESTION = ("question", "stem", "front")
_ANSWERS = ("answers", "answer", "correct", "correct answer", "correct answers", "key", "solution", "solutions")
_WHY = ("extra 1", "extra", "back extra", "explanation", "rationale", "feedback", "remarks", "comment", "comments")
_SOURCE = ("sources", "source", "reference", "references")
_OPTION = re.compile(r"(?:q|option|choice|answer|distractor)[ _-]?([1-9]|[a-g])")
_BASIC = (("front", "back"), ("question", "answer"))
_LONGEST_WORDS = 2_000  # characters of a title, a source, a key
_KPRIM, _ONE = "0", "2"
_KPRIM_LOST = "it is all or nothing now; each statement was scored by itself (kprim)"
_NO_FREE_ANSWER = "its answer is free text; the bank asks with options, an order, pairs or a number with its unit"


@dataclass(frozen=True, slots=True)
class Drafted:
    """A question of a note, before it has an id."""

    title: str
    stem: str
    body: Body
    source: str
    pictures: tuple[tuple[str, str], ...]
    lost: tuple[str, ...]  # parts that could not be carried, in words


@dataclass(frozen=True, slots=True)
class NotDrafted:
    """A question of a note that could not be taken."""

    place: str
    why: str


class ForeignNote:
    """One note, read by the names of its fields."""

    def __init__(self, note: Note, markup: Markup) -> None:
        self.note = note
        self.markup = markup
        self.fields: Mapping[str, str] = {name.strip().lower(): html for name, html in note.fields.items()}
        self.names = {name.strip().lower() for name in note.type.fields}
        self.used: set[str] = set()

    def drafts(self) -> Iterator[Drafted | NotDrafted]:
        """Yield the questions of the note."""
        options = sorted(name for name in self.names if _OPTION.fullmatch(name))
        if self.note.type.cloze:
            yield from self._clozes()
        elif len(options) > 1:
            yield self._one(partial(self._choice, options))
        elif any(set(names) <= self.names for names in _BASIC):
            yield self._one(self._basic)
        else:
            listed = ", ".join(self.note.type.fields)[:80] or "none"
            yield NotDrafted(
                self.place(), f"its note type '{self.note.type.name[:40]}' is not known (its fields: {listed})"
            )

    def place(self, number: int = 0) -> str:
        """Return what the note, or one cloze of it, is called in messages."""
        words = bare_text(next(iter(self.note.fields.values()), "")[:400])
        return f"note '{words[:60]}'" + (f", cloze {number}" if number else "")

    def _one(self, draft: Callable[[], Drafted], number: int = 0) -> Drafted | NotDrafted:
        try:
            return draft()
        except NotMappedError as error:
            return NotDrafted(self.place(number), str(error))

    def _choice(self, names: list[str]) -> Drafted:
        stem = self._read(*_QUESTION)
        options = [self._read(name) for name in names if name in self.fields]
        kind = self._words(*(name for name in self.fields if name.startswith("qtype")))
        right = key_of(self._words(*_ANSWERS), len(options))
        if kind[:1] == _ONE and len(right) != 1:
            raise NotMappedError(f"{len(right)} options are right, and its QType asks for one")
        if any(not option.text for option in options):
            raise NotMappedError("an option has no text; the bank has no pictures in options")
        why = self._read(*_WHY)
        body = choice_of([option.text for option in options], right, why.text)
        return self._drafted(stem, body, (*options, why), (_KPRIM_LOST,) if kind[:1] == _KPRIM else ())

    def _basic(self) -> Drafted:
        names = next(names for names in _BASIC if set(names) <= self.names)
        front, back = (self._read(name) for name in names)
        asked = asked_of(front.text)
        if asked is not None:
            right, behind = lettered_key(back.text)
            right = right or tuple(at for at, text in enumerate(asked.options) if text == back.text)
            if not right or max(right) >= len(asked.options):
                raise NotMappedError("its back does not begin with the letter of an option")
            why = behind.removeprefix(asked.options[right[0]]).lstrip("\\\n .:–—-")
            body: Body = choice_of(asked.options, right, why)
            return self._drafted(Field(asked.stem, front.pictures, front.lost), body, (back,), ())
        number = number_of(back.text)
        if number is None:
            raise NotMappedError(_NO_FREE_ANSWER)
        return self._drafted(front, number, (back,), ())

    def _clozes(self) -> Iterator[Drafted | NotDrafted]:
        html = self._take(next((name.strip().lower() for name in self.note.type.fields), ""))
        try:
            cloze = Cloze(html)
        except NotMappedError as error:
            yield NotDrafted(self.place(), str(error))
            return
        for number in cloze.numbers:
            yield self._one(partial(self._cloze, cloze, number), number)

    def _cloze(self, cloze: Cloze, number: int) -> Drafted:
        hidden = cloze.answers(number)
        if len(set(hidden)) != 1:
            raise NotMappedError("it hides several texts at once")
        answer, hint = (bare_text(text) for text in hidden[0])
        offered = [one.strip() for one in re.split(r"[/|;]", hint) if one.strip()]
        body: Body | None = number_of(answer)
        if body is None and answer not in offered:
            raise NotMappedError(_NO_FREE_ANSWER + "; a hint such as 'EDTA / citrate / heparin' makes options of it")
        why = self._read(*_WHY)
        if body is None:
            texts = [self.markup.read(text.replace("<", "&lt;")).text for text in offered]
            body = choice_of(texts, (offered.index(answer),), why.text)
        else:
            body = number_of(answer, why.text) or body
        stem = self.markup.read(cloze.asked(number))
        return self._drafted(Field(stem.text.replace(HOLE, BLANK), stem.pictures, stem.lost), body, (why,), ())

    def _drafted(self, stem: Field, body: Body, others: tuple[Field, ...], lost: tuple[str, ...]) -> Drafted:
        if not stem.text:
            raise NotMappedError("it asks nothing in words")
        title, source = self._words("title"), self._words(*_SOURCE)
        unused = [name for name in self.fields if name not in self.used]
        gone = [
            *lost,
            *(f"{one} was left out" for field in (stem, *others) for one in field.lost),
            *(
                f"the picture '{file[:60]}' was left out: it stands outside the question"
                for one in others
                for file, _ in one.pictures
            ),
            *(f"its field '{name[:40]}' was left out" for name in unused),
        ]
        return Drafted(title, stem.text, body, source, stem.pictures, tuple(dict.fromkeys(gone)))

    def _take(self, name: str) -> str:
        self.used.add(name)
        return self.fields.get(name, "")

    def _words(self, *names: str) -> str:
        """Return the first of the fields that is there, without its layout."""
        html = next((self._take(name) for name in names if name in self.fields), "")
        if len(html) > _LONGEST_WORDS:
            raise NotMappedError(f"its field '{names[0][:40]}' has more than {_LONGEST_WORDS} characters; shorten it")
        return bare_text(html)

    def _read(self, *names: str) -> Field:
        """Return the first of the fields that is there."""
        return self.markup.read(next((self._take(name) for name in names if name in self.fields), ""))
