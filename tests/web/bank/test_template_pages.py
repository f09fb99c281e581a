"""The page of a question that is made anew: the same seed shows the same, with a drawing that is made again."""

from __future__ import annotations

import pytest

from certway.exchange.bank.drawings import faults_of_file
from certway.exchange.bank.shipped import shipped_bank
from visitors import Visitor, see
from web.site.test_page_html import check_page

pytestmark = pytest.mark.django_db

ADDRESS = "/bank/templates/ecg-strip-rhythm/"
DRAWN = sorted(one.name for one in shipped_bank().bank.templates if one.chart)


def test_topic_lists_its_templates_by_a_question_of_theirs() -> None:
    page = see(Visitor(), "/bank/topics/quality-control-statistics/")
    check_page(page)
    listed = page.one("section", **{"aria-labelledby": "templates"}).links
    names = [one.name for one in shipped_bank().bank.templates if one.topic == "quality-control-statistics"]
    assert listed == [f"/bank/templates/{name}/" for name in names]
    for link in listed:
        check_page(see(Visitor(), link))


def test_same_seed_shows_the_same_question_and_another_one_is_offered() -> None:
    first, again = (see(Visitor(), f"{ADDRESS}?seed=7") for _ in range(2))
    check_page(first)
    assert first.main.text == again.main.text
    assert f"{ADDRESS}?seed=8" in first.links
    assert see(Visitor(), ADDRESS).main.text == see(Visitor(), f"{ADDRESS}?seed=0").main.text
    assert f"{ADDRESS}?seed=0" in see(Visitor(), f"{ADDRESS}?seed=2147483648").links


@pytest.mark.parametrize("name", DRAWN)
def test_drawing_is_told_in_words_and_served_from_template_and_seed(name: str) -> None:
    page = see(Visitor(), f"/bank/templates/{name}/?seed=3")
    image = page.one("figure", cls="drawing").one("img")
    assert image.attributes["src"] == f"/bank/templates/{name}/drawing.svg?seed=3"
    assert len(image.attributes["alt"] or "") > 100
    answers = [Visitor().get(image.attributes["src"]) for _ in range(2)]
    assert answers[0].headers["Content-Type"] == "image/svg+xml"
    assert answers[0].content == answers[1].content
    assert faults_of_file(answers[0].content) == ()


@pytest.mark.parametrize("seed", ["-1", "2147483649", "1.5", "x", "²", "9" * 5000, "1e3"])
def test_what_is_no_seed_is_not_found(seed: str) -> None:
    see(Visitor(), f"{ADDRESS}?seed={seed}", 404)
    assert Visitor().get(f"{ADDRESS}drawing.svg?seed={seed}").status_code == 404


def test_template_that_there_is_not_or_that_draws_nothing_is_not_found() -> None:
    see(Visitor(), "/bank/templates/none/", 404)
    assert Visitor().get("/bank/templates/none/drawing.svg").status_code == 404
    assert Visitor().get("/bank/templates/anion-gap/drawing.svg").status_code == 404
