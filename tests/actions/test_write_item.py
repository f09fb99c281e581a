"""A draft is kept as it is typed, by nobody over another's, and published once it is a question."""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import UUID, uuid4

import pytest

from builders.sheets_of_items import CLEAN
from certway.actions.publish_item import NotReadyError, publish_clean, publish_draft, retire_item
from certway.actions.see_written import SHELVES, Shelf, see_draft, see_retired, see_versions, see_written
from certway.actions.write_item import (
    StaleDraftError,
    begin_item,
    change_item,
    check_sheet,
    discard_draft,
    save_draft,
)
from certway.exchange.bank.shipped import shipped_bank
from certway.records.bank import bank_here
from certway.records.models import ItemEvent, ItemVersion, User, WrittenItem
from members import new_user

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 29, 12, tzinfo=UTC)


@pytest.fixture
def user() -> User:
    return new_user("staff@example.org", staff=True)


def draft(**changes: str) -> tuple[UUID, int]:
    key = begin_item("order-of-draw", "single", at=NOW)
    return key, save_draft(key, {**CLEAN, **changes}, saves=1, at=NOW)


def on(shelf: Shelf) -> list[str]:
    return [line.item for line in see_written(shelf, 1).lines]


def test_half_a_question_is_kept_as_it_is() -> None:
    key, saves = draft(stem="", source="")
    seen = see_draft(key)
    assert seen is not None
    assert (seen.sheet, seen.saves, seen.is_new) == (
        {name: text for name, text in CLEAN.items() if name not in ("stem", "source")},
        saves,
        True,
    )
    (line,) = see_written("drafts", 1).lines
    assert (line.faults, line.topic, line.kind) == (2, "Order of draw", "single")


def test_draft_that_somebody_else_saved_is_not_written_over() -> None:
    key, _ = draft()
    with pytest.raises(StaleDraftError):
        save_draft(key, {**CLEAN, "stem": "Mine?"}, saves=1, at=NOW)
    seen = see_draft(key)
    assert seen is not None
    assert seen.sheet["stem"] == CLEAN["stem"]


def test_what_is_not_ready_is_refused_and_stays_a_draft(user: User) -> None:
    key, saves = draft(part="")
    with pytest.raises(NotReadyError) as raised:
        publish_draft(user, key, saves=saves, at=NOW)
    assert [fault.field for fault in raised.value.checked.faults] == ["part"]
    assert see_draft(key) is not None
    assert ItemEvent.objects.count() == 0


def test_flaw_is_published_only_by_who_means_it(user: User) -> None:
    key, saves = draft(**{"text-1": "Gray top, always"})
    with pytest.raises(NotReadyError) as raised:
        publish_draft(user, key, saves=saves, at=NOW)
    assert "'always'" in raised.value.checked.lint.flaws[0]
    name = publish_draft(user, key, saves=saves, with_flaws=True, at=NOW)
    assert name in bank_here().bank.by_id


def test_draft_that_was_saved_meanwhile_is_not_published(user: User) -> None:
    key, saves = draft()
    with pytest.raises(StaleDraftError):
        publish_draft(user, key, saves=saves - 1, at=NOW)


def test_name_is_the_authors_unless_it_is_taken(user: User) -> None:
    taken = shipped_bank().bank.by_topic["order-of-draw"][0].id.partition("/")[2]
    key, saves = draft(name=taken)
    with pytest.raises(NotReadyError) as raised:
        publish_draft(user, key, saves=saves, at=NOW)
    assert [fault.field for fault in raised.value.checked.faults] == ["name"]
    saves = save_draft(key, {**CLEAN, "name": "syringe"}, saves=saves, at=NOW)
    assert publish_draft(user, key, saves=saves, at=NOW) == "order-of-draw/syringe"
    other, saves = draft(name="syringe", stem="Into which tube does blood of a syringe go last?")
    with pytest.raises(NotReadyError):
        publish_draft(user, other, saves=saves, with_flaws=True, at=NOW)


def test_published_question_keeps_its_topic_and_name(user: User) -> None:
    key, saves = draft(name="syringe")
    publish_draft(user, key, saves=saves, at=NOW)
    again = change_item("order-of-draw/syringe", at=NOW)
    assert again == key
    seen = see_draft(key)
    assert seen is not None
    told = {**CLEAN, "name": "other", "topic": "venipuncture", "stem": "Which tube takes blood of a syringe first?"}
    saves = save_draft(key, told, saves=seen.saves, at=NOW)
    assert publish_draft(user, key, saves=saves, with_flaws=True, note=" Shorter. ", at=NOW) == "order-of-draw/syringe"
    versions = see_versions(key)
    assert versions is not None
    newest, oldest = versions.events
    assert [(change.field, change.after) for change in newest.changes] == [
        ("stem", "Which tube takes blood of a syringe first?")
    ]
    assert (newest.note, newest.by, oldest.changes) == ("Shorter.", "staff@example.org", ())
    assert newest.version != oldest.version
    assert ItemVersion.objects.count() == 2


