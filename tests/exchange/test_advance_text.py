"""The next steps as text: what is said of each, and of what is not known."""

from __future__ import annotations

from functools import cache

import pytest

from advancing import holders_steps, marias_steps, person, rules, step
from certway.answers.advance import advance
from certway.answers.evidence import evidence_of_rules
from certway.answers.state import sources_of
from certway.exchange.advance_json import advance_json
from certway.exchange.advance_text import AdvanceText, StepText, advance_text
from certway.exchange.marks import mark_of
from certway.exchange.state_json import state_json
from certway.exchange.words.advances import AdvanceTelling, standing_line
from certway.exchange.words.telling import Telling
from planning import TODAY

TELLING = Telling(as_of=TODAY)


@cache
def marias() -> AdvanceText:
    return advance_text(marias_steps(), TELLING)


def said(text: AdvanceText, rung: str) -> StepText:
    (found,) = (one for distance in text.distances for one in distance.all if one.id == rung)
    return found


def test_answer_begins_with_where_she_stands():
    text = marias()
    assert text.title == "What comes next, on 23 November 2026"
    assert text.standing == "You stand here: High school finished."
    assert (
        text.region
        == "The wages are those of Texas where they are published, else those of the country; each says which."
    )
    assert [distance.title for distance in text.distances] == [
        "Next",
        "After that",
        "3 steps up",
        "4 steps up",
        "5 steps up",
    ]
    assert text.none == ""


def test_first_step_tells_time_cost_and_pay():
    cma = said(marias(), "cma-aama")
    assert (cma.name, cma.title, cma.verdict, cma.begin) == (
        "CMA (AAMA)",
        "Certified Medical Assistant",
        "not-met",
        "You can begin here.",
    )
    takes, hours = cma.time
    assert takes == (
        "It takes 15 months and about $5,723 ($1,993 to $9,453): Certificate program in medical assisting, accredited"
        " by CAAHEP or ABHES. Begun on 23 November 2026, you hold it on 8 February 2028."
    )
    assert hours == "It is counted with your 14 hours a week."
    (pay,) = cma.pay
    assert pay == (
        "Pay after. Medical Assistants, Texas, May 2024: half earn more than $38,930 a year; a tenth earn less than"
        " $30,160, a tenth more than $48,350."
    )
    assert cma.outlook == (
        "Jobs in the country (Medical Assistants): 12.5 percent more in 2034 than in 2024, with about 112,300 openings"
        " a year."
    )
    assert cma.license is not None
    assert cma.license.says == (
        "Texas: The state's rules are about what you may do at work, and under whom. Whether the CMA (AAMA) is accepted"
        " was not found."
    )
    assert cma.standing is not None
    assert len(cma.standing.lacks) == 1


def test_laboratory_is_never_said_to_be_one_persons_wage():
    mlt, mls = said(marias(), "mlt-ascp"), said(marias(), "mls-ascp")
    combined = (
        "The survey gives technologists and technicians one figure; 29-2011 and 29-2012 are not published apart."
        " It is the wage of neither a technician (MLT) nor a technologist (MLS) alone."
    )
    more = (
        "In May 2024 the median of Clinical Laboratory Technologists and Technicians was $15,070 a year higher than"
        " that of Phlebotomists (Texas)."
    )
    assert mlt.pay[-2:] == (more, combined)
    assert mls.pay[1:] == (
        "The survey has one figure for the work before and after this step, so it can't say what the step adds.",
        combined,
    )
    assert "That is more than your $6,000." in mlt.time
    assert "Your hours a week are too few for any way that we know; it is counted with 40 hours." in mlt.time
    assert "That is counted from the day on which you hold the MLT (ASCP)." in mls.time


def test_patient_care_is_named_as_the_nearest():
    care = said(marias(), "cpct-a-nha")
    assert (
        "In May 2024 the median of Nursing Assistants was $3,380 a year lower than that of Phlebotomists (Texas)."
        in care.pay
    )
    assert care.pay[-1].startswith("Beside it: Healthcare Support Workers, All Other, Texas, May 2024:")
    assert any(line.startswith("Patient care technicians have no occupation of their own") for line in care.pay)


