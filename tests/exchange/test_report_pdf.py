"""A report on paper, read back with pypdf: everything of it is there, and nothing in it is executed."""

from __future__ import annotations

import io
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from functools import cache
from random import Random

import pytest
from pypdf import PdfReader

from builders.records import ordinal
from certway.core.items.item import Choice, Image, Item, Option, Reference
from certway.core.items.template_making import make_question
from certway.core.sit.delivery import Answer
from certway.core.sit.form import Form, FormItem
from certway.core.sit.profile import Profile, Scale, practice
from certway.core.sit.report import report_of
from certway.core.sit.scoring import key_of
from certway.exchange import report_pdf
from certway.exchange.bank.drawings import drawings_of
from certway.exchange.bank.shipped import shipped_bank
from certway.exchange.report_paper import Paper, PaperReport, report_paper
from certway.exchange.report_pdf import ReportError, write_report
from certway.exchange.safe.markdown import markdown_to_text
from certway.exchange.words.catalogue import catalogue
from certway.web.layout.templatetags.paper import qr

STAMP = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
ADDRESS = "https://certway.example/exams/1/report/"
SCALE = Scale(200, 800, 405)
MARKUP = '#panic("no") $x^2$ <label> @ref \\ "quoted" // comment #{1 + 1} #include "x"'
NODES = {"one": "Phlebotomy and the law", "two": "Everything else"}


@cache
def items() -> tuple[Item, ...]:
    """Fifty questions of every kind, with tables, situations and drawings."""
    found = shipped_bank().bank.items
    kinds = [next(one for one in found if one.kind == kind) for kind in ("multiple", "ordering", "matching", "number")]
    tables = [one for one in found if any("|--" in text for text in one.texts())][:3]
    drawn = [one for one in found if one.image is not None][:3]
    plain = [one for one in found if one.kind == "single" and one not in (*tables, *drawn)][:40]
    return (*kinds, *tables, *drawn, *plain)


def told(asked: Sequence[Item], *, profile: Profile | None = None, right: int = 3) -> PaperReport:
    """Return a report in which all but every so many-th question were right, and the last was not answered."""
    form = Form(
        "cma-aama", "e", tuple(FormItem(one.id, "v", None, "one" if n % 2 else "two") for n, one in enumerate(asked))
    )
    answers = {
        n: Answer(key_of(one.body) if n % right else _wrong(one), 0, 0, (), 24_000, (25, 50, 75, 100)[n % 4])
        for n, one in enumerate(asked[:-1])
    }
    return PaperReport(
        short="CMA (AAMA)",
        is_practice=profile is None,
        on=ordinal("2026-11-15"),
        profile=profile or practice("cma-aama", len(asked)),
        report=report_of(form, asked, answers),
        mistakes={0: "misread"},
        names=NODES,
    )


def _wrong(item: Item) -> tuple[int, ...] | str:
    key = key_of(item.body)
    return "12345" if isinstance(key, str) else (*key[1:], key[0]) if len(key) > 1 else ((key[0] + 1) % 4,)


def paper(asked: Sequence[Item], *, profile: Profile | None = None, missed_only: bool = False) -> Paper:
    return report_paper(
        told(asked, profile=profile), shipped_bank(), catalogue(), address=ADDRESS, missed_only=missed_only
    )


def read(paper: Paper, pictures: Mapping[str, bytes] | None = None) -> PdfReader:
    out = io.BytesIO()
    write_report(paper, pictures or {}, catalogue(), qr=qr(ADDRESS), stamped_at=STAMP, out=out)
    return PdfReader(out)


def words_of(reader: PdfReader) -> str:
    """The text of all pages, without blanks: lines are broken anywhere, and letters of a table may stand apart."""
    return "".join("".join(page.extract_text().split()) for page in reader.pages)


def without_blanks(text: str) -> str:
    return "".join(text.split())


@cache
def whole_exam() -> PdfReader:
    profile = replace(practice("cma-aama", len(items())), scale=SCALE)
    return read(paper(items(), profile=profile), drawings_of(items()))


def test_every_question_is_there_with_its_answers_reasons_and_reference() -> None:
    printed = words_of(whole_exam())
    works = shipped_bank().bank.works
    for item in items():
        said = [line for text in item.texts() for line in markdown_to_text(text).split("\n")]
        said += [works[item.reference.source].title, item.reference.part]
        assert [line for line in said if without_blanks(line) not in printed] == [], item.id


def test_what_came_of_it_is_there_with_its_uncertainty() -> None:
    first = " ".join(whole_exam().pages[0].extract_text().split())
    assert first.startswith("CMA (AAMA): 32 of 50 right Exam, 15 November 2026 Of many such questions you would answer")
    printed = words_of(whole_exam())
    text = paper(items(), profile=replace(practice("cma-aama", 50), scale=SCALE))
    said = [text.lead, text.outlook, text.estimate, text.unanswered, text.stamina, text.surety, text.mistakes_said]
    said += [*text.how, text.ours, text.unaffiliated, ADDRESS, *NODES.values()]
    assert all(said)
    assert [line for line in said if without_blanks(line) not in printed] == []
    assert without_blanks("16 of 25 51 to 75 %") in printed


def test_pages_are_us_letter_numbered_and_named() -> None:
    reader = whole_exam()
    count = len(reader.pages)
    assert {(round(page.mediabox.width), round(page.mediabox.height)) for page in reader.pages} == {(612, 792)}
    assert all(f"Page {n} of {count}" in page.extract_text() for n, page in enumerate(reader.pages, start=1))
    assert all("CMA (AAMA): 32 of 50 right" in page.extract_text() for page in reader.pages)
    assert reader.metadata is not None
    assert (reader.metadata.title, reader.metadata.creation_date) == ("CMA (AAMA): 32 of 50 right", STAMP)
    root = reader.trailer["/Root"]
    assert (root["/Lang"], root["/MarkInfo"]["/Marked"]) == ("en-US", True)  # type: ignore[index]


