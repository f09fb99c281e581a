"""The shipped ladder: every step, and where it leads."""

from __future__ import annotations

from functools import cache

from certway.core.advance.ladder import Ladder
from certway.exchange.rule_files import RuleFiles

EDGES = {
    "ma-to-ca-cpt1": ("ca-medical-assistant", "ca-cpt1", "experience-counts", "primary"),
    "ma-to-nha-cpt": ("medical-assistant", "cpt-nha", "experience-counts", "secondary"),
    "ma-to-pbt": ("allied-health-graduate", "pbt-ascp", "route", "uncertain"),
    "cpt-cet-to-cpcta": ("cpt-nha", "cpct-a-nha", "stack", "secondary"),
    "ca-cpt1-to-cpt2": ("ca-cpt1", "ca-cpt2", "prerequisite", "secondary"),
    "wa-mar-to-mac": ("wa-ma-registered", "wa-ma-certified", "no-credit", "primary"),
    "nv-labasst-to-poct": ("nv-laboratory-assistant", "nv-poct-analyst", "route", "primary"),
    "pbt-to-mlt": ("pbt-ascp", "mlt-ascp", "no-credit", "secondary"),
    "program-expiry-mlt": ("mlt-graduate", "mlt-ascp", "experience-counts", "secondary"),
    "mlt-to-mls-route2": ("mlt-ascp", "mls-ascp", "route", "secondary"),
    "wv-mlt-to-mls": ("wv-mlt", "wv-mls", "route", "primary"),
    "ny-tech-to-technologist": ("ny-technician", "ny-technologist", "route", "primary"),
    "hi-mlt-to-mt": ("hi-technician", "hi-technologist", "experience-counts", "secondary"),
    "fl-tech-to-supervisor": ("fl-technologist", "fl-supervisor", "prerequisite", "primary"),
    "clia-entry-moderate": ("high-school-and-training", "clia-moderate", "role", "primary"),
    "mlt-to-clia-general-supervisor": ("laboratory-technician", "clia-general-supervisor", "role", "secondary"),
    "mls-to-clia-general-supervisor": ("laboratory-scientist", "clia-general-supervisor", "role", "secondary"),
    "mls-to-specialist": ("mls-ascp", "ascp-specialist", "route", "uncertain"),
    "mlt-to-cytology": ("mlt-ascp", "ct-ascp", "no-credit", "uncertain"),
    "lead-tech": ("laboratory-staff", "lead-technologist", "role", "uncertain"),
}


@cache
def ladder() -> Ladder:
    return RuleFiles().ladder()


def arrivals(*starts: str, state: str = "") -> list[tuple[int, str, tuple[str, ...], bool]]:
    found = ladder().reachable(starts, state=state)
    return [(one.steps, one.rung.id, tuple(edge.id for edge in one.edges), one.perhaps) for one in found]


def test_every_step_is_there():
    found = {e.id: (e.start, e.end, e.relation, e.sources[0].confidence) for e in ladder().edges}
    assert found == EDGES
    assert list(found) == list(EDGES)


def test_what_was_not_found_is_said_to_be_so():
    unknown = {edge.id for edge in ladder().edges if not edge.found}
    assert unknown == {"mls-to-specialist", "mlt-to-cytology", "lead-tech"}
    assert all(edge.note for edge in ladder().edges if not edge.found)
    parts = {(edge.id, asked.what) for edge in ladder().edges for asked in edge.asks if not asked.found}
    assert parts == {("ca-cpt1-to-cpt2", "experience")}
    assert [source.key for edge in ladder().edges if edge.id == "lead-tech" for source in edge.sources] == [
        "none-named"
    ]
    assert ladder().not_found == (
        "From MLA(ASCP) to MLT",
        "DPT(ASCP)",
        "From MLT(AMT) to MLS(AMT)",
        "Ladders to technical consultant and technical supervisor",
        "From medical assisting to nursing",
    )


def test_page_dated_by_a_span_has_its_older_end():
    sources = {source.key: str(source.as_of) for edge in ladder().edges for source in edge.sources}
    assert (sources["wac"], sources["clia-supervisor"]) == ("2020", "2024-12-28")


