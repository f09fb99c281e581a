"""The picture of what a step pays: read back from its SVG."""

from __future__ import annotations

import re
from functools import cache
from xml.etree import ElementTree

import pytest

from certway.answers.advance import Advance, Drawing
from certway.answers.advance_pay import Pay, pay_of
from certway.exchange.rule_files import RuleFiles
from certway.exchange.wage_chart import WIDTH, _drawn, chart_title, chart_words, wage_chart
from certway.exchange.words.advances import AdvanceTelling
from certway.exchange.words.telling import Telling

SVG = "{http://www.w3.org/2000/svg}"
ONE_FIGURE = "One figure for both jobs: it can't say what the step adds"
PLOT = WIDTH - 24  # the part between the margins
ANSWER = Advance(1, "TX", (), (), Drawing({}, ()), {}, (), (), (), None)
TOLD = AdvanceTelling(ANSWER, Telling())


@cache
def pay(before: str, after: str, state: str) -> Pay:
    found = pay_of(RuleFiles().wages(), before=before, after=after, state=state)
    assert found is not None
    return found


@cache
def drawn(before: str, after: str, state: str) -> ElementTree.Element:
    return ElementTree.fromstring(wage_chart(pay(before, after, state), TOLD))


def texts(picture: ElementTree.Element) -> list[str]:
    return [element.text or "" for element in picture.iter(f"{SVG}text")]


def dots(picture: ElementTree.Element, most: int) -> list[int]:
    """Return the dollars at which the dots stand, read from their places."""
    found = []
    for path in picture.iter(f"{SVG}path"):
        place = re.match(r"translate\(([0-9.]+),", path.get("transform", ""))
        if place and "A" in path.get("d", ""):
            found.append(round(float(place[1]) / PLOT * most))
    return found


def bands(picture: ElementTree.Element, most: int) -> list[tuple[int, int]]:
    found = []
    for path in picture.iter(f"{SVG}path"):
        bar = re.match(r"M([0-9.]+),[0-9.]+h([0-9.]+)v12h", path.get("d", ""))
        if bar:
            low, width = float(bar[1]), float(bar[2])
            found.append((round(low / PLOT * most), round((low + width) / PLOT * most)))
    return found


def test_medians_and_ranges_stand_at_their_dollars():
    picture = drawn("phlebotomist", "laboratory-technician", "TX")
    assert dots(picture, 100_000) == [39770, 59290]
    assert bands(picture, 100_000) == [(38330, 94830)]
    both = drawn("medical-assistant", "laboratory-scientist", "")
    assert dots(both, 120_000) == [45690, 62930]
    assert bands(both, 120_000) == [(36050, 59310), (38910, 100990)]


def test_finding_labels_and_axis_are_in_words():
    assert texts(drawn("phlebotomist", "laboratory-technician", "TX")) == [
        "$0",
        "$20,000",
        "$40,000",
        "$60,000",
        "$80,000",
        "$100,000",
        "US dollars a year. Dot: median. Band: the middle 80 percent, where it is published.",
        "Before: Phlebotomists (Texas, May 2024)",
        "After: Clinical Laboratory Technologists and Technicians (Texas, May 2025)",
        "$39,770",
        "$59,290",
        "$38,330",
        "$94,830",
        "After this step the median is $15,070 a year higher",
        "Compared in one year, Texas, May 2024: $39,770 before, $54,840 after",
    ]


def test_picture_takes_the_pages_colours_and_nothing_from_elsewhere():
    text = wage_chart(pay("phlebotomist", "laboratory-technician", "TX"), TOLD)
    assert set(re.findall(r'(?:fill|stroke)="([^"]+)"', text)) == {"currentColor", "none"}
    assert set(re.findall(r"https?://[^\"' ]+", text)) == {"http://www.w3.org/2000/svg", "http://www.w3.org/1999/xlink"}
    assert "<style" not in text
    assert "<script" not in text


def test_picture_is_the_same_each_time():
    asked = pay("medical-assistant", "phlebotomist", "CA")
    first = wage_chart(asked, TOLD)
    _drawn.cache_clear()
    assert wage_chart(asked, TOLD) == first


def test_picture_of_other_figures_is_another():
    medians = {state: drawn("medical-assistant", "phlebotomist", state).get("aria-label") for state in ("CA", "TX")}
    assert medians["CA"] != medians["TX"]
    texts = {
        state: [one.text for one in drawn("medical-assistant", "phlebotomist", state).iter(f"{SVG}text")]
        for state in medians
    }
    assert texts["CA"] != texts["TX"]


def test_picture_is_told_as_a_whole():
    picture = drawn("phlebotomist", "laboratory-technician", "TX")
    assert picture.get("role") == "img"
    assert picture.get("aria-label") == chart_words(pay("phlebotomist", "laboratory-technician", "TX"), TOLD)
    assert picture.get("aria-label") == (
        "After this step the median is $15,070 a year higher. "
        "Compared in one year, Texas, May 2024: $39,770 before, $54,840 after. "
        "Before: Phlebotomists (Texas, May 2024): $39,770. "
        "After: Clinical Laboratory Technologists and Technicians (Texas, May 2025): $38,330, $59,290, $94,830"
    )


@pytest.mark.parametrize(
    ("before", "after", "state", "title"),
    [
        ("laboratory-technician", "laboratory-scientist", "NY", ONE_FIGURE),
        ("", "medical-assistant", "TX", "Half earn more than $38,930 a year"),
        ("phlebotomist", "patient-care-technician", "DC", "After this step the median is $250 a year lower"),
        ("phlebotomist", "medical-assistant", "PR", "After this step the median is $460 a year higher"),
    ],
)
def test_title_is_the_finding(before: str, after: str, state: str, title: str):
    assert chart_title(pay(before, after, state), TOLD) == title
    assert title in texts(drawn(before, after, state))


def test_one_figure_for_both_is_drawn_once():
    picture = drawn("laboratory-technician", "laboratory-scientist", "NY")
    assert len(dots(picture, 1)) == 1
    assert [text for text in texts(picture) if text.startswith(("Before", "After:"))] == [
        "After: Clinical Laboratory Technologists and Technicians (New York, May 2025)"
    ]
