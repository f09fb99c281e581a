"""Where a person stands, as the pages show it."""

# ruff: noqa: E501 - a sentence stands on one line, as people see it

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import cache

import pytest

from builders.records import record
from builders.rules import source
from certway.answers.check import Check, check
from certway.answers.reasons import deciding
from certway.core.person.record import Record
from certway.core.rulebook.findings import Amounts, Finding, Missing
from certway.core.rulebook.ledger import Clause
from certway.core.rulebook.values import BOUNDLESS, Source
from certway.exchange.check_text import Clauses, CredentialText, FindingText, LackText, check_text, source_text
from certway.exchange.shipped_rules import shipped_rules
from certway.exchange.words.telling import Telling
from planning import TODAY, maria

STUDENT = {
    "programs": [
        {"kind": "medical-assistant", "accredited_by": ["CAAHEP"], "completed": "2026-12-18", "academic_hours": 720}
    ],
    "work": [],
    "attempts": [],
    "statements": {"felony": False, "moral_character": True},
}


def checked(person: Record) -> Check:
    sheets = shipped_rules().sheets.values()
    return check([(sheet.credential, sheet.eligibility) for sheet in sheets], person, as_of=TODAY)


def told(answer: Check, clauses: Clauses | None = None, *, every_finding: bool = True) -> dict[str, CredentialText]:
    telling = Telling(as_of=answer.as_of, entries=answer.entries)
    clauses = shipped_rules().clauses if clauses is None else clauses
    return {text.id: text for text in check_text(answer, telling, clauses, every_finding=every_finding)}


@cache
def marias() -> dict[str, CredentialText]:
    return told(checked(maria()))


@cache
def students() -> dict[str, CredentialText]:
    return told(checked(record(**STUDENT)))


@cache
def strangers() -> dict[str, CredentialText]:
    """Of somebody who told nothing."""
    return told(checked(Record()))


def every_finding(text: CredentialText) -> Iterator[FindingText]:
    routes = (*((text.nearest,) if text.nearest else ()), *text.others)
    waiting = [*text.shared, *(finding for route in routes for finding in route.findings)]
    while waiting:
        finding = waiting.pop()
        waiting += finding.findings
        yield finding


def shared(text: CredentialText, name: str) -> FindingText:
    return next(finding for finding in text.shared if finding.id == name)


NO_PROGRAM = "you told us that you have taken none."
AMT_ACCREDITORS = (
    "an agency recognized by the US Department of Education (school), an agency recognized by the Council for Higher"
    " Education Accreditation (school) or the board of AMT"
)
MLT_PROGRAM = "You need a program in medical laboratory technology (MLT)"
MARIAS = {
    "cma-aama": [f"You need a program in medical assisting, accredited by CAAHEP or ABHES; {NO_PROGRAM}"],
    "rma-amt": [f"You need a program in medical assisting, accredited by {AMT_ACCREDITORS}; {NO_PROGRAM}"],
    "ccma-nha": [f"You need a program in medical assisting; {NO_PROGRAM}"],
    "ncma-ncct": [
        (
            "You need a program in medical assisting, accredited by the National Center for Competency Testing;"
            f" {NO_PROGRAM}"
        ),
    ],
    "cpct-a-nha": [f"You need a program in patient care; {NO_PROGRAM}"],
    "cpt-nha": [
        "You have drawn blood from a vein of live people 0 times; 30 are needed.",
        "You have drawn blood by finger or heel stick from live people 0 times; 10 are needed.",
        f"You need a program in phlebotomy (drawing blood); {NO_PROGRAM}",
    ],
    "mlt-ascp": [
        f"You need a program in medical laboratory technology (MLT), accredited by ABHES or NAACLS; {NO_PROGRAM}",
        "You need an associate degree or higher; you told us of no college study.",
    ],
    "pbt-ascp": [f"You need a program in phlebotomy (drawing blood), accredited by NAACLS; {NO_PROGRAM}"],
    "rpt-amt": [
        "You have drawn blood from a vein of live people 0 times; 50 are needed.",
        "You have drawn blood by finger or heel stick from live people 0 times; 10 are needed.",
        f"You need a program in phlebotomy (drawing blood); {NO_PROGRAM}",
    ],
    "mlt-amt": [f"{MLT_PROGRAM}, accredited by NAACLS, {AMT_ACCREDITORS}; {NO_PROGRAM}"],
    "mls-ascp": [
        f"You need a program in medical laboratory science (MLS), accredited by NAACLS; {NO_PROGRAM}",
        "You need a bachelor's degree or higher; you told us of no college study.",
    ],
}


