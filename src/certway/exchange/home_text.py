"""What comes next, in words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from certway.answers.home import Due, Home
from certway.core.rulebook.credential import Credential
from certway.exchange.words.catalogue import Catalogue
from certway.exchange.words.figures import day, listed
from certway.exchange.words.telling import Telling


@dataclass(frozen=True, slots=True)
class DueLine:
    """Something with a day."""

    kind: str
    on: str  # `14 May 2027 (in 5 months)`
    text: str


@dataclass(frozen=True, slots=True)
class HomeText:
    """Everything that home says."""

    headline: str
    lead: str
    step: str  # kind of the next step, which says where its button leads
    button: str
    credential: str  # id that the step is about; empty for none
    this_week: tuple[DueLine, ...]
    later: tuple[DueLine, ...]
    along: tuple[str, ...]  # how far along, a sentence each


def home_text(
    home: Home, telling: Telling, credentials: Mapping[str, Credential], tasks: Mapping[str, str]
) -> HomeText:
    """Return home's words; `credentials` are known by id, `tasks` of the plan by id with what they are called."""
    words = telling.words
    step = home.step
    named = credentials.get(step.credential)
    values = {
        "short": "" if named is None else named.short,
        "body": "" if named is None else named.issuer.id.upper(),
        "on": "" if step.on is None else day(step.on, words, as_of=home.as_of),
    }
    subjects = {**tasks, **{name: credential.short for name, credential in credentials.items()}}
    ends = step.kind == "apply" and step.on is not None
    return HomeText(
        headline=words.say(f"home.step.{step.kind}", **values),
        lead=words.say("home.step.apply.until" if ends else f"home.step.{step.kind}.lead", **values),
        step=step.kind,
        button=words.say(f"home.step.{step.kind}.button", **values),
        credential=step.credential,
        this_week=tuple(_line(due, home.as_of, words, subjects) for due in home.this_week),
        later=tuple(_line(due, home.as_of, words, subjects) for due in home.later),
        along=tuple(_along(home, words, credentials)),
    )


def _line(due: Due, as_of: int, words: Catalogue, subjects: Mapping[str, str]) -> DueLine:
    subject = subjects.get(due.subject) or _subject(due, words)
    on = day(due.on, words, as_of=as_of)
    return DueLine(
        kind=due.kind,
        on=on if due.exact else words.say("home.due.about", on=on),
        text=words.say(f"home.due.{due.kind}", subject=subject),
    )


def _subject(due: Due, words: Catalogue) -> str:
    where = {"card-expires": "cards.kind", "program-ends": "programs.kind", "degree-ends": "education.level"}
    named = where.get(due.kind, "")
    found = words.find(f"choice.{named}.{due.subject}") if named else words.find(f"credential.{due.subject}")
    return found or due.subject


def _along(home: Home, words: Catalogue, credentials: Mapping[str, Credential]) -> list[str]:
    said = [words.say("home.along.told", told=home.told, of=home.topics)]
    goal = credentials.get(home.goal)
    said.append(words.say("home.along.no-goal") if goal is None else words.say("home.along.goal", short=goal.short))
    if home.certified_on is not None:
        said.append(words.say("home.along.plan", on=day(home.certified_on, words, as_of=home.as_of)))
    for names, message in ((home.open_credentials, "home.along.open"), (home.held, "home.along.held")):
        shorts = [credentials[name].short if name in credentials else name for name in names]
        if shorts:
            said.append(words.say(message, names=listed(shorts, "and", words)))
    return said
