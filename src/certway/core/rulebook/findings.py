"""What an evaluated rule says about one person on one day, with its reasons."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal, TypeAlias

from certway.core.rulebook.values import Source
from certway.core.units.verdicts import VerdictName

Op: TypeAlias = Literal["all", "any", "at-least", "not"]
Argument: TypeAlias = "int | str | tuple[str, ...] | tuple[int, int] | None"


@dataclass(frozen=True, slots=True)
class Amounts:
    """Numbers behind a finding. Everything in `unit`; have and need are (least, most)."""

    have: tuple[float, float]
    need: tuple[float, float]
    unit: str


@dataclass(frozen=True, slots=True)
class Missing:
    """What would make a finding met: an amount still wanting, a day to wait for, or a question to answer."""

    kind: Literal["amount", "day", "answer"]
    least: float = 0  # AMOUNT: at least so much is wanting
    most: float = 0  # AMOUNT: at most so much
    unit: str = ""
    on: int | None = None  # DAY: ordinal of the first day that is good enough
    field: str = ""  # ANSWER: the path in the person file that would settle it, such as programs/0/completed


@dataclass(frozen=True, slots=True)
class Finding:
    """One node of a rule, judged. `message` names the sentence, `arguments` fill it; words are not in core."""

    id: str
    verdict: VerdictName
    message: str
    arguments: Mapping[str, Argument]
    op: Op | None = None
    amounts: Amounts | None = None
    missing: Missing | None = None
    evidence: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()
    source: Source | None = None
    note: str = ""
    clause: tuple[str, ...] = ()

    def walk(self) -> Iterator[Finding]:
        """Yield this finding and all below it."""
        yield self
        for inner in self.findings:
            yield from inner.walk()
