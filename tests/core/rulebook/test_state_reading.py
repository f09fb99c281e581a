"""A file of state law is read whole, or refused with every problem, its line and its remedy."""

from __future__ import annotations

import pytest

from builders.records import ordinal
from builders.rule_text import document, refusal
from certway.core.rulebook.state_clocks import Expiry, FirstCycle, RenewalClock, YearDay
from certway.core.rulebook.state_reading import read_states
from certway.core.rulebook.states import Accepts, Board, Claim, Level, NoCredential, StateLaw, StateRule
from certway.core.rulebook.values import Conflict, Source
from certway.core.units.days import DaySpan

HEAD = """\
format: 1
occupation: laboratory
sources:
  page: {url: "https://example.org", as_of: null, read_on: 2026-11-23, confidence: primary}
  list: {url: "https://example.net", as_of: 2024, read_on: 2026-11-23, confidence: secondary}
caution: Look again.
"""
VALUES = """\
  values:
    application-fee: {title: Application, unit: usd, versions: [{from: null, is: 50, source: page}]}
    renewal-fee: {title: Renewal, unit: usd, versions: [{from: null, state: not-found, source: page}]}
    renewal-cycle: {title: Cycle, unit: years, versions: [{from: null, is: 2, source: page}]}
    continuing-education: {title: Hours, unit: hours, versions: [{from: null, is: 24, source: page}]}
"""
LICENSE = f"""\
rules:
- state: TX
  kind: license
  says: You need one.
  source: page
  board: {{name: The board}}
{VALUES}"""
RULE_LINE = HEAD.count("\n") + 2  # of the first rule
LAST_LINE = (HEAD + LICENSE).count("\n")

PAGE = Source("page", "https://example.org", None, ordinal("2026-11-23"), "primary")
LIST = Source(
    "list",
    "https://example.net",
    DaySpan(ordinal("2024-01-01"), ordinal("2024-12-31")),
    ordinal("2026-11-23"),
    "secondary",
)


def read(text: str) -> StateLaw:
    return read_states(document(HEAD + text))


def problems(text: str) -> list[str]:
    return [problem.removeprefix("r.yaml:") for problem in refusal(read_states, HEAD + text)]


def rule(*lines: str) -> str:
    """Return one rule that grants nothing, with these lines besides."""
    first = "rules:\n- {state: TX, kind: scope, says: So., source: page"
    return first + "".join(f", {line}" for line in lines) + "}\n"


def only(text: str) -> StateRule:
    (found,) = read(text).rules
    return found


def test_whole_file_is_read() -> None:
    text = LICENSE + (
        "  also: [list]\n"
        "  from: 2020-01-01\n"
        "  until: 2029-12-31\n"
        "  levels:\n"
        "  - {id: mls, name: MLS, needs: A degree., note: Good., source: list,\n"
        "    accepts: {credentials: [mls-ascp], source: page}}\n"
        "  accepts: {credentials: [mlt-ascp], refuses: [mlt-amt], bodies: [ASCP], note: By name.}\n"
        "  renewal: {expires: {years: even, month: 6, day: 30}, source: page, credits_before: 2, note: Together.,\n"
        "    late_after: {month: 2, day: 1}, first_cycle: [{licensed_in_months: [1, 24], hours: 24}]}\n"
        "  conflicts: [{says: None is needed., source: list}]\n"
        "  notes: [Read this.]\n"
        "overview: [{id: all, says: Some do., source: list, also: [page]}]\n"
        "no_credential: [{states: [OK, UT], known_by: exclusion, says: Not on the list., source: list, note: Yet.}]\n"
    )
    law = read(text)
    (found,) = law.rules
    none = tuple(
        NoCredential(state, "exclusion", "Not on the list.", LIST, "secondary", note="Yet.") for state in ("OK", "UT")
    )

    assert law == StateLaw("laboratory", "Look again.", (Claim("all", "Some do.", LIST, (PAGE,)),), (found,), none)
    assert list(found.values) == ["application-fee", "renewal-fee", "renewal-cycle", "continuing-education"]
    assert found == StateRule(
        state="TX",
        occupation="laboratory",
        kind="license",
        says="You need one.",
        source=PAGE,
        also=(LIST,),
        begins=DaySpan(ordinal("2020-01-01"), ordinal("2020-01-01")),
        until=ordinal("2029-12-31"),
        board=Board("The board"),
        levels=(Level("mls", "MLS", "A degree.", Accepts(("mls-ascp",), source=PAGE), "Good.", LIST),),
        accepts=Accepts(("mlt-ascp",), ("mlt-amt",), ("ASCP",), "By name."),
        values=found.values,
        renewal=RenewalClock(
            Expiry("even", YearDay(6, 30)), PAGE, (FirstCycle(1, 24, 24),), 2, YearDay(2, 1), "Together."
        ),
        conflicts=(Conflict("None is needed.", LIST),),
        notes=("Read this.",),
    )


