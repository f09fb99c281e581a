"""The command, as a process where it matters: exit status, what goes to which stream, and how quick it starts."""

from __future__ import annotations

import csv
import io
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from builders.commands import call
from builders.processes import CERTWAY, certway
from certway.exchange.rule_files import RULES, RuleFiles

STUDENT = """
person: {name: Maria Ortega, high_school: {completed: 2019-05-30, kind: diploma}}
programs:
- {kind: medical-assistant, accredited_by: [CAAHEP], completed: 2026-12-18, academic_hours: 720, clinical_hours: 180}
education: []
work: []
credentials: []
attempts: []
cards: []
statements: {felony: false, moral_character: true}
"""
TODAY = ("--as-of", "2026-11-10")
IDS = RuleFiles().ids


@pytest.fixture
def student(tmp_path: Path) -> Path:
    path = tmp_path / "student.yaml"
    path.write_text(STUDENT)
    return path


def test_version_and_help():
    assert certway("--version").stdout == "certway 0.1.0\n"
    shown = certway("--help")
    assert (shown.returncode, shown.stderr) == (0, "")
    assert all(name in shown.stdout for name in ("check", "compare", "rules"))


def test_help_imports_no_heavy_library():
    code = (
        "import sys; from certway.cli.commands import build; build().main(['--help'], standalone_mode=False); "
        "print([name for name in ('numpy', 'yaml', 'ortools') if name in sys.modules])"
    )
    shown = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert shown.stdout.endswith("[]\n")


def test_check_imports_only_what_it_needs(student: Path):
    code = (
        "import sys; from certway.cli.commands import build\n"
        f"build().main(['check', {str(student)!r}, '--json'], standalone_mode=False)\n"
        "heavy = ('ortools', 'polars', 'django', 'icalendar', 'typst', 'rich.console', 'granian', 'whitenoise',\n"
        "         'uuid_utils', 'platformdirs', 'segno', 'certway.records', 'certway.actions', 'certway.web')\n"
        "print([name for name in heavy if name in sys.modules], file=sys.stderr)"
    )
    shown = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert shown.stderr == "[]\n"


def test_check_as_json_is_one_document_and_nothing_else(student: Path):
    shown = certway("check", student, *TODAY, "--json")
    assert (shown.returncode, shown.stderr) == (0, "")
    document = json.loads(shown.stdout)
    assert document["as_of"] == "2026-11-10"
    assert [one["id"] for one in document["credentials"]] == list(IDS)
    cma = document["credentials"][0]
    assert (cma["verdict"], cma["eligible_from"], cma["eligible_until"]) == ("not-met", "2026-11-18", None)


def test_check_takes_credentials_and_the_day_of_the_exam(student: Path):
    shown = call(
        "check",
        student,
        *TODAY,
        "--exam-on",
        "2026-11-18",
        "--credential",
        "ccma-nha",
        "--credential",
        "cma-aama",
        "--json",
    )
    document = json.loads(shown.stdout)
    assert document["exam_on"] == "2026-11-18"
    assert [one["id"] for one in document["credentials"]] == ["ccma-nha", "cma-aama"]
    assert document["credentials"][1]["routes"][0]["verdict"] == "met"


def test_check_reads_json_files_too(tmp_path: Path):
    path = tmp_path / "person.json"
    path.write_text('{"programs": [], "work": []}')
    assert call("check", path, *TODAY, "--json").returncode == 0


def test_check_for_people_says_the_answer_first(student: Path):
    shown = certway("check", student, *TODAY)
    assert (shown.returncode, shown.stderr) == (0, "")
    lines = shown.stdout.splitlines()
    assert lines[:5] == [
        "Where you stand on 10 November 2026",
        "",
        "✕ not met  CMA (AAMA): Certified Medical Assistant",
        "  You cannot apply yet. If what is scheduled happens, you can from 18 November",
        "  2026 (in 8 days).",
    ]
    assert "✕ not met  CCMA (NHA): Certified Clinical Medical Assistant" in lines
    assert lines[-2:] == [
        "Certway is not affiliated with any certifying body. Only the body itself decides",
        "whether you may sit its exam.",
    ]
    assert "  Ask the body: https://www.aama-ntl.org/cma-aama-exam" in lines
    assert "\x1b" not in shown.stdout
    assert max(len(line) for line in lines if "http" not in line) <= 80
    assert [line for line in lines if line != line.rstrip()] == []


