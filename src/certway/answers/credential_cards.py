"""What does a person hold: every credential, license and card of a record, with what is known of checking it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

from certway.answers.sheet import RuleSheet
from certway.answers.state import StateAnswer, state_answer
from certway.core.person.holding import issued_from, latest_places, validity_on
from certway.core.person.record import Entry, Open, Record
from certway.core.rulebook.credential import Credential
from certway.core.rulebook.state_licenses import StateLicense as Granted
from certway.core.rulebook.state_licenses import state_licenses
from certway.core.rulebook.states import StateBook
from certway.core.rulebook.values import Value
from certway.core.units.days import LAST_DAY, DaySpan

HeldStatus: TypeAlias = Literal["valid", "expires-soon", "expired", "no-last-day", "unknown", "to-come"]
"""`unknown`: its last day is told to the month or year, and may be over. `to-come`: issued after the day asked for."""

Section: TypeAlias = Literal["credentials", "cards"]

SOON_DAYS = 180  # what may end within so many days from today ends soon
_ORDER: tuple[HeldStatus, ...] = ("valid", "expires-soon", "expired", "no-last-day", "unknown", "to-come")
_NAMED_BY: Mapping[Section, str] = {"credentials": "id", "cards": "kind"}
_UNNAMED = ("", "other")  # kinds of cards that may each be another thing
_FURTHER = (  # ids of what the rules say about checking a holder besides how, where and for how much
    "verification-who", "verification-covers", "verification-shows", "not-proof", "free-public-registry",
    "registry-marks", "use-of-credential", "badge-vendor", "digital-card",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class HeldEntry:
    """One entry of the record."""

    place: int  # in its section, from 0
    number: str  # as the certificate has it; empty where it was not told
    issued: DaySpan | None  # None = not told
    expires: DaySpan | Open | None  # OPEN = it does not expire; None = not told


@dataclass(frozen=True, slots=True)
class HolderCheck:
    """How others check a holder at the body; what the rules do not have is None."""

    how: Value | None
    page: Value | None  # where that begins: of the order, else of the registry
    inputs: Value | None  # what one types there
    fee: Value | None  # in US dollars
    further: tuple[Value, ...]

    def values(self) -> Iterator[Value]:
        """Yield everything that is said, in the order of reading."""
        yield from (value for value in (self.how, self.page, self.inputs, self.fee) if value is not None)
        yield from self.further


@dataclass(frozen=True, slots=True)
class StateLicense:
    """A credential that a state grants, and what is known of who grants it."""

    granted: Granted
    answer: StateAnswer  # what the state says of that work


@dataclass(frozen=True, slots=True)
class CredentialCard:
    """A credential, license or card that somebody holds, held, or will."""

    section: Section
    name: str  # id of a credential, kind of a card; empty where that was not told
    status: HeldStatus
    current: HeldEntry
    others: tuple[HeldEntry, ...]  # further entries of the same thing, the latest issued first
    credential: Credential | None  # None = no rule file knows it
    check: HolderCheck | None  # None exactly where `credential` is
    license: StateLicense | None  # None = none that is known
    renewal: str  # a word for how its renewal stands; empty where nobody said

    @property
    def ends(self) -> int | None:
        """The first day (an ordinal) that may be its last; None where it has none, or none was told."""
        expires = self.current.expires
        return expires.first if isinstance(expires, DaySpan) else None


def credential_cards(
    record: Record,
    *,
    sheets: Mapping[str, RuleSheet],
    states: StateBook,
    as_of: int,
    renewal: Mapping[str, str] | None = None,
) -> tuple[CredentialCard, ...]:
    """Return a card for each thing that a record says is held, as of a day (an ordinal).

    What is valid comes first, then what ends soon, what has ended, and what nobody can tell; credentials before cards,
    and among those what ends first, or ended last. `renewal` says how a credential's renewal stands, by its id.
    """
    dealer = _Dealer(sheets, state_licenses(states), states, as_of, renewal or {})
    cards = [*dealer.cards(record, "credentials"), *dealer.cards(record, "cards")]
    return tuple(sorted(cards, key=_rank))


def _rank(card: CredentialCard) -> tuple[int, bool, int]:
    ends = LAST_DAY if card.ends is None else card.ends
    return _ORDER.index(card.status), card.section == "cards", -ends if card.status == "expired" else ends


def status_on(entry: HeldEntry, day: int) -> HeldStatus:
    """Return whether what an entry tells about is good on a day (an ordinal)."""
    if entry.issued is not None and entry.issued.first > day:
        return "to-come"
    if entry.expires is None:
        return "no-last-day"
    validity = validity_on(entry.expires, day)
    if validity == "valid" and isinstance(entry.expires, DaySpan) and entry.expires.first <= day + SOON_DAYS:
        return "expires-soon"
    return validity


@dataclass(frozen=True, slots=True)
class _Dealer:
    """Makes the cards."""

    sheets: Mapping[str, RuleSheet]
    licenses: Mapping[str, Granted]
    states: StateBook
    as_of: int  # ordinal
    renewal: Mapping[str, str]

    def cards(self, record: Record, section: Section) -> Iterator[CredentialCard]:
        entries = record.entries(section) or ()
        named = _NAMED_BY[section]
        latest = latest_places(entries, name=named, day=self.as_of)
        for name, places in _together(entries, section):
            soonest = min(places, key=lambda place: issued_from(entries[place]))
            first = latest.get(name, soonest) if len(places) > 1 else soonest
            others = [place for place in places if place != first]
            others.sort(key=lambda place: (issued_from(entries[place]), place), reverse=True)
            yield self.card(section, name, _held(entries, first), tuple(_held(entries, place) for place in others))

    def card(self, section: Section, name: str, current: HeldEntry, others: tuple[HeldEntry, ...]) -> CredentialCard:
        sheet = self.sheets.get(name) if section == "credentials" else None
        granted = self.licenses.get(name) if section == "credentials" else None
        return CredentialCard(
            section=section,
            name=name,
            status=status_on(current, self.as_of),
            current=current,
            others=others,
            credential=None if sheet is None else sheet.credential,
            check=None if sheet is None else holder_check(sheet),
            license=self.license(granted) if granted is not None else None,
            renewal=self.renewal.get(name, "") if section == "credentials" else "",
        )

    def license(self, granted: Granted) -> StateLicense:
        answer = state_answer(self.states, state=granted.state, occupation=granted.occupation, as_of=self.as_of)
        return StateLicense(granted, answer)


def _together(entries: Sequence[Entry], section: Section) -> Iterator[tuple[str, list[int]]]:
    """Yield each thing with the places of its entries; a card of which the kind is open stands alone."""
    places: dict[str, list[int]] = {}
    for place, entry in enumerate(entries):
        name = str(entry.get(_NAMED_BY[section], ""))
        if section == "cards" and name in _UNNAMED:
            yield name, [place]
        else:
            places.setdefault(name, []).append(place)
    yield from places.items()


def _held(entries: Sequence[Entry], place: int) -> HeldEntry:
    entry = entries[place]
    issued, expires = entry.get("issued"), entry.get("expires")
    return HeldEntry(
        place=place,
        number=str(entry.get("number", "")),
        issued=issued if isinstance(issued, DaySpan) else None,
        expires=expires if isinstance(expires, DaySpan | Open) else None,
    )


def holder_check(sheet: RuleSheet) -> HolderCheck:
    """Return what the rules of a credential say about checking a holder."""
    values = sheet.credential.values
    return HolderCheck(
        how=values.get("verification"),
        page=values.get("verification-page") or values.get("verification-registry"),
        inputs=values.get("verification-inputs"),
        fee=sheet.fees.get("verification-fee"),
        further=tuple(values[name] for name in _FURTHER if name in values),
    )
