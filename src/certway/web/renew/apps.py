"""The Django app of this folder."""

from __future__ import annotations

from django.apps import AppConfig


class RenewConfig(AppConfig):
    """Pages without tables of their own."""

    name = "certway.web.renew"
    label = "web_renew"
