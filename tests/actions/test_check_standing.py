"""Seeing where one stands, and the credentials side by side."""

from __future__ import annotations

import pytest

from certway.actions.check_standing import check_standing
from certway.actions.compare_credentials import compare_credentials
from certway.answers.check import check
from certway.core.person.draft import Draft
from certway.exchange.rule_files import RuleFiles
from planning import TODAY, maria
from told_cases import rules

IDS = list(RuleFiles().ids)


def test_standing_is_told_for_every_credential() -> None:
    assert check_standing(Draft(maria()), as_of=TODAY) == check(rules(), maria(), as_of=TODAY)


@pytest.mark.parametrize("credential", IDS)
def test_standing_is_told_for_one_credential(credential: str) -> None:
    (one,) = check_standing(Draft(maria()), as_of=TODAY, credential=credential).credentials
    every = check_standing(Draft(maria()), as_of=TODAY).credentials

    assert one == every[IDS.index(credential)]


def test_standing_with_an_unknown_credential_is_an_error() -> None:
    with pytest.raises(KeyError):
        check_standing(Draft(), as_of=TODAY, credential="cpa")


def test_comparison_is_that_of_the_day_and_made_once() -> None:
    answer = compare_credentials(TODAY)

    assert (answer.as_of, [one.credential.id for one in answer.credentials]) == (TODAY, IDS)
    assert compare_credentials(TODAY) is answer
