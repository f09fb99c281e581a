"""What answers say about a question, in words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from certway.answers.item_figures import LEAST_ALIKE, OptionFigures, OptionFlag, VersionFigures
from certway.core.items.item import Choice, Item, NumberEntry
from certway.core.psychometrics.classical import DrawnStatistics, ScoreStatistics
from certway.core.psychometrics.distractors import LEAST_CHOSEN
from certway.core.psychometrics.item_flags import EASY, HARD, ItemFlag
from certway.exchange.bank.item_text import LETTERS
from certway.exchange.safe.markdown import markdown_to_line
from certway.exchange.words.catalogue import Catalogue
from certway.exchange.words.figures import listed, number

_MINUS = "\u2212"


@dataclass(frozen=True, slots=True)
class FlagText:
    """What is amiss, and what says so."""

    flag: ItemFlag
    name: str
    reason: str


@dataclass(frozen=True, slots=True)
class OptionLine:
    """One option of a question in a table."""

    mark: str  # a letter, or a number
    html: str  # its text; empty where that is the mark
    right: bool
    share: str
    lower: str
    upper: str
    correlation: str
    note: str  # what is amiss with it; empty for nothing


def flag_texts(found: VersionFigures, marks: Sequence[str], words: Catalogue) -> tuple[FlagText, ...]:
    """Return what is amiss with a question; `marks` are those of its options."""
    return tuple(
        FlagText(flag, words.say(f"figures.flag.{flag}"), _reason(flag, found, marks, words)) for flag in found.flags
    )


def _reason(flag: ItemFlag, found: VersionFigures, marks: Sequence[str], words: Catalogue) -> str:
    share, apart = percent_text(found.difficulty, words), decimal_text(found.discrimination, words)
    match flag:
        case "miskeyed":
            return words.say("figures.why.miskeyed", options=_marked(found.options, "suspected", marks, words))
        case "unused":
            few = _marked(found.options, "unused", marks, words)
            return words.say("figures.why.unused", options=few, percent=round(100 * LEAST_CHOSEN))
        case "hard":
            return words.say("figures.why.hard", share=share, percent=round(100 * HARD))
        case "easy":
            return words.say("figures.why.easy", share=share, percent=round(100 * EASY))
        case _:
            return words.say(f"figures.why.{flag}", apart=apart)


def _marked(options: Sequence[OptionFigures], flag: OptionFlag, marks: Sequence[str], words: Catalogue) -> str:
    named = [mark for option, mark in zip(options, marks, strict=False) if option.flag == flag]
    return listed(named, "and", words)


def option_marks(item: Item, words: Catalogue) -> tuple[str, ...]:
    """Return what names the choices of a question (`choices_of`): letters, or numbers that were typed."""
    match item.body:
        case Choice(options=options):
            return tuple(LETTERS[: len(options)])
        case NumberEntry(answer=answer, unit=unit, mistakes=mistakes):
            numbers = [f"{value.normalize():f} {unit}".strip() for value in (answer, *(one.value for one in mistakes))]
            return (*numbers, words.say("figures.another-number"))
        case _:
            return ()


def option_lines(found: VersionFigures, item: Item, words: Catalogue) -> tuple[OptionLine, ...]:
    """Return the options of a question for a table."""
    marks = option_marks(item, words)
    texts = [one.text for one in item.body.options] if isinstance(item.body, Choice) else [""] * len(marks)
    return tuple(
        OptionLine(
            mark=mark,
            html=markdown_to_line(text),
            right=one.right,
            share=percent_text(one.share, words),
            lower=percent_text(one.lower, words),
            upper=percent_text(one.upper, words),
            correlation=decimal_text(one.correlation, words),
            note=words.say(f"figures.option.{one.flag}") if one.flag else "",
        )
        for one, mark, text in zip(found.options, marks, texts, strict=False)
    )


def form_texts(
    forms: Sequence[ScoreStatistics],
    drawn: DrawnStatistics | None,
    *,
    is_adaptive: bool,
    most_alike: int,
    words: Catalogue,
) -> Iterator[str]:
    """Yield how exactly the forms of an exam measure, or why that is not told."""
    if is_adaptive:
        yield words.say("figures.forms.adaptive")
        return
    for one in forms:
        yield words.say(
            "figures.forms.alike",
            people=number(one.people),
            items=number(one.items),
            alpha=decimal_text(one.alpha, words),
            error=decimal_text(one.alpha_error, words),
            points=f"{one.measurement_error:.1f}",
        )
    if not forms:
        yield words.say("figures.forms.differ", most=number(most_alike), least=LEAST_ALIKE)
    if drawn is not None and not forms:
        reliability, points = decimal_text(drawn.reliability, words), f"{100 * drawn.measurement_error:.1f}"
        yield words.say("figures.forms.drawn", people=number(drawn.people), reliability=reliability, points=points)


def percent_text(share: float | None, words: Catalogue) -> str:
    """Return a share as a whole number of percent; what says that it is not known, where it is not."""
    return words.say("figures.unknown") if share is None else words.say("figures.percent", n=round(100 * share))


def decimal_text(value: float | None, words: Catalogue) -> str:
    """Return a number with two decimals; what says that it is not known, where it is not."""
    return words.say("figures.unknown") if value is None else f"{value:.2f}".replace("-", _MINUS)


@dataclass(frozen=True, slots=True)
class VersionText:
    """What answers say about a version of a question."""

    facts: tuple[tuple[str, str], ...]  # what, and how much
    flags: tuple[FlagText, ...]
    options: tuple[OptionLine, ...]


def version_text(found: VersionFigures, item: Item | None, words: Catalogue) -> VersionText:
    """Return what answers say about a version; `item` is the question as it was, None where it is not kept."""
    marks = option_marks(item, words) if item else ()
    facts = [("answered", words.say_many("figures.answered", found.answered, n=number(found.answered)))]
    facts.append(("scored", _scored(found, words)))
    if found.difficulty is not None:
        error = round(100 * (found.difficulty_error or 0))
        facts.append(
            ("difficulty", words.say("figures.give-or-take", value=percent_text(found.difficulty, words), n=error))
        )
        facts.append(("discrimination", _apart(found, words)))
        facts.append(("omitted", percent_text(found.omitted, words)))
        seconds = None if found.seconds is None else round(found.seconds)
        facts.append(("seconds", words.say("figures.unknown") if seconds is None else _seconds(seconds, words)))
    told = tuple((words.say(f"figures.fact.{name}"), value) for name, value in facts)
    options = option_lines(found, item, words) if item else ()
    return VersionText(told, flag_texts(found, marks, words), options)


def _scored(found: VersionFigures, words: Catalogue) -> str:
    if found.counted == found.answered:
        return words.say("figures.scored.all")
    return (
        words.say("figures.scored.some", n=number(found.counted)) if found.counted else words.say("figures.scored.none")
    )


def _apart(found: VersionFigures, words: Catalogue) -> str:
    if found.discrimination is None:
        return words.say("figures.all-alike")
    error = found.discrimination_error or 0.0
    return words.say("figures.give-or-take", value=decimal_text(found.discrimination, words), n=f"{error:.2f}")


def _seconds(seconds: int, words: Catalogue) -> str:
    return words.say_many("figures.seconds", seconds, n=seconds)
