"""What an operator may set, as a server that starts with it has it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings

from databases import is_postgresql

_READ = """
import json, sys
from certway.web.site import settings
print(json.dumps({name: getattr(settings, name, None) for name in sys.argv[1:]}))
"""
_BY_TLS = (
    "SECURE_PROXY_SSL_HEADER",
    "SECURE_SSL_REDIRECT",
    "SECURE_HSTS_SECONDS",
    "SESSION_COOKIE_SECURE",
    "CSRF_COOKIE_SECURE",
    "CSRF_TRUSTED_ORIGINS",
    "SECURE_REDIRECT_EXEMPT",
)


def read(folder: Path, *names: str, **told: str) -> dict[str, object]:
    """Return some settings of a server that starts with these environment variables."""
    others = ("CERTWAY_", "DJANGO_", "DATABASE_URL")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(others)}
    shown = subprocess.run(
        [sys.executable, "-c", _READ, *names],
        env={**kept, "CERTWAY_DATA": str(folder), **told},
        capture_output=True,
        text=True,
        check=True,
    )
    loaded = json.loads(shown.stdout)
    assert isinstance(loaded, dict)
    return loaded


def test_server_of_one_machine_answers_to_its_own_names_alone(tmp_path: Path) -> None:
    assert read(tmp_path, "ALLOWED_HOSTS", "DEBUG", *_BY_TLS) == {
        "ALLOWED_HOSTS": ["127.0.0.1", "localhost", "[::1]"],
        "DEBUG": False,
        **dict.fromkeys(_BY_TLS),
        "CSRF_TRUSTED_ORIGINS": [],
    }


def test_server_behind_tls_keeps_to_it(tmp_path: Path) -> None:
    told = {"CERTWAY_TLS": "1", "CERTWAY_HOSTS": "certway.example, .other.example,"}

    assert read(tmp_path, "ALLOWED_HOSTS", *_BY_TLS, **told) == {
        "ALLOWED_HOSTS": ["127.0.0.1", "localhost", "[::1]", "certway.example", ".other.example"],
        "SECURE_PROXY_SSL_HEADER": ["HTTP_X_FORWARDED_PROTO", "https"],
        "SECURE_SSL_REDIRECT": True,
        "SECURE_HSTS_SECONDS": 365 * 24 * 3600,
        "SESSION_COOKIE_SECURE": True,
        "CSRF_COOKIE_SECURE": True,
        "CSRF_TRUSTED_ORIGINS": ["https://certway.example", "https://*.other.example"],
        "SECURE_REDIRECT_EXEMPT": ["^(healthz|readyz)$"],
    }


def test_what_is_told_reaches_django(tmp_path: Path) -> None:
    told = {
        "CERTWAY_PLAN_PATIENCE": "0.25",
        "CERTWAY_SECRET_KEY": "of the operator",
        "EMAIL_URL": "smtp+tls://zo%40ra:pass%3Aword@mail.example:2525",
        "CERTWAY_MAIL_FROM": "Zora <zora@example.org>",
    }
    expected = {
        "PLAN_PATIENCE_SECONDS": 0.25,
        "SECRET_KEY": "of the operator",
        "EMAIL_BACKEND": "certway.actions.outbox.OutboxBackend",
        "MAIL_TRANSPORT": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": "mail.example",
        "EMAIL_PORT": 2525,
        "EMAIL_HOST_USER": "zo@ra",
        "EMAIL_HOST_PASSWORD": "pass:word",
        "EMAIL_USE_TLS": True,
        "EMAIL_USE_SSL": False,
        "EMAIL_TIMEOUT": 10,
        "DEFAULT_FROM_EMAIL": "Zora <zora@example.org>",
        "SERVER_EMAIL": "Zora <zora@example.org>",
    }

    assert read(tmp_path, *expected, **told) == expected
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("told", "proxies"), [({}, 0), ({"CERTWAY_TLS": "1"}, 1), ({"CERTWAY_TLS": "1", "CERTWAY_PROXIES": "2"}, 2)]
)
def test_proxies_are_as_many_as_told(tmp_path: Path, told: dict[str, str], proxies: int) -> None:
    assert read(tmp_path, "ALLAUTH_TRUSTED_PROXY_COUNT", **told) == {"ALLAUTH_TRUSTED_PROXY_COUNT": proxies}


def test_provider_of_accounts_is_what_the_environment_says(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("of the provider\n")
    told = {
        "CERTWAY_OIDC_SERVER": "https://id.college.example",
        "CERTWAY_OIDC_NAME": "Springfield College",
        "CERTWAY_OIDC_CLIENT": "certway",
        "CERTWAY_OIDC_SECRET_FILE": str(tmp_path / "secret"),
    }
    app = {
        "provider_id": "oidc",
        "name": "Springfield College",
        "client_id": "certway",
        "secret": "of the provider",
        "settings": {"server_url": "https://id.college.example", "oauth_pkce_enabled": True},
    }

    assert read(tmp_path, "SOCIALACCOUNT_PROVIDERS", **told) == {
        "SOCIALACCOUNT_PROVIDERS": {"openid_connect": {"APPS": [app]}}
    }
    assert settings.SOCIALACCOUNT_PROVIDERS == {}


@pytest.mark.django_db
def test_tests_use_a_folder_of_their_own() -> None:
    assert str(settings.DATA_FOLDER) == os.environ["CERTWAY_DATA"]
    name = settings.DATABASES["default"]["NAME"]
    assert name.startswith("test_postgres") if is_postgresql() else name == str(settings.DATA_FOLDER / "test.sqlite3")
    assert settings.DATA_FOLDER.name.startswith("certway-tests-")
