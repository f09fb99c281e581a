"""Questions for practice: of an exam, or of some parts of its outline."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass

from certway.core.items.bank import Bank
from certway.core.items.dice import Dice, shuffled, some_of
from certway.core.items.identity import version_of
from certway.core.items.item import Item
from certway.core.items.template import Template
from certway.core.items.template_making import make_question
from certway.core.items.topics import OutlineTopics
from certway.core.rulebook.credential import Edition
from certway.core.sit.blueprint import blueprint_of
from certway.core.sit.form import Form, FormItem
from certway.core.sit.values import Values

SEEDS = 2**31  # seeds of questions that are made of templates lie below it
SCALE = 10_000  # questions of a form that is long enough for its blueprint to tell weights


class NothingToAskError(LookupError):
    """Raised where the bank has no question for what is to be practised."""


@dataclass(frozen=True, slots=True)
class FrozenForm:
    """A form, its questions in their order, and the drawings that were made for them, by name."""

    form: Form
    items: tuple[Item, ...]
    drawings: Mapping[str, str]
    values: tuple[Values, ...] = ()  # of the questions, in their order; none where what is expected counts


def practice_form(
    bank: Bank,
    outline: OutlineTopics,
    *,
    nodes: Sequence[str],
    most: int,
    dice: Dice,
    seeded: Callable[[int], Dice],
    edition: Edition | None = None,
    topics: Collection[str] = (),
) -> FrozenForm:
    """Return up to `most` questions of some parts of an outline (none = of all), drawn by dice.

    With `topics` only these are asked of the parts.

    Of all parts each comes as often as `edition` weighs it. Of chosen ones, and without an edition, each question and
    template of the bank is as likely, so that parts come as often as the bank has questions for them.
    `seeded` gives the dice of a seed, for questions that are made of templates. Raises NothingToAskError.
    """
    wanted = nodes or tuple(outline.nodes)
    served = {topic: node for node in wanted for topic in outline.nodes.get(node, ())}
    whole: tuple[Item | Template, ...] = (*bank.items, *bank.templates)
    pool = [one for one in whole if one.topic in served and (not topics or one.topic in topics)]
    if not pool:
        raise NothingToAskError(outline.credential)
    if edition is not None and not nodes and not topics:
        drawn = _by_weights(pool, [served[one.topic] for one in pool], edition, min(most, len(pool)), dice)
    else:
        drawn = some_of(pool, most, dice)
    chosen = shuffled(drawn, dice)
    return frozen_form(outline, [(one, served[one.topic]) for one in chosen], dice=dice, seeded=seeded)


def frozen_form(
    outline: OutlineTopics,
    chosen: Sequence[tuple[Item | Template, str]],
    *,
    dice: Dice,
    seeded: Callable[[int], Dice],
) -> FrozenForm:
    """Return chosen questions, each with its part of the outline, as a form; those of a set stand together.

    `seeded` gives the dice of a seed, for questions that are made of templates.
    """
    asked: list[tuple[Item, int | None, str]] = []
    drawings: dict[str, str] = {}
    for one, node in _with_sets_together(chosen):
        if isinstance(one, Template):
            seed = int(dice.random() * SEEDS)
            made = make_question(one, seeded(seed))
            asked.append((made.item, seed, node))
            if made.item.image is not None:
                drawings[made.item.image.file] = made.drawing
        else:
            asked.append((one, None, node))
    places = tuple(FormItem(item.id, version_of(item), seed, node) for item, seed, node in asked)
    form = Form(outline.credential, outline.edition, places)
    return FrozenForm(form, tuple(item for item, _, _ in asked), drawings)


def _by_weights(
    pool: Sequence[Item | Template], node: Sequence[str], edition: Edition, count: int, dice: Dice
) -> list[Item | Template]:
    """Return so many questions, at most as there are, each part by its weight; what a part lacks comes from any other.

    Numbers are rounded by dice, up or down: a part whose share is half a question comes every other time, not never.
    """
    taken: list[Item | Template] = []
    start, above = int(dice.random() * SCALE), 0
    for part in blueprint_of(edition, SCALE, supply=Counter(node)).parts:
        below, above = above, above + part.items
        wanted = (above * count + start) // SCALE - (below * count + start) // SCALE
        of_part = [one for one, of in zip(pool, node, strict=True) if of in part.nodes]
        taken += some_of(of_part, wanted, dice)
    ids = {one.id for one in taken}
    return taken + some_of([one for one in pool if one.id not in ids], count - len(taken), dice)


def _with_sets_together(chosen: Sequence[tuple[Item | Template, str]]) -> list[tuple[Item | Template, str]]:
    """Return questions in their order, those of a set behind the first of it."""
    sets = [one.set_id if isinstance(one, Item) else "" for one, _ in chosen]
    first = {name: place for place, name in reversed(list(enumerate(sets))) if name}
    order = sorted(range(len(chosen)), key=lambda place: (first.get(sets[place], place), place))
    return [chosen[place] for place in order]
