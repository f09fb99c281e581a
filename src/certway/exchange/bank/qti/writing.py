"""Questions as a QTI 3.0 content package."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from html import escape
from io import BytesIO
from urllib.parse import quote

from certway.core.items.item import Image, Item
from certway.exchange.bank.qti.responses import Answering, answering_of
from certway.exchange.bank.qti.xhtml import OWN, without_illegal, written_attribute, written_text
from certway.exchange.bank.transfer import Dropped, Exported, told_marks

_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
_ITEMS = "http://www.imsglobal.org/xsd/imsqtiasi_v3p0"
_PACKAGE = "http://www.imsglobal.org/xsd/qti/qtiv3p0/imscp_v1p1"
_INSTANCE = "http://www.w3.org/2001/XMLSchema-instance"
_SCHEMAS = "https://purl.imsglobal.org/spec/qti/v3p0/schema/xsd"
_ASI = (
    f'xmlns="{_ITEMS}" xmlns:xsi="{_INSTANCE}" '
    f'xsi:schemaLocation="{_ITEMS} {_SCHEMAS}/imsqti_asiv3p0p1_v1p0.xsd" xml:lang="en"'
)
_NEVER = (1980, 1, 1, 0, 0, 0)  # so that the same questions give the same bytes


def write_package(items: Sequence[Item], media: Mapping[str, bytes]) -> Exported:
    """Return questions as a content package of QTI 3.0, with the pictures that they show."""
    return _Writing(media).package(items)


class _Writing:
    """Writes a package file by file."""

    def __init__(self, media: Mapping[str, bytes]) -> None:
        self.media = media
        self.dropped: list[Dropped] = []
        self.resources: list[str] = []
        self.situations: dict[tuple[str, str], str] = {}  # identifiers by set and text
        self.pictures: dict[str, str] = {}  # identifiers by file
        self.names: set[str] = set()
        self.out = BytesIO()
        self.archive = zipfile.ZipFile(self.out, "w", zipfile.ZIP_DEFLATED)

    def package(self, items: Sequence[Item]) -> Exported:
        """Return all of it."""
        with self.archive:
            for item in items:
                self._put_item(item)
            self._put("imsmanifest.xml", self._manifest().encode())
        return Exported(self.out.getvalue(), len(items), tuple(self.dropped))

    def _put(self, path: str, content: bytes) -> None:
        entry = zipfile.ZipInfo(path, _NEVER)
        entry.compress_type = zipfile.ZIP_DEFLATED
        self.archive.writestr(entry, content)

    def _put_item(self, item: Item) -> None:
        name = self._name(item.id)
        path = f"items/{name}.xml"
        situation = self._situation(item)
        picture = self._picture(item)
        xml = _item_xml(item, name, situation, item.image if picture else None)
        clean = without_illegal(xml)
        if clean != xml:
            self.dropped.append(Dropped(item.id, "not carried: control characters, which no XML may hold"))
        self._put(path, clean.encode())
        needs = [one for one in (situation, picture) if one]
        self.resources.append(_resource(name, "imsqti_item_xmlv3p0", path, needs))

    def _name(self, id_: str) -> str:
        """Return an identifier that is a name for XML, and no other's."""
        name = "q-" + re.sub(r"[^a-z0-9.-]", "-", id_.lower().replace("/", "."))
        found, count = name, 1
        while found in self.names:
            count += 1
            found = f"{name}-{count}"
        self.names.add(found)
        return found

    def _situation(self, item: Item) -> str:
        """Return the identifier of the text that an item shares; it is written with the first that does."""
        if not (item.set_id or item.situation):
            return ""
        key = (item.set_id, item.situation)
        if key not in self.situations:
            name = f"s{len(self.situations) + 1}"
            self.situations[key] = name
            xml = _situation_xml(item, name)
            self._put(f"stimuli/{name}.xml", without_illegal(xml).encode())
            self.resources.append(_resource(name, "imsqti_stimulus_xmlv3p0", f"stimuli/{name}.xml", []))
        return self.situations[key]

    def _picture(self, item: Item) -> str:
        """Return the identifier of an item's picture; empty where it has none, or none that was given."""
        if item.image is None:
            return ""
        file = item.image.file
        if file not in self.media:
            self.dropped.append(Dropped(item.id, f"not carried: its picture '{file}', which is not there"))
            return ""
        if file not in self.pictures:
            self.pictures[file] = f"p{len(self.pictures) + 1}"
            self._put(f"images/{file}", self.media[file])
            self.resources.append(_resource(self.pictures[file], "webcontent", f"images/{file}", []))
        return self.pictures[file]

    def _manifest(self) -> str:
        metadata = "<metadata><schema>QTI Package</schema><schemaversion>3.0.0</schemaversion></metadata>"
        where = f'xsi:schemaLocation="{_PACKAGE} {_SCHEMAS}/imsqtiv3p0_imscpv1p2_v1p0.xsd"'
        head = f'<manifest xmlns="{_PACKAGE}" xmlns:xsi="{_INSTANCE}" {where} identifier="certway-questions">'
        listed = "\n".join(self.resources)
        return f"{_HEAD}{head}\n{metadata}\n<organizations/>\n<resources>\n{listed}\n</resources>\n</manifest>\n"


