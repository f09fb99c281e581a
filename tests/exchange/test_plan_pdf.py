"""The PDF of a plan, read back with pypdf, holds what the plan says, and executes nothing of it."""

from __future__ import annotations

import io
import re
from dataclasses import replace

from pypdf import PdfReader

from certway.core.plan.roadmap import Roadmap
from certway.core.plan.wishes import Wishes
from certway.exchange.plan_pdf import plan_pages, plan_pdf
from certway.exchange.plan_text import plan_text
from certway.exchange.words.plans import PlanTelling
from planning import TODAY, maria, marias_plan, marias_wishes, planned
from telling_plans import STAMP, marias_telling, telling_for

LETTER = (612, 792)  # points


def read(found: Roadmap, telling: PlanTelling) -> PdfReader:
    return PdfReader(io.BytesIO(plan_pdf(found, telling, stamped_at=STAMP)))


def words_of(reader: PdfReader) -> str:
    """The text of all pages, without the places at which lines were broken."""
    return re.sub(r"\s+", " ", " ".join(page.extract_text() for page in reader.pages))


def test_pages_are_us_letter_and_numbered() -> None:
    reader = read(marias_plan(), marias_telling())

    assert {(round(page.mediabox.width), round(page.mediabox.height)) for page in reader.pages} == {LETTER}
    count = len(reader.pages)
    assert all(f"Page {n} of {count}" in page.extract_text() for n, page in enumerate(reader.pages, start=1))


def test_every_sentence_of_the_plan_is_there() -> None:
    text, printed = plan_text(marias_plan(), marias_telling()), words_of(read(marias_plan(), marias_telling()))

    said = [text.title, *text.answer, *text.ask, *text.assumes, *text.what_if, *text.retake]
    said += [line for month in text.months for task in month.tasks for line in (task.title, task.why, *task.notes)]
    said += [source.line for source in text.sources] + [text.ask_body, text.unaffiliated]
    without_breaks = printed.replace(" ", "")
    assert [line for line in said if line.replace(" ", "") not in without_breaks] == []


def test_header_of_later_pages_names_the_plan() -> None:
    reader = read(marias_plan(), marias_telling())

    assert [page.extract_text().count("Maria Ortega: plan for the CMA (AAMA)") for page in reader.pages] == [1] * len(
        reader.pages
    )


def test_name_with_markup_is_printed_and_not_executed() -> None:
    name = '#panic("no") *bold* $x^2$ <label> @ref \\ "quoted" // comment #{1 + 1}'
    telling = telling_for("cma-aama", marias_wishes(), name=name)

    first = re.sub(r"\s+", " ", read(marias_plan(), telling).pages[0].extract_text())
    assert first.startswith(f"{name}: plan for the CMA (AAMA)")


def test_name_that_no_font_here_can_show_still_gives_a_file() -> None:
    reader = read(marias_plan(), telling_for("cma-aama", marias_wishes(), name="山田 \ue123"))

    assert "You can be certified on 8 February 2028" in words_of(reader)


def test_title_and_date_stand_in_the_file() -> None:
    reader = read(marias_plan(), marias_telling())

    assert reader.metadata is not None
    assert (reader.metadata.title, reader.metadata.creation_date) == ("Maria Ortega: plan for the CMA (AAMA)", STAMP)
    root = reader.trailer["/Root"]
    assert (root["/Lang"], root["/MarkInfo"]["/Marked"]) == ("en-US", True)


def test_same_plan_and_stamp_give_the_same_file() -> None:
    first = plan_pdf(marias_plan(), marias_telling(), stamped_at=STAMP)

    assert plan_pdf(marias_plan(), marias_telling(), stamped_at=STAMP) == first


def test_fonts_come_with_the_library() -> None:
    fonts = {
        str(font.get_object()["/BaseFont"])
        for page in read(marias_plan(), marias_telling()).pages
        for font in page["/Resources"]["/Font"].values()
    }

    assert {name.partition("+")[2].split("-")[0] for name in fonts} == {"LibertinusSerif"}


def test_every_kind_of_plan_can_be_printed() -> None:
    for goal in ("rma-amt", "ccma-nha", "mlt-ascp", "mls-ascp"):
        wishes = Wishes(start=TODAY)
        found = planned(goal, maria(), wishes)
        printed = words_of(read(found, telling_for(goal, wishes)))
        assert plan_text(found, telling_for(goal, wishes)).answer[0] in printed


def test_plan_without_study_papers_or_questions_leaves_their_parts_out() -> None:
    tasks = tuple(task for task in marias_plan().tasks if task.kind in ("application", "fee", "exam", "result"))
    bare = replace(marias_plan(), tasks=tasks, ask=(), what_if=(), trainings=())

    printed = words_of(read(bare, marias_telling()))
    assert not any(part in printed for part in ("Papers", "Ask before you sign up", "With one limit dropped"))


def test_pages_can_be_looked_at() -> None:
    pages = plan_pages(marias_plan(), marias_telling())

    assert all(page.startswith(b"\x89PNG") for page in pages)
    assert len(pages) == len(read(marias_plan(), marias_telling()).pages)
