"""What is read of a certificate's text: what it says, with the line that says it, and never whose it is."""

from __future__ import annotations

from pathlib import Path
from time import process_time

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from certway.core.person.fields import EDUCATION_CREDITS
from certway.core.person.reading import check_entry
from certway.exchange.certificate_approvers import APPROVERS
from certway.exchange.certificate_lines import clean_text
from certway.exchange.certificate_reading import Amount, CertificateProposal, read_certificate

CERTIFICATES = yaml.safe_load((Path(__file__).parent / "certificates.yaml").read_text(encoding="utf-8"))
BY_NAME = [pytest.param(one, id=one["says"]) for one in CERTIFICATES]


def amount(told: Amount) -> str:
    return f"{told.hundredths / 100:g} {told.unit}"


def told(read: CertificateProposal) -> dict[str, object]:
    """Return what was read, as the table writes it; what was not told is left out."""
    said: dict[str, object] = {
        "on": read.on and str(read.on.value),
        "title": read.title and read.title.value,
        "provider": read.provider and read.provider.value,
        "points": read.points and amount(read.points.value),
        "kind": read.kind and read.kind.value,
        "approved_by": [one.value for one in read.approved_by],
        "other_days": [str(one.value) for one in read.other_days],
        "other_points": [amount(one.value) for one in read.other_points],
        "other_titles": [one.value for one in read.other_titles],
    }
    return {name: value for name, value in said.items() if value}


def lines_of(read: CertificateProposal) -> list[str]:
    single = [one.line for one in (read.on, read.title, read.provider, read.points, read.kind) if one]
    several = (read.approved_by, read.other_days, read.other_points, read.other_titles)
    return [*single, *(one.line for group in several for one in group)]  # type: ignore[attr-defined]


@pytest.mark.parametrize("certificate", BY_NAME)
def test_certificate_is_read(certificate: dict) -> None:
    assert told(read_certificate(certificate["text"])) == certificate["reads"]


@pytest.mark.parametrize("certificate", BY_NAME)
def test_name_of_the_person_is_nowhere(certificate: dict) -> None:
    read = read_certificate(certificate["text"])
    said = repr(read) + clean_text(certificate["text"])

    assert [name for name in certificate.get("names", ()) if name.casefold() in said.casefold()] == []


@pytest.mark.parametrize("certificate", BY_NAME)
def test_text_without_names_reads_the_same(certificate: dict) -> None:
    clean = clean_text(certificate["text"])

    assert (clean_text(clean), read_certificate(clean)) == (clean, read_certificate(certificate["text"]))


@pytest.mark.parametrize("certificate", BY_NAME)
def test_every_value_has_its_line_and_fits_the_record(certificate: dict) -> None:
    read = read_certificate(certificate["text"])
    written = words_of(clean_text(certificate["text"]))

    assert [line for line in lines_of(read) if not line or not words_of(line) <= written] == []
    assert check_entry(read.entry, EDUCATION_CREDITS) == ()


def words_of(text: str) -> set[str]:
    return {word.strip(".,:;|") for word in text.split()}


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("March 4, 2026", "2026-03-04"),
        ("Mar. 4, 2026", "2026-03-04"),
        ("MARCH 4TH, 2026", "2026-03-04"),
        ("4 March 2026", "2026-03-04"),
        ("the 4th day of March, 2026", "2026-03-04"),
        ("04-Mar-2026", "2026-03-04"),
        ("2026-03-04", "2026-03-04"),
        ("03/04/2026", "2026-03-04"),
        ("3/4/26", "2026-03-04"),
        ("3-4-2026", "2026-03-04"),
        ("30/05/2025", "2025-05-30"),
        ("Wednesday, March 4, 2026", "2026-03-04"),
        ("March 3-5, 2026", "2026-03-05"),
        ("March 30 – April 2, 2026", "2026-04-02"),
        ("March 3 and 4, 2026", "2026-03-04"),
        ("03/03/2026 - 03/05/2026", "2026-03-05"),
        ("March 2026", "2026-03"),
        ("02/30/2026", None),
        ("13/13/2026", None),
        ("3.4.2026", None),
        ("Spring 2026", None),
        ("room 2026", None),
    ],
)
def test_day_is_read_in_the_forms_of_the_country(written: str, day: str | None) -> None:
    for text in (f"Completion date: {written}", f"She has completed Safe Draws on {written}."):
        read = read_certificate(text)
        assert (text, read.on and str(read.on.value)) == (text, day)


@pytest.mark.parametrize(
    ("others", "on"),
    [
        ("Date of birth: 03/04/1990", None),
        ("DOB 03/04/1990", None),
        ("Born March 4, 1990", None),
        ("Expires: 03/04/2028", None),
        ("Valid until March 4, 2028", None),
        ("Printed on 03/04/2026", None),
        ("Release date: March 4, 2024", None),
        ("Date issued: March 4, 2026", "2026-03-04"),
        ("Date issued: March 9, 2026\nCompleted on March 4, 2026", "2026-03-04"),
        ("March 9, 2026\n__________\nDate issued\nDate of course: 03/04/2026", "2026-03-04"),
        ("Date: 03/04/2026\nDate: 03/05/2026", None),
    ],
)
def test_day_of_completion_is_told_from_others(others: str, on: str | None) -> None:
    read = read_certificate(f"Course title: Safe Draws\n{others}")

    assert (read.on and str(read.on.value)) == on
    assert "1990" not in repr(read)


