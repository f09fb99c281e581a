"""See the bank: as one exam's outline asks for it, a topic, a question, and what a search finds."""

from __future__ import annotations

from dataclasses import dataclass

from certway.answers.find_items import MOST_FOUND, find_items
from certway.core.items.bank import Bank
from certway.core.items.coverage import Coverage, coverage_of
from certway.core.items.item import Item, Reference
from certway.core.items.scenario import Scenario
from certway.core.items.skill import Skill
from certway.core.items.topic_reading import Work
from certway.core.items.topics import Topic
from certway.exchange.bank.exams import counts_of
from certway.exchange.bank.item_text import ItemText, item_text
from certway.exchange.bank.shipped import IndexedBank
from certway.exchange.safe.markdown import markdown_to_line
from certway.exchange.shipped_rules import shipped_rules
from certway.exchange.words.catalogue import catalogue
from certway.records.bank import bank_here
from certway.records.parameters import KnownValues, known_here

LONG_STEM = 160  # characters of a question that a list shows


@dataclass(frozen=True, slots=True)
class ExamLine:
    """An exam, and how many questions serve it."""

    id: str
    short: str
    name: str
    items: int


@dataclass(frozen=True, slots=True)
class ItemLine:
    """A question in a list."""

    topic: str
    name: str  # without the topic
    topic_title: str
    html: str


@dataclass(frozen=True, slots=True)
class SeenExam:
    """An exam's outline with the questions of each part."""

    short: str
    ours: str
    coverage: Coverage
    topics: dict[str, Topic]


@dataclass(frozen=True, slots=True)
class SeenTopic:
    """Everything that is filed under a topic."""

    topic: Topic
    group: str
    items: tuple[ItemLine, ...]
    templates: int
    skills: tuple[Skill, ...]
    scenarios: tuple[Scenario, ...]


def see_exams() -> tuple[ExamLine, ...]:
    """Return the exams that the bank serves, those with the most questions first."""
    bank = bank_here()
    lines = [_exam_line(exam, bank) for exam in bank.editions]
    return tuple(sorted(lines, key=lambda one: -one.items))


def _exam_line(exam: str, bank: IndexedBank) -> ExamLine:
    credential = shipped_rules().sheets[exam].credential
    return ExamLine(exam, credential.short, credential.name, _coverage(exam, bank).items)


def _coverage(exam: str, bank: IndexedBank) -> Coverage:
    return coverage_of(bank.editions[exam], bank.bank.outlines[exam], counts_of(bank.bank))


def see_exam(exam: str) -> SeenExam | None:
    """Return how the bank covers an exam; None where it knows no outline of it."""
    bank = bank_here()
    if exam not in bank.editions:
        return None
    short, ours = shipped_rules().sheets[exam].credential.short, bank.bank.outlines[exam].ours
    return SeenExam(short, ours, _coverage(exam, bank), dict(bank.bank.tree.by_id))


def see_topic(topic: str) -> SeenTopic | None:
    """Return what is filed under a topic; None where there is no such topic."""
    bank = bank_here().bank
    if topic not in bank.tree.by_id:
        return None
    found = bank.tree.by_id[topic]
    return SeenTopic(
        topic=found,
        group=bank.tree.groups[found.group],
        items=tuple(_line(item, bank) for item in bank.by_topic[topic]),
        templates=sum(one.topic == topic for one in bank.templates),
        skills=tuple(one for one in bank.skills if topic in one.topics),
        scenarios=tuple(one for one in bank.scenarios if topic in one.topics),
    )


def _line(item: Item, bank: Bank) -> ItemLine:
    stem = item.stem if len(item.stem) <= LONG_STEM else item.stem[:LONG_STEM].rpartition(" ")[0] + " …"
    title = bank.tree.by_id[item.topic].title
    return ItemLine(item.topic, item.id.rpartition("/")[2], title, markdown_to_line(" ".join(stem.split())))


def see_question(topic: str, name: str) -> ItemText | None:
    """Return a question with its key and reasons; None where there is no such question."""
    bank = bank_here()
    item = bank.bank.by_id.get(f"{topic}/{name}")
    return None if item is None else item_text(item, bank, catalogue())


def see_known(item: str) -> KnownValues | None:
    """Return what is known of a question that stands in the bank, and from what; None for no such one."""
    bank = bank_here()
    found = bank.bank.by_id.get(item)
    return None if found is None else known_here(bank).of(found)


def show_item(item: Item) -> ItemText:
    """Return a question, also one that does not stand in the bank, with its key and reasons."""
    return item_text(item, bank_here(), catalogue())


def search_questions(words: str) -> tuple[int, tuple[ItemLine, ...]]:
    """Return how many questions have all the words, and the first of them."""
    bank = bank_here()
    found = find_items(bank.words, words)
    return len(found), tuple(_line(bank.bank.by_id[name], bank.bank) for name in found[:MOST_FOUND])


def see_work(reference: Reference) -> Work:
    """Return the book, guideline or law that a checklist or a scenario rests on."""
    return bank_here().bank.works[reference.source]


def see_skill(name: str) -> Skill | None:
    """Return a checklist; None where there is no such one."""
    return next((one for one in bank_here().bank.skills if one.id == name), None)


def see_scenario(name: str) -> Scenario | None:
    """Return a scenario; None where there is no such one."""
    return next((one for one in bank_here().bank.scenarios if one.id == name), None)
