"""What a document is, whatever somebody sends: by its content, in bounded time and memory."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable

import pytest

from certway.exchange.document_content import READ_SECONDS, DocumentRefusedError, check_content
from certway.exchange.document_reading import MOST_BYTES, MOST_MEMORY, MOST_PAGES
from document_files import (
    SCRIPT,
    archive,
    as_image,
    jpeg,
    jpeg_of_many_scans,
    locked_pdf,
    pdf,
    pdf_with_a_deep_tree,
    pdf_with_a_heavy_table,
    pdf_with_a_loop,
    pdf_with_deep_arrays,
    png,
    png_bomb,
    png_of,
    png_with_heavy_text,
    raw_pdf,
)


def refused(content: bytes, *, seconds: float = READ_SECONDS) -> str:
    with pytest.raises(DocumentRefusedError) as refusal:
        check_content(content, seconds=seconds)
    return refusal.value.reason


MEASURE = """
import resource, sys
from certway.exchange.document_content import DocumentRefusedError, check_content
try:
    check_content(sys.stdin.buffer.read())
except DocumentRefusedError as refusal:
    print(refusal.reason, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * 1024)
"""


def refusal_and_memory(content: bytes) -> tuple[str, int]:
    """Return why a file is refused, and the most bytes that its reader took.

    It is asked for by a small process: what a process takes counts, to the system, from that which started it.
    """
    asked = subprocess.run([sys.executable, "-c", MEASURE], input=content, check=True, capture_output=True)
    reason, memory = asked.stdout.decode().split()
    return reason, int(memory)


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (png, "png"),
        (jpeg, "jpeg"),
        (lambda: as_image("JPEG", progressive=True), "jpeg"),
        (pdf, "pdf"),
        (lambda: locked_pdf(user="", owner="registrar"), "pdf"),  # opens for everybody, may not be changed
        (lambda: pdf() + b"\n\0\0", "pdf"),
    ],
    ids=["png", "jpeg", "progressive", "pdf", "pdf that may not be changed", "pdf with an odd end"],
)
def test_sound_file_is_told_by_its_content(content: Callable[[], bytes], kind: str) -> None:
    assert check_content(content()) == kind


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "empty"),
        (b"%PDF-" + b"x" * (MOST_BYTES - 4), "too-large"),
        (SCRIPT, "unknown"),
        (b"GIF89a" + b"\1\0\1\0\0\0\0;" + archive(), "unknown"),
        (archive(), "unknown"),
        (b" " + pdf(), "unknown"),
        (SCRIPT + png(), "unknown"),
        (b"MZ" + pdf(), "unknown"),
        (b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", "unknown"),
    ],
    ids=["empty", "too large", "html", "gifar", "zip", "pdf later on", "png later on", "program", "svg"],
)
def test_what_is_no_document_is_refused_by_its_first_bytes(content: bytes, reason: str) -> None:
    assert refused(content) == reason


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (lambda: b"%PDF-1.7\n" + SCRIPT + b"%%EOF", "broken"),
        (lambda: pdf()[:-200], "broken"),
        (lambda: pdf() + archive() + b" " * 2000 + b".", "broken"),
        (lambda: raw_pdf(b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Count 0 /Kids [] >>"), "broken"),
        (pdf_with_a_loop, "broken"),
        (pdf_with_a_deep_tree, "broken"),
        (pdf_with_deep_arrays, "broken"),
        (lambda: pdf(10_000), "pages"),
        (lambda: locked_pdf(user="secret", owner="secret"), "password"),
        (lambda: png()[:-20], "broken"),
        (lambda: png()[:8] + SCRIPT, "broken"),
        (lambda: png_of(0, 0), "broken"),
        (png_bomb, "pixels"),
        (png_with_heavy_text, "broken"),
        (lambda: jpeg()[: len(jpeg()) // 2], "broken"),
        (lambda: b"\xff\xd8\xff\xe0" + SCRIPT, "broken"),
    ],
    ids=[
        "script as pdf", "cut pdf", "pdf and more behind", "no pages", "loop", "deep tree", "deep arrays",
        "10,000 pages", "password", "cut png", "script as png", "no pixels", "png bomb", "heavy text", "cut jpeg",
        "script as jpeg",
    ],
)  # fmt: skip
def test_file_that_does_not_open_is_refused(content: Callable[[], bytes], reason: str) -> None:
    assert refused(content()) == reason


def test_file_that_is_two_is_taken_for_what_it_begins_as() -> None:
    """It is handed out as that alone; a browser is told not to guess."""
    assert check_content(png() + SCRIPT) == "png"
    assert check_content(jpeg() + SCRIPT) == "jpeg"  # telephones too append something to their photos
    assert check_content(pdf() + archive()) == "pdf"


def test_bombs_are_ended_in_bounded_memory_and_time() -> None:
    began = time.monotonic()
    reason, memory = refusal_and_memory(pdf_with_a_heavy_table())

    assert reason in ("broken", "too-heavy")
    assert memory <= MOST_MEMORY
    assert refused(jpeg_of_many_scans(), seconds=1) == "too-heavy"
    assert time.monotonic() - began < READ_SECONDS


def test_refusal_says_what_to_do() -> None:
    with pytest.raises(DocumentRefusedError) as refusal:
        check_content(SCRIPT)

    assert str(refusal.value).startswith("The file is no PDF, PNG or JPEG, whatever its name says.")
    assert f"{MOST_PAGES:,}" in str(DocumentRefusedError("pages", pages=f"{MOST_PAGES:,}"))
