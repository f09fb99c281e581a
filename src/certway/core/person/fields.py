"""The one field table: every field a person file may hold, its type, range and meaning.

Columns, the JSON Schema, CSV headers, the questionnaire and the checks of a person file are generated from it.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

STATES = (
    "AL", "AK", "AZ", "AR", "CA", "CO", "CT", "DE", "DC", "FL", "GA", "HI", "ID", "IL", "IN", "IA", "KS", "KY", "LA",
    "ME", "MD", "MA", "MI", "MN", "MS", "MO", "MT", "NE", "NV", "NH", "NJ", "NM", "NY", "NC", "ND", "OH", "OK", "OR",
    "PA", "PR", "RI", "SC", "SD", "TN", "TX", "UT", "VT", "VA", "WA", "WV", "WI", "WY",
)  # fmt: skip
PROGRAM_KINDS = (
    "medical-assistant", "mlt", "mls", "phlebotomy", "patient-care", "laboratory-assistant", "nursing", "other",
)  # fmt: skip
ACCREDITORS = (
    "CAAHEP", "ABHES", "NAACLS", "state-approved", "institution-usde", "institution-chea", "amt-board",
    "ncct",
)  # fmt: skip
LEVELS = ("none", "certificate", "diploma", "associate", "bachelor", "master", "doctorate")  # lowest first
WORK_SETTINGS = (
    "outpatient-clinic", "pediatric-clinic", "urgent-care", "hospital-inpatient", "hospital-laboratory",
    "reference-laboratory", "physician-office-laboratory", "blood-bank", "school", "other",
)  # fmt: skip
ROLES = (
    "medical-assistant", "laboratory-technician", "laboratory-scientist", "phlebotomist", "patient-care-technician",
    "medical-assisting-instructor", "other",
)  # fmt: skip
DEPARTMENTS = ("blood-banking", "chemistry", "hematology", "microbiology", "immunology", "urinalysis")


class Kind(Enum):
    """What a field holds."""

    DAY = "day"  # a day, month or year
    OPEN_DAY = "open-day"  # the same, or null for "still open"
    NUMBER = "number"  # kept in hundredths
    WORD = "word"  # one of `words`, or any identifier when `words` is empty
    WORDS = "words"  # a list of them
    FLAG = "flag"  # true or false
    TEXT = "text"  # free text; never decides anything
    MAP = "map"  # word -> number
    RANGES = "ranges"  # the long form of accreditation: who, from, to
    FREE = "free"  # documented with the commands that read it


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a section."""

    name: str
    kind: Kind
    meaning: str  # one line, for people
    words: tuple[str, ...] = ()  # what a WORD, WORDS or MAP key may be; empty = any identifier
    least: float = 0  # smallest NUMBER
    most: float = 1_000_000  # largest NUMBER
    unit: str = ""
    required: bool = False


@dataclass(frozen=True, slots=True)
class SectionTable:
    """One section of the person file: a list of entries, or the single record about the person herself."""

    name: str
    fields: tuple[Field, ...]
    meaning: str
    single: bool = False
    orders: tuple[tuple[str, str], ...] = ()  # pairs of day fields that must not be the wrong way round

    def field(self, name: str) -> Field | None:
        """Return the field of that name, or None."""
        return next((field for field in self.fields if field.name == name), None)


def _id() -> Field:
    return Field("id", Kind.TEXT, "a lasting name of this entry, kept on a round trip")


HIGH_SCHOOL = SectionTable(
    "high_school",
    (
        Field("completed", Kind.DAY, "the day of graduation; may lie in the future"),
        Field(
            "kind", Kind.WORD, "diploma, GED or equivalent; none = never finished",
            ("diploma", "ged", "equivalent", "none"),
        ),
    ),
    "high school, finished or not",
    single=True,
)  # fmt: skip

PERSON = SectionTable(
    "person",
    (
        Field("name", Kind.TEXT, "the person's name"),
        Field("born", Kind.DAY, "date of birth"),
        Field("lives_in", Kind.WORD, "US state, DC or PR", STATES),
    ),
    "who this is",
    single=True,
)

