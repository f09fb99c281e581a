"""A roster gives the verdicts that each of its people would get alone."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import numpy as np
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders.credentials import RULES
from builders.rosters import rows_of, write_csv, write_parquet
from certway.answers.roster import RosterSummary
from certway.bulk.reading import read_roster
from certway.bulk.roster_check import check_roster
from certway.bulk.verdict_file import OutFileError
from certway.core.person.batch import batch_of
from certway.core.person.reading import read_person
from certway.core.rulebook.judging import decide, judge_credential
from certway.core.rulebook.rows import rows_at
from certway.core.units.days import parse_day
from certway.core.units.errors import InputError
from certway.core.units.located import Located
from certway.core.units.verdicts import NAMES
from strategies.effort import effort
from strategies.people import records
from strategies.questions import questions
from told_cases import files_of_cases

DAY = date(2026, 11, 23).toordinal()
WRITERS = {".csv": write_csv, ".parquet": write_parquet}
CASES = [case for cases in files_of_cases() for case in cases]


def told(case: Located, key: str) -> str | None:
    assert case.mapping is not None
    found = case.mapping.get(key)
    return None if found is None or found.value is None else str(found.value)


def days_of(cases: list[Located], *keys: str) -> np.ndarray:
    """Return the day of each case under the first of the keys that it has."""
    spans = [parse_day(next(text for key in keys if (text := told(case, key)))) for case in cases]
    return np.array([span.first for span in spans if span], dtype=np.int32)


@pytest.mark.parametrize("ending", WRITERS)
def test_every_worked_case_in_one_roster_gives_its_verdict(tmp_path: Path, ending: str) -> None:
    people = {str(told(case, "id")): read_person(case.mapping["person"]) for case in CASES if case.mapping}
    assert len(people) == len(CASES)
    WRITERS[ending](rows_of(people), tmp_path)

    read = read_roster(tmp_path, out=tmp_path / "out.csv").people

    expected, found = {}, {}
    for rules in RULES:
        places = [place for place, case in enumerate(CASES) if told(case, "credential") == rules.credential]
        own = [CASES[place] for place in places]
        day, exam = days_of(own, "as_of"), np.maximum(days_of(own, "exam_on", "as_of"), days_of(own, "as_of"))
        rows = rows_at(read, person=np.array(places, dtype=np.intp), day=day, exam_day=exam)
        for case, verdict in zip(own, decide(rules, rows).verdict, strict=True):
            assert case.mapping is not None
            verdicts = case.mapping["expect"].plain()
            if isinstance(verdicts, dict) and "verdict" in verdicts:
                expected[told(case, "id")], found[told(case, "id")] = verdicts["verdict"], NAMES[int(verdict)]
    assert len(expected) > 300
    assert found == expected


@effort(15)
@given(data=st.data())
def test_roster_gives_the_verdicts_of_records(data: st.DataObject, tmp_path_factory: pytest.TempPathFactory) -> None:
    several = data.draw(st.lists(records(), min_size=1, max_size=4))
    day, exam = data.draw(questions(*several))
    ending, answer = data.draw(st.sampled_from(sorted(WRITERS))), data.draw(st.sampled_from(sorted(WRITERS)))
    people = {f"p{place}": record for place, record in enumerate(several)}
    folder = tmp_path_factory.mktemp("roster")
    WRITERS[ending](rows_of(people), folder)

    summary = check_roster(folder, folder / f"out{answer}", RULES, as_of=day, exam_on=exam)

    rows = rows_at(batch_of(several), day=np.array([day], np.int32), exam_day=np.array([exam], np.int32))
    judged = {rules.credential: [NAMES[int(one)] for one in judge_credential(rules, rows)] for rules in RULES}
    assert verdicts_in(folder / f"out{answer}") == {
        (name, credential): verdicts[place]
        for place, name in enumerate(people)
        for credential, verdicts in judged.items()
    }
    counts = {name: {one: found.count(one) for one in NAMES.values()} for name, found in judged.items()}
    assert summary == RosterSummary(len(people), counts)


def verdicts_in(path: Path) -> dict[tuple[str, str], str]:
    read = pl.read_csv(path, infer_schema=False) if path.suffix == ".csv" else pl.read_parquet(path)
    assert read.columns == ["person_id", "credential", "verdict", "route", "first_failed"]
    return {(person, credential): verdict for person, credential, verdict, _, _ in read.iter_rows()}


PEOPLE = "person_id,high_school.kind,high_school.completed\nana,diploma,2019\nben,,\ncyd,none,\n"
TABLES = {
    "people": PEOPLE,
    "work": "person_id,role,from,to,hours_per_week,duties\n"
    "ana,medical-assistant,2019-06-01,open,40,clinical;administrative\n",
    "cards": "person_id,kind,issued,expires\nana,cpr,2026-01-05,2028-01-05\nben,cpr,2026,2027-12\n",
    "statements": "person_id,felony\nana,false\n",
    "attempts": "person_id,exam\n",
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, text in TABLES.items():
        (tmp_path / f"{name}.csv").write_text(text, encoding="utf-8")
    return tmp_path


def test_verdicts_name_the_best_route_and_what_fails_first(folder: Path) -> None:
    rma = [rules for rules in RULES if rules.credential == "rma-amt"]

    check_roster(folder, folder / "out.csv", rma, as_of=DAY)

    assert (folder / "out.csv").read_text(encoding="utf-8").splitlines() == [
        "person_id,credential,verdict,route,first_failed",
        "ana,rma-amt,unknown,route-3,moral-character",
        "ben,rma-amt,unknown,route-1,program",
        "cyd,rma-amt,unknown,route-1,program",
    ]


def test_roster_of_nobody_has_a_header_alone(tmp_path: Path) -> None:
    (tmp_path / "people.csv").write_text("person_id\n", encoding="utf-8")
    for section in ("work", "procedures"):
        (tmp_path / f"{section}.csv").write_text("person_id\n", encoding="utf-8")

    summary = check_roster(tmp_path, tmp_path / "out.csv", RULES[:1], as_of=DAY)

    assert summary == RosterSummary(0, {RULES[0].credential: {"met": 0, "unknown": 0, "not-met": 0}})
    assert (tmp_path / "out.csv").read_text(encoding="utf-8") == "person_id,credential,verdict,route,first_failed\n"


def listing(folder: Path) -> Mapping[str, int]:
    return {path.name: path.stat().st_size for path in folder.iterdir()}


def test_refused_roster_leaves_the_old_verdicts_and_nothing_else(folder: Path) -> None:
    (folder / "out.csv").write_text("as before", encoding="utf-8")
    (folder / "work.csv").write_text("person_id,from\nana,5/30/2019\n", encoding="utf-8")
    before = listing(folder)

    with pytest.raises(InputError):
        check_roster(folder, folder / "out.csv", RULES, as_of=DAY)

    assert listing(folder) == before


def test_fault_in_the_middle_leaves_the_old_verdicts_and_nothing_else(folder: Path) -> None:
    (folder / "out.csv").write_text("as before", encoding="utf-8")
    before = listing(folder)

    def broken(_done: int, _of: int) -> None:
        raise RuntimeError("power failure")

    with pytest.raises(RuntimeError, match="power failure"):
        check_roster(folder, folder / "out.csv", RULES, as_of=DAY, progress=broken)

    assert listing(folder) == before


def test_progress_is_told_part_by_part(folder: Path) -> None:
    told: list[tuple[int, int]] = []

    check_roster(folder, folder / "out.csv", RULES[:1], as_of=DAY, progress=lambda done, of: told.append((done, of)))

    assert told == [(3, 3)]


OUTS = [
    ("out.xlsx", "whose ending says no format; let it end with .csv or .parquet"),
    ("gone/out.csv", "whose folder does not exist; make it first"),
    ("folder.csv", "which is a folder; name a file"),
    ("people.csv", "which is a file of the roster; name another"),
]


@pytest.mark.parametrize(("name", "reason"), OUTS)
def test_out_that_cannot_be_written_is_refused_before_any_work(folder: Path, name: str, reason: str) -> None:
    (folder / "folder.csv").mkdir()

    with pytest.raises(OutFileError) as refused:
        check_roster(folder, folder / name, RULES, as_of=DAY)

    assert str(refused.value) == f"--out is '{folder / name}', {reason}"
    assert os.path.getsize(folder / "people.csv") == len(PEOPLE)


KILLED = """
import os
import subprocess
import sys
from pathlib import Path
from certway.bulk.roster_check import check_roster
from certway.exchange.rule_files import RuleFiles

folder = Path({folder!r})
rules = [RuleFiles().eligibility("rma-amt")]
check_roster(folder, folder / "out.csv", rules, as_of={day}, progress=lambda done, of: os.kill(os.getpid(), 9))
"""


def test_kill_in_the_middle_leaves_the_old_verdicts_and_a_folder_that_can_be_read(folder: Path) -> None:
    (folder / "out.csv").write_text("as before", encoding="utf-8")

    done = subprocess.run([sys.executable, "-c", KILLED.format(folder=str(folder), day=DAY)], check=False)

    assert done.returncode == -9
    assert (folder / "out.csv").read_text(encoding="utf-8") == "as before"
    assert check_roster(folder, folder / "out.csv", RULES[:1], as_of=DAY).people == 3
