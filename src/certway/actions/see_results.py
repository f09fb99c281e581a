"""See how one comes on in an exam: every result with its uncertainty, drawn over time, and why answers were wrong.

The pictures take a moment, so they are drawn in the background.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import tzinfo
from uuid import UUID

from certway.actions.desk import Desk
from certway.actions.see_weakness import MOST_SITTINGS
from certway.answers.exam_results import Result, exam_results
from certway.exchange.results_chart import Picture, results_chart
from certway.exchange.results_text import ResultsText, results_text
from certway.exchange.shipped_rules import shipped_rules
from certway.exchange.words.catalogue import catalogue
from certway.records.models import MistakeNote
from certway.records.outcomes import KeptOutcome, outcomes_of

DESK: Desk[tuple[str, ...]] = Desk("results")


@dataclass(frozen=True, slots=True)
class SeenResults:
    """Somebody's results in an exam."""

    exam: str
    short: str
    text: ResultsText


def see_results(user_id: int, exam: str, *, now: int, zone: tzinfo | None) -> SeenResults | None:
    """Return a user's results in an exam, of her newest sittings; None where there is no such exam.

    `now` is an instant in UTC milliseconds; `zone` is where she is (None = where the machine is).
    """
    if exam not in shipped_rules().sheets:
        return None
    kept = outcomes_of(user_id, exam, most=MOST_SITTINGS, now=now)
    mistakes = _mistakes([one.key for one in kept])
    results = [_result(one, mistakes.get(one.key, {}), zone) for one in kept]
    short = shipped_rules().sheets[exam].credential.short
    return SeenResults(exam, short, results_text(exam_results(results), catalogue()))


def draw_results(pictures: Sequence[Picture], *, owner: str, patience_seconds: float) -> tuple[str, ...] | None:
    """Return pictures as SVG; None when it takes longer than that: ask again. `owner` is whose results they are."""
    if not pictures:
        return ()
    question = repr(pictures)
    return DESK.ask(
        question, lambda: tuple(map(results_chart, pictures)), owner=owner, patience_seconds=patience_seconds
    )


def _mistakes(keys: Sequence[UUID]) -> Mapping[UUID, Mapping[str, int]]:
    """Return how often each class was given as the reason, by the key of the sitting."""
    rows = MistakeNote.objects.filter(sitting__public_id__in=keys).values_list("sitting__public_id", "kind")
    found: dict[UUID, Counter[str]] = defaultdict(Counter)
    for key, kind in rows:
        found[key][kind] += 1
    return found


def _result(kept: KeptOutcome, mistakes: Mapping[str, int], zone: tzinfo | None) -> Result:
    day = kept.made_at.astimezone(zone).date().toordinal()
    return Result(str(kept.key), int(kept.made_at.timestamp() * 1000), day, kept.outcome, mistakes)
