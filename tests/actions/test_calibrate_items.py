"""Measured values come back with where they are from, and the next exam uses them; one that was begun does not."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path

import numpy as np
import pytest
from django_tasks_db.models import DBTaskResult

from builders.commands import call
from builders.crowds import BEGAN, EXAM, NOW, drawn_choices, exam_form, sat, single_items
from builders.workers import Clock, worker
from certway.actions import calibrate_items
from certway.actions.begin_sitting import begin_exam
from certway.actions.calibrate_items import (
    TooFewAttemptsError,
    ask_to_calibrate,
    responses_file,
    see_calibrations,
    take_parameters,
    withdraw_calibration,
)
from certway.actions.publish_item import publish_draft
from certway.actions.see_report import load_report
from certway.actions.sit_exam import adapting, steer
from certway.actions.write_item import change_item, save_draft
from certway.core.items.identity import version_of
from certway.core.items.item import Item
from certway.core.psychometrics.models import ItemParameters
from certway.core.psychometrics.response import probability
from certway.core.sit.adapting import Adapting
from certway.core.sit.events import Began, Submitted
from certway.core.sit.values import Values, expected_values
from certway.core.units.errors import InputError
from certway.exchange.bank.sheet import sheet_of
from certway.records.attempts import gather_attempts
from certway.records.bank import bank_here
from certway.records.models import AttemptAnswers, ExamForm, ItemCalibration, KeptParameters, Person, Sitting, User
from certway.records.parameters import known_here, known_of
from certway.records.sittings import form_of, questions_of, values_of
from members import new_user

pytestmark = pytest.mark.django_db

DAY = BEGAN // 86_400_000 + 719_163  # as an ordinal


@pytest.fixture
def user() -> User:
    return new_user("staff@example.org", staff=True)


def crowd(items: Sequence[Item], people: int, *, mean: float = 0.0, seed: int = 3) -> ItemParameters:
    """Let a crowd sit the questions, and return their real curves; its abilities have another mean than the cut."""
    rng = np.random.default_rng(seed)
    expected = [expected_values(one) for one in items]
    b = np.array([one.b for one in expected]) + rng.normal(0, 0.7, len(items))
    truth = ItemParameters(rng.lognormal(0, 0.2, len(items)), b, np.zeros(len(items)))
    sat(exam_form(items), drawn_choices(items, truth, rng.normal(mean, 1, people), seed=seed))
    gather_attempts(NOW)
    return truth


def chance(values: Values) -> float:
    """Return how likely a right answer is at the cut."""
    return float(probability(*(np.array(one) for one in (0.0, values.a, values.b, values.c))))


def exported(exam: str = EXAM) -> str:
    lines = responses_file(exam)
    assert lines is not None
    return "".join(lines)


def written(rows: Sequence[tuple[Item, float, float, float]]) -> bytes:
    """Return a file of values, a b and c, of questions as they stand."""
    lines = [f"{item.id}@{version_of(item)},{a},{b},{c},0.1,0.1,0,412" for item, a, b, c in rows]
    return ("item,a,b,c,se_a,se_b,se_c,n\n" + "\n".join(lines) + "\n").encode()


def test_answers_go_out_without_anybody_and_come_back_as_values_that_the_next_exam_uses(
    user: User, tmp_path: Path
) -> None:
    items = single_items(20)
    truth = crowd(items, 220, mean=1.0)
    text = exported()
    first, *rows = csv.reader(io.StringIO(text))
    assert first == ["person_id", *(f"{one.id}@{version_of(one)}" for one in items)]
    assert (len(rows), len({row[0] for row in rows})) == (220, 220)
    assert all(row[0].isdecimal() for row in rows)
    assert {row[0] for row in csv.reader(io.StringIO(exported()))} & {row[0] for row in rows} == set()
    known = {str(one) for person in Person.objects.all() for one in (person.pk, person.public_id)}
    assert [row[0] for row in rows if row[0] in known] == []

    answers, out = tmp_path / "responses.csv", tmp_path / "items.csv"
    answers.write_text(text, encoding="utf-8")
    assert call("sit", "calibrate", answers, "--model", "2pl", "--out", out).returncode == 0
    taken = take_parameters(user, out.read_bytes(), "items.csv", at=NOW)
    assert (taken.items, taken.left_out) == (20, 0)

    calibration = ItemCalibration.objects.get()
    assert (calibration.model, calibration.source, calibration.by, len(calibration.digest)) == ("2pl", "file", user, 64)
    bank = bank_here()
    found = [known_here(bank).by_id[one.id] for one in items]
    assert {(one.origin, one.answered, one.at) for one in found} == {("measured", 220, NOW)}
    assert np.corrcoef([one.values.b for one in found], truth.b)[0, 1] > 0.9
    # The crowd is abler than those at the cut; the line between the scales takes that back.
    measured, expected = (
        np.mean([chance(one) for one in them]) for them in ([one.values for one in found], map(expected_values, items))
    )
    assert measured == pytest.approx(expected, abs=0.03)
    assert calibration.shift > 0.3

    key = begin_exam(user.pk, EXAM, on=DAY, now=BEGAN)
    form = Sitting.objects.get(public_id=key).form
    values = values_of(form)
    assert len(values) == 200
    for item in bank.bank.items:
        if item.id in values:
            own = known_here(bank).by_id.get(item.id)
            assert values[item.id] == (own.values if own else expected_values(item))
    assert any(one.id in values for one in items)


def whole_exam(user: User) -> set[str]:
    """Begin an exam and return the questions of its form."""
    sitting = Sitting.objects.select_related("form").get(public_id=begin_exam(user.pk, EXAM, on=DAY, now=BEGAN))
    return {one.item for one in form_of(sitting.form).items}


@pytest.mark.any_database
def test_form_prefers_what_tells_most_at_the_cut_by_what_was_measured(user: User) -> None:
    before = whole_exam(user)
    alone = [one for one in single_items(600) if not one.set_id]
    dull = [one for one in alone if one.id in before][:30]
    keen = [one for one in alone if one.id not in before][:60]
    rows = [(one, 0.2, 4.0, 0.2) for one in dull] + [(one, 3.0, 0.0, 0.0) for one in keen]
    take_parameters(user, written(rows), "items.csv", at=NOW)
    after = whole_exam(user)
    assert len(after & {one.id for one in dull}) < 10 < 40 < len(after & {one.id for one in keen})


@pytest.mark.any_database
def test_values_from_the_answers_here_are_measured_in_the_background(user: User) -> None:
    items = single_items(15)
    truth = crowd(items, 200)
    assert ask_to_calibrate(user, EXAM, at=NOW)
    assert not ask_to_calibrate(user, EXAM, at=NOW)
    assert [one.is_waiting for one in see_calibrations(NOW).exams] == [True]
    worker(Clock()).run_next()
    assert DBTaskResult.objects.get().status == "SUCCESSFUL"
    (line,) = see_calibrations(NOW).lines
    assert (line.state, line.model, line.attempts, line.items, line.in_use) == ("done", "1pl", 200, 15, 15)
    measured = [known_of(one) for one in items]
    assert {(one.origin, one.answered) for one in measured} == {("measured", 200)}
    assert np.corrcoef([one.values.b for one in measured], truth.b)[0, 1] > 0.9


def test_too_few_exams_are_not_calibrated(user: User) -> None:
    crowd(single_items(10), 30)
    with pytest.raises(TooFewAttemptsError):
        ask_to_calibrate(user, EXAM, at=NOW)
    row = ItemCalibration.objects.create(state="waiting", source="here", exam=EXAM, made_at=NOW, by=user)
    calibrate_items.calibrate_exam(row.pk, NOW)
    row.refresh_from_db()
    assert (row.state, row.reason, row.attempts) == ("failed", "few", 30)
    calibrate_items.calibrate_exam(row.pk, NOW)  # a repeat changes nothing
    assert ItemCalibration.objects.get().state == "failed"


def test_calibration_that_was_lost_says_so_and_another_may_be_begun(user: User) -> None:
    AttemptAnswers.objects.bulk_create(AttemptAnswers(exam=EXAM, is_adaptive=False, answers=[]) for _ in range(200))
    ask_to_calibrate(user, EXAM, at=NOW)
    later = NOW + timedelta(days=2)
    (line,) = see_calibrations(later).lines
    assert (line.state, line.reason) == ("failed", "lost")
    assert ask_to_calibrate(user, EXAM, at=later)


def test_newest_values_are_in_use_and_older_ones_come_back(user: User) -> None:
    one, two = single_items(2)
    take_parameters(user, written([(one, 1.0, 0.5, 0.2), (two, 1.0, 1.5, 0.2)]), "first.csv", at=NOW)
    bank, before = bank_here(), known_of(one).values
    first = known_here(bank)
    assert known_here(bank) is first
    take_parameters(user, written([(one, 2.0, -1.0, 0.1)]), "second.csv", at=NOW + timedelta(days=1))
    assert known_of(one).values != before
    assert list(KeptParameters.objects.filter(item=one.id).order_by("pk").values_list("is_in_use", flat=True)) == [
        False,
        True,
    ]
    assert known_of(two).at == NOW
    key = see_calibrations(NOW).lines[0].key
    assert [withdraw_calibration(key), withdraw_calibration(key)] == [True, False]
    assert (known_of(one).values, known_here(bank).by_id[one.id].values) == (before, before)


def test_file_with_anything_unknown_is_refused_whole(user: User) -> None:
    one, two = single_items(2)
    bad = written([(one, 1, 0, 0), (two, 1, 0, 0)]).decode().replace(two.id, "ecg/shoes")
    bad += f"{one.id}@{'0' * 16},1,0,0,0.1,0.1,0,9\n"
    with pytest.raises(InputError) as refused:
        take_parameters(user, bad.encode(), "items.csv", at=NOW)
    assert [str(problem) for problem in refused.value.problems] == [
        "items.csv:3: there is no question 'ecg/shoes' here; remove the row",
        f"items.csv:4: the question '{one.id}' never had the version {'0' * 16} here; remove the row",
    ]
    with pytest.raises(InputError, match="settled no values"):
        take_parameters(user, written([(one, 1, 0, 0)]).replace(b"0.1,0.1", b","), "items.csv", at=NOW)
    assert (ItemCalibration.objects.count(), KeptParameters.objects.count()) == (0, 0)


@pytest.mark.any_database
def test_question_that_follows_no_curve_is_left_out(user: User) -> None:
    one, two = single_items(2)
    told = written([(one, 1, 0.3, 0), (two, 0.01, 40, 0)]).replace(b"40,0,0.1,0.1", b"40,0,,")
    taken = take_parameters(user, told, "items.csv", at=NOW)
    assert (taken.items, taken.left_out, known_of(two).origin) == (1, 1, "expected")


def changed(user: User, item: Item, **fields: str) -> Item:
    """Publish another version of a question."""
    key = change_item(item.id, at=NOW)
    saves = save_draft(key, {**sheet_of(item), **fields}, saves=2, at=NOW)
    publish_draft(user, key, saves=saves, with_flaws=True, at=NOW)
    return bank_here().bank.by_id[item.id]


def test_changed_question_keeps_its_difficulty_as_a_guess_while_its_key_stays(user: User) -> None:
    one, two = single_items(2)
    take_parameters(user, written([(one, 1.5, 1.0, 0.2), (two, 1.5, 1.0, 0.2)]), "items.csv", at=NOW)
    before = known_of(one)
    reworded = changed(user, one, stem="Which is it, then?")
    found = known_here(bank_here()).by_id[one.id]
    assert (found.origin, found.answered, found.values.a, found.values.c) == ("carried", 412, 1.0, 0.25)
    assert found.values != before.values
    assert known_of(one) == before  # of the version that was measured
    right = next(number for number in range(1, 5) if sheet_of(two).get(f"right-{number}"))
    other = right % 4 + 1
    rekeyed = changed(user, two, **{f"right-{right}": "", f"right-{other}": "1"})
    assert two.id not in known_here(bank_here()).by_id
    assert (known_of(rekeyed).origin, known_of(reworded).origin) == ("expected", "carried")


def test_exam_that_was_begun_keeps_its_values_and_old_forms_go_by_what_was_expected(user: User) -> None:
    key = begin_exam(user.pk, "mlt-ascp", on=DAY, now=BEGAN)
    sitting = Sitting.objects.get(public_id=key)
    steer(user.pk, key, Began(BEGAN), now=BEGAN)
    asked = form_of(sitting.form)
    items = questions_of(asked)
    before = [adapting(sitting.form.public_id).next_item(seed, (), {}) for seed in range(20)]
    rows = [(one, 2.5, (-1) ** number * 2.0, 0.2) for number, one in enumerate(items) if one.kind == "single"]
    take_parameters(user, written(rows), "items.csv", at=NOW)

    adapting.cache_clear()
    assert [adapting(sitting.form.public_id).next_item(seed, (), {}) for seed in range(20)] == before
    later = Sitting.objects.get(public_id=begin_exam(user.pk, "mlt-ascp", on=DAY, now=BEGAN))
    assert later.form_id != sitting.form_id
    assert [adapting(later.form.public_id).next_item(seed, (), {}) for seed in range(20)] != before
    assert begin_exam(user.pk, "mlt-ascp", on=DAY, now=BEGAN) != later.public_id
    assert ExamForm.objects.filter(exam="mlt-ascp").count() == 2  # the new one is shared again

    ExamForm.objects.filter(pk=sitting.form_id).update(values=None)  # as forms were before
    adapting.cache_clear()
    assert [adapting(sitting.form.public_id).next_item(seed, (), {}) for seed in range(20)] == before
    assert [Adapting(asked, items, sitting.form.counts or {}).next_item(seed, (), {}) for seed in range(20)] == before


@pytest.mark.any_database
def test_report_goes_by_the_values_of_the_form(user: User) -> None:
    reports = []
    for number in range(2):
        key = begin_exam(user.pk, "ccma-nha", on=DAY, now=BEGAN)
        steer(user.pk, key, Began(BEGAN), now=BEGAN)
        steer(user.pk, key, Submitted(BEGAN + 1), now=BEGAN + 1)
        reports.append(load_report(user.pk, key, now=BEGAN + 2))
        if not number:
            rows = [(one, 1.0, 1.7, 0.2) for one in single_items(600, exam="ccma-nha")]
            take_parameters(user, written(rows), "items.csv", at=NOW)
    first, second = reports
    assert first is not None
    assert second is not None
    assert {one.values.b for one in first.report.items} <= {-1.0, 0.0, 1.0}
    assert {one.values.b for one in second.report.items}.isdisjoint({-1.0, 0.0, 1.0})
