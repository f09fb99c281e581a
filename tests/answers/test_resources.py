"""What is on offer for a credential: by stage, in order, with its age, and what was not found."""

from __future__ import annotations

import pytest

from builders.offers import offer, shelf
from builders.records import ordinal
from certway.answers.resources import Age, CredentialResources, age_of, resources_for
from certway.core.rulebook.resources import CREDENTIALS, STAGES
from certway.exchange.rule_files import RuleFiles

READ = ordinal("2026-11-23")


def answer(text: str, *, credential: str = "cma-aama", as_of: int = READ) -> CredentialResources:
    return resources_for(shelf(text), credential, as_of=as_of)


def ids(found: CredentialResources) -> dict[str, list[str]]:
    return {stage.stage: [one.resource.id for one in stage.offers] for stage in found.stages}


def test_own_bodys_offers_come_first_then_free_then_paid_then_by_name() -> None:
    found = answer(
        "resources:\n"
        + offer("Zeta", "0")
        + offer("alpha", "not-found")
        + offer("Paid", "9")
        + offer("Some", "{least: 0, most: 9}")
        + offer("Beta", "0")
        + offer("Plain")
        + offer("Own", "30", more="official: true")
        + offer("Theirs", "0", more="official: [rma-amt]", credentials="[cma-aama, rma-amt]")
    )

    assert ids(found) == {"questions": ["own", "beta", "plain", "theirs", "zeta", "alpha", "paid", "some"]}
    assert [one.free for one in found.stages[0].offers] == [False, True, False, True, True, False, False, False]


def test_what_is_official_for_another_credential_is_not_for_this_one() -> None:
    text = "resources:\n" + offer("Theirs", more="official: [rma-amt]", credentials="[cma-aama, rma-amt]")

    assert [one.official for one in answer(text).stages[0].offers] == [False]
    assert [one.official for one in answer(text, credential="rma-amt").stages[0].offers] == [True]


def test_stages_stand_in_the_order_of_the_road_and_empty_ones_are_left_out() -> None:
    found = answer(
        "not_found:\n- {id: g, stage: ce, credentials: all, says: Prices}\n"
        "remarks:\n- {id: r, stage: test-day, title: T, credentials: all, says: S, source: page}\n"
        "kinds:\n- {id: k, name: K, credentials: [cma-aama], source: page}\n"
        "resources:\n" + offer("Q") + offer("Other", credentials="[mls-ascp]")
    )

    assert [stage.stage for stage in found.stages] == ["program", "questions", "test-day", "ce"]
    assert [one.resource.id for one in found.stages[0].kinds] == ["k"]
    assert [one.remark.id for one in found.stages[2].advice] == ["r"]
    assert [one.id for one in found.stages[3].gaps] == ["g"]


def test_renewal_rules_are_those_of_the_credential() -> None:
    rule = "approved_by: [X], accepted: always, source: page}\n"
    text = f"acceptance:\n- {{id: a, credentials: [cma-aama], {rule}- {{id: b, credentials: [rma-amt], {rule}"

    assert [one.id for one in answer(text).education.acceptance] == ["a"]
    assert answer(text, credential="mls-ascp").education.acceptance == ()


@pytest.mark.parametrize(
    ("as_of", "page", "dated"),
    [
        ("2026-11-23", Age(0, 0, old=False), Age(0, 692, old=True)),  # dated 2024: from its last day
        ("2027-11-23", Age(365, 365, old=False), Age(365, 1057, old=True)),
        ("2027-11-24", Age(366, 366, old=True), Age(366, 1058, old=True)),
        ("2026-11-20", Age(-3, -3, old=False), Age(-3, 689, old=True)),
    ],
)
def test_age_counts_from_the_pages_own_date_where_it_has_one(as_of: str, page: Age, dated: Age) -> None:
    found = answer("resources:\n" + offer("A") + offer("B", more="source: dated"), as_of=ordinal(as_of))
    ages = [one.age for one in found.stages[0].offers]

    assert ages == [page, dated]
    assert ages == [age_of(one.resource.source, ordinal(as_of)) for one in found.stages[0].offers]


def test_price_is_that_of_the_day() -> None:
    text = "resources:\n" + offer("A", "[{is: 0, until: 2026-12-31}, {from: 2027-01-01, is: 12}]")

    assert [answer(text, as_of=ordinal(day)).stages[0].offers[0].free for day in ("2026-12-31", "2027-01-01")] == [
        True,
        False,
    ]


def test_nothing_on_offer_is_no_stage() -> None:
    assert answer("resources: []\n").stages == ()


def test_every_offer_and_remark_and_gap_of_the_files_reaches_its_credentials() -> None:
    book = RuleFiles().resources()
    told: dict[str, set[str]] = {"offers": set(), "remarks": set(), "gaps": set(), "rules": set()}
    for credential in CREDENTIALS:
        found = resources_for(book, credential, as_of=READ)
        for stage in found.stages:
            told["offers"] |= {one.resource.id for one in (*stage.offers, *stage.kinds)}
            told["remarks"] |= {one.remark.id for one in stage.advice}
            told["gaps"] |= {one.id for one in stage.gaps}
        rules = found.education
        told["rules"] |= {one.id for one in (*rules.units, *rules.areas, *rules.acceptance)}
        assert [stage.stage for stage in found.stages] == [
            name for name in STAGES if name in {one.stage for one in found.stages}
        ]

    education = book.education
    assert told == {
        "offers": {one.id for one in (*book.resources, *book.kinds)},
        "remarks": {one.id for one in book.remarks},
        "gaps": {one.id for one in book.gaps},
        "rules": {one.id for one in (*education.units, *education.areas, *education.acceptance)},
    }
