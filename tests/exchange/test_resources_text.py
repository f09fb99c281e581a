"""Offers in words: prices, addresses, ages and doubts, for people and as JSON."""

from __future__ import annotations

import json

import pytest

from builders.offers import offer, shelf
from builders.records import ordinal
from certway.answers.resources import resources_for
from certway.core.rulebook.resources import CREDENTIALS
from certway.exchange.resource_parts import AdviceText, FigureText, TrustText
from certway.exchange.resources_json import resources_json
from certway.exchange.resources_text import OfferText, ResourcesText, resources_text
from certway.exchange.rule_files import RuleFiles
from certway.exchange.words.catalogue import catalogue
from certway.exchange.words.offers import ago
from certway.exchange.words.telling import Telling

READ = ordinal("2026-11-23")
FILES = RuleFiles()


def told(text: str, *, as_of: int = READ) -> ResourcesText:
    answer = resources_for(shelf(text), "cma-aama", as_of=as_of)
    return resources_text(answer, FILES.credential("cma-aama"), Telling(as_of=as_of))


def one(written: str, *, as_of: int = READ) -> OfferText:
    ((found,),) = [stage.offers for stage in told("resources:\n" + written, as_of=as_of).stages]
    return found


def advice(text: str) -> list[AdviceText]:
    return [part for stage in told(text).stages for part in stage.advice]


FIRST_HAND = TrustText(
    "https://www.example.org/a", "example.org", True, "read 23 November 2026 (today)", "first hand", ()
)


def test_offer_is_told_with_all_its_parts() -> None:
    more = "says: It helps, url: 'https://www.shop.example/x', warning: old, note: one, official: true"

    assert one(offer("Alpha", "30", more=more)) == OfferText(
        id="alpha",
        name="Alpha",
        by="by B, the body itself",
        official=True,
        price="$30",
        price_note="",
        free=False,
        priced=True,
        says=("It helps.",),
        figures=(),
        counts=(),
        url="https://www.shop.example/x",
        host="shop.example",
        copied=False,
        address="",
        warning="Old.",
        note="One.",
        trust=FIRST_HAND,
    )


@pytest.mark.parametrize(
    ("price", "words", "note"),
    [
        ("", "", ""),
        ("0", "free", ""),
        ("{is: 0, note: some courses}", "free", "some courses"),
        ("12.5", "$12.50", ""),
        ("{least: 77, most: 107}", "$77 to $107", ""),
        ("not-found", "price not published", ""),
        ("{state: not-found, note: members pay less}", "price not published", "members pay less"),
        ("[{is: 3}, {is: 5, source: dated}]", "$5", ""),
    ],
)
def test_price_in_words(price: str, words: str, note: str) -> None:
    found = one(offer("Q", price))

    assert (found.price, found.price_note) == (words, note)


def test_price_in_dispute_is_told_among_the_figures_too() -> None:
    found = one(offer("Q", "{is: 0, conflicts: [{says: it comes with membership, source: dated}]}"))

    assert found.figures == (FigureText("Price", "free", ("But: it comes with membership (read at example.org).",)),)


def test_figure_that_was_not_found_says_so_and_a_source_of_its_own_is_named() -> None:
    found = one(offer("Q", more="values: {items: {is: 200, note: or more, source: words}, points: not-found}"))

    assert found.figures == (
        FigureText("Holds", "200 questions (or more)", ("Looked for on many pages: weak or disputed.",)),
        FigureText("Points", "not published in what we read", ()),
    )


@pytest.mark.parametrize(
    ("entry", "figure", "doubts", "url"),
    [
        ("page", "page", (), ""),
        ("page", "dated", ("This is second hand, dated 2024.",), "https://example.org/b"),
        ("dated", "page", ("This is first hand.",), "https://www.example.org/a"),
        ("page", "again", ("This is weak or disputed.",), ""),
        ("page", "same", (), "https://other.example/d"),
    ],
)
def test_figure_leads_to_a_source_of_its_own(entry: str, figure: str, doubts: tuple[str, ...], url: str) -> None:
    (found,) = one(offer("Q", more=f"source: {entry}, values: {{items: {{is: 1, source: {figure}}}}}")).figures

    assert (found.doubts, found.url) == (doubts, url)


