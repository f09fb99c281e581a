"""A question of GIFT or Moodle as a question of the bank: its own marks put back, what is foreign given a place."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TypeAlias, TypeVar

from certway.core.items.item import Body, Choice, Image, Item, Matching, NumberEntry, Ordering, Pair, Step
from certway.exchange.bank.carried import Carried
from certway.exchange.bank.drafts import NAME, id_of, is_id
from certway.exchange.bank.foreign_texts import ForeignTexts, slug_of
from certway.exchange.bank.transfer import marked_item, marks_of
from certway.exchange.safe.markdown import markdown_to_text

TAGS = ("topic", "level", "difficulty", "source", "part")
LONGEST_TAG = 50  # characters that Moodle keeps of a tag

_PICTURE = re.compile(r"!\[((?:\\.|[^\]\\]){0,2000})\]\((?:<([^<>\n]*)>|([^\s()<>]*))\)")
_Part = TypeVar("_Part", Step, Pair)
PictureMark: TypeAlias = Callable[[str, str], str]  # of a file name and words: what `face_of` was given for them


@dataclass(frozen=True, slots=True)
class Draft:
    """A question as GIFT and Moodle have it, its texts as Markdown."""

    title: str
    stem: str
    body: Body
    general: str = ""  # feedback that belongs to the whole question
    tags: tuple[str, ...] = ()
    idnumber: str = ""
    category: str = ""
    image: Image | None = None
    carried: Carried | None = None


def tags_of(item: Item) -> list[str]:
    """Return the marks of a question as tags, as far as Moodle keeps them; they outlast what it does not know."""
    marks = (item.topic, item.level, item.difficulty, item.reference.source, item.reference.part)
    tags = (f"{name}:{mark}" for name, mark in zip(TAGS, marks, strict=True))
    return [tag for tag in tags if len(tag) <= LONGEST_TAG and not re.search(r"[<>`,\[\]\n\\]", tag)]


def face_of(item: Item, picture: str) -> str:
    """Return what a candidate reads before the answers: situation, question, and what stands for the picture."""
    return "\n\n".join(part for part in (item.situation, item.stem, picture) if part)


def general_of(body: Body) -> str:
    """Return the reasons that GIFT and Moodle have no place of their own for, as a list to read."""
    match body:
        case Ordering(steps=steps):
            said = [(f"{at}. {step.text}", step.why) for at, step in enumerate(steps, 1)]
        case Matching(pairs=pairs):
            said = [(f"- {pair.this} → {pair.that}", pair.why) for pair in pairs]
        case _:
            return ""
    return "\n".join(" ".join(f"{part}: {why}".split()) for part, why in said if why)


def parted_pictures(markdown: str, kept: str = "") -> tuple[str, list[tuple[str, str]]]:
    """Return a text with what its pictures show instead of them, and each picture's words and address.

    Of the picture whose address is `kept`, nothing stays in the text.
    """
    found = [(picture[1], picture[2] or picture[3] or "") for picture in _PICTURE.finditer(markdown)]
    if not found:
        return markdown, found
    return _PICTURE.sub(lambda one: "" if kept and kept in (one[2], one[3]) else one[1], markdown).strip(), found


def settled(draft: Draft, texts: ForeignTexts, picture: PictureMark) -> tuple[Item, tuple[str, ...]]:
    """Return a question of the bank, and what it lost."""
    carried = draft.carried or Carried(_told_by(draft), ())
    marks = marks_of({**carried.told, "topic": _topic(carried.told.get("topic", ""))})
    restored = replace(draft, body=_restored(draft.body, carried, texts))
    body, image = _with_placed_general(restored, texts), draft.image
    if draft.carried is not None and "image" in carried.told:
        image = Image(carried.told["image"], texts.take(carried.told.get("alt", ""), "markdown"))
    stem, situation, changed = _parted(draft.stem, image, carried, texts, picture)
    id_ = carried.told.get("id", "") or draft.idnumber
    item = marked_item(
        marks,
        id_=id_of(id_, marks.topic, draft.title, stem),
        stem=stem,
        body=body,
        situation=situation,
        set_id=_set_of(carried) if situation else "",
        image=image,
        note=carried.told.get("note", "") if draft.carried else _note_of(draft),
    )
    return item, tuple(changed)


def _told_by(draft: Draft) -> dict[str, str]:
    return {name: mark for name, _, mark in (tag.partition(":") for tag in draft.tags) if name in TAGS and mark}


def _topic(told: str) -> str:
    return told if NAME.fullmatch(told) else slug_of(told)


def _set_of(carried: Carried) -> str:
    told = carried.told.get("set", "")
    return told if is_id(told) else ""


def _note_of(draft: Draft) -> str:
    """Return what another tool tells of a question and we have no place for, for who maintains it."""
    tags = [tag for tag in draft.tags if tag.partition(":")[0] not in TAGS]
    said = {"Category": draft.category, "Tags": ", ".join(tags)}
    said["Id"] = "" if is_id(draft.idnumber) else draft.idnumber
    return "; ".join(f"{name}: {text}" for name, text in said.items() if text)


def _parted(
    face: str, image: Image | None, carried: Carried, texts: ForeignTexts, picture: PictureMark
) -> tuple[str, str, list[str]]:
    """Return question and situation, and what of them was changed by others."""
    told: list[str] = []
    tail = f"\n\n{picture(image.file, image.alt)}" if image is not None else ""
    face = face.removesuffix(tail) if tail else face
    situation = texts.take(carried.told.get("situation", ""), "markdown")
    if situation and not face.startswith(f"{situation}\n\n"):
        told.append("the situation of its set was changed; it is a part of the question now")
        situation = ""
    return (face[len(situation) :].strip() if situation else face), situation, told


def _restored(body: Body, carried: Carried, texts: ForeignTexts) -> Body:
    """Return a body with the reasons that were carried along, as far as its parts still read the same."""
    rows = [tuple(texts.take(text, "markdown") for text in row) for row in carried.parts]
    kept: dict[tuple[str, ...], list[tuple[str, ...]]] = {}
    for row in rows:
        kept.setdefault(tuple(map(_key, row[:-1])), []).append(row)

    def again(*part: str) -> tuple[str, ...]:
        left = kept.get(tuple(map(_key, part)))
        return left.pop(0) if left else (*part, "")

    match body:
        case Ordering(steps=steps):
            return Ordering(tuple(Step(*again(step.text)[:2]) for step in steps))
        case Matching(pairs=pairs, others=others):
            made = tuple(Pair(*again(pair.this, pair.that)[:3]) for pair in pairs)
            return Matching(made, tuple(again("", other)[1] for other in others))
        case NumberEntry(unit=unit):
            return replace(body, unit=carried.told.get("unit", unit))
        case _:
            return body


def _key(markdown: str) -> str:
    return " ".join(markdown_to_text(markdown).split())


def _with_placed_general(draft: Draft, texts: ForeignTexts) -> Body:
    """Return the body with its general feedback, unless that is the list of reasons which we put there."""
    general = draft.general
    ours = not general or general == texts.take(general_of(draft.body), "markdown")
    return draft.body if ours else _with_general(draft.body, general)


def _with_general(body: Body, general: str) -> Body:
    """Return a body with what is said of the whole: with the right option, the first part, or the working."""
    match body:
        case Choice(options=options):
            at = next((at for at, option in enumerate(options) if option.right), 0)
            said = replace(options[at], why=_joined(options[at].why, general))
            return replace(body, options=(*options[:at], said, *options[at + 1 :]))
        case Ordering(steps=steps):
            return Ordering(_first(steps, general))
        case Matching(pairs=pairs):
            return replace(body, pairs=_first(pairs, general))
        case NumberEntry(why=why):
            return replace(body, why=_joined(why, general))


def _first(parts: tuple[_Part, ...], general: str) -> tuple[_Part, ...]:
    return tuple(replace(part, why=_joined(part.why, general)) if not at else part for at, part in enumerate(parts))


def _joined(why: str, general: str) -> str:
    return why if general in why else f"{why}\n\n{general}" if why else general
