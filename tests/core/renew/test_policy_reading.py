"""A policy is read whole, or refused with every problem, its line and its remedy."""

from __future__ import annotations

import pytest

from builders.rule_text import document, refusal
from certway.core.renew.policy import Area, Before, Cap, Late, Refusal, Smallest
from certway.core.renew.policy_reading import read_policy
from certway.core.rulebook.forms import Form, Problems
from certway.core.rulebook.value_reading import read_head, read_values
from certway.core.rulebook.values import Value
from certway.core.units.located import Located

HEAD = """\
format: 1
credential: demo
sources: {page: {url: "https://example.org", as_of: null, read_on: 2026-11-23, confidence: primary}}
values:
  cycle: {title: Cycle, unit: months, versions: [{from: null, is: 36, source: page}]}
  points: {title: Points, unit: points, versions: [{from: null, is: 30, source: page}]}
  safety: {title: Safety, unit: points, versions: [{from: null, is: 2, source: page}]}
  hour: {title: An hour, unit: contact-hours, versions: [{from: null, is: 1, source: page}]}
  most: {title: At most, unit: points, versions: [{from: null, is: 18, source: page}]}
  grace: {title: Grace, unit: days, versions: [{from: null, is: 89, source: page}]}
  months: {title: Late, unit: months, versions: [{from: null, is: 3, source: page}]}
  allowed: {title: Allowed, unit: yes-no, versions: [{from: null, is: true, source: page}]}
  since: {title: Since, unit: date, versions: [{from: null, is: 2006-01-01, source: page}]}
  words: {title: Words, unit: text, versions: [{from: null, is: By itself., source: page}]}
"""
POLICY = """\
policy:
  cycle: {months: cycle, ends: month-end, rule: words}
  points: points
  areas:
  - {id: safety, least: safety, also: [laboratory-safety]}
  holder_assigns: words
  caps:
  - {id: college, most: most, kinds: [college]}
  - {id: others, most: most, unless_approved_by: [aama]}
  refused:
  - {kinds: [employment], unless: allowed}
  smallest: {least: hour, unless_approved_by: [aama]}
  ways: [exam, education]
  late:
  - {within: grace, also: [months]}
  lapsed: {ways: [reinstatement], counts_last: cycle}
  dates: {exam-passed: months}
  annual_fee: annual-fee
  voluntary_before: since
  next_cycle_by_itself: words
  shared: allowed
  costs: {education: [annual-fee]}
"""
FIRST = HEAD.count("\n") + 1  # the line of `policy`


def fees() -> dict[str, Value]:
    text = (
        'format: 1\npolicy: {}\nsources: {page: {url: "https://example.org", as_of: null, read_on: 2026-11-23,'
        " confidence: primary}}\nvalues:\n"
        "  annual-fee: {title: Fee, unit: usd, versions: [{from: null, is: 50, source: page}]}\n"
        "  weeks: {title: Wait, unit: weeks, versions: [{from: null, is: 3, source: page}]}\n"
    )
    return values_of(document(text))


def values_of(document: Located) -> dict[str, Value]:
    form = Form(document, Problems(), "fees.yaml")
    return read_values(form, read_head(form).sources)


FEES = fees()


def test_policy_is_read_with_its_values() -> None:
    policy = read_policy(document(HEAD + POLICY), fees=FEES)
    value = {value.id: value for value in policy.values()}
    assert (policy.credential, policy.ends, policy.ways, policy.lapsed_ways) == (
        "demo",
        "month-end",
        ("education", "exam"),
        ("reinstatement",),
    )
    assert policy.areas == (Area("safety", value["safety"], ("laboratory-safety",)),)
    assert policy.caps == (
        Cap("college", value["most"], kinds=("college",)),
        Cap("others", value["most"], unless=("aama",)),
    )
    assert policy.refusals == (Refusal(("employment",), value["allowed"]),)
    assert policy.smallest == Smallest(value["hour"], ("aama",))
    assert policy.late == (Late(value["grace"], (value["months"],)),)
    assert policy.dates == (Before("exam-passed", value["months"]),)
    assert (policy.months, policy.points, policy.lapsed_months) == (value["cycle"], value["points"], value["cycle"])
    assert (policy.expiry_rule, policy.shared, policy.annual_fee) == (
        value["words"],
        value["allowed"],
        FEES["annual-fee"],
    )
    assert (policy.holder_assigns, policy.rolls, policy.voluntary_before) == (True, True, value["since"])


