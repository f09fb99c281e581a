"""Pictures that somebody sends: what they are by their content, and whether a drawing does more than be looked at."""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from certway.exchange.bank_exchange import ForeignFileError
from certway.exchange.safe_xml import XmlLimits, decode_xml, local_name, parse_xml

_RASTER = {
    "png": b"\x89PNG\r\n\x1a\n",
    "jpg": b"\xff\xd8\xff",
    "jpeg": b"\xff\xd8\xff",
    "gif": b"GIF8",
    "webp": b"RIFF",
}
_SVG = XmlLimits(size=2 * 1024 * 1024, depth=64, elements=20_000)
_ACTIVE = {
    *("script", "handler", "listener", "foreignobject", "iframe", "object", "embed", "audio", "video", "a"),
    *("animate", "animatetransform", "animatemotion", "set", "image", "feimage"),
}
_LOADS = ("url(", "@import", "javascript:", "expression(")


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
    return next(_faults(root), "")


def _faults(root: Element) -> Iterator[str]:
    for element in root.iter():
        if local_name(element).lower() in _ACTIVE:
            yield f"it has a <{local_name(element)}>, which is more than a drawing"
        if local_name(element).lower() == "style" and _loads(element.text or ""):
            yield "it loads something from elsewhere"
        for key, value in element.attrib.items():
            name = key.rpartition("}")[2].lower()
            if name.startswith("on"):
                yield f"it has the attribute {name}, which runs something"
            elsewhere = not value.strip().startswith("#") if name in ("href", "src") else _loads(value)
            if elsewhere:
                yield "it loads something from elsewhere"


def _loads(text: str) -> bool:
    squeezed = "".join(text.split()).lower().replace("url(#", "").replace("url('#", "").replace('url("#', "")
    return "\\" in squeezed or any(one in squeezed for one in _LOADS)
