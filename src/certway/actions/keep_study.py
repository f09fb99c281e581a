"""Keep what was studied: each answer becomes a line of the log, once, and is acknowledged once it is durable."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

from django.db import transaction

from certway.actions.study_state import lines_of
from certway.answers.study_grading import Judged, judged, usual_of
from certway.core.items.identity import version_of
from certway.core.items.item import Item
from certway.core.sit.events import Response
from certway.core.sit.shapes import fitted, shape_of
from certway.core.study.usual_time import UsualTimes
from certway.records.attempts import find_versions
from certway.records.bank import bank_here
from certway.records.models import StudyEvent
from certway.records.models.study import StudyEventKind
from certway.records.people import person_of
from certway.records.study_log import SITTING, add_events, numbers_kept

Refusal: TypeAlias = Literal["no-such-question", "no-such-answer", "no-such-device"]
MOST_AGE = 30 * 24 * 3600 * 1000  # milliseconds for which an answer may have waited to be sent


@dataclass(frozen=True, slots=True)
class StudyAnswered:
    """An answer to a question, as a device tells it."""

    item: str
    version: str
    response: Response
    sure: int | None  # in percent
    spent: int  # milliseconds


@dataclass(frozen=True, slots=True)
class StudyUndone:
    """An answer is taken back."""

    undoes: int  # the device's own number of it


@dataclass(frozen=True, slots=True)
class StudyWish:
    """What a device sent: with its own number, and how long ago it happened there."""

    number: int  # of the device's own counting
    event: StudyAnswered | StudyUndone
    age: int  # milliseconds from when it happened to when it was sent, by one clock of the device


@dataclass(frozen=True, slots=True)
class StudySent:
    """What came of what was sent."""

    kept: tuple[int, ...]  # numbers that are durable now, or were before
    refused: tuple[tuple[int, Refusal], ...]


def send_study(user_id: int, device: str, wishes: Sequence[StudyWish], *, now: int) -> StudySent:
    """Keep what may be kept, in the order in which it was sent; what was kept before is acknowledged again.

    `now` in UTC milliseconds. When it happened is told by the server's clock and the age that the device says.
    """
    if device.startswith(SITTING):
        return StudySent((), tuple((wish.number, "no-such-device") for wish in wishes))
    before = numbers_kept(user_id, device, [wish.number for wish in wishes])
    new = [wish for wish in wishes if wish.number not in before]
    refused: list[tuple[int, Refusal]] = []
    rows: list[StudyEvent] = []
    if new:
        person = person_of(user_id).pk
        judge = _Judge(user_id, [wish.event for wish in new])
        for wish in new:
            found = judge.row(wish.event)
            if not isinstance(found, StudyEvent):
                refused.append((wish.number, found))
                continue
            found.person_id, found.device, found.number = person, device, wish.number
            found.at, found.received = now - min(max(wish.age, 0), MOST_AGE), now
            rows.append(found)
        with transaction.atomic():
            add_events(rows)
    kept = before | {row.number for row in rows}
    return StudySent(tuple(sorted(kept)), tuple(refused))


class _Judge:
    """Makes rows of what is told; the questions are read together."""

    def __init__(self, user_id: int, events: Iterable[StudyAnswered | StudyUndone]) -> None:
        answers = [one for one in events if isinstance(one, StudyAnswered)]
        bank = bank_here().bank
        self._items: dict[tuple[str, str], Item | None] = {}
        unknown = []
        for one in answers:
            item = bank.by_id.get(one.item)
            if item is not None and version_of(item) == one.version:
                self._items[one.item, one.version] = item
            else:
                unknown.append((one.item, one.version))
        if unknown:
            self._items |= find_versions(unknown)
        self._usual: UsualTimes = usual_of(lines_of(user_id) if answers else (), bank.by_id)

    def row(self, event: StudyAnswered | StudyUndone) -> StudyEvent | Refusal:
        """Return what is told as a row without a device, or why it can't be kept."""
        if isinstance(event, StudyUndone):
            return StudyEvent(kind=StudyEventKind.UNDONE, undoes=event.undoes)
        item = self._items.get((event.item, event.version))
        if item is None:
            return "no-such-question"
        response = fitted(shape_of(item), event.response)
        if not response:
            return "no-such-answer"
        told: Judged = judged(item, response, sure=event.sure, spent=event.spent or None, usual=self._usual)
        return StudyEvent(
            kind=StudyEventKind.ANSWERED,
            item=event.item,
            version=event.version,
            topic=item.topic,
            response=list(response) if isinstance(response, tuple) else response,
            right=told.right,
            grade=told.grade,
            sure=event.sure,
            spent=event.spent or None,
        )
