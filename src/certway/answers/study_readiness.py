"""What is to be expected in the exam that somebody studies for: today, on its day, and if she keeps her minutes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from statistics import median
from typing import Final, Literal, TypeAlias

from certway.answers.exam_readiness import Learned, Score, learn_answers, score_of
from certway.answers.study_exam import StudyExam
from certway.core.sit.profile import Scale
from certway.core.study.diary import Rhythm
from certway.core.study.line import Line, seconds_of
from certway.core.study.readiness import AreaReadiness, Expected, Interval, Lift, TooLittleKnown

Side: TypeAlias = Literal["above", "above-open", "near", "below-open", "below"]
"""How a chance lies to one half: near it; else on which side, and open where its interval reaches over."""

NEAR: Final = 0.15  # from one half, within which a chance is called open
STAGES: Final = 6  # days between today and the exam on which it is looked at how much has faded
USUAL_SECONDS: Final = 60.0  # for a question, where too few answers of hers were measured
LEAST_MEASURED: Final = 30  # answers
MOST_MEASURED: Final = 200  # answers, the latest

_EPOCH = date(1970, 1, 1).toordinal()
_DAY = 86_400_000  # milliseconds


@dataclass(frozen=True, slots=True)
class Stand:
    """What is to be expected of somebody who takes the exam on a day. All of it is an estimate."""

    on: int  # ordinal
    chance: Interval  # of passing, 0 to 1
    right: Interval  # questions of the exam
    score: Score | None  # None where the body's scale is not known

    @property
    def side(self) -> Side:
        """How the chance lies to one half."""
        if abs(self.chance.middle - 0.5) < NEAR:
            return "near"
        if self.chance.middle > 0.5:
            return "above" if self.chance.low > 0.5 else "above-open"
        return "below" if self.chance.high < 0.5 else "below-open"


@dataclass(frozen=True, slots=True)
class StudyReadiness:
    """What is to be expected of somebody in the exam that she studies for."""

    items: int  # questions of the exam that count
    answered: int  # different questions so far
    now: Stand  # if she took it today
    fading: tuple[Stand, ...]  # after today up to the exam's day, if nothing more is studied; none where it is unknown
    kept: Stand | None  # on the exam's day, if she keeps her minutes; None where nothing is planned until then
    areas: tuple[AreaReadiness, ...]  # on the exam's day
    lifts: tuple[Lift, ...]  # the largest gain a minute first

    @property
    def then(self) -> Stand:
        """On the exam's day, if nothing more is studied; today where that day is unknown."""
        return self.fading[-1] if self.fading else self.now


@dataclass(frozen=True, slots=True)
class ToldReadiness:
    """What was told on a day."""

    on: int  # ordinal
    answered: int  # different questions until then
    now: Stand | None  # if she had taken the exam that day; None = too little was known
    then: Stand | None  # on the exam's day, if she had studied nothing more; None = too little, or no such day


@dataclass(frozen=True, eq=False)
class Reckoned:
    """What is told of somebody's readiness, and what it was learned from, to go on from."""

    told: StudyReadiness | TooLittleKnown
    learned: Learned | None  # None = too little is known


def study_readiness(
    lines: Sequence[Line],
    exam: StudyExam,
    rhythm: Rhythm,
    *,
    on: int,
    exam_on: int | None,
    before: Learned | None = None,
) -> Reckoned:
    """Return what is to be expected of somebody by her lines, as of a day; both days are ordinals.

    What was learned `before` from the first of her lines about the same exam is gone on from.
    """
    given = exam.given(lines)
    learned = learn_answers(
        given, outline=exam.parts.outline, blueprint=exam.blueprint, measured=exam.measured, before=before
    )
    if isinstance(learned, TooLittleKnown):
        return Reckoned(learned, None)
    last = learned.answers[-1].at
    ahead = () if exam_on is None or exam_on <= on else _days_to(on, exam_on)
    now, *fading = _stands(learned, (on, *ahead), last, exam.scale)
    found = learned.readiness_at(_noon(ahead[-1] if ahead else on, last), exam.scale).found
    more = _more(lines, exam, rhythm, on=on, exam_on=ahead[-1]) if ahead else {}
    kept = _stands(learned, ahead[-1:], last, exam.scale, more) if more else [None]
    told = StudyReadiness(
        items=exam.blueprint.items,
        answered=found.answered,
        now=now,
        fading=tuple(fading),
        kept=kept[0],
        areas=found.areas,
        lifts=found.lifts,
    )
    return Reckoned(told, learned)


def as_told(on: int, found: StudyReadiness | TooLittleKnown) -> ToldReadiness:
    """Return what is told on a day (an ordinal), as it is noted: chances and shares to four decimals."""
    if isinstance(found, TooLittleKnown):
        return ToldReadiness(on, found.answered, None, None)
    return ToldReadiness(on, found.answered, _rounded(found.now), _rounded(found.then) if found.fading else None)


def _rounded(stand: Stand) -> Stand:
    chance, right = (
        Interval(*(round(end, 4) for end in (one.middle, one.low, one.high))) for one in (stand.chance, stand.right)
    )
    return Stand(stand.on, chance, right, stand.score)


def _days_to(on: int, exam_on: int) -> tuple[int, ...]:
    """Return some days after one up to another, the earlier ones closer together: what is new fades first."""
    ahead = exam_on - on
    shares = ((stage / STAGES) ** 2 for stage in range(1, STAGES + 1))
    return tuple(sorted({on + max(1, round(ahead * share)) for share in shares}))


def _noon(day: int, last: int) -> int:
    """Return noon in UTC of a day (an ordinal) in milliseconds, not before the last answer."""
    return max((day - _EPOCH) * _DAY + _DAY // 2, last)


def _stands(
    learned: Learned, days: Sequence[int], last: int, scale: Scale | None, more: Mapping[str, float] | None = None
) -> list[Stand]:
    found = learned.expected_at([_noon(day, last) for day in days], more)
    return [_stand(day, one, scale) for day, one in zip(days, found, strict=True)]


def _stand(day: int, found: Expected, scale: Scale | None) -> Stand:
    return Stand(day, found.chance, found.right, score_of(found.level, scale))


def _more(lines: Sequence[Line], exam: StudyExam, rhythm: Rhythm, *, on: int, exam_on: int) -> dict[str, float]:
    """Return how many new questions of each topic there will be, if the minutes planned after a day are kept.

    Each part gets them by its weight, as far as there are questions that she did not answer; repeats don't count.
    """
    minutes = sum(rhythm.planned(day) for day in range(on + 1, exam_on))
    questions = 60 * minutes / seconds_each(lines)
    met = {line.item for line in lines}
    found: dict[str, float] = {}
    for node, weight in exam.parts.weights.items():
        new: dict[str, int] = {}
        for card in exam.parts.pools[node]:
            new[card.topic] = new.get(card.topic, 0) + (card.id not in met)
        there = sum(new.values())
        share = min(weight * questions / there, 1.0) if there else 0.0
        found |= {topic: share * count for topic, count in new.items() if share * count}
    return found


def seconds_each(lines: Sequence[Line]) -> float:
    """Return how long somebody usually takes for a question here, by her latest lines."""
    told = [seconds_of(line) for line in lines if seconds_of(line)]
    return median(told[-MOST_MEASURED:]) if len(told) >= LEAST_MEASURED else USUAL_SECONDS