def test_what_a_step_asks_stands_with_its_sources():
    pbt = said(marias(), "pbt-ascp")
    assert pbt.perhaps == "No source says whether this is open to you."
    (asked,) = pbt.leads
    assert asked.leads == "This opens a way to it: Graduate of an allied-health program with phlebotomy training."
    assert asked.asks == ("An accredited allied-health program with phlebotomy training.", "100 draws.")
    assert [marias().sources[number - 1].url for number in asked.sources] == [
        "http://phlebotomytraininggroup.com/ascp-become-a-certified-phlebotomist/"
    ]
    assert said(marias(), "lead-technologist").leads[0].asks == ("We looked for what it asks for and did not find it.",)
    assert said(marias(), "lead-technologist").pay == ("What it pays is not published.",)


def test_part_that_was_not_found_is_marked():
    text = advance_text(holders_steps("cma-aama", "CA"), TELLING)
    assert said(text, "ca-cpt2").leads[0].asks == ("Work as a CPT I; how much was not found (not found in full)",)


def test_other_states_and_what_was_not_found_are_listed():
    assert marias().elsewhere[0] == (
        "California: Medical assistant in California, then California Certified Phlebotomy Technician I"
    )
    assert len(marias().elsewhere) == 8
    assert marias().not_found == rules().ladder.not_found


def test_drawing_has_a_twin_in_words():
    graph = marias().graph
    assert (graph.columns, graph.rows) == (6, 4)
    assert [(node.id, node.column, node.row) for node in graph.nodes if node.held] == [("high-school", 0, 0)]
    assert graph.links[0].says == "from High school finished you can begin with CMA (AAMA)"
    assert {link.says for link in graph.links if link.edge == "mlt-to-mls-route2"} == {"from MLT (ASCP) to MLS (ASCP)"}


@pytest.mark.parametrize(
    ("entry", "line"),
    [
        ({"expires": "2028-05-31"}, "You stand here: MLT (ASCP), valid until 31 May 2028."),
        ({"expires": "2026-05-31"}, "You stand here: MLT (ASCP), expired on 31 May 2026."),
        ({"expires": None}, "You stand here: MLT (ASCP)."),
        ({}, "You stand here: MLT (ASCP), its last day not told."),
    ],
)
def test_validity_of_a_credential_is_told(entry, line):
    answer = advance(rules(), person(credentials=[{"id": "mlt-ascp", **entry}]), as_of=TODAY)
    assert standing_line(AdvanceTelling(answer, TELLING)) == line


@pytest.mark.parametrize(
    ("told", "line", "held"),
    [
        ({"work": [{"role": "laboratory-technician", "from": "2020-01-01", "to": None}]}, (
            "You stand here: Medical laboratory technician, by your job."
        ), True),
        ({"work": [{"role": "laboratory-technician", "from": "2020-01-01"}]}, (
            "You stand here: Medical laboratory technician, by your job if you still have it (your last day there was"
            " not told)."
        ), False),
        ({"person": {"high_school": {"kind": "diploma"}}}, (
            "You stand here: High school finished, if it is by now (the day was not told)."
        ), False),
    ],
)  # fmt: skip
def test_what_may_not_hold_today_is_told_so_and_drawn_as_not_held(told, line, held):
    text = advance_text(advance(rules(), person(**told), as_of=TODAY), TELLING)
    assert text.standing == line
    assert [node.held for node in text.graph.nodes if node.column == 0] == [held]


def test_traps_are_told_with_their_day():
    record = person(credentials=[{"id": "mlt-ascp", "expires": "2026-05-31"}])
    text = advance_text(advance(rules(), record, as_of=TODAY), TELLING)
    expired, told = said(text, "mls-ascp").traps
    assert expired == (
        "Your MLT (ASCP) expired on 31 May 2026. This way asks for a valid one, so renew it or have it reinstated"
        " first."
    )
    assert told == (
        "A state or laboratory that keeps technicians out of one discipline, such as the blood bank, leaves you unable"
        " to complete the experience. A bridge program is then the way."
    )
    assert text.region == "You named no state, so the wages are those of the country."


def test_what_must_be_told_is_asked_for():
    text = advance_text(advance(rules(), person(), as_of=TODAY), TELLING)
    assert text.standing == "You have told us of nothing that stands on this ladder yet."
    (line,) = said(text, "cma-aama").time
    assert line.startswith("To say how long it takes, we would have to know ")


def test_nothing_that_leads_on_is_said_to_be_so():
    text = advance_text(holders_steps("rpt-amt"), TELLING, holder="rpt-amt")
    assert (text.distances, text.none) == ((), "We know of no step that leads on from here.")
    assert (
        text.assumed[0] == "Taken for granted: high school is finished, RPT (AMT) is valid, and there is nothing else."
    )
    assert ("cma-aama", "CMA (AAMA)") in text.other


