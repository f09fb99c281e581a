"""Where a person stands with her renewals, as text: what a terminal, a page and a letter show of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from certway.answers.finish import Finish
from certway.answers.lapse import Lapse
from certway.answers.renew import KeptCredential, Renewals, apart
from certway.core.person.record import Record
from certway.core.renew.cycle import is_voluntary
from certway.core.renew.pace import Pace, pace_of
from certway.core.renew.renewal import ANNUAL_FEE, EXPIRES, LATE, TOTAL, Counted, Renewal, RenewalDate
from certway.core.units.days import DaySpan
from certway.core.units.verdicts import VerdictName
from certway.exchange.check_text import SourceText, source_text
from certway.exchange.lapse_text import LapseText, lapse_text
from certway.exchange.renew_json import policy_sources
from certway.exchange.renew_state_text import state_notes
from certway.exchange.renew_ways_text import WayText, way_texts
from certway.exchange.words.areas import area_name, points_words, unit_of
from certway.exchange.words.catalogue import Catalogue
from certway.exchange.words.figures import day, listed, number, opened, unbroken
from certway.exchange.words.standings import span_words
from certway.exchange.words.telling import Telling

VERDICTS: Mapping[str, VerdictName] = {
    "active": "met",
    "complete": "met",
    "grace": "unknown",
    "lapsed": "not-met",
    "unknown": "unknown",
}
"""The mark of each status."""


@dataclass(frozen=True, slots=True)
class AreaLine:
    """The points of one area."""

    name: str
    text: str  # `12 of 10 points`
    full: bool  # whether it has what is asked for


@dataclass(frozen=True, slots=True)
class DateLine:
    """A day that matters."""

    id: str
    day: int  # ordinal
    on: str  # `14 May 2027 (in 5 months)`
    what: str
    note: str  # what the body says elsewhere; empty where it agrees with itself
    over: bool  # whether it is past, or asks for nothing any more
    source: SourceText | None


@dataclass(frozen=True, slots=True)
class CreditLine:
    """What one activity brings."""

    place: int  # of its entry in `education_credits`
    title: str
    on: str
    points: str  # `2 points`
    counted: str  # `2 points`; empty where nothing counts
    counts: str  # `counts 2 points`
    why: str  # why not, or not all of it; empty where all of it counts


@dataclass(frozen=True, slots=True)
class RenewalText:
    """All that is said about one credential."""

    credential: str
    short: str
    name: str
    status: str
    verdict: VerdictName
    word: str  # the status in a word or two
    headline: str
    points: str  # `22 of 60 points count`; empty where there is no cycle
    share: int  # percent of the points that are asked for, at most 100
    pace: str  # empty where there is no cycle, or it is over
    missing: str
    areas: tuple[AreaLine, ...]
    next_date: DateLine | None  # the next one that asks for something
    dates: tuple[DateLine, ...]
    credits: tuple[CreditLine, ...]
    ways: tuple[WayText, ...]
    untold: tuple[tuple[str, str], ...]  # what would say more, and its place in the person file
    body: str  # short name of the body
    page: str  # address of its own page
    sources: tuple[SourceText, ...]
    state: str = ""  # two letters; empty for the credential of a body
    measured: bool = True  # whether `share` says something: how many points are asked for is known
    notes: tuple[str, ...] = ()  # what to know about the license of a state
    lapse: LapseText | None = None  # None where none is near, or nobody asked


@dataclass(frozen=True, slots=True)
class RenewalsText:
    """The whole answer."""

    title: str
    none: str  # said where no credential is named
    credentials: tuple[RenewalText, ...]
    aligned: tuple[str, ...]  # cycles that could end together


def renewals_text(
    answer: Renewals,
    record: Record,
    telling: Telling,
    ways: Mapping[str, Sequence[Finish]],
    lapses: Mapping[str, Lapse] | None = None,
) -> RenewalsText:
    """Return an answer's words. `ways` are the ways to finish, `lapses` what a lapse means, by credential."""
    words = telling.words
    untold = record.entries("credentials") is None
    none = "" if answer.credentials else words.say("renew.none/untold" if untold else "renew.none")
    return RenewalsText(
        title=words.say("renew.title", day=day(answer.as_of, words)),
        none=none,
        credentials=tuple(
            _Writer(kept, record, telling, answer.as_of).text(
                ways.get(kept.credential.id, ()), (lapses or {}).get(kept.credential.id)
            )
            for kept in answer.credentials
        ),
        aligned=tuple(_aligned(group, telling) for group in apart(answer)),
    )


