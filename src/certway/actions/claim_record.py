"""Move what a visitor told into her account, at sign-up and whenever she signs in: nothing is asked twice."""

from __future__ import annotations

from django.db import transaction

from certway.actions.replace_answers import forget_answers, marias_record
from certway.core.person.draft import Draft
from certway.records.history import undo_change, undoable_change
from certway.records.load import load_draft
from certway.records.models import ChangeKind, Person, User
from certway.records.save import LockedRecord, change_draft, locked_record, own_person, take_goal, take_over
from certway.records.visits import Visit


def claim_record(visit: Visit) -> None:
    """Give who has just signed in her record, with what she told in this session before.

    Into an account without a record it moves as it is, with its history. Beside a record it waits until she says that
    it is hers (`add_claimed`): somebody else may have used this browser. Maria, who is made up, is not moved.
    """
    assert visit.user_id is not None
    with transaction.atomic():
        User.objects.select_for_update().get(pk=visit.user_id)  # signing in twice at the same moment makes one record
        told = _without_maria(visit.as_visitor())
        if told is None:
            own_person(visit)
        elif told.draft.is_empty and Person.objects.filter(owner_id=visit.user_id).exists():
            told.person.delete()  # there is nothing to add, and its history would be nobody's
            own_person(visit)
        else:
            take_over(visit, told.person)


def _without_maria(visitor: Visit) -> LockedRecord | None:
    """Return the record of a visitor, locked; where she goes on as Maria, what she had told before that."""
    told = locked_record(visitor)
    if told is None or told.draft.record != marias_record():
        return told
    change = undoable_change(visitor)
    if change is not None and undo_change(visitor, change.name):
        return locked_record(visitor)
    told.person.delete()
    return None


def waiting_record(visit: Visit) -> Draft:
    """Return what was told in this session before she signed in and is not hers yet; empty for nothing."""
    told = visit.waiting()
    return Draft() if told is None else load_draft(told)


def add_claimed(visit: Visit) -> None:
    """Add to the record what waits: entries that it lacks, fields that were not told. It can be undone."""
    told = visit.waiting()
    if told is None:
        return
    with transaction.atomic():
        found = locked_record(told)
        if found is not None:
            take_goal(visit, found.person)
            draft = found.draft
            found.person.delete()  # its entries' names are free then
            change_draft(visit, lambda kept: kept.joined_by_draft(draft), kind=ChangeKind.CLAIMED)
    forget_answers(told.owner)
    visit.stop_waiting()


def drop_claimed(visit: Visit) -> None:
    """Delete what waits; the record stays as it is."""
    told = visit.waiting()
    if told is not None:
        Person.objects.filter(**told.owned).delete()
        forget_answers(told.owner)
        visit.stop_waiting()
