"""What comes next as JSON: ids, dates and numbers that other programs rely on, and the sentences for people."""

from __future__ import annotations

from certway.answers.advance import Advance, Link, NextStep, OurCredential, Trap
from certway.answers.advance_pay import Pay
from certway.answers.advance_time import Takes
from certway.answers.state import StateAnswer
from certway.core.advance.footing import Foothold
from certway.core.advance.ladder import Edge
from certway.core.rulebook.wages import FIGURES, Projection, Wage
from certway.exchange.advance_text import AdvanceText, StepText, advance_text
from certway.exchange.check_json import Json, iso, source_json, whole
from certway.exchange.state_json import acceptance_json, aged_sources_json
from certway.exchange.words.advances import AdvanceTelling, trap_line
from certway.exchange.words.telling import Telling


def advance_json(answer: Advance, telling: Telling, *, holder: str = "") -> Json:
    """Return an answer as plain values, in the shape that docs/reference/commands.md gives."""
    text, told = advance_text(answer, telling, holder=holder), AdvanceTelling(answer, telling)
    says = {step.id: step for distance in text.distances for step in distance.all}
    return {
        "as_of": iso(answer.as_of),
        "state": answer.state or None,
        "stands": [_foothold_json(one, told) for one in answer.footholds],
        "steps": [_step_json(step, says[step.rung.id], told) for step in answer.steps],
        "graph": _graph_json(answer, text),
        "direct": list(answer.direct),
        "elsewhere": [_edge_json(edge, told) for edge in answer.elsewhere],
        "not_found": list(text.not_found),
        "assumes": list(text.assumed),
    }


def _foothold_json(foothold: Foothold, told: AdvanceTelling) -> Json:
    return {
        "rung": foothold.rung,
        "name": told.name(foothold.rung),
        "held_as": foothold.held_as,
        "validity": foothold.validity,
        "expires": iso(foothold.expires),
    }


def _step_json(step: NextStep, text: StepText, told: AdvanceTelling) -> Json:
    return {
        "id": step.rung.id,
        "name": text.name,
        "title": text.title,
        "kind": step.rung.kind,
        "state": step.rung.state or None,
        "steps": step.steps,
        "from": list(step.origins),
        "perhaps": step.perhaps,
        "edges": [_edge_json(edge, told) for edge in step.edges],
        "after": step.after or None,
        **_ours_json(step.ours, text),
        "pay": _pay_json(step.pay) if step.pay else None,
        "license": _license_json(step.license) if step.license else None,
        "traps": [_trap_json(trap, told) for trap in step.traps],
        "says": {
            "begin": text.begin or None,
            "time": list(text.time),
            "pay": list(text.pay),
            "outlook": text.outlook or None,
            "license": text.license.says if text.license else None,
        },
    }


def _edge_json(edge: Edge, told: AdvanceTelling) -> Json:
    say = told.telling.words.text
    return {
        "id": edge.id,
        "from": edge.start,
        "to": edge.end,
        "relation": edge.relation,
        "found": edge.found,
        "asks": [{"what": asked.what, "says": say(asked.says), "found": asked.found} for asked in edge.asks],
        "needs_valid": edge.needs_valid,
        "trap": say(edge.trap) or None,
        "note": say(edge.note) or None,
        "sources": [source_json(source) for source in edge.sources],
    }


def _ours_json(ours: OurCredential | None, text: StepText) -> Json:
    if ours is None or text.standing is None:
        return dict.fromkeys(("verdict", "eligible_from", "nearest_route", "direct", "missing", "takes", "no_plan"))
    return {
        "verdict": ours.standing.verdict,
        "eligible_from": iso(ours.standing.eligible.from_),
        "nearest_route": ours.nearest.id if ours.nearest else None,
        "direct": ours.direct,
        "missing": [{"verdict": lack.verdict, "because": lack.because} for lack in text.standing.lacks],
        "takes": _takes_json(ours.takes) if ours.takes else None,
        "no_plan": None if ours.takes else [reason.message for reason in ours.reasons],
    }


def _takes_json(takes: Takes) -> Json:
    return {
        "start": iso(takes.start),
        "apply_on": iso(takes.apply_on),
        "certified_on": iso(takes.certified_on),
        "months": takes.months,
        "cost_usd": takes.price.likely,
        "cost_range_usd": [takes.price.least, takes.price.most],
        "fee_published": takes.fee_published,
        "route": takes.route,
        "trainings": [training.id for training in takes.trainings],
        "hours_per_week": whole(takes.weekly_hours),
        "hours_by": takes.hours_by,
    }


def _pay_json(pay: Pay) -> Json:
    return {
        "before": _wage_json(pay.before) if pay.before else None,
        "after": _wage_json(pay.after),
        "combined": pay.job.combined,
        "nearest": pay.job.nearest,
        "beside": [_wage_json(wage) for wage in pay.beside],
        "compared": [_wage_json(wage) for wage in pay.compared] if pay.compared else None,
        "difference_usd": pay.difference,
        "outlook": _outlook_json(pay.projection) if pay.projection else None,
        "sources": [source_json(source) for source in pay.sources],
    }


def _wage_json(wage: Wage) -> Json:
    return {
        "year": wage.year,
        "area": wage.area,
        "soc": wage.soc,
        "title": wage.title,
        "combined": wage.combined,
        "nearest": wage.nearest,
        **{name: wage.figure(name) for name in FIGURES},
    }


def _outlook_json(found: Projection) -> Json:
    return {
        "period": found.period,
        "change_percent": found.change_percent,
        "annual_openings": round(found.annual_openings * 1000),
    }


def _license_json(law: StateAnswer) -> Json:
    return {
        "state": law.state,
        "occupation": law.occupation,
        "need": law.need,
        "confidence": law.confidence,
        "credential": acceptance_json(law.acceptance) if law.acceptance else None,
        "sources": aged_sources_json(law),
    }


def _trap_json(trap: Trap, told: AdvanceTelling) -> Json:
    return {"kind": trap.kind, "rung": trap.rung or None, "on": iso(trap.day), "says": trap_line(trap, told)}


def _graph_json(answer: Advance, text: AdvanceText) -> Json:
    return {
        "nodes": [
            {"id": node.id, "name": node.name, "column": node.column, "row": node.row, "held": node.held}
            for node in text.graph.nodes
        ],
        "links": [_link_json(link) for link in answer.drawing.links],
    }


def _link_json(link: Link) -> Json:
    return {"from": link.start, "to": link.end, "edge": link.edge or None, "perhaps": link.perhaps}
