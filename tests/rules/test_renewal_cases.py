"""Every worked case of a renewal gives the answer that it must."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from certway.answers.renew import renew
from certway.core.person.reading import read_person
from certway.core.units.days import parse_day
from certway.core.units.located import Located
from certway.exchange.renew_json import renew_json
from certway.exchange.rule_files import RuleFiles
from certway.exchange.yaml_files import read_yaml

CASES = [
    case
    for path in sorted((Path(__file__).parent / "renew").glob("*.yaml"))
    for case in read_yaml(path).items or []
]  # fmt: skip
RULES = RuleFiles()
POLICIES = {name: RULES.policy(name) for name in RULES.ids}


def answer_for(case: Located) -> dict[str, object]:
    assert case.mapping is not None
    as_of = parse_day(str(case.mapping["as_of"].value))
    assert as_of is not None
    name = str(case.mapping["credential"].value)
    person = read_person(case.mapping["person"])
    answer = renew_json(renew([(RULES.credential(name), POLICIES[name])], person, as_of=as_of.first))
    [credential] = answer["credentials"]  # type: ignore[misc]
    return credential  # type: ignore[no-any-return]


def compared(found: object, expected: object) -> object:
    """Return what a case names of an answer, in the case's shape; of a list of dates those that it names."""
    if isinstance(expected, dict) and isinstance(found, dict):
        return {key: compared(found.get(key), value) for key, value in expected.items()}
    if isinstance(expected, list) and expected and isinstance(found, list) and all("on" in one for one in expected):
        return [one for one in expected if any(compared(each, one) == one for each in found)]
    return found


@pytest.mark.parametrize("case", CASES, ids=lambda case: str(case.plain()["id"]))
def test_case_gives_its_answer(case: Located) -> None:
    assert case.mapping is not None
    expected = case.mapping["expect"].plain()
    assert compared(answer_for(case), expected) == expected


def test_every_credential_has_cases() -> None:
    told = Counter(str(case.plain()["credential"]) for case in CASES)
    assert {name: told[name] >= 8 for name in RULES.ids} == dict.fromkeys(RULES.ids, True)


def test_no_two_cases_share_an_id() -> None:
    told = Counter(str(case.plain()["id"]) for case in CASES)
    assert [name for name, times in told.items() if times > 1] == []
