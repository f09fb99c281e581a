"""A person's documents: rows and files together. Sealed before they are written, opened only as a whole."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, TypeAlias, TypedDict
from uuid import UUID

from django.db import transaction
from django.db.models import Case, Count, Q, QuerySet, Sum, When
from uuid_utils.compat import uuid7

from certway.core.units.errors import CertwayError
from certway.exchange.document_content import DocumentRefusedError
from certway.exchange.document_reading import Kind
from certway.exchange.words.catalogue import catalogue
from certway.exchange.words.figures import bytes_words
from certway.records.keys import MissingKeyError, WrongKeyError, keys_staying, master_keys, unwrap_key, wrap_key
from certway.records.load import CURRENT
from certway.records.models.documents import Document, Proof
from certway.records.models.facts import SECTION_NAMES, Revision
from certway.records.models.identity import Person, User
from certway.records.people import person_of
from certway.records.vault import DamagedDocumentError, delete_files, read_file, seal, store_file, unseal
from certway.records.visits import Visit

if TYPE_CHECKING:
    from django_stubs_ext import WithAnnotations

    class Proved(TypedDict):
        """What a query adds to a document's row."""

        proved: int  # how many entries it proves

    CountedDocument: TypeAlias = WithAnnotations[Document, Proved]

QUOTA_BYTES = 200 * 1024 * 1024  # of one person's documents, as they were given
NOT_PROVED = ("person", "preferences", "statements")  # sections that no document shows to be true


class NoDocumentError(CertwayError):
    """Raised for a document that is not there, or not hers who asks."""

    def __init__(self, document: UUID) -> None:
        super().__init__(f"you have no document {document}; choose one of your list")


def provable_revisions(person: Person) -> QuerySet[Revision]:
    """Return what stands in a person's record now that a document may prove, each with its entry, in its order."""
    current = Revision.objects.filter(CURRENT, entry__person=person).exclude(entry__section__in=NOT_PROVED)
    place = Case(*(When(entry__section=name, then=at) for at, name in enumerate(SECTION_NAMES)))
    return current.select_related("entry").order_by(place, "position", "entry_id")


def documents_of(person: Person) -> QuerySet[CountedDocument]:
    """Return a person's documents, the newest first, each with how many entries it proves as `proved`.

    An entry that was removed is not counted; its proof is kept for the day it comes back.
    """
    standing = Q(proofs__entry__revisions__replaced_at__isnull=True)
    counted = Count("proofs", filter=standing, distinct=True)
    return Document.objects.filter(person=person).annotate(proved=counted).order_by("-added_at", "-pk")


@dataclass(frozen=True, slots=True)
class KeptProof:
    """A document that proves an entry, as the entry names it."""

    document: UUID
    title: str


@dataclass(frozen=True, slots=True)
class ProofCounts:
    """How much a person's documents prove."""

    documents: int
    proved: int  # entries that stand in the record and have at least one


def proofs_in(visit: Visit, section: str) -> dict[str, tuple[KeptProof, ...]]:
    """Return what proves each entry that stands in a section of a user's record, by the entry's key, in one query.

    An entry without a proof has none; a section that nothing proves, and what a visitor told, has no entries here.
    """
    if visit.user_id is None or section in NOT_PROVED:
        return {}
    owned = visit.owned_through("entry__person")
    proof = "entry__proofs__document"
    rows = Revision.objects.filter(CURRENT, entry__section=section, **owned).order_by(
        f"{proof}__added_at", f"{proof}_id"
    )
    found: dict[str, tuple[KeptProof, ...]] = {}
    for key, document, title in rows.values_list("entry__public_id", f"{proof}__public_id", f"{proof}__title"):
        proofs = () if document is None else (KeptProof(document, title),)
        found[str(key)] = (*found.get(str(key), ()), *proofs)
    return found


def count_proofs(visit: Visit) -> ProofCounts:
    """Return how many documents a user keeps, and how many entries they prove, in one query; none for a visitor."""
    if visit.user_id is None:
        return ProofCounts(0, 0)
    owned = visit.owned_through("person")
    standing = Q(proofs__entry__revisions__replaced_at__isnull=True)
    counted = Document.objects.filter(**owned).aggregate(
        documents=Count("pk", distinct=True), proved=Count("proofs__entry", filter=standing, distinct=True)
    )
    return ProofCounts(counted["documents"], counted["proved"])


