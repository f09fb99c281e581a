"""The ledger of clauses: what the sources name, so that a forgotten clause is found."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from certway.core.rulebook.forms import Form, Problems
from certway.core.units.located import Located


@dataclass(frozen=True, slots=True)
class Clause:
    """One clause that a source names."""

    id: str  # dotted
    says: str
    line: int  # in clauses.yaml


def read_ledger(document: Located) -> tuple[str, tuple[Clause, ...]]:
    """Return the credential and the clauses of `clauses.yaml`; raises InputError with every problem of the file."""
    problems = Problems()
    form = Form(document, problems, "clauses.yaml")
    form.whole("format", required=True)
    credential = form.text("credential", required=True)
    clauses = tuple(_read_clause(entry, problems) for entry in form.items("clauses", required=True))
    form.done()
    seen: set[str] = set()
    for clause, entry in zip(clauses, form.items("clauses"), strict=True):
        if clause.id in seen:
            problems.add(entry, f"the clause '{clause.id}' stands twice")
        seen.add(clause.id)
    problems.raise_any()
    return credential, clauses


def _read_clause(located: Located, problems: Problems) -> Clause:
    form = Form(located, problems, "a clause")
    clause = Clause(form.text("id", required=True), form.text("says", required=True), located.line)
    form.done()
    return clause


def answers(named: str, clause: str) -> bool:
    """Tell whether a `clause` key of a rule answers a clause of the ledger: itself, or one above it."""
    return clause == named or clause.startswith(f"{named}.")


def answered(clauses: Iterable[Clause], named: Iterable[str]) -> list[Clause]:
    """Return the clauses that some key answers."""
    keys = frozenset(named)
    above = tuple(f"{key}." for key in keys)
    return [clause for clause in clauses if clause.id in keys or clause.id.startswith(above)]


def unanswered(clauses: Iterable[Clause], named: Iterable[str]) -> list[Clause]:
    """Return the clauses that no key answers."""
    keys = set(named)
    return [clause for clause in clauses if not any(answers(key, clause.id) for key in keys)]


def names_nothing(key: str, clauses: Iterable[Clause]) -> bool:
    """Tell whether a `clause` key has no clause of the ledger at it, above it or below it."""
    return not any(answers(key, clause.id) or answers(clause.id, key) for clause in clauses)
