"""A rule needs a credential that is good where nothing else will do."""

from __future__ import annotations

import pytest

from builders.rule_text import document
from certway.core.rulebook.credential_reading import read_eligibility
from certway.core.rulebook.held_leaves import needs_current

HEAD = """\
format: 1
credential: demo
sources: {page: {url: "https://example.org", as_of: null, read_on: 2026-11-23, confidence: primary}}
values: {}
shared: []
routes:
- id: one
  title: One
  source: page
  fee: application-fee
  requires:
"""
GOOD, ANY = "{id: a, holds: mlt-ascp, current: true}", "{id: b, holds: mlt-ascp}"
OTHER = "{id: c, holds: mlt-amt, current: true}"
CASES = [
    (f"[{GOOD}]", True),
    (f"[{ANY}]", False),
    (f"[{OTHER}]", False),
    (f"[{{id: d, all: [{OTHER}, {GOOD}]}}]", True),
    (f"[{{id: d, any: [{OTHER}, {GOOD}]}}]", False),  # the other one is left
    (f"[{{id: d, any: [{GOOD}, {{id: e, all: [{GOOD}, {ANY}]}}]}}]", True),
    (f"[{{id: d, not: {GOOD}}}]", False),
]


@pytest.mark.parametrize(("requires", "closes"), CASES)
def test_rule_that_nothing_else_fulfils_is_closed(requires: str, closes: bool) -> None:
    (route,) = read_eligibility(document(f"{HEAD}    {requires}\n")).routes
    assert (needs_current(route.rule, "mlt-ascp") is not None) is closes
