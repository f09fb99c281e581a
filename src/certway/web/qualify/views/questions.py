"""The questionnaire: one topic a screen, each of which can be skipped."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from certway.actions.tell import remove_entry, skip_section, tell_entry, tell_new_entry, tell_none, tell_single
from certway.core.person.draft import Draft, UnknownEntryError
from certway.core.person.merging import ChangedMeanwhileError
from certway.core.person.topics import Topic, topic_of, topics_for
from certway.records.history import undoable_change
from certway.records.load import load_draft
from certway.web.layout.addresses import asked_of, then_of, with_then
from certway.web.layout.entry_form import EntryForm
from certway.web.layout.form_marks import answers_sent, form_marks, key_of, of_its_account, shown_by
from certway.web.layout.named_topics import named_topic
from certway.web.layout.summaries import EntrySummary, answer_words, entry_summaries, topic_summaries
from certway.web.layout.visiting import visit_of

INVALID = 422  # the answers can't be kept as they are


@require_safe
def topics(request: HttpRequest) -> HttpResponse:
    """All topics: what was told, and what is open."""
    draft = load_draft(visit_of(request))
    summaries = topic_summaries(draft)
    still_open = [summary for summary in summaries if not summary.told]
    first_open = still_open[0] if still_open else None
    context = {
        "topics": summaries,
        "first_open": first_open,
        "open_count": len(still_open),
        "undoable": undoable_change(visit_of(request)),
        "draft": draft,
    }
    return render(request, "qualify/topics.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@of_its_account
def topic(request: HttpRequest, topic: str) -> HttpResponse:
    """One topic: its questions, or its entries."""
    asked = named_topic(topic_of, topic)
    return _entries(request, asked) if asked.lists else _single(request, asked)


def _single(request: HttpRequest, topic: Topic) -> HttpResponse:
    draft = load_draft(visit_of(request))
    kept = draft.record.single(topic.table.name)
    fields = topic.fields_for(kept, also=asked_of(request))
    form = EntryForm(topic.table, fields, kept, answers_sent(request))
    if request.method == "POST" and form.is_valid():
        visit, section = visit_of(request), topic.table.name
        try:
            draft = tell_single(visit, section, form.entry, asked=form.names, shown=shown_by(request))
            return _onwards(request, topic, draft)
        except ChangedMeanwhileError as error:
            return _ask_again(request, _Screen(topic, draft, form), error)
    return _ask(request, _Screen(topic, draft, form))


def _entries(request: HttpRequest, topic: Topic) -> HttpResponse:
    if request.method == "POST":
        have = request.POST.get("have")
        if have == "yes":
            return HttpResponseRedirect(with_then(reverse("qualify:new-entry", args=[topic.id]), then_of(request)))
        draft = (tell_none if have == "no" else skip_section)(visit_of(request), topic.table.name)
        return _onwards(request, topic, draft)
    draft = load_draft(visit_of(request))
    return _ask(request, _Screen(topic, draft, entries=entry_summaries(topic, draft)))


@require_http_methods(["GET", "HEAD", "POST"])
@of_its_account
def new_entry(request: HttpRequest, topic: str) -> HttpResponse:
    """The first question about a new entry; what else is asked depends on its answer."""
    asked = named_topic(topic_of, topic, lists=True)
    form = EntryForm(asked.table, (asked.first,), {}, answers_sent(request))
    form.need_first()
    if request.method == "POST" and form.is_valid() and form.says_first():
        key = tell_new_entry(visit_of(request), asked.table.name, form.entry, key=key_of(request))
        return HttpResponseRedirect(with_then(reverse("qualify:entry", args=[asked.id, key]), then_of(request)))
    return _ask(request, _Screen(asked, load_draft(visit_of(request)), form, is_new=True))


@require_http_methods(["GET", "HEAD", "POST"])
@of_its_account
def entry(request: HttpRequest, topic: str, key: UUID) -> HttpResponse:
    """The questions about one entry."""
    asked, name = named_topic(topic_of, topic, lists=True), str(key)
    draft = load_draft(visit_of(request))
    try:
        kept = draft.entry(asked.table.name, name)
        fields = asked.fields_for(kept, also=asked_of(request))
        form = EntryForm(asked.table, fields, kept, answers_sent(request))
        if request.method == "POST" and form.is_valid():
            visit, section = visit_of(request), asked.table.name
            tell_entry(visit, section, name, form.entry, asked=form.names, shown=shown_by(request))
            address = reverse("qualify:topic", args=[asked.id])
            return HttpResponseRedirect(with_then(address, then_of(request)))
    except UnknownEntryError:
        undoable = undoable_change(visit_of(request))
        return render(request, "qualify/gone.html", {"topic": asked, "undoable": undoable}, status=404)
    except ChangedMeanwhileError as error:
        return _ask_again(request, _Screen(asked, draft, form, key=name), error)
    return _ask(request, _Screen(asked, draft, form, key=name))


@require_POST
def remove(request: HttpRequest, topic: str, key: UUID) -> HttpResponse:
    """Remove an entry; the page that follows offers to undo it."""
    asked = named_topic(topic_of, topic, lists=True)
    remove_entry(visit_of(request), asked.table.name, str(key))
    return HttpResponseRedirect(with_then(reverse("qualify:topic", args=[asked.id]), then_of(request)))


@dataclass(frozen=True)
class _Screen:
    """What a screen of the questionnaire shows."""

    topic: Topic
    draft: Draft
    form: EntryForm | None = None
    entries: tuple[EntrySummary, ...] = ()
    key: str = ""  # of the entry that is asked about
    is_new: bool = False


def _ask_again(request: HttpRequest, screen: _Screen, error: ChangedMeanwhileError) -> HttpResponse:
    """Ask again, with what was changed meanwhile told beside what was typed; sent again it counts."""
    assert screen.form is not None
    screen.form.tell_of_changes({name: answer_words(screen.topic, name, screen.form.kept) for name in error.fields})
    return _ask(request, screen, anew=True)


def _ask(request: HttpRequest, screen: _Screen, *, anew: bool = False) -> HttpResponse:
    topics = topics_for(screen.draft.record)
    place = topics.index(screen.topic) if screen.topic in topics else len(topics) - 1
    context = {
        "screen": screen,
        "topic": screen.topic,
        "form": screen.form,
        "told_none": screen.topic.is_told(screen.draft.record) and not screen.entries,
        "place": place + 1,
        "places": len(topics),
        "before": topics[place - 1] if place else None,
        "after": topics[place + 1] if place + 1 < len(topics) else None,
        "then": then_of(request),
        "marks": form_marks(request, anew=anew) if screen.form is not None else None,
        "undoable": undoable_change(visit_of(request)) if screen.form is None else None,
    }
    wrong = screen.form is not None and screen.form.is_bound and bool(screen.form.errors)
    return render(request, "qualify/question.html", context, status=INVALID if wrong else 200)


def _onwards(request: HttpRequest, topic: Topic, draft: Draft) -> HttpResponseRedirect:
    """To the page one came from, else to the next topic that matters, at the end to the answer."""
    topics = topics_for(draft.record)
    place = topics.index(topic) + 1 if topic in topics else len(topics)
    following = reverse("qualify:topic", args=[topics[place].id]) if place < len(topics) else reverse("qualify:answer")
    return HttpResponseRedirect(then_of(request) or following)
