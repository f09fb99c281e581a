"""What a state asks for, as text: everything that a page or a terminal shows of it, in the order of reading."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from certway.answers.state import (
    AgedSource,
    StateAnswer,
    StateConflict,
    conflicts_of,
    grants,
    sources_of,
    unknown_of,
)
from certway.core.rulebook.state_clocks import RenewalClock, YearDay, first_cycle_days, next_expiry
from certway.core.rulebook.states import Accepts, Level, StateRule
from certway.core.rulebook.values import Source, Value, Version
from certway.core.units.days import parse_day
from certway.exchange.check_text import SourceText, source_text
from certway.exchange.words.figures import as_sentence, day, in_unit, listed, number
from certway.exchange.words.standings import own_trust
from certway.exchange.words.telling import Telling
from certway.exchange.words.values import version_words

_YEARS_FROM = 24  # months; what is older is told in years


@dataclass(frozen=True, slots=True)
class LevelText:
    """One of the state's own credentials."""

    name: str
    needs: str  # sentences; empty where nothing was found
    accepts: str  # which certificates it takes; empty where no source says
    trust: str  # how good a source of its own is; empty where it is the rule's, or as good and as old


@dataclass(frozen=True, slots=True)
class FigureText:
    """A dated value: what it is called, what it is, and what to know about it."""

    id: str
    title: str
    text: str
    note: str
    found: bool  # False: looked for, and not found
    trust: str  # how good a source of its own is; empty where it is the rule's, or as good and as old


@dataclass(frozen=True, slots=True)
class StateSourceText:
    """A source with its age."""

    source: SourceText
    age: str  # empty when it is later than the day asked about
    note: str  # what a reader must know about it: a sentence


@dataclass(frozen=True, slots=True)
class StateText:
    """One state's answer about one occupation."""

    state: str
    title: str  # `Medical assistants in Texas`
    need: str  # for programs: `conditions`
    answer: str  # the answer in one sentence
    sure: str  # how good its source is: `somebody else's statement`; empty where nothing is known
    says: tuple[str, ...]  # what the rule says, then how it is known that the state grants nothing
    levels: tuple[LevelText, ...]
    accepts: tuple[str, ...]  # about the credential asked, then about the rule as a whole
    figures: tuple[FigureText, ...]
    renewal: tuple[str, ...]
    notes: tuple[str, ...]
    conflicts: tuple[str, ...]
    unknown: tuple[str, ...]  # titles of what was looked for and not found
    board: str  # empty when none is known
    page: str  # its address; empty when not found
    sources: tuple[StateSourceText, ...]
    caution: str


def state_text(answer: StateAnswer, telling: Telling, *, caution: str = "") -> StateText:
    """Return an answer as text; `caution` is that of the file of the state's law."""
    return _Teller(answer, telling).text(caution)


