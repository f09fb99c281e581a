"""Changes of the rules in words, and what they mean for a person's answers."""

from __future__ import annotations

from certway.answers.amounts import Amount
from certway.answers.rule_changes import Change
from certway.answers.rules_diff import RulesDiff, Stood, Touched
from certway.exchange.words.figures import day, money
from certway.exchange.words.requirements import Reading, requirement
from certway.exchange.words.standings import answer_sentence
from certway.exchange.words.telling import Telling
from certway.exchange.words.values import version_words


def change_sentence(change: Change, telling: Telling) -> str:
    """Return what changed, from when, and what it was before."""
    words = telling.words
    said: dict[str, object] = {"title": change_title(change, telling), "id": change.id}
    if change.on is not None:
        said |= {"day": day(change.on, words), "last": day(change.on - 1, words)}
    first, last = change.between or (None, None)
    if first is not None and last is not None:
        said |= {"first": day(first, words), "last": day(last, words)}
    for name, version in (("before", change.before), ("after", change.after)):
        if version is not None:
            said[name] = version_words(version, change.unit, telling)
    return words.say(_message(change), **said)


def _message(change: Change) -> str:
    if change.part in ("routes", "clauses"):
        return f"rules.diff.{change.part}.{change.state}"
    variant = "/first" if change.before is None and change.state in ("announced", "takes-effect", "abolished") else ""
    return f"rules.diff.{change.state}{variant}"


def change_title(change: Change, telling: Telling) -> str:
    """Return what changed by its name: the value's title, the route's, or what the clause asks for."""
    if change.clause is not None and change.on is not None:
        held = change.on if change.state == "begins" else change.on - 1
        return requirement(change.clause, Reading(held, telling)).text.rstrip(".")
    if change.part == "outline" or not change.title:
        return telling.words.say(f"rules.diff.{change.id}")
    return telling.words.text(change.title)


def part_words(part: str, telling: Telling) -> str:
    """Return the heading of a part of the rules."""
    book, _, about = part.partition("/")
    if book != "states":
        return telling.words.say(f"rules.diff.part.{part}")
    occupation, _, state = about.partition("/")
    who, where = telling.words.say(f"state.occupation.{occupation}"), telling.state(state)
    return telling.words.say("state.title", who=who, state=where)


def touched_sentences(touched: Touched, diff: RulesDiff, telling: Telling) -> list[str]:
    """Return what became of one answer: whether the rules made a difference or only time did, and which."""
    words = telling.words
    days = {"first": day(diff.first, words), "last": day(diff.last, words)}
    then = words.say("rules.diff.then", answer=_answer(touched.then, diff.first, telling), **days)
    if not touched.by_rules:
        now = words.say("rules.diff.later", answer=_answer(touched.now, diff.last, telling), **days)
        return [words.say("rules.diff.by-time"), then, now]
    lines = [words.say("rules.diff.by-rules" if touched.sure else "rules.diff.by-rules/perhaps")]
    kept, now = (_answer(stood, diff.last, telling) for stood in (touched.kept, touched.now))
    if kept != now:
        lines.append(words.say("rules.diff.kept", answer=kept, **days))
        lines.append(words.say("rules.diff.now", answer=now, **days))
    if touched.kept.fee_usd != touched.now.fee_usd:
        before, after = (_fee(stood.fee_usd, telling) for stood in (touched.kept, touched.now))
        lines.append(words.say("rules.diff.fee", before=before, after=after, **days))
    if touched.by_time:
        lines += [words.say("rules.diff.time-too"), then]
    return lines


def _answer(stood: Stood, on: int, telling: Telling) -> str:
    told_on = Telling(as_of=on, entries=telling.entries, words=telling.words)
    return answer_sentence(stood.verdict, stood.eligible, told_on)


def _fee(amount: Amount, telling: Telling) -> str:
    return telling.words.say("compare.open") if amount is None else money(*amount, telling.words)
