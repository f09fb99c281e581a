"""How the license of a state is kept: its policy, made of the values of the state's rule."""

from __future__ import annotations

from dataclasses import replace

from certway.core.renew.policy import Ends, Policy, Refusal, Way
from certway.core.rulebook.state_clocks import Expiry, RenewalClock
from certway.core.rulebook.state_licenses import StateLicense
from certway.core.rulebook.values import Content, Source, Value, Version

NO_HOURS = ("college", "teaching", "authorship", "employment", "other")
"""Kinds of activity whose points are no hours spent in a course; how many hours a state makes of them is not told."""

_MONTHS = 12  # of a year
_UNITS = "units"  # a state that counts in them does not say what one is


def state_policy(license_: StateLicense) -> Policy:
    """Return how the license of a state is kept.

    Its end is computed only where all licenses of the state end together on a known day; else its card alone says. What
    was not found stays unknown, and so does all about a permit that the rule's cycle is not about.
    """
    clock = None if license_.temporary else license_.rule.renewal
    hours, late_fee = _value(license_, "continuing-education"), license_.value("late-fee")
    renewal = ((_value(license_, "renewal-fee"),),)
    late = renewal if late_fee is None else (*renewal, (late_fee,))
    ways: tuple[Way, ...] = ("education",)
    return Policy(
        credential=license_.id,
        months=_in_months(_value(license_, "renewal-cycle")),
        ends=_ends(clock),
        points=hours,
        ways=ways,
        lapsed_ways=ways if late_fee is not None else (),  # a fee for it says that there is a late renewal
        expiry_rule=_dated(clock) if clock else None,
        refusals=(Refusal(NO_HOURS, _unknown_flag(_source(license_))),),
        costs={"education": renewal, "late": late},
        license=license_,
        clock=clock,
        estimated=hours.unit == _UNITS,
    )


def _value(license_: StateLicense, name: str) -> Value:
    """Return a value of the rule; one that is not there, or is none of a temporary permit's, is not known."""
    found = license_.value(name)
    unknown = Version(None, None, None, "not-found", _source(license_))
    if found is None:
        return Value(name, "", "text", (unknown,))
    return replace(found, versions=(unknown,)) if license_.temporary else found


def _source(license_: StateLicense) -> Source:
    source = license_.level.source if license_.level and license_.level.source else license_.rule.source
    assert source is not None  # a rule that grants something was researched
    return source


def _ends(clock: RenewalClock | None) -> Ends:
    return "fixed-day" if common_day(clock) is not None else "as-given"


def common_day(clock: RenewalClock | None) -> Expiry | None:
    """Return on which day all licenses of a state end together; None where there is none, or it was not found."""
    return clock.expires if clock and clock.expires and clock.expires.on else None


def _in_months(years: Value) -> Value:
    """Return a length in years as one in months, with its versions and sources."""
    versions = tuple(replace(version, content=_times_twelve(version.content)) for version in years.versions)
    return Value(years.id, years.title, "months", versions)


def _times_twelve(content: Content) -> Content:
    if isinstance(content, bool | str) or content is None:
        return content
    if isinstance(content, tuple):
        least, most = content
        return (float(least) * _MONTHS, float(most) * _MONTHS)
    return content * _MONTHS


def _dated(clock: RenewalClock) -> Value:
    """Return a value that stands for the dates of a clock, so that they have a source."""
    return Value("renewal-dates", "", "text", (Version(None, None, clock.note, "set", clock.source),))


def _unknown_flag(source: Source) -> Value:
    return Value("other-hours", "", "yes-no", (Version(None, None, None, "not-found", source),))