def test_rule_knows_how_it_is_known_that_nothing_is_granted() -> None:
    text = rule() + "no_credential: [{states: [TX], known_by: conclusion, says: None is., confidence: uncertain}]\n"

    assert only(text).no_credential == NoCredential("TX", "conclusion", "None is.", PAGE, "uncertain")


def test_begin_may_be_a_span_or_not_known() -> None:
    assert only(rule("from: null")).begins is None
    assert only(rule("from: {least: 2019-03-06, most: 2019-03-09}")).begins == DaySpan(
        ordinal("2019-03-06"), ordinal("2019-03-09")
    )


def test_what_was_not_found_of_a_license_is_said_so() -> None:
    text = LICENSE.replace("{name: The board}", "not-found") + "  renewal: {expires: not-found, source: page}\n"
    found = only(text)

    assert (found.board, found.renewal) == (None, RenewalClock(None, PAGE))


@pytest.mark.parametrize(
    ("line", "text"),
    [
        ("announced: perhaps", "'announced' must be true or false, not the text 'perhaps'"),
        ("fee: 3", "unknown key 'fee' in the rule of a state"),
        ("also: [pages]", "unknown source 'pages', did you mean 'page'?; the sources stand at the top of the file"),
        (
            "from: 2019-03",
            "'from' must be an exact day such as 2026-11-23, not 2019-03",
        ),
        (
            "from: {least: 2020-01-02, most: 2020-01-01}",
            "'from' must be a day, null, or {least: day, most: day} with the earlier one first",
        ),
        ("from: 2020-01-02, until: 2020-01-01", "the rule of TX ends before it begins"),
        ("levels: [{id: a, name: A}, {id: a, name: B}]", "in the rule of TX the level 'a' stands twice"),
        ("levels: [{id: a}]", "a level needs 'name'"),
        ("board: {url: x}", "a board needs 'name'"),
        ("accepts: {credentials: [a], refuses: [a]}", "'a' is both accepted and refused"),
        ("accepts: [a]", "'accepts' must be a mapping, not a list"),
        ("renewal: {source: page}", "'renewal' needs 'expires'"),
        ("renewal: {expires: never, source: page}", (
            "'expires' must be {years, month, day}, {years} or not-found, not the text 'never'"
        )),
        ("renewal: {expires: {years: leap}, source: page}", "'years' is 'leap'; it must be one of even, odd, every"),
        ("renewal: {expires: {years: odd, month: 2, day: 29}, source: page}", (
            "month 2 and day 29 are no day of every year"
        )),
        ("renewal: {expires: {years: odd, month: 2}, source: page}", "'expires' needs 'day'"),
        ("renewal: {expires: not-found, source: page, first_cycle: [{licensed_in_months: [2, 12], hours: 0}]}", (
            "'first_cycle' must name every month of the cycle once, from month 1 on"
        )),
        ("renewal: {expires: {years: even}, source: page, first_cycle: [{licensed_in_months: [1, 12], hours: 0}]}", (
            "'first_cycle' must name every month of the cycle once, from month 1 on"
        )),
        ("renewal: {expires: not-found, source: page, first_cycle: [{licensed_in_months: [3], hours: 0}]}", (
            "'licensed_in_months' must be [first, last], counted from 1 for the cycle's first month"
        )),
    ],
)  # fmt: skip
def test_wrong_line_of_a_rule_is_named(line: str, text: str) -> None:
    assert f"{RULE_LINE}: {text}" in problems(rule(line))


