"""Drawings that are looked at and do nothing else: what an SVG may hold, wherever it comes from."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from certway.exchange.safe.xml import local_name

_DRAWN = frozenset(
    {
        "svg", "g", "defs", "title", "desc", "metadata", "symbol", "use", "style", "marker", "mask", "clipPath", "path",
        "rect", "circle", "ellipse", "line", "polyline", "polygon", "text", "tspan", "textPath", "pattern",
        "linearGradient", "radialGradient", "stop",
    }
)  # fmt: skip
_DOES = re.compile(
    r"@import|url\s*\(\s*(?!['\"]?\s*#)|javascript:|data:|expression\s*\(|\\", re.IGNORECASE
)  # a backslash hides letters from who looks for these


@dataclass(frozen=True, slots=True)
class DrawingFault:
    """What a drawing has that it must not have: an element, or an attribute that runs or loads something."""

    element: str
    attribute: str = ""  # in lower case; empty where the element itself is the fault


def drawing_faults(root: Element) -> Iterator[DrawingFault]:
    """Yield what is not needed to draw: other elements, what runs, and what loads or leads out of the drawing."""
    for element in root.iter():
        kind = local_name(element)
        if kind not in _DRAWN or (kind == "style" and _DOES.search(element.text or "")):
            yield DrawingFault(kind)
        for key, value in element.attrib.items():
            name = key.rpartition("}")[2].lower()
            leads = name in ("href", "src") and not value.strip().startswith("#")
            if leads or name.startswith("on") or _DOES.search(value):
                yield DrawingFault(kind, name)
