"""See the question that was studied last, with what was answered."""

from __future__ import annotations

from dataclasses import dataclass

from certway.core.items.identity import version_of
from certway.core.items.item import Item
from certway.core.sit.events import Response
from certway.exchange.bank.asked_text import AskedText, asked_text
from certway.exchange.bank.item_text import ItemText, item_text
from certway.exchange.words.catalogue import catalogue
from certway.records.attempts import find_versions
from certway.records.bank import bank_here
from certway.records.models.study import StudyEventKind
from certway.records.study_log import SITTING, events_of


@dataclass(frozen=True, slots=True)
class ShownQuestion:
    """A question as it was shown."""

    asked: AskedText
    told: ItemText


@dataclass(frozen=True, slots=True)
class StudiedLast:
    """The answer that was given last, and not taken back."""

    shown: ShownQuestion
    response: Response
    right: bool
    sure: int | None
    device: str
    number: int
    is_made: bool  # of a template


def shown_question(item: str, version: str) -> ShownQuestion | None:
    """Return a version of a question in words; None for one that is not kept."""
    found = _version(item, version)
    words = catalogue()
    return None if found is None else ShownQuestion(asked_text(0, found, words), item_text(found, bank_here(), words))


def _version(item: str, version: str) -> Item | None:
    standing = bank_here().bank.by_id.get(item)
    if standing is not None and version_of(standing) == version:
        return standing
    return find_versions([(item, version)])[item, version]


def see_last(user_id: int) -> StudiedLast | None:
    """Return what a user answered last in study; None for nothing, and where it was taken back."""
    told = events_of(user_id).exclude(device__startswith=SITTING).exclude(kind=StudyEventKind.REVIEWED)
    last = told.order_by("-at", "-pk").first()
    if last is None or last.kind != StudyEventKind.ANSWERED:
        return None
    shown = shown_question(last.item, last.version)
    if shown is None:
        return None
    is_made = last.item not in bank_here().bank.by_id
    response = tuple(last.response) if isinstance(last.response, list) else str(last.response or "")
    return StudiedLast(shown, response, bool(last.right), last.sure, last.device, last.number, is_made)
