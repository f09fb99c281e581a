"""Results in words and pictures: what is found, what each dot stands for, and the same in words."""

from __future__ import annotations

import re
from functools import cache
from xml.etree import ElementTree

import pytest

from builders.records import ordinal
from certway.answers.exam_results import Result, exam_results
from certway.core.sit.outcome import Outcome
from certway.core.sit.outlook import Outlook, Side
from certway.core.sit.profile import Scale
from certway.core.sit.share import share_from
from certway.core.sit.weakness import PastAnswer
from certway.exchange.results_chart import Picture, results_chart
from certway.exchange.results_text import ResultsText, results_text
from certway.exchange.words.catalogue import catalogue

SVG = "{http://www.w3.org/2000/svg}"
SCALE = Scale(200, 800, 405)
FIRST = ordinal("2026-09-10")
DAY = 86_400_000


def result(on: int, right: int, asked: int, outlook: Outlook | None = None, *, is_practice: bool = False) -> Result:
    answers = tuple(PastAnswer("n", f"i{n}", "v", n < right, 0.6) for n in range(asked))
    scale = SCALE if outlook else None
    outcome = Outcome("cma-aama", is_practice, share_from(right, asked), 0, scale, outlook, answers)
    return Result(
        f"key-{on}", (on - 719_163) * DAY, on, outcome, {"misread": 2, "knowledge": 9} if not is_practice else {}
    )


def exam(on: int, theta: float, low: int, high: int, side: Side = "near") -> Result:
    return result(on, 100, 180, Outlook(theta, 0.2, low, high, 0.5, side))


@cache
def text(*, exams: int = 2, practice: int = 3) -> ResultsText:
    sat = [exam(FIRST, -1.0, 314, 357, "below"), exam(FIRST + 60, -0.1, 376, 415)][:exams]
    drilled = [result(FIRST + 10 * n, 10 + n, 40, is_practice=True) for n in range(practice)]
    newest_first = sorted((*sat, *drilled), key=lambda one: -one.at)
    return results_text(exam_results(newest_first), catalogue())


@cache
def drawn(picture: Picture) -> ElementTree.Element:
    return ElementTree.fromstring(results_chart(picture))


def texts(picture: Picture) -> list[str]:
    return [element.text or "" for element in drawn(picture).iter(f"{SVG}text")]


def dots(picture: Picture) -> list[tuple[float, float]]:
    """Return where the dots stand, as shares of the plot from the left and from the bottom."""
    found = []
    for path in drawn(picture).iter(f"{SVG}path"):
        place = re.match(r"translate\(([0-9.]+),([0-9.]+)\)", path.get("transform", ""))
        if place and "A" in path.get("d", ""):
            found.append((float(place[1]) / 330, 1 - float(place[2]) / 190))
    return found


def test_finding_of_whole_exams_comes_first() -> None:
    told = text()
    assert told.heading == "Your last whole exam is too close to the pass mark to call"
    assert told.lead == "It went better than your first one, by more than chance."
    assert [one.title for one in told.pictures] == [
        "From 314–357 to 376–415 on the body's scale, as an estimate",
        "In practice you get about as much right as before",
    ]


@pytest.mark.parametrize(
    ("exams", "practice", "heading", "lead"),
    [
        (0, 0, "You have no result in this exam yet", "Once you have finished"),
        (0, 3, "33 of 120 right in practice so far", "Practice does not show on which side"),
        (1, 0, "Your last whole exam lies below the pass mark, as far as this goes", "It is your only whole exam"),
    ],
)
def test_finding_is_that_of_what_there_is(exams: int, practice: int, heading: str, lead: str) -> None:
    told = text(exams=exams, practice=practice)
    assert told.heading == heading
    assert told.lead.startswith(lead)
    assert len(told.pictures) == bool(exams) + bool(practice)


def test_exam_without_a_scale_is_drawn_in_percent() -> None:
    told = results_text(exam_results([result(FIRST, 100, 180)]), catalogue())
    assert told.heading == "100 of 180 right in your last whole exam"
    (picture,) = told.pictures
    assert (picture.title, picture.axis, picture.ends, picture.pass_mark) == (
        "100 of 180 right", "Percent right in whole exams", (0.0, 100.0), None,
    )  # fmt: skip
    assert dots(picture)[0][1] == pytest.approx(100 / 180, abs=0.01)


