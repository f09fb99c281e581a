"""What a document is, by its content and never by its name."""

from __future__ import annotations

import os
import subprocess
import sys
from threading import BoundedSemaphore
from typing import Literal, TypeAlias

from certway.core.units.errors import CertwayError
from certway.exchange.document_reading import MOST_BYTES, MOST_PAGES, OUTCOMES, Kind, Outcome
from certway.exchange.words.catalogue import catalogue
from certway.exchange.words.figures import bytes_words, number

Refusal: TypeAlias = Literal[
    "empty", "too-large", "unknown", "broken", "password", "pages", "pixels", "too-heavy", "quota"
]

SIGNATURES: tuple[tuple[Kind, bytes], ...] = (
    ("pdf", b"%PDF-"),
    ("png", b"\x89PNG\r\n\x1a\n"),
    ("jpeg", b"\xff\xd8\xff"),
)
READ_SECONDS = 20  # on the wall, for one document
_READER = "certway.exchange.document_reading"
_KEPT_VARIABLES = ("PATH", "PYTHONPATH", "SYSTEMROOT")  # the reader of what strangers send knows no keys
_READERS = BoundedSemaphore(2)  # at once in this process; each may take a gigabyte


class DocumentRefusedError(CertwayError):
    """Raised for a file that is not kept; its words say why, and what to do."""

    def __init__(self, reason: Refusal, **values: object) -> None:
        self.reason = reason
        super().__init__(catalogue().say(f"document.refused.{reason}", **values))


def check_content(content: bytes, *, seconds: float = READ_SECONDS) -> Kind:
    """Return what a document is. It begins as its kind does, and opens with that kind's parser.

    The parser runs as a process of its own with bounded memory and time. Raises DocumentRefusedError.
    """
    kind = kind_by_signature(content)
    outcome = _read(kind, content, seconds)
    if outcome != "good":
        raise DocumentRefusedError(outcome, pages=number(MOST_PAGES))
    return kind


def kind_by_signature(content: bytes) -> Kind:
    """Return what a file begins as. Raises DocumentRefusedError, also for one that is empty or too large."""
    if not content:
        raise DocumentRefusedError("empty")
    if len(content) > MOST_BYTES:
        raise DocumentRefusedError("too-large", most=bytes_words(MOST_BYTES, catalogue()))
    for kind, signature in SIGNATURES:
        if content.startswith(signature):
            return kind
    raise DocumentRefusedError("unknown")


def _read(kind: Kind, content: bytes, seconds: float) -> Outcome:
    done = read_apart(_READER, kind, content, seconds=seconds)
    if done is None:
        return "too-heavy"
    said = done.decode("ascii", "replace").strip()
    return next((outcome for outcome in OUTCOMES if outcome == said), "broken")


def read_apart(reader: str, kind: Kind, content: bytes, *, seconds: float) -> bytes | None:
    """Return what a module prints of a document, run as a process of its own; None where it is too heavy to be read.

    Such a module bounds itself by `document_reading.bound_process` before it reads what a stranger sent.
    """
    command = [sys.executable, "-P", "-B", "-m", reader, kind]
    clean = {name: os.environ[name] for name in _KEPT_VARIABLES if name in os.environ}
    with _READERS:
        try:
            done = subprocess.run(
                command,
                input=content,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env=clean,
                timeout=seconds,
                check=False,
            )
        except subprocess.TimeoutExpired:
            return None
    if done.returncode < 0:  # the system ended it: beyond its bounds, or the parser itself broke
        return None
    return done.stdout
