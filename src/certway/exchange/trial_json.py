"""What ways of studying came to in a trial, as JSON."""

from __future__ import annotations

import numpy as np

from certway.core.study.trials import TrialFound, Tried

_DIGITS = 3


def trial_json(found: TrialFound) -> dict[str, object]:
    """Return the document of a trial."""
    trial = found.trial
    return {
        "cards": trial.cards,
        "minutes": trial.minutes,
        "days": trial.days,
        "truth": trial.truth,
        "missed": trial.habits.missed_share,
        "slips": trial.habits.slip_share,
        "ability": trial.ability_spread,
        "learners": trial.learners,
        "seed": trial.seed,
        "bound": None if found.bound is None else round(found.bound, _DIGITS),
        "ways": [_way(way) for way in found.ways],
    }


def _way(tried: Tried) -> dict[str, object]:
    tuned = tried.way.name.startswith("tuned")
    return {
        "name": tried.way.name,
        "score": round(tried.score, _DIGITS),
        "least": round(float(tried.scores.min()), _DIGITS),
        "most": round(float(tried.scores.max()), _DIGITS),
        "minutes_a_day": round(float(tried.seconds.mean()) / 60, _DIGITS),
        "peak_to_mean": round(float(np.quantile(tried.peaks, 0.95)), _DIGITS),
        "retention": tried.way.retention if tuned else None,
        "new_a_day": tried.way.new_a_day if tuned else None,
        "scores": [round(score, _DIGITS) for score in tried.scores.tolist()],
    }
