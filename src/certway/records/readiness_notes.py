"""What was told of somebody's readiness, once a day: rows to values and back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from certway.answers.exam_readiness import Score
from certway.answers.study_readiness import Stand, ToldReadiness
from certway.core.study.readiness import Interval
from certway.records.models import ReadinessNote
from certway.records.people import person_of


def notes_of(user_id: int, exam: str) -> tuple[ToldReadiness, ...]:
    """Return what was told a user of an exam, the oldest first."""
    rows = ReadinessNote.objects.filter(person__owner_id=user_id, exam=exam).order_by("on")
    return tuple(_told(on.toordinal(), content) for on, content in rows.values_list("on", "content"))


def keep_note(user_id: int, exam: str, told: ToldReadiness) -> None:
    """Keep what is told on a day, in place of what was told earlier on it."""
    ReadinessNote.objects.update_or_create(
        person=person_of(user_id),
        exam=exam,
        on=date.fromordinal(told.on),
        defaults={"content": _content(told)},
    )


def _content(told: ToldReadiness) -> dict[str, Any]:
    return {"answered": told.answered, "now": _of_stand(told.now), "then": _of_stand(told.then)}


def _of_stand(stand: Stand | None) -> dict[str, Any] | None:
    if stand is None:
        return None
    score = stand.score
    return {
        "on": date.fromordinal(stand.on).isoformat(),
        "chance": _of_interval(stand.chance),
        "right": _of_interval(stand.right),
        "score": None if score is None else [score.middle, score.low, score.high],
    }


def _of_interval(one: Interval) -> list[float]:
    return [one.middle, one.low, one.high]


def _told(on: int, content: Mapping[str, Any]) -> ToldReadiness:
    return ToldReadiness(on, int(content["answered"]), _stand(content["now"]), _stand(content["then"]))


def _stand(content: Mapping[str, Any] | None) -> Stand | None:
    if content is None:
        return None
    score: Sequence[int] | None = content["score"]
    return Stand(
        on=date.fromisoformat(content["on"]).toordinal(),
        chance=Interval(*content["chance"]),
        right=Interval(*content["right"]),
        score=None if score is None else Score(*score),
    )
