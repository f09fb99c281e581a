"""Read what a certificate says, from a document that is kept or from its text. Nothing is saved by it."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from certway.exchange.certificate_lines import clean_text
from certway.exchange.certificate_reading import CertificateProposal, read_certificate
from certway.exchange.certificate_text import certificate_text
from certway.exchange.document_reading import KINDS
from certway.records.documents import content_of, own_document
from certway.records.models import User


@dataclass(frozen=True, slots=True)
class ReadText:
    """A text, and what a certificate of that text says."""

    text: str  # without names; empty where there is none, as of a scan
    proposal: CertificateProposal
    document: UUID | None = None  # that it is the text of
    title: str = ""  # of that document


def read_document(user: User, document: UUID) -> ReadText:
    """Return what a user's own document says. Raises NoDocumentError, DamagedDocumentError."""
    row = own_document(user, document)
    kind = next(kind for kind in KINDS if kind == row.kind)
    text = clean_text(certificate_text(content_of(row), kind))
    return ReadText(text.strip(), read_certificate(text), document, row.title)


def read_text(text: str) -> ReadText:
    """Return what a text says that somebody pasted; whose certificate it is, is taken out of it."""
    clean = clean_text(text)
    return ReadText(clean.strip("\n"), read_certificate(clean))
