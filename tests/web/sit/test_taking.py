"""Everything about one's sittings as a file: what is kept, what came of it, nobody else's, and as documented."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from certway.actions.grant_time import grant_time
from certway.core.sit.profile import Accommodations, Scale, practice
from certway.records.models import MistakeNote, Sitting, User
from certway.records.taken_sittings import AT_ONCE
from members import new_user, signed_in, sure
from sat_exams import DAY, MARCH, sat, single_form
from visitors import Visitor, see, send

pytestmark = pytest.mark.django_db

PAGE = Path(__file__).parents[3] / "docs" / "reference" / "exams-file.md"


@pytest.fixture
def user() -> User:
    return new_user("zora@example.org")


@pytest.fixture
def zora(user: User) -> Visitor:
    return signed_in(user)


def taken(client: Visitor) -> dict[str, object]:
    response = client.get("/exams/my-exams.json")
    assert response.headers["Content-Type"] == "application/json; charset=utf-8"
    assert 'filename="certway-exams.json"' in response.headers["Content-Disposition"]
    assert "no-store" in response.headers["Cache-Control"]
    told: dict[str, object] = json.loads(b"".join(response.streaming_content))  # type: ignore[attr-defined]
    return told


def test_file_tells_each_sitting_with_all_that_is_kept(zora: Visitor, user: User) -> None:
    grant_time(user.pk, Accommodations(150, stop_clock=True))
    form = single_form("cma-aama", 60)
    profile = replace(practice("cma-aama", 60), scale=Scale(200, 800, 405))
    key = sat(user, form, right=lambda place: place < 40 or (None if place > 57 else False), profile=profile)
    running = sat(user, single_form("cma-aama", 5), right=lambda _: True, at=MARCH + DAY, over=False)
    MistakeNote.objects.create(sitting=Sitting.objects.get(public_id=key), place=41, kind="misread")
    told = taken(zora)
    assert told["certway_exams"] == 1
    assert told["accommodations"] == {"pace": 150, "stop_clock": True, "large_type": False}
    whole, open_ = told["sittings"]  # type: ignore[misc]
    assert (whole["id"], whole["exam"], whole["practice"], whole["over"]) == (str(key), "cma-aama", False, True)
    assert (whole["made_at"], whole["began_at"]) == ("2026-03-01T12:00:00.000Z",) * 2
    assert whole["ended_at"] == "2026-03-01T12:10:01.000Z"
    assert whole["accommodations"]["pace"] == 150
    assert whole["profile"]["scale"] == {"least": 200, "most": 800, "passing": 405}
    assert [one["version"] for one in whole["form"]["items"]] == [one.version for one in form.form.items]
    assert len(whole["answers"]) == 58
    assert [one["right"] for one in whole["answers"]] == [place < 40 for place in range(58)]
    assert whole["answers"][0]["at"] == "2026-03-01T12:00:10.000Z"
    assert whole["mistakes"] == [{"place": 41, "why": "misread"}]
    score = whole["score"]
    assert (score["right"], score["asked"], score["unanswered"]) == (40, 60, 2)
    assert score["estimate"]["low"] < 405 < score["estimate"]["high"]
    assert sum(part["asked"] for part in score["parts"].values()) == 60
    assert [one["kind"] for one in whole["log"]] == ["began", *["answered"] * 58, "submitted"]
    assert (open_["id"], open_["over"], open_["score"], open_["ended_at"]) == (str(running), False, None, None)
    assert {one["right"] for one in open_["answers"]} == {None}  # nothing is given away while it runs


def test_file_is_one_s_own(zora: Visitor, user: User) -> None:
    sat(user, single_form("cma-aama", 5), right=lambda _: True)
    assert taken(signed_in(new_user("eve@example.org")))["sittings"] == []
    assert "/account/sign-in/" in Visitor().get("/exams/my-exams.json").headers["Location"]


def test_adaptive_exam_tells_the_questions_that_were_asked(zora: Visitor) -> None:
    where = send(zora, "/exams/sit/mlt-ascp/").headers["Location"]
    send(zora, f"{where}go/begin/")
    send(zora, f"{where}go/submit/")
    (told,) = taken(zora)["sittings"]  # type: ignore[misc]
    assert isinstance(told["form"]["seed"], int)
    assert (len(told["form"]["items"]), told["score"]["unanswered"]) == (1, 1)


def test_many_sittings_are_read_a_few_at_a_time(zora: Visitor, user: User) -> None:
    counts = []
    for number in range(AT_ONCE + 1):
        sat(user, single_form("cma-aama", 3, seed=number), right=lambda _: True, at=MARCH + number * DAY)
        if number in (0, 2, AT_ONCE):
            with CaptureQueriesContext(connection) as asked:
                assert len(taken(zora)["sittings"]) == number + 1  # type: ignore[arg-type]
            counts.append(len(asked))
    assert counts[0] == counts[1]
    assert counts[2] == counts[1] + 4  # another few: their rows, logs, mistakes and questions


def test_file_is_linked_where_one_takes_things_along(zora: Visitor, user: User) -> None:
    sat(user, single_form("cma-aama", 3), right=lambda _: True)
    for address in ("/record/", "/exams/", "/exams/cma-aama/results/"):
        assert "/exams/my-exams.json" in see(zora, address).links
    assert "/exams/my-exams.json" in see(sure(zora), "/account/delete/").links
    assert "/exams/my-exams.json" not in see(Visitor(), "/record/").links


def test_every_member_of_the_file_is_documented(zora: Visitor, user: User) -> None:
    profile = replace(practice("cma-aama", 40), scale=Scale(200, 800, 405))
    key = sat(user, single_form("cma-aama", 40), right=lambda place: place < 20, profile=profile)
    MistakeNote.objects.create(sitting=Sitting.objects.get(public_id=key), place=30, kind="misread")
    named = set(re.findall(r"`([a-z_]+)`", PAGE.read_text(encoding="utf-8")))
    assert set(_members(taken(zora))) - named == set()


def _members(told: object) -> Iterator[str]:
    """Yield the names of all members; those of `parts` are ids."""
    if isinstance(told, list):
        for one in told:
            yield from _members(one)
    elif isinstance(told, dict):
        for name, inside in told.items():
            yield name
            yield from _members(list(inside.values()) if name == "parts" else inside)
