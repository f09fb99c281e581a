"""The page of what comes next: from where she stands, in her state, with pictures that are tables too."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from pytest_django import DjangoAssertNumQueries, Settings

from builders.commands import call
from certway.core.person.record import Record
from certway.core.units.days import to_date
from certway.exchange.person_file import dump_person
from certway.exchange.shipped_rules import shipped_rules
from certway.web.clock import machine_today
from pages import Element
from planning import maria
from visitors import Visitor, see, visitor_who_told

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def patient(settings: Settings) -> None:
    settings.PLAN_PATIENCE_SECONDS = 120


def test_every_step_of_marias_ladder_is_a_card() -> None:
    page = see(visitor_who_told(maria()), "/next/")
    heads = [head.text for head in page.all("h4")]

    assert heads[0] == "CMA (AAMA): Certified Medical Assistant"
    assert any(head.startswith("MLT (ASCP)") for head in heads)
    assert page.one("option", selected="").get("value") == "TX"
    assert len(page.all("table", cls="wages")) == len(page.all("div", cls="picture")) > 0


@pytest.mark.any_database
def test_other_state_is_shown_when_asked_for() -> None:
    page = see(visitor_who_told(maria()), "/next/?state=ca")
    assert page.one("option", selected="").get("value") == "CA"
    assert "California" in page.text


@pytest.mark.any_database
def test_state_that_is_none_is_said_to_be_so() -> None:
    page = see(visitor_who_told(maria()), "/next/?state=ZZ", 422)
    assert page.one("title").text.startswith("Error: What comes next")
    assert page.one("div", cls="error").text == "Error: Choose a state from the list."
    assert page.one("select").get("aria-invalid") == "true"
    assert "Texas" not in page.one("main").text.replace(page.one("select").text, "")
    assert page.all("article") == page.all("svg", cls="ladder") == []


@pytest.mark.any_database
def test_who_told_nothing_begins_at_the_bottom() -> None:
    assert "You have told us nothing about yourself yet" in see(Visitor(), "/next/").text


@pytest.mark.any_database
def test_wage_of_laboratory_work_is_never_that_of_one_credential_alone() -> None:
    page = see(visitor_who_told(maria()), "/next/")
    combined = "Clinical Laboratory Technologists and Technicians"
    (mlt,) = (card for card in page.all("article") if card.all("h4") and card.one("h4").text.startswith("MLT (ASCP)"))
    assert combined in mlt.text


def test_page_asks_the_database_as_often_for_one_state_as_for_another(
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    visitor = visitor_who_told(maria())
    for state in ("", "?state=CA", "?state=WA"):
        with django_assert_max_num_queries(3):
            see(visitor, f"/next/{state}")


@pytest.mark.any_database
def test_ladder_draws_every_stop_and_its_name() -> None:
    page = see(visitor_who_told(maria()), "/next/")
    assert len(page.all("circle", cls="rung")) == len(page.one("svg", cls="ladder").all("text"))
    assert shipped_rules().ladder.rungs


def command(person: Record, state: str, folder: Path) -> list[dict[str, Any]]:
    """Return the steps that `certway advance --json` gives today."""
    file = folder / "person.yaml"
    file.write_text(dump_person(person), encoding="utf-8")
    day = to_date(machine_today()).isoformat()
    shown = call("advance", file, "--as-of", day, "--json", *(["--state", state] if state else []))
    steps: list[dict[str, Any]] = json.loads(shown.stdout)["steps"]
    return steps


def licenses(page: Element) -> dict[str, str]:
    """Return what each card says of the state's law, without the numbers of its sources."""
    laws = [(card, card.all("div", cls="law")) for card in page.all("article")]
    return {
        card.get("aria-labelledby").removeprefix("step-"): law[0].all("p")[0].text.split("[")[0].strip()
        for card, law in laws
        if law
    }


@pytest.mark.any_database
@pytest.mark.parametrize("state", ["", "CA", "NY", "MT", "PR"])
def test_page_and_command_say_the_same_of_a_license(state: str, tmp_path: Path) -> None:
    told = {step["id"]: step["says"]["license"] for step in command(maria(), state, tmp_path)}
    shown = licenses(see(visitor_who_told(maria()), f"/next/?state={state}"))
    assert shown == {step: says for step, says in told.items() if says}
    assert "cma-aama" in shown


@pytest.mark.any_database
def test_page_and_command_say_nothing_of_a_license_where_no_state_is_known(tmp_path: Path) -> None:
    person = {name: told for name, told in maria().singles["person"].items() if name != "lives_in"}
    nowhere = Record({**maria().singles, "person": person}, maria().lists)
    assert {step["says"]["license"] for step in command(nowhere, "", tmp_path)} == {None}
    assert licenses(see(visitor_who_told(nowhere), "/next/")) == {}


@pytest.mark.any_database
def test_license_that_is_known_second_hand_is_marked() -> None:
    page = see(visitor_who_told(maria()), "/next/?state=MT")
    (card,) = (card for card in page.all("article") if card.get("aria-labelledby") == "step-pbt-ascp")
    (law,) = card.all("div", cls="law")
    assert "marked" in law.classes
    assert law.one("summary").text == "How sure is this: The state asks for"


@pytest.mark.any_database
def test_page_has_every_list_that_the_command_has() -> None:
    page = see(visitor_who_told(maria()), "/next/")
    lists = {part.get("aria-labelledby"): part for part in page.all("section") if part.get("aria-labelledby")}
    names = ("elsewhere", "other", "not-found")
    assert [name for name in lists if name in names] == [*names]
    assert lists["not-found"].one("h2").text == "We looked for these and found nothing"
    assert lists["not-found"].texts("li") == [*shipped_rules().ladder.not_found]
    assert lists["other"].one("h2").text == "You could come to these without a step before"
    assert lists["other"].texts("li") == ["RPT (AMT)", "MLT (AMT)"]
    assert [link.get("href") for link in lists["other"].all("a")] == ["/answer/rpt-amt/", "/answer/mlt-amt/"]
