"""The review log as FSRS's optimizer reads it."""

from __future__ import annotations

import csv
from io import StringIO

from hypothesis import given
from hypothesis import strategies as st

from certway.exchange.reviews.optimizer_csv import COLUMNS, optimizer_csv, phased
from certway.exchange.reviews.review import LoggedReview

REVIEWS = st.lists(
    st.builds(
        LoggedReview,
        st.integers(0, 2**45),
        st.integers(1, 4),
        st.sampled_from(("new", "learning", "review", "relearning")),
        st.integers(0, 10**6),
    ),
    max_size=5,
)


def test_log_has_the_columns_of_the_optimizer_by_time() -> None:
    reviews = {
        "draw/first": tuple(phased([(1000, 3, 5000), (90_000_000, 1, 0), (90_500_000, 1, 9), (99_000_000, 3, 7)])),
        "a/b": (LoggedReview(2000, 4, "learning", 1), LoggedReview(1000, 2, "new", 0)),
    }

    assert optimizer_csv(reviews) == (
        "card_id,review_time,review_rating,review_state,review_duration\n"
        "a/b,1000,2,0,\n"
        "draw/first,1000,3,0,5000\n"
        "a/b,2000,4,1,1\n"
        "draw/first,90000000,1,2,\n"
        "draw/first,90500000,1,3,9\n"
        "draw/first,99000000,3,3,7\n"
    )


def test_log_of_nothing_has_its_header() -> None:
    assert optimizer_csv({}) == ",".join(COLUMNS) + "\n"


@given(st.dictionaries(st.from_regex(r"[a-z]{1,5}/[a-z0-9-]{1,5}", fullmatch=True), REVIEWS, max_size=4))
def test_every_review_is_one_row(reviews: dict[str, list[LoggedReview]]) -> None:
    rows = list(csv.DictReader(StringIO(optimizer_csv(reviews))))

    told = [(row["card_id"], int(row["review_time"]), int(row["review_rating"])) for row in rows]
    assert sorted(told) == sorted((card, one.at, one.grade) for card, found in reviews.items() for one in found)
    assert [row[1] for row in told] == sorted(row[1] for row in told)
