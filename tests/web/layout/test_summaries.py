"""What was told, in a few words."""

# ruff: noqa: E501 - a line stands on one line, as people see it

from __future__ import annotations

import pytest
from hypothesis import given

from builders.records import record
from certway.core.person.draft import Draft
from certway.core.person.record import Record
from certway.core.person.topics import topics_for
from certway.web.layout.summaries import EntrySummary, entry_summaries, topic_summaries
from planning import maria
from strategies.people import records


def draft(person: Record) -> Draft:
    return Draft(
        person, {name: tuple(f"{name}-{at}" for at in range(len(told))) for name, told in person.lists.items()}
    )


def lines(**sections: object) -> dict[str, tuple[str, ...]]:
    return {summary.topic.id: summary.lines for summary in topic_summaries(draft(record(**sections))) if summary.told}


@pytest.mark.parametrize(
    ("sections", "expected"),
    [
        (
            {"person": {"high_school": {"kind": "diploma", "completed": "2019-05-30"}}},
            ("With a high school diploma", "finished 30 May 2019"),
        ),
        ({"programs": []}, ("You told us: no training program.",)),
        (
            {
                "programs": [
                    {"kind": "mlt", "accredited_by": [], "completed": "2024-06", "setting": "military", "weeks": 52}
                ]
            },
            (
                "Medical laboratory technician (MLT): accredited by: none, A US military program, finished June 2024, 52 weeks",
            ),
        ),
        (
            {"work": [{"role": "other", "hours_per_week": 12.5, "to": None, "from": "2023"}]},
            ("Another job: from 2023, until now, 12.5 hours a week",),
        ),
        (
            {"education": [{"level": "associate", "semester_hours": 64.5, "science_hours": {"microbiology": 5.5}}]},
            ("Associate degree: 64.5 semester hours, Microbiology alone 5.5",),
        ),
        (
            {"credentials": [{"id": "cla-ascp", "number": "7", "expires": None}]},
            ("CLA (ASCP): without an end, number 7",),
        ),
        (
            {"attempts": [{"exam": "mlt-ascp", "passed": False, "score": 390}]},
            ("MLT (ASCP): not passed, score 390 points on the exam's scale",),
        ),
        ({"statements": {"felony": False}}, ("no felony",)),
        ({"procedures": {"injection": 12, "ekg": 1}}, ("EKGs: 1 time", "injections: 12 times")),
        ({"person": {"name": "Maria Ortega", "lives_in": "TX"}}, ("Maria Ortega", "lives in Texas")),
    ],
)
def test_topic_tells_what_was_told(sections: dict[str, object], expected: tuple[str, ...]) -> None:
    (told,) = lines(**sections).values()
    assert told == expected


def test_entries_have_their_keys_and_count_open_questions() -> None:
    person = record(cards=[{"kind": "cpr", "issued": "2025-09-01"}, {}])
    topic = next(topic for topic in topics_for(person) if topic.id == "cards")
    assert entry_summaries(topic, draft(person)) == (
        EntrySummary("cards-0", "CPR card", "issued 1 September 2025", 1),
        EntrySummary("cards-1", "A card", "", 1),
    )


def test_maria_left_nothing_open() -> None:
    summaries = topic_summaries(draft(maria()))
    assert {summary.topic.id: summary.open for summary in summaries if summary.open} == {}
    assert [summary.topic.id for summary in summaries if not summary.told] == []


@given(records())
def test_everything_that_a_person_may_tell_can_be_told_back(person: Record) -> None:
    summaries = topic_summaries(draft(person))
    assert [summary.topic for summary in summaries] == list(topics_for(person))
    assert [summary.told for summary in summaries] == [summary.topic.is_told(person) for summary in summaries]
    for summary in summaries:
        entries = person.entries(summary.topic.table.name)
        if entries:
            assert len(summary.lines) == len(entries)
        assert "" not in summary.lines
