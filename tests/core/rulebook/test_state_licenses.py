"""Each thing that a state grants has one id, the ladder's where the ladder has it."""

from __future__ import annotations

from certway.core.rulebook.state_licenses import state_licenses
from certway.core.rulebook.states import CREDENTIAL_KINDS
from certway.exchange.rule_files import RuleFiles

FILES = RuleFiles()
BOOK = FILES.states()
LICENSES = state_licenses(BOOK)


def test_every_level_of_a_rule_that_grants_something_has_one_id() -> None:
    rules = [rule for law in BOOK.laws.values() for rule in law.rules if rule.kind in CREDENTIAL_KINDS]
    granted = [level for rule in rules for level in rule.levels or (None,) if level is None or level.see is None]
    assert len(LICENSES) == len(granted)  # of two with one id the later would have taken the other's place
    assert not set(LICENSES) & set(FILES.ids)
    assert all(name.startswith(f"{one.state.lower()}-") for name, one in LICENSES.items())


def test_what_another_file_tells_of_has_its_id_there() -> None:
    seen = [
        (rule.state, level.see)
        for law in BOOK.laws.values()
        for rule in law.rules
        for level in rule.levels
        if level.see is not None
    ]
    assert sorted(seen) == [(state, "phlebotomists") for state in ("CA", "LA", "NV", "WA")]
    assert all(any(one.state == state and one.occupation == file for one in LICENSES.values()) for state, file in seen)


def test_every_state_credential_of_the_ladder_is_a_license() -> None:
    rungs = {rung.id: rung.state for rung in FILES.ladder().rungs.values() if rung.kind == "state-credential"}
    assert {name: LICENSES[name].state for name in rungs} == rungs


def test_license_of_a_rule_without_levels_is_called_by_its_occupation() -> None:
    assert LICENSES["ri-laboratory"].level is None
    assert LICENSES["sd-medical-assistants"].ended is not None  # registration was repealed
    assert LICENSES["fl-technologist"].ended is None