@pytest.mark.parametrize(
    ("written", "points"),
    [
        ("for 2 contact hours", "2 contact-hours"),
        ("earned two (2) contact hours", "2 contact-hours"),
        ("is awarded 1½ contact hours", "1.5 contact-hours"),
        ("1.50 contact hours were awarded", "1.5 contact-hours"),
        ("earned 0.2 CEU (IACET)", "0.2 iacet-ceu"),
        ("approved by the AAMA for 2 CEUs", "2 aama-ceu"),
        ("earned 0.2 CEUs", "0.2 ceu"),
        ("Contact Hours 2.0", "2 contact-hours"),
        ("Number of contact hours awarded: 2", "2 contact-hours"),
        ("P.A.C.E.® contact hours: 1.25", "1.25 pace"),
        ("earned 1.0 AMA PRA Category 1 Credit(s)™", "1 cme"),
        ("Semester hours: 3.00", "3 semester-hours"),
        ("completed 8 hours of training", "8 hours"),
        ("Score: 95", None),
        ("Course number 578-003-26", None),
        ("completed within 24 hours", None),
        ("1 CEU = 10 contact hours", None),
        ("lasted 1 hour and 30 minutes", None),
        ("a maximum of 2.0 contact hours; earned 1.5 contact hours", "1.5 contact-hours"),
        ("Contact hours: 1.2\nCE credits: 1.0", None),
        ("0.125 CEU", None),
        ("9999 contact hours", None),
    ],
)
def test_points_are_read_in_the_unit_in_which_they_are_told(written: str, points: str | None) -> None:
    read = read_certificate(written)

    assert (read.points and amount(read.points.value)) == points


def test_ceu_is_never_converted_but_offered_in_contact_hours() -> None:
    assert [Amount(20, unit).contact_hours for unit in ("iacet-ceu", "ceu", "aama-ceu", "contact-hours")] == [
        200,
        200,
        None,
        None,
    ]
    assert Amount(200, "ceu").meanings == {200, 2000}


@pytest.mark.parametrize(
    ("text", "bodies"),
    [
        ("Approved by the American Association of\nMedical Assistants for 1 CEU.", ("aama",)),
        ("Jane Roe, CMA (AAMA), MLS(ASCP)CM, earned 1 contact hour.", ()),
        ("This activity is not approved by the AAMA.", ()),
        ("Approval by the AAMA is pending.", ()),
        ("Work at your own pace for 2 contact hours.", ()),
        ("Accreditation: ANCC, ACCME", ("ancc", "accme")),
        (
            "Provider approved by the California Board of Registered Nursing, for 2 contact hours.",
            ("state-nursing-board",),
        ),
        ("The AAMA meets in Texas.", ()),
    ],
)
def test_approval_is_read_where_it_is_said(text: str, bodies: tuple[str, ...]) -> None:
    assert {one.value for one in read_certificate(text).approved_by} == {*bodies}


def test_words_of_approval_are_words_of_the_person_file() -> None:
    entry = {"title": "x", "approved_by": tuple(word for word, _ in APPROVERS)}

    assert check_entry(entry, EDUCATION_CREDITS) == ()


def test_nothing_is_read_of_nothing() -> None:
    for text in ("", "\n\n", "Certificate of Completion", "hello", "…", "\x00\x0c"):
        assert read_certificate(text).is_empty


PARTS = st.sampled_from(
    [line for one in CERTIFICATES for line in one["text"].split("\n")]
    + ["Name:", "Title:", "Date", ":", "  ", "of", "("]
)


@given(st.lists(PARTS, max_size=12).map("\n".join) | st.text(max_size=200))
def test_any_text_is_read_without_a_fault(text: str) -> None:
    read = read_certificate(text)

    assert check_entry(read.entry, EDUCATION_CREDITS) == ()
    assert read_certificate(clean_text(text)).entry.keys() <= {field.name for field in EDUCATION_CREDITS.fields}


@pytest.mark.parametrize(
    "line",
    [
        "This certifies that ",
        "Date: ",
        "Aa ",
        "Title:\n",
        "1/",
        "completed " * 28 + "\n",
        "March 4, 2026 - ",
        "Name: Aa Bb\n",
    ],
)
def test_long_text_is_read_in_time(line: str) -> None:
    began = process_time()
    read_certificate(line * (40_000 // len(line)))
    read_certificate("\n".join(f"Name: Jane{at} Roe" for at in range(2_000)))

    assert process_time() - began < 10  # seconds; a fraction of one, where nothing else runs