def test_change_of_what_is_expected_alone_is_kept_though_the_version_stays(user: User) -> None:
    key, saves = draft()
    name = publish_draft(user, key, saves=saves, at=NOW)
    change_item(name, at=NOW)
    seen = see_draft(key)
    assert seen is not None
    saves = save_draft(key, {**seen.sheet, "difficulty": "hard"}, saves=seen.saves, at=NOW)
    publish_draft(user, key, saves=saves, at=NOW)
    assert bank_here().bank.by_id[name].difficulty == "hard"
    assert ItemVersion.objects.count() == 1


def test_question_is_taken_to_be_changed_once() -> None:
    item = shipped_bank().bank.items[0].id
    first, second = change_item(item, at=NOW), change_item(item, at=NOW)
    assert first == second
    with pytest.raises(LookupError):
        change_item("order-of-draw/no-such-one", at=NOW)


def test_discarded_draft_is_gone_and_the_question_stays(user: User) -> None:
    key, _ = draft()
    discard_draft(key)
    assert WrittenItem.objects.count() == 0
    item = shipped_bank().bank.items[0].id
    changed = change_item(item, at=NOW)
    discard_draft(changed)
    assert see_draft(changed) is None
    assert item in bank_here().bank.by_id
    with pytest.raises(LookupError):
        discard_draft(changed)
    with pytest.raises(LookupError):
        save_draft(uuid4(), CLEAN, saves=1, at=NOW)
    with pytest.raises(LookupError):
        publish_draft(user, uuid4(), saves=1, at=NOW)


def test_clean_drafts_are_published_together_and_the_others_left(user: User) -> None:
    draft()
    draft(part="")
    draft(**{"text-1": "Gray top, always"})
    done = publish_clean(user, at=NOW)
    assert (done.published, done.left) == (1, 2)
    assert len(on("standing")) == 1
    assert see_written("drafts", 1).counts == {"drafts": 2, "standing": 1, "retired": 0}


def test_two_drafts_of_the_same_words_do_not_both_slip_in(user: User) -> None:
    draft()
    draft()
    done = publish_clean(user, at=NOW)
    assert (done.published, done.left) == (1, 1)


def test_retired_question_tells_why(user: User) -> None:
    item = shipped_bank().bank.items[0].id
    with pytest.raises(ValueError, match="without a reason"):
        retire_item(user, item, "  ", at=NOW)
    with pytest.raises(LookupError):
        retire_item(user, "a/b", "Old.", at=NOW)
    retire_item(user, item, "GP41 changed.", at=NOW)
    retired = see_retired(item)
    assert retired is not None
    assert (retired.item.id, retired.why, retired.at) == (item, "GP41 changed.", NOW)
    assert on("retired") == [item]
    assert see_retired("a/b") is None


def test_retired_question_that_is_published_again_stands_again(user: User) -> None:
    key, saves = draft(name="syringe")
    name = publish_draft(user, key, saves=saves, at=NOW)
    retire_item(user, name, "Old.", at=NOW)
    change_item(name, at=NOW)
    seen = see_draft(key)
    assert seen is not None
    publish_draft(user, key, saves=seen.saves, at=NOW)
    assert name in bank_here().bank.by_id
    assert on("retired") == []


def test_shelf_is_shown_page_by_page() -> None:
    WrittenItem.objects.bulk_create(WrittenItem(sheet={"stem": f"{n}?"}, changed_at=NOW) for n in range(120))
    pages = [see_written("drafts", number) for number in (1, 2, 3)]
    assert [len(page.lines) for page in pages] == [50, 50, 20]
    assert len({line.key for page in pages for line in page.lines}) == 120
    assert [see_written("drafts", number).page for number in (0, 99)] == [1, 3]
    assert [see_written(shelf, 1).lines for shelf in SHELVES[1:]] == [(), ()]


def test_check_of_a_sheet_shows_how_it_looks() -> None:
    checked = check_sheet(CLEAN)
    assert checked.lint.clean
    assert checked.preview is not None
    assert [line.right for line in checked.preview.answers] == [False, False, True, False]
    assert check_sheet({**CLEAN, "topic": "shoes"}).faults[0].field == "topic"
