"""The text of a document that is kept: of a PDF by a reader in a process of its own, of a picture none.

`python -m certway.exchange.certificate_text pdf < FILE` prints the text of the first pages. Like the check of a
document it runs with bounded memory and time, since the file may be made to fill either.
"""

from __future__ import annotations

import sys
from io import BytesIO

from certway.exchange.document_content import READ_SECONDS, read_apart
from certway.exchange.document_reading import MOST_BYTES, Kind, bound_process

MOST_PAGES_READ = 3  # certificates have one, transcripts a few
MOST_CHARACTERS_READ = 20_000
_READER = "certway.exchange.certificate_text"


def certificate_text(content: bytes, kind: Kind, *, seconds: float = READ_SECONDS) -> str:
    """Return the text of a document's first pages, as it stands on them; empty where there is none that can be read.

    So it is of a scan, a picture, and of a file that takes too much memory or time.
    """
    if kind != "pdf":
        return ""
    printed = read_apart(_READER, kind, content, seconds=seconds) or b""
    return printed.decode("utf-8", "replace")[:MOST_CHARACTERS_READ].strip("\n")


def read_pdf(content: bytes) -> str:
    """Return the text of a PDF's first pages, columns apart by blanks; what the parser raises is for the caller."""
    from pypdf import PdfReader

    pages: list[str] = []
    for page in PdfReader(BytesIO(content)).pages[:MOST_PAGES_READ]:
        pages.append(page.extract_text(extraction_mode="layout") or page.extract_text())
        if sum(map(len, pages)) > MOST_CHARACTERS_READ:
            break
    return "\n".join(pages)[:MOST_CHARACTERS_READ]


if __name__ == "__main__":
    bound_process()
    try:
        sys.stdout.buffer.write(read_pdf(sys.stdin.buffer.read(MOST_BYTES + 1)).encode("utf-8", "replace"))
    except MemoryError:
        sys.exit(1)
