"""A bank is read whole; what is wrong with it has its file and line, and lint finds what a reader would."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from certway.core.units.errors import InputError
from certway.exchange.bank.exams import NoOutlineError, coverage_of_exam
from certway.exchange.bank.files import BANK, NoBankError, load_bank, read_bank
from certway.exchange.bank.lint import lint_bank
from certway.exchange.bank.shipped import shipped_bank
from certway.exchange.bank.words import misspelled, reading_grade

TOPICS = """\
format: 1
topics:
- id: phlebotomy
  title: Phlebotomy
  topics: [{id: tubes-and-additives, title: Tubes}, {id: order-of-draw, title: Order of draw}]
"""
WORKS = "format: 1\nreferences: {gp41: {title: Draws, by: CLSI, kind: guideline}}\n"
ITEMS = """\
format: 1
topic: order-of-draw
items:
- id: first-tube
  type: single
  level: recall
  difficulty: easy
  stem: Which tube is filled first?
  options:
  - {text: Light blue, right: true, why: It comes first.}
  - {text: Red, why: It comes later.}
  - {text: Lavender, why: It comes later.}
  reference: {source: gp41, part: order of draw}
"""
SKILL = """\
format: 1
id: labeling
title: Labeling
topics: [tubes-and-additives]
minutes: 2
equipment: [labels]
steps: [{do: Compare the name, why: It may differ., critical: true}]
errors: [{error: Labels before the draw, instead: Label after it.}]
patient: [Ask for the name.]
reference: {source: gp41, part: labels}
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A small bank without a fault."""
    for folder in ("items/phlebotomy", "skills", "scenarios", "outlines"):
        (tmp_path / folder).mkdir(parents=True)
    (tmp_path / "topics.yaml").write_text(TOPICS)
    (tmp_path / "references.yaml").write_text(WORKS)
    (tmp_path / "items" / "phlebotomy" / "order-of-draw.yaml").write_text(ITEMS)
    (tmp_path / "skills" / "labeling.yaml").write_text(SKILL)
    return tmp_path


def errors(root: Path) -> list[str]:
    return [str(problem).removeprefix(f"{root}/") for problem in lint_bank(root).errors]


def test_sound_bank_has_no_errors(root: Path) -> None:
    assert errors(root) == []
    bank = load_bank(root)
    assert [item.id for item in bank.items] == ["order-of-draw/first-tube"]
    assert {topic: len(items) for topic, items in bank.by_topic.items()} == {
        "tubes-and-additives": 0,
        "order-of-draw": 1,
    }
    assert [skill.id for skill in bank.skills] == ["labeling"]
    assert bank.by_id["order-of-draw/first-tube"].reference.part == "order of draw"


def test_folder_without_a_bank_is_refused(tmp_path: Path) -> None:
    with pytest.raises(NoBankError, match=r"name a folder that holds topics\.yaml"):
        load_bank(tmp_path)


ITEM, PLACE = "items/phlebotomy/order-of-draw.yaml", "items/phlebotomy/order-of-draw.yaml:4"
FAULTS = [
    (ITEM, "topic: order-of-draw", "topic: tubes-and-additives", "stand in items/phlebotomy/tubes-and-additives.yaml"),
    (ITEM, "topic: order-of-draw", "topic: shoes", "there is no topic 'shoes'; the topics stand in topics.yaml"),
    (ITEM, "source: gp41", "source: gp42", "refers to 'gp42', which references.yaml does not have"),
    (ITEM, "stem: Which", "steem: Which", "unknown key 'steem' in a question"),
    (ITEM, "Light blue, right", "Always light blue, right", "absolute-word: an option says 'Always'"),
    (ITEM, "It comes first.", "It comes frist.", "no dictionary has the word 'frist'; mend it, or add it to words.txt"),
    (ITEM, "  stem:", "  image: {file: tubes.svg, alt: Tubes}\n  stem:", "there is no drawing 'tubes.svg' in images/"),
    ("skills/labeling.yaml", "id: labeling", "id: labels", "its id is 'labels'; call the file so"),
    ("skills/labeling.yaml", "[tubes-and-additives]", "[tubes]", "there is no topic 'tubes'"),
    ("skills/labeling.yaml", "source: gp41", "source: gp42", "it refers to 'gp42', which references.yaml"),
    ("skills/labeling.yaml", "It may differ.", "It may difer.", "no dictionary has the word 'difer'"),
    ("topics.yaml", "format: 1", "format: 2", "'format' must be 1"),
]


@pytest.mark.parametrize(("file", "right", "wrong", "text"), FAULTS, ids=[fault[2] for fault in FAULTS])
def test_fault_is_found_with_its_place(root: Path, file: str, right: str, wrong: str, text: str) -> None:
    path = root / file
    assert path.read_text().count(right) == 1
    path.write_text(path.read_text().replace(right, wrong))
    assert [one for one in errors(root) if one.startswith(file) and text in one] != [], errors(root)


def test_broken_bank_is_not_loaded(root: Path) -> None:
    (root / ITEM).write_text("format: 1\n")
    with pytest.raises(InputError, match="needs 'topic'"):
        load_bank(root)
    assert read_bank(root).bank.items == ()


def test_questions_that_are_nearly_the_same_are_told(root: Path) -> None:
    again = (
        ITEMS.partition("items:\n")[2].replace("first-tube", "tube-first").replace("Which tube is", "Which tube gets")
    )
    (root / ITEM).write_text(ITEMS + again)
    (found,) = [one for one in errors(root) if "nearly" in one]
    assert found.startswith(f"{ITEM}:14: order-of-draw/tube-first: it is nearly 'order-of-draw/first-tube' (")


def test_keys_that_keep_to_one_place_are_told(root: Path) -> None:
    stems = ("Which tube", "What comes", "Name the color", "Say which additive", "Choose the cap", "Tell what follows")
    one = ITEMS.partition("items:\n")[2]
    many = "".join(
        one.replace("first-tube", f"tube-{at}").replace("Which tube is filled first?", f"{stem} {at} {at * 77}?")
        for at, stem in enumerate(stems * 4)
    )
    (root / ITEM).write_text(ITEMS.partition("items:\n")[0] + "items:\n" + many)
    assert any("the right one of 3 options stands 24, 0, 0 times in each place" in one for one in errors(root))


def test_outline_of_no_credential_or_part_is_told(root: Path) -> None:
    text = 'format: 1\ncredential: {0}\nedition: "{1}"\nours: All.\nnodes: {{{2}: [order-of-draw]}}\n'
    for name, edition, node, said in (
        ("cpa", "2021", "general", "there is no credential 'cpa'"),
        ("cma-aama", "1999", "general", "the outline of cma-aama has no edition '1999'"),
        ("cma-aama", "2021", "generally", "the edition '2021' of cma-aama has no part 'generally'"),
    ):
        shutil.rmtree(root / "outlines")
        (root / "outlines").mkdir()
        (root / "outlines" / f"{name}.yaml").write_text(text.format(name, edition, node))
        assert [one for one in errors(root) if said in one] != []


def test_coverage_of_an_unknown_exam_names_the_known() -> None:
    with pytest.raises(NoOutlineError, match="no outline of 'cma-aam', did you mean 'cma-aama'"):
        coverage_of_exam(shipped_bank().bank, "cma-aam")


def test_words_of_the_field_and_possessives_are_known() -> None:
    assert misspelled("The patient's [vein](https://example.org/xyzzy) is palpated; `qwrtz` is code.") == ()
    assert misspelled("The cholesterol is {vldl} or {vldl:1} or {vldl:plcs} mg.") == ()
    assert misspelled("Frist the patient's vein, then teh tube, frist and last.") == ("Frist", "frist")


def test_reading_grade_grows_with_words_and_sentences() -> None:
    easy = reading_grade(["The cat sat. The dog ran. We saw them both."])
    hard = reading_grade(["Anticoagulated specimens necessitate gentle inversion preventing microscopic coagulation."])
    assert easy < 3 < 12 < hard
    assert reading_grade([]) == 0.0


def test_shipped_bank_covers_the_core_exams_within_three_points() -> None:
    bank = load_bank(BANK)
    off = {exam: coverage_of_exam(bank, exam).coverage.most_off for exam in
           ("cma-aama", "rma-amt", "ccma-nha", "mlt-ascp", "mls-ascp")}  # fmt: skip
    assert {exam: points for exam, points in off.items() if points > 3} == {}


def test_template_with_the_id_of_a_question_is_told(root: Path) -> None:
    source = (BANK / "templates" / "drops-per-minute.yaml").read_text(encoding="utf-8")
    lines = [line for line in source.splitlines() if not line.startswith(("id:", "topic:", "reference:"))]
    head = ["id: first-tube", "topic: order-of-draw", "reference: {source: gp41, part: order of draw}"]
    (root / "templates").mkdir()
    (root / "templates" / "first-tube.yaml").write_text("\n".join([lines[0], *head, *lines[1:]]), encoding="utf-8")
    (problem,) = read_bank(root).problems
    assert problem.text == "there is a question 'order-of-draw/first-tube' too; give the template another id"
