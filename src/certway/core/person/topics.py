"""The questionnaire: which fields of the field table are asked, in which order, and when they matter.

Each condition was read from the rules: a question is asked only where its answer can change a verdict. What a rule
turns out to want to know is asked all the same, because the answer leads to the question (`also`).
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import TypeAlias

from certway.core.person.fields import HIGH_SCHOOL, PERSON, PROGRAM_KINDS, Field, Kind, SectionTable, section_table
from certway.core.person.record import Entry, Record


@dataclass(frozen=True, slots=True)
class Condition:
    """An earlier answer that makes a question worth asking."""

    field: str
    words: tuple[str | bool, ...]  # the answer is, or names, one of these
    unless: bool = False  # turns it round; what was not answered fulfils it then

    def holds(self, entry: Entry) -> bool:
        """Tell whether an entry's answers fulfil it."""
        told = entry.get(self.field)
        named = told if isinstance(told, tuple) else (told,)
        return any(word in self.words for word in named if isinstance(word, str | bool)) != self.unless


When: TypeAlias = "tuple[tuple[Condition, ...], ...]"
"""Several sets of conditions: one set that holds as a whole is enough. No set at all: never by itself."""

ALWAYS: When = ((),)
NEVER: When = ()


def _holds(when: When, entry: Entry) -> bool:
    return any(all(condition.holds(entry) for condition in together) for together in when)


@dataclass(frozen=True, slots=True)
class Asked:
    """One question: a field of the topic's section."""

    field: Field
    when: When = ALWAYS


@dataclass(frozen=True, slots=True)
class After:
    """An entry told earlier that makes a topic worth asking about: one of `section` that fulfils `when`."""

    section: str
    when: When


@dataclass(frozen=True, slots=True)
class Topic:
    """One screen: some fields of a single section, or a section of entries asked for one at a time."""

    id: str  # stands in addresses
    table: SectionTable
    asked: tuple[Asked, ...]
    after: tuple[After, ...] = ()  # the topic matters only when one of them is there; always when there is none

    @property
    def lists(self) -> bool:
        """Whether its section holds a list of entries."""
        return not self.table.single

    @property
    def first(self) -> Field:
        """The field that a new entry begins with; what else is asked depends on it."""
        return self.asked[0].field

    def asks(self, name: str) -> bool:
        """Tell whether a field is among its questions, asked always or at times."""
        return any(asked.field.name == name for asked in self.asked)

    def fields_for(self, entry: Entry, *, also: Collection[str] = ()) -> tuple[Field, ...]:
        """Return the fields that are worth asking, given what the entry says already.

        A field that holds an answer is always among them, so that every answer can be seen and changed; so are the
        fields named in `also`.
        """
        return tuple(
            asked.field
            for asked in self.asked
            if _holds(asked.when, entry) or asked.field.name in entry or asked.field.name in also
        )

    def matters(self, record: Record) -> bool:
        """Tell whether it is worth asking, given what else was told; what was told already always matters."""
        if not self.after or self.is_told(record):
            return True
        return any(_holds(one.when, entry) for one in self.after for entry in record.entries(one.section) or ())

    def is_told(self, record: Record) -> bool:
        """Tell whether anything was told about it."""
        name = self.table.name
        return record.entries(name) is not None if self.lists else bool(record.single(name))


def _one_of(name: str, *words: str | bool) -> When:
    return ((Condition(name, words),),)


def _unless(name: str, *words: str | bool) -> When:
    return ((Condition(name, words, unless=True),),)


def _topic(name: str, section: str, asked: dict[str, When], *after: After) -> Topic:
    table = section_table(section)
    assert table is not None
    fields = {known.name: known for known in table.fields}
    return Topic(name, table, tuple(Asked(fields[one], when) for one, when in asked.items()), after)


_MA = "medical-assistant"
_LABORATORY_PROGRAMS = ("mlt", "mls")
_MILITARY_LABORATORY = (*_LABORATORY_PROGRAMS, "laboratory-assistant", "other")  # what military training may be told as
_LABORATORY = ("laboratory-technician", "laboratory-scientist")
_LABORATORY_PLACES = (
    "hospital-laboratory",
    "reference-laboratory",
    "physician-office-laboratory",
    "blood-bank",
    "other",
)
_BEDSIDE = ("phlebotomist", "patient-care-technician")
_TEACHER = "medical-assisting-instructor"
_ACCREDITED = _unless("accredited", False)