def test_maria_may_apply_for_none_yet():
    assert {
        name: (text.verdict, text.word, text.answer, text.windows) for name, text in marias().items()
    } == dict.fromkeys(MARIAS, ("not-met", "not met", "On what you told us, you cannot apply yet.", ()))


def test_maria_reads_what_is_missing():
    assert {name: [lack.because for lack in text.lacks] for name, text in marias().items()} == MARIAS
    lacks = [lack for text in marias().values() for lack in text.lacks]
    assert {(lack.verdict, lack.word, lack.asks) for lack in lacks} == {("not-met", "not met", "")}
    assert [lack.tell for lack in lacks if lack.tell] == [
        f"That is {count} short."
        for count in (30, 10, 50, 10)  # of the CPT and the RPT
    ]


def test_credential_is_named_with_its_body_and_the_body_s_page():
    text = marias()["mlt-ascp"]
    assert (text.short, text.name, text.body) == (
        "MLT (ASCP)",
        "Medical Laboratory Technician",
        "the ASCP Board of Certification",
    )
    assert text.page == shipped_rules().sheets["mlt-ascp"].credential.issuer.page


def test_routes_are_told_the_nearest_first_with_what_each_lacks():
    text = marias()["cma-aama"]
    assert text.nearest is not None
    assert [route.id for route in (text.nearest, *text.others)] == [
        "category-1", "category-2", "category-3", "category-4",
    ]  # fmt: skip
    assert [route.verdict for route in text.others] == ["not-met"] * 3
    assert (text.nearest.word, text.nearest.line) == ("not met", "1 condition is not met")
    assert [lack.because for lack in text.nearest.lacks] == MARIAS["cma-aama"]


def test_route_that_is_known_to_exist_alone_is_told_with_the_reason():
    assert marias()["rma-amt"].undecided == (
        (
            "Having passed another agency's medical assistant exam",
            "An older page names this route; when it ended was not found, and no current page names it.",
        ),
    )
    assert marias()["cma-aama"].undecided == ()


def test_other_ways_are_counted_where_there_are_some():
    ways = {lack.finding.id: lack.ways for lack in marias()["mlt-ascp"].lacks}
    assert ways == {"program": "", "degree": "(One of 3 ways; another would do too.)"}


def test_verdict_says_from_when_until_when():
    cma, ccma = students()["cma-aama"], students()["ccma-nha"]
    assert (cma.verdict, cma.word, cma.lacks) == ("met", "met", ())
    assert (ccma.verdict, ccma.word) == ("not-met", "not met")
    assert cma.windows == checked(record(**STUDENT)).credentials[0].standing.windows
    assert cma.windows != ()


def test_failed_conditions_come_before_open_ones_and_those_of_every_way_first():
    lacks = students()["ccma-nha"].lacks
    assert [(lack.finding.id, lack.verdict) for lack in lacks] == [
        ("completed", "not-met"),
        ("finished", "unknown"),
        ("completed", "unknown"),
    ]
    open_ = strangers()["cma-aama"]
    assert [lack.finding.id for lack in open_.shared_lacks] == ["attempts-left", "felony"]
    assert [lack.finding.id for lack in open_.lacks] == ["attempts-left", "felony", "program"]


def test_what_several_conditions_lack_is_told_once():
    (found,) = [one for one in checked(Record()).credentials if one.standing.id == "rma-amt"]
    lacking = [lack.finding.id for lack in deciding(found.standing.findings)]
    assert lacking == ["attempts-left", "wait-over", "felony", "moral-character"]
    sentences = [lack.because for lack in strangers()["rma-amt"].shared_lacks]
    assert [lack.asks for lack in strangers()["rma-amt"].shared_lacks] == [
        "attempts",
        "statements/felony",
        "statements/moral_character",
    ]
    assert len(set(sentences)) == len(sentences)


def test_open_condition_asks_for_a_place_in_the_person_file():
    assert {name: [lack.asks for lack in text.lacks] for name, text in strangers().items()} == {
        "cma-aama": ["attempts", "statements/felony", "programs"],
        "rma-amt": ["attempts", "statements/felony", "statements/moral_character", "programs"],
        "ccma-nha": ["attempts", "programs", "person/high_school/kind", "person/high_school/completed"],
        "ncma-ncct": ["attempts", "programs"],
        "cpct-a-nha": [
            "person/born", "person/high_school/kind", "person/high_school/completed", "attempts", "programs",
        ],
        "cpt-nha": [
            "procedures/venipuncture", "procedures/capillary", "attempts", "programs", "person/high_school/kind",
            "person/high_school/completed",
        ],
        "pbt-ascp": ["attempts", "education", "programs"],
        "rpt-amt": [
            "procedures/venipuncture", "procedures/capillary", "attempts", "statements/felony",
            "statements/moral_character", "person/high_school/kind", "person/high_school/completed", "programs",
        ],
        "mlt-ascp": ["attempts", "programs", "education"],
        "mlt-amt": ["attempts", "statements/felony", "statements/moral_character", "programs"],
        "mls-ascp": ["attempts", "programs", "education"],
    }  # fmt: skip
    assert {text.verdict for text in strangers().values()} == {"unknown"}
    assert shared(strangers()["cma-aama"], "felony").tell == (
        "Tell us whether there is a felony on your record to settle this."
    )


