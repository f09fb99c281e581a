"""A question as a page shows it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from certway.core.items.identity import version_of
from certway.core.items.item import Body, Choice, Image, Item, Matching, NumberEntry, Ordering
from certway.core.items.topic_reading import Work
from certway.exchange.bank.shipped import IndexedBank
from certway.exchange.safe.markdown import markdown_to_html, markdown_to_line
from certway.exchange.shipped_rules import shipped_rules
from certway.exchange.words.catalogue import Catalogue

LETTERS = "ABCDEFGHIJ"


@dataclass(frozen=True, slots=True)
class AnswerLine:
    """One thing to choose, order, match or avoid, and why."""

    mark: str  # a letter, a place in the order, or what it is matched with
    html: str
    why: str  # HTML
    right: bool


@dataclass(frozen=True, slots=True)
class OutlineLine:
    """Where a question stands in an exam's outline."""

    exam: str  # id of the credential
    short: str
    part: str


@dataclass(frozen=True, slots=True)
class ItemText:
    """A question, its key and its reasons. Texts that end with `html` are safe HTML."""

    id: str
    name: str  # without the topic
    topic: str
    topic_title: str
    version: str
    kind: str
    how: str  # how it is answered, in a sentence
    situation_html: str
    stem_html: str
    image: Image | None
    shown: tuple[AnswerLine, ...]  # what a candidate sees, in its order, without keys
    matches_html: tuple[str, ...]  # what is matched with what is shown
    answers: tuple[AnswerLine, ...]  # with keys and reasons
    facts: tuple[str, ...]  # level and expected difficulty
    work: Work
    part: str  # of the work
    outlines: tuple[OutlineLine, ...]


def item_text(item: Item, bank: IndexedBank, words: Catalogue) -> ItemText:
    """Return a question in words."""
    topic = bank.bank.tree.by_id[item.topic]
    answers = tuple(_answers(item.body, words))
    return ItemText(
        id=item.id,
        name=item.id.rpartition("/")[2],
        topic=item.topic,
        topic_title=topic.title,
        version=version_of(item),
        kind=item.kind,
        how=words.say(f"bank.how.{item.kind}"),
        situation_html=markdown_to_html(item.situation, pictures=False) if item.situation else "",
        stem_html=markdown_to_html(item.stem, pictures=False),
        image=item.image,
        shown=tuple(_shown(item.body)),
        matches_html=tuple(_matches(item.body)),
        answers=answers,
        facts=(words.say(f"bank.level.{item.level}"), words.say(f"bank.difficulty.{item.difficulty}")),
        work=bank.bank.works[item.reference.source],
        part=item.reference.part,
        outlines=tuple(_outlines(item, bank)),
    )


def _shown(body: Body) -> Iterator[AnswerLine]:
    """Yield what a candidate sees. Steps and matches stand in the order of their letters, which says nothing."""
    match body:
        case Choice(options=options):
            for letter, option in zip(LETTERS, options, strict=False):
                yield AnswerLine(letter, markdown_to_line(option.text), "", right=False)
        case Ordering(steps=steps):
            for letter, text in zip(LETTERS, sorted(step.text for step in steps), strict=False):
                yield AnswerLine(letter, markdown_to_line(text), "", right=False)
        case Matching(pairs=pairs):
            for number, pair in enumerate(pairs, start=1):
                yield AnswerLine(str(number), markdown_to_line(pair.this), "", right=False)
        case NumberEntry():
            return


def _matches(body: Body) -> Iterator[str]:
    if isinstance(body, Matching):
        yield from map(markdown_to_line, sorted((*(pair.that for pair in body.pairs), *body.others)))


def _answers(body: Body, words: Catalogue) -> Iterator[AnswerLine]:
    match body:
        case Choice(options=options):
            for letter, option in zip(LETTERS, options, strict=False):
                yield AnswerLine(letter, markdown_to_line(option.text), markdown_to_line(option.why), option.right)
        case Ordering(steps=steps):
            for place, step in enumerate(steps, start=1):
                yield AnswerLine(str(place), markdown_to_line(step.text), markdown_to_line(step.why), right=True)
        case Matching(pairs=pairs, others=others):
            for number, pair in enumerate(pairs, start=1):
                told = f"{markdown_to_line(pair.this)} → {markdown_to_line(pair.that)}"
                yield AnswerLine(str(number), told, markdown_to_line(pair.why), right=True)
            for other in others:
                yield AnswerLine("–", markdown_to_line(other), words.say("bank.fits-nothing"), right=False)
        case NumberEntry():
            yield AnswerLine("=", quantity_words(body, words), markdown_to_line(body.why), right=True)
            for mistake in body.mistakes:
                told = number_words(mistake.value, body.unit)
                yield AnswerLine("≠", told, markdown_to_line(mistake.why), right=False)


def quantity_words(body: NumberEntry, words: Catalogue) -> str:
    """Return the number that is right with its unit, and how far from it is right as well."""
    told = number_words(body.answer, body.unit)
    if not body.tolerance:
        return told
    return words.say("bank.tolerance", answer=told, tolerance=number_words(body.tolerance, body.unit))


def number_words(number: Decimal, unit: str) -> str:
    """Return a number with its unit."""
    return f"{number.normalize():f} {unit}".strip()


def _outlines(item: Item, bank: IndexedBank) -> Iterator[OutlineLine]:
    """Yield where the question stands in each exam's outline."""
    sheets = shipped_rules().sheets
    for exam, edition in bank.editions.items():
        node = bank.bank.outlines[exam].node_of(item.topic)
        if node is not None:
            name = next(one.name for area in edition.areas for one in area.walk() if one.id == node)
            yield OutlineLine(exam, sheets[exam].credential.short, name)
