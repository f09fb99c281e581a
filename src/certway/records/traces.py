"""What rows that are gone leave in the database's own files, and how that goes too."""

from __future__ import annotations

from django.db import connection, transaction

PATIENCE_MILLISECONDS = 500  # for those who read at that moment; whoever writes waits meanwhile


def clear_traces() -> None:
    """Empty SQLite's log of writes, in which deleted rows stand until it is used again.

    It is done after the transaction that runs, if one does. Where somebody reads for longer it is left to the next
    call. PostgreSQL keeps its log by its own rules.
    """
    if connection.vendor == "sqlite":
        transaction.on_commit(_empty_log)


def _empty_log() -> None:
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA busy_timeout")
        (usual,) = cursor.fetchone()
        cursor.execute(f"PRAGMA busy_timeout = {PATIENCE_MILLISECONDS}")
        try:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()  # says whether it was busy, which is no fault
        finally:
            cursor.execute(f"PRAGMA busy_timeout = {usual}")
