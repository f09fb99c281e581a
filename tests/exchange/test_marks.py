"""The quiet mark: who gets one, and how it explains itself."""

from __future__ import annotations

from dataclasses import replace

import pytest

from builders.records import ordinal
from builders.rules import source
from certway.answers.evidence import Evidence
from certway.core.rulebook.values import Conflict, Source
from certway.exchange.marks import Mark, MarkLine, mark_of
from certway.exchange.words.standings import freshness_sentence
from certway.exchange.words.telling import Telling

TELLING = Telling()
DAY, LATER = ordinal("2026-11-23"), ordinal("2027-11-24")
OWN = source()
OTHER = replace(source("2026-08"), key="other", url="https://www.other.org/page", confidence="secondary")


@pytest.mark.parametrize(
    ("found", "sentence"),
    [
        (OWN, "Read on the body's own page on 23 November 2026."),
        (source("2026-08"), "Read on the body's own page (dated August 2026) on 23 November 2026."),
        (
            replace(OWN, via_copy=True),
            "The body's own words, read in somebody else's copy on 23 November 2026; check before you pay.",
        ),
        (
            OTHER,
            (
                "Read on somebody else's page (dated August 2026), not the body's own, on 23 November 2026;"
                " check before you pay."
            ),
        ),
        (
            replace(OTHER, as_of=None, via_copy=True),
            "Read on somebody else's page, not the body's own, on 23 November 2026; check before you pay.",
        ),
        (
            replace(OWN, confidence="uncertain"),
            "Read in a weak or disputed source on 23 November 2026; check before you pay.",
        ),
    ],
)
def test_sentence_tells_where_and_when_it_was_read(found: Source, sentence: str):
    assert freshness_sentence(found, DAY, TELLING) == sentence


def test_sentence_of_what_is_old_says_so():
    assert freshness_sentence(OWN, LATER, TELLING) == (
        "Read on the body's own page on 23 November 2026, more than 12 months ago; check before you pay."
    )


def test_fresh_words_of_the_body_have_no_mark_until_they_are_old():
    evidence = [Evidence("Fee", OWN)]
    assert mark_of(evidence, DAY, TELLING) is None
    assert mark_of([], LATER, TELLING) is None
    assert mark_of(evidence, LATER, TELLING) is not None


def test_mark_names_every_source_once_the_doubtful_ones_first():
    conflict = Conflict("7 dollars, by one page.", OTHER)
    evidence = [Evidence("Fee", OWN), Evidence("Cycle", OTHER, (conflict,)), Evidence("Score", OTHER, (conflict,))]
    found = mark_of(evidence, DAY, TELLING)

    assert found == Mark(
        (
            MarkLine(
                titles=("Cycle", "Score"),
                sentence=freshness_sentence(OTHER, DAY, TELLING),
                source=found.lines[0].source,
                conflicts=("7 dollars, by one page.",),
            ),
            MarkLine(("Fee",), freshness_sentence(OWN, DAY, TELLING), found.lines[1].source, ()),
        )
    )
    assert [(line.source.label, line.source.quiet) for line in found.lines] == [
        ("other.org", True),
        ("example.org", False),
    ]