def test_condition_that_is_met_or_failed_asks_for_nothing():
    findings = [finding for text in (*marias().values(), *students().values()) for finding in every_finding(text)]
    assert {finding.asks for finding in findings if finding.verdict != "unknown"} == {""}


def test_place_of_an_entry_is_asked_for_with_its_number():
    (lack,) = students()["rma-amt"].lacks
    assert (lack.asks, lack.finding.id, lack.tell) == (
        "programs/0/setting",
        "military",
        "Tell us whether your program is civilian, military, an apprenticeship or an employer's to settle this.",
    )


def test_lack_is_told_as_its_finding():
    for lack in students()["ccma-nha"].lacks:
        finding = lack.finding
        assert lack == LackText(finding.verdict, finding.word, finding.because, finding.tell, finding.asks, "", finding)


def test_what_certway_takes_for_granted_is_marked_as_not_checked():
    age = shared(marias()["rma-amt"], "age")
    assert (age.verdict, age.mark, age.word) == ("met", "unchecked", "not checked by Certway")
    assert age.because == "No minimum age is named; none was found. Certway does not check this."
    felony = shared(marias()["rma-amt"], "felony")
    assert (felony.verdict, felony.mark, felony.word) == ("met", "met", "met")


def test_every_other_finding_is_marked_with_its_verdict():
    words = {"met": "met", "not-met": "not met", "unknown": "unknown"}
    for text in (*marias().values(), *strangers().values()):
        for finding in every_finding(text):
            expected = (finding.verdict, words[finding.verdict])
            assert (finding.mark, finding.word) in (expected, ("unchecked", "not checked by Certway"))
            assert (finding.mark == "unchecked") == finding.because.endswith(" Certway does not check this.")


def test_note_of_a_rule_is_a_sentence():
    assert shared(marias()["cma-aama"], "felony").note == (
        "A felony may bar; the Certifying Board can waive it after looking at age, circumstances, time since, record"
        " and references."
    )
    assert shared(marias()["cma-aama"], "fitness").note == ""


def test_findings_of_a_page_of_all_are_those_that_are_missing():
    brief = told(checked(maria()), every_finding=False)
    for name, text in brief.items():
        assert (text.shared, text.others) == ((), ())
        assert text.nearest is not None
        assert text.nearest.findings == ()
        assert text.lacks == marias()[name].lacks
        assert (text.verdict, text.answer, text.undecided) == (
            marias()[name].verdict,
            marias()[name].answer,
            marias()[name].undecided,
        )


# Clauses.


def test_finding_shows_the_clauses_of_the_ledger_that_it_answers():
    assert shared(marias()["cma-aama"], "felony").clauses == (
        "A guilty finding or plea to a felony is a ground for denial or discipline, which the Certifying Board may waive",
        "A felony does not bar automatically",
        "A waiver weighs age at the crime, circumstances, nature, time since, record since, employment and character references and other evidence of fitness",
    )
    assert shared(marias()["cma-aama"], "age").clauses == (
        "Minimum age: not found",
        "Whether a high school diploma is required: not found",
    )


LEDGER = (
    Clause("felony.rule", "The rule", 1),
    Clause("felonies", "Another one", 2),
    Clause("felony", "Above it", 3),
    Clause("felony.rule.more", "Below it", 4),
    Clause("age", "The age", 5),
)


@pytest.mark.parametrize(
    ("named", "expected"),
    [
        ((), ()),
        (("felony.rule",), ("The rule", "Below it")),
        (("felony",), ("The rule", "Above it", "Below it")),
        (("age", "felony.rule.more"), ("Below it", "The age")),
        (("nothing",), ()),
    ],
)
def test_clauses_are_those_named_and_below_in_the_order_of_the_ledger(
    named: tuple[str, ...], expected: tuple[str, ...]
):
    assert finding_text(leaf(clause=named), {"cma-aama": LEDGER}).clauses == expected
    assert finding_text(leaf(clause=named), {"rma-amt": LEDGER}).clauses == ()


