"""A QTI content package: what its manifest lists, the texts that items share, and their pictures."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from urllib.parse import unquote
from xml.etree.ElementTree import Element

from certway.exchange.bank.qti.texts import Shown, Texts
from certway.exchange.bank.qti.tree import children, kind, told, within
from certway.exchange.bank.qti.xhtml import OWN
from certway.exchange.safe.errors import ForeignFileError
from certway.exchange.safe.picture import picture_fault
from certway.exchange.safe.xml import XmlLimits, iter_xml, parse_xml

MANIFEST = "imsmanifest.xml"
ITEM = XmlLimits(size=1024 * 1024, elements=20_000)  # a question is a page, not a book
MOST_PARSED = 200 * 1024 * 1024  # bytes of all items; twenty thousand have half of it
MOST_TAGS = 2_000_000  # of all items and drawings; twenty thousand of ours have three quarters
MOST_LISTED = 30_000  # items and tests
_ITEM_TYPE = re.compile(r"imsqti_(apip)?item_xmlv[23]p\d+|imsqti_apipitem_.*")
_TEST_TYPE = re.compile(r"imsqti_(test|assessment|section)_xmlv[23]p\d+")
_OLD_TYPE = re.compile(r"imsqti_(xmlv1|item_xmlv1).*|.*imsqti_xmlv1p[012].*")


@dataclass(frozen=True, slots=True)
class Listed:
    """An item, or something else, that a manifest lists."""

    identifier: str
    path: str  # in the package
    keywords: tuple[str, ...]
    is_item: bool


@dataclass(frozen=True, slots=True)
class Situation:
    """What several items share."""

    markdown: str
    name: str  # its title, else its identifier
    set_id: str  # of one of our own; else empty
    lost: tuple[str, ...]


@dataclass(slots=True)
class Package:
    """The files of a package, with what was taken of them."""

    files: Mapping[str, bytes]
    file: str
    media: dict[str, bytes] = field(default_factory=dict)
    _names: dict[str, str] = field(default_factory=dict)  # of pictures, by their paths
    _faults: dict[str, str] = field(default_factory=dict)  # of pictures, by their paths
    _situations: dict[str, Situation | None] = field(default_factory=dict)
    _parsed: int = 0  # bytes
    _tags: int = 0
    texts: Texts = field(init=False)

    def __post_init__(self) -> None:
        self.texts = Texts(self.file)

    def listed(self) -> Iterator[Listed]:
        """Yield the items and the tests of the manifest. Raises ForeignFileError where there is none."""
        manifests = sorted((one for one in self.files if posixpath.basename(one) == MANIFEST), key=_depth)
        if not manifests:
            raise ForeignFileError(f"{self.file}: there is no {MANIFEST} in it; export it as a QTI content package")
        folder = posixpath.dirname(manifests[0])
        for resource in iter_xml(self.files[manifests[0]], f"{self.file}/{manifests[0]}", {"resource"}):
            type_ = told(resource, "type").lower()
            if _OLD_TYPE.fullmatch(type_):
                raise ForeignFileError(f"{self.file}: it is QTI 1, which is not taken; export it as QTI 2.1 or later")
            if _ITEM_TYPE.fullmatch(type_) or _TEST_TYPE.fullmatch(type_):
                yield _listed(resource, folder, is_item=bool(_ITEM_TYPE.fullmatch(type_)))

    def parse(self, path: str) -> Element:
        """Return an item or a shared text as a tree. Raises ForeignFileError; also when all of them are too much."""
        content = self.files[path]
        self._count(content)
        return parse_xml(content, self.file if path == self.file else f"{self.file}/{path}", limits=ITEM)

    def _count(self, content: bytes) -> None:
        self._parsed += len(content)
        self._tags += content.count(b"<")
        if self._parsed > MOST_PARSED or self._tags > MOST_TAGS:
            raise ForeignFileError(f"{self.file}: its items are too large together; split it")

    def situation(self, reference: Element, item_path: str) -> Situation | None:
        """Return the text that an item refers to; None where it is not there or is none."""
        path = within_package(told(reference, "href"), item_path)
        if path not in self._situations:
            self._situations[path] = self._read_situation(path) if path in self.files else None
        return self._situations[path]

    def _read_situation(self, path: str) -> Situation | None:
        root = self.parse(path)
        bodies = children(root, "stimulusbody")
        if kind(root) != "assessmentstimulus" or not bodies:
            return None
        text = self.texts.read(bodies[0])
        own = next((one.attrib[f"{OWN}set"] for one in bodies[0].iter() if f"{OWN}set" in one.attrib), "")
        lost = (*text.lost, *["a picture in the text that it shares; its words stand there"] * len(text.pictures))
        return Situation(text.markdown, told(root, "title") or told(root, "identifier"), own, lost)

    def picture(self, shown: Shown, item_path: str, lost: list[str]) -> str:
        """Return the name under which a picture was taken; empty where it was not, which is told in `lost`."""
        path = within_package(shown.source, item_path)
        if path in self._names:
            return self._names[path]
        if path not in self.files:
            lost.append(f"the picture '{shown.source[:80]}', which is not in the package")
            return ""
        content = self.files[path]
        fault = self._picture_fault(path, content)
        if fault:
            lost.append(f"the picture '{path[:80]}': {fault}")
            return ""
        name = _unique(_file_name(path), self.media)
        self.media[name] = content
        self._names[path] = name
        return name

    def _picture_fault(self, path: str, content: bytes) -> str:
        """Return why a picture is not taken, looked at once however often it is shown."""
        if path not in self._faults:
            if path.lower().endswith(".svg"):
                self._count(content)
            self._faults[path] = picture_fault(path, content)
        return self._faults[path]


def within_package(address: str, base: str) -> str:
    """Return the path in the package that an address leads to from a file; empty for one that leads elsewhere."""
    plain = unquote(address.partition("#")[0].partition("?")[0])
    if not plain or ":" in plain or plain.startswith(("/", "\\")):
        return ""
    path = posixpath.normpath(posixpath.join(posixpath.dirname(base), plain))
    return "" if path.startswith("..") else path


def _listed(resource: Element, folder: str, *, is_item: bool) -> Listed:
    address = told(resource, "href") or next((told(one, "href") for one in children(resource, "file")), "")
    path = within_package(address, posixpath.join(folder, MANIFEST))
    found = (" ".join(" ".join(one.itertext()).split()) for one in within(resource, "keyword"))
    return Listed(told(resource, "identifier"), path, tuple(one for one in found if one), is_item)


def _depth(path: str) -> tuple[int, str]:
    return path.count("/"), path


def _file_name(path: str) -> str:
    return re.sub(r"[^A-Za-z0-9._-]+", "-", posixpath.basename(path)).lstrip(".-") or "picture"


def _unique(name: str, taken: Mapping[str, object]) -> str:
    stem, dot, ending = name.rpartition(".")
    found, count = name, 1
    while found in taken:
        count += 1
        found = f"{stem}-{count}{dot}{ending}"
    return found
