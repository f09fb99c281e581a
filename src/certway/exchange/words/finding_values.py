"""The values that a finding's sentence may name, and which variant of the sentence fits them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from math import floor
from typing import TypeAlias

from certway.core.person.fields import ACCREDITORS
from certway.core.rulebook.findings import Amounts, Finding
from certway.core.rulebook.values import BOUNDLESS
from certway.core.units.days import FIRST_DAY, LAST_DAY
from certway.exchange.words.figures import day, in_unit, listed, number, number_range, on_day, opened
from certway.exchange.words.telling import Telling

_Filled: TypeAlias = dict[str, object]
_FAR = 5  # a most that is so many times the need tells nothing; then only the least is said


def finding_values(finding: Finding, telling: Telling) -> Mapping[str, object]:
    """Return every value that a sentence about this finding may name."""
    values: _Filled = {}
    for fill in (_fill_entry, _fill_words, _fill_amounts, _fill_days, _fill_parts):
        fill(values, finding, telling)
    for name in ("entry", "have", "wanted", "work", "need"):
        values[opened(name)] = opened(str(values.get(name, "")))
    asks = telling.words.text(str(finding.arguments.get("asks") or ""))
    values["asks"] = asks.rstrip(".")
    return values


def variants_of(finding: Finding, telling: Telling) -> Iterator[str]:
    """Yield the variants of a sentence that fit a finding, the best first."""
    amounts = finding.amounts
    if amounts is not None:
        since = finding.arguments.get("since")
        untold = finding.verdict == "unknown" and not amounts.have[0] and amounts.have[0] < amounts.have[1]
        if untold:
            yield "untold-since" if since else "untold"
        elif finding.message in ("hours-not-met", "days-worked-not-met") and amounts.need[0] < amounts.need[1]:
            yield "open-since" if since else "open"
        elif since:
            yield "since"
    elif finding.message.startswith("accredited"):
        yield from _accredited_variant(finding)
    elif "days" in finding.arguments:
        yield from _day_variants(finding, telling)
    elif finding.message.startswith("word-unknown") and finding.arguments.get("have"):
        yield "perhaps"
    elif finding.message == "wait-unknown" and _day_of(finding, "opens") < LAST_DAY:
        yield "until"
    elif finding.message == "some-not-met":
        if telling.entries.get(str(finding.arguments.get("section"))) == 1:
            yield "single"
    elif finding.message == "some-no-entry" and finding.arguments.get("accreditors"):
        yield "accredited"
    elif finding.message == "some-no-entry" and not finding.arguments.get("wanted"):
        yield "any"
    elif finding.message.startswith("in-force"):
        yield "ended" if finding.arguments.get("until_day") else "begins"


def _accredited_variant(finding: Finding) -> Iterator[str]:
    have, wanted = set(_texts(finding, "have")), set(_texts(finding, "wanted"))
    if finding.verdict == "not-met":
        yield "late" if have & wanted else "" if have else "none"
    elif finding.verdict == "unknown" and have:
        yield "when" if have & wanted else "perhaps"


def _day_variants(finding: Finding, telling: Telling) -> Iterator[str]:
    first, last = _pair(finding, "days")
    field = finding.arguments.get("field")
    known = first > FIRST_DAY and last < LAST_DAY
    if finding.message.startswith("day-lasts"):
        ends = first < LAST_DAY
        if field == "expires":
            yield "expires" if ends else "expires-open"
        if not ends:
            yield "open"
    elif field == "issued":
        yield "issued"
    elif finding.verdict == "unknown" and known:
        yield "partly"
    elif finding.message == "opens-met" and (telling.as_of is None or last <= telling.as_of):
        yield "done"


def _fill_entry(values: _Filled, finding: Finding, telling: Telling) -> None:
    place = str(finding.arguments.get("place") or "")
    if finding.message.startswith("some-") and finding.evidence:
        place = finding.evidence[0]
    values["entry"] = telling.entry(place) if place else ""


def _fill_words(values: _Filled, finding: Finding, telling: Telling) -> None:
    section, field = (str(finding.arguments.get(name) or "") for name in ("section", "field"))
    if not section:
        section, _, field = field.partition(".")
    wanted = _texts(finding, "wanted")
    have = finding.arguments.get("have")
    if finding.message.startswith("accredited"):
        section, field = "accreditation", "by"
        values["fit"] = _accreditors([word for word in _texts(finding, "have") if word in wanted], telling, "and")
        values["wanted"] = _accreditors(wanted, telling, "or")
        values["have"] = _accreditors(_texts(finding, "have"), telling, "and")
    elif finding.message.startswith(("word", "level")):
        values["wanted"] = telling.listed(section, field, wanted, "or")
        values["have"] = telling.word(section, field, str(have)) if have else ""
        values["level"] = telling.word(section, field, str(finding.arguments.get("level") or ""))
    elif finding.message.startswith("covers"):
        values["have"] = telling.listed(section, field, _texts(finding, "have"), "and")
        values["lacking"] = telling.listed(section, field, _texts(finding, "lacking"), "and")
        values["roles"] = telling.wanted("work", wanted)
    else:
        values["wanted"] = telling.wanted(section, wanted)
        values["accreditors"] = _accreditors(_texts(finding, "accreditors"), telling, "or")
    if section == "work":
        values["work"] = telling.work(wanted)
    name, _, subject = field.partition(".")
    values["subject"] = telling.word(section, name, subject) if subject else ""
    values["counted"] = telling.counted(_texts(finding, "fields"))
    values["done"] = telling.words.find(f"done.{field}") or "" if section == "procedures" else ""


def _accreditors(names: list[str], telling: Telling, joint: str) -> str:
    chosen = [name for name in ACCREDITORS if name in names]
    return listed([telling.words.say(f"word.accreditation.{name}") for name in chosen], joint, telling.words)


def _fill_amounts(values: _Filled, finding: Finding, telling: Telling) -> None:
    amounts = finding.amounts
    if amounts is None:
        return
    unit = amounts.unit
    values["have_number"] = _have_number(amounts, telling)
    values["have"] = have_words(amounts, telling)
    least, most = amounts.need
    needed = number_range(least, most, telling.words)
    values["need"] = in_unit(needed, least if least == most else 2, unit, telling.words)
    values["needs"] = needs_words(least, most, telling)


def have_words(amounts: Amounts, telling: Telling) -> str:
    """Return how much there is, in its unit: `1,920 hours`, `between 3 and 5 weeks`, `at least 3 points`."""
    plural = amounts.have[0] if amounts.have[0] == amounts.have[1] else 2
    return in_unit(_have_number(amounts, telling), plural, amounts.unit, telling.words)


def needs_words(least: float, most: float, telling: Telling) -> str:
    """Return how much is needed: `560 are needed`, or that it is not certain or not published."""
    if most >= BOUNDLESS:
        return telling.words.say("needs.unknown")
    if least != most:
        return telling.words.say("needs.open", n=number_range(least, most, telling.words))
    return telling.words.say_many("needs", 1 if least == 1 else 2, n=number(least))


def _have_number(amounts: Amounts, telling: Telling) -> str:
    least, most = (floor(end) if amounts.unit == "hours" else end for end in amounts.have)
    if least < most and most > _FAR * max(amounts.need[0], 1):
        return telling.words.say("range.from", least=number(least))
    return number_range(least, most, telling.words)


def _fill_days(values: _Filled, finding: Finding, telling: Telling) -> None:
    words, as_of = telling.words, telling.as_of
    for name, argument in (("since", "since"), ("opens", "opens"), ("until", "until_day"), ("from", "from_day")):
        ordinal = _day_of(finding, argument)
        values[name] = day(ordinal, words, as_of=as_of) if FIRST_DAY < ordinal < LAST_DAY else ""
    if finding.message.startswith("wait") and values["opens"]:
        values["opens"] = words.say("on.day", day=values["opens"]) if finding.verdict == "met" else values["opens"]
    if "days" not in finding.arguments:
        return
    first, last = _pair(finding, "days")
    on = on_day(first, last, words, as_of=as_of)
    limit = _pair(finding, "limits")[1]
    values["on"] = on
    values["day"] = day(first, words, as_of=as_of) if FIRST_DAY < first < LAST_DAY else ""
    values["limit"] = day(limit, words, as_of=as_of) if FIRST_DAY < limit < LAST_DAY else ""
    ahead = as_of is not None and last > as_of
    values["completed"] = words.say("is-completed" if ahead else "was-completed", on=on)
    values["apply"] = words.say(f"apply.{finding.arguments.get('moment') or 'application'}")
    values["length"] = _length(finding, telling)


def _length(finding: Finding, telling: Telling) -> str:
    length = _texts(finding, "length")
    if len(length) != 3:
        return ""
    least, most, unit = int(length[0]), int(length[1]), length[2]
    return in_unit(number_range(least, most, telling.words), least if least == most else 2, unit, telling.words)


def _fill_parts(values: _Filled, finding: Finding, telling: Telling) -> None:
    verdicts = [part.verdict for part in finding.findings]
    counted = {"met": verdicts.count("met"), "failed": verdicts.count("not-met"), "open": verdicts.count("unknown")}
    values |= {**counted, "count": len(verdicts)}
    if finding.message in ("all-not-met", "all-unknown"):
        values["number"] = counted["failed" if finding.verdict == "not-met" else "open"]


def _texts(finding: Finding, name: str) -> list[str]:
    found = finding.arguments.get(name)
    return [str(text) for text in found] if isinstance(found, tuple) else []


def _pair(finding: Finding, name: str) -> tuple[int, int]:
    found = finding.arguments.get(name)
    if isinstance(found, tuple) and len(found) == 2:
        first, last = found
        if isinstance(first, int) and isinstance(last, int):
            return first, last
    return FIRST_DAY, LAST_DAY


def _day_of(finding: Finding, name: str) -> int:
    found = finding.arguments.get(name)
    return found if isinstance(found, int) else LAST_DAY
