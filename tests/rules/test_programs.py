"""The schools that are shown as examples, written by hand from what the sources say."""

from __future__ import annotations

from functools import cache

import pytest

from certway.core.rulebook.resources import Resource
from certway.core.rulebook.values import Version
from certway.exchange.rule_files import RuleFiles


@cache
def offers() -> dict[str, Resource]:
    shelf = RuleFiles().resources()
    return {one.id: one for one in (*shelf.resources, *shelf.kinds)}


def only(offer: str, measure: str) -> Version:
    (version,) = offers()[offer].values[measure].versions
    return version


def test_school_listed_for_the_cma_tells_who_accredits_it() -> None:
    listed = [one for one in offers().values() if one.stage == "program" and one.kind and "cma-aama" in one.credentials]
    unknown = {one.id for one in listed if only(one.id, "accreditors").state == "not-found"}

    assert {one.id for one in listed} - unknown == {"atu"}
    assert unknown == {"pcc", "mhcc", "hudson", "forrest", "spscc"}
    assert {only(school, "accreditors").note for school in unknown} == {
        "only a program accredited by CAAHEP or ABHES opens the CMA: ask the school"
    }


@pytest.mark.parametrize(
    ("offer", "credits"), [("osu", "57"), ("barry", "48"), ("lsua", "56"), ("mls-bachelor", "120 to 127")]
)
def test_credits_that_no_source_calls_semester_credits_are_only_credits(offer: str, credits: str) -> None:
    assert only(offer, "credits").content == credits
    assert "semester-credits" not in offers()[offer].values
