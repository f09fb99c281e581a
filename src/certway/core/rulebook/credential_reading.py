"""The six files of a credential into its rules."""

from __future__ import annotations

from collections.abc import Mapping

from certway.core.rulebook.credential import (
    Credential,
    Document,
    Edition,
    EligibilityRules,
    Issuer,
    OtherRoute,
    OutlineNode,
    Route,
)
from certway.core.rulebook.forms import Form, Problems
from certway.core.rulebook.node_reading import read_nodes
from certway.core.rulebook.node_setting import Setting
from certway.core.rulebook.nodes import All, Face, InForce
from certway.core.rulebook.value_reading import read_head, read_values, take_source
from certway.core.rulebook.values import Source, Value
from certway.core.units.located import Located

_SENDERS = ("candidate", "school", "employer", "program-director")


def read_eligibility(document: Located) -> EligibilityRules:
    """Return the rules of `eligibility.yaml`; raises InputError with every problem of the file."""
    problems = Problems()
    form = Form(document, problems, "eligibility.yaml")
    head = read_head(form)
    setting = Setting(head.sources, read_values(form, head.sources), problems)
    rules = EligibilityRules(
        credential=head.credential,
        shared=read_nodes(form.items("shared"), setting),
        routes=tuple(_read_route(entry, setting) for entry in form.items("routes", required=True)),
        other_routes=tuple(_read_other(entry, setting) for entry in form.items("other_routes")),
        values=setting.values,
    )
    form.done()
    _check_ids(rules, document, problems)
    problems.raise_any()
    return rules


def _read_route(located: Located, setting: Setting) -> Route:
    form = Form(located, setting.problems, "a route")
    route_id = form.text("id", required=True)
    source = take_source(form, setting.sources)
    inner = Setting(setting.sources, setting.values, setting.problems, source=source)
    note = form.text("note")
    face = Face(id=route_id, source=source, clause=form.texts("clause"), note=note)
    until = form.day("until")
    rule = All(face, read_nodes(form.items("requires", required=True), inner))
    route = Route(
        id=route_id,
        title=form.text("title", required=True),
        rule=rule if until is None else InForce(face, rule, None, until),
        fee=form.text("fee"),
        documents=tuple(_read_document(entry, setting.problems) for entry in form.items("documents")),
        until=until,
        note=note,
    )
    form.done()
    return route


def _read_document(located: Located, problems: Problems) -> Document:
    form = Form(located, problems, "a document")
    document = Document(
        id=form.text("id", required=True),
        title=form.text("title", required=True),
        sent_by=form.word("sent_by", _SENDERS),
        clause=form.texts("clause"),
        note=form.text("note"),
        conditional=form.flag("conditional"),
    )
    form.done()
    return document


def _read_other(located: Located, setting: Setting) -> OtherRoute:
    form = Form(located, setting.problems, "another route")
    nowhere = Source("", "", None, 1, "uncertain")
    other = OtherRoute(
        id=form.text("id", required=True),
        title=form.text("title", required=True),
        why=form.text("why", required=True),
        source=take_source(form, setting.sources) or nowhere,
        clause=form.texts("clause"),
    )
    form.done()
    return other


def _check_ids(rules: EligibilityRules, document: Located, problems: Problems) -> None:
    """Ids are unique among the routes, and inside a route or among what is shared."""
    groups = [("the routes", [route.id for route in rules.routes])]
    groups += [(f"route '{route.id}'", [node.face.id for node in route.requirements]) for route in rules.routes]
    groups.append(("'shared'", [node.face.id for node in rules.shared]))
    for where, ids in groups:
        for twice in sorted({one for one in ids if ids.count(one) > 1}):
            problems.add(document, f"the id '{twice}' stands twice in {where}")


def read_values_file(document: Located, *, others: tuple[str, ...] = ()) -> tuple[str, Mapping[str, Value]]:
    """Return the credential and the values of `exam.yaml`, `fees.yaml` or `renewal.yaml`.

    `others` are keys of the file that somebody else reads.
    """
    problems = Problems()
    form = Form(document, problems, "the file")
    head = read_head(form)
    values = read_values(form, head.sources)
    for key in others:
        form.take(key)
    form.done()
    problems.raise_any()
    return head.credential, values


def read_credential(document: Located) -> Credential:
    """Return what `credential.yaml` says."""
    problems = Problems()
    form = Form(document, problems, "credential.yaml")
    head = read_head(form)
    issuer = form.take("issuer", required=True)
    credential = Credential(
        id=head.credential,
        name=form.text("name", required=True),
        postnominal=form.text("postnominal"),
        short=form.text("short", required=True),
        issuer=_read_issuer(issuer, problems) if issuer else Issuer("", "", "", ""),
        occupation=form.text("occupation", required=True),
        summary=form.text("summary", required=True),
        note=form.text("note"),
        values=read_values(form, head.sources),
    )
    form.done()
    problems.raise_any()
    return credential


def _read_issuer(located: Located, problems: Problems) -> Issuer:
    form = Form(located, problems, "the issuer")
    issuer = Issuer(*(form.text(key, required=True) for key in ("id", "name", "url", "page")))
    form.done()
    return issuer


def read_outline(document: Located) -> tuple[Edition, ...]:
    """Return the editions of `outline.yaml`, oldest first."""
    problems = Problems()
    form = Form(document, problems, "outline.yaml")
    head = read_head(form)
    editions = tuple(_read_edition(entry, head.sources, problems) for entry in form.items("editions", required=True))
    form.done()
    problems.raise_any()
    return editions


def _read_edition(located: Located, sources: Mapping[str, Source], problems: Problems) -> Edition:
    form = Form(located, problems, "an edition")
    edition = Edition(
        id=form.text("id", required=True),
        title=form.text("title"),
        from_=form.day("from"),
        until=form.day("until"),
        source=take_source(form, sources) or Source("", "", None, 1, "uncertain"),
        scored_items=form.whole("scored_items") or None,
        areas=tuple(_read_area(entry, sources, problems) for entry in form.items("areas")),
        missing=form.texts("missing"),
        note=form.text("note"),
    )
    form.done()
    return edition


def _read_area(located: Located, sources: Mapping[str, Source], problems: Problems) -> OutlineNode:
    form = Form(located, problems, "an area of the outline")
    source = take_source(form, sources) or Source("", "", None, 1, "uncertain")
    area = OutlineNode(
        id=form.text("id"),
        name=form.text("name", required=True),
        source=source,
        confidence=form.text("confidence", default=source.confidence),
        items=form.whole("items") or None,
        percent=_read_percent(form),
        note=form.text("note"),
        children=tuple(_read_area(entry, sources, problems) for entry in form.items("children")),
    )
    form.done()
    return area


def _read_percent(form: Form) -> tuple[float, float] | None:
    one, several = form.take("percent"), form.items("percent_range")
    if one is not None:
        if isinstance(one.value, int | float) and not isinstance(one.value, bool):
            return float(one.value), float(one.value)
        form.problems.add(one, "'percent' must be a number")
    numbers = [float(end.value) for end in several if isinstance(end.value, int | float)]
    if several and (len(numbers) != 2 or numbers[0] > numbers[1]):
        form.problems.add(several[0], "'percent_range' must be [least, most]")
        return None
    return (numbers[0], numbers[1]) if numbers else None
