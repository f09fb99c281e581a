"""`certway match`, once as a process."""

from __future__ import annotations

import json
import re
from pathlib import Path

from builders.commands import call
from builders.processes import certway

MARIA = Path(__file__).parents[2] / "examples" / "maria.yaml"


def test_match_answers_on_screen_and_as_json() -> None:
    shown = certway("match", MARIA, "--as-of", "2026-11-23")
    asked = call("match", MARIA, "--as-of", "2026-11-23", "--json")
    document = json.loads(asked.stdout)

    assert (shown.returncode, shown.stderr, asked.returncode, asked.stderr) == (0, "", 0, "")
    assert document["as_of"] == "2026-11-23"
    numbered = re.findall(r"^(\d+)\. ", shown.stdout, flags=re.MULTILINE)
    assert numbered == [str(place + 1) for place in range(len(document["credentials"]))]
    assert "not affiliated" in shown.stdout


def test_wish_that_cannot_be_is_refused_with_its_line(tmp_path: Path) -> None:
    person = tmp_path / "me.yaml"
    person.write_text("certway: 1\npreferences:\n  side: backoffice\n")
    refused = call("match", person)

    assert (refused.returncode, refused.stdout) == (2, "")
    assert f"{person}:3" in refused.stderr
