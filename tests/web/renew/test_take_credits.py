"""Credits that are kept: together or not at all, and each once."""

from __future__ import annotations

from uuid import uuid4

import pytest

from certway.actions.add_credit import add_credit
from certway.actions.read_certificate import read_text
from certway.actions.take_credits import see_table, take_credits
from certway.records.documents import NoDocumentError
from certway.records.history import undoable_change
from certway.records.models import Change
from kept_documents import folder, keep, user
from members import new_user, signed_in
from visitors import Visitor, draft_of, visit_of

__all__ = ["folder"]

pytestmark = pytest.mark.django_db


def test_table_is_one_change() -> None:
    client = Visitor()
    visit = visit_of(client)
    seen = see_table(visit, "title,date\nOne,2026\nTwo,2025\nOne,2026\n", "t.csv")
    count = take_credits(visit, {at: one.row.entry for at, one in enumerate(seen.rows) if not one.is_double})

    assert ([one.is_double for one in seen.rows], count, Change.objects.count()) == ([False, False, True], 2, 1)
    undoable = undoable_change(visit)
    assert undoable is not None
    assert undoable.sections == {"education_credits"}


def test_rows_sent_again_keep_what_was_told_of_them_since() -> None:
    visit, key = visit_of(Visitor()), uuid4()
    take_credits(visit, {0: {"title": "One"}}, key=key)
    take_credits(visit, {0: {"title": "One"}, 1: {"title": "Two"}}, key=key)

    assert Change.objects.count() == 2


@pytest.mark.usefixtures("folder")
def test_document_of_somebody_else_keeps_nothing() -> None:
    client, theirs = signed_in(new_user()), keep(user("eve@example.org"))
    with pytest.raises(NoDocumentError):
        add_credit(visit_of(client), {"title": "One"}, document=theirs.public_id)

    assert (draft_of(client).is_empty, theirs.proofs.count()) == (True, 0)


@pytest.mark.usefixtures("folder")
def test_document_proves_what_it_proved_and_the_credit() -> None:
    zora = new_user()
    client, document = signed_in(zora), keep(zora)
    keys = {add_credit(visit_of(client), {"title": title}, document=document.public_id) for title in ("One", "Two")}

    assert {str(proof.entry.public_id) for proof in document.proofs.all()} == keys


def test_text_of_a_certificate_is_handed_on_without_the_name() -> None:
    read = read_text("This certifies that Zora Quillfeather\nhas completed Safe Draws on March 4, 2026")

    assert "Quillfeather" not in read.text
    assert read.proposal.title is not None
    assert read.proposal.title.value == "Safe Draws"
