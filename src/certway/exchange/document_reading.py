"""Opens a document with the parser of its kind, as a process of its own with bounded memory and time.

A file that somebody sends may be made to fill the memory or to keep a parser busy for hours. So it is parsed here,
where the system ends what goes beyond its bounds: `python -m certway.exchange.document_reading KIND < FILE` prints
one of OUTCOMES. Whatever else happens means that the file is broken or too heavy; `document_content` tells which.
"""

from __future__ import annotations

import sys
from io import BytesIO
from typing import Literal, TypeAlias

Kind: TypeAlias = Literal["pdf", "png", "jpeg"]
Outcome: TypeAlias = Literal["good", "broken", "password", "pages", "pixels", "too-heavy"]

KINDS: tuple[Kind, ...] = ("pdf", "png", "jpeg")
OUTCOMES: tuple[Outcome, ...] = ("good", "broken", "password", "pages", "pixels", "too-heavy")
MOST_BYTES = 10 * 1024 * 1024
MOST_PAGES = 2_000
MOST_PIXELS = 100_000_000
MOST_MEMORY = 512 * 1024 * 1024  # bytes of addresses; a tenth of it is the parsers themselves
MOST_CPU_SECONDS = 10
PDF_END, PDF_END_WITHIN = b"%%EOF", 1024  # bytes before the end, as readers of PDF look for it


def read_document(kind: str, content: bytes) -> Outcome:
    """Return whether the content opens as its kind within the limits. What a parser raises is left to the caller."""
    return _read_pdf(content) if kind == "pdf" else _read_image(kind, content)


def _read_pdf(content: bytes) -> Outcome:
    import pikepdf

    if PDF_END not in content.rstrip(b"\0\t\n\r ")[-PDF_END_WITHIN:]:
        return "broken"  # cut short, or something else stands behind it
    try:
        with pikepdf.open(BytesIO(content)) as pdf:
            pages = len(pdf.pages)
    except pikepdf.PasswordError:
        return "password"
    if pages > MOST_PAGES:
        return "pages"
    return "good" if pages else "broken"


def _read_image(kind: str, content: bytes) -> Outcome:
    from PIL.JpegImagePlugin import JpegImageFile
    from PIL.PngImagePlugin import PngImageFile

    image = PngImageFile(BytesIO(content)) if kind == "png" else JpegImageFile(BytesIO(content))
    if image.width * image.height > MOST_PIXELS:
        return "pixels"
    if kind == "png":
        image.verify()  # checksums tell whether it is whole, without unpacking it
    else:
        image.draft("L", (1, 1))  # an eighth of each side is enough to see whether it is whole
        image.load()
    return "good"


def bound_process() -> None:
    """Let the system end this process when it takes too much, and let it write nothing to disk."""
    if sys.platform != "win32":
        import resource

        bounds = {
            resource.RLIMIT_AS: MOST_MEMORY,
            resource.RLIMIT_CPU: MOST_CPU_SECONDS,
            resource.RLIMIT_FSIZE: 0,
            resource.RLIMIT_CORE: 0,
        }
        for name, most in bounds.items():
            resource.setrlimit(name, (most, most))


if __name__ == "__main__":
    bound_process()
    try:
        outcome: Outcome = read_document(sys.argv[1], sys.stdin.buffer.read(MOST_BYTES + 1))
    except MemoryError:
        outcome = "too-heavy"
    print(outcome)
