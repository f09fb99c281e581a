"""The steps up from where somebody stands."""

from __future__ import annotations

from dataclasses import replace

import pytest

from advancing import holders_steps, marias_steps, person, rules, step
from certway.answers.advance import Link, Trap, advance, holder_of
from certway.answers.advance_pay import pay_of
from certway.answers.advance_time import Journey, Taken, takes_of
from certway.answers.plan import plan, wishes_of
from certway.answers.sheet import rules_of
from certway.answers.state import state_answer
from certway.core.advance.footing import Foothold
from certway.core.advance.layout import Place
from certway.core.person.record import Record
from certway.core.plan.roadmap import Roadmap
from certway.core.plan.wishes import Wishes
from certway.core.rulebook.states import UnknownStateError
from planning import TODAY, maria, ordinal

SCHOOL = {"high_school": {"completed": "2019-05-30", "kind": "diploma"}, "lives_in": "TX"}


def held(credential: str, **entry: object) -> Record:
    return person(
        person=SCHOOL,
        education=[],
        programs=[],
        work=[],
        attempts=[],
        cards=[],
        statements={"felony": False, "moral_character": True},
        credentials=[{"id": credential, **entry}],
    )


def test_marias_story_goes_by_phlebotomy_to_the_laboratory():
    answer = marias_steps()
    assert (answer.state, answer.budget) == ("TX", 6000)
    assert answer.footholds == (Foothold("high-school", "school", "valid"),)
    assert [(one.steps, one.rung.id, one.after) for one in answer.steps] == [
        (1, "cma-aama", ""),
        (1, "rma-amt", ""),
        (1, "ccma-nha", ""),
        (1, "ncma-ncct", ""),
        (2, "pbt-ascp", "ccma-nha"),
        (2, "cpt-nha", "ccma-nha"),
        (2, "clia-moderate", "ccma-nha"),
        *[(one.steps, one.rung.id, one.after) for one in answer.steps[7:]],
    ]
    assert [(one.steps, one.rung.id) for one in answer.steps[7:]] == [
        (3, "cpct-a-nha"),
        (3, "mlt-ascp"),
        (4, "mls-ascp"),
        (4, "clia-general-supervisor"),
        (4, "ct-ascp"),
        (4, "lead-technologist"),
        (5, "ascp-specialist"),
    ]


def test_time_and_cost_are_those_of_the_planner():
    takes = step(marias_steps(), "cma-aama").ours.takes
    needed = rules_of(rules().sheets["cma-aama"], rules().trainings)
    wishes = wishes_of(maria(), start=TODAY)
    found = plan(needed, maria(), Wishes(start=TODAY, weekly_minutes=wishes.weekly_minutes))
    assert isinstance(found, Roadmap)
    assert (takes.certified_on, takes.price, takes.route) == (found.certified_on, found.price, found.route)
    assert (takes.start, takes.months, takes.price.likely) == (TODAY, 15, 5723)
    assert (takes.weekly_hours, takes.hours_by, takes.fee_published) == (14, "told", True)
    assert [training.id for training in takes.trainings] == ["ma-certificate"]


def test_later_steps_begin_when_the_one_before_is_done():
    mlt, mls = (step(marias_steps(), name).ours.takes for name in ("mlt-ascp", "mls-ascp"))
    assert mls.start == mlt.certified_on
    assert [training.id for training in mls.trainings] == ["mlt-to-mls"]
    assert (mlt.weekly_hours, mlt.hours_by) == (40, "too-few")


def test_standing_is_that_of_today():
    names = ("cma-aama", "rma-amt", "ccma-nha", "mlt-ascp", "mls-ascp")
    found = {name: step(marias_steps(), name).ours for name in names}
    assert {(ours.standing.verdict, ours.direct) for ours in found.values() if ours} == {("not-met", True)}


def test_without_hours_a_full_week_is_counted():
    takes = step(holders_steps("mlt-ascp"), "mls-ascp").ours.takes
    assert (takes.weekly_hours, takes.hours_by) == (40, "untold")


def test_what_was_not_told_is_asked_for():
    answer = advance(rules(), person(person=SCHOOL), as_of=TODAY)
    ours = step(answer, "cma-aama").ours
    assert ours.takes is None
    assert [reason.message for reason in ours.reasons] == ["answers-missing"]
    assert ours.standing.verdict == "unknown"


