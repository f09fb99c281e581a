"""Everything about one's study as files: what is kept, nobody else's, as documented, and with few queries."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from builders.studied import AT, MARCH, study
from certway.records.models import StudyCourse, StudyEvent, User
from certway.records.people import person_of
from certway.records.taken_study import LISTS, RENAMED, columns_told
from members import new_user, signed_in, sure
from visitors import Visitor, see

pytestmark = pytest.mark.django_db

PAGE = Path(__file__).parents[3] / "docs" / "reference" / "study-file.md"


@pytest.fixture
def user() -> User:
    return new_user("zora@example.org")


@pytest.fixture
def zora(user: User) -> Visitor:
    return signed_in(user)


def studied(user: User, *, answers: int = 3) -> None:
    study(person_of(user.pk), answers=answers)


def file_of(client: Visitor, address: str, kind: str, name: str) -> str:
    response = client.get(address)
    assert response.headers["Content-Type"] == kind
    assert f'filename="{name}"' in response.headers["Content-Disposition"]
    assert "no-store" in response.headers["Cache-Control"]
    return b"".join(response.streaming_content).decode()  # type: ignore[attr-defined]


def taken(client: Visitor) -> dict[str, object]:
    told: dict[str, object] = json.loads(
        file_of(client, "/study/my-study.json", "application/json; charset=utf-8", "certway-study.json")
    )
    return told


def table(client: Visitor) -> list[str]:
    return file_of(client, "/study/reviews.csv", "text/csv; charset=utf-8", "certway-reviews.csv").splitlines()


def test_file_tells_every_row_with_every_column(zora: Visitor, user: User) -> None:
    studied(user)
    told = taken(zora)

    assert told["certway_study"] == 1
    assert told["memory"]["made_at"] == "2026-03-01T12:00:00.000Z"  # type: ignore[index]
    for name, model in LISTS.items():
        rows = told[name]
        assert len(rows) == model._default_manager.count()  # type: ignore[arg-type]
        assert set(rows[0]) == {RENAMED.get(one, one) for one in columns_told(model)}  # type: ignore[index]
    assert (told["courses"][0]["exam_on"], told["courses"][0]["ended_at"]) == ("2026-06-01", None)  # type: ignore[index]
    first, *_, undone = told["log"]  # type: ignore[misc]
    assert (first["at"], first["spent_ms"], first["right"]) == ("2026-03-01T12:00:00.000Z", 9000, True)
    assert (undone["kind"], undone["undoes"]) == ("undone", 0)
    assert [one["received_at"] for one in told["brought"]] == ["2026-03-01T12:00:00.000Z", None]  # type: ignore[attr-defined]


def test_reviews_are_a_table_without_what_was_undone(zora: Visitor, user: User) -> None:
    assert table(zora) == ["card_id,review_time,review_rating,review_state,review_duration"]
    studied(user)

    assert table(zora)[1:] == [f"draw/first,{MARCH + 1000},3,0,9000", f"draw/first,{MARCH + 2000},3,2,9000"]


def test_files_are_one_s_own(zora: Visitor, user: User) -> None:
    studied(user)
    eve = signed_in(new_user("eve@example.org"))

    told = taken(eve)
    assert [told[name] for name in ("memory", *LISTS)] == [None, *[[]] * len(LISTS)]
    assert len(table(eve)) == 1


def test_long_logs_take_no_more_queries(zora: Visitor, user: User) -> None:
    taken(zora)  # the session notes once when it was used
    studied(user, answers=1)
    counts = []
    for number in range(2):
        with CaptureQueriesContext(connection) as asked:
            taken(zora)
            table(zora)
        counts.append(len(asked))
        if not number:
            StudyCourse.objects.update(ended_at=AT)
            StudyEvent.objects.bulk_create(
                StudyEvent(
                    person=person_of(user.pk), kind="reviewed", at=MARCH, received=MARCH, device=f"anki-{at}", number=1,
                    item="anki/x", grade=3,
                )
                for at in range(2_500)
            )  # fmt: skip
    assert counts[0] == counts[1]
    assert len(table(zora)) == 2_501


def test_files_are_linked_where_one_takes_things_along(zora: Visitor) -> None:
    for address in ("/record/", "/study/history/"):
        assert "/study/my-study.json" in see(zora, address).links
    assert "/study/my-study.json" in see(sure(zora), "/account/delete/").links
    assert "/study/reviews.csv" in see(zora, "/study/history/").links
    assert "/study/my-study.json" not in see(Visitor(), "/record/").links


def test_every_member_of_the_file_is_documented(zora: Visitor, user: User) -> None:
    studied(user)
    named = set(re.findall(r"`([a-z_]+)`", PAGE.read_text(encoding="utf-8")))
    told = taken(zora)
    members = {*told, *(name for rows in told.values() if isinstance(rows, list) for name in rows[0])}
    assert (members | set(_inside(told["memory"]))) - named == set()


def _inside(told: object) -> Iterator[str]:
    assert isinstance(told, dict)
    yield from told
