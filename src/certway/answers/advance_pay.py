"""What does the work pay before and after a step, in one place and as far as it is published?"""

from __future__ import annotations

from dataclasses import dataclass

from certway.core.rulebook.values import Source
from certway.core.rulebook.wages import COUNTRY, Job, Projection, Wage, WageBook


@dataclass(frozen=True, slots=True)
class Pay:
    """The wages around a step: both of the state, or both of the whole country."""

    job: Job  # after the step
    after: Wage  # its newest figures with a median
    job_before: Job | None = None  # None: the work before is on no rung with wages
    before: Wage | None = None
    compared: tuple[Wage, Wage] | None = None  # before and after in the newest year that both have
    beside: tuple[Wage, ...] = ()  # further occupations to look at, where the job has none of its own
    projection: Projection | None = None  # for the occupation after the step
    sources: tuple[Source, ...] = ()

    @property
    def same_occupation(self) -> bool:
        """Whether the survey has one figure for the work before and after."""
        return self.before is not None and self.before.soc == self.after.soc

    @property
    def difference(self) -> int | None:
        """How much the median is higher in the year compared; None where the survey can't tell."""
        if self.compared is None or self.same_occupation:
            return None
        before, after = (wage.p50 for wage in self.compared)
        return None if before is None or after is None else after - before


def pay_of(book: WageBook, *, before: str, after: str, state: str) -> Pay | None:
    """Return what the jobs before and after a step pay; None where nothing is published for the one after.

    `before` and `after` are ids of jobs, empty for none; `state` is two letters, empty for the whole country. Where the
    state has no figure for one of the jobs, both are those of the country.
    """
    job, job_before = book.job(after), book.job(before)
    if job is None:
        return None
    socs = tuple(one.soc for one in (job_before, job) if one is not None)
    area = state if state and all(book.latest(soc, state) for soc in socs) else COUNTRY
    wage = book.latest(job.soc, area)
    if wage is None:
        return None
    earlier = book.latest(job_before.soc, area) if job_before else None
    beside = tuple(found for soc in job.beside if (found := book.latest(soc, area)) is not None)
    shown = [one for one in (earlier, wage, *beside) if one is not None]
    projection = book.projection(job.soc)
    sources = [source for one in shown for source in book.sources(one)]
    return Pay(
        job=job,
        after=wage,
        job_before=job_before if earlier else None,
        before=earlier,
        compared=_compared(book, socs, area),
        beside=beside,
        projection=projection,
        sources=tuple(dict.fromkeys([*sources, *([book.occupations.projections_source] if projection else [])])),
    )


def _compared(book: WageBook, socs: tuple[str, ...], area: str) -> tuple[Wage, Wage] | None:
    year = book.common_year(socs, area)
    if len(socs) < 2 or year is None:
        return None
    before, after = (book.latest(soc, area, year=year) for soc in socs)
    return (before, after) if before and after else None
