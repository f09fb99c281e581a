"""What an audit asks to see of a record, and every weakness with the place where it is mended."""

from __future__ import annotations

from functools import cache

import pytest

from builders.records import ordinal
from certway.answers.audit import Audit, LeftOut, ProofFact, asked_for_audits, audit
from certway.core.person.reading import read_person
from certway.core.units.days import DaySpan
from certway.core.units.located import located
from certway.exchange.renew_rules import renew_asked
from certway.exchange.rule_files import RuleFiles

FILES = RuleFiles()
TODAY = ordinal("2026-11-23")
CMA = {"id": "cma-aama", "number": "300417", "issued": "2024-02-10", "expires": "2029-02-28"}
MLT = {"id": "mlt-ascp", "number": "451208", "issued": "2024-06-12", "expires": "2027-06-30"}
SOUND = {
    "on": "2025-03-02", "title": "Infection control", "provider": "AAMA", "points": 4, "areas": {"clinical": 4},
    "approved_by": ["aama"], "kind": "course",
}  # fmt: skip
PDF = ProofFact("a", "Certificate", "pdf")


@cache
def names(credential: str) -> tuple[str, ...]:
    return tuple(value.id for value in asked_for_audits(FILES.values(credential, "renewal")))


def audited(
    *credits: dict[str, object],
    card: dict[str, str] = CMA,
    proofs: dict[int, tuple[ProofFact, ...]] | None = None,
    name: str = "Rosa Delgado",
) -> Audit:
    """Return the audit of some credits, each with a sound proof where none are told."""
    told = {"person": {"name": name} if name else {}, "credentials": [card], "education_credits": list(credits)}
    record = read_person(located(told, file="person.yaml"))
    (kept,) = renew_asked(FILES, record, [card["id"]], as_of=TODAY).credentials
    found = dict.fromkeys(range(len(credits)), (PDF,)) if proofs is None else proofs
    return audit(kept, record, {f"education_credits/{at}": facts for at, facts in found.items()})


def weak(found: Audit) -> list[tuple[str, str]]:
    return [(one.message.removeprefix("audit.weak."), one.place) for one in found.weaknesses]


def without(*fields: str, **changed: object) -> dict[str, object]:
    return {name: value for name, value in {**SOUND, **changed}.items() if name not in fields}


def test_sound_activity_is_claimed_in_its_category_and_nothing_is_weak() -> None:
    found = audited(SOUND)

    assert weak(found) == []
    assert [(one.id, one.required, one.counted) for one in found.categories] == [
        ("administrative", 1000, 0), ("clinical", 1000, 400), ("general", 1000, 0),
    ]  # fmt: skip
    assert (found.holder, found.number, found.points.counted, found.points.required) == (
        "Rosa Delgado", "300417", 400, 6000,
    )  # fmt: skip


def test_lines_follow_the_categories_of_the_body_then_the_days_and_proofs_the_lines() -> None:
    credits = [
        without(on="2026-01-05", title="No area", areas={}, approved_by=["pace"]),
        without(on="2026-01-04", title="Late chemistry", areas={"chemistry": 4}),
        without(on="2026-01-03", title="Both", areas={"hematology": 1, "chemistry": 3}),
        without(on="2026-01-02", title="Blood bank", areas={"blood-banking": 4}),
    ]
    facts = {at: (ProofFact(f"{at}", "", "pdf"),) for at in range(4)}
    found = audited(*credits, card=MLT, proofs=facts)

    assert [line.title for line in found.lines] == ["Blood bank", "Both", "Late chemistry", "No area"]
    assert [(proof.number, proof.fact.id) for proof in found.proofs] == [(1, "3"), (2, "2"), (3, "1"), (4, "0")]
    assert [(one.id, [line.title for line in one.lines]) for one in found.categories if one.lines] == [
        ("blood-banking", ["Blood bank"]),
        ("chemistry", ["Both", "Late chemistry"]),
        ("hematology", ["Both"]),
        ("", ["No area"]),
    ]
    assert sum(one.counted for one in found.categories) == found.points.counted


def test_document_that_proves_several_activities_has_one_number() -> None:
    found = audited(SOUND, without(title="Another", on="2025-04-01"))

    assert [line.proofs for line in found.lines] == [(1,), (1,)]
    assert weak(found) == []


