"""The bank here is the shipped one with what was published and without what was retired; versions stay for ever."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction

from builders.sheets_of_items import CLEAN
from certway.actions.publish_item import publish_draft, restore_item, retire_item
from certway.actions.write_item import begin_item, change_item, save_draft
from certway.core.items.identity import version_of
from certway.exchange.bank.sheet import read_sheet
from certway.exchange.bank.shipped import shipped_bank
from certway.records.bank import bank_here, keep_version
from certway.records.models import ItemEvent, ItemVersion, WrittenItem
from members import new_user

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 29, 12, tzinfo=UTC)


def published(**changes: str) -> str:
    key = begin_item("order-of-draw", "single", at=NOW)
    saves = save_draft(key, {**CLEAN, **changes}, saves=1, at=NOW)
    user = new_user(f"{key}@example.org", staff=True)
    return publish_draft(user, key, saves=saves, with_flaws=True, at=NOW)


def test_bank_is_the_shipped_one_until_something_is_done() -> None:
    begin_item("order-of-draw", "single", at=NOW)
    assert bank_here() is shipped_bank()


def test_published_question_stands_beside_the_shipped_ones_and_is_found() -> None:
    before = bank_here()
    name = published()
    here = bank_here()
    assert name == "order-of-draw/syringe-holds-blood-coagulation-chemistry"
    assert len(here.bank.items) == len(before.bank.items) + 1
    assert here.bank.by_id[name] in here.bank.by_topic["order-of-draw"]
    assert "light blue top" in here.words[name]
    assert here is not before
    assert bank_here() is here


def test_changed_question_takes_the_place_of_the_shipped_one() -> None:
    shipped = shipped_bank().bank.by_topic["order-of-draw"][0]
    key = change_item(shipped.id, at=NOW)
    row = WrittenItem.objects.get()
    assert read_sheet(row.sheet or {}).item == shipped
    saves = save_draft(key, {**(row.sheet or {}), "stem": "Which comes first?"}, saves=row.saves, at=NOW)
    publish_draft(new_user("ada@example.org", staff=True), key, saves=saves, with_flaws=True, at=NOW)
    here = bank_here().bank
    assert here.by_id[shipped.id].stem == "Which comes first?"
    assert [item.id for item in here.items] == [item.id for item in shipped_bank().bank.items]


def test_retired_question_is_gone_and_comes_back() -> None:
    user, shipped = new_user(staff=True), shipped_bank().bank.items[0].id
    assert retire_item(user, shipped, "Outdated.", at=NOW)
    assert shipped not in bank_here().bank.by_id
    assert shipped not in bank_here().words
    assert not retire_item(user, shipped, "Outdated.", at=NOW)
    key = WrittenItem.objects.get().public_id
    assert restore_item(user, key, at=NOW)
    assert not restore_item(user, key, at=NOW)
    assert bank_here().bank.by_id[shipped] == shipped_bank().bank.by_id[shipped]
    assert [event.kind for event in ItemEvent.objects.order_by("pk")] == ["retired", "restored"]


def test_question_that_the_bank_has_no_topic_for_any_more_is_left_out() -> None:
    name = published()
    row = WrittenItem.objects.get()
    row.standing = {**(row.standing or {}), "topic": "shoes"}
    row.save()
    published(stem="Another question about the light blue tube?")
    assert name not in bank_here().bank.by_id


def test_version_is_kept_once_and_rebuilds_what_was_shown() -> None:
    item = shipped_bank().bank.items[0]
    first, again = keep_version(item, NOW), keep_version(item, NOW + timedelta(days=1))
    assert first == again
    kept = ItemVersion.objects.get()
    assert (kept.item, kept.version, kept.kept_at) == (item.id, version_of(item), NOW)
    assert read_sheet(kept.sheet).item == item


def test_versions_of_what_is_published_outlive_the_question_and_the_account() -> None:
    name = published()
    ItemEvent.objects.get().by.delete()  # type: ignore[union-attr]
    event = ItemEvent.objects.get()
    assert event.by is None
    assert event.version is not None
    assert event.version.item == name
    with pytest.raises(IntegrityError), transaction.atomic():
        ItemVersion.objects.all().delete()


@pytest.mark.parametrize(
    "change",
    [{"item": None}, {"item": None, "sheet": {"stem": "?"}, "retired_at": NOW}],
    ids=["no-id-and-no-draft", "retired-without-an-id"],
)
def test_database_refuses_a_written_question_that_cannot_be(change: dict[str, object]) -> None:
    published()
    with pytest.raises(IntegrityError), transaction.atomic():
        WrittenItem.objects.update(**change)


def test_database_refuses_an_event_that_cannot_be() -> None:
    published()
    for change in ({"kind": "lost"}, {"version": None}):
        with pytest.raises(IntegrityError), transaction.atomic():
            ItemEvent.objects.update(**change)