def used_bytes(person: Person) -> int:
    """Return how large a person's documents are together."""
    return Document.objects.filter(person=person).aggregate(sum=Sum("size_bytes"))["sum"] or 0


def refuse_beyond_quota(person: Person, size_bytes: int) -> None:
    """Raise DocumentRefusedError where a document of that size is more than the person may keep."""
    free = max(0, QUOTA_BYTES - used_bytes(person))
    if size_bytes > free:
        words = catalogue()
        raise DocumentRefusedError(
            "quota",
            free=bytes_words(free, words, up=False),
            size=bytes_words(size_bytes, words),
            most=bytes_words(QUOTA_BYTES, words),
        )


def save_document(
    person: Person, *, title: str, kind: Kind, content: bytes, at: datetime, name: UUID | None = None
) -> Document:
    """Keep a document and return its row; when it returns, both row and file outlive a power cut.

    Under a `name` of hers that is taken nothing new is kept: the form was sent twice. Raises DocumentRefusedError
    beyond the quota, which is counted with the person's row locked.
    """
    if name is None or Document.objects.filter(public_id=name).exclude(person=person).exists():
        name = uuid7()
    sealed, key = seal(content, document=name, person=person.public_id)
    stored_name = store_file(sealed)
    try:
        with keys_staying() as keys, transaction.atomic():
            Person.objects.select_for_update().get(pk=person.pk)
            kept = Document.objects.filter(public_id=name).first()
            if kept is not None:
                delete_files([stored_name])
                return kept
            refuse_beyond_quota(person, len(content))
            return Document.objects.create(
                public_id=name,
                person=person,
                title=title,
                kind=kind,
                size_bytes=len(content),
                stored_name=stored_name,
                wrapped_key=wrap_key(key, keys[0], document=name),
                key_name=keys[0].name,
                added_at=at,
            )
    except DocumentRefusedError:  # after any other error the row may be there all the same; the sweep finds out
        delete_files([stored_name])
        raise


def own_document(user: User, document: UUID) -> CountedDocument:
    """Return a user's own document. Raises NoDocumentError for every other one, whoever she is."""
    row = documents_of(person_of(user.pk)).select_related("person").filter(public_id=document).first()
    if row is None:
        raise NoDocumentError(document)
    return row


def content_of(document: Document) -> bytes:
    """Return a document's content as it was given. Raises DamagedDocumentError, never gives a part or another's."""
    name = document.public_id
    try:
        key = _key_of(document)
    except MissingKeyError as error:
        raise DamagedDocumentError(name, "no-key") from error
    except WrongKeyError as error:
        raise DamagedDocumentError(name, "changed") from error
    content = unseal(read_file(document), key, document=name, person=document.person.public_id)
    if len(content) != document.size_bytes:
        raise DamagedDocumentError(name, "changed")
    return content


def _key_of(document: Document) -> bytes:
    name = document.public_id
    try:
        return unwrap_key(bytes(document.wrapped_key), document.key_name, document=name, keys=master_keys())
    except MissingKeyError:  # a rotation may have ended since the row was read
        document.refresh_from_db(fields=["wrapped_key", "key_name"])
        return unwrap_key(bytes(document.wrapped_key), document.key_name, document=name, keys=master_keys())


def remove_documents(documents: QuerySet[CountedDocument]) -> int:
    """Delete documents, their keys with them, then their files; return how many."""
    with transaction.atomic():
        names = list(documents.values_list("stored_name", flat=True))
        Document.objects.filter(stored_name__in=names).delete()
        transaction.on_commit(lambda: delete_files(names))
    return len(names)


def link_document(document: Document, entries: Collection[UUID]) -> None:
    """Let a document prove these entries of its person and no others; ids that are not hers are passed over.

    Proofs are made here alone, since no constraint keeps a document from proving somebody else's entry.
    """
    standing = {revision.entry.public_id: revision.entry for revision in provable_revisions(document.person)}
    hers = [standing[entry] for entry in entries if entry in standing]
    with transaction.atomic():
        document.proofs.filter(entry__in=[entry for entry in standing.values() if entry not in hers]).delete()
        Proof.objects.bulk_create([Proof(document=document, entry=entry) for entry in hers], ignore_conflicts=True)
