"""The credentials side by side: columns, order, day, and the same as a file."""

from __future__ import annotations

import csv
import html
from io import StringIO
from urllib.parse import parse_qsl, quote, urlencode

import pytest

from builders.records import ordinal
from certway.actions.compare_credentials import compare_credentials
from certway.answers.compare import ComparedCredential
from certway.exchange.compare_json import compare_csv
from certway.exchange.words.catalogue import catalogue
from certway.exchange.words.figures import day as day_words
from certway.exchange.words.telling import Telling
from certway.web.choose.table import COLUMNS, SORTED_BY, Row, table_rows
from certway.web.clock import machine_today
from every_page import GOALS
from pages import Element
from visitors import Visitor, see

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]

ON = "May 1, 2027"
DAY = ordinal("2027-05-01")


def compare(status: int = 200, **asked: str | list[str]) -> Element:
    return see(Visitor(), f"/compare/?{urlencode(asked, doseq=True)}", status)


def rows_of(page: Element) -> list[Element]:
    return page.all("tbody")


def names(page: Element) -> list[str]:
    return [row.one("th").one("span", cls="line").text for row in rows_of(page)]


def headings(page: Element) -> list[str]:
    _credential, *others = page.one("thead").all("th")
    return [one.text.removesuffix(" ↑") for one in others]


def words_for_columns(*columns: str) -> list[str]:
    return [catalogue().say(f"compare.column.{name}") for name in columns]


def figure(one: ComparedCredential, column: str) -> float | None:
    """Return what a column is sorted by, as the comparison has it."""
    return {
        "cost": lambda: one.newcomer and one.newcomer.cheapest.fee and one.newcomer.cheapest.price.likely,
        "months": lambda: one.newcomer and one.newcomer.quickest.months,
        "exam": lambda: one.figures.minutes and one.figures.minutes[0],
        "renewal": lambda: one.figures.cycle_months and -one.figures.cycle_months[0],
        "upkeep": lambda: one.figures.upkeep_usd and one.figures.upkeep_usd[0],
        "pay": lambda: one.wage and -(one.wage.p50 or 0),
    }[column]()  # type: ignore[no-any-return]


def test_page_of_today_shows_every_credential_and_column() -> None:
    page = compare()
    day = day_words(machine_today(), catalogue())

    assert names(page) == [catalogue().say(f"credential.{goal}") for goal in GOALS]
    assert headings(page) == words_for_columns("cost", "months", "exam", "renewal", "upkeep", "pay")
    assert page.one("p", cls="date").text == catalogue().say("compare.page.as-of", day=day)
    assert page.one("caption").text == catalogue().say("compare.title", day=day)


def test_cells_are_those_of_the_comparison() -> None:
    rows = table_rows(compare_credentials(DAY, state="TX"), Telling(as_of=DAY), columns=COLUMNS, order="")
    page = compare(on=ON, state="TX")

    assert [_told(row) for row in rows] == [
        (
            row.one("span", cls="line").text,
            [*row.one("th").texts("small"), row.one("tr", cls="who").text],
            [[line.text for line in td.one("div").all("span", "small")] for td in row.all("tr")[0].all("td")],
        )
        for row in rows_of(page)
    ]


def _told(row: Row) -> tuple[str, list[str], list[list[str]]]:
    return row.short, [row.name, row.who], [list(cell.lines) for cell in row.cells]


@pytest.mark.parametrize("column", SORTED_BY)
def test_rows_are_sorted_by_a_column_what_is_not_known_last(column: str) -> None:
    by_name = {catalogue().say(f"credential.{one.credential.id}"): one for one in compare_credentials(DAY).credentials}
    page = compare(on=ON, sort=column)
    figures = [figure(by_name[name], column) for name in names(page)]
    known = [one for one in figures if one is not None]

    assert known == sorted(known)
    assert figures == known + [None] * (len(figures) - len(known))
    assert sorted(names(page)) == sorted(by_name)
    assert [one.text.removesuffix(" ↑") for one in page.all("th", **{"aria-sort": "ascending"})] == words_for_columns(
        column
    )


def test_heading_sorts_and_keeps_day_and_columns() -> None:
    page = compare(on=ON, column=["cost", "exam"])

    assert page.one("thead").texts("a") == words_for_columns("cost", "exam")
    for column, link in zip(("cost", "exam"), page.one("thead").all("a"), strict=True):
        assert parse_qsl(link.get("href").removeprefix("?")) == [
            ("on", ON),
            ("column", "cost"),
            ("column", "exam"),
            ("sort", column),
        ]
        assert link.get("hx-get") == link.get("href")


@pytest.mark.parametrize(
    ("chosen", "shown"),
    [
        (["cost"], ["cost"]),
        (["exam", "cost"], ["cost", "exam"]),
        (["who"], []),
        (["who", "upkeep"], ["upkeep"]),
        (["law", "cost"], ["cost"]),  # only a state has law
        (list(COLUMNS), ["cost", "months", "exam", "renewal", "upkeep", "pay"]),
    ],
)
def test_chosen_columns_are_shown_in_their_order(chosen: list[str], shown: list[str]) -> None:
    page = compare(on=ON, column=chosen)

    assert headings(page) == words_for_columns(*shown)
    assert {len(row.all("tr")[0].all("td")) for row in rows_of(page)} == {len(shown)}
    assert len(page.all("tr", cls="who")) == (len(GOALS) if "who" in chosen else 0)
    boxes = page.all("input", type="checkbox", name="column")
    assert [one.get("value") for one in boxes if "checked" in one.attributes] == [
        name for name in COLUMNS if name in chosen
    ]


