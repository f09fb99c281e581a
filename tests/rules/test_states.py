"""What every state answers about every occupation, written by hand from what the sources say."""

from __future__ import annotations

import pytest

from builders.records import ordinal
from certway.answers.places import places_of
from certway.answers.state import state_answer
from certway.core.person.fields import STATES
from certway.core.rulebook.states import OCCUPATIONS, Kind, Occupation
from certway.core.rulebook.values import Source
from certway.exchange.rule_files import RULES, RuleFiles
from certway.exchange.state_json import state_json
from certway.exchange.state_text import state_text
from certway.exchange.words.catalogue import catalogue
from certway.exchange.words.telling import Telling
from certway.exchange.yaml_files import read_yaml

FILES = RuleFiles()
BOOK = FILES.states()
TODAY = ordinal("2026-11-23")

# L license, C certificate, S scope, F facility, N none, R repealed, P only a proposal, - not researched.
KINDS = """\
state  lab  ma  phlebotomist
AL     N    -   N
AK     N    S   N
AZ     N    S   N
AR     N    -   N
CA     L    S   C
CO     N    -   N
CT     N    S   N
DE     N    P   N
DC     N    -   N
FL     L    S   N
GA     F    S   N
HI     L    -   N
ID     N    -   N
IL     N    S   N
IN     N    -   N
IA     N    -   N
KS     N    -   N
KY     N    -   N
LA     L    -   C
ME     N    -   N
MD     N    S   N
MA     N    S   N
MI     N    -   N
MN     N    -   N
MS     N    -   N
MO     N    -   N
MT     L    S   N
NE     N    -   N
NV     C    S   C
NH     N    -   N
NJ     N    S   N
NM     N    -   N
NY     L    S   N
NC     N    -   N
ND     L    -   N
OH     N    S   N
OK     N    -   N
OR     N    -   N
PA     N    -   N
PR     L    -   -
RI     R    -   N
SC     N    S   N
SD     N    R   N
TN     L    -   N
TX     N    S   N
UT     N    S   N
VT     N    -   N
VA     N    S   N
WA     N    C   C
WV     L    -   N
WI     N    -   N
WY     N    -   N
"""
LETTERS: dict[str, Kind] = {
    "L": "license", "C": "certificate", "S": "scope", "P": "scope", "F": "facility", "N": "none", "R": "repealed",
    "-": "not-researched",
}  # fmt: skip
NEEDS = {
    "L": "needed", "C": "needed", "S": "conditions", "F": "conditions", "N": "not-needed", "R": "repealed",
    "P": "not-researched", "-": "not-researched",
}  # fmt: skip
TABLE: dict[tuple[str, Occupation], str] = {
    (state, occupation): letter
    for state, *letters in (line.split() for line in KINDS.splitlines()[1:])
    for occupation, letter in zip(OCCUPATIONS, letters, strict=True)
}
NONE_BY_TABLE = "AL AK AZ AR CO CT DE DC GA ID IL IN IA KS KY ME"
NONE_BY_CONCLUSION = "AZ CT FL GA IL MA NJ OH SC SD VA"
NONE_BY_EXCLUSION = "MD MA MI MN MS MO NE NH NJ NM NC OH OK OR PA RI SC SD TX UT VT VA WA WI WY"


def letters_of(kind: str, occupation: Occupation) -> list[str]:
    return [state for state in STATES if TABLE[state, occupation] == kind]


def test_table_holds_every_state_and_occupation() -> None:
    assert len(TABLE) == 52 * 3
    assert {state for state, _ in TABLE} == set(STATES)


@pytest.mark.parametrize("occupation", OCCUPATIONS)
def test_every_state_answers_as_the_sources_say(occupation: Occupation) -> None:
    kinds = {state: BOOK.rule(state, occupation).kind for state in STATES}
    needs = {state: state_answer(BOOK, state=state, occupation=occupation, as_of=TODAY).need for state in STATES}

    assert kinds == {state: LETTERS[TABLE[state, occupation]] for state in STATES}
    assert needs == {state: NEEDS[TABLE[state, occupation]] for state in STATES}


def test_only_known_rules_are_proposals() -> None:
    announced = [
        (state, occupation)
        for occupation in OCCUPATIONS
        for state in STATES
        if any(rule.announced for rule in BOOK.history(state, occupation))
    ]

    assert announced == [("DE", "medical-assistants")]


