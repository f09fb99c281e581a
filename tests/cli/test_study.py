"""`certway study evaluate`: what it says, draws and refuses."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import polars as pl

from builders.answer_logs import drawn_log
from builders.commands import call
from builders.processes import certway


def written(folder: Path) -> Path:
    """Write the answers of a few people as anybody's program would."""
    log, path = drawn_log(np.random.default_rng(5), people=40, answers=30, items=30), folder / "answers.csv"
    columns = {
        "person_id": [f"p{one}" for one in log.person],
        "item_id": [f"q{one}" for one in log.item],
        "topic": [f"t{one}" for one in log.topic],
        "correct": log.right.astype(int),
        "at": pl.from_epoch(pl.Series(log.at), time_unit="ms").dt.strftime("%Y-%m-%dT%H:%M:%S%.3fZ"),
    }
    pl.DataFrame(columns).write_csv(path)
    return path


def test_evaluate_answers_with_every_model_and_draws(tmp_path: Path) -> None:
    picture = tmp_path / "reliability.svg"

    shown = certway("study", "evaluate", written(tmp_path), "--diagram", picture, "--json")

    assert (shown.returncode, shown.stderr) == (0, f"certway: wrote {picture}\n")
    document = json.loads(shown.stdout)
    assert [document[name] for name in ("rows", "people", "items", "topics", "tested")] == [1200, 40, 30, 4, 240]
    models = {model["name"]: model for model in document["models"]}
    assert list(models) == ["certway", "topic-mean", "person-mean", "elo", "pfa", "das3h"]
    for model in models.values():
        assert 0 < model["brier"] < model["log_loss"] < 1
        assert 0 <= model["ece"] < 0.5
        assert 0.4 < model["auc"] < 1
        assert sum(one["count"] for one in model["reliability"]) == 240
    assert models["certway"]["log_loss"] < models["topic-mean"]["log_loss"]
    assert picture.read_text(encoding="utf-8").startswith("<svg role=")


def test_table_for_people_tells_what_the_figures_are_about(tmp_path: Path) -> None:
    shown = call("study", "evaluate", written(tmp_path))

    told = " ".join(shown.stdout.split())
    assert shown.returncode == 0
    assert told.startswith("1,200 answers of 40 people to 30 questions in 4 topics.")
    assert "Model Log loss Brier AUC Calibration error" in told
    assert "The figures are about these answers, not about any exam." in told
    assert "\x1b" not in shown.stdout + shown.stderr


def test_bad_rows_end_with_one_line_each(tmp_path: Path) -> None:
    answers = tmp_path / "answers.csv"
    answers.write_text("person_id,item_id,topic,correct,at\nana,q1,t1,yes,2026-11-23\nana,q2,t1,1,later\n", "utf-8")

    shown = call("study", "evaluate", answers, "--json")

    assert (shown.returncode, shown.stdout) == (2, "")
    assert shown.stderr.splitlines() == [
        f"{answers}:2: correct: 'yes' is no answer; write 1 (right) or 0 (wrong)",
        f"{answers}:3: at: 'later' is no instant; write one such as 2026-11-23T14:05:00Z",
    ]
