"""`certway plan`: a dated, costed way to a credential, on screen, as a calendar and on paper."""

from __future__ import annotations

import sys
from datetime import datetime
from pathlib import Path
from typing import Annotated, TypeGuard

import typer

from certway.answers.plan import plan as make_plan
from certway.answers.plan import wishes_of
from certway.cli.files import write_file
from certway.cli.libraries import needed_libraries
from certway.cli.options import AsJson, AsOf, day_asked, stamp_asked
from certway.cli.plan_options import WishOptions, wishes_asked, with_study_hours
from certway.cli.terminal import print_json, progress
from certway.core.plan.roadmap import Impossible, Roadmap
from certway.core.qualify.standing import stand
from certway.exchange.person_file import load_person
from certway.exchange.plan_json import plan_json
from certway.exchange.plan_rules import load_plan_rules
from certway.exchange.rule_files import RuleFiles
from certway.exchange.words.plans import PlanTelling
from certway.exchange.words.telling import Telling


def plan(
    person: Annotated[
        Path, typer.Argument(metavar="PERSON", help="The person file, YAML or JSON.", show_default=False)
    ],
    goal: Annotated[str, typer.Option("--goal", metavar="ID", help="The credential to plan for, such as cma-aama.")],
    start: Annotated[
        str | None,
        typer.Option("--start", metavar="YYYY-MM-DD", help="The plan's first day; --as-of when left out."),
    ] = None,
    finish_by: Annotated[
        str | None, typer.Option("--finish-by", metavar="YYYY-MM-DD", help="Be certified by this day.")
    ] = None,
    hours_per_week: Annotated[
        str | None, typer.Option("--hours-per-week", metavar="N", help="Free hours a week for classes and study.")
    ] = None,
    budget: Annotated[str | None, typer.Option("--budget", metavar="USD", help="The most it may cost.")] = None,
    study_hours: Annotated[
        str | None, typer.Option("--study-hours", metavar="N", help="Hours of study for the exam, in all.")
    ] = None,
    days_off: Annotated[
        list[str] | None, typer.Option("--days-off", metavar="FROM..TO", help="Days without anything; repeatable.")
    ] = None,
    intake: Annotated[
        list[str] | None,
        typer.Option("--intake", metavar="YYYY-MM-DD", help="A day on which your school starts a class; repeatable."),
    ] = None,
    ics: Annotated[Path | None, typer.Option("--ics", metavar="FILE", help="Write the plan as a calendar.")] = None,
    pdf: Annotated[Path | None, typer.Option("--pdf", metavar="FILE", help="Write the plan as a PDF to print.")] = None,
    why: Annotated[bool, typer.Option("--why", help="Say under each step why it is there.")] = False,
    as_of: AsOf = None,
    as_json: AsJson = False,
) -> None:
    """A dated, costed way to a credential.

    The quickest plan within your limits, and the cheapest of those. The options override the file's preferences.
    """
    options = WishOptions(start, finish_by, hours_per_week, budget, tuple(days_off or ()), tuple(intake or ()))
    day = _day_asked(as_of, start)
    files = RuleFiles()
    rules, record = load_plan_rules(files, goal), with_study_hours(load_person(person), study_hours)
    wishes = wishes_asked(options, wishes_of(record, start=day), as_of=day)
    with needed_libraries():
        with progress("plan.progress"):
            found = make_plan(rules, record, wishes)
        standing = stand(rules.eligibility, record, as_of=wishes.start) if isinstance(found, Impossible) else None
        entries = {name: len(entries) for name, entries in record.lists.items()}
        name = str(record.single("person").get("name", ""))
        telling = PlanTelling(files.credential(goal), wishes, Telling(as_of=day, entries=entries), name, standing)
        _write_files(found, telling, ics, pdf, stamped_at=stamp_asked(day, given=as_of is not None))
    if as_json:
        print_json(plan_json(found, telling))
        return
    from certway.cli.plan_screen import show_plan, show_refusal

    if isinstance(found, Impossible):
        show_refusal(found, telling)
    else:
        show_plan(found, telling, reasons=why)


def _day_asked(as_of: str | None, start: str | None) -> int:
    """The day asked about: without --as-of today, or the start of the plan where that is earlier."""
    if as_of is None and start is not None:
        return min(day_asked(None), day_asked(start, "--start"))
    return day_asked(as_of)


def _write_files(
    found: Roadmap | Impossible, telling: PlanTelling, ics: Path | None, pdf: Path | None, *, stamped_at: datetime
) -> None:
    if ics is not None and _wanted(found, ics):
        from certway.exchange.plan_calendar import plan_calendar

        write_file(ics, plan_calendar(found, telling, stamped_at=stamped_at))
    if pdf is not None and _wanted(found, pdf):
        from certway.exchange.plan_pdf import plan_pdf

        write_file(pdf, plan_pdf(found, telling, stamped_at=stamped_at))


def _wanted(found: Roadmap | Impossible, path: Path) -> TypeGuard[Roadmap]:
    """Say on standard error why a file is not written when there is no plan."""
    if isinstance(found, Impossible):
        print(f"certway: there is no plan, so {path} was not written", file=sys.stderr)
        return False
    return True
