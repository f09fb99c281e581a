"""The bank's drawings: SVG that draws and does nothing else."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

from certway.core.items.item import Item
from certway.exchange.bank.files import BANK
from certway.exchange.safe.drawing import DrawingFault, drawing_faults
from certway.exchange.safe.errors import ForeignFileError
from certway.exchange.safe.xml import XmlLimits, local_name, parse_xml

MOST_BYTES = 60 * 1024
NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*\.svg")

_LIMITS = XmlLimits(size=MOST_BYTES, depth=40, elements=5_000)


def faults_of_file(content: bytes) -> tuple[str, ...]:
    """Return what a drawing must not have: scripts, other files, unknown elements; each fault once."""
    if len(content) > MOST_BYTES:
        return (f"it has {len(content)} bytes; at most {MOST_BYTES} are taken",)
    try:
        root = parse_xml(content, "the drawing", limits=_LIMITS)
    except ForeignFileError:
        return ("it is no SVG that can be read",)
    shape = () if local_name(root) == "svg" and "viewBox" in root.attrib else ("it is no SVG with a viewBox",)
    return tuple(dict.fromkeys((*shape, *map(_told, drawing_faults(root)))))


def _told(fault: DrawingFault) -> str:
    if fault.attribute:
        return f"its attribute '{fault.attribute}' does something, or asks for another file"
    return f"it has the element '{fault.element}', which no drawing needs"


def drawings_of(items: Iterable[Item], root: Path = BANK) -> dict[str, bytes]:
    """Return the drawings that questions of a bank show, by their names."""
    names = sorted({item.image.file for item in items if item.image is not None})
    found = {name: read_drawing(name, root) for name in names}
    return {name: content for name, content in found.items() if content is not None}


def read_drawing(name: str, root: Path = BANK) -> bytes | None:
    """Return a drawing of a bank by its name; None where there is none."""
    path = root / "images" / name
    return path.read_bytes() if NAME.fullmatch(name) and path.is_file() else None
