"""`certway sit calibrate`: what it writes where, says and refuses."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import polars as pl
import pytest

from builders.commands import call
from builders.processes import certway
from builders.responses import LSAT6
from certway.core.psychometrics.responses import Responses


def written(folder: Path, responses: Responses) -> Path:
    path = folder / "answers.csv"
    pl.DataFrame({f"q{place + 1}": column for place, column in enumerate(responses.T)}).write_csv(path)
    return path


def test_calibrate_writes_the_published_parameters(tmp_path: Path) -> None:
    out = tmp_path / "items.csv"

    shown = certway("sit", "calibrate", written(tmp_path, LSAT6), "--model", "1pl", "--out", out, "--json")

    lines = out.read_text(encoding="utf-8").splitlines()
    assert lines[0] == "item,a,b,c,se_a,se_b,se_c,n"
    item, *numbers = lines[1].split(",")
    assert (item, numbers[-1]) == ("q1", "1000")
    assert list(map(float, numbers[:6])) == pytest.approx([0.755, -3.615, 0, 0.069, 0.327, 0], abs=1e-3)
    document = json.loads(shown.stdout)
    assert (shown.returncode, shown.stderr) == (0, "")
    assert (document.pop("seconds") > 0, document.pop("steps") > 1) == (True, True)
    assert document == {
        "model": "1pl",
        "people": 1000,
        "items": 5,
        "log_likelihood": -2466.938,
        "converged": True,
        "bounded": [],
        "out": str(out),
    }


def test_summary_for_people_says_where_the_parameters_are(tmp_path: Path) -> None:
    out = tmp_path / "items.csv"

    shown = call("sit", "calibrate", written(tmp_path, LSAT6), "--model", "2pl", "--out", out)

    first, second = shown.stdout.splitlines()
    assert first == "5 items calibrated by the answers of 1,000 people (2PL, log likelihood -2466.653)."
    assert second.startswith(f"A row for each item is in {out} (")
    assert "\x1b" not in shown.stdout + shown.stderr


def test_item_that_follows_no_curve_is_told(tmp_path: Path) -> None:
    against = 1 - (LSAT6.sum(axis=1, keepdims=True) > 3).astype(np.int8)
    answers = written(tmp_path, np.concatenate((LSAT6, against), axis=1))

    shown = call("sit", "calibrate", answers, "--model", "2pl", "--out", tmp_path / "items.csv", "--json")

    assert json.loads(shown.stdout)["bounded"] == ["q6"]
    assert shown.stderr.startswith("certway: q6 follows no curve of this model (a = 0.01, b = ")


def test_bad_answers_end_with_one_line_each(tmp_path: Path) -> None:
    answers, out = tmp_path / "answers.csv", tmp_path / "items.csv"
    answers.write_text("q1,q2\n1,0\n2,1\n0,x\n", encoding="utf-8")

    shown = call("sit", "calibrate", answers, "--model", "2pl", "--out", out)

    assert (shown.returncode, shown.stdout, out.exists()) == (2, "", False)
    assert shown.stderr.splitlines() == [
        f"{answers}:3: q1: '2' is no answer; write 1 (right), 0 (wrong) or nothing",
        f"{answers}:4: q2: 'x' is no answer; write 1 (right), 0 (wrong) or nothing",
    ]


def test_unknown_model_is_refused(tmp_path: Path) -> None:
    shown = call("sit", "calibrate", written(tmp_path, LSAT6), "--model", "4pl", "--out", tmp_path / "items.csv")

    assert (shown.returncode, shown.stdout) == (2, "")
    assert shown.stderr.startswith("certway: --model is '4pl'")
    assert "the models are 1pl, 2pl, 3pl" in shown.stderr
