"""XML that somebody sends: no document types, no entities, bounded in size, depth and count; whole or in pieces."""

from __future__ import annotations

import codecs
import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import cast
from xml.etree.ElementTree import Element, ParseError, XMLPullParser

from certway.exchange.safe.errors import ForeignFileError

_MIB = 1024 * 1024
_DECLARED = re.compile(rb"""\s*<\?xml[^>]{0,200}?encoding\s*=\s*["']([A-Za-z0-9._-]{1,40})["']""")
_ENCODINGS = {"utf-8", "ascii", "iso8859-1", "cp1252", "utf-16"}  # by Python's names
_LEAST_PORTION, _MOST_PORTION = 64 * 1024, 4 * _MIB  # characters that are parsed at once


@dataclass(frozen=True, slots=True)
class XmlLimits:
    """What a document may be at most."""

    size: int = 8 * _MIB  # bytes
    depth: int = 100  # elements in elements
    elements: int = 200_000


WHOLE = XmlLimits()
PIECES = XmlLimits(size=128 * _MIB, elements=5_000_000)  # of which one piece at a time is held


def parse_xml(content: bytes, file: str, *, limits: XmlLimits = WHOLE) -> Element:
    """Return a document as a tree. Raises ForeignFileError for one that is broken or made to harm."""
    root: Element | None = None
    for event, element in _events(decode_xml(content, file, limits=limits), file, limits):
        if root is None and event == "start":
            root = element
    assert root is not None  # a document without an element is a fault of its syntax
    return root


def iter_xml(content: bytes, file: str, names: Collection[str], *, limits: XmlLimits = PIECES) -> Iterator[Element]:
    """Yield each element of these names (without namespaces) that stands in no other such, in order.

    What was yielded is emptied when the next is asked for, so that one is held at a time. Raises ForeignFileError as
    soon as it comes to what is wrong: who takes pieces keeps nothing of them before the end.
    """
    above: list[Element] = []
    inside = 0
    for event, element in _events(decode_xml(content, file, limits=limits), file, limits):
        wanted = local_name(element) in names
        if event == "start":
            above.append(element)
            inside += wanted
            continue
        above.pop()
        inside -= wanted
        if wanted and not inside:
            yield element
        if not inside:
            element.clear()
            if above:
                above[-1].remove(element)


def local_name(element: Element) -> str:
    """Return the name of an element without its namespace."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def decode_xml(content: bytes, file: str, *, limits: XmlLimits = WHOLE) -> str:
    """Return the text of a document by its byte-order mark, else by what it declares, else as UTF-8."""
    if not content.strip():
        raise ForeignFileError(f"{file}: the file is empty; export it again")
    if len(content) > limits.size:
        raise ForeignFileError(f"{file}: it is larger than {limits.size // _MIB} MB; split it")
    encoding = _encoding(content)
    if encoding not in _ENCODINGS:
        raise ForeignFileError(f"{file}: it is written in {encoding!r}, which is not taken; save it as UTF-8")
    try:
        text = content.decode(encoding).removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise ForeignFileError(f"{file}:{line}: there is a byte that is no {encoding}; save it as UTF-8") from error
    if "\0" in text:  # by which parsers take it for another encoding
        raise ForeignFileError(f"{file}: it is binary, or UTF-16 without its mark; save it as UTF-8")
    return text


def _encoding(content: bytes) -> str:
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    declared = _DECLARED.match(content)
    if content.startswith(codecs.BOM_UTF8) or declared is None:
        return "utf-8"
    name = declared[1].decode("ascii")
    try:
        known = codecs.lookup(name).name
    except LookupError:
        return name
    return "utf-8" if known == "utf-16" else known  # what can be read as bytes is none, whatever it declares


def _events(text: str, file: str, limits: XmlLimits) -> Iterator[tuple[str, Element]]:
    """Yield the beginning and the end of each element, within the limits."""
    _refuse_document_type(text, file)
    depth = count = 0
    try:
        for event, element in _raw_events(text):
            depth += 1 if event == "start" else -1
            count += event == "start"
            if depth > limits.depth or count > limits.elements:
                raise ForeignFileError(f"{file}: it has {_too_much(depth, limits)}; split it or export it anew")
            yield event, element
    except ParseError as error:
        what = str(error.msg).partition(":")[0]
        raise ForeignFileError(f"{file}:{error.position[0]}: it is no good XML ({what}); export it again") from error


def _raw_events(text: str) -> Iterator[tuple[str, Element]]:
    parser: XMLPullParser[Element] = XMLPullParser(events=("start", "end"))
    at, portion = 0, _LEAST_PORTION
    while at < len(text):
        parser.feed(text[at : at + portion])
        at += portion
        portion = min(portion * 2, _MOST_PORTION)  # a long comment is parsed from its beginning with each portion
        for found in parser.read_events():
            portion = _LEAST_PORTION
            yield cast(tuple[str, Element], found)
    parser.close()


def _too_much(depth: int, limits: XmlLimits) -> str:
    if depth > limits.depth:
        return f"elements more than {limits.depth} deep in one another"
    return f"more than {limits.elements} elements"


class _RootSeenError(Exception):
    """Raised at the first element: before it stands all that may declare anything."""


class _Prolog:
    def start(self, tag: str, attributes: dict[str, str]) -> None:
        raise _RootSeenError

    def close(self) -> None:
        """Return nothing; a parser asks for it."""


def _refuse_document_type(text: str, file: str) -> None:
    """Raise for a document type, which alone can declare entities and name other files."""
    from defusedxml import DefusedXmlException
    from defusedxml.ElementTree import DefusedXMLParser

    parser = DefusedXMLParser(target=_Prolog(), forbid_dtd=True)
    at, portion = 0, _LEAST_PORTION
    try:
        while at < len(text):
            parser.feed(text[at : at + portion])
            at, portion = at + portion, portion * 2
    except _RootSeenError:
        return
    except DefusedXmlException as error:
        raise ForeignFileError(
            f"{file}: it has a document type or entities, with which files are made to harm; take out <!DOCTYPE>"
        ) from error
    except ParseError:
        return  # the parser that reads it says where
