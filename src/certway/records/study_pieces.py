"""What somebody worked on, of every kind: answers, runs of skills and of scenarios, by the day where she is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, tzinfo

from certway.answers.study_work import MOST_RUN_MINUTES, Piece, Where, minutes_of
from certway.core.study.line import Line
from certway.records.models import ScenarioRun, SkillRun

_HOUR = 3_600_000  # milliseconds


class Days:
    """On which day instants fall where somebody is; each quarter of an hour is looked up once."""

    def __init__(self, zone: tzinfo | None) -> None:
        self._zone = zone
        self._found: dict[int, int] = {}

    def of(self, at: int) -> int:
        """Return the ordinal of the day on which an instant (UTC, milliseconds) falls."""
        quarter = at // (_HOUR // 4)  # zones differ from UTC by whole quarters
        if quarter not in self._found:
            self._found[quarter] = datetime.fromtimestamp(at / 1000, UTC).astimezone(self._zone).date().toordinal()
        return self._found[quarter]


def pieces_of(
    user_id: int, lines: Iterable[Line], *, zone: tzinfo | None, since: int | None = None
) -> tuple[Piece, ...]:
    """Return what a user did, by her lines and runs.

    `zone` is where she is (None = where the machine is). Runs count from the instant `since` on (UTC milliseconds).
    """
    days = Days(zone)
    answers = (Piece(days.of(line.at), line.source, minutes_of(line)) for line in lines)
    skills = _runs(SkillRun, "skills", user_id, days, since)
    return (*answers, *skills, *_runs(ScenarioRun, "scenarios", user_id, days, since))


def _runs(
    model: type[SkillRun | ScenarioRun], where: Where, user_id: int, days: Days, since: int | None
) -> Iterator[Piece]:
    rows = model.objects.filter(person__owner_id=user_id, at__gte=since or 0).order_by("at", "pk")
    for at, spent in rows.values_list("at", "spent"):
        yield Piece(days.of(at), where, None if not spent else min(spent / 60_000, MOST_RUN_MINUTES))
