"""What work pays: the figures of the federal wage survey by year, area and occupation, and how many jobs there will be.

Every figure that is None was not in the copy used; nothing stands in for it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Literal, TypeAlias, get_args

from certway.core.rulebook.values import Source

Figure: TypeAlias = Literal["employment", "mean", "p10", "p25", "p50", "p75", "p90"]
FIGURES: tuple[Figure, ...] = get_args(Figure)
PERCENTILES: tuple[Figure, ...] = ("p10", "p25", "p50", "p75", "p90")

COUNTRY = "US"  # the area of the figures for the whole country


@dataclass(frozen=True, slots=True)
class Wage:
    """One row of the survey: annual wages in US dollars, in May of the year."""

    year: int
    area: str  # a state's two letters, or `US`
    area_name: str
    soc: str  # code of the occupation, such as 31-9092
    title: str  # of the occupation
    employment: int | None = None  # jobs, without the self-employed
    mean: int | None = None
    p10: int | None = None  # a tenth earns less
    p25: int | None = None
    p50: int | None = None  # the median
    p75: int | None = None
    p90: int | None = None  # a tenth earns more
    combined: bool = False  # one figure for several of our jobs: the wage of none of them alone
    nearest: bool = False  # the job asked about has no occupation of its own; this is the nearest

    def figure(self, name: Figure) -> int | None:
        """Return one figure; None when it was not in the copy used."""
        found: int | None = getattr(self, name)
        return found

    @property
    def is_national(self) -> bool:
        """Whether this is the figure of the whole country."""
        return self.area == COUNTRY


@dataclass(frozen=True, slots=True)
class Projection:
    """How the number of jobs in the country is expected to change in ten years. Jobs in thousands."""

    soc: str
    title: str
    period: str  # such as 2024-2034
    employment: float  # at its beginning
    projected: float  # at its end
    change: float
    change_percent: float
    annual_openings: float  # also those of people who leave the occupation
    median: int  # annual wage in US dollars, at the beginning
    education: str  # what people usually have who begin
    experience: str
    training: str  # on the job


@dataclass(frozen=True, slots=True)
class Copy:
    """Which rows and figures were read from which copy of the survey."""

    year: int
    national: bool  # the row of the country; otherwise those of the states
    socs: frozenset[str]
    figures: frozenset[str]
    source: Source


@dataclass(frozen=True, slots=True)
class Job:
    """Which occupation of the survey stands for a job on the ladders."""

    id: str
    title: str
    soc: str
    source: Source
    combined: bool = False
    nearest: bool = False
    beside: tuple[str, ...] = ()  # further occupations to look at
    note: str = ""


@dataclass(frozen=True, slots=True)
class Occupations:
    """What must be known to read the survey's figures."""

    copies: tuple[Copy, ...]
    areas: Mapping[str, str]  # the survey's code of an area: a state's two letters, or `US`
    jobs: Mapping[str, Job]  # by id
    gaps: tuple[str, ...]  # what the figures leave out, in words
    citation: str
    projections_source: Source


@dataclass(frozen=True)
class WageBook:
    """All figures, and how to read them."""

    wages: tuple[Wage, ...]
    projections: Mapping[str, Projection]  # by occupation
    occupations: Occupations = field(repr=False)

    @cached_property
    def _rows(self) -> Mapping[tuple[str, str], tuple[Wage, ...]]:
        """The rows of an occupation and an area, the newest first."""
        rows: dict[tuple[str, str], list[Wage]] = {}
        for wage in sorted(self.wages, key=lambda wage: -wage.year):
            rows.setdefault((wage.soc, wage.area), []).append(wage)
        return {key: tuple(found) for key, found in rows.items()}

    def latest(self, soc: str, area: str, *, figure: Figure = "p50", year: int | None = None) -> Wage | None:
        """Return the newest row that has a figure; None when none has it. With `year`, only that year's row."""
        rows = self._rows.get((soc, area), ())
        wanted = (wage for wage in rows if year is None or wage.year == year)
        return next((wage for wage in wanted if wage.figure(figure) is not None), None)

    def in_region(self, soc: str, area: str, *, figure: Figure = "p50") -> Wage | None:
        """Return the newest row of a state that has a figure, else that of the country."""
        return self.latest(soc, area, figure=figure) or self.latest(soc, COUNTRY, figure=figure)

    def common_year(self, socs: tuple[str, ...], area: str, *, figure: Figure = "p50") -> int | None:
        """Return the newest year in which all the occupations have a figure in an area; None when there is none."""
        years = [
            {wage.year for wage in self._rows.get((soc, area), ()) if wage.figure(figure) is not None} for soc in socs
        ]
        return max(set.intersection(*years), default=None) if years else None

    def projection(self, soc: str) -> Projection | None:
        """Return how an occupation is expected to grow; None when it was not in the copy used."""
        return self.projections.get(soc)

    def pay(self, job_id: str, area: str) -> Wage | None:
        """Return the newest median for a job in a state, else in the country; None when none is published for it."""
        job = self.job(job_id)
        found = self.in_region(job.soc, area) if job else None
        return replace(found, combined=job.combined, nearest=job.nearest) if found and job else None

    def job(self, job_id: str) -> Job | None:
        """Return which occupation stands for a job; None when none does."""
        return self.occupations.jobs.get(job_id)

    def sources(self, wage: Wage) -> tuple[Source, ...]:
        """Return the copies that a row's figures were read from."""
        figures = {name for name in FIGURES if wage.figure(name) is not None}
        return tuple(
            copy.source
            for copy in self.occupations.copies
            if (copy.year, copy.national) == (wage.year, wage.is_national)
            and wage.soc in copy.socs
            and figures & copy.figures
        )
