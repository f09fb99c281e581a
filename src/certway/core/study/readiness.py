"""Will she pass? The chance with its interval, what would raise it most, or how much more must be answered to say."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from certway.core.psychometrics.response import Floats
from certway.core.study.abilities import Abilities, abilities_at, stacked
from certway.core.study.ability_learning import learn
from certway.core.study.answer_log import AnswerLog, Ints
from certway.core.study.assumptions import DEFAULTS, Assumptions
from certway.core.study.beliefs import Beliefs
from certway.core.study.difficulties import Difficulties
from certway.core.study.pass_chance import ExamTopics, PassChances, pass_chances

LEAST_ANSWERS = 60  # different questions that must have been answered
LEAST_IN_AREA = 5  # of an area, that it counts as covered
LEAST_COVERED = 0.8  # share of the exam's questions whose areas must be covered
PRACTICE = 10  # new questions of an area, for what practice would do


@dataclass(frozen=True, slots=True)
class ExamArea:
    """An area of an exam's outline."""

    node: str
    items: float  # questions of it that count
    topics: tuple[int, ...]  # numbers of the topics that serve it, one at least; each alike


@dataclass(frozen=True, slots=True)
class Exam:
    """An exam as readiness sees it; no topic serves two areas."""

    areas: tuple[ExamArea, ...]
    topics: int  # how many topics are numbered, those that the exam does not ask about included
    guess: float  # chance of a right answer of who knows nothing, 0 to below 1
    cut: float = 0.0  # the ability at which it is passed, logits
    minutes: Mapping[str, float] = field(default_factory=dict)  # that a question of an area takes to practise; else 1


@dataclass(frozen=True, slots=True)
class Interval:
    """A figure with the 80 percent interval of it."""

    middle: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class AreaReadiness:
    """What is to be expected in an area."""

    node: str
    items: float  # questions of the exam
    answered: int  # different questions so far
    right: Interval  # share of the exam's questions, 0 to 1


@dataclass(frozen=True, slots=True)
class Lift:
    """What PRACTICE new questions of an area, answered when she last answered, would add on the day of the exam."""

    node: str
    chance: float  # to the chance of passing
    right: float  # to the exam's questions that are right
    minutes: float  # that they take


@dataclass(frozen=True, slots=True)
class Readiness:
    """What is to be expected of a person in an exam, if she does not practise until then. All of it is an estimate."""

    answered: int  # different questions
    chance: Interval  # of passing; the interval comes of what is not known of her abilities
    right: Interval  # questions of the exam
    level: Interval  # logits from the cut
    areas: tuple[AreaReadiness, ...]  # in the order of the outline
    lifts: tuple[Lift, ...]  # the largest gain a minute first


@dataclass(frozen=True, slots=True)
class Lack:
    """How many more questions of an area must be answered."""

    node: str
    more: int


@dataclass(frozen=True, slots=True)
class TooLittleKnown:
    """The answer where too little was answered to say anything."""

    answered: int  # different questions
    lacks: tuple[Lack, ...]  # the areas with the most questions of the exam first, until enough would be covered
    elsewhere: int  # more questions, of any area, beside these


@dataclass(frozen=True, slots=True)
class Expected:
    """What is to be expected of a person who takes the exam at an instant."""

    at: int  # UTC, milliseconds
    chance: Interval  # of passing
    right: Interval  # questions of the exam
    level: Interval  # logits from the cut


def readiness(
    log: AnswerLog, exam: Exam, *, difficulties: Difficulties, exam_at: int, assumptions: Assumptions = DEFAULTS
) -> Readiness | TooLittleKnown:
    """Return what is to be expected of the one person of a log at an instant (UTC, milliseconds), or what lacks.

    Answers after that instant count for nothing. What is believed of the questions stays as it is.
    """
    before = log.where(log.at <= exam_at)
    answered = different_questions(before, exam.topics)[0]
    lacking = too_little(answered, exam)
    if lacking is not None:
        return lacking
    beliefs = learn(before, assumptions=assumptions, difficulties=difficulties).beliefs
    return readiness_of(beliefs, answered, exam, exam_at=exam_at, assumptions=assumptions)


def readiness_of(
    beliefs: Beliefs, answered: Ints, exam: Exam, *, exam_at: int, assumptions: Assumptions = DEFAULTS
) -> Readiness:
    """Return what is to be expected of a person of whom enough is believed; `answered` as in `different_questions`."""
    return _Outlook(beliefs, exam, exam_at, assumptions).readiness(answered)


