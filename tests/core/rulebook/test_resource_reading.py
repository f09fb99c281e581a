"""Files of resources: what they become, and every fault with its place and its remedy."""

# ruff: noqa: E501 - a message stands on one line, as people see it

from __future__ import annotations

from functools import partial

import pytest

from builders.rule_text import FILE, document, refusal
from certway.core.rulebook.resource_reading import read_shelf
from certway.core.rulebook.resources import CREDENTIALS, Acceptance, AreaRule, Counting, Gap, Remark, Resource, Shelf
from certway.core.rulebook.values import Conflict, Source, Value, Version
from certway.exchange.rule_files import RuleFiles

HEAD = """\
format: 1
sources:
  page: {url: "https://example.org", as_of: null, read_on: 2026-11-23, confidence: primary}
  other: {url: "https://example.com", as_of: null, read_on: 2026-11-23, confidence: secondary}
measures:
  price: {title: Price, unit: usd}
  items: {title: Questions, unit: items}
  topics: {title: Topics, unit: texts}
  points: {title: Points, unit: points}
"""
LINE = HEAD.count("\n") + 2  # of the first entry of a list
PAGE = Source("page", "https://example.org", None, 739943, "primary")
OTHER = Source("other", "https://example.com", None, 739943, "secondary")
OFFER = "id: a, stage: questions, name: A, by: B, credentials: [cma-aama], source: page"


def shelf(key: str, *entries: str) -> Shelf:
    return read_shelf(document(HEAD + f"{key}:\n" + "".join(f"- {{{entry}}}\n" for entry in entries)), name=FILE)


def faults(key: str, *entries: str) -> list[str]:
    text = HEAD + f"{key}:\n" + "".join(f"- {{{entry}}}\n" for entry in entries)
    return refusal(partial(read_shelf, name=FILE), text)


def one_value(written: str, measure: str = "price") -> Value:
    (found,) = shelf("resources", f"{OFFER}, values: {{{measure}: {written}}}").resources
    return found.values[measure]


def test_offer_is_read_with_all_its_parts() -> None:
    found = shelf(
        "resources",
        "id: a, stage: ce, name: A, by: B, official: true, says: [One., Two.], url: 'https://a.org', warning: W, note: N,"
        " source: page, also: ['https://b.org'], copy_url: 'https://c.org',"
        " counts: [{credential: mls-ascp, areas: all, confidence: uncertain}, {credential: cma-aama, as: theirs,"
        " areas: [clinical], most: 18}]",
    )

    assert found.resources == (
        Resource(
            id="a",
            name="A",
            stage="ce",
            credentials=("cma-aama", "mls-ascp"),
            by="B",
            official_for=("cma-aama", "mls-ascp"),
            source=PAGE,
            says=("One.", "Two."),
            url="https://a.org",
            copy_url="https://c.org",
            warning="W",
            note="N",
            also=("https://b.org",),
            counts=(
                Counting("mls-ascp", every_area=True, confidence="uncertain"),
                Counting("cma-aama", as_="theirs", areas=("clinical",), most=18),
            ),
        ),
    )


def test_address_that_was_not_found_is_kept_as_such() -> None:
    (found,) = shelf("resources", f"{OFFER}, url: not-found").resources

    assert (found.url, found.url_sought) == ("", True)


@pytest.mark.parametrize(
    ("written", "content", "state"),
    [
        ("30", 30, "set"),
        ("0", 0, "set"),
        ("not-found", None, "not-found"),
        ("{least: 5, most: 100}", (5.0, 100.0), "set"),
        ("{is: {least: 5, most: 100}}", (5.0, 100.0), "set"),
        ("{state: not-found}", None, "not-found"),
    ],
)
def test_value_in_short_form_is_one_version_of_the_entrys_source(written: str, content: object, state: str) -> None:
    assert one_value(written) == Value("price", "Price", "usd", (Version(None, None, content, state, PAGE),))  # type: ignore[arg-type]