KINDS_ARE = "; the kinds are course, college, in-service, teaching, authorship, employment, other"
WAYS_ARE = "; the ways are education, exam, reinstatement"
DATES_ARE = "; the dates are declaration-opens, renewal-opens, declaration-advised, exam-passed, exam-applied"
MUST_BE_A_LENGTH = "it must be days or weeks or months or years"
BROKEN = [
    ("points: points", "point: points", 1, "the policy needs 'points'"),
    ("  points: points\n", "  points: pionts\n", 3, "there is no value 'pionts' in this file, did you mean 'points'?"),
    (
        "  points: points\n",
        "  points: grace\n",
        3,
        "the value 'grace' has the unit days; it must be points or contact-hours",
    ),
    ("{months: cycle,", "{months: grace,", 2, "the value 'grace' has the unit days; it must be months"),
    ("{months: cycle, ends: month-end, ", "{ends: month-end, ", 2, "the cycle needs 'months'"),
    (
        "ends: month-end",
        "ends: sometimes",
        2,
        "'ends' is 'sometimes'; it must be one of month-end, anniversary, as-given",
    ),
    (
        "  cycle: {months: cycle, ends: month-end, rule: words}",
        "  cycle: often",
        2,
        "the cycle must be a mapping, not the text 'often'",
    ),
    ("rule: words", "rule: grace", 2, "the value 'grace' has the unit days; it must be text"),
    ("least: safety", "least: words", 5, "the value 'words' has the unit text; it must be points or contact-hours"),
    ("{id: safety, ", "{", 5, "an area needs 'id'"),
    ("holder_assigns: words", "holder_assigns: allowed", 6, "the value 'allowed' has the unit yes-no; it must be text"),
    ("kinds: [college]", "kinds: [collage]", 8, f"there is no kind 'collage', did you mean 'college'?{KINDS_ARE}"),
    ("id: others", "id: college", 9, "the id 'college' stands twice in 'caps'; give each its own"),
    (
        "  - {id: safety, least: safety, also: [laboratory-safety]}\n",
        "  - {id: safety, least: safety}\n  - {id: safety, least: safety}\n",
        6,
        "the id 'safety' stands twice in 'areas'; give each its own",
    ),
    (", kinds: [college]", "", 8, "a cap needs 'kinds' or 'unless_approved_by', else it takes everything"),
    ("{id: others, most: most,", "{id: others, most: least,", 9, "there is no value 'least' in this file"),
    ("unless: allowed", "unless: words", 11, "the value 'words' has the unit text; it must be yes-no"),
    ("kinds: [employment], ", "", 11, "a refusal needs 'kinds'"),
    (
        "ways: [exam, education]",
        "ways: [exams, education]",
        13,
        f"there is no way 'exams', did you mean 'exam'?{WAYS_ARE}",
    ),
    ("within: grace", "within: points", 15, f"the value 'points' has the unit points; {MUST_BE_A_LENGTH}"),
    ("also: [months]", "also: [month]", 15, "there is no value 'month' in this file, did you mean 'months'?"),
    ("  lapsed: {ways: [reinstatement], counts_last: cycle}\n", "", 1, "the policy needs 'lapsed'"),
    ("ways: [reinstatement]", "ways: [nothing]", 16, f"there is no way 'nothing'{WAYS_ARE}"),
    ("counts_last: cycle", "counts_last: grace", 16, "the value 'grace' has the unit days; it must be months"),
    (
        "exam-passed: months",
        "exam-pased: months",
        17,
        f"there is no date 'exam-pased', did you mean 'exam-passed'?{DATES_ARE}",
    ),
    ("exam-passed: months", "exam-passed: safety", 17, f"the value 'safety' has the unit points; {MUST_BE_A_LENGTH}"),
    (
        "  dates: {exam-passed: months}",
        "  dates: [months]",
        17,
        "'dates' must be a mapping of a date's id to the value of its distance",
    ),
    ("annual_fee: annual-fee", "annual_fee: points", 18, "there is no value 'points' in fees.yaml"),
    ("annual_fee: annual-fee", "annual_fee: weeks", 18, "the value 'weeks' has the unit weeks; it must be usd"),
    ("voluntary_before: since", "voluntary_before: words", 19, "the value 'words' has the unit text; it must be date"),
    ("shared: allowed", "shared: words", 21, "the value 'words' has the unit text; it must be yes-no"),
    ("  shared: allowed", "  share: allowed", 21, "unknown key 'share' in the policy, did you mean 'shared'?"),
    ("  ways: [exam, education]\n", "", 1, "the policy needs 'ways'"),
    ("ways: [reinstatement], ", "", 16, "'lapsed' needs 'ways'"),
    ("  costs: {education: [annual-fee]}\n", "", 1, "the policy needs 'costs'"),
    ("education: [annual-fee]", "education: [points]", 22, "there is no value 'points' in fees.yaml"),
    ("education: [annual-fee]", "teaching: [annual-fee]", 22, "unknown key 'teaching' in 'costs'"),
    (
        "{least: hour, unless_approved_by",
        "{least: words, unless_approved_by",
        12,
        "the value 'words' has the unit text; it must be points or contact-hours",
    ),
    ("{least: hour, unless_approved_by", "{lest: hour, unless_approved_by", 12, "'smallest' needs 'least'"),
]


@pytest.mark.parametrize(("right", "wrong", "line", "text"), BROKEN, ids=[f"{case[2]}-{case[1]}" for case in BROKEN])
def test_broken_policy_is_refused_with_its_line(right: str, wrong: str, line: int, text: str) -> None:
    assert POLICY.count(right) == 1
    found = refusal(lambda text: read_policy(text, fees=FEES), HEAD + POLICY.replace(right, wrong))
    assert f"r.yaml:{FIRST + line - 1}: {text}" in found


def test_every_problem_is_told_at_once() -> None:
    text = HEAD + POLICY.replace("points: points", "points: grace").replace("least: safety", "least: words")
    found = refusal(lambda text: read_policy(text, fees=FEES), text)
    assert [problem.split(":")[1] for problem in found] == [str(FIRST + 2), str(FIRST + 4)]


def test_file_without_a_policy_is_refused() -> None:
    assert refusal(lambda text: read_policy(text, fees=FEES), HEAD) == ["r.yaml:1: renewal.yaml needs 'policy'"]
