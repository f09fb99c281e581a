"""How hard Hypothesis tries: the same examples on every run, or many new ones with `--hypothesis-profile=soak`."""

from __future__ import annotations

from hypothesis import HealthCheck, settings

_SLOW = [HealthCheck.too_slow, HealthCheck.data_too_large]

settings.register_profile("certway", derandomize=True, deadline=None, suppress_health_check=_SLOW)
settings.register_profile("soak", max_examples=2000, deadline=None, suppress_health_check=_SLOW)
settings.load_profile("certway")
