"""What others ask of runs: counted by skill, scenario and day, of one person alone."""

from __future__ import annotations

from zoneinfo import ZoneInfo

import pytest

from certway.actions.keep_scenario_run import ToldScenarioRun, keep_scenario_run
from certway.actions.keep_skill_run import RunRefusedError, ToldSkillRun, keep_skill_run
from certway.core.items.identity import edition_mark
from certway.exchange.bank.shipped import shipped_bank
from certway.records.models import SignedBy, SkillRun
from certway.records.practice_runs import (
    PracticeDay,
    ScenarioPractice,
    SkillPractice,
    practice_days,
    scenario_practice,
    skill_practice,
)
from members import new_user

pytestmark = pytest.mark.django_db

CHICAGO = ZoneInfo("America/Chicago")
NOON = 1_740_000_000_000 // 86_400_000 * 86_400_000 + 18 * 3_600_000  # in Chicago, in winter
HOUR, DAY = 3_600_000, 86_400_000  # milliseconds
HAND_HYGIENE = next(one for one in shipped_bank().bank.skills if one.id == "hand-hygiene")
CRITICAL = next(place for place, step in enumerate(HAND_HYGIENE.steps) if step.critical)
PLAIN = next(place for place, step in enumerate(HAND_HYGIENE.steps) if not step.critical)
BAD_END = (("feels-funny", 0),)


def run(number: int, *missed: int, by: SignedBy = SignedBy.SELF, **told: object) -> ToldSkillRun:
    edition, steps = edition_mark(HAND_HYGIENE), len(HAND_HYGIENE.steps)
    return ToldSkillRun(**{  # type: ignore[arg-type]
        "number": number, "skill": "hand-hygiene", "edition": edition, "steps": steps, "missed": missed,
        "signed_by": by, **told,
    })  # fmt: skip


def test_runs_are_counted_by_who_says_so_and_by_day_and_nobody_else_s() -> None:
    user, other = new_user().pk, new_user("eve@example.org").pk
    for number, told in enumerate((run(1, PLAIN), run(2, CRITICAL), run(3, by=SignedBy.PEER, spent=90_000))):
        assert keep_skill_run(user, "phone", told, now=NOON + number * DAY)
    late = ToldScenarioRun(4, "fainting-donor", BAD_END, spent=30_000, age=13 * HOUR)
    assert keep_scenario_run(user, "phone", late, now=NOON + DAY)
    keep_skill_run(other, "phone", run(1, by=SignedBy.INSTRUCTOR), now=NOON)

    nobody = dict.fromkeys(SignedBy, 0)
    assert skill_practice(user) == {
        "hand-hygiene": SkillPractice(
            last=NOON + 2 * DAY,
            said={**nobody, SignedBy.SELF: 2, SignedBy.PEER: 1},
            passed={**nobody, SignedBy.SELF: 1, SignedBy.PEER: 1},
        )
    }
    assert skill_practice(user)["hand-hygiene"].runs == 3
    assert scenario_practice(user) == {
        "fainting-donor": ScenarioPractice(last=NOON + 11 * HOUR, endings={"good": 0, "mixed": 0, "bad": 1})
    }
    days = practice_days(user, CHICAGO)
    first = min(days)
    assert days == {
        first: PracticeDay(skills=1, scenarios=1, spent=30_000),
        first + 1: PracticeDay(skills=1),
        first + 2: PracticeDay(skills=1, spent=90_000),
    }
    assert list(practice_days(user, CHICAGO, since=NOON + 2 * DAY)) == [first + 2]
    assert scenario_practice(other) == {}


def test_run_is_kept_once_and_as_it_was_told_first() -> None:
    user = new_user().pk
    assert keep_skill_run(user, "phone", run(7), now=NOON)
    assert not keep_skill_run(user, "phone", run(7, CRITICAL), now=NOON + DAY)
    assert keep_skill_run(user, "desk", run(7, CRITICAL), now=NOON + DAY)
    assert list(SkillRun.objects.order_by("pk").values_list("passed", "at")) == [(True, NOON), (False, NOON + DAY)]


def test_run_of_a_checklist_that_changed_since_is_kept_as_the_device_judged_it() -> None:
    user = new_user().pk
    before = {"edition": "of yesterday", "steps": 40}
    assert keep_skill_run(user, "phone", run(1, 38, passed=False, **before), now=NOON)
    assert SkillRun.objects.get().passed is False
    for told, reason in (
        (run(2, 1, **before), "changed"),
        (run(3, 40, passed=True, **before), "impossible"),
        (run(4, len(HAND_HYGIENE.steps)), "impossible"),
        (run(5, steps=40), "impossible"),
        (run(6, skill="juggling"), "gone"),
    ):
        with pytest.raises(RunRefusedError) as refused:
            keep_skill_run(user, "phone", told, now=NOON)
        assert refused.value.reason == reason
    assert SkillRun.objects.count() == 1


def test_name_of_who_watched_is_kept_as_typed_and_none_of_who_watched_herself() -> None:
    user = new_user().pk
    keep_skill_run(user, "phone", run(1, by=SignedBy.PEER, signature="  Ana \n P. " + "x" * 100), now=NOON)
    keep_skill_run(user, "phone", run(2, signature="Zora"), now=NOON)
    assert [row.signature for row in SkillRun.objects.order_by("pk")] == ["Ana P. " + "x" * 73, ""]