def test_list_of_texts_is_told_with_semicolons() -> None:
    (found,) = one(offer("Q", more="values: {bring: [a card, 'a paper, signed']}")).figures

    assert found.text == "a card; a paper, signed"


@pytest.mark.parametrize(
    ("more", "host", "copied", "address"),
    [
        ("", "", False, ""),
        ("url: not-found", "", False, "We did not find an address."),
        (
            "url: not-found, copy_url: 'https://c.example/x'",
            "c.example",
            True,
            "We did not find the body's own address.",
        ),
    ],
)
def test_address_that_was_not_found_is_said(more: str, host: str, copied: bool, address: str) -> None:
    found = one(offer("Q", more=more))

    assert (found.host, found.copied, found.address) == (host, copied, address)


def test_who_offers_it_is_not_said_twice() -> None:
    assert one(offer("Brightside").replace("by: B", "by: Bright")).by == ""
    assert one(offer("Q").replace("by: B", "by: Bright")).by == "by Bright"


@pytest.mark.parametrize(
    ("source", "as_of", "line", "doubts"),
    [
        ("page", READ, "first hand", ()),
        ("page", READ + 400, "first hand", ("We read it 13 months ago. It may have changed.",)),
        (
            "dated",
            READ,
            "second hand, dated 2024",
            (
                "A third party says so, not the one who offers it or decides it. Check there before you rely on it.",
                "The page is dated 2024, 22 months ago. It may have changed.",
                "An employer.",
            ),
        ),
        ("words", READ, "weak or disputed", ("The source is weak, old or in dispute. Check before you rely on it.",)),
        (
            "copied",
            READ,
            "first hand, read from somebody else's copy, dated May 2026",
            ("We read somebody else's copy of the page.",),
        ),
    ],
)
def test_source_says_how_far_to_trust_it(source: str, as_of: int, line: str, doubts: tuple[str, ...]) -> None:
    trust = one(offer("Q", more=f"source: {source}"), as_of=as_of).trust

    assert (trust.line, trust.doubts, trust.linked) == (line, doubts, source != "words")


@pytest.mark.parametrize(
    ("days", "words"),
    [(-3, "today"), (0, "today"), (1, "1 day ago"), (60, "60 days ago"), (61, "2 months ago"), (800, "2 years ago")],
)
def test_how_long_ago_in_whole_ones(days: int, words: str) -> None:
    assert ago(days, catalogue()) == words


def test_courses_say_as_what_they_count() -> None:
    text = "resources:\n"
    counts = ("as: theirs, areas: [safety, free], most: 18", "areas: all", "confidence: uncertain")
    for place, how in enumerate(counts):
        text += offer(f"C{place}", more=f"counts: [{{credential: cma-aama, {how}}}]").replace("questions", "ce")

    assert [found.counts for found in told(text).stages[0].offers] == [
        ("For renewal: counts as theirs; in safety and free choice; at most 18 points.",),
        ("For renewal: in every area.",),
        ("For renewal: it counts; in which area is not published; weak or disputed.",),
    ]


