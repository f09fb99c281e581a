"""A block of GIFT as a draft of a question."""

from __future__ import annotations

import re
from decimal import Decimal

from certway.core.items.item import Body, Choice, Item, Matching, Mistake, NumberEntry, Option, Ordering, Pair, Step
from certway.exchange.bank.carried import read_carried
from certway.exchange.bank.drafts import NoQuestionError, read_number, too_many
from certway.exchange.bank.foreign_texts import ForeignTexts, TextKind
from certway.exchange.bank.gift.syntax import Block, hidden, parted_format, parted_weight, shown
from certway.exchange.bank.settling import Draft, parted_pictures

_TRUE, _FALSE = {"T", "TRUE"}, {"F", "FALSE"}
_ORDER = re.compile(r">\s*\d*((?:[ \t]+(?:[A-Z_]+|none|abc|ABCD|123|iii|IIII))*)[ \t]*\n?")
MOST_CHARACTERS = 100_000  # of a question
_GAP = "_____"


class QuestionReader:
    """Reads one block; `lost` tells what of it could not be carried."""

    def __init__(self, block: Block, category: str, texts: ForeignTexts) -> None:
        self.title = ""
        self.lost: list[str] = []
        self._block = block
        self._category = category
        self._texts = texts
        self._usual: TextKind = "html"
        self._ours = False

    @property
    def place(self) -> str:
        """Its title, else its line."""
        return self.title or f"line {self._block.line}"

    def with_picture(self, item: Item) -> Item:
        """Return a question as it is, and tell that its drawing is elsewhere: GIFT names one and holds none."""
        if item.image is not None:
            self.lost.append(f"its drawing {item.image.file} is not in the file; bring it beside")
        return item

    def draft(self) -> Draft:
        """Return the question. Raises NoQuestionError, and TextError for a text that is too long."""
        line = next((one for one in self._block.comments if one.startswith("certway ")), "")
        carried = read_carried(line.removeprefix("certway "))
        self._ours = carried is not None
        if len(self._block.text) > MOST_CHARACTERS:
            raise NoQuestionError(f"it has {len(self._block.text)} characters; {MOST_CHARACTERS} are the most")
        asked, answers = self._parted()
        self._usual, stem = parted_format(asked, "html")
        stem = self._plain(self._texts.take(stem, self._usual))
        answers, _, general = answers.rpartition("####") if "####" in answers else (answers, "", "")
        return Draft(
            title=self.title or stem,
            stem=stem,
            body=self._body(answers.strip()),
            general=self._text(general),
            tags=tuple(self._block.tokens("tag")[:50]),
            idnumber=next(iter(self._block.tokens("id")), ""),
            category=self._category,
            carried=carried,
        )

    def _parted(self) -> tuple[str, str]:
        """Return the question without its title, and what stands between the braces."""
        text = hidden(self._block.text.strip())
        if text.startswith("::") and "::" in text[2:]:
            title, _, text = text[2:].partition("::")
            self.title = shown(title).strip()[:200]
        start, end = text.find("{"), text.find("}")
        if start < 0 and end < 0:
            raise NoQuestionError("a description asks nothing")
        if start < 0 or end < start:
            raise NoQuestionError("a brace is missing; between { and } no blank line may stand")
        if end + 1 < len(text.rstrip()):
            return f"{text[:start]}{_GAP}{text[end + 1 :]}", text[start + 1 : end]
        return text[:start], text[start + 1 : end]

    def _text(self, text: str) -> str:
        kind, told = parted_format(text, self._usual)
        return self._plain(self._texts.take(told, kind))

    def _plain(self, markdown: str) -> str:
        """Return a text without pictures, which GIFT can name and not hold."""
        text, found = parted_pictures(markdown)
        self.lost += [f"a picture of it ({address[:60]}) was taken out; its words stay" for _, address in found]
        return text

    def _body(self, answers: str) -> Body:
        if not answers:
            raise NoQuestionError("an essay can't be scored here")
        if answers.startswith("#"):
            return self._number(answers[1:])
        if answers.startswith(">"):
            return self._ordering(answers)
        if "~" in answers:
            return self._choice(answers)
        if "=" in answers and "->" in answers:
            return self._matching(answers)
        return self._true_false(answers)

    def _choice(self, answers: str) -> Choice:
        multiple = "=" not in answers
        options, shares = [], []
        for part in _few(re.split(r"~(?==)|~|(?==)", answers), "options"):
            share, rest = parted_weight(part)
            if part.lstrip().startswith("="):
                share, rest = Decimal(100), part.lstrip()[1:]
            text, why = self._parted_why(rest)
            shares.append(share or Decimal(0))
            options.append(Option(text, shares[-1] > 0 if multiple else shares[-1] == 100, why))
        parts = [] if self._ours else [share for share in shares if share not in (0, 100)]
        if parts:
            self.lost.append("credit for a part of it; here it is all or nothing")
        return Choice(tuple(options), multiple)

    def _parted_why(self, text: str) -> tuple[str, str]:
        said, _, why = text.partition("#")
        return self._text(said), self._text(why)

    def _matching(self, answers: str) -> Matching:
        pairs: list[Pair] = []
        others: list[str] = []
        for part in _few(answers.split("="), "pairs"):
            if "->" not in part:
                raise NoQuestionError("a pair of it has no '->'")
            this, _, that = part.partition("->")
            pair = Pair(self._text(this), self._texts.take(shown(that), "plain"), "")
            if pair.this:
                pairs.append(pair)
            else:
                others.append(pair.that)
        return Matching(tuple(pairs), tuple(others))

    def _true_false(self, answers: str) -> Choice:
        word, *said = answers.split("#", 2)
        if word.strip().upper() not in _TRUE | _FALSE:
            raise NoQuestionError("a short answer in words can't be scored here")
        wrong, right = (*(self._text(one) for one in said), "", "")[:2]
        true = word.strip().upper() in _TRUE
        return Choice(
            (Option("True", true, right if true else wrong), Option("False", not true, wrong if true else right)), False
        )

    def _ordering(self, answers: str) -> Ordering:
        head = _ORDER.match(answers)
        lines = _few(answers[head.end() if head else 1 :].split("\n"), "steps")
        kind: TextKind = "plain" if self._ours else self._usual
        return Ordering(tuple(Step(self._texts.take(shown(line), kind), "") for line in lines))

    def _number(self, answers: str) -> NumberEntry:
        answers, wrong, _ = answers.partition("~")
        if wrong:
            self.lost.append("what it says to every other number")
        right: tuple[Decimal, Decimal, str] | None = None
        mistakes: list[Mistake] = []
        for part in _few(answers.split("="), "numbers"):
            share, rest = parted_weight(part)
            said, _, why = rest.partition("#")
            value, tolerance = _range(shown(said))
            if share is not None and share <= 0:
                mistakes.append(Mistake(value, self._text(why)))
                self.lost += [f"the tolerance of the wrong number {value}"] if tolerance else []
            elif right is None and share in (None, 100):
                right = (value, tolerance, self._text(why))
            else:
                self.lost.append(f"the further answer {value}")
        if right is None:
            raise NoQuestionError("it has no number that is wholly right")
        return NumberEntry(right[0], "", right[1], right[2], tuple(mistakes))


def _few(parts: list[str], what: str) -> list[str]:
    """Return the parts that hold something. Raises NoQuestionError for more than a question may have."""
    held = [part for part in parts if part.strip()]
    fault = too_many(len(held), what)
    if fault:
        raise NoQuestionError(fault)
    return held


def _range(text: str) -> tuple[Decimal, Decimal]:
    """Return number and tolerance of `number`, `number:tolerance` or `least..most`. Raises NoQuestionError."""
    first, sign, second = text.partition("..") if ".." in text else text.partition(":")
    one, other = read_number(first), read_number(second) if sign else Decimal(0)
    if one is None or other is None:
        raise NoQuestionError(f"'{text.strip()[:40]}' is no number")
    return ((one + other) / 2, abs(other - one) / 2) if sign == ".." else (one, other)
