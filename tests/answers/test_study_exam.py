"""What is studied for, told from a log: readiness today and ahead, what is remembered, and what was worked on."""

from __future__ import annotations

from datetime import date
from functools import cache

import pytest

from builders.rhythms import rhythm_of
from certway.answers.study_cards import cards_of, knowledge_from
from certway.answers.study_exam import StudyExam, study_exam
from certway.answers.study_readiness import Stand, StudyReadiness, as_told, seconds_each, study_readiness
from certway.answers.study_topics import PartMastery, study_topics
from certway.core.sit.values import expected_values
from certway.core.study.diary import Rhythm
from certway.core.study.learners import Kind
from certway.core.study.line import Line, Source
from certway.core.study.memory import DEFAULT, recall
from certway.core.study.readiness import Interval, TooLittleKnown
from certway.exchange.bank.shipped import shipped_bank

TODAY = date(2026, 11, 27).toordinal()
DAY = 86_400_000
NOON = (TODAY - date(1970, 1, 1).toordinal()) * DAY + DAY // 2
RHYTHM = rhythm_of((30,) * 7, (), TODAY - 30)


@cache
def exam() -> StudyExam:
    shelf = shipped_bank()
    edition = shelf.editions["cma-aama"]
    return study_exam(shelf.bank, "cma-aama", edition, None, values=expected_values, measured={})


def line(item: str, *, day: float = 0.0, right: bool | None = True, source: Source = "study", grade: int = 3) -> Line:
    """Return an answer so many days before noon of today."""
    topic = exam().cards[item].topic
    return Line(item, topic, NOON - round(day * DAY), grade if right is not False else 1, right, source, spent=40_000)


def some(each: int, *, right: int = 7, day: float = 2.0) -> list[Line]:
    """Return answers to so many questions of each part, `right` of ten right, a second apart."""
    names = [card.id for pool in exam().parts.pools.values() for card in pool[:each]]
    return [line(name, day=day - number / 86_400, right=(7 * number) % 10 < right) for number, name in enumerate(names)]


def stand(chance: float, low: float, high: float) -> Stand:
    return Stand(TODAY, Interval(chance, low, high), Interval(70, 60, 80), None)


def known(lines: list[Line], *, ahead: int | None = 40, rhythm: Rhythm = RHYTHM) -> StudyReadiness:
    found = study_readiness(lines, exam(), rhythm, on=TODAY, exam_on=None if ahead is None else TODAY + ahead).told
    assert isinstance(found, StudyReadiness)
    return found


def test_forgetting_lowers_what_is_expected_and_widens_it_and_kept_minutes_raise_it() -> None:
    found = known(some(9))
    chances = [found.now.chance, *(one.chance for one in found.fading)]

    assert [one.middle for one in chances] == sorted((one.middle for one in chances), reverse=True)
    assert found.fading[-1].on == TODAY + 40
    assert found.then == found.fading[-1]
    assert found.then.chance.high - found.then.chance.low > found.now.chance.high - found.now.chance.low
    assert found.kept is not None
    assert found.kept.chance.middle > found.then.chance.middle


def test_without_a_day_or_on_it_only_today_is_told() -> None:
    for ahead in (None, 0, -3):
        found = known(some(9), ahead=ahead)
        assert (found.fading, found.kept, found.then) == ((), None, found.now)


def test_nothing_planned_until_the_exam_foretells_no_kept_minutes() -> None:
    assert known(some(9), rhythm=rhythm_of((0,) * 7)).kept is None
    assert known(some(9), rhythm=rhythm_of((30,) * 7, ((TODAY, TODAY + 40),))).kept is None


def test_what_was_learned_before_is_gone_on_from_to_the_same_end() -> None:
    lines = some(9)
    before = study_readiness(lines[:80], exam(), RHYTHM, on=TODAY, exam_on=TODAY + 40)
    whole = study_readiness(lines, exam(), RHYTHM, on=TODAY, exam_on=TODAY + 40)
    went_on = study_readiness(lines, exam(), RHYTHM, on=TODAY, exam_on=TODAY + 40, before=before.learned)
    other = study_readiness(lines[1:], exam(), RHYTHM, on=TODAY, exam_on=TODAY + 40, before=before.learned)

    assert went_on.told == whole.told
    assert other.told == study_readiness(lines[1:], exam(), RHYTHM, on=TODAY, exam_on=TODAY + 40).told


