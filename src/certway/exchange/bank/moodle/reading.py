"""A question of Moodle XML as a draft of one of ours."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from urllib.parse import unquote
from xml.etree.ElementTree import Element

from certway.core.items.item import (
    Body,
    Choice,
    Image,
    Item,
    Matching,
    Mistake,
    NumberEntry,
    Option,
    Ordering,
    Pair,
    Step,
)
from certway.exchange.bank.carried import Carried, read_carried
from certway.exchange.bank.drafts import MOST_PARTS, NoQuestionError, read_number, too_many
from certway.exchange.bank.foreign_texts import ForeignTexts, TextKind
from certway.exchange.bank.moodle.files import Pictures
from certway.exchange.bank.moodle.writing import OWN
from certway.exchange.bank.pictures import PictureError
from certway.exchange.bank.settling import Draft, parted_pictures

_HELD = "@@PLUGINFILE@@/"
_KINDS: dict[str, TextKind] = {"markdown": "markdown", "plain_text": "plain"}
_NO_PLACE = {
    "shortanswer": "a short answer in words can't be scored here",
    "essay": "an essay can't be scored here",
    "cloze": "gaps in a text (cloze) have no place here",
    "multianswer": "gaps in a text (cloze) have no place here",
    "calculated": "a calculated question has no place here; write it as a template",
    "calculatedsimple": "a calculated question has no place here; write it as a template",
    "calculatedmulti": "a calculated question has no place here; write it as a template",
    "description": "a description asks nothing",
}
_USUAL = {
    "correctfeedback": "Your answer is correct.",
    "partiallycorrectfeedback": "Your answer is partially correct.",
    "incorrectfeedback": "Your answer is incorrect.",
}


def _name_of(address: str) -> str:
    """Return the name of a file that a picture's address says is held in the question; empty for another address."""
    return unquote(address.removeprefix(_HELD)) if address.startswith(_HELD) else ""


def inner_text(element: Element | None) -> str:
    """Return what stands in the `<text>` of an element, else in itself."""
    if element is None:
        return ""
    inner = element.find("text")
    return ((inner if inner is not None else element).text or "").strip()


