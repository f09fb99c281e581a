"""`certway audit`, once as a process."""

from __future__ import annotations

import json
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from pypdf import PdfReader

from builders.commands import call
from builders.processes import certway
from document_files import jpeg, locked_pdf, pdf, png

ROSA = Path(__file__).parents[2] / "examples" / "rosa.yaml"
MLT = ("--credential", "mlt-ascp", "--as-of", "2026-11-23")


@pytest.fixture
def proofs(tmp_path: Path) -> Path:
    """Return a folder of proofs, with some that prove nothing."""
    folder = tmp_path / "proofs"
    folder.mkdir()
    contents = {
        "education_credits-0.pdf": pdf(3),
        "education_credits-1-front.jpg": jpeg(),
        "education_credits-1-back.png": png(),
        "education_credits-2.pdf": locked_pdf(user="u", owner="o"),
        "education_credits-4.pdf": b"no PDF",
        "education_credits-9.pdf": pdf(),
        ".hidden.pdf": pdf(),
    }
    for name, content in contents.items():
        (folder / name).write_bytes(content)
    return folder


def test_weaknesses_are_said_first_then_the_pack_is_written(proofs: Path, tmp_path: Path) -> None:
    out = tmp_path / "pack.zip"
    done = certway("audit", ROSA, *MLT, "--proofs", proofs, "--out", out, cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, f"certway: wrote {out}\n")
    lines = done.stdout.splitlines()
    assert lines[:6] == [
        "Continuing education for the MLT (ASCP), 12 June 2024 to 30 June 2027",
        "The pack claims 5 activities. 2 have no proof.",
        "",
        "Mend this first",
        "  “Blood films step by step” has no proof.  education_credits/4",
        "  “Bench safety” has no proof.              education_credits/3",
    ]
    assert max(map(len, lines)) <= 80
    said = " ".join(done.stdout.split())
    assert "education_credits-9.pdf It is called as no credit is." in said
    assert "education_credits-4.pdf The file is no PDF, PNG or JPEG" in said
    assert ".hidden" not in said
    assert "In all 32 of 36 points" in said
    assert [path.name for path in tmp_path.iterdir() if path.name != "proofs"] == ["pack.zip"]
    with ZipFile(out) as packed:
        files = {name: packed.read(name) for name in packed.namelist()}
    assert list(files) == [
        "index.pdf",
        "proofs/01-2025-05-13-urinalysis-for-the-office-laboratory.png",
        "proofs/02-2025-05-13-urinalysis-for-the-office-laboratory.jpg",
        "proofs/03-2025-03-02-infection-control-update.pdf",
        "proofs/04-2025-10-11-phone-triage-and-records.pdf",
        "credits.csv",
    ]
    assert list(files.values())[1:5] == [png(), jpeg(), pdf(3), locked_pdf_of(proofs)]


def locked_pdf_of(proofs: Path) -> bytes:
    return (proofs / "education_credits-2.pdf").read_bytes()


def test_answer_is_one_json_document_with_the_pages_of_the_proofs(proofs: Path, tmp_path: Path) -> None:
    out = tmp_path / "pack.pdf"
    shown = call("audit", ROSA, *MLT, "--proofs", proofs, "--out", out, "--json")
    assert (shown.returncode, shown.stderr) == (0, f"certway: wrote {out}\n")
    found = json.loads(shown.stdout)
    pages = [page.extract_text() for page in PdfReader(BytesIO(out.read_bytes())).pages]
    assert [proof["not_in_pdf"] for proof in found["proofs"]] == [None, None, None, "password"]
    assert all(f"Proof {proof['number']} ·" in pages[proof["page"] - 1] for proof in found["proofs"])
    assert (found["holder"], found["number"], found["points"]) == (
        "Rosa Delgado", "451208", {"required": 36, "claimed": 32},
    )  # fmt: skip
    assert found["categories"][1] == {
        "id": "chemistry", "required": 2, "claimed": 2, "credits": ["education_credits/1"],
    }  # fmt: skip
    assert {"what": "no-proof", "place": "education_credits/3", "hint": False}.items() <= found["weaknesses"][1].items()
    assert [one["file"] for one in found["unused_files"]] == ["education_credits-4.pdf", "education_credits-9.pdf"]
    assert found["asked"][0]["sources"][0]["read_on"] == "2026-11-23"


def test_without_a_file_it_only_says_what_is_weak() -> None:
    shown = call("audit", ROSA, *MLT)
    assert (shown.returncode, shown.stderr) == (0, "")
    assert "The pack claims 5 activities. 5 have no proof." in shown.stdout


def test_proof_may_be_called_as_the_id_of_its_entry(tmp_path: Path) -> None:
    person = tmp_path / "rosa.yaml"
    person.write_text(ROSA.read_text().replace("{on: 2026-02-10,", "{id: bench-1, on: 2026-02-10,"))
    (tmp_path / "proofs").mkdir()
    (tmp_path / "proofs" / "bench-1.png").write_bytes(png())
    shown = call("audit", person, *MLT, "--proofs", tmp_path / "proofs", "--json")
    (proof,) = json.loads(shown.stdout)["proofs"]
    assert proof["file"] == "proofs/01-2026-02-10-bench-safety.png"


def test_cycle_before_that_nobody_knows_of_gives_no_file(tmp_path: Path) -> None:
    out = tmp_path / "pack.pdf"
    shown = call("audit", ROSA, *MLT, "--previous-cycle", "--out", out)
    assert (shown.returncode, out.exists()) == (0, False)
    assert shown.stderr == f"certway: no such cycle is known, so {out} was not written\n"
    assert "your credentials lack its card" in " ".join(shown.stdout.split())


def test_what_is_asked_wrongly_is_refused(tmp_path: Path) -> None:
    there = tmp_path / "pack.pdf"
    there.write_text("mine")
    refused = {
        ("--out", there): "is there already; name another file, or write over it with --force",
        ("--out", tmp_path / "pack.doc"): "ends neither in .pdf nor in .zip",
        ("--out", tmp_path / "no" / "pack.pdf"): "can't be written",
        ("--proofs", tmp_path / "nowhere"): "is no folder",
    }
    for options, why in refused.items():
        shown = call("audit", ROSA, *MLT, *options)
        assert (shown.returncode, why in shown.stderr) == (2, True), shown.stderr
    assert there.read_text() == "mine"
    unknown = call("audit", ROSA, "--credential", "mlt-asc")
    assert (unknown.returncode, "did you mean" in unknown.stderr.lower()) == (2, True), unknown.stderr
    assert call("audit", ROSA, *MLT, "--out", there, "--force").returncode == 0
    assert there.read_bytes().startswith(b"%PDF")
