"""The outcome of a sitting: what of a report is kept beside others, to see how somebody comes on."""

from __future__ import annotations

from dataclasses import dataclass

from certway.core.sit.form import Form
from certway.core.sit.outlook import Outlook, chance_at_cut, outlook_of
from certway.core.sit.profile import Scale
from certway.core.sit.report import Report
from certway.core.sit.share import Share
from certway.core.sit.weakness import PastAnswer


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a sitting that is over, in brief."""

    exam: str  # id of the credential
    is_practice: bool
    score: Share
    unanswered: int
    scale: Scale | None  # on which the body reports; None for practice, and where it is not known
    outlook: Outlook | None  # None where it says nothing of the pass mark
    answers: tuple[PastAnswer, ...]  # in their order

    @property
    def questions(self) -> int:
        """How many questions were asked, whether they count or not."""
        return self.unanswered + len(self.answers)

    @property
    def missed(self) -> int:
        """How many questions were not right, those left open among them, whether they count or not."""
        return self.unanswered + sum(not one.right for one in self.answers)


def outcome_of(report: Report, form: Form, scale: Scale | None, *, is_practice: bool) -> Outcome:
    """Return the outcome of a sitting; `scale` is that of the exam, which practice says nothing of."""
    told = None if is_practice else scale
    answers = tuple(
        PastAnswer(one.node, frozen.item, frozen.version, one.right, chance_at_cut(one.values))
        for one, frozen in zip(report.items, form.items, strict=True)
        if one.response
    )
    return Outcome(
        exam=form.exam,
        is_practice=is_practice,
        score=report.score,
        unanswered=report.unanswered,
        scale=told,
        outlook=outlook_of(report, told) if told else None,
        answers=answers,
    )
