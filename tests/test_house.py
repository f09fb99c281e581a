"""The house is in order: layers, lint, and the documents that every repository needs."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
BIN = Path(sys.executable).parent


@pytest.mark.parametrize(
    "command",
    [("lint-imports", "--no-cache"), ("ruff", "check", "--no-cache", "src", "tests", "bench")],
    ids=("layers", "lint"),
)
def test_check_is_clean(command: tuple[str, ...]) -> None:
    done = subprocess.run([str(BIN / command[0]), *command[1:]], cwd=ROOT, capture_output=True, text=True, check=False)

    assert done.returncode == 0, done.stdout + done.stderr


def test_every_folder_of_code_has_its_line_in_the_architecture() -> None:
    page = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")
    code = ROOT / "src" / "certway"
    folders = [path for path in (*code.iterdir(), *(code / "core").iterdir()) if path.is_dir()]
    names = [f"`src/certway/{path.relative_to(code)}/`" for path in folders if path.name not in ("core", "__pycache__")]

    assert [name for name in names if name not in page] == []


def test_every_verb_of_the_makefile_is_explained() -> None:
    text = (ROOT / "Makefile").read_text(encoding="utf-8")
    verbs = [
        "help",
        "setup",
        "run",
        "test",
        "soak",
        "check",
        "audit",
        "fmt",
        "lint",
        "types",
        "imports",
        "rules",
        "bench",
    ]

    assert [verb for verb in verbs if f"\n{verb}:" not in text] == []
    assert all("## " in line for line in text.splitlines() if line.split(":")[0] in verbs)
