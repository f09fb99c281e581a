"""A record as a JSON Resume, the open format that résumé builders and job boards read.

Source: https://github.com/jsonresume/resume-schema/blob/v1.0.0/schema.json
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import TypeAlias

from certway.core.person.fields import HIGH_SCHOOL, PERSON, section_table
from certway.core.person.reading import write_entry
from certway.core.person.record import Entry, Record
from certway.core.rulebook.credential import Credential
from certway.core.units.days import DaySpan
from certway.exchange.json_resume_marks import FORMAT, LISTS, OWN, SHOWN, marked, shown_part
from certway.exchange.words.catalogue import Catalogue, catalogue
from certway.exchange.words.figures import opened
from certway.exchange.words.telling import Telling

VERSION = "v1.0.0"
SCHEMA = f"https://raw.githubusercontent.com/jsonresume/resume-schema/{VERSION}/schema.json"

_NOT_IN_TEXT = {0xFFFE: "\\ufffe", 0xFFFF: "\\uffff"}  # what no text file may hold, as JSON writes it


def write_resume(
    record: Record,
    *,
    credentials: Mapping[str, Credential],
    numbers: bool = True,
    words: Catalogue | None = None,
) -> dict[str, object]:
    """Return what of a record may be shown to others as a JSON Resume, version 1.0.0.

    A birthday, statements, exams taken, fees, wishes and procedures are never in it; without `numbers`, nor those of
    certificates. `credentials` gives the bodies' names by id; one that is not among them stands there by its id.
    """
    shown = shown_part(record if numbers else record.without_numbers())
    shower = _Shower(credentials, words or catalogue())
    document: dict[str, object] = {"$schema": SCHEMA, "basics": shower.basics(shown.single(PERSON.name))}
    for name, sections in LISTS.items():
        entries = shower.high_school(shown.single(HIGH_SCHOOL.name)) if name == "education" else []
        for section in sections:
            entries += [shower.entry(section, entry) for entry in shown.entries(section) or ()]
        if entries:
            document[name] = entries
    told = {section: len(shown.lists[section]) for section in SHOWN if section in shown.lists}
    document["meta"] = {"version": VERSION, OWN: {"format": FORMAT, "told": told}}
    return document


def resume_text(document: Mapping[str, object]) -> str:
    """Return a JSON Resume as text; the same record gives the same bytes."""
    return json.dumps(document, ensure_ascii=False, indent=2).translate(_NOT_IN_TEXT) + "\n"


_Members: TypeAlias = dict[str, object]


class _Shower:
    """Writes entries of a person file as those of a JSON Resume."""

    def __init__(self, credentials: Mapping[str, Credential], words: Catalogue) -> None:
        self.credentials = credentials
        self.words = words
        self.telling = Telling(words=words)
        self.shows: Mapping[str, Callable[[Entry], _Members]] = {
            "education": self._education,
            "programs": self._program,
            "work": self._job,
            "credentials": self._credential,
            "cards": self._card,
            "education_credits": self._credit,
        }

    def basics(self, person: Entry) -> _Members:
        """Return who this is, and who says so."""
        members: _Members = {}
        if "name" in person:
            members["name"] = person["name"]
        members["summary"] = self.words.say("resume.summary")
        if "lives_in" in person:
            members["location"] = {"countryCode": "US", "region": person["lives_in"]}
        return marked(members, PERSON.name, write_entry(person, PERSON))

    def high_school(self, school: Entry) -> list[_Members]:
        """Return high school as an entry of education; none where nothing is to be shown."""
        if not school:
            return []
        members: _Members = {"studyType": self.words.say(f"resume.school.{school['kind']}")}
        return [marked(members, HIGH_SCHOOL.name, write_entry(school, HIGH_SCHOOL))]

    def entry(self, section: str, entry: Entry) -> _Members:
        """Return an entry of a section with its mark."""
        table = section_table(section)
        assert table is not None
        return marked(self.shows[section](entry), section, write_entry(entry, table))

    def _education(self, entry: Entry) -> _Members:
        level = entry.get("level")
        members: _Members = {}
        if level is not None:
            credit = level == "none"
            members["studyType"] = self.words.say("resume.credit" if credit else f"choice.education.level.{level}")
        if "field" in entry:
            members["area"] = entry["field"]
        return members | _day("endDate", entry, "completed")

    def _program(self, entry: Entry) -> _Members:
        kind, award = entry.get("kind"), entry.get("award")
        members: _Members = {"studyType": self.words.say("resume.program")}
        if award is not None and award != "none":
            members["studyType"] = self.words.say(f"resume.award.{award}")
        if kind is not None and kind != "other":
            members["area"] = self.words.say(f"resume.training.{kind}")
        return members | _day("startDate", entry, "started") | _day("endDate", entry, "completed")

    def _job(self, entry: Entry) -> _Members:
        members: _Members = {}
        if "role" in entry:
            members["position"] = self.words.say(f"resume.role.{entry['role']}")
        if entry.get("setting", "other") != "other":
            members["description"] = self.words.say(f"choice.work.setting.{entry['setting']}")
        members |= _day("startDate", entry, "from") | _day("endDate", entry, "to")
        summary = self._work_done(entry)
        return members | ({"summary": summary} if summary else {})

    def _work_done(self, entry: Entry) -> str:
        """Return duties, departments and hours as sentences."""
        said = []
        duties, departments, hours = entry.get("duties"), entry.get("departments"), entry.get("hours_per_week")
        if isinstance(duties, tuple) and duties:
            said.append(self.words.say("resume.duties", duties=self._listed("duties", duties)))
        if isinstance(departments, tuple) and departments:
            said.append(self.words.say("resume.departments", departments=self._listed("departments", departments)))
        if isinstance(hours, int) and hours:
            said.append(self.words.say("resume.hours", hours=f"{hours / 100:g}"))
        return " ".join(opened(sentence) for sentence in said)

    def _listed(self, name: str, chosen: tuple[object, ...]) -> str:
        return self.telling.listed("work", name, [str(word) for word in chosen], "and")

    def _credential(self, entry: Entry) -> _Members:
        name = str(entry["id"])
        known = self.credentials.get(name)
        issued, kept = _exact_day("date", entry, "issued"), _day("expires", entry, "expires") | _text("number", entry)
        if known is None:
            return {"name": self.words.find(f"credential.{name}") or name, **issued, **kept}
        said = self.words.say("resume.certificate", name=known.name, short=known.short)
        issuer = {"issuer": known.issuer.name, "url": known.issuer.url}
        return {"name": said, **issued, **issuer, **kept}

    def _card(self, entry: Entry) -> _Members:
        kind = str(entry.get("kind", "other"))
        name = self.words.find(f"choice.cards.kind.{kind}") or kind
        return {"name": name, **_exact_day("date", entry, "issued"), **_day("expires", entry, "expires")}

    def _credit(self, entry: Entry) -> _Members:
        members: _Members = {"name": entry.get("title") or self.words.say("resume.education-credit")}
        members |= _exact_day("date", entry, "on")
        return members | ({"issuer": entry["provider"]} if "provider" in entry else {})


def _day(name: str, entry: Entry, field: str) -> _Members:
    """Return a day under a JSON Resume's name for it; nothing where it is open or not known."""
    day = entry.get(field)
    return {name: str(day)} if isinstance(day, DaySpan) else {}


def _exact_day(name: str, entry: Entry, field: str) -> _Members:
    """Return the same for the day of a certificate, which version 1.0.0 takes as a whole day alone."""
    day = entry.get(field)
    return _day(name, entry, field) if isinstance(day, DaySpan) and day.exact else {}


def _text(name: str, entry: Entry) -> _Members:
    """Return a text under its own name; nothing where it is not told."""
    return {name: entry[name]} if entry.get(name) else {}
