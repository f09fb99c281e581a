"""How people remember: the parameters that were fitted to their own reviews."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from certway.core.study.memory import DEFAULT, Parameters, weight_faults
from certway.records.models import MemoryFit, Person


def parameters_of(user_id: int) -> Parameters:
    """Return how a user remembers: by her own parameters where they were fitted, else as most people do."""
    row = fit_of(user_id)
    return DEFAULT if row is None else parameters_in(row)


def fit_of(user_id: int) -> MemoryFit | None:
    """Return what was last decided about a user's parameters; None where nothing was."""
    return MemoryFit.objects.filter(person__owner_id=user_id).order_by("person_id").first()


def parameters_in(row: MemoryFit) -> Parameters:
    """Return the parameters of a fit; the usual ones where it has none, or none that this version knows."""
    weights = tuple(row.weights or ())
    return Parameters(weights) if weights and not weight_faults(weights) else DEFAULT


def keep_fit(person_id: int, parameters: Parameters, *, told: dict[str, Any], reviews: int, at: datetime) -> None:
    """Keep what was decided about a person's parameters, if she is still there.

    `told` are the figures that decided, `reviews` those that told something then; `at` is an instant in UTC.
    """
    weights = None if parameters == DEFAULT else list(parameters.weights)
    kept = {"weights": weights, "told": told, "reviews": reviews, "made_at": at}
    with transaction.atomic():
        if Person.objects.select_for_update().filter(pk=person_id).exists():
            MemoryFit.objects.update_or_create(person_id=person_id, defaults=kept)
