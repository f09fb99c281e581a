"""A broken rule file is a clear error with file and line, never a wrong verdict."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

from certway.core.units.errors import Problem
from certway.exchange.rule_files import RULES, RuleFiles
from certway.exchange.rule_lint import NoRulesError, lint_folder

TODAY = date(2026, 11, 23).toordinal()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Give a copy of one credential's files."""
    target = tmp_path / "aama" / "cma-aama"
    shutil.copytree(RULES / "aama" / "cma-aama", target)
    return target


def change(path: Path, old: str, new: str) -> int:
    """Replace the one place of a text and return its line."""
    text = path.read_text()
    assert text.count(old) == 1, (old, text.count(old))
    path.write_text(text.replace(old, new))
    return text[: text.index(old)].count("\n") + 1


def errors(folder: Path, *, as_of: int = TODAY) -> list[tuple[str, int, str]]:
    report = lint_folder(folder.parent.parent, as_of=as_of).report
    return [(Path(problem.file).name, problem.line, problem.text) for problem in report.errors]


def test_shipped_rules_have_no_errors():
    result = lint_folder(RULES, as_of=TODAY)
    assert result.report.errors == ()
    assert sorted(result.credentials) == sorted(RuleFiles(RULES).ids)
    assert result.files == len([*RULES.rglob("*.yaml")])


def test_copy_has_no_errors(folder: Path):
    assert errors(folder) == []


def test_one_credential_is_checked_by_its_own_folder(folder: Path):
    assert lint_folder(folder, as_of=TODAY).credentials == ("cma-aama",)


def test_folder_without_rules_is_named(tmp_path: Path):
    with pytest.raises(NoRulesError, match="there are no rule files in"):
        lint_folder(tmp_path, as_of=TODAY)


@pytest.mark.parametrize("part", ["credential", "eligibility", "exam", "outline", "fees", "renewal", "clauses"])
def test_missing_file_is_an_error(folder: Path, part: str):
    (folder / f"{part}.yaml").unlink()
    assert ("cma-aama", 0, f"the file {part}.yaml is missing") in errors(folder)


@pytest.mark.parametrize(
    ("part", "old", "new", "text"),
    [
        (
            "eligibility",
            "credential: cma-aama",
            "credential: rma-amt",
            "'credential' is 'rma-amt', but the folder is 'cma-aama'",
        ),
        (
            "eligibility",
            "  - id: no-deadline\n    assumed:",
            "  - id: no-deadline\n    assumes:",
            "the rule 'no-deadline' must have exactly one of ",
        ),
        (
            "eligibility",
            "field: academic_hours",
            "field: academic_hour",
            "unknown field 'academic_hour' of 'programs', did you mean 'academic_hours'?",
        ),
        (
            "eligibility",
            "in: [certificate, diploma, associate, bachelor]",
            "in: [certificate, diplom, associate, bachelor]",
            "'diplom' is no award, did you mean 'diploma'?",
        ),
        (
            "eligibility",
            "at_least: work-hours",
            "at_least: workhours",
            "unknown value 'workhours', did you mean 'work-hours'?",
        ),
        ("eligibility", "Injections given, unit: procedures", "Injections given, unit: shots", "'unit' is 'shots'"),
        ("eligibility", "fee: exam-fee-category-3", "fee: exam-fee", "route 'category-3' names the fee 'exam-fee'"),
        ("eligibility", "- id: category-2", "- id: category-1", "the id 'category-1' stands twice in the routes"),
        ("eligibility", "- id: felony", "- id: attempts-left", "the id 'attempts-left' stands twice in 'shared'"),
        (
            "eligibility",
            "clause: [eligibility.disqualifiers.felony]",
            "clause: [eligibility.disqualifiers.fellony]",
            "the ledger has no clause 'eligibility.disqualifiers.fellony'",
        ),
        (
            "fees",
            "- {from: 2020-01-01, is: 50, source: policy-notice",
            "- {from: 2020-01-01, is: 50",
            "a version of 'reinstatement-fee' needs 'source'",
        ),
        ("fees", "- {from: 2020-01-01, is: 50,", "- {is: 50,", "a version of 'reinstatement-fee' needs 'from'"),
        ("fees", "2020-01-01, is: 50,", "2020-01-01, is: null,", "'is' of 'reinstatement-fee' is null"),
        (
            "renewal",
            "until: 2013-05-31, is: true",
            "until: 2013-06-01, is: true",
            "a version of 'cpr-required' begins before the one before it ends",
        ),
        ("outline", "percent: 59", "percent: 49", "edition '2021': the percents of its areas add up to 90, not to 100"),
        (
            "clauses",
            "- {id: eligibility.logic,",
            "- {id: eligibility.minimum_age,",
            "the clause 'eligibility.minimum_age' stands twice",
        ),
        ("exam", "values:", "values: [", "the list that opens here with '[' is not closed"),
        ("exam", "format: 1", "format: 2", "this file has format 2; this Certway reads format 1"),
        ("credential", "short:", "shorts:", "unknown key 'shorts'"),
    ],
)  # fmt: skip
def test_fault_is_an_error_in_its_file(folder: Path, part: str, old: str, new: str, text: str):
    change(folder / f"{part}.yaml", old, new)
    if part == "outline":
        drop_missing(folder)
    found = [(file, line) for file, line, said in errors(folder) if said.startswith(text)]
    assert [file for file, _ in found] == [f"{part}.yaml"]
    assert found[0][1] > 0