def test_list_of_texts_is_one_value() -> None:
    assert one_value("[one, two]", "topics").current.content == ("one", "two")


def test_value_may_have_versions_and_a_source_and_conflicts_of_its_own() -> None:
    found = one_value("[{is: 9}, {from: 2026-01-01, is: 10, source: other, conflicts: [{says: eleven, source: page}]}]")

    assert [(v.content, v.source, v.conflicts) for v in found.versions] == [
        (9, PAGE, ()),
        (10, OTHER, (Conflict("eleven", PAGE),)),
    ]


def test_remark_and_gap_may_be_for_every_credential() -> None:
    said = shelf("remarks", "id: a, stage: evidence, title: T, credentials: all, says: S, source: other")
    lacking = shelf("not_found", "id: a, stage: test-day, credentials: all, says: Calculators")

    assert said.remarks == (Remark("a", "T", "evidence", CREDENTIALS, OTHER, says=("S",)),)
    assert lacking.gaps == (Gap("a", "Calculators", "test-day", CREDENTIALS),)


def test_acceptance_tells_a_limit_from_none_and_from_one_that_was_not_found() -> None:
    common = "credentials: [cma-aama], approved_by: [X], accepted: always, source: page"
    found = shelf(
        "acceptance",
        f"id: a, {common}, limit: none, recorded: automatic",
        f"id: b, {common}, limit: 30",
        f"id: c, {common}, limit: not-found",
        f"id: d, {common}, points: 4, areas: [clinical]",
        f"id: e, {common.replace('always', 'on-condition')}, condition: It helps.",
    ).education.acceptance

    assert found[0] == Acceptance(
        "a", ("cma-aama",), ("X",), "always", "", PAGE, limit=None, unlimited=True, recorded="automatic"
    )
    assert [one.limit and one.limit.current.content for one in found] == [None, 30, None, None, None]
    assert [one.limit and one.limit.current.state for one in found] == [None, "set", "not-found", None, None]
    assert (found[3].points and found[3].points.current.content, found[3].areas) == (4, ("clinical",))
    assert (found[4].accepted, found[4].condition, found[4].recorded) == ("on-condition", "It helps.", "not-found")


def test_areas_that_were_not_found_are_none() -> None:
    found = shelf("areas", "id: a, credentials: [rma-amt], areas: not-found, kinds: [K], source: page").education.areas

    assert found == (AreaRule("a", ("rma-amt",), (), ("K",), (), "", PAGE),)


def test_unit_rule_has_its_figures() -> None:
    (found,) = shelf(
        "units", "id: a, credentials: [rma-amt], unit: point, source: page, values: {points: 1}"
    ).education.units

    assert (found.unit, found.values["points"].current.content) == ("point", 1)


def test_example_names_its_kind() -> None:
    text = (
        HEAD
        + "kinds: [{id: k, name: K, credentials: [cma-aama], source: page}]\n"
        + f"resources: [{{{OFFER.replace('questions', 'program')}, kind: k}}]\n"
    )
    found = read_shelf(document(text), name=FILE)

    assert ([one.id for one in found.kinds], [one.kind for one in found.resources]) == (["k"], ["k"])


