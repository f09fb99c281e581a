"""What somebody wants of a credential, as far as it can be weighed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, TypeAlias, get_args

Side: TypeAlias = Literal["front-line", "laboratory"]
Contact: TypeAlias = Literal["none", "some", "much"]
Criterion: TypeAlias = Literal[
    "side", "setting", "contact", "time", "money", "money-now", "pay", "upkeep", "states", "portability"
]

CRITERIA: tuple[Criterion, ...] = get_args(Criterion)
SIDES: tuple[Side, ...] = get_args(Side)
CONTACTS: tuple[Contact, ...] = get_args(Contact)  # least first
DEGREES = ("none", "associate", "bachelor")  # lowest first
MOST_IMPORTANT, USUAL_IMPORTANCE = 5, 3

USUAL_MONTHS = (
    30  # what counts as half way on each scale where no limit is wished; choices of ours, told with the score
)
USUAL_MONEY = 20_000  # whole US dollars
USUAL_POINTS = 12  # renewal points a year
USUAL_PAY = 60_000  # whole US dollars a year


@dataclass(frozen=True, slots=True)
class MatchWishes:
    """None or empty = not wished. Every wish without `importance` counts as much as any other."""

    side: Side | None = None
    settings: frozenset[str] = frozenset()  # places of work, as the person file names them
    contact: Contact | None = None  # with patients
    months: int | None = None  # at most so many until certified
    budget: int | None = None  # at most so much in all, whole US dollars
    money_now: int | None = None  # at hand today, whole US dollars
    degree: str | None = None  # the highest of DEGREES that she is willing to study for
    pay: int | None = None  # at least so much a year, whole US dollars
    points: int | None = None  # at most so many renewal points a year
    states: tuple[str, ...] = ()  # where she wants to work
    importance: Mapping[str, int] = field(default_factory=dict)  # by criterion, 0 (does not count) to MOST_IMPORTANT

    @property
    def months_scale(self) -> int:
        """Half way on the scale of time, in months: the limit, else a usual one. The same for the others."""
        return USUAL_MONTHS if self.months is None else self.months

    @property
    def money_scale(self) -> int:
        """Half way on the scale of money, in US dollars."""
        return USUAL_MONEY if self.budget is None else self.budget

    @property
    def pay_scale(self) -> int:
        """What counts in full on the scale of pay, in US dollars a year."""
        return USUAL_PAY if self.pay is None else self.pay

    @property
    def renewal_scale(self) -> int:
        """Half way on the scale of upkeep, in renewal points a year."""
        return USUAL_POINTS if self.points is None else self.points

    def weight(self, criterion: Criterion) -> int:
        """Return how much a criterion counts; 0 when it needs a wish that was not made."""
        return self.importance.get(criterion, USUAL_IMPORTANCE) if self.asks(criterion) else 0

    def asks(self, criterion: Criterion) -> bool:
        """Return whether the wish was made that a criterion needs; time, money, pay and the like need none."""
        needs: dict[str, bool] = {
            "side": self.side is not None,
            "setting": bool(self.settings),
            "contact": self.contact is not None,
            "money-now": self.money_now is not None,
            "states": bool(self.states),
        }
        return needs.get(criterion, True)
