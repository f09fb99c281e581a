"""How somebody remembers, in words, with the figures that decided it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from certway.core.study.lasting import Compared
from certway.exchange.words.catalogue import Catalogue
from certway.exchange.words.figures import number

ALIKE: Final = 0.1  # so little more or less is about the same
_PLACES = 3  # decimals of a log loss


@dataclass(frozen=True, slots=True)
class OwnMemory:
    """What is known of how somebody remembers."""

    telling: int  # reviews that tell something of forgetting
    wanted: int  # that there have to be for the next fit
    told: Mapping[str, Any] | None  # what decided the last fit; None = there was none
    compared: Compared | None  # with most people; None = as most people
    can_fit: bool  # whether parameters can be fitted here


@dataclass(frozen=True, slots=True)
class MemoryText:
    """How somebody remembers."""

    heading: str
    lead: str
    more: str  # when it is looked at again
    figures: tuple[tuple[str, str], ...]
    is_own: bool  # whether there is something to forget


def memory_text(memory: OwnMemory, words: Catalogue) -> MemoryText:
    """Return how somebody remembers, in words."""
    state = _state(memory)
    return MemoryText(
        heading=words.say(f"study.memory.{state}"),
        lead=_lead(memory, state, words),
        more=_more(memory, words),
        figures=tuple(_figures(memory, words)),
        is_own=memory.compared is not None,
    )


def _state(memory: OwnMemory) -> str:
    if memory.compared is not None:
        return "own"
    if memory.told is None:
        return "few" if memory.telling < memory.wanted else "waits"
    because = memory.told.get("because")
    return because if because in ("failed", "forgotten") else "usual"


def _lead(memory: OwnMemory, state: str, words: Catalogue) -> str:
    if memory.compared is None:
        return words.say(f"study.memory.{state}.lead")
    new, learned = memory.compared.new, memory.compared.learned
    return f"{words.say(f'study.memory.new.{_side(new)}', times=_times(new))} " + words.say(
        f"study.memory.learned.{_side(learned)}", times=_times(learned)
    )


def _side(ratio: float) -> str:
    if abs(ratio - 1) <= ALIKE:
        return "alike"
    return "longer" if ratio > 1 else "shorter"


def _times(ratio: float) -> str:
    return number(round(ratio, 1 if ratio >= ALIKE else 2))


def _more(memory: OwnMemory, words: Catalogue) -> str:
    if not memory.can_fit:
        return words.say("study.memory.cannot")
    lacking = memory.wanted - memory.telling
    if lacking <= 0:
        return words.say("study.memory.soon")
    message = "study.memory.first" if memory.told is None else "study.memory.more"
    return words.say_many(message, lacking, n=number(lacking))


def _figures(memory: OwnMemory, words: Catalogue) -> Iterator[tuple[str, str]]:
    yield words.say("study.memory.figure.telling"), number(memory.telling)
    told = memory.told or {}
    losses = told.get("losses")
    if not losses:
        return
    yield words.say("study.memory.figure.learned"), number(told["learned_from"])
    yield words.say("study.memory.figure.judged"), number(told["held_out"])
    for name in ("default", "fitted"):
        yield words.say(f"study.memory.figure.{name}"), f"{losses[name]:.{_PLACES}f}"
    error = "–" if told["error"] is None else f"{told['error']:.{_PLACES}f}"
    yield (
        words.say("study.memory.figure.gain"),
        words.say("study.memory.figure.gain.of", gain=f"{told['gain']:.{_PLACES}f}", error=error),
    )
    if memory.compared is not None:
        own, usual = memory.compared.own, memory.compared.usual
        for name, days, others in (("new", own.new, usual.new), ("learned-well", own.learned, usual.learned)):
            shown = words.say("study.memory.figure.days", days=_days(days), others=_days(others))
            yield words.say(f"study.memory.figure.{name}"), shown


def _days(days: float) -> str:
    return number(round(days, 1 if days < 10 else 0))
