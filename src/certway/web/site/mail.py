"""How mail leaves: what EMAIL_URL says, as Django's settings."""

from __future__ import annotations

from dataclasses import dataclass, field
from email.utils import parseaddr

from certway.web.site.variables import UnfitValueError

TIMEOUT_SECONDS = 10  # to wait for the mail server
_FORMS = (
    "smtp+tls://user:password@host:587, smtp+ssl://user:password@host:465, smtp://host:25, "
    "filemail:///folder or consolemail://"
)
_SCHEMES = ("smtp", "smtp+tls", "smtp+ssl", "filemail", "consolemail")


@dataclass(frozen=True, slots=True)
class MailWay:
    """The way that mail takes; into the terminal, where nothing else was said."""

    backend: str = "django.core.mail.backends.console.EmailBackend"
    host: str = "localhost"
    port: int = 25
    user: str = ""
    password: str = field(default="", repr=False)
    use_tls: bool = False  # begins in plain text, and goes on encrypted (STARTTLS)
    use_ssl: bool = False  # encrypted from the beginning
    folder: str = ""  # where mail is written as files, one a letter


def mail_way(url: str) -> MailWay:
    """Return the way that an address names. Raises UnfitValueError."""
    from environ import Env

    scheme, _, rest = url.partition("://")
    if scheme not in _SCHEMES or "?" in rest:
        raise UnfitValueError(f"it is none of these: {_FORMS}")
    try:
        told = Env.email_url_config(url)
    except ValueError:  # a port that is no number; the words may hold the password
        raise UnfitValueError(f"it can't be read; write {_FORMS}") from None
    if scheme.startswith("smtp") and not told["EMAIL_HOST"]:
        raise UnfitValueError(f"it names no mail server; write {_FORMS}")
    if scheme == "filemail" and not told["EMAIL_FILE_PATH"]:
        raise UnfitValueError(f"it names no folder; write {_FORMS}")
    return MailWay(
        backend=told["EMAIL_BACKEND"],
        host=told["EMAIL_HOST"] or "localhost",
        port=told["EMAIL_PORT"] or {"smtp+tls": 587, "smtp+ssl": 465}.get(scheme, 25),
        user=told["EMAIL_HOST_USER"] or "",
        password=told["EMAIL_HOST_PASSWORD"] or "",
        use_tls=told.get("EMAIL_USE_TLS", False),
        use_ssl=told.get("EMAIL_USE_SSL", False),
        folder=f"/{told['EMAIL_FILE_PATH']}" if scheme == "filemail" else "",
    )


def sender(text: str) -> str:
    """Return the address from which mail comes, with or without a name. Raises UnfitValueError."""
    _, address = parseaddr(text)
    local, _, host = address.rpartition("@")
    if not local or not host or any(sign in text for sign in "\r\n"):
        raise UnfitValueError(f"{text!r} is no address; write Certway <certway@example.org>")
    return text
