"""One QTI item, of whichever version, as the body of a question."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from certway.core.items.item import (
    Body,
    Choice,
    Matching,
    Mistake,
    NumberEntry,
    Option,
    Ordering,
    Pair,
    Step,
)
from certway.exchange.bank.qti.answers import (
    RIGHT,
    Feedback,
    NotCarriedError,
    lost_points,
    mistakes_in,
    number,
    read_declaration,
    read_feedback,
    right_of,
    tolerance_of,
)
from certway.exchange.bank.qti.texts import Shown, Texts, unit_behind
from certway.exchange.bank.qti.tree import children, kind, told
from certway.exchange.bank.qti.xhtml import OWN, UNIT

MOST_CHOICES = 100  # of one question; more is a list, not a question
_BESIDE = {"endattemptinteraction", "mediainteraction"}  # which ask for nothing
_NUMERIC = {"float", "integer"}


@dataclass(slots=True)
class ReadItem:
    """What an item of a file holds; what of it could not be carried stands in `lost`."""

    root: Element
    identifier: str
    title: str
    marks: Mapping[str, str] = field(default_factory=dict)
    stem: str = ""
    body: Body | None = None
    pictures: Sequence[Shown] = ()
    lost: list[str] = field(default_factory=list)


def read_item(root: Element, texts: Texts) -> ReadItem:
    """Return what an item holds. Raises NotCarriedError with the reason, where it is no question of ours."""
    item = ReadItem(root, told(root, "identifier"), told(root, "title"))
    if told(root, "adaptive").lower() == "true":
        raise NotCarriedError("it goes on in several steps (adaptive); ours are answered once")
    if children(root, "templatedeclaration", "templateprocessing"):
        raise NotCarriedError("its values are drawn anew each time; ours stand fixed")
    bodies = children(root, "itembody")
    if not bodies:
        raise NotCarriedError("it has no body")
    interaction = _interaction(bodies[0])
    item.marks = _marks(bodies[0])
    asked = texts.read(bodies[0], *children(interaction, "prompt"), keep_alt=False)
    item.stem, item.pictures = asked.markdown, asked.pictures[:1]
    item.lost += asked.lost + ["a picture beside the first; its words stand in the text"] * len(asked.pictures[1:])
    if not item.stem:
        raise NotCarriedError("it asks nothing")
    item.body = _Answers(item, interaction, texts).body()
    item.lost = list(dict.fromkeys(item.lost))
    return item


def _interaction(body: Element) -> Element:
    found = [one for one in body.iter() if kind(one).endswith("interaction") and kind(one) not in _BESIDE]
    if not found:
        raise NotCarriedError("nothing of it is to be answered")
    if len(found) > 1:
        raise NotCarriedError(f"it asks for {len(found)} answers in one; ours ask for one")
    if kind(found[0]) not in _READERS:
        raise NotCarriedError(f"it is answered by <{found[0].tag.rpartition('}')[2]}>, which ours have not")
    return found[0]


def _marks(body: Element) -> dict[str, str]:
    """Return what one of our own files tells of a question."""
    marked = next((one for one in body.iter() if f"{OWN}topic" in one.attrib), None)
    if marked is None:
        return {}
    return {key.removeprefix(OWN): value for key, value in marked.attrib.items() if key.startswith(OWN)}


class _Answers:
    """Reads what an item lets one answer, and why."""

    def __init__(self, item: ReadItem, interaction: Element, texts: Texts) -> None:
        self.item = item
        self.texts = texts
        self.root = item.root
        self.interaction = interaction
        self.declared = read_declaration(self.root, told(interaction, "responseidentifier"))
        self.feedback = read_feedback(self.root, texts, item.lost)
        self.used: set[str] = set()

    def body(self) -> Body:
        """Return the body of the question."""
        body = _READERS[kind(self.interaction)](self)
        for one in self.feedback:
            if one.identifier not in self.used and one.markdown:
                self.item.lost.append(f"the feedback '{one.markdown[:60]}', which belongs to no one answer")
        return body

    def choice(self) -> Choice:
        named = self._named("simplechoice", "inlinechoice")
        right = self._right(named)
        multiple = self.declared.cardinality == "multiple"
        if not multiple and len(right) > 1:
            self.item.lost.append("a second right answer where one is chosen")
            right = right[:1]
        whys = {name: self._why(name, choice, right) for name, choice in named.items()}
        options = (Option(self._text(choice), name in right, whys[name]) for name, choice in named.items())
        return Choice(tuple(options), multiple)

    def ordering(self) -> Ordering:
        named = self._named("simplechoice")
        right = self._right(named)
        if sorted(right) != sorted(named):
            raise NotCarriedError("its right order leaves some out")
        return Ordering(tuple(Step(self._text(named[name]), self._why(name, named[name], ())) for name in right))

    def matching(self) -> Matching:
        sets = [self._named("simpleassociablechoice", of=one) for one in children(self.interaction, "simplematchset")]
        if len(sets) != 2:
            raise NotCarriedError("it has not two lists to be matched")
        return self._matched(sets[0], sets[1])

    def association(self) -> Matching:
        named = self._named("simpleassociablechoice")
        firsts = {one.split(" ")[0] for one in right_of(self.declared)}
        self.item.lost.append("that any two may be put together; the first of each pair is matched with the second")
        return self._matched(
            {name: choice for name, choice in named.items() if name in firsts},
            {name: choice for name, choice in named.items() if name not in firsts},
        )

    def _matched(self, these: Mapping[str, Element], those: Mapping[str, Element]) -> Matching:
        right = right_of(self.declared)
        self.item.lost += lost_points(self.declared, right)
        partner: dict[str, str] = {}
        for this, _, that in (one.partition(" ") for one in right):
            if this in partner or this not in these or that not in those:
                raise NotCarriedError("what belongs together in it is no list of pairs")
            partner[this] = that
        if set(partner) != set(these):
            raise NotCarriedError("something of its first list fits nothing")
        texts = {name: self._text(choice) for name, choice in those.items()}
        pairs = (Pair(self._text(one), texts[partner[name]], self._why(name, one, ())) for name, one in these.items())
        fitting = set(partner.values())
        return Matching(tuple(pairs), tuple(text for name, text in texts.items() if name not in fitting))

    def entry(self) -> NumberEntry:
        if self.declared.base_type not in _NUMERIC:
            raise NotCarriedError("a text is to be typed in; ours take numbers")
        answer, tolerance = tolerance_of(self.root, self.declared)
        by_name = {one.identifier: one for one in self.feedback}
        mistakes = []
        for value, names in mistakes_in(self.root, self.declared.identifier):
            name = next((one for one in names if one in by_name and one not in self.used), None)
            if name is not None and RIGHT not in by_name[name].shown_for:
                mistakes.append(Mistake(value, by_name[name].markdown))
                self.used.add(name)
        why = [one for one in self.feedback if one.identifier not in self.used and self._explains(one)]
        self.used |= {one.identifier for one in why}
        return NumberEntry(answer, self._unit(), tolerance, "\n\n".join(one.markdown for one in why), tuple(mistakes))

    def _explains(self, feedback: Feedback) -> bool:
        """Tell whether a feedback is of the right number, and no reproach for another."""
        return RIGHT in feedback.shown_for or any(
            number(one) is not None and one in self.declared.correct for one in feedback.shown_for
        )

    def _named(self, *kinds: str, of: Element | None = None) -> dict[str, Element]:
        listed = children(self.interaction if of is None else of, *kinds)
        named = {told(one, "identifier"): one for one in listed}
        if len(named) != len(listed):
            raise NotCarriedError("two of its answers have one identifier")
        if not named or len(named) > MOST_CHOICES:
            raise NotCarriedError(f"it has {len(named)} answers to choose from")
        return named

    def _right(self, named: Mapping[str, Element]) -> tuple[str, ...]:
        right = right_of(self.declared)
        if not set(right) <= set(named):
            raise NotCarriedError("what is right in it is none of its answers")
        self.item.lost += lost_points(self.declared, right)
        return right

    def _text(self, choice: Element) -> str:
        inner = self.texts.read(_without_feedback(choice))
        self.item.lost += inner.lost + ["a picture in an answer; its words stand there"] * len(inner.pictures)
        if not inner.markdown:
            raise NotCarriedError("one of its answers has no text")
        return inner.markdown

    def _why(self, name: str, choice: Element, right: Sequence[str]) -> str:
        """Return why an answer is right or wrong: what stands in it, what is shown for it, or for all right ones."""
        beside = [one for one in children(choice, "feedbackinline") if told(one, "showhide") != "hide"]
        inline = [self.texts.read(one).markdown for one in beside]
        shown = [one for one in self.feedback if one.identifier == name or name in one.shown_for]
        if not (inline or shown) and list(right) == [name]:
            shown = [one for one in self.feedback if RIGHT in one.shown_for]
        self.used |= {one.identifier for one in shown}
        return "\n\n".join([*inline, *(one.markdown for one in shown)])

    def _unit(self) -> str:
        """Return what stands behind the blank, if it is short."""
        for paragraph in self.root.iter():
            if UNIT in paragraph.attrib:
                return paragraph.attrib[UNIT]
        return unit_behind(self.interaction)


def _without_feedback(choice: Element) -> Element:
    """Return an answer without what is shown once it was chosen."""
    if not children(choice, "feedbackinline"):
        return choice
    bare = Element(choice.tag)
    bare.text = choice.text
    bare.extend([one for one in choice if kind(one) != "feedbackinline"])
    return bare


_READERS: Mapping[str, Callable[[_Answers], Body]] = {
    "choiceinteraction": _Answers.choice,
    "inlinechoiceinteraction": _Answers.choice,
    "orderinteraction": _Answers.ordering,
    "matchinteraction": _Answers.matching,
    "associateinteraction": _Answers.association,
    "textentryinteraction": _Answers.entry,
}
