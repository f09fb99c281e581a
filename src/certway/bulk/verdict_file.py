"""The verdicts of a roster as CSV or Parquet: a row for each person and credential, whole or not at all."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import polars as pl
from numpy.typing import NDArray

from certway.bulk.headers import FILES
from certway.core.person.columns import Index
from certway.core.rulebook.credential import EligibilityRules
from certway.core.rulebook.judging import Decisions, requirement_ids
from certway.core.units.errors import CertwayError
from certway.core.units.verdicts import NAMES

ENDINGS = (".csv", ".parquet")


class OutFileError(CertwayError):
    """Raised for a file that the verdicts cannot be written to."""

    def __init__(self, out: Path, reason: str) -> None:
        super().__init__(f"--out is '{out}', {reason}")


def check_out(out: Path, folder: Path) -> None:
    """Raise OutFileError where the verdicts of a folder cannot be written to a file, before any work is done."""
    if out.suffix.lower() not in ENDINGS:
        raise OutFileError(out, "whose ending says no format; let it end with .csv or .parquet")
    if out.is_dir():
        raise OutFileError(out, "which is a folder; name a file")
    if out.resolve().parent == folder.resolve() and out.stem in FILES:
        raise OutFileError(out, "which is a file of the roster; name another")
    if not out.parent.is_dir():
        raise OutFileError(out, "whose folder does not exist; make it first")
    if not os.access(out.parent, os.W_OK):
        raise OutFileError(out, "whose folder may not be written to; choose another")


def verdict_frame(ids: pl.Series, rules: Sequence[EligibilityRules], decisions: Sequence[Decisions]) -> pl.DataFrame:
    """Return the rows of some people: all credentials of the first one, then of the next."""
    count, each = len(ids), len(rules)
    verdicts = _alternating([one.verdict for one in decisions]) + 1
    routes = _ids_of([[route.id for route in one.routes] for one in rules], [one.route for one in decisions])
    failed = _ids_of([requirement_ids(one) for one in rules], [one.failed for one in decisions])
    return pl.DataFrame(
        {
            "person_id": ids.gather(np.repeat(np.arange(count, dtype=np.uint32), each)),
            "credential": _words([one.credential for one in rules], np.tile(np.arange(each), count)),
            "verdict": _words([NAMES[code] for code in sorted(NAMES)], verdicts),
            "route": routes,
            "first_failed": failed,
        }
    )


def _ids_of(ids: Sequence[Sequence[str]], places: Sequence[NDArray[np.signedinteger]]) -> pl.Series:
    """Return ids by their places in the list of each credential; -1 = null."""
    words = sorted({one for own in ids for one in own})
    rank = {word: place for place, word in enumerate(words)}
    ranks = [np.array([*(rank[one] for one in own), -1], dtype=np.intp) for own in ids]
    return _words(words, _alternating([own[places] for own, places in zip(ranks, places, strict=True)]))


def _alternating(columns: Sequence[NDArray[np.signedinteger]]) -> Index:
    """Return the first value of every column, then the second of every one, and so on."""
    return np.stack(columns, axis=1).reshape(-1).astype(np.intp)


def _words(words: Sequence[str], places: Index) -> pl.Series:
    """Return a column of words by their places; -1 = null."""
    codes = pl.Series(places, dtype=pl.Int64)
    return pl.Series(words, dtype=pl.Enum(list(words))).gather(codes.set(codes < 0, None))


@contextmanager
def replaced(out: Path) -> Iterator[Path]:
    """Give the path of a file beside `out` that takes its place when all went well, and is gone otherwise."""
    beside = out.with_name(f".{out.stem}.{os.getpid()}.part{out.suffix}")
    try:
        yield beside
        os.replace(beside, out)
    finally:
        beside.unlink(missing_ok=True)


def write_frames(frames: Iterator[pl.DataFrame], out: Path) -> None:
    """Write the frames, one after the other, as the ending of the file says."""
    if out.suffix.lower() == ".parquet":
        pl.concat(list(frames), rechunk=False).write_parquet(out)
        return
    with out.open("wb") as file:
        for place, frame in enumerate(frames):
            frame.write_csv(file, include_header=place == 0)
