"""See how an exam behaves, what of that its body does not say, and how much time somebody has for it."""

from __future__ import annotations

from dataclasses import dataclass

from certway.core.rulebook.values import Value
from certway.core.sit.allowance import allowance_of
from certway.core.sit.profile import MINUTE, Accommodations, NoProfileError, Profile, profile_of
from certway.exchange.check_text import SourceText, source_text
from certway.exchange.shipped_rules import shipped_rules
from certway.exchange.words.telling import Telling

NOTHING_GRANTED = Accommodations()


@dataclass(frozen=True, slots=True)
class ExamRules:
    """How an exam behaves, for one person."""

    short: str
    name: str
    page: str  # the body's own
    profile: Profile  # as everybody has it
    pretest: int  # questions that do not count
    granted: Accommodations
    minutes: int  # of all segments, as everybody has it
    own_minutes: int  # of all segments, at the person's pace
    break_minutes: int  # between segments
    stop_minutes: int  # of breaks that stop the clock, at most
    pause_minutes: int  # of all breaks of either sort
    most_minutes: int  # all of that together
    calculator_source: SourceText | None  # where the rule about calculators was read, or looked for in vain
    assumed: tuple[str, ...]  # titles of the values that the body does not publish


def see_exam_rules(exam: str, on: int, own: Accommodations = NOTHING_GRANTED) -> ExamRules | None:
    """Return how an exam behaves on a day (an ordinal) for who is granted something.

    None for an exam of which too little is known.
    """
    sheet = shipped_rules().sheets.get(exam)
    if sheet is None:
        return None
    try:
        return rules_for(profile_of(exam, sheet.exam, on), own, on)
    except NoProfileError:
        return None


def rules_for(profile: Profile, own: Accommodations, on: int) -> ExamRules:
    """Return how an exam of a profile behaves for who is granted something; its sources seen on a day (an ordinal)."""
    sheet = shipped_rules().sheets[profile.exam]
    credential, allowed = sheet.credential, allowance_of(profile, own)
    return ExamRules(
        short=credential.short,
        name=credential.name,
        page=credential.issuer.page,
        profile=profile,
        pretest=profile.items - profile.scored,
        granted=own,
        minutes=(allowed.usual or 0) // MINUTE,
        own_minutes=(allowed.own or 0) // MINUTE,
        break_minutes=allowed.breaks // MINUTE,
        stop_minutes=allowed.stops // MINUTE,
        pause_minutes=(allowed.breaks + allowed.stops) // MINUTE,
        most_minutes=(allowed.most or 0) // MINUTE,
        calculator_source=_source(sheet.exam.get("calculator"), on),
        assumed=tuple(sheet.exam[name].title for name in profile.assumed if name in sheet.exam),
    )


def _source(value: Value | None, on: int) -> SourceText | None:
    held = value.in_force(on) if value else ()
    return source_text(held[-1].source, Telling(as_of=on), on) if held else None
