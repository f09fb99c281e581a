"""Every setting that an operator may give: read and checked here, from environment variables alone.

docs/reference/settings.md tells what each means. A new one is a field below, a line of `read_environment`, and a row
there.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from ipaddress import ip_address
from pathlib import Path
from typing import Any

from certway.core.units.errors import Problem
from certway.web.site.databases import Database, postgresql, sqlite
from certway.web.site.mail import MailWay, mail_way, sender
from certway.web.site.places import data_folder, kept_key, read_secret
from certway.web.site.variables import SettingsError, UnfitValueError, Variables

SAMPLE_KEY = "put-here-what-the-command-below-prints-not-this-sample-of-the-reference"
KEY_LENGTH, KEY_VARIETY = 50, 5  # characters that a key has at least, and different ones among them
MAKE_KEY = "python -c 'import secrets; print(secrets.token_urlsafe(64))'"
MOST_PATIENCE_SECONDS = 600
MOST_PROXIES = 9
_HOST = re.compile(r"\.?[A-Za-z0-9]([A-Za-z0-9_-]*[A-Za-z0-9])?(\.[A-Za-z0-9]([A-Za-z0-9_-]*[A-Za-z0-9])?)*\.?")

_ADDRESS = re.compile(r"(?P<scheme>https?)://(\[[0-9A-Fa-f:.]+\]|[A-Za-z0-9.-]+)(:[0-9]{1,5})?/?")


@dataclass(frozen=True, slots=True)
class Environment:
    """What was set, with what holds for everything that was left out."""

    data_folder: Path
    secret_key: str = field(repr=False)
    hosts: tuple[str, ...]  # names under which others reach this server, as Django's ALLOWED_HOSTS has them
    production: bool  # a proxy in front speaks https
    plan_patience_seconds: float
    log_style: str  # json or text
    database: Database = field(repr=False)
    mail_way: MailWay
    mail_from: str
    proxies: int  # of our own that stand in front, each of which adds to X-Forwarded-For
    providers: Mapping[str, Any] = field(repr=False)  # of accounts elsewhere, as allauth has them
    document_keys: str = field(repr=False)  # as given; `records/keys.py` reads them
    document_key_file: Path
    address: str  # at which browsers find the pages, for mail and calendars: `https://certway.example.org`


def read_environment(given: Mapping[str, str]) -> Environment:
    """Return what environment variables say. Raises SettingsError, once, with everything wrong with them."""
    variables = Variables(given)
    read = variables.read
    production = read("CERTWAY_TLS", flag, default=False)
    folder = variables.attempt("CERTWAY_DATA", lambda: data_folder(variables.text("CERTWAY_DATA")), default=Path())
    database = read("DATABASE_URL", postgresql, default=sqlite(folder))
    key = variables.text("CERTWAY_SECRET_KEY")
    hosts: tuple[str, ...] = read("CERTWAY_HOSTS", host_names, default=())
    patience = read("CERTWAY_PLAN_PATIENCE", number(least=0, most=MOST_PATIENCE_SECONDS), default=1.0)
    log_style = read("CERTWAY_LOG", one_of("json", "text"), default="json" if production else "text")
    way = read("EMAIL_URL", mail_way, default=MailWay())
    mail_from = read("CERTWAY_MAIL_FROM", sender, default="Certway <certway@localhost>")
    proxies = read("CERTWAY_PROXIES", number(least=0, most=MOST_PROXIES), default=1.0 if production else 0.0)
    providers = _providers(variables, production=production)
    document_keys = variables.text("CERTWAY_DOCUMENT_KEY")
    document_key_file = variables.text("CERTWAY_DOCUMENT_KEY_FILE")
    address = read(
        "CERTWAY_ADDRESS", site_address(production=production), default=own_address(hosts, production=production)
    )
    if production:
        _refuse_weak_key(variables, key, shared=bool(variables.text("DATABASE_URL")))
    variables.finish()
    return Environment(
        data_folder=folder,
        secret_key=key or _own_key(folder, production=production),
        hosts=hosts,
        production=production,
        plan_patience_seconds=patience,
        log_style=log_style,
        database=database,
        mail_way=way,
        mail_from=mail_from,
        proxies=int(proxies),
        providers=providers,
        document_keys=document_keys,
        document_key_file=Path(document_key_file) if document_key_file else folder / "documents.key",
        address=address,
    )


def _providers(variables: Variables, *, production: bool) -> Mapping[str, Any]:
    """Return the provider of accounts elsewhere as allauth has it; nothing where no server is named."""
    server, client = variables.text("CERTWAY_OIDC_SERVER"), variables.text("CERTWAY_OIDC_CLIENT")
    name = variables.text("CERTWAY_OIDC_NAME") or "OpenID"
    secret, path = variables.text("CERTWAY_OIDC_SECRET"), variables.text("CERTWAY_OIDC_SECRET_FILE")
    if path and not secret:
        secret = variables.attempt("CERTWAY_OIDC_SECRET_FILE", lambda: read_secret(Path(path)), default="")
    if not server:
        return {}
    if not client or not secret:
        variables.refuse("CERTWAY_OIDC_SERVER", "it needs CERTWAY_OIDC_CLIENT and CERTWAY_OIDC_SECRET beside it")
    elif not server.startswith(("https://", "http://")):
        variables.refuse("CERTWAY_OIDC_SERVER", f"{server!r} is no address; write one such as https://id.example.org")
    elif production and not server.startswith("https://"):
        variables.refuse(
            "CERTWAY_OIDC_SERVER", f"{server!r} can be listened to, and whoever does can sign in as anybody; use https"
        )
    told = {"server_url": server, "oauth_pkce_enabled": True}
    app = {"provider_id": "oidc", "name": name, "client_id": client, "secret": secret, "settings": told}
    return {"openid_connect": {"APPS": [app]}}


def flag(text: str) -> bool:
    """Return whether something is switched on. Raises UnfitValueError."""
    if text not in ("0", "1"):
        raise UnfitValueError(f"{text!r} is neither 1 nor 0; write 1 for yes, and 0 or nothing for no")
    return text == "1"


def number(*, least: float, most: float) -> Callable[[str], float]:
    """Return a reader of numbers in a range, both ends included; it raises UnfitValueError."""

    def read(text: str) -> float:
        try:
            value = float(text)
        except ValueError:
            value = math.nan
        if not least <= value <= most:
            raise UnfitValueError(f"{text!r} is no number from {least:g} to {most:g}")
        return value

    return read


def one_of(*choices: str) -> Callable[[str], str]:
    """Return a reader of one word of several; it raises UnfitValueError."""

    def read(text: str) -> str:
        if text not in choices:
            raise UnfitValueError(f"{text!r} is none of {', '.join(choices)}")
        return text

    return read


def site_address(*, production: bool) -> Callable[[str], str]:
    """Return a reader of the address of a site, without a path; it raises UnfitValueError."""

    def read(text: str) -> str:
        told = _ADDRESS.fullmatch(text)
        if told is None:
            raise UnfitValueError(f"{text!r} is no address of a site; write one such as https://certway.example.org")
        if production and told["scheme"] != "https":
            raise UnfitValueError(f"{text!r} does not begin with https://, as every address does with CERTWAY_TLS")
        return text.rstrip("/")

    return read


def own_address(hosts: tuple[str, ...], *, production: bool) -> str:
    """Return where browsers find the pages as far as the other settings tell: at the first name that was given."""
    names = [name.removeprefix(".") for name in hosts if name not in ("0.0.0.0", "[::]")]
    if production:
        return f"https://{names[0] if names else 'localhost'}"
    return f"http://{names[0] if names else 'localhost'}:8000"


def host_names(text: str) -> tuple[str, ...]:
    """Return names and addresses with commas between, as Django compares them. Raises UnfitValueError."""
    told = [part.strip() for part in text.split(",")]
    return tuple(_host_name(part) for part in told if part)


def _host_name(text: str) -> str:
    try:
        address = ip_address(text.removeprefix("[").removesuffix("]"))
    except ValueError:
        if not _HOST.fullmatch(text):
            raise UnfitValueError(
                f"{text!r} is no name of a machine; write names such as certway.example.org, without https:// or a port"
            ) from None
        return text.lower()
    return f"[{address}]" if address.version == 6 else str(address)


def key_fault(key: str) -> str:
    """Return what makes a key easy to guess; empty for a good one."""
    if key == SAMPLE_KEY:
        return "it is the sample of the reference, which everybody knows"
    if key.startswith("django-insecure-"):
        return "it begins with django-insecure-, as keys that are not meant for use do"
    if len(key) < KEY_LENGTH:
        return f"it is shorter than {KEY_LENGTH} characters"
    if len(set(key)) < KEY_VARIETY:
        return f"it has fewer than {KEY_VARIETY} different characters"
    return ""


def _refuse_weak_key(variables: Variables, key: str, *, shared: bool) -> None:
    """Refuse a key that protects nobody. `shared`: several machines may serve from one database."""
    fault = key_fault(key) if key else ""
    if fault:
        variables.refuse("CERTWAY_SECRET_KEY", f"{fault}; make one with {MAKE_KEY}")
    elif not key and shared:
        variables.refuse(
            "CERTWAY_SECRET_KEY",
            f"every machine that serves from one PostgreSQL needs the same key; make one with {MAKE_KEY}",
        )


def _own_key(folder: Path, *, production: bool) -> str:
    key = kept_key(folder)
    fault = key_fault(key) if production else ""
    if fault:
        path = folder / "secret.key"
        raise SettingsError([Problem(str(path), 0, f"{fault}; delete the file, then a new key is made at the start")])
    return key