def test_states_without_a_credential_say_how_it_is_known() -> None:
    known = {
        occupation: {one.state: (one.known_by, one.confidence) for one in BOOK.laws[occupation].no_credential}
        for occupation in OCCUPATIONS
    }

    assert known["laboratory"] == {
        **dict.fromkeys(NONE_BY_TABLE.split(), ("table", "secondary")),
        **dict.fromkeys(NONE_BY_EXCLUSION.split(), ("exclusion", "secondary")),
    }
    assert known["medical-assistants"] == {
        **dict.fromkeys(["CA", "MD", "NV", "NY", "UT"], ("law", "primary")),
        **dict.fromkeys(
            ["AZ", "CT", "FL", "GA", "IL", "MA", "NJ", "OH", "SC", "SD", "VA"], ("conclusion", "secondary")
        ),
    }
    assert known["phlebotomists"] == {
        state: ("exclusion", "secondary") for state in STATES if state not in ("CA", "LA", "NV", "WA", "PR")
    }


@pytest.mark.parametrize(("state", "occupation"), TABLE, ids=lambda part: part)
def test_every_answer_can_be_told(state: str, occupation: Occupation) -> None:
    answer = state_answer(BOOK, state=state, occupation=occupation, as_of=TODAY)
    text, document = state_text(answer, Telling()), state_json(answer, Telling())

    assert text.answer.endswith((".", "state."))
    assert document["need"] == answer.need
    assert bool(text.sources) == (TABLE[state, occupation] != "-")
    assert [figure.id for figure in text.figures] == list(document["values"])  # type: ignore[call-overload]


def test_every_value_is_reachable_today_or_on_an_earlier_day() -> None:
    days = [TODAY, ordinal("2018-01-01"), ordinal("2010-01-01")]
    asked = [(state, occupation, day) for state, occupation in TABLE for day in days]
    told = {
        (state, occupation, value.id)
        for state, occupation, day in asked
        for value in state_answer(BOOK, state=state, occupation=occupation, as_of=day).values()
    }

    assert told == {
        (state, occupation, name)
        for state, occupation in TABLE
        for rule in BOOK.history(state, occupation)
        for name in rule.values
    }


@pytest.mark.parametrize("occupation", OCCUPATIONS)
def test_every_source_is_used(occupation: Occupation) -> None:
    law = BOOK.laws[occupation]
    found: set[Source] = {source for claim in law.overview for source in (claim.source, *claim.also)}
    for rule in law.rules:
        found |= set(rule.sources())
        versions = [version for value in rule.values.values() for version in value.versions]
        found |= {version.source for version in versions}
        found |= {conflict.source for version in versions for conflict in version.conflicts}
    for none in law.no_credential:
        found |= {none.source, *none.also}
    sources = (read_yaml(RULES / "states" / f"{occupation}.yaml").mapping or {})["sources"]

    assert {source.key for source in found} == set(sources.mapping or {})


@pytest.mark.parametrize(
    ("occupation", "key", "as_of", "note"),
    [
        ("laboratory", "fl-expiry", "2024", "the page's date lies between 2024 and 2026"),
        ("laboratory", "fl-training", "2024", "the page's date lies between 2024 and 2026"),
        ("laboratory", "nd-board", "2024-10", (
            "North Dakota's pages are dated October 2024 and January 2025; which is which was not kept"
        )),
        ("laboratory", "nd-education", "2024-10", (
            "North Dakota's pages are dated October 2024 and January 2025; which is which was not kept"
        )),
        ("medical-assistants", "wa-0200", "2018", "the page's date lies between 2018 and 2023"),
        ("medical-assistants", "wa-0610", "2023-07", ""),
        ("medical-assistants", "sc-statute", "2022", "the page's date lies between 2022 and 2024"),
        ("medical-assistants", "ny-bill", "2025", "a bill of the session 2025-2026"),
    ],
)  # fmt: skip
def test_page_dated_by_a_span_has_its_older_end(occupation: Occupation, key: str, as_of: str, note: str) -> None:
    rules = BOOK.laws[occupation].rules
    sources = {source.key: source for rule in rules for source in rule.sources()}

    assert (str(sources[key].as_of), sources[key].note) == (as_of, note)


# Who shows the law of others.
COPIERS = (
    "justia.com", "casetext.com", "cloudfront.net", "courtgpt.ai", "lexace.ai", "lawstack.com", "lawserver.com",
    "cornell.edu", "public.law", "laws.com", "laws-info.com", "focusedlaw.com", "getpocketlaw.com", "codexpr.ai",
    "docsbay.net", "elaws.us", "lawgratis.com", "az-bome-2-2019",
)  # fmt: skip


