"""The bank: what it holds, and how quickly a package of 20,000 questions and a table of as many are read.

The questions are the shipped ones, each many times under other ids. Reading runs in a process of its own, whose peak of
memory is the figure.
"""

from __future__ import annotations

import json
import multiprocessing
import re
import resource
import tempfile
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from rich.console import Console
from rich.table import Table

from certway.core.items.item import Item
from certway.exchange.bank.files import BANK, load_bank
from certway.exchange.bank.formats import FORMATS

QUESTIONS = 20_000
KINDS = ("qti", "csv")


def many(items: Sequence[Item]) -> list[Item]:
    """Return so many questions: the given ones again and again, under other ids, without pictures."""
    return [
        replace(items[at % len(items)], id=f"{items[at % len(items)].id}-{at}", set_id="", situation="", image=None)
        for at in range(QUESTIONS)
    ]


def read(kind: str, path: str, told: multiprocessing.SimpleQueue[tuple[int, int, float, int]]) -> None:
    """Read a file in this process; put how many came in and were told of, seconds, and MiB at the peak."""
    content, began = Path(path).read_bytes(), time.perf_counter()
    found = FORMATS[kind].read(content, path)
    seconds = time.perf_counter() - began
    told.put(
        (len(found.items), len(found.dropped), seconds, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)
    )


def measured(kind: str, items: Sequence[Item], folder: Path) -> tuple[int, int, float, int]:
    path = folder / f"questions.{FORMATS[kind].ending}"
    path.write_bytes(FORMATS[kind].write(items, {}).content)
    context = multiprocessing.get_context("spawn")
    told: multiprocessing.SimpleQueue[tuple[int, int, float, int]] = context.SimpleQueue()
    process = context.Process(target=read, args=(kind, str(path), told))
    process.start()
    process.join()
    assert process.exitcode == 0, f"{kind}: it could not be read"
    return told.get()


def agreed_share() -> float:
    """Return how many of the questions that were answered blind were answered as their key says, as REVIEW.md tells."""
    told = re.search(
        r"\| \*\*all\*\* \| \*\*(\d+)\*\* \| \*\*(\d+)\*\*", (BANK / "REVIEW.md").read_text(encoding="utf-8")
    )
    assert told is not None
    return int(told[2]) / int(told[1])


def main() -> None:
    bank = load_bank()
    items = many(bank.items)
    table = Table("format", "read", "told of", "seconds", "questions/s", "peak MiB", title=f"{QUESTIONS:,} questions")
    figures: dict[str, float] = {}
    peak = 0
    with tempfile.TemporaryDirectory() as name:
        for kind in KINDS:
            count, dropped, seconds, memory = measured(kind, items, Path(name))
            assert count == QUESTIONS, f"{kind}: {count}"
            figures[f"{kind}_items_per_s"] = round(count / seconds)
            peak = max(peak, memory)
            table.add_row(kind, str(count), str(dropped), f"{seconds:.1f}", f"{count / seconds:.0f}", str(memory))
    Console().print(table)
    print(
        json.dumps(
            {
                "subject": "bank",
                "items": len(bank.items),
                "templates": len(bank.templates),
                "checklists": len(bank.skills),
                "scenarios": len(bank.scenarios),
                "blind_agreed_share": agreed_share(),
                **figures,
                "peak_mib": peak,
            }
        )
    )


if __name__ == "__main__":
    main()
