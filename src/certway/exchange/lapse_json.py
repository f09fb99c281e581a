"""What a lapse means as JSON: one object a thing, by its kind."""

from __future__ import annotations

from certway.answers.lapse import ClosedRoute, ClosedStep, Lapse, StateEffect
from certway.core.rulebook.values import Source
from certway.exchange.check_json import Json, source_json


def lapse_json(lapse: Lapse) -> list[Json]:
    """Return what a lapse means for the right that states give, for routes to other credentials, for other steps."""
    return [
        *(_state(one) for one in lapse.states),
        *(_route(one, over=lapse.over) for one in lapse.routes),
        *(_step(one, over=lapse.over) for one in lapse.steps),
    ]


def _state(effect: StateEffect) -> Json:
    answer = effect.answer
    return {
        "kind": "state",
        "state": effect.state,
        "need": answer.need,
        "acceptance": answer.acceptance.taken if answer.acceptance else None,
        "board": answer.board.name if answer.board else None,
        "page": answer.board.url or None if answer.board else None,
        "licenses": list(effect.licenses),
        "source": _source(answer.rule.source if answer.rule else None),
    }


def _route(closed: ClosedRoute, *, over: bool) -> Json:
    return {
        "kind": "route",
        "credential": closed.credential,
        "route": closed.route.id,
        "closed": over,
        "source": _source(closed.source),
    }


def _step(step: ClosedStep, *, over: bool) -> Json:
    return {
        "kind": "step",
        "step": step.edge.id,
        "to": step.end.id,
        "closed": over,
        "source": _source(step.edge.sources[0]),
    }


def _source(source: Source | None) -> Json | None:
    return source_json(source) if source else None
