"""The picture of what was said beside what happened: read back from its SVG."""

from __future__ import annotations

from xml.etree import ElementTree

import numpy as np

from certway.core.study.assumptions import DEFAULTS
from certway.core.study.evaluation import Evaluation, ModelScores
from certway.core.study.prediction_scores import scores_of
from certway.exchange.evaluation_json import evaluation_json
from certway.exchange.reliability_chart import reliability_chart
from certway.exchange.words.catalogue import catalogue

SVG = "{http://www.w3.org/2000/svg}"
CHANCES, HAPPENED = np.array([0.15, 0.15, 0.75, 0.75]), np.array([False, False, True, False])
SCORES = scores_of(CHANCES, HAPPENED)
FOUND = Evaluation(20, 3, 5, 2, 4, 0.25, (ModelScores("certway", SCORES), ModelScores("elo", SCORES)), DEFAULTS)


def test_each_model_has_a_panel_with_its_error_and_its_dots() -> None:
    drawn = reliability_chart(FOUND, catalogue())
    picture = ElementTree.fromstring(drawn)
    texts = [element.text for element in picture.iter(f"{SVG}text")]

    assert texts.count("off by 20.0 points on average") == 2
    assert {"What was said, and what happened", "Certway", "Elo", "Said to be right", "Were right"} <= set(texts)
    assert picture.get("aria-label") == (
        "What was said, and what happened. Certway: off by 20.0 points on average. Elo: off by 20.0 points on average"
    )
    assert drawn == reliability_chart(FOUND, catalogue())
    assert "http" not in drawn.replace("http://www.w3.org", "")


def test_document_has_every_figure_and_the_bins_that_hold_something() -> None:
    document = evaluation_json(FOUND)
    model = document["models"][0]  # type: ignore[index]

    assert {name: document[name] for name in ("rows", "people", "items", "topics", "tested", "right")} == {
        "rows": 20,
        "people": 3,
        "items": 5,
        "topics": 2,
        "tested": 4,
        "right": 0.25,
    }
    assert model == {
        "name": "certway",
        "log_loss": round(SCORES.log_loss, 6),
        "brier": 0.1675,  # (2 · 0.0225 + 0.0625 + 0.5625) / 4
        "auc": 0.833333,
        "ece": 0.2,
        "reliability": [
            {"from": 0.1, "to": 0.2, "count": 2, "said": 0.15, "happened": 0.0},
            {"from": 0.7, "to": 0.8, "count": 2, "said": 0.75, "happened": 0.5},
        ],
    }
