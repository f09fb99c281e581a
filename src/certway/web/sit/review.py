"""What is looked at before a segment is closed or an exam handed in: what is answered, and what is not."""

from __future__ import annotations

from dataclasses import dataclass

from certway.actions.see_sitting import SeenQuestion, SeenSitting


@dataclass(frozen=True, slots=True)
class ReviewGroup:
    """Questions that one may go to, which have something in common."""

    id: str  # open, flagged, done
    questions: tuple[SeenQuestion, ...]


@dataclass(frozen=True, slots=True)
class Review:
    """A segment before it is closed. Where nobody returns, only the numbers say something."""

    open_ones: ReviewGroup
    flagged_ones: ReviewGroup
    done_ones: ReviewGroup
    done: int  # questions
    open: int  # also those that were not asked yet
    back: int  # place of the question to go back to


def review_of(seen: SeenSitting, place: int) -> Review:
    """Return the review of the segment that runs; `place` is the question from which one comes."""
    answered = seen.state.answered & set(seen.state.places)
    return Review(
        open_ones=ReviewGroup("open", tuple(one for one in seen.questions if one.asked.place not in answered)),
        flagged_ones=ReviewGroup("flagged", tuple(one for one in seen.questions if one.flagged)),
        done_ones=ReviewGroup("done", tuple(one for one in seen.questions if one.asked.place in answered)),
        done=len(answered),
        open=len(seen.state.places) - len(answered),
        back=place,
    )
