"""Add a credit: upload its certificate, paste its text, or type it in. What was read is confirmed before it is kept."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from certway.actions.add_credit import add_credit
from certway.actions.add_document import add_document
from certway.actions.find_double import find_double
from certway.actions.read_certificate import ReadText, read_document, read_text
from certway.exchange.certificate_lines import MOST_CHARACTERS
from certway.exchange.document_content import DocumentRefusedError
from certway.exchange.document_reading import MOST_BYTES
from certway.exchange.words.catalogue import catalogue
from certway.exchange.words.figures import bytes_words
from certway.records.documents import NoDocumentError
from certway.records.models import User
from certway.records.vault import DamagedDocumentError
from certway.web.clock import now
from certway.web.layout.bodies import takes_file
from certway.web.layout.entry_form import EntryForm
from certway.web.layout.fields import say
from certway.web.layout.form_marks import answers_sent, form_marks, key_of, of_its_account
from certway.web.layout.visiting import visit_of
from certway.web.renew.confirming import INSTEAD, asked_of, credit_form, with_other

INVALID = 422
DOCUMENT, TEXT = "document", "text"  # the boxes that name what was read


@require_http_methods(["GET", "HEAD", "POST"])
@of_its_account
def add(request: HttpRequest) -> HttpResponse:
    """The three ways; or what was read of a certificate, to be confirmed; POST keeps it."""
    sent = answers_sent(request)
    document = (sent or request.GET).get(DOCUMENT, "")
    if document and not request.user.is_authenticated:
        return redirect_to_login(request.get_full_path())
    text = sent.get(TEXT, "") if sent else ""
    try:
        certificate = _of_document(request, document) if document else read_text(text) if text else None
    except DamagedDocumentError as error:
        said = say(f"document.damaged.{error.damage}")
        return _show(request, credit_form(None, None), None, problem="damaged", said=said)
    if sent is not None and INSTEAD in sent:
        form = credit_form(certificate, with_other(sent))
        return _show(request, form, certificate)
    form = credit_form(certificate, sent)
    form.need_first()
    if request.method == "POST" and form.is_valid() and form.says_first():
        return _keep(request, form, certificate)
    return _show(request, form, certificate)


def _keep(request: HttpRequest, form: EntryForm, certificate: ReadText | None) -> HttpResponse:
    document = certificate.document if certificate else None
    add_credit(visit_of(request), form.entry, key=key_of(request), document=document)
    messages.success(request, say("renew.kept.proved") if document else say("renew.kept"))
    return HttpResponseRedirect(reverse("renew:add-credit" if "another" in request.POST else "renew:credits"))


@require_http_methods(["GET", "HEAD", "POST"])
def read(request: HttpRequest) -> HttpResponse:
    """Read a text that was pasted, and show what it says."""
    if request.method != "POST":
        return HttpResponseRedirect(reverse("renew:add-credit"))
    text = request.POST.get(TEXT, "")
    if not text.strip():
        return _show(request, credit_form(None, None), None, problem="paste", said=say("renew.paste.none"))
    certificate = read_text(text[:MOST_CHARACTERS])
    return _show(request, credit_form(certificate, None), certificate)


@takes_file(MOST_BYTES)
@require_http_methods(["GET", "HEAD", "POST"])
@of_its_account
def upload(request: HttpRequest) -> HttpResponse:
    """Keep a certificate among the documents, then go on to what it says; by itself it proves nothing yet."""
    if not isinstance(request.user, User):
        return redirect_to_login(reverse("renew:add-credit"))
    if request.method != "POST":
        return HttpResponseRedirect(reverse("renew:add-credit"))
    file = request.FILES.get("file")
    try:
        if file is None:
            return _show(request, credit_form(None, None), None, problem="upload", said=say("document.refused.none"))
        content = file.read(MOST_BYTES + 1)  # one byte more than is kept tells that a file is too large
        kept = add_document(request.user, content=content, name=file.name or "", at=now(), key=key_of(request))
    except DocumentRefusedError as error:
        return _show(request, credit_form(None, None), None, problem="upload", said=str(error))
    return HttpResponseRedirect(f"{reverse('renew:add-credit')}?{DOCUMENT}={kept}")


def _of_document(request: HttpRequest, name: str) -> ReadText:
    assert isinstance(request.user, User)
    try:
        return read_document(request.user, UUID(name))
    except (ValueError, NoDocumentError) as error:
        raise Http404 from error


def _show(
    request: HttpRequest, form: EntryForm, certificate: ReadText | None, *, problem: str = "", said: str = ""
) -> HttpResponse:
    """Show the confirmation of what was read, or else the three ways; `said` is what is wrong with one of them."""
    wrong = bool(problem) or (form.is_bound and bool(form.errors))
    context = {
        "form": form,
        "asked": asked_of(form, certificate),
        "certificate": certificate,
        "double": find_double(visit_of(request), form.kept) if certificate and not form.is_bound else None,
        "marks": form_marks(request),
        "most": bytes_words(MOST_BYTES, catalogue()),
        "problem": problem,
        "said": said,
    }
    template = "renew/confirm.html" if certificate else "renew/add.html"
    return render(request, template, context, status=INVALID if wrong and not _is_pressed(request.POST) else 200)


def _is_pressed(sent: QueryDict) -> bool:
    return INSTEAD in sent
