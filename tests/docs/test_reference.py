"""The reference names everything that there is."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from click.testing import CliRunner
from typer.core import TyperGroup

from certway.bulk.headers import FILES, headers_of
from certway.cli.commands import COMMANDS as COMMAND_LINE
from certway.cli.commands import build, load
from certway.core.rulebook.node_reading import node_keys
from certway.core.rulebook.values import UNITS
from certway.records.durability import OFF_LOSES
from certway.web.site.environment import MAKE_KEY, SAMPLE_KEY

DOCS = Path(__file__).parents[2] / "docs" / "reference"
NOT_VARIABLES = {"STATIC_URL"}  # Django's own settings
COMMANDS = (
    ("check",),
    ("compare",),
    ("match",),
    ("plan",),
    ("study", "evaluate"),
    ("study", "simulate"),
    ("sit", "calibrate"),
    ("sit", "statistics"),
    ("renew",),
    ("audit",),
    ("advance",),
    ("resources",),
    ("bank", "lint"),
    ("bank", "coverage"),
    ("bank", "import"),
    ("bank", "export"),
    ("roster", "check"),
    ("roster", "template"),
    ("resume", "export"),
    ("resume", "import"),
    ("serve",),
    ("backup",),
    ("restore",),
    ("worker",),
    ("documents", "check"),
    ("documents", "rotate-key"),
    ("makestaff",),
    ("rules", "lint"),
    ("rules", "show"),
    ("rules", "diff"),
    ("rules", "state"),
)


def page(name: str) -> str:
    return (DOCS / name).read_text(encoding="utf-8")


def test_every_command_has_a_heading_of_its_own() -> None:
    groups = {name: load(name) for name in COMMAND_LINE}
    names = {
        *(name for name, found in groups.items() if not isinstance(found, TyperGroup)),
        *(
            f"{name} {inner}"
            for name, found in groups.items()
            if isinstance(found, TyperGroup)
            for inner in found.commands
        ),
    }

    headings = re.findall(r"^## certway ([a-z]+(?: [a-z]+(?:-[a-z]+)*)*)", page("commands.md"), re.MULTILINE)

    assert sorted(headings) == sorted(names) == sorted(" ".join(command) for command in COMMANDS)


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_commands_page_names_every_option(command: tuple[str, ...]) -> None:
    told = CliRunner().invoke(build(), [*command, "--help"], catch_exceptions=False).stdout
    options = set(re.findall(r"--[a-z-]+", told)) - {"--help"}

    assert f"certway {' '.join(command)}" in page("commands.md")
    assert {option for option in options if option not in page("commands.md")} == set()


def test_roster_page_names_every_file_and_column() -> None:
    text = page("roster.md")

    assert {file for file in FILES if f"`{file}`" not in text} == set()
    assert {name for file in FILES for name in headers_of(file) if f"`{name}" not in text} == set()


def test_rule_files_page_names_every_node_and_unit() -> None:
    text = page("rule-files.md")

    assert {key for key in node_keys() if f"`{key}`" not in text} == set()
    assert {unit for unit in UNITS if unit not in text} == set()


def variables_read() -> set[str]:
    """Return the environment variables that the code names as texts of their own."""
    code = DOCS.parents[1] / "src" / "certway"
    name = re.compile(r'"(CERTWAY_[A-Z_]+|[A-Z]+_URL)"')
    return {found for path in code.rglob("*.py") for found in name.findall(path.read_text("utf-8"))} - NOT_VARIABLES


def test_settings_page_has_a_whole_row_for_every_variable_and_for_no_other() -> None:
    rows = re.findall(r"^\| `([A-Z_]+)` \|(.*)\|$", page("settings.md"), re.MULTILINE)

    assert sorted(name for name, _ in rows) == sorted(variables_read())
    assert {name for name, row in rows if len([cell for cell in row.split("|") if cell.strip()]) != 4} == set()


def test_settings_page_shows_the_sample_key_that_is_refused() -> None:
    assert f"`{SAMPLE_KEY}`" in page("settings.md")
    assert MAKE_KEY in page("settings.md")


def test_settings_page_names_what_a_database_must_not_switch_off() -> None:
    assert {name for name in OFF_LOSES if f"`{name}`" not in page("settings.md")} == set()
