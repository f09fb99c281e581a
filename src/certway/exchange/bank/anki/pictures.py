"""Pictures that somebody sends: which are taken into the bank."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from certway.exchange.safe.drawing import drawing_faults
from certway.exchange.safe.errors import ForeignFileError
from certway.exchange.safe.xml import XmlLimits, parse_xml

MOST_PICTURE_BYTES: Final = 4 * 1024 * 1024

_LIMITS = XmlLimits(size=512 * 1024, depth=50, elements=10_000)
_SIGNATURES: Mapping[str, tuple[bytes, ...]] = {
    ".png": (b"\x89PNG\r\n\x1a\n",),
    ".jpg": (b"\xff\xd8\xff",),
    ".jpeg": (b"\xff\xd8\xff",),
    ".gif": (b"GIF87a", b"GIF89a"),
    ".webp": (b"RIFF",),
}


def picture_fault(name: str, content: bytes) -> str:
    """Return why a picture is not taken; empty where it is."""
    ending = name[name.rfind(".") :].lower() if "." in name else ""
    if ending == ".svg":
        return _drawing_fault(content)
    if ending not in _SIGNATURES:
        return "is of a kind that is not taken; use PNG, JPEG, GIF, WebP or SVG"
    if len(content) > MOST_PICTURE_BYTES:
        return f"is larger than {MOST_PICTURE_BYTES // 1024**2} MiB; make it smaller"
    if not content.startswith(_SIGNATURES[ending]):
        return f"does not begin as a {ending} file does; save it again"
    return ""


def _drawing_fault(content: bytes) -> str:
    """Return why an SVG is not taken: anything that runs, loads or leads out of it."""
    try:
        root = parse_xml(content, "drawing", limits=_LIMITS)
    except ForeignFileError:
        most = f"{_LIMITS.size // 1024} KiB, {_LIMITS.elements} parts or {_LIMITS.depth} in one another"
        return f"is no SVG, one with a DOCTYPE, or one of more than {most}; save it as plain SVG"
    fault = next(drawing_faults(root), None)
    if fault is None:
        return ""
    if fault.attribute:
        return f"has an attribute '{fault.attribute[:30]}' that runs or leads out of it; save it as plain SVG"
    return f"has a part '{fault.element[:30]}', which may run or load something; save it as plain SVG"
