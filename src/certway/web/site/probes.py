"""Probes of whoever operates Certway: does the process answer, and is it ready for visitors?

A load balancer asks a machine by its address, in plain http, whatever names visitors use. So these two addresses, which
hold nothing about anybody, are answered under any name and without TLS.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError, InterfaceError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_safe

PROBES = ("/healthz", "/readyz")
SOME_NAME = "localhost"  # one that is always allowed


class AnyHost:
    """Lets probes pass the check of the names under which this server is reached."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Return what the view answers."""
        if is_probe(request):
            request.META["HTTP_HOST"] = SOME_NAME
        return self.get_response(request)


def is_probe(request: HttpRequest) -> bool:
    """Tell whether a request is one of the probes."""
    return request.path_info in PROBES


@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    """The process answers; nothing else is looked at, so that nobody restarts it because a database is away."""
    return HttpResponse("ok", content_type="text/plain; charset=utf-8")


@require_safe
def readyz(request: HttpRequest) -> HttpResponse:
    """Everything that pages need is there; else what is missing, by name alone."""
    missing = [*_missing_of_database(), *_missing_of_folder(settings.DATA_FOLDER)]
    return JsonResponse({"ready": not missing, "missing": missing}, status=503 if missing else 200)


def _missing_of_database() -> list[str]:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        executor = MigrationExecutor(connection)
        plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except (DatabaseError, InterfaceError):
        return ["database"]
    return ["migrations"] if plan else []


def _missing_of_folder(folder: Path) -> list[str]:
    try:
        with tempfile.TemporaryFile(dir=folder) as file:  # one without a name, which leaves no trace
            file.write(b"ready")
    except OSError:
        return ["data folder"]
    return []
