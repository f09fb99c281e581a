"""What `advance` is answered from, out of the shipped rules, and what a state asks beside each credential."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from certway.answers.advance import AdvanceRules, License
from certway.answers.state import Need, sources_of, state_answer
from certway.exchange.shipped_rules import shipped_rules
from certway.exchange.state_text import state_text
from certway.exchange.words.telling import Telling

_NEEDED: Mapping[Need, Literal["needed", "not-needed"]] = {
    "needed": "needed",
    "conditions": "not-needed",
    "not-needed": "not-needed",
    "repealed": "not-needed",
}


def load_advance_rules() -> AdvanceRules:
    """Return all rules that the answer needs; the first call reads the files."""
    rules = shipped_rules()
    return AdvanceRules(rules.ladder, rules.wages, rules.sheets, rules.trainings)


def licenses_in(state: str, telling: Telling, *, as_of: int) -> Mapping[str, License]:
    """Return by credential what a state asks besides it, on a day (an ordinal); nothing where no state is named."""
    if not state:
        return {}
    found = {}
    for name, sheet in shipped_rules().sheets.items():
        answer = state_answer(shipped_rules().states, state=state, credential=sheet.credential, as_of=as_of)
        text = state_text(answer, telling)
        says = " ".join((text.answer, *text.accepts[:1]))
        sources = tuple(aged.source for aged in sources_of(answer))
        found[name] = License(state, _NEEDED.get(answer.need, "unknown"), says, sources)
    return found
