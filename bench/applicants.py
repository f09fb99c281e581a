"""Generated people who want a credential: beginners, students, graduates, workers, holders and repeaters."""

from __future__ import annotations

import random
from collections.abc import Callable

from certway.core.person.record import OPEN, Entry, Record
from certway.core.plan.wishes import Wishes
from certway.core.units.days import DaySpan

DEPARTMENTS = ("blood-banking", "chemistry", "hematology", "microbiology", "immunology", "urinalysis")
LABORATORY = ("mlt-ascp", "mls-ascp")


def applicant(rng: random.Random, goal: str, today: int) -> Record:
    """Return one person; what she has fits the goal more often than not."""
    lists: dict[str, tuple[Entry, ...]] = dict.fromkeys(
        ("education", "programs", "work", "credentials", "attempts", "cards"), ()
    )
    finished = today - rng.randint(-200, 20 * 365)
    record = Record(
        singles={
            "high_school": {"completed": at(finished), "kind": rng.choices(("diploma", "ged", "none"), (80, 15, 5))[0]},
            "statements": {"felony": rng.random() < 0.03, "moral_character": True},
            "procedures": {
                name: 100 * rng.randint(0, 60) for name in ("venipuncture", "capillary", "ekg", "injection")
            },
        },
        lists=lists,
    )
    for make, share in STORIES[goal in LABORATORY]:
        if rng.random() < share:
            record = make(rng, record, today)
    if rng.random() < 0.15:
        record = failed(rng, record, goal, today)
    return record


def at(day: int) -> DaySpan:
    """Return an exact day."""
    return DaySpan(day, day)


def program(rng: random.Random, record: Record, today: int) -> Record:
    completed = today + rng.randint(-9 * 365, 300)
    entry: Entry = {
        "kind": "medical-assistant",
        "accredited_by": rng.choice((("CAAHEP", "institution-usde"), ("ABHES",), ("institution-usde",), ())),
        "started": at(completed - 300),
        "completed": at(completed),
        "academic_hours": 100 * rng.choice((400, 560, 620, 720)),
        "clinical_hours": 100 * rng.choice((100, 160, 200)),
        "setting": rng.choice(("civilian", "civilian", "military", "employer")),
        "award": "certificate",
    }
    return record.with_entries("programs", (entry,))


def clinic_job(rng: random.Random, record: Record, today: int) -> Record:
    began = today - rng.randint(30, 8 * 365)
    entry: Entry = {
        "role": rng.choice(("medical-assistant", "medical-assistant", "other")),
        "setting": "outpatient-clinic",
        "from": at(began),
        "to": OPEN if rng.random() < 0.7 else at(rng.randint(began, today)),
        "hours_per_week": 100 * rng.choice((16, 24, 36, 40)),
        "duties": rng.choice((("clinical", "administrative"), ("clinical",), ("administrative",))),
        "departments": (),
        "supervised": rng.random() < 0.9,
    }
    return record.with_entries("work", (entry,))


def card(rng: random.Random, record: Record, today: int) -> Record:
    issued = today - rng.randint(0, 900)
    return record.with_entries("cards", ({"kind": "cpr", "issued": at(issued), "expires": at(issued + 730)},))


def degree(rng: random.Random, record: Record, today: int) -> Record:
    level = rng.choice(("associate", "associate", "bachelor", "none"))
    biology, chemistry = 100 * rng.choice((4, 8, 16, 24)), 100 * rng.choice((4, 8, 16, 20))
    entry: Entry = {
        "level": level,
        "accredited": rng.random() < 0.95,
        "completed": at(today + rng.randint(-15 * 365, 250)),
        "semester_hours": 100 * {"associate": 64, "bachelor": 124, "none": rng.choice((40, 62))}[level],
        "science_hours": {
            "biology": biology,
            "microbiology": rng.choice((0, 400)),
            "chemistry": chemistry,
            "organic-chemistry": rng.choice((0, 400)),
            "biochemistry": 0,
        },
    }
    return record.with_entries("education", (entry,))


def laboratory_program(rng: random.Random, record: Record, today: int) -> Record:
    completed = today + rng.randint(-9 * 365, 400)
    entry: Entry = {
        "kind": rng.choice(("mlt", "mls")),
        "accredited_by": rng.choice((("NAACLS",), ("NAACLS",), ("ABHES",), ())),
        "started": at(completed - 600),
        "completed": at(completed),
        "setting": rng.choice(("civilian", "civilian", "military")),
        "weeks": 5200,
        "award": "certificate",
    }
    return record.with_entries("programs", (entry,))


def laboratory_job(rng: random.Random, record: Record, today: int) -> Record:
    began = today - rng.randint(30, 9 * 365)
    entry: Entry = {
        "role": rng.choice(("laboratory-technician", "laboratory-scientist")),
        "setting": "hospital-laboratory",
        "from": at(began),
        "to": OPEN if rng.random() < 0.8 else at(rng.randint(began, today)),
        "hours_per_week": 100 * rng.choice((20, 35, 40)),
        "duties": (),
        "departments": DEPARTMENTS if rng.random() < 0.8 else DEPARTMENTS[:4],
        "supervised": True,
    }
    return record.with_entries("work", (entry,))


def technician(rng: random.Random, record: Record, today: int) -> Record:
    issued = today - rng.randint(100, 4 * 365)
    entry: Entry = {"id": "mlt-ascp", "number": "1", "issued": at(issued), "expires": at(issued + 1095)}
    return record.with_entries("credentials", (entry,))


def failed(rng: random.Random, record: Record, goal: str, today: int) -> Record:
    attempts = tuple(
        {"exam": goal, "on": at(today - 60 * place - rng.randint(1, 60)), "passed": False, "route": "route-1"}
        for place in range(rng.randint(1, 3))
    )
    return record.with_entries("attempts", attempts)


Story = tuple[Callable[[random.Random, Record, int], Record], float]
STORIES: dict[bool, tuple[Story, ...]] = {
    False: ((program, 0.45), (clinic_job, 0.45), (card, 0.5)),
    True: ((degree, 0.6), (laboratory_program, 0.35), (laboratory_job, 0.4), (technician, 0.25)),
}


def wishes_for(rng: random.Random, goal: str, start: int) -> Wishes:
    """Return wishes from modest to strict; who wants a laboratory degree has more time and money in mind."""
    off = start + rng.randint(10, 300)
    laboratory = goal in LABORATORY
    return Wishes(
        start=start,
        finish_by=start + rng.randint(120, 1500) if rng.random() < 0.3 else None,
        weekly_minutes=60 * rng.choice((10, 20, 40, 40, 45) if laboratory else (6, 10, 14, 20, 45))
        if rng.random() < 0.8
        else None,
        budget=rng.choice((1000, 15000, 30000, 60000) if laboratory else (1000, 3500, 6000, 8000))
        if rng.random() < 0.6
        else None,
        days_off=((off, off + rng.randint(3, 20)),) if rng.random() < 0.4 else (),
    )
