"""The `certway` command as a process: what goes wrong becomes one clear line a problem, and an exit status."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Iterable

from certway.core.units.errors import CertwayError, InputError

BAD_INPUT, OUR_FAULT = 2, 1


def main() -> None:
    """Run the command line and exit: 0 done, 2 bad input, 1 a fault of Certway's own."""
    _soften_encoding()
    # Rules count in whole numbers, and calibration runs threads of its own: a pool for products would only cost time.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    # A short life makes hardly any garbage; looking for it while the rules are read only takes time.
    gc.set_threshold(100_000)
    from certway.cli.commands import build

    try:
        status = build().main(prog_name="certway", standalone_mode=False)
    except InputError as error:
        _fail(str(problem) for problem in error.problems)
    except CertwayError as error:
        _fail([f"certway: {error}"])
    except Exception as error:  # noqa: BLE001 - the outermost edge, where every fault is told in one line
        sys.exit(_failed(error))
    else:
        sys.exit(status if isinstance(status, int) else 0)


def _fail(lines: Iterable[str]) -> None:
    for line in lines:
        print(line, file=sys.stderr)
    sys.exit(BAD_INPUT)


def _failed(error: Exception) -> int:
    """Tell an exception that no code of ours expected, and return the exit status."""
    if isinstance(error, BrokenPipeError):
        # The reader (a pager, head) has gone; nothing more can be written, also not when Python flushes at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    told = getattr(error, "format_message", None)  # what Typer raises for a wrong command line
    if told is not None:
        print(f"certway: {told().strip()} Try 'certway --help'.", file=sys.stderr)
        return BAD_INPUT
    if os.environ.get("CERTWAY_DEBUG") == "1":
        raise error
    kind = type(error).__name__
    text = f"certway: this is our fault, not yours: {kind}: {error}"
    print(f"{text} (CERTWAY_DEBUG=1 shows where; please report it)".replace("\n", " "), file=sys.stderr)
    return OUR_FAULT


def _soften_encoding() -> None:
    """Let a terminal that cannot show a character show a stand-in for it instead of ending the program."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="replace")
