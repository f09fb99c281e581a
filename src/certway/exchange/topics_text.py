"""What is remembered of each part of an exam, in words and as bars."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from certway.answers.study_topics import Mastery, PartMastery, TopicMastery
from certway.core.sit.weakness import LEAST_ASKED, PartStrength, Strength
from certway.core.study.readiness import Interval
from certway.exchange.words.catalogue import Catalogue
from certway.exchange.words.figures import day, listed, number

_MOST_NAMED = 3  # weak parts in the heading


@dataclass(frozen=True, slots=True)
class MemoryText:
    """What is remembered of some questions; the widths of the bar are percent of all of them."""

    answered: str  # `34 of 120`
    now: str  # how many are expected to be recalled, without a unit
    then: str  # the same on the exam's day; empty where that is not known, or over
    said: str  # all of it in a sentence
    now_width: float
    then_width: float


@dataclass(frozen=True, slots=True)
class UnseenText:
    """The share right of questions not met yet; the numbers are percent."""

    share: int
    low: int
    high: int
    said: str

    @property
    def width(self) -> int:
        """How wide the range is."""
        return self.high - self.low

    @property
    def at(self) -> float:
        """Where the mark of the share begins, which is one percent wide."""
        return min(max(self.share - 0.5, 0), 99)


@dataclass(frozen=True, slots=True)
class TopicLine:
    """A topic of a part."""

    topic: str
    title: str
    memory: MemoryText


@dataclass(frozen=True, slots=True)
class PartLine:
    """A part of the exam."""

    node: str
    nodes: tuple[str, ...]  # of the outline, to practise
    name: str
    weight: str  # `23 percent of the exam`
    strength: Strength
    because: str  # why it is weak, or not
    memory: MemoryText
    unseen: UnseenText | None  # None = too little is known
    topics: tuple[TopicLine, ...]


@dataclass(frozen=True, slots=True)
class TopicsText:
    """What is remembered of an exam's parts."""

    heading: str  # the finding
    lead: str
    parts: tuple[PartLine, ...]
    exam_day: str  # empty where it is not known, or over

    @property
    def foresees(self) -> bool:
        """Whether enough is known to say something of questions that were not met."""
        return any(part.unseen for part in self.parts)


def topics_text(
    parts: Sequence[PartMastery], names: Mapping[str, str], *, exam_on: int | None, today: int, words: Catalogue
) -> TopicsText:
    """Return parts in words, in their order; `names` are the titles of the outline's parts. Days are ordinals."""
    exam_day = "" if exam_on is None or exam_on <= today else day(exam_on, words)
    lines = tuple(_part(one, names, exam_day, words) for one in parts)
    now = sum(one.mastery.now for one in parts)
    cards, answered = sum(one.mastery.cards for one in parts), sum(one.mastery.answered for one in parts)
    return TopicsText(
        heading=_heading(lines, answered, words),
        lead=words.say("mastery.lead", answered=number(answered), cards=number(cards), now=number(round(now))),
        parts=lines,
        exam_day=exam_day,
    )


def _heading(lines: Sequence[PartLine], answered: int, words: Catalogue) -> str:
    weak = [line.name for line in lines if line.strength == "weak"]
    if weak:
        named = weak if len(weak) <= _MOST_NAMED else weak[:_MOST_NAMED]
        shown = listed(named, "and", words) if named == weak else ", ".join(named)
        message = "mastery.heading.weak" if named == weak else "mastery.heading.weak-and-more"
        return words.say(message, parts=shown, more=len(weak) - len(named))
    if not answered:
        return words.say("mastery.heading.nothing")
    open_ = sum(line.strength == "unknown" for line in lines)
    return words.say_many("mastery.heading.open", open_, n=open_) if open_ else words.say("mastery.heading.strong")


def _part(one: PartMastery, names: Mapping[str, str], exam_day: str, words: Catalogue) -> PartLine:
    node = one.strength.node
    return PartLine(
        node=node,
        nodes=one.nodes,
        name=names.get(node, node),
        weight=words.say("mastery.weight", percent=_percent(one.strength.weight)),
        strength=one.strength.strength,
        because=_because(one.strength, words),
        memory=_memory(one.mastery, exam_day, words),
        unseen=None if one.right is None else _unseen(one.right, words),
        topics=tuple(_topic(topic, exam_day, words) for topic in one.topics),
    )


def _percent(share: float) -> str:
    return f"{100 * share:.0f}" if share >= 0.01 else "<1"


def _because(one: PartStrength, words: Catalogue) -> str:
    right, asked = one.share.right, one.share.asked
    if asked < LEAST_ASKED:
        return (
            words.say("mastery.because.few", right=right, asked=asked) if asked else words.say("mastery.because.none")
        )
    cut = round(one.at_cut * asked)
    return words.say(f"mastery.because.{one.strength}", right=right, asked=asked, cut=cut)


def _topic(one: TopicMastery, exam_day: str, words: Catalogue) -> TopicLine:
    return TopicLine(one.topic, one.title, _memory(one.mastery, exam_day, words))


def _memory(one: Mastery, exam_day: str, words: Catalogue) -> MemoryText:
    now, then = number(round(one.now)), "" if one.then is None else number(round(one.then))
    if not one.answered:
        said = words.say("mastery.memory.none", cards=one.cards)
    elif then and exam_day:
        said = words.say("mastery.memory.then", now=now, then=then, on=exam_day, cards=one.cards, answered=one.answered)
    else:
        said = words.say("mastery.memory", now=now, cards=one.cards, answered=one.answered)
    return MemoryText(
        answered=words.say("report.share", right=one.answered, asked=one.cards),
        now=now,
        then=then if exam_day else "",
        said=said,
        now_width=_width(one.now, one.cards),
        then_width=_width(one.then if exam_day and one.then is not None else one.now, one.cards),
    )


def _width(count: float, cards: int) -> float:
    return round(100 * count / cards, 1) if cards else 0.0


def _unseen(right: Interval, words: Catalogue) -> UnseenText:
    share, low, high = (round(100 * one) for one in (right.middle, right.low, right.high))
    return UnseenText(share, low, high, words.say("mastery.unseen", share=share, low=low, high=high))
