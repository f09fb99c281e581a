"""Own parameters: fitted for whom there are enough new reviews, kept where they are better, harmless where it fails."""

from __future__ import annotations

import logging
import sys

import pytest
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from builders.learners import drawn_reviews
from certway.actions import fit_memory
from certway.actions.fit_memory import FAILED, FORGOTTEN, fit_one, fit_person, forget_fit, with_new_reviews
from certway.core.study.fitting import LEAST_REVIEWS, fit
from certway.core.study.memory import DEFAULT, Parameters
from certway.core.study.refitting import wanted_reviews
from certway.exchange.memory_fit import FitFailedError
from certway.records.memory_fits import parameters_of
from certway.records.models import MemoryFit, StudyEvent, User
from certway.records.models.study import StudyEventKind
from certway.records.people import person_of
from certway.records.study_log import add_events
from members import new_user

pytestmark = pytest.mark.django_db
AT = timezone.now()
DAY = 86_400_000
FIRST = 1_700_000_000_000
W = DEFAULT.weights
QUICKLY_FORGETTING = Parameters((0.05, 0.2, 0.5, 1.5, *W[4:8], 1.2, *W[9:20], 0.3))


@pytest.fixture
def user() -> User:
    return new_user("zora@example.org")


def reviewed(user: User, truth: Parameters = QUICKLY_FORGETTING, *, cards: int = 300, seed: int = 1) -> int:
    """Give somebody reviews as one has them who remembers so; return her person."""
    person = person_of(user.pk).pk
    columns = drawn_reviews(truth, cards=cards, days=100, seed=seed)
    add_events(
        [
            StudyEvent(
                person_id=person,
                kind=StudyEventKind.REVIEWED,
                at=FIRST + int(day) * DAY,
                received=FIRST + 1000 * DAY,
                device=f"anki-{seed}-{card}",
                number=int(day),
                item=f"anki/{seed}-{card}",
                grade=int(grade),
            )
            for card, day, grade in zip(*columns, strict=True)
        ]
    )
    return person


@pytest.mark.any_database
def test_own_parameters_are_kept_with_the_figures_that_decided(user: User) -> None:
    person = reviewed(user)
    here = fit(*drawn_reviews(QUICKLY_FORGETTING, cards=300, days=100, seed=1))

    assert parameters_of(user.pk) == DEFAULT
    assert fit_one(person, AT)
    row = MemoryFit.objects.get()
    assert here.kept == "fitted"
    assert row.told["kept"] == "fitted"
    assert parameters_of(user.pk).weights == pytest.approx(here.parameters.weights, abs=0.2)
    assert row.told["losses"]["fitted"] < row.told["losses"]["default"]
    assert row.reviews == row.told["learned_from"] + row.told["held_out"]


@pytest.mark.any_database
def test_who_remembers_as_usual_keeps_the_usual_ones(user: User) -> None:
    person = reviewed(user, DEFAULT, cards=200)

    assert fit_one(person, AT)
    row = MemoryFit.objects.get()
    assert (row.weights, row.told["because"], parameters_of(user.pk)) == (None, "within-noise", DEFAULT)


def test_nothing_is_fitted_before_there_are_enough_new_reviews(user: User) -> None:
    person = reviewed(user)
    told = MemoryFit.objects.create(person_id=person, weights=None, told={}, reviews=10**6, made_at=AT)

    assert not fit_one(person, AT)
    assert (with_new_reviews(), MemoryFit.objects.get().told) == ([], {})
    told.delete()
    assert with_new_reviews() == [person]
    other = new_user("eve@example.org")
    few = reviewed(other, cards=30)
    assert StudyEvent.objects.filter(person=few).count() < LEAST_REVIEWS
    assert (fit_one(few, AT), with_new_reviews()) == (False, [person])


@pytest.mark.any_database
def test_nightly_work_fits_each_person_in_a_task_of_her_own(user: User) -> None:
    person = reviewed(user)
    fit_memory.fit_memory.call()
    assert [row.args_kwargs["args"] for row in DBTaskResult.objects.all()] == [[person]]
    fit_person.call(person)
    assert MemoryFit.objects.get().person_id == person


def test_fit_that_fails_leaves_her_own_parameters_and_waits(user: User, monkeypatch: pytest.MonkeyPatch) -> None:
    person = reviewed(user)
    own = [*QUICKLY_FORGETTING.weights]
    MemoryFit.objects.create(person_id=person, weights=own, told={}, reviews=0, made_at=AT)
    monkeypatch.setattr("certway.exchange.memory_fit._FITTER", "certway.no_such_module")

    assert fit_one(person, AT)
    row = MemoryFit.objects.get()
    assert (row.weights, row.told) == (own, {"because": FAILED})
    assert not fit_one(person, AT)
    assert issubclass(FitFailedError, Exception)


def test_reviews_that_were_taken_back_meanwhile_decide_nothing(user: User, monkeypatch: pytest.MonkeyPatch) -> None:
    person = reviewed(user)
    made = fit_memory.fit_bounded

    def slowly(*columns: object, **named: object) -> object:
        StudyEvent.objects.all().delete()
        return made(*columns, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(fit_memory, "fit_bounded", slowly)
    fit_one(person, AT)
    assert MemoryFit.objects.count() == 0


def test_forgetting_goes_back_to_most_people_until_there_are_many_new_reviews(user: User) -> None:
    person = reviewed(user)
    fit_one(person, AT)
    reviews = MemoryFit.objects.get().reviews
    forget_fit(user.pk, at=AT)

    row = MemoryFit.objects.get()
    assert (row.weights, row.told, row.reviews) == (None, {"because": FORGOTTEN}, reviews)
    assert parameters_of(user.pk) == DEFAULT
    assert not fit_one(person, AT)
    reviewed(user, seed=2)
    assert row.reviews * 2 > wanted_reviews(row.reviews)
    assert fit_one(person, AT)


def test_weights_that_this_version_does_not_know_are_the_usual_ones(user: User) -> None:
    person = person_of(user.pk).pk
    for weights in ([1.0, 2.0], [10**6] * 21):
        MemoryFit.objects.update_or_create(
            person_id=person, defaults={"weights": weights, "told": {}, "reviews": 0, "made_at": AT}
        )
        assert parameters_of(user.pk) == DEFAULT


def test_without_the_optimizer_it_is_said_once(
    user: User, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    person = reviewed(user)
    monkeypatch.setitem(sys.modules, "fsrs_rs_python", None)
    fit_memory._say_that_none_are_fitted.cache_clear()
    with caplog.at_level(logging.WARNING, logger="certway.study"):
        for _twice in range(2):
            fit_memory.fit_memory.call()
            fit_person.call(person)

    assert [record.getMessage().count("certway[study]") for record in caplog.records] == [1]
    assert (MemoryFit.objects.count(), DBTaskResult.objects.count()) == (0, 0)
