"""Questions as Moodle XML, in and out.

Source: https://docs.moodle.org/en/Moodle_XML_format, and Moodle's own `question/format/xml/format.php`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from xml.etree.ElementTree import Element, indent, tostring

from certway.core.items.item import Item
from certway.exchange.bank.drafts import MOST_QUESTIONS, Gathering
from certway.exchange.bank.foreign_texts import ForeignTexts
from certway.exchange.bank.gathering import gather
from certway.exchange.bank.moodle.files import Pictures
from certway.exchange.bank.moodle.reading import QuestionReader, inner_text
from certway.exchange.bank.moodle.writing import picture_mark, question_element
from certway.exchange.bank.transfer import Dropped, Exported, Imported
from certway.exchange.safe.errors import ForeignFileError
from certway.exchange.safe.xml import XmlLimits, local_name, parse_xml

LIMITS = XmlLimits(size=32 * 1024 * 1024, depth=40, elements=400_000)


def read_moodle(content: bytes, file: str) -> Imported:
    """Return the questions of a Moodle XML file. Raises ForeignFileError for one that is none, or beyond the limits."""
    root = parse_xml(content, file, limits=LIMITS)
    if local_name(root) != "quiz":
        raise ForeignFileError(f"{file}: it is no Moodle XML, which begins with <quiz>; export as Moodle XML")
    gathering, texts, pictures = Gathering(), ForeignTexts(file), Pictures()
    category = ""
    for element in root.iter("question"):
        if element.get("type") == "category":
            category = inner_text(element.find("category"))
            continue
        gathering.read += 1
        if gathering.read > MOST_QUESTIONS:
            raise ForeignFileError(f"{file}: it has more than {MOST_QUESTIONS} questions; split it")
        place = inner_text(element.find("name"))[:200] or f"question {gathering.read}"
        gather(QuestionReader(element, place, category, texts, pictures), texts, gathering, picture_mark)
    if not gathering.read:
        raise ForeignFileError(f"{file}: there is no question in it; export the questions, not the course")
    return gathering.imported(pictures.media)


def write_moodle(items: Sequence[Item], media: Mapping[str, bytes] | None = None) -> Exported:
    """Return questions as a Moodle XML file with their drawings, a category a topic."""
    quiz = Element("quiz")
    dropped: list[Dropped] = []
    topic = None
    for item in items:
        if item.topic != topic:
            topic = item.topic
            quiz.append(_category(topic))
        element, lost = question_element(item, media or {})
        quiz.append(element)
        dropped += [Dropped(item.id, why) for why in lost]
    indent(quiz)
    content = tostring(quiz, encoding="utf-8", xml_declaration=True)
    return Exported(content, len(items), tuple(dropped))


def _category(topic: str) -> Element:
    question = Element("question", type="category")
    category = Element("category")
    text = Element("text")
    text.text = f"$course$/top/{topic}"
    category.append(text)
    question.append(category)
    return question
