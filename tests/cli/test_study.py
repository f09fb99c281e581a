"""`certway study`: what it says, draws and refuses."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import polars as pl
import pytest

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


TRIED = ("study", "simulate", "--cards", "36", "--minutes", "2", "--days", "6", "--learners", "3", "--missed", "0.1")


def test_simulate_answers_the_same_on_however_many_processes() -> None:
    asked = (*TRIED, "--truth", "act-r", "--ability", "0.5", "--slips", "0.05", "--seed", "4", "--json")

    one, two = (json.loads(call(*asked, "--processes", number).stdout) for number in ("1", "2"))

    assert one.pop("seconds") > 0
    assert two.pop("seconds") > 0
    assert one == two
    ways = one.pop("ways")
    assert one == {
        "cards": 36,
        "minutes": 2.0,
        "days": 6,
        "truth": "act-r",
        "missed": 0.1,
        "slips": 0.05,
        "ability": 0.5,
        "learners": 3,
        "seed": 4,
        "bound": None,
    }
    assert [way["name"] for way in ways] == ["certway", "fsrs", "tuned", "tuned-by-weight", "weakest", "chance"]
    for way in ways:
        assert way["least"] <= way["score"] <= way["most"]
        assert len(way["scores"]) == 3
        assert 0 < way["minutes_a_day"] < 3
        assert (way["retention"] is not None) == way["name"].startswith("tuned")


def test_simulate_tells_people_who_studied_and_what_came_of_it() -> None:
    shown = call("study", "simulate", *TRIED[2:8], "--learners", "3", "--processes", "1")

    told = " ".join(shown.stdout.split())
    assert shown.returncode == 0
    assert told.startswith("3 simulated learners study 36 cards, 2 minutes a day for 6 days. They remember as most")
    for way in ("Certway's plan", "FSRS, 0.9 and 20 new a day", "FSRS tuned in hindsight", "Weakest first", "by lot"):
        assert way in told
    assert "No way of studying comes to more than about" in told
    assert "These are simulations, and say nothing of real exams." in told
    assert "\x1b" not in shown.stdout + shown.stderr


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (
            ("--truth", "half-live"),
            "certway: --truth is 'half-live', did you mean 'half-life'?; the truths are fsrs, fsrs-wrong,",
        ),
        (("--minutes", "nan"), "certway: --minutes is not a number"),
        (("--missed", "2"), "certway: Invalid value for '--missed': 2.0 is not in the range 0<=x<=0.9."),
        (("--cards", "many"), "certway: Invalid value for '--cards': 'many' is not a valid int range."),
    ],
    ids=["truth", "minutes", "missed", "cards"],
)
def test_simulate_names_the_option_that_cannot_be(options: tuple[str, str], said: str) -> None:
    shown = call("study", "simulate", *options)

    assert (shown.returncode, shown.stdout) == (2, "")
    assert shown.stderr.strip().startswith(said)
