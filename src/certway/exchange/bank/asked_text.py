"""A question as a candidate gets it: without its key, in an order that says nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from certway.core.items.item import Body, Choice, Image, Item, Kind, Matching, NumberEntry, Ordering
from certway.exchange.safe.markdown import markdown_to_html, markdown_to_line
from certway.exchange.words.catalogue import Catalogue


@dataclass(frozen=True, slots=True)
class Part:
    """Something to choose, to order or to match; `value` is its place in the question, as a response names it."""

    value: int
    html: str
    text: str  # the same without markup, for a list to pick from


@dataclass(frozen=True, slots=True)
class AskedText:
    """A question as it is asked. Texts that end with `html` are safe HTML."""

    place: int  # in the form, from 0
    kind: Kind
    how: str
    situation_html: str
    stem_html: str
    image: Image | None
    parts: tuple[Part, ...]  # options, steps or what is to be matched
    matches: tuple[Part, ...]
    unit: str


def asked_text(place: int, item: Item, words: Catalogue) -> AskedText:
    """Return a question in words."""
    return AskedText(
        place=place,
        kind=item.kind,
        how=words.say(f"bank.how.{item.kind}"),
        situation_html=markdown_to_html(item.situation, pictures=False) if item.situation else "",
        stem_html=markdown_to_html(item.stem, pictures=False),
        image=item.image,
        parts=_parts(item.body),
        matches=_matches(item.body),
        unit=item.body.unit if isinstance(item.body, NumberEntry) else "",
    )


def _parts(body: Body) -> tuple[Part, ...]:
    match body:
        case Choice(options=options):
            return _numbered([option.text for option in options])
        case Ordering(steps=steps):
            return _sorted(_numbered([step.text for step in steps]))
        case Matching(pairs=pairs):
            return _numbered([pair.this for pair in pairs])
        case NumberEntry():
            return ()


def _matches(body: Body) -> tuple[Part, ...]:
    if not isinstance(body, Matching):
        return ()
    return _sorted(_numbered([*(pair.that for pair in body.pairs), *body.others]))


def _numbered(texts: Sequence[str]) -> tuple[Part, ...]:
    return tuple(Part(value, markdown_to_line(text), _bare(text)) for value, text in enumerate(texts))


def _sorted(parts: Sequence[Part]) -> tuple[Part, ...]:
    return tuple(sorted(parts, key=lambda part: part.text))


def _bare(text: str) -> str:
    return text.replace("*", "").replace("_", "").replace("`", "")
