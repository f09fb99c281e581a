"""Heads, sources and dated values from files: what they become, and every fault with its place and its remedy."""

# ruff: noqa: E501 - a message stands on one line, as people see it

from __future__ import annotations

import pytest

from builders.records import ordinal
from builders.rule_text import FILE, document, refusal
from certway.core.rulebook.credential_reading import read_values_file
from certway.core.rulebook.values import UNITS, Value
from certway.core.units.days import DaySpan

HEAD = """\
format: 1
credential: demo
sources:
  page: {url: "https://example.org", as_of: 2026-08, read_on: 2026-11-23, confidence: secondary, via_copy: true, note: A copy}
"""
UNIT_LIST = ", ".join(UNITS)


def value(text: str) -> Value:
    """Return the value `wait` that is written on line 6 of a file."""
    credential, values = read_values_file(document(f"{HEAD}values:\n  wait: {text}\n"))
    assert credential == "demo"
    return values["wait"]


def faults(text: str) -> list[str]:
    return refusal(read_values_file, f"{HEAD}values:\n  wait: {text}\n")


def versions(*several: str, unit: str = "days") -> str:
    return f"{{title: Wait, unit: {unit}, versions: [{', '.join(several)}]}}"


def test_value_is_read_with_its_versions_and_sources() -> None:
    found = value(
        versions(
            "{from: null, until: 2019-12-31, is: 60, source: page}",
            "{from: 2020-01-01, is: {least: 30, most: 45}, source: page, also: [elsewhere], note: Mind, "
            "conflicts: [{says: 90 days, source: page}]}",
            "{from: 2030-01-01, state: abolished, source: page}",
        )
    )
    assert (found.id, found.title, found.unit) == ("wait", "Wait", "days")
    first, second, third = found.versions
    assert (first.from_, first.until, first.content, first.state) == (None, ordinal("2019-12-31"), 60, "set")
    assert (second.from_, second.content, second.also, second.note) == (ordinal("2020-01-01"), (30.0, 45.0), ("elsewhere",), "Mind")  # fmt: skip
    assert [conflict.says for conflict in second.conflicts] == ["90 days"]
    assert (third.content, third.state) == (None, "abolished")
    source = first.source
    assert (source.key, source.url, source.confidence, source.via_copy) == (
        "page",
        "https://example.org",
        "secondary",
        True,
    )
    assert source.as_of == DaySpan(ordinal("2026-08-01"), ordinal("2026-08-31"))


@pytest.mark.parametrize(
    ("unit", "text", "content"),
    [
        ("yes-no", "true", True),
        ("text", "somebody", "somebody"),
        ("date", "2026-08", "2026-08"),
        ("texts", "[one, 2]", ("one", "2")),
        ("usd", "62.5", 62.5),
        ("percent", "{least: 10, most: 20}", (10.0, 20.0)),
        ("people", "68495", 68495),
    ],
)
def test_content_fits_its_unit(unit: str, text: str, content: object) -> None:
    assert value(versions(f"{{from: null, is: {text}, source: page}}", unit=unit)).versions[0].content == content


