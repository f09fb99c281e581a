"""An audit pack as a ZIP: the PDF, the proofs as they are, and the activities as a table."""

from __future__ import annotations

import csv
from datetime import datetime
from io import StringIO
from shutil import copyfileobj
from tempfile import TemporaryFile
from typing import BinaryIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from certway.exchange.audit_pdf import Bound, ReadProof, write_pack
from certway.exchange.audit_text import AuditText
from certway.exchange.words.catalogue import Catalogue

PDF, TABLE = "index.pdf", "credits.csv"
_FORMULA = ("=", "+", "-", "@", "\t", "\r")  # what a spreadsheet would reckon with


def write_zip(text: AuditText, read: ReadProof, words: Catalogue, *, stamped_at: datetime, out: BinaryIO) -> Bound:
    """Write a pack as a ZIP; the same pack gives the same bytes. A proof that can't be opened is left out."""
    with ZipFile(out, "w") as packed:
        with TemporaryFile() as made:
            bound = write_pack(text, read, words, stamped_at=stamped_at, out=made)
            made.seek(0)
            with packed.open(_named(PDF, stamped_at, ZIP_STORED), "w") as kept:
                copyfileobj(made, kept)
        for proof in text.proofs:
            try:
                content = b"" if proof.damaged else read(proof.file)
            except LookupError:
                continue
            if content:
                packed.writestr(_named(proof.file, stamped_at, ZIP_STORED), content)
        packed.writestr(_named(TABLE, stamped_at, ZIP_DEFLATED), "\ufeff" + _table(text))
    return bound


def _named(name: str, at: datetime, how: int) -> ZipInfo:
    info = ZipInfo(name, (at.year, at.month, at.day, at.hour, at.minute, at.second))
    info.compress_type, info.external_attr = how, 0o644 << 16
    return info


def _table(text: AuditText) -> str:
    written = StringIO(newline="")
    csv.writer(written).writerows([_safe(cell) for cell in row] for row in text.table)
    return written.getvalue()


def _safe(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_FORMULA) else cell
