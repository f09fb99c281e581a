"""What a lapse means, as text: for the right that a state gives, and for the ladder above."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from certway.answers.lapse import Lapse, StateEffect
from certway.core.rulebook.credential import Credential
from certway.core.rulebook.states import CREDENTIAL_KINDS
from certway.core.rulebook.values import Source
from certway.exchange.check_text import SourceText, source_text
from certway.exchange.words.catalogue import Catalogue
from certway.exchange.words.figures import as_sentence, day, unbroken
from certway.exchange.words.telling import Telling
from certway.exchange.words.values import value_words


@dataclass(frozen=True, slots=True)
class LapseLine:
    """One thing that a lapse means."""

    text: str
    source: SourceText | None  # where it stands
    page: str = ""  # of the board to ask; empty where none is known


@dataclass(frozen=True, slots=True)
class LapseText:
    """All of it."""

    title: str
    lines: tuple[LapseLine, ...]


def lapse_text(lapse: Lapse, credential: Credential, telling: Telling, as_of: int) -> LapseText | None:
    """Return what a lapse means; None where there is nothing to say. `as_of` is an ordinal."""
    writer = _Writer(lapse, credential, telling, as_of)
    lines = tuple(writer.lines())
    title = telling.words.say("renew.heading.lapse/over" if lapse.over else "renew.heading.lapse")
    return LapseText(title, lines) if lines else None


@dataclass(frozen=True, slots=True)
class _Writer:
    lapse: Lapse
    credential: Credential
    telling: Telling
    as_of: int

    @property
    def words(self) -> Catalogue:
        return self.telling.words

    def lines(self) -> Iterator[LapseLine]:
        """Yield what it means for her work, then for what comes next."""
        for effect in self.lapse.states:
            yield from self._state(effect)
        for closed in self.lapse.routes:
            name = self.words.find(f"credential.{closed.credential}") or closed.credential
            route = self.words.text(closed.route.title)
            yield self._line(self._closed("route", to=name, route=route), closed.source)
        for step in self.lapse.steps:
            title = self.words.text(step.end.title)
            yield self._line(self._closed("step", to=title, route=""), step.edge.sources[0])

    def _closed(self, what: str, *, to: str, route: str) -> str:
        on = unbroken(day(self.lapse.on, self.words))
        variant = "/over" if self.lapse.over else ""
        return self.words.say(
            f"renew.lapse.{what}{variant}", short=self.credential.short, to=to, route=route, on=on
        )  # fmt: skip

    def _state(self, effect: StateEffect) -> Iterator[LapseLine]:
        answer = effect.answer
        rule, board, none = answer.rule, answer.board, answer.no_credential
        source = none.source if none else rule.source if rule else None
        page = board.url if board else ""
        if effect.licenses == (self.credential.id,):
            yield self._line(self._own(effect), source, page)
            yield from self._says(effect)
            return
        state = self.telling.state(effect.state)
        kind = _kind(effect)
        said = self.words.say(f"renew.lapse.{kind}", short=self.credential.short, state=state)
        held = self.words.say("renew.lapse.held", state=state) if effect.licenses else ""
        ask = "" if kind.endswith(("refused", "not-needed")) else self._ask(effect)
        yield self._line(" ".join(filter(None, (said, held, ask))), source, page)

    def _ask(self, effect: StateEffect) -> str:
        board = effect.answer.board
        return self.words.say("renew.lapse.ask", board=board.name) if board else self.words.say("renew.lapse.ask/state")

    def _own(self, effect: StateEffect) -> str:
        """Return what the state asks for whose own license it is."""
        rule = effect.answer.rule
        if rule is None or rule.kind not in CREDENTIAL_KINDS:
            return self.words.say(f"state.need.{effect.answer.need}")
        need = self.words.say(f"state.need.needed/{rule.kind}")
        return " ".join((need, self.words.say("renew.lapse.own"), self._ask(effect)))

    def _says(self, effect: StateEffect) -> Iterator[LapseLine]:
        for value in effect.values:
            versions = value.in_force(self.as_of)
            said = as_sentence(value_words(value, self.as_of, self.telling))
            source = versions[-1].source if versions else None
            yield self._line(self.words.say("renew.lapse.says", says=said), source)

    def _line(self, text: str, source: Source | None, page: str = "") -> LapseLine:
        return LapseLine(text, source_text(source, self.telling, self.as_of) if source else None, page)


def _kind(effect: StateEffect) -> str:
    """Return which sentence fits what a state asks for, and whether it takes the credential."""
    need = effect.answer.need
    taken = effect.answer.acceptance.taken if effect.answer.acceptance else "not-named"
    if need in ("not-needed", "repealed"):
        return "not-needed"
    if need not in ("needed", "conditions"):
        return "not-researched"
    return f"{need}/{'named' if taken == 'accepted' else taken}"
