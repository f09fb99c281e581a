"""Students whose truth is known: how they learn and forget, what they answer, and how likely they pass an exam.

Two truths. In the first, people are as Certway's model has them, with numbers drawn anew for each cohort. In the second
they are not: what was answered is remembered by its own forgetting curve (as in FSRS), abilities rise towards a ceiling
of each person's own and fall off by a power of time, topics have facets, people have good and bad days, slip, and
learn elsewhere, too.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from certway.core.psychometrics.response import Floats
from certway.core.study.answer_log import DAY, AnswerLog, Ints, log_of
from certway.core.study.difficulties import Difficulties
from certway.core.study.normal import share_below

Truth = Literal["own", "other"]

TOPICS, FACETS, BANK = 12, 4, 1_200
WEIGHTS = np.array([20, 16, 12, 10, 8, 8, 6, 6, 5, 4, 3, 2])  # questions of an exam, by topic
GUESS = 0.25
AUTHOR_SD = 0.6  # of a true difficulty around what its author expects
LEVELS, SHARES = np.array([-1.0, 0.0, 1.0]), np.array([0.25, 0.5, 0.25])  # of expected difficulties
FORMS = 60  # over which the chance of passing is taken
MINUTE = 60_000


@dataclass(frozen=True)
class Cohort:
    """Students, what they answered, and the truth about the exam; columns have shape (students,)."""

    log: AnswerLog
    difficulties: Difficulties  # as their authors expect them
    exam_at: Ints  # UTC, milliseconds
    pass_chance: Floats
    passed: NDArray[np.bool_]


@dataclass
class _Bank:
    topic: Ints
    facet: Ints
    expected: Floats
    hard: Floats


def cohort(truth: Truth, students: int, rng: np.random.Generator) -> Cohort:
    """Return students drawn with these dice."""
    bank = _drawn_bank(rng)
    at, counts = _instants(students, rng)
    people = (_Own if truth == "own" else _Other)(students, bank, rng)
    columns = _answered(people, bank, at, counts, rng)
    exam_at = np.array([at[one, counts[one] - 1] for one in range(students)])
    exam_at = exam_at + (rng.exponential(10.0, students) * DAY).astype(np.int64) + DAY // 2
    chance = _pass_chances(people, exam_at, rng)
    expected = Difficulties(
        bank.expected, np.full(BANK, AUTHOR_SD**2), np.full(BANK, GUESS), np.zeros(TOPICS), np.zeros(TOPICS)
    )
    log = log_of(*columns)
    log = AnswerLog(log.person, log.item, log.topic, log.right, log.at, students, BANK, TOPICS)
    return Cohort(log, expected, exam_at, chance, rng.random(students) < chance)


def joined(cohorts: list[Cohort]) -> Cohort:
    """Return cohorts as one; they share no person and no question."""
    first, *rest = cohorts
    for one in rest:
        log = AnswerLog(
            np.r_[first.log.person, one.log.person + first.log.people],
            np.r_[first.log.item, one.log.item + first.log.items],
            np.r_[first.log.topic, one.log.topic],
            np.r_[first.log.right, one.log.right],
            np.r_[first.log.at, one.log.at],
            first.log.people + one.log.people,
            first.log.items + one.log.items,
            TOPICS,
        )
        both = (first.difficulties, one.difficulties)
        first = Cohort(
            log,
            Difficulties(
                *(np.concatenate([getattr(half, name) for half in both]) for name in ("mean", "variance", "guess")),
                np.zeros(TOPICS),
                np.zeros(TOPICS),
            ),
            np.r_[first.exam_at, one.exam_at],
            np.r_[first.pass_chance, one.pass_chance],
            np.r_[first.passed, one.passed],
        )
    return first


def _drawn_bank(rng: np.random.Generator) -> _Bank:
    topic = rng.choice(TOPICS, BANK, p=WEIGHTS / WEIGHTS.sum())
    expected = rng.choice(LEVELS, BANK, p=SHARES)
    return _Bank(topic, rng.integers(0, FACETS, BANK), expected, expected + rng.normal(0, AUTHOR_SD, BANK))


def _instants(students: int, rng: np.random.Generator) -> tuple[Ints, Ints]:
    """Return when each answer is given, shape (students, most answers), and how many each student gives.

    Everybody has days on which she studies, some of them missed, and perhaps a break of weeks.
    """
    rows = []
    for _ in range(students):
        days = np.arange(rng.integers(8, 100))
        days = days[rng.random(len(days)) > rng.uniform(0.1, 0.7)]
        if len(days) < 3:
            days = np.arange(3)
        if rng.random() < 0.5:
            days = days + np.where(days > days[len(days) // 2], rng.integers(5, 60), 0)
        a_day = rng.integers(5, 30)
        counts = 1 + rng.poisson(a_day, len(days))
        instants = np.concatenate(
            [
                day * DAY + rng.integers(8, 20) * 60 * MINUTE + np.arange(count) * MINUTE
                for day, count in zip(days, counts, strict=True)
            ]
        )
        rows.append(instants[: rng.integers(60, 700)])
    counts = np.array([len(row) for row in rows])
    at = np.zeros((students, counts.max()), dtype=np.int64)
    for one, row in enumerate(rows):
        at[one, : len(row)] = row
    return at + 1_700_000_000_000, counts


def _answered(people: _People, bank: _Bank, at: Ints, counts: Ints, rng: np.random.Generator) -> tuple:
    """Return the columns of what is answered: person, item, topic, right, at."""
    students, longest = at.shape
    repeats = rng.beta(1.5, 4, students)  # how often a question of before is asked again
    focus = rng.random((students, TOPICS)) + 0.2
    focus = focus * WEIGHTS / (focus * WEIGHTS).sum(axis=1, keepdims=True)
    orders = [rng.permutation(np.flatnonzero(bank.topic == topic)) for topic in range(TOPICS)]
    start = rng.integers(0, 10_000, (students, TOPICS))
    asked = np.zeros((students, TOPICS), dtype=np.int64)
    history = np.zeros((students, longest), dtype=np.int64)
    topic = rng.integers(0, TOPICS, students)
    columns: list[tuple] = []
    for place in range(longest):
        who = np.flatnonzero(place < counts)
        fresh = rng.random(len(who)) < 0.3  # else the topic of before goes on
        drawn = (rng.random((len(who), 1)) > np.cumsum(focus[who], axis=1)).sum(axis=1).clip(max=TOPICS - 1)
        topic[who] = np.where(fresh, drawn, topic[who])
        new = np.array([orders[one][(start[person, one] + asked[person, one]) % len(orders[one])]
                        for person, one in zip(who, topic[who], strict=True)])  # fmt: skip
        back = np.minimum(1 + rng.exponential(60, len(who)).astype(np.int64), place)
        again = (rng.random(len(who)) < repeats[who]) & (place > 10)
        item = np.where(again, history[who, place - back], new)
        asked[who[~again], topic[who[~again]]] += 1
        history[who, place] = item
        right = people.answer(who, item, at[who, place], rng)
        columns.append((who, item, bank.topic[item], right, at[who, place]))
    return tuple(np.concatenate(column) for column in zip(*columns, strict=True))


def _pass_chances(people: _People, exam_at: Ints, rng: np.random.Generator) -> Floats:
    """Return how likely each passes: over forms, that as many are right as for one of abilities 0 without slips."""
    everyone = np.arange(len(exam_at))
    topic = np.repeat(np.arange(TOPICS), WEIGHTS)
    total = np.zeros(len(exam_at))
    for _ in range(FORMS):
        hard = rng.choice(LEVELS, len(topic), p=SHARES) + rng.normal(0, AUTHOR_SD, len(topic))
        facet = rng.integers(0, FACETS, len(topic))
        chance = people.exam(everyone, topic, facet, hard, exam_at, rng)
        cut = (GUESS + (1 - GUESS) * _logistic(-hard)).sum()
        noise = (chance * (1 - chance)).sum(axis=1)
        total += share_below((chance.sum(axis=1) - cut) / np.sqrt(noise))
    return total / FORMS


def _logistic(x: Floats) -> Floats:
    return 1 / (1 + np.exp(-x))


class _People:
    """Students who learn as they answer."""

    def answer(self, who: Ints, item: Ints, at: Ints, rng: np.random.Generator) -> NDArray[np.bool_]:
        raise NotImplementedError

    def exam(self, who: Ints, topic: Ints, facet: Ints, hard: Floats, at: Ints, rng: np.random.Generator) -> Floats:
        """Return the chances of an exam's questions, shape (students, questions)."""
        raise NotImplementedError


