"""See how an exam behaves on a day, and what of that its body does not say."""

from __future__ import annotations

from dataclasses import dataclass

from certway.core.sit.profile import MINUTE, NoProfileError, Profile, profile_of
from certway.exchange.shipped_rules import shipped_rules


@dataclass(frozen=True, slots=True)
class ExamRules:
    """How an exam behaves."""

    short: str
    name: str
    page: str  # the body's own
    profile: Profile
    minutes: int  # of all segments
    pretest: int  # questions that do not count
    break_minutes: int
    assumed: tuple[str, ...]  # titles of the values that the body does not publish


def see_exam_rules(exam: str, on: int) -> ExamRules | None:
    """Return how an exam behaves on a day (an ordinal); None for an exam of which too little is known."""
    sheet = shipped_rules().sheets.get(exam)
    if sheet is None:
        return None
    try:
        profile = profile_of(exam, sheet.exam, on)
    except NoProfileError:
        return None
    credential = sheet.credential
    return ExamRules(
        short=credential.short,
        name=credential.name,
        page=credential.issuer.page,
        profile=profile,
        minutes=sum(segment.milliseconds or 0 for segment in profile.segments) // MINUTE,
        pretest=profile.items - profile.scored,
        break_minutes=profile.break_milliseconds // MINUTE,
        assumed=tuple(sheet.exam[name].title for name in profile.assumed if name in sheet.exam),
    )