@pytest.mark.parametrize(
    ("text", "problems"),
    [
        ("a text", ["value 'wait' must be a mapping, not the text 'a text'", "value 'wait' needs at least one version"]),
        ("{}", ["value 'wait' needs 'title'", "value 'wait' needs 'unit'", "value 'wait' needs 'versions'", "value 'wait' needs at least one version"]),
        ("{title: Wait, unit: days, versions: []}", ["value 'wait' needs at least one version"]),
        ("{title: Wait, unit: days, versions: 5}", ["'versions' must be a list, not the number 5", "value 'wait' needs at least one version"]),
        ("{title: Wait, unit: fortnights, versions: [{from: null, is: 1, source: page}]}", [f"'unit' is 'fortnights'; it must be one of {UNIT_LIST}"]),
        ("{title: Wait, unit: days, versions: [{from: null, is: 1, source: page}], not: x}", ["unknown key 'not' in value 'wait'"]),
        # one version
        (versions("{is: 1, source: page}"), ["a version of 'wait' needs 'from': a day, or null when the day is not known"]),
        (versions("{from: soon, is: 1, source: page}"), ["'from' is the text 'soon'; write a day of the calendar as 2026-11-23"]),
        (versions("{from: 2020, is: 1, source: page}"), ["'from' must be an exact day such as 2026-11-23, not 2020"]),
        (versions("{from: 2020-05, is: 1, source: page}"), ["'from' must be an exact day such as 2026-11-23, not 2020-05"]),
        (versions("{from: null, until: 2020, is: 1, source: page}"), ["'until' must be an exact day such as 2026-11-23, not 2020"]),
        (versions("{from: null, source: page}"), ["a version of 'wait' needs 'is', or a state such as not-found"]),
        (versions("{from: null, is: null, source: page}"), ["'is' of 'wait' is null; say 'state: not-found' when it was not found"]),
        (versions("{from: null, state: announced, source: page}"), ["a version of 'wait' needs 'is', or a state such as not-found"]),
        (versions("{from: null, state: not-found, is: 5, source: page}"), ["a version of 'wait' that is not-found has no 'is'"]),
        (versions("{from: null, state: abolished, is: 5, source: page}"), ["a version of 'wait' that is abolished has no 'is'"]),
        (versions("{from: null, state: gone, is: 5, source: page}"), ["'state' is 'gone'; it must be one of set, abolished, announced, not-found"]),
        (versions("{from: null, is: 5}"), ["a version of 'wait' needs 'source'", "value 'wait' needs at least one version"]),
        (versions("{from: null, is: 5, source: pag}"), ["unknown source 'pag', did you mean 'page'?; the sources stand at the top of the file", "value 'wait' needs at least one version"]),
        (versions("{from: null, is: 5, source: page, conflicts: [{says: Ten}]}"), ["a conflict needs 'source'"]),
        (versions("{from: null, is: 5, source: page, conflicts: [{source: page}]}"), ["a conflict needs 'says'"]),
        (versions("{from: null, is: 5, source: page, conflict: []}"), ["unknown key 'conflict' in a version of 'wait', did you mean 'conflicts'?"]),
        (versions("a text"), ["a version of 'wait' must be a mapping, not the text 'a text'", "a version of 'wait' needs 'from': a day, or null when the day is not known", "a version of 'wait' needs 'is', or a state such as not-found", "value 'wait' needs at least one version"]),
        # content and unit
        (versions("{from: null, is: five, source: page}"), ["'is' of 'wait' is the text 'five', which does not fit the unit days"]),
        (versions("{from: null, is: true, source: page}"), ["'is' of 'wait' is true, which does not fit the unit days"]),
        (versions("{from: null, is: [5], source: page}"), ["'is' of 'wait' is a list, which does not fit the unit days"]),
        (versions("{from: null, is: {least: 5}, source: page}"), ["'is' of 'wait' is a mapping, which does not fit the unit days"]),
        (versions("{from: null, is: {least: 5, most: 3}, source: page}"), ["'is' of 'wait' is a mapping, which does not fit the unit days"]),
        (versions("{from: null, is: 5, source: page}", unit="yes-no"), ["'is' of 'wait' is the number 5, which does not fit the unit yes-no"]),
        (versions("{from: null, is: 5, source: page}", unit="text"), ["'is' of 'wait' is the number 5, which does not fit the unit text"]),
        (versions("{from: null, is: one, source: page}", unit="texts"), ["'is' of 'wait' is the text 'one', which does not fit the unit texts"]),
        # several versions
        (versions("{from: 2020-01-01, is: 1, source: page}", "{from: 2019-01-01, is: 2, source: page}"), ["the versions of 'wait' must stand oldest first"]),
        (versions("{from: null, until: 2020-01-01, is: 1, source: page}", "{from: 2020-01-01, is: 2, source: page}"), ["a version of 'wait' begins before the one before it ends"]),
        (versions("{from: 2020-01-01, until: 2019-12-31, is: 1, source: page}"), ["a version of 'wait' ends before it begins"]),
    ],
)  # fmt: skip
def test_fault_of_a_value_has_its_message(text: str, problems: list[str]) -> None:
    assert faults(text) == sorted(f"{FILE}:6: {problem}" for problem in problems)


