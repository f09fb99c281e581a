"""See what came of a sitting once it is over: the report, and its questions a page at a time."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, TypeAlias, get_args
from uuid import UUID

from certway.actions.note_mistake import mistakes_of
from certway.answers.weak_practice import Weakness, parts_of, weakness_of
from certway.core.sit.delivery import state_of
from certway.core.sit.form import Form
from certway.core.sit.outcome import outcome_of
from certway.core.sit.profile import Profile
from certway.core.sit.report import Report, ScoredItem, report_of
from certway.core.sit.weakness import PastAnswer
from certway.exchange.bank.exams import part_names
from certway.exchange.bank.item_text import ItemText, item_text
from certway.exchange.shipped_rules import shipped_rules
from certway.exchange.words.catalogue import catalogue
from certway.records.bank import bank_here
from certway.records.sittings import (
    accommodations_of_row,
    form_of,
    given_form,
    load_log,
    own_sitting,
    profile_of_row,
    questions_of,
    values_of,
)

Shown: TypeAlias = Literal["all", "missed", "flagged"]
"""Which questions of a report."""
SHOWN: tuple[Shown, ...] = get_args(Shown)

PAGE_QUESTIONS = 25  # of a report, shown at once
USUAL_PRACTICE = 20  # questions of a practice of what is weak


@dataclass(frozen=True, slots=True)
class LoadedReport:
    """A report as values, with what she said beside it."""

    key: UUID
    is_practice: bool
    made_at: datetime
    form: Form
    profile: Profile
    report: Report
    flags: frozenset[int]
    mistakes: Mapping[int, str]  # why she says that she missed a question, by place
    names: Mapping[str, str]  # titles of the outline's parts

    @property
    def short(self) -> str:
        """The exam's short name."""
        return shipped_rules().sheets[self.form.exam].credential.short

    @property
    def answers(self) -> tuple[PastAnswer, ...]:
        """What was answered, the newest first."""
        outcome = outcome_of(self.report, self.form, self.profile.scale, is_practice=self.is_practice)
        return outcome.answers[::-1]

    def of(self, shown: Shown) -> tuple[ScoredItem, ...]:
        """Return the questions of one sort."""
        match shown:
            case "all":
                return self.report.items
            case "missed":
                return tuple(one for one in self.report.items if not one.right)
            case "flagged":
                return tuple(one for one in self.report.items if one.place in self.flags)


@dataclass(frozen=True, slots=True)
class SeenReport:
    """A report with a page of its questions in words."""

    told: LoadedReport
    weakness: Weakness | None  # None where nothing was answered, and where the bank serves this exam no more
    shown: Shown
    counts: Mapping[Shown, int]
    page: int  # from 1
    pages: int
    questions: tuple[tuple[ScoredItem, ItemText], ...]


def load_report(user_id: int, key: UUID, *, now: int) -> LoadedReport | None:
    """Return what came of a user's sitting; None while it runs, and where it is not hers, or there is none."""
    row = own_sitting(user_id, key)
    if row is None:
        return None
    profile, log = profile_of_row(row), load_log(row)
    state = state_of(profile, accommodations_of_row(row), log, now)
    if state.phase != "over":
        return None
    form = form_of(row.form)
    form = form if row.seed is None else given_form(form, log)
    edition = bank_here().editions.get(form.exam)
    return LoadedReport(
        key=key,
        is_practice=row.is_practice,
        made_at=row.made_at,
        form=form,
        profile=profile,
        report=report_of(form, questions_of(form), state.answers, values_of(row.form)),
        flags=state.flags,
        mistakes=mistakes_of(user_id, key),
        names=part_names(edition) if edition else {},
    )


def see_report(user_id: int, key: UUID, *, now: int, shown: Shown = "all", page: int = 1) -> SeenReport | None:
    """Return what came of a user's sitting with a page of its questions; None as `load_report` does.

    A page that there is not is the last one.
    """
    told = load_report(user_id, key, now=now)
    if told is None:
        return None
    items = told.of(shown)
    pages = max(1, -(-len(items) // PAGE_QUESTIONS))
    page = min(page, pages)
    of_page = items[(page - 1) * PAGE_QUESTIONS : page * PAGE_QUESTIONS]
    indexed, words = bank_here(), catalogue()
    return SeenReport(
        told=told,
        weakness=_weakness(told),
        shown=shown,
        counts={one: len(told.of(one)) for one in SHOWN},
        page=page,
        pages=pages,
        questions=tuple((one, item_text(one.item, indexed, words)) for one in of_page),
    )


def _weakness(told: LoadedReport) -> Weakness | None:
    indexed, exam = bank_here(), told.form.exam
    if exam not in indexed.editions:
        return None
    parts = parts_of(indexed.bank, exam, indexed.editions[exam])
    found = weakness_of(parts, told.answers, most=USUAL_PRACTICE, asked_only=True)
    return found if found.strengths else None
