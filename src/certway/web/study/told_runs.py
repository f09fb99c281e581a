"""Runs as a script or a form tells them, read with suspicion."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import uuid4

from django.http import QueryDict

from certway.actions.keep_runs import MOST_RUNS
from certway.actions.keep_scenario_run import ToldScenarioRun
from certway.actions.keep_skill_run import ToldSkillRun
from certway.records.models import SignedBy
from certway.web.layout.device_messages import (
    MOST_NUMBER,
    MOST_TIME,
    UNREADABLE,
    UnreadableError,
    spent,
    whole,
)

MOST_STEPS = 200  # of a checklist or a way
LONGEST_NAME = 200  # letters
LONGEST_TYPED = 1000  # letters of a signature that are read


def runs_of(told: Mapping[str, Any]) -> tuple[list[ToldSkillRun | ToldScenarioRun], list[int]]:
    """Return the runs that a script sends, and the numbers of those that can't be read: they hold up no other.

    Raises one of UNREADABLE where not even the numbers can be read.
    """
    runs, broken = told["runs"], []
    if not isinstance(runs, list) or len(runs) > MOST_RUNS:
        raise UnreadableError("no runs")
    read: list[ToldSkillRun | ToldScenarioRun] = []
    for one in runs:
        number = whole(one["number"], MOST_NUMBER)
        try:
            read.append(_run(one))
        except UNREADABLE:
            broken.append(number)
    return read, broken


def _run(told: Mapping[str, Any]) -> ToldSkillRun | ToldScenarioRun:
    match told["kind"]:
        case "skill":
            return _skill_run(told)
        case "scenario":
            return _scenario_run(told)
        case _:
            raise UnreadableError("no such run")


def _skill_run(told: Mapping[str, Any]) -> ToldSkillRun:
    if not isinstance(told["passed"], bool) or len(told["missed"]) > MOST_STEPS:
        raise UnreadableError("no run of a checklist")
    return ToldSkillRun(
        number=whole(told["number"], MOST_NUMBER),
        skill=_text(told["skill"], LONGEST_NAME),
        edition=_text(told["edition"], 64),
        steps=whole(told["steps"], MOST_STEPS),
        missed=tuple(whole(one, MOST_STEPS) for one in told["missed"]),
        signed_by=SignedBy(told["signedBy"]),
        signature=_text(told["signature"], LONGEST_TYPED),
        spent=_spent(told),
        age=whole(told["age"], MOST_TIME),
        passed=told["passed"],
    )


def _scenario_run(told: Mapping[str, Any]) -> ToldScenarioRun:
    if len(told["path"]) > MOST_STEPS:
        raise UnreadableError("no way")
    return ToldScenarioRun(
        number=whole(told["number"], MOST_NUMBER),
        scenario=_text(told["scenario"], LONGEST_NAME),
        path=tuple((_text(place, LONGEST_NAME), whole(number, MOST_STEPS)) for place, number in told["path"]),
        spent=_spent(told),
        age=whole(told["age"], MOST_TIME),
    )


def _spent(told: Mapping[str, Any]) -> int | None:
    return None if told["spent"] is None else spent(told)


def _text(told: object, most: int) -> str:
    if not isinstance(told, str) or len(told) > most or "\0" in told:
        raise UnreadableError("no text")
    return told


def number_in(data: QueryDict, name: str) -> int:
    """Return the number that a form carries, by which it is kept once; a fresh one where it carries none."""
    told = data.get(name, "")
    if told.isascii() and told.isdecimal() and len(told) < 11 and 0 < int(told) <= MOST_NUMBER:
        return int(told)
    return uuid4().int % MOST_NUMBER + 1
