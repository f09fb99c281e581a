"""How good models are, as JSON."""

from __future__ import annotations

from dataclasses import asdict

from certway.core.study.evaluation import Evaluation, ModelScores
from certway.core.study.prediction_scores import Bin

_DIGITS = 6


def evaluation_json(found: Evaluation) -> dict[str, object]:
    """Return the document of an evaluation."""
    return {
        "rows": found.rows,
        "people": found.people,
        "items": found.items,
        "topics": found.topics,
        "tested": found.tested,
        "right": round(found.right, _DIGITS),
        "models": [_model(model) for model in found.models],
        "assumptions": {name: round(number, _DIGITS) for name, number in asdict(found.assumptions).items()},
    }


def _model(model: ModelScores) -> dict[str, object]:
    scores = model.scores
    return {
        "name": model.name,
        "log_loss": round(scores.log_loss, _DIGITS),
        "brier": round(scores.brier, _DIGITS),
        "auc": None if scores.auc is None else round(scores.auc, _DIGITS),
        "ece": round(scores.ece, _DIGITS),
        "reliability": [_bin(one) for one in scores.bins if one.count],
    }


def _bin(one: Bin) -> dict[str, object]:
    return {
        "from": one.low,
        "to": one.high,
        "count": one.count,
        "said": round(one.said, _DIGITS),
        "happened": round(one.happened, _DIGITS),
    }