@pytest.mark.parametrize("file", ["states/laboratory", "states/medical-assistants", "states/phlebotomists", "ladders"])
def test_same_copies_are_marked_alike(file: str) -> None:
    sources = ((read_yaml(RULES / f"{file}.yaml").mapping or {})["sources"].mapping or {}).values()
    marked = {str(one.mapping["url"].value): "via_copy" in one.mapping for one in sources if one.mapping}
    copies = {url for url in marked if any(copier in url for copier in COPIERS)}

    assert {url for url in copies if not marked[url]} == set()


# (state, occupation, value): what it is; None = looked for and not found.
VALUES: dict[tuple[str, Occupation, str], object] = {
    ("CA", "laboratory", "application-fee"): 230,
    ("CA", "laboratory", "renewal-fee"): 300,
    ("CA", "laboratory", "renewal-cycle"): 2,
    ("CA", "laboratory", "continuing-education"): 24,
    ("CA", "laboratory", "proof-kept"): 4,
    ("FL", "laboratory", "application-fee"): 100,
    ("FL", "laboratory", "renewal-fee"): 95,
    ("FL", "laboratory", "renewal-fee-technician"): 55,
    ("FL", "laboratory", "renewal-cycle"): 2,
    ("FL", "laboratory", "continuing-education"): None,
    ("HI", "laboratory", "application-fee"): 65,
    ("HI", "laboratory", "renewal-fee"): 30,
    ("HI", "laboratory", "renewal-cycle"): 2,
    ("HI", "laboratory", "continuing-education"): 0,
    ("LA", "laboratory", "application-fee"): 65,
    ("LA", "laboratory", "application-fee-laboratory-assistant"): 40,
    ("LA", "laboratory", "late-fee"): 50,
    ("LA", "laboratory", "renewal-cycle"): 1,
    ("LA", "laboratory", "continuing-education"): 12,
    ("MT", "laboratory", "application-fee"): 100,
    ("MT", "laboratory", "temporary-fee"): 25,
    ("MT", "laboratory", "endorsement-fee"): 100,
    ("MT", "laboratory", "renewal-fee"): 100,
    ("MT", "laboratory", "renewal-fee-inactive"): 50,
    ("MT", "laboratory", "renewal-cycle"): 1,
    ("MT", "laboratory", "continuing-education"): 14,
    ("NV", "laboratory", "application-fee"): 60,
    ("NV", "laboratory", "renewal-fee"): 45,
    ("NV", "laboratory", "renewal-cycle"): 2,
    ("NV", "laboratory", "continuing-education"): 20,
    ("NY", "laboratory", "application-fee"): 371,
    ("NY", "laboratory", "application-fee-technician"): 263,
    ("NY", "laboratory", "limited-permit-fee"): 50,
    ("NY", "laboratory", "renewal-fee"): 120,
    ("NY", "laboratory", "renewal-cycle"): 3,
    ("NY", "laboratory", "continuing-education"): None,
    ("ND", "laboratory", "application-fee"): 100,
    ("ND", "laboratory", "renewal-fee"): 100,
    ("ND", "laboratory", "renewal-cycle"): 2,
    ("ND", "laboratory", "continuing-education"): 24,
    ("TN", "laboratory", "application-fee"): 50,
    ("TN", "laboratory", "regulatory-fee"): 10,
    ("TN", "laboratory", "renewal-fee"): 90,
    ("TN", "laboratory", "late-fee"): 60,
    ("TN", "laboratory", "renewal-cycle"): 2,
    ("TN", "laboratory", "continuing-education"): 24,
    ("WV", "laboratory", "renewal-fee"): 25,
    ("WV", "laboratory", "renewal-cycle"): 1,
    ("WV", "laboratory", "continuing-education"): None,
    ("PR", "laboratory", "application-fee"): None,
    ("PR", "laboratory", "renewal-cycle"): None,
    ("PR", "laboratory", "continuing-education"): None,
    ("GA", "laboratory", "director-license-fee"): 10,
    ("GA", "laboratory", "director-renewal-cycle"): 2,
    ("RI", "laboratory", "repealed-on"): None,
    ("WA", "medical-assistants", "application-fee"): None,
    ("WA", "medical-assistants", "renewal-cycle"): None,
    ("WA", "medical-assistants", "interim-months"): 12,
    ("WA", "medical-assistants", "work-while-applying-ma-ht"): 180,
    ("WA", "medical-assistants", "work-while-applying-ma-p"): None,
    ("WA", "medical-assistants", "exams-accepted"): None,
    ("SD", "medical-assistants", "repealed-on"): None,
    ("NJ", "medical-assistants", "program-hours"): 330,
    ("CT", "medical-assistants", "training-classroom"): 24,
    ("CT", "medical-assistants", "training-clinical"): 8,
    ("CA", "medical-assistants", "training-injections"): 10,
    ("CA", "medical-assistants", "training-venipuncture"): 10,
    ("CA", "medical-assistants", "training-inhalation"): 10,
    ("SC", "medical-assistants", "certifications-accepted"): None,
    ("MT", "medical-assistants", "state-credential"): None,
    ("TX", "medical-assistants", "state-credential"): None,
    ("NY", "medical-assistants", "injections"): False,
    ("OH", "medical-assistants", "onward-delegation"): False,
    ("NV", "medical-assistants", "injections"): None,
    ("VA", "medical-assistants", "injections"): None,
    ("IL", "medical-assistants", "sunset"): "2027-01-01",
    ("CA", "phlebotomists", "application-fee"): None,
    ("CA", "phlebotomists", "renewal-cycle"): 2,
    ("CA", "phlebotomists", "continuing-education"): 6,
    ("CA", "phlebotomists", "proof-kept"): 4,
    ("LA", "phlebotomists", "application-fee"): 40,
    ("LA", "phlebotomists", "renewal-cycle"): 1,
    ("LA", "phlebotomists", "continuing-education"): None,
    ("NV", "phlebotomists", "application-fee"): None,
    ("NV", "phlebotomists", "renewal-cycle"): 2,
    ("NV", "phlebotomists", "continuing-education"): None,
    ("WA", "phlebotomists", "application-fee"): None,
    ("WA", "phlebotomists", "renewal-cycle"): None,
    ("WA", "phlebotomists", "continuing-education"): None,
}


