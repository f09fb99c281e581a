"""A roster's folder to a file of verdicts."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial, reduce
from pathlib import Path

import polars as pl

from certway.answers.roster import RosterSummary, added, roster, summary_of
from certway.bulk.out_file import replaced
from certway.bulk.partitions import PART, cores, over_parts
from certway.bulk.reading import Roster, read_roster
from certway.bulk.verdict_file import check_out, verdict_frame, write_frames
from certway.core.rulebook.credential import EligibilityRules

MANY = 100_000  # people from which on several processes are worth their start


def check_roster(
    folder: Path,
    out: Path,
    rules: Sequence[EligibilityRules],
    *,
    as_of: int,
    exam_on: int | None = None,
    progress: Callable[[int, int], None] = lambda _done, _of: None,
) -> RosterSummary:
    """Write the verdicts of everybody in a folder to `out`, and return their summary.

    `progress` is told how many people are done, and of how many. Raises InputError for what is wrong with the folder's
    files and OutFileError for `out`; nothing is written then.
    """
    check_out(out, folder)
    summaries: list[RosterSummary] = []
    read = read_roster(folder, out=out)

    def frames() -> Iterator[pl.DataFrame]:
        for summary, frame in _judged(read, rules, as_of=as_of, exam_on=exam_on):
            summaries.append(summary)
            yield frame
            progress(sum(one.people for one in summaries), read.people.size)

    with replaced(out) as beside:
        write_frames(frames(), beside)
    return reduce(added, summaries)


def _judged(
    read: Roster, rules: Sequence[EligibilityRules], *, as_of: int, exam_on: int | None
) -> Iterator[tuple[RosterSummary, pl.DataFrame]]:
    """Yield the summary and the verdicts of one part of the people after the other."""
    task = partial(roster, rules, as_of=as_of, exam_on=exam_on)
    processes = cores() if read.people.size >= MANY else 1
    for found in over_parts(read.people, task, size=PART, processes=processes):
        ids = read.ids[found.part.first : found.part.last]
        yield summary_of(rules, found.found), verdict_frame(ids, rules, found.found)