def test_renewal_rules_are_told_before_other_advice() -> None:
    found = advice(
        "acceptance:\n"
        "- {id: a, credentials: all, approved_by: [X, Y], accepted: on-condition, condition: It helps.,"
        " limit: {is: 30}, points: 4, areas: [clinical], recorded: holder, source: page}\n"
        "- {id: b, credentials: all, approved_by: [Z], accepted: always, limit: none, source: page}\n"
        "areas:\n- {id: c, credentials: all, areas: [any, free], split: By time, kinds: [K], source: page}\n"
        "- {id: d, credentials: all, areas: not-found, source: page}\n"
        "units:\n- {id: e, credentials: all, unit: point, values: {points: 1}, note: n, source: page}\n"
        "remarks:\n- {id: f, stage: ce, title: T, credentials: all, says: S, source: page}\n"
    )

    minimums = "How many points you need stands in the renewal rules of the credential."
    assert [(one.title, one.says, one.figures, one.note) for one in found] == [
        (
            "Courses approved by X or Y",
            ("They count on a condition. It helps.", "Area: clinical.", "You record them yourself."),
            (FigureText("At most", "30 points", ()), FigureText("Worth", "4 points", ())),
            "",
        ),
        (
            "Courses approved by Z",
            ("They count.", "There is no limit.", "Who records them is not published in what we read."),
            (),
            "",
        ),
        (
            "Areas of your points",
            ("The areas are any area and free choice.", "Kinds of activity: K.", "By time.", minimums),
            (),
            "",
        ),
        ("Areas of your points", ("Whether there are areas is not published in what we read.", minimums), (), ""),
        ("What a point is", (), (FigureText("Points", "1 point", ()),), "N."),
        ("T", ("S.",), (), ""),
    ]


def test_gaps_are_said() -> None:
    text = "not_found:\n- {id: g, stage: ce, credentials: all, says: Prices of courses}\n"

    assert told(text).stages[0].gaps == ("Prices of courses: not published in what we read",)


def test_summary_counts_what_is_free() -> None:
    assert told("resources:\n" + offer("A", "0") + offer("B", "3")).summary == "2 offers, 1 of them free."
    assert told("resources:\n" + offer("A", "3")).summary == "1 offer, 0 of them free."


def test_json_holds_the_same_as_plain_values() -> None:
    text = (
        "resources:\n"
        + offer("A", "{is: 30, note: n}", more="url: 'https://a.example'").replace(
            "values: {", "values: {items: not-found, "
        )
        + "acceptance:\n- {id: r, credentials: all, approved_by: [X], accepted: always, limit: none, source: page}\n"
        + "not_found:\n- {id: g, stage: questions, credentials: all, says: Prices}\n"
    )
    source = {"url": "https://www.example.org/a", "as_of": None, "read_on": "2026-11-23", "confidence": "primary"}
    aged = {**source, "age_days": 0, "old": False}

    def figure(title: str, unit: str, state: str, content: object, note: str | None) -> dict[str, object]:
        return {
            "title": title, "unit": unit, "state": state, "is": content, "note": note, "source": source,
            "conflicts": [],
        }  # fmt: skip

    assert resources_json(resources_for(shelf(text), "cma-aama", as_of=READ)) == {
        "as_of": "2026-11-23",
        "credential": "cma-aama",
        "stages": [
            {
                "stage": "questions",
                "kinds": [],
                "offers": [
                    {
                        "id": "a", "name": "A", "by": "B", "official": False, "free": False, "says": [],
                        "url": "https://a.example", "copy_url": None, "kind": None,
                        "values": {
                            "items": [figure("Holds", "items", "not-found", None, None)],
                            "price": [figure("Price", "usd", "set", 30, "n")],
                        },
                        "counts": [], "warning": None, "note": None, "source": aged, "also": [],
                    }
                ],
                "remarks": [],
                "not_found": [{"id": "g", "what": "Prices"}],
            }
        ],
        "renewal": {
            "acceptance": [
                {
                    "id": "r", "approved_by": ["X"], "accepted": "always", "condition": None, "limit": "none",
                    "points": None, "areas": None, "recorded": "not-found", "note": None, "source": aged,
                }
            ],
            "areas": [],
            "units": [],
        },
    }  # fmt: skip


@pytest.mark.parametrize("credential", CREDENTIALS)
def test_everything_that_is_shipped_can_be_told(credential: str) -> None:
    """Also for credentials whose own rules come later."""
    answer = resources_for(FILES.resources(), credential, as_of=READ)
    text = resources_text(answer, FILES.credential("cma-aama"), Telling(as_of=READ))
    document = resources_json(answer)

    assert json.loads(json.dumps(document)) == document
    assert [stage.id for stage in text.stages] == [stage.stage for stage in answer.stages]
    assert all(offer.name and offer.trust.line for stage in text.stages for offer in stage.offers)
