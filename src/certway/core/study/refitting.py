"""When a person's own parameters are fitted anew: not for every review more, so that it stays cheap for ever."""

from __future__ import annotations

from typing import Final

from certway.core.study.fitting import LEAST_REVIEWS

LEAST_NEW: Final = 200  # telling reviews, see `fitting.telling_reviews`
NEW_SHARE: Final = 0.2  # of those there were


def wanted_reviews(before: int | None) -> int:
    """Return from how many telling reviews on a fit is made; `before` there were at the last one, None = there is none.

    They have to grow by a fifth, and by 200 at least: fewer new ones hardly change a fit.
    """
    if before is None:
        return LEAST_REVIEWS
    return max(LEAST_REVIEWS, before + max(LEAST_NEW, round(NEW_SHARE * before)))
