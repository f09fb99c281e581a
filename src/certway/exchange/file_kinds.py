"""Which of two kinds of file somebody brought: a person file, or a JSON Resume. Both have `work` and `education`."""

from __future__ import annotations

from certway.core.person.fields import PERSON, SECTIONS, section_table
from certway.core.units.errors import InputError, Problem
from certway.core.units.located import Located
from certway.exchange.json_resume_marks import LISTS

ELSEWHERE = (  # lists of a JSON Resume of which a person file has nothing
    "volunteer", "awards", "publications", "skills", "languages", "interests", "references", "projects",
)  # fmt: skip
_SHARED = ("work", "education")
_RESUMES = {"$schema", "basics", *LISTS, *ELSEWHERE} - set(_SHARED)
_PERSONS = {"certway", PERSON.name, *(table.name for table in SECTIONS)} - set(_SHARED)
_RESUMES_OWN = {  # members of the entries of the lists that both have
    "work": {"name", "position", "url", "startDate", "endDate", "summary", "highlights", "location", "company"},
    "education": {"institution", "url", "area", "studyType", "startDate", "endDate", "score", "courses"},
}


class ResumeFileError(InputError):
    """Raised for a JSON Resume where a person file belongs."""


class PersonFileError(InputError):
    """Raised for a person file where a JSON Resume belongs."""


def refuse_resume(document: Located) -> None:
    """Raise ResumeFileError for what is surely a JSON Resume."""
    if _speaks_for(document, _RESUMES, _PERSONS, resume=True):
        text = "this is a JSON Resume, no person file; 'certway resume import' makes a person file from it"
        raise ResumeFileError([Problem(document.file, document.line, text)])


def refuse_person_file(document: Located) -> None:
    """Raise PersonFileError for what is surely a person file."""
    if _speaks_for(document, _PERSONS, _RESUMES, resume=False):
        text = "this is a person file, no JSON Resume; use it as it is"
        raise PersonFileError([Problem(document.file, document.line, text)])


def _speaks_for(document: Located, own: set[str], others: set[str], *, resume: bool) -> bool:
    """Tell whether a file is of one kind: by the sections that only this kind has, else by its entries."""
    told = set(document.mapping or {})
    if told & own or told & others:
        return bool(told & own) and not told & others
    return any(_entries_speak(document, section, resume=resume) for section in _SHARED)


def _entries_speak(document: Located, section: str, *, resume: bool) -> bool:
    table = section_table(section)
    assert table is not None
    resumes = _RESUMES_OWN[section]
    persons = {field.name for field in table.fields} - {"id"}
    listed = (document.mapping or {}).get(section)
    entries = [set(item.mapping or {}) for item in (listed.items if listed is not None else None) or ()]
    told = {name for entry in entries for name in entry}
    return bool(told & (resumes if resume else persons)) and not told & (persons if resume else resumes)
