"""`certway roster`: what it writes where, and what it refuses."""

from __future__ import annotations

import json
from pathlib import Path

import polars as pl
import pytest

from builders.commands import call
from builders.processes import certway

DAY = ("--as-of", "2026-11-23")
TABLES = {
    "people": "person_id,high_school.kind,high_school.completed\nana,diploma,2019\nben,ged,2021-06\n",
    "programs": "person_id,kind,accredited_by,completed,academic_hours,clinical_hours\n"
    "ana,medical-assistant,CAAHEP|institution-usde,2026-09-18,720,180\n",
    "attempts": "person_id,exam\n",
    "statements": "person_id,felony,moral_character\nana,FALSE,TRUE\nben,false,\n",
}
ROWS = [
    ("ana", "cma-aama", "met", "category-1", None),
    ("ana", "rma-amt", "met", "route-1", None),
    ("ben", "cma-aama", "unknown", "category-3", "passed-before"),
    ("ben", "rma-amt", "unknown", "route-3", "work"),
]
CREDENTIALS = ("--credential", "cma-aama", "--credential", "rma-amt")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, text in TABLES.items():
        (tmp_path / f"{name}.csv").write_text(text, encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize("ending", ["csv", "parquet"])
def test_check_writes_a_row_a_person_and_credential(folder: Path, ending: str) -> None:
    out = folder / f"verdicts.{ending}"

    shown = certway("roster", "check", folder, "--out", out, *CREDENTIALS, *DAY, "--json")

    read = pl.read_csv(out) if ending == "csv" else pl.read_parquet(out)
    assert list(read.iter_rows()) == ROWS
    document = json.loads(shown.stdout)
    assert (shown.returncode, shown.stderr, document.pop("seconds") > 0) == (0, "", True)
    assert document == {
        "as_of": "2026-11-23",
        "exam_on": None,
        "people": 2,
        "credentials": [
            {"id": "cma-aama", "verdicts": {"met": 1, "unknown": 1, "not-met": 0}},
            {"id": "rma-amt", "verdicts": {"met": 1, "unknown": 1, "not-met": 0}},
        ],
        "out": str(out),
    }


def test_day_of_the_exam_decides_what_looks_at_it(folder: Path) -> None:
    soon = TABLES["programs"].replace("2026-09-18", "2026-12-10")
    (folder / "programs.csv").write_text(soon, encoding="utf-8")
    asked = ("--credential", "cma-aama", "--as-of", "2026-11-11", "--json")

    first, later = (
        json.loads(call("roster", "check", folder, "--out", folder / "out.csv", *asked, *exam).stdout)
        for exam in ((), ("--exam-on", "2026-12-20"))
    )

    assert (first["exam_on"], first["credentials"][0]["verdicts"]["met"]) == (None, 1)
    assert (later["exam_on"], later["credentials"][0]["verdicts"]["met"]) == ("2026-12-20", 1)


def test_exam_before_its_application_is_refused_and_on_the_same_day_is_not(folder: Path) -> None:
    asked = ("roster", "check", folder, "--out", folder / "out.csv", *CREDENTIALS, *DAY, "--json")
    before, same = (call(*asked, "--exam-on", day) for day in ("2026-11-22", "2026-11-23"))

    text = "before the day of application, 2026-11-23 (--as-of, or today); name that day or a later one"
    assert (before.returncode, before.stderr) == (2, f"certway: --exam-on is 2026-11-22, {text}\n")
    assert (same.returncode, json.loads(same.stdout)["exam_on"]) == (0, "2026-11-23")


def test_summary_for_people_says_where_the_verdicts_are(folder: Path) -> None:
    shown = call("roster", "check", folder, "--out", folder / "verdicts.csv", *CREDENTIALS, *DAY)

    lines = [line.split() for line in shown.stdout.splitlines()]
    assert shown.stdout.startswith("2 people, applying on 23 November 2026\n")
    assert ["cma-aama", "1", "1", "0"] in lines
    assert f"A row for each person and credential is in {folder / 'verdicts.csv'} (" in shown.stdout
    assert "\x1b" not in shown.stdout + shown.stderr


def test_bad_cells_end_with_one_line_each(folder: Path) -> None:
    (folder / "attempts.csv").write_text("person_id,exam,on\nana,cma-aama,5/30/2019\nzoe,cma-aama,\n", encoding="utf-8")

    shown = certway("roster", "check", folder, "--out", folder / "verdicts.csv", "--json")

    date = "the text '5/30/2019' is not a date; write it as 2019-05-30, 2019-05 or 2019"
    assert (shown.returncode, shown.stdout) == (2, "")
    assert shown.stderr.splitlines() == [
        f"{folder}/attempts.csv:2: on: {date}",
        f"{folder}/attempts.csv:3: person_id 'zoe' is not in people.csv; add the person or correct the id",
    ]
    assert not (folder / "verdicts.csv").exists()


def test_unknown_credential_and_ending_are_refused(folder: Path) -> None:
    wrong = call("roster", "check", folder, "--out", folder / "out.csv", "--credential", "cma")
    ending = call("roster", "check", folder, "--out", folder / "out.xlsx")

    assert (wrong.returncode, wrong.stderr.startswith("certway: there is no credential 'cma'")) == (2, True)
    text = "whose ending says no format; let it end with .csv or .parquet"
    assert (ending.returncode, ending.stderr) == (2, f"certway: --out is '{folder / 'out.xlsx'}', {text}\n")


def test_template_is_written_and_then_checked(tmp_path: Path) -> None:
    shown = call("roster", "template", tmp_path / "new")

    assert (shown.returncode, shown.stderr) == (0, "")
    assert "a file without rows says that nobody has any" in " ".join(shown.stdout.split())
    checked = call("roster", "check", tmp_path / "new", "--out", tmp_path / "out.csv", "--json")
    assert json.loads(checked.stdout)["people"] == 0
