"""Clauses are answered by keys at or above them."""

from __future__ import annotations

import pytest

from certway.core.rulebook.ledger import Clause, answered, answers, names_nothing, read_ledger, unanswered
from certway.core.units.errors import InputError
from certway.exchange.yaml_files import parse_yaml

CLAUSES = (Clause("a.b", "AB", 4), Clause("a.b.c", "ABC", 5), Clause("a.bc", "A-BC", 6))


@pytest.mark.parametrize(
    ("key", "clause", "does"),
    [("a", "a.b", True), ("a.b", "a.b", True), ("a.b", "a.b.c", True), ("a.b", "a.bc", False), ("a.b.c", "a.b", False)],
)
def test_key_answers_what_is_at_it_or_below(key, clause, does):
    assert answers(key, clause) is does


def test_answered_clauses_are_those_at_a_key_or_below():
    assert answered(CLAUSES, ["a.b"]) == [*CLAUSES[:2]]
    assert answered(CLAUSES, ["a.bc", "a.b.c"]) == [*CLAUSES[1:]]
    assert answered(CLAUSES, []) == []


def test_unanswered_clauses_are_those_without_a_key():
    assert unanswered(CLAUSES, ["a.b"]) == [CLAUSES[2]]
    assert unanswered(CLAUSES, []) == list(CLAUSES)


@pytest.mark.parametrize(("key", "nothing"), [("a", False), ("a.b.c.d", False), ("a.x", True), ("b", True)])
def test_key_names_nothing_when_no_clause_is_around_it(key, nothing):
    assert names_nothing(key, CLAUSES) is nothing


def test_ledger_is_read_with_its_lines():
    text = b"format: 1\ncredential: x\nclauses:\n- {id: a.b, says: AB}\n- {id: a.c, says: AC}\n"
    assert read_ledger(parse_yaml(text, "c.yaml")) == ("x", (Clause("a.b", "AB", 4), Clause("a.c", "AC", 5)))


def test_faults_of_a_ledger_are_all_named():
    text = b"format: 1\nclauses:\n- {id: a.b, says: AB}\n- {id: a.b, say: AC}\n"
    with pytest.raises(InputError) as raised:
        read_ledger(parse_yaml(text, "c.yaml"))
    assert [str(problem) for problem in raised.value.problems] == [
        "c.yaml:1: clauses.yaml needs 'credential'",
        "c.yaml:4: a clause needs 'says'",
        "c.yaml:4: the clause 'a.b' stands twice",
        "c.yaml:4: unknown key 'say' in a clause, did you mean 'says'?",
    ]