def test_every_clause_of_a_step_is_told():
    assert {edge.id: tuple(asked.what for asked in edge.asks) for edge in ladder().edges if edge.found} == {
        "ma-to-ca-cpt1": ("experience", "patients", "hours", "still"),
        "ma-to-nha-cpt": ("training-or-experience", "procedures"),
        "ma-to-pbt": ("education", "draws"),
        "cpt-cet-to-cpcta": ("own-route",),
        "ca-cpt1-to-cpt2": ("experience",),
        "wa-mar-to-mac": ("education", "exam", "bridge"),
        "nv-labasst-to-poct": ("training",),
        "pbt-to-mlt": ("route-1", "route-3", "route-4"),
        "program-expiry-mlt": ("rule",),
        "mlt-to-mls-route2": ("certification", "degree", "experience", "documents"),
        "wv-mlt-to-mls": ("certification", "degree", "exam"),
        "ny-tech-to-technologist": ("degree", "experience", "license", "exam"),
        "hi-mlt-to-mt": ("experience",),
        "fl-tech-to-supervisor": ("degree", "supervision", "other"),
        "clia-entry-moderate": ("education", "training", "or-any", "state"),
        "mlt-to-clia-general-supervisor": ("degree", "experience"),
        "mls-to-clia-general-supervisor": ("degree", "experience"),
    }
    assert {edge.id for edge in ladder().edges if edge.trap} == {"wa-mar-to-mac", "mlt-to-mls-route2"}
    assert {edge.id for edge in ladder().edges if edge.needs_valid} == {"mlt-to-mls-route2"}
    assert [len(edge.sources) for edge in ladder().edges if edge.id == "fl-tech-to-supervisor"] == [2]


def test_who_holds_nothing_comes_from_medical_assisting_by_phlebotomy_to_the_laboratory():
    assert arrivals("high-school", state="TX") == [
        (1, "cma-aama", (), False),
        (1, "rma-amt", (), False),
        (1, "ccma-nha", (), False),
        (1, "ncma-ncct", (), False),
        (2, "pbt-ascp", ("ma-to-pbt",), True),
        (2, "cpt-nha", ("ma-to-nha-cpt",), False),
        (2, "clia-moderate", ("clia-entry-moderate",), False),
        (3, "cpct-a-nha", ("cpt-cet-to-cpcta",), False),
        (3, "mlt-ascp", ("pbt-to-mlt",), False),
        (4, "mls-ascp", ("mlt-to-mls-route2",), False),
        (4, "clia-general-supervisor", ("mlt-to-clia-general-supervisor",), False),
        (4, "ct-ascp", ("mlt-to-cytology",), False),
        (4, "lead-technologist", ("lead-tech",), False),
        (5, "ascp-specialist", ("mls-to-specialist",), False),
    ]
    assert arrivals(state="TX") == arrivals("high-school", state="TX")


def test_states_own_steps_are_open_there_only():
    everywhere = {rung for _, rung, _, _ in arrivals("cma-aama")}
    assert {rung for _, rung, _, _ in arrivals("cma-aama", state="CA")} == everywhere - {"wv-mls"}
    assert everywhere - {rung for _, rung, _, _ in arrivals("cma-aama", state="TX")} == {"ca-cpt1", "ca-cpt2", "wv-mls"}
    assert [edge.id for edge in ladder().elsewhere("CA")] == [
        "wa-mar-to-mac",
        "nv-labasst-to-poct",
        "wv-mlt-to-mls",
        "ny-tech-to-technologist",
        "hi-mlt-to-mt",
        "fl-tech-to-supervisor",
    ]
    assert [edge.id for edge in ladder().elsewhere("")] == []


def test_steps_from_and_to_a_rung_count_what_it_stands_for():
    assert [edge.id for edge in ladder().from_("cma-aama")] == [
        "ma-to-ca-cpt1",
        "ma-to-nha-cpt",
        "ma-to-pbt",
        "clia-entry-moderate",
    ]
    assert [edge.id for edge in ladder().from_("rpt-amt")] == []
    assert [edge.id for edge in ladder().to("mlt-ascp")] == ["pbt-to-mlt", "program-expiry-mlt"]
    assert [edge.id for edge in ladder().to("clia-general-supervisor")] == [
        "mlt-to-clia-general-supervisor",
        "mls-to-clia-general-supervisor",
    ]
    assert ladder().standing_on("cma-aama") == {
        "cma-aama": True,
        "medical-assistant": True,
        "ca-medical-assistant": True,
        "high-school-and-training": True,
        "allied-health-graduate": False,
    }


def test_medical_assistant_has_laboratory_training_surely_only_with_a_credential():
    assert ladder().standing_on("medical-assistant") == {
        "medical-assistant": True,
        "ca-medical-assistant": True,
        "allied-health-graduate": False,
        "high-school-and-training": False,
    }
    by_credential = {rung: ladder().standing_on(rung)["high-school-and-training"] for rung in ladder().entries}
    assert by_credential == dict.fromkeys(["cma-aama", "rma-amt", "ccma-nha", "ncma-ncct"], True)


def test_who_holds_a_credential_does_not_begin_anew():
    assert arrivals("rpt-amt") == []
    assert [(steps, rung) for steps, rung, _, _ in arrivals("mlt-ascp", state="TX")] == [
        (1, "mls-ascp"),
        (1, "clia-general-supervisor"),
        (1, "ct-ascp"),
        (1, "lead-technologist"),
        (2, "ascp-specialist"),
    ]


def test_wages_are_had_for_every_job_of_the_ladder():
    jobs = {rung.job for rung in ladder().rungs.values()} - {""}
    assert jobs == set(RuleFiles().wages().occupations.jobs)
