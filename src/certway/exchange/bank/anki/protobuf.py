"""The little of Protocol Buffers that newer Anki packages need: numbers and byte strings by their fields.

Source: https://protobuf.dev/programming-guides/encoding/
"""

from __future__ import annotations

from collections.abc import Iterator

from certway.exchange.safe.errors import ForeignFileError

_VARINT, _FIXED64, _BYTES, _FIXED32 = 0, 1, 2, 5
_LONGEST_VARINT = 10  # bytes


def members(content: bytes, file: str) -> Iterator[tuple[int, int | bytes]]:
    """Yield the members of a message with the numbers of their fields. Raises ForeignFileError."""
    at = 0
    while at < len(content):
        key, at = _varint(content, at, file)
        kind = key & 7
        if kind == _VARINT:
            value, at = _varint(content, at, file)
            yield key >> 3, value
            continue
        if kind == _BYTES:
            size, at = _varint(content, at, file)
        elif kind in (_FIXED64, _FIXED32):
            size = 8 if kind == _FIXED64 else 4
        else:
            raise _broken(file)
        if size > len(content) - at:
            raise _broken(file)
        yield key >> 3, content[at : at + size]
        at += size


def first_number(content: bytes, field: int, file: str) -> int:
    """Return the first number of a field, 0 where there is none. Raises ForeignFileError."""
    return next((value for name, value in members(content, file) if name == field and isinstance(value, int)), 0)


def first_text(content: bytes, field: int, file: str) -> str:
    """Return the first text of a field, empty where there is none. Raises ForeignFileError."""
    found = next((value for name, value in members(content, file) if name == field and isinstance(value, bytes)), b"")
    try:
        return found.decode("utf-8")
    except UnicodeDecodeError:
        raise _broken(file) from None


def _varint(content: bytes, at: int, file: str) -> tuple[int, int]:
    value = 0
    for place, byte in enumerate(content[at : at + _LONGEST_VARINT]):
        value |= (byte & 0x7F) << (7 * place)
        if byte < 0x80:
            return value, at + place + 1
    raise _broken(file)


def _broken(file: str) -> ForeignFileError:
    return ForeignFileError(f"{file}: a list in the package is damaged; export the deck from Anki again")