class _Own(_People):
    """As the model has them."""

    GAINS = (1.0, 20.0)  # days

    def __init__(self, students: int, bank: _Bank, rng: np.random.Generator) -> None:
        self.bank = bank
        spread = lambda typical: typical * np.exp(rng.normal(0, 0.25))  # noqa: E731 - of a cohort
        self.level = rng.normal(-0.6, spread(0.8), students)
        self.own = rng.normal(0, spread(0.5), (students, TOPICS))
        self.meeting_sd, self.recall_sd = spread(0.5), spread(0.6)
        self.level_drift, self.topic_drift = spread(0.04), spread(0.04)
        self.fast, self.slow, self.lasting, self.all = spread(0.08), spread(0.15), spread(0.12), spread(0.05)
        self.recall, self.recall_lasting = spread(1.0), spread(0.5)
        self.slip = 0.02
        self.last = np.zeros((students, TOPICS))
        self.level_last = np.zeros(students)
        self.counts = np.zeros((3, students, TOPICS))
        self.answers = np.zeros(students)
        self.met = rng.normal(0, self.meeting_sd, (students, BANK)).astype(np.float32)
        self.met_last = np.zeros((students, BANK), dtype=np.float32)
        self.met_counts = np.zeros((2, students, BANK), dtype=np.float32)
        self.rng = rng

    def _drift(self, who: Ints, topic: Ints, now: Floats) -> None:
        since = np.where(self.level_last[who] > 0, now - self.level_last[who], 0.0)
        self.level[who] += self.rng.normal(0, 1, len(who)) * self.level_drift * np.sqrt(since)
        self.level_last[who] = now
        away = np.where(self.last[who, topic] > 0, now - self.last[who, topic], 0.0)
        self.own[who, topic] += self.rng.normal(0, 1, len(who)) * self.topic_drift * np.sqrt(away)
        self.counts[0, who, topic] *= np.exp(-away / self.GAINS[0])
        self.counts[1, who, topic] *= np.exp(-away / self.GAINS[1])
        self.last[who, topic] = now

    def _ability(self, who: Ints, topic: Ints) -> Floats:
        fast, slow, every = (self.counts[row, who, topic] for row in range(3))
        practised = self.fast * np.log1p(fast) + self.slow * np.log1p(slow) + self.lasting * np.log1p(every)
        return self.level[who] + self.own[who, topic] + practised + self.all * np.log1p(self.answers[who])

    def answer(self, who: Ints, item: Ints, at: Ints, rng: np.random.Generator) -> NDArray[np.bool_]:
        now, topic = at / DAY, self.bank.topic[item]
        self._drift(who, topic, now)
        since = np.where(self.met_last[who, item] > 0, now - self.met_last[who, item].astype(np.float64), 0.0)
        kept = self.met_counts[0, who, item] * np.exp(-np.maximum(since, 0) / 10)
        recalled = self.recall * np.log1p(kept) + self.recall_lasting * np.log1p(self.met_counts[1, who, item])
        logit = self._ability(who, topic) + self.met[who, item] + recalled - self.bank.hard[item]
        right = rng.random(len(who)) < GUESS + (1 - GUESS - self.slip) * _logistic(logit)
        self.counts[:, who, topic] += 1
        self.answers[who] += 1
        self.met_counts[0, who, item], self.met_last[who, item] = kept + 1, now
        self.met_counts[1, who, item] += 1
        self.met[who, item] += rng.normal(0, self.recall_sd, len(who))
        return right

    def exam(self, who: Ints, topic: Ints, facet: Ints, hard: Floats, at: Ints, rng: np.random.Generator) -> Floats:
        now = at / DAY
        for one in range(TOPICS):
            self._drift(who, np.full(len(who), one), now)  # the second form finds no more time gone by
        ability = np.stack([self._ability(who, np.full(len(who), one)) for one in range(TOPICS)], axis=1)
        met = rng.normal(0, self.meeting_sd, (len(who), len(topic)))
        return GUESS + (1 - GUESS - self.slip) * _logistic(ability[:, topic] + met - hard)