def drop_missing(folder: Path) -> None:
    """Take the lists of what was not found out of the outline, so that no edition is partial."""
    path = folder / "outline.yaml"
    lines, skipping = [], False
    for line in path.read_text().splitlines():
        skipping = line.startswith("  missing:") or (skipping and line.startswith("  - "))
        if not skipping:
            lines.append(line)
    path.write_text("\n".join(lines) + "\n")


def test_line_of_a_fault_is_its_own(folder: Path):
    line = change(folder / "eligibility.yaml", "field: academic_hours", "field: academic_hour")
    assert [at for _, at, text in errors(folder) if text.startswith("unknown field")] == [line]


def test_clause_that_no_rule_answers_is_named_with_what_it_says(folder: Path):
    line = change(folder / "clauses.yaml", "- {id: eligibility.logic,", "- {id: eligibility.new-clause,")
    says = "The candidate meets exactly one of the categories 1 to 4"
    text = f"no rule of cma-aama answers the clause 'eligibility.new-clause' ({says})"
    assert ("clauses.yaml", line, text) in errors(folder)


def test_key_above_a_clause_answers_it_and_a_key_below_does_not(folder: Path):
    path, key = folder / "eligibility.yaml", "clause: [eligibility.disqualifiers"
    change(path, f"{key}.felony]", f"{key}]")
    assert errors(folder) == []
    change(path, f"{key}]", f"{key}.felony.rule]")
    assert [text.split("'")[1] for _, _, text in errors(folder)] == [
        "eligibility.disqualifiers.felony.automatic",
        "eligibility.disqualifiers.felony.waiver_factors",
    ]


def test_twice_in_an_outline_and_out_of_order(folder: Path):
    change(folder / "outline.yaml", '- id: "2021"', "- id: pre-2021")
    change(folder / "outline.yaml", "until: 2021-07-14", "until: 2021-07-15")
    assert [text for _, _, text in errors(folder)] == [
        "the edition 'pre-2021' begins before 'pre-2021' ends; editions stand oldest first",
        "the edition 'pre-2021' stands twice",
    ]


def test_same_area_twice_is_an_error(folder: Path):
    change(
        folder / "outline.yaml",
        "  - id: administrative\n    name: Administrative\n    items: 36",
        "  - id: clinical-competency\n    name: Administrative\n    items: 36",
    )
    assert [text for _, _, text in errors(folder)] == ["edition '2021': the id 'clinical-competency' stands twice"]


def test_partial_edition_is_a_remark(folder: Path):
    change(folder / "outline.yaml", "percent: 59", "percent: 49")
    report = lint_folder(folder, as_of=TODAY).report
    assert report.errors == ()
    assert "edition '2021': the percents of its areas add up to 90, not to 100" in [one.text for one in report.remarks]


def test_same_credential_twice_is_an_error(folder: Path):
    shutil.copytree(folder, folder.parent.parent / "other" / "cma-aama")
    (problem,) = lint_folder(folder.parent.parent, as_of=TODAY).report.errors
    assert problem == Problem(
        str(folder.parent.parent / "other" / "cma-aama"), 0, f"the credential 'cma-aama' is also in {folder}"
    )


@pytest.mark.parametrize(("day", "old"), [(date(2027, 11, 23), False), (date(2027, 11, 24), True)])
def test_source_read_more_than_a_year_before_is_a_remark(folder: Path, day: date, old: bool):
    report = lint_folder(folder, as_of=day.toordinal()).report
    text = "the source 'discipline' was read on 2026-11-23, more than 12 months ago; read it again"
    assert (text in [one.text for one in report.remarks]) is old
    assert report.errors == ()


@pytest.fixture
def states(tmp_path: Path) -> Path:
    """Give a copy of the shipped rules of one credential, with the state law."""
    shutil.copytree(RULES / "aama" / "cma-aama", tmp_path / "aama" / "cma-aama")
    shutil.copytree(RULES / "states", tmp_path / "states")
    return tmp_path


def test_state_law_is_counted_and_refused_with_its_line(states: Path):
    assert lint_folder(states, as_of=TODAY).files == 10
    path = states / "states" / "phlebotomists.yaml"
    line = change(path, "- {state: ND, kind: none", "- {state: ND, kind: nothing")
    report = lint_folder(states, as_of=TODAY).report
    kinds = "license, certificate, registration, scope, facility, none, repealed"
    text = f"'kind' is 'nothing'; it must be one of {kinds}"
    assert report.errors == (Problem(str(path), line, text),)


def test_file_of_state_law_bears_the_name_of_its_occupation(states: Path):
    path = states / "states" / "phlebotomists.yaml"
    path.rename(path.with_name("blood.yaml"))
    text = "'occupation' is 'phlebotomists', but the file is 'blood.yaml'"
    assert lint_folder(states, as_of=TODAY).report.errors == (Problem(str(path.with_name("blood.yaml")), 0, text),)


def test_old_sources_of_state_law_are_remarked(states: Path):
    later = date(2027, 11, 24).toordinal()
    remarks = lint_folder(states, as_of=later).report.remarks
    found = [one for one in remarks if Path(one.file).name == "phlebotomists.yaml"]
    assert len(found) == 13
    assert found[0].text.startswith("the source 'pharmw' was read on 2026-11-23, more than 12 months ago")
