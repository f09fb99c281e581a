"""Questions of another tool, brought in as drafts."""

from __future__ import annotations

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from certway.actions.bring_items import MOST_ITEMS, Brought, bring_items, kind_of_file
from certway.core.items.bank import Bank
from certway.exchange.bank.formats import FORMATS
from certway.exchange.safe.errors import ForeignFileError
from certway.exchange.words.catalogue import catalogue
from certway.exchange.words.figures import bytes_words, number
from certway.records.bank import bank_here
from certway.web.bank.authoring.forms import topic_choices, work_choices
from certway.web.bank.staff import staff_alone
from certway.web.clock import now
from certway.web.layout.bodies import takes_file
from certway.web.layout.fields import say

MOST_BYTES = 10 * 1024 * 1024  # of a file
SHOWN = 500  # losses that a page lists


class BringForm(forms.Form):
    """How a file is to be read, and where its questions go that don't tell."""

    def __init__(self, data: dict[str, str] | None, bank: Bank) -> None:
        super().__init__(data, auto_id="%s")
        kinds = [("", say("bring.by-name")), *((kind, say(f"bank.format.{kind}")) for kind in FORMATS)]
        self.fields["format"] = forms.ChoiceField(label=say("bring.format"), choices=kinds, required=False)
        self.fields["topic"] = forms.ChoiceField(
            label=say("bring.topic"), help_text=say("bring.topic.hint"), choices=topic_choices(bank), required=False
        )
        self.fields["source"] = forms.ChoiceField(
            label=say("bring.source"), help_text=say("bring.source.hint"), choices=work_choices(bank), required=False
        )


@takes_file(MOST_BYTES)
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@staff_alone
def bring(request: HttpRequest) -> HttpResponse:
    """Ask for a file; POST keeps its questions as drafts and tells what could not be carried."""
    form = BringForm(request.POST.dict() if request.method == "POST" else None, bank_here().bank)
    if request.method != "POST":
        return _page(request, form)
    upload = request.FILES.get("file")
    if upload is None or not form.is_valid():
        return _page(request, form, problem=say("document.refused.none"))
    name = upload.name or ""
    kind = form.cleaned_data["format"] or kind_of_file(name)
    content = upload.read(MOST_BYTES + 1)
    if kind is None:
        return _page(request, form, problem=say("bring.unknown", file=name))
    if len(content) > MOST_BYTES:
        return _page(request, form, problem=say("bring.large", most=bytes_words(MOST_BYTES, catalogue())))
    topic, source = form.cleaned_data["topic"], form.cleaned_data["source"]
    try:
        brought = bring_items(content, name, kind, topic=topic, source=source, at=now())
    except ForeignFileError as error:
        return _page(request, form, problem=str(error))
    return _result(request, name, brought)


def _page(request: HttpRequest, form: BringForm, *, problem: str = "") -> HttpResponse:
    most, items = bytes_words(MOST_BYTES, catalogue()), number(MOST_ITEMS)
    context = {"form": form, "problem": problem, "most": most, "items": items}
    return render(request, "bank/bring.html", context, status=422 if problem else 200)


def _result(request: HttpRequest, name: str, brought: Brought) -> HttpResponse:
    shown = brought.dropped[:SHOWN]
    context = {"file": name, "brought": brought, "dropped": shown, "more": len(brought.dropped) - len(shown)}
    return render(request, "bank/brought.html", context)