def leaf(verdict: str = "not-met", **parts) -> Finding:
    kind = "number" if parts.get("amounts") else "flag"
    return Finding(id="x", verdict=verdict, message=f"{kind}-{verdict}", arguments={}, **parts)


def finding_text(finding: Finding, clauses: Clauses | None = None) -> FindingText:
    """A finding as it is told among those that every way to the CMA (AAMA) shares."""
    answer = checked(maria())
    cma = answer.credentials[0]
    answer = replace(answer, credentials=(replace(cma, standing=replace(cma.standing, findings=(finding,))),))
    (found,) = told(answer, clauses or {})["cma-aama"].shared
    return found


# Numbers.


@pytest.mark.parametrize(
    ("verdict", "amounts", "expected"),
    [
        ("met", Amounts((720, 720), (560, 560), "hours"), ("720 hours", "560 hours")),
        ("not-met", Amounts((0, 0), (1, 1), "weeks"), ("0 weeks", "1 week")),
        ("not-met", Amounts((0, 40), (560, 560), "hours"), ("between 0 and 40 hours", "560 hours")),
        ("unknown", Amounts((0, 1000), (6, 6), "semester-hours"), ("not told yet", "6 semester hours")),
        ("unknown", Amounts((3, 1000), (6, 16), "points"), ("at least 3 points", "between 6 and 16 points")),
        ("unknown", Amounts((3, 3), (0, BOUNDLESS), "attempts"), ("", "")),
        ("met", None, ("", "")),
    ],
)
def test_numbers_are_told_with_their_units(verdict: str, amounts: Amounts | None, expected: tuple[str, str]):
    text = finding_text(leaf(verdict, amounts=amounts))
    assert (text.have, text.need) == expected


def test_figures_of_maria_and_of_a_stranger():
    attempts = shared(marias()["rma-amt"], "attempts-left")
    assert (attempts.have, attempts.need) == ("0 attempts", "4 attempts")
    figures = {
        finding.id: (finding.have, finding.need)
        for finding in every_finding(strangers()["cma-aama"])
        if finding.have or finding.need
    }
    assert figures == {
        "injections": ("not told yet", "10 times"),
        "phlebotomies": ("not told yet", "10 times"),
    }


def test_shortfall_is_told():
    missing = Missing("amount", least=560, most=560, unit="hours")
    text = finding_text(leaf(amounts=Amounts((0, 0), (560, 560), "hours"), missing=missing))
    assert (text.tell, text.asks) == ("That is 560 hours short.", "")


# Sources.


def told_source(found: Source, as_of: int = TODAY) -> tuple[str, bool, bool]:
    text = source_text(found, Telling(as_of=as_of), as_of)
    assert text.url == found.url
    return text.label, text.linked, text.quiet


@pytest.mark.parametrize(
    ("url", "label", "linked"),
    [
        ("https://www.aama-ntl.org/cma-aama-exam/eligibility", "aama-ntl.org", True),
        ("http://aama-ntl.org/cma", "aama-ntl.org", True),
        ("https://boc.ascp.org", "boc.ascp.org", True),
        ("miller2003/testpreppilot: src/data/nha-ccma.mjs", "miller2003/testpreppilot: src/data/nha-ccma.mjs", False),
        ("https:/one-slash", "https:/one-slash", False),
        ("javascript://www.aama-ntl.org/%0aalert(1)", "javascript://www.aama-ntl.org/%0aalert(1)", False),
        ("www.aama-ntl.org", "www.aama-ntl.org", False),
    ],
)
def test_source_is_a_link_where_a_browser_opens_it(url: str, label: str, linked: bool):
    assert told_source(replace(source(), url=url))[:2] == (label, linked)


@pytest.mark.parametrize(("confidence", "quiet"), [("primary", False), ("secondary", True), ("uncertain", True)])
def test_source_that_is_not_the_body_s_own_words_has_a_mark(confidence: str, quiet: bool):
    assert told_source(replace(source(), confidence=confidence))[2] == quiet


@pytest.mark.parametrize(("days", "quiet"), [(-1, False), (0, False), (365, False), (366, True)])
def test_source_that_was_read_over_a_year_ago_has_a_mark(days: int, quiet: bool):
    read = source(read_on="2026-11-23")
    assert told_source(read, as_of=read.read_on + days)[2] == quiet


def test_source_says_how_good_and_how_old_it_is():
    text = source_text(source(as_of="2026-08"), Telling(), TODAY)
    assert text.line == "the body's own words; dated August 2026, read 23 November 2026"


def test_finding_without_a_source_has_none():
    assert finding_text(leaf()).source is None
    found = shared(marias()["cma-aama"], "felony").source
    assert found is not None
    assert (found.label, found.linked, found.quiet) == ("aama-ntl.org", True, False)