def test_check_of_one_credential_shows_every_finding(student: Path):
    shown = call("check", student, *TODAY, "--credential", "ccma-nha").stdout
    assert "└── " in shown
    assert "Your program is in medical assisting, as asked." in shown
    assert shown.count("You finished high school on 30 May 2019.") == 2
    assert call("check", student, *TODAY, "--all-findings").stdout.count("└── ") > 30


def test_check_without_unicode_still_shows_the_verdict(student: Path):
    shown = certway("check", student, "--as-of", "2026-12-20", PYTHONIOENCODING="ascii", PYTHONUTF8="0").stdout
    assert "\n+ met  CMA (AAMA)" in shown
    assert "\nx not met  MLS" in shown
    assert shown.isascii()


def test_colours_are_for_terminals_and_no_color_is_honoured(student: Path):
    assert "\x1b[" in certway("check", student, *TODAY, FORCE_COLOR="1").stdout
    assert "\x1b[3" not in certway("check", student, *TODAY, FORCE_COLOR="1", NO_COLOR="1").stdout


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["check", "none.yaml"], "none.yaml: there is no such file; check its name and folder"),
        (
            ["check", "student.yaml", "--as-of", "2026-02-30"],
            "certway: --as-of is '2026-02-30', which is no day of the calendar; write a day such as 2026-11-23",
        ),
        (
            ["check", "student.yaml", "--exam-on", "2026-02"],
            "certway: --exam-on is '2026-02', which is not one day; write a day such as 2026-11-23",
        ),
        (
            ["check", "student.yaml", "--as-of", "2026-11-23", "--exam-on", "2026-11-22"],
            ("certway: --exam-on is 2026-11-22, before the day of application, 2026-11-23 (--as-of, or today);"
            " name that day or a later one"),
        ),
        (
            ["compare", "--as-of", "0001-01-01"],
            (
                "certway: --as-of is '0001-01-01', which lies outside the years 1900 to 2199;"
                " write a day such as 2026-11-23"
            ),
        ),
        (
            ["check", "student.yaml", "--credential", "cma-aam"],
            ("certway: there is no credential 'cma-aam', did you mean 'cma-aama'?;"
            f" the credentials are {', '.join(IDS)}"),
        ),
        (["chek"], "certway: No such command 'chek'. Did you mean 'check'? Try 'certway --help'."),
        (["check", "--nope"], "certway: No such option: --nope Try 'certway --help'."),
        (["check"], "certway: Missing argument 'PERSON'. Try 'certway --help'."),
        (["compare", "--json", "--csv"], "certway: --json and --csv exclude each other; choose one"),
        (["rules", "show", "abc"], f"certway: there is no credential 'abc'; the credentials are {', '.join(IDS)}"),
        (["rules", "lint", "."], (
                "certway: there are no rule files in .;"
                " name a folder that holds <issuer>/<credential>/*.yaml"
            )),
    ],
)  # fmt: skip
def test_bad_input_is_one_line_on_standard_error(student: Path, arguments: list[str], message: str):
    shown = call(*arguments, cwd=student.parent)
    assert (shown.returncode, shown.stdout, shown.stderr) == (2, "", message + "\n")


def test_every_problem_of_a_file_is_a_line_with_its_place(tmp_path: Path):
    path = tmp_path / "person.yaml"
    path.write_text("wrk: []\nprograms:\n- {kind: wizard}\n")
    shown = certway("check", path, "--json")
    assert (shown.returncode, shown.stdout) == (2, "")
    places = [line.split(": ")[0] for line in shown.stderr.splitlines()]
    assert places == [f"{path}:1", f"{path}:3"]


def test_fault_of_ours_is_one_line_and_status_1():
    code = (
        "import sys; from certway.cli import commands, entry\n"
        "commands.COMMANDS['check'] = commands.LazyCommand('certway.cli.nothing', 'check', '')\n"
        "sys.argv = ['certway', 'check']; entry.main()"
    )
    shown = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (shown.returncode, shown.stdout) == (1, "")
    assert shown.stderr.startswith("certway: this is our fault, not yours: ModuleNotFoundError: ")
    assert shown.stderr.count("\n") == 1
    debug = {**os.environ, "CERTWAY_DEBUG": "1"}
    traced = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False, env=debug)
    assert traced.returncode == 1
    assert traced.stderr.startswith("Traceback")


def test_reader_that_leaves_is_no_fault(student: Path):
    command = f"'{CERTWAY}' check '{student}' --json | head -c 1"
    shown = subprocess.run(["bash", "-o", "pipefail", "-c", command], capture_output=True, text=True, check=False)
    assert (shown.stdout, shown.stderr) == ("{", "")