def test_activity_with_several_documents_names_them_all() -> None:
    found = audited(SOUND, proofs={0: (PDF, ProofFact("b", "Letter", "png"))})

    assert found.lines[0].proofs == (1, 2)


@pytest.mark.parametrize(
    ("credit", "weakness"),
    [
        (without("title"), "no-title"),
        (without("provider"), "no-provider"),
        (without("approved_by"), "approver"),
        (without(on="2025-03"), "day"),
        (without("on"), "left-out.day-untold"),
        (without("points", "areas"), "left-out.points-untold"),
    ],
)
def test_what_is_untold_is_weak_and_mended_at_its_entry(credit: dict[str, object], weakness: str) -> None:
    assert weak(audited(credit)) == [(weakness, "education_credits/0")]


def test_untold_kind_is_weak_where_a_kind_has_a_limit() -> None:
    assert weak(audited(without("kind", areas={}), card=MLT)) == [("kind", "education_credits/0")]
    assert weak(audited(without("kind"))) == []


def test_activity_over_a_limit_because_its_kind_is_untold_is_weak_though_left_out() -> None:
    many = [without("kind", areas={}, points=9, on=f"2025-03-0{at + 1}", title=f"T{at}") for at in range(3)]
    found = audited(*many, card=MLT)

    assert found.left_out == (LeftOut(2, DaySpan(ordinal("2025-03-03"), ordinal("2025-03-03")), "T2", "cap"),)
    assert ("kind", "education_credits/2") in weak(found)


def test_proof_that_is_missing_or_damaged_is_weak() -> None:
    assert weak(audited(SOUND, proofs={})) == [("no-proof", "education_credits/0")]
    damaged = audited(SOUND, proofs={0: (ProofFact("a", "Certificate", "pdf", damaged=True),)})
    assert weak(damaged) == [("damaged", "documents/a")]
    assert damaged.weaknesses[0].values == {"title": "Infection control", "proof": "Certificate"}


def test_hints_come_last() -> None:
    college = without(kind="college", areas={"chemistry": 4})
    found = audited(
        college, without(title="Other", on="2025-05-01"), card=MLT,
        proofs={0: (ProofFact("a", "Photo", "pdf", text=False),)},
    )  # fmt: skip

    assert [(one.message, one.hint) for one in found.weaknesses] == [
        ("audit.weak.no-proof", False), ("audit.weak.no-text", True), ("audit.weak.college", True),
    ]  # fmt: skip
    graded = audited(college, card=MLT, proofs={0: (ProofFact("a", "Transcript of 2025", "pdf"),)})
    assert weak(graded) == []


def test_activity_claimed_twice_is_weak() -> None:
    assert weak(audited(SOUND, without(title="INFECTION control"))) == [("twice", "education_credits/1")]


def test_missing_name_and_number_are_weak() -> None:
    card = {name: value for name, value in CMA.items() if name != "number"}

    assert weak(audited(SOUND, card=card, name="")) == [("no-name", "person"), ("no-number", "credentials/0")]


def test_what_does_not_count_is_left_out_and_says_why() -> None:
    found = audited(without(on="2020-01-01"), without(on="2027-01-01"), without("areas", points=0))

    assert [(one.place, one.why) for one in found.left_out] == [(0, "before"), (1, "ahead"), (2, "no-points")]
    assert (found.lines, found.weaknesses) == ((), ())


def test_record_without_the_credential_has_nothing_to_show() -> None:
    told = {"credentials": [], "education_credits": [SOUND]}
    record = read_person(located(told, file="person.yaml"))
    (kept,) = renew_asked(FILES, record, ["cma-aama"], as_of=TODAY).credentials
    found = audit(kept, record, {})

    assert (found.cycle, found.lines, found.left_out) == (None, (), ())


def test_what_bodies_ask_for_comes_with_the_proofs_first() -> None:
    assert names("cma-aama") == ("documents", "audit")
    assert names("rma-amt") == ("audit-proof", "audit", "audit-pool", "audit-covers", "audit-failure")
    assert names("mlt-ascp") == (
        "audit-documents", "formal-education-proof", "inservice-proof", "college-proof", "audit", "audit-failed",
        "audit-appeal",
    )  # fmt: skip
    assert all("audit" in names(credential) for credential in FILES.ids)
