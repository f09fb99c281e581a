"""`trainings.yaml` into trainings."""

from __future__ import annotations

from collections.abc import Mapping

from certway.core.person.fields import LISTS, PROCEDURES, section_table
from certway.core.person.reading import read_person
from certway.core.person.record import Entry, Record
from certway.core.plan.trainings import FREE, Phase, Price, Readiness, Training, Trainings
from certway.core.rulebook.forms import Form, Problems, nearest
from certway.core.rulebook.node_reading import read_nodes
from certway.core.rulebook.node_setting import Setting
from certway.core.rulebook.value_reading import read_head, read_values, take_source
from certway.core.rulebook.values import Source, Value
from certway.core.units.errors import InputError
from certway.core.units.located import Located


def read_trainings(document: Located) -> Trainings:
    """Return what `trainings.yaml` says; raises InputError with every problem of the file."""
    problems = Problems()
    form = Form(document, problems, "trainings.yaml")
    head = read_head(form)
    setting = Setting(head.sources, read_values(form, head.sources), problems)
    trainings = tuple(_read_training(entry, setting) for entry in form.items("trainings", required=True))
    form.done()
    ids = [training.id for training in trainings]
    for twice in sorted({one for one in ids if ids.count(one) > 1}):
        problems.add(document, f"the training '{twice}' stands twice")
    problems.raise_any()
    return Trainings(trainings, setting.values)


def _read_training(located: Located, setting: Setting) -> Training:
    form = Form(located, setting.problems, "a training")
    source = take_source(form, setting.sources) or Source("", "", None, 1, "uncertain")
    gives, counts = _read_gives(form, setting.problems)
    inner = Setting(setting.sources, setting.values, setting.problems, source=source)
    job = form.take("job")
    training = Training(
        id=form.text("id", required=True),
        title=form.text("title", required=True),
        credentials=frozenset(form.texts("credentials")),
        source=source,
        needs=read_nodes(form.items("needs"), inner),
        phases=tuple(_read_phase(entry, setting.problems) for entry in form.items("phases")),
        gives=gives,
        counts=counts,
        job=_entries("work", [job], setting.problems)[0] if job else None,
        start_months=_read_months(form),
        price=_read_price(form, "price", setting) or FREE,
        extras=_read_price(form, "extras", setting) or FREE,
        practice_weeks=form.whole("practice_weeks"),
        routes=frozenset(form.texts("routes")),
        addition=form.flag("addition"),
        online=form.flag("online"),
        readiness=_read_readiness(form, setting),
        ask=form.texts("ask"),
        assumes=form.texts("assumes"),
    )
    for name in form.texts("values"):
        _known_value(form, name, setting.values)
    _check_practice(training, form)
    form.done()
    return training


def _check_practice(training: Training, form: Form) -> None:
    """A program's procedures are done when it is completed; a job never is, so it must say after how many weeks."""
    counts_in_a_job = bool(training.job and training.counts)
    if counts_in_a_job != (training.practice_weeks > 0):
        text = "a job that gives procedures needs 'practice_weeks', and nothing else may have it"
        form.problems.add(form.located, text)


def _known_value(form: Form, name: str, values: Mapping[str, Value]) -> Value | None:
    if name not in values:
        form.problems.add(form.located, f"unknown value '{name}'{nearest(name, values)}")
    return values.get(name)


def _read_phase(located: Located, problems: Problems) -> Phase:
    form = Form(located, problems, "a phase")
    weekly = [item.value for item in form.items("weekly", required=True)]
    paces = [round(pace * 60) for pace in weekly if isinstance(pace, int | float)]
    if len(paces) != 2 or not 0 < paces[0] <= paces[1]:
        problems.add(located, "'weekly' must be [least, most] hours a week")
        paces = [60, 60]
    phase = Phase(
        kind=form.word("kind", ("program", "hands-on")),  # type: ignore[arg-type]
        title=form.text("title", required=True),
        minutes=form.whole("hours", required=True) * 60,
        least_weekly=paces[0],
        most_weekly=paces[1],
    )
    form.done()
    return phase


def _read_price(form: Form, key: str, setting: Setting) -> Price | None:
    found = form.take(key)
    if found is None:
        return None
    inner = Form(found, setting.problems, f"the {key}")
    numbers = [inner.whole(name, required=True) for name in ("likely", "least", "most")]
    values = [_known_value(inner, name, setting.values) for name in inner.texts("values")]
    inner.done()
    if not numbers[1] <= numbers[0] <= numbers[2]:
        setting.problems.add(found, f"the {key} must have least <= likely <= most")
    likely, least, most = numbers
    return Price(likely, least, most, values=tuple(value for value in values if value is not None))


def _read_readiness(form: Form, setting: Setting) -> Readiness | None:
    found = form.take("readiness")
    if found is None:
        return None
    inner = Form(found, setting.problems, "the readiness")
    readiness = Readiness(
        title=inner.text("title", required=True),
        lead_days=inner.whole("lead_days", required=True),
        source=take_source(inner, setting.sources),
        note=inner.text("note"),
    )
    inner.done()
    return readiness


def _read_months(form: Form) -> tuple[int, ...]:
    months = [item.value for item in form.items("starts")]
    good = tuple(month for month in months if isinstance(month, int) and 1 <= month <= 12)
    if len(good) != len(months):
        form.problems.add(form.located, "'starts' must be months from 1 to 12")
    return good


def _read_gives(form: Form, problems: Problems) -> tuple[Mapping[str, tuple[Entry, ...]], Mapping[str, int]]:
    """Return the entries that a training gives, by section, and the procedures that it adds to those done already."""
    found = form.take("gives")
    sections = dict((found.mapping if found else None) or {})
    counts = _read_counts(sections.pop(PROCEDURES.name, None), problems)
    gives = {}
    for section, inner in sections.items():
        table = section_table(section)
        if table is None or table.single:
            known = [table.name for table in LISTS] + [PROCEDURES.name]
            problems.add(inner, f"a training can't give '{section}'; it gives {', '.join(known)}")
            continue
        gives[section] = _entries(section, inner.items or [], problems)
    return gives, counts


def _read_counts(found: Located | None, problems: Problems) -> Mapping[str, int]:
    if found is None:
        return {}
    told = _read_as_told(PROCEDURES.name, found, problems).single(PROCEDURES.name)
    return {name: count for name, count in told.items() if isinstance(count, int)}


def _entries(section: str, entries: list[Located], problems: Problems) -> tuple[Entry, ...]:
    """Read entries exactly as those of a person file; what can't be read is an empty one, beside its problem."""
    first = entries[0] if entries else None
    if first is None:
        return ()
    record = _read_as_told(section, Located(list(entries), first.file, first.line), problems)
    return record.entries(section) or ({},)


def _read_as_told(section: str, content: Located, problems: Problems) -> Record:
    """Read a section exactly as a person file's; an empty record where that can't be, beside its problems."""
    try:
        return read_person(Located({section: content}, content.file, content.line))
    except InputError as error:
        problems.found.extend(error.problems)
        return Record()
