"""Rules from files: what each kind becomes, and every fault with its place and its remedy."""

# ruff: noqa: E501 - a message stands on one line, as people see it

from __future__ import annotations

import pytest

from builders.records import judged, record
from builders.rule_text import faults, rule_of
from certway.core.rulebook.accreditation import Accredited
from certway.core.rulebook.field_leaves import DayTest, FlagIs, LevelAtLeast, NumberAtLeast, Together, WordIs
from certway.core.rulebook.hours import Hours
from certway.core.rulebook.nodes import All, AnyOf, Assumed, AtLeast, Attested, InForce, Node, Not
from certway.core.rulebook.section_leaves import Covers, Fewer, Some, Sum
from certway.core.rulebook.waits import Wait

ANY_KIND = (
    "accredited, all, any, assumed, at_least_of, attested, covers, days_worked, fewer, field, holds, hours, not, some, "
    "sum, together, wait"
)


@pytest.mark.parametrize(
    ("rule", "kind"),
    [
        ("{id: x, assumed: Something}", Assumed),
        ("{id: x, attested: Something}", Attested),
        ("{id: x, all: [{id: y, assumed: One}]}", All),
        ("{id: x, any: [{id: y, assumed: One}]}", AnyOf),
        ("{id: x, at_least_of: [{id: y, assumed: One}], count: 1}", AtLeast),
        ("{id: x, not: {id: y, assumed: One}}", Not),
        ("{id: x, some: work, where: [{id: y, field: to, lasts: application}]}", Some),
        ("{id: x, holds: mlt-ascp, current: true}", Some),
        ("{id: x, fewer: attempts, where: [], than: attempts}", Fewer),
        ("{id: x, sum: science_hours.biology, of: education, where: [], at_least: attempts}", Sum),
        ("{id: x, together: [procedures.venipuncture, procedures.capillary], at_least: attempts}", Together),
        ("{id: x, covers: duties, of: work, where: [], all_of: [clinical], last: years}", Covers),
        ("{id: x, hours: work, where: [], at_least: hours, last: years, cap: hours}", Hours),
        ("{id: x, days_worked: work, where: [], at_least: days}", Hours),
        ("{id: x, wait: attempts, where: [], steps: [{failures: 1, wait: days}]}", Wait),
        ("{id: x, field: statements.felony, is: false, otherwise: unknown}", FlagIs),
        ("{id: x, field: high_school.kind, in: [diploma, ged], perhaps: [equivalent]}", WordIs),
        ("{id: x, field: procedures.injection, at_least: attempts}", NumberAtLeast),
        ("{id: x, field: person.born, within: years, moment: exam}", DayTest),
        ("{id: x, assumed: Something, from: 2020-01-01}", InForce),
    ],
)
def test_each_kind_of_rule_is_read(rule: str, kind: type[Node]) -> None:
    node = rule_of(rule)
    assert isinstance(node, kind)
    assert node.face.id == "x"


def test_tests_of_entries_are_read() -> None:
    node = rule_of(
        """
id: x
some: programs
settles: completed
where:
- {id: a, accredited: [CAAHEP], perhaps: [ABHES], when: during-enrolment, grace_before: years}
- {id: h, hours: work, since: completed, where: [], at_least: hours}
- {id: s, some: education, where: [{id: l, field: level, level: associate}]}
"""
    )
    assert isinstance(node, Some)
    accredited, hours, some = node.where
    assert isinstance(accredited, Accredited)
    assert (accredited.by, accredited.perhaps, accredited.when) == ({"CAAHEP"}, {"ABHES"}, "during-enrolment")
    assert isinstance(hours, Hours)
    assert hours.since == "completed"
    assert isinstance(some, Some)
    assert isinstance(some.where[0], LevelAtLeast)


def test_rule_keeps_its_face_and_its_source_goes_to_what_is_inside() -> None:
    node = rule_of("{id: x, source: page, clause: [a.b], asks: Whether, note: Mind, all: [{id: y, assumed: One}]}")
    assert (node.face.clause, node.face.asks, node.face.note) == (("a.b",), "Whether", "Mind")
    assert [each.face.source.key for each in node.walk() if each.face.source] == ["page", "page"]


def test_steps_of_a_wait_stand_fewest_failures_first() -> None:
    node = rule_of("{id: x, wait: attempts, where: [], steps: [{failures: 3, wait: years}, {failures: 1, wait: days}]}")
    assert isinstance(node, Wait)
    assert [(step.failures, step.wait.id) for step in node.steps] == [(1, "days"), (3, "years")]


