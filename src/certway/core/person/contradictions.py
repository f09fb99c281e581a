"""What cannot be true together inside one entry of a person file."""

from __future__ import annotations

from collections.abc import Mapping

from certway.core.person.fields import PROGRAMS
from certway.core.person.record import Accreditation, Entry
from certway.core.person.scalars import Report
from certway.core.units.located import Located

_PARTS = (  # a whole, and the parts that it contains
    ("biology", ("microbiology",)),
    ("chemistry", ("organic-chemistry", "biochemistry")),
)
_MOST_HOURS = {  # hundredths of an hour that each part of a program's total may have
    field.name: round(field.most * 100)
    for field in PROGRAMS.fields
    if field.name in ("academic_hours", "clinical_hours")
}


def check_contradictions(section: str, entry: Entry, places: Mapping[str, Located], where: str, report: Report) -> None:
    """Report what contradicts itself in an entry of a section; `places` tells where its fields stand."""
    if section == "education":
        _check_sciences(entry, places, where, report)
    elif section == "programs":
        _check_hours(entry, places, where, report)
        _check_accreditation(entry, places, where, report)


def _check_sciences(entry: Entry, places: Mapping[str, Located], where: str, report: Report) -> None:
    hours = entry.get("science_hours")
    if not isinstance(hours, Mapping):
        return
    for whole, parts in _PARTS:
        within = sum(hours.get(part, 0) for part in parts)
        if whole in hours and within > hours[whole]:
            text = f"{' + '.join(parts)} ({_shown(within)}) is more than the {whole} that contains it"
            text += f" ({_shown(hours[whole])}); count it in {whole} too"
            report.add(places["science_hours"], f"{where}/science_hours", text)
    credit = entry.get("semester_hours")
    if isinstance(credit, int):
        for subject, own in hours.items():
            if own > credit:
                text = f"{_shown(own)} hours of {subject} are more than semester_hours ({_shown(credit)})"
                report.add(places["science_hours"], f"{where}/science_hours", f"{text}; correct one of them")


def _check_hours(entry: Entry, places: Mapping[str, Located], where: str, report: Report) -> None:
    """The total is the sum of its parts, so that forgetting one of the three never changes what is known."""
    total = entry.get("total_hours")
    told = {name: hours for name in _MOST_HOURS if isinstance(hours := entry.get(name), int)}
    if not isinstance(total, int) or not told:
        return
    least = sum(told.values())
    most = sum(told.get(name, most) for name, most in _MOST_HOURS.items())
    if total < least:
        text = f"{_shown(total)} is less than {' + '.join(told)} ({_shown(least)})"
    elif total > most:
        text = f"{_shown(total)} is more than {' + '.join(_MOST_HOURS)} ({'at most ' * (most > least)}{_shown(most)})"
    else:
        return
    report.add(places["total_hours"], f"{where}/total_hours", f"{text}; correct one of them")


def _check_accreditation(entry: Entry, places: Mapping[str, Located], where: str, report: Report) -> None:
    short, long = entry.get("accredited_by"), entry.get("accreditation")
    if not isinstance(short, tuple) or not isinstance(long, tuple):
        return
    by_short = {name for name in short if isinstance(name, str)}
    by_long = {stretch.by for stretch in long if isinstance(stretch, Accreditation)}
    if by_short != by_long:
        text = f"{_named(by_long)} here, but {_named(by_short)} in accredited_by; name the same or leave one out"
        report.add(places["accreditation"], f"{where}/accreditation", text)


def _named(names: set[str]) -> str:
    return ", ".join(sorted(names)) or "nobody"


def _shown(hundredths: int) -> str:
    return f"{hundredths / 100:.2f}".rstrip("0").rstrip(".")
