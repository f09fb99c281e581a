"""The documents that prove what the record tells, beside the entries that they prove."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from certway.actions.see_documents import see_proofs
from certway.core.person.topics import Topic
from certway.records.documents import KeptProof
from certway.records.visits import Visit
from certway.web.layout.summaries import EntrySummary


@dataclass(frozen=True, slots=True)
class ProvedEntry:
    """An entry with its proofs."""

    key: str
    proofs: tuple[KeptProof, ...]


@dataclass(frozen=True, slots=True)
class ProvedEntries:
    """What a page about one section shows of documents."""

    listed: tuple[tuple[EntrySummary, tuple[KeptProof, ...] | None], ...]  # None = nothing is to be shown
    entries: tuple[ProvedEntry, ...]  # the one that the page is about, if it is there already
    needs_account: bool  # whether documents could prove this, but for an account


def proved_entries(visit: Visit, topic: Topic, listed: Sequence[EntrySummary], key: str) -> ProvedEntries:
    """Return what proves the entries listed, or the one that a page is about: of `key`, or a single section's own."""
    found = see_proofs(visit, topic.table.name) if listed or key or not topic.lists else None
    if found is None:
        return ProvedEntries(tuple((one, None) for one in listed), (), needs_account=False)
    own = [name for name in found if name == key or not topic.lists]
    return ProvedEntries(
        listed=tuple((one, found.get(one.key)) for one in listed),
        entries=tuple(ProvedEntry(name, found[name]) for name in own),
        needs_account=visit.user_id is None,
    )