def test_figures_are_those_of_the_sources() -> None:
    found = {}
    for state, occupation, name in VALUES:
        value = state_answer(BOOK, state=state, occupation=occupation, as_of=TODAY).value(name)
        assert value is not None, (state, occupation, name)
        found[state, occupation, name] = value.current.content

    assert found == VALUES


def taking(credential: str, taken: str) -> str:
    answers = [
        state_answer(BOOK, state=state, credential=FILES.credential(credential), as_of=TODAY) for state in STATES
    ]
    return " ".join(one.state for one in answers if one.acceptance and one.acceptance.taken == taken)


@pytest.mark.parametrize(
    ("credential", "accepted", "named", "refused"),
    [
        ("mls-ascp", "CA LA", "FL HI WV", ""),
        ("mlt-ascp", "", "FL HI WV", ""),
        ("cma-aama", "AZ CT NJ SC", "", ""),
        ("rma-amt", "AZ CT NJ", "", ""),
        ("ccma-nha", "AZ CT NJ", "", ""),
    ],
)
def test_states_that_accept_a_credential(credential: str, accepted: str, named: str, refused: str) -> None:
    assert [taking(credential, taken) for taken in ("accepted", "named", "refused")] == [accepted, named, refused]


@pytest.mark.parametrize("credential", FILES.ids)
def test_state_is_worth_what_its_own_answer_says(credential: str) -> None:
    asked = FILES.credential(credential)
    places = places_of(BOOK, asked, as_of=TODAY)
    for state in STATES:
        answer = state_answer(BOOK, state=state, credential=asked, as_of=TODAY)
        taken = answer.acceptance.taken if answer.acceptance else ""
        assert (state in places.accepted) == (answer.need == "needed" and taken == "accepted"), state
        assert (state in places.refused) <= (taken == "refused"), state
        if state in places.enough:
            assert answer.need in ("conditions", "not-needed", "repealed"), state
            assert answer.no_credential or taken == "accepted" or answer.need != "conditions", state
        if answer.need in ("not-researched", "unknown"):
            assert state in places.unsure, state


def test_states_that_say_nothing_of_a_license_are_never_enough() -> None:
    assistants = places_of(BOOK, FILES.credential("ccma-nha"), as_of=TODAY)
    assert {"TX", "MT", "AK", "SC"} <= assistants.unsure
    assert "SC" in places_of(BOOK, FILES.credential("cma-aama"), as_of=TODAY).enough
    technicians = places_of(BOOK, FILES.credential("mlt-ascp"), as_of=TODAY)
    assert {"FL", "HI", "WV", "RI"} <= technicians.unsure
    assert technicians.second_hand


