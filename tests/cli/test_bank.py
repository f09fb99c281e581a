"""`certway bank`, as processes."""

from __future__ import annotations

import json
from pathlib import Path

from builders.commands import call
from builders.processes import certway


def test_shipped_bank_is_clean(tmp_path: Path) -> None:
    shown = certway("bank", "lint", "--json", cwd=tmp_path)
    assert (shown.returncode, shown.stderr) == (0, "")
    found = json.loads(shown.stdout)
    assert found["errors"] == []
    assert found["items"] >= 900


def test_broken_bank_ends_with_status_2_and_its_lines(tmp_path: Path) -> None:
    (tmp_path / "topics.yaml").write_text("format: 1\ntopics: []\n")
    (tmp_path / "references.yaml").write_text("format: 2\nreferences: {}\n")
    shown = call("bank", "lint", tmp_path)
    assert shown.returncode == 2
    assert "references.yaml:1: 'format' must be 1" in shown.stdout.splitlines()[0]
    assert (
        shown.stdout.splitlines()[-1]
        == "0 questions, 0 templates, 0 checklists, 0 scenarios, 2 files, 1 error, 0 remarks"
    )


def test_folder_without_a_bank_is_refused(tmp_path: Path) -> None:
    shown = call("bank", "lint", tmp_path)
    assert (shown.returncode, shown.stdout) == (2, "")
    assert "name a folder that holds topics.yaml and references.yaml" in shown.stderr


def test_coverage_is_a_table_or_json() -> None:
    shown = call("bank", "coverage", "--exam", "cma-aama")
    assert (shown.returncode, shown.stderr) == (0, "")
    lines = shown.stdout.splitlines()
    assert lines[0] == "What the bank holds for the CMA (AAMA), by its outline of 2021"
    assert any(line.startswith("Clinical Competency") and " 59 " in line for line in lines)
    found = json.loads(call("bank", "coverage", "--exam", "cma-aama", "--json").stdout)
    assert (found["exam"], found["edition"], found["parts"][0]["weight"]) == ("cma-aama", "2021", [59, 59])
    assert found["most_off"] <= 3


def test_exam_that_the_bank_does_not_know_is_refused() -> None:
    shown = call("bank", "coverage", "--exam", "cma")
    assert (shown.returncode, shown.stdout) == (2, "")
    assert shown.stderr.startswith("certway: the bank knows no outline of 'cma'")
