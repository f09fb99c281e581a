"""`certway plan`: exit status, streams, options and the files it writes."""

from __future__ import annotations

import contextlib
import io
import json
import os
import pty
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TypeAlias

import pytest
import yaml
from icalendar import Calendar
from pypdf import PdfReader

from builders.commands import call
from builders.processes import CERTWAY, certway
from planning import EXAMPLES

MARIA = EXAMPLES / "maria.yaml"
DAY = ("--as-of", "2026-11-23")
Run: TypeAlias = "Callable[..., subprocess.CompletedProcess[str]]"  # as a process or in this one


def plan(*arguments: str | Path, run: Run = call) -> subprocess.CompletedProcess[str]:
    return run("plan", *arguments)


def told(*arguments: str | Path, run: Run = call) -> dict[str, object]:
    shown = plan(MARIA, *arguments, *DAY, "--json", run=run)
    assert (shown.returncode, shown.stderr) == (0, "")
    document = json.loads(shown.stdout)
    assert isinstance(document, dict)
    return document


def test_person_file_with_what_the_plan_adds_is_met_on_the_day_of_application(tmp_path: Path) -> None:
    document = told("--goal", "cma-aama")
    person = yaml.safe_load(MARIA.read_text())
    adds = document["adds"]
    assert isinstance(adds, dict)
    later = {**person, **{section: person[section] + entries for section, entries in adds.items()}}
    file = tmp_path / "later.json"
    file.write_text(json.dumps(later, default=str))

    days = ("--as-of", str(document["apply_on"]), "--exam-on", str(document["exam_on"]))
    shown = call("check", file, "--credential", "cma-aama", *days, "--json")

    (credential,) = json.loads(shown.stdout)["credentials"]
    assert credential["verdict"] == "met"
    assert {route["id"]: route["verdict"] for route in credential["routes"]}[document["route"]] == "met"


def test_json_is_one_document_and_nothing_else() -> None:
    document = told("--goal", "cma-aama", run=certway)

    assert {key: document[key] for key in ("goal", "status", "start", "certified_on", "cost_usd")} == {
        "goal": "cma-aama",
        "status": "optimal",
        "start": "2026-11-23",
        "certified_on": "2028-02-08",
        "cost_usd": 5723,
    }


def test_screen_has_the_answer_first_and_fits_80_columns() -> None:
    shown = plan(MARIA, "--goal", "cma-aama", *DAY, run=certway)

    assert (shown.returncode, shown.stderr) == (0, "")
    lines = shown.stdout.splitlines()
    assert lines[:3] == [
        "Maria Ortega: plan for the CMA (AAMA)",
        "",
        "  You can be certified on 8 February 2028 (in 14 months).",
    ]
    assert [line for line in lines if len(line) > 80 and "http" not in line] == []
    assert "\x1b" not in shown.stdout
    assert lines[-2:] == [
        "Certway is not affiliated with any certifying body. Only the body itself decides",
        "whether you may sit its exam.",
    ]


def test_timetable_lines_up() -> None:
    lines = plan(MARIA, "--goal", "cma-aama", *DAY).stdout.splitlines()

    timetable = lines[lines.index("What to do, month by month") : lines.index("What it costs")]
    days = [found.end() for line in timetable if (found := re.match(r" +\d+ [A-Z][a-z]{2}(?= {2}|$)", line))]
    money = [found.end() for line in timetable if (found := re.search(r"\$[\d,]+", line))]
    hours = [line.rindex(".") for line in timetable if re.search(r"\.\d$", line)]
    assert (len(days), len(set(days)), len(money), len(set(money)), len(hours), len(set(hours))) == (15, 1, 3, 1, 5, 1)


def test_reasons_are_told_when_asked_for() -> None:
    shown = plan(MARIA, "--goal", "cma-aama", "--why", *DAY).stdout

    assert "The Clinical Competency area is 59 % of the exam, so it gets 38.2" in shown
    assert "add --why" not in shown


