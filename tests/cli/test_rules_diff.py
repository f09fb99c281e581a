"""`certway rules diff`, once as a process."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from builders.commands import call
from builders.processes import certway
from certway.exchange.rule_files import RULES

DAYS = ("--from", "2025-12-31", "--to", "2026-01-01")


def diff(*arguments: str | Path) -> list[str]:
    done = call("rules", "diff", *DAYS, *arguments)
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout.splitlines()


@pytest.fixture
def person(tmp_path: Path) -> Path:
    path = tmp_path / "person.yaml"
    path.write_text("education: []\nprograms: []\nwork: []\ncredentials: []\nattempts: []\ncards: []\n")
    return path


def test_changes_stand_by_credential_and_part_with_their_sources():
    lines = diff("--credential", "mls-ascp")
    assert lines[:12] == [
        "What changed in the rules after 31 December 2025 and up to 1 January 2026",
        "",
        "MLS (ASCP)",
        "  Fees",
        "    - Application and exam: from 1 January 2026, $260; before, $250.",
        "    - Another attempt: from 1 January 2026, $260; before, $250.",
        "    - Renewal, once in three years (CMP): from 1 January 2026, not published, as",
        "      far as was found; before, $100.",
        "    - Rise of all CMP fees: from 1 January 2026, $10.",
        "",
        "May have changed in this time: the day is not known",
        "",
    ]
    assert "Sources" in lines
    assert max(len(line) for line in lines if "http" not in line) <= 80
    assert "What this does to your answers" not in lines


def test_person_is_told_what_it_does_to_her_answers(person: Path):
    lines = diff("--person", person, "--credential", "mls-ascp")
    at = lines.index("What this does to your answers")
    assert lines[at + 2 : at + 7] == [
        "MLS (ASCP)",
        "  The rules made a difference.",
        "  The fee by your best routes: $260 by the rules of 1 January 2026; $250 by",
        "  those of 31 December 2025.",
        "  The changes behind it:",
    ]
    assert "  None of your answers is different." in diff("--person", person, "--credential", "cma-aama")


def test_law_of_states_is_among_the_changes_of_all_rules():
    asked = ("rules", "diff", "--from", "2022-09-30", "--to", "2022-10-01")
    lines = call(*asked).stdout.splitlines()
    assert "  Medical assistants in Connecticut" in lines
    assert any(line.startswith("    - The state's rule: from 1 October 2022,") for line in lines)
    document = json.loads(call(*asked, "--json").stdout)
    law = next(one for one in document["changes"] if one["id"] == "law" and one["on"])
    assert (law["credential"], law["part"], law["on"]) == (None, "states/medical-assistants/CT", "2022-10-01")
    assert "Connecticut" not in call(*asked, "--credential", "cma-aama").stdout


def test_nothing_that_changed_is_said():
    done = call("rules", "diff", "--from", "2024-01-01", "--to", "2024-01-02", "--credential", "cma-aama")
    assert done.stdout.splitlines()[1] == "  Nothing that we know of."


def test_json_is_one_document(person: Path):
    document = json.loads(certway("rules", "diff", *DAYS, "--person", person, "--json").stdout)
    assert (document["from"], document["to"]) == ("2025-12-31", "2026-01-01")
    assert [one["id"] for one in document["changes"] if one["credential"] == "mls-ascp" and one["on"]] == [
        "application-fee",
        "retake-fee",
        "renewal-fee",
        "renewal-fee-increase",
    ]
    assert {"mlt-ascp", "mls-ascp"} <= {one["credential"] for one in document["touched"]}


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (
            ["--from", "2026-01-01", "--to", "2026-01-01"],
            "--from is '2026-01-01', which is not before --to, '2026-01-01'; name the earlier day first",
        ),
        (
            ["--from", "2026-01", "--to", "2026-02-01"],
            "--from is '2026-01', which is not one day; write a day such as 2026-11-23",
        ),
        (
            ["--from", "2026-01-01", "--to", "soon"],
            "--to is 'soon', which is no day of the calendar; write a day such as 2026-11-23",
        ),
        (["--to", "2026-01-01"], "Missing option '--from'. Try 'certway --help'."),
    ],
)
def test_bad_days_are_one_line(arguments: list[str], message: str):
    done = call("rules", "diff", *arguments)
    assert (done.returncode, done.stdout, done.stderr) == (2, "", f"certway: {message}\n")


def test_bad_person_file_is_named(tmp_path: Path):
    path = tmp_path / "person.yaml"
    path.write_text("wrk: []\n")
    done = call("rules", "diff", *DAYS, "--person", path)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith(f"{path}:1: ")


def test_rules_of_another_folder_are_read(tmp_path: Path):
    shutil.copytree(RULES / "ascp", tmp_path / "mine" / "ascp")
    path = tmp_path / "mine" / "ascp" / "mls-ascp" / "fees.yaml"
    path.write_text(path.read_text().replace("is: 260", "is: 270"))
    asked = ("--rules", "mine")
    document = json.loads(call("rules", "diff", *DAYS, *asked, "--json", cwd=tmp_path).stdout)
    assert {one["credential"] for one in document["changes"]} == {"mlt-ascp", "mls-ascp", "pbt-ascp"}
    assert [one["after"]["is"] for one in document["changes"] if one["id"] == "application-fee" and one["on"]] == [
        235,
        270,
    ]
    shown = certway("rules", "show", "mls-ascp", "--as-of", "2026-11-23", *asked, cwd=tmp_path)
    assert "$270" in shown.stdout


@pytest.mark.parametrize("command", [("diff", *DAYS), ("show", "mls-ascp")])
def test_folder_without_rules_is_named(command: tuple[str, ...], tmp_path: Path):
    done = call("rules", *command, "--rules", "mine", cwd=tmp_path)
    assert (done.returncode, done.stdout, done.stderr) == (
        2,
        "",
        "certway: there are no rule files in mine; name a folder that holds <issuer>/<credential>/*.yaml\n",
    )