def test_history_from_elsewhere_and_reviews_without_a_verdict_do_not_count() -> None:
    away = [line(one.item, day=1, right=None, source="elsewhere") for one in some(9)]
    found = study_readiness(away, exam(), RHYTHM, on=TODAY, exam_on=None).told

    assert isinstance(found, TooLittleKnown)
    assert found.answered == 0
    assert known([*some(9), *away]) == known(some(9))


@pytest.mark.parametrize(
    ("told", "side"),
    [
        ((0.9, 0.6, 1.0), "above"),
        ((0.8, 0.4, 1.0), "above-open"),
        ((0.6, 0.55, 0.7), "near"),
        ((0.2, 0.1, 0.6), "below-open"),
        ((0.2, 0.1, 0.3), "below"),
    ],
)
def test_chance_near_one_half_is_open(told: tuple[float, float, float], side: str) -> None:
    assert stand(*told).side == side


def test_what_is_noted_is_rounded_once() -> None:
    told = as_told(TODAY, known(some(9)))

    assert told.now is not None
    assert told.now.chance.middle == round(told.now.chance.middle, 4)
    assert as_told(TODAY, TooLittleKnown(3, (), 57)).now is None


def test_usual_seconds_are_hers_once_enough_are_measured() -> None:
    assert seconds_each(some(1)) == 60.0
    assert seconds_each(some(9)) == 40.0


def parts(lines: list[Line], *, ahead: int | None = 40) -> dict[str, PartMastery]:
    cards = cards_of("cma-aama", exam().parts)
    knowledge = knowledge_from(cards, lines, (Kind(DEFAULT, 1.0),), today=TODAY, offset=0)
    return {one.strength.node: one for one in study_topics(lines, exam(), cards, knowledge, titles={}, ahead=ahead)}


def test_what_is_remembered_is_the_sum_of_recall_and_what_is_new_counts_as_nothing() -> None:
    node, pool = next(iter(exam().parts.pools.items()))
    found = parts([line(pool[0].id, day=3)])[node].mastery
    stability = DEFAULT.weights[2]

    assert (found.cards, found.answered) == (len(pool), 1)
    assert found.now == pytest.approx(float(recall(DEFAULT, stability, 3.0)))
    assert found.then == pytest.approx(float(recall(DEFAULT, stability, 43.0)))
    assert parts([line(pool[0].id, day=3)], ahead=None)[node].mastery.then is None
    assert parts([line(pool[0].id, day=3)], ahead=0)[node].mastery.then is None


def test_topics_of_a_part_hold_what_the_part_holds() -> None:
    for one in parts(some(9)).values():
        assert sum(topic.mastery.cards for topic in one.topics) == one.mastery.cards
        assert sum(topic.mastery.answered for topic in one.topics) == one.mastery.answered
        assert sum(topic.mastery.now for topic in one.topics) == pytest.approx(one.mastery.now)
        assert set(one.nodes) <= set(exam().parts.outline.nodes)


def test_history_from_elsewhere_is_remembered_but_makes_no_part_weak() -> None:
    node, pool = next(iter(exam().parts.pools.items()))
    found = parts([line(card.id, right=None, source="elsewhere", grade=1) for card in pool[:30]])[node]

    assert found.mastery.answered == 30
    assert (found.strength.strength, found.strength.share.asked) == ("unknown", 0)


def test_part_with_few_right_is_weak_and_no_other() -> None:
    node, pool = next(iter(exam().parts.pools.items()))
    found = parts([line(card.id, right=number < 3, day=1) for number, card in enumerate(pool[:25])])

    assert [one.strength.node for one in found.values() if one.strength.strength == "weak"] == [node]
