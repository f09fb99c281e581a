"""Questions that say nearly the same."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from certway.core.items.item import Choice, Item

ALIKE = 90.0  # of 100; questions that differ by a value or a name alone lie above
_MOST = 3  # questions like one that are told


def near_duplicates(items: Sequence[Item]) -> Iterator[tuple[Item, Item, float]]:
    """Yield pairs of questions whose words are nearly the same, with how alike they are, of 100.

    Stems and right options are compared as sets of words, those of one set of questions without their situation.
    """
    from rapidfuzz import fuzz, process, utils

    texts = [utils.default_process(_told(item)) for item in items]
    scores = process.cdist(texts, texts, scorer=fuzz.token_sort_ratio, score_cutoff=ALIKE)
    for at, row in enumerate(scores):
        for other in (row[at + 1 :] >= ALIKE).nonzero()[0]:
            second = at + 1 + int(other)
            yield items[at], items[second], float(row[second])


def nearly(item: Item, items: Sequence[Item]) -> Iterator[tuple[Item, float]]:
    """Yield the questions that say nearly what one says, itself left out, with how alike they are, of 100."""
    from rapidfuzz import fuzz, process, utils

    texts = {at: _told(other) for at, other in enumerate(items) if other.id != item.id}
    scorer, limit = fuzz.token_sort_ratio, ALIKE
    found = process.extract(
        _told(item), texts, scorer=scorer, score_cutoff=limit, limit=_MOST, processor=utils.default_process
    )
    yield from ((items[at], score) for _, score, at in found)


def _told(item: Item) -> str:
    right = " ".join(one.text for one in item.body.options if one.right) if isinstance(item.body, Choice) else ""
    return f"{item.stem} {right}"