def test_states_that_require_a_license_beside_a_credential() -> None:
    needed = {
        credential: " ".join(
            state
            for state in STATES
            if state_answer(BOOK, state=state, credential=FILES.credential(credential), as_of=TODAY).need == "needed"
        )
        for credential in ("mlt-ascp", "ccma-nha")
    }
    assert needed == {"mlt-ascp": "CA FL HI LA MT NV NY ND PR TN WV", "ccma-nha": "WA"}


def test_credentials_that_states_accept_have_a_name() -> None:
    named = {
        credential
        for law in BOOK.laws.values()
        for rule in law.rules
        for accepts in rule.all_accepts()
        for credential in (*accepts.credentials, *accepts.refuses)
    }

    assert named == {"mls-ascp", "mlt-ascp", "mlt-amt", "cma-aama", "rma-amt", "ccma-nha", "ncma-ncct"}
    assert all(catalogue().find(f"credential.{credential}") for credential in named)


@pytest.mark.parametrize(
    ("state", "day", "need"),
    [
        ("SD", "2018-02-05", "needed"),
        ("SD", "2018-02-06", "unknown"),
        ("SD", "2026-11-22", "unknown"),
        ("SD", "2026-11-23", "repealed"),
        ("CT", "2022-09-30", "not-researched"),
        ("CT", "2022-10-01", "conditions"),
        ("SC", "2022-05-15", "not-researched"),
        ("SC", "2022-05-16", "conditions"),
        ("NV", "2013-02-19", "not-researched"),
        ("NV", "2013-02-20", "conditions"),
        ("MA", "2016-12-15", "unknown"),
        ("MA", "2016-12-31", "conditions"),
        ("IL", "2026-12-31", "conditions"),
        ("IL", "2027-01-01", "not-researched"),
        ("TX", "2000-01-01", "conditions"),
    ],
)
def test_medical_assistants_by_day(state: str, day: str, need: str) -> None:
    assert state_answer(BOOK, state=state, occupation="medical-assistants", as_of=ordinal(day)).need == need


@pytest.mark.parametrize(
    ("day", "accepted"),
    [("2019-03-05", False), ("2019-03-06", False), ("2019-03-08", False), ("2019-03-09", True), ("2026-11-23", True)],
)
def test_arizona_accepts_the_ccma_from_the_later_of_two_days(day: str, accepted: bool) -> None:
    ccma = FILES.credential("ccma-nha")
    answer = state_answer(BOOK, state="AZ", credential=ccma, as_of=ordinal(day))

    assert answer.need == "conditions"
    assert answer.acceptance is not None
    assert answer.acceptance.taken == ("accepted" if accepted else "not-named")


@pytest.mark.parametrize(
    ("day", "content"),
    [
        ("2023-06-01", {"2024-07-15", "2026-07-15"}),  # Act 209 is of 2024; its day was not found
        ("2025-01-01", {"2026-07-15"}),
        ("2026-07-15", {"2026-07-15"}),
        ("2026-07-16", {None}),
    ],
)
def test_grace_of_south_carolina_ends(day: str, content: set[str | None]) -> None:
    answer = state_answer(BOOK, state="SC", occupation="medical-assistants", as_of=ordinal(day))
    grace = answer.value("grace-until")

    assert grace is not None
    assert {version.content for version in answer.versions(grace)} == content


def test_grace_of_south_carolina_that_ended_says_when() -> None:
    answer = state_answer(BOOK, state="SC", occupation="medical-assistants", as_of=TODAY)
    grace = answer.value("grace-until")

    assert grace is not None
    assert {version.source.confidence for version in grace.versions} == {"secondary"}
    assert [version.note for version in answer.versions(grace)] == [
        "The grace ended on 15 July 2026, by Act 209 of 2024; its first limit was 15 July 2024."
    ]


def test_rhode_island_is_repealed_on_an_unknown_day() -> None:
    days = (ordinal("2014-06-01"), TODAY)
    answers = [state_answer(BOOK, state="RI", occupation="laboratory", as_of=day) for day in days]

    assert [(answer.need, answer.confidence) for answer in answers] == [
        ("unknown", "uncertain"),
        ("repealed", "uncertain"),
    ]
