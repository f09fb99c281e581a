"""Questions in and out as QTI: content packages of versions 2.1, 2.2 and 3.0 in, of 3.0 out."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from xml.etree.ElementTree import Element

from certway.core.items.item import Image, Item
from certway.exchange.bank.qti.answers import NotCarriedError
from certway.exchange.bank.qti.package import MOST_LISTED, Listed, Package, Situation
from certway.exchange.bank.qti.reading import ReadItem, read_item
from certway.exchange.bank.qti.tree import children, kind, told
from certway.exchange.bank.qti.writing import write_package
from certway.exchange.bank.transfer import Dropped, Exported, Imported, marked_item, marks_of
from certway.exchange.safe.errors import ForeignFileError
from certway.exchange.safe.zip import open_zip

_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*/[a-z0-9]+(-[a-z0-9]+)*")
_TOPIC = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_LONGEST_NAME = 60  # characters of a name that is made from a title


def read_qti(content: bytes, file: str) -> Imported:
    """Return the questions of a content package, or of a single item. Raises ForeignFileError for what is neither."""
    if content.startswith(b"PK"):
        return _Reading(Package(open_zip(content, file), file)).package()
    return _Reading(Package({file: content}, file)).single()


def write_qti(items: Sequence[Item], media: Mapping[str, bytes] = {}) -> Exported:
    """Return questions as a content package of QTI 3.0, with the pictures that they show."""
    return write_package(items, media)


class _Reading:
    """Takes items one by one."""

    def __init__(self, package: Package) -> None:
        self.package_ = package
        self.items: list[Item] = []
        self.dropped: list[Dropped] = []
        self.read = 0
        self._taken: dict[str, int] = {}  # ids, and how often each was asked for
        self._sets: dict[int, str] = {}

    def package(self) -> Imported:
        """Return what the package holds."""
        for at, listed in enumerate(self.package_.listed(), 1):
            if at > MOST_LISTED:
                raise ForeignFileError(f"{self.package_.file}: it lists more than {MOST_LISTED} items; split it")
            if listed.is_item:
                self._take_listed(listed)
            else:
                name = listed.identifier or listed.path
                self.dropped.append(Dropped(name, "it is a test; its sections, order and time are not carried"))
        if not self.read:
            raise ForeignFileError(f"{self.package_.file}: it lists no items of QTI 2.1 or later; export it as such")
        return self._imported()

    def single(self) -> Imported:
        """Return the one item of a file."""
        file = self.package_.file
        root = self.package_.parse(file)
        if kind(root) == "questestinterop":
            raise ForeignFileError(f"{file}: it is QTI 1, which is not taken; export it as QTI 2.1 or later")
        if kind(root) != "assessmentitem":
            raise ForeignFileError(f"{file}: it is no QTI item; name an item or a content package (a zip)")
        self.read += 1
        self._take(root, file, told(root, "identifier") or file)
        return self._imported()

    def _imported(self) -> Imported:
        return Imported(self.read, tuple(self.items), tuple(self.dropped), self.package_.media)

    def _take_listed(self, listed: Listed) -> None:
        self.read += 1
        place = listed.identifier or listed.path or f"item {self.read}"
        if listed.path not in self.package_.files:
            self.dropped.append(Dropped(place, "its file is not in the package"))
            return
        root = self.package_.parse(listed.path)
        if kind(root) != "assessmentitem":
            self.dropped.append(Dropped(place, "its file holds no item"))
            return
        if self._take(root, listed.path, place) and listed.keywords:
            words = ", ".join(listed.keywords)[:200]
            self.dropped.append(Dropped(self.items[-1].id, f"not carried: its keywords ({words})"))

    def _take(self, root: Element, path: str, place: str) -> bool:
        try:
            found = read_item(root, self.package_.texts)
        except NotCarriedError as error:
            self.dropped.append(Dropped(place, str(error)))
            return False
        item = self._item(found, path)
        self.items.append(item)
        self.dropped += [Dropped(item.id, f"not carried: {one}") for one in dict.fromkeys(found.lost)]
        return True

    def _item(self, found: ReadItem, path: str) -> Item:
        assert found.body is not None
        told_marks = {key: value for key, value in found.marks.items() if key != "topic" or _TOPIC.fullmatch(value)}
        marks = marks_of(told_marks)
        situation = self._situation(found, path)
        own = found.marks.get("id", "")
        name = own if _ID.fullmatch(own) else f"{marks.topic}/{_name(found.title or found.identifier)}"
        return marked_item(
            marks,
            id_=self._unique(name),
            stem=found.stem,
            body=found.body,
            situation=situation.markdown if situation else "",
            set_id=self._set_id(situation, marks.topic) if situation else "",
            image=self._image(found, path),
            note=found.marks.get("note", ""),
        )

    def _situation(self, found: ReadItem, path: str) -> Situation | None:
        references = children(found.root, "assessmentstimulusref")
        if not references:
            return None
        if len(references) > 1:
            found.lost.append("a second text that it shares with others")
        situation = self.package_.situation(references[0], path)
        if situation is None:
            found.lost.append("the text that it shares with others, which is not in the package")
        else:
            found.lost += situation.lost
        return situation

    def _set_id(self, situation: Situation, topic: str) -> str:
        if _ID.fullmatch(situation.set_id):
            return situation.set_id
        key = id(situation)
        if key not in self._sets:
            self._sets[key] = self._unique(f"{topic}/{_name(situation.name)}")
        return self._sets[key]

    def _image(self, found: ReadItem, path: str) -> Image | None:
        for shown in found.pictures:
            name = self.package_.picture(shown, path, found.lost)
            if name:
                return Image(name, shown.alt)
        return None

    def _unique(self, name: str) -> str:
        found = name
        while found in self._taken:
            self._taken[name] += 1
            found = f"{name}-{self._taken[name]}"
        self._taken[found] = 1
        return found


def _name(title: str) -> str:
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode()
    words = re.findall(r"[a-z0-9]+", plain.lower())
    return "-".join(words)[:_LONGEST_NAME].strip("-") or "question"
