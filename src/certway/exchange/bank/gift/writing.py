"""A question as a block of GIFT; its texts go as Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterator

from certway.core.items.item import Body, Choice, Item, Matching, NumberEntry, Ordering
from certway.exchange.bank.carried import carried_line
from certway.exchange.bank.drafts import number_text
from certway.exchange.bank.gift.syntax import escaped
from certway.exchange.bank.moodle.writing import SHARES
from certway.exchange.bank.settling import face_of, general_of, tags_of
from certway.exchange.safe.markdown import markdown_to_text


def picture_mark(file: str, alt: str) -> str:
    """Return what stands for a picture, which GIFT can't hold."""
    return f"Picture: {alt}"


def question_block(item: Item) -> str:
    """Return a question with its marks in comments in front."""
    picture = picture_mark(item.image.file, item.image.alt) if item.image else ""
    tags = "".join(f" [tag:{tag}]" for tag in tags_of(item))
    head = f"// [id:{item.id}]{tags}\n// certway {carried_line(item)}\n"
    begin = {"number": "#", "ordering": ">"}.get(item.kind, "")
    lines = "\n".join(_lines(item.body))
    return f"{head}::{escaped(item.id)}::[markdown]{escaped(face_of(item, picture))}{{{begin}{lines}\n}}\n"


def lost_of(item: Item) -> Iterator[str]:
    """Yield what of a question other programs will not see."""
    if item.image is not None:
        yield f"its drawing {item.image.file} can't stand in GIFT; its words stand in the question"
    match item.body:
        case Choice(multiple=True):
            yield "Moodle gives a part of the mark for a part of the right options; here it is all or nothing"
        case Ordering():
            yield "the reasons of its steps stand in a comment, which other programs pass over"
        case NumberEntry(unit=unit) if unit:
            yield f"its unit {unit} stands in a comment, which other programs pass over"


def _lines(body: Body) -> Iterator[str]:
    yield f"{len(body.steps)} ALL VERTICAL ALL_OR_NOTHING SHOW none" if isinstance(body, Ordering) else ""
    match body:
        case Choice():
            yield from _choice(body)
        case Ordering(steps=steps):
            for step in steps:
                yield escaped(markdown_to_text(step.text))
        case Matching(pairs=pairs, others=others):
            for this, that in [*((pair.this, pair.that) for pair in pairs), *(("", other) for other in others)]:
                left = _part(this.replace("->", "-\\>"))  # the first arrow parts the sides
                yield f"\t={left} -> {escaped(markdown_to_text(that))}"
        case NumberEntry():
            yield f"\t=%100%{number_text(body.answer)}:{number_text(body.tolerance)}{_said(body.why)}"
            for mistake in body.mistakes:
                yield f"\t=%0%{number_text(mistake.value)}:0{_said(mistake.why)}"
    if isinstance(body, Matching) and general_of(body):
        yield f"\t####{_part(general_of(body))}"


def _choice(body: Choice) -> Iterator[str]:
    right = sum(option.right for option in body.options)
    share = SHARES.get(right) or f"{100 / right:g}"
    for option in body.options:
        text = _part(option.text)
        if body.multiple:
            mark = f"~%{share}%" if option.right else "~%-100%"
        else:
            mark = "=" if option.right else "~%0%" if text.startswith("%") else "~"
        yield f"\t{mark}{text}{_said(option.why)}"


def _said(why: str) -> str:
    return f"#{_part(why)}" if why else ""


def _part(markdown: str) -> str:
    """Return a text within the answers; one that looks as if it told a format, or was a list, says that it is none."""
    return f"[markdown]{escaped(markdown)}" if re.match(r"\[", markdown) else escaped(markdown)
