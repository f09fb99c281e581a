"""`certway serve`: the pages, on this machine."""

from __future__ import annotations

import os
import socket
import sys
from pathlib import Path
from typing import Annotated

import typer

from certway.cli.libraries import needed_libraries
from certway.core.units.errors import CertwayError

SETTINGS = "certway.web.site.settings"
APPLICATION = "certway.web.site.wsgi:application"
LOCAL = ("127.0.0.1", "localhost", "::1")


class AddressError(CertwayError):
    """Raised for an address on which nothing can be served."""

    def __init__(self, host: str, port: int, reason: str) -> None:
        super().__init__(f"http://{host}:{port} can't be used: {reason}; choose another with --host or --port")


def serve(
    host: Annotated[str, typer.Option("--host", metavar="ADDRESS", help="The address to listen on.")] = "127.0.0.1",
    port: Annotated[
        int, typer.Option("--port", metavar="N", help="The port to listen on; 0 = any free one.", min=0, max=65535)
    ] = 8000,
    data: Annotated[
        Path | None,
        typer.Option("--data", metavar="FOLDER", help="Where the database is kept; your own data folder if left out."),
    ] = None,
    workers: Annotated[int, typer.Option("--workers", metavar="N", help="How many processes.", min=1, max=64)] = 1,
) -> None:
    """Serve the pages in a browser, until Ctrl+C.

    Everything stays on this machine: one SQLite file in the data folder.
    """
    os.environ["DJANGO_SETTINGS_MODULE"] = SETTINGS
    if data is not None:
        os.environ["CERTWAY_DATA"] = str(data)
    if host not in LOCAL:
        os.environ["CERTWAY_HOSTS"] = ",".join(filter(None, (os.environ.get("CERTWAY_HOSTS"), host)))
    with needed_libraries():
        port = _free_port(host, port)
        _prepare()
        _say_address(host, port)
        _listen(host, port, workers)


def _free_port(host: str, port: int) -> int:
    """Return the port, or a free one for 0. Raises AddressError with the reason, before anything else is started."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        with socket.socket(family) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind((host, port))
            free: int = probe.getsockname()[1]
    except OSError as error:
        raise AddressError(host, port, (error.strerror or str(error)).lower()) from error
    return free


def _prepare() -> None:
    """Bring the database to this version, gather the files that pages load, and clear what is too old to keep."""
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0, interactive=False)
    call_command("createcachetable", verbosity=0)
    call_command("collectstatic", verbosity=0, interactive=False, clear=False)
    call_command("clearsessions", verbosity=0)
    call_command("cleardrafts", verbosity=0)


def _say_address(host: str, port: int) -> None:
    shown = f"[{host}]" if ":" in host else host
    print(f"Certway is at http://{shown}:{port}  (Ctrl+C stops it)")
    sys.stdout.flush()


def _listen(host: str, port: int, workers: int) -> None:
    from granian import Granian
    from granian.constants import Interfaces

    Granian(
        APPLICATION,
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=4,
        log_access=False,
        log_level="warning",  # type: ignore[arg-type]
        websockets=False,
        process_name=None,
    ).serve()
