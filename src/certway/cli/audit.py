"""`certway audit`: the pack that an audit of a renewal asks for, and what is weak about it."""

from __future__ import annotations

import sys
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, BinaryIO

import typer

from certway.answers.audit import Audit, asked_for_audits, audit
from certway.cli.files import keep_file, write_streamed
from certway.cli.libraries import needed_libraries
from certway.cli.options import AsJson, AsOf, day_asked, stamp_asked
from certway.cli.terminal import print_json, progress
from certway.core.units.errors import CertwayError
from certway.exchange.audit_text import AuditText, audit_text
from certway.exchange.person_file import load_person
from certway.exchange.proof_folder import ProofFolder, look_into
from certway.exchange.renew_rules import renew_asked
from certway.exchange.rule_files import RuleFiles
from certway.exchange.words.telling import Telling

if TYPE_CHECKING:
    from certway.exchange.audit_pdf import Bound

ENDINGS = (".pdf", ".zip")


class EndingError(CertwayError):
    """Raised for a pack that is to be neither a PDF nor a ZIP."""

    def __init__(self, path: Path) -> None:
        super().__init__(f"--out is '{path}', which ends neither in .pdf nor in .zip; name a file that does")


def pack(
    person: Annotated[
        Path, typer.Argument(metavar="PERSON", help="The person file, YAML or JSON.", show_default=False)
    ],
    credential: Annotated[str, typer.Option("--credential", metavar="ID", help="The credential that is audited.")],
    proofs: Annotated[
        Path | None,
        typer.Option("--proofs", metavar="DIR", help="The folder of the proofs: PDF, PNG and JPEG files."),
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option("--out", metavar="FILE", help="Where to write the pack: a .pdf, or a .zip with the files too."),
    ] = None,
    previous_cycle: Annotated[
        bool, typer.Option("--previous-cycle", help="The cycle before the current one, which some bodies audit.")
    ] = False,
    force: Annotated[bool, typer.Option("--force", help="Write over a file that is there already.")] = False,
    as_of: AsOf = None,
    as_json: AsJson = False,
) -> None:
    """The pack that an audit asks for, and what is missing or weak.

    An index in the body's categories, and behind it the proofs in order. A proof is a file called as the `id` of its
    entry, or education_credits-3 for the fourth credit. Without --out it only says what is missing or weak.
    """
    day = day_asked(as_of)
    if out is not None:
        if out.suffix.lower() not in ENDINGS:
            raise EndingError(out)
        keep_file(out, force=force)
    files, record = RuleFiles(), load_person(person)
    telling = Telling(as_of=day)
    folder = ProofFolder(Path()) if proofs is None else look_into(proofs, record, telling.words)
    kept = renew_asked(files, record, [credential], as_of=day, before=previous_cycle).credentials[0]
    asked = () if kept.policy.state else asked_for_audits(files.values(credential, "renewal"))
    found = audit(kept, record, folder.proofs)
    text = audit_text(found, asked, telling, as_of=day)
    if not as_json:
        from certway.cli.audit_screen import show_audit

        show_audit(text, folder.refused, telling.words)
    bound = _write(found, text, folder, out, telling, stamp_asked(day, given=as_of is not None))
    if as_json:
        from certway.exchange.audit_json import audit_json

        print_json(audit_json(found, text, asked, as_of=day, bound=bound, refused=folder.refused))


def _write(
    found: Audit, text: AuditText, folder: ProofFolder, out: Path | None, telling: Telling, stamped_at: datetime
) -> Bound | None:
    """Write the pack where one is wanted, and return how it was bound."""
    if out is None:
        return None
    if found.cycle is None:
        print(f"certway: no such cycle is known, so {out} was not written", file=sys.stderr)
        return None
    from certway.exchange.audit_pdf import write_pack
    from certway.exchange.audit_zip import write_zip

    names = {said.file: proof.fact.id for said, proof in zip(text.proofs, found.proofs, strict=True)}
    bounds: list[Bound] = []

    def write(stream: BinaryIO) -> None:
        writer = write_zip if out.suffix.lower() == ".zip" else write_pack
        read = lambda file: folder.read(names[file])  # noqa: E731
        bounds.append(writer(text, read, telling.words, stamped_at=stamped_at, out=stream))

    with needed_libraries(), progress("audit.progress"):
        write_streamed(out, write)
    return bounds[0]
