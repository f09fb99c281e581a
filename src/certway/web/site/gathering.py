"""Which files are gathered and compressed for browsers at the start of a server: those that pages load."""

from __future__ import annotations

from django.contrib.staticfiles.apps import StaticFilesConfig


class GatheredFiles(StaticFilesConfig):
    """Leaves out what django-htmx brings besides the one file that pages load; compressing that takes seconds."""

    ignore_patterns = [  # noqa: RUF012 - the name and kind are Django's
        *StaticFilesConfig.ignore_patterns,
        "django_htmx/ext/*",
        "django_htmx/htm*x-4*",
        "django_htmx/htmx-2.js",
        "django_htmx/django-htmx.js",  # for servers in debug mode
    ]
