"""The `policy` of `renewal.yaml`: how the values of the file make up the renewal of a credential."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from certway.core.person.fields import EDUCATION_CREDITS
from certway.core.renew.policy import COSTS, DATES, ENDS, WAYS, Area, Before, Cap, Late, Policy, Refusal, Smallest, Way
from certway.core.rulebook.forms import Form, Problems, nearest
from certway.core.rulebook.value_reading import read_head, read_values
from certway.core.rulebook.values import Value
from certway.core.units.located import Located

KINDS = next(field.words for field in EDUCATION_CREDITS.fields if field.name == "kind")
LENGTHS = ("days", "weeks", "months", "years")
POINTS = ("points", "contact-hours")

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class _Setting:
    values: Mapping[str, Value]
    fees: Mapping[str, Value]
    problems: Problems


def read_policy(document: Located, *, fees: Mapping[str, Value]) -> Policy:
    """Return the policy of `renewal.yaml`; raises InputError with every problem of it.

    `fees` are the values of the credential's `fees.yaml`, where the yearly fee stands.
    """
    problems = Problems()
    form = Form(document, problems, "renewal.yaml")
    head = read_head(form)
    setting = _Setting(read_values(form, head.sources), fees, problems)
    found = form.take("policy", required=True)
    policy = _read(Form(found, problems, "the policy"), head.credential, setting) if found else None
    problems.raise_any()
    assert policy is not None  # what was missing is a problem
    return policy


def _read(form: Form, credential: str, setting: _Setting) -> Policy:
    cycle = form.take("cycle", required=True)
    length = Form(cycle if cycle is not None else form.located, setting.problems, "the cycle")
    lapsed = form.take("lapsed", required=True)
    after = Form(lapsed if lapsed is not None else form.located, setting.problems, "'lapsed'")
    nothing = Value("", "", "text", ())
    policy = Policy(
        credential=credential,
        months=_value(length, "months", ("months",), setting) or nothing,
        ends=length.word("ends", ENDS),  # type: ignore[arg-type]
        expiry_rule=_value(length, "rule", ("text",), setting, required=False),
        points=_value(form, "points", POINTS, setting) or nothing,
        areas=tuple(_known(_read_area(entry, setting) for entry in _named_once(form, "areas"))),
        holder_assigns=_value(form, "holder_assigns", ("text",), setting, required=False) is not None,
        caps=tuple(_known(_read_cap(entry, setting) for entry in _named_once(form, "caps"))),
        refusals=tuple(_known(_read_refusal(entry, setting) for entry in form.items("refused"))),
        smallest=_read_smallest(form.take("smallest"), setting),
        late=tuple(_known(_read_late(entry, setting) for entry in form.items("late"))),
        ways=_read_ways(form, setting),
        lapsed_ways=_read_ways(after, setting),
        lapsed_months=_value(after, "counts_last", ("months",), setting, required=False),
        dates=_read_dates(form, setting),
        annual_fee=_value(form, "annual_fee", ("usd",), setting, required=False, fee=True),
        voluntary_before=_value(form, "voluntary_before", ("date",), setting, required=False),
        rolls=_value(form, "next_cycle_by_itself", ("text",), setting, required=False) is not None,
        synchronize=_value(form, "synchronize", ("yes-no",), setting, required=False),
        costs=_read_costs(form, setting),
        shared=_value(form, "shared", ("yes-no",), setting, required=False),
    )
    for inner in (form, length, after):
        inner.done()
    return policy


def _named_once(form: Form, key: str) -> list[Located]:
    """Take a list of things with ids; an id that stands twice is a problem, as points are counted by it."""
    items = form.items(key)
    names = [name for item in items if (name := (item.mapping or {}).get("id")) is not None]
    for at, name in enumerate(names):
        if name.text in [earlier.text for earlier in names[:at]]:
            form.problems.add(name, f"the id '{name.text}' stands twice in '{key}'; give each its own")
    return items


def _known(found: Iterable[_T | None]) -> list[_T]:
    return [one for one in found if one is not None]


def _value(
    form: Form, key: str, units: tuple[str, ...], setting: _Setting, *, required: bool = True, fee: bool = False
) -> Value | None:
    """Take the id of a value and return the value; one that is not there, or has another unit, is a problem."""
    name = form.text(key, required=required)
    return _named(name, form.take(key) or form.located, units, setting, fee=fee) if name else None


def _named(name: str, where: Located, units: tuple[str, ...], setting: _Setting, *, fee: bool = False) -> Value | None:
    book = setting.fees if fee else setting.values
    value, file = book.get(name), "fees.yaml" if fee else "this file"
    if value is None:
        setting.problems.add(where, f"there is no value '{name}' in {file}{nearest(name, book)}")
    elif value.unit not in units:
        setting.problems.add(where, f"the value '{name}' has the unit {value.unit}; it must be {' or '.join(units)}")
    return value


def _read_area(located: Located, setting: _Setting) -> Area | None:
    form = Form(located, setting.problems, "an area")
    name, least, also = form.text("id", required=True), _value(form, "least", POINTS, setting), form.texts("also")
    form.done()
    return Area(name, least, also) if least is not None else None


def _read_cap(located: Located, setting: _Setting) -> Cap | None:
    form = Form(located, setting.problems, "a cap")
    name, most = form.text("id", required=True), _value(form, "most", POINTS, setting)
    kinds, unless = _read_kinds(form, setting), form.texts("unless_approved_by")
    form.done()
    if not kinds and not unless:
        setting.problems.add(located, "a cap needs 'kinds' or 'unless_approved_by', else it takes everything")
    return Cap(name, most, kinds, unless) if most is not None else None


def _read_refusal(located: Located, setting: _Setting) -> Refusal | None:
    form = Form(located, setting.problems, "a refusal")
    kinds, allowed = _read_kinds(form, setting), _value(form, "unless", ("yes-no",), setting)
    form.done()
    if not kinds:
        setting.problems.add(located, "a refusal needs 'kinds'")
    return Refusal(kinds, allowed) if allowed is not None else None


def _read_smallest(located: Located | None, setting: _Setting) -> Smallest | None:
    if located is None:
        return None
    form = Form(located, setting.problems, "'smallest'")
    least, unless = _value(form, "least", POINTS, setting), form.texts("unless_approved_by")
    form.done()
    return Smallest(least, unless) if least is not None else None


def _read_kinds(form: Form, setting: _Setting) -> tuple[str, ...]:
    kinds = form.texts("kinds")
    for kind in kinds:
        if kind not in KINDS:
            text = f"there is no kind '{kind}'{nearest(kind, KINDS)}; the kinds are {', '.join(KINDS)}"
            setting.problems.add(form.take("kinds") or form.located, text)
    return kinds


def _read_late(located: Located, setting: _Setting) -> Late | None:
    form = Form(located, setting.problems, "a late window")
    within, names = _value(form, "within", LENGTHS, setting), form.texts("also")
    where = form.take("also") or located
    also = [_named(name, where, LENGTHS, setting) for name in names]
    form.done()
    return Late(within, tuple(one for one in also if one is not None)) if within is not None else None


def _read_ways(form: Form, setting: _Setting) -> tuple[Way, ...]:
    form.take("ways", required=True)
    ways = form.texts("ways")
    if wrong := [way for way in ways if way not in WAYS]:
        text = f"there is no way '{wrong[0]}'{nearest(wrong[0], WAYS)}; the ways are {', '.join(WAYS)}"
        setting.problems.add(form.take("ways") or form.located, text)
    return tuple(way for way in WAYS if way in ways)


def _read_costs(form: Form, setting: _Setting) -> dict[str, tuple[tuple[Value, ...], ...]]:
    found = form.take("costs", required=True)
    if found is None:
        return {}
    inner = Form(found, setting.problems, "'costs'")
    costs = {key: tuple(_read_fee(fee, setting) for fee in inner.items(key)) for key in COSTS if key in inner}
    inner.done()
    return costs


def _read_fee(located: Located, setting: _Setting) -> tuple[Value, ...]:
    """Return a fee, or the several of which a person pays one."""
    names = located.items if located.items is not None else [located]
    fees = [_named(str(name.value), name, ("usd",), setting, fee=True) for name in names]
    return tuple(fee for fee in fees if fee is not None)


def _read_dates(form: Form, setting: _Setting) -> tuple[Before, ...]:
    found = form.take("dates")
    mapping = found.mapping if found is not None else {}
    if found is not None and mapping is None:
        setting.problems.add(found, "'dates' must be a mapping of a date's id to the value of its distance")
    dates = []
    for name, inner in (mapping or {}).items():
        if name not in DATES:
            text = f"there is no date '{name}'{nearest(name, tuple(DATES))}; the dates are {', '.join(DATES)}"
            setting.problems.add(inner, text)
        distance = _named(inner.text or "", inner, LENGTHS, setting)
        if distance is not None:
            dates.append(Before(name, distance))
    return tuple(dates)
