"""Where a person stands: the verdicts and windows of the rules, with explanations that agree."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from builders.credentials import NODES, RULES
from certway.core.person.batch import batch_of
from certway.core.person.record import Record
from certway.core.qualify.standing import stand
from certway.core.rulebook.findings import Finding
from certway.core.rulebook.judging import judge_credential
from certway.core.rulebook.nodes import AtLeast, InForce, Node
from certway.core.rulebook.timeline import eligibility_on
from certway.core.units.days import Days
from certway.core.units.verdicts import MET, NAMES
from strategies.effort import effort
from strategies.people import asked_days, records
from strategies.questions import asked, asked_daily, questions, stretches

CODES = {name: code for code, name in NAMES.items()}


def in_windows(windows: Sequence[tuple[int, int]], stretch: Days) -> list[bool]:
    return [any(first <= day <= last for first, last in windows) for day in stretch.tolist()]


@effort(40)
@given(st.data())
def test_standing_has_the_verdict_and_the_windows_that_each_day_says(data: st.DataObject) -> None:
    person = data.draw(records())
    stretch = data.draw(stretches(person))
    as_of = data.draw(st.sampled_from(stretch.tolist()))
    exam_on = data.draw(st.none() | asked_days(person))
    rows = asked_daily(batch_of([person]), 0, stretch, exam_on)
    now = as_of - int(stretch[0])
    for rules in RULES:
        standing = stand(rules, person, as_of=as_of, exam_on=exam_on)
        expected = judge_credential(rules, rows)
        assert in_windows(standing.windows, stretch) == (expected == MET).tolist()
        assert standing.verdict == NAMES[int(expected[now])]
        assert standing.eligible == eligibility_on(list(standing.windows), as_of)
        assert [found.verdict for found in standing.findings] == [
            NAMES[int(node.judge(rows)[now])] for node in rules.shared
        ]
        for route, stood in zip(rules.routes, standing.routes, strict=True):
            own = route.rule.judge(rows)
            assert in_windows(stood.windows, stretch) == (own == MET).tolist()
            assert (stood.id, stood.verdict) == (route.id, NAMES[int(own[now])])
            assert stood.eligible == eligibility_on(list(stood.windows), as_of)


def assert_explained(finding: Finding, node: Node) -> None:
    """Check that a finding's verdict follows from its children's, as its operator says."""
    if isinstance(node, InForce) and finding.findings:
        node = node.part
    assert finding.id == node.face.id
    if not finding.findings:
        return
    inner = sorted(CODES[child.verdict] for child in finding.findings)
    count = node.count if isinstance(node, AtLeast) else 1
    follows = {"all": inner[0], "any": inner[-1], "not": -inner[0], "at-least": inner[-count]}
    assert finding.op is not None
    assert CODES[finding.verdict] == follows[finding.op]
    for child, part in zip(finding.findings, node.inner(), strict=True):
        assert_explained(child, part)


def shown_entries(finding: Finding, person: Record) -> list[object]:
    """Return the entries that a finding names as its evidence; fails where there is no such entry."""
    places = [path.split("/") for one in finding.walk() for path in one.evidence]
    return [(person.entries(section) or ())[int(place)] for section, place in places]


@effort(25)
@given(st.data())
def test_explanations_are_what_was_judged(data: st.DataObject) -> None:
    persons = data.draw(st.lists(records(), min_size=2, max_size=2))
    place = data.draw(st.integers(0, 1))
    rows = asked(batch_of(persons), [place], [data.draw(questions(*persons))])
    for rules in RULES:
        for node in NODES[rules.credential].values():
            finding = node.explain(rows)
            assert finding.verdict == NAMES[int(node.judge(rows)[0])]
            assert_explained(finding, node)
            assert all(entry is not None for entry in shown_entries(finding, persons[place]))


@effort(40)
@given(st.data())
def test_amounts_decide_as_the_verdict_says(data: st.DataObject) -> None:
    """Where a finding shows numbers, the verdict is theirs: enough at least, too little at most, or neither."""
    person = data.draw(records())
    rows = asked(batch_of([person]), [0], [data.draw(questions(person))])
    for rules in RULES:
        for node in (*rules.shared, *(route.rule for route in rules.routes)):
            for finding in node.explain(rows).walk():
                if finding.amounts is None:
                    continue
                (least, most), (need_least, need_most) = finding.amounts.have, finding.amounts.need
                fewer = finding.message.startswith("fewer")
                sure = most < need_least if fewer else least >= need_most
                possible = least < need_most if fewer else most >= need_least
                assert finding.verdict == ("met" if sure else "unknown" if possible else "not-met"), finding


@effort(40)
@given(st.data())
def test_a_finding_that_is_met_misses_nothing(data: st.DataObject) -> None:
    person = data.draw(records())
    rows = asked(batch_of([person]), [0], [data.draw(questions(person))])
    for rules in RULES:
        for node in (*rules.shared, *(route.rule for route in rules.routes)):
            met = [one for one in node.explain(rows).walk() if one.verdict == "met"]
            assert [one for one in met if one.missing is not None] == []


def test_rows_are_explained_one_at_a_time() -> None:
    person = Record(lists={"attempts": ()})
    rows = asked(batch_of([person]), [0], [(740_000, 740_000), (740_001, 740_001)])
    second = rows.pick(np.array([1], dtype=np.intp))
    assert RULES[0].shared[0].explain(second).verdict == "met"
