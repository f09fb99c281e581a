"""What a credential is worth in a state follows from what that state's own answer says."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from builders.records import ordinal
from builders.rules import source
from certway.answers.places import Places, places_of
from certway.core.person.fields import STATES
from certway.core.rulebook.credential import Credential, Issuer
from certway.core.rulebook.states import Accepts, Kind, Level, NoCredential, StateBook, StateLaw, StateRule
from certway.core.rulebook.values import Conflict

DAY = ordinal("2026-11-23")
ISSUER = Issuer("ascp", "ASCP", "https://example.org", "https://example.org/mlt")
MLT = Credential("mlt-ascp", "MLT", "MLT(ASCP)", "MLT (ASCP)", ISSUER, "laboratory-technician", "Who may apply.")
CARE = replace(MLT, id="cpct-a-nha", occupation="patient-care-technician")
WEAK = replace(source("2023-04-01"), key="weak", confidence="uncertain")
NONE = NoCredential("TX", "listed", "The list leaves it out.", source("2024-05-01"), "secondary")
THIS, OTHER = Accepts(("mlt-ascp",)), Accepts(("mlt-amt",))


def rule(kind: Kind = "license", **more: Any) -> StateRule:
    return StateRule("TX", "laboratory", kind, kind, **({"source": source()} | more))


def places(*rules: StateRule, none: tuple[NoCredential, ...] = (), credential: Credential = MLT) -> Places:
    book = StateBook({"laboratory": StateLaw("laboratory", "", (), rules, none)})
    return places_of(book, credential, as_of=DAY)


@pytest.mark.parametrize(
    ("found", "worth"),
    [
        (rule(levels=(Level("mlt", "MLT", accepts=THIS),)), "accepted"),
        (rule(accepts=THIS), "accepted"),
        (rule(levels=(Level("mls", "MLS"),), accepts=THIS), "unsure"),  # named, for which level is open
        (rule(accepts=OTHER), "unsure"),
        (rule(accepts=Accepts(refuses=("mlt-ascp",))), "refused"),
        (rule("scope"), "unsure"),  # whether it grants a license was not found
        (rule("scope", no_credential=NONE), "enough"),
        (rule("scope", no_credential=NONE, accepts=OTHER), "unsure"),  # it names others
        (rule("scope", accepts=THIS), "enough"),
        (rule("facility", no_credential=NONE), "enough"),
        (rule("none", no_credential=NONE), "enough"),
        (rule("repealed"), "enough"),
        (rule("repealed", source=WEAK), "unsure"),
        (rule("repealed", conflicts=(Conflict("A list still names it.", source()),)), "unsure"),
    ],
)
def test_worth_is_that_of_the_answer(found: StateRule, worth: str) -> None:
    by_worth = {name: getattr(places(found), name) for name in ("enough", "accepted", "refused", "unsure")}
    assert [name for name, states in by_worth.items() if "TX" in states] == [worth]
    assert len(by_worth["unsure"] - {"TX"}) == len(STATES) - 1


def test_what_somebody_else_says_is_counted_and_dated() -> None:
    listed = places(none=(NONE,))
    assert (listed.enough, listed.second_hand, listed.oldest) == ({"TX"}, {"TX"}, ordinal("2024-05-01"))
    own = places(rule(accepts=THIS))
    assert (own.second_hand, own.oldest) == (frozenset(), source().known_since)


def test_work_of_which_no_law_was_looked_for_is_not_known_anywhere() -> None:
    found = places(rule(), credential=CARE)
    assert (found.unsure, found.known, found.oldest) == (frozenset(STATES), frozenset(), None)
