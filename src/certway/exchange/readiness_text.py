"""How somebody stands for an exam, in words. No verdict: what is to be expected, how sure it is, what would help."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from certway.answers.study_readiness import Stand, StudyReadiness, ToldReadiness
from certway.core.sit.profile import Scale
from certway.core.study.readiness import LEAST_ANSWERS, PRACTICE, Interval, Lift, TooLittleKnown
from certway.exchange.readiness_picture import ReadinessPicture, readiness_picture
from certway.exchange.words.catalogue import Catalogue
from certway.exchange.words.figures import day

MOST_LIFTS = 3  # that are named
MOST_LISTED = 30  # days of the table, the newest
_LEAST_SAID = 0.005  # of a chance: less than half a point of 100


@dataclass(frozen=True, slots=True)
class NamedPart:
    """A part of the exam with questions."""

    node: str
    nodes: tuple[str, ...]  # of the outline that count to it
    name: str


@dataclass(frozen=True, slots=True)
class ToPractise:
    """A part of the exam, and what practice of it is for."""

    nodes: tuple[str, ...]  # of the outline; none = all of it
    name: str
    said: str


@dataclass(frozen=True, slots=True)
class ToldLine:
    """What was told on a day, as a row."""

    on: str
    now: str
    then: str  # empty where the exam's day was not known
    score: str  # empty where there is none
    answered: int


@dataclass(frozen=True, slots=True)
class ReadinessText:
    """How somebody stands."""

    heading: str  # the finding
    lead: str
    facts: tuple[str, ...]  # the score, today, if minutes are kept
    practice_title: str  # above what would help; empty where nothing is named
    practise: tuple[ToPractise, ...]
    title: str  # of the picture; empty where there is none
    picture: ReadinessPicture | None
    told: tuple[ToldLine, ...]  # the newest first
    is_known: bool  # whether enough is known, and reckoned


def readiness_text(
    found: StudyReadiness | TooLittleKnown | None,
    told: Sequence[ToldReadiness],
    parts: Sequence[NamedPart],
    *,
    scale: Scale | None,
    exam_on: int | None,
    today: int,
    words: Catalogue,
) -> ReadinessText:
    """Return how somebody stands; None is being reckoned. `told` is the oldest first, days are ordinals.

    `parts` are those of the exam that can be practised.
    """
    known = found if isinstance(found, StudyReadiness) else None
    picture = readiness_picture(told, known, today=today, words=words)
    heading, lead = _heading(found, told, exam_on, today, words)
    return ReadinessText(
        heading=heading,
        lead=lead,
        facts=tuple(_facts(known, scale, words)) if known else (),
        practice_title=_practice_title(found, words),
        practise=tuple(_practise(found, parts, words)),
        title=_title(told, words) if picture else "",
        picture=picture,
        told=tuple(_line(one, words) for one in reversed(told[-MOST_LISTED:])),
        is_known=known is not None,
    )


def in_hundred(chance: float, words: Catalogue) -> str:
    """Return a chance as cases of a hundred: none is sure."""
    cases = round(100 * chance)
    if cases < 1:
        return words.say("readiness.cases.least")
    return words.say("readiness.cases.most") if cases > 99 else str(cases)


def _heading(
    found: StudyReadiness | TooLittleKnown | None,
    told: Sequence[ToldReadiness],
    exam_on: int | None,
    today: int,
    words: Catalogue,
) -> tuple[str, str]:
    if found is None:
        last = next((one for one in reversed(told) if one.now), None)
        if last is None or last.now is None:
            return words.say("readiness.waiting"), words.say("readiness.waiting.lead")
        cases, on = in_hundred((last.then or last.now).chance.middle, words), day(last.on, words)
        return words.say("readiness.waiting"), words.say("readiness.waiting.last", cases=cases, on=on)
    if isinstance(found, TooLittleKnown):
        lead = words.say("readiness.refused.lead", answered=found.answered, least=LEAST_ANSWERS)
        return words.say("readiness.refused"), lead
    stand = found.then
    heading = words.say(f"readiness.side.{stand.side}", cases=in_hundred(stand.chance.middle, words))
    low, high = _ends(stand.chance, words)
    if found.fading:
        return heading, words.say("readiness.lead.then", low=low, high=high, on=day(stand.on, words, as_of=today))
    if exam_on is None:
        return heading, words.say("readiness.lead.no-day", low=low, high=high)
    return heading, words.say("readiness.lead.now", low=low, high=high)


def _ends(one: Interval, words: Catalogue) -> tuple[str, str]:
    return in_hundred(one.low, words), in_hundred(one.high, words)


def _facts(found: StudyReadiness, scale: Scale | None, words: Catalogue) -> list[str]:
    stand, told = found.then, []
    if stand.score is not None and scale is not None:
        score = stand.score
        told.append(
            words.say(
                "readiness.score",
                middle=score.middle,
                low=score.low,
                high=score.high,
                least=scale.least,
                most=scale.most,
                passing=scale.passing,
            )
        )
    else:
        right = [round(one) for one in (stand.right.middle, stand.right.low, stand.right.high)]
        told.append(words.say("readiness.right", right=right[0], low=right[1], high=right[2], items=found.items))
    if found.fading:
        told.append(words.say("readiness.now", cases=in_hundred(found.now.chance.middle, words)))
    if found.kept is not None:
        low, high = _ends(found.kept.chance, words)
        cases = in_hundred(found.kept.chance.middle, words)
        told.append(words.say("readiness.kept", cases=cases, low=low, high=high))
    return told


def _practice_title(found: StudyReadiness | TooLittleKnown | None, words: Catalogue) -> str:
    if isinstance(found, TooLittleKnown):
        return words.say("readiness.lacks")
    return words.say("readiness.lifts", n=PRACTICE) if found else ""


def _practise(
    found: StudyReadiness | TooLittleKnown | None, parts: Sequence[NamedPart], words: Catalogue
) -> list[ToPractise]:
    named = {part.node: part for part in parts}
    if isinstance(found, TooLittleKnown):
        told = [(named.get(one.node), words.say_many("readiness.lack", one.more, n=one.more)) for one in found.lacks]
        more = found.elsewhere
        said = words.say_many("readiness.lack", more, n=more)
        anywhere = [ToPractise((), words.say("readiness.any-part"), said)] if more else []
    else:
        told = [(named.get(one.node), _lift(one, words)) for one in found.lifts[:MOST_LIFTS]] if found else []
        anywhere = []
    # Of a part that no question serves nothing can be practised.
    return [*(ToPractise(part.nodes, part.name, said) for part, said in told if part is not None), *anywhere]


def _lift(one: Lift, words: Catalogue) -> str:
    if one.chance < _LEAST_SAID:
        return words.say("readiness.lift.little", right=f"{one.right:.1f}")
    return words.say("readiness.lift", points=f"{100 * one.chance:.1f}")


def _title(told: Sequence[ToldReadiness], words: Catalogue) -> str:
    """Return what the picture finds: how the chance came from the first day on which it was told to the last."""
    stands = [one.now for one in told if one.now]
    if len(stands) < 2:
        return words.say("readiness.picture.one")
    first, last = stands[0].chance, stands[-1].chance
    way = "up" if last.middle > first.high else "down" if last.middle < first.low else "level"
    from_, to = in_hundred(first.middle, words), in_hundred(last.middle, words)
    return words.say(f"readiness.picture.{way}", first=from_, last=to)


def _line(one: ToldReadiness, words: Catalogue) -> ToldLine:
    return ToldLine(
        on=day(one.on, words),
        now=_cases(one.now, words) or words.say("readiness.column.refused"),
        then=_cases(one.then, words),
        score=_score(one.then or one.now, words),
        answered=one.answered,
    )


def _cases(stand: Stand | None, words: Catalogue) -> str:
    if stand is None:
        return ""
    middle, low, high = map(_short, (stand.chance.middle, stand.chance.low, stand.chance.high))
    return words.say("readiness.cases", cases=middle, low=low, high=high)


def _short(chance: float) -> str:
    cases = round(100 * chance)
    return "<1" if cases < 1 else ">99" if cases > 99 else str(cases)


def _score(stand: Stand | None, words: Catalogue) -> str:
    if stand is None or stand.score is None:
        return ""
    return words.say("results.span", low=stand.score.low, high=stand.score.high)