def test_state_adds_what_it_asks_for_and_what_work_there_pays() -> None:
    page = compare(on=ON, state="ca", column=["pay", "law"])
    rows = {row.one("th").one("span", cls="line").text: row for row in rows_of(page)}

    assert headings(page) == words_for_columns("pay", "law")
    assert page.one("p", cls="date").text == "California, as known on 1 May 2027"
    assert "a license of its own" in rows["MLT (AMT)"].one("td", cls="cell-law").text
    assert "takes this credential" in rows["MLT (AMT)"].one("td", cls="cell-law").text
    assert "median, California" in rows["CCMA (NHA)"].one("td", cls="cell-pay").text
    assert page.one("select", name="state").one("option", selected="").get("value") == "CA"
    assert page.one("select", name="state").one("option", selected="").text == "California"


def test_state_that_is_none_is_told_and_the_country_is_shown() -> None:
    page = compare(422, on=ON, state="ZZ")

    assert page.one(id="question-state").one("div", cls="error").text == f"Error: {catalogue().say('error.state')}"
    assert headings(page)[-1] == catalogue().say("compare.column.pay")


def test_only_the_chosen_credentials_are_shown_and_saved() -> None:
    page = compare(on=ON, credential=["mls-ascp", "cma-aama"], sort="pay")
    (link,) = [one for one in page.main.links if one.startswith("/compare/credentials.csv")]
    rows = list(csv.DictReader(StringIO(Visitor().get(link).content.decode())))

    assert names(page) == ["MLS (ASCP)", "CMA (AAMA)"]
    assert [row["id"] for row in rows] == ["cma-aama", "mls-ascp"]
    assert all("credential=mls-ascp" in one.get("href") for one in page.one("thead").all("a"))


@pytest.mark.parametrize("sort", ["shoes", "who", "COST", "cost;", "", " "])
def test_order_by_what_is_no_column_is_the_usual_one(sort: str) -> None:
    page = compare(on=ON, sort=sort)

    assert names(page) == [catalogue().say(f"credential.{goal}") for goal in GOALS]
    assert page.all("th", **{"aria-sort": "ascending"}) == []
    assert page.all(cls="error") == []


@pytest.mark.parametrize(("on", "day"), [("1/15/2012", "2012-01-15"), ("Dec 31, 2150", "2150-12-31")])
def test_day_in_the_past_or_future_is_answered(on: str, day: str) -> None:
    page = compare(on=on)

    assert page.one("p", cls="date").text == catalogue().say(
        "compare.page.as-of", day=day_words(ordinal(day), catalogue())
    )
    assert len(names(page)) == len(GOALS)
    assert page.one("input", name="on").get("value") == on


@pytest.mark.parametrize(
    ("on", "message"),
    [("soon", "no-date"), ("May 2027", "not-one-day"), ("2027", "not-one-day"), ("5.6.2027", "ambiguous")],
)
def test_day_that_is_none_is_told_and_today_is_shown(on: str, message: str) -> None:
    page = compare(422, on=on, column=["cost"])
    field = page.one(id="question-on")

    assert field.one("div", cls="error").text == f"Error: {catalogue().say(f'error.day.{message}', text=on)}"
    assert field.one("input").get("value") == on
    assert headings(page) == words_for_columns("cost")
    assert page.one("p", cls="date").text == catalogue().say(
        "compare.page.as-of", day=day_words(machine_today(), catalogue())
    )
    assert "open" in page.one("form", cls="controls").one("details").attributes


def test_form_brings_the_order_along() -> None:
    page = compare(on=ON, sort="months")

    assert page.one("form", cls="controls").one("input", type="hidden").get("value") == "months"
    assert compare(on=ON).one("form", cls="controls").all("input", type="hidden") == []


def test_bodies_pages_stand_below_the_table() -> None:
    links = set(compare(on=ON).one("section").links)

    assert links == {one.credential.issuer.page for one in compare_credentials(DAY).credentials}


@pytest.mark.parametrize(("query", "day"), [("", None), (f"?on={quote(ON)}", DAY), (f"?on={quote(ON)}&sort=cost", DAY)])
def test_file_is_the_one_of_the_command(query: str, day: int | None) -> None:
    response = Visitor().get(f"/compare/credentials.csv{query}")
    as_of = machine_today() if day is None else day
    text = response.content.decode()

    assert text == compare_csv(compare_credentials(as_of), Telling(as_of=as_of))
    assert [row["id"] for row in csv.DictReader(StringIO(text))] == list(GOALS)
    assert response.headers["Content-Disposition"] == 'attachment; filename="certway-credentials.csv"'


def test_file_of_a_state_has_its_law_and_pay() -> None:
    text = Visitor().get("/compare/credentials.csv?state=CA").content.decode()
    row = next(row for row in csv.DictReader(StringIO(text)) if row["id"] == "mlt-amt")

    assert (row["state"], row["state_asks"], row["state_takes"]) == ("CA", "needed", "accepted")
    assert (row["pay_area"], row["pay_combined"], row["pay_median_usd"].isdigit()) == ("CA", "True", True)


def test_link_to_the_file_is_of_the_same_day() -> None:
    page = compare(on=ON, sort="cost")
    (link,) = [one for one in page.main.links if one.startswith("/compare/credentials.csv")]

    assert dict(parse_qsl(link.partition("?")[2])) == {"on": ON, "sort": "cost"}
    assert b"2027-05-01,,cma-aama" in Visitor().get(link).content


def test_file_of_a_day_that_is_none_is_the_page_that_says_so() -> None:
    response = Visitor().get("/compare/credentials.csv?on=garbage")

    assert (response.status_code, response.headers["Content-Type"]) == (422, "text/html; charset=utf-8")
    assert '"garbage" as a date' in html.unescape(response.content.decode())
