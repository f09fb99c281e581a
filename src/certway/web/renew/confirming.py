"""The form of a credit: what was read of a certificate stands in it, each value with the line that says it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.forms import BoundField
from django.http import QueryDict

from certway.actions.read_certificate import ReadText
from certway.core.person.record import Entry
from certway.core.units.days import DaySpan
from certway.exchange.certificate_points import Amount
from certway.exchange.certificate_reading import CertificateProposal, Read
from certway.exchange.typed_days import show_typed_day
from certway.exchange.words.catalogue import catalogue
from certway.exchange.words.figures import number
from certway.web.layout.entry_form import EntryForm
from certway.web.renew.ledger_rows import credits_topic

INSTEAD = "instead"  # the name of the buttons that put another value of the certificate into a field
_PARTED = "="  # stands between a field's name and its value in such a button
_LONGEST_LINE = 240  # characters of evidence


@dataclass(frozen=True, slots=True)
class Other:
    """Another value that the certificate tells."""

    value: str  # of the button
    text: str  # what it puts there
    line: str  # where it stands; empty where that is shown already


@dataclass(frozen=True, slots=True)
class Asked:
    """One question of the form."""

    field: BoundField
    others: tuple[Other, ...]
    folded: bool  # no certificate tells it


def credit_form(read: ReadText | None, sent: QueryDict | None) -> EntryForm:
    """Return the form of a credit, filled with what was read, or with what was sent."""
    topic = credits_topic()
    kept: Entry = read.proposal.entry if read else {}
    form = EntryForm(topic.table, tuple(one.field for one in topic.asked), kept, sent)
    if read is not None and read.text:
        for name, (line, note) in _evidence(read.proposal).items():
            field = form.fields[name]
            said = catalogue().say("renew.read", line=_short(line)) if line else catalogue().say("renew.not-read")
            field.help_text = " ".join(filter(None, (said, note)))
            field.why = ""  # type: ignore[attr-defined]
    return form


def asked_of(form: EntryForm, read: ReadText | None) -> tuple[Asked, ...]:
    """Return the questions of a form, with the other values that the certificate tells."""
    others = dict(_others(read.proposal)) if read else {}
    return tuple(
        Asked(field, tuple(others.get(field.name, ())), folded=field.name == "areas") for field in form.visible_fields()
    )


def with_other(sent: QueryDict) -> QueryDict:
    """Return what was sent with the value of the button that was pressed in the place of what stood in its field."""
    name, _, value = sent.get(INSTEAD, "").partition(_PARTED)
    changed = sent.copy()
    if name in ("on", "points", "title"):
        changed[name] = value
    return changed


def _evidence(proposal: CertificateProposal) -> dict[str, tuple[str, str]]:
    bodies = " … ".join(dict.fromkeys(one.line for one in proposal.approved_by))
    return {
        "title": (_line(proposal.title), ""),
        "on": (_line(proposal.on), ""),
        "provider": (_line(proposal.provider), ""),
        "points": (_line(proposal.points), _note(proposal.points.value) if proposal.points else ""),
        "approved_by": (bodies, ""),
        "kind": (_line(proposal.kind), ""),
    }


def _line(read: Read[str] | Read[DaySpan] | Read[Amount] | None) -> str:
    return "" if read is None else read.line


def _note(amount: Amount) -> str:
    """Return what the unit of a number needs to be said of it, where it is not one that bodies count in."""
    said, hours = amount_words(amount), amount.contact_hours
    if hours is not None:
        shown = amount_words(Amount(hours, "contact-hours"))
        return catalogue().say(f"renew.note.{amount.unit}", amount=said, hours=shown)
    return catalogue().say("renew.note.semester-hours") if amount.unit == "semester-hours" else ""


def amount_words(amount: Amount) -> str:
    """Return a number with its unit, as a certificate says it: `0.2 CEU (IACET)`."""
    shown = number(amount.hundredths / 100)
    return catalogue().say_many(f"renew.unit.{amount.unit}", 1 if amount.hundredths == 100 else 2, n=shown)


def _others(proposal: CertificateProposal) -> Iterator[tuple[str, list[Other]]]:
    yield "title", [Other(f"title{_PARTED}{one.value}", one.value, _short(one.line)) for one in proposal.other_titles]
    days = ((show_typed_day(one.value), one.line) for one in proposal.other_days)
    yield "on", [Other(f"on{_PARTED}{day}", day, _short(line)) for day, line in days]
    yield "points", list(_other_points(proposal))


def _other_points(proposal: CertificateProposal) -> Iterator[Other]:
    if proposal.points:
        yield from _in_hours(proposal.points)
    for read in proposal.other_points:
        yield Other(
            f"points{_PARTED}{number(read.value.hundredths / 100)}", amount_words(read.value), _short(read.line)
        )
        yield from _in_hours(read)


def _in_hours(read: Read[Amount]) -> Iterable[Other]:
    hours = read.value.contact_hours
    if hours is None:
        return ()
    shown = amount_words(Amount(hours, "contact-hours"))
    return (Other(f"points{_PARTED}{number(hours / 100)}", shown, ""),)


def _short(line: str) -> str:
    return line.rstrip(".") if len(line) <= _LONGEST_LINE else f"{line[:_LONGEST_LINE]}…"
