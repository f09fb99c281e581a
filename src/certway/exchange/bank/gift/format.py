"""Questions as GIFT, Moodle's format of plain text, in and out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from certway.core.items.item import Item
from certway.exchange.bank.drafts import MOST_QUESTIONS, Gathering
from certway.exchange.bank.foreign_texts import ForeignTexts, decode_text
from certway.exchange.bank.gathering import gather
from certway.exchange.bank.gift.reading import QuestionReader
from certway.exchange.bank.gift.syntax import Block, blocks_of
from certway.exchange.bank.gift.writing import lost_of, picture_mark, question_block
from certway.exchange.bank.transfer import Dropped, Exported, Imported
from certway.exchange.safe.errors import ForeignFileError

MOST_BYTES = 4 * 1024 * 1024  # of a file
MOST_LINES = 200_000
_CATEGORY = "$CATEGORY:"


def read_gift(content: bytes, file: str) -> Imported:
    """Return the questions of a GIFT file. Raises ForeignFileError for one that is none, or beyond the limits."""
    text = decode_text(content, file, most_bytes=MOST_BYTES)
    if text.count("\n") > MOST_LINES:
        raise ForeignFileError(f"{file}: it has more than {MOST_LINES} lines; split it")
    gathering, texts = Gathering(), ForeignTexts(file)
    category = ""
    for block in blocks_of(text):
        told = block.text
        if told.startswith(_CATEGORY):
            first, _, told = told.partition("\n")
            category = first.removeprefix(_CATEGORY).strip()[:200]
        if not told:
            continue
        gathering.read += 1
        if gathering.read > MOST_QUESTIONS:
            raise ForeignFileError(f"{file}:{block.line}: it has more than {MOST_QUESTIONS} questions; split it")
        reader = QuestionReader(Block(block.line, told, block.comments), category, texts)
        gather(reader, texts, gathering, picture_mark)
    if all(dropped.why == "a description asks nothing" for dropped in gathering.dropped) and not gathering.items:
        raise ForeignFileError(f"{file}: there is no question in it; questions in GIFT have their answers in {{ }}")
    return gathering.imported()


def write_gift(items: Sequence[Item], media: Mapping[str, bytes] | None = None) -> Exported:
    """Return questions as a GIFT file, a category a topic. It can't hold drawings, whoever gives them."""
    blocks: list[str] = []
    topic = None
    for item in items:
        if item.topic != topic:
            topic = item.topic
            blocks.append(f"{_CATEGORY} $course$/top/{topic}\n")
        blocks.append(question_block(item))
    dropped = tuple(Dropped(item.id, why) for item in items for why in lost_of(item))
    return Exported("\n".join(blocks).encode(), len(items), dropped)
