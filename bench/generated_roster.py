"""Generated rosters as Parquet files: people with about six entries each in every section, some of it not told."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TypeAlias

import numpy as np
import polars as pl
from numpy.typing import NDArray

from certway.core.person.fields import DEPARTMENTS, LEVELS, PROGRAM_KINDS, ROLES, STATES, WORK_SETTINGS

Drawn: TypeAlias = NDArray[np.int64]

EPOCH = 719_163  # ordinal of 1970-01-01
NOT_TOLD = 0.04  # share of cells
BY_YEAR = 0.02  # share of days that are known to the year only, where a column holds texts
ROUTES = {  # of an attempt, by its exam
    "cma-aama": "category-1",
    "rma-amt": "route-1",
    "ccma-nha": "training",
    "ncma-ncct": "graduate",
    "cpct-a-nha": "experience",
    "pbt-ascp": "route-1",
    "cpt-nha": "training",
    "rpt-amt": "work-experience",
    "mlt-ascp": "route-2",
    "mlt-amt": "education",
    "mls-ascp": "route-1",
}
EXAMS = (*ROUTES,)
ENTRIES = {  # shares of people with none, one, two … entries
    "education": (0.25, 0.45, 0.25, 0.05),
    "programs": (0.25, 0.6, 0.15),
    "work": (0.14, 0.36, 0.27, 0.15, 0.08),
    "credentials": (0.55, 0.4, 0.05),
    "attempts": (0.6, 0.25, 0.1, 0.05),
    "cards": (0.3, 0.55, 0.15),
    "education_credits": (0.75, 0.1, 0.1, 0.05),
}


class GeneratedRoster:
    """Draws the files of a roster, the same ones for the same seed."""

    def __init__(self, people: int, *, day: int, seed: int) -> None:
        self.people = people
        self.day = day
        self.rng = np.random.default_rng(seed)
        self.ids = pl.Series("person_id", np.arange(people)).cast(pl.String).str.zfill(8)

    def write(self, folder: Path) -> int:
        """Write the files, and return how many entries there are."""
        count = 0
        for section, shares in ENTRIES.items():
            owner = np.repeat(np.arange(self.people), self.rng.choice(len(shares), self.people, p=shares))
            if section == "work":
                owner = owner[self.rng.permutation(len(owner))]  # tables need not be in the order of the people
            columns = getattr(self, f"_{section}")(len(owner))
            pl.DataFrame({"person_id": self.ids.gather(owner), **columns}).write_parquet(folder / f"{section}.parquet")
            count += len(owner)
        for file in ("people", "procedures", "statements"):
            columns = getattr(self, f"_{file}")(self.people)
            pl.DataFrame({"person_id": self.ids, **columns}).write_parquet(folder / f"{file}.parquet")
        return count

    def _people(self, count: int) -> dict[str, pl.Series]:
        return {
            "born": self._dates(self._ago(18 * 365, 55 * 365, count)),
            "lives_in": self._words(STATES, count),
            "high_school.kind": self._words(("diploma", "ged", "equivalent", "none"), count, (0.8, 0.11, 0.03, 0.06)),
            "high_school.completed": self._dates(self._ago(-200, 25 * 365, count)),
        }

    def _procedures(self, count: int) -> dict[str, pl.Series]:
        return {
            name: self._numbers(self.rng.integers(0, 80, count))
            for name in ("venipuncture", "capillary", "ekg", "injection")
        }

    def _statements(self, count: int) -> dict[str, pl.Series]:
        return {"felony": self._flags(0.03, count), "moral_character": self._flags(0.98, count)}

    def _education(self, count: int) -> dict[str, pl.Series]:
        hours = self.rng.integers(12, 130, count)
        biology, chemistry = (np.minimum(self.rng.integers(0, 31, count), hours) for _ in range(2))
        part = chemistry // 2
        return {
            "level": self._words(LEVELS, count, (0.3, 0.1, 0.05, 0.3, 0.2, 0.04, 0.01)),
            "accredited": self._flags(0.95, count),
            "completed": self._texts_of_days(self._ago(-300, 20 * 365, count)),
            "semester_hours": self._numbers(hours),
            "science_hours.biology": self._numbers(biology),
            "science_hours.microbiology": self._numbers(np.minimum(self.rng.integers(0, 7, count), biology)),
            "science_hours.chemistry": self._numbers(chemistry),
            "science_hours.organic-chemistry": self._numbers(np.minimum(self.rng.integers(0, 5, count), part)),
            "science_hours.biochemistry": self._numbers(np.minimum(self.rng.integers(0, 5, count), part)),
        }

    def _programs(self, count: int) -> dict[str, pl.Series]:
        completed = self._ago(-500, 12 * 365, count)
        settings = ("civilian", "military", "apprenticeship", "employer")
        by = ("CAAHEP", "ABHES", "NAACLS", "state-approved", "institution-usde", "amt-board", "CAAHEP;institution-usde")
        return {
            "kind": self._words(PROGRAM_KINDS, count, (0.5, 0.12, 0.1, 0.1, 0.05, 0.05, 0.03, 0.05)),
            "accredited_by": self._words(by, count).str.split(";"),
            "started": self._dates(completed - self.rng.integers(120, 800, count)),
            "completed": self._dates(completed),
            "academic_hours": self._numbers(self.rng.choice((240, 560, 640, 720, 900), count)),
            "clinical_hours": self._numbers(self.rng.choice((0, 120, 160, 180, 320), count)),
            "weeks": self._numbers(self.rng.choice((18, 26, 40, 50, 52, 80), count)),
            "setting": self._words(settings, count, (0.9, 0.04, 0.03, 0.03)),
            "award": self._words(("certificate", "diploma", "associate", "bachelor", "none"), count),
        }

    def _work(self, count: int) -> dict[str, pl.Series]:
        began = self._ago(0, 12 * 365, count)
        ended = began + self.rng.gamma(1.5, 700, count).astype(np.int64)
        duties = ("clinical", "administrative", "clinical;administrative", "none")
        some = tuple(";".join(DEPARTMENTS[:most]) for most in (1, 2, 4, 6))
        return {
            "role": self._words(ROLES, count, (0.5, 0.14, 0.1, 0.06, 0.05, 0.02, 0.13)),
            "setting": self._words(WORK_SETTINGS, count),
            "from": self._texts_of_days(began),
            "to": self._texts_of_days(ended, open_from=self.day),
            "hours_per_week": self._numbers(self.rng.choice((8, 16, 20, 24, 32, 36, 37.5, 40, 40, 40), count)),
            "duties": self._words(duties, count, (0.25, 0.1, 0.6, 0.05)),
            "departments": self._words((*some, "none"), count),
            "supervised": self._flags(0.9, count),
        }

    def _credentials(self, count: int) -> dict[str, pl.Series]:
        issued = self._ago(0, 8 * 365, count)
        return {
            "id": self._words((*EXAMS, "cla-ascp"), count, told=1),
            "issued": self._dates(issued),
            "expires": self._texts_of_days(issued + 1826, open_from=self.day + 1700),
        }

    def _attempts(self, count: int) -> dict[str, pl.Series]:
        exam = self.rng.integers(0, len(EXAMS), count)
        return {
            "exam": pl.Series(EXAMS).gather(exam),
            "on": self._dates(self._ago(0, 5 * 365, count)),
            "passed": self._flags(0.65, count),
            "score": self._numbers(self.rng.integers(200, 800, count)),
            "route": pl.Series(EXAMS).replace_strict(ROUTES).gather(exam),
        }

    def _cards(self, count: int) -> dict[str, pl.Series]:
        issued = self._ago(-20, 1100, count)
        return {
            "kind": self._words(("cpr", "first-aid"), count, (0.88, 0.12)),
            "issued": self._dates(issued),
            "expires": self._dates(issued + 730),
        }

    def _education_credits(self, count: int) -> dict[str, pl.Series]:
        return {
            "on": self._dates(self._ago(0, 5 * 365, count)),
            "points": self._numbers(self.rng.choice((0.5, 1, 1.5, 2, 3), count)),
            "kind": self._words(("course", "college", "in-service"), count),
        }

    def _ago(self, least: int, most: int, count: int) -> Drawn:
        return self.day - self.rng.integers(least, most, count)

    def _hidden(self, count: int, share: float = NOT_TOLD) -> pl.Series:
        return pl.Series(self.rng.random(count) < share)

    def _dates(self, days: Drawn) -> pl.Series:
        cells = pl.Series(days - EPOCH, dtype=pl.Int32)
        return cells.set(self._hidden(len(days)), None).cast(pl.Date)

    def _texts_of_days(self, days: Drawn, *, open_from: int | None = None) -> pl.Series:
        """Days as a column that holds years too, and `open` for an end that lies on a day or after it."""
        texts = pl.Series(days - EPOCH, dtype=pl.Int32).cast(pl.Date).dt.to_string("%Y-%m-%d")
        texts = texts.zip_with(~self._hidden(len(days), BY_YEAR), texts.str.slice(0, 4))
        if open_from is not None:
            texts = texts.set(pl.Series(days >= open_from), "open")
        return texts.set(self._hidden(len(days)), None)

    def _numbers(self, numbers: NDArray[np.generic]) -> pl.Series:
        cells = pl.Series(numbers)
        return cells.set(self._hidden(len(numbers)), None)

    def _flags(self, share: float, count: int) -> pl.Series:
        return pl.Series(self.rng.random(count) < share).set(self._hidden(count), None)

    def _words(
        self, words: Sequence[str], count: int, shares: Sequence[float] | None = None, *, told: float = 1 - NOT_TOLD
    ) -> pl.Series:
        places = pl.Series(self.rng.choice(len(words), count, p=shares))
        return pl.Series(words).gather(places.set(self._hidden(count, 1 - told), None))
