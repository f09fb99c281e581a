"""One draft: its sheet, checked while it is typed, kept, published, or thrown away."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from certway.actions.bring_items import add_picture
from certway.actions.publish_item import NotReadyError, publish_draft
from certway.actions.see_written import SeenDraft, see_draft
from certway.actions.write_item import CheckedSheet, StaleDraftError, check_sheet, discard_draft, save_draft, settled
from certway.exchange.bank.pictures import MOST_BYTES, PictureError
from certway.exchange.bank.sheet import Sheet
from certway.records.bank import bank_here
from certway.web.bank.authoring.forms import SheetForm, field_label
from certway.web.bank.known_words import known_words
from certway.web.bank.staff import staff_alone, user_of
from certway.web.clock import now
from certway.web.layout.bodies import takes_file
from certway.web.layout.fields import say

DO, SAVES, ROWS, NOTE, WITH_FLAWS = "do", "saves", "rows", "change", "with-flaws"  # what a form says beside the sheet
PUBLISH, MORE = "publish", "more"  # what is to be done


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@staff_alone
def write(request: HttpRequest, key: UUID) -> HttpResponse:
    """A draft; POST keeps it, and publishes it where that is asked for."""
    seen = _seen(key)
    if request.method != "POST":
        return _page(request, seen, check_sheet(seen.sheet), saves=seen.saves)
    sheet, saves = settled(_told(request.POST), seen.item or None), _whole(request.POST.get(SAVES, ""))
    try:
        saves = save_draft(key, sheet, saves=saves, at=now())
    except StaleDraftError:
        messages.error(request, say("write.stale"))
        return _page(request, seen, check_sheet(sheet), saves=seen.saves, status=409)
    except LookupError as error:
        raise Http404 from error
    if request.POST.get(DO) == PUBLISH:
        return _publish(request, seen, saves)
    if request.POST.get(DO) == MORE:
        return _page(request, seen, check_sheet(sheet), saves=saves, more=1)
    messages.success(request, say("write.saved"))
    return HttpResponseRedirect(reverse("bank:write", args=[key]))


def _publish(request: HttpRequest, seen: SeenDraft, saves: int) -> HttpResponse:
    note, with_flaws = request.POST.get(NOTE, ""), WITH_FLAWS in request.POST
    try:
        item = publish_draft(user_of(request), seen.key, saves=saves, note=note, with_flaws=with_flaws, at=now())
    except NotReadyError as error:
        return _page(request, seen, error.checked, saves=saves, refused=True, status=422)
    except StaleDraftError:
        messages.error(request, say("write.stale"))
        return HttpResponseRedirect(reverse("bank:write", args=[seen.key]))
    messages.success(request, say("write.published", item=item))
    return HttpResponseRedirect(reverse("bank:question", args=item.split("/")))


@require_POST
@never_cache
@staff_alone
def check(request: HttpRequest, key: UUID) -> HttpResponse:
    """What is found in a sheet as it is typed; nothing is kept. Nothing to show where its draft is gone meanwhile."""
    seen = see_draft(key)
    if seen is None:
        return HttpResponse(status=204)  # published or thrown away while this was on its way
    sheet = settled(_told(request.POST), seen.item or None)
    checked = check_sheet(sheet)
    return render(request, "bank/lint.html", {**_found(request, checked, sheet), "swapped": True})


@require_POST
@staff_alone
def discard(request: HttpRequest, key: UUID) -> HttpResponse:
    """Throw a draft away, once it is ticked that this is meant."""
    if "sure" not in request.POST:
        messages.error(request, say("write.discard.unsure"))
        return HttpResponseRedirect(reverse("bank:write", args=[key]))
    try:
        discard_draft(key)
    except LookupError as error:
        raise Http404 from error
    messages.success(request, say("write.discarded"))
    return HttpResponseRedirect(reverse("bank:written"))


@takes_file(MOST_BYTES)
@require_POST
@staff_alone
def picture(request: HttpRequest, key: UUID) -> HttpResponse:
    """Keep a picture, and put its name on the sheet as it was last saved."""
    seen, upload = _seen(key), request.FILES.get("file")
    try:
        if upload is None:
            raise PictureError(say("document.refused.none"))
        name = add_picture(upload.read(MOST_BYTES + 1), upload.name or "", at=now())
        save_draft(key, {**seen.sheet, "image": name}, saves=seen.saves, at=now())
        messages.success(request, say("write.picture.kept"))
    except PictureError as error:
        messages.error(request, say("write.picture.refused", why=str(error)))
    except (StaleDraftError, LookupError):
        messages.error(request, say("write.stale"))
    return HttpResponseRedirect(reverse("bank:write", args=[key]))


def _seen(key: UUID) -> SeenDraft:
    seen = see_draft(key)
    if seen is None:
        raise Http404
    return seen


def _told(data: Mapping[str, str]) -> dict[str, str]:
    return {name: str(text) for name, text in data.items()}


def _whole(text: str) -> int:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else 0


def _page(
    request: HttpRequest,
    seen: SeenDraft,
    checked: CheckedSheet,
    *,
    saves: int,
    more: int = 0,
    refused: bool = False,
    status: int = 200,
) -> HttpResponse:
    faults, rows = checked.faults if refused else (), _whole(request.POST.get(ROWS, "")) + more
    form = SheetForm(checked.sheet, bank_here().bank, fixed=not seen.is_new, faults=faults, rows=rows)
    context = {
        **_found(request, checked, checked.sheet),
        "seen": seen,
        "form": form,
        "saves": saves,
        "refused": refused,
        "note": request.POST.get(NOTE, ""),
        "row": say(f"write.row.{form.kind}"),
    }
    return render(request, "bank/write.html", context, status=status)


def _found(request: HttpRequest, checked: CheckedSheet, sheet: Sheet) -> dict[str, object]:
    faults = [(field_label(fault.field), fault.field, fault.text or say("write.missing")) for fault in checked.faults]
    found = len(faults) + len(checked.lint.flaws)
    remarks = len(checked.lint.remarks)
    return {
        "checked": checked,
        "faults": faults,
        "found": found,
        "remarks": remarks,
        "image": sheet.get("image", ""),
        "known": known_words(request, checked.known),
    }
