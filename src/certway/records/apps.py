"""The Django app `records`."""

from __future__ import annotations

from django.apps import AppConfig


class RecordsConfig(AppConfig):
    """Everything that Certway keeps in a database."""

    name = "certway.records"
    label = "records"
    default_auto_field = "django.db.models.BigAutoField"
