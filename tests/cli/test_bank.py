"""`certway bank`, as processes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from builders.commands import call
from builders.processes import certway
from certway.exchange.bank.files import load_bank
from certway.exchange.bank.shipped import shipped_bank


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


KINDS = ("qti", "gift", "moodle-xml", "anki", "csv")


@pytest.mark.parametrize("kind", KINDS)
def test_questions_go_out_and_come_in_the_same(tmp_path: Path, kind: str) -> None:
    file, folder = tmp_path / "questions", tmp_path / "again"
    topics = ("--topic", "tubes-and-additives", "--topic", "platelets")
    out = call("bank", "export", "--to", kind, *topics, "--out", file, "--json")
    assert out.returncode == 0, out.stderr
    told = json.loads(out.stdout)
    assert told["exported"] == told["read"]
    assert (told["dropped"] == []) is (kind not in ("gift", "moodle-xml"))  # what Moodle shows otherwise is told
    back = call("bank", "import", file, "--from", kind, "--out", folder, "--json")
    assert back.returncode == 0, back.stderr
    assert json.loads(back.stdout) == {"read": told["read"], "imported": told["read"], "dropped": []}
    ours = {item.id: item for item in shipped_bank().bank.items if item.topic in ("tubes-and-additives", "platelets")}
    assert {item.id: item for item in load_bank(folder).items} == ours


def test_what_could_not_be_carried_is_listed_with_its_reason(tmp_path: Path) -> None:
    (tmp_path / "a.gift").write_text("::Kept:: Which? {=Right ~Wrong ~Other}\n\n::Essay:: Tell all. {}\n")
    shown = call("bank", "import", tmp_path / "a.gift", "--from", "gift", "--out", tmp_path / "bank")
    assert (shown.returncode, shown.stderr) == (0, "")
    assert shown.stdout.splitlines()[0] == "1 of 2 questions were imported."
    assert any(line.startswith("  Essay: ") for line in shown.stdout.splitlines())
    assert [item.topic for item in load_bank(tmp_path / "bank").items] == ["unfiled"]


def test_folder_in_use_and_file_that_is_there_are_kept(tmp_path: Path) -> None:
    (tmp_path / "mine").write_text("mine")
    (tmp_path / "a.gift").write_text("::Kept:: Which? {=Right ~Wrong ~Other}\n")
    back = call("bank", "import", tmp_path / "a.gift", "--from", "gift", "--out", tmp_path)
    assert (back.returncode, "is there already and not empty" in back.stderr) == (2, True)
    out = call("bank", "export", "--to", "csv", "--out", tmp_path / "mine")
    assert (out.returncode, "is there already" in out.stderr) == (2, True)
    assert (tmp_path / "mine").read_text() == "mine"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.gift", "mine"]


@pytest.mark.parametrize(
    ("command", "told"),
    [
        (("import", "none.gift", "--from", "gift", "--out", "x"), "none.gift can't be read"),
        (("import", "none.gift", "--from", "gitf", "--out", "x"), "--from is 'gitf', did you mean 'gift'?"),
        (("export", "--to", "csv", "--out", "x", "--topic", "tube"), "there is no topic 'tube'"),
        (("export", "--to", "csv", "--out", "x", "--exam", "cpa"), "the bank knows no outline of 'cpa'"),
    ],
    ids=lambda one: "-".join(one[:2]) if isinstance(one, tuple) else "",
)
def test_bad_request_is_refused_and_writes_nothing(tmp_path: Path, command: tuple[str, ...], told: str) -> None:
    shown = certway("bank", *command, cwd=tmp_path)
    assert (shown.returncode, shown.stdout) == (2, "")
    assert told in shown.stderr
    assert list(tmp_path.iterdir()) == []


def test_broken_package_is_refused_whole(tmp_path: Path) -> None:
    (tmp_path / "a.apkg").write_bytes(b"PK\x03\x04 not a package")
    shown = call("bank", "import", tmp_path / "a.apkg", "--from", "anki", "--out", tmp_path / "bank")
    assert (shown.returncode, shown.stdout) == (2, "")
    assert not (tmp_path / "bank").exists()
