"""The tables, one module a stage."""

from certway.records.models.documents import Document, Proof
from certway.records.models.facts import Entry, SectionTold
from certway.records.models.identity import Person, User
from certway.records.models.visitors import VisitorDraft

__all__ = ["Document", "Entry", "Person", "Proof", "SectionTold", "User", "VisitorDraft"]
