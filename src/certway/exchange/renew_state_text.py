"""What to know about renewing the license of a state, as text."""

from __future__ import annotations

from collections.abc import Iterator

from certway.answers.renew import KeptCredential
from certway.core.person.record import Record
from certway.core.renew.policy import Policy
from certway.core.renew.state_cycle import first_hours
from certway.core.rulebook.state_licenses import StateLicense
from certway.exchange.words.areas import points_words, unit_of
from certway.exchange.words.figures import as_sentence, day, unbroken
from certway.exchange.words.telling import Telling
from certway.exchange.words.values import version_words


def state_notes(kept: KeptCredential, record: Record, telling: Telling, as_of: int) -> tuple[str, ...]:
    """Return what to know, a sentence or two each; nothing for the credential of a body."""
    license_ = kept.policy.license
    return () if license_ is None else tuple(_notes(kept, license_, record, telling, as_of))


def _notes(kept: KeptCredential, license_: StateLicense, record: Record, telling: Telling, as_of: int) -> Iterator[str]:
    words, policy, cycle = telling.words, kept.policy, kept.renewal.cycle
    if license_.ended:
        yield as_sentence(words.text(license_.ended.says))
    if license_.temporary:
        yield words.say("renew.state.temporary")
        return
    expires = policy.clock.expires if policy.clock else None
    if expires is not None and expires.on is None:
        yield words.say(f"state.renewal.year/{expires.years}")
    hours = first_hours(policy, record, cycle) if cycle else None
    if cycle and hours:
        on = unbroken(day(cycle.ends, words))
        yield words.say("renew.state.first", on=on, hours=points_words(hours, words, unit_of(policy)))
    yield from _of_education(policy, license_, telling, as_of, counted=bool(kept.renewal.points.required))
    if policy.clock and policy.clock.note:
        yield as_sentence(words.text(policy.clock.note))


def _of_education(
    policy: Policy, license_: StateLicense, telling: Telling, as_of: int, *, counted: bool
) -> Iterator[str]:
    """Yield how education is counted, what other sources say of it, and what does not count."""
    words = telling.words
    for version in policy.points.in_force(as_of):
        if counted and version.content:
            yield words.say(f"renew.state.{policy.points.unit}")
        if version.note:
            yield as_sentence(words.text(version.note))
        for conflict in version.conflicts:
            yield words.say("renew.state.conflict", says=words.text(conflict.says).rstrip("."))
    refused = license_.rule.values.get("not-accepted")
    for version in refused.in_force(as_of) if refused else ():
        yield words.say("renew.state.not-accepted", what=version_words(version, "texts", telling))
