"""The files of state law into rules."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from itertools import pairwise

from certway.core.person.fields import STATES
from certway.core.rulebook.forms import Form, Problems, nearest
from certway.core.rulebook.state_clock_reading import read_clock
from certway.core.rulebook.states import (
    CREDENTIAL_KINDS,
    KINDS,
    KNOWN_BY,
    OCCUPATIONS,
    Accepts,
    Board,
    Claim,
    Level,
    NoCredential,
    Occupation,
    StateLaw,
    StateRule,
)
from certway.core.rulebook.value_reading import read_conflicts, read_head, read_values, take_source
from certway.core.rulebook.values import Confidence, Source
from certway.core.units.days import DaySpan
from certway.core.units.located import Located

_CONFIDENCE = ("primary", "secondary", "uncertain")
_NOWHERE = Source("", "", None, 1, "uncertain")
ALWAYS_ASKED = ("application-fee", "renewal-fee", "renewal-cycle", "continuing-education")
"""The values that every state credential has, with `state: not-found` where nothing was found."""


@dataclass(frozen=True, slots=True)
class _Setting:
    """What the entries of one file share."""

    occupation: Occupation
    sources: Mapping[str, Source]
    problems: Problems

    def take_also(self, form: Form) -> tuple[Source, ...]:
        """Take further sources, by their keys."""
        keys = form.texts("also")
        for key in keys:
            if key not in self.sources:
                text = f"unknown source '{key}'{nearest(key, self.sources)}; the sources stand at the top of the file"
                self.problems.add(form.take("also") or form.located, text)
        return tuple(self.sources[key] for key in keys if key in self.sources)


def read_states(document: Located) -> StateLaw:
    """Return what a file of `rules/states/` says; raises InputError with every problem of the file."""
    problems = Problems()
    form = Form(document, problems, "a file of state law")
    head = read_head(form)
    occupation: Occupation = form.word("occupation", OCCUPATIONS)  # type: ignore[assignment]
    setting = _Setting(occupation, head.sources, problems)
    caution = form.text("caution", required=True)
    overview = tuple(_read_claim(entry, setting) for entry in form.items("overview"))
    entries = form.items("rules", required=True)
    rules = tuple(_read_rule(entry, setting) for entry in entries)
    none = [(one, entry) for entry in form.items("no_credential") for one in _read_none(entry, rules, setting)]
    form.done()
    _check_repeated((claim.id for claim in overview), "the claim", document, problems)
    _check_repeated((one.state for one, _ in none), "under 'no_credential' the state", document, problems)
    _check_order(rules, entries, problems)
    _check_contradictions(rules, none, problems)
    problems.raise_any()
    by_state = {one.state: one for one, _ in none}
    rules = tuple(replace(rule, no_credential=by_state.get(rule.state)) for rule in rules)
    return StateLaw(occupation, caution, overview, rules, tuple(one for one, _ in none))


def _read_claim(located: Located, setting: _Setting) -> Claim:
    form = Form(located, setting.problems, "a claim")
    claim = Claim(
        id=form.text("id", required=True),
        says=form.text("says", required=True),
        source=take_source(form, setting.sources) or _NOWHERE,
        also=setting.take_also(form),
    )
    form.done()
    return claim


def _read_rule(located: Located, setting: _Setting) -> StateRule:
    form = Form(located, setting.problems, "the rule of a state")
    state = _take_word(form, "state", STATES, wrong="")
    rule = StateRule(
        state=state,
        occupation=setting.occupation,
        kind=_take_word(form, "kind", KINDS, wrong="none"),  # type: ignore[arg-type]
        says=form.text("says", required=True),
        source=take_source(form, setting.sources) or _NOWHERE,
        also=setting.take_also(form),
        begins=_take_begin(form),
        until=form.day("until"),
        announced=form.flag("announced"),
        board=_read_board(form.take("board"), setting.problems),
        levels=tuple(_read_level(entry, setting) for entry in form.items("levels")),
        accepts=_read_accepts(form.take("accepts"), setting),
        values=read_values(form, setting.sources),
        renewal=read_clock(form.take("renewal"), setting.sources, setting.problems),
        conflicts=read_conflicts(form, setting.sources),
        notes=form.texts("notes"),
    )
    form.done()
    _check_rule(rule, located, setting.problems)
    return rule


def _take_word(form: Form, key: str, allowed: tuple[str, ...], *, wrong: str) -> str:
    """Take one of the words; one that is no such is a problem once, and stands for `wrong` in what follows."""
    before = len(form.problems.found)
    found = form.word(key, allowed)
    return found if len(form.problems.found) == before else wrong


def _take_begin(form: Form) -> DaySpan | None:
    """Take the first day: a day, null, or {least, most} where only the days are known between which it lies."""
    found = form.take("from")
    if found is None or found.mapping is None:
        day = form.day("from")
        return None if day is None else DaySpan(day, day)
    inner = Form(found, form.problems, "'from'")
    least, most = inner.day("least"), inner.day("most")
    inner.done()
    if least is None or most is None or most < least:
        form.problems.add(found, "'from' must be a day, null, or {least: day, most: day} with the earlier one first")
        return None
    return DaySpan(least, most)


def _read_board(found: Located | None, problems: Problems) -> Board | None:
    if found is None or found.value == "not-found":
        return None
    form = Form(found, problems, "a board")
    board = Board(form.text("name", required=True), form.text("url"))
    form.done()
    return board


def _read_level(located: Located, setting: _Setting) -> Level:
    form = Form(located, setting.problems, "a level")
    level = Level(
        id=form.text("id", required=True),
        name=form.text("name", required=True),
        needs=form.text("needs"),
        accepts=_read_accepts(form.take("accepts"), setting),
        note=form.text("note"),
        source=take_source(form, setting.sources, required=False),
        held_as=form.text("held_as"),
        see=form.word("see", OCCUPATIONS) if form.take("see") is not None else None,  # type: ignore[arg-type]
        temporary=form.flag("temporary"),
    )
    form.done()
    return level


def _read_accepts(found: Located | None, setting: _Setting) -> Accepts:
    if found is None:
        return Accepts()
    form = Form(found, setting.problems, "'accepts'")
    accepts = Accepts(
        credentials=form.texts("credentials"),
        refuses=form.texts("refuses"),
        bodies=form.texts("bodies"),
        note=form.text("note"),
        source=take_source(form, setting.sources, required=False),
    )
    form.done()
    for both in sorted({*accepts.credentials} & {*accepts.refuses}):
        setting.problems.add(found, f"'{both}' is both accepted and refused")
    return accepts


def _read_none(located: Located, rules: Iterable[StateRule], setting: _Setting) -> list[NoCredential]:
    """Return an entry of `no_credential` for each of its states."""
    form = Form(located, setting.problems, "an entry of 'no_credential'")
    states, known_by = form.texts("states"), form.word("known_by", KNOWN_BY)
    says, note = form.text("says", required=True), form.text("note")
    source, also = take_source(form, setting.sources, required=False), setting.take_also(form)
    confidence: Confidence = form.word("confidence", _CONFIDENCE, default=source.confidence if source else "uncertain")  # type: ignore[assignment]
    form.done()
    found = []
    for state in states:
        if state not in STATES:
            setting.problems.add(located, f"'{state}' is no state; write it with two letters, such as TX")
        own = [rule.source for rule in rules if rule.state == state and rule.source is not None]
        if source is None and not own:
            text = f"'no_credential' of {state} needs 'source': there is no rule of that state to take it from"
            setting.problems.add(located, text)
        said = source or (own or [_NOWHERE])[-1]
        found.append(NoCredential(state, known_by, says, said, confidence, also, note))  # type: ignore[arg-type]
    return found


def _check_rule(rule: StateRule, located: Located, problems: Problems) -> None:
    where = f"the rule of {rule.state}"
    _check_repeated((level.id for level in rule.levels), f"in {where} the level", located, problems)
    if rule.begins is not None and rule.until is not None and rule.until < rule.begins.last:
        problems.add(located, f"{where} ends before it begins")
    if rule.kind not in CREDENTIAL_KINDS:
        return
    if "board" not in (located.mapping or {}):
        problems.add(located, f"{where} needs 'board', who grants the {rule.kind}: {{name, url}} or not-found")
    for name in ALWAYS_ASKED:
        if name not in rule.values:
            problems.add(located, f"{where} needs the value '{name}', with 'state: not-found' where nothing was found")
    cycle = rule.values.get("renewal-cycle")
    expires = rule.renewal.expires if rule.renewal else None
    if cycle is not None and expires is not None and cycle.current.content != expires.cycle_months // 12:
        problems.add(located, f"{where} ends in {expires.years} years, which does not fit its value 'renewal-cycle'")


def _check_repeated(ids: Iterable[str], what: str, located: Located, problems: Problems) -> None:
    every = list(ids)
    for twice in sorted({one for one in every if every.count(one) > 1}):
        problems.add(located, f"{what} '{twice}' stands twice")


def _check_order(rules: tuple[StateRule, ...], entries: list[Located], problems: Problems) -> None:
    """The rules of one state stand oldest first, and do not overlap."""
    for state in sorted({rule.state for rule in rules}):
        own = [(rule, entry) for rule, entry in zip(rules, entries, strict=True) if rule.state == state]
        for (before, _), (after, entry) in pairwise(own):
            if after.begins is None:
                continue
            ends = [before.begins.last] if before.begins else []
            ends += [before.until] if before.until is not None else []
            if any(after.begins.first <= end for end in ends):
                problems.add(entry, f"a rule of {state} begins before the one before it ends; they stand oldest first")


def _check_contradictions(
    rules: tuple[StateRule, ...], none: Iterable[tuple[NoCredential, Located]], problems: Problems
) -> None:
    newest = {rule.state: rule.kind for rule in rules}
    for one, entry in none:
        if newest.get(one.state) in CREDENTIAL_KINDS:
            problems.add(entry, f"{one.state} stands under 'no_credential', but its rule is a {newest[one.state]}")
