"""`certway resources`, once as a process."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from builders.commands import call
from builders.processes import certway

TODAY = ("--as-of", "2026-11-23")


def resources(*arguments: str) -> subprocess.CompletedProcess[str]:
    return call("resources", *arguments)


def test_screen_says_the_price_and_the_doubts() -> None:
    shown = resources("cma-aama", "--stage", "practice-exam", *TODAY)

    assert (shown.returncode, shown.stderr) == (0, "")
    lines = shown.stdout.splitlines()
    assert lines[:9] == [
        "What helps you to the CMA (AAMA)",
        "As of 23 November 2026",
        "2 offers, 0 of them free. The body's own offers come first, then what is free.",
        "",
        "Official practice",
        "Practice by the body that gives the exam.",
        "",
        "  AAMA practice exam, by AAMA, the body itself, $30 (the same for members and",
        "  nonmembers)",
    ]
    assert "  ? How many questions the AAMA practice exam has, from AAMA itself: not" in lines


def test_json_is_one_document_with_the_stages_asked_for() -> None:
    shown = certway("resources", "mls-ascp", "--stage", "ce", "--stage", "outline", "--json", *TODAY)

    assert (shown.returncode, shown.stderr) == (0, "")
    document = json.loads(shown.stdout)
    assert [document["as_of"], document["credential"]] == ["2026-11-23", "mls-ascp"]
    assert [stage["stage"] for stage in document["stages"]] == ["outline", "ce"]
    assert [rule["id"] for rule in document["renewal"]["acceptance"]] == [
        "cmp-approved", "cmp-also-approved", "cmp-in-service",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (
            ("cma-aam",),
            "certway: there is no credential 'cma-aam', did you mean 'cma-aama'?; the credentials are cma-aama, ",
        ),
        (("cma-aama", "--stage", "quiz"), "certway: --stage is 'quiz'; the stages are program, money, outline, "),
        (("cma-aama", "--stage", "textbok"), "certway: --stage is 'textbok', did you mean 'textbook'?; the stages"),
        (("cma-aama", "--as-of", "soon"), "certway: --as-of is 'soon', which is no day of the calendar"),
    ],
)
def test_what_there_is_not_is_one_line(arguments: tuple[str, ...], said: str) -> None:
    shown = resources(*arguments)

    assert (shown.returncode, shown.stdout, shown.stderr.count("\n")) == (2, "", 1)
    assert shown.stderr.startswith(said)


def test_answer_imports_no_heavy_library() -> None:
    code = (
        "import sys; from certway.cli.commands import build\n"
        "build().main(['resources', 'cma-aama', '--json'], standalone_mode=False)\n"
        "heavy = ('ortools', 'django', 'rich.console', 'certway.core.plan')\n"
        "print([name for name in heavy if name in sys.modules], file=sys.stderr)"
    )
    shown = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert shown.stderr == "[]\n"
