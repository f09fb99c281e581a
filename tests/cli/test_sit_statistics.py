"""`certway sit statistics`: what it says, as JSON and for people, and what it refuses."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import polars as pl
import pytest

from builders.commands import call
from builders.processes import certway
from builders.responses import LSAT6, LSAT7, drawn_items, drawn_responses
from certway.core.psychometrics.dif import mantel_haenszel


def written(folder: Path, columns: dict[str, object], name: str = "answers.csv") -> Path:
    path = folder / name
    pl.DataFrame(columns).write_csv(path)
    return path


def named(responses: np.ndarray) -> dict[str, object]:
    return {f"q{place + 1}": pl.Series(column).replace(-1, None) for place, column in enumerate(responses.T)}


def told(*arguments: object) -> dict[str, object]:
    shown = call("sit", "statistics", *arguments, "--json")
    assert (shown.returncode, shown.stderr) == (0, "")
    return json.loads(shown.stdout)  # type: ignore[no-any-return]


def test_statistics_of_the_classic_answers_are_the_published_ones(tmp_path: Path) -> None:
    shown = certway("sit", "statistics", written(tmp_path, named(LSAT6)), "--json")

    assert (shown.returncode, shown.stderr) == (0, "")
    found = json.loads(shown.stdout)
    assert (found["people"], found["items"], found["dif"], found["why_no_score"]) == (1000, 5, [], None)
    assert found["score"]["alpha"] == pytest.approx(0.2950, abs=5e-5)
    first = found["statistics"][0]
    assert (first["item"], first["answered"], first["difficulty"], first["options"]) == ("q1", 1000, 0.924, None)
    assert first["discrimination"] == pytest.approx(0.1128, abs=6e-4)
    assert [one["flags"] for one in found["statistics"]] == [["weak"], [], [], [], []]


def test_summary_for_people_is_a_table(tmp_path: Path) -> None:
    shown = call("sit", "statistics", written(tmp_path, named(LSAT7)))

    lines = shown.stdout.splitlines()
    assert lines[0] == "1,000 people, 5 items"
    assert lines[1].startswith("Scores: mean 3.71, standard deviation 1.20. Reliability (alpha) 0.45")
    assert lines[-5].split() == ["q1", "1,000", "0.83", "0.25"]
    assert "\x1b" not in shown.stdout


def options(folder: Path, *, key: str = "B") -> tuple[Path, Path]:
    """Write what 200 people chose of 15 items whose key is B, where A and C are wrong and D nobody takes."""
    rng = np.random.default_rng(6)
    right = drawn_responses(drawn_items(15, seed=6), rng.normal(size=200), seed=6)
    letters = np.where(right == 1, "B", rng.choice(["A", "C"], right.shape))
    letters[0, 0] = ""
    answers = written(folder, {f"q{place + 1}": column for place, column in enumerate(letters.T)})
    told = {"key": [key, "b", *"B" * 13], "options": ["4", *[""] * 14]}
    keys = {"item": [f"q{number}" for number in range(1, 16)], **told}
    return answers, written(folder, keys, "keys.csv")


def test_options_are_told_where_the_file_holds_them(tmp_path: Path) -> None:
    answers, keys = options(tmp_path)
    found = told(answers, "--keys", keys)
    first, second = found["statistics"][:2]  # type: ignore[index]
    assert [one["option"] for one in first["options"]] == ["A", "B", "C", "D"]
    assert [one["option"] for one in second["options"]] == ["A", "B", "C"]
    assert [one["key"] for one in first["options"]] == [False, True, False, False]
    assert (first["answered"], sum(one["count"] for one in first["options"])) == (199, 199)
    assert first["difficulty"] == pytest.approx(first["options"][1]["share"])
    assert first["options"][1]["correlation"] == pytest.approx(first["discrimination"])
    assert (first["options"][3]["flags"], "unused" in first["flags"]) == (["unused"], True)
    assert "unused" not in second["flags"]


def test_wrong_key_is_flagged(tmp_path: Path) -> None:
    answers, keys = options(tmp_path, key="C")
    found = told(answers, "--keys", keys)
    assert "miskeyed" in found["statistics"][0]["flags"]  # type: ignore[index]
    assert "Key may be wrong" in call("sit", "statistics", answers, "--keys", keys).stdout


def two_groups(seed: int) -> tuple[np.ndarray, np.ndarray]:
    """Return answers of two groups to 15 items, of which the third is a logit and a half harder for one."""
    rng = np.random.default_rng(seed)
    items, focal = drawn_items(15, seed=seed), np.arange(800) % 4 == 0
    responses = drawn_responses(items, rng.normal(size=800), seed=seed)
    harder = rng.random(800) < 1 / (1 + np.exp(-(rng.normal(size=800) - 1.5)))
    responses[focal, 2] = harder[focal]
    return responses, focal


def test_groups_are_compared_by_mantel_and_haenszel(tmp_path: Path) -> None:
    responses, focal = two_groups(3)
    names = np.where(focal, "evening", "day")
    answers = written(tmp_path, {**named(responses), "class": names})
    (found,) = told(answers, "--group", "class")["dif"]  # type: ignore[misc]
    beside = mantel_haenszel(responses, focal)
    head = {name: found[name] for name in ("reference", "focal", "reference_people", "focal_people", "matched_by")}
    assert head == {
        "reference": "day",
        "focal": "evening",
        "reference_people": 600,
        "focal_people": 200,
        "matched_by": "score",
    }
    assert [one["class"] for one in found["items"]] == list(beside.classes)
    assert [one["delta"] for one in found["items"]] == pytest.approx(beside.delta, abs=1e-5)
    assert [one["item"] for one in found["items"] if one["class"] == "C"] == ["q3"]

    (turned,) = told(answers, "--group", "class", "--reference", "evening")["dif"]  # type: ignore[misc]
    assert turned["items"][2]["delta"] == pytest.approx(-found["items"][2]["delta"], abs=1e-5)
    shown = call("sit", "statistics", answers, "--group", "class").stdout
    assert "evening (200) beside day (600), matched by the score. Below 0: harder for evening." in shown


def test_groups_of_another_file_and_gaps_are_matched_by_shares(tmp_path: Path) -> None:
    responses, focal = two_groups(4)
    gaps = np.where(np.random.default_rng(4).random(responses.shape) < 0.3, -1, responses)
    people = [f"p{number}" for number in range(800)]
    answers = written(tmp_path, {"person_id": people, **named(gaps)})
    group = {"person_id": people[::-1], "group": np.where(focal, "evening", "day")[::-1]}
    groups = written(tmp_path, {**group, "group": ["", *group["group"][1:]]}, "groups.csv")  # type: ignore[index]
    (found,) = told(answers, "--group", groups)["dif"]  # type: ignore[misc]
    assert (found["matched_by"], found["reference_people"] + found["focal_people"]) == ("share", 799)
    assert found["items"][2]["class"] == "C"
    assert sum(one["class"] == "C" for one in found["items"]) <= 2


@pytest.mark.parametrize(
    ("arguments", "problem"),
    [
        (["--group", "shoes"], "answers.csv:1: there is no column 'shoes', and no file of that name"),
        (["--group", "group", "--reference", "c"], "--reference is 'c'; the groups are a, b"),
        (["--group", "same"], "--group names only 'x'; to compare groups it takes two at least"),
        (["--group", "empty"], "--group names none; to compare groups it takes two at least"),
        (["--keys", "keys.csv"], "keys.csv:2: the key of 'q1' is '?'; write the letter of an option"),
        (["--keys", "short.csv"], "short.csv: the item 'q2' has no key; add a row for it"),
        (["--keys", "none.csv"], "none.csv:1: there is no column 'key'; write the columns item and key"),
        ([], "answers.csv:2: group: 'a' is no answer"),
    ],
    ids=lambda one: " ".join(one) if isinstance(one, list) else "",
)
def test_what_is_wrong_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str], problem: str
) -> None:
    monkeypatch.chdir(tmp_path)
    beside = {"group": ["a", "a", "b", "b"], "same": ["x"] * 4, "empty": [""] * 4}
    asked = arguments[1:2] if arguments[:1] == ["--group"] else []
    columns = {name: told for name, told in beside.items() if name in asked or (not arguments and name == "group")}
    written(Path(), {"q1": [1, 0, 1, 0], "q2": [1, 1, 0, 0], **columns})
    written(Path(), {"item": ["q1", "q2"], "key": ["?", "A"]}, "keys.csv")
    written(Path(), {"item": ["q1"], "key": ["A"]}, "short.csv")
    written(Path(), {"item": ["q1"]}, "none.csv")

    shown = call("sit", "statistics", "answers.csv", *arguments)

    assert (shown.returncode, shown.stdout) == (2, "")
    assert problem in shown.stderr