class QuestionReader:
    """Reads one `<question>`; `lost` tells what of it could not be carried."""

    def __init__(self, element: Element, place: str, category: str, texts: ForeignTexts, pictures: Pictures) -> None:
        self.element = element
        self.place = place
        self.lost: list[str] = []
        self._category = category
        self._texts = texts
        self._pictures = pictures
        self._file: Element | None = None
        self._ours = False

    def draft(self) -> Draft:
        """Return the question. Raises NoQuestionError, and TextError for a text that is too long."""
        kind = self.element.get("type", "")
        if kind in _NO_PLACE:
            raise NoQuestionError(_NO_PLACE[kind])
        carried = read_carried(self.element.findtext(OWN, ""))
        self._ours = carried is not None
        stem, image = self._asked(carried)
        body = self._body(kind)
        self._tell_rest()
        tags = tuple(inner_text(tag)[:200] for tag in self.element.findall("tags/tag")[:50])
        return Draft(
            title=self.place,
            stem=stem,
            body=body,
            general=self._markdown(self.element.find("generalfeedback")),
            tags=tags,
            idnumber=self.element.findtext("idnumber", "").strip()[:200],
            category=self._category,
            image=image,
            carried=carried,
        )

    def with_picture(self, item: Item) -> Item:
        """Return a question with its picture under the name that it is kept by; without it where it is not taken."""
        if item.image is None or self._file is None:
            return item
        try:
            return replace(item, image=replace(item.image, file=self._pictures.keep(self._file)))
        except PictureError as error:
            self.lost.append(f"its picture {item.image.file}: {error}")
            return replace(item, image=None)

    def _asked(self, carried: Carried | None) -> tuple[str, Image | None]:
        """Return the question and its first picture; of more, their words stay in the text."""
        element = self.element.find("questiontext")
        files = {file.get("name", ""): file for file in element.findall("file")} if element is not None else {}
        markdown = self._taken(element)
        if carried is not None and "image" in carried.told:
            self._file = files.get(carried.told["image"])
            return markdown, None
        _, found = parted_pictures(markdown)
        held = [(alt, address) for alt, address in found if _name_of(address) in files]
        if held:
            self._file = files[_name_of(held[0][1])]
        text, _ = parted_pictures(markdown, held[0][1] if held else "")
        for picture in found:
            if picture not in held[:1]:
                self.lost.append(f"a picture of it ({picture[1][:60]}) was taken out; its words stay")
        return text, Image(_name_of(held[0][1])[:100], held[0][0] or "A picture") if held else None

    def _taken(self, element: Element | None) -> str:
        kind = _KINDS.get(element.get("format", "html"), "html") if element is not None else "plain"
        text = inner_text(element)
        if element is not None and element.get("format") == "moodle_auto_format" and "<" not in text:
            text = text.replace("\n", "<br>\n")
        return self._texts.take(text, kind)

    def _markdown(self, element: Element | None) -> str:
        """Return a text in which no picture can stand."""
        text, found = parted_pictures(self._taken(element))
        self.lost += [f"a picture of it ({address[:60]}) was taken out; its words stay" for _, address in found]
        return text

    def _body(self, kind: str) -> Body:
        match kind:
            case "multichoice":
                return self._choice()
            case "truefalse":
                return self._true_false()
            case "matching" | "match" | "ddmatch":
                return self._matching()
            case "ordering":
                return self._ordering()
            case "numerical":
                return self._number()
            case _:
                raise NoQuestionError(f"questions of type '{kind[:40]}' have no place here")

    def _answers(self) -> list[tuple[Decimal, Element]]:
        found = self._few("answer", "answers")
        return [(read_number(one.get("fraction", "0")) or Decimal(0), one) for one in found]

    def _few(self, name: str, what: str) -> list[Element]:
        found = self.element.findall(name)
        fault = too_many(len(found), what)
        if fault:
            raise NoQuestionError(fault)
        return found

    def _choice(self) -> Choice:
        answers = self._answers()
        multiple = self.element.findtext("single", "true").strip().lower() in ("false", "0")
        parts = [] if self._ours else [share for share, _ in answers if share not in (0, 100)]
        if parts and (multiple or any(share > 0 for share in parts)):
            self.lost.append("credit for a part of it; here it is all or nothing")
        elif parts:
            self.lost.append("marks that are taken off for a wrong option")
        return Choice(
            tuple(
                Option(
                    self._markdown(one), share > 0 if multiple else share == 100, self._markdown(one.find("feedback"))
                )
                for share, one in answers
            ),
            multiple,
        )

    def _true_false(self) -> Choice:
        return Choice(
            tuple(
                Option(inner_text(one).capitalize(), share == 100, self._markdown(one.find("feedback")))
                for share, one in self._answers()
            ),
            False,
        )

    def _matching(self) -> Matching:
        rows = self._few("subquestion", "pairs")
        sides = [(self._markdown(row), self._texts.take(inner_text(row.find("answer")), "plain")) for row in rows]
        return Matching(
            tuple(Pair(this, that, "") for this, that in sides if this), tuple(that for this, that in sides if not this)
        )

    def _ordering(self) -> Ordering:
        answers = sorted(self._answers(), key=lambda one: one[0])
        for _, answer in answers:
            if inner_text(answer.find("feedback")) and inner_text(answer.find("feedback")) != inner_text(answer):
                self.lost.append("feedback of single steps")
        return Ordering(tuple(Step(self._markdown(answer), "") for _, answer in answers))

    def _number(self) -> NumberEntry:
        right: tuple[Decimal, Decimal, str] | None = None
        mistakes: list[Mistake] = []
        for share, one in self._answers():
            value, why = read_number(inner_text(one)), self._markdown(one.find("feedback"))
            tolerance = read_number(one.findtext("tolerance", "0") or "0") or Decimal(0)
            if value is None:
                self.lost.append(f"what it says to '{inner_text(one)[:40]}'")
            elif share == 100 and right is None:
                right = (value, tolerance, why)
            elif share <= 0:
                mistakes.append(Mistake(value, why))
                self.lost += [f"the tolerance of the wrong number {value}"] if tolerance else []
            else:
                self.lost.append(f"the further answer {value}, for {share:f} % of the mark")
        if right is None:
            raise NoQuestionError("it has no number that is wholly right")
        return NumberEntry(right[0], self._unit(), right[1], right[2], tuple(mistakes))

    def _unit(self) -> str:
        found = [
            ((one.findtext("unit_name") or "").strip(), read_number(one.findtext("multiplier", "1")))
            for one in self.element.findall("units/unit")[:MOST_PARTS]
        ]
        first = next((name for name, factor in found if factor == 1), "")
        self.lost += [f"the further unit '{name[:40]}'" for name, _ in found if name != first]
        return first

    def _tell_rest(self) -> None:
        for name, usual in _USUAL.items():
            said = self._markdown(self.element.find(name))
            if said and said != usual:
                self.lost.append(f"what it says to every answer of a kind ({name})")
        if any(inner_text(hint) for hint in self.element.findall("hint")):
            self.lost.append("its hints")
        grade = read_number(self.element.findtext("defaultgrade", "1") or "1")
        if grade is not None and grade not in (0, 1):
            self.lost.append(f"that it counts {grade.normalize():f} marks")
