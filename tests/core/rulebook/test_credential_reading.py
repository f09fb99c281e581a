"""The files of a credential: what they become, and every fault with its place and its remedy."""

# ruff: noqa: E501 - a message stands on one line, as people see it

from __future__ import annotations

import pytest

from builders.records import judged, ordinal, record
from builders.rule_text import FILE, document, refusal
from certway.core.rulebook.credential_reading import read_credential, read_eligibility, read_outline

HEAD = """\
format: 1
credential: demo
sources: {page: {url: "https://example.org", as_of: null, read_on: 2026-11-23, confidence: primary}}
"""
ROUTE = "id: r, title: Route, source: page"


def eligibility(rest: str) -> str:
    return HEAD + rest


def test_eligibility_is_read() -> None:
    rules = read_eligibility(
        document(
            eligibility(
                """
shared: [{id: age, assumed: No age is named}]
routes:
- id: one
  title: First
  source: page
  fee: application-fee
  documents: [{id: transcript, title: Transcript, sent_by: school, clause: [a.b], note: Mind}]
  requires: [{id: moral, field: statements.moral_character, is: true}]
- {id: two, title: Second, source: page, until: 2022-12-31, requires: [{id: x, assumed: One}, {id: y, assumed: Two}]}
other_routes: [{id: three, title: Third, why: Not known, source: page}]
"""
            )
        )
    )
    assert (rules.credential, [node.face.id for node in rules.shared]) == ("demo", ["age"])
    one, two = rules.routes
    assert (one.fee, one.until, [node.face.id for node in one.requirements]) == ("application-fee", None, ["moral"])
    assert (one.documents[0].sent_by, one.documents[0].clause) == ("school", ("a.b",))
    assert (two.until, [node.face.id for node in two.requirements]) == (ordinal("2022-12-31"), ["x", "y"])
    assert judged(two.rule, record(), "2022-12-31", "2023-01-01") == ["met", "not-met"]
    assert [other.why for other in rules.other_routes] == ["Not known"]
    assert (rules.route("two"), rules.route("four")) == (two, None)
    assert one.requirements[0].face.source is not None
    assert one.requirements[0].face.source.key == "page"


@pytest.mark.parametrize(
    ("text", "problems"),
    [
        ("", ["1: eligibility.yaml needs 'routes'"]),
        ("routes: {}", ["4: 'routes' must be a list, not a mapping"]),
        ("routes: []\nshares: []", ["5: unknown key 'shares' in eligibility.yaml, did you mean 'shared'?"]),
        ("routes: [a text]", ["4: a route must be a mapping, not the text 'a text'"]),
        ("routes: [{}]", ["4: a route needs 'id'", "4: a route needs 'requires'", "4: a route needs 'source'", "4: a route needs 'title'"]),
        (f"routes: [{{{ROUTE}, requires: [], until: 2022}}]", ["4: 'until' must be an exact day such as 2026-11-23, not 2022"]),
        (f"routes: [{{{ROUTE}, requires: [], fees: x}}]", ["4: unknown key 'fees' in a route, did you mean 'fee'?"]),
        (f"routes: [{{{ROUTE}, requires: [{{id: x, field: person.brn, by: exam}}]}}]", ["4: unknown field 'person.brn' of the person, did you mean 'born'?"]),
        (f"routes: [{{{ROUTE}, requires: [], documents: [{{id: d, title: Paper, sent_by: postman}}]}}]", ["4: 'sent_by' is 'postman'; it must be one of candidate, school, employer, program-director"]),
        (f"routes: [{{{ROUTE}, requires: [], documents: [{{id: d, sent_by: school}}]}}]", ["4: a document needs 'title'"]),
        (f"routes:\n- {{{ROUTE}, requires: []}}\n- {{{ROUTE}, requires: []}}", ["1: the id 'r' stands twice in the routes"]),
        (f"routes: [{{{ROUTE}, requires: [{{id: x, assumed: One}}, {{id: x, assumed: Two}}]}}]", ["1: the id 'x' stands twice in route 'r'"]),
        (f"routes: [{{{ROUTE}, until: 2022-12-31, requires: [{{id: x, assumed: One}}, {{id: x, assumed: Two}}]}}]", ["1: the id 'x' stands twice in route 'r'"]),
        ("routes: []\nshared: [{id: x, assumed: One}, {id: x, assumed: Two}]", ["1: the id 'x' stands twice in 'shared'"]),
        ("routes: []\nother_routes: [{id: o, title: Other, source: page}]", ["5: another route needs 'why'"]),
        ("routes: []\nother_routes: [{id: o, title: Other, why: Not known}]", ["5: another route needs 'source'"]),
        ("routes: []\nother_routes: [{id: o, title: Other, why: Not known, source: page, whys: x}]", ["5: unknown key 'whys' in another route, did you mean 'why'?"]),
    ],
)  # fmt: skip
def test_fault_of_eligibility_has_its_message(text: str, problems: list[str]) -> None:
    assert refusal(read_eligibility, eligibility(text)) == [f"{FILE}:{problem}" for problem in problems]


