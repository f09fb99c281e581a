"""The pictures of what each step pays, each with its figures as a table."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from certway.answers.advance import Advance
from certway.answers.advance_pay import Pay
from certway.core.rulebook.wages import PERCENTILES, Wage
from certway.exchange.wage_chart import wage_chart
from certway.exchange.words.advances import AdvanceTelling
from certway.exchange.words.figures import money
from certway.exchange.words.telling import Telling


@dataclass(frozen=True, slots=True)
class WageRow:
    """One row of the survey in words."""

    title: str
    area: str
    year: int
    figures: tuple[str, ...]  # the five percentiles, lowest first; "not published" where one was not in the copy


@dataclass(frozen=True, slots=True)
class WagePicture:
    """A picture and its table."""

    svg: str
    rows: tuple[WageRow, ...]


def wage_pictures(answer: Advance, telling: Telling) -> Mapping[str, WagePicture]:
    """Return the picture of each step whose pay is known, by the step's id; equal ones are drawn once."""
    told = AdvanceTelling(answer, telling)
    drawn: list[tuple[Pay, WagePicture]] = []
    found = {}
    for step in answer.steps:
        if step.pay is None:
            continue
        picture = next((one for pay, one in drawn if pay == step.pay), None)
        if picture is None:
            picture = WagePicture(wage_chart(step.pay, told), tuple(_row(wage, told) for wage in _wages(step.pay)))
            drawn.append((step.pay, picture))
        found[step.rung.id] = picture
    return found


def _wages(pay: Pay) -> list[Wage]:
    shown = [*(pay.compared or ()), *((pay.before,) if pay.before else ()), pay.after, *pay.beside]
    return [wage for place, wage in enumerate(shown) if wage not in shown[:place]]


def _row(wage: Wage, told: AdvanceTelling) -> WageRow:
    words = told.telling.words
    figures = (wage.figure(name) for name in PERCENTILES)
    return WageRow(
        title=wage.title,
        area=wage.area_name,
        year=wage.year,
        figures=tuple(words.say("compare.open") if one is None else money(one, one, words) for one in figures),
    )
