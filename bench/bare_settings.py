"""Settings of the bare server: the same database and stack, and one view."""

from certway.web.site.settings import *  # noqa: F403

ROOT_URLCONF = "bare_urls"
MIDDLEWARE: list[str] = []
INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django_tasks",
    "django_tasks_db",
    "certway.records",
]
