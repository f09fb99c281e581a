"""Pictures that somebody sends: what they are by their content, and whether a drawing does more than be looked at."""

from __future__ import annotations

from certway.exchange.safe.drawing import DrawingFault, drawing_faults
from certway.exchange.safe.errors import ForeignFileError
from certway.exchange.safe.xml import XmlLimits, decode_xml, local_name, parse_xml

_RASTER = {
    "png": b"\x89PNG\r\n\x1a\n",
    "jpg": b"\xff\xd8\xff",
    "jpeg": b"\xff\xd8\xff",
    "gif": b"GIF8",
    "webp": b"RIFF",
}
_SVG = XmlLimits(size=2 * 1024 * 1024, depth=64, elements=20_000)


def picture_fault(name: str, content: bytes) -> str:
    """Return why a picture is not taken; empty where it is."""
    ending = name.rpartition(".")[2].lower()
    if ending in _RASTER:
        return "" if content.startswith(_RASTER[ending]) else f"it is not what '.{ending}' says"
    if ending != "svg":
        return "it is no svg, png, jpg, gif or webp"
    try:
        root = parse_xml(content, name, limits=_SVG)
        text = decode_xml(content, name, limits=_SVG)
    except ForeignFileError as error:
        return str(error)
    if local_name(root) != "svg" or "<?xml-stylesheet" in text:
        return "it is not a drawing alone"
    return next(map(_told, drawing_faults(root)), "")


def _told(fault: DrawingFault) -> str:
    if not fault.attribute and fault.element != "style":
        return f"it has a <{fault.element}>, which is more than a drawing"
    if fault.attribute.startswith("on"):
        return f"it has the attribute {fault.attribute}, which runs something"
    return "it loads something from elsewhere"
