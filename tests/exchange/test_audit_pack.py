"""An audit pack: the index, the proofs behind it in order, and the ZIP, as other programs read them."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable
from datetime import UTC, datetime
from io import BytesIO, StringIO
from pathlib import Path
from zipfile import ZipFile

import pikepdf
import pytest
from PIL import Image, ImageOps
from pypdf import PdfReader

from builders.records import ordinal
from certway.answers.audit import ProofFact, asked_for_audits, audit
from certway.core.person.reading import read_person
from certway.core.units.located import located
from certway.exchange import audit_pdf
from certway.exchange.audit_binding import Tray, bind
from certway.exchange.audit_pages import NotHereError, pages_of
from certway.exchange.audit_pdf import PackError, fill_tray, write_pack
from certway.exchange.audit_text import AuditText, audit_text
from certway.exchange.audit_zip import write_zip
from certway.exchange.person_file import load_person
from certway.exchange.renew_rules import renew_asked
from certway.exchange.rule_files import RuleFiles
from certway.exchange.words.catalogue import catalogue
from certway.exchange.words.telling import Telling
from document_files import (
    as_image,
    jpeg,
    locked_pdf,
    pdf,
    pdf_with_a_deep_tree,
    pdf_with_a_loop,
    pdf_with_deep_arrays,
    png,
    png_bomb,
)  # fmt: skip

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


CONTENTS = {"a": pdf(), "b": jpeg(), "c": png(), "d": locked_pdf(user="u", owner="o")}


def png_in(mode: str) -> bytes:
    """Return a PNG of a kind of colours, clear where it can be."""
    out = BytesIO()
    Image.new(mode, (40, 30)).save(out, "PNG")
    return out.getvalue()


def jpeg_in(mode: str) -> bytes:
    out = BytesIO()
    Image.new(mode, (40, 30)).save(out, "JPEG")
    return out.getvalue()


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
    assert rows[0][:6] == ["Day", "Activity", "Provider", "Kind", "Approved by", "Blood banking"]
    assert rows[0][-3:] == ["In the total only", "In all", "Proof"]
    bench = next(row for row in rows if row[1] == "Bench safety")
    assert bench == [
        "2026-02-10", "Bench safety", "Employer", "In-service training at work", "", *([""] * 4), "1", "", "", "1",
        "proofs/02-2026-02-10-bench-safety.png",
    ]  # fmt: skip


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


def test_pack_of_every_credential_can_be_made() -> None:
    for credential in FILES.ids:
        text, contents = pack(credential)
        tray, out = BytesIO(), BytesIO()
        fill_tray(tray, text, contents.__getitem__, catalogue(), stamped_at=STAMP)
        tray.seek(0)
        bind(Tray(tray), out)
        assert PdfReader(out).pages[0].extract_text().startswith("Continuing education for")


def test_sixty_activities_with_odd_names_have_proofs_on_the_pages_that_the_index_names() -> None:
    names = ["../../etc/passwd", "C:\\aux", "山田 🩸", "#panic() *no* $x$", "=1+1", "a" * 300]
    credits = [
        {
            "on": f"2025-{at % 12 + 1:02}-{at // 12 + 1:02}",
            "title": names[at % len(names)] + str(at),
            "points": 1,
            "kind": "course",
        }
        for at in range(60)
    ]
    card = {"id": "mlt-ascp", "issued": "2024-06-12", "expires": "2027-06-30"}
    record = read_person(located({"credentials": [card], "education_credits": credits}, file="x"))
    (kept,) = renew_asked(FILES, record, ["mlt-ascp"], as_of=TODAY).credentials
    found = audit(kept, record, {f"education_credits/{at}": (ProofFact(f"{at}", "T", "png"),) for at in range(60)})
    text = audit_text(found, (), Telling(as_of=TODAY), as_of=TODAY)
    out = BytesIO()
    bound = write_zip(text, lambda _: png(), catalogue(), stamped_at=STAMP, out=out)

    with ZipFile(out) as packed:
        files = [name for name in packed.namelist() if name.startswith("proofs/")]
        pages = [page.extract_text() for page in PdfReader(BytesIO(packed.read("index.pdf"))).pages]
        table = list(csv.reader(StringIO(packed.read("credits.csv").decode("utf-8-sig"))))
    assert len(set(files)) == 60
    assert all(re.fullmatch(r"proofs/\d\d-2025-\d\d-\d\d-[a-z0-9-]{1,60}\.png", name) for name in files)
    assert [pages[start - 1].count(f"Proof {at} ·") for at, start in enumerate(bound.starts, start=1)] == [1] * 60
    index = " ".join(" ".join(pages[: bound.starts[0] - 1]).split())
    assert all(f"Proof {at}, page {start} " in f"{index} " for at, start in enumerate(bound.starts, start=1))
    assert not any(cell.startswith("=") for row in table for cell in row)


def test_title_with_markup_is_printed_and_not_executed() -> None:
    text, contents = pack(facts={0: ProofFact("a", '#panic("no") *bold* $x$ @ref', "pdf")})
    assert '#panic("no") *bold* $x$ @ref' in " ".join(
        page.extract_text() for page in PdfReader(BytesIO(written(text, contents))).pages
    )


def test_what_a_reader_would_do_by_itself_stays_outside() -> None:
    with pikepdf.open(BytesIO(pdf())) as opened:
        script = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)")
        link = pikepdf.Dictionary(S=pikepdf.Name.URI, URI="https://example.org")
        notes = [
            pikepdf.Dictionary(Subtype=pikepdf.Name.Link, Rect=[0, 0, 9, 9], A=script),
            pikepdf.Dictionary(Subtype=pikepdf.Name.Link, Rect=[0, 0, 9, 9], A=link),
        ]
        opened.pages[0].obj.AA = pikepdf.Dictionary(O=script)
        opened.pages[0].obj.Annots = pikepdf.Array(notes)
        opened.Root.OpenAction = script
        out = BytesIO()
        opened.save(out)
    with pages_of("pdf", out.getvalue(), BytesIO()) as made:
        packed = BytesIO()
        made.save(packed, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    assert b"JavaScript" in out.getvalue()
    assert b"JavaScript" not in packed.getvalue()
    assert b"https://example.org" in packed.getvalue()


@pytest.mark.parametrize(
    ("kind", "content", "why"),
    [
        ("pdf", b"%PDF-1.7 no more\n%%EOF", "broken"),
        ("pdf", pdf_with_a_loop(), "broken"),
        ("pdf", locked_pdf(user="u", owner="o"), "password"),
        ("jpeg", jpeg()[:200], "broken"),
        ("png", png()[:60], "broken"),
        ("png", b"\x89PNG\r\n\x1a\n", "broken"),
    ],
)
def test_file_that_is_broken_or_locked_has_no_pages(kind: str, content: bytes, why: str) -> None:
    with pytest.raises(NotHereError) as refused:
        pages_of(kind, content, BytesIO())
    assert refused.value.why == why


def test_pdf_that_only_forbids_changes_can_stand_in_a_pack() -> None:
    with pages_of("pdf", locked_pdf(user="", owner="o"), BytesIO()) as made:
        assert (len(made.pages), made.is_encrypted) == (1, False)


@pytest.mark.parametrize("turn", range(1, 9))
def test_photo_stands_the_right_way_up_however_the_camera_was_held(turn: int) -> None:
    picture = Image.new("L", (64, 32), 255)
    picture.paste(0, (0, 0, 16, 16))  # dark at the corner that the file begins with
    exif = Image.Exif()
    exif[0x0112] = turn
    out = BytesIO()
    picture.save(out, "JPEG", exif=exif)
    upright = ImageOps.exif_transpose(Image.open(out))
    corners = {(0, 1): (2, 2), (1, 1): (-3, 2), (0, 0): (2, -3), (1, 0): (-3, -3)}
    (dark,) = (
        corner for corner, (x, y) in corners.items() if upright.getpixel((x % upright.width, y % upright.height)) < 99
    )

    with pages_of("jpeg", out.getvalue(), BytesIO()) as made:
        a, b, c, d, e, f = (float(number) for number in made.pages[0].Contents.read_bytes().split()[1:7])
        box = [float(side) for side in made.pages[0].MediaBox]
    ends = [(a * u + c * v + e, b * u + d * v + f) for u, v in ((0, 0), (1, 1))]
    left, bottom = (min(axis) for axis in zip(*ends, strict=True))
    right, top = (max(axis) for axis in zip(*ends, strict=True))
    assert 0 < left < right < box[2]
    assert 0 < bottom < top < box[3]
    assert ((right - left) > (top - bottom)) is (upright.width > upright.height)
    x, y = c + e, d + f  # where the corner that the file begins with comes to lie
    assert (int(x > (left + right) / 2), int(y > (bottom + top) / 2)) == dark


@pytest.mark.parametrize(
    ("kind", "content"),
    [
        ("png", as_image("PNG", size=(1, 1))),
        ("jpeg", as_image("JPEG", size=(1, 1))),
        ("png", as_image("PNG", size=(9_000, 2))),
        ("png", png_in("RGBA")),
        ("png", png_in("P")),
        ("png", png_in("1")),
        ("png", png_in("I;16")),
        ("jpeg", jpeg_in("CMYK")),
        ("jpeg", jpeg_in("L")),
    ],
)
def test_picture_of_any_size_and_colours_is_one_page_that_readers_show(kind: str, content: bytes) -> None:
    with pages_of(kind, content, BytesIO()) as made:
        out = BytesIO()
        made.save(out)
    (page,) = PdfReader(out).pages
    (shown,) = page.images
    assert max(shown.image.size) <= 3_300
    assert shown.image.mode in ("L", "RGB")


def test_transparent_picture_stands_on_white() -> None:
    with pages_of("png", png_in("RGBA"), BytesIO()) as made:
        out = BytesIO()
        made.save(out)
    (shown,) = PdfReader(out).pages[0].images
    assert shown.image.getpixel((0, 0)) == (255, 255, 255)


def test_pack_that_can_t_be_made_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(audit_pdf, "_BINDER", "certway.exchange.no_such_binder")
    text, contents = pack()
    with pytest.raises(PackError, match="too heavy for one pack"):
        written(text, contents)


def test_file_made_to_fill_the_memory_is_left_out_and_the_rest_is_there() -> None:
    text, contents = pack()
    photo = next(proof.file for proof in text.proofs if proof.kind == "png")
    out = BytesIO()
    bound = write_pack(text, {**contents, photo: png_bomb()}.__getitem__, catalogue(), stamped_at=STAMP, out=out)

    assert sorted(filter(None, bound.not_here)) == ["password", "too-heavy"]
    assert "This file is too large to stand here." in " ".join(
        page.extract_text() for page in PdfReader(BytesIO(out.getvalue())).pages
    )


@pytest.mark.parametrize("made", [pdf_with_a_deep_tree, pdf_with_deep_arrays])
def test_file_made_to_break_a_parser_is_left_out(made: Callable[[], bytes]) -> None:
    text, contents = pack(facts={0: FACTS[0]})
    read = dict.fromkeys(contents, made()).__getitem__

    assert write_pack(text, read, catalogue(), stamped_at=STAMP, out=BytesIO()).not_here == ("broken",)
