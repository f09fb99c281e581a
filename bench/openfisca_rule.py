"""RMA route-3 as OpenFisca-Core's users would write it: two-valued, with jobs and cards as entities of their own.

OpenFisca has one kind of member and groups of it, so each job and card names its person, and the sum over a person's
jobs is the `bincount` that OpenFisca's own `sum` is. Days are ordinals in `int` variables, quicker than its dates.
What was not told must be filled in first: there is no third value.
"""

from __future__ import annotations

from datetime import date

import numpy as np
from numpy.typing import NDArray
from openfisca_core.entities import Entity
from openfisca_core.indexed_enums import Enum, EnumArray
from openfisca_core.periods import DateUnit, Period
from openfisca_core.periods import period as period_of
from openfisca_core.populations import Population
from openfisca_core.simulations import Simulation
from openfisca_core.taxbenefitsystems import TaxBenefitSystem
from openfisca_core.variables import Variable

from certway.core.person.columns import SELF, Bools, DaySpans, NumberSpans, People, Table, Words, WordSets
from certway.core.units.days import Days, add_months_to_day

WINDOW_YEARS = 7
NEED = 5616 * 700  # hundredths of hours a week, times days

person = Entity("person", "people", "A person", "")
job = Entity("job", "jobs", "A job of a person", "")
card = Entity("card", "cards", "A card of a person", "")

ANSWER = "meets_route_3"
FORMULAS = (ANSWER, "days_in_window", "worked_enough", "covers_duties", "has_cpr", "finished_high_school")


class Owned(Population):
    """Rows that each belong to one person."""

    def __init__(self, entity: Entity, table: Table) -> None:
        super().__init__(entity)
        self.count = table.size
        self.owner = table.owner
        self.people = len(table.told)

    def sum_by_person(self, amounts: NDArray[np.generic]) -> NDArray[np.float64]:
        return np.bincount(self.owner, weights=amounts, minlength=self.people)

    def any_by_person(self, flags: Bools) -> Bools:
        return self.sum_by_person(flags) > 0


class Role(Enum):
    medical_assistant = "medical-assistant"
    laboratory_technician = "laboratory-technician"
    laboratory_scientist = "laboratory-scientist"
    phlebotomist = "phlebotomist"
    patient_care_technician = "patient-care-technician"
    instructor = "medical-assisting-instructor"
    other = "other"


class CardKind(Enum):
    cpr = "cpr"
    first_aid = "first-aid"


class SchoolKind(Enum):
    diploma = "diploma"
    ged = "ged"
    equivalent = "equivalent"
    unfinished = "none"


class job_role(Variable):  # noqa: N801 (a variable is named by its class)
    value_type, entity, definition_period = Enum, job, DateUnit.DAY
    possible_values, default_value = Role, Role.other


class job_from(Variable):  # noqa: N801
    value_type, entity, definition_period = int, job, DateUnit.DAY


class job_to(Variable):  # noqa: N801
    value_type, entity, definition_period = int, job, DateUnit.DAY


class job_hours_per_week(Variable):  # noqa: N801
    value_type, entity, definition_period = int, job, DateUnit.DAY  # hundredths of hours


class job_clinical(Variable):  # noqa: N801
    value_type, entity, definition_period = bool, job, DateUnit.DAY


class job_administrative(Variable):  # noqa: N801
    value_type, entity, definition_period = bool, job, DateUnit.DAY


class card_kind(Variable):  # noqa: N801
    value_type, entity, definition_period = Enum, card, DateUnit.DAY
    possible_values, default_value = CardKind, CardKind.first_aid


class card_issued(Variable):  # noqa: N801
    value_type, entity, definition_period = int, card, DateUnit.DAY


class card_expires(Variable):  # noqa: N801
    value_type, entity, definition_period = int, card, DateUnit.DAY


class school_kind(Variable):  # noqa: N801
    value_type, entity, definition_period = Enum, person, DateUnit.DAY
    possible_values, default_value = SchoolKind, SchoolKind.unfinished


class school_completed(Variable):  # noqa: N801
    value_type, entity, definition_period = int, person, DateUnit.DAY


class days_in_window(Variable):  # noqa: N801
    """Days of work as a medical assistant in the last years."""

    value_type, entity, definition_period = int, job, DateUnit.DAY

    def formula(jobs: Owned, period: Period) -> NDArray[np.int32]:  # noqa: N805
        today = np.int32(period.start.date.toordinal())
        first = np.int32(add_months_to_day(int(today), -12 * WINDOW_YEARS))
        days = np.minimum(jobs("job_to", period), today) - np.maximum(jobs("job_from", period), first) + 1
        return np.maximum(days, 0) * (jobs("job_role", period) == Role.medical_assistant)