@pytest.mark.parametrize(
    ("key", "entry", "text"),
    [
        ("resources", OFFER.replace("cma-aama", "cma-aam"), "unknown credential 'cma-aam', did you mean 'cma-aama'?"),
        ("resources", OFFER.replace("[cma-aama]", "[]"), "a resource needs 'credentials'"),
        ("resources", OFFER.replace("page", "pag"), "unknown source 'pag', did you mean 'page'?; the sources stand at the top of the file"),
        ("resources", OFFER.replace(", by: B", ""), "a resource needs 'by'"),
        ("resources", f"{OFFER}, url: example.org", "'url' is 'example.org'; write a web address, or not-found"),
        ("resources", f"{OFFER}, prise: 3", "unknown key 'prise' in a resource"),
        ("resources", f"{OFFER}, official: [rma-amt]", "'official' names 'rma-amt', for which the entry is not"),
        ("resources", f"{OFFER}, kind: k", "unknown kind 'k'; the kinds stand under 'kinds'"),
        ("resources", f"{OFFER}, values: 3", "'values' must be a mapping, not the number 3"),
        ("resources", f"{OFFER}, values: {{prise: 3}}", "unknown measure 'prise', did you mean 'price'?; the measures stand at the top of the file"),
        ("resources", f"{OFFER}, values: {{price: null}}", "'is' of 'price' is null; say 'state: not-found' when it was not found"),
        ("resources", f"{OFFER}, values: {{price: cheap}}", "'is' of 'price' is the text 'cheap', which does not fit the unit usd"),
        ("resources", f"{OFFER}, counts: [{{credential: cma-aam}}]", "unknown credential 'cma-aam', did you mean 'cma-aama'?"),
        ("remarks", "id: a, stage: ce, title: T, credentials: all, source: page", "the remark 'a' says nothing; give it 'says' or 'values'"),
        ("not_found", "id: a, stage: ce, credentials: all", "an entry of not_found needs 'says'"),
        ("acceptance", "id: a, credentials: all, accepted: always, source: page", "an entry of acceptance needs 'approved_by': who approved the education"),
        ("acceptance", "id: a, credentials: all, approved_by: X, accepted: on-condition, source: page", "'condition' goes with 'accepted: on-condition', and only with it"),
        ("areas", "id: a, credentials: all, source: page", "an entry of areas needs 'areas': a list, or not-found"),
    ],
)  # fmt: skip
def test_fault_is_named_with_its_line(key: str, entry: str, text: str) -> None:
    assert faults(key, entry) == [f"{FILE}:{LINE}: {text}"]


def test_stage_must_be_one_of_the_road() -> None:
    (fault,) = faults("resources", OFFER.replace("questions", "quiz"))

    assert fault.startswith(f"{FILE}:{LINE}: 'stage' is 'quiz'; it must be one of program, money, outline, ")


def test_id_stands_once_in_its_list() -> None:
    assert faults("resources", OFFER, OFFER) == [f"{FILE}:{LINE + 1}: the id 'a' stands twice under 'resources'"]


def test_every_problem_is_told_at_once() -> None:
    assert len(faults("resources", OFFER.replace("page", "x"), OFFER.replace("id: a, ", ""))) == 2


@pytest.mark.parametrize(
    ("written", "text"),
    [
        ("[]", "6: 'measures' must be a mapping, not a list"),
        ("\n  a: {title: A}", "7: measure 'a' needs 'unit'"),
        ("\n  a: {title: A, unit: shoes}", "7: 'unit' is 'shoes'; it must be one of "),
    ],
)
def test_measure_has_a_title_and_a_unit(written: str, text: str) -> None:
    (fault,) = refusal(partial(read_shelf, name=FILE), HEAD.split("measures:")[0] + f"\nmeasures: {written}\n")

    assert fault.startswith(f"{FILE}:{text}")


def test_shipped_resources_have_each_id_once_and_all_credentials() -> None:
    shipped = RuleFiles().resources()
    for listed in (shipped.resources, shipped.remarks, shipped.gaps, shipped.kinds):
        ids = [one.id for one in listed]
        assert sorted({one for one in ids if ids.count(one) > 1}) == []
    named = {credential for one in (*shipped.resources, *shipped.remarks) for credential in one.credentials}
    assert named == set(CREDENTIALS)


def test_area_rules_name_values_that_the_credentials_have() -> None:
    files = RuleFiles()
    lacking = [
        (credential, name)
        for rule in files.resources().education.areas
        for credential in rule.credentials
        if credential in files.ids
        for name in rule.renewal_values
        if name not in files.values(credential, "renewal")
    ]

    assert lacking == []