def expected_at(
    beliefs: Beliefs,
    exam: Exam,
    instants: Sequence[int],
    *,
    more: Floats | None = None,
    assumptions: Assumptions = DEFAULTS,
) -> tuple[Expected, ...]:
    """Return what is to be expected of a person at instants (UTC, milliseconds), none before her last answer.

    With `more` as if so many more questions of each topic, shape (topics,), had been answered at the last answer; else
    as if nothing were practised any more.
    """
    if not instants:
        return ()
    topics, items = exam.topics, sum(area.items for area in exam.areas)
    then = [
        abilities_at(beliefs, topics=topics, assumptions=assumptions, at=np.array([at]), more=more) for at in instants
    ]
    found = pass_chances(stacked(then), exam_topics(exam, exam.areas), assumptions)
    rights = [items * share for share in (found.right, found.right_low, found.right_high)]
    return tuple(
        Expected(
            at,
            _interval(found.chance[place:], found.low[place:], found.high[place:]),
            _interval(*(one[place:] for one in rights)),
            _interval(found.level[place:], found.level_low[place:], found.level_high[place:]),
        )
        for place, at in enumerate(instants)
    )


def different_questions(log: AnswerLog, topics: int) -> Ints:
    """Return how many different questions of each topic each person answered, shape (people, topics)."""
    first = log.met_before == 0
    places = log.person[first] * topics + log.topic[first]
    people = max(log.people, 1)
    return np.bincount(places, minlength=people * topics).reshape(people, topics)


def too_little(answered: Ints, exam: Exam) -> TooLittleKnown | None:
    """Return what lacks, by how many different questions of each topic were answered; None where it is enough."""
    counts = [int(answered[list(area.topics)].sum()) for area in exam.areas]
    whole = sum(area.items for area in exam.areas)
    open_ = whole * LEAST_COVERED - sum(
        area.items for area, count in zip(exam.areas, counts, strict=True) if count >= LEAST_IN_AREA
    )
    lacks = []
    for area, count in sorted(zip(exam.areas, counts, strict=True), key=lambda one: -one[0].items):
        if open_ > 1e-9 and count < LEAST_IN_AREA:
            lacks.append(Lack(area.node, LEAST_IN_AREA - count))
            open_ -= area.items
    elsewhere = max(0, LEAST_ANSWERS - sum(counts) - sum(lack.more for lack in lacks))
    return TooLittleKnown(sum(counts), tuple(lacks), elsewhere) if lacks or elsewhere else None


class _Outlook:
    """One person before one exam."""

    def __init__(self, beliefs: Beliefs, exam: Exam, exam_at: int, assumptions: Assumptions) -> None:
        self._beliefs, self._exam, self._assumed = beliefs, exam, assumptions
        self._at = np.array([exam_at])
        self._abilities = self._abilities_with(None)

    def readiness(self, answered: Ints) -> Readiness:
        exam, found = self._exam, self._chances(self._abilities, self._exam.areas)
        items = sum(area.items for area in exam.areas)
        return Readiness(
            answered=sum(int(answered[list(area.topics)].sum()) for area in exam.areas),
            chance=_interval(found.chance, found.low, found.high),
            right=_interval(*(items * share for share in (found.right, found.right_low, found.right_high))),
            level=_interval(found.level, found.level_low, found.level_high),
            areas=tuple(self._area(area, answered) for area in exam.areas),
            lifts=tuple(sorted(self._lifts(), key=_a_minute, reverse=True)),
        )

    def _area(self, area: ExamArea, answered: Ints) -> AreaReadiness:
        found = self._chances(self._abilities, (area,))
        right = _interval(found.right, found.right_low, found.right_high)
        return AreaReadiness(area.node, area.items, int(answered[list(area.topics)].sum()), right)

    def _lifts(self) -> list[Lift]:
        """Return what practice of each area would add; one person without it and one with each are judged at once."""
        areas, items = self._exam.areas, sum(area.items for area in self._exam.areas)
        people = stacked([self._abilities, *(self._abilities_with(self._practice(area)) for area in areas)])
        found = self._chances(people, areas)
        chances, rights = found.chance[1:] - found.chance[0], (found.right[1:] - found.right[0]) * items
        minutes = [PRACTICE * self._exam.minutes.get(area.node, 1.0) for area in areas]
        return [
            Lift(area.node, float(chance), float(right), taken)
            for area, chance, right, taken in zip(areas, chances, rights, minutes, strict=True)
        ]

    def _practice(self, area: ExamArea) -> Floats:
        more = np.zeros(self._exam.topics)
        more[list(area.topics)] = PRACTICE / len(area.topics)
        return more

    def _abilities_with(self, more: Floats | None) -> Abilities:
        return abilities_at(self._beliefs, topics=self._exam.topics, assumptions=self._assumed, at=self._at, more=more)

    def _chances(self, abilities: Abilities, areas: tuple[ExamArea, ...]) -> PassChances:
        return pass_chances(abilities, exam_topics(self._exam, areas), self._assumed)


def exam_topics(exam: Exam, areas: tuple[ExamArea, ...]) -> ExamTopics:
    """Return what some areas of an exam ask, by topic."""
    items = np.zeros(exam.topics)
    for area in areas:
        items[list(area.topics)] = area.items / len(area.topics)
    return ExamTopics(items, exam.guess, exam.cut)


def _interval(middle: Floats, low: Floats, high: Floats) -> Interval:
    return Interval(float(middle[0]), float(low[0]), float(high[0]))


def _a_minute(lift: Lift) -> tuple[float, float]:
    return lift.chance / lift.minutes, lift.right / lift.minutes
