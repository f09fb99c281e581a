"""The tables, one module a stage."""

from certway.records.models.facts import Change, ChangeKind, Entry, Revision, SectionTold
from certway.records.models.identity import Person, User

__all__ = ["Change", "ChangeKind", "Entry", "Person", "Revision", "SectionTold", "User"]
