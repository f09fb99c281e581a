"""A card for everything that a record says is held, in an order that helps."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from builders.records import ordinal, record
from certway.answers.credential_cards import SOON_DAYS, CredentialCard, credential_cards
from certway.core.person.holding import holdings
from certway.core.person.record import Record
from certway.core.units.days import to_date
from certway.exchange.shipped_rules import shipped_rules
from strategies.people import records

TODAY = ordinal("2026-11-24")


def cards(person: Record, **options: object) -> tuple[CredentialCard, ...]:
    rules = shipped_rules()
    return credential_cards(person, sheets=rules.sheets, states=rules.states, as_of=TODAY, **options)  # type: ignore[arg-type]


def one(**entry: object) -> CredentialCard:
    (card,) = cards(record(credentials=[{"id": "cma-aama", **entry}]))
    return card


def on(days: int) -> str:
    return to_date(TODAY + days).isoformat()


@pytest.mark.parametrize(
    ("entry", "status"),
    [
        ({"expires": None}, "valid"),
        ({"expires": on(SOON_DAYS + 1)}, "valid"),
        ({"expires": on(SOON_DAYS)}, "expires-soon"),
        ({"expires": on(0)}, "expires-soon"),
        ({"expires": on(-1)}, "expired"),
        ({"issued": "2024-02-10"}, "no-last-day"),
        ({"expires": "2026-11"}, "unknown"),
        ({"expires": "2027-01"}, "expires-soon"),
        ({"expires": "2028"}, "valid"),
        ({"issued": "2027-01-05", "expires": "2029-01-05"}, "to-come"),
    ],
)
def test_status_follows_from_the_last_day(entry: dict[str, object], status: str) -> None:
    assert one(**entry).status == status


def test_what_is_valid_comes_first_then_what_ends_what_ended_and_what_nobody_can_tell() -> None:
    told = record(
        credentials=[
            {"id": "rma-amt", "expires": "2020-01-01"},
            {"id": "cpt-nha"},
            {"id": "mlt-ascp", "expires": "2029-01-01"},
            {"id": "pbt-ascp", "expires": "2025-01-01"},
            {"id": "cma-aama", "expires": "2027-01-31"},
            {"id": "ccma-nha", "expires": "2028-06-30"},
        ],
        cards=[{"kind": "cpr", "expires": "2028-01-01"}],
    )

    assert [(card.name, card.status) for card in cards(told)] == [
        ("ccma-nha", "valid"),
        ("mlt-ascp", "valid"),
        ("cpr", "valid"),
        ("cma-aama", "expires-soon"),
        ("pbt-ascp", "expired"),
        ("rma-amt", "expired"),
        ("cpt-nha", "no-last-day"),
    ]


def test_latest_entry_counts_and_the_earlier_ones_stand_below_it() -> None:
    told = record(
        credentials=[
            {"id": "cma-aama", "number": "1", "issued": "2014-02-01", "expires": "2019-02-28"},
            {"id": "cma-aama", "number": "3", "issued": "2024-02-10", "expires": "2029-02-28"},
            {"id": "cma-aama", "number": "2", "issued": "2019-02-03", "expires": "2024-02-29"},
        ]
    )
    (card,) = cards(told)

    assert (card.status, card.current.number, [entry.number for entry in card.others]) == ("valid", "3", ["2", "1"])


def test_entry_to_come_does_not_hide_the_one_that_is_held() -> None:
    told = record(
        credentials=[
            {"id": "cma-aama", "issued": "2027-02-01", "expires": "2032-02-28"},
            {"id": "cma-aama", "issued": "2022-02-01", "expires": "2027-02-28"},
        ]
    )
    (card,) = cards(told)

    assert (card.status, card.current.place, [entry.place for entry in card.others]) == ("expires-soon", 1, [0])


def test_cards_of_which_the_kind_is_open_stand_each_for_itself() -> None:
    told = record(cards=[{"kind": "other"}, {"kind": "cpr"}, {"kind": "other"}, {}, {"kind": "cpr"}, {}])
    found = cards(told)

    assert sorted((card.name, len(card.others)) for card in found) == [
        ("", 0), ("", 0), ("cpr", 1), ("other", 0), ("other", 0),
    ]  # fmt: skip


def test_credential_without_rules_gets_a_card_with_what_is_known() -> None:
    (card,) = cards(record(credentials=[{"id": "vt-license", "number": "77", "expires": "2028-06-30"}]))

    assert (card.status, card.current.number) == ("valid", "77")
    assert (card.credential, card.check, card.license) == (None, None, None)


def test_state_license_names_who_grants_it() -> None:
    granted = [{"id": "ca-cpt1", "expires": "2028-06-30"}, {"id": "nv-poct-analyst"}]
    found = {card.name: card.license for card in cards(record(credentials=granted))}

    licenses = [found[name] for name in ("ca-cpt1", "nv-poct-analyst")]
    assert [license and license.granted.state for license in licenses] == ["CA", "NV"]
    boards = [license.answer.board for license in licenses if license]
    assert [board and board.name for board in boards] == [
        "CDPH Laboratory Field Services",
        "Division of Public and Behavioral Health, HCQC (the name may have changed)",
    ]


def test_card_says_how_a_holder_is_checked() -> None:
    check = one().check

    assert check is not None
    assert [value.id for value in check.values()] == [
        "verification", "verification-registry", "verification-fee", "use-of-credential", "badge-vendor",
    ]  # fmt: skip


def test_renewal_is_told_of_the_credential_it_is_about() -> None:
    told = record(credentials=[{"id": "cma-aama"}, {"id": "rma-amt"}], cards=[{"kind": "cma-aama"}])

    assert [(card.section, card.name, card.renewal) for card in cards(told, renewal={"cma-aama": "grace"})] == [
        ("credentials", "cma-aama", "grace"),
        ("credentials", "rma-amt", ""),
        ("cards", "cma-aama", ""),
    ]


@settings(max_examples=40)
@given(records(), st.integers(min_value=-4000, max_value=4000))
def test_every_entry_stands_on_one_card_and_the_current_one_is_that_of_the_holdings(person: Record, days: int) -> None:
    rules, day = shipped_rules(), TODAY + days
    found = credential_cards(person, sheets=rules.sheets, states=rules.states, as_of=day)
    places = sorted((card.section, entry.place) for card in found for entry in (card.current, *card.others))

    assert places == sorted(
        (section, place) for section in ("credentials", "cards") for place in range(len(person.entries(section) or ()))
    )
    current = {card.name: card.current.place for card in found if card.section == "credentials"}
    assert {name: held.place for name, held in holdings(person, day=day).items()}.items() <= current.items()


def test_nothing_told_has_no_cards() -> None:
    assert (cards(Record()), cards(record(credentials=[], cards=[]))) == ((), ())