def test_dots_stand_at_their_days_and_scores_and_the_pass_mark_at_its_own() -> None:
    exams, practice = text().pictures
    assert (exams.ends, exams.pass_mark) == ((300, 450), 405)
    # 405 - 205 * 1/3 = 337 and 405 - 205 * 0.1/3 = 398, of 300 to 450; the days have a twentieth of room on each side.
    found = dots(exams)
    assert [height for _, height in found] == pytest.approx([37 / 150, 98 / 150], abs=0.01)
    assert [place for place, _ in found] == pytest.approx([0.05 / 1.1, 1.05 / 1.1], abs=0.01)
    assert [height for _, height in dots(practice)] == pytest.approx([0.25, 0.275, 0.3], abs=0.01)
    assert [place for place, _ in dots(practice)] == pytest.approx([0.05 / 1.1, 0.5, 1.05 / 1.1], abs=0.01)


def test_picture_names_days_figures_and_the_pass_mark() -> None:
    said = texts(text().pictures[0])
    assert {"10 September 2026", "9 November 2026", "314–357", "376–415", "405 passes", "300", "450"} <= set(said)
    many = [result(FIRST + n, n, 40, is_practice=True) for n in range(20)]
    (picture,) = results_text(exam_results(many[::-1]), catalogue()).pictures
    assert [one for one in texts(picture) if " of " in one] == ["0 of 40", "19 of 40"]  # the first and the last alone
    assert len(dots(picture)) == 20


def test_picture_takes_the_pages_colours_and_nothing_from_elsewhere() -> None:
    svg = results_chart(text().pictures[0])
    assert set(re.findall(r'(?:fill|stroke)="([^"]+)"', svg)) == {"currentColor", "none"}
    assert set(re.findall(r"https?://[^\"' ]+", svg)) == {"http://www.w3.org/2000/svg", "http://www.w3.org/1999/xlink"}
    assert "<style" not in svg
    assert svg == results_chart(text().pictures[0])


def test_picture_is_told_in_words() -> None:
    picture = text().pictures[0]
    assert (drawn(picture).get("role"), drawn(picture).get("aria-label")) == ("img", picture.alt)
    assert picture.alt == (
        "From 314–357 to 376–415 on the body's scale, as an estimate. Score, as an estimate. "
        "10 September 2026: 314–357. 9 November 2026: 376–415. 405 passes"
    )


def test_several_sittings_of_one_day_are_drawn() -> None:
    same = [result(FIRST, right, 10, is_practice=True) for right in (3, 5)]
    (picture,) = results_text(exam_results(same), catalogue()).pictures
    assert [one for one in texts(picture) if "2026" in one] == ["10 September 2026"]
    assert len(dots(picture)) == 2


def test_table_tells_every_result_the_newest_first() -> None:
    lines = text().lines
    assert [one.on for one in lines] == [
        "9 November 2026", "30 September 2026", "20 September 2026", "10 September 2026", "10 September 2026",
    ]  # fmt: skip
    newest = lines[0]
    assert (newest.key, newest.what, newest.right) == (f"key-{FIRST + 60}", "exam of 180 questions", "100 of 180")
    assert (newest.band, newest.estimate) == ("51 to 60\u00a0%", "376–415")
    assert newest.mistakes == "not known 9, misread 2"
    assert (lines[1].what, lines[1].estimate, lines[1].mistakes) == ("practice of 40 questions", "", "")


def test_reasons_that_stand_out_come_with_what_helps() -> None:
    told = text()
    assert told.mistakes == (("I did not know it", 18), ("I misread it", 4), ("I ran out of time", 0))
    assert told.mistakes_said == "You said why for 22 of 247 questions that you missed."
    assert told.mistakes_help.startswith("Most often you did not know the answer.")
    assert text(exams=0).mistakes_help.startswith("Say in your reports why")