TOPICS: tuple[Topic, ...] = (
    _topic("school", "high_school", {"kind": ALWAYS, "completed": _unless("kind", "none")}),
    _topic(
        "programs",
        "programs",
        {
            "kind": ALWAYS,
            "accredited_by": _one_of("kind", _MA, *_LABORATORY_PROGRAMS, "phlebotomy"),
            "setting": _one_of("kind", _MA, *_MILITARY_LABORATORY, "patient-care", "nursing"),
            "started": NEVER,
            "completed": _one_of("kind", *PROGRAM_KINDS),
            "academic_hours": _one_of("kind", _MA, "phlebotomy"),
            "clinical_hours": _one_of("kind", _MA, *_LABORATORY_PROGRAMS, "phlebotomy"),
            "total_hours": _one_of("kind", _MA),
            "weeks": ((Condition("kind", _MILITARY_LABORATORY), Condition("setting", ("military",))),),
            "award": _one_of("kind", _MA, *_LABORATORY_PROGRAMS),
        },
    ),
    _topic(
        "work",
        "work",
        {
            "role": ALWAYS,
            "setting": _one_of("role", _MA, "other"),
            "from": _one_of("role", _MA, *_LABORATORY, *_BEDSIDE, _TEACHER, "other"),
            "to": _one_of("role", _MA, *_LABORATORY, *_BEDSIDE, _TEACHER, "other"),
            "hours_per_week": _one_of("role", _MA, *_LABORATORY, "phlebotomist", "other"),
            "duties": _one_of("role", _MA),
            "departments": (
                (Condition("role", _LABORATORY),),
                (Condition("role", ("other",)), Condition("setting", _LABORATORY_PLACES)),
            ),
            "supervised": _one_of("role", _MA, *_BEDSIDE),
        },
    ),
    _topic(
        "education",
        "education",
        {
            "level": ALWAYS,
            "field": NEVER,
            "accredited": ALWAYS,
            "completed": _ACCREDITED,
            "semester_hours": _ACCREDITED,
            "science_hours": _ACCREDITED,
        },
    ),
    _topic(
        "credentials",
        "credentials",
        {
            "id": ALWAYS,
            "issued": _one_of("id", "cma-aama", "mlt-ascp"),
            "expires": _one_of("id", "mlt-ascp"),
            "number": NEVER,
        },
    ),
    _topic(
        "attempts",
        "attempts",
        {
            "exam": ALWAYS,
            "passed": ALWAYS,
            "on": ((Condition("passed", (True,), unless=True),), (Condition("exam", ("cma-aama",)),)),
            "score": NEVER,
            "route": NEVER,
        },
    ),
    _topic("statements", "statements", {"felony": ALWAYS, "moral_character": ALWAYS}),
    _topic(
        "cards",
        "cards",
        {"kind": ALWAYS, "issued": _one_of("kind", "cpr"), "expires": _one_of("kind", "cpr")},
        After("work", _one_of("role", _MA)),
    ),
    _topic(
        "procedures",
        "procedures",
        {"venipuncture": ALWAYS, "capillary": ALWAYS, "ekg": NEVER, "injection": ALWAYS},
        After("programs", _one_of("kind", _MA, "phlebotomy", "nursing")),
        After("work", _one_of("role", "phlebotomist")),
    ),
    _topic("about", "person", {"name": ALWAYS, "lives_in": NEVER, "born": NEVER}),
)

WISHES = _topic(
    "wishes",
    "preferences",
    dict.fromkeys(("hours_per_week", "budget", "start", "finish_by", "days_off", "intakes", "study_hours"), ALWAYS),
)

CHOOSING = _topic(
    "choosing",
    "preferences",
    dict.fromkeys(
        (
            "side", "patient_contact", "settings", "states", "months", "hours_per_week", "money_now", "budget",
            "degree", "pay", "renewal_points", "importance",
        ),
        ALWAYS,
    ),
)  # fmt: skip


def split_place(place: str) -> tuple[str, list[str]]:
    """Return the section of a place of the person file, and the rest: `programs/0/completed`.

    High school stands inside `person` there, and is a section of its own.
    """
    high = f"{PERSON.name}/{HIGH_SCHOOL.name}"
    section, *rest = (place.removeprefix(f"{PERSON.name}/") if place.startswith(high) else place).split("/")
    return section, rest


def topic_about(section: str) -> Topic | None:
    """Return the topic that asks about a section of the person file, or None when none does."""
    return next((topic for topic in TOPICS if topic.table.name == section), None)


_FILE_ONLY = ("id", "accreditation")  # what a file alone can say: names of entries, days of an accreditation


def _whole(name: str, section: str, *, first: tuple[str, ...] = ()) -> Topic:
    """Return a topic that asks about every field of a section, those of the questionnaire or those named first."""
    asked = topic_about(section)
    first = tuple(one.field.name for one in asked.asked) if asked else first
    table = section_table(section)
    assert table is not None
    rest = [field.name for field in table.fields if field.name not in (*first, *_not_asked(table))]
    return _topic(name, section, dict.fromkeys((*first, *rest), ALWAYS))


def _not_asked(table: SectionTable) -> tuple[str, ...]:
    """Return the fields that only a file can hold; a credential's id is its name, and is asked."""
    return tuple(
        field.name for field in table.fields if field.name in _FILE_ONLY and field.kind in (Kind.TEXT, Kind.RANGES)
    )


RECORD: tuple[Topic, ...] = (
    _whole("about", "person"),
    _whole("school", "high_school"),
    _whole("programs", "programs"),
    _whole("education", "education"),
    _whole("work", "work"),
    _whole("procedures", "procedures"),
    _whole("credentials", "credentials"),
    _whole("attempts", "attempts"),
    _whole("cards", "cards"),
    _whole("credits", "education_credits", first=("title", "on")),
    _whole("fees", "fees_paid"),
    _whole("statements", "statements"),
    _whole("wishes", "preferences"),
)
"""The whole record, one topic a section, with every field that can be asked."""


def record_topic(name: str) -> Topic | None:
    """Return the topic of the whole record of an id, or None when there is none."""
    return next((topic for topic in RECORD if topic.id == name), None)


def topic_of(name: str) -> Topic | None:
    """Return the topic of an id, or None when there is none."""
    return next((topic for topic in TOPICS if topic.id == name), None)


def topics_for(record: Record) -> tuple[Topic, ...]:
    """Return the topics that matter, given what was told, in the order in which they are asked."""
    return tuple(topic for topic in TOPICS if topic.matters(record))


def open_topics(record: Record) -> tuple[Topic, ...]:
    """Return the topics that matter and of which nothing was told."""
    return tuple(topic for topic in topics_for(record) if not topic.is_told(record))
