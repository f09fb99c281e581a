"""The ways to finish a renewal: what they take, and where the points come from."""

from __future__ import annotations

from builders.records import ordinal, record
from certway.answers.finish import Finish
from certway.core.person.record import Record
from certway.exchange.renew_rules import load_ways, renew_asked
from certway.exchange.rule_files import RuleFiles

FILES = RuleFiles()
TODAY = ordinal("2026-11-23")


def ways(person: Record, credential: str, as_of: int = TODAY) -> dict[str, Finish]:
    found = load_ways(FILES, renew_asked(FILES, person, [credential], as_of=as_of))
    return {one.kind: one for one in found[credential]}


def taken(way: Finish) -> dict[str, int]:
    return {source.resource.id: source.points for source in way.sources}


def holder(credential: str, issued: str, expires: str, *credits: dict[str, object]) -> Record:
    return record(
        credentials=[{"id": credential, "issued": issued, "expires": expires}],
        education_credits=list(credits),
    )


def credit(points: int, area: str, approved_by: list[str], on: str = "2025-03-01") -> dict[str, object]:
    return {"on": on, "points": points, "areas": {area: points}, "approved_by": approved_by, "kind": "course"}


def test_free_offers_fill_what_the_cap_leaves_and_the_body_s_own_the_rest():
    found = ways(holder("cma-aama", "2022-05-31", "2027-05-31"), "cma-aama")
    assert taken(found["education"]) == {"employer-classes": 3000, "aama-elearning": 3000}
    assert (found["education"].missing, found["education"].hours) == (0, (50.0, 50.0))
    assert found["education"].usd is None  # neither the fee nor AAMA's courses have a published price
    assert all(not source.enough for source in found["education"].sources)


def test_room_that_others_took_up_is_not_offered_again():
    used = holder("cma-aama", "2022-05-31", "2027-05-31", credit(30, "clinical", []))
    assert taken(ways(used, "cma-aama")["education"]) == {"aama-elearning": 3000}


def test_one_price_fills_every_area_of_the_laboratory():
    found = ways(holder("mlt-ascp", "2024-06-12", "2027-06-30"), "mlt-ascp")["education"]
    (labce,) = found.sources
    assert (labce.resource.id, labce.points, labce.usd, labce.enough) == ("labce", 3600, (50, 95), True)
    assert dict(labce.areas) == {
        "blood-banking": 200, "chemistry": 200, "hematology": 200, "microbiology": 200, "safety": 100, "ethics": 100,
    }  # fmt: skip
    assert found.known_usd == (50, 95)


def test_what_free_courses_bring_costs_nothing():
    full = [
        credit(2, area, ["pace"]) for area in ("blood-banking", "chemistry", "hematology", "microbiology", "ethics")
    ]
    found = ways(holder("mlt-ascp", "2024-06-12", "2027-06-30", *full), "mlt-ascp")["education"]
    assert [(source.usd, dict(source.areas)) for source in found.sources] == [((0, 0), {"safety": 100})]


def test_exam_has_fee_time_and_share_that_passes():
    found = ways(holder("cma-aama", "2022-05-31", "2027-05-31"), "cma-aama")["exam"]
    assert (found.usd, found.hours) == ((125, 250), (45, 72))
    assert found.until == ordinal("2027-03-31")
    assert found.pass_rate is not None
    assert found.pass_rate.current.content == 69


def test_lapsed_cma_pays_the_reactivation_on_top():
    found = ways(holder("cma-aama", "2019-09-10", "2024-09-30"), "cma-aama")
    assert {kind: way.usd for kind, way in found.items()} == {"lapsed-exam": (175, 300)}


def test_late_renewal_at_nha_asks_for_the_credits_and_both_fees():
    found = ways(holder("ccma-nha", "2024-02-10", "2026-02-10"), "ccma-nha")
    assert list(found) == ["late"]
    assert [[value.id for value in fee.values] for fee in found["late"].fees] == [
        ["renewal-fee"],
        ["reinstatement-fee"],
    ]
    assert (found["late"].usd, found["late"].known_usd) == (None, (185, 185))
    assert found["late"].until == ordinal("2027-02-10")
    assert found["late"].hours == (20, 20)


def test_nothing_is_offered_where_nobody_knows_what_is_held():
    assert ways(record(), "cma-aama") == {}
