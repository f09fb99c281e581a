"""Rule files written as text, and what is found wrong with them."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from certway.core.rulebook.credential import EligibilityRules
from certway.core.rulebook.credential_reading import read_eligibility
from certway.core.rulebook.nodes import Node
from certway.core.units.errors import InputError
from certway.core.units.located import Located
from certway.exchange.yaml_files import parse_yaml

FILE = "r.yaml"

HEAD = """\
format: 1
credential: demo
sources: {page: {url: "https://example.org", as_of: null, read_on: 2026-11-23, confidence: primary}}
values:
  years: {title: Years, unit: years, versions: [{from: null, is: 5, source: page}]}
  days: {title: Days, unit: days, versions: [{from: null, is: 30, source: page}]}
  hours: {title: Hours, unit: hours, versions: [{from: null, is: 100, source: page}]}
  attempts: {title: Attempts, unit: attempts, versions: [{from: null, is: 3, source: page}]}
  half: {title: Half an hour, unit: hours, versions: [{from: null, is: 0.5, source: page}]}
  name: {title: Name, unit: text, versions: [{from: null, is: somebody, source: page}]}
"""
ROUTES = "routes: [{id: route-1, title: Route, source: page, requires: []}]\n"
SHARED_LINE = HEAD.count("\n") + 3  # of the first rule in `shared`


def document(text: str) -> Located:
    """Return a rule file's content."""
    return parse_yaml(text.encode(), FILE)


def refusal(read: Callable[[Located], object], text: str) -> list[str]:
    """Return every problem that a reader finds."""
    with pytest.raises(InputError) as caught:
        read(document(text))
    return [str(problem) for problem in caught.value.problems]


def shared_text(rule: str) -> str:
    """Return an eligibility file with one rule that all routes share, written in several lines."""
    first, *rest = rule.strip("\n").split("\n")
    return HEAD + ROUTES + "shared:\n" + "".join([f"- {first}\n", *(f"  {line}\n" for line in rest)])


def rule_of(rule: str) -> Node:
    """Return the one shared rule of such a file."""
    rules: EligibilityRules = read_eligibility(document(shared_text(rule)))
    (node,) = rules.shared
    return node


def faults(rule: str) -> list[str]:
    """Return what is wrong with such a file: the line inside the rule (from 1), and the message."""
    found = []
    for problem in refusal(read_eligibility, shared_text(rule)):
        file, line, text = problem.split(":", 2)
        assert file == FILE
        found.append(f"{int(line) - SHARED_LINE + 1}:{text}")
    return found
