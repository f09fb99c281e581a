"""Many holders on columns stand where each stands by herself."""

from __future__ import annotations

import numpy as np
import pytest

from builders.records import ordinal
from certway.core.renew.columns import STATUSES, ColumnsError, standings_of
from certway.core.renew.renewal import ANNUAL_FEE, TOTAL
from certway.core.renew.standing import renewals_of
from certway.exchange.rule_files import RuleFiles
from generated_ledgers import generated_ledgers

FILES = RuleFiles()
DAY = ordinal("2026-11-23")


@pytest.mark.parametrize("credential", ["cma-aama", "mlt-ascp", "pbt-ascp", "ccma-nha", "ncma-ncct"])
def test_columns_agree_with_the_single_answer(credential: str) -> None:
    made = generated_ledgers(FILES.policy(credential), holders=120, credits_each=12, day=DAY, seed=20261123)
    found = standings_of(made.policy, made.holders, made.credits, as_of=DAY)
    seen = set()
    for holder in range(120):
        (alone,) = renewals_of([made.policy], made.record(holder), as_of=DAY)
        lacks = {one.what: one.points or 0 for one in alone.missing if one.what != ANNUAL_FEE}
        areas = sum(max(0, area.required - area.counted) for area in alone.points.areas)
        assert STATUSES[found.status[holder]] == alone.status
        assert found.counted[holder] == alone.points.counted
        assert found.lacking[holder] == lacks.get(TOTAL, 0)
        assert found.areas_lacking[holder] == areas
        seen.add(alone.status)
    assert len(seen) > 1


def test_holders_in_several_chunks_are_all_there(monkeypatch: pytest.MonkeyPatch) -> None:
    made = generated_ledgers(FILES.policy("mlt-ascp"), holders=50, credits_each=5, day=DAY, seed=7)
    whole = standings_of(made.policy, made.holders, made.credits, as_of=DAY)
    monkeypatch.setattr("certway.core.renew.columns.CHUNK", 7)
    parts = standings_of(made.policy, made.holders, made.credits, as_of=DAY)
    assert np.array_equal(whole.status, parts.status)
    assert np.array_equal(whole.counted, parts.counted)
    assert np.array_equal(whole.areas_lacking, parts.areas_lacking)


def test_policy_that_columns_do_not_answer_is_refused() -> None:
    made = generated_ledgers(FILES.policy("mlt-ascp"), holders=1, credits_each=1, day=DAY, seed=7)
    with pytest.raises(ColumnsError, match="rma-amt has a yearly fee; ask for its holders one by one"):
        standings_of(FILES.policy("rma-amt"), made.holders, made.credits, as_of=DAY)
