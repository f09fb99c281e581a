"""What is wrong with the rules of a credential, beyond what its files' readers refuse."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from certway.core.rulebook.credential import Edition, EligibilityRules, OutlineNode
from certway.core.rulebook.freshness import STALE_MONTHS, is_stale
from certway.core.rulebook.ledger import Clause, names_nothing, unanswered
from certway.core.rulebook.values import Value
from certway.core.units.days import parse_day, to_date
from certway.core.units.errors import Problem
from certway.core.units.located import Located

PARTS = ("credential", "eligibility", "exam", "outline", "fees", "renewal", "clauses")
_ROUNDING = 1.0  # percent by which the published weights of an outline may miss 100


@dataclass(frozen=True, slots=True)
class CredentialFiles:
    """What was read of one credential; a part that could not be read is None."""

    folder: str  # the name of the folder, which is the credential's id
    path: str  # the folder itself, for messages
    documents: Mapping[str, Located] = field(default_factory=dict)  # by part, those that are YAML at all
    absent: tuple[str, ...] = ()  # parts without a file
    eligibility: EligibilityRules | None = None
    outline: tuple[Edition, ...] | None = None
    clauses: tuple[Clause, ...] | None = None
    fees: Mapping[str, Value] | None = None


@dataclass(frozen=True, slots=True)
class Report:
    """What lint found: errors, which must be mended, and remarks, which are worth knowing."""

    errors: tuple[Problem, ...]
    remarks: tuple[Problem, ...]


def lint(credentials: Sequence[CredentialFiles], *, as_of: int) -> Report:
    """Return what is wrong with the rules, and what is worth knowing; `as_of` is the ordinal of the day of reading."""
    errors: list[Problem] = list(_repeated_folders(credentials))
    remarks: list[Problem] = []
    for files in credentials:
        errors += _file_errors(files)
        errors += _clause_errors(files)
        errors += _fee_errors(files)
        for problem, is_error in _outline_findings(files):
            (errors if is_error else remarks).append(problem)
        remarks += _old_sources(files, as_of)
    return Report(tuple(sorted(set(errors))), tuple(sorted(set(remarks))))


def _repeated_folders(credentials: Sequence[CredentialFiles]) -> Iterator[Problem]:
    seen: dict[str, str] = {}
    for files in credentials:
        if files.folder in seen:
            yield Problem(files.path, 0, f"the credential '{files.folder}' is also in {seen[files.folder]}")
        seen.setdefault(files.folder, files.path)


def _file_errors(files: CredentialFiles) -> Iterator[Problem]:
    for part in files.absent:
        yield Problem(files.path, 0, f"the file {part}.yaml is missing")
    for part, document in files.documents.items():
        named = (document.mapping or {}).get("credential")
        if named is None:
            yield Problem(document.file, document.line, f"{part}.yaml needs 'credential: {files.folder}'")
        elif named.value != files.folder:
            text = f"'credential' is '{named.value}', but the folder is '{files.folder}'"
            yield Problem(named.file, named.line, text)


def _clause_errors(files: CredentialFiles) -> Iterator[Problem]:
    document, ledger = files.documents.get("eligibility"), files.documents.get("clauses")
    if document is None or ledger is None or files.clauses is None:
        return
    named = [key for key in _clause_keys(document) if key.text is not None]
    for clause in unanswered(files.clauses, (str(key.text) for key in named)):
        text = f"no rule of {files.folder} answers the clause '{clause.id}' ({clause.says})"
        yield Problem(ledger.file, clause.line, text)
    for key in named:
        if names_nothing(str(key.text), files.clauses):
            yield Problem(key.file, key.line, f"the ledger has no clause '{key.text}', none above it and none below it")


def _clause_keys(document: Located) -> Iterator[Located]:
    """Yield every text that stands under `clause` anywhere in a file."""
    for inner in document.walk():
        found = (inner.mapping or {}).get("clause")
        if found is not None:
            yield from found.items or [found]


def _fee_errors(files: CredentialFiles) -> Iterator[Problem]:
    document = files.documents.get("eligibility")
    if files.eligibility is None or files.fees is None or document is None:
        return
    entries = ((document.mapping or {}).get("routes") or document).items or []
    for route, entry in zip(files.eligibility.routes, entries, strict=False):
        if route.fee not in files.fees:
            where = (entry.mapping or {}).get("fee", entry)
            said = (
                f"the fee '{route.fee}', which fees.yaml does not have"
                if route.fee
                else "no fee; name a value of fees.yaml"
            )
            yield Problem(where.file, where.line, f"route '{route.id}' names {said}")


def _outline_findings(files: CredentialFiles) -> Iterator[tuple[Problem, bool]]:
    """Yield what is found about an outline, and whether it is an error."""
    document = files.documents.get("outline")
    if files.outline is None or document is None:
        return
    entries = ((document.mapping or {}).get("editions") or document).items or []
    for edition, entry in zip(files.outline, entries, strict=False):
        for text, is_error in _edition_findings(edition):
            yield Problem(entry.file, entry.line, f"edition '{edition.id}': {text}"), is_error
    ids = [edition.id for edition in files.outline]
    for twice in _repeated(ids):
        yield Problem(document.file, document.line, f"the edition '{twice}' stands twice"), True
    for text in _order_errors(files.outline):
        yield Problem(document.file, document.line, text), True


def _edition_findings(edition: Edition) -> Iterator[tuple[str, bool]]:
    for twice in _repeated([node.id for node in _nodes(edition.areas) if node.id]):
        yield f"the id '{twice}' stands twice", True
    for missing in edition.missing:
        yield f"not found: {missing}", False
    unweighted = [area.name for area in edition.areas if area.percent is None]
    partial = bool(edition.missing) or not edition.areas
    if not edition.areas:
        yield "no areas were found", False
    elif unweighted:
        yield f"no published weight for {', '.join(unweighted)}", False
    else:
        text = _weight_error(edition)
        if text:
            yield text, not partial


def _weight_error(edition: Edition) -> str:
    """Return what is wrong with the weights of the first level; empty when they can make up the whole exam."""
    shares = [area.percent for area in edition.areas if area.percent is not None]
    least, most = sum(share[0] for share in shares), sum(share[1] for share in shares)
    if all(low == high for low, high in shares):
        return "" if abs(least - 100) <= _ROUNDING else f"the percents of its areas add up to {least:g}, not to 100"
    if least <= 100 <= most:
        return ""
    return f"the percents of its areas add up to between {least:g} and {most:g}, which leaves out 100"


def _order_errors(editions: Sequence[Edition]) -> Iterator[str]:
    for edition in editions:
        if edition.from_ is not None and edition.until is not None and edition.until < edition.from_:
            yield f"the edition '{edition.id}' ends before it begins"
    for before, after in pairwise(editions):
        begins = after.from_
        if begins is None:
            continue
        if (before.from_ is not None and begins < before.from_) or (
            before.until is not None and begins <= before.until
        ):
            yield f"the edition '{after.id}' begins before '{before.id}' ends; editions stand oldest first"


def _nodes(areas: Iterable[OutlineNode]) -> Iterator[OutlineNode]:
    for area in areas:
        yield area
        yield from _nodes(area.children)


def _repeated(ids: Sequence[str]) -> list[str]:
    return sorted({one for one in ids if ids.count(one) > 1})


def _old_sources(files: CredentialFiles, as_of: int) -> Iterator[Problem]:
    for document in files.documents.values():
        yield from old_sources(document, as_of)


def old_sources(document: Located, as_of: int) -> Iterator[Problem]:
    """Yield a remark for every source of a file that was read too long before a day."""
    sources = (document.mapping or {}).get("sources")
    for key, source in ((sources.mapping if sources else None) or {}).items():
        read = (source.mapping or {}).get("read_on")
        span = parse_day(str(read.value)) if read is not None else None
        if span is None or not is_stale(span.first, as_of):
            continue
        text = f"the source '{key}' was read on {to_date(span.first)}, more than {STALE_MONTHS} months ago"
        yield Problem(source.file, source.line, f"{text}; read it again")
