"""Whole exams come out of the shipped bank, with questions to spare so that attempts differ."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import date

import pytest

from certway.answers.exam_form import LacksQuestionsError, adaptive_pool, assemble_exam
from certway.core.rulebook.credential import Edition
from certway.core.sit.profile import Profile, profile_of
from certway.core.sit.wanted import Lack
from certway.exchange.bank.shipped import shipped_bank
from certway.exchange.shipped_rules import shipped_rules

BANK = shipped_bank().bank
# Questions that each part has, for one that is asked of it. More would take phlebotomy and laboratory operations more
# than three points above their weights in the CCMA and in MLT (ASCP), whose questions come out of the same bank.
SPARE = 1.1
TOO_SMALL = "ncma-ncct"  # two of its areas have no published name, so nothing can be written for them


def told(exam: str) -> tuple[Edition, Profile]:
    sheet, edition = shipped_rules().sheets[exam], BANK.outlines[exam].edition
    profile = profile_of(exam, sheet.exam, date(2026, 11, 24).toordinal())
    return next(one for one in sheet.outline if one.id == edition), profile


def stock(exam: str) -> tuple[Mapping[str, int], Mapping[str, int]]:
    """Return how many questions stand ready, and how many are asked, by part of the outline."""
    edition, profile = told(exam)
    if profile.adaptive:
        pool = adaptive_pool(BANK, edition, profile)
        return Counter(item.node for item in pool.form.items), pool.counts
    made = assemble_exam(BANK, edition, profile)
    nodes = [made.pool.nodes[place] for place in made.pool.node]
    return Counter(nodes), Counter(nodes[place] for place in made.places)


@pytest.mark.parametrize("exam", sorted({*BANK.outlines} - {TOO_SMALL}))
def test_every_exam_comes_out_of_the_shipped_bank_with_questions_to_spare(exam: str) -> None:
    ready, asked = stock(exam)
    assert sum(asked.values()) == told(exam)[1].items
    assert {node: ready[node] for node, items in asked.items() if ready[node] < SPARE * items} == {}


def test_exam_with_areas_that_nobody_names_says_how_many_questions_it_lacks() -> None:
    with pytest.raises(LacksQuestionsError) as caught:
        stock(TOO_SMALL)
    assert caught.value.lacks == (Lack("two-further-categories", 45),)