def test_current_credential_must_not_have_expired() -> None:
    held = record(credentials=[{"id": "mlt-ascp", "issued": "2020-01-01", "expires": "2023-01-01"}])
    days = ("2019-12-31", "2020-01-01", "2023-01-01", "2023-01-02")
    assert judged(rule_of("{id: x, holds: mlt-ascp}"), held, *days) == ["not-met", "met", "met", "met"]
    assert judged(rule_of("{id: x, holds: mlt-ascp, current: true}"), held, *days) == [
        "not-met",
        "met",
        "met",
        "not-met",
    ]


@pytest.mark.parametrize(
    ("rule", "problems"),
    [
        # the rule itself
        ("just a text", ["1: a rule must be a mapping, not the text 'just a text'", f"1: the rule '' must have exactly one of {ANY_KIND}; it has none of them"]),
        ("{assumed: Something}", ["1: a rule needs 'id'"]),
        ("{id: x}", [f"1: the rule 'x' must have exactly one of {ANY_KIND}; it has none of them"]),
        ("{id: x, sums: hours}", [f"1: the rule 'x' must have exactly one of {ANY_KIND}; it has none of them, did you mean 'sum'?"]),
        ("{id: x, all: [], any: []}", [f"1: the rule 'x' must have exactly one of {ANY_KIND}; it has all and any"]),
        ("{id: x, assumed: Something, nots: Mind}", ["1: unknown key 'nots' in a rule, did you mean 'note'?"]),
        ("{id: x, assumed: [Something]}", ["1: 'assumed' must be a text, not a list"]),
        ("{id: x, assumed: Something, source: pages}", ["1: unknown source 'pages', did you mean 'page'?; the sources stand at the top of the file"]),
        ("{id: x, assumed: Something, clause: 5}", ["1: 'clause' must be a list of texts, not the number 5"]),
        ("{id: x, assumed: Something, from: 2020}", ["1: 'from' must be an exact day such as 2026-11-23, not 2020"]),
        ("{id: x, assumed: Something, until: 2020-02-30}", ["1: 'until' is the text '2020-02-30'; write a day of the calendar as 2026-11-23"]),
        ("{id: x, assumed: Something, until: 2020-00}", ["1: 'until' is the text '2020-00'; write a day of the calendar as 2026-11-23"]),
        # inner nodes
        ("{id: x, all: {id: y}}", ["1: 'all' must be a list, not a mapping"]),
        ("{id: x, any: null}", ["1: 'any' must be a list, not null"]),
        ("{id: x, not: Something}", ["1: a rule must be a mapping, not the text 'Something'", f"1: the rule '' must have exactly one of {ANY_KIND}; it has none of them"]),
        ("{id: x, at_least_of: [{id: y, assumed: One}]}", ["1: a rule needs 'count'"]),
        ("{id: x, at_least_of: [{id: y, assumed: One}], count: 2}", ["1: 'count' is 2, but there are 1 rules to count"]),
        ("{id: x, at_least_of: [{id: y, assumed: One}], count: 0}", ["1: 'count' is 0, but there are 1 rules to count"]),
        ("{id: x, at_least_of: [], count: 1}", ["1: 'count' is 1, but there are 0 rules to count"]),
        ("{id: x, at_least_of: [{id: y, assumed: One}], count: one}", ["1: 'count' must be a whole number, not the text 'one'"]),
        # sections
        ("{id: x, some: programms, where: []}", ["1: unknown section 'programms'; 'some' needs a list of the person file"]),
        ("{id: x, some: person, where: []}", ["1: unknown section 'person'; 'some' needs a list of the person file"]),
        ("{id: x, some: programs, where: [], settles: complete}", ["1: unknown field 'complete' of 'programs', did you mean 'completed'?"]),
        ("{id: x, some: programs, where: [], settles: kind}", ["1: 'kind' holds a word; 'settles' needs a day"]),
        ("{id: x, fewer: attempts, where: []}", ["1: a rule needs 'than'"]),
        ("{id: x, fewer: attempts, where: [], than: attempt}", ["1: unknown value 'attempt', did you mean 'attempts'?"]),
        ("{id: x, fewer: attempts, where: [], than: name}", ["1: 'than' needs whole numbers, which 'name' does not have"]),
        ("{id: x, sum: semester_hour, of: education, where: [], at_least: hours}", ["1: unknown field 'semester_hour' of 'education', did you mean 'semester_hours'?"]),
        ("{id: x, sum: level, of: education, where: [], at_least: hours}", ["1: 'level' holds a word; 'sum' needs a number"]),
        ("{id: x, sum: science_hours, of: education, where: [], at_least: hours}", ["1: 'science_hours' holds a map; 'sum' needs a number"]),
        ("{id: x, sum: science_hours.bilogy, of: education, where: [], at_least: hours}", ["1: unknown field 'science_hours.bilogy' of 'education', did you mean 'science_hours.biology'?"]),
        ("{id: x, sum: semester_hours.more, of: education, where: [], at_least: hours}", ["1: unknown field 'semester_hours.more' of 'education', did you mean 'semester_hours'?"]),
        ("{id: x, sum: semester_hours, of: education, where: [], at_least: half}", ["1: 'at_least' needs whole numbers, which 'half' does not have"]),
        ("{id: x, together: [procedures.ekg, procedures.veins], at_least: attempts}", ["1: unknown field 'procedures.veins' of the person"]),
        ("{id: x, together: [procedures.ekg, statements.felony], at_least: attempts}", ["1: 'statements.felony' holds a flag; 'together' needs a number"]),
        ("{id: x, together: [procedures.ekg], at_least: attempts}", ["1: 'x' adds up fewer than two fields; use 'field' for a single one"]),
        ("{id: x, together: [procedures.ekg, procedures.injection]}", ["1: a rule needs 'at_least'"]),
        ("{id: x, some: programs, where: [{id: y, together: [academic_hours, clinical_hours], at_least: hours}]}", ["1: 'together' adds up numbers of the person; it can't be used inside an entry"]),
        # jobs
        ("{id: x, covers: duty, of: work, where: [], all_of: [clinical]}", ["1: unknown field 'duty' of 'work', did you mean 'duties'?"]),
        ("{id: x, covers: role, of: work, where: [], all_of: [clinical]}", ["1: 'role' holds a word; 'covers' needs a words"]),
        ("{id: x, covers: duties, of: work, where: [], all_of: [clinic]}", ["1: 'clinic' is no duties, did you mean 'clinical'?"]),
        ("{id: x, covers: duties, of: work, where: [], all_of: [clinical], last: hours}", ["1: 'last' needs a value in days or weeks or months or years, but 'hours' is in hours"]),
        ("{id: x, covers: accredited_by, of: programs, where: [], all_of: [ABHES]}", ["1: 'of' is 'programs', but only the jobs of 'work' can add up"]),
        ("{id: x, hours: programs, where: [], at_least: hours}", ["1: 'hours' is 'programs', but only the jobs of 'work' can add up"]),
        ("{id: x, hours: work, where: [], at_least: days}", ["1: 'at_least' needs a value in hours, but 'days' is in days"]),
        ("{id: x, hours: work, where: [], at_least: half}", ["1: 'at_least' needs whole numbers, which 'half' does not have"]),
        ("{id: x, hours: work, where: []}", ["1: a rule needs 'at_least'"]),
        ("{id: x, hours: work, where: [], at_least: hours, last: days}", ["1: 'last' needs a value in months or years, but 'days' is in days"]),
        ("{id: x, hours: work, where: [], at_least: hours, cap: days}", ["1: 'cap' needs a value in hours, but 'days' is in days"]),
        ("{id: x, days_worked: work, where: [], at_least: hours}", ["1: 'at_least' needs a value in days, but 'hours' is in hours"]),
        ("{id: x, hours: work, where: [{id: y, field: to, lasts: application}], at_least: hours}", ["1: 'y' depends on the day, which jobs that add up must not"]),
        ("{id: x, hours: work, where: [{id: y, any: [{id: z, field: to, lasts: application}]}], at_least: hours}", ["1: 'z' depends on the day, which jobs that add up must not"]),
        ("{id: x, hours: work, where: [], at_least: hours, since: graduated}", ["1: unknown field 'graduated' of the person"]),
        ("{id: x, some: programs, where: [{id: y, hours: work, where: [], at_least: hours, since: kind}]}", ["1: 'kind' holds a word; 'since' needs a day"]),
        # waits
        ("{id: x, wait: attempts, where: []}", ["1: a rule needs 'steps'"]),
        ("{id: x, wait: work, where: [], steps: []}", ["1: unknown field 'on' of 'work'"]),
        ("{id: x, wait: attempts, where: [], steps: [{wait: days}]}", ["1: a step needs 'failures'"]),
        ("{id: x, wait: attempts, where: [], steps: [{failures: 1}]}", ["1: a step needs 'wait'"]),
        ("{id: x, wait: attempts, where: [], steps: [{failures: 1, wait: hours}]}", ["1: 'wait' needs a value in days or weeks or months or years, but 'hours' is in hours"]),
        ("{id: x, wait: attempts, where: [], steps: [{failures: 1, wait: days, more: 1}]}", ["1: unknown key 'more' in a step"]),
        # accreditation
        ("{id: x, accredited: [CAAHEP], when: at-completion}", ["1: 'accredited' asks about a program; use it inside 'some: programs'"]),
        ("{id: x, some: programs, where: [{id: y, accredited: [CAHEP], when: at-completion}]}", ["1: unknown accreditor 'CAHEP', did you mean 'CAAHEP'?"]),
        ("{id: x, some: programs, where: [{id: y, accredited: [CAAHEP], when: later}]}", ["1: 'when' is 'later'; it must be one of at-completion, during-enrolment"]),
        ("{id: x, some: programs, where: [{id: y, accredited: [CAAHEP]}]}", ["1: a rule needs 'when'"]),
        # fields
        ("{id: x, field: person.birthday, within: years}", ["1: unknown field 'person.birthday' of the person"]),
        ("{id: x, field: statement.felony, is: true}", ["1: unknown field 'statement.felony' of the person"]),
        ("{id: x, field: person.name, in: [Maria]}", ["1: the test of 'person.name' is not one that a text can have"]),
        ("{id: x, field: high_school.kind, is: true}", ["1: the test of 'high_school.kind' is not one that a word can have"]),
        ("{id: x, field: high_school.kind, level: associate}", ["1: the test of 'high_school.kind' is not one that a word can have"]),
        ("{id: x, field: high_school.kind, in: [diplom]}", ["1: 'diplom' is no kind, did you mean 'diploma'?"]),
        ("{id: x, field: high_school.kind, in: [diploma], perhaps: [geds]}", ["1: 'geds' is no kind, did you mean 'ged'?"]),
        ("{id: x, some: programs, wher: []}", ["1: unknown key 'wher' in a rule, did you mean 'where'?"]),
        ("{id: x, some: education, where: [{id: y, field: level, level: asociate}]}", ["1: 'level' is 'asociate'; it must be one of none, certificate, diploma, associate, bachelor, master, doctorate"]),
        ("{id: x, some: education, where: [{id: y, field: science_hours, at_least: hours}]}", ["1: the test of 'science_hours' is not one that a map can have"]),
        ("{id: x, some: programs, where: [{id: y, field: accredited_by, in: [ABHES]}]}", ["1: the test of 'accredited_by' is not one that a words can have"]),
        ("{id: x, some: programs, where: [{id: y, field: kind.mlt, in: [mlt]}]}", ["1: unknown field 'kind.mlt' of 'programs', did you mean 'kind'?"]),
        ("{id: x, field: statements.felony, in: [a]}", ["1: the test of 'statements.felony' is not one that a flag can have"]),
        ("{id: x, field: statements.felony, is: no}", ["1: 'is' must be true or false, not the text 'no'"]),
        ("{id: x, field: statements.felony, is: true, otherwise: perhaps}", ["1: 'otherwise' is 'perhaps'; it must be one of not-met, unknown"]),
        ("{id: x, field: procedures.injection}", ["1: a rule needs 'at_least'"]),
        ("{id: x, field: procedures.injection, at_least: name}", ["1: 'at_least' needs whole numbers, which 'name' does not have"]),
        ("{id: x, field: person.born}", ["1: the test of 'person.born' is not one that a day can have"]),
        ("{id: x, field: person.born, by: exam, ahead: exam}", ["1: the test of 'person.born' is not one that a day can have"]),
        ("{id: x, field: person.born, by: today}", ["1: 'by' is 'today'; it must be one of application, exam, settled"]),
        ("{id: x, field: person.born, within: hours}", ["1: 'within' needs a value in days or weeks or months or years, but 'hours' is in hours"]),
        ("{id: x, field: person.born, within: years, moment: now}", ["1: 'moment' is 'now'; it must be one of application, exam, settled"]),
    ],
)  # fmt: skip
def test_fault_has_its_message(rule: str, problems: list[str]) -> None:
    found = faults(rule)
    assert [fault for fault in found if fault not in problems] == []
    assert sorted(found) == sorted(problems)


def test_faults_name_the_line_that_they_stand_on() -> None:
    assert faults(
        """
id: x
note: Mind
some: programs
where:
- id: kind
  field: knid
  in: [mlt]
- id: recent
  field: completed
  within: hours
- {id: y, accredited: [CAHEP], when: at-completion}
"""
    ) == [
        "6: unknown field 'knid' of 'programs', did you mean 'kind'?",
        "10: 'within' needs a value in days or weeks or months or years, but 'hours' is in hours",
        "11: unknown accreditor 'CAHEP', did you mean 'CAAHEP'?",
    ]