def test_wages_stand_in_one_place_and_are_compared_in_one_year():
    pay = step(marias_steps(), "mlt-ascp").pay
    assert pay is not None
    assert (pay.before.year, pay.before.area, pay.before.p50) == (2024, "TX", 39770)
    assert (pay.after.year, pay.after.area, pay.after.p50, pay.after.combined) == (2025, "TX", 59290, True)
    assert [(one.year, one.area, one.p50) for one in pay.compared] == [(2024, "TX", 39770), (2024, "TX", 54840)]
    assert pay.difference == 15070
    assert [source.key for source in pay.sources] == ["states-2024", "states-2025", "projections"]


def test_one_figure_for_both_jobs_is_no_difference():
    pay = step(marias_steps(), "mls-ascp").pay
    assert pay is not None
    assert (pay.same_occupation, pay.difference) == (True, None)
    assert pay.job.combined


def test_patient_care_is_shown_by_the_nearest_with_others_beside():
    pay = step(marias_steps(), "cpct-a-nha").pay
    assert pay is not None
    assert (pay.after.soc, pay.job.nearest, [wage.soc for wage in pay.beside]) == (
        "31-1131",
        True,
        ["31-9099", "31-1132"],
    )


@pytest.mark.parametrize(
    ("before", "after", "state", "areas"),
    [
        ("phlebotomist", "medical-assistant", "PR", ("US", "US")),
        ("phlebotomist", "medical-assistant", "", ("US", "US")),
        ("phlebotomist", "medical-assistant", "MT", ("MT", "MT")),
        ("", "medical-assistant", "MT", (None, "MT")),
        ("nobody", "medical-assistant", "MT", (None, "MT")),
    ],
)
def test_both_sides_are_of_the_state_or_both_of_the_country(before, after, state, areas):
    pay = pay_of(rules().wages, before=before, after=after, state=state)
    assert pay is not None
    assert (pay.before.area if pay.before else None, pay.after.area) == areas


def test_beside_what_the_state_lacks_stands_nothing_of_the_country():
    pay = pay_of(rules().wages, before="", after="patient-care-technician", state="MT")
    assert pay is not None
    assert [wage.soc for wage in pay.beside] == ["31-9099"]


def test_work_that_nothing_is_published_for_has_no_pay():
    assert pay_of(rules().wages, before="phlebotomist", after="", state="TX") is None
    assert step(marias_steps(), "lead-technologist").pay is None


def test_step_without_rules_of_ours_has_no_time():
    assert step(marias_steps(), "clia-moderate").ours is None
    assert step(marias_steps(), "ascp-specialist").ours is None


@pytest.mark.parametrize(
    ("entry", "traps"),
    [
        (
            {"issued": "2020-01-01", "expires": "2026-10-31"},
            [Trap("expired", "mlt-ascp", ordinal("2026-10-31"))],
        ),
        ({"issued": "2024-01-01"}, [Trap("validity-unknown", "mlt-ascp")]),
        (
            {"issued": "2024-01-01", "expires": "2027-01-31"},
            [Trap("expires-first", "mlt-ascp", ordinal("2027-01-31"))],
        ),
        ({"issued": "2024-01-01", "expires": None}, []),
    ],
)
def test_technicians_certificate_must_be_valid_for_the_scientists_route(entry, traps):
    answer = advance(rules(), held("mlt-ascp", **entry), as_of=TODAY)
    found = step(answer, "mls-ascp").traps
    assert list(found[:-1]) == traps
    assert found[-1].kind == "told"
    assert found[-1].says.startswith("A state or laboratory that keeps technicians out of one discipline,")


def test_state_asked_for_comes_before_the_one_lived_in():
    answer = holders_steps("cma-aama", "CA")
    assert answer.state == "CA"
    assert [one.rung.id for one in answer.steps if one.rung.state] == ["ca-cpt1", "ca-cpt2"]
    assert [edge.id for edge in answer.elsewhere][:2] == ["wa-mar-to-mac", "nv-labasst-to-poct"]
    assert step(answer, "ca-cpt1").pay.after.area == "CA"


def test_license_is_what_the_law_of_the_state_says_of_the_credential():
    found = step(holders_steps("mlt-ascp", "NY"), "mls-ascp").license
    credential = rules().sheets["mls-ascp"].credential
    assert found == state_answer(rules().states, state="NY", credential=credential, as_of=TODAY)
    assert found.need == "needed"


