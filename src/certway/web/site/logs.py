"""What the log says: that something happened and where in the code, never to whom.

A record's words are ours only where our code wrote them. Whatever came with a request (addresses of pages hold keys of
entries) and whatever an exception says (a database quotes the row that it refused) may be about a person. So of a
request its kind is told, and of an exception its class and its places in the code.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping
from contextvars import ContextVar
from datetime import UTC, datetime
from http.client import responses
from pathlib import Path
from traceback import walk_tb

from django.http import HttpRequest
from pythonjsonlogger.json import JsonFormatter

REQUEST_ID: ContextVar[str] = ContextVar("request_id", default="")  # of the request that is being answered
ID_PLACE = "certway.request_id"  # where a request itself keeps it, beside its headers
REQUESTS = "certway.requests"  # the logger of one line a request
FACTS = "facts"  # what our own code adds to a record: `extra={FACTS: {"task": 7}}`, nothing about a person
_PACKAGES = Path(__file__).parents[3]  # places in the code are told from here


class TextLines(logging.Formatter):
    """Writes records for a person at a terminal."""

    def format(self, record: logging.LogRecord) -> str:
        """Return a line, and one for each place in the code that an exception went through."""
        facts = "".join(f" {name}={value}" for name, value in _facts(record).items())
        lines = [f"{record.levelname} {record.name}: {message_of(record)}{facts}"]
        return "\n    ".join((*lines, *exception_lines(record)))


class JsonLines(JsonFormatter):
    """Writes each record as a line of JSON, for programs that gather logs."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line."""
        told: dict[str, object] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": message_of(record),
            "request_id": REQUEST_ID.get() or _id_of_request(record),
            "exception": exception_lines(record),
        }
        return self.serialize_log_record({**{name: value for name, value in told.items() if value}, **_facts(record)})


def message_of(record: logging.LogRecord) -> str:
    """Return what a record says, without words of the request or of an exception."""
    if isinstance(getattr(record, "request", None), HttpRequest):
        return responses.get(getattr(record, "status_code", 0), "something about a request")
    message = record.getMessage()
    for exception in _exceptions(record):
        said = str(exception)
        message = message.replace(said, _name(exception)) if said else message
    return message


def exception_lines(record: logging.LogRecord) -> list[str]:
    """Return the class of a record's exception and of those that led to it, each followed by where it went through."""
    return [line for exception in _exceptions(record) for line in (_name(exception), *_places(exception))]


def log_settings(style: str) -> dict[str, object]:
    """Return Django's LOGGING. Requests are told as `json` alone: at a terminal they would hide what matters."""
    formatters = {"text": TextLines, "json": JsonLines}
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"line": {"()": formatters[style]}},
        "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
        "root": {"handlers": ["stderr"], "level": "WARNING"},
        "loggers": {
            "certway": {"level": "INFO"},
            REQUESTS: {"level": "INFO" if style == "json" else "WARNING"},
            "django": {"handlers": [], "level": "WARNING", "propagate": True},  # its own handlers tell everything
            "django.request": {"level": "ERROR"},
            "django.security.DisallowedHost": {"handlers": [], "propagate": False},  # anybody can send one
            "_granian": {"handlers": [], "level": "WARNING", "propagate": True},
        },
    }


def _id_of_request(record: logging.LogRecord) -> str:
    """Return the id for what Django says of an answer that has left our own middleware already."""
    request = getattr(record, "request", None)
    return str(request.META.get(ID_PLACE, "")) if isinstance(request, HttpRequest) else ""


def _facts(record: logging.LogRecord) -> Mapping[str, object]:
    facts = getattr(record, FACTS, None)
    return facts if isinstance(facts, Mapping) else {}


def _exceptions(record: logging.LogRecord) -> Iterator[BaseException]:
    """Yield a record's exception, then what caused it, and so on."""
    exception = record.exc_info[1] if record.exc_info else None
    while exception is not None:
        yield exception
        shown = None if exception.__suppress_context__ else exception.__context__
        exception = exception.__cause__ or shown


def _name(exception: BaseException) -> str:
    kind = type(exception)
    return kind.__qualname__ if kind.__module__ == "builtins" else f"{kind.__module__}.{kind.__qualname__}"


def _places(exception: BaseException) -> Iterator[str]:
    """Yield where an exception went through, the place where it was raised last; never the values that were there."""
    for frame, line in walk_tb(exception.__traceback__):
        path = Path(frame.f_code.co_filename)
        shown = path.relative_to(_PACKAGES) if path.is_relative_to(_PACKAGES) else path
        yield f"  {shown}:{line} {frame.f_code.co_name}"
