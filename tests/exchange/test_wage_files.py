"""Broken wage files: every problem with its file and line, and never a wrong figure."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from certway.core.rulebook.wages import FIGURES
from certway.core.units.errors import InputError
from certway.exchange.rule_files import RULES, RuleFiles

WAGES, PROJECTIONS, OCCUPATIONS = "wages.csv", "projections.csv", "occupations.yaml"
TEXAS = (
    "2025,48,Texas,29-2010,Clinical Laboratory Technologists and Technicians,29530,61730,38330,44990,59290,77750,94830"
)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    shutil.copytree(RULES / "wages", tmp_path / "wages")
    return tmp_path


def change(root: Path, name: str, old: str, new: str) -> int:
    """Replace the one place of a text and return its line."""
    path = root / "wages" / name
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1, (old, text.count(old))
    path.write_text(text.replace(old, new), encoding="utf-8")
    return text[: text.index(old)].count("\n") + 1


def problems(root: Path) -> list[tuple[str, int, str]]:
    with pytest.raises(InputError) as caught:
        RuleFiles(root).wages()
    return [(Path(problem.file).name, problem.line, problem.text) for problem in caught.value.problems]


def test_copy_of_the_shipped_figures_is_read(root: Path):
    assert RuleFiles(root).wages() == RuleFiles().wages()


@pytest.mark.parametrize(
    ("old", "new", "text"),
    [
        (
            "29530,61730",
            "29530,61730.5",
            "'mean' is '61730.5'; write a whole number without signs, or leave the field empty",
        ),
        (
            "38330,44990",
            "-38330,44990",
            "'p10' is '-38330'; write a whole number without signs, or leave the field empty",
        ),
        (
            "38330,44990",
            "44990,38330",
            "the percentiles 44990, 38330, 59290, 77750, 94830 do not ascend; compare them with the survey",
        ),
        (
            "2025,48,Texas",
            "2025,72,Texas",
            "the area '72' is none of those in occupations.yaml; add it there, or remove the row",
        ),
        (
            "2025,48,Texas",
            "2026,48,Texas",
            f"no copy in occupations.yaml has {', '.join(FIGURES)} of this row; name where it was read",
        ),
        (
            "48,Texas,29-2010,Clinical",
            "48,,29-2010,Clinical",
            "'area' is empty; write it",
        ),
        (
            "Technologists and Technicians,29530",
            "Technologists, and Technicians,29530",
            "the row has 13 fields instead of 12; a comma inside a field needs quotes",
        ),
    ],
)
def test_wrong_field_is_named_with_its_line(root: Path, old: str, new: str, text: str):
    assert old in TEXAS
    line = change(root, WAGES, TEXAS, TEXAS.replace(old, new))
    assert problems(root) == [(WAGES, line, text)]


def test_row_that_stands_twice_is_refused(root: Path):
    line = change(root, WAGES, TEXAS, f"{TEXAS}\n{TEXAS}")
    text = f"the row '2025 48 29-2010' stands twice, on lines {line} and {line + 1}; keep one of them"
    assert problems(root) == [(WAGES, line + 1, text)]


def test_wrong_header_is_refused_once(root: Path):
    change(root, WAGES, "year,area_code", "year,state")
    ((name, line, text),) = problems(root)
    assert (name, line) == (WAGES, 1)
    assert text.startswith("the columns must be year,area_code,area,soc,title,employment,mean,p10,p25,p50,p75,p90;")


def test_open_quote_is_named(root: Path):
    change(root, WAGES, TEXAS, TEXAS.replace("Texas", '"Tex"as'))
    ((name, _, text),) = problems(root)
    assert (name, text.startswith("this is no row of CSV")) == (WAGES, True)


def test_missing_and_unreadable_files_are_named(root: Path):
    (root / "wages" / WAGES).unlink()
    (root / "wages" / PROJECTIONS).write_bytes(b"\xff\xfe")
    assert [(name, line) for name, line, _ in problems(root)] == [(PROJECTIONS, 0), (WAGES, 0)]


def test_wrong_number_of_a_projection_is_named(root: Path):
    line = change(root, PROJECTIONS, "139.7,147.5", "139.7,many")
    assert problems(root) == [
        (PROJECTIONS, line, "'employment_2034_thousands' is 'many'; write a number such as 12.5"),
    ]


@pytest.mark.parametrize(
    ("old", "new", "text"),
    [
        ("socs: [31-9092], figures: [p10,", "socs: [31-9092], figures: [p5,", "'p5' is no figure of the survey;"),
        (
            "  beside: [31-9099, 31-1132]",
            "  besides: [31-9099]",
            "unknown key 'besides' in a job, did you mean 'beside'?",
        ),
        ("projections_source: projections", "projections_source: nobody", "'projections_source' is 'nobody',"),
        ("- id: phlebotomist", "- id: medical-assistant", "a job stands twice; keep one of them"),
        ("  soc: 31-9097\n", "  soc: 31-9097\n  combined: true\n", "the job 'phlebotomist' is combined or nearest;"),
        ("citation:", "cited:", "occupations.yaml needs 'citation'"),
    ],
)
def test_wrong_occupations_are_refused(root: Path, old: str, new: str, text: str):
    change(root, OCCUPATIONS, old, new)
    found = problems(root)
    assert {name for name, _, _ in found} == {OCCUPATIONS}
    assert any(said.startswith(text) for _, _, said in found), found
