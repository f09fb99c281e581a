"""The files that pages load, gathered once as by `certway serve`; quick hashing; patience, for a busy machine."""

from __future__ import annotations

from importlib import import_module

import pytest
from django.core.management import call_command
from django.template import Context, Template
from django.utils.safestring import SafeString
from pytest_django import Settings


@pytest.fixture(scope="session", autouse=True)
def _static_files() -> None:
    call_command("collectstatic", verbosity=0, interactive=False)
    import_module("certway.web.site.urls")  # before a test configures a provider, whose addresses would stay


@pytest.fixture(scope="session", autouse=True)
def _plain_templates(django_test_environment: None) -> None:
    """Fill templates in as a server does: Django's tests would keep every context, for which no test here asks."""
    Template._render = _render


def _render(template: Template, context: Context) -> SafeString:
    return template.nodelist.render(context)


@pytest.fixture(autouse=True)
def _quick_hashing(settings: Settings) -> None:
    settings.PASSWORD_HASHERS = ["quick_hashing.QuickArgon2"]


@pytest.fixture(autouse=True)
def _patience(settings: Settings) -> None:
    settings.PLAN_PATIENCE_SECONDS = 60  # a test of the page of progress takes it back
