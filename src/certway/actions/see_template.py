"""See a question that is made anew: the same one from the same seed, with its drawing."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from random import Random

from certway.core.items.formula import FormulaError
from certway.core.items.template import Template
from certway.core.items.template_making import Made, make_question
from certway.exchange.bank.item_text import ItemText, item_text
from certway.exchange.bank.shipped import shipped_bank
from certway.exchange.safe.markdown import markdown_to_line
from certway.exchange.words.catalogue import catalogue

MOST_SEED = 2**31
LONG_STEM = 160  # characters of a question that a list shows
_KEPT = 64  # questions, so that a page and its drawing are made once


@dataclass(frozen=True, slots=True)
class TemplateLine:
    """A template in a list, by the question of its first seed."""

    name: str
    html: str


@dataclass(frozen=True, slots=True)
class SeenTemplate:
    """A question of a template, as a page shows it."""

    one: ItemText
    seed: int
    another: int  # seed of another one

    @property
    def seed_text(self) -> str:
        """The seed as an address has it."""
        return str(self.seed)


@lru_cache(maxsize=256)
def see_templates(topic: str) -> tuple[TemplateLine, ...]:
    """Return the templates of a topic; their questions are made once and kept."""
    return tuple(_line(one) for one in shipped_bank().bank.templates if one.topic == topic)


def _line(template: Template) -> TemplateLine:
    stem = make_question(template, Random(0)).item.stem
    shown = stem if len(stem) <= LONG_STEM else stem[:LONG_STEM].rpartition(" ")[0] + " …"
    return TemplateLine(template.name, markdown_to_line(" ".join(shown.split())))


def seed_of(told: str) -> int | None:
    """Return the seed that an address names, 0 where it names none; None where it is no whole number up to 2³¹."""
    if not told:
        return 0
    whole = told.isascii() and told.isdecimal() and len(told) <= len(str(MOST_SEED))
    return int(told) if whole and int(told) <= MOST_SEED else None


def see_template(name: str, seed: int) -> SeenTemplate | None:
    """Return the question of a seed with its key and reasons; None where there is no such template."""
    made = _made(name, seed)
    if made is None:
        return None
    return SeenTemplate(item_text(made.item, shipped_bank(), catalogue()), seed, (seed + 1) % (MOST_SEED + 1))


def see_template_drawing(name: str, seed: int) -> str | None:
    """Return the drawing of the question of a seed, as SVG; None where it has none."""
    made = _made(name, seed)
    return (made.drawing or None) if made else None


@lru_cache(maxsize=_KEPT)
def _made(name: str, seed: int) -> Made | None:
    template = next((one for one in shipped_bank().bank.templates if one.name == name), None)
    try:
        return make_question(template, Random(seed)) if template else None
    except FormulaError:  # the rare seed of which no question comes
        return None
