"""`certway advance`, once as a process."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from builders.commands import call
from builders.processes import certway

MARIA = Path(__file__).parents[2] / "examples" / "maria.yaml"
TODAY = ("--as-of", "2026-11-23")


def test_answer_for_a_person_says_next_steps_first():
    shown = call("advance", MARIA, *TODAY)
    assert (shown.returncode, shown.stderr) == (0, "")
    lines = shown.stdout.splitlines()
    assert lines[0] == "What comes next, on 23 November 2026"
    assert lines.index("Next") < lines.index("✕ not met  CMA (AAMA): Certified Medical Assistant")
    assert lines.index("After that") < lines.index("3 steps up")
    assert max(len(line) for line in lines if "http" not in line) <= 80
    assert "\x1b" not in shown.stdout
    assert lines[-2].startswith("Certway is not affiliated")


def test_answer_for_a_credential_is_one_json_document(tmp_path: Path):
    shown = certway("advance", "mlt-ascp", "--state", "ny", *TODAY, "--json", cwd=tmp_path)
    assert (shown.returncode, shown.stderr) == (0, "")
    document = json.loads(shown.stdout)
    assert document["state"] == "NY"
    assert [one["rung"] for one in document["stands"]] == ["high-school", "mlt-ascp"]
    assert document["steps"][0]["id"] == "mls-ascp"
    assert document["assumes"][0].startswith("Taken for granted:")


def test_state_asked_for_comes_before_that_of_the_file_on_screen_and_in_json():
    asked = ("advance", MARIA, "--state", "ny", *TODAY)
    shown, document = call(*asked), json.loads(call(*asked, "--json").stdout)
    assert (shown.returncode, shown.stderr) == (0, "")
    text = " ".join(shown.stdout.split())
    assert "The wages are those of New York where they are published," in text
    says = "New York: You need a license from the state. Whether the MLT (ASCP) is accepted was not found."
    assert f"{says} [" in text
    assert document["state"] == "NY"
    (mlt,) = (one for one in document["steps"] if one["id"] == "mlt-ascp")
    assert mlt["says"]["license"] == says
    assert (mlt["license"]["state"], mlt["license"]["need"]) == ("NY", "needed")
    assert mlt["license"]["credential"] == {"id": "mlt-ascp", "taken": "not-named", "levels": []}
    for one in document["steps"]:
        assert not one["says"]["license"] or one["says"]["license"] in text


def test_what_is_neither_file_nor_credential_is_refused(tmp_path: Path):
    shown = call("advance", "mlt-asc", cwd=tmp_path)
    assert (shown.returncode, shown.stdout) == (2, "")
    assert shown.stderr.startswith("certway: 'mlt-asc' is neither a file nor a credential, did you mean 'mlt-ascp'?;")
    missing = certway("advance", "nobody.yaml", cwd=tmp_path)
    assert missing.stderr == "nobody.yaml: there is no such file; check its name and folder\n"


def test_wrong_state_is_refused():
    shown = call("advance", "mlt-ascp", "--state", "TZ")
    assert (shown.returncode, shown.stdout) == (2, "")
    assert shown.stderr == ("certway: there is no state 'TZ'; write it with two letters, such as TX, DC or PR\n")


def test_command_draws_nothing_and_loads_no_charts():
    code = (
        "import sys; from certway.cli.commands import build\n"
        "build().main(['advance', 'rpt-amt', '--as-of', '2026-11-23', '--json'], standalone_mode=False)\n"
        "print([name for name in ('altair', 'vl_convert', 'django') if name in sys.modules], file=sys.stderr)"
    )
    shown = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert shown.stderr == "[]\n"
