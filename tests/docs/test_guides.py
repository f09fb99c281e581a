"""The guides can be followed: their commands print what they say, their edits apply, their cases hold."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from certway.core.person.reading import read_person
from certway.core.qualify.standing import stand
from certway.core.units.days import parse_day
from certway.core.units.located import Located
from certway.exchange.rule_files import RuleFiles
from certway.exchange.yaml_files import parse_yaml

ROOT = Path(__file__).parents[2]
GUIDE = ROOT / "docs" / "guides" / "correct-a-rule.md"
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
EDIT = re.compile(r"In\s+`([^`]+)` replace\s*\Z", re.IGNORECASE)


def blocks() -> Iterator[tuple[str, str, str]]:
    """Yield every block of the guide: its kind, its text, and the words right before it."""
    text, end = GUIDE.read_text(encoding="utf-8"), 0
    for match in BLOCK.finditer(text):
        yield match[1], match[2], text[end : match.start()]
        end = match.end()


def run(block: str, folder: Path) -> None:
    """Run the commands of a block, and compare what they print with what stands below each."""
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    environment = {**os.environ, "PATH": path}
    for command, shown in re.findall(r"^\$ (.*)\n((?:(?!\$ ).*\n)*)", block, re.MULTILINE):
        done = subprocess.run(
            command, shell=True, cwd=folder, env=environment, capture_output=True, text=True, check=False
        )
        assert done.stderr == "", command
        assert re.fullmatch(pattern(shown), done.stdout), f"{command}\n{done.stdout}"


def pattern(shown: str) -> str:
    """Return what an output must match: a line of nothing but `…` stands for any lines, `…` elsewhere for any text."""
    lines = [
        r"(?:.*\n)*?" if line == "…" else ".*?".join(map(re.escape, line.split("…"))) + r"\n"
        for line in shown.splitlines()
    ]
    return "(?:.*\n)*?" * shown.startswith("…, ") + "".join(lines)


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1, f"{path} holds {text.count(old)} times:\n{old}"
    path.write_text(text.replace(old, new), encoding="utf-8")


def verdicts(cases: str, rules: RuleFiles) -> list[tuple[str, str]]:
    """Return for each case of a block the verdict that the rules give, and the one that it expects."""
    return [_verdict(case, rules) for case in parse_yaml(cases.encode(), "guide").items or []]


def _verdict(case: Located, rules: RuleFiles) -> tuple[str, str]:
    told = case.mapping
    assert told is not None
    span = parse_day(str(told["as_of"].value))
    expected = told["expect"].mapping
    assert span is not None
    assert expected is not None
    eligibility = rules.eligibility(str(told["credential"].value))
    return stand(eligibility, read_person(told["person"]), as_of=span.first).verdict, str(expected["verdict"].value)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder with what of the repository the guide copies."""
    shutil.copytree(ROOT / "src" / "certway" / "rules", tmp_path / "src" / "certway" / "rules")
    shutil.copytree(ROOT / "examples", tmp_path / "examples")
    return tmp_path


def test_correction_of_a_rule_can_be_followed(folder: Path) -> None:
    following, ran, edited, tried = iter(blocks()), 0, 0, 0
    for kind, text, before in following:
        place = EDIT.search(before)
        if kind == "console":
            run(text, folder)
            ran += 1
        elif kind == "yaml" and place:
            _, replaced, between = next(following)
            assert between.strip() == "with"
            edit(folder / place[1], text, replaced)
            edited += 1
        elif kind == "yaml":
            found = verdicts(text, RuleFiles(folder / "my-rules"))
            assert [given for given, _ in found] == [expected for _, expected in found] == ["met", "not-met"]
            tried += 1

    assert (ran, edited, tried) == (6, 5, 1)


def test_guide_is_linked_from_where_one_looks_for_it() -> None:
    pages = [ROOT / "README.md", ROOT / "CONTRIBUTING.md"]
    assert [page.name for page in pages if "docs/guides/correct-a-rule.md" not in page.read_text("utf-8")] == []
