"""No figure of the comparison that is old or second hand stands there without a mark that explains itself."""

from __future__ import annotations

import pytest

from builders.records import ordinal
from certway.actions.compare_credentials import compare_credentials
from certway.answers.compare import ComparedCredential
from certway.answers.evidence import Evidence
from certway.core.rulebook.freshness import freshness_on
from certway.exchange.words.catalogue import catalogue
from certway.exchange.words.telling import Telling
from certway.web.choose.table import COLUMNS, table_rows
from pages import read_page
from visitors import Visitor

FRESH, OLD = "2026-11-23", "2031-01-01"
SHOWN = {  # what a cell shows, by the names of the comparison
    "exam": ("items", "minutes", "passing_score", "delivery"),
    "renewal": ("cycle_months", "points"),
    "upkeep": ("upkeep_usd",),
}


def behind(one: ComparedCredential, column: str) -> list[Evidence]:
    """Return what the figures of a cell rest on, gathered anew from the answer."""
    if column in SHOWN:
        return [evidence for name in SHOWN[column] for evidence in one.figures.evidence[name]]
    if column in ("pay", "law"):
        return [*(one.wage_evidence if column == "pay" else one.law_evidence)]
    ways = (one.newcomer.quickest, one.newcomer.cheapest) if one.newcomer else ()
    found = [way.cost_evidence if column == "cost" else way.time_evidence for way in ways]
    return [evidence for every in found for evidence in every]


@pytest.mark.parametrize("on", [FRESH, OLD, "2027-11-24", "2015-06-01"])
def test_cell_is_marked_when_any_of_its_figures_is_old_or_second_hand(on: str) -> None:
    day = ordinal(on)
    answer = compare_credentials(day, state="CA")
    rows = table_rows(answer, Telling(as_of=day), columns=COLUMNS, order="")

    for one, row in zip(answer.credentials, rows, strict=True):
        for cell in row.cells:
            rests_on = behind(one, cell.column)
            assert rests_on or cell.open, (row.id, cell.column)
            assert (cell.mark is not None) == any(freshness_on(each.source, day).doubtful for each in rests_on)
            if cell.mark:
                told = {title for line in cell.mark.lines for title in line.titles}
                assert told == {each.title for each in rests_on}
                assert {line.source.url for line in cell.mark.lines} == {each.source.url for each in rests_on}


def test_far_ahead_every_cell_of_the_page_is_marked_and_says_why() -> None:
    page = read_page(Visitor().get("/compare/", {"on": OLD}))
    cells = [td for row in page.all("tbody") for td in row.all("tr")[0].all("td")]

    assert cells
    for td in cells:
        if not td.all("details"):
            assert td.all("span", cls="soft"), td.text  # nothing is known that could be old
            continue
        mark = td.one("details")
        summary = mark.one("summary").one("span", cls="hidden").text
        heading = td.one("span", cls="cell-name").text
        assert summary == catalogue().say("mark.about", name=heading)
        assert all("more than 12 months ago" in line.text for line in mark.all("li"))


def test_page_of_the_day_of_reading_leaves_the_body_s_own_words_without_a_mark() -> None:
    page = read_page(Visitor().get("/compare/", {"on": FRESH}))
    cells = [td for row in page.all("tbody") for td in row.all("tr")[0].all("td")]
    marked = [td for td in cells if td.all("details")]

    assert 0 < len(marked) < len(cells)
    assert catalogue().say("mark.legend") in page.one(id="comparison").text
