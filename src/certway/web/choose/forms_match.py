"""What a match is asked for."""

from __future__ import annotations

from typing import Any

from certway.core.person.record import Entry
from certway.core.person.topics import CHOOSING
from certway.web.layout.entry_form import EntryForm


class MatchForm(EntryForm):
    """The wishes that are weighed, of the person file's preferences."""

    def __init__(self, kept: Entry, data: Any = None) -> None:
        super().__init__(CHOOSING.table, CHOOSING.fields_for(kept), kept, data)
