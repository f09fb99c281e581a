"""What holds of a credential's rules on a day."""

from __future__ import annotations

from datetime import date

from certway.answers.sheet import conflicts_on, edition_on, sources_on, unknown_on
from certway.core.rulebook.credential import Edition
from certway.core.rulebook.values import Source
from certway.exchange.rule_files import RuleFiles
from certway.exchange.rule_sheets import load_sheet

TODAY = date(2026, 11, 23).toordinal()
SOURCE = Source("s", "https://example.org", None, TODAY, "primary")
CMA = load_sheet(RuleFiles(), "cma-aama")


def edition(name: str, from_: int | None, until: int | None = None) -> Edition:
    return Edition(name, name, from_, until, SOURCE, None, ())


def test_edition_of_a_day_is_the_newest_that_has_begun():
    editions = (edition("old", None, 9), edition("new", 10), edition("next", 20))
    assert [edition_on(editions, day) for day in (9, 10, 19, 20)] == [
        editions[0],
        editions[1],
        editions[1],
        editions[2],
    ]


def test_gap_between_editions_has_none():
    assert edition_on((edition("old", None, 9), edition("new", 12)), 10) is None


def test_unknown_values_are_those_not_found():
    found = {value.id for value in unknown_on(CMA, TODAY)}
    assert {"wait-between-attempts", "renewal-fee", "adaptive"} <= found
    assert "passing-score" not in found


def test_conflicts_name_what_the_other_source_says():
    said = [conflict.says for value, _, conflict in conflicts_on(CMA, TODAY) if value.id == "attempts"]
    assert said == [
        "three attempts a calendar year with a wait of 60 days",
        "three attempts in one year with a wait of 90 days",
    ]


def test_sources_are_named_once():
    sources = sources_on(CMA, TODAY)
    keys = [(source.url, source.confidence) for source in sources]
    assert len(keys) == len(set(keys))
    assert sources[0].url.startswith("https://myemail.constantcontact.com/")