def test_license_of_a_step_without_rules_of_ours_is_that_of_its_work():
    answer = holders_steps("cma-aama", "CA")
    assert step(answer, "ca-cpt1").license == state_answer(
        rules().states, state="CA", occupation="phlebotomists", as_of=TODAY
    )
    assert step(answer, "clia-moderate").license is None


def test_license_that_nobody_looked_for_is_not_researched_and_none_is_asked_of_no_state():
    assert step(holders_steps("cma-aama", "PR"), "pbt-ascp").license.need == "not-researched"
    assert [one.license for one in holders_steps("mlt-ascp").steps if one.license] == []


def test_state_that_is_none_is_refused():
    with pytest.raises(UnknownStateError, match="there is no state 'TZ'"):
        advance(rules(), Record(), as_of=TODAY, state="TZ")


def test_holder_of_a_credential_has_finished_high_school_and_nothing_else():
    record = holder_of("mlt-ascp", day=TODAY)
    assert [entry["id"] for entry in record.entries("credentials") or ()] == ["mlt-ascp"]
    empty = ("education", "programs", "work", "attempts", "cards")
    assert {name: record.lists[name] for name in empty} == dict.fromkeys(empty, ())
    assert set(record.lists) == {*empty, "credentials"}
    assert [one.rung for one in holders_steps("mlt-ascp").footholds] == ["high-school", "mlt-ascp"]


def test_credentials_without_a_step_before_are_named_too():
    answer = holders_steps("mlt-ascp")
    shown = {one.rung.id for one in answer.steps} | {one.rung for one in answer.footholds}
    assert {"cma-aama", "rma-amt", "ccma-nha"} <= set(answer.direct)
    assert not set(answer.direct) & shown


def test_step_taken_leaves_the_person_with_the_credential():
    needed = rules_of(rules().sheets["ccma-nha"], rules().trainings)
    found = takes_of(needed, Journey(maria(), TODAY))
    assert isinstance(found, Taken)
    assert found.then.day == found.takes.certified_on
    assert found.then.rung == "ccma-nha"
    assert [entry["id"] for entry in found.then.record.entries("credentials") or ()] == ["ccma-nha"]
    assert maria().entries("credentials") == ()


def test_wishes_for_one_plan_do_not_bind_the_ladder():
    told = {**maria().singles["preferences"], "budget": 100_00}
    poor = replace(maria(), singles={**maria().singles, "preferences": told})
    needed = rules_of(rules().sheets["cma-aama"], rules().trainings)
    with_money, without = (takes_of(needed, Journey(record, TODAY)) for record in (maria(), poor))
    assert isinstance(with_money, Taken)
    assert isinstance(without, Taken)
    assert without.takes == with_money.takes


def test_drawing_places_every_rung_and_links_what_leads_there():
    drawing = marias_steps().drawing
    assert {rung: (place.column, place.row) for rung, place in drawing.places.items()} == {
        "high-school": (0, 0),
        "cma-aama": (1, 0),
        "rma-amt": (1, 1),
        "ccma-nha": (1, 2),
        "ncma-ncct": (1, 3),
        "pbt-ascp": (2, 0),
        "cpt-nha": (2, 1),
        "clia-moderate": (2, 2),
        "mlt-ascp": (3, 0),
        "cpct-a-nha": (3, 1),
        "mls-ascp": (4, 0),
        "clia-general-supervisor": (4, 1),
        "ct-ascp": (4, 2),
        "lead-technologist": (4, 3),
        "ascp-specialist": (5, 0),
    }
    assert Link("high-school", "cma-aama") in drawing.links
    assert Link("cma-aama", "pbt-ascp", "ma-to-pbt", True) in drawing.links
    assert Link("mlt-ascp", "mls-ascp", "mlt-to-mls-route2") in drawing.links
    assert len(drawing.links) == 4 + 3 * 4 + 2 + 4 + 1
    assert drawing.places["mls-ascp"] == Place(4, 0)


def test_who_stands_nowhere_begins_at_the_entries():
    answer = advance(rules(), Record(), as_of=TODAY)
    assert (answer.state, answer.footholds, answer.budget) == ("", (), None)
    assert [one.rung.id for one in answer.steps if one.steps == 1] == ["cma-aama", "rma-amt", "ccma-nha", "ncma-ncct"]
