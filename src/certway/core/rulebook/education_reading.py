"""What counts for renewal: units, areas, whose education is taken, and for what an offer counts."""

from __future__ import annotations

from typing import cast, get_args

from certway.core.rulebook.forms import Form, Problems, nearest
from certway.core.rulebook.resource_values import UNKNOWN_SOURCE, Shelving, measured, take_credentials, take_measured
from certway.core.rulebook.resources import CREDENTIALS, Acceptance, Accepted, AreaRule, Counting, Recorded, UnitRule
from certway.core.rulebook.value_reading import take_source
from certway.core.rulebook.values import Confidence, Source, Value
from certway.core.units.located import Located

_NOT_FOUND = ("not-found",)


def read_countings(form: Form) -> tuple[Counting, ...]:
    """Take `counts`: the credentials that an offer of continuing education counts for."""
    return tuple(_read_counting(entry, form.problems) for entry in form.items("counts"))


def _read_counting(located: Located, problems: Problems) -> Counting:
    form = Form(located, problems, "an entry of counts")
    credential = form.text("credential", required=True)
    if credential and credential not in CREDENTIALS:
        problems.add(located, f"unknown credential '{credential}'{nearest(credential, CREDENTIALS)}")
    areas = form.texts("areas")
    counting = Counting(
        credential=credential,
        as_=form.text("as"),
        areas=() if areas == ("all",) else areas,
        every_area=areas == ("all",),
        most=form.whole("most") if "most" in form else None,
        confidence=cast(Confidence, form.word("confidence", get_args(Confidence))) if "confidence" in form else None,
    )
    form.done()
    return counting


def read_unit_rule(located: Located, shelving: Shelving) -> UnitRule:
    """Return how time becomes points."""
    form = Form(located, shelving.problems, "a unit")
    source = take_source(form, shelving.sources) or UNKNOWN_SOURCE
    rule = UnitRule(
        id=form.text("id", required=True),
        credentials=take_credentials(form),
        unit=form.text("unit", required=True),
        source=source,
        values=take_measured(form, shelving, source),
        note=form.text("note"),
    )
    form.done()
    return rule


def read_area_rule(located: Located, shelving: Shelving) -> AreaRule:
    """Return the areas of a credential's points; `not-found` says that none were found."""
    form = Form(located, shelving.problems, "an entry of areas")
    areas = form.texts("areas")
    if not areas:
        shelving.problems.add(located, "an entry of areas needs 'areas': a list, or not-found")
    rule = AreaRule(
        id=form.text("id", required=True),
        credentials=take_credentials(form),
        areas=() if areas == _NOT_FOUND else areas,
        kinds=form.texts("kinds"),
        renewal_values=form.texts("renewal_values"),
        split=form.text("split"),
        source=take_source(form, shelving.sources) or UNKNOWN_SOURCE,
        note=form.text("note"),
    )
    form.done()
    return rule


def read_acceptance(located: Located, shelving: Shelving) -> Acceptance:
    """Return whether a credential takes what somebody approved."""
    form = Form(located, shelving.problems, "an entry of acceptance")
    source = take_source(form, shelving.sources) or UNKNOWN_SOURCE
    limit, unlimited = _take_limit(form, shelving, source)
    rule = Acceptance(
        id=form.text("id", required=True),
        credentials=take_credentials(form),
        approved_by=form.texts("approved_by"),
        accepted=cast(Accepted, form.word("accepted", get_args(Accepted))),
        condition=form.text("condition"),
        source=source,
        limit=limit,
        unlimited=unlimited,
        points=_take_points(form, "points", shelving, source),
        areas=form.texts("areas"),
        recorded=cast(Recorded, form.word("recorded", get_args(Recorded), default="not-found")),
        note=form.text("note"),
    )
    form.done()
    if not rule.approved_by:
        shelving.problems.add(located, "an entry of acceptance needs 'approved_by': who approved the education")
    if (rule.accepted == "on-condition") != bool(rule.condition):
        shelving.problems.add(located, "'condition' goes with 'accepted: on-condition', and only with it")
    return rule


def _take_limit(form: Form, shelving: Shelving, source: Source) -> tuple[Value | None, bool]:
    """Take the most points in a cycle, and whether the source says that there is no limit."""
    found = form.take("limit")
    if found is None or found.text == "none":
        return None, found is not None
    return measured("limit", found, shelving, source, measure="points"), False


def _take_points(form: Form, key: str, shelving: Shelving, source: Source) -> Value | None:
    found = form.take(key)
    return None if found is None else measured(key, found, shelving, source, measure="points")
