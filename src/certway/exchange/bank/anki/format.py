"""Questions as packages of Anki (.apkg), in and out.

Source: Anki's packages of the versions 1 to 3; written is the first, which every Anki imports.
"""

from __future__ import annotations

import re
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from html import unescape
from types import MappingProxyType
from typing import Final

from certway.core.items.item import Image, Item
from certway.exchange.bank.anki.cards import shown_fields
from certway.exchange.bank.anki.collection import MOST_NOTES, Note
from certway.exchange.bank.anki.foreign import Drafted, ForeignNote
from certway.exchange.bank.anki.markup import Markup, NotMappedError
from certway.exchange.bank.anki.own import FIELDS, carried, carried_item
from certway.exchange.bank.anki.package import AnkiPackage, open_package
from certway.exchange.bank.anki.pictures import picture_fault
from certway.exchange.bank.anki.writing import TOP, WrittenNote, package_bytes
from certway.exchange.bank.transfer import Dropped, Exported, Imported, marked_item, marks_of, told_marks
from certway.exchange.safe.errors import ForeignFileError

MOST_BROKEN: Final = 50  # questions of our own that are told one by one
MOST_PICTURES_BYTES: Final = 64 * 1024 * 1024  # of all questions together

_TAG = "certway::"  # begins a tag that tells a mark
_PREFIX = "certway-"  # of our pictures in Anki's one folder for all
_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_FILE = re.compile(r"[^A-Za-z0-9._-]+")
_PICTURE = re.compile(r'<img\b[^<>]{0,2000}?\bsrc="([^"<>]{1,255})"')
_LONGEST_NAME = 60
_NOTHING: Mapping[str, bytes] = MappingProxyType({})


def read_anki(content: bytes, file: str) -> Imported:
    """Return the questions of an Anki package. Raises ForeignFileError; then nothing is taken."""
    reader = _Reader(open_package(content, file))
    for note in reader.package.notes:
        reader.take(note)
    return Imported(reader.read, tuple(reader.items.values()), tuple(reader.dropped), reader.media)


def write_anki(
    items: Sequence[Item], media: Mapping[str, bytes] = _NOTHING, *, written_at: datetime | None = None
) -> Exported:
    """Return questions as an Anki package, `media` being their drawings by name.

    Anki updates a note that it has only from a later package: `written_at` is that moment, now where it is not given.
    """
    dropped = beyond_limit(items)
    packed: dict[str, bytes] = {}
    notes = [_written(item, media, packed, dropped) for item in items[:MOST_NOTES]]
    moment = written_at or datetime.fromtimestamp(time.time(), UTC)
    return Exported(package_bytes(notes, packed, moment), len(notes), tuple(dropped))


def beyond_limit(items: Sequence[Item]) -> list[Dropped]:
    """Return the questions that are left out since a package with them would not come in again."""
    why = f"not carried: a package that comes in again has at most {MOST_NOTES} questions; export fewer at once"
    return [Dropped(item.id, why) for item in items[MOST_NOTES:]]


def _written(item: Item, media: Mapping[str, bytes], packed: dict[str, bytes], dropped: list[Dropped]) -> WrittenNote:
    picture = ""
    if item.image is not None:
        if item.image.file in media:
            picture = _PREFIX + item.image.file
            packed[picture] = media[item.image.file]
        else:
            why = f"the drawing '{item.image.file}' was not given; its description stands in its place"
            dropped.append(Dropped(item.id, why))
    shown = shown_fields(item, picture)
    fields = {**shown, FIELDS[-2]: item.id, FIELDS[-1]: carried(item, shown)}
    deck = f"{TOP}::{item.topic.replace('-', ' ').capitalize()}"
    return WrittenNote(item.id, deck, fields, _tags(item))


def _tags(item: Item) -> tuple[str, ...]:
    told = told_marks(item)
    return tuple(f"{_TAG}{name}::{told[name]}" for name in ("topic", "level", "difficulty"))


