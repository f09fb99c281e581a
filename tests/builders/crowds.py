"""Exams that crowds sat: rows of forms, sittings and logs, as pages would have made them, with what was chosen."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

import numpy as np

from certway.core.items.identity import version_of
from certway.core.items.item import Item
from certway.core.psychometrics.models import ItemParameters
from certway.core.psychometrics.response import Floats
from certway.core.sit.attempt import choices_of
from certway.core.sit.events import Answered, Began, Response, Submitted
from certway.core.sit.form import Form, FormItem
from certway.core.sit.profile import Accommodations, Profile, practice
from certway.exchange.bank.shipped import shipped_bank
from certway.records.bank import keep_versions
from certway.records.models import ExamForm, Person, Sitting, SittingEvent
from certway.records.sittings import new_form, plain, row_of

EXAM = "cma-aama"
BEGAN = 1_795_953_600_000
NOW = datetime.fromtimestamp(BEGAN / 1000 + 30 * 24 * 3600, UTC)
DEVICE = "0f9c2b1e-1111-4222-8333-944445555666"


def single_items(count: int, *, exam: str = EXAM) -> list[Item]:
    """Return questions of the shipped bank that serve an exam, with one best answer each."""
    bank = shipped_bank().bank
    served = [one for one in bank.items if one.kind == "single" and bank.outlines[exam].node_of(one.topic)]
    return sorted(served, key=lambda one: one.id)[:count]


def exam_form(items: Sequence[Item], *, exam: str = EXAM, unscored: int = 0) -> ExamForm:
    """Keep a form of some questions, the first of which do not count."""
    at = datetime.fromtimestamp(BEGAN / 1000, UTC)
    keep_versions(items, at)
    outline = shipped_bank().bank.outlines[exam]
    places = tuple(
        FormItem(one.id, version_of(one), None, outline.node_of(one.topic) or "", counts=place >= unscored)
        for place, one in enumerate(items)
    )
    return new_form(Form(exam, outline.edition, places), items, rules_edition="e", at=at)


def sat(
    form: ExamForm,
    responses: Sequence[Sequence[Response]],
    *,
    people: Sequence[Person] | None = None,
    profile: Profile | None = None,
    spent: int = 30_000,
    began: int = BEGAN,
    is_practice: bool = False,
) -> list[Sitting]:
    """Keep a sitting for each row of responses, begun, answered in order and handed in; each of somebody new."""
    at = datetime.fromtimestamp(began / 1000, UTC)
    own = people or Person.objects.bulk_create([Person() for _ in responses])
    told = plain(profile or practice(form.exam, len(form.items))), plain(Accommodations())
    sittings = Sitting.objects.bulk_create(
        Sitting(person=person, form=form, profile=told[0], accommodations=told[1], made_at=at, is_practice=is_practice)
        for person in own
    )
    rows: list[SittingEvent] = []
    for sitting, row in zip(sittings, responses, strict=True):
        rows.append(row_of(sitting, Began(began), received=began))
        for place, response in enumerate(row):
            if response:
                now = began + 1000 * (place + 1)
                answered = Answered(now, place, response, now, DEVICE, spent=spent)
                rows.append(row_of(sitting, answered, received=now, device=DEVICE, number=place + 1))
        end = began + 1000 * (len(row) + 1)
        rows.append(row_of(sitting, Submitted(end), received=end))
    SittingEvent.objects.bulk_create(rows, batch_size=2_000)
    return sittings


def drawn_choices(items: Sequence[Item], truth: ItemParameters, theta: Floats, *, seed: int) -> list[list[Response]]:
    """Return what people choose as the model has it, wrong options by lot; `truth` are the questions' real curves."""
    rng = np.random.default_rng(seed)
    right = rng.random((len(theta), len(items))) < truth.probability(theta)
    found: list[list[Response]] = []
    for row in right:
        chosen: list[Response] = []
        for item, is_right in zip(items, row, strict=True):
            key = choices_of(item).index(True)
            wrong = [place for place in range(len(choices_of(item))) if place != key]
            chosen.append((key,) if is_right else (int(rng.choice(wrong)),))
        found.append(chosen)
    return found
