"""Pictures that come with questions: which are taken, and under which name."""

from __future__ import annotations

from base64 import b64decode
from binascii import Error as Base64Error

from certway.core.units.errors import CertwayError
from certway.exchange.bank.foreign_texts import slug_of
from certway.exchange.safe.drawing import drawing_faults
from certway.exchange.safe.errors import ForeignFileError
from certway.exchange.safe.xml import XmlLimits, parse_xml

MOST_BYTES = 2 * 1024 * 1024  # of a picture
MOST_PICTURES = 1_000  # of a file

_KINDS = (
    (b"\x89PNG\r\n\x1a\n", ".png"),
    (b"\xff\xd8\xff", ".jpg"),
    (b"GIF87a", ".gif"),
    (b"GIF89a", ".gif"),
)
_SVG = XmlLimits(size=MOST_BYTES, depth=40, elements=20_000)


class PictureError(CertwayError):
    """Raised for a picture that is not taken; says why."""


def decode_picture(encoded: str) -> bytes:
    """Return a picture that a file holds in base64. Raises PictureError."""
    if len(encoded) > MOST_BYTES * 3 // 2:
        raise PictureError(f"it is larger than {MOST_BYTES // 1024 // 1024} MB")
    try:
        return b64decode("".join(encoded.split()), validate=True)
    except (Base64Error, ValueError):
        raise PictureError("it is not written in good base64") from None


def picture_name(name: str, content: bytes) -> str:
    """Return the name under which a picture is kept: of lower-case words, with the ending of what it is.

    Raises PictureError for one that is too large, of no kind that is shown, or a drawing that runs or loads something.
    """
    if len(content) > MOST_BYTES:
        raise PictureError(f"it is larger than {MOST_BYTES // 1024 // 1024} MB")
    return f"{slug_of(name.rpartition('.')[0] or name) or 'picture'}{_ending(content)}"


def _ending(content: bytes) -> str:
    for mark, ending in _KINDS:
        if content.startswith(mark):
            return ending
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return ".webp"
    if b"<svg" in content[:4_000]:
        _refuse_running(content)
        return ".svg"
    raise PictureError("it is no PNG, JPEG, GIF, WebP or SVG")


def _refuse_running(content: bytes) -> None:
    try:
        root = parse_xml(content, "the drawing", limits=_SVG)
    except ForeignFileError as error:
        raise PictureError(str(error)) from None
    if b"<?xml-stylesheet" in content:
        raise PictureError("it is a drawing that runs or loads something")
    if any(drawing_faults(root)):
        raise PictureError("it is a drawing that runs or loads something")