def _aligned(group: Sequence[KeptCredential], telling: Telling) -> str:
    words = telling.words
    ends = [
        words.say("renew.aligned.one", short=kept.credential.short, on=unbroken(day(kept.renewal.expires or 0, words)))
        for kept in group
    ]
    return words.say(
        "renew.aligned", body=group[0].credential.issuer.id.upper(), ends=opened(listed(ends, "and", words))
    )


@dataclass(frozen=True, slots=True)
class _Writer:
    """Writes about one credential."""

    kept: KeptCredential
    record: Record
    telling: Telling
    as_of: int

    @property
    def words(self) -> Catalogue:
        return self.telling.words

    @property
    def renewal(self) -> Renewal:
        return self.kept.renewal

    @property
    def unit(self) -> str:
        return unit_of(self.kept.policy)

    def amount(self, hundredths: int) -> str:
        return points_words(hundredths, self.words, self.unit)

    def text(self, ways: Sequence[Finish], lapse: Lapse | None) -> RenewalText:
        """Return all that is said."""
        renewal, credential = self.renewal, self.kept.credential
        points, pace = renewal.points, pace_of(renewal, as_of=self.as_of)
        dates = tuple(self._date(one) for one in renewal.dates)
        return RenewalText(
            credential=credential.id,
            short=credential.short,
            name=credential.name,
            status=renewal.status,
            verdict=VERDICTS[renewal.status],
            word=self.words.say(f"renew.status.{renewal.status}"),
            headline=self._headline(),
            points=self._points() if renewal.cycle else "",
            share=min(100, 100 * points.counted // points.required)
            if points.required
            else 100 * (points.required == 0),
            pace=self._pace(pace) if pace else "",
            missing=self._missing() if renewal.cycle and self._asks_points else "",
            areas=tuple(self._areas()),
            next_date=next((one for one in dates if not one.over), None),
            dates=dates,
            credits=tuple(self._credit(one) for one in renewal.ledger),
            ways=way_texts(ways, self.telling, self.as_of, unit=self.unit),
            untold=tuple(self._untold()),
            body=credential.issuer.id.upper(),
            page=credential.issuer.page,
            sources=tuple(
                source_text(one, self.telling, self.as_of) for one in policy_sources(self.kept.policy, self.as_of)
            ),
            state=self.kept.policy.state,
            measured=renewal.cycle is not None and points.required is not None,
            notes=state_notes(self.kept, self.record, self.telling, self.as_of),
            lapse=lapse_text(lapse, credential, self.telling, self.as_of) if lapse else None,
        )

    @property
    def _asks_points(self) -> bool:
        """Whether points still help: once it has lapsed and only the exam is left they don't."""
        return self.renewal.status != "lapsed" or "reinstatement" in self.renewal.ways

    def _day(self, ordinal: int | None) -> str:
        return "" if ordinal is None else unbroken(day(ordinal, self.words, as_of=self.as_of))

    def _headline(self) -> str:
        renewal, late = self.renewal, next((one.on for one in self.renewal.dates if one.what == LATE), None)
        variant = ""
        if renewal.status == "unknown":
            variant = self._unknown()
        elif renewal.expires is None:
            variant = "/endless"
        elif self.kept.policy.state and renewal.status in ("complete", "lapsed"):
            variant = "/state"
        return self.words.say(
            f"renew.headline.{renewal.status}{variant}",
            short=self.kept.credential.short,
            on=self._day(renewal.expires),
            late=self._day(late),
        )

    def _unknown(self) -> str:
        if self.record.entries("credentials") is None:
            return "/untold"
        held = self.renewal.held
        if held and held.may_last(self.as_of):
            return "/no-day"
        if is_voluntary(self.kept.policy, held, as_of=self.as_of):
            return "/voluntary"
        if self.renewal.cycle:
            return "/no-day-told" if self.kept.policy.state else "/rolled"
        return "/no-day" if held else "/not-held"

    def _points(self) -> str:
        points = self.renewal.points
        counted = number(points.counted / 100)
        if points.required is None:
            return self.words.say("renew.points/unpublished", counted=self.amount(points.counted))
        if not points.required:
            return self.words.say("renew.points/none")
        said = self.words.say("renew.points", counted=counted, required=self.amount(points.required))
        if points.recorded > points.counted:
            lost = number((points.recorded - points.counted) / 100)
            said += " " + self.words.say("renew.recorded", recorded=number(points.recorded / 100), lost=lost)
        return said

    def _pace(self, pace: Pace) -> str:
        said = self.words.say("renew.pace", gone=pace.months_gone, months=pace.months)
        if pace.counted >= pace.required:
            return said
        if pace.ahead:
            return f"{said} {self.words.say('renew.pace.ahead')}"
        if pace.points_a_month is None:
            return f"{said} {self.words.say('renew.pace.last')}"
        each = self.amount(pace.points_a_month)
        return f"{said} {self.words.say('renew.pace.behind', each=each)}"

    def _missing(self) -> str:
        parts = []
        for one in self.renewal.missing:
            if one.what == ANNUAL_FEE:
                due = next(fee.due for fee in self.renewal.fees if fee.state == "overdue")
                parts.append(self.words.say("renew.missing.annual-fee", on=unbroken(day(due, self.words))))
            elif one.what == TOTAL:
                parts.append(self.words.say("renew.missing.total", points=self.amount(one.points or 0)))
            else:
                area = area_name(one.what, self.words)
                points = points_words(one.points or 0, self.words)
                parts.append(self.words.say("renew.missing.area", points=points, area=area))
        if parts:
            return self.words.say("renew.missing", what=listed(parts, "and", self.words))
        unpublished = self.renewal.points.required is None
        return "" if unpublished or not self.renewal.points.required else self.words.say("renew.missing.none")

    def _areas(self) -> Iterator[AreaLine]:
        for area in self.renewal.points.areas:
            required = points_words(area.required, self.words)
            text = self.words.say("renew.area", counted=number(area.counted / 100), required=required)
            yield AreaLine(area_name(area.id, self.words), text, area.counted >= area.required)

    def _date(self, date: RenewalDate) -> DateLine:
        words = self.words
        others = [
            words.say("renew.date.other", title=words.text(value.title), on=unbroken(day(on, words)))
            for on, value in date.others
            if on != date.on
        ]
        note = words.say("renew.date.others", others=listed(others, "and", words)) if others else ""
        versions = date.value.in_force(self.as_of) if date.value else ()
        passed = date.on < self.as_of and not (date.kind == "opens" and self.as_of <= (self.renewal.expires or 0))
        return DateLine(
            id=date.what,
            day=date.on,
            on=self._day(date.on),
            what=self._what(date),
            note=note,
            over=date.done or passed,
            source=source_text(versions[-1].source, self.telling, self.as_of) if versions else None,
        )

    def _what(self, date: RenewalDate) -> str:
        past = date.what == EXPIRES and date.on < self.as_of
        paid = date.what == ANNUAL_FEE and date.done
        by_rule = past and self.renewal.status == "unknown" and self.kept.policy.state
        variant = "/by-rule" if by_rule else "/past" if past else "/paid" if paid else ""
        return self.words.say(f"renew.date.{date.what}{variant}", short=self.kept.credential.short)

    def _credit(self, counted: Counted) -> CreditLine:
        activity = counted.activity
        entry = (self.record.entries("education_credits") or ())[activity.place]
        title, on = entry.get("title"), activity.on
        given = counted.given.points if counted.given else 0
        return CreditLine(
            place=activity.place,
            title=str(title) if title else self.words.say("renew.credit.untitled"),
            on=span_words(on, self.telling) if isinstance(on, DaySpan) else "",
            points="" if activity.points is None else points_words(activity.points, self.words),
            counted=self.amount(given) if given else "",
            counts=self.words.say("renew.credit.counts", points=self.amount(given)),
            why=self._why(counted),
        )

    def _why(self, counted: Counted) -> str:
        if counted.outside is not None:
            hours = self.kept.policy.state and counted.outside in ("kind-untold", "refused")
            return self.words.say(f"renew.outside.{counted.outside}{'/hours' if hours else ''}")
        if not counted.held_back:
            return ""
        points = self.amount(counted.held_back)
        caps = [cap for cap in self.kept.policy.caps if cap.id in counted.caps]
        if not caps:
            return self.words.say("renew.held-back/elsewhere", points=points)
        return self.words.say("renew.held-back", points=points, cap=self.words.text(caps[0].most.title))

    def _untold(self) -> Iterator[tuple[str, str]]:
        for place in self.renewal.untold:
            yield self.words.say(f"renew.untold.{place.split('/')[0]}"), place