def test_what_was_answered_stands_beside_the_key() -> None:
    choice = next(one for one in items() if one.kind == "single")
    assert isinstance(choice.body, Choice)
    wrong, open_ = paper([choice] * 2).questions
    key = next(place for place, option in enumerate(choice.body.options) if option.right)
    assert [place for place, one in enumerate(wrong.answers) if one.right] == [key]
    assert [place for place, one in enumerate(wrong.answers) if one.chosen] == [(key + 1) % 4]
    assert (wrong.state, open_.state) == ("wrong", "open")
    assert wrong.notes == ("24 s in sight", "25 percent sure", "I misread it")
    number = next(one for one in items() if one.kind == "number")
    assert paper([number, choice]).questions[0].yours.startswith("12345")


def test_only_what_was_missed_can_be_printed() -> None:
    text = paper(items(), missed_only=True)
    assert {one.state for one in text.questions} == {"wrong", "open"}
    assert len(text.questions) == 18
    assert "Everyquestionthatyoumissed" in words_of(read(text, drawings_of(items())))


def test_charts_of_templates_and_drawings_of_the_bank_are_drawn() -> None:
    template = next(one for one in shipped_bank().bank.templates if one.chart)
    made = make_question(template, Random(3))
    assert made.item.image is not None
    with_picture = read(paper([made.item, made.item]), {made.item.image.file: made.drawing.encode()})
    without = read(paper([made.item, made.item]))
    assert "Itshows:" not in words_of(with_picture)
    assert "Itshows:" in words_of(without)
    assert without_blanks(made.item.image.alt)[:40] in words_of(without)
    drawn = len(with_picture.pages[1].get_contents().get_data())  # type: ignore[union-attr]
    assert drawn > len(without.pages[1].get_contents().get_data()) + 5_000  # type: ignore[union-attr]


def hostile(*, image: Image | None = None) -> Item:
    markdown = (
        f"{MARKUP}\n\n- {MARKUP}\n\n```\n{MARKUP}\n```\n\n| {MARKUP} | b |\n|---|---|\n| {MARKUP} | {'W' * 300} |"
    )
    options = tuple(Option(f"{number} {MARKUP}", number == 0, MARKUP) for number in range(4))
    return Item(
        "x/y", "x", "recall", "easy", markdown, Choice(options, multiple=False), Reference("r", MARKUP), MARKUP,
        image=image,
    )  # fmt: skip


def test_markup_in_a_question_is_printed_and_not_executed() -> None:
    printed = words_of(read(paper([hostile(), hostile()])))
    # A backslash before a blank is a backslash; quotes and brackets stand as they are.
    assert printed.count(without_blanks(MARKUP)) >= 2 * (1 + 1 + 4 + 4 + 1)
    assert "W" * 20 in printed


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.png", b"\x89PNG\r\n\x1a\nbroken"),
        ("a.svg", b"<svg>"),
        ("a.webp", b""),
        ("a.exe", b"MZ"),
        ("a.typ", b"#panic()"),
        (
            "a.svg",  # each picture stands twice in the next: two to the thirtieth
            b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><defs><g id="g0"><path d="M0 0h1"/></g>'
            + b"".join(b'<g id="g%d"><use href="#g%d"/><use href="#g%d"/></g>' % (n + 1, n, n) for n in range(30))
            + b'</defs><use href="#g30"/></svg>',
        ),
    ],
    ids=("broken PNG", "no SVG", "empty", "program", "template", "SVG that never ends"),
)
def test_picture_that_can_t_be_set_stands_there_in_words(
    name: str, content: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(report_pdf, "SET_SECONDS", 3)
    good = next(one for one in items() if one.image is not None)
    bad = hostile(image=Image(name, "an elbow with three veins"))
    printed = words_of(read(paper([bad, good]), {name: content, **drawings_of([good])}))
    assert "Thepicturecan'tstandhere.Itshows:anelbowwiththreeveins" in printed


@pytest.mark.parametrize(
    "markdown", ["*a **b " * 60 + "** c*" * 60, "> - " * 40 + "d", "|" + "a|" * 60 + "\n|" + "-|" * 60, "x " * 20_000]
)
def test_question_beyond_measure_is_set_all_the_same(markdown: str) -> None:
    heavy = replace(hostile(), stem=markdown)
    assert "Page1of" in words_of(read(paper([heavy, heavy])))


def test_letters_that_no_font_here_has_still_give_a_file() -> None:
    odd = replace(hostile(), stem="山田 \ue123 and more")
    assert "andmore" in words_of(read(paper([odd, odd])))


def test_same_report_gives_the_same_bytes() -> None:
    text = paper(items()[:12])
    made = []
    for _ in range(2):
        out = io.BytesIO()
        write_report(text, drawings_of(items()[:12]), catalogue(), qr=qr(ADDRESS), stamped_at=STAMP, out=out)
        made.append(out.getvalue())
    assert made[0] == made[1]


def test_report_that_can_t_be_set_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(report_pdf, "_SETTER", "certway.exchange.no_such_setter")
    with pytest.raises(ReportError, match="too heavy"):
        read(paper(items()[:2]))


def test_question_whose_topic_and_work_the_bank_lost_is_printed() -> None:
    (question, _) = paper([hostile(), hostile()]).questions
    assert re.fullmatch(r"1\. x", question.heading)
    assert (question.reference, question.reference_url) == (MARKUP, "")