class _Reader:
    """Collects the questions of one package."""

    def __init__(self, package: AnkiPackage) -> None:
        self.package = package
        self.markup = Markup(package.file)
        self.items: dict[str, Item] = {}
        self.dropped: list[Dropped] = []
        self.media: dict[str, bytes] = {}
        self.read = 0
        self._broken = 0  # notes of our type
        self._picture_bytes = 0
        self._named: Counter[str] = Counter()

    def take(self, note: Note) -> None:
        """Take the questions of a note."""
        if set(FIELDS) <= set(note.type.fields):
            self._take_own(note)
            return
        foreign = ForeignNote(note, self.markup)
        for draft in foreign.drafts():
            self.read += 1
            if isinstance(draft, Drafted):
                self._take_draft(draft, note)
            else:
                self.dropped.append(Dropped(draft.place, draft.why))

    def _take_own(self, note: Note) -> None:
        self.read += 1
        try:
            item, unchanged = carried_item(note.fields, self.package.file)
        except NotMappedError as error:
            self.dropped.append(Dropped(ForeignNote(note, self.markup).place(), str(error)))
            self._broken += 1
            if self._broken > MOST_BROKEN:
                text = f"more than {MOST_BROKEN} of its questions are damaged; export them from Certway anew"
                raise ForeignFileError(f"{self.package.file}: {text}") from None
            return
        if item.id in self.items:
            self.dropped.append(Dropped(item.id, "it stands there twice; the first one is taken"))
            return
        self.items[item.id] = item
        for why in self._parts_lost(item, note, unchanged=unchanged):
            self.dropped.append(Dropped(item.id, why))

    def _parts_lost(self, item: Item, note: Note, *, unchanged: bool) -> Iterator[str]:
        if not unchanged:
            yield "what was changed of it in Anki was left out; change it in the bank"
        added = sorted(set(note.tags) - set(_tags(item)))
        if added:
            yield f"its tags {', '.join(added)[:200]} were left out; the bank has no place for them"
        found = _PICTURE.search(note.fields.get("Question", ""))
        if item.image is not None and found is not None:
            fault = self._keep(item.image.file, unescape(found[1]))
            if fault:
                yield f"its drawing '{item.image.file}' was left out: it {fault}"

    def _take_draft(self, draft: Drafted, note: Note) -> None:
        told = {name: value for tag in note.tags if tag.startswith(_TAG) for name, _, value in _marks(tag)}
        marks = marks_of({**told, "part": draft.source})
        name = self._free_name(marks.topic, draft.title or draft.stem)
        lost = list(draft.lost)
        image = self._image(draft, lost)
        tags = [tag for tag in note.tags if not tag.startswith(_TAG)]
        came = [f"deck {note.deck}" if note.deck else "", f"tags {', '.join(tags)}" if tags else ""]
        self.items[name] = marked_item(
            marks,
            id_=name,
            stem=draft.stem,
            body=draft.body,
            image=image,
            note="From Anki: " + "; ".join(one for one in came if one) if any(came) else "",
        )
        self.dropped += [Dropped(name, why) for why in lost]

    def _image(self, draft: Drafted, lost: list[str]) -> Image | None:
        """Return the first picture of a question that can be taken; what is wrong with the others is noted."""
        image = None
        for source, shows in dict(draft.pictures).items():
            name = _FILE.sub("-", source).strip("-.") or "picture"
            fault = "is one more than a question has" if image is not None else self._keep(name, source)
            if fault:
                lost.append(f"the picture '{source[:60]}' was left out: it {fault}")
                continue
            if not shows:
                lost.append(f"nothing tells what the picture '{source[:60]}' shows; its name stands there, describe it")
            image = Image(name, shows or name)
        return image

    def _keep(self, name: str, source: str) -> str:
        """Keep a picture under a name; return why it can't be, empty where it is kept."""
        content = self.package.picture(source)
        if content is None:
            return "is not in the package"
        if self.media.get(name, content) != content:
            return "has the name of another picture"
        fault = picture_fault(name, content)
        if fault:
            return fault
        self._picture_bytes += len(content) if name not in self.media else 0
        self.media[name] = content
        if self._picture_bytes > MOST_PICTURES_BYTES:
            most = MOST_PICTURES_BYTES // 1024**2
            raise ForeignFileError(f"{self.package.file}: its pictures are more than {most} MiB; export fewer decks")
        return ""

    def _free_name(self, topic: str, title: str) -> str:
        """Return an id made from a title that no other question has."""
        words = "-".join(re.findall(r"[a-z0-9]+", title.lower()))
        name = words[:_LONGEST_NAME].strip("-") or "question"
        found = wanted = f"{topic}/{name}"
        while found in self.items:
            self._named[wanted] += 1
            found = f"{wanted}-{self._named[wanted] + 1}"
        return found


def _marks(tag: str) -> Iterator[tuple[str, str, str]]:
    """Yield the mark that a tag tells, where its value is a word as ours are."""
    name, between, value = tag.removeprefix(_TAG).partition("::")
    if _SLUG.fullmatch(value):
        yield name, between, value
