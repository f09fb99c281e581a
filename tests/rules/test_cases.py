"""Every worked case gives the answer that it must."""

from __future__ import annotations

import pytest

from certway.core.person.reading import read_person
from certway.core.qualify.standing import Standing, stand
from certway.core.units.days import parse_day, to_date
from certway.core.units.located import Located
from told_cases import files_of_cases, rules

ELIGIBILITY = {credential.id: eligibility for credential, eligibility in rules()}
CASES = [case for cases in files_of_cases() for case in cases]


def day(case: Located, key: str) -> int | None:
    assert case.mapping is not None
    found = case.mapping.get(key)
    if found is None or found.value is None:
        return None
    span = parse_day(str(found.value))
    assert span is not None
    return span.first


def text(value: int | None) -> str | None:
    return None if value is None else to_date(value).isoformat()


def answer_for(case: Located) -> Standing:
    assert case.mapping is not None
    person = read_person(case.mapping["person"])
    as_of = day(case, "as_of")
    assert as_of is not None
    credential = str(case.mapping["credential"].value)
    return stand(ELIGIBILITY[credential], person, as_of=as_of, exam_on=day(case, "exam_on"))


def compared(answer: Standing, expected: dict[str, object]) -> dict[str, object]:
    """Return the parts of an answer that a case names, in the case's shape."""
    routes = expected.get("routes")
    found: dict[str, object] = {
        "verdict": answer.verdict,
        "eligible_from": text(answer.eligible.from_),
        "eligible_until": text(answer.eligible.until),
        "routes": {r.id: r.verdict for r in answer.routes if isinstance(routes, dict) and r.id in routes},
    }
    return {key: found[key] for key in expected}


@pytest.mark.parametrize("case", CASES, ids=lambda case: str(case.plain()["id"]))
def test_case_gives_its_answer(case: Located) -> None:
    assert case.mapping is not None
    expected = case.mapping["expect"].plain()
    assert isinstance(expected, dict)
    assert compared(answer_for(case), expected) == expected


def test_every_credential_has_cases() -> None:
    tested = {str(case.plain()["credential"]) for case in CASES}  # type: ignore[index]
    assert tested == set(ELIGIBILITY)
