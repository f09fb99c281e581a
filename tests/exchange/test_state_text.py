"""State law in words: each kind of answer, and the parts that stand with it."""

from __future__ import annotations

import pytest

from builders.records import ordinal
from certway.answers.state import state_answer
from certway.core.rulebook.states import Occupation
from certway.exchange.check_text import SourceText
from certway.exchange.rule_files import RuleFiles
from certway.exchange.state_text import FigureText, LevelText, StateSourceText, StateText, state_text
from certway.exchange.words.telling import Telling

FILES = RuleFiles()
BOOK = FILES.states()
TODAY = "2026-11-23"
CAUTION = "Look again."


def told(state: str, occupation: Occupation, day: str = TODAY) -> StateText:
    answer = state_answer(BOOK, state=state, occupation=occupation, as_of=ordinal(day))
    return state_text(answer, Telling(), caution=CAUTION)


@pytest.mark.parametrize(
    ("state", "occupation", "day", "answer"),
    [
        ("TN", "laboratory", TODAY, "You need a license from the state."),
        ("NV", "phlebotomists", TODAY, "You need a certificate from the state."),
        ("SD", "medical-assistants", "2017-01-01", "You need to be registered with the state."),
        ("TX", "medical-assistants", TODAY, "The state's rules are about what you may do at work, and under whom."),
        ("GA", "laboratory", TODAY, (
            "You need no license of your own, but the state's rules bind the laboratory that employs you."
        )),
        ("ND", "phlebotomists", TODAY, "As far as is known, you need no license or certificate from the state."),
        ("SD", "medical-assistants", TODAY, (
            "There was a state credential, but it no longer exists, as far as is known."
        )),
        ("SD", "medical-assistants", "2020-01-01", (
            "The rule changed, and it is not known on which day. So we can't say which one held on this day."
        )),
        ("OK", "medical-assistants", TODAY, (
            "We have not researched this. It does not mean that there is no rule: ask the state."
        )),
        ("DE", "medical-assistants", TODAY, (
            "Only a proposal is known. Whether there is a rule was not found: ask the state."
        )),
        ("CT", "medical-assistants", "2022-09-30", "What held before 1 October 2022 was not researched."),
        ("IL", "medical-assistants", "2027-01-01", (
            "The rule that we know was to end with 31 December 2026."
            " Whether it was extended is not known: ask the state."
        )),
    ],
)  # fmt: skip
def test_answer_in_a_sentence(state: str, occupation: Occupation, day: str, answer: str) -> None:
    assert told(state, occupation, day).answer == answer


def test_state_that_nobody_looked_at_has_nothing_but_its_answer() -> None:
    assert told("OK", "medical-assistants") == StateText(
        state="OK",
        title="Medical assistants in Oklahoma",
        need="not-researched",
        answer="We have not researched this. It does not mean that there is no rule: ask the state.",
        sure="",
        says=(),
        levels=(),
        accepts=(),
        figures=(),
        renewal=(),
        notes=(),
        conflicts=(),
        unknown=(),
        board="",
        page="",
        sources=(),
        caution="",
    )


def test_license_is_told_whole() -> None:
    note = "ASCP is named; which exam goes with which level was not found."
    names = ("Laboratory director", "Medical technologist", "Clinical laboratory specialist", "Cytotechnologist")
    second = "somebody else's statement"
    found = told("HI", "laboratory")

    (says,) = found.says
    assert says.startswith("You need a license: certification by an agency that the department accepts, transcripts,")
    assert found.levels == tuple(LevelText(name, "", "", "") for name in (*names, "Medical laboratory technician"))
    assert found.accepts == (
        "The sources name: ASCP, national agencies acceptable to the US Department of Health and Human Services.",
        note,
    )
    guide = f"{second}, dated 2026"
    assert found.figures[:4] == (
        FigureText("application-fee", "Application", "$65", "", True, guide),
        FigureText("renewal-fee", "Renewal", "$30", "", True, guide),
        FigureText("renewal-cycle", "Renewal cycle", "2 years", "", True, guide),
        FigureText(
            "continuing-education",
            "Continuing education in a cycle",
            "0 hours",
            "None is required, by an older statement of somebody else.",
            True,
            f"{second}, no date on it",
        ),
    )
    assert found.renewal == ("Licenses end in odd years; the day was not found.",)
    assert (found.sure, found.board) == (second, "Department of Health, State Laboratories Division")
    assert (found.page, found.caution) == ("https://health.hawaii.gov/statelab/licensing/", CAUTION)
    assert found.sources[2] == StateSourceText(
        SourceText(
            url="https://www.alliedhealthworld.com/hawaii-medical-technician-training.html",
            label="alliedhealthworld.com",
            line=f"{second}; no date on it, read 23 November 2026",
            linked=True,
            quiet=True,
        ),
        "read less than a month ago",
        "Older page.",
    )


