"""Clozes of a note: `{{c1::text::hint}}`, one inside another too."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from certway.exchange.bank.anki.markup import MOST_CHARACTERS, NotMappedError

MOST_CLOZES: Final = 20  # of one note
MOST_MARKS: Final = 200
DEEPEST: Final = 4  # clozes within clozes
HOLE: Final = "\ufffc"  # stands for a blank until its text is Markdown
BLANK: Final = r"\_\_\_\_"  # as Markdown

_MARK = re.compile(r"\{\{c(\d{1,3}(?:,\d{1,3}){0,20})::|\}\}")


class Cloze:
    """The text of a note with its clozes."""

    def __init__(self, html: str) -> None:
        if len(html) > MOST_CHARACTERS:
            raise NotMappedError(f"a field has more than {MOST_CHARACTERS} characters; shorten it")
        self.parts = tuple(_parts(html))
        self.numbers = tuple(sorted({number for numbers, _ in self.parts for one in numbers for number in one}))
        if not self.numbers:
            raise NotMappedError("it has no cloze")
        if len(self.numbers) > MOST_CLOZES:
            raise NotMappedError(f"it has {len(self.numbers)} clozes; at most {MOST_CLOZES} are taken of a note")

    def answers(self, number: int) -> tuple[tuple[str, str], ...]:
        """Return what a cloze hides and hints at, once for each place where it stands."""
        found: list[str] = []
        was_hidden = False
        for numbers, text in self.parts:
            hidden = any(number in one for one in numbers)
            if hidden and was_hidden:
                found[-1] += text
            elif hidden:
                found.append(text)
            was_hidden = hidden
        return tuple((text, hint) for text, _, hint in (one.partition("::") for one in found))

    def asked(self, number: int) -> str:
        """Return the text with holes in the places of a cloze, all others filled in."""
        said: list[str] = []
        was_hidden = False
        for numbers, text in self.parts:
            hidden = any(number in one for one in numbers)
            if not hidden:
                said.append(text.partition("::")[0] if numbers else text)
            elif not was_hidden:
                said.append(HOLE)
            was_hidden = hidden
        return "".join(said)


def _parts(html: str) -> Iterator[tuple[tuple[tuple[int, ...], ...], str]]:
    """Yield pieces of text with the clozes that they stand in, from the outermost."""
    open_: list[tuple[int, ...]] = []
    at = 0
    for count, found in enumerate(_MARK.finditer(html)):
        if count > MOST_MARKS or len(open_) > DEEPEST:
            raise NotMappedError(f"it has more than {MOST_MARKS} cloze marks, or more than {DEEPEST} within another")
        if found.start() > at:
            yield tuple(open_), html[at : found.start()]
        at = found.end()
        if found[1]:
            open_.append(tuple(int(number) for number in found[1].split(",")))
        elif open_:
            open_.pop()
        else:
            yield (), "}}"
    if open_:
        raise NotMappedError("one of its clozes is not closed")
    if at < len(html):
        yield (), html[at:]
