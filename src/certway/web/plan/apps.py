"""The Django app of this folder."""

from __future__ import annotations

from django.apps import AppConfig


class PlanConfig(AppConfig):
    """Pages without tables of their own."""

    name = "certway.web.plan"
    label = "web_plan"
