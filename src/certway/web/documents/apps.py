"""The Django app of this folder."""

from __future__ import annotations

from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    """Pages without tables of their own."""

    name = "certway.web.documents"
    label = "web_documents"
