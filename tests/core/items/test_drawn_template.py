"""A template that draws: the same bytes from the same dice, one right option, a version that follows the drawing."""

from __future__ import annotations

from dataclasses import replace
from random import Random

import pytest

from builders.rule_text import document, refusal
from certway.core.items.identity import version_of
from certway.core.items.item import Choice, Image
from certway.core.items.template import Template
from certway.core.items.template_faults import faults_of_template
from certway.core.items.template_making import make_question
from certway.core.items.template_reading import read_template

TEXT = """\
format: 1
id: rule
topic: quality-control-statistics
level: analysis
difficulty: medium
variables:
  show: {of: [none, 1-3s, 2-2s]}
drawing:
  kind: levey-jennings
  of: {show: show, mean: 140, sd: 2, step: 0.1, runs: 12}
  title: Sodium
  alt: "Results in SD: {listed}."
let:
  seen: "'Run {runs_told} lies at {last}.' if rule != 'none' else 'Nothing is far.'"
  runs_told: 10 + 2
stem: What is done with run 12?
options:
- {text: It is taken, right: verdict == 'accept', why-right: "{seen}", why-wrong: "{rule} is broken."}
- {text: It is held for 1-3s, right: rule == '1-3s', why-right: "{seen}", why-wrong: "The farthest is {far}."}
- {text: It is held for 2-2s, right: rule == '2-2s', why-right: "{seen}", why-wrong: "The farthest is {far}."}
- {text: It is repeated, right: 1 > 2, why-right: Never., why-wrong: "{seen}"}
shown: 3
reference: {source: westgard-multirule, part: rules}
"""
SOUND = TEXT.replace(
    "  seen: \"'Run {runs_told} lies at {last}.' if rule != 'none' else 'Nothing is far.'\"\n  runs_told: 10 + 2\n",
    "  runs_told: 10 + 2\n  seen: \"'Run {runs_told} lies at {last}.' if rule != 'none' else 'Nothing is far.'\"\n",
)


def template(text: str = SOUND) -> Template:
    return read_template(document(text))


def faults(one: Template, drawing: str = "") -> tuple[str, ...]:
    return faults_of_template(one, Random, tries=60, faults_of_drawing=lambda _: (drawing,) if drawing else ())


def test_same_dice_draw_the_same_bytes_and_the_version_follows_them() -> None:
    made = [make_question(template(), Random(seed)) for seed in (1, 1, 2)]
    assert made[0] == made[1]
    assert made[0].drawing != made[2].drawing
    assert made[0].item.image != made[2].item.image
    image = made[0].item.image
    assert isinstance(image, Image)
    assert image.file.startswith("rule-")
    other = replace(made[0].item, image=Image(image.file.replace("rule-", "rule-0"), image.alt))
    assert version_of(other) != version_of(made[0].item)


def test_question_has_one_right_option_and_drawn_wrong_ones_in_their_order() -> None:
    order = [option.text for option in template().asked.options]  # type: ignore[union-attr]
    for seed in range(60):
        body = make_question(template(), Random(seed)).item.body
        assert isinstance(body, Choice)
        texts = [option.text for option in body.options]
        assert len(texts) == 3
        assert texts == sorted(texts, key=order.index)
        assert [option.right for option in body.options].count(True) == 1


def test_text_of_a_formula_is_filled_with_the_values_before_it() -> None:
    whys = {
        option.why
        for seed in range(20)
        for option in make_question(template(), Random(seed)).item.body.options  # type: ignore[union-attr]
        if option.right
    }
    assert "Nothing is far." in whys
    assert any(why.startswith("Run 12 lies at ") for why in whys)
    assert "there is no such value" in faults(template(TEXT))[0]


def test_options_of_which_none_or_two_are_right_are_told() -> None:
    assert faults(template()) == ("in 60 seeds 'It is repeated' is never right; let it be",)
    two = template(SOUND.replace("right: 1 > 2", "right: verdict == 'accept'"))
    assert any("2 options are right; exactly one has to be" in one for one in faults(two))


def test_drawing_with_a_fault_or_words_that_name_the_key_are_told() -> None:
    assert faults(template(), "it has a script") == ("seed 0: it has a script",)
    telling = template(SOUND.replace('alt: "Results', 'alt: "Sodium: it is taken. Results'))
    assert any("names the key, 'It is taken'" in one for one in faults(telling))


BROKEN = [
    ("kind: levey-jennings", "kind: levey", "r.yaml:9: 'kind' is 'levey'; it must be one of ecg-strip, levey-jennings"),
    ("runs: 12}", "run: 12}", "r.yaml:10: a drawing of this kind takes no 'run', did you mean 'runs'?"),
    ("mean: 140, ", "", "r.yaml:10: a drawing of this kind needs 'mean'"),
    ("{show: show, ", "{show: shown, ", "r.yaml:10: there is no 'shown'; the names are show"),
    ("{listed}", "{lists}", "r.yaml:12: '{lists}' stands in 'alt', and there is no such value"),
    ("shown: 3", "shown: 2", "r.yaml:1: 2 of 4 options are shown; it must be 3 to 5 of them"),
    ("rule == '1-3s'", "rules == '1-3s'", "r.yaml:19: there is no 'rules'"),
    ("why-right: Never., ", "", "r.yaml:21: an option needs 'why-right'"),
    ("  title: Sodium\n", "", "r.yaml:8: a drawing needs 'title'"),
]  # fmt: skip


@pytest.mark.parametrize(("right", "wrong", "text"), BROKEN, ids=[case[1] or case[2] for case in BROKEN])
def test_broken_drawing_or_option_is_refused_with_its_line(right: str, wrong: str, text: str) -> None:
    assert SOUND.count(right) == 1
    found = refusal(read_template, SOUND.replace(right, wrong))
    assert [one for one in found if one.startswith(text)] != [], found
