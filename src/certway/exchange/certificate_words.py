"""What a certificate says in words: the title, who gave it, who approved it, what kind of activity it was."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from certway.exchange.certificate_days import dates_in, has_date, without_date
from certway.exchange.certificate_labels import Labelled, label_of, labels_in
from certway.exchange.certificate_lines import Line
from certway.exchange.certificate_names import GONE
from certway.exchange.certificate_points import amount_at_start, without_amount

LONGEST = 200  # characters of a title or a name
_MOST_TITLE_LINES = 3
_MOST_VERBS, _MOST_SENTENCES = 3, 30  # of a line, and of a text, in which a title is looked for
_KIND = (
    r"(?:course|program(?:me)?|activity|training|session|class|webinar|module|workshop|seminar|lecture"
    r"|in-?service|exercise|event|conference|presentation|material|examination)"
)
_MANNER = (
    r"(?:online|live|virtual|continuing|medical|professional|education(?:al)?|ce|cne|self-study|self-paced"
    r"|home|study|following|required|annual|mandatory|distance|learning|enduring|interactive|web-based"
    r"|internet|\d+(?:\.\d+)?[- ]hours?)"
)
_VERB = re.compile(
    r"(?:\b(?:successfully |satisfactorily |actively )?(?:completed|attended|participated in|finished|passed)"
    r"|\bfor (?:the |your )?(?:successful(?:ly)? |satisfactor(?:y|ily) )?(?:completion of|completing"
    r"|attending|attendance at|participation in|participating in)"
    r"|\b(?:successful |satisfactory |upon )completion of|\bcompletion of(?= (?:the )?(?:course"
    r"|training|program|activity)))\b",
    re.IGNORECASE,
)
_LEAD = re.compile(
    rf"(?:(?:all )?(?:the )?requirements (?:for|of) )?(?:(?:the|an?|this"
    rf"|our) )?(?:{_MANNER} )*{_KIND}s?\s*(?:,?\s*(?:entitled|titled|called|named)\s*[:,]?|:|,"
    rf"|on the topic of\b|on\b|in\b)\s*"
    r"|(?:(?:all )?(?:the )?requirements (?:for|of) )(?:the )?"
    r"|(?:the )?cognitive and skills evaluations (?:for |in accordance with the curriculum of .{3,60}?"
    r"(?= Basic| Advanced| Heartsaver| Pediatric))",
    re.IGNORECASE,
)
_ONLY_LEAD = re.compile(
    (
        rf"(?:(?:all )?(?:the )?requirements (?:for|of) ?)?(?:(?:the|an?|this"
        rf"|our) ?)?(?:{_MANNER} ?)*(?:{_KIND}s?)?(?: (?:entitled|titled|called|named))?\s*[:,]?"
    ),
    re.IGNORECASE,
)
_STOP = re.compile(
    r"^(?:on|held|presented|conducted|provided|sponsored|offered|hosted|for|and|with|in|at|by|dated?"
    r"|approved|this|awarded|given"
    r"|who|consisting|total|worth|earn|earned|earning|has|have|is|was|score|from|through|accredited"
    r"|valid|expires?)\b|^[_\W]*$",
    re.IGNORECASE,
)
_CUT = re.compile(
    r"[,;]?\s+(?:(?:held|presented|conducted|provided|sponsored|offered|hosted|given)\s+(?:on|by|at|in)\b"
    r"|(?:and|,) (?:has|have|is|was|hereby|earned|received|is hereby)\b|for (?:a (?:total"
    r"|maximum) of )?(?=[\d(]|one\b|two\b|three\b)|(?:an?|approved) (?=\d|[a-z]* ?(?:course|activity))"
    r"|(?:earning|worth|totall?ing|consisting)\b|on$|with$|\($|from$|[-–—]$|\($)",
    re.IGNORECASE,
)
_WEEKDAY = re.compile(r",?(?: on)?,? (?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,?\s*$", re.IGNORECASE)
_QUOTED = re.compile(r"[\"“”«]([^\"“”«»]{3,200})[\"”“»]")
_NO_TITLE = re.compile(
    r"(?:certificate|statement|record|verification) of .*|certificate|continuing education"
    r"|[\W\d_]*|n/?a|the|an?|(?:course"
    r"|activity|program|training|this|following).{0,6}",
    re.IGNORECASE,
)
_ROLE = re.compile(  # what a person's title ends in
    r".*\b(?:director|manager|instructor|coordinator|administrator|supervisor|president|educator|officer|nurse"
    r"|ph\.?d|m\.?d|rn)\.?",
    re.IGNORECASE,
)
_BY = re.compile(
    (
        r"\b(?:provided|sponsored|offered|hosted|conducted|presented"
        r"|given)(?: jointly)? by:? (?:the )?(.+?)(?=,? (?:on|at|in|and is|which|who|is|has|an?|under) |\. "
        r"|, (?:a|an) |$)"
    ),
    re.IGNORECASE,
)
_IS_PROVIDER = re.compile(
    r"^(?:the )?([A-Z].{2,80}?)(?: \([A-Z]+\))?,? (?:is|has been)(?: (?!not\b)\w+)? (?:approved"
    r"|accredited|authorized|recognized)(?: by .{3,80}?)? (?:as|to (?:provide|offer|issue)|by)\b.*"
)
_SCHOOL = re.compile(
    r"(?:[A-Z][\w'&.-]* ){1,5}(?:College|University|Institute|COLLEGE|UNIVERSITY|INSTITUTE)"
    r"|(?:University|College|UNIVERSITY|COLLEGE) (?:of|OF)(?: [A-Z][\w'&.-]*| and| of){1,6}"
)
_A_PERSON = re.compile(
    r"\b(?:Dr|Mr|Ms|Mrs)\b|,\s*(?:MD|DO|RN|PhD|BSN|MSN|MLS|MT|CMA|RMA|CPT|NP|PA|EdD|MBA|MS|BS|RPh|PharmD)\b|\[name\]"
)


@dataclass(frozen=True, slots=True)
class FoundWord:
    """A text that a certificate tells."""

    value: str
    line: str  # in which it stands
    rank: int = 0  # how surely; lower is surer


def find_titles(lines: Sequence[Line], labelled: Sequence[Labelled]) -> tuple[FoundWord, ...]:
    """Return what the activity may be called, the surest first, each once."""
    found = [
        FoundWord(title, pair.text, 0 if pair.part == "title" else 1)
        for pair in labelled
        if pair.part in ("title", "course") and (title := _title(pair.value)) and not _ROLE.fullmatch(title)
    ]
    found += [FoundWord(title, line, 2) for title, line in _titles_in_sentences(lines)]
    kept: dict[str, FoundWord] = {}
    for one in sorted(found, key=lambda one: one.rank):
        kept.setdefault(one.value.casefold(), one)
    return tuple(kept.values())


def find_provider(lines: Sequence[Line], labelled: Sequence[Labelled], sentences: Sequence[str]) -> FoundWord | None:
    """Return who gave it, where the certificate says so."""
    for pair in labelled:
        if pair.part == "provider" and (named := _provider(pair.value)):
            return FoundWord(named, pair.text)
    for pattern in (_BY, _IS_PROVIDER):
        for said in sentences:
            match = pattern.search(said)
            if match and (named := _provider(without_date(match[1]))):
                return FoundWord(named, said)
    known = next((line.text for line in lines if _is_known(line.text)), None)
    return FoundWord(known, known) if known else None


KNOWN_PROVIDERS = (  # that stand alone at the head of their certificates
    "american association of medical assistants", "american heart association", "american medical technologists",
    "american red cross", "american society for clinical laboratory science", "american society for clinical pathology",
    "cdc train", "centers for disease control and prevention", "labce", "medialab", "medialab, inc.", "medialab inc.",
    "national center for competency testing", "national healthcareer association", "train learning network", "aama",
    "amt", "ascls", "ascp", "ncct", "nha",
)  # fmt: skip


def _is_known(line: str) -> bool:
    """Tell whether a line is the name of a provider, or of a school, and nothing else."""
    return line.casefold().removeprefix("the ") in KNOWN_PROVIDERS or bool(_SCHOOL.fullmatch(line))


def _titles_in_sentences(lines: Sequence[Line]) -> Iterator[tuple[str, str]]:
    """Yield what stands behind `has completed`, on its line or the lines below, with the line as evidence."""
    verbs = ((at, match) for at, line in enumerate(lines) for match in islice(_VERB.finditer(line.text), _MOST_VERBS))
    for at, match in islice(verbs, _MOST_SENTENCES):
        said = match.string[match.start() :]
        rest = match.string[match.end() :].strip()
        if _goes_on(rest):
            below = _below(lines, at)
            said = f"{said} {below}".strip()
            rest = below if _ONLY_LEAD.fullmatch(rest) else f"{rest} {below}".strip()
        quoted = _QUOTED.search(rest)
        title = _title(quoted[1] if quoted else _cut(rest))
        if title:
            yield title, said


def _goes_on(rest: str) -> bool:
    """Tell whether a title may stand, or go on, on the lines below."""
    bare = rest.strip(" :,")
    return not bare or bool(_ONLY_LEAD.fullmatch(bare)) or (_cut(bare) == _lead_free(bare) and not bare.endswith("."))


def _below(lines: Sequence[Line], at: int) -> str:
    """Return the lines below one that may belong to its title, joined."""
    taken: list[str] = []
    for line in lines[at + 1 : at + 8]:
        if not line.text and not taken:
            continue
        ends = not line.text or _STOP.match(line.text) or label_of(line.text) or any(labels_in(line.text, 0))
        if (
            ends
            or amount_at_start(line.text)
            or len(line.cells) > 1
            or _starts_with_date(line.text)
            or GONE in line.text
        ):
            break
        taken.append(line.text)
        if len(taken) == _MOST_TITLE_LINES:
            break
    return " ".join(taken)


def _starts_with_date(text: str) -> bool:
    return any(start < 12 for start, _, _ in dates_in(text))


def _lead_free(text: str) -> str:
    lead = _LEAD.match(text)
    return text[lead.end() :] if lead and lead.end() < len(text) else text


def _cut(text: str) -> str:
    """Return a text from where a title begins to where it ends."""
    plain = without_amount(_WEEKDAY.sub("", without_date(_lead_free(text.strip(" :,")))))
    plain = re.split(r"(?<=[a-z0-9)])\. (?=[A-Z])", plain)[0]
    cut = _CUT.search(plain.rstrip() if has_date(text) or plain != text else plain)
    return (plain[: cut.start()] if cut else plain).strip()


def _title(text: str) -> str:
    plain = text.strip(" .,:;*_-–—\"“”'")
    plain = re.sub(r"^(?:the )?(?:course|activity|program) (?:entitled|titled)\s+", "", plain, flags=re.IGNORECASE)
    is_title = 3 <= len(plain) <= LONGEST and not _NO_TITLE.fullmatch(plain) and GONE not in plain
    return plain if is_title and re.search(r"[^\W\d_]{3}", plain) else ""


def _provider(text: str) -> str:
    plain = re.sub(r"^[Tt]he (?=[A-Z])", "", text.strip(' .,:;*_"“”'))
    fits = 2 <= len(plain) <= 120 and not _A_PERSON.search(plain) and re.search(r"[^\W\d_]{2}", plain)
    plain += "." if re.search(r"\b(?:Inc|Ltd|Corp|Co)$", plain) else ""
    return plain if fits and not re.fullmatch(r"[\W\d]*", plain) else ""