EDUCATION = SectionTable(
    "education",
    (
        _id(),
        Field("level", Kind.WORD, "the degree; none = credits without a degree", LEVELS),
        Field("field", Kind.TEXT, "subject"),
        Field("accredited", Kind.FLAG, "by a recognized regional or national agency"),
        Field("completed", Kind.DAY, "day of the degree or of the last course; may lie in the future"),
        Field("semester_hours", Kind.NUMBER, "credit in all", most=1000, unit="semester hours"),
        Field(
            "science_hours",
            Kind.MAP,
            "credit by subject; microbiology is part of biology, organic chemistry and biochemistry of chemistry",
            ("biology", "microbiology", "chemistry", "organic-chemistry", "biochemistry"),
            most=1000,
            unit="semester hours",
        ),
    ),
    "college study and degrees",
)

PROGRAMS = SectionTable(
    "programs",
    (
        _id(),
        Field("kind", Kind.WORD, "the occupation it trains for", PROGRAM_KINDS),
        Field("accredited_by", Kind.WORDS, "who accredits it; [] = nobody", ACCREDITORS),
        Field("accreditation", Kind.RANGES, "the long form of accredited_by, with days", ACCREDITORS),
        Field("started", Kind.DAY, "first day of enrolment"),
        Field("completed", Kind.DAY, "day of completion; may lie in the future (scheduled)"),
        Field("academic_hours", Kind.NUMBER, "classroom and laboratory hours", most=20_000, unit="hours"),
        Field("clinical_hours", Kind.NUMBER, "hours of externship or practicum", most=20_000, unit="hours"),
        Field("total_hours", Kind.NUMBER, "the sum, if only the sum is known", most=40_000, unit="hours"),
        Field("weeks", Kind.NUMBER, "length of the course", most=1000, unit="weeks"),
        Field("setting", Kind.WORD, "where", ("civilian", "military", "apprenticeship", "employer")),
        Field("award", Kind.WORD, "what it ended with", ("certificate", "diploma", "associate", "bachelor", "none")),
    ),
    "training programs for a health occupation",
    orders=(("started", "completed"),),
)

WORK = SectionTable(
    "work",
    (
        _id(),
        Field("role", Kind.WORD, "what the person worked as", ROLES),
        Field("setting", Kind.WORD, "where", WORK_SETTINGS),
        Field("from", Kind.DAY, "first day"),
        Field("to", Kind.OPEN_DAY, "last day; null = still there"),
        Field("hours_per_week", Kind.NUMBER, "hours a week", most=168, unit="hours"),
        Field("duties", Kind.WORDS, "kinds of work; [] = neither", ("clinical", "administrative")),
        Field("departments", Kind.WORDS, "laboratory departments; [] = none", DEPARTMENTS),
        Field("supervised", Kind.FLAG, "whether somebody supervised it"),
    ),
    "jobs",
    orders=(("from", "to"),),
)

CREDENTIALS = SectionTable(
    "credentials",
    (
        Field("id", Kind.WORD, "the credential, such as cma-aama", required=True),
        Field("number", Kind.TEXT, "certificate number"),
        Field("issued", Kind.DAY, "day of issue"),
        Field("expires", Kind.OPEN_DAY, "last day; null = does not expire"),
    ),
    "credentials held now or earlier",
    orders=(("issued", "expires"),),
)

ATTEMPTS = SectionTable(
    "attempts",
    (
        _id(),
        Field("exam", Kind.WORD, "the credential whose exam it was", required=True),
        Field("on", Kind.DAY, "day of the exam"),
        Field("passed", Kind.FLAG, "whether it was passed"),
        Field("score", Kind.NUMBER, "score on the body's own scale", most=1000, unit="scale points"),
        Field("route", Kind.WORD, "the route it was taken under"),
    ),
    "exams taken",
)

CARDS = SectionTable(
    "cards",
    (
        _id(),
        Field("kind", Kind.WORD, "what card, such as cpr"),
        Field("issued", Kind.DAY, "day of issue"),
        Field("expires", Kind.OPEN_DAY, "last day; null = does not expire"),
    ),
    "cards such as CPR",
    orders=(("issued", "expires"),),
)

