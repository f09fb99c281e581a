"""What the files of an audit pack are called: names that every system takes, unique by the number before them."""

from __future__ import annotations

import re
import unicodedata

from certway.answers.audit import Audit, Line, NumberedProof
from certway.core.units.days import DaySpan, to_date
from certway.exchange.document_names import ENDINGS

LONGEST = 60  # characters of what an activity is called


def plain_name(text: str, *, instead: str) -> str:
    """Return a text in small letters, digits and hyphens; `instead` where nothing of it is left."""
    letters = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().casefold()
    return re.sub(r"[^a-z0-9]+", "-", letters).strip("-")[:LONGEST].rstrip("-") or instead


def proof_file(audit: Audit, proof: NumberedProof) -> str:
    """Return the name of a proof in the ZIP: `proofs/01-2025-03-02-infection-control-update.pdf`."""
    line = proved_by(audit, proof)[0]
    day = str(line.on) if isinstance(line.on, DaySpan) else "undated"
    name = plain_name(line.title or proof.fact.title, instead="proof")
    digits = max(2, len(str(len(audit.proofs))))
    return f"proofs/{proof.number:0{digits}}-{day}-{name}.{ENDINGS[proof.fact.kind]}"


def pack_name(audit: Audit) -> str:
    """Return what a pack is called, without its ending: `audit-cma-aama-2029`, by the year in which the cycle ends."""
    year = str(to_date(audit.cycle.ends).year) if audit.cycle else ""
    return "-".join(filter(None, ("audit", audit.kept.credential.id, year)))


def proved_by(audit: Audit, proof: NumberedProof) -> tuple[Line, ...]:
    """Return the activities that a document proves, in the order of the pack; there is always one."""
    return tuple(line for line in audit.lines if proof.number in line.proofs)
