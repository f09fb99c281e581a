"""Everything about somebody's sittings as one JSON file. The format is described in `docs/reference/exams-file.md`."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import BinaryIO
from uuid import UUID

from certway.core.sit.delivery import Answer, State
from certway.core.sit.form import Form
from certway.core.sit.outlook import outlook_of
from certway.core.sit.profile import Accommodations, Profile
from certway.core.sit.report import Report
from certway.core.sit.share import Share

FORMAT = 1  # of the file; higher where something means something else than before


@dataclass(frozen=True, slots=True)
class TakenEvent:
    """A line of a log, as it is kept."""

    kind: str
    at: int  # UTC milliseconds, as are the other instants of it
    received: int
    place: int | None
    device: str
    number: int | None
    content: object


@dataclass(frozen=True, slots=True)
class TakenSitting:
    """A sitting with all that is kept about it."""

    key: UUID
    is_practice: bool
    seed: int | None
    made_at: datetime
    profile: Profile
    accommodations: Accommodations
    form_key: UUID
    form: Form  # of an adaptive exam the questions that were asked
    rules_edition: str
    form_made_at: datetime
    log: tuple[TakenEvent, ...]
    state: State
    report: Report | None  # None while it is not over
    mistakes: Mapping[int, str]


def write_exams(
    accommodations: Accommodations, sittings: Iterable[TakenSitting], *, made_at: datetime, out: BinaryIO
) -> None:
    """Write the file, a sitting at a time, so that many take no more memory than one.

    `made_at` is an instant in UTC: when it is written.
    """
    head = {"certway_exams": FORMAT, "made_at": _moment(made_at), "accommodations": asdict(accommodations)}
    out.write(json.dumps(head, ensure_ascii=False, indent=1).removesuffix("\n}").encode())
    out.write(b',\n "sittings": [')
    for place, one in enumerate(sittings):
        out.write(b",\n" if place else b"\n")
        out.write(json.dumps(_sitting(one), ensure_ascii=False).encode())
    out.write(b"\n ]\n}\n")


def _sitting(one: TakenSitting) -> dict[str, object]:
    state = one.state
    began = next((event.at for event in one.log if event.kind == "began"), None)
    return {
        "id": str(one.key),
        "exam": one.form.exam,
        "practice": one.is_practice,
        "made_at": _moment(one.made_at),
        "began_at": _instant(began),
        "ended_at": _instant(state.ended),
        "over": state.phase == "over",
        "profile": asdict(one.profile),
        "accommodations": asdict(one.accommodations),
        "form": {
            "id": str(one.form_key),
            "edition": one.form.edition,
            "rules_edition": one.rules_edition,
            "made_at": _moment(one.form_made_at),
            "seed": one.seed,
            "items": [
                {"item": at.item, "version": at.version, "seed": at.seed, "part": at.node, "counts": at.counts}
                for at in one.form.items
            ],
        },
        "answers": list(_answers(state.answers, one.report)),
        "flags": sorted(state.flags),
        "mistakes": [{"place": place, "why": why} for place, why in sorted(one.mistakes.items())],
        "score": None if one.report is None else _score(one, one.report),
        "log": [_event(event) for event in one.log],
    }


def _answers(answers: Mapping[int, Answer], report: Report | None) -> Iterator[dict[str, object]]:
    right = {} if report is None else {one.place: one.right for one in report.items}
    for place, answer in sorted(answers.items()):
        yield {
            "place": place,
            "response": answer.response,
            "first_response": answer.first,
            "changes": answer.changes,
            "at": _instant(answer.at),
            "in_sight_ms": answer.spent,
            "sure": answer.sure,
            "right": right.get(place),
        }


def _score(one: TakenSitting, report: Report) -> dict[str, object]:
    scale = None if one.is_practice else one.profile.scale
    outlook = outlook_of(report, scale) if scale else None
    estimate = None
    if scale and outlook:
        estimate = {"low": outlook.low, "high": outlook.high, "passing": scale.passing}
    return {
        **_share(report.score),
        "unanswered": report.unanswered,
        "parts": {node: _share(share) for node, share in report.nodes.items()},
        "estimate": estimate,
    }


def _share(share: Share) -> dict[str, object]:
    return {"right": share.right, "asked": share.asked, "low": round(share.low, 4), "high": round(share.high, 4)}


def _event(event: TakenEvent) -> dict[str, object]:
    return {
        "kind": event.kind,
        "at": _instant(event.at),
        "received_at": _instant(event.received),
        "place": event.place,
        "device": event.device,
        "number": event.number,
        "content": event.content,
    }


def _instant(milliseconds: int | None) -> str | None:
    return None if milliseconds is None else _moment(datetime.fromtimestamp(milliseconds / 1000, UTC))


def _moment(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
