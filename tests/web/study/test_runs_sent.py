"""Runs that waited on a device: kept once, told apart by whose they are, and never lost to what can't be read."""

from __future__ import annotations

import json

import pytest
from django.http import HttpResponse

from certway.core.items.identity import edition_mark
from certway.exchange.bank.shipped import shipped_bank
from certway.records.models import ScenarioRun, SkillRun, User
from certway.records.visits import account_mark
from certway.web.clock import now_milliseconds
from members import new_user, signed_in
from rooms import no_room
from visitors import Visitor

pytestmark = pytest.mark.django_db

SKILL = next(one for one in shipped_bank().bank.skills if one.id == "hand-hygiene")
HOUR = 3_600_000  # milliseconds


@pytest.fixture
def user() -> User:
    return new_user("zora@example.org")


def skill(number: int, **told: object) -> dict[str, object]:
    return {
        "kind": "skill", "number": number, "skill": SKILL.id, "edition": edition_mark(SKILL), "steps": len(SKILL.steps),
        "missed": [0], "passed": True, "spent": 61_000, "signedBy": "peer", "signature": "Ana", "age": 0, **told,
    }  # fmt: skip


def scenario(number: int, **told: object) -> dict[str, object]:
    path = [["feels-funny", 0]]
    return {
        "kind": "scenario",
        "number": number,
        "scenario": "fainting-donor",
        "path": path,
        "spent": None,
        "age": HOUR,
        **told,
    }


def post(client: Visitor, user: User, *runs: object, **told: object) -> HttpResponse:
    body = {"owner": account_mark(user.public_id), "device": "phone", "runs": runs, **told}
    return client.post("/study/runs/", json.dumps(body), content_type="application/json")


def test_runs_are_kept_once_and_acknowledged_each_time(user: User) -> None:
    client, before = signed_in(user), now_milliseconds()
    for _ in range(2):
        response = post(client, user, skill(5), scenario(6), scenario(7, path=[["feels-funny", 1]]), skill(8, age="x"))
        assert response.json() == {
            "kept": [5, 6],
            "refused": [{"number": 7, "reason": "impossible"}, {"number": 8, "reason": "unreadable"}],
        }
    row, way = SkillRun.objects.get(), ScenarioRun.objects.get()
    assert (row.spent, row.signed_by, row.signature, row.missed, row.number) == (61_000, "peer", "Ana", [0], 5)
    assert row.at >= before
    assert before - HOUR <= way.at <= now_milliseconds() - HOUR


def test_who_is_signed_out_or_somebody_else_keeps_nothing(user: User) -> None:
    assert post(Visitor(), user, skill(1)).status_code == 401
    assert post(signed_in(new_user("eve@example.org")), user, skill(1)).status_code == 401
    assert SkillRun.objects.count() == 0
    guarded = Visitor(enforce_csrf_checks=True)
    guarded.cookies = signed_in(user).cookies
    assert post(guarded, user, skill(1)).status_code == 403


@pytest.mark.parametrize(
    "body",
    [
        b"", b"[]", b"{}", b'"x"', b"\xff", b"[" * 100_000, b'{"device": "", "runs": [], "owner": "x"}',
        b'{"device": "d", "owner": "x"}', b'{"device": "d", "runs": {}, "owner": "x"}', b'{"device": "d", "runs": []}',
        b'{"device": "d", "runs": [{"number": -1}], "owner": "x"}', b'{"device": "d", "runs": [3], "owner": "x"}',
        b'{"device": "d", "runs": [{"number": true}], "owner": "x"}',
        b'{"device": "0123456789012345678901234567890123456", "runs": [], "owner": "x"}',
    ],
)  # fmt: skip
def test_what_no_script_sends_is_refused(user: User, body: bytes) -> None:
    response = signed_in(user).post("/study/runs/", body, content_type="application/json")
    assert response.status_code == 400


@pytest.mark.parametrize(
    "told",
    [
        {"signedBy": "nobody"}, {"missed": 3}, {"missed": [True]}, {"missed": [-1]}, {"missed": [0] * 1000},
        {"signature": None}, {"signature": "x\0"}, {"passed": 1}, {"spent": "1"}, {"spent": 1.5}, {"skill": 3},
        {"kind": "dance"}, {"steps": 10**9}, {"edition": "x" * 65},
    ],
)  # fmt: skip
def test_run_that_can_t_be_read_holds_up_no_other(user: User, told: dict[str, object]) -> None:
    response = post(signed_in(user), user, skill(1, **told), scenario(2))
    assert response.json() == {"kept": [2], "refused": [{"number": 1, "reason": "unreadable"}]}


@pytest.mark.parametrize("path", ["x", [["a"]], [["a", 1, 2]], [[1, 1]], [None], [["feels-funny", 0]] * 201, None])
def test_way_that_can_t_be_read_is_refused(user: User, path: object) -> None:
    response = post(signed_in(user), user, scenario(1, path=path))
    assert response.json() == {"kept": [], "refused": [{"number": 1, "reason": "unreadable"}]}


def test_forgotten_timer_and_forged_age_are_bounded(user: User) -> None:
    post(signed_in(user), user, skill(1, spent=10**11, age=10**12))
    row = SkillRun.objects.get()
    assert row.spent == 24 * HOUR
    assert abs(now_milliseconds() - row.at - 30 * 24 * HOUR) < HOUR


@pytest.mark.django_db(transaction=True)
def test_server_without_room_acknowledges_nothing() -> None:
    user = new_user("zora@example.org")
    client = signed_in(user)
    with no_room():
        for number in range(1, 5000, 50):
            response = post(client, user, *(skill(one, signature="A" * 60) for one in range(number, number + 50)))
            if response.status_code != 200:
                break
        assert response.status_code == 507
        assert response.json() == {"error": "no-room"}
    assert post(client, user, skill(6000)).json()["kept"] == [6000]
