"""Files of other tools become drafts: nothing is lost in silence, nothing is kept twice or by half."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from certway.actions.bring_items import (
    MOST_ITEMS,
    add_picture,
    bring_items,
    kind_of_file,
    named_by_content,
    picture_of,
)
from certway.actions.publish_item import publish_clean, publish_draft
from certway.actions.see_written import see_draft
from certway.core.items.item import Choice, Item, Option
from certway.exchange.bank.drawings import drawings_of
from certway.exchange.bank.formats import FORMATS
from certway.exchange.bank.pictures import PictureError
from certway.exchange.bank.sheet import read_sheet
from certway.exchange.bank.shipped import shipped_bank
from certway.exchange.safe.errors import ForeignFileError
from certway.records.bank import bank_here, pictures_of
from certway.records.models import ItemPicture, WrittenItem
from members import new_user

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 29, 12, tzinfo=UTC)
GIFT = b"::Largest:: Which is the largest organ? {=Skin#Yes. ~Liver#No. ~Heart#No. ~Lung#No.}\n\n::Essay:: Tell. {}\n"
PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 20


def sheets() -> list[dict[str, str]]:
    return [row.sheet or {} for row in WrittenItem.objects.order_by("pk")]


def test_foreign_question_becomes_a_draft_that_asks_for_what_is_missing() -> None:
    brought = bring_items(GIFT, "organs.gift", "gift", topic="", source="", at=NOW)
    assert (brought.read, brought.drafts, brought.same) == (2, 1, 0)
    assert [one.item for one in brought.dropped] == ["Essay"]
    (sheet,) = sheets()
    assert sheet["stem"] == "Which is the largest organ?"
    assert {fault.field for fault in read_sheet(sheet).faults} == {"topic", "source", "part"}


def test_topic_and_work_are_given_to_those_that_name_none() -> None:
    bring_items(GIFT, "organs.gift", "gift", topic="anatomy", source="openstax-ap", at=NOW)
    (sheet,) = sheets()
    assert (sheet["topic"], sheet["source"]) == ("anatomy", "openstax-ap")


def test_same_file_again_makes_no_second_draft() -> None:
    for _ in range(2):
        brought = bring_items(GIFT, "organs.gift", "gift", topic="", source="", at=NOW)
    assert (brought.drafts, brought.same) == (0, 1)
    assert WrittenItem.objects.count() == 1


@pytest.mark.parametrize("kind", FORMATS)
def test_own_questions_that_are_here_as_they_are_make_no_draft(kind: str) -> None:
    items = shipped_bank().bank.by_topic["venipuncture"]
    content = FORMATS[kind].write(items, drawings_of(items)).content
    brought = bring_items(content, "file", kind, topic="", source="", at=NOW)
    assert (brought.drafts, brought.same, WrittenItem.objects.count()) == (0, len(items), 0)


def test_own_question_that_was_changed_elsewhere_is_a_draft_of_its_next_version() -> None:
    item = shipped_bank().bank.by_topic["order-of-draw"][0]
    changed = replace(item, stem="Which tube is drawn before all others, by the standard?")
    content = FORMATS["csv"].write([changed], {}).content
    assert bring_items(content, "bank.csv", "csv", topic="", source="", at=NOW).drafts == 1
    row = WrittenItem.objects.get()
    assert row.item == item.id
    seen = see_draft(row.public_id)
    assert seen is not None
    publish_draft(new_user(staff=True), row.public_id, saves=seen.saves, with_flaws=True, at=NOW)
    assert bank_here().bank.by_id[item.id].stem == changed.stem


def test_draft_of_the_same_question_with_other_words_is_not_written_over() -> None:
    item = shipped_bank().bank.by_topic["order-of-draw"][0]
    for stem in ("One?", "Two?"):
        content = FORMATS["csv"].write([replace(item, stem=stem)], {}).content
        brought = bring_items(content, "bank.csv", "csv", topic="", source="", at=NOW)
    assert [one.why for one in brought.dropped] == [
        "a draft of this question is here already, with other words; publish it or discard it first"
    ]
    assert [sheet["stem"] for sheet in sheets()] == ["One?"]


def with_options(number: int) -> Item:
    item = next(one for one in shipped_bank().bank.items if one.kind == "single")
    options = tuple(Option(f"Option {at}", right=at == 0, why="So.") for at in range(number))
    return replace(item, id="order-of-draw/wide", body=Choice(options, multiple=False))


def test_question_that_would_lose_options_is_told_and_left() -> None:
    content = FORMATS["qti"].write([with_options(9)], {}).content
    brought = bring_items(content, "wide.zip", "qti", topic="", source="", at=NOW)
    assert brought.drafts == 0
    assert "it has 9 rows of answers; a question of type 'single' has at most 5" in [one.why for one in brought.dropped]


def test_work_that_the_bank_does_not_have_stands_in_the_note() -> None:
    item = shipped_bank().bank.by_topic["order-of-draw"][0]
    foreign = replace(item, id="order-of-draw/new-one", reference=replace(item.reference, source="our-handout"))
    content = FORMATS["csv"].write([foreign], {}).content
    bring_items(content, "bank.csv", "csv", topic="", source="", at=NOW)
    (sheet,) = sheets()
    assert "our-handout" in sheet["note"]
    assert item.reference.part in sheet["note"]
    assert "source" not in sheet


def test_pictures_come_along_under_names_that_tell_their_content() -> None:
    items = [one for one in shipped_bank().bank.items if one.image is not None]
    foreign = [replace(one, id=f"{one.id}-here") for one in items]
    content = FORMATS["qti"].write(foreign, drawings_of(foreign)).content
    brought = bring_items(content, "drawn.zip", "qti", topic="", source="", at=NOW)
    assert brought.drafts == len(items)
    publish_clean(new_user(staff=True), at=NOW)
    names = {sheet["image"] for sheet in sheets()}
    assert {row.name for row in ItemPicture.objects.all()} == names
    for row in ItemPicture.objects.all():
        assert named_by_content(row.name.rpartition("-")[0], bytes(row.content)) == row.name
    read = [item for sheet in sheets() if (item := read_sheet(sheet).item) is not None]
    assert set(pictures_of(read)) == names


def test_hostile_file_leaves_nothing() -> None:
    with pytest.raises(ForeignFileError):
        bring_items(b"PK\x03\x04 broken", "x.zip", "qti", topic="", source="", at=NOW)
    assert (WrittenItem.objects.count(), ItemPicture.objects.count()) == (0, 0)


@pytest.mark.parametrize("kind", FORMATS)
@pytest.mark.parametrize("content", [b"", b"\0" * 1000, b"\xff\xfe\x00"], ids=["empty", "zeros", "no-text"])
def test_file_of_nothing_is_refused_or_holds_nothing(kind: str, content: bytes) -> None:
    with suppress(ForeignFileError):
        assert bring_items(content, "file", kind, topic="", source="", at=NOW).drafts == 0
    assert WrittenItem.objects.count() == 0


def test_more_questions_than_are_taken_at_once_are_refused() -> None:
    header, row = FORMATS["csv"].write([shipped_bank().bank.items[0]], {}).content.split(b"\r\n", 1)
    with pytest.raises(ForeignFileError, match=f"bring in at most {MOST_ITEMS} at once"):
        bring_items(header + b"\r\n" + row * (MOST_ITEMS + 1), "x.csv", "csv", topic="", source="", at=NOW)
    assert WrittenItem.objects.count() == 0


def test_picture_is_kept_once_and_only_where_it_is_one() -> None:
    name = add_picture(PNG, "My Tube.PNG", at=NOW)
    assert name.startswith("my-tube-")
    assert add_picture(PNG, "My Tube.PNG", at=NOW) == name
    assert picture_of(name) == PNG
    assert picture_of("other.png") is None
    for bad in (b"<html>", b"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 1 1'><script/></svg>"):
        with pytest.raises(PictureError):
            add_picture(bad, "x.svg", at=NOW)


@pytest.mark.parametrize(
    ("name", "kind"),
    [("a.zip", "qti"), ("a.GIFT", "gift"), ("a.xml", "moodle-xml"), ("a.apkg", "anki"), ("a.csv", "csv"), ("a", None)],
)
def test_ending_of_a_name_tells_the_format(name: str, kind: str | None) -> None:
    assert kind_of_file(name) == kind
