"""What a process remembers of rows, for as long as whoever uses it can tell that it still holds."""

from __future__ import annotations

from threading import Lock
from typing import Generic, TypeVar

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