def test_all_problems_of_a_file_are_told_at_once() -> None:
    found = refusal(
        read_eligibility,
        """\
format: 3
sources: {page: {url: x, read_on: 2026-11-23, confidence: sure}}
values:
  wait: {title: Wait, unit: days, versions: [{from: null, source: page}]}
shared:
- {id: x, fewer: attempts, where: [], than: waits}
routes:
- {id: r, title: Route, source: other, requires: []}
""",
    )
    assert found == [
        f"{FILE}:1: this file has format 3; this Certway reads format 1",
        f"{FILE}:2: 'confidence' is 'sure'; it must be one of primary, secondary, uncertain",
        f"{FILE}:4: a version of 'wait' needs 'is', or a state such as not-found",
        f"{FILE}:6: unknown value 'waits', did you mean 'wait'?",
        f"{FILE}:8: unknown source 'other'; the sources stand at the top of the file",
    ]


ISSUER = 'issuer: {id: body, name: Body, url: "https://body.org", page: "https://body.org/demo"}\n'
CREDENTIAL = HEAD + "name: Demo Assistant\nshort: DA\noccupation: demo\nsummary: About it.\n"


def test_credential_is_read() -> None:
    found = read_credential(document(CREDENTIAL + ISSUER))
    assert (found.id, found.name, found.short, found.issuer.page) == (
        "demo",
        "Demo Assistant",
        "DA",
        "https://body.org/demo",
    )


@pytest.mark.parametrize(
    ("text", "problems"),
    [
        (CREDENTIAL, ["1: credential.yaml needs 'issuer'"]),
        (CREDENTIAL + "issuer: {id: body, name: Body, url: u}\n", ["8: the issuer needs 'page'"]),
        (CREDENTIAL + ISSUER + "names: x\n", ["9: unknown key 'names' in credential.yaml, did you mean 'name'?"]),
        (HEAD + ISSUER, ["1: credential.yaml needs 'name'", "1: credential.yaml needs 'occupation'", "1: credential.yaml needs 'short'", "1: credential.yaml needs 'summary'"]),
    ],
)  # fmt: skip
def test_fault_of_a_credential_has_its_message(text: str, problems: list[str]) -> None:
    assert refusal(read_credential, text) == [f"{FILE}:{problem}" for problem in problems]


def outline(area: str) -> str:
    return f"{HEAD}editions:\n- {{id: first, source: page, from: 2020-01-01, scored_items: 100, areas: [{area}]}}\n"


def test_outline_is_read() -> None:
    text = outline(
        "{id: a, name: Area, source: page, percent_range: [10, 20], children: [{name: Part, source: page, percent: 5}]}"
    )
    (edition,) = read_outline(document(text))
    (area,) = edition.areas
    assert (edition.id, edition.from_, edition.scored_items) == ("first", ordinal("2020-01-01"), 100)
    assert (area.percent, area.confidence, area.children[0].percent) == ((10, 20), "primary", (5, 5))


@pytest.mark.parametrize(
    ("text", "problems"),
    [
        (HEAD, ["1: outline.yaml needs 'editions'"]),
        (outline("{name: Area}"), ["5: an area of the outline needs 'source'"]),
        (outline("{source: page}"), ["5: an area of the outline needs 'name'"]),
        (outline("{name: Area, source: page, percent: ten}"), ["5: 'percent' must be a number"]),
        (outline("{name: Area, source: page, percent_range: [20, 10]}"), ["5: 'percent_range' must be [least, most]"]),
        (outline("{name: Area, source: page, items: 2.5}"), ["5: 'items' must be a whole number, not the number 2.5"]),
        (outline("{name: Area, source: page, child: []}"), ["5: unknown key 'child' in an area of the outline, did you mean 'children'?"]),
    ],
)  # fmt: skip
def test_fault_of_an_outline_has_its_message(text: str, problems: list[str]) -> None:
    assert refusal(read_outline, text) == [f"{FILE}:{problem}" for problem in problems]
