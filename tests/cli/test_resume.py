"""`certway resume`: out to others, and in from anybody."""

from __future__ import annotations

import json
from pathlib import Path

from builders.commands import call
from builders.processes import certway

MARIA = Path(__file__).parents[2] / "examples" / "maria.yaml"


def test_resume_goes_out_and_comes_back(tmp_path: Path) -> None:
    out, back = tmp_path / "resume.json", tmp_path / "back.yaml"
    wrote = certway("resume", "export", MARIA, "--out", out)
    read = certway("resume", "import", out, "--out", back)

    assert (wrote.returncode, wrote.stdout, read.returncode, read.stdout) == (0, "", 0, "")
    assert json.loads(call("resume", "export", MARIA).stdout) == json.loads(out.read_text("utf-8"))
    assert "born" not in out.read_text("utf-8")
    assert "role: other" in back.read_text("utf-8")
    assert "A resume may leave things out" in read.stderr
    again = call("resume", "import", out, "--out", back)
    assert (again.returncode, again.stderr) == (
        2,
        f"certway: {back} is there already; name another file, or write over it with --force\n",
    )


def test_numbers_stay_out_where_that_is_asked(tmp_path: Path) -> None:
    person = tmp_path / "me.yaml"
    person.write_text("certway: 1\ncredentials: [{id: cma-aama, number: ZQ-90417}]\n")

    assert "ZQ-90417" in call("resume", "export", person).stdout
    assert "ZQ-90417" not in call("resume", "export", person, "--without-numbers").stdout


def test_import_lists_what_it_leaves(tmp_path: Path) -> None:
    path = tmp_path / "resume.json"
    path.write_text('{"work": [\n{"position": "Wizard",\n"startDate": "2020"}]}')
    read = certway("resume", "import", path)

    assert (read.returncode, read.stdout) == (0, "certway: 1\nwork:\n- from: '2020'\n")
    assert read.stderr.splitlines()[1:] == [
        f"{path}:2: work/0/position: It isn't clear which of Certway's roles 'Wizard' is. Choose one yourself."
    ]
    assert json.loads(call("resume", "import", path, "--json").stdout) == {
        "person": {"certway": 1, "work": [{"from": "2020"}]},
        "dropped": [
            {
                "path": "work/0/position",
                "line": 2,
                "why": "resume.dropped.role",
                "text": "It isn't clear which of Certway's roles 'Wizard' is. Choose one yourself.",
            }
        ],
    }
