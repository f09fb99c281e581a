"""The Django app of this folder."""

from __future__ import annotations

from django.apps import AppConfig


class BankConfig(AppConfig):
    """Pages without tables of their own."""

    name = "certway.web.bank"
    label = "web_bank"
