"""Django's settings. What an operator may set is an environment variable, told in docs/reference/settings.md."""

from __future__ import annotations

import os

from csp.constants import NONE, SELF
from environ import Env

from certway.web.site.account_settings import *  # noqa: F403
from certway.web.site.places import data_folder, secret_key

_LOCAL = ("127.0.0.1", "localhost", "[::1]")


def _listed(name: str) -> list[str]:
    return [part.strip() for part in os.environ.get(name, "").split(",") if part.strip()]


DATA_FOLDER = data_folder()
SECRET_KEY = secret_key(DATA_FOLDER)
DEBUG = False
HOSTS = _listed("CERTWAY_HOSTS")  # names under which others reach this server
ALLOWED_HOSTS = [*_LOCAL, *HOSTS]
BEHIND_TLS = os.environ.get("CERTWAY_TLS") == "1"  # a proxy in front speaks https

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "csp",
    "django_htmx",
    "certway.records",
    "certway.web.layout",
    "certway.web.site",
    "certway.web.choose",
    "certway.web.qualify",
    "certway.web.plan",
    "certway.web.resources",
    "certway.web.advance",
    "certway.web.accounts",
    "allauth",  # these after our own: our templates stand before theirs
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.usersessions",
    "django.forms",
]

MIDDLEWARE = [
    "certway.web.site.headers.SecurityHeaders",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "certway.web.site.limits.BodyLimit",
    "certway.web.site.busy.BusyPage",
]

ROOT_URLCONF = "certway.web.site.urls"
WSGI_APPLICATION = "certway.web.site.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "certway.web.layout.context.page_parts",
            ],
            "builtins": ["certway.web.layout.templatetags.words"],
        },
    }
]
FORM_RENDERER = "certway.web.layout.rendering.FieldRenderer"

DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": DATA_FOLDER / "certway.sqlite3",
        "OPTIONS": {
            # A transaction that will write takes its turn at once, instead of failing when another one wrote first.
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,  # seconds to wait for another writer
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;",
        },
    }
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "records.User"

LANGUAGE_CODE = "en-us"
USE_TZ = True
TIME_ZONE = "UTC"

SESSION_COOKIE_NAME = "certway"
SESSION_COOKIE_AGE = 60 * 24 * 3600  # seconds; as long as a visitor's answers are kept
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Strict"
CSRF_FAILURE_VIEW = "certway.web.site.errors.csrf_failure"
CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in HOSTS] if BEHIND_TLS else []

SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
if BEHIND_TLS:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_SSL_REDIRECT = True
    SECURE_HSTS_SECONDS = 365 * 24 * 3600
    SESSION_COOKIE_SECURE = True
    CSRF_COOKIE_SECURE = True

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    }
}

vars().update(Env().email_url("EMAIL_URL", default="consolemail://"))  # mail is shown in the terminal until it is set

STATIC_URL = "/static/"
STATIC_ROOT = DATA_FOLDER / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_MAX_AGE = 3600

DATA_UPLOAD_MAX_MEMORY_SIZE = 1_500_000  # bytes: a person file has at most 1 MiB
DATA_UPLOAD_MAX_NUMBER_FIELDS = 500

PLAN_PATIENCE_SECONDS = float(os.environ.get("CERTWAY_PLAN_PATIENCE", "1"))  # then a page of progress is shown

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{levelname} {name}: {message}", "style": "{"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    # Addresses hold no answers, and nothing else of a request is logged.
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {
        "django.request": {"level": "ERROR"},
        "django.security.DisallowedHost": {"handlers": [], "propagate": False},  # anybody can send one
    },
}
