"""Databases of a test's own, each with its folder of documents: the process works with one of them at a time."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from copy import deepcopy
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit
from uuid import uuid4

from django.core.management import call_command
from django.db import connections

from databases import ask


@dataclass(frozen=True)
class Site:
    """A database that nobody else uses."""

    database: dict[str, Any]  # as Django's DATABASES holds it
    documents: Path

    @contextmanager
    def used(self) -> Iterator[None]:
        """Work with this database, in this thread and those that are started meanwhile."""
        kept, before = connections.databases["default"], connections["default"]
        connections.databases["default"] = self.database
        connections["default"] = connections.create_connection("default")
        try:
            yield
        finally:
            connections["default"].close()
            connections.databases["default"], connections["default"] = kept, before


@dataclass(frozen=True)
class Sites:
    """Makes sites whose tables are there, quickly: each is a copy of one that was migrated."""

    folder: Path
    address: str  # of a PostgreSQL
    templates: dict[str, Site] = field(default_factory=dict)  # by kind of database

    def empty(self, name: str, vendor: str) -> Site:
        """Return a site whose database holds nothing at all."""
        folder = self.folder / name
        folder.mkdir()
        return Site(self._sqlite(folder) if vendor == "sqlite" else self._postgresql(), folder / "documents")

    def migrated(self, name: str, vendor: str) -> Site:
        """Return a site whose tables are there."""
        if vendor not in self.templates:
            self.templates[vendor] = self.empty(f"template-{vendor}", vendor)
            with self.templates[vendor].used():
                call_command("migrate", verbosity=0, interactive=False)
        template = self.templates[vendor].database["NAME"]
        folder = self.folder / name
        folder.mkdir()
        if vendor == "postgresql":
            return Site(self._postgresql(template=template), folder / "documents")
        shutil.copy(template, folder)
        return Site(self._sqlite(folder), folder / "documents")

    def _sqlite(self, folder: Path) -> dict[str, Any]:
        options = {"transaction_mode": "IMMEDIATE", "timeout": 20, "init_command": "PRAGMA journal_mode=WAL"}
        own = {"ENGINE": "django.db.backends.sqlite3", "NAME": folder / "certway.sqlite3", "OPTIONS": options}
        return deepcopy(connections.databases["default"]) | own

    def _postgresql(self, template: str = "template0") -> dict[str, Any]:
        name = f"site_{uuid4().hex}"
        ask(self.address, f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
        parts = urlsplit(self.address)
        host = parse_qs(parts.query).get("host", [parts.hostname or ""])[0]
        where = {"USER": parts.username or "", "HOST": host, "PORT": str(parts.port or "")}
        own = {"ENGINE": "django.db.backends.postgresql", "NAME": name, "OPTIONS": {}, **where}
        return deepcopy(connections.databases["default"]) | own