class worked_enough(Variable):  # noqa: N801
    value_type, entity, definition_period = bool, person, DateUnit.DAY

    def formula(people: Population, period: Period) -> Bools:  # noqa: N805
        jobs = people.simulation.job
        return jobs.sum_by_person(jobs("days_in_window", period) * jobs("job_hours_per_week", period)) >= NEED


class covers_duties(Variable):  # noqa: N801
    value_type, entity, definition_period = bool, person, DateUnit.DAY

    def formula(people: Population, period: Period) -> Bools:  # noqa: N805
        jobs = people.simulation.job
        counted = jobs("days_in_window", period) > 0
        clinical = jobs.any_by_person(counted & jobs("job_clinical", period))
        return clinical & jobs.any_by_person(counted & jobs("job_administrative", period))


class has_cpr(Variable):  # noqa: N801
    value_type, entity, definition_period = bool, person, DateUnit.DAY

    def formula(people: Population, period: Period) -> Bools:  # noqa: N805
        cards, today = people.simulation.card, period.start.date.toordinal()
        current = (cards("card_issued", period) <= today) & (cards("card_expires", period) >= today)
        return cards.any_by_person(current & (cards("card_kind", period) == CardKind.cpr))


class finished_high_school(Variable):  # noqa: N801
    value_type, entity, definition_period = bool, person, DateUnit.DAY

    def formula(people: Population, period: Period) -> Bools:  # noqa: N805
        today = period.start.date.toordinal()
        finished = people("school_kind", period) != SchoolKind.unfinished
        return finished & (people("school_completed", period) <= today)


class meets_route_3(Variable):  # noqa: N801
    value_type, entity, definition_period = bool, person, DateUnit.DAY

    def formula(people: Population, period: Period) -> Bools:  # noqa: N805
        experienced = people("worked_enough", period) & people("covers_duties", period)
        return experienced & people("has_cpr", period) & people("finished_high_school", period)


class OpenFisca:
    """A simulation of people about whom everything was told, to be asked on one day (ordinal)."""

    def __init__(self, people: People, *, day: int) -> None:
        system = TaxBenefitSystem([person, job, card])
        system.add_variables(*Variable.__subclasses__())
        own, jobs, cards = system.entities  # copies that know the system
        everyone = Population(own)
        everyone.count = people.size
        populations = {
            "person": everyone,
            "job": Owned(jobs, people.tables["work"]),
            "card": Owned(cards, people.tables["cards"]),
        }
        self.simulation = Simulation(system, populations)
        self.day = period_of(date.fromordinal(day))
        for name, values in _inputs(people).items():
            self.simulation.set_input(name, self.day, values)

    def answers(self) -> Bools:
        """Return for each person whether she meets the route, computed anew."""
        for name in FORMULAS:
            self.simulation.delete_arrays(name)
        return np.asarray(self.simulation.calculate(ANSWER, self.day))


def _inputs(people: People) -> dict[str, NDArray[np.generic]]:
    work, cards, own = people.tables["work"], people.tables["cards"], people.tables[SELF]
    duties = work.columns["duties"]
    assert isinstance(duties, WordSets)
    return {
        "job_role": _codes(work, "role", Role),
        "job_from": _days(work, "from"),
        "job_to": _days(work, "to"),
        "job_hours_per_week": _numbers(work, "hours_per_week"),
        "job_clinical": (duties.sure & duties.mask(frozenset({"clinical"}))) > 0,
        "job_administrative": (duties.sure & duties.mask(frozenset({"administrative"}))) > 0,
        "card_kind": _codes(cards, "kind", CardKind),
        "card_issued": _days(cards, "issued"),
        "card_expires": _days(cards, "expires"),
        "school_kind": _codes(own, "high_school.kind", SchoolKind),
        "school_completed": _days(own, "high_school.completed"),
    }


def _codes(table: Table, name: str, words: type[Enum]) -> EnumArray:
    column = table.columns[name]
    assert isinstance(column, Words)
    assert column.words == tuple(word.value for word in words)
    return EnumArray(column.code, words)


def _days(table: Table, name: str) -> Days:
    column = table.columns[name]
    assert isinstance(column, DaySpans)
    assert np.array_equal(column.lo, column.hi)
    return column.lo


def _numbers(table: Table, name: str) -> NDArray[np.int32]:
    column = table.columns[name]
    assert isinstance(column, NumberSpans)
    assert np.array_equal(column.lo, column.hi)
    return column.lo.astype(np.int32)
