"""By when must what: the days of everything that a person holds, from the rules where there are any."""

from __future__ import annotations

from collections.abc import Iterator

from certway.answers.renew import Renewals
from certway.core.person.record import Record
from certway.core.renew.deadlines import Deadline, deadlines_of_record
from certway.core.renew.renewal import EXPIRES, LATE, Renewal, RenewalDate

BY_EXAM = ("exam-passed", "exam-applied")  # days of a way that few take; the page of the renewal shows them


def deadlines_of(answer: Renewals, record: Record) -> tuple[Deadline, ...]:
    """Return the deadlines of a record, the earliest first, also those that are over.

    Dates are those of the renewals; of what there are no rules for, or no cycle, the last day that the record names.
    A credential whose next cycle begins by itself asks for nothing once everything is there.
    """
    found = [one for kept in answer.credentials for one in _of_renewal(kept.renewal, rolls=kept.policy.rolls)]
    known = {one.credential for one in found}
    others = [one for one in deadlines_of_record(record, as_of=answer.as_of) if one.credential not in known]
    return tuple(sorted({*found, *others}, key=lambda one: (one.on, one.credential, one.what)))


def _of_renewal(renewal: Renewal, *, rolls: bool) -> Iterator[Deadline]:
    for date in renewal.dates:
        if date.what in BY_EXAM or (date.what == LATE and renewal.status != "grace"):
            continue
        done = date.done or (date.what == EXPIRES and rolls and renewal.status == "complete")
        yield Deadline(renewal.credential, date.what, date.on, date.kind, done, _source(date))


def _source(date: RenewalDate) -> str:
    """Return the address of the page that says so; empty where it is none that opens."""
    versions = date.value.versions if date.value is not None else ()
    url = versions[-1].source.url if versions else ""
    return url if url.startswith(("http://", "https://")) else ""
