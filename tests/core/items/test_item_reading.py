"""Questions are read whole, or refused with every problem, its line and its remedy."""

from __future__ import annotations

from decimal import Decimal

import pytest

from builders.rule_text import document, refusal
from certway.core.items.identity import version_of
from certway.core.items.item import Choice, Image, Item, Matching, Mistake, NumberEntry, Ordering, Reference
from certway.core.items.item_reading import read_items

TEXT = """\
format: 1
topic: order-of-draw
items:
- id: citrate-first
  type: single
  level: application
  difficulty: hard
  stem: Which tube is filled first?
  image: {file: tubes.svg, alt: Two tubes}
  options:
  - {text: Light blue, right: true, why: Citrate comes first.}
  - {text: Red, why: Serum follows.}
  - {text: Lavender, why: EDTA follows both.}
  reference: {source: clsi-gp41, part: order of draw}
- id: two-serum-tubes
  type: multiple
  level: recall
  difficulty: easy
  stem: Which two tubes give serum?
  options:
  - {text: Red, right: true, why: It clots.}
  - {text: Gold, right: true, why: It clots.}
  - {text: Green, why: Heparin.}
  - {text: Gray, why: Fluoride.}
  reference: {source: clsi-gp41, part: tubes}
- id: whole-order
  type: ordering
  level: recall
  difficulty: medium
  stem: Put the tubes in their order.
  steps:
  - {text: Light blue, why: First.}
  - {text: Red, why: Second.}
  - {text: Lavender, why: Third.}
  reference: {source: clsi-gp41, part: order of draw}
sets:
- id: one-draw
  situation: A patient has three orders.
  items:
  - id: additives
    type: matching
    level: recall
    difficulty: easy
    stem: Match tube and additive.
    pairs:
    - {this: Light blue, that: Citrate, why: For coagulation.}
    - {this: Lavender, that: EDTA, why: For counts.}
    - {this: Gray, that: Fluoride, why: For glucose.}
    others: [Acid citrate dextrose]
    reference: {source: clsi-gp41, part: additives}
  - id: volume
    type: number
    level: analysis
    difficulty: medium
    stem: How much blood is in three tubes of 2.7 mL?
    answer: 8.1
    unit: mL
    tolerance: 0.05
    why: 3 x 2.7 mL = 8.1 mL
    mistakes: [{value: 5.4, why: One tube was left out.}]
    reference: {source: mccall-phlebotomy, part: volumes}
    note: Looked at again in 2027.
"""


def items() -> dict[str, Item]:
    return {item.id: item for item in read_items(document(TEXT))}


def test_questions_of_every_kind_are_read_with_those_of_sets() -> None:
    found = items()
    assert [(item.id, item.kind) for item in found.values()] == [
        ("order-of-draw/citrate-first", "single"),
        ("order-of-draw/two-serum-tubes", "multiple"),
        ("order-of-draw/whole-order", "ordering"),
        ("order-of-draw/additives", "matching"),
        ("order-of-draw/volume", "number"),
    ]
    first, last = found["order-of-draw/citrate-first"], found["order-of-draw/volume"]
    assert isinstance(first.body, Choice)
    assert [option.right for option in first.body.options] == [True, False, False]
    assert (first.level, first.difficulty, first.image) == ("application", "hard", Image("tubes.svg", "Two tubes"))
    assert first.reference == Reference("clsi-gp41", "order of draw")
    assert last.body == NumberEntry(
        Decimal("8.1"),
        "mL",
        Decimal("0.05"),
        "3 x 2.7 mL = 8.1 mL",
        (Mistake(Decimal("5.4"), "One tube was left out."),),
    )
    assert (last.situation, last.set_id) == ("A patient has three orders.", "order-of-draw/one-draw")
    assert isinstance(found["order-of-draw/whole-order"].body, Ordering)
    matching = found["order-of-draw/additives"].body
    assert isinstance(matching, Matching)
    assert matching.others == ("Acid citrate dextrose",)
    assert "Acid citrate dextrose" in found["order-of-draw/additives"].texts()


BROKEN = [
    ("topic: order-of-draw\n", "", 1, "a file of questions needs 'topic'"),
    ("format: 1", "format: 2", 1, "'format' must be 1; this file is of another version of Certway"),
    ("id: citrate-first", "id: Citrate first", 4, "the id 'Citrate first' must be lower-case words and digits"),
    ("id: two-serum-tubes", "id: citrate-first", 15, "the id 'citrate-first' stands twice in this file"),
    ("type: single", "type: singel", 5, "'type' is 'singel'; it must be one of single, multiple, ordering,"),
    ("level: application", "level: deep", 6, "'level' is 'deep'; it must be one of recall, application, analysis"),
    ("difficulty: hard", "difficulty: 3", 7, "'difficulty' is '3'; it must be one of easy, medium, hard"),
    ("{text: Light blue, right: true, why: C", "{text: Light blue, why: C", 10, "0 options are right; a question of"),
    ("{text: Gold, right: true, why: It clots.}", "{text: Gold, why: No.}", 20, "1 options are right; one of type"),
    ("  - {text: Lavender, why: EDTA follows both.}\n", "", 10, "'options' has 2 entries; it takes 3 to 5"),
    ("Serum follows.}", "Serum follows., hint: x}", 12, "unknown key 'hint' in an option"),
    ("{text: Red, why: Second.}", "{text: Red}", 33, "a step needs 'why'"),
    ("that: EDTA, ", "", 47, "a pair needs 'that'"),
    ("[Acid citrate dextrose]", "[a, b, c, d]", 49, "'others' has 4 entries; at most 3 may fit nothing"),
    ("answer: 8.1", "answer: 8.1 mL", 56, "'answer' must be a number without its unit"),
    ("tolerance: 0.05", "tolerance: -1", 58, "'tolerance' must be 0 or more"),
    ("value: 5.4", "value: many", 60, "'value' must be a number without its unit"),
    ("source: mccall-phlebotomy, ", "", 61, "'reference' needs 'source'"),
    (", alt: Two tubes", "", 9, "'image' needs 'alt'"),
]


@pytest.mark.parametrize(("right", "wrong", "line", "text"), BROKEN, ids=[f"{case[2]}-{case[1]}" for case in BROKEN])
def test_broken_question_is_refused_with_its_line(right: str, wrong: str, line: int, text: str) -> None:
    assert TEXT.count(right) == 1
    found = refusal(read_items, TEXT.replace(right, wrong))
    assert [problem for problem in found if problem.startswith(f"r.yaml:{line}: {text}")] != [], found


def version(text: str) -> str:
    return version_of({item.id: item for item in read_items(document(text))}["order-of-draw/volume"])


@pytest.mark.parametrize(
    ("old", "new", "same"),
    [
        ("Looked at again in 2027.", "Looked at again in 2028.", True),
        ("level: analysis", "level: recall", True),
        ("tolerance: 0.05", "tolerance: 0.050", True),
        ("answer: 8.1", "answer: 8.2", False),
        ("three orders", "four orders", False),
        ("One tube was left out.", "Two tubes were left out.", False),
        ("part: volumes", "part: tubes", False),
        ("topic: order-of-draw", "topic: venipuncture", None),
    ],
)
def test_version_follows_what_a_candidate_sees(old: str, new: str, same: bool | None) -> None:
    if same is None:
        changed = version_of(next(item for item in read_items(document(TEXT.replace(old, new))) if "volume" in item.id))
        assert changed != version(TEXT)
    else:
        assert (version(TEXT.replace(old, new)) == version(TEXT)) is same
    assert len(version(TEXT)) == 16
