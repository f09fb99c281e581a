"""Which of a person's answers a change of the rules touches, and which only the passing of time."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from builders.records import ordinal, record
from builders.rules import fixed, value_of, version
from builders.sheets import route_of, sheet_of
from certway.answers.rule_changes import value_changes
from certway.answers.rules_diff import Stood, Touched, rules_diff
from certway.answers.sheet import RuleSheet
from certway.core.person.record import Record
from certway.core.qualify.standing import stand
from certway.core.rulebook.field_leaves import DayTest
from certway.core.rulebook.nodes import Face
from certway.core.rulebook.section_leaves import Some, Sum
from certway.core.rulebook.timeline import Eligibility
from certway.core.rulebook.values import Value
from certway.exchange.rule_files import RuleFiles
from certway.exchange.shipped_rules import shipped_rules
from strategies.effort import effort
from strategies.people import records

FILES = RuleFiles()
SHEETS = list(shipped_rules().sheets.values())
NEVER = Eligibility(None, None)
FEE = fixed(100, "usd")
CLA_HOLDER = record(
    person={"high_school": {"completed": "1992-06-01", "kind": "diploma"}},
    education=[
        {
            "level": "none",
            "accredited": True,
            "completed": "2020-05-20",
            "semester_hours": 60,
            "science_hours": {"biology": 6, "chemistry": 6},
        }
    ],
    programs=[],
    work=[],
    credentials=[{"id": "cla-ascp", "issued": "1998-06-15", "expires": "2024-06-30"}],
    attempts=[],
    cards=[],
    statements={"felony": False, "moral_character": True},
)  # fmt: skip


def touched(sheet: RuleSheet, person: Record, first: str, last: str) -> tuple[Touched, ...]:
    found = rules_diff([sheet], first=ordinal(first), last=ordinal(last), record=person).touched
    assert found is not None
    return found


def hours_sheet(need: Value, fee: Value = FEE) -> RuleSheet:
    """A credential that asks for so many hours of college credit."""
    node = Sum(Face("credit"), "education", (), "semester_hours", need)
    return sheet_of(route_of(node), fees={"fee": fee}, values={need.id: need})


def graduated(day: str) -> Record:
    return record(education=[{"level": "associate", "completed": day, "semester_hours": 60}])


def test_without_a_person_nothing_is_touched_and_other_books_belong_to_no_credential():
    need = value_of(version(60), version(90, begins="2021-01-01"), unit="semester-hours", key="need")
    wage = value_of(version(15), version(16, begins="2021-02-01"), unit="usd", key="wage")
    diff = rules_diff(
        [hours_sheet(need)],
        first=ordinal("2020-06-30"),
        last=ordinal("2021-06-30"),
        others=value_changes({"wage": wage}, ordinal("2020-06-30"), ordinal("2021-06-30"), part="trainings"),
    )

    assert [(one.credential, one.part, one.id) for one in diff.changes] == [
        ("demo", "eligibility", "need"),
        ("", "trainings", "wage"),
    ]
    assert diff.touched is None


def test_change_of_a_number_touches_the_answer():
    need = value_of(version(60), version(90, begins="2021-01-01"), unit="semester-hours", key="need")
    (one,) = touched(hours_sheet(need), graduated("2015-05-20"), "2020-12-31", "2021-01-01")

    met = Stood("met", Eligibility(None, None), (100, 100))
    assert (one.then, one.kept, one.now) == (met, met, Stood("not-met", NEVER, (100, 100)))
    assert (one.by_rules, one.by_time, one.sure) == (True, False, True)
    assert [change.id for change in one.changes] == ["need"]


def test_change_that_decides_nothing_touches_no_answer():
    need = value_of(version(40), version(50, begins="2021-01-01"), unit="semester-hours", key="need")
    assert touched(hours_sheet(need), graduated("2015-05-20"), "2020-12-31", "2021-01-01") == ()


def test_change_of_the_fee_alone_touches_the_answer():
    fee = value_of(version(100), version(110, begins="2021-01-01"), unit="usd", key="fee")
    (one,) = touched(hours_sheet(fixed(60, "semester-hours"), fee), graduated("2015-05-20"), "2020-12-31", "2021-01-01")

    assert (one.kept.verdict, one.kept.fee_usd, one.now.fee_usd) == ("met", (100, 100), (110, 110))
    assert [(change.part, change.id) for change in one.changes] == [("fees", "fee")]


def test_change_whose_day_is_not_known_is_not_sure():
    need = value_of(version(60), version(90, as_of="2021-03-01"), unit="semester-hours", key="need")
    (one,) = touched(hours_sheet(need), graduated("2015-05-20"), "2021-01-01", "2021-06-30")

    assert [stood.verdict for stood in (one.then, one.kept, one.now)] == ["unknown", "unknown", "not-met"]
    assert (one.by_rules, one.sure) == (True, False)


def test_what_only_time_changed_is_told_as_such():
    done = Some(Face("degree"), "education", (DayTest(Face("completed"), "completed", "by"),))
    sheet = sheet_of(route_of(done), fees={"fee": FEE})
    (one,) = touched(sheet, graduated("2021-03-01"), "2021-01-01", "2021-06-30")

    assert [stood.verdict for stood in (one.then, one.kept, one.now)] == ["not-met", "met", "met"]
    assert (one.by_rules, one.by_time, one.changes) == (False, True, ())


def test_discontinued_route_touches_the_one_who_could_use_it():
    diff = rules_diff(SHEETS, first=ordinal("2022-12-31"), last=ordinal("2023-01-01"), record=CLA_HOLDER)
    assert diff.touched is not None
    one, other = diff.touched

    assert [(touched.credential.id, touched.kept.verdict, touched.now.verdict) for touched in (one, other)] == [
        ("mlt-ascp", "met", "not-met"),
        ("mls-ascp", "unknown", "not-met"),
    ]
    assert [stood.verdict for stood in (one.then, one.kept, one.now)] == ["met", "met", "not-met"]
    assert [(change.part, change.id, change.state) for change in one.changes] == [("routes", "route-2", "ends")]


def test_ascp_fees_of_2026_touch_everybody():
    diff = rules_diff(SHEETS, first=ordinal("2025-12-31"), last=ordinal("2026-01-01"), record=CLA_HOLDER)
    assert diff.touched is not None
    fees = {one.credential.id: (one.kept.fee_usd, one.now.fee_usd) for one in diff.touched if one.by_rules}

    assert fees["mls-ascp"] == ((250, 250), (260, 260))
    assert {change.id for one in diff.touched for change in one.changes} <= {"application-fee", "exam-fee"}


@effort(15)
@given(st.data())
def test_verdicts_are_those_of_check_and_what_is_not_named_is_the_same(data: st.DataObject):
    person = data.draw(records())
    first = data.draw(st.integers(ordinal("2010-01-01"), ordinal("2026-11-22")))
    last = data.draw(st.integers(first + 1, ordinal("2028-01-01")))
    found = {one.credential.id: one for one in rules_diff(SHEETS, first=first, last=last, record=person).touched or ()}

    for sheet in SHEETS:
        then, now = (stand(sheet.eligibility, person, as_of=day).verdict for day in (first, last))
        one = found.get(sheet.credential.id)
        assert (then, now) == ((one.then.verdict, one.now.verdict) if one else (then, then))
        assert one is None or one.changes or not one.by_rules
