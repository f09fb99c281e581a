"""The form of a whole exam: assembled by the outline, varied from person to person, laid out in its segments."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from certway.answers.practice_form import FrozenForm
from certway.core.items.bank import Bank
from certway.core.items.dice import Dice, some_of
from certway.core.items.identity import version_of
from certway.core.items.item import Item
from certway.core.rulebook.credential import Edition
from certway.core.sit.alternates import exchanged, vary
from certway.core.sit.assembly import assemble
from certway.core.sit.blueprint import blueprint_of
from certway.core.sit.form import Form, FormItem
from certway.core.sit.pool import Pool, pool_of
from certway.core.sit.profile import Profile
from certway.core.sit.rivals import lacks_of
from certway.core.sit.sequence import sequence_of
from certway.core.sit.values import Values
from certway.core.sit.wanted import Lack, Wanted

LOSS = 0.05  # share of what the best form tells that may be given up so that people get different ones


class LacksQuestionsError(LookupError):
    """Raised where the bank has too few questions for parts of an outline; `lacks` says of which, and how many."""

    def __init__(self, lacks: tuple[Lack, ...]) -> None:
        super().__init__("the bank has too few questions for this exam")
        self.lacks = lacks


@dataclass(frozen=True, eq=False)
class Assembled:
    """A form of an exam as places in its pool: the best that the bank gives, of which each person gets a variant."""

    exam: str
    pool: Pool
    places: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class AdaptivePool:
    """The questions that an adaptive exam may ask, frozen, and how many it asks of each part."""

    form: Form
    items: tuple[Item, ...]
    counts: dict[str, int]
    values: tuple[Values, ...]  # of the questions, in their order


def adaptive_pool(
    bank: Bank, edition: Edition, profile: Profile, values: Mapping[str, Values] | None = None
) -> AdaptivePool:
    """Return the questions of an adaptive exam. Raises LacksQuestionsError, and NoBlueprintError.

    `values` are what is known of questions, by their ids; of others what is expected counts.
    """
    pool, counts = _pool(bank, edition, profile, values or {})
    lacks = lacks_of(pool, counts)
    if lacks:
        raise LacksQuestionsError(tuple(lacks))
    items = tuple(bank.by_id[name] for name in pool.ids)
    nodes = [pool.nodes[place] for place in pool.node]
    places = tuple(FormItem(item.id, version_of(item), None, node) for item, node in zip(items, nodes, strict=True))
    form = Form(profile.exam, bank.outlines[profile.exam].edition, places)
    return AdaptivePool(form, items, counts, _values_of(pool, range(len(pool))))


def _values_of(pool: Pool, places: Sequence[int]) -> tuple[Values, ...]:
    return tuple(Values(float(pool.a[at]), float(pool.b[at]), float(pool.c[at])) for at in places)


def _pool(bank: Bank, edition: Edition, profile: Profile, values: Mapping[str, Values]) -> tuple[Pool, dict[str, int]]:
    """Return the questions and how many are asked of each part.

    They have one best answer, as those of these bodies do; of other kinds only where the bank has too few of them.
    """
    items = [item for item in bank.items if item.kind == "single"]
    single, counts = _pool_of(items, bank, edition, profile, values)
    return (single, counts) if not lacks_of(single, counts) else _pool_of(bank.items, bank, edition, profile, values)


def _pool_of(
    items: Sequence[Item], bank: Bank, edition: Edition, profile: Profile, values: Mapping[str, Values]
) -> tuple[Pool, dict[str, int]]:
    outline, there = bank.outlines[profile.exam], Counter(item.topic for item in items)
    supply = {node: sum(there[topic] for topic in topics) for node, topics in outline.nodes.items()}
    blueprint = blueprint_of(edition, profile.items, supply=supply)
    return pool_of(items, outline, blueprint, values=values), {part.node: part.items for part in blueprint.parts}


def assemble_exam(
    bank: Bank, edition: Edition, profile: Profile, values: Mapping[str, Values] | None = None
) -> Assembled:
    """Return a form of as many questions as the exam asks, exact by its outline, that tells most at the cut.

    `values` are what is known of questions, by their ids; of others what is expected counts. Raises
    LacksQuestionsError, and NoBlueprintError for an outline without weights or questions.
    """
    pool, counts = _pool(bank, edition, profile, values or {})
    found = assemble(pool, Wanted(counts=counts))
    if not found.forms:
        raise LacksQuestionsError(found.lacks)
    return Assembled(profile.exam, pool, found.forms[0])


def exam_form(assembled: Assembled, bank: Bank, profile: Profile, dice: Dice) -> FrozenForm:
    """Return one person's form: questions that do nearly the same change places by dice, and their order is drawn.

    It tells less than the best one by the share LOSS at most. Which questions do not count, where some are tried out,
    is drawn as well.
    """
    (best,) = vary(assembled.pool, [assembled.places], dice)
    chosen = exchanged(assembled.pool, best, dice, loss=LOSS)
    segments = tuple(segment.items for segment in profile.segments)
    order = sequence_of(assembled.pool, chosen, dice, segments=segments)
    items = tuple(bank.by_id[assembled.pool.ids[place]] for place in order)
    tried = set(some_of(range(len(items)), profile.items - profile.scored, dice))
    nodes = [assembled.pool.nodes[assembled.pool.node[place]] for place in order]
    places = tuple(
        FormItem(item.id, version_of(item), None, node, counts=at not in tried)
        for at, (item, node) in enumerate(zip(items, nodes, strict=True))
    )
    form = Form(assembled.exam, bank.outlines[assembled.exam].edition, places)
    return FrozenForm(form, items, {}, _values_of(assembled.pool, order))
