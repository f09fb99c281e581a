"""What a process remembers of rows, for as long as whoever uses it can tell that it still holds."""

from __future__ import annotations

from threading import Lock
from typing import Generic, TypeVar

LONGEST_LATEST = 3600 * 1000  # milliseconds for which an owner's newest answer is kept

Key = TypeVar("Key")
Value = TypeVar("Value")


class Remembered(Generic[Key, Value]):
    """A bounded memory that threads share; what was kept first is forgotten first."""

    def __init__(self, most: int) -> None:
        self._most, self._lock = most, Lock()
        self._kept: dict[Key, Value] = {}

    def get(self, key: Key) -> Value | None:
        """Return what is kept; None where it is not (any more)."""
        return self._kept.get(key)

    def keep(self, key: Key, value: Value) -> None:
        """Keep a value, in the place of another one of its key."""
        with self._lock:
            self._kept.pop(key, None)
            self._kept[key] = value
            while len(self._kept) > self._most:
                del self._kept[next(iter(self._kept))]


class Latest(Generic[Value]):
    """The newest answer of each owner, for an hour since it was made; threads share it.

    An owner is the hash of a record (`Visit.owner`), a question what tells whether the answer still holds.
    """

    def __init__(self, most: int) -> None:
        self._most, self._lock = most, Lock()
        self._kept: dict[str, tuple[int, str, Value]] = {}

    def get(self, owner: str, question: str, *, now: int) -> Value | None:
        """Return what is kept; None where it is another question, or too old. `now` in UTC milliseconds."""
        kept = self._kept.get(owner)
        return kept[2] if kept is not None and kept[1] == question and now < kept[0] + LONGEST_LATEST else None

    def keep(self, owner: str, question: str, value: Value, *, now: int) -> None:
        """Keep an answer, and drop those that are too old, of whose owners some may have been erased."""
        with self._lock:
            self._kept.pop(owner, None)
            kept = {name: one for name, one in self._kept.items() if now < one[0] + LONGEST_LATEST}
            kept[owner] = now, question, value
            self._kept = dict(list(kept.items())[-self._most :])

    def forget(self, owner: str) -> None:
        """Drop what is kept of an owner."""
        with self._lock:
            self._kept.pop(owner, None)
