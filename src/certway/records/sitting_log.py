"""How lines come into the log of a sitting: what steers it under its lock, answers in one durable statement."""

from __future__ import annotations

import json
from collections.abc import Sequence
from uuid import UUID

from django.db import connection
from django.db.models import F

from certway.core.sit.events import Event
from certway.records.models import Person, Sitting, SittingEvent
from certway.records.sittings import row_of

_COLUMNS = ("kind", "at", "received", "place", "content", "device", "number")
_TYPES = {"at": "bigint", "received": "bigint", "place": "smallint", "number": "integer"}
_TAKE = (
    f"UPDATE {Sitting._meta.db_table} SET steered = steered + 1 WHERE public_id = %s "
    f"AND person_id IN (SELECT id FROM {Person._meta.db_table} WHERE owner_id = %s) RETURNING *"
)


def take_to_steer(user_id: int, key: UUID) -> Sitting | None:
    """Take a sitting of a user to add what steers it, within a transaction; None where she has no such sitting.

    Whoever else writes to it waits for the transaction's end. `steered` counts already what is to be added; where
    nothing is, roll back.
    """
    field = Sitting._meta.get_field("public_id")
    told = [field.get_db_prep_value(key, connection), user_id]
    return next(iter(Sitting.objects.raw(_TAKE, told)), None)


def add_steering(sitting: Sitting, event: Event, *, received: int) -> None:
    """Add what steers the clocks or the devices. Whoever calls holds the sitting's row, or has just made it."""
    row_of(sitting, event, received=received).save()
    Sitting.objects.filter(pk=sitting.pk).update(steered=F("steered") + 1)


def add_lines(rows: Sequence[SittingEvent], *, steered: int) -> bool:
    """Add lines to the log of one sitting, unless it has been steered since, in one statement that commits by itself.

    What a device has sent before stays as it is. True means that every line is durable, now or from before. False
    means that it could not be told: something steered the sitting meanwhile, it is gone, or all of it was there before.
    Who steers waits for this statement, and this one for who steers.
    """
    sitting = rows[0].sitting_id
    told = ", ".join(f"({', '.join(['%s'] * len(_COLUMNS))})" for _ in rows)
    values = [value for row in rows for value in _values(row)]
    with connection.cursor() as cursor:
        cursor.execute(_STATEMENT[connection.vendor].format(rows=told), [sitting, *values, steered])
        return bool(cursor.rowcount > 0)


def _values(row: SittingEvent) -> tuple[str | int | None, ...]:
    content = None if row.content is None else json.dumps(row.content)
    return row.kind, row.at, row.received, row.place, content, row.device, row.number


def _statement(*, lock: str, json_type: str) -> str:
    casts = ", ".join(
        f"CAST(told.column{number} AS {_TYPES.get(name, json_type if name == 'content' else 'text')})"
        for number, name in enumerate(_COLUMNS, start=1)
    )
    held = f"SELECT id, steered FROM {Sitting._meta.db_table} WHERE id = %s {lock}"
    return (
        f"INSERT INTO {SittingEvent._meta.db_table} (sitting_id, {', '.join(_COLUMNS)}) "
        f"SELECT held.id, {casts} FROM ({held}) AS held CROSS JOIN (VALUES {{rows}}) AS told "
        "WHERE held.steered = %s ON CONFLICT DO NOTHING"
    )


_STATEMENT = {
    "postgresql": _statement(lock="FOR SHARE", json_type="jsonb"),
    "sqlite": _statement(lock="", json_type="text"),  # a statement that writes has the whole database
}