@pytest.mark.parametrize(
    ("source", "problems"),
    [
        ("a text", ["source 'page' must be a mapping, not the text 'a text'", "source 'page' needs 'read_on', the day it was read"]),
        ("{as_of: null, read_on: 2026-11-23, confidence: primary}", ["source 'page' needs 'url'"]),
        ("{url: x, confidence: primary}", ["source 'page' needs 'read_on', the day it was read"]),
        ("{url: x, read_on: 2026-11, confidence: primary}", ["'read_on' must be an exact day such as 2026-11-23, not 2026-11", "source 'page' needs 'read_on', the day it was read"]),
        ("{url: x, as_of: lately, read_on: 2026-11-23, confidence: primary}", ["'as_of' is the text 'lately'; write a day of the calendar as 2026-11-23"]),
        ("{url: x, read_on: 2026-11-23}", ["source 'page' needs 'confidence'"]),
        ("{url: x, read_on: 2026-11-23, confidence: sure}", ["'confidence' is 'sure'; it must be one of primary, secondary, uncertain"]),
        ("{url: x, read_on: 2026-11-23, confidence: primary, via_copy: perhaps}", ["'via_copy' must be true or false, not the text 'perhaps'"]),
        ("{url: x, read_on: 2026-11-23, confidence: primary, viacopy: true}", ["unknown key 'viacopy' in source 'page', did you mean 'via_copy'?"]),
    ],
)  # fmt: skip
def test_fault_of_a_source_has_its_message(source: str, problems: list[str]) -> None:
    text = f"format: 1\ncredential: demo\nsources:\n  page: {source}\n"
    assert refusal(read_values_file, text) == sorted(f"{FILE}:4: {problem}" for problem in problems)


@pytest.mark.parametrize(
    ("text", "problems"),
    [
        ("credential: demo\nsources: {}\n", ["1: the file needs 'format'"]),
        ("format: 2\ncredential: demo\nsources: {}\n", ["1: this file has format 2; this Certway reads format 1"]),
        ("format: one\ncredential: demo\nsources: {}\n", ["1: 'format' must be a whole number, not the text 'one'"]),
        ("format: 1\ncredential: demo\n", ["1: the file needs 'sources'"]),
        ("format: 1\ncredential: demo\nsources: []\n", ["3: 'sources' must be a mapping, not a list"]),
        ("format: 1\ncredential: [demo]\nsources: {}\n", ["2: 'credential' must be a text, not a list"]),
        ("format: 1\ncredential: demo\nsources: {}\nvalues: []\n", ["4: 'values' must be a mapping, not a list"]),
        ("format: 1\ncredential: demo\nsources: {}\nvalue: {}\n", ["4: unknown key 'value' in the file, did you mean 'values'?"]),
        ("[a, list]\n", ["1: the file must be a mapping, not a list"]),
    ],
)  # fmt: skip
def test_fault_of_a_head_has_its_message(text: str, problems: list[str]) -> None:
    assert refusal(read_values_file, text) == [f"{FILE}:{problem}" for problem in problems]


@pytest.mark.parametrize(
    ("unit", "content", "counts"),
    [
        ("hours", "5", True),
        ("hours", "5.0", True),
        ("hours", "5.5", False),
        ("months", "{least: 0, most: 3}", True),
        ("months", "{least: 0, most: 1.5}", False),
        ("text", "five", False),
        ("yes-no", "true", False),
    ],
)
def test_only_whole_numbers_count(unit: str, content: str, counts: bool) -> None:
    assert value(versions(f"{{from: null, is: {content}, source: page}}", unit=unit)).counts is counts


def test_number_that_was_not_found_counts() -> None:
    assert value(versions("{from: null, state: not-found, source: page}")).counts