@pytest.mark.parametrize(
    ("credential", "state", "rung", "says"),
    [
        ("mlt-ascp", "NY", "mls-ascp", (
            "New York: You need a license from the state. Whether the MLS (ASCP) is accepted was not found."
        )),
        ("mlt-ascp", "LA", "mls-ascp", (
            "Louisiana: You need a license from the state. The MLS (ASCP) is accepted by name for: CLS-Generalist."
        )),
        ("cma-aama", "MT", "pbt-ascp", (
            "Montana: As far as is known, you need no license or certificate from the state."
        )),
        ("cma-aama", "PR", "pbt-ascp", (
            "Puerto Rico: We have not researched this. It does not mean that there is no rule: ask the state."
        )),
        ("cpt-nha", "TX", "cpct-a-nha", (
            "Texas: We have not researched state law for this occupation. It does not mean that there is no rule: ask"
            " the state."
        )),
        ("cma-aama", "CA", "ca-cpt1", "California: You need a certificate from the state."),
    ],
)  # fmt: skip
def test_license_says_what_the_state_asks(credential, state, rung, says):
    found = said(advance_text(holders_steps(credential, state), TELLING), rung).license
    assert found is not None
    assert found.says == says


def test_license_names_its_sources_and_marks_those_that_are_second_hand():
    answer = holders_steps("cma-aama", "MT")
    text = advance_text(answer, TELLING)
    law, found = step(answer, "pbt-ascp").license, said(text, "pbt-ascp").license
    assert [text.sources[number - 1].url for number in found.sources] == [one.source.url for one in sources_of(law)]
    assert found.mark == mark_of(evidence_of_rules(law.rules), TODAY, TELLING)
    assert found.mark is not None


def test_license_in_json_has_the_words_of_the_answer_about_a_state():
    answer = holders_steps("mlt-ascp", "NY")
    (found,) = (one for one in advance_json(answer, TELLING)["steps"] if one["id"] == "mls-ascp")
    law = state_json(step(answer, "mls-ascp").license, TELLING)
    keys = ("state", "occupation", "need", "confidence", "credential", "sources")
    assert found["license"] == {key: law[key] for key in keys}
    assert found["says"]["license"].startswith("New York: You need a license")
    assert [one["license"] for one in advance_json(holders_steps("mlt-ascp"), TELLING)["steps"]] == [None] * len(
        holders_steps("mlt-ascp").steps
    )


def test_place_without_figures_is_told_those_of_the_country():
    answer = holders_steps("cma-aama", "PR")
    assert said(advance_text(answer, TELLING), "cpt-nha").pay[0] == (
        "Puerto Rico has no figures in the copies we used; these are of the whole country."
    )


def test_json_holds_ids_days_and_numbers():
    document = advance_json(marias_steps(), TELLING)
    assert (document["as_of"], document["state"]) == ("2026-11-23", "TX")
    assert document["stands"] == [
        {
            "rung": "high-school",
            "name": "High school finished",
            "held_as": "school",
            "validity": "valid",
            "expires": None,
        }
    ]
    steps = {one["id"]: one for one in document["steps"]}
    assert steps["cma-aama"]["takes"] == {
        "start": "2026-11-23",
        "apply_on": steps["cma-aama"]["takes"]["apply_on"],
        "certified_on": "2028-02-08",
        "months": 15,
        "cost_usd": 5723,
        "cost_range_usd": [1993, 9453],
        "fee_published": True,
        "route": "category-1",
        "trainings": ["ma-certificate"],
        "hours_per_week": 14,
        "hours_by": "told",
    }
    mlt = steps["mlt-ascp"]
    assert (mlt["from"], mlt["edges"][0]["relation"], mlt["pay"]["combined"]) == (["pbt-ascp"], "no-credit", True)
    assert mlt["pay"]["before"]["p10"] is None
    assert mlt["pay"]["difference_usd"] == 15070
    assert steps["lead-technologist"]["verdict"] is None
    assert steps["lead-technologist"]["edges"][0]["found"] is False
    assert steps["mls-ascp"]["traps"][0]["kind"] == "told"
    assert {"id": "mlt-ascp", "name": "MLT (ASCP)", "column": 3, "row": 0, "held": False} in document["graph"]["nodes"]
    assert step(marias_steps(), "mls-ascp").ours is not None