def test_no_plan_is_an_answer_too() -> None:
    shown = plan(MARIA, "--goal", "cma-aama", "--budget", "5000", *DAY)

    assert (shown.returncode, shown.stderr) == (0, "")
    assert shown.stdout.splitlines()[:5] == [
        "Maria Ortega: plan for the CMA (AAMA)",
        "",
        "  There is no plan for the CMA (AAMA) that keeps to everything you ask for.",
        "  - It can't be done with your budget of $5,000. Without this limit you could be",
        "    certified on 8 February 2028, for $5,723, with up to 14 hours a week.",
    ]


def test_options_override_the_file() -> None:
    assert told("--goal", "cma-aama", "--hours-per-week", "40")["certified_on"] == "2027-10-29"
    assert told("--goal", "cma-aama", "--budget", "5722.99")["status"] == "impossible"
    later = told("--goal", "cma-aama", "--start", "2027-02-01")
    assert later["start"] == "2027-02-01"
    less = told("--goal", "cma-aama", "--study-hours", "20")
    studied = [task["hours"] for task in less["tasks"] if task["kind"] in ("study", "review")]  # type: ignore[attr-defined]
    assert sum(studied) == pytest.approx(20, abs=0.2)


def test_finish_by_is_kept_to_the_day() -> None:
    assert told("--goal", "cma-aama", "--finish-by", "2028-02-08")["status"] == "optimal"
    assert told("--goal", "cma-aama", "--finish-by", "2028-02-07")["status"] == "impossible"


def test_days_off_and_intakes_are_kept() -> None:
    off = told("--goal", "cma-aama", "--days-off", "2028-02-07..2028-02-10", "--days-off", "2028-02-11")
    assert off["exam_on"] == "2028-02-14"
    school = told("--goal", "cma-aama", "--intake", "2027-02-08", "--intake", "2027-05-03")
    assert school["tasks"][1]["starts"] == "2027-02-08"  # type: ignore[index]


def test_wish_to_start_in_the_past_becomes_today(tmp_path: Path) -> None:
    person = tmp_path / "maria.yaml"
    person.write_text(MARIA.read_text().replace("  budget: 6000", "  budget: 6000\n  start: 2026-01-05"))

    assert json.loads(plan(person, "--goal", "cma-aama", *DAY, "--json").stdout)["start"] == "2026-11-23"


def test_start_without_as_of_sets_the_day() -> None:
    shown = plan(MARIA, "--goal", "cma-aama", "--start", "2026-11-23", "--json")

    assert json.loads(shown.stdout)["start"] == "2026-11-23"


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (("--goal", "cma"), "there is no credential 'cma'"),
        (
            ("--goal", "cma-aama", "--hours-per-week", "0"),
            "--hours-per-week is '0', which is not a number from 0.1 to 112",
        ),
        (("--goal", "cma-aama", "--hours-per-week", "nan"), "--hours-per-week is 'nan'"),
        (("--goal", "cma-aama", "--budget", "-1"), "--budget is '-1', which is not a number from 0 to 10,000,000"),
        (("--goal", "cma-aama", "--budget", "lots"), "--budget is 'lots', which is not a number"),
        (("--goal", "cma-aama", "--study-hours", "99999"), "--study-hours is '99999'"),
        (("--goal", "cma-aama", "--finish-by", "2026-11-01"), "--finish-by is '2026-11-01', which is not after"),
        (("--goal", "cma-aama", "--finish-by", "2046-11-01"), "more than eight years ahead"),
        (("--goal", "cma-aama", "--start", "2026-02-30"), "--start is '2026-02-30', which is no day of the calendar"),
        (("--goal", "cma-aama", "--start", "2026-11-01"), "--start is '2026-11-01', which is before --as-of"),
        (("--goal", "cma-aama", "--days-off", "2027-02-01..2027-01-01"), "which ends before it begins"),
        (("--goal", "cma-aama", "--days-off", "2027-02-01.."), "--days-off is ''"),
        (("--goal", "cma-aama", "--intake", "2027"), "--intake is '2027', which is not one day"),
        ((), "--goal"),
    ],
)
def test_bad_options_are_one_clear_line(arguments: tuple[str, ...], complaint: str) -> None:
    shown = plan(MARIA, *arguments, *DAY, "--json")

    assert (shown.returncode, shown.stdout) == (2, "")
    assert complaint in shown.stderr
    assert len(shown.stderr.splitlines()) == 1


