"""Make the pack that an audit of a renewal asks for: see what it holds and what is weak, then take it along."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from datetime import datetime
from typing import BinaryIO
from uuid import UUID

from certway.actions.see_documents import see_proofs
from certway.answers.audit import SECTION, Audit, ProofFact, ProofKind, asked_for_audits, audit
from certway.core.person.draft import Draft
from certway.exchange.audit_names import pack_name
from certway.exchange.audit_pdf import write_pack
from certway.exchange.audit_text import AuditText, audit_text
from certway.exchange.audit_zip import write_zip
from certway.exchange.shipped_renewals import shipped_renewals
from certway.exchange.shipped_rules import shipped_rules
from certway.exchange.words.catalogue import catalogue
from certway.exchange.words.telling import Telling
from certway.records.documents import NoDocumentError, content_of, documents_of, own_document
from certway.records.models import Document, User
from certway.records.people import person_of
from certway.records.vault import DamagedDocumentError
from certway.records.visits import Visit

_log = logging.getLogger(__name__)
WRITERS = {"pdf": write_pack, "zip": write_zip}


class ProofUnreadableError(LookupError):
    """Raised inside a pack for a proof that can't be opened: the pack says so in its place."""


@dataclass(frozen=True, slots=True)
class SeenAudit:
    """What a pack will hold."""

    audit: Audit
    text: AuditText
    name: str  # of its file, without the ending


def see_audit(visit: Visit, user: User, draft: Draft, credential: str, *, as_of: int, before: bool) -> SeenAudit | None:
    """Return what a pack of one credential holds on a day (an ordinal); None where there are no rules for it.

    With `before` it is that of the cycle before the current one.
    """
    if not shipped_rules().keeps(credential):
        return None
    answer = shipped_renewals(draft.record, as_of=as_of, also=credential, before=before)
    kept = next(one for one in answer.credentials if one.credential.id == credential)
    found = audit(kept, draft.record, _proofs(visit, user, draft))
    asked = () if kept.policy.state else asked_for_audits(shipped_rules().sheets[credential].renewal)
    return SeenAudit(found, audit_text(found, asked, Telling(as_of=as_of), as_of=as_of), pack_name(found))


def write_audit(user: User, seen: SeenAudit, ending: str, *, at: datetime, out: BinaryIO) -> None:
    """Write a pack as `pdf` or `zip`; `at` is an instant in UTC: when it is made. Raises PackError."""
    ids = {text.file: proof.fact.id for text, proof in zip(seen.text.proofs, seen.audit.proofs, strict=True)}

    def read(file: str) -> bytes:
        try:
            return content_of(own_document(user, UUID(ids[file])))
        except (NoDocumentError, DamagedDocumentError) as error:
            raise ProofUnreadableError(file) from error

    WRITERS[ending](seen.text, read, catalogue(), stamped_at=at, out=out)


def _proofs(visit: Visit, user: User, draft: Draft) -> dict[str, tuple[ProofFact, ...]]:
    """Return what proves each credit, by its place in the record. Each is opened: damage is told beforehand."""
    proofs = see_proofs(visit, SECTION) or {}
    named = {one.document for found in proofs.values() for one in found}
    rows = documents_of(person_of(user.pk)).select_related("person").filter(public_id__in=named)
    facts = {row.public_id: _fact(row) for row in rows}
    return {
        f"{SECTION}/{place}": tuple(facts[one.document] for one in proofs.get(key, ()) if one.document in facts)
        for place, (key, _) in enumerate(draft.keyed(SECTION))
    }


def _fact(row: Document) -> ProofFact:
    kind: ProofKind = row.kind  # type: ignore[assignment]  # as the table has it
    try:
        content_of(row)
    except DamagedDocumentError as error:
        _log.error("document %s is damaged: %s", error.document, error.damage)
        return ProofFact(str(row.public_id), row.title, kind, damaged=True)
    return ProofFact(str(row.public_id), row.title, kind)
