"""A lapse closes what the rules say that it closes, in the state and on the ladder."""

from __future__ import annotations

from builders.records import ordinal, record
from certway.answers.lapse import Lapse
from certway.core.person.record import Record
from certway.core.qualify.standing import stand
from certway.core.units.verdicts import VerdictName
from certway.exchange.renew_rules import load_lapses, renew_asked
from certway.exchange.rule_files import RuleFiles

FILES = RuleFiles()
TODAY = ordinal("2026-11-23")


def holder(*credentials: dict[str, str], lives_in: str = "FL") -> Record:
    return record(person={"lives_in": lives_in}, credentials=list(credentials))


def lapse_of(credential: str, person: Record) -> Lapse | None:
    answer = renew_asked(FILES, person, [credential], as_of=TODAY)
    return load_lapses(FILES, answer, person).get(credential)


def mlt(expires: str) -> dict[str, str]:
    return {"id": "mlt-ascp", "issued": "2023-09-01", "expires": expires}


def clause_of_route_2(person: Record) -> VerdictName:
    """Return how the clause about the MLT of the second route to the MLS is judged."""
    standing = stand(FILES.eligibility("mls-ascp"), person, as_of=TODAY)
    route = next(route for route in standing.routes if route.id == "route-2")
    return next(finding.verdict for finding in route.findings if finding.id == "mlt")


def test_expired_mlt_closes_route_2_to_the_mls_and_a_current_one_opens_it() -> None:
    expired, current = holder(mlt("2026-08-31")), holder(mlt("2029-08-31"))
    found = lapse_of("mlt-ascp", expired)
    assert found is not None
    assert [(one.credential, one.route.id, one.clause.face.id) for one in found.routes] == [
        ("mls-ascp", "route-2", "mlt")
    ]
    assert (found.over, clause_of_route_2(expired)) == (True, "not-met")
    assert lapse_of("mlt-ascp", current) is None
    assert clause_of_route_2(current) == "met"


def test_step_of_the_ladder_is_not_told_twice() -> None:
    found = lapse_of("mlt-ascp", holder(mlt("2026-08-31")))
    assert found is not None
    assert found.steps == ()  # the ladder's step leads to the MLS, whose route says it


def test_lapse_is_told_half_a_year_ahead() -> None:
    ahead = lapse_of("mlt-ascp", holder(mlt("2027-05-22")))
    assert ahead is not None
    assert (ahead.over, [one.route.id for one in ahead.routes]) == (False, ["route-2"])
    assert lapse_of("mlt-ascp", holder(mlt("2027-05-23"))) is None


def test_route_that_takes_a_credential_expired_or_not_stays_open() -> None:
    found = lapse_of("cma-aama", holder({"id": "cma-aama", "issued": "2020-01-10", "expires": "2026-10-31"}))
    assert found is not None
    assert found.routes == ()  # recertification is for those who hold it, current or not


def test_state_where_she_lives_comes_before_those_whose_license_she_holds() -> None:
    person = holder(mlt("2026-08-31"), {"id": "wv-mlt"}, {"id": "nd-technician"}, {"id": "ca-cpt1"})
    found = lapse_of("mlt-ascp", person)
    assert found is not None
    told = [(one.state, one.answer.need, one.answer.acceptance, one.licenses) for one in found.states]
    assert [(state, need, taken and taken.taken, licenses) for state, need, taken, licenses in told] == [
        ("FL", "needed", "named", ()),
        ("WV", "needed", "named", ("wv-mlt",)),
        ("ND", "needed", "not-named", ("nd-technician",)),  # and none of CA: that is for other work
    ]


def test_own_license_says_what_becomes_of_it() -> None:
    found = lapse_of("fl-technician", holder({"id": "fl-technician", "expires": "2026-08-31"}))
    assert found is not None
    (effect,) = found.states
    assert (effect.state, effect.licenses, [value.id for value in effect.values]) == (
        "FL",
        ("fl-technician",),
        ["late-renewal"],
    )


def test_nobody_is_told_of_the_lapse_of_what_is_not_held() -> None:
    assert lapse_of("mlt-ascp", holder()) is None
    assert lapse_of("mlt-ascp", record()) is None
