"""The audit pack of one credential: what it holds and what is weak, and the pack itself."""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import dataclass
from tempfile import TemporaryFile
from urllib.parse import urlencode
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from certway.actions.make_audit_pack import SeenAudit, see_audit, write_audit
from certway.core.person.draft import Draft
from certway.core.person.topics import RECORD, split_place
from certway.exchange.audit_pdf import PackError
from certway.exchange.audit_text import WeakText
from certway.records.load import load_draft
from certway.records.models import User
from certway.web.clock import now, today
from certway.web.layout.visiting import visit_of

CONTENT_TYPES = {"pdf": "application/pdf", "zip": "application/zip"}
PROVES = "proves"  # the parameter that names what a new document is to prove
BEFORE = "cycle"  # the parameter that asks for the cycle before


@dataclass(frozen=True, slots=True)
class Weak:
    """What is weak, and where it is mended."""

    text: WeakText
    address: str


@require_safe
@login_required
def audit(request: HttpRequest, credential: str) -> HttpResponse:
    """What a pack of one's own would hold."""
    seen, draft = _seen(request, credential)
    if seen is None:
        raise Http404
    return _page(request, credential, seen, draft)


def _page(
    request: HttpRequest, credential: str, seen: SeenAudit, draft: Draft, *, problem: str = "", status: int = 200
) -> HttpResponse:
    weak = [Weak(one, _address(one, draft)) for one in seen.text.weaknesses]
    context = {
        "credential": credential,
        "short": seen.audit.kept.credential.short,
        "text": seen.text,
        "weak": [one for one in weak if not one.text.hint],
        "hints": [one for one in weak if one.text.hint],
        "held": seen.audit.kept.renewal.held is not None,
        "before": _is_before(request),
        "problem": problem,
    }
    return render(request, "renew/audit.html", context, status=status)


@require_safe
@login_required
def pack(request: HttpRequest, credential: str, ending: str) -> HttpResponseBase:
    """The pack itself, to be saved."""
    seen, draft = _seen(request, credential)
    if seen is None:
        raise Http404
    with ExitStack() as stack:
        file = stack.enter_context(TemporaryFile())
        try:
            write_audit(_user(request), seen, ending, at=now(), out=file)
        except PackError as error:
            return _page(request, credential, seen, draft, problem=str(error), status=422)
        stack.pop_all()  # from here on the response closes it
    file.seek(0)
    response = FileResponse(
        file, as_attachment=True, filename=f"{seen.name}.{ending}", content_type=CONTENT_TYPES[ending]
    )
    response["Cache-Control"] = "private, no-store"
    return response


def _seen(request: HttpRequest, credential: str) -> tuple[SeenAudit | None, Draft]:
    visit = visit_of(request)
    draft = load_draft(visit)
    before = _is_before(request)
    return see_audit(visit, _user(request), draft, credential, as_of=today(request), before=before), draft


def _is_before(request: HttpRequest) -> bool:
    return request.GET.get(BEFORE) == "before"


def _user(request: HttpRequest) -> User:
    assert isinstance(request.user, User)
    return request.user


def _address(weak: WeakText, draft: Draft) -> str:
    """Return where something is mended: an entry, a new proof of it, a section, or a document."""
    section, rest = split_place(weak.place)
    if section == "documents":
        return reverse("documents:document", args=[UUID(rest[0])])
    topic = next(topic for topic in RECORD if topic.table.name == section)
    if not rest:
        return reverse("record:section", args=[topic.id])
    key = draft.keys[section][int(rest[0])]
    if weak.what == "no-proof":
        return f"{reverse('documents:add')}?{urlencode({PROVES: key})}"
    return reverse("record:entry", args=[topic.id, key])
