"""The names of people, taken out of the text of a certificate: whose it is stays on it, and goes nowhere else."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from certway.exchange.certificate_labels import labels_in

GONE = "[name]"  # stands where a name stood

_DONE = (
    r"(?:successfully |satisfactorily |actively )?(?:completed|attended|participated|earned|met|fulfilled"
    r"|passed|finished)"
)
_AFTER_NAME = (
    rf"(?:(?:has|have|had)\b|{_DONE}\b|is hereby|was |for (?:the |your |successful|satisf|complet|attend"
    rf"|partic)|in recognition|upon\b|who\b|as\b|on\b|at\b|by\b|dated|\d)"
)
_HANDED = (
    r"(?:(?:certif(?:y|ies)|acknowledges?|verif(?:y|ies)|confirms?|attests?|recogni[sz]es) that"
    r"|(?:presented|awarded|granted|issued|given|conferred|registered|credited) (?:to|upon)"
    r"|congratulations,?|(?:hereby )?(?:recogni[sz]es|acknowledges)(?! that))"
)
_ON_ONE_LINE = re.compile(rf"\b{_HANDED}:?\s+(.+?)(?=,?\s+{_AFTER_NAME}|$)", re.IGNORECASE)
_ABOVE = re.compile(rf"\b{_HANDED}\s*:?$", re.IGNORECASE)
_FIRST = re.compile(rf"(.+?),?\s+(?:has|have)\s+{_DONE}\b", re.IGNORECASE)
_CAPITALS = re.compile(rf"((?:[^\W\d_a-z][\w.'’-]+ ){{1,3}}[^\W\d_a-z][\w.'’-]+),? {_DONE}\b(?! (?:on|by)\b)")
_VERB_LINE = re.compile(
    (
        rf"(?:has|have)\s+{_DONE}\b|(?:successfully|satisfactorily) \w+ed\b|{_DONE} (?:the|this|an?|all"
        rf"|[\"“])\b|{_DONE}\b(?!\s*(?::|\d|on\b|by\b|date|\w+\.? \d))|for (?:successful|satisf|complet"
        rf"|attend|partic|the complet)"
    ),
    re.IGNORECASE,
)
_LABEL = re.compile(
    r"(?:(?:full |first |last |legal |participant|learner|attendee|recipient|employee|student|member|trainee|user"
    r"|candidate|licensee|registrant|instructor|presenter|speaker|trainer|faculty)(?:'?s)? ?)?name(?: of (?:the )?\w+)?"
    r"|participant|learner|attendee|recipient|employee|student|member|licensee|candidate|registrant|trainee|holder"
    r"|certificate holder|(?:presented|awarded|issued|granted) to|completed by|instructors?|presenters?"
    r"|speakers?|trainers?|signature",
    re.IGNORECASE,
)
_BESIDE = re.compile(rf"^\s*(?:{_LABEL.pattern})\s*:?\s{{2,}}(\S+(?: \S+)*)", re.IGNORECASE)
_TITLES = r"(?:mr|ms|mrs|miss|dr|mx|prof)\.?\s+"
_NO_NAME = re.compile(
    r"\b(?:certificate|completion|course|program|programme|training|activity|session|hours?|credits?"
    r"|ceus?|university|college"
    r"|association|society|department|hospital|clinic|center|education|attendance|achievement|participation|this|that"
    r"|following|above|named|individual|who|the|is|date|title|provider|transcript|class|webinar|module"
    r"|safety|control)\b",
    re.IGNORECASE,
)
_WORD = r"[^\W\d_][^\W\d_'’.\-]*(?:[.'’\-][^\W\d_]+)*\.?"
_PERSON = re.compile(rf"(?:{_TITLES})?{_WORD}(?:,? {_WORD}){{0,5}}", re.IGNORECASE)
_LETTERS = re.compile(r",\s*(?:[A-Z][A-Za-z]{0,5}\b|\().*$")  # `, CMA (AAMA)` behind a name
LETTERS = (  # that stand behind names, as first names do behind last ones
    "APRN", "BS", "BSN", "CCMA", "CMA", "CMAA", "CNA", "CPCT", "CPT", "DO", "LPN", "LVN", "MA", "MBA", "MD", "MLS",
    "MLT", "MS", "MSN", "MT", "NCMA", "NP", "PA", "PBT", "PhD", "RMA", "RN", "RPT",
)  # fmt: skip
_MOST_NAMES = 60  # a certificate has one or two
_MONTHS = ("april", "august", "june", "may")
_LETTERED = re.compile(
    r"((?-i:[^\W\d_a-z])\S* (?:\S+ ){0,3}\S+), (?-i:[A-Z]{2,}).{0,40}", re.IGNORECASE
)  # `Jane Roe, RN`


def without_names(text: str) -> str:
    """Return a text in which every name of a person that it tells as one is gone, wherever it stands."""
    lines = text.split("\n")
    names = set(_names(lines)) or set(_names_above(lines))
    for name in sorted(names, key=len, reverse=True)[:_MOST_NAMES]:
        for shape in _shapes(name):
            lines = [re.sub(rf"(?<!\w){shape}(?!\w)", GONE, line, flags=re.IGNORECASE) for line in lines]
    return "\n".join(lines)


def _names(lines: Sequence[str]) -> Iterator[str]:
    """Yield the texts that stand where a name does."""
    for at, line in enumerate(lines):
        plain = " ".join(line.split())
        after = next((" ".join(one.split()) for one in lines[at + 1 : at + 4] if one.strip()), "")
        found = [match[1] for match in _ON_ONE_LINE.finditer(plain)]
        found += [re.split(r"\s{2,}", pair.value)[0] for pair in labels_in(line, at) if pair.part == "name"]
        found += [match[1] for match in _BESIDE.finditer(line)] + _below_header(line, lines[at + 1 : at + 3])
        if (_ABOVE.search(plain) or _LABEL.fullmatch(plain.rstrip(": "))) and after:
            verb = _FIRST.match(after)
            found.append(verb[1] if verb else re.split(r"\s{2,}", after)[0])
        for first in (_FIRST.match(plain), _CAPITALS.match(plain), _LETTERED.fullmatch(plain)):
            found.append(first[1] if first else "")
        yield from (name for one in found if (name := _name(one)))


def _below_header(line: str, below: Sequence[str]) -> list[str]:
    """Return what stands in the columns of a row of headers that are those of names."""
    headers, values = (re.split(r"\s{2,}", one.strip()) for one in (line, next(filter(str.strip, below), "")))
    if len(headers) < 2 or len(headers) != len(values):
        return []
    return [value for header, value in zip(headers, values, strict=True) if _LABEL.fullmatch(header.strip(" :"))]


def _names_above(lines: Sequence[str]) -> Iterator[str]:
    """Yield the names that stand on a line of their own above `has completed`, where nothing else tells one."""
    told = [" ".join(line.split()) for line in lines]
    for at, line in enumerate(told):
        above = next((one for one in reversed(told[max(0, at - 3) : at]) if one), "")
        if _VERB_LINE.match(line) and len(above.split()) > 1 and (name := _name(above)):
            yield name


def _name(text: str) -> str:
    """Return a text without the letters behind a name, empty where it is no name of a person."""
    whole = text.strip(" :_.,")
    if re.fullmatch(r"[^\W\d]+, [^\W\d]+(?: [^\W\d]\.?)?", whole) and whole.split(", ")[1] not in LETTERS:
        return whole  # last name first
    name = _LETTERS.sub("", whole).strip(" ,!")
    if name.casefold() in _MONTHS:  # taken out it would take days with it
        return ""
    return name if len(name) > 2 and _PERSON.fullmatch(name) and not _NO_NAME.search(name) else ""


def _shapes(name: str) -> Iterator[str]:
    """Yield patterns of the ways in which a name may stand elsewhere in the text."""
    plain = re.sub(rf"^{_TITLES}", "", name, flags=re.IGNORECASE)
    if ", " in plain:
        last, _, first = plain.partition(", ")
        plain = f"{first} {last}"
    words = [re.escape(word) for word in plain.split()]
    if not words:
        return
    yield rf"(?:{_TITLES})?" + r"\s+".join(words)
    if len(words) > 1:
        first, last = words[0], words[-1]
        yield rf"(?:{_TITLES})?{first}(?:\s+{_WORD})?\s+{last}"
        yield rf"{last},\s*{first}(?:\s+\w\.?)?"
        yield rf"{_TITLES}{last}"
