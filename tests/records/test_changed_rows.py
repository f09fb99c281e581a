"""What changes made of a record, read from the rows."""

from __future__ import annotations

from itertools import pairwise
from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from builders.everything import EVERY_KIND
from builders.records import record
from builders.visits import undo_last, visit
from certway.core.person.difference import differences
from certway.core.person.draft import Draft
from certway.records.changed_rows import drafts_around
from certway.records.history import changes_of
from certway.records.load import load_draft
from certway.records.models import ChangeKind
from certway.records.save import change_draft, remove_from_draft

pytestmark = pytest.mark.django_db

A, B, C = (str(UUID(int=number)) for number in (1, 2, 3))


def test_each_change_made_what_differs_of_what_was_known_before_and_after_it() -> None:
    here = visit()
    known = [Draft()]

    def did(change) -> None:
        change()
        known.append(load_draft(here))

    for key in (A, B, C):
        did(lambda key=key: change_draft(here, lambda draft: draft.with_entry("work", key, {"role": "other"})))
    did(lambda: remove_from_draft(here, "work", B))
    did(lambda: undo_last(here))
    did(lambda: change_draft(here, lambda draft: draft.with_single("high_school", {"kind": "ged"})))
    whole = lambda draft: draft.replaced_by(EVERY_KIND, lambda: str(uuid4()))  # noqa: E731
    did(lambda: change_draft(here, whole, kind=ChangeKind.REPLACED))
    did(lambda: change_draft(here, lambda draft: draft.without_section("work")))
    did(lambda: change_draft(here, lambda draft: draft.with_single("high_school", {})))
    did(lambda: change_draft(here, lambda _draft: Draft(record(statements={"felony": True}))))

    changes = list(changes_of(here))
    with CaptureQueriesContext(connection) as seen:
        around = drafts_around(changes)
    assert len(seen) == 2
    found = [differences(*around[change.pk]) for change in reversed(changes)]
    assert found == [differences(*pair) for pair in pairwise(known)]
    (part,) = drafts_around(changes[3:4]).values()
    assert part == around[changes[3].pk]


def test_no_changes_ask_nothing() -> None:
    with CaptureQueriesContext(connection) as seen:
        assert drafts_around([]) == {}
    assert len(seen) == 0
