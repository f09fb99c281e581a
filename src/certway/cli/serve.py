"""`certway serve`: the pages, on this machine."""

from __future__ import annotations

import os
import socket
import sys
from contextlib import nullcontext
from pathlib import Path
from threading import Event, Thread
from typing import Annotated, Final

import typer

from certway.cli.django_site import name_settings
from certway.cli.libraries import needed_libraries
from certway.cli.serving_worker import kept_worker
from certway.core.units.errors import CertwayError

APPLICATION = "certway.web.site.wsgi:application"
LOCAL = ("127.0.0.1", "localhost", "::1")
PATIENCE_SECONDS = 30  # at the end, for requests that are being answered, and then for the task that runs
CONNECTIONS = 256  # of one process at a time; more wait their turn in the queue of the system
LOOK_SECONDS: Final = 0.05  # between two looks whether the pages are there yet


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
    no_worker: Annotated[
        bool, typer.Option("--no-worker", help="Leave mail and other work to 'certway worker'.")
    ] = False,
) -> None:
    """Serve the pages in a browser, until Ctrl+C.

    Everything stays on this machine, in one SQLite file of the data folder, unless DATABASE_URL names a PostgreSQL.
    """
    name_settings(data)
    if host not in LOCAL:
        os.environ["CERTWAY_HOSTS"] = ",".join(filter(None, (os.environ.get("CERTWAY_HOSTS"), host)))
    with needed_libraries():
        port = _free_port(host, port)
        _name_address(host, port)
        _prepare()
        Thread(target=_say_address, args=(host, port), name="address", daemon=True).start()
        with nullcontext() if no_worker else kept_worker(patience_seconds=PATIENCE_SECONDS):
            _listen(host, port, workers)


def _name_address(host: str, port: int) -> None:
    """Let mail name the address of a server that this machine alone reaches, unless another one was given."""
    if host in LOCAL and not any(os.environ.get(name) for name in ("CERTWAY_ADDRESS", "CERTWAY_HOSTS", "CERTWAY_TLS")):
        os.environ["CERTWAY_ADDRESS"] = _address(host, port)


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
    """Check the database and bring it to this version, gather files that pages load, clear what is too old to keep.

    Raises CertwayError for settings and databases that can't be used.
    """
    import django
    from django.core.management import call_command

    django.setup()
    call_command("checkdatabase")
    call_command("migrate", verbosity=0, interactive=False)
    call_command("checkkeys")
    call_command("createcachetable", verbosity=0)
    call_command("gatherstatic", verbosity=0)
    call_command("clearsessions", verbosity=0)
    call_command("clearvisitors", verbosity=0)
    _let_go_of_database()


def _let_go_of_database() -> None:
    """Close all connections: processes that are forked from this one must open their own."""
    from django.db import connections

    for connection in connections.all(initialized_only=True):
        connection.close()
        if connection.vendor == "postgresql":
            connection.close_pool()  # type: ignore[attr-defined]


def _say_address(host: str, port: int) -> None:
    """Say where the pages are, once they are there: whoever goes there at once is answered."""
    while not _is_there(host, port):
        Event().wait(LOOK_SECONDS)
    print(f"Certway is at {_address(host, port)}  (Ctrl+C stops it)")
    sys.stdout.flush()


def _is_there(host: str, port: int) -> bool:
    try:
        with socket.create_connection((host, port), timeout=1) as probe:
            return bool(probe.getsockname() != probe.getpeername())  # a port that nobody has may meet itself
    except OSError:
        return False


def _address(host: str, port: int) -> str:
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


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
        backpressure=CONNECTIONS,
        workers_kill_timeout=PATIENCE_SECONDS,
        log_access=False,
        log_level="warning",  # type: ignore[arg-type]
        websockets=False,
        process_name=None,
    ).serve()