def test_completion_lists_the_commands():
    shown = certway(_CERTWAY_COMPLETE="complete_bash", COMP_WORDS="certway c", COMP_CWORD="1")
    assert shown.stdout.split() == ["check", "compare"]


def test_lint_of_the_shipped_rules_is_clean():
    shown = certway("rules", "lint", "--as-of", "2026-11-23")
    assert (shown.returncode, shown.stderr) == (0, "")
    files = len([*RULES.rglob("*.yaml")])
    assert shown.stdout.splitlines()[-1].startswith(f"{len(RuleFiles().ids)} credentials, {files} files, 0 errors, ")


def test_lint_errors_end_with_status_2(tmp_path: Path):
    folder = tmp_path / "rules" / "aama" / "cma-aama"
    shutil.copytree(RULES / "aama" / "cma-aama", folder)
    path = folder / "eligibility.yaml"
    path.write_text(path.read_text().replace("field: academic_hours", "field: academic_hour"))
    shown = certway("rules", "lint", "rules", "--as-of", "2026-11-23", cwd=tmp_path)
    assert (shown.returncode, shown.stderr) == (2, "")
    line = path.read_text().split("field: academic_hour")[0].count("\n") + 1
    place, text = shown.stdout.splitlines()[0].split(": ")
    assert place == f"rules/aama/cma-aama/eligibility.yaml:{line}"
    assert text == "unknown field 'academic_hour' of 'programs', did you mean 'academic_hours'?"
    told = call("rules", "lint", "rules", "--json", cwd=tmp_path)
    assert told.returncode == 2
    assert json.loads(told.stdout)["errors"][0]["line"] == line


@pytest.mark.parametrize("credential", IDS)
def test_rules_are_shown_for_people_and_programs(credential: str):
    shown = call("rules", "show", credential, "--as-of", "2026-11-23")
    assert (shown.returncode, shown.stderr) == (0, "")
    headings = ["Who may apply", "The exam", "Fees", "Renewal", "What is not known", "Sources"]
    assert [line for line in shown.stdout.splitlines() if line in headings] == headings
    read = shown.stdout[: shown.stdout.index("\nSources\n")].splitlines()
    assert max(len(line) for line in read if "http" not in line) <= 80
    document = json.loads(call("rules", "show", credential, "--as-of", "2026-11-23", "--json").stdout)
    assert document["id"] == credential
    assert document["unknown"]
    assert all(route["requirements"] for route in document["routes"])


def test_numbers_shown_are_those_of_the_day():
    fees = []
    for day in ("2025-06-01", "2026-11-23"):
        document = json.loads(certway("rules", "show", "mls-ascp", "--json", "--as-of", day).stdout)
        fees.append(document["routes"][0]["fee"]["text"])
    assert fees == ["$250", "$260"]


def test_compare_is_a_table_json_or_csv():
    table = certway("compare", "--as-of", "2026-11-23")
    assert (table.returncode, table.stderr) == (0, "")
    assert "CMA (AAMA) $125 to $250 200 questions" in " ".join(table.stdout.split())
    assert max(len(line) for line in table.stdout.splitlines()) <= 80
    document = json.loads(call("compare", "--as-of", "2026-11-23", "--json").stdout)
    rows = list(csv.DictReader(io.StringIO(call("compare", "--as-of", "2026-11-23", "--csv").stdout)))
    assert [row["id"] for row in rows] == [one["id"] for one in document["credentials"]]
    assert (rows[0]["apply_usd_least"], rows[0]["apply_usd_most"], rows[0]["upkeep_usd_least"]) == ("125", "250", "")
    assert (document["credentials"][0]["apply_usd"], document["credentials"][0]["upkeep_usd"]) == ([125, 250], None)
    assert document["credentials"][0]["quickest"]["months"] == 12
    assert (rows[2]["cheapest_months"], rows[2]["cheapest_cost_usd"]) == ("14", "165")


def test_compare_of_some_credentials_in_a_state_has_its_law_and_pay():
    asked = ("compare", "mlt-amt", "pbt-ascp", "--state", "ca", "--as-of", "2026-11-23")
    shown = call(*asked).stdout
    document = json.loads(call(*asked, "--json").stdout)
    assert [one["id"] for one in document["credentials"]] == ["mlt-amt", "pbt-ascp"]
    assert (document["state"], document["credentials"][0]["state_takes"]) == ("CA", "accepted")
    assert "What California asks for" in shown
    assert "takes this credential" in shown
    refused = call("compare", "--state", "XX")
    assert (refused.returncode, refused.stdout) == (2, "")
    assert "there is no state 'XX'" in refused.stderr
