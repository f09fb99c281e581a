"""The wage survey's figures as shipped: every row, every gap, and nothing in a gap's place."""

from __future__ import annotations

from collections import Counter
from functools import cache
from itertools import pairwise

from certway.core.person.fields import STATES
from certway.core.rulebook.wages import FIGURES, PERCENTILES, Wage, WageBook
from certway.exchange.rule_files import RuleFiles

SOCS = ("29-2010", "29-2099", "31-1131", "31-1132", "31-9092", "31-9097", "31-9099")
SURVEYED = set(STATES) - {"PR"}
WITHOUT_ORDERLIES = {"MT", "ND", "UT", "VT"}


@cache
def book() -> WageBook:
    return RuleFiles().wages()


def rows(year: int, *, national: bool) -> list[Wage]:
    return [wage for wage in book().wages if (wage.year, wage.is_national) == (year, national)]


def test_rows_are_all_there():
    assert Counter((wage.year, wage.is_national) for wage in book().wages) == {
        (2024, True): 7,
        (2025, True): 7,
        (2024, False): 353,
        (2025, False): 51,
    }
    assert sorted(wage.soc for wage in rows(2024, national=True)) == list(SOCS)
    assert sorted(wage.soc for wage in rows(2025, national=True)) == list(SOCS)
    assert {(wage.soc, wage.area) for wage in rows(2025, national=False)} == {("29-2010", area) for area in SURVEYED}
    assert {(wage.soc, wage.area) for wage in rows(2024, national=False)} == {
        (soc, area) for soc in SOCS for area in SURVEYED if soc != "31-1132" or area not in WITHOUT_ORDERLIES
    }


def test_no_territory_has_a_row():
    assert {wage.area for wage in book().wages} == SURVEYED | {"US"}
    assert [book().latest(soc, "PR") for soc in SOCS] == [None] * 7


def test_gaps_are_exactly_these():
    def gap(wage: Wage) -> tuple[str, ...]:
        return tuple(name for name in FIGURES if wage.figure(name) is None)

    others = ("mean", "p10", "p25", "p75", "p90")
    assert {gap(wage) for year in (2024, 2025) for wage in rows(year, national=True)} == {()}
    assert {gap(wage) for wage in rows(2025, national=False)} == {()}
    of_the_states = {(wage.soc, wage.area): gap(wage) for wage in rows(2024, national=False)}
    assert of_the_states.pop(("31-9099", "DC")) == ("employment", *others)
    assert {found for (soc, _), found in of_the_states.items() if soc == "31-9092"} == {("mean",)}
    assert {found for (soc, _), found in of_the_states.items() if soc != "31-9092"} == {others}


def test_percentiles_ascend_and_none_is_zero():
    for wage in book().wages:
        known = [figure for name in PERCENTILES if (figure := wage.figure(name)) is not None]
        assert all(low <= high for low, high in pairwise(known)), wage
        assert all(wage.figure(name) != 0 for name in FIGURES), wage


def test_states_add_up_to_the_country():
    def jobs(year: int, soc: str, *, national: bool) -> int:
        return sum(wage.employment or 0 for wage in rows(year, national=national) if wage.soc == soc)

    checked = {(2024, "31-9092"): (793510, 793460), (2024, "29-2010"): (343270, 343040)}
    checked |= {(2024, "31-9097"): (138840, 138880), (2024, "31-1131"): (1388510, 1388430)}
    checked |= {(2025, "29-2010"): (332950, 332940)}
    found = {key: (jobs(*key, national=False), jobs(*key, national=True)) for key in checked}
    assert found == checked


def test_newest_row_that_has_the_figure_is_taken():
    wages = book()

    def median(soc: str, area: str) -> tuple[int, int | None]:
        found = wages.latest(soc, area)
        assert found is not None
        return found.year, found.p50

    assert {soc: median(soc, "TX") for soc in ("31-9092", "29-2010", "31-9097", "31-1131")} == {
        "31-9092": (2024, 38930),
        "29-2010": (2025, 59290),
        "31-9097": (2024, 39770),
        "31-1131": (2024, 36390),
    }
    assert median("31-9092", "US") == (2025, 45690)
    assert wages.latest("31-9097", "TX", figure="p10") is None
    assert wages.latest("29-2010", "TX", figure="p10", year=2024) is None
    assert wages.latest("29-2010", "TX", year=2024) == next(
        wage for wage in wages.wages if (wage.year, wage.soc, wage.area) == (2024, "29-2010", "TX")
    )
    assert wages.latest("31-9999", "TX") is None


def test_region_falls_back_to_the_country_and_says_so():
    found = [book().in_region("31-1132", area) for area in ("TX", "MT", "PR")]
    assert [(wage.year, wage.area) for wage in found if wage] == [(2024, "TX"), (2025, "US"), (2025, "US")]


def test_common_year_is_the_newest_that_all_have():
    wages = book()
    assert wages.common_year(("31-9092", "29-2010"), "TX") == 2024
    assert wages.common_year(("29-2010", "29-2010"), "TX") == 2025
    assert wages.common_year(("31-9092", "29-2010"), "US") == 2025
    assert wages.common_year(("31-9092", "29-2010"), "TX", figure="p10") is None
    assert wages.common_year(("31-9092",), "PR") is None
    assert wages.common_year((), "TX") is None


def test_jobs_are_shown_by_their_occupations():
    assert {job.id: (job.soc, job.combined, job.nearest, job.beside) for job in book().occupations.jobs.values()} == {
        "medical-assistant": ("31-9092", False, False, ()),
        "laboratory-technician": ("29-2010", True, False, ()),
        "laboratory-scientist": ("29-2010", True, False, ()),
        "phlebotomist": ("31-9097", False, False, ()),
        "patient-care-technician": ("31-1131", False, True, ("31-9099", "31-1132")),
    }
    assert {wage.soc for wage in book().wages if wage.combined} == {"29-2010"}
    assert all(wage.combined for wage in book().wages if wage.soc == "29-2010")
    assert {wage.soc for wage in book().wages if wage.nearest} == {"31-1131"}
    assert book().job("dentist") is None


def test_every_figure_names_its_copy():
    wages = book()

    def copies(soc: str, area: str) -> list[tuple[str, str]]:
        wage = wages.latest(soc, area)
        assert wage is not None
        return [(source.key, source.confidence) for source in wages.sources(wage)]

    assert copies("31-9092", "TX") == [("states-2024", "secondary"), ("states-2024-percentiles", "secondary")]
    assert copies("31-9097", "TX") == [("states-2024", "secondary")]
    assert copies("29-2010", "TX") == [("states-2025", "secondary")]
    assert copies("31-9097", "US") == [("national-2025", "primary")]
    assert all(wages.sources(wage) for wage in wages.wages)


def test_projections_are_those_of_all_occupations():
    wages = book()
    found = wages.projection("31-9092")
    assert found is not None
    assert (found.period, found.employment, found.projected, found.change_percent, found.annual_openings) == (
        "2024-2034",
        811.0,
        912.2,
        12.5,
        112.3,
    )
    assert (found.education, found.experience, found.training) == ("Postsecondary nondegree award", "None", "None")
    assert tuple(sorted(wages.projections)) == SOCS
    national = {wage.soc: wage.p50 for wage in rows(2024, national=True)}
    assert {soc: projection.median for soc, projection in wages.projections.items()} == national
    assert wages.projection("31-9999") is None
