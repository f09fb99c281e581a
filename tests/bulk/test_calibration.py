"""A file of answers becomes a file of parameters, the same by whatever works on the parts."""

from __future__ import annotations

from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import numpy as np
import polars as pl
import pytest

from builders.responses import LSAT7, drawn_items, drawn_responses
from certway.bulk.calibration import calibrate_file, over_executor
from certway.bulk.out_file import OutFileError
from certway.core.psychometrics.calibration import Calibration, calibrate, calibrate_responses
from certway.core.psychometrics.response import Floats
from certway.core.psychometrics.responses import Responses
from certway.core.units.errors import InputError

COLUMNS = ["item", "a", "b", "c", "se_a", "se_b", "se_c", "n"]


def written(path: Path, responses: Responses) -> Path:
    frame = pl.DataFrame({f"q{place + 1}": column for place, column in enumerate(responses.T)})
    frame = frame.with_columns(pl.when(pl.all() >= 0).then(pl.all()))
    if path.suffix == ".csv":
        frame.write_csv(path)
    else:
        frame.write_parquet(path)
    return path


def numbers(found: Calibration) -> Floats:
    items, errors = found.parameters, found.errors
    return np.stack((items.a, items.b, items.c, errors.a, errors.b, errors.c))


def test_parts_on_threads_and_processes_give_the_same_to_the_last_digit() -> None:
    items, theta = drawn_items(12, seed=1), np.random.default_rng(2).normal(size=5_000)
    responses = drawn_responses(items, theta, seed=3, missing=0.1)
    alone = numbers(calibrate_responses(responses, model="2pl"))

    with ThreadPoolExecutor(3) as pool:
        threads = numbers(calibrate(over_executor(pool, responses), model="2pl"))
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as processes:
        spawned = numbers(calibrate(over_executor(processes, responses), model="2pl"))

    assert threads == pytest.approx(alone, abs=1e-9)
    assert spawned == pytest.approx(alone, abs=1e-9)


@pytest.mark.parametrize("ending", ["csv", "parquet"])
def test_file_of_parameters_has_a_row_an_item(tmp_path: Path, ending: str) -> None:
    answers, out = written(tmp_path / f"answers.{ending}", LSAT7), tmp_path / f"items.{ending}"

    items, found = calibrate_file(answers, out, model="3pl")

    read = pl.read_csv(out) if ending == "csv" else pl.read_parquet(out)
    assert (read.columns, read["item"].to_list()) == (COLUMNS, list(items))
    assert read["n"].to_list() == [1000] * 5
    estimates = read.select(COLUMNS[1:7]).to_numpy().T
    assert estimates == pytest.approx(numbers(found), abs=1e-6)


def test_fit_is_written_where_asked(tmp_path: Path) -> None:
    out = tmp_path / "items.csv"

    calibrate_file(written(tmp_path / "answers.csv", LSAT7), out, model="2pl", fit=True)

    read = pl.read_csv(out)
    assert read.columns == [*COLUMNS, "s_x2", "s_x2_df", "s_x2_p"]
    assert read["s_x2"].to_list() == pytest.approx([4.750, 14.455, 1.272, 5.236, 0.941], abs=0.01)


def test_error_that_is_not_known_is_empty(tmp_path: Path) -> None:
    against = 1 - (LSAT7.sum(axis=1, keepdims=True) > 3).astype(np.int8)
    out = tmp_path / "items.csv"

    _, found = calibrate_file(
        written(tmp_path / "answers.csv", np.concatenate((LSAT7, against), axis=1)), out, model="2pl"
    )

    assert found.bounded.tolist() == [False] * 5 + [True]
    assert pl.read_csv(out)["se_a"].is_null().to_list() == [False] * 5 + [True]


def test_items_without_parameters_are_named_and_nothing_is_written(tmp_path: Path) -> None:
    responses = LSAT7.copy()
    responses[:, 1], responses[:, 3] = 1, 0
    path, out = written(tmp_path / "answers.csv", responses), tmp_path / "items.csv"

    with pytest.raises(InputError) as refused:
        calibrate_file(path, out, model="2pl")

    said = "all who answered it were right, or all wrong; leave it out or use priors"
    assert [str(problem) for problem in refused.value.problems] == [f"{path}:1: q2: {said}", f"{path}:1: q4: {said}"]
    assert not out.exists()

    calibrate_file(path, out, model="2pl", priors=True)
    assert pl.read_csv(out).null_count().sum_horizontal().item() == 0


def test_answers_are_never_written_over(tmp_path: Path) -> None:
    path = written(tmp_path / "answers.csv", LSAT7)

    with pytest.raises(OutFileError, match="holds the answers"):
        calibrate_file(path, path, model="2pl")
    with pytest.raises(OutFileError, match="ending says no format"):
        calibrate_file(path, tmp_path / "items.txt", model="2pl")
