"""A year of the real action on a database, ten with `make soak`: what goes out is what the witness expects."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from random import Random

import pytest
from hypothesis import settings

from builders.reminded import letters
from certway.actions.send_reminders import send_reminders
from certway.actions.set_reminders import keep_again, pause_reminders, retire_credential
from certway.core.renew.deadlines import CARD
from certway.core.renew.reminders import PASSED
from certway.records.models import Entry, ReminderSettings, Revision, SentReminder, User
from certway.records.models.reminders import DAILY, WEEKLY
from kept_documents import entry, user
from renew_simulation import HELD, START, Counts, Edit, Saying, Somebody, make_somebody, run_world

pytestmark = pytest.mark.django_db

SOAKS = settings.default.max_examples > 1000
YEARS, PEOPLE, SEEDS = (10, 4, 2) if SOAKS else (1, 1, 1)


class RealEngine:
    """The action, asked again whenever it has something to say, as two workers would, and the records of the people."""

    def __init__(self, people: list[Somebody]) -> None:
        self.users = [self._joined(number, one) for number, one in enumerate(people)]
        self.entries: dict[tuple[int, str], Entry] = {}
        self.seen, self.letters = 0, 0

    def _joined(self, number: int, one: Somebody) -> User:
        made = user(f"{number}@example.org", time_zone=str(one.zone))
        User.objects.filter(pk=made.pk).update(joined_at=START)
        first, until = one.quiet or (None, None)
        ReminderSettings.objects.create(
            user=made,
            hour=one.hour,
            leads=list(one.leads),
            quiet_from=first,
            quiet_until=until,
            digest=WEEKLY if one.weekly else DAILY,
        )
        return made

    def take(self, number: int, edit: Edit) -> None:
        who = self.users[number].pk
        if edit.kind == "told":
            self._tell(number, edit)
        elif edit.kind == "retired":
            retire_credential(who, edit.credential, on=edit.at.date())
        elif edit.kind == "kept":
            keep_again(who, [edit.credential])
        elif edit.kind == "paused":
            pause_reminders(who, until=None if edit.on is None else date.fromordinal(edit.on))
        elif edit.kind == "leads":
            ReminderSettings.objects.filter(pk=who).update(leads=list(edit.leads))

    def _tell(self, number: int, edit: Edit) -> None:
        section, field = ("cards", "kind") if edit.credential.startswith(CARD) else ("credentials", "id")
        content = {field: edit.credential.removeprefix(CARD)}
        content |= {} if edit.on is None else {"expires": date.fromordinal(edit.on).isoformat()}
        one = self.entries.get((number, edit.credential))
        if one is None:
            self.entries[number, edit.credential] = entry(self.users[number], section, **content)
        else:
            Revision.objects.filter(entry=one).update(content=content)

    def run(self, now: datetime) -> list[Saying]:
        sent = send_reminders(now)
        if not sent:
            return []
        sent += send_reminders(now)
        self.letters += sent
        assert len(letters()) == self.letters
        rows = list(SentReminder.objects.filter(pk__gt=self.seen).order_by("pk"))
        self.seen = rows[-1].pk
        numbers = {one.pk: number for number, one in enumerate(self.users)}
        said = [(numbers[row.user_id], *_read(row.key)) for row in rows if not row.is_overtaken]
        return [one for one in said if one[1][1] == "expires"]  # the witness knows nothing of a rule's own late windows


def _read(key: str) -> tuple[tuple[str, str, int], int]:
    credential, what, on, lead = key.split("/")
    return (credential, what, int(on)), PASSED if lead == "passed" else int(lead)


@pytest.mark.parametrize("seed", range(SEEDS))
def test_nothing_is_missed_doubled_late_or_untrue(seed: int) -> None:
    rng = Random(seed)
    people = [make_somebody(rng, YEARS, held=HELD, plain=True) for _ in range(PEOPLE)]
    counts = run_world(people, RealEngine(people), years=YEARS, rng=rng, every_tick=False, days_between_rests=4)

    assert replace(counts, sent=0) == Counts()
    assert counts.sent > 2 * PEOPLE * YEARS
