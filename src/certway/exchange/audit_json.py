"""What an audit pack holds as JSON: ids, dates and numbers that other programs rely on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from certway.answers.audit import Audit, Category, Line
from certway.core.renew.assignment import FREE
from certway.core.rulebook.values import Value
from certway.exchange.audit_pdf import Bound
from certway.exchange.audit_text import AuditText
from certway.exchange.check_json import Json, iso, source_json
from certway.exchange.renew_json import amount


def audit_json(
    audit: Audit,
    text: AuditText,
    asked: Sequence[Value],
    *,
    as_of: int,
    bound: Bound | None,
    refused: Sequence[tuple[str, str]] = (),
) -> Json:
    """Return a pack as plain values, in the shape that docs/reference/commands.md gives.

    `bound` is how the pack was written, None where it was not; `refused` are files that prove nothing, each with why.
    """
    cycle, credential = audit.cycle, audit.kept.credential
    return {
        "as_of": iso(as_of),
        "credential": credential.id,
        "short": credential.short,
        "holder": audit.holder or None,
        "number": audit.number or None,
        "cycle": {"starts": iso(cycle.starts), "ends": iso(cycle.ends)} if cycle else None,
        "points": {"required": amount(audit.points.required), "claimed": amount(audit.points.counted)},
        "categories": [_category_json(one) for one in audit.categories],
        "lines": [_line_json(line) for line in audit.lines],
        "proofs": _proofs_json(audit, text, bound),
        "weaknesses": [
            {"what": weak.what, "place": weak.place, "hint": weak.hint, "text": weak.text} for weak in text.weaknesses
        ],
        "left_out": [{"credit": _place(one.place), "why": one.why} for one in audit.left_out],
        "unused_files": [{"file": file, "why": why} for file, why in refused],
        "asked": [_asked_json(value, as_of) for value in asked],
    }


def _place(at: int) -> str:
    return f"education_credits/{at}"


def _category_json(category: Category) -> Json:
    return {
        "id": category.id or "free",
        "required": amount(category.required),
        "claimed": amount(category.counted),
        "credits": [_place(line.place) for line in category.lines],
    }


def _line_json(line: Line) -> Json:
    return {
        "credit": _place(line.place),
        "on": str(line.on) if line.on else None,
        "title": line.title or None,
        "provider": line.provider or None,
        "kind": line.kind,
        "approved_by": None if line.approved_by is None else list(line.approved_by),
        "areas": {("free" if area == FREE else area): amount(points) for area, points in line.areas.items()},
        "claimed": amount(line.points),
        "held_back": amount(line.held_back),
        "proofs": list(line.proofs),
    }


def _proofs_json(audit: Audit, text: AuditText, bound: Bound | None) -> list[Json]:
    found = []
    for at, (proof, said) in enumerate(zip(audit.proofs, text.proofs, strict=True)):
        shown: Mapping[str, object] = {}
        if bound is not None:
            shown = {"page": bound.starts[at], "not_in_pdf": bound.not_here[at]}
        found.append({"number": proof.number, "title": proof.fact.title, "file": said.file, **shown})
    return found


def _asked_json(value: Value, as_of: int) -> Json:
    versions = value.in_force(as_of)
    return {
        "id": value.id,
        "title": value.title,
        "says": [version.content for version in versions],
        "sources": [source_json(version.source) for version in versions],
    }
