"""Every worked case of the rules, judged, with how it is told: what the tests of the sentences run over."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from certway.answers.check import Check, check
from certway.core.person.reading import read_person
from certway.core.rulebook.credential import Credential, EligibilityRules
from certway.core.rulebook.findings import Finding
from certway.core.units.days import parse_day
from certway.core.units.located import Located
from certway.exchange.rule_files import RuleFiles
from certway.exchange.yaml_files import read_yaml

FILES = RuleFiles()
FOLDER = Path(__file__).parent / "rules"


@dataclass(frozen=True)
class ToldCase:
    """A case's name, and its answer."""

    id: str
    answer: Check

    def findings(self) -> Iterator[Finding]:
        """Yield every finding of the answer, those inside others too."""
        for checked in self.answer.credentials:
            standing = checked.standing
            for group in (standing.findings, *(route.findings for route in standing.routes)):
                for finding in group:
                    yield from finding.walk()


@cache
def rules() -> tuple[tuple[Credential, EligibilityRules], ...]:
    """Return the credentials with their rules."""
    return tuple((FILES.credential(one), FILES.eligibility(one)) for one in FILES.ids)


@cache
def files_of_cases() -> tuple[tuple[Located, ...], ...]:
    """Return the cases of every file, in the order of the files' names."""
    return tuple(tuple(read_yaml(path).items or ()) for path in sorted(FOLDER.glob("*.yaml")))


@cache
def told_cases() -> tuple[ToldCase, ...]:
    """Return every case, answered on its day for its credential; every fifteenth for all of them."""
    cases = [case for cases in files_of_cases() for case in cases]
    return tuple(told(case, every_credential=at % 15 == 0) for at, case in enumerate(cases))


def told(case: Located, *, every_credential: bool) -> ToldCase:
    assert case.mapping is not None
    own = case.mapping["credential"].value
    asked = [pair for pair in rules() if every_credential or pair[0].id == own]
    as_of, exam_on = (day_of(case.mapping.get(key)) for key in ("as_of", "exam_on"))
    assert as_of is not None
    answer = check(asked, read_person(case.mapping["person"]), as_of=as_of, exam_on=exam_on)
    return ToldCase(str(case.mapping["id"].value), answer)


def day_of(found: Located | None) -> int | None:
    span = parse_day(str(found.value)) if found is not None else None
    return span.first if span else None
