"""How findings are told: the requirement, how the person stands to it, and what would settle it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from certway.core.rulebook.findings import Amounts, Finding, Missing
from certway.core.units.days import LAST_DAY
from certway.exchange.words.places import path_in_words
from certway.exchange.words.sentences import because, invitation, sentence
from certway.exchange.words.telling import Telling

TODAY = date(2026, 11, 23).toordinal()
ONE_EACH = Telling(as_of=TODAY, entries={"programs": 1, "work": 1, "education": 1})


def found(message: str, verdict: str = "met", **arguments) -> Finding:
    return Finding(id="x", verdict=verdict, message=message, arguments=arguments)  # type: ignore[arg-type]


def amounts(have: tuple[float, float], need: tuple[float, float], unit: str = "hours") -> Amounts:
    return Amounts(have, need, unit)


def days(first: date, last: date | None = None) -> tuple[int, int]:
    return first.toordinal(), (last or first).toordinal()


PROGRAM = {"section": "programs", "place": "programs/0"}


def test_number_says_what_is_there_and_what_is_needed():
    finding = replace(found("number-met", **PROGRAM, field="total_hours"), amounts=amounts((820, 820), (720, 720)))
    assert because(finding, ONE_EACH) == "Your program has 820 hours in all; 720 are needed."


def test_short_number_says_how_much_is_short():
    finding = replace(
        found("number-not-met", "not-met", **PROGRAM, field="academic_hours"),
        amounts=amounts((540, 540), (560, 560)),
        missing=Missing("amount", least=20, most=20, unit="hours"),
    )
    text = "Your program has 540 hours of class and laboratory (contact hours); 560 are needed."
    assert because(finding, ONE_EACH) == text
    assert invitation(finding, ONE_EACH) == "That is 20 hours short."


def test_number_not_told_is_an_invitation():
    finding = replace(
        found("number-unknown", "unknown", **PROGRAM, field="weeks"),
        amounts=amounts((0, 1000), (50, 50), "weeks"),
        missing=Missing("answer", field="programs/0/weeks"),
    )
    assert because(finding, ONE_EACH) == "We don't know yet how many weeks your program takes; 50 are needed."
    assert invitation(finding, ONE_EACH) == "Tell us how many weeks your program takes to settle this."


@pytest.mark.parametrize(
    ("have", "need", "text"),
    [
        ((500, 800), (720, 720), "Your program has between 500 and 800 hours in all; 720 are needed."),
        ((500, 40_000), (720, 720), "Your program has at least 500 hours in all; 720 are needed."),
        (
            (500, 500),
            (400, 900),
            "Your program has 500 hours in all; between 400 and 900 are needed (the sources differ).",
        ),
        ((500, 500), (0, 10_000_000), "Your program has 500 hours in all; how many are needed is not published."),
        ((500, 500), (1, 1), "Your program has 500 hours in all; 1 is needed."),
    ],
)
def test_open_numbers_are_told_as_ranges(have, need, text):
    finding = replace(found("number-unknown", "unknown", **PROGRAM, field="total_hours"), amounts=amounts(have, need))
    assert because(finding, ONE_EACH) == text


def test_hours_of_work_name_the_work_and_the_window():
    finding = replace(
        found(
            "hours-not-met",
            "not-met",
            section="work",
            wanted=("medical-assistant",),
            since=date(2019, 11, 23).toordinal(),
        ),
        amounts=amounts((1920.4, 1920.4), (5616, 5616)),
        missing=Missing("amount", least=3695.6, most=3695.6, unit="hours"),
    )
    text = "Since 23 November 2019 you have 1,920 of 5,616 hours of work as a medical assistant. "
    text += "Earlier work does not count."
    assert because(finding, ONE_EACH) == text
    assert invitation(finding, ONE_EACH) == "That is 3,696 hours short."


def test_supervised_outpatient_work_is_named():
    wanted = ("medical-assistant", "outpatient-clinic", "supervised", "urgent-care")
    text = "supervised work as a medical assistant in an outpatient clinic or urgent care"
    assert Telling().work(wanted) == text


@pytest.mark.parametrize(
    ("message", "have", "text"),
    [
        ("accredited-met", ("CAAHEP",), "Your program has the accreditation that is asked for: by CAAHEP."),
        (
            "accredited-not-met",
            (),
            "The program must be accredited by CAAHEP or ABHES; your program has no such accreditation.",
        ),
        (
            "accredited-not-met",
            ("NAACLS",),
            "The program must be accredited by CAAHEP or ABHES; your program is accredited by NAACLS.",
        ),
        (
            "accredited-not-met",
            ("ABHES",),
            (
                "The program must be accredited by CAAHEP or ABHES; your program was, by ABHES,"
                " but not at the time that counts for you."
            ),
        ),
        (
            "accredited-unknown",
            (),
            "The program must be accredited by CAAHEP or ABHES; we don't know yet who accredits your program.",
        ),
        (
            "accredited-unknown",
            ("CAAHEP",),
            (
                "The program must be accredited by CAAHEP or ABHES; your program is, by CAAHEP,"
                " but we don't know yet whether it was at the time that counts for you."
            ),
        ),
        (
            "accredited-unknown",
            ("NAACLS",),
            (
                "The program must be accredited by CAAHEP or ABHES; your program is accredited by NAACLS."
                " The certifying body decides whether that counts."
            ),
        ),
    ],
)
def test_accreditation_says_who_is_asked_for_and_who_is_there(message, have, text):
    verdict = message.removeprefix("accredited-")
    finding = found(message, verdict, **PROGRAM, have=have, wanted=("ABHES", "CAAHEP"))
    assert because(finding, ONE_EACH) == text


def test_window_says_its_length_and_its_last_day():
    finding = found(
        "within-met",
        **PROGRAM,
        field="completed",
        days=days(date(2026, 5, 14)),
        limits=days(date(2027, 5, 14)),
        length=("12", "12", "months"),
        moment="application",
    )
    assert because(finding, ONE_EACH) == (
        "You can apply up to 12 months after your program. Your program was completed on 14 May 2026,"
        " so the last day is 14 May 2027 (in 5 months)."
    )


@pytest.mark.parametrize(
    ("first", "last", "said"),
    [
        (date(2026, 1, 1), date(2026, 12, 31), "in 2026"),
        (date(2026, 2, 1), date(2026, 2, 28), "in February 2026"),
        (date(2026, 2, 3), date(2026, 3, 9), "between 3 February 2026 and 9 March 2026"),
    ],
)
def test_day_known_in_part_is_told_in_part(first, last, said):
    finding = found("day-by-unknown", "unknown", **PROGRAM, field="completed", days=days(first, last), limits=(1, 1))
    telling = Telling(entries={"programs": 1})
    text = f"Your program must be completed before you apply; we know only that it was completed {said}."
    assert because(finding, telling) == text


def test_open_end_goes_on():
    finding = found(
        "day-lasts-met",
        section="work",
        place="work/1",
        field="to",
        days=(LAST_DAY, LAST_DAY),
        limits=(LAST_DAY, LAST_DAY),
    )
    assert because(finding) == "Your second job goes on."


def test_wait_names_the_first_day():
    opens = date(2027, 1, 15).toordinal()
    finding = found("wait-not-met", "not-met", section="attempts", opens=opens, failures=1)
    assert because(finding, ONE_EACH) == (
        "After a failed attempt you must wait; you can take the exam again from 15 January 2027 (in 1 month)."
    )


def test_word_for_the_body_to_decide_says_so():
    finding = found("word-unknown", "unknown", **PROGRAM, field="kind", have="nursing", wanted=("medical-assistant",))
    assert because(finding, ONE_EACH) == (
        "Your program is in nursing. The certifying body decides whether that counts; medical assisting does."
    )


def test_unheard_of_credential_keeps_its_id():
    finding = found(
        "word-not-met",
        "not-met",
        section="credentials",
        place="credentials/0",
        field="id",
        have="abc",
        wanted=("mlt-ascp",),
    )
    assert because(finding) == "You must hold the MLT (ASCP) credential; your first credential is ABC."


def test_sentence_id_is_the_most_specific():
    finding = replace(
        found("sum-met", section="education", field="science_hours.biology"),
        amounts=amounts((16, 16), (16, 16), "semester-hours"),
    )
    assert sentence(finding).id == "sum-met.education.science_hours"
    assert sentence(finding).text == "You have 16 semester hours of biology; 16 are needed."


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("work", "about the jobs you have had"),
        ("programs/0/completed", "when your first program was completed"),
        ("programs/11/completed", "when your 12th program was completed"),
        ("education/1/science_hours/biology", "how many semester hours of biology your second course of study has"),
        ("person/high_school/kind", "whether you have a diploma, a GED or an equivalent"),
        ("statements/felony", "whether there is a felony on your record"),
        ("procedures/injection", "how many injections you have given to live people"),
        ("work/departments", "in which laboratory departments you worked"),
        ("cards/0", "more about your first card"),
    ],
)
def test_path_is_told_as_a_question(path, said):
    assert path_in_words(path, Telling()) == said


def test_only_entry_is_not_counted():
    assert path_in_words("programs/0/completed", ONE_EACH) == "when your program was completed"


def test_met_finding_invites_to_nothing():
    finding = replace(found("day-by-met"), missing=Missing("day", on=TODAY))
    assert invitation(finding) == ""
