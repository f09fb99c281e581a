"""What comes next, in words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from certway.answers.home import Due, Home
from certway.core.person.holding import Holding
from certway.core.rulebook.credential import Credential
from certway.exchange.words.catalogue import Catalogue
from certway.exchange.words.figures import day, listed, unbroken
from certway.exchange.words.telling import Telling

MOST_NAMED = 3  # sections that were not told; more of them are a number alone


@dataclass(frozen=True, slots=True)
class DueLine:
    """Something with a day."""

    kind: str
    on: str  # `14 May 2027 (in 5 months)`
    text: str
    subject: str  # id of a credential or task, kind of a card or program, level of a degree
    place: str  # of the entry in the person file that it is about, such as `cards/0`; empty for none


@dataclass(frozen=True, slots=True)
class HeldLine:
    """A credential that is held."""

    short: str
    text: str  # until when
    ask: str  # asks for its last day; empty where that was told
    place: str  # of its entry in the person file


@dataclass(frozen=True, slots=True)
class HomeText:
    """Everything that home says."""

    headline: str
    lead: str
    step: str  # kind of the next step, which says where its button leads
    button: str
    credential: str  # id that the step is about; empty for none
    place: str  # in the person file, of what the step asks for; empty for none
    late: tuple[DueLine, ...]
    this_week: tuple[DueLine, ...]
    later: tuple[DueLine, ...]
    held: tuple[HeldLine, ...]
    along: tuple[str, ...]  # how far along, a sentence each


def home_text(
    home: Home, telling: Telling, credentials: Mapping[str, Credential], tasks: Mapping[str, str]
) -> HomeText:
    """Return home's words; `credentials` are known by id, `tasks` of the plan by id with what they are called."""
    words = telling.words
    step = home.step
    subjects = {**tasks, **{name: credential.short for name, credential in credentials.items()}}
    values = _values(home, words, credentials, subjects)
    kind = f"follow/{step.due.kind}" if step.kind == "follow" and step.due is not None else step.kind
    return HomeText(
        headline=words.say(f"home.step.{kind}", **values),
        lead=words.say(_lead(home), **values),
        step=step.kind,
        button=words.say(f"home.step.{step.kind}.button", **values),
        credential=step.credential,
        place=step.place,
        late=tuple(_late(due, words, subjects) for due in home.late),
        this_week=tuple(_line(due, home.as_of, words, subjects) for due in home.this_week),
        later=tuple(_line(due, home.as_of, words, subjects) for due in home.later),
        held=tuple(_held(one, home.as_of, words, credentials) for one in home.held),
        along=tuple(_along(home, words, credentials)),
    )


def _lead(home: Home) -> str:
    step = home.step
    if step.kind == "apply" and step.on is not None:
        return "home.step.apply.until"
    if step.kind == "follow" and home.question:
        return "home.step.follow.lead/open"
    return f"home.step.{step.kind}.lead"


def _values(
    home: Home, words: Catalogue, credentials: Mapping[str, Credential], subjects: Mapping[str, str]
) -> dict[str, str]:
    """Return what the sentences about the next step name."""
    step, named = home.step, credentials.get(home.step.credential)
    near = None if step.kind in ("follow", "late") else home.as_of  # the list below says how far ahead a task lies
    return {
        "short": subjects.get(step.credential, step.credential),
        "body": "" if named is None else named.issuer.id.upper(),
        "on": "" if step.on is None else unbroken(day(step.on, words, as_of=near)),
        "task": "" if step.due is None else subjects.get(step.due.subject, step.due.subject),
        "certified": "" if home.certified_on is None else unbroken(day(home.certified_on, words, as_of=home.as_of)),
    }


def _line(due: Due, as_of: int, words: Catalogue, subjects: Mapping[str, str]) -> DueLine:
    subject = subjects.get(due.subject) or _subject(due, words)
    on = unbroken(day(due.on, words, as_of=as_of))
    return DueLine(
        kind=due.kind,
        on=on if due.exact else words.say("home.due.about", on=on),
        text=words.say(f"home.due.{due.kind}", subject=subject),
        subject=due.subject,
        place=due.place,
    )


def _late(due: Due, words: Catalogue, subjects: Mapping[str, str]) -> DueLine:
    on = words.say("home.due.was", on=unbroken(day(due.on, words)))
    text = words.say("home.due.task-by", subject=subjects.get(due.subject, due.subject))
    return DueLine(due.kind, on, text, due.subject, due.place)


def _held(holding: Holding, as_of: int, words: Catalogue, credentials: Mapping[str, Credential]) -> HeldLine:
    named = credentials.get(holding.credential)
    short = holding.credential if named is None else named.short
    ask = words.say("home.held.tell", short=short) if holding.lacks_last_day else ""
    if holding.expires is not None:
        text = words.say("home.held.until", on=unbroken(day(holding.expires, words, as_of=as_of)))
    else:
        text = words.say("home.held.unknown" if holding.lacks_last_day else "home.held.open")
    return HeldLine(short, text, ask, f"credentials/{holding.place}")


def _subject(due: Due, words: Catalogue) -> str:
    where = {"card-expires": "cards.kind", "program-ends": "programs.kind", "degree-ends": "education.level"}
    named = where.get(due.kind, "")
    found = words.find(f"choice.{named}.{due.subject}") if named else words.find(f"credential.{due.subject}")
    return found or due.subject


def _along(home: Home, words: Catalogue, credentials: Mapping[str, Credential]) -> list[str]:
    names = listed([words.say(f"topic.{name}") for name in home.open_sections], "and", words)
    told, of = home.told, home.told + len(home.open_sections)
    if 0 < len(home.open_sections) <= MOST_NAMED:
        said = [words.say("home.along.told/open", told=told, of=of, names=names)]
    else:
        said = [words.say("home.along.told", told=told, of=of)]
    goal = credentials.get(home.goal)
    said.append(words.say("home.along.no-goal") if goal is None else words.say("home.along.goal", short=goal.short))
    if home.certified_on is not None:
        said.append(words.say("home.along.plan", on=unbroken(day(home.certified_on, words, as_of=home.as_of))))
    shorts = [credentials[name].short if name in credentials else name for name in home.open_credentials]
    if shorts:
        said.append(words.say("home.along.open", names=listed(shorts, "and", words)))
    return said
