"""See how one is reminded: of what, when the next mail comes and what it would say."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from certway.actions.find_deadlines import credential_names, find_deadlines
from certway.actions.send_reminders import mail_address
from certway.core.renew.deadlines import Deadline
from certway.core.renew.reminders import Known, Round, Wishes, horizon_of, next_round, plan_round
from certway.core.units.days import monday_of
from certway.exchange.reminder_text import reminder_line, subject_name
from certway.records.models import ReminderSettings, RetiredCredential, User
from certway.records.models.reminders import WEEKLY
from certway.records.reminders import known_of, settings_of, wishes_of, zone_named


@dataclass(frozen=True, slots=True)
class KeptThing:
    """Something with deadlines, such as a credential."""

    credential: str  # as deadlines name it
    name: str
    on: int | None  # ordinal of its next day; None where none lies ahead
    retired_on: int | None  # ordinal; None = kept


@dataclass(frozen=True, slots=True)
class NextMail:
    """The mail that comes next, as things stand."""

    on: int  # ordinal
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RemindersText:
    """Everything that the page of reminders says."""

    settings: ReminderSettings
    address: str  # to which mail goes
    today: int  # ordinal, where she is
    things: tuple[KeptThing, ...]
    next_mail: NextMail | None

    @property
    def paused(self) -> int | None:
        """The ordinal of the first day with mail again; None where nothing is paused."""
        until = self.settings.paused_until
        return until.toordinal() if until is not None and until.toordinal() > self.today else None


def see_reminders(user: User, *, now: datetime) -> RemindersText:
    """Return how a user is reminded; `now` is an instant in UTC."""
    here = now.astimezone(zone_named(user.time_zone))
    as_of, settings, names = here.date().toordinal(), settings_of(user.pk), credential_names()
    deadlines, wishes = find_deadlines(user.pk, as_of=as_of), wishes_of(settings)
    known = known_of(settings, joined_on=user.joined_at.astimezone(here.tzinfo).date())
    found = _next(deadlines, wishes, known, settings, as_of) if settings.is_on else None
    return RemindersText(
        settings=settings,
        address=mail_address(user),
        today=as_of,
        things=_things(user, deadlines, names, as_of),
        next_mail=None if found is None else _mail(*found, names),
    )


def _next(
    deadlines: Sequence[Deadline], wishes: Wishes, known: Known, settings: ReminderSettings, as_of: int
) -> tuple[int, Round] | None:
    """Return the day of the next mail, with what it brings; a weekly one comes on the Monday before."""
    handled, pause = settings.handled_on, settings.paused_until
    first = as_of if handled is None or handled.toordinal() != as_of else as_of + 1
    first = first if pause is None else max(first, pause.toordinal())
    found = next_round(deadlines, wishes=wishes, known=known, from_day=first)
    if found is None or settings.digest != WEEKLY:
        return found
    # Its week's first day that can be brings it, unless it was told since then.
    day = max(first, monday_of(found[0]))
    horizon = horizon_of(day, weekly=True, handled=known.handled)
    if horizon < found[0]:
        return found
    return day, plan_round(deadlines, wishes=wishes, known=known, as_of=day, horizon=horizon)


def _mail(on: int, found: Round, names: Mapping[str, str]) -> NextMail:
    return NextMail(on, tuple(reminder_line(one, as_of=on, names=names) for one in found.due))


def _things(user: User, deadlines: Sequence[Deadline], names: Mapping[str, str], as_of: int) -> tuple[KeptThing, ...]:
    retired = {row.credential: row.since.toordinal() for row in RetiredCredential.objects.filter(user=user)}
    ahead: dict[str, int | None] = {one.credential: None for one in deadlines}
    for one in deadlines:
        soonest = ahead[one.credential]
        if one.on >= as_of and not one.done and (soonest is None or one.on < soonest):
            ahead[one.credential] = one.on
    known = [*ahead, *(name for name in sorted(retired) if name not in ahead)]
    return tuple(KeptThing(name, subject_name(name, names), ahead.get(name), retired.get(name)) for name in known)
