"""Each credential's rules say how a holder is checked at its body, or that this was not found."""

from __future__ import annotations

import pytest

from certway.core.rulebook.values import Content
from certway.exchange.rule_files import RuleFiles
from certway.exchange.shipped_rules import shipped_rules

NOT_FOUND = "not-found"


def told(credential: str, name: str) -> Content:
    sheet = shipped_rules().sheets[credential]
    value = sheet.credential.values.get(name) or sheet.fees[name]
    return NOT_FOUND if value.current.state == NOT_FOUND else value.current.content


@pytest.mark.parametrize("credential", RuleFiles().ids)
def test_every_credential_says_how_it_is_checked_and_for_how_much_or_that_this_was_not_found(credential: str) -> None:
    sheet = shipped_rules().sheets[credential]
    how, fee = sheet.credential.values["verification"], sheet.fees["verification-fee"]

    assert (how.unit, fee.unit) == ("text", "usd")
    assert {how.current.state, fee.current.state} <= {"set", NOT_FOUND}


@pytest.mark.parametrize(
    ("credential", "how", "fee"),
    [
        ("cma-aama", "AAMA's site has a function to verify CMA (AAMA) status", NOT_FOUND),
        ("ccma-nha", "Free look-up on nhanow.com.", 0),
        ("cpt-nha", "Free look-up on nhanow.com.", 0),
        ("cpct-a-nha", "Free look-up on nhanow.com.", 0),
        ("mlt-ascp", "a primary-source verification ordered online with an ASCP account", 20),
        ("mls-ascp", "a primary-source verification ordered online with an ASCP account", 20),
        ("pbt-ascp", "a primary-source verification ordered online with an ASCP account", 20),
        ("rma-amt", NOT_FOUND, NOT_FOUND),
        ("mlt-amt", NOT_FOUND, NOT_FOUND),
        ("rpt-amt", NOT_FOUND, NOT_FOUND),
        ("ncma-ncct", NOT_FOUND, NOT_FOUND),
    ],
)
def test_way_to_check_is_that_of_the_sources(credential: str, how: str, fee: Content) -> None:
    assert str(told(credential, "verification")).startswith(how)
    assert told(credential, "verification-fee") == fee


def test_address_of_the_order_is_ascps_own() -> None:
    pages = {name: told(name, "verification-page") for name in ("mlt-ascp", "mls-ascp", "pbt-ascp")}

    assert len(set(pages.values())) == 1
    assert str(pages["mlt-ascp"]).startswith("https://www.ascp.org/boc/verify-credentials/")
