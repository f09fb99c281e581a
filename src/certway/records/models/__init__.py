"""The tables, one module a stage."""

from certway.records.models.facts import Entry, SectionTold
from certway.records.models.identity import Person, User
from certway.records.models.letters import Letter
from certway.records.models.visitors import VisitorDraft
from certway.records.models.work import Effect, Lease, Slot

__all__ = ["Effect", "Entry", "Lease", "Letter", "Person", "SectionTold", "Slot", "User", "VisitorDraft"]
