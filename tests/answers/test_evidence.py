"""What a figure rests on."""

from __future__ import annotations

from dataclasses import replace

from builders.records import ordinal
from builders.rules import source, value_of, version
from certway.answers.evidence import Evidence, evidence_on
from certway.core.rulebook.values import Conflict

DAY = ordinal("2026-11-23")
CONFLICT = Conflict("6, by one page", source("2020"))


def test_evidence_is_every_version_that_may_hold_with_its_conflicts():
    disputed = replace(version(5, begins="2021-01-01"), conflicts=(CONFLICT,))
    value = value_of(version(4, as_of="2019"), disputed, key="wait")
    assert evidence_on([value], DAY) == (Evidence("wait", source(), (CONFLICT,)),)
    assert evidence_on([value], ordinal("2020-01-01")) == (Evidence("wait", source("2019")),)


def test_evidence_of_what_was_looked_for_and_not_found_is_where_it_was_looked_for():
    assert evidence_on([value_of(version(state="not-found"))], DAY) == (Evidence("value", source()),)


def test_no_value_has_no_evidence_and_the_same_is_named_once():
    value = value_of(version(5))
    assert evidence_on([None, value, value], DAY) == (Evidence("value", source()),)
