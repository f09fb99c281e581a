"""Questions of GIFT and Moodle come in one by one: each is settled, or left out with the reason."""

from __future__ import annotations

from typing import Protocol

from certway.core.items.item import Item
from certway.exchange.bank.drafts import Gathering, NoQuestionError, fault_of, is_id
from certway.exchange.bank.foreign_texts import ForeignTexts, TextError
from certway.exchange.bank.settling import Draft, PictureMark, settled


class QuestionReading(Protocol):
    """One question of a file, being read."""

    lost: list[str]  # what of it could not be carried

    @property
    def place(self) -> str:
        """Its title, or where it stands in the file."""

    def draft(self) -> Draft:
        """Return the question. Raises NoQuestionError, and TextError for a text that is too long."""

    def with_picture(self, item: Item) -> Item:
        """Return a question with its picture as it is kept; what of it is not is told in `lost`."""


def gather(reader: QuestionReading, texts: ForeignTexts, gathering: Gathering, picture: PictureMark) -> None:
    """Take a question in as one of the bank, or tell why it is none."""
    try:
        draft = reader.draft()
        item, told = settled(draft, texts, picture)
        fault = fault_of(item.stem, item.body)
        if fault:
            raise NoQuestionError(fault)
    except (NoQuestionError, TextError) as error:
        texts.told()
        gathering.drop(reader.place, str(error))
        return
    item = reader.with_picture(item)
    gathering.add(item, (*texts.told(), *reader.lost, *told), named=is_id(draft.idnumber))