def test_calendar_and_pdf_are_written(tmp_path: Path) -> None:
    ics, pdf = tmp_path / "plan.ics", tmp_path / "plan.pdf"
    shown = plan(MARIA, "--goal", "cma-aama", *DAY, "--ics", ics, "--pdf", pdf, "--json", run=certway)

    document = json.loads(shown.stdout)
    assert shown.stderr.splitlines() == [f"certway: wrote {ics}", f"certway: wrote {pdf}"]
    events = Calendar.from_ical(ics.read_bytes()).walk("VEVENT")
    assert sorted(event.decoded("DTSTART").isoformat() for event in events) == sorted(
        task["starts"] for task in document["tasks"]
    )
    reader = PdfReader(io.BytesIO(pdf.read_bytes()))
    assert "You can be certified on 8 February 2028" in reader.pages[0].extract_text()


def test_same_question_writes_the_same_files(tmp_path: Path) -> None:
    for name in ("one", "two"):
        files = ("--ics", tmp_path / f"{name}.ics", "--pdf", tmp_path / f"{name}.pdf")
        plan(MARIA, "--goal", "cma-aama", *DAY, *files, run=certway)

    for kind in ("ics", "pdf"):
        assert (tmp_path / f"one.{kind}").read_bytes() == (tmp_path / f"two.{kind}").read_bytes()


def test_no_plan_writes_no_file(tmp_path: Path) -> None:
    ics = tmp_path / "plan.ics"
    shown = plan(MARIA, "--goal", "cma-aama", "--budget", "10", *DAY, "--ics", ics, "--json")

    assert (shown.returncode, ics.exists()) == (0, False)
    assert json.loads(shown.stdout)["status"] == "impossible"
    assert shown.stderr == f"certway: there is no plan, so {ics} was not written\n"


def test_file_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    ics = tmp_path / "missing" / "plan.ics"
    shown = plan(MARIA, "--goal", "cma-aama", *DAY, "--ics", ics, run=certway)

    assert (shown.returncode, shown.stderr) == (2, f"certway: {ics} can't be written: No such file or directory\n")


def test_plain_plan_imports_neither_calendar_nor_print() -> None:
    code = (
        "import sys; from certway.cli.commands import build\n"
        f"build().main(['plan', {str(MARIA)!r}, '--goal', 'cma-aama', '--json'], standalone_mode=False)\n"
        "print([n for n in ('icalendar', 'typst', 'django', 'rich.console') if n in sys.modules], file=sys.stderr)"
    )
    shown = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert shown.stderr == "[]\n"


def test_missing_library_says_what_to_install(tmp_path: Path) -> None:
    code = (
        "import sys; sys.modules['typst'] = None\n"
        "from certway.cli.entry import main\n"
        f"sys.argv = ['certway', 'plan', {str(MARIA)!r}, '--goal', 'cma-aama', '--pdf', {str(tmp_path / 'x.pdf')!r}]\n"
        "main()"
    )
    shown = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (shown.returncode, shown.stderr) == (
        2,
        "certway: this needs 'typst', which is missing; install it with: pip install 'certway[plan]'\n",
    )


def shown_in_a_terminal(*arguments: str, **environment: str) -> str:
    """Run the command with a pseudo-terminal for everything, and return what it shows."""
    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        [str(CERTWAY), *arguments], stdin=theirs, stdout=theirs, stderr=theirs, env={**os.environ, **environment}
    )
    os.close(theirs)
    shown = b""
    with contextlib.suppress(OSError):  # the terminal's other end is closed when the command ends
        while piece := os.read(ours, 65536):
            shown += piece
    os.close(ours)
    assert process.wait() == 0
    return shown.decode()


def test_terminal_without_colours_gets_none() -> None:
    shown = shown_in_a_terminal(
        "plan", str(MARIA), "--goal", "cma-aama", "--as-of", "2026-11-23", NO_COLOR="1", TERM="xterm"
    )

    assert "You can be certified on 8 February 2028" in shown
    assert re.findall(r"\x1b\[(?:3|4|9)\d", shown) == []


def test_terminal_with_colours_gets_them() -> None:
    shown = shown_in_a_terminal("check", str(MARIA), "--as-of", "2026-11-23", TERM="xterm-256color")

    assert re.findall(r"\x1b\[(?:3|4|9)\d", shown) != []
