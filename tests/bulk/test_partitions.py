"""Parts of people are worked on in order, and a part that fails is named."""

from __future__ import annotations

import os

import pytest

from builders.records import record
from certway.bulk.partitions import Part, PartFound, PartitionError, over_parts, parts_of
from certway.core.person.batch import batch_of
from certway.core.person.columns import People

PEOPLE = batch_of([record(work=[{"hours_per_week": 1}] * jobs) for jobs in range(10)])


def jobs_of(people: People) -> list[int]:
    table = people.tables["work"]
    return [int(end - begin) for begin, end in zip(table.offsets[:-1], table.offsets[1:], strict=True)]


def failing_for_many_jobs(people: People) -> int:
    if max(jobs_of(people)) > 5:
        raise ValueError("too many jobs")
    return people.size


def ended_by_the_system(people: People) -> int:
    if max(jobs_of(people)) > 5:
        os._exit(9)
    return people.size


@pytest.mark.parametrize("processes", [1, 2])
def test_parts_come_in_the_order_of_the_people(processes: int) -> None:
    found = list(over_parts(PEOPLE, jobs_of, size=4, processes=processes))

    assert found == [
        PartFound(Part(0, 3), [0, 1, 2]),
        PartFound(Part(3, 6), [3, 4, 5]),
        PartFound(Part(6, 10), [6, 7, 8, 9]),
    ]


def test_parts_of_nobody_are_one_empty_part() -> None:
    assert parts_of(0) == [Part(0, 0)]


@pytest.mark.parametrize("processes", [1, 2])
def test_part_that_fails_is_named(processes: int) -> None:
    with pytest.raises(PartitionError) as failed:
        list(over_parts(PEOPLE, failing_for_many_jobs, size=4, processes=processes))

    assert str(failed.value) == "people 7 to 10 failed with ValueError: too many jobs"


def test_part_whose_process_is_ended_is_reported() -> None:
    with pytest.raises(PartitionError, match=r"^people [0-9]+ to [0-9]+ failed with BrokenProcessPool: "):
        list(over_parts(PEOPLE, ended_by_the_system, size=4, processes=2))