@dataclass(frozen=True, slots=True)
class _Teller:
    answer: StateAnswer
    telling: Telling

    def say(self, message: str, **values: object) -> str:
        return self.telling.words.say(message, **values)

    def text(self, caution: str) -> StateText:
        answer, words = self.answer, self.telling.words
        board = answer.board
        return StateText(
            state=answer.state,
            title=self.say(
                "state.title",
                who=self.say(f"state.occupation.{answer.occupation or 'none'}"),
                state=self.telling.state(answer.state),
            ),
            need=answer.need,
            answer=self.need(),
            sure=self.say(f"confidence.{answer.confidence}") if answer.confidence else "",
            says=tuple(self.says()),
            levels=tuple(self.level(level, rule) for rule in answer.rules for level in rule.levels),
            accepts=tuple(self.accepts()),
            figures=tuple(self.figure(value, rule) for rule in answer.rules for value in answer.values_of(rule)),
            renewal=tuple(self.renewal(answer.renewal)) if answer.renewal else (),
            notes=tuple(as_sentence(words.text(note)) for rule in answer.rules for note in rule.notes),
            conflicts=tuple(self.conflict(one) for one in conflicts_of(answer)),
            unknown=tuple(words.text(value.title) for value in unknown_of(answer)),
            board=board.name if board else "",
            page=board.url if board else "",
            sources=tuple(self.source(one) for one in sources_of(answer)),
            caution=words.text(caution) if answer.rules else "",
        )

    def need(self) -> str:
        """Return the answer, with why where nothing is known."""
        answer, other = self.answer, self.answer.other
        kinds = grants(answer)
        if answer.need == "needed":
            return self.say(f"state.need.needed/{kinds[-1]}")
        if answer.need == "conditions" and answer.rule is not None:
            return self.say(f"state.need.conditions/{answer.rule.kind}")
        if answer.occupation is None:
            return self.say("state.need.not-researched/occupation")
        if other is None:
            return self.say(f"state.need.{answer.need}")
        if other.announced:
            return self.say("state.need.not-researched/announced")
        if other.until is not None and other.until < answer.as_of:
            return self.say("state.need.not-researched/after", until=self.day(other.until))
        begins = other.begins.first if other.begins else answer.as_of
        return self.say("state.need.not-researched/before", begins=self.day(begins))

    def says(self) -> Iterator[str]:
        answer = self.answer
        if len(answer.rules) > 1:
            yield self.say("state.may-hold", says=as_sentence(self.telling.words.text(answer.rules[0].says)))
            for rule in answer.rules[1:]:
                yield self.say("state.may-hold/later", says=as_sentence(self.telling.words.text(rule.says)))
        elif answer.rule is not None:
            yield self.dated(answer.rule)
        if answer.other is not None:
            yield self.say("state.other", says=self.telling.words.text(answer.other.says))
        none = answer.no_credential
        if none is not None and answer.rule is not None:
            # Where nothing else is known, the rule has said it already.
            variant = "" if answer.rule.says == none.says else "/beside"
            yield self.say(f"state.none.{none.known_by}{variant}", says=self.telling.words.text(none.says))
            if none.note:
                yield as_sentence(self.telling.words.text(none.note))

    def dated(self, rule: StateRule) -> str:
        """Return what a rule says, with its days where they are known."""
        says = as_sentence(self.telling.words.text(rule.says))
        if rule.until is not None:
            return self.say("state.holds/until", says=says, until=self.day(rule.until))
        if rule.begins is not None and rule.begins.exact:
            return self.say("state.holds/from", says=says, begins=self.day(rule.begins.first))
        return says

    def level(self, level: Level, rule: StateRule) -> LevelText:
        parts = (as_sentence(self.telling.words.text(part)) for part in (level.needs, level.note))
        return LevelText(
            name=self.telling.words.text(level.name),
            needs=" ".join(part for part in parts if part),
            accepts=" ".join(self.accepted(level.accepts, level.source or rule.source)),
            trust=self.trust([level.source], rule.source),
        )

    def accepts(self) -> Iterator[str]:
        answer = self.answer
        asked = answer.acceptance
        if asked is not None and answer.rules:
            levels = listed([self.telling.words.text(level.name) for level in asked.levels], "and", self.telling.words)
            variant = "/levels" if levels else ""
            name = self.telling.word("credentials", "id", asked.credential)
            said = self.say(f"state.taken.{asked.taken}{variant}", credential=name, levels=levels)
            own = [level.accepts.source or level.source for level in asked.levels]
            trust = self.trust(own, answer.rules[-1].source)
            yield f"{said} {self.say('state.rests', trust=trust)}" if trust else said
        for rule in answer.rules:
            yield from self.accepted(rule.accepts, rule.source)

    def accepted(self, accepts: Accepts, beside: Source | None) -> Iterator[str]:
        """Yield which certificates are taken, and on what that rests where it is not what stands beside it."""
        if accepts.bodies:
            yield self.say("state.bodies", bodies=", ".join(self.telling.words.text(one) for one in accepts.bodies))
        if accepts.note:
            yield as_sentence(self.telling.words.text(accepts.note))
        trust = self.trust([accepts.source], beside)
        if trust:
            yield self.say("state.rests", trust=trust)

    def trust(self, own: Iterable[Source | None], beside: Source | None) -> str:
        """Return how good sources of their own are, each once; empty where nothing sets them apart."""
        each = dict.fromkeys(own_trust(one, beside, self.telling) for one in own) if beside else {}
        return listed([one for one in each if one], "and", self.telling.words)

    def figure(self, value: Value, rule: StateRule) -> FigureText:
        versions = self.answer.versions(value)
        said = list(dict.fromkeys(self.version(version, value) for version in versions))
        notes = dict.fromkeys(as_sentence(self.telling.words.text(one.note)) for one in versions if one.note)
        several = len(said) > 1
        return FigureText(
            id=value.id,
            title=self.telling.words.text(value.title),
            text=self.say("value.several", values=listed(said, "or", self.telling.words)) if several else said[0],
            note=" ".join(notes),
            found=all(version.state != "not-found" for version in versions),
            trust=self.trust((one.source for one in versions if one.state != "not-found"), rule.source),
        )

    def version(self, version: Version, value: Value) -> str:
        content = version.content
        span = parse_day(content) if value.unit == "date" and isinstance(content, str) else None
        shown = self.day(span.first) if span else version_words(version, value.unit, self.telling)
        return self.say("state.proposed", says=shown) if version.state == "announced" else shown

    def renewal(self, clock: RenewalClock) -> Iterator[str]:
        expires = clock.expires
        if expires is None:
            yield self.say("state.renewal.not-found")
        elif expires.on is None:
            yield self.say(f"state.renewal.year/{expires.years}")
        else:
            yield self.say(f"state.renewal.day/{expires.years}", day=self.year_day(expires.on))
        end = next_expiry(clock, self.answer.as_of)
        for span, due in first_cycle_days(clock, self.answer.as_of):
            days = {"first": self.day(span.first), "last": self.day(span.last), "end": self.day(end.last if end else 0)}
            hours = in_unit(number(due), due, "hours", self.telling.words)
            yield self.say("state.renewal.first", hours=hours, **days)
        if clock.credits_before and not clock.note:
            yield self.say("state.renewal.credits", n=clock.credits_before)
        if clock.late_after:
            yield self.say("state.renewal.late", day=self.year_day(clock.late_after))
        if clock.note:
            yield as_sentence(self.telling.words.text(clock.note))

    def year_day(self, on: YearDay) -> str:
        return self.say("state.renewal.on", day=on.day, month=self.say(f"month.{on.month}"))

    def conflict(self, found: StateConflict) -> str:
        says = self.telling.words.text(found.conflict.says).rstrip(".")
        if found.value is None or found.version is None:
            return as_sentence(says)
        shown = self.version(found.version, found.value)
        return self.say("show.conflict", title=self.telling.words.text(found.value.title), says=says, **{"is": shown})

    def source(self, aged: AgedSource) -> StateSourceText:
        return StateSourceText(
            source=source_text(aged.source, self.telling, self.answer.as_of),
            age=self.age(aged),
            note=as_sentence(self.telling.words.text(aged.source.note)),
        )

    def age(self, aged: AgedSource) -> str:
        """Return how old a page is or, where it shows no date, how long ago it was read."""
        if aged.months is None:
            return ""
        variant = "" if aged.source.as_of else "/read"
        if not aged.months:
            return self.say(f"state.age.new{variant}")
        unit, count = ("years", aged.months // 12) if aged.months >= _YEARS_FROM else ("months", aged.months)
        return self.telling.words.say_many(f"state.age.{unit}{variant}", count, n=count)

    def day(self, ordinal: int) -> str:
        return day(ordinal, self.telling.words)
