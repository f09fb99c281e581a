"""What somebody worked on, of every kind: answers, runs of skills and of scenarios, by the day where she is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, tzinfo

from certway.answers.study_work import Piece, Where, answer_piece, gathered, run_piece
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


def answers_by_day(lines: Iterable[Line], zone: tzinfo | None) -> tuple[Piece, ...]:
    """Return what lines come to, one piece for each day and place; `zone` as in `runs_by_day`."""
    days = Days(zone)
    return gathered(answer_piece(line, days.of(line.at)) for line in lines)


def runs_by_day(user_id: int, zone: tzinfo | None, *, since: int = 0) -> tuple[Piece, ...]:
    """Return what a user's runs of skills and scenarios come to, from an instant (UTC milliseconds) on.

    `zone` is where she is (None = where the machine is).
    """
    days = Days(zone)
    skills = _runs(SkillRun, "skills", user_id, days, since)
    return (*skills, *_runs(ScenarioRun, "scenarios", user_id, days, since))


def _runs(model: type[SkillRun | ScenarioRun], where: Where, user_id: int, days: Days, since: int) -> Iterator[Piece]:
    rows = model.objects.filter(person__owner_id=user_id, at__gte=since).order_by("at", "pk")
    return (run_piece(where, days.of(at), spent) for at, spent in rows.values_list("at", "spent"))
