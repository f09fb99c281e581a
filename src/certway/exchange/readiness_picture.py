"""Readiness over time as places of a picture: what was told day by day, and how it fades up to the exam.

A template draws it with the page's own colours. Places are in units of a picture 400 wide.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from certway.answers.study_readiness import Stand, StudyReadiness, ToldReadiness
from certway.exchange.words.catalogue import Catalogue
from certway.exchange.words.figures import day

WIDTH: Final = 400
HEIGHT: Final = 228
_LEFT, _RIGHT, _TOP, _BOTTOM = 36, 388, 26, 198
_CLOSE, _UNDER, _LINE = 9, 18, 15  # from a dot to a word over it and under it, and from word to word
_ROOMY = 40  # dots that stand apart
_NEAR = 110  # between two words under the axis


@dataclass(frozen=True, slots=True)
class Word:
    """A word of the picture."""

    x: float
    y: float
    anchor: str  # start, middle or end
    text: str


@dataclass(frozen=True, slots=True)
class ReadinessPicture:
    """What is drawn. Paths are those of SVG."""

    alt: str  # the whole in words
    told_band: str  # between the ends of the intervals; empty with fewer than two days
    told_line: str
    told_dots: tuple[tuple[float, float], ...]  # the days on which it was told, with gaps between
    fading_band: str
    fading_line: str  # empty where the exam's day is not known
    today: tuple[float, float] | None
    then: tuple[float, float] | None
    kept: tuple[float, float] | None
    grid: tuple[tuple[float, str], ...]  # heights, with what they are
    words: tuple[Word, ...]

    @property
    def dot(self) -> float:
        """The radius of a dot: smaller where they stand close together."""
        return 3 if len(self.told_dots) <= _ROOMY else 1.5


def readiness_picture(
    told: Sequence[ToldReadiness], found: StudyReadiness | None, *, today: int, words: Catalogue
) -> ReadinessPicture | None:
    """Return the picture; None where there is nothing to see over time. Days are ordinals."""
    past = [one.now for one in told if one.now and one.on <= today]
    ahead = [found.now, *found.fading] if found and found.fading else []
    if len(past) + len(ahead) < 2 or (len(past) < 2 and not ahead):
        return None
    first, last = (past or ahead)[0].on, (ahead or past)[-1].on
    place = _Place(first, max(last, first + 1))
    then, kept = (ahead[-1] if ahead else None), (found.kept if found and ahead else None)
    return ReadinessPicture(
        alt=_alt(past, then, kept, words),
        told_band=place.band(past) if len(past) > 1 else "",
        told_line=place.line(past) if len(past) > 1 else "",
        told_dots=tuple(place.of(one) for one in past),
        fading_band=place.band(ahead) if ahead else "",
        fading_line=place.line(ahead) if ahead else "",
        today=place.of(ahead[0] if ahead else past[-1]),
        then=place.of(then) if then else None,
        kept=place.of(kept) if kept else None,
        grid=tuple((place.height(share), f"{round(100 * share)}") for share in (0.0, 0.25, 0.5, 0.75, 1.0)),
        words=(*_days(place, first, today, last, words), *_figures(place, then, kept, words)),
    )


@dataclass(frozen=True, slots=True)
class _Place:
    first: int
    last: int

    def across(self, on: int) -> float:
        return round(_LEFT + (_RIGHT - _LEFT) * (on - self.first) / (self.last - self.first), 1)

    def height(self, chance: float) -> float:
        return round(_BOTTOM - (_BOTTOM - _TOP) * chance, 1)

    def of(self, stand: Stand) -> tuple[float, float]:
        return self.across(stand.on), self.height(stand.chance.middle)

    def line(self, stands: Sequence[Stand]) -> str:
        return "M" + "L".join(f"{x} {y}" for x, y in map(self.of, stands))

    def band(self, stands: Sequence[Stand]) -> str:
        over = [f"{self.across(one.on)} {self.height(one.chance.high)}" for one in stands]
        under = [f"{self.across(one.on)} {self.height(one.chance.low)}" for one in reversed(stands)]
        return "M" + "L".join((*over, *under)) + "Z"


def _days(place: _Place, first: int, today: int, last: int, words: Catalogue) -> list[Word]:
    """Return the days under the axis: the first, the last, and today where there is room for it."""
    y, found = _BOTTOM + 20, [Word(_LEFT, _BOTTOM + 20, "start", day(first, words))]
    if last > first:
        found.append(Word(_RIGHT, y, "end", day(last, words)))
    x = place.across(today)
    if first < today < last and x - _LEFT > _NEAR and _RIGHT - x > _NEAR:
        found.append(Word(x, y, "middle", words.say("readiness.picture.today")))
    return found


def _figures(place: _Place, then: Stand | None, kept: Stand | None, words: Catalogue) -> list[Word]:
    """Return the figures of the exam's day beside their dots, one under the other where these are close."""
    if then is None:
        return []
    x, y = place.of(then)
    said = words.say("readiness.picture.then", cases=round(100 * then.chance.middle))
    if kept is None:
        return [Word(x, round(y - _CLOSE, 1), "end", said)]
    above = place.of(kept)[1] - _CLOSE
    below = max(y + _UNDER, above + _LINE)
    if below > _BOTTOM - _CLOSE:
        below = y - _CLOSE
        above = min(above, below - _LINE)
    told = words.say("readiness.picture.kept", cases=round(100 * kept.chance.middle))
    return [Word(x, round(above, 1), "end", told), Word(x, round(below, 1), "end", said)]


def _alt(past: Sequence[Stand], then: Stand | None, kept: Stand | None, words: Catalogue) -> str:
    told = [words.say("readiness.picture.axis")]
    told += [
        words.say("readiness.picture.on", on=day(one.on, words), cases=round(100 * one.chance.middle))
        for one in (past if len(past) < 3 else (past[0], past[-1]))
    ]
    if then is not None:
        cases = round(100 * then.chance.middle)
        told.append(words.say("readiness.picture.ahead", on=day(then.on, words), cases=cases))
    if kept is not None:
        told.append(words.say("readiness.picture.kept", cases=round(100 * kept.chance.middle)))
    return ". ".join(told)