class _Other(_People):
    """Not as the model has them."""

    ELSEWHERE, STEP = 0.02, 0.25  # how often a day something of a topic is learnt elsewhere, and how many logits

    def __init__(self, students: int, bank: _Bank, rng: np.random.Generator) -> None:
        self.bank = bank
        level = rng.normal(-0.7, 0.8, (students, 1))
        self.base = level + rng.normal(0, 0.6, (students, TOPICS))
        self.facets = rng.normal(0, 0.35, (students, TOPICS, FACETS))
        self.ceiling = rng.gamma(4, 0.4, (students, 1)) * np.ones(TOPICS)  # logits that study can add
        self.rate = rng.lognormal(-3.6, 0.5, students)
        self.slip = rng.beta(2, 60, students)
        self.bad_days = rng.uniform(0.05, 0.3, students)
        self.learnt = np.zeros((students, TOPICS))
        self.held = np.full((students, TOPICS), 5.0)  # days: how long what was learnt keeps
        self.last, self.known_at = np.zeros((students, TOPICS)), np.zeros((students, TOPICS))
        self.rng = rng
        self.stability = np.zeros((students, BANK), dtype=np.float32)  # days
        self.met_last = np.zeros((students, BANK), dtype=np.float32)
        self.today, self.form = np.zeros(students), np.zeros(students)

    def _learnt(self, who: Ints, topic: Ints, now: Floats) -> Floats:
        away = np.where(self.last[who, topic] > 0, now - self.last[who, topic], 0.0)
        return self.learnt[who, topic] * (1 + away / self.held[who, topic]) ** -0.3

    def _learn_elsewhere(self, who: Ints, topic: Ints, now: Floats) -> None:
        since = np.where(self.known_at[who, topic] > 0, now - self.known_at[who, topic], 0.0)
        times = self.rng.poisson(self.ELSEWHERE * since)
        self.base[who, topic] += self.rng.gamma(np.maximum(times, 1e-9), self.STEP)
        self.known_at[who, topic] = now

    def answer(self, who: Ints, item: Ints, at: Ints, rng: np.random.Generator) -> NDArray[np.bool_]:
        now, topic = at / DAY, self.bank.topic[item]
        day = np.floor(now)
        changed = who[day != self.today[who]]
        self.form[changed] = rng.normal(0, 1, len(changed)) * self.bad_days[changed]
        self.today[who] = day
        self._learn_elsewhere(who, topic, now)
        learnt = self._learnt(who, topic, now)
        ability = self.base[who, topic] + learnt + self.facets[who, topic, self.bank.facet[item]] + self.form[who]
        known = _logistic(ability - self.bank.hard[item])
        stability = self.stability[who, item].astype(np.float64)
        since = np.maximum(now - self.met_last[who, item].astype(np.float64), 0.0)
        recalled = np.where(stability > 0, (1 + 19 / 81 * since / np.maximum(stability, 0.1)) ** -0.5, 0.0)
        sure = 1 - (1 - known) * (1 - recalled)
        right = rng.random(len(who)) < GUESS + (1 - GUESS - self.slip[who]) * sure
        grown = np.where(right, np.minimum(np.maximum(stability, 1.0) * 2.2, 3_650.0), np.maximum(0.6, 0.3 * stability))
        self.stability[who, item], self.met_last[who, item] = grown, now
        fresh = 1 - 0.8 * recalled  # what is recalled teaches little
        self.learnt[who, topic] = learnt + self.rate[who] * fresh * (self.ceiling[who, topic] - learnt)
        away = np.where(self.last[who, topic] > 0, now - self.last[who, topic], 0.0)
        self.held[who, topic] = np.minimum(self.held[who, topic] * (1 + 0.15 * (away > 0.5)), 120.0)
        self.last[who, topic] = now
        return right

    def exam(self, who: Ints, topic: Ints, facet: Ints, hard: Floats, at: Ints, rng: np.random.Generator) -> Floats:
        now = at / DAY
        for one in range(TOPICS):
            self._learn_elsewhere(who, np.full(len(who), one), now)  # the second form finds no more time gone by
        ability = np.stack(
            [self.base[:, one] + self._learnt(who, np.full(len(who), one), now) for one in range(TOPICS)], axis=1
        )
        form = rng.normal(0, 1, (len(who), 1)) * self.bad_days[:, None]
        known = _logistic(ability[:, topic] + self.facets[:, topic, facet] + form - hard)
        return GUESS + (1 - GUESS - self.slip[:, None]) * known
