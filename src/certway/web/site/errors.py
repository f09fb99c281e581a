"""The pages of errors: what happened, and what to do."""

from __future__ import annotations

from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from certway.exchange.words.catalogue import catalogue
from certway.exchange.words.figures import bytes_words

RETRY_AFTER_SECONDS = 60  # "in a minute", says the page of a server that is busy


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """The browser sent something that can't be read."""
    return _page(request, "bad-request", 400)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """This is not hers to see."""
    return _page(request, "forbidden", 403)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form came without the token that shows it was ours: cookies are off, or the page is old."""
    return _page(request, "csrf", 403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """No page has this address."""
    return _page(request, "not-found", 404)


def too_large(request: HttpRequest, *, most_bytes: int | None = None) -> HttpResponse:
    """What was sent is larger than what is read; `most_bytes` is the size of a file that this address takes, if any."""
    words, text, back = catalogue(), "", ""
    if most_bytes is not None:
        text = words.say("error.page.too-large.file", most=bytes_words(most_bytes, words))
        back = request.path
    return _page(request, "too-large", 413, text=text, back=back)


def too_many(request: HttpRequest) -> HttpResponse:
    """The same was tried too often; it may be tried again soon."""
    page = _page(request, "too-many", 429, again=request.get_full_path())
    page.headers["Retry-After"] = str(RETRY_AFTER_SECONDS)
    return page


def busy(request: HttpRequest) -> HttpResponse:
    """More is being asked than can be answered; she may ask again soon."""
    page = _page(request, "busy", 503)
    page.headers["Retry-After"] = str(RETRY_AFTER_SECONDS)
    return page


def no_room(request: HttpRequest) -> HttpResponse:
    """The database can't write, and perhaps not be read either: the disk is full or fails, or it is read-only."""
    return HttpResponse(_plain_page("no-room"), status=HTTPStatus.INSUFFICIENT_STORAGE)


def server_error(request: HttpRequest) -> HttpResponse:
    """It is our fault; the page needs nothing that may be broken."""
    return HttpResponse(_plain_page("server"), status=500)


def _plain_page(kind: str) -> str:
    from django.template.loader import render_to_string

    told = {"title": f"error.page.{kind}", "text": f"error.page.{kind}.text"}
    return render_to_string("site/server_error.html", told)


def _page(
    request: HttpRequest, kind: str, status: int, *, text: str = "", again: str = "", back: str = ""
) -> HttpResponse:
    context = {
        "title": f"error.page.{kind}",
        "text": text or catalogue().say(f"error.page.{kind}.text"),
        "again": again,
        "back": back,
    }
    return render(request, "site/error.html", context, status=status)
