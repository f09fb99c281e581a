"""The verdicts of a roster as CSV or Parquet: a row for each person and credential."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import polars as pl
from numpy.typing import NDArray

from certway.bulk.headers import FILES
from certway.bulk.out_file import OutFileError, check_out_file
from certway.core.person.columns import Index
from certway.core.rulebook.credential import EligibilityRules
from certway.core.rulebook.judging import Decisions, requirement_ids
from certway.core.units.verdicts import NAMES


def check_out(out: Path, folder: Path) -> None:
    """Raise OutFileError where the verdicts of a folder cannot be written to a file, before any work is done."""
    check_out_file(out)
    if out.resolve().parent == folder.resolve() and out.stem in FILES:
        raise OutFileError(out, "which is a file of the roster; name another")


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


def write_frames(frames: Iterator[pl.DataFrame], out: Path) -> None:
    """Write the frames, one after the other, as the ending of the file says."""
    if out.suffix.lower() == ".parquet":
        pl.concat(list(frames), rechunk=False).write_parquet(out)
        return
    with out.open("wb") as file:
        for place, frame in enumerate(frames):
            frame.write_csv(file, include_header=place == 0)
