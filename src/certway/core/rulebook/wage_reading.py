"""`occupations.yaml` into what must be known to read the wage survey's figures."""

from __future__ import annotations

from collections.abc import Mapping

from certway.core.rulebook.forms import Form, Problems
from certway.core.rulebook.value_reading import read_head, take_source
from certway.core.rulebook.values import Source
from certway.core.rulebook.wages import FIGURES, Copy, Job, Occupations
from certway.core.units.located import Located

_NOWHERE = Source("", "", None, 1, "uncertain")  # stands in for a source that is a problem already


def read_occupations(document: Located) -> Occupations:
    """Return what `occupations.yaml` says; raises InputError with every problem of the file."""
    problems = Problems()
    form = Form(document, problems, "occupations.yaml")
    sources = read_head(form).sources
    copies = tuple(_read_copy(entry, sources, problems) for entry in form.items("copies", required=True))
    jobs = [_read_job(entry, sources, problems) for entry in form.items("jobs", required=True)]
    projections = form.text("projections_source", required=True)
    if projections and projections not in sources:
        problems.add(document, f"'projections_source' is '{projections}', which is none of the sources")
    found = Occupations(
        copies=copies,
        areas=_read_areas(form),
        jobs={job.id: job for job in jobs},
        gaps=form.texts("gaps"),
        citation=form.text("citation", required=True),
        projections_source=sources.get(projections, _NOWHERE),
    )
    form.done()
    if len(found.jobs) < len(jobs):
        problems.add(document, "a job stands twice; keep one of them")
    problems.raise_any()
    return found


def _read_copy(located: Located, sources: Mapping[str, Source], problems: Problems) -> Copy:
    form = Form(located, problems, "a copy")
    figures = form.texts("figures")
    for name in figures:
        if name not in FIGURES:
            problems.add(located, f"'{name}' is no figure of the survey; the figures are {', '.join(FIGURES)}")
    copy = Copy(
        year=form.whole("year", required=True),
        national=form.word("areas", ("country", "states")) == "country",
        socs=frozenset(form.texts("socs")),
        figures=frozenset(figures),
        source=take_source(form, sources) or _NOWHERE,
    )
    form.done()
    return copy


def _read_job(located: Located, sources: Mapping[str, Source], problems: Problems) -> Job:
    form = Form(located, problems, "a job")
    job = Job(
        id=form.text("id", required=True),
        title=form.text("title", required=True),
        soc=form.text("soc", required=True),
        source=take_source(form, sources) or _NOWHERE,
        combined=form.flag("combined"),
        nearest=form.flag("nearest"),
        beside=form.texts("beside"),
        note=form.text("note"),
    )
    form.done()
    if (job.combined or job.nearest) and not job.note:
        problems.add(located, f"the job '{job.id}' is combined or nearest; say in 'note' what its figure is not")
    return job


def _read_areas(form: Form) -> Mapping[str, str]:
    found = form.take("areas", required=True)
    if found is None:
        return {}
    inner = Form(found, form.problems, "the areas")
    return {code: inner.text(code) for code in inner.keys}
