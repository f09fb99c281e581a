"""The Django app of this folder."""

from __future__ import annotations

from django.apps import AppConfig


class QualifyConfig(AppConfig):
    """Pages without tables of their own."""

    name = "certway.web.qualify"
    label = "web_qualify"