EDUCATION_CREDITS = SectionTable(
    "education_credits",
    (
        _id(),
        Field("on", Kind.DAY, "day it was finished"),
        Field("title", Kind.TEXT, "title"),
        Field("provider", Kind.TEXT, "who gave it"),
        Field("points", Kind.NUMBER, "points as the body counts them", most=1000, unit="points"),
        Field("areas", Kind.MAP, "points by area", most=1000, unit="points"),
        Field("approved_by", Kind.WORDS, "who approved it; [] = nobody"),
        Field(
            "kind", Kind.WORD, "what kind of activity",
            ("course", "college", "in-service", "teaching", "authorship", "employment", "other"),
        ),
    ),
    "continuing education",
)  # fmt: skip

FEES_PAID = SectionTable(
    "fees_paid",
    (
        _id(),
        Field("credential", Kind.WORD, "the credential it was paid for", required=True),
        Field("kind", Kind.WORD, "what fee, such as annual"),
        Field("on", Kind.DAY, "day of payment"),
        Field("usd", Kind.NUMBER, "amount", unit="usd"),
    ),
    "fees paid to certifying bodies",
)

PROCEDURES = SectionTable(
    "procedures",
    tuple(
        Field(name, Kind.NUMBER, meaning, unit="procedures")
        for name, meaning in (
            ("venipuncture", "venipunctures on live people"),
            ("capillary", "capillary (finger or heel) punctures on live people"),
            ("ekg", "electrocardiograms on live people"),
            ("injection", "injections given to live people"),
        )
    ),
    "procedures performed on live people",
    single=True,
)

STATEMENTS = SectionTable(
    "statements",
    (
        Field("felony", Kind.FLAG, "found guilty of, or pleaded guilty to, a felony"),
        Field("moral_character", Kind.FLAG, "of good moral character"),
    ),
    "what the person states about herself; absent = not asked yet",
    single=True,
)

PREFERENCES = SectionTable(
    "preferences",
    (
        Field("hours_per_week", Kind.NUMBER, "free hours a week", most=112, unit="hours"),
        Field("budget", Kind.NUMBER, "money at hand", unit="usd"),
        Field("start", Kind.DAY, "first day the person wants to begin"),
        Field("finish_by", Kind.DAY, "last day by which she wants to be certified"),
        Field("days_off", Kind.FREE, "a list of {from, to}: days without study or class"),
        Field("intakes", Kind.FREE, "a list of days on which the school she has in mind starts a class"),
        Field(
            "study_hours", Kind.NUMBER, "hours she wants to give to exam preparation in all", most=2000, unit="hours"
        ),
        Field("side", Kind.WORD, "with patients at the front line, or in the laboratory", ("front-line", "laboratory")),
        Field("settings", Kind.WORDS, "places she would like to work in", WORK_SETTINGS),
        Field("patient_contact", Kind.WORD, "how much she wants to be with patients", ("none", "some", "much")),
        Field("months", Kind.NUMBER, "at most so long until certified", least=1, most=240, unit="months"),
        Field("money_now", Kind.NUMBER, "money at hand today; `budget` is the money in all", unit="usd"),
        Field("degree", Kind.WORD, "the highest degree she is willing to study for", ("none", "associate", "bachelor")),
        Field("pay", Kind.NUMBER, "at least so much a year", unit="usd"),
        Field("renewal_points", Kind.NUMBER, "at most so many renewal points a year", most=200, unit="points"),
        Field("states", Kind.WORDS, "states in which she wants to work", STATES),
        Field(
            "importance",
            Kind.MAP,
            "how much each wish counts, from 0 (not at all) to 5; 3 where nothing is said",
            ("side", "setting", "contact", "time", "money", "money-now", "pay", "upkeep", "states", "portability"),
            most=5,
        ),
    ),
    "wishes for `certway plan` and `certway match`",
    single=True,
)

SECTIONS: tuple[SectionTable, ...] = (
    PERSON, EDUCATION, PROGRAMS, WORK, PROCEDURES, CREDENTIALS, ATTEMPTS, CARDS, EDUCATION_CREDITS, FEES_PAID,
    STATEMENTS, PREFERENCES,
)  # fmt: skip

SINGLES: tuple[SectionTable, ...] = (PERSON, HIGH_SCHOOL, PROCEDURES, STATEMENTS)  # what a rule may ask of the person
LISTS: tuple[SectionTable, ...] = tuple(section for section in SECTIONS if not section.single)


def section_table(name: str) -> SectionTable | None:
    """Return the table of a section, or None when there is no such section."""
    return next((table for table in (*SECTIONS, HIGH_SCHOOL) if table.name == name), None)
