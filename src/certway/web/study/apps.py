"""The Django app of this folder."""

from __future__ import annotations

from django.apps import AppConfig


class StudyConfig(AppConfig):
    """Pages without tables of their own."""

    name = "certway.web.study"
    label = "web_study"