def test_first_cycle_is_told_with_the_days_of_the_running_one() -> None:
    assert told("ND", "laboratory").renewal == (
        "Licenses end on 30 June of even years.",
        "Licensed from 1 July 2026 to 30 June 2027: 24 hours of continuing education by 30 June 2028.",
        "Licensed from 1 July 2027 to 31 December 2027: 12 hours of continuing education by 30 June 2028.",
        "Licensed from 1 January 2028 to 30 June 2028: 0 hours of continuing education by 30 June 2028.",
    )


@pytest.mark.parametrize(
    ("state", "lines"),
    [
        ("FL", ("Licenses end on 31 August of even years.", "All licenses end together.")),
        ("LA", ("On which day a license ends was not found.", "A renewal after 1 February is late.")),
        ("MT", (
            "On which day a license ends was not found.",
            "Continuing education is not due until the first full year of the license.",
        )),
        ("TN", (
            "On which day a license ends was not found.",
            "The hours count that were earned in the two calendar years before the year of renewal.",
        )),
        ("NY", ()),
    ],
)  # fmt: skip
def test_renewal_is_told_as_far_as_it_is_known(state: str, lines: tuple[str, ...]) -> None:
    assert told(state, "laboratory").renewal == lines


@pytest.mark.parametrize(
    ("state", "occupation", "line"),
    [
        ("CA", "medical-assistants", (
            "The state grants no license, registration or certificate; its own words say so."
            " The board says that no certification is needed to work."
        )),
        ("VA", "medical-assistants", (
            "That the state grants no license, registration or certificate is a conclusion."
            " The law does not name medical assistants."
        )),
        ("ME", "laboratory", "This table is all that is known about it."),
        ("TX", "laboratory", "That a list leaves a state out is all that is known about it."),
        ("GA", "laboratory", (
            "There is also this: A university's table of state licenses says that only certification is needed here."
        )),
        ("SD", "laboratory", (
            "There is also this: The state is not on ASCLS's list of those that license laboratory staff."
        )),
        ("NJ", "phlebotomists", "New Jersey still limits who may draw blood when a medical assistant does it."),
    ],
)  # fmt: skip
def test_how_it_is_known_that_nothing_is_granted(state: str, occupation: Occupation, line: str) -> None:
    assert told(state, occupation).says[-1] == line


@pytest.mark.parametrize(
    ("state", "figure", "text", "note"),
    [
        ("LA", "late-fee", "$50", "At most."),
        ("NV", "continuing-education", "20 units", ""),
    ],
)
def test_figure_is_told_as_its_source_counts_it(state: str, figure: str, text: str, note: str) -> None:
    (found,) = [one for one in told(state, "laboratory").figures if one.id == figure]

    assert (found.text, found.note) == (text, note)


def test_state_that_names_no_certification_says_that_it_asks_for_none() -> None:
    assert told("WA", "phlebotomists").accepts == ("The sections that were read ask for no national certification.",)


def test_rule_with_days_tells_them() -> None:
    assert told("CT", "medical-assistants").says[0].endswith("This holds since 1 October 2022.")
    assert told("IL", "medical-assistants").says[0].endswith("This holds to 31 December 2026, as far as is known.")


def test_rules_that_may_hold_are_both_told() -> None:
    first, second = told("SD", "medical-assistants", "2020-01-01").says

    assert first.startswith("It may have been this: Registration was needed before practice (SDCL 36-9B)")
    assert second.startswith("Or already this: Registration with the medical board was required under SDCL 36-9B.")


def test_proposal_and_day_are_told_as_such() -> None:
    new_york = {figure.id: figure.text for figure in told("NY", "medical-assistants").figures}
    illinois = {figure.id: figure for figure in told("IL", "medical-assistants").figures}

    assert new_york["pending"] == (
        "Proposed: Bill S5720 (2025-2026) would create registered medical assistants; it is not known to be law"
    )
    assert new_york["injections"] == "no"
    assert illinois["sunset"].text == "1 January 2027"


def test_value_whose_change_has_no_day_is_told_with_both() -> None:
    figures = {figure.id: figure.text for figure in told("SC", "medical-assistants", "2023-06-01").figures}

    assert figures["grace-until"] == "15 July 2024 or 15 July 2026 (the day of the change is not known)"


