"""Generated people: records that a person file may hold, often close to what the rules ask for."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import date

from hypothesis import strategies as st

from certway.core.person.fields import (
    DEPARTMENTS,
    HIGH_SCHOOL,
    LISTS,
    PERSON,
    SINGLES,
    Field,
    Kind,
    SectionTable,
    section_table,
)
from certway.core.person.record import OPEN, Accreditation, Entry, FieldValue, Record
from certway.core.units.days import DaySpan, add_months_to_day, parse_day

FIRST = date(2004, 1, 1).toordinal()
LAST = date(2036, 12, 31).toordinal()

ROUTES = {
    "cma-aama": ("category-1", "category-2", "category-3", "category-4"),
    "rma-amt": ("route-1", "route-2", "route-3", "route-4", "route-5"),
    "ccma-nha": ("training", "experience", "provisional"),
    "mlt-ascp": ("route-1", "route-2", "route-3", "route-4"),
    "mls-ascp": ("route-1", "route-2", "route-3", "route-4"),
    "pbt-ascp": ("route-1", "route-2", "route-3", "route-4"),
    "rpt-amt": ("recent-program", "work-experience"),
    "mlt-amt": ("education", "alternate-education", "military"),
}
_EDGES = [
    day
    for year in range(2004, 2037)
    for month in range(1, 13)
    for day in (date(year, month, 1).toordinal() - 1, date(year, month, 1).toordinal())
    if month in (1, 3, 4, 9)
]
_LONGEST = {"started": 900, "from": 12 * 366, "issued": 6 * 366}  # days from the first of two days to the second


def days() -> st.SearchStrategy[int]:
    """Days of the years in which the rules live, month ends and leap days more often than by chance."""
    return st.integers(FIRST, LAST) | st.sampled_from(_EDGES)


def spans(exact: bool) -> st.SearchStrategy[DaySpan]:
    """Days as a person file tells them: exact, or (unless all are to be) known to the month or year."""
    told = days().map(lambda day: DaySpan(day, day))
    return told if exact else told | told | told | told.map(month_of) | told.map(year_of)


def month_of(span: DaySpan) -> DaySpan:
    """Return the month that a day lies in."""
    return _parsed(f"{date.fromordinal(span.first):%Y-%m}")


def year_of(span: DaySpan) -> DaySpan:
    """Return the year that a day lies in."""
    return _parsed(f"{date.fromordinal(span.first):%Y}")


def _parsed(text: str) -> DaySpan:
    span = parse_day(text)
    assert span is not None
    return span


_NUMBERS: Mapping[str, tuple[float, ...]] = {  # around what the rules ask for
    "academic_hours": (39, 40, 400, 559, 560, 640, 720),
    "clinical_hours": (0, 99, 100, 159, 160, 180, 320),
    "total_hours": (700, 719, 720, 900),
    "weeks": (26, 49, 50, 52),
    "semester_hours": (3, 30, 59, 60, 64, 120),
    "science_hours": (0, 1, 4, 5.5, 6, 15, 16, 30),
    "hours_per_week": (4, 12.5, 20, 34, 35, 36, 40, 60),
    "venipuncture": (0, 9, 10, 45, 49, 50, 90, 99, 100),
    "capillary": (0, 1, 9, 10),
    "injection": (0, 9, 10, 45),
}
_WORDS: Mapping[tuple[str, str], tuple[str, ...]] = {  # the likelier ones stand more often
    ("high_school", "kind"): ("diploma", "diploma", "diploma", "diploma", "ged", "equivalent", "none"),
    ("education", "level"): ("associate", "bachelor", "bachelor", "none", "none", "certificate", "master"),
    ("programs", "kind"): (
        "medical-assistant", "medical-assistant", "medical-assistant", "mlt", "mlt", "mls", "phlebotomy", "other",
    ),
    ("programs", "setting"): ("civilian", "civilian", "military", "apprenticeship", "employer"),
    ("work", "role"): (
        "medical-assistant", "medical-assistant", "medical-assistant", "laboratory-technician",
        "laboratory-technician", "laboratory-scientist", "phlebotomist", "medical-assisting-instructor", "other",
    ),
    ("work", "setting"): ("outpatient-clinic", "urgent-care", "hospital-laboratory", "other"),
    ("credentials", "id"): (*ROUTES, "mlt-ascp", "cla-ascp"),
    ("attempts", "exam"): tuple(ROUTES),
    ("cards", "kind"): ("cpr", "cpr", "first-aid"),
}  # fmt: skip

_FLAGS: Mapping[str, tuple[bool, ...]] = {
    "felony": (False, False, False, False, True),
    "moral_character": (True, True, True, True, False),
    "passed": (False, False, False, True),
}


def _value(table: SectionTable, field: Field, exact: bool) -> st.SearchStrategy[FieldValue]:
    """Values of one field, by what the field table says it holds."""
    words = _WORDS.get((table.name, field.name)) or field.words or ("alpha", "beta")
    by_kind: Mapping[Kind, Callable[[], st.SearchStrategy[FieldValue]]] = {
        Kind.DAY: lambda: spans(exact),
        Kind.OPEN_DAY: lambda: spans(exact) | st.just(OPEN),
        Kind.NUMBER: lambda: _number(field),
        Kind.WORD: lambda: st.sampled_from(words),
        Kind.WORDS: lambda: _word_sets(words),
        Kind.FLAG: lambda: st.sampled_from(_FLAGS.get(field.name, (True, True, False))),
        Kind.MAP: lambda: st.fixed_dictionaries({word: _number(field) for word in field.words}),
        Kind.RANGES: lambda: st.lists(_stretches(exact), max_size=2).map(tuple),
    }
    return by_kind[field.kind]()


def _number(field: Field) -> st.SearchStrategy[int]:
    least, most = round(field.least * 100), round(field.most * 100)
    usual = [round(number * 100) for number in _NUMBERS.get(field.name, ())]
    if field.kind is Kind.MAP:
        most //= 4  # so that parts and wholes fit into what one entry may hold
    anything = st.integers(least, most)
    return st.sampled_from(usual) | st.sampled_from(usual) | anything if usual else anything


def _word_sets(words: tuple[str, ...]) -> st.SearchStrategy[tuple[str, ...]]:
    some = st.sets(st.sampled_from(words), max_size=len(words)).map(lambda found: tuple(sorted(found)))
    return some | st.just(words)


@st.composite
def _stretches(draw: st.DrawFn, exact: bool) -> Accreditation:
    first = draw(spans(exact) if exact else st.none() | spans(exact))
    last = draw(st.just(OPEN) | spans(exact) if exact else st.none() | st.just(OPEN) | spans(exact))
    if isinstance(last, DaySpan) and first is not None and last.last < first.first:
        first, last = last, first
    return Accreditation(draw(st.sampled_from(("CAAHEP", "ABHES", "NAACLS", "institution-usde"))), first, last)


_NEVER_DECIDES = (Kind.TEXT, Kind.FREE)

Aim = Mapping[str, st.SearchStrategy[FieldValue]]


def _ago(day: int, least: int, most: int) -> st.SearchStrategy[FieldValue]:
    """Days from `most` to `least` days before a day."""
    return st.integers(day - most, day - least).map(lambda found: DaySpan(found, found))


def _just(value: FieldValue) -> st.SearchStrategy[FieldValue]:
    return st.just(value)


def _program(day: int, kind: str, *by: str, setting: str = "civilian", least: int = -90, most: int = 2000) -> Aim:
    return {
        "kind": _just(kind),
        "accredited_by": _just(by),
        "started": _ago(day, most, most + 400),
        "completed": _ago(day, least, most),
        "academic_hours": st.sampled_from((56000, 64000)),
        "clinical_hours": st.sampled_from((16000, 20000)),
        "weeks": st.sampled_from((5000, 5200)),
        "setting": _just(setting),
        "award": st.sampled_from(("certificate", "diploma", "associate")),
    }


def _new_program(day: int, kind: str, by: str) -> Aim:
    """A program whose accreditation began, and perhaps ended, near the days of the studies."""

    def stretch(first: int, length: int | None) -> FieldValue:
        last = OPEN if length is None else DaySpan(first + length, first + length)
        return (Accreditation(by, DaySpan(first, first), last),)

    begun = st.integers(day - 1500, day + 300)
    told = {name: value for name, value in _program(day, kind, least=0, most=900).items() if name != "accredited_by"}
    return {**told, "accreditation": st.builds(stretch, begun, st.none() | st.integers(0, 900))}


def _degree(day: int, level: str) -> Aim:
    sciences = {"biology": 1600, "microbiology": 400, "chemistry": 1600, "organic-chemistry": 100, "biochemistry": 0}
    return {
        "level": _just(level),
        "accredited": _just(True),
        "completed": _ago(day, -60, 3000),
        "semester_hours": st.sampled_from((6000, 12000)),
        "science_hours": _just(sciences),
    }


def _job(day: int, role: str, setting: str) -> Aim:
    return {
        "role": _just(role),
        "setting": _just(setting),
        "from": _ago(day, 700, 3600),
        "to": _just(OPEN) | _ago(day, -1000, 600),
        "hours_per_week": st.sampled_from((2000, 3500, 3600, 4000)),
        "duties": _just(("administrative", "clinical")),
        "departments": _just(DEPARTMENTS),
        "supervised": _just(True),
    }


def _assistant_job(day: int) -> Aim:
    return _job(day, "medical-assistant", "outpatient-clinic")


def _laboratory_job(day: int) -> Aim:
    return _job(day, "laboratory-technician", "hospital-laboratory")


def _held(day: int, name: str) -> Aim:
    return {"id": _just(name), "issued": _ago(day, 30, 2000), "expires": _just(OPEN) | _ago(day, -1500, 0)}


def _cpr(day: int) -> Aim:
    return {"kind": _just("cpr"), "issued": _ago(day, 0, 1500), "expires": _just(OPEN) | _ago(day, -900, 0)}


AIMS: Mapping[str, Callable[[int], Mapping[str, tuple[Aim, ...]]]] = {
    "ma-student": lambda day: {"programs": (_program(day, "medical-assistant", "CAAHEP", most=600),)},
    "ma-new-program": lambda day: {"programs": (_new_program(day, "medical-assistant", "CAAHEP"),)},
    "ma-graduate": lambda day: {"programs": (_program(day, "medical-assistant", "institution-usde"),)},
    "ma-worker-graduate": lambda day: {
        "programs": (_program(day, "medical-assistant", "institution-usde"),),
        "work": (_assistant_job(day), _assistant_job(day)),
    },
    "ma-apprentice": lambda day: {
        "programs": (_program(day, "medical-assistant", setting="apprenticeship", most=1500),)
    },
    "ma-employer": lambda day: {
        "programs": (_program(day, "medical-assistant", "amt-board", setting="employer", most=1500),)
    },
    "ma-military": lambda day: {
        "programs": (_program(day, "medical-assistant", setting="military"),),
        "work": (_assistant_job(day),),
    },
    "ma-worker": lambda day: {"work": (_assistant_job(day), _assistant_job(day)), "cards": (_cpr(day),)},
    "instructor": lambda day: {"work": (_job(day, "medical-assisting-instructor", "school"),) * 2},
    "high-school": lambda day: {"high_school": ({"completed": _ago(day, -420, -1)},), "work": (_assistant_job(day),)},
    "mlt-student": lambda day: {
        "programs": (_program(day, "mlt", "NAACLS"),),
        "education": (_degree(day, "associate"),),
    },
    "mlt-new-program": lambda day: {
        "programs": (_new_program(day, "mlt", "NAACLS"),),
        "education": (_degree(day, "associate"),),
    },
    "mls-student": lambda day: {
        "programs": (_program(day, "mls", "NAACLS"),),
        "education": (_degree(day, "bachelor"),),
    },
    "mlt-military": lambda day: {
        "programs": (_program(day, "mlt", setting="military", most=3500),),
        "education": (_degree(day, "none"), _degree(day, "none")),
    },
    "laboratory-worker": lambda day: {"education": (_degree(day, "associate"),), "work": (_laboratory_job(day),) * 2},
    "mlt-holder": lambda day: {
        "education": (_degree(day, "bachelor"),),
        "work": (_laboratory_job(day),) * 2,
        "credentials": (_held(day, "mlt-ascp"),),
        "programs": (_program(day, "mlt", "NAACLS"),),
    },
    "phlebotomy-graduate": lambda day: {"programs": (_program(day, "phlebotomy", "NAACLS"),)},
    "phlebotomist": lambda day: {"work": (_job(day, "phlebotomist", "hospital-laboratory"),) * 2},
    "cla-holder": lambda day: {"education": (_degree(day, "bachelor"),), "credentials": (_held(day, "cla-ascp"),)},
}


@st.composite
def entries(draw: st.DrawFn, table: SectionTable, *, complete: bool, aim: Aim | None = None) -> Entry:
    """Entries of one section that a person file may hold; with `complete`, every field is told, days to the day.

    Fields that `aim` names mostly have a value of it.
    """
    entry: dict[str, FieldValue] = {}
    for field in table.fields:
        if field.kind in _NEVER_DECIDES:
            continue
        luck = draw(st.integers(0, 19))
        if aim and field.name in aim and luck > 0:
            entry[field.name] = draw(aim[field.name])
        elif field.required or complete or luck > (0 if aim else 1):
            entry[field.name] = draw(_value(table, field, complete))
    for earlier, later in table.orders:
        _put_in_order(draw, entry, earlier, later)
    if table.name == "attempts" and "route" in entry:
        entry["route"] = draw(st.sampled_from(ROUTES[str(entry["exam"])]))
    if table.name == "programs":
        _agree_in_program(draw, entry, complete=complete, aim=aim or {})
    if table.name == "education":
        _agree_in_credit(entry)
    return entry


def _put_in_order(draw: st.DrawFn, entry: dict[str, FieldValue], earlier: str, later: str) -> None:
    first, last = entry.get(earlier), entry.get(later)
    if not isinstance(first, DaySpan) or not isinstance(last, DaySpan) or last.last >= first.first:
        return
    if first.exact and last.exact:
        end = first.first + draw(st.integers(0, _LONGEST[earlier]))
        entry[later] = DaySpan(end, end)
    else:
        entry[earlier], entry[later] = last, first


def _agree_in_program(draw: st.DrawFn, entry: dict[str, FieldValue], *, complete: bool, aim: Aim) -> None:
    academic, clinical, total = (entry.get(name) for name in ("academic_hours", "clinical_hours", "total_hours"))
    parts = [part for part in (academic, clinical) if isinstance(part, int)]
    if isinstance(total, int):
        missing = 2 - len(parts)  # each holds at most 20,000 hours
        entry["total_hours"] = min(max(total, sum(parts)), sum(parts) + missing * 2_000_000)
    if "accreditation" in entry and "accredited_by" in entry:
        if aim and draw(st.integers(0, 3)):
            del entry["accreditation" if "accredited_by" in aim else "accredited_by"]
        elif complete or draw(st.booleans()):
            del entry[draw(st.sampled_from(("accreditation", "accredited_by")))]
        else:
            dated = entry["accreditation"]
            assert isinstance(dated, tuple)
            named = {stretch.by for stretch in dated if isinstance(stretch, Accreditation)}
            entry["accredited_by"] = tuple(sorted(named))


def _agree_in_credit(entry: dict[str, FieldValue]) -> None:
    sciences, every = entry.get("science_hours"), entry.get("semester_hours")
    if not isinstance(sciences, Mapping):
        return
    told = dict(sciences)
    told["biology"] = max(told["biology"], told["microbiology"])
    told["chemistry"] = max(told["chemistry"], told["organic-chemistry"] + told["biochemistry"])
    entry["science_hours"] = told
    if isinstance(every, int):
        entry["semester_hours"] = max(every, *told.values())


_MOST = {"work": 4, "attempts": 3, "education": 3, "programs": 2}


@st.composite
def _sections(draw: st.DrawFn, table: SectionTable, *, complete: bool, aims: tuple[Aim, ...]) -> tuple[Entry, ...]:
    """Entries that are aimed at something, among a few that are not."""
    most = 1 if aims else _MOST.get(table.name, 2)
    others = draw(st.lists(entries(table, complete=complete), max_size=most))
    return (*others, *(draw(entries(table, complete=complete, aim=aim)) for aim in aims))


@st.composite
def records(draw: st.DrawFn, *, complete: bool = False, aims_at: tuple[str, ...] = tuple(AIMS)) -> Record:
    """People: fully told and exactly dated with `complete`, else with gaps of every kind.

    Each is aimed at one of `aims_at`, so that rules are met more often than by chance.
    """

    day = draw(st.integers(FIRST + 4000, LAST - 1500))
    aims = AIMS[draw(st.sampled_from(aims_at))](day)

    def told(table: SectionTable) -> bool:
        return complete or draw(st.integers(0, 19)) > (0 if table.name in aims else 1)

    singles = {
        table.name: draw(entries(table, complete=complete, aim=(*aims.get(table.name, ()), None)[0]))
        for table in SINGLES
        if told(table)
    }
    if HIGH_SCHOOL.name in singles:  # it stands inside the section about the person
        singles.setdefault(PERSON.name, {})
    lists = {
        table.name: draw(_sections(table, complete=complete, aims=aims.get(table.name, ())))
        for table in LISTS
        if table.name != "fees_paid" and told(table)
    }
    return Record(singles=singles, lists=lists)


Loss = Callable[[], Record]


@st.composite
def less_known(draw: st.DrawFn, person: Record) -> Record:
    """The same person, told about less: fields, parts of fields or sections are gone, or days are known less well."""
    for _ in range(draw(st.integers(1, 4))):
        losses = list(_losses(person))
        if losses:
            person = draw(st.sampled_from(losses))()
    return person


def _losses(person: Record) -> Iterator[Loss]:
    for name, entry in person.singles.items():
        yield lambda name=name: replace(person, singles=_without_single(person.singles, name))
        for lesser in _lesser_entries(name, entry):
            yield lambda name=name, lesser=lesser: replace(person, singles={**person.singles, name: lesser})
    for name, several in person.lists.items():
        yield lambda name=name: replace(person, lists=_without(person.lists, name))
        for place, entry in enumerate(several):
            for lesser in _lesser_entries(name, entry):
                changed = (*several[:place], lesser, *several[place + 1 :])
                yield lambda name=name, changed=changed: replace(person, lists={**person.lists, name: changed})


def _without_single(singles: Mapping[str, Entry], name: str) -> dict[str, Entry]:
    """Return the single sections without one; that about the person stays while it holds high school."""
    left = {key: entry for key, entry in singles.items() if key != name}
    return {PERSON.name: {}, **left} if HIGH_SCHOOL.name in left else left


def _without(mapping: Mapping[str, object], *keys: str) -> dict[str, object]:
    return {key: inner for key, inner in mapping.items() if key not in keys}


# The long and the short form of a program's accreditation tell one thing; without either nothing is known of it.
_TOGETHER = {"accreditation": ("accreditation", "accredited_by"), "accredited_by": ("accreditation", "accredited_by")}


def _lesser_entries(section: str, entry: Entry) -> Iterator[Entry]:
    table = section_table(section)
    assert table is not None
    for field in table.fields:
        if field.name not in entry:
            continue
        if not field.required:
            yield _without(entry, *_TOGETHER.get(field.name, (field.name,)))
        for lesser in _lesser_values(entry[field.name]):
            yield {**entry, field.name: lesser}


def _lesser_values(known: FieldValue) -> Iterator[FieldValue]:
    if isinstance(known, DaySpan):
        yield from _wider(known)
    elif isinstance(known, Mapping):
        for word in known:
            yield {key: number for key, number in known.items() if key != word}
    elif isinstance(known, tuple):
        for place, stretch in enumerate(known):
            if isinstance(stretch, Accreditation):
                for lesser in _lesser_stretches(stretch):
                    yield (*known[:place], lesser, *known[place + 1 :])


def _lesser_stretches(stretch: Accreditation) -> Iterator[Accreditation]:
    if stretch.from_ is not None:
        yield replace(stretch, from_=None)
        yield from (replace(stretch, from_=span) for span in _wider(stretch.from_))
    if stretch.to is not None:
        yield replace(stretch, to=None)
    if isinstance(stretch.to, DaySpan):
        yield from (replace(stretch, to=span) for span in _wider(stretch.to))


def _wider(span: DaySpan) -> Iterator[DaySpan]:
    if span.exact:
        yield month_of(span)
    if str(span).count("-"):
        yield year_of(span)


def told_days(person: Record) -> list[int]:
    """Return the first and last days of everything that the record dates."""
    found = []
    for entry in (*person.singles.values(), *(one for several in person.lists.values() for one in several)):
        for value in entry.values():
            stretches = value if isinstance(value, tuple) else (value,)
            for stretch in stretches:
                ends = (stretch.from_, stretch.to) if isinstance(stretch, Accreditation) else (stretch,)
                found += [day for end in ends if isinstance(end, DaySpan) for day in (end.first, end.last)]
    return sorted(set(found))


_MONTHS = (0, 0, 0, 1, 3, 12, 36, 48, 60, 84, 120, -12)
_DAYS = (0, 0, 1, -1, 2, -2, -30, -31, -42, -43, 30, 44, 45, 46)


@st.composite
def asked_days(draw: st.DrawFn, *people: Record) -> int:
    """Days on which a verdict is likely to turn for one of these people: near what they tell, stepped as rules step."""
    told = [day for person in people for day in told_days(person)]
    if not told or draw(st.integers(0, 4)) == 0:
        return draw(days())
    day = add_months_to_day(draw(st.sampled_from(told)), draw(st.sampled_from(_MONTHS)))
    return day + draw(st.sampled_from(_DAYS))
