"""What share of long work is done, as a bar."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager


@contextmanager
def share_bar(message: str) -> Iterator[Callable[[float], None]]:
    """Give what shows on standard error what share of the work is done; on a terminal only. `message` is an id."""
    if not sys.stderr.isatty():
        yield lambda _share: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

    from certway.exchange.words.catalogue import catalogue

    columns = (TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(catalogue().say(message), total=1.0)
        yield lambda share: bar.update(task, completed=share)
