"""An audit pack: the index, the proofs behind it in order, and the ZIP, as other programs read them."""

from __future__ import annotations

import csv
import re
from datetime import UTC, datetime
from io import BytesIO, StringIO
from pathlib import Path
from zipfile import ZipFile

import pikepdf
import pytest
from pypdf import PdfReader

from builders.records import ordinal
from certway.answers.audit import ProofFact, asked_for_audits, audit
from certway.exchange.audit_pdf import write_pack
from certway.exchange.audit_text import AuditText, audit_text
from certway.exchange.audit_zip import write_zip
from certway.exchange.person_file import load_person
from certway.exchange.renew_rules import renew_asked
from certway.exchange.rule_files import RuleFiles
from certway.exchange.words.catalogue import catalogue
from certway.exchange.words.telling import Telling
from document_files import jpeg, pdf, png

ROSA = Path(__file__).parents[2] / "examples" / "rosa.yaml"
FILES = RuleFiles()
TODAY = ordinal("2026-11-23")
STAMP = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
FACTS = {
    0: ProofFact("a", "Certificate of the update", "pdf"),
    2: ProofFact("b", "Photo of a card", "jpeg"),
    3: ProofFact("c", "Letter", "png"),
    4: ProofFact("d", "Locked", "pdf"),
}


def locked() -> bytes:
    out = BytesIO()
    with pikepdf.open(BytesIO(pdf())) as opened:
        opened.save(out, encryption=pikepdf.Encryption(owner="o", user="u"))
    return out.getvalue()


CONTENTS = {"a": pdf(), "b": jpeg(), "c": png(), "d": locked()}


def pack(credential: str = "mlt-ascp", facts: dict[int, ProofFact] = FACTS) -> tuple[AuditText, dict[str, bytes]]:
    record = load_person(ROSA)
    (kept,) = renew_asked(FILES, record, [credential], as_of=TODAY).credentials
    found = audit(kept, record, {f"education_credits/{place}": (fact,) for place, fact in facts.items()})
    asked = asked_for_audits(FILES.values(credential, "renewal"))
    text = audit_text(found, asked, Telling(as_of=TODAY), as_of=TODAY)
    ids = {proof.number: proof.fact.id for proof in found.proofs}
    return text, {proof.file: CONTENTS[ids[proof.number]] for proof in text.proofs}


def written(text: AuditText, contents: dict[str, bytes]) -> bytes:
    out = BytesIO()
    write_pack(text, contents.__getitem__, catalogue(), stamped_at=STAMP, out=out)
    return out.getvalue()


def test_index_names_the_pages_on_which_the_proofs_begin() -> None:
    text, contents = pack()
    reader = PdfReader(BytesIO(written(text, contents)))
    pages = [page.extract_text() for page in reader.pages]
    index = " ".join(pages)
    assert len(text.proofs) == 4
    for proof in text.proofs:
        (begins,) = {int(page) for page in re.findall(rf"{proof.name}, page (\d+)", index)}
        assert pages[begins - 1].count(proof.label.split(" · ")[2]) > 0
        assert f"Page {begins} of {len(pages)}" in pages[begins - 1]
    assert [item.title for item in reader.outline] == [text.title, *(proof.label for proof in text.proofs)]  # type: ignore[union-attr]
    assert "Rosa Delgado" in pages[0]
    assert "32 of 36 points" in index


def test_proof_that_can_t_stand_in_the_pack_says_so_and_is_in_the_zip_as_it_is() -> None:
    text, contents = pack()
    said = " ".join(" ".join(page.extract_text() for page in PdfReader(BytesIO(written(text, contents))).pages).split())
    assert "This PDF asks for a password, so its pages can't stand here. The file itself is in the ZIP." in said
    out = BytesIO()
    write_zip(text, contents.__getitem__, catalogue(), stamped_at=STAMP, out=out)
    with ZipFile(out) as packed:
        names = packed.namelist()
        assert names == ["index.pdf", *(proof.file for proof in text.proofs), "credits.csv"]
        assert {name: packed.read(name) for name in names[1:-1]} == contents
        rows = list(csv.reader(StringIO(packed.read("credits.csv").decode("utf-8-sig"))))
    assert rows[0] == ["Category", "Day", "Activity", "Points", "Proof"]
    assert ["Safety", "10 February 2026", "Bench safety", "1"] in [row[:4] for row in rows]


def test_same_pack_gives_the_same_bytes() -> None:
    text, contents = pack()
    assert written(text, contents) == written(text, contents)
    first, second = BytesIO(), BytesIO()
    for out in (first, second):
        write_zip(text, contents.__getitem__, catalogue(), stamped_at=STAMP, out=out)
    assert first.getvalue() == second.getvalue()


def test_what_is_missing_or_weak_is_named_beforehand() -> None:
    text, _ = pack(facts={})
    assert text.headline == "The pack claims 5 activities. 5 have no proof."
    assert next(weak.text for weak in text.weaknesses if "no proof" in weak.text) == (
        "“Urinalysis for the office laboratory” has no proof."
    )


def test_damaged_proof_is_named_and_leaves_its_page_alone() -> None:
    text, contents = pack(facts={3: ProofFact("c", "Letter", "png", damaged=True)})
    reader = PdfReader(BytesIO(written(text, contents)))
    assert "This file can't be opened any more." in reader.pages[-1].extract_text()
    assert any("can't be opened. Add it again." in weak.text for weak in text.weaknesses)


@pytest.mark.parametrize("credential", FILES.ids)
def test_pack_of_every_credential_can_be_made(credential: str) -> None:
    text, contents = pack(credential)
    assert PdfReader(BytesIO(written(text, contents))).pages[0].extract_text().startswith("Continuing education for")