def _resource(name: str, type_: str, path: str, needs: Sequence[str]) -> str:
    address = escape(quote(path))
    inner = f'<file href="{address}"/>' + "".join(f'<dependency identifierref="{one}"/>' for one in needs)
    return f'<resource identifier="{name}" type="{type_}" href="{address}">{inner}</resource>'


def _item_xml(item: Item, name: str, situation: str, image: Image | None) -> str:
    answering = answering_of(item.body)
    title = escape(item.id.rpartition("/")[2])
    shared = f'<qti-assessment-stimulus-ref identifier="{situation}" href="../stimuli/{situation}.xml"/>\n'
    feedback = "".join(_feedback(identifier, markdown) for identifier, markdown in answering.feedback)
    return (
        f'{_HEAD}<qti-assessment-item {_ASI} identifier="{name}" title="{title}" adaptive="false" '
        f'time-dependent="false">\n{_declared(answering)}{shared if situation else ""}'
        f"<qti-item-body>{_asked(item, image)}{answering.interaction}</qti-item-body>\n"
        f"<qti-response-processing>{answering.processing}</qti-response-processing>\n"
        f"{feedback}</qti-assessment-item>\n"
    )


def _declared(answering: Answering) -> str:
    """Return what an item declares: the answer, its points and the feedback."""
    values = "".join(f"<qti-value>{one}</qti-value>" for one in answering.correct)
    several = "single" if answering.cardinality == "single" and answering.base_type == "identifier" else "multiple"
    return (
        f'<qti-response-declaration identifier="RESPONSE" cardinality="{answering.cardinality}" '
        f'base-type="{answering.base_type}"><qti-correct-response>{values}</qti-correct-response>'
        '</qti-response-declaration>\n<qti-outcome-declaration identifier="SCORE" cardinality="single" '
        'base-type="float"><qti-default-value><qti-value>0</qti-value></qti-default-value></qti-outcome-declaration>\n'
        f'<qti-outcome-declaration identifier="FEEDBACK" cardinality="{several}" base-type="identifier"/>\n'
    )


def _asked(item: Item, image: Image | None) -> str:
    """Return the stem with our marks, and the picture."""
    marks = "".join(f' {OWN}{key}="{written_attribute(value)}"' for key, value in _marks(item))
    asked = f"<div{marks}>{written_text(item.stem)}</div>"
    if image is None:
        return asked
    address = escape(quote(f"../images/{image.file}"))
    return f'{asked}<p><img src="{address}" alt="{written_attribute(image.alt)}"/></p>'


def _marks(item: Item) -> Iterator[tuple[str, str]]:
    yield "id", item.id
    yield from told_marks(item).items()
    if item.note:
        yield "note", item.note


def _feedback(identifier: str, markdown: str) -> str:
    return (
        f'<qti-modal-feedback outcome-identifier="FEEDBACK" show-hide="show" identifier="{identifier}">'
        f"<qti-content-body>{written_text(markdown)}</qti-content-body></qti-modal-feedback>"
    )


def _situation_xml(item: Item, name: str) -> str:
    title = escape(item.set_id.rpartition("/")[2] or name)
    return (
        f'{_HEAD}<qti-assessment-stimulus {_ASI} identifier="{name}" title="{title}">\n<qti-stimulus-body>'
        f'<div {OWN}set="{escape(item.set_id)}">{written_text(item.situation)}</div></qti-stimulus-body>\n'
        "</qti-assessment-stimulus>\n"
    )
