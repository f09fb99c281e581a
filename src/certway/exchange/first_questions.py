"""What newcomers ask first, answered for one person and her states from the rules."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from certway.answers.match import Match, MatchedCredential
from certway.answers.state import state_answer
from certway.core.rulebook.states import OCCUPATIONS, Occupation, state_occupation
from certway.exchange.shipped_rules import shipped_rules
from certway.exchange.state_text import state_text
from certway.exchange.words.figures import amount, money
from certway.exchange.words.telling import Telling
from certway.exchange.words.values import value_words

MOST_NAMED = 3  # credentials in an answer that names several


@dataclass(frozen=True, slots=True)
class QuestionText:
    """A question and its answer, one line a credential, state or occupation."""

    id: str
    question: str
    lines: tuple[str, ...]


def first_questions(answer: Match, telling: Telling) -> tuple[QuestionText, ...]:
    """Return the questions in the order in which people ask them."""
    teller = _Teller(answer, telling)
    lines = {
        "shortest": teller.shortest(),
        "cost": teller.cost(),
        "license": teller.license(),
        "mandatory": teller.mandatory(),
        "renewal": teller.renewal(),
        "online": teller.online(),
    }
    return tuple(QuestionText(name, telling.words.say(f"first.{name}"), tuple(found)) for name, found in lines.items())


@dataclass(frozen=True)
class _Teller:
    answer: Match
    telling: Telling

    def say(self, message: str, **values: object) -> str:
        return self.telling.words.say(message, **values)

    def short(self, one: MatchedCredential) -> str:
        return self.telling.words.find(f"credential.{one.credential.id}") or one.credential.short

    @property
    def within(self) -> list[MatchedCredential]:
        return [one for one in self.answer.credentials if one.within]

    def shortest(self) -> Iterator[str]:
        ways = [(one.within[0], one) for one in self.within]
        for way, one in sorted(ways, key=lambda pair: pair[0].months)[:MOST_NAMED]:
            months = amount(way.months, way.months, "months", self.telling.words)
            message = "first.way" if way.title else "first.way.ready"
            yield self.say(message, short=self.short(one), months=months, training=way.title)
        if not ways:
            yield self.none()

    def cost(self) -> Iterator[str]:
        ways = [(one.within[-1], one) for one in self.within]
        for way, one in sorted(ways, key=lambda pair: (pair[0].fee is None, pair[0].price.likely))[:MOST_NAMED]:
            words, price = self.telling.words, way.price
            likely, between = money(price.likely, price.likely, words), money(price.least, price.most, words)
            line = "first.cost.line" if way.fee is not None else "first.cost.line/no-fee"
            yield self.say(line, short=self.short(one), cost=likely, range=between)
        if not ways:
            yield self.none()

    def none(self) -> str:
        """Say why no way is named: more has to be told, or her limits are too tight."""
        untold = any(one.untold for one in self.answer.credentials)
        return self.say("first.untold" if untold else "first.none")

    def license(self) -> Iterator[str]:
        for state in self.answer.wishes.states:
            for occupation in self._occupations():
                found = state_answer(
                    shipped_rules().states, state=state, occupation=occupation, as_of=self.answer.as_of
                )
                text = state_text(found, self.telling)
                yield self.say("first.license.line", title=text.title, answer=text.answer)
        if not self.answer.wishes.states:
            yield self.say("first.no-state")

    def mandatory(self) -> Iterator[str]:
        for state in self.answer.wishes.states:
            for occupation in self._occupations():
                found = state_answer(
                    shipped_rules().states, state=state, occupation=occupation, as_of=self.answer.as_of
                )
                yield self.say(
                    f"first.mandatory.{found.need}",
                    who=self.say(f"state.occupation.{occupation}"),
                    state=self.telling.state(state),
                )
        if not self.answer.wishes.states:
            yield self.say("first.no-state")

    def renewal(self) -> Iterator[str]:
        for one in self.answer.credentials[:MOST_NAMED]:
            renewal = shipped_rules().sheets[one.credential.id].renewal
            cycle = value_words(renewal.get("cycle"), self.answer.as_of, self.telling)
            points = value_words(renewal.get("points-total"), self.answer.as_of, self.telling)
            yield self.say("first.renewal.line", short=self.short(one), cycle=cycle, points=points)

    def online(self) -> Iterator[str]:
        known = {one.credential.id: self.short(one) for one in self.answer.credentials}
        found = [one for one in shipped_rules().trainings.trainings if one.online]
        for training in found:
            shorts = [known[name] for name in known if name in training.credentials]
            title = self.telling.words.text(training.title)
            yield self.say("first.online.line", training=title, credentials=", ".join(shorts))
        yield self.say("first.online.hands-on")

    def _occupations(self) -> list[Occupation]:
        """The occupations of the credentials that were ranked, in the order of the state files."""
        wanted = {state_occupation(one.credential.occupation) for one in self.answer.credentials}
        return [one for one in OCCUPATIONS if one in wanted]
