"""The pages of documents. Each knows its owner's documents alone: everybody else's are not there, for staff too."""

from __future__ import annotations

import logging
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_http_methods, require_safe
from uuid_utils.compat import uuid7

from certway.actions.add_document import add_document
from certway.actions.change_document import change_document
from certway.actions.open_document import open_document
from certway.actions.remove_document import remove_document
from certway.actions.see_documents import DocumentText, EntryChoice, see_document, see_documents, see_entry
from certway.exchange.document_content import DocumentRefusedError
from certway.exchange.document_reading import MOST_BYTES
from certway.records.documents import NoDocumentError
from certway.records.models import User
from certway.records.vault import DamagedDocumentError
from certway.web.clock import day_of, now
from certway.web.documents.forms import DocumentForm
from certway.web.layout.bodies import AROUND, takes_file
from certway.web.layout.fields import say
from certway.web.layout.form_marks import key_of

MOST_BODY = MOST_BYTES + AROUND  # bytes
PROVES = "proves"  # the parameter that names the entry of the record that a new document is to prove
HANDED_OUT = {  # nothing that a document holds runs, is guessed at, or stays in a cache
    "Content-Security-Policy": "default-src 'none'; sandbox",
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "private, no-store",
}
_log = logging.getLogger(__name__)


@require_safe
@login_required
def documents(request: HttpRequest) -> HttpResponse:
    """All of one's documents, and the room they take."""
    seen = see_documents(_user(request))
    listed = [(one, day_of(request, one.row.added_at)) for one in seen.documents]
    return render(request, "documents/documents.html", {"seen": seen, "listed": listed})


@takes_file(MOST_BYTES)
@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def add(request: HttpRequest) -> HttpResponse:
    """Keep a file; the address may name an entry that it is to prove."""
    problem, entry = "", _entry_named(request)
    if request.method == "POST":
        upload = request.FILES.get("file")
        try:
            if upload is None:
                problem = say("document.refused.none")
            else:
                proves = () if entry is None else (entry.id,)
                # One byte more than is kept tells that a file is too large.
                content = upload.read(MOST_BYTES + 1)
                user, name, key = _user(request), upload.name or "", key_of(request)
                added = add_document(user, content=content, name=name, at=now(), proves=proves, key=key)
                return HttpResponseRedirect(reverse("documents:document", args=[added]))
        except DocumentRefusedError as error:
            problem = str(error)
    context = {
        "seen": see_documents(_user(request)),
        "problem": problem,
        "entry": entry,
        "key": key_of(request) or uuid7(),
    }
    return render(request, "documents/add.html", context, status=422 if problem else 200)


def _entry_named(request: HttpRequest) -> EntryChoice | None:
    """Return the entry of her record that the address names; None where it names none that stands there."""
    try:
        return see_entry(_user(request), UUID(request.GET.get(PROVES, "")))
    except ValueError:
        return None


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def document(request: HttpRequest, key: UUID) -> HttpResponse:
    """One document: what it is, what it is called, what it proves."""
    seen, choices = _seen(request, key)
    form = DocumentForm(request.POST if request.method == "POST" else None, choices, seen.row.title)
    if form.is_valid():
        change_document(_user(request), key, title=form.cleaned_data["title"], proves=form.proved)
        return HttpResponseRedirect(reverse("documents:documents"))
    context = {"document": seen, "added": day_of(request, seen.row.added_at), "form": form, "choices": choices}
    return render(request, "documents/document.html", context, status=422 if form.is_bound else 200)


@require_safe
@login_required
def file(request: HttpRequest, key: UUID) -> HttpResponse:
    """The document itself, to be saved; where it is damaged a page that says so, with the status of our own fault."""
    try:
        opened = open_document(_user(request), key)
    except NoDocumentError as error:
        raise Http404 from error
    except DamagedDocumentError as error:
        _log.error("document %s is damaged: %s", error.document, error.damage)
        seen, _ = _seen(request, key)
        return render(request, "documents/damaged.html", {"document": seen, "damage": error.damage}, status=500)
    named = content_disposition_header(as_attachment=True, filename=opened.file_name)
    return HttpResponse(
        opened.content,
        content_type=opened.content_type,
        headers={**HANDED_OUT, "Content-Disposition": named or "attachment"},
    )


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def remove(request: HttpRequest, key: UUID) -> HttpResponse:
    """Delete a document, after asking once; one that is gone already is gone."""
    if request.method == "POST":
        remove_document(_user(request), key)
        return HttpResponseRedirect(reverse("documents:documents"))
    return render(request, "documents/remove.html", {"document": _seen(request, key)[0]})


def _seen(request: HttpRequest, key: UUID) -> tuple[DocumentText, tuple[EntryChoice, ...]]:
    try:
        return see_document(_user(request), key)
    except NoDocumentError as error:
        raise Http404 from error


def _user(request: HttpRequest) -> User:
    assert isinstance(request.user, User)  # signed in, or never here
    return request.user