@pytest.mark.parametrize(
    ("state", "occupation", "figure", "trust"),
    [
        ("NV", "laboratory", "renewal-fee", "somebody else's statement, dated 2026"),
        ("ND", "laboratory", "application-fee", "somebody else's statement, no date on it"),
        ("LA", "laboratory", "continuing-education", "somebody else's statement, dated 2026"),
        ("LA", "laboratory", "application-fee", (
            "the body's own words, read from somebody else's copy, dated February 2015"
        )),
        ("MD", "medical-assistants", "injections", "somebody else's statement, no date on it"),
        ("NY", "medical-assistants", "allowed-examples", "somebody else's statement, no date on it"),
        ("NJ", "medical-assistants", "extra-training", "somebody else's statement, no date on it"),
        ("CT", "medical-assistants", "registry", "somebody else's statement, dated 2021"),
        ("CA", "phlebotomists", "training-new", "somebody else's statement, no date on it"),
        ("MT", "laboratory", "renewal-fee", ""),  # the rule's own source
        ("CA", "phlebotomists", "renewal-cycle", ""),  # another, as good and as undated as the rule's
        ("NV", "phlebotomists", "renewal-fee", ""),  # nothing was found there
    ],
)  # fmt: skip
def test_figure_tells_how_good_a_source_of_its_own_is(
    state: str, occupation: Occupation, figure: str, trust: str
) -> None:
    assert {one.id: one.trust for one in told(state, occupation).figures}[figure] == trust


def test_figure_that_may_be_one_of_two_tells_of_the_source_that_is_not_the_rules() -> None:
    figures = {figure.id: figure.trust for figure in told("NJ", "medical-assistants", "2017-06-01").figures}

    assert figures["program-hours"] == "the body's own words, dated November 2017"


def test_level_and_what_it_accepts_tell_how_good_a_source_of_their_own_is() -> None:
    levels = {level.name: level for level in told("WA", "medical-assistants").levels}
    certified, emt = levels["Medical Assistant-Certified (MA-C)"], levels["Medical Assistant-EMT (MA-EMT)"]
    answer = state_answer(BOOK, state="WA", credential=FILES.credential("ncma-ncct"), as_of=ordinal(TODAY))
    rests = "This rests on somebody else's statement, no date on it."

    assert certified.accepts == f"The sources name: NCCT. A college's page confirms it. {rests}"
    assert (certified.trust, emt.trust) == ("", "somebody else's statement, dated January 2024")
    assert state_text(answer, Telling()).accepts == (
        f"The NCMA (NCCT) is accepted by name for: Medical Assistant-Certified (MA-C). {rests}",
    )


def test_conflicts_and_gaps_are_told() -> None:
    florida, south = told("FL", "laboratory"), told("SC", "medical-assistants")

    shown = "Continuing education in a cycle: not published, as far as was found."
    assert florida.conflicts == (f"{shown} Another source says: 30 hours, by one guide of 2026; not confirmed.",)
    fees = ("Renewal (director)", "Renewal (supervisor)", "Renewal (public health)")
    assert florida.unknown == (*fees, "Continuing education in a cycle")
    earlier = "An earlier description of the act of 2022:"
    assert south.conflicts == (f"{earlier} physicians, APRNs and PAs may delegate injections to medical assistants.",)


@pytest.mark.parametrize(
    ("state", "credential", "line"),
    [
        ("CA", "mls-ascp", "The MLS (ASCP) is accepted by name for: Clinical laboratory scientist (generalist)."),
        ("CA", "mlt-ascp", "Whether the MLT (ASCP) is accepted was not found."),
        ("FL", "mlt-ascp", (
            "The body of the MLT (ASCP) is named. For which level its exam counts was not found."
        )),
        ("NJ", "ccma-nha", "The CCMA (NHA) is accepted by name."),
    ],
)  # fmt: skip
def test_credential_is_told_to_be_accepted_or_not(state: str, credential: str, line: str) -> None:
    answer = state_answer(BOOK, state=state, credential=FILES.credential(credential), as_of=ordinal(TODAY))

    assert state_text(answer, Telling()).accepts[0] == line


@pytest.mark.parametrize(
    ("day", "ages"),
    [
        ("2026-11-23", ["4 months old", "less than a month old"]),
        ("2026-07-23", ["less than a month old", ""]),
        ("2029-01-01", ["2 years old", "2 years old"]),
    ],
)
def test_age_of_sources_is_told(day: str, ages: list[str]) -> None:
    assert [one.age for one in told("TX", "phlebotomists", day).sources] == ages
