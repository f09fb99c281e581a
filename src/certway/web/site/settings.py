"""Django's settings. What an operator may set is read and checked in `environment.py`."""

from __future__ import annotations

import os

from csp.constants import NONE, SELF

from certway.web.site.account_settings import *  # noqa: F403
from certway.web.site.environment import read_environment
from certway.web.site.logs import log_settings
from certway.web.site.mail import TIMEOUT_SECONDS

_LOCAL = ("127.0.0.1", "localhost", "[::1]")

ENVIRONMENT = read_environment(os.environ)
DATA_FOLDER = ENVIRONMENT.data_folder
SECRET_KEY = ENVIRONMENT.secret_key
DEBUG = False
ALLOWED_HOSTS = [*_LOCAL, *ENVIRONMENT.hosts]
BEHIND_TLS = ENVIRONMENT.production
SITE_ADDRESS = ENVIRONMENT.address  # before the paths that mail and calendars name

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "django_tasks",
    "django_tasks_db",
    "csp",
    "django_htmx",
    "certway.records",
    "certway.web.layout",
    "certway.web.site",
    "certway.web.choose",
    "certway.web.qualify",
    "certway.web.record",
    "certway.web.plan",
    "certway.web.resources",
    "certway.web.bank",
    "certway.web.sit",
    "certway.web.study",
    "certway.web.advance",
    "certway.web.home",
    "certway.web.hold",
    "certway.web.accounts",
    "certway.web.documents",
    "certway.web.renew",
    "certway.web.remind",
    "allauth",  # these after our own: our templates stand before theirs
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.usersessions",
    "django.contrib.admin.apps.SimpleAdminConfig",  # shows what web/site/office.py names; our templates stand before
    "django.forms",  # last: our templates of form parts stand before its own
]

MIDDLEWARE = [
    "certway.web.site.request_log.RequestLog",
    "certway.web.site.probes.AnyHost",
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
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "certway.web.layout.context.page_parts",
            ],
            "builtins": ["certway.web.layout.templatetags.words"],
        },
    }
]
FORM_RENDERER = "certway.web.layout.rendering.FieldRenderer"

DATABASES = {"default": ENVIRONMENT.database}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "records.User"
ALLAUTH_TRUSTED_PROXY_COUNT = ENVIRONMENT.proxies
SOCIALACCOUNT_PROVIDERS = ENVIRONMENT.providers

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

# Mail is put into the outbox, in the transaction of whatever it tells about; the worker hands it to the transport.
_MAIL = ENVIRONMENT.mail_way
EMAIL_BACKEND = "certway.actions.outbox.OutboxBackend"
MAIL_TRANSPORT = _MAIL.backend
EMAIL_HOST, EMAIL_PORT = _MAIL.host, _MAIL.port
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = _MAIL.user, _MAIL.password
EMAIL_USE_TLS, EMAIL_USE_SSL = _MAIL.use_tls, _MAIL.use_ssl
EMAIL_FILE_PATH = _MAIL.folder or None
EMAIL_TIMEOUT = TIMEOUT_SECONDS
DEFAULT_FROM_EMAIL = SERVER_EMAIL = ENVIRONMENT.mail_from

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
CSRF_TRUSTED_ORIGINS = (
    [f"https://{f'*{host}' if host.startswith('.') else host}" for host in ENVIRONMENT.hosts] if BEHIND_TLS else []
)

SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
if BEHIND_TLS:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_SSL_REDIRECT = True
    SECURE_REDIRECT_EXEMPT = [r"^(healthz|readyz)$"]  # a load balancer asks the machine itself
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


STATIC_URL = "/static/"
STATIC_ROOT = DATA_FOLDER / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
STATICFILES_FINDERS = ["certway.web.site.static_files.LoadedFilesFinder"]
WHITENOISE_MAX_AGE = 3600

DATA_UPLOAD_MAX_MEMORY_SIZE = 1_500_000  # bytes: a person file has at most 1 MiB
DATA_UPLOAD_MAX_NUMBER_FIELDS = 500
# An uploaded file stays in memory, whatever its size: Django's other handler would write it to disk as it is. How
# large it may be is told by `takes_file` of its view.
FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.MemoryFileUploadHandler"]
FILE_UPLOAD_MAX_MEMORY_SIZE = 11 * 1024 * 1024  # bytes of a body: the largest that any view takes

DOCUMENT_FOLDER = DATA_FOLDER / "documents"
DOCUMENT_KEYS = ENVIRONMENT.document_keys  # with commas between; the first seals
DOCUMENT_KEY_FILE = ENVIRONMENT.document_key_file

PLAN_PATIENCE_SECONDS = ENVIRONMENT.plan_patience_seconds  # then a page of progress is shown

LOGGING = log_settings(ENVIRONMENT.log_style)
