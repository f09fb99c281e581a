"""What the words of anybody's JSON Resume surely mean here. Whatever is not in these tables is not guessed at.

Documented, table by table, in docs/reference/json-resume.md.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from certway.core.rulebook.credential import Credential, Issuer

ROLES: Mapping[str, str] = {  # job titles; abbreviations stand for too many things
    "medical assistant": "medical-assistant",
    "certified medical assistant": "medical-assistant",
    "clinical medical assistant": "medical-assistant",
    "registered medical assistant": "medical-assistant",
    "medical laboratory technician": "laboratory-technician",
    "clinical laboratory technician": "laboratory-technician",
    "medical laboratory scientist": "laboratory-scientist",
    "clinical laboratory scientist": "laboratory-scientist",
    "medical technologist": "laboratory-scientist",
    "phlebotomist": "phlebotomist",
    "certified phlebotomist": "phlebotomist",
    "phlebotomy technician": "phlebotomist",
    "patient care technician": "patient-care-technician",
    "medical assisting instructor": "medical-assisting-instructor",
}
DEGREES: Mapping[str, str] = {  # kinds of study; a bare "MA" may be a medical assistant's certificate
    **dict.fromkeys(
        ("associate", "associates", "associate degree", "associates degree", "as", "aa", "aas", "associate of science",
         "associate of arts", "associate of applied science"),
        "associate",
    ),
    **dict.fromkeys(
        ("bachelor", "bachelors", "bachelor degree", "bachelors degree", "bs", "ba", "bsc", "bachelor of science",
         "bachelor of arts"),
        "bachelor",
    ),
    **dict.fromkeys(
        ("master", "masters", "master degree", "masters degree", "msc", "master of science", "master of arts"), "master"
    ),
    **dict.fromkeys(("doctorate", "doctoral degree", "phd", "doctor of philosophy"), "doctorate"),
}  # fmt: skip
HIGH_SCHOOLS: Mapping[str, str] = {
    "high school diploma": "diploma",
    "ged": "ged",
    "ged certificate": "ged",
}
AWARDS = ("certificate", "diploma")  # kinds of study with which a training program ends
TRAININGS: Mapping[str, str] = {  # areas of study
    "medical assisting": "medical-assistant",
    "medical assistant": "medical-assistant",
    "clinical medical assistant": "medical-assistant",
    "phlebotomy": "phlebotomy",
    "phlebotomy technician": "phlebotomy",
    "patient care technician": "patient-care",
}
CARDS: Mapping[str, str] = {"cpr": "cpr", "cpr card": "cpr", "cpr certification": "cpr"}
OPEN_WORDS = ("present", "current")  # the end of a job that goes on

# Names that others beside the body use too, so that the body must be told with them.
SHARED_NAMES = (
    "certified medical assistant",  # often said of anybody with any certification
    "registered medical assistant",  # also another registry's
    "certified phlebotomy technician",  # also a certificate of California
    "phlebotomy technician",  # also a job, and schools' certificates
    "medical laboratory scientist",  # also another board's
)
BODIES: Mapping[str, tuple[str, ...]] = {  # further names by which people call a body
    "aama": ("american association of medical assistants",),
    "ascp": ("american society for clinical pathology", "ascp board of certification", "ascp"),
}


@dataclass(frozen=True, slots=True)
class NoMatch:
    """Why a certificate's name stands for no credential."""

    why: str  # id of a sentence


UNKNOWN_NAME, UNKNOWN_BODY = NoMatch("resume.dropped.certificate"), NoMatch("resume.dropped.body")


def plain(text: str) -> str:
    """Return a text as the tables are written: small letters and single blanks, without full stops and apostrophes."""
    return " ".join(re.sub(r"[.'’]", "", text.casefold()).replace("-", " ").split())


def credential_of(name: str, issuer: str, credentials: Mapping[str, Credential]) -> str | NoMatch:
    """Return the id of the credential that a certificate's name stands for; `issuer` is "" where none is told.

    A name that says the body, such as `CMA (AAMA)`, is enough by itself, and so is a full name that only one body
    uses. Any other name needs an issuer that is the body. An issuer that is another one refutes every name.
    """
    found = [one for one in credentials.values() if plain(name) in _names(one)]
    if issuer:
        agreeing = [one for one in found if plain(issuer) in _bodies(one.issuer)]
    else:
        agreeing = [one for one in found if _is_enough(plain(name), one, credentials)]
    if len(agreeing) == 1:
        return agreeing[0].id
    return UNKNOWN_BODY if found else UNKNOWN_NAME


def _names(credential: Credential) -> set[str]:
    return {*_names_with_body(credential), plain(credential.name), *_bare_names(credential)}


def _names_with_body(credential: Credential) -> Iterator[str]:
    for short in (credential.short, credential.postnominal):
        yield plain(short)
        yield plain(f"{credential.name}, {short}")
        yield plain(f"{credential.name} {short}")


def _bare_names(credential: Credential) -> Iterator[str]:
    """Yield the letters alone, and the full name with them: `CMA`, `Certified Medical Assistant (CMA)`."""
    letters = credential.short.partition(" (")[0]
    yield plain(letters)
    yield plain(f"{credential.name} ({letters})")


def _is_enough(name: str, credential: Credential, credentials: Mapping[str, Credential]) -> bool:
    """Tell whether a name needs no body beside it."""
    if name in _names_with_body(credential):
        return True
    namesakes = [one for one in credentials.values() if plain(one.name) == name]
    return namesakes == [credential] and name not in SHARED_NAMES


def _bodies(issuer: Issuer) -> set[str]:
    full, _, letters = issuer.name.partition(" (")
    return {plain(issuer.name), plain(full), plain(letters.rstrip(")")), *BODIES.get(issuer.id, ())}
