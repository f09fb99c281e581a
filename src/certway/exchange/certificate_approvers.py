"""Who approved an activity, and of what kind it was, by the words of the person file."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from certway.exchange.certificate_labels import Labelled
from certway.exchange.certificate_words import FoundWord

APPROVERS: tuple[tuple[str, str], ...] = (  # words of `approved_by`, and what certificates call them
    ("aama", r"\bAAMA\b|American Association of Medical Assistants"),
    ("amt", r"\bAMT\b|American Medical Technologists"),
    ("ascp", r"\bASCP\b|American Society for Clinical Pathology"),
    ("ncct", r"\bNCCT\b|National Center for Competency Testing"),
    ("nha", r"\bNHA\b|National Healthcareer Association"),
    ("pace", r"\bP\. ?A\. ?C\. ?E\b|\bPACE\b"),
    ("accme", r"\bACCME\b|Accreditation Council for Continuing Medical Education"),
    ("ancc", r"\bANCC\b|American Nurses Credentialing Center"),
    ("iacet", r"\bIACET\b|International (?:Association|Accreditors) for Continuing Education and Training"),
    ("acpe", r"\bACPE\b|Accreditation Council for Pharmacy Education"),
    ("state-nursing-board", r"\bBoard of (?:Registered )?Nursing\b"),
)
_LETTERS = re.compile(r"\b[A-Z]{2,5}\s?\((?:AAMA|ASCP|AMT|NCCT|NHA)\)(?:CM)?", re.IGNORECASE)  # behind a person's name
_APPROVES = re.compile(
    (
        r"approv|accredit|\bCEUs?\b|contact hours?|credits?\b|recogni[sz]ed|\bprovider\b"
        r"|continuing education (?:unit|hour)"
    ),
    re.IGNORECASE,
)
_DENIES = re.compile(
    (
        r"\bnot (?:been |yet |be )?(?:approved|accredited|affiliated|endorsed|accepted|recogni[sz]ed)"
        r"|\bnor\b|pending|applied for|does not|may (?:not )?be|seeking|check with|unapproved"
    ),
    re.IGNORECASE,
)

_KINDS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (kind, re.compile(pattern, re.IGNORECASE))
    for kind, pattern in (
        (
            "college",
            (
                r"\b(?:official|unofficial|academic|college|university)\b.*\btranscript\b"
                r"|\bsemester (?:credit )?(?:hours?|credits?|units?)"
            ),
        ),
        ("in-service", r"\bin-?service\b|\bstaff (?:meeting|training|education)\b|skills fair"),
        (
            "teaching",
            r"\b(?:served as|was the|acted as) (?:an? |the )?(?:instructor|presenter|faculty|speaker)|\bhas taught\b",
        ),
        ("authorship", r"\bauthor(?:ed|ship)?\b.*\b(?:article|chapter|paper|manuscript)"),
        (
            "course",
            (
                r"\b(?:course|webinar|online training|self-study|workshop|seminar|class|module|conference"
                r"|lecture|home study)\b"
            ),
        ),
    )
)


def find_approvers(sentences: Sequence[str], labelled: Iterable[Labelled]) -> tuple[FoundWord, ...]:
    """Return who approved it: bodies named in a sentence or value about approval that does not deny it."""
    said = [*(pair.text for pair in labelled if pair.part in ("approved", "points")), *sentences]
    found: dict[str, FoundWord] = {}
    for text in said:
        plain = _LETTERS.sub("", text)
        if not _APPROVES.search(plain) or _DENIES.search(plain):
            continue
        for word, names in APPROVERS:
            if word not in found and re.search(names, plain):
                found[word] = FoundWord(word, text)
    return tuple(found.values())


def find_kind(sentences: Sequence[str]) -> FoundWord | None:
    """Return of what kind the activity was, where the certificate says so."""
    for kind, pattern in _KINDS:
        for said in sentences:
            if pattern.search(said):
                return FoundWord(kind, said)
    return None