@pytest.mark.parametrize(
    ("state", "kind", "text"),
    [
        ("TZ", "scope", "'state' is 'TZ'; it must be one of AL, AK, "),
        ("TX", "law", "'kind' is 'law'; it must be one of license, certificate, registration, scope, facility, none,"),
    ],
)
def test_wrong_word_is_one_problem(state: str, kind: str, text: str) -> None:
    (problem,) = problems(f"rules:\n- {{state: {state}, kind: {kind}, says: So., source: page}}\n")

    assert problem.startswith(f"{RULE_LINE}: {text}")


@pytest.mark.parametrize("name", ["application-fee", "renewal-fee", "renewal-cycle", "continuing-education"])
def test_license_names_what_every_license_is_asked(name: str) -> None:
    text = "\n".join(line for line in LICENSE.split("\n") if f"{name}:" not in line)

    assert problems(text) == [
        f"{RULE_LINE}: the rule of TX needs the value '{name}', with 'state: not-found' where nothing was found"
    ]


def test_license_names_its_board() -> None:
    text = LICENSE.replace("  board: {name: The board}\n", "")

    assert problems(text) == [
        f"{RULE_LINE}: the rule of TX needs 'board', who grants the license: {{name, url}} or not-found"
    ]


def test_years_of_expiry_fit_the_cycle() -> None:
    assert problems(LICENSE + "  renewal: {expires: {years: every}, source: page}\n") == [
        f"{RULE_LINE}: the rule of TX ends in every years, which does not fit its value 'renewal-cycle'"
    ]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("until: 2020-01-01", "from: 2020-01-01"),
        ("from: 2021-01-01", "from: 2020-01-01"),
        ("from: null, until: 2022-05-01", "from: {least: 2022-01-01, most: 2022-12-31}"),
    ],
)
def test_rules_of_a_state_stand_oldest_first(before: str, after: str) -> None:
    lines = [f"- {{state: TX, kind: scope, says: So., source: page, {days}}}\n" for days in (before, after)]
    text = "rules:\n" + "".join(lines)

    assert problems(text) == [
        f"{RULE_LINE + 1}: a rule of TX begins before the one before it ends; they stand oldest first"
    ]


@pytest.mark.parametrize(
    ("entry", "line", "text"),
    [
        ("{states: [TX], known_by: table, says: None., source: list}", LAST_LINE + 2, (
            "TX stands under 'no_credential', but its rule is a license"
        )),
        ("{states: [TZ], known_by: table, says: None., source: list}", LAST_LINE + 2, (
            "'TZ' is no state; write it with two letters, such as TX"
        )),
        ("{states: [OK], known_by: law, says: None.}", LAST_LINE + 2, (
            "'no_credential' of OK needs 'source': there is no rule of that state to take it from"
        )),
        ("{states: [OK], known_by: hearsay, says: None., source: list}", LAST_LINE + 2, (
            "'known_by' is 'hearsay'; it must be one of law, conclusion, table, exclusion"
        )),
        ("{states: [OK, OK], known_by: table, says: None., source: list}", 1, (
            "under 'no_credential' the state 'OK' stands twice"
        )),
    ],
)  # fmt: skip
def test_wrong_entry_of_states_that_grant_nothing_is_named(entry: str, line: int, text: str) -> None:
    assert problems(LICENSE + f"no_credential:\n- {entry}\n") == [f"{line}: {text}"]


def test_all_problems_of_a_file_are_named_at_once() -> None:
    text = "overview: [{id: a, says: A., source: page}, {id: a, says: B., source: pagee}]\nrules: []\nrule: []\n"

    assert problems(text) == [
        "1: the claim 'a' stands twice",
        "7: unknown source 'pagee', did you mean 'page'?; the sources stand at the top of the file",
        "9: unknown key 'rule' in a file of state law, did you mean 'rules'?",
    ]


def test_file_needs_its_head() -> None:
    assert refusal(read_states, "rules: []\n") == [
        "r.yaml:1: a file of state law needs 'caution'",
        "r.yaml:1: a file of state law needs 'format'",
        "r.yaml:1: a file of state law needs 'occupation'",
        "r.yaml:1: a file of state law needs 'sources'",
    ]
