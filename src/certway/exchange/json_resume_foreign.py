"""Entries of a JSON Resume that somebody else wrote, each as an entry of a person file."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from certway.core.person.fields import HIGH_SCHOOL, PERSON, STATES, Field, Kind
from certway.core.person.record import OPEN, FieldValue
from certway.core.person.scalars import Report, read_day, read_text
from certway.core.rulebook.credential import Credential
from certway.core.units.located import Located
from certway.exchange.json_resume_matching import (
    AWARDS,
    CARDS,
    DEGREES,
    HIGH_SCHOOLS,
    OPEN_WORDS,
    ROLES,
    TRAININGS,
    NoMatch,
    credential_of,
    plain,
)
from certway.exchange.words.catalogue import catalogue

Found: TypeAlias = "tuple[str, dict[str, FieldValue]]"  # a section, and an entry of it

_DAY, _TEXT = Field("day", Kind.DAY, "a day"), Field("text", Kind.TEXT, "a text")
_COUNTRIES = ("us", "usa", "united states")
_NOTHING: tuple[object, ...] = (None, "", [], {})


@dataclass(frozen=True, slots=True)
class Member:
    """A value with its place."""

    path: str  # such as `work/0/name`
    value: Located


@dataclass
class Members:
    """The members of one object, taken one by one; what nobody takes is listed as dropped."""

    at: Located
    where: str  # path of the object, such as `work/0`
    drop: Callable[[Member, str, str], None]
    taken: set[str] = field(default_factory=set)
    days: list[Member] = field(default_factory=list)

    @property
    def left(self) -> Mapping[str, Located]:
        """All members by name."""
        return self.at.mapping or {}

    @property
    def whole(self) -> Member:
        """The object itself."""
        return Member(self.where, self.at)

    @property
    def has_any(self) -> bool:
        """Whether any member says something."""
        return any(value.value not in _NOTHING for value in self.left.values())

    def take(self, name: str) -> Member | None:
        """Return a member, which then counts as read; None where it is missing or empty."""
        self.taken.add(name)
        value = self.left.get(name)
        return None if value is None or value.value in _NOTHING else Member(f"{self.where}/{name}", value)

    def text(self, name: str) -> str:
        """Return a text that a person file can hold, else ""; a text it can't hold is dropped."""
        member = self.take(name)
        if member is None:
            return ""
        report = Report()
        read = read_text(member.value, _TEXT, "", report)
        if read is None:
            self.drop(member, "resume.dropped.text", "")
        return (read or "").strip()

    def day(self, name: str, field: str, *, may_be_open: bool = False) -> dict[str, FieldValue]:
        """Return a day as the field of an entry; nothing where there is none, or none that can be read."""
        member = self.take(name)
        if member is None:
            return {}
        if may_be_open and (member.value.text or "").strip().casefold() in OPEN_WORDS:
            return {field: OPEN}
        read = read_day(member.value, _DAY, "", Report())
        if read is None:
            self.drop(member, "resume.dropped.day", str(member.value.plain()))
            return {}
        self.days.append(member)
        return {field: read}

    def drop_member(self, name: str, why: str) -> None:
        """List one member as dropped, with its text."""
        member = self.take(name)
        if member is not None:
            self.drop(member, why, member.value.text or "")

    def drop_all(self, why: str) -> None:
        """List the days that were read as dropped after all."""
        for member in self.days:
            self.drop(member, why, str(member.value.plain()))

    def drop_rest(self, *, kept: bool) -> None:
        """List what nobody took; nothing where the whole entry was dropped."""
        for member in self._rest() if kept else ():
            self.drop(member, "resume.dropped.no-place", "")

    def _rest(self) -> Iterator[Member]:
        for name, value in self.left.items():
            if name not in self.taken and value.value not in _NOTHING:
                yield Member(f"{self.where}/{name}", value)


def read_basics(members: Members) -> Found:
    """Return who somebody is: the name, and the state where the country is told too."""
    name = members.text("name")
    person: dict[str, FieldValue] = {"name": name} if name else {}
    location = members.take("location")
    if location is not None and location.value.mapping is not None:
        place = Members(location.value, location.path, members.drop)
        state = _state(place)
        if state:
            person["lives_in"] = state
        place.drop_rest(kept=True)
    elif location is not None:
        members.drop(location, "resume.dropped.no-place", "")
    return PERSON.name, person


def _state(place: Members) -> str:
    country, region = place.text("countryCode"), place.text("region")
    if not region:
        return ""
    names = {plain(catalogue().say(f"choice.person.lives_in.{state}")): state for state in STATES}
    state = region.upper() if region.upper() in STATES else names.get(plain(region), "")
    if state and (country.casefold() in _COUNTRIES or country.upper() == state == "PR"):
        return state
    place.drop_member("region", "resume.dropped.state")
    return ""


def read_education(members: Members, _credentials: Mapping[str, Credential]) -> Found | None:
    """Return a degree, a training program or high school; None where it is not clear what kind of study it was."""
    kind, area = plain(members.text("studyType")), members.text("area")
    if kind in HIGH_SCHOOLS:
        return HIGH_SCHOOL.name, {"kind": HIGH_SCHOOLS[kind], **members.day("endDate", "completed")}
    if kind in DEGREES:
        completed = members.day("endDate", "completed")
        return "education", {"level": DEGREES[kind], **({"field": area} if area else {}), **completed}
    if kind in AWARDS and plain(area) in TRAININGS:
        days = {**members.day("startDate", "started"), **members.day("endDate", "completed")}
        return "programs", {"kind": TRAININGS[plain(area)], "award": kind, **days}
    members.drop(members.whole, "resume.dropped.study", members.text("studyType"))
    return None


def read_work(members: Members, _credentials: Mapping[str, Credential]) -> Found | None:
    """Return a job; its role stays unknown unless the title is one of a short list. None where nothing is sure."""
    position = members.text("position")
    job: dict[str, FieldValue] = {}
    if plain(position) in ROLES:
        job["role"] = ROLES[plain(position)]
    elif position:
        members.drop_member("position", "resume.dropped.role")
    job = {**job, **members.day("startDate", "from"), **members.day("endDate", "to", may_be_open=True)}
    if job:
        return "work", job
    if members.has_any and not position:
        members.drop(members.whole, "resume.dropped.job", "")
    return None


def read_certificate(members: Members, credentials: Mapping[str, Credential]) -> Found | None:
    """Return a credential or a card; None where it is not clear which one it is."""
    name, issuer = members.text("name"), members.text("issuer")
    if plain(name) in CARDS:
        return "cards", {"kind": CARDS[plain(name)], **_days(members)}
    found = credential_of(name, issuer, credentials)
    if isinstance(found, NoMatch):
        members.drop(members.whole, found.why, name)
        return None
    number = members.text("number")
    return "credentials", {"id": found, **({"number": number} if number else {}), **_days(members)}


def _days(members: Members) -> dict[str, FieldValue]:
    """Return when a certificate was issued, and its last day as our own files name it."""
    return {**members.day("date", "issued"), **members.day("expires", "expires")}


READERS: Mapping[str, Callable[[Members, Mapping[str, Credential]], Found | None]] = {
    "education": read_education,
    "work": read_work,
    "certificates": read_certificate,
}
