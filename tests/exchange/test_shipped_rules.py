"""The shipped rules as a process holds them."""

from __future__ import annotations

import re

import pytest

from certway.core.rulebook.ledger import read_ledger
from certway.exchange.plan_rules import load_plan_rules
from certway.exchange.rule_files import RuleFiles
from certway.exchange.rule_sheets import load_sheet
from certway.exchange.shipped_rules import shipped_rules
from certway.exchange.yaml_files import read_yaml

FILES = RuleFiles()
CREDENTIALS = (
    "cma-aama",
    "rma-amt",
    "ccma-nha",
    "ncma-ncct",
    "cpct-a-nha",
    "pbt-ascp",
    "cpt-nha",
    "rpt-amt",
    "mlt-ascp",
    "mlt-amt",
    "mls-ascp",
)


def test_credentials_stand_in_the_order_in_which_they_are_shown():
    rules = shipped_rules()
    assert tuple(rules.sheets) == CREDENTIALS
    assert tuple(rules.clauses) == CREDENTIALS
    assert [sheet.credential.id for sheet in rules.sheets.values()] == list(CREDENTIALS)
    assert [sheet.eligibility.credential for sheet in rules.sheets.values()] == list(CREDENTIALS)


@pytest.mark.parametrize("credential", CREDENTIALS)
def test_sheet_and_ledger_are_those_of_the_files(credential: str):
    rules = shipped_rules()
    assert rules.sheets[credential] == load_sheet(FILES, credential)
    ledger = read_ledger(read_yaml(FILES.folder(credential) / "clauses.yaml"))
    assert (credential, rules.clauses[credential]) == ledger
    assert rules.clauses[credential] != ()


@pytest.mark.parametrize("goal", CREDENTIALS)
def test_plan_gets_the_rules_that_the_files_hold(goal: str):
    assert shipped_rules().for_plan(goal) == load_plan_rules(FILES, goal)


def test_state_law_is_that_of_the_files():
    assert shipped_rules().states == FILES.states()
    assert tuple(shipped_rules().states.laws) == ("laboratory", "medical-assistants", "phlebotomists")


def test_plan_for_an_unknown_credential_is_refused():
    with pytest.raises(KeyError, match="'cma'"):
        shipped_rules().for_plan("cma")


def test_rules_are_read_once():
    assert shipped_rules() is shipped_rules()


def test_edition_names_the_files_however_often_they_are_read():
    read_again = shipped_rules.__wrapped__()
    assert read_again is not shipped_rules()
    assert read_again.edition == shipped_rules().edition
    assert re.fullmatch("[0-9a-f]{16}", read_again.edition)


def test_ladder_and_wages_are_those_of_the_files():
    assert shipped_rules().ladder == FILES.ladder()
    assert shipped_rules().wages == FILES.wages()
