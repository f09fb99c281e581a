"""The bank's drawings: SVG that draws and does nothing else."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from xml.etree.ElementTree import Element, ParseError

from certway.core.items.item import Item
from certway.exchange.bank_files import BANK

MOST_BYTES = 60 * 1024
NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*\.svg")

_SVG = "{http://www.w3.org/2000/svg}"
_TAGS = frozenset(
    {
        "svg", "g", "title", "desc", "defs", "path", "rect", "circle", "ellipse", "line", "polyline", "polygon", "text",
        "tspan", "marker", "pattern", "clipPath", "use", "linearGradient", "radialGradient", "stop",
    }
)  # fmt: skip
_DOES = re.compile(r"^on|url\(\s*['\"]?(?!#)|javascript:|@import|expression\(", re.IGNORECASE)


def drawing_faults(content: bytes) -> tuple[str, ...]:
    """Return what a drawing must not have: scripts, other files, unknown elements; each fault once."""
    from defusedxml.common import DefusedXmlException
    from defusedxml.ElementTree import fromstring

    if len(content) > MOST_BYTES:
        return (f"it has {len(content)} bytes; at most {MOST_BYTES} are taken",)
    try:
        root = fromstring(content)
    except (ParseError, DefusedXmlException, ValueError):
        return ("it is no SVG that can be read",)
    return tuple(dict.fromkeys(_faults(root)))


def _faults(root: Element) -> Iterator[str]:
    if root.tag != f"{_SVG}svg" or "viewBox" not in root.attrib:
        yield "it is no SVG with a viewBox"
    for element in root.iter():
        tag = str(element.tag).removeprefix(_SVG)
        if tag not in _TAGS:
            yield f"it has the element '{tag}', which no drawing needs"
        for name, value in element.attrib.items():
            plain = name.rpartition("}")[2]
            if _DOES.search(plain) or _DOES.search(value) or (plain == "href" and not value.startswith("#")):
                yield f"its attribute '{plain}' does something, or asks for another file"


def drawings_of(items: Iterable[Item], root: Path = BANK) -> dict[str, bytes]:
    """Return the drawings that questions of a bank show, by their names."""
    names = sorted({item.image.file for item in items if item.image is not None})
    found = {name: read_drawing(name, root) for name in names}
    return {name: content for name, content in found.items() if content is not None}


def read_drawing(name: str, root: Path = BANK) -> bytes | None:
    """Return a drawing of a bank by its name; None where there is none."""
    path = root / "images" / name
    return path.read_bytes() if NAME.fullmatch(name) and path.is_file() else None
