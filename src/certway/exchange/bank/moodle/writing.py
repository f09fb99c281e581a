"""A question as an element of Moodle XML; its texts go as Markdown, which Moodle takes as it is."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Mapping
from xml.etree.ElementTree import Element, SubElement

from certway.core.items.item import Choice, Item, Matching, NumberEntry, Option, Ordering
from certway.exchange.bank.carried import carried_line
from certway.exchange.bank.drafts import number_text
from certway.exchange.bank.settling import face_of, general_of, tags_of
from certway.exchange.safe.markdown import markdown_to_text

OWN = "certway"  # the element that Moodle passes over and we read
SHARES = {1: "100", 3: "33.33333", 6: "16.66667", 7: "14.28571", 8: "12.5", 9: "11.11111"}  # that Moodle knows
_TYPES = {"single": "multichoice", "multiple": "multichoice", "number": "numerical"}


def picture_mark(file: str, alt: str) -> str:
    """Return the Markdown of a picture that is held in the same question."""
    return f"![{alt}](@@PLUGINFILE@@/{file})"


def question_element(item: Item, media: Mapping[str, bytes]) -> tuple[Element, list[str]]:
    """Return a question as an element, and what could not go into it."""
    element = Element("question", type=_TYPES.get(item.kind, item.kind))
    lost: list[str] = []
    _text(SubElement(element, "name"), item.id)
    _asked(element, item, media, lost)
    _marked(element, "generalfeedback", general_of(item.body))
    for name, value in (("defaultgrade", "1"), ("penalty", "0.3333333"), ("hidden", "0"), ("idnumber", item.id)):
        SubElement(element, name).text = value
    _answer(element, item, lost)
    tags = SubElement(element, "tags")
    for tag in tags_of(item):
        _text(SubElement(tags, "tag"), tag)
    SubElement(element, OWN).text = carried_line(item)
    return element, lost


def _asked(element: Element, item: Item, media: Mapping[str, bytes], lost: list[str]) -> None:
    image = item.image
    asked = _marked(element, "questiontext", face_of(item, picture_mark(image.file, image.alt) if image else ""))
    if image is None:
        return
    if image.file not in media:
        lost.append(f"its drawing {image.file} was not given; its words stand in the question")
        return
    file = SubElement(asked, "file", name=image.file, path="/", encoding="base64")
    file.text = b64encode(media[image.file]).decode("ascii")


def _answer(element: Element, item: Item, lost: list[str]) -> None:
    match item.body:
        case Choice(options=options, multiple=multiple):
            _choice(element, options, multiple=multiple)
            if multiple:
                lost.append(
                    "Moodle gives a part of the mark for a part of the right options; here it is all or nothing"
                )
        case Ordering(steps=steps):
            _settings(element, layouttype="VERTICAL", selecttype="ALL", selectcount="0", gradingtype="ALL_OR_NOTHING")
            _settings(element, showgrading="SHOW", numberingstyle="none")
            for at, step in enumerate(steps, 1):
                _text(SubElement(element, "answer", fraction=str(at), format="markdown"), step.text)
        case Matching():
            _matching(element, item.body)
        case NumberEntry():
            _number(element, item.body)


def _choice(element: Element, options: tuple[Option, ...], *, multiple: bool) -> None:
    _settings(element, single=str(not multiple).lower(), shuffleanswers="true", answernumbering="abc")
    right = sum(option.right for option in options) if multiple else 1
    share = SHARES.get(right) or f"{100 / right:g}"
    for option in options:
        fraction = share if option.right else "-100" if multiple else "0"
        answer = SubElement(element, "answer", fraction=fraction, format="markdown")
        _text(answer, option.text)
        _marked(answer, "feedback", option.why)


def _matching(element: Element, body: Matching) -> None:
    """Write pairs; their right sides as plain text, since Moodle has no other there."""
    _settings(element, shuffleanswers="true")
    rows = [*((pair.this, pair.that) for pair in body.pairs), *(("", other) for other in body.others)]
    for this, that in rows:
        question = SubElement(element, "subquestion", format="markdown")
        _text(question, this)
        _text(SubElement(question, "answer"), markdown_to_text(that))


def _number(element: Element, body: NumberEntry) -> None:
    rows = [("100", body.answer, body.tolerance, body.why)]
    rows += [("0", mistake.value, body.tolerance * 0, mistake.why) for mistake in body.mistakes]
    for fraction, value, tolerance, why in rows:
        answer = SubElement(element, "answer", fraction=fraction, format="moodle_auto_format")
        _text(answer, number_text(value))
        _marked(answer, "feedback", why)
        SubElement(answer, "tolerance").text = number_text(tolerance)
    if body.unit:
        unit = SubElement(SubElement(element, "units"), "unit")
        _settings(unit, multiplier="1", unit_name=body.unit)
    _settings(element, unitgradingtype="0", unitpenalty="0.1", showunits="0", unitsleft="0")


def _settings(element: Element, **settings: str) -> None:
    for name, value in settings.items():
        SubElement(element, name).text = value


def _marked(parent: Element, name: str, markdown: str) -> Element:
    element = SubElement(parent, name, format="markdown")
    _text(element, markdown)
    return element


def _text(parent: Element, text: str) -> None:
    SubElement(parent, "text").text = text
