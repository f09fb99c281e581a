"""Rules told without a person."""

from __future__ import annotations

import re
from datetime import date

import pytest

from certway.core.rulebook.forms import Problems
from certway.core.rulebook.node_reading import read_node
from certway.core.rulebook.node_setting import Setting
from certway.core.rulebook.values import Source, Value, Version
from certway.exchange.rule_files import RuleFiles
from certway.exchange.words.requirements import Reading, Requirement, requirement
from certway.exchange.words.telling import Telling
from certway.exchange.yaml_files import parse_yaml

TODAY = date(2026, 11, 23).toordinal()
FILES = RuleFiles()


def walk(asked: Requirement):
    yield asked
    for part in asked.parts:
        yield from walk(part)


@pytest.mark.parametrize("credential", FILES.ids)
def test_every_rule_is_told(credential: str):
    rules = FILES.eligibility(credential)
    for node in (*rules.shared, *(route.rule for route in rules.routes)):
        for asked in walk(requirement(node, Reading(TODAY, Telling()))):
            assert re.search(r"[{}]|  |None|^[a-z]", asked.text) is None, asked.text


def told(rule: str, *values: Value) -> str:
    problems = Problems()
    node = read_node(parse_yaml(rule.encode(), "r.yaml"), Setting({}, {value.id: value for value in values}, problems))
    problems.raise_any()
    lines = []

    def add(asked: Requirement, depth: int) -> None:
        lines.append("  " * depth + asked.text)
        for part in asked.parts:
            add(part, depth + 1)

    add(requirement(node, Reading(TODAY, Telling())), 0)
    return "\n".join(lines)


def value(name: str, unit: str, content=None, state="set") -> Value:
    source = Source("s", "https://example.org", None, TODAY, "primary")
    return Value(name, name, unit, (Version(None, None, content, state, source),))


def test_conditions_of_a_program_stand_below_it():
    rule = """
id: program
some: programs
where:
- {id: kind, field: kind, in: [medical-assistant], perhaps: [nursing]}
- {id: accredited, accredited: [CAAHEP, ABHES], when: during-enrolment, grace_before: grace}
- {id: recent, field: completed, within: grace}
- {id: hours, field: total_hours, at_least: hours}
"""
    assert told(rule, value("grace", "months", 36), value("hours", "hours", state="not-found")).splitlines() == [
        "A training program:",
        "  In medical assisting; for nursing the body decides",
        (
            "  Accredited by CAAHEP or ABHES at some time while you were enrolled,"
            " or within 36 months after you completed it"
        ),
        "  Completed at most 36 months before you apply",
        "  At least a number that is not published in all",
    ]


def test_numbers_together_name_what_is_counted():
    rule = "{id: x, together: [procedures.venipuncture, procedures.capillary], at_least: need}"
    text = "At least 100 blood draws from a vein and finger or heel sticks together, on live people"
    assert told(rule, value("need", "procedures", 100)) == text


def test_work_names_its_window_and_cap():
    rule = (
        "{id: w, hours: work, where: [{id: r, field: role, in: [phlebotomist]}], last: far, cap: cap, at_least: need}"
    )
    text = told(rule, value("far", "years", 7), value("cap", "hours", 35), value("need", "hours", (1000.0, 2000.0)))
    assert text == (
        "Work as a phlebotomist: at least between 1,000 and 2,000 hours, in the last 7 years"
        " (at most 35 hours a week count)"
    )


@pytest.mark.parametrize(
    ("rule", "text"),
    [
        ("{id: x, until: 2022-12-31, holds: cla-ascp}", "Until 31 December 2022:"),
        ("{id: x, from: 2022-01-01, until: 2022-12-31, holds: abc}", "From 1 January 2022 until 31 December 2022:"),
        ("{id: x, not: {id: y, attested: Nothing else}}", "The opposite of this:"),
        ("{id: x, at_least_of: [{id: y, attested: A}, {id: z, attested: B}], count: 1}", "At least 1 of these:"),
        ("{id: x, assumed: The sky is blue.}", "The sky is blue (Certway does not check this)"),
        ("{id: x, wait: attempts, where: [], steps: [{failures: 1, wait: d}, {failures: 3, wait: d}]}",
         "After a failed attempt you wait: 30 days and 30 days from failure 3 on"),
    ],
)  # fmt: skip
def test_nodes_are_told_by_kind(rule: str, text: str):
    assert told(rule, value("d", "days", 30)).splitlines()[0] == text
