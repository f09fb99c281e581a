"""Questions drawn by dice, as Hypothesis strategies: everything that a file may hold."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from hypothesis import strategies as st

from certway.core.items.item import (
    DIFFICULTIES,
    LEVELS,
    Body,
    Choice,
    Item,
    Matching,
    Mistake,
    NumberEntry,
    Option,
    Ordering,
    Pair,
    Reference,
    Step,
)

WORDS = (
    "tube",
    "vein",
    "10 mg/dL",
    "A₁ cells",
    "café",
    "“quoted”",
    "5 < 7 & 8 > 6",
    "50 %",
    "**bold**",
    "x = y",
    "{a}",
    "~",
    "#",
    "a: b",
    "\\n",
)
text = st.lists(st.sampled_from(WORDS), min_size=1, max_size=5).map(" ".join)
name = st.from_regex(r"[a-z]{1,8}(-[a-z0-9]{1,5}){0,2}", fullmatch=True)
number = st.decimals(min_value=0, max_value=10_000, places=3, allow_nan=False).map(lambda one: one.normalize() + 0)


def _distinct(size: int) -> st.SearchStrategy[list[str]]:
    return st.lists(text, min_size=size, max_size=size, unique=True)


@st.composite
def _choice(draw: st.DrawFn) -> Body:
    multiple = draw(st.booleans())
    texts = draw(_distinct(draw(st.integers(4, 7) if multiple else st.integers(3, 5))))
    right = (
        draw(st.sets(st.sampled_from(texts), min_size=2, max_size=len(texts) - 1))
        if multiple
        else {draw(st.sampled_from(texts))}
    )
    return Choice(tuple(Option(one, one in right, draw(text)) for one in texts), multiple)


@st.composite
def _ordering(draw: st.DrawFn) -> Body:
    return Ordering(tuple(Step(one, draw(text)) for one in draw(_distinct(draw(st.integers(3, 8))))))


@st.composite
def _matching(draw: st.DrawFn) -> Body:
    size, others = draw(st.integers(3, 7)), draw(st.integers(0, 3))
    these, those = draw(_distinct(size)), draw(_distinct(size + others))
    pairs = tuple(Pair(this, that, draw(text)) for this, that in zip(these, those, strict=False))
    return Matching(pairs, tuple(those[size:]))


@st.composite
def _number(draw: st.DrawFn) -> Body:
    mistakes = tuple(Mistake(one, draw(text)) for one in draw(st.lists(number, max_size=3, unique=True)))
    return NumberEntry(
        draw(number),
        draw(st.sampled_from(("mL", "mg/dL", "%"))),
        draw(st.sampled_from((Decimal(0), Decimal("0.05")))),
        draw(text),
        mistakes,
    )


@st.composite
def _item(draw: st.DrawFn) -> Item:
    topic = draw(name)
    return Item(
        id=f"{topic}/{draw(name)}",
        topic=topic,
        level=draw(st.sampled_from(LEVELS)),
        difficulty=draw(st.sampled_from(DIFFICULTIES)),
        stem=draw(text),
        body=draw(st.one_of(_choice(), _ordering(), _matching(), _number())),
        reference=Reference(draw(name), draw(text)),
        note=draw(st.sampled_from(("", "Looked at again."))),
    )


@st.composite
def item_lists(draw: st.DrawFn) -> tuple[Item, ...]:
    """Draw questions of one topic and more, some of them in sets, with ids of their own."""
    drawn = draw(st.lists(_item(), min_size=1, max_size=6, unique_by=lambda one: one.id.rpartition("/")[2]))
    situation = draw(text)
    in_set = draw(st.integers(0, 2))
    first = drawn[0].topic
    return tuple(
        replace(
            one,
            id=f"{first}/{one.id.rpartition('/')[2]}",
            topic=first,
            situation=situation,
            set_id=f"{first}/a-set-of-its-own",
        )
        if at < in_set
        else one
        for at, one in enumerate(drawn)
    )
