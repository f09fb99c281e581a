"""The bytes of a text file: UTF-8, without characters that no text holds."""

from __future__ import annotations

import re
from itertools import islice

from certway.core.units.errors import InputError, Problem

_BOM = b"\xef\xbb\xbf"
_UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")
_NOT_TEXT = re.compile(r"[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_CONTROL_BYTES = bytes({*range(32), 127} - {*b"\t\n\r"})
_MOST_REPORTED = 10  # a file that is mostly binary must not give thousands of messages
_SURROGATES = re.compile(rb"(?<!\\)((?:\\\\)*)\\u([dD][89abAB][0-9a-fA-F]{2})\\u([dD][c-fC-F][0-9a-fA-F]{2})")


def text_content(content: bytes, file: str) -> bytes:
    """Return the content as UTF-8 without a byte order mark.

    Raises InputError for another encoding and for control characters, which YAML does not allow.
    """
    if _looks_like_utf16(content):
        raise InputError([Problem(file, 0, "the file looks like UTF-16; save it as UTF-8")])
    if b"\0" in content:
        raise InputError([Problem(file, 0, "the file is binary, not text; give a YAML or JSON text file")])
    content = content.removeprefix(_BOM)
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        raise InputError([_wrong_encoding(content, error.start, file)]) from None
    _refuse_controls(text, file)
    return _join_surrogates(content)


def _looks_like_utf16(content: bytes) -> bool:
    if content.startswith(_UTF16_MARKS):
        return True
    sample = content[:200]
    zeros = max(sample[::2].count(0), sample[1::2].count(0))
    others = min(sample[::2].count(0), sample[1::2].count(0))
    return len(sample) >= 4 and others == 0 and zeros * 4 >= len(sample)


def _wrong_encoding(content: bytes, position: int, file: str) -> Problem:
    if content.translate(None, delete=_CONTROL_BYTES) != content:
        return Problem(file, 0, "the file is binary, not text; give a YAML or JSON text file")
    line = content.count(b"\n", 0, position) + 1
    wrong = f"the byte 0x{content[position]:02X} is not UTF-8"
    return Problem(file, line, f"{wrong}; the file looks like Latin-1 or Windows-1252, save it as UTF-8")


def _refuse_controls(text: str, file: str) -> None:
    problems = [
        Problem(
            file,
            text.count("\n", 0, match.start()) + 1,
            f"the control character U+{ord(match.group()):04X} cannot stand in a text file; remove it",
        )
        for match in islice(_NOT_TEXT.finditer(text), _MOST_REPORTED)
    ]
    if problems:
        raise InputError(problems)


def _join_surrogates(content: bytes) -> bytes:
    """Return JSON whose characters beyond U+FFFF are written out; YAML knows no pairs of `\\u` escapes."""
    if content.lstrip()[:1] not in (b"{", b"["):
        return content
    return _SURROGATES.sub(_joined, content)


def _joined(match: re.Match[bytes]) -> bytes:
    high, low = int(match[2], 16), int(match[3], 16)
    return match[1] + chr(0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00)).encode("utf-8")
