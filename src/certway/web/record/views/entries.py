"""The record by section: see, add, change, remove."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from certway.actions.see_documents import see_counts
from certway.actions.tell import remove_entry, skip_section, tell_entry, tell_new_entry, tell_none, tell_single
from certway.core.person.draft import UnknownEntryError
from certway.core.person.merging import ChangedMeanwhileError
from certway.core.person.record import Entry
from certway.core.person.topics import RECORD, Topic, record_topic
from certway.exchange.words.catalogue import catalogue
from certway.records.history import undoable_change
from certway.records.load import load_draft, was_told
from certway.web.layout.entry_form import NAMES_LICENSES, EntryForm
from certway.web.layout.form_marks import answers_sent, form_marks, key_of, of_its_account, shown_by
from certway.web.layout.known import KNOWN, read_draft
from certway.web.layout.named_topics import named_topic
from certway.web.layout.summaries import EntrySummary, answer_words, entry_summaries, topic_summaries
from certway.web.layout.visiting import visit_of
from certway.web.record.proofs import proved_entries
from certway.web.record.themes import themes_of

INVALID = 422  # the answers can't be kept as they are


@dataclass(frozen=True)
class _Screen:
    """What a page about one section shows."""

    topic: Topic
    form: EntryForm | None = None
    entries: tuple[EntrySummary, ...] = ()
    told: bool = False  # the section, perhaps as one without entries
    key: str = ""  # of the entry that is shown
    gone: bool = False  # the entry is not there any more; the form adds it again


@require_safe
def record(request: HttpRequest) -> HttpResponse:
    """Every section with what was told about it."""
    visit = visit_of(request)
    draft, known = read_draft(request)
    summaries = topic_summaries(draft, RECORD)
    context = {
        "topics": summaries,
        "told": sum(one.told for one in summaries),
        "known": known,
        "undoable": undoable_change(visit) if known is None else None,
        "draft": draft,
        "proofs": see_counts(visit) if known is None else None,
    }
    return render(request, "record/record.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@of_its_account
def section(request: HttpRequest, topic: str) -> HttpResponse:
    """One section: its fields, or its entries."""
    asked = named_topic(record_topic, topic)
    if KNOWN in request.GET:  # what is no more can't be changed; the record as a whole shows it
        query = urlencode({KNOWN: request.GET[KNOWN]})
        return HttpResponseRedirect(f"{reverse('record:record')}?{query}")
    return _entries(request, asked) if asked.lists else _single(request, asked)


def _single(request: HttpRequest, topic: Topic) -> HttpResponse:
    visit = visit_of(request)
    kept = load_draft(visit).record.single(topic.table.name)
    form = _form(request, topic, kept)
    if request.method == "POST" and form.is_valid():
        try:
            tell_single(visit, topic.table.name, form.entry, asked=form.names, shown=shown_by(request))
            return _saved(request, "record:record")
        except ChangedMeanwhileError as error:
            return _show_both(request, _Screen(topic, form), error)
    return _show(request, _Screen(topic, form))


def _entries(request: HttpRequest, topic: Topic) -> HttpResponse:
    visit = visit_of(request)
    if request.method == "POST":
        (tell_none if request.POST.get("have") == "no" else skip_section)(visit, topic.table.name)
        return HttpResponseRedirect(reverse("record:section", args=[topic.id]))
    draft = load_draft(visit)
    told = draft.record.entries(topic.table.name) is not None
    return _show(request, _Screen(topic, entries=entry_summaries(topic, draft), told=told))


@require_http_methods(["GET", "HEAD", "POST"])
@of_its_account
def new_entry(request: HttpRequest, topic: str) -> HttpResponse:
    """A new entry, with all of its fields at once."""
    asked = named_topic(record_topic, topic, lists=True)
    form = _form(request, asked, {})
    form.need_first()
    if request.method == "POST" and form.is_valid() and form.says_first():
        tell_new_entry(visit_of(request), asked.table.name, form.entry, key=key_of(request))
        return _saved(request, "record:new-entry" if "another" in request.POST else "record:section", asked.id)
    return _show(request, _Screen(asked, form))


@require_http_methods(["GET", "HEAD", "POST"])
@of_its_account
def entry(request: HttpRequest, topic: str, key: UUID) -> HttpResponse:
    """One entry, with all of its fields."""
    asked, name, visit = named_topic(record_topic, topic, lists=True), str(key), visit_of(request)
    try:
        form = _form(request, asked, load_draft(visit).entry(asked.table.name, name))
        if request.method == "POST" and form.is_valid():
            tell_entry(visit, asked.table.name, name, form.entry, asked=form.names, shown=shown_by(request))
            return _saved(request, "record:section", asked.id)
    except UnknownEntryError:
        return _gone(request, asked, key)
    except ChangedMeanwhileError as error:
        return _show_both(request, _Screen(asked, form, key=name), error)
    return _show(request, _Screen(asked, form, key=name))


@require_POST
def remove(request: HttpRequest, topic: str, key: UUID) -> HttpResponse:
    """Remove an entry; the page that follows offers to undo it."""
    asked = named_topic(record_topic, topic, lists=True)
    remove_entry(visit_of(request), asked.table.name, str(key))
    return HttpResponseRedirect(reverse("record:section", args=[asked.id]))


def _form(request: HttpRequest, topic: Topic, kept: Entry) -> EntryForm:
    fields = tuple(one.field for one in topic.asked)
    return EntryForm(topic.table, fields, kept, answers_sent(request), state=_home_state(request, topic))


def _home_state(request: HttpRequest, topic: Topic) -> str:
    """Return in which state the person lives where a question may name a license; empty where that is not told."""
    if topic.table.name not in NAMES_LICENSES:
        return ""
    return str(load_draft(visit_of(request)).record.single("person").get("lives_in", ""))


def _saved(request: HttpRequest, following: str, *args: str) -> HttpResponseRedirect:
    messages.success(request, catalogue().say("record.saved"))
    return HttpResponseRedirect(reverse(following, args=args))


def _show_both(request: HttpRequest, screen: _Screen, error: ChangedMeanwhileError) -> HttpResponse:
    """Show the form again, with what stands there now beside what was typed; sent again it counts."""
    assert screen.form is not None
    screen.form.tell_of_changes({name: answer_words(screen.topic, name, screen.form.kept) for name in error.fields})
    return _show(request, screen, anew=True)


def _gone(request: HttpRequest, topic: Topic, key: UUID) -> HttpResponse:
    """Say that an entry is not there any more; what was typed about it can be added again."""
    if request.method != "POST" or not was_told(visit_of(request), key):
        undoable = undoable_change(visit_of(request))
        return render(request, "record/gone.html", {"topic": topic, "undoable": undoable}, status=404)
    form = _form(request, topic, {})
    form.need_first()
    return _show(request, _Screen(topic, form, gone=True))


def _show(request: HttpRequest, screen: _Screen, *, anew: bool = False) -> HttpResponse:
    wrong = screen.form is not None and screen.form.is_bound and bool(screen.form.errors)
    context = {
        "screen": screen,
        "topic": screen.topic,
        "form": screen.form,
        "marks": form_marks(request, anew=anew) if screen.form is not None else None,
        "undoable": undoable_change(visit_of(request)) if screen.form is None else None,
        "themes": themes_of(screen.topic, screen.form),
        "proved": proved_entries(visit_of(request), screen.topic, screen.entries, screen.key),
    }
    wrong = wrong or screen.gone
    return render(request, "record/section.html", context, status=INVALID if wrong else 200)
