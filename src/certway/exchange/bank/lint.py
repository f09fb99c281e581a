"""What is wrong with a bank, and what is worth a look: its files, its questions, its words and its whole."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random

from certway.core.items.coverage import unknown_nodes
from certway.core.items.flaws import flaws_of
from certway.core.items.item import Item
from certway.core.items.keys import key_balances
from certway.core.items.scenario import Scenario
from certway.core.items.skill import Skill
from certway.core.items.template import Template
from certway.core.items.template_faults import faults_of_template
from certway.core.units.errors import Problem
from certway.exchange.bank.drawings import faults_of_file
from certway.exchange.bank.duplicates import near_duplicates
from certway.exchange.bank.exams import edition_of
from certway.exchange.bank.files import BANK, ReadBank, file_of, read_bank
from certway.exchange.bank.item_lint import hard_words, unknown_words
from certway.exchange.rule_files import RuleFiles

_NO_WORD = "no dictionary has the word '{}'; mend it, or add it to words.txt"
SEEDS = 60  # questions that are made of a template


@dataclass(frozen=True, slots=True)
class BankLint:
    """What lint says about a bank, and how much it read."""

    errors: tuple[Problem, ...]
    remarks: tuple[Problem, ...]  # what a person should look at; nothing is refused for them
    items: int
    skills: int
    scenarios: int
    templates: int
    files: int


def lint_bank(root: Path = BANK) -> BankLint:
    """Check every file of a bank. Raises NoBankError where there is none."""
    read = read_bank(root)
    errors = [*read.problems, *_flaws(read), *_words(root, read), *_duplicates(read), *_images(root, read)]
    errors += [*_outlines(root, read), *_keys(root, read), *_templates(root, read), *_drawings(root, read)]
    remarks = tuple(sorted(_grades(read)))
    bank = read.bank
    counts = (len(bank.items), len(bank.skills), len(bank.scenarios), len(bank.templates), read.files)
    return BankLint(tuple(sorted(set(errors))), remarks, *counts)


def _problem(read: ReadBank, item: Item, text: str) -> Problem:
    file, line = read.places[item.id]
    return Problem(file, line, f"{item.id}: {text}")


def _flaws(read: ReadBank) -> Iterator[Problem]:
    for item in read.bank.items:
        for flaw in flaws_of(item):
            yield _problem(read, item, f"{flaw.kind}: {flaw.text}")


def _words(root: Path, read: ReadBank) -> Iterator[Problem]:
    for item in read.bank.items:
        yield from (_problem(read, item, _NO_WORD.format(word)) for word in unknown_words(item.texts()))
    practice: tuple[Skill | Scenario | Template, ...] = (*read.bank.skills, *read.bank.scenarios, *read.bank.templates)
    for one in practice:
        file = file_of(root, one)
        yield from (Problem(file, 0, _NO_WORD.format(word)) for word in unknown_words(one.texts()))


def _duplicates(read: ReadBank) -> Iterator[Problem]:
    for one, other, score in near_duplicates(read.bank.items):
        yield _problem(read, other, f"it is nearly '{one.id}' ({score:.0f} of 100); ask something else")


def _images(root: Path, read: ReadBank) -> Iterator[Problem]:
    for item in read.bank.items:
        if item.image is not None and not (root / "images" / item.image.file).is_file():
            yield _problem(read, item, f"there is no drawing '{item.image.file}' in images/")


def _drawings(root: Path, read: ReadBank) -> Iterator[Problem]:
    used = {item.image.file for item in read.bank.items if item.image is not None}
    for path in sorted((root / "images").glob("*")):
        yield from (Problem(str(path), 0, fault) for fault in faults_of_file(path.read_bytes()))
        if path.name not in used:
            yield Problem(str(path), 0, "no question shows it")


def _outlines(root: Path, read: ReadBank) -> Iterator[Problem]:
    files = RuleFiles()
    for name, topics in read.bank.outlines.items():
        place = str(root / "outlines" / f"{name}.yaml")
        if name not in files.ids:
            yield Problem(place, 1, f"there is no credential '{name}'")
            continue
        edition = edition_of(files, name, topics.edition)
        if edition is None:
            yield Problem(place, 1, f"the outline of {name} has no edition '{topics.edition}'")
            continue
        for node in unknown_nodes(edition, topics):
            yield Problem(place, 1, f"the edition '{edition.id}' of {name} has no part '{node}'")


def _keys(root: Path, read: ReadBank) -> Iterator[Problem]:
    for balance in key_balances(read.bank.items):
        if not balance.even:
            counts = ", ".join(map(str, balance.counts))
            text = f"the right one of {balance.options} options stands {counts} times in each place; spread them evenly"
            yield Problem(str(root / "items"), 0, text)


def _templates(root: Path, read: ReadBank) -> Iterator[Problem]:
    for template in read.bank.templates:
        for fault in faults_of_template(template, Random, tries=SEEDS, faults_of_drawing=_svg_faults):
            yield Problem(file_of(root, template), 0, fault)


def _svg_faults(drawing: str) -> tuple[str, ...]:
    return faults_of_file(drawing.encode())


def _grades(read: ReadBank) -> Iterator[Problem]:
    for item in read.bank.items:
        yield from (_problem(read, item, text) for text in hard_words(item))
