"""The catalogue holds a sentence for everything that can be said, and nothing else."""

from __future__ import annotations

import ast
import io
import re
from itertools import chain

import pytest
from babel.messages.mofile import write_mo

from certway.core.person.fields import ACCREDITORS, section_table
from certway.core.rulebook.findings import Amounts, Finding
from certway.core.rulebook.values import UNITS
from certway.exchange.rule_files import RuleFiles
from certway.exchange.words.catalogue import catalogue
from certway.exchange.words.sentences import sentence
from said_words import (
    PO,
    SOURCE,
    entries,
    ids,
    sayings_of_templates,
    shapes_of_the_code,
    texts,
    texts_of_the_code,
    words_that_questions_may_have,
    words_that_questions_need,
)

VERDICTS = ("met", "not-met", "unknown")
HOWS = ("by", "ahead", "lasts", "within", "beyond", "reaches", "opens")
# Messages that core says with one verdict only.
SINGLE = {
    "assumed": ("met",),
    "attested": ("unknown",),
    "in-force": ("not-met",),
    "flag-untold": ("unknown",),
}
WHOLE = {"section-untold", "some-no-entry", "wait-no-failure"}


def messages_in_core() -> set[str]:
    """Return every message that a node gives to `finding`, and every one that replaces it, read from the source."""
    found: set[str] = set()
    for path in (SOURCE / "core" / "rulebook").glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            if not isinstance(node, ast.Call):
                continue
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            if name in ("finding", "_explain") and len(node.args) > 1:
                found |= texts(node.args[1])
            found |= set(chain(*(texts(word.value) for word in node.keywords if word.arg == "message")))
    return found


def message_ids() -> set[str]:
    days = {how if how in ("within", "opens") else f"day-{how}" for how in HOWS}
    stems = (messages_in_core() | days) - WHOLE
    return {f"{stem}-{verdict}" for stem in stems for verdict in SINGLE.get(stem, VERDICTS)} | WHOLE


def test_compiled_catalogue_is_that_of_the_text():
    compiled = io.BytesIO()
    write_mo(compiled, entries())
    assert compiled.getvalue() == PO.with_suffix(".mo").read_bytes()


def test_core_says_the_messages_that_are_expected():
    assert messages_in_core() == {
        "accredited", "all", "any", "assumed", "at-least", "attested", "covers", "days-worked", "fewer", "flag",
        "flag-untold", "hours", "in-force", "level", "not", "number", "section-untold", "some", "some-no-entry", "sum",
        "together", "wait", "wait-no-failure", "word",
    }  # fmt: skip


@pytest.mark.parametrize("message", sorted(message_ids()))
def test_every_message_of_core_has_a_sentence_of_its_own(message: str):
    arguments = {"days": (1, 1), "limits": (1, 1), "section": "work"}
    amounts = Amounts((1, 1), (1, 1), "hours")
    found = Finding(id="x", verdict="met", message=message, arguments=arguments, amounts=amounts)
    assert sentence(found).id.split("/")[0].split(".")[0] == message
    assert message in ids()


def test_every_entry_can_be_said():
    said = texts_of_the_code() | {saying.message for saying in sayings_of_templates()}
    said |= words_that_questions_need(RuleFiles().ids) | words_that_questions_may_have()
    shapes, stems = shapes_of_the_code(), message_ids()
    unused = [
        entry
        for entry in sorted(ids() - said)
        if not any(shape.fullmatch(entry) for shape in shapes)
        and not says_a_finding(entry, stems, said)
        and not says_a_requirement(entry, said)
    ]
    assert unused == []


def says_a_finding(entry: str, stems: set[str], said: set[str]) -> bool:
    """Tell whether an id is a message of core, with a variant and a field of the person file where it has them."""
    head, _, field = entry.partition(".")
    stem, _, variant = head.partition("/")
    return stem in stems and (not variant or variant in said) and (not field or is_in_the_person_file(field))


def says_a_requirement(entry: str, said: set[str]) -> bool:
    """Tell whether an id is a rule's own message for a field of the person file, with a variant where it has one."""
    named, _, variant = entry.partition("/")
    stem, kind, field = (*named.split(".", 2), "", "")[:3]
    known = f"{stem}.{kind}" in said or kind in {f"day-{how}" for how in HOWS} | {"within", "opens"}
    return stem == "rule" and known and (not variant or variant in said) and is_in_the_person_file(field)


def is_in_the_person_file(path: str) -> bool:
    section, _, name = path.partition(".")
    table = section_table(section)
    return table is not None and (not name or table.field(name.split(".")[0]) is not None)


def test_words_of_the_person_file_are_all_there():
    fields = [
        ("programs", "kind"), ("programs", "setting"), ("programs", "award"), ("work", "role"), ("work", "setting"),
        ("work", "departments"), ("work", "duties"), ("education", "level"), ("education", "science_hours"),
        ("high_school", "kind"),
    ]  # fmt: skip
    expected = {"word.cards.kind.cpr"} | {f"word.accreditation.{name}" for name in ACCREDITORS}
    for section, name in fields:
        table = section_table(section)
        assert table is not None
        field = table.field(name)
        assert field is not None
        expected |= {f"word.{section}.{name}.{word}" for word in field.words}
    assert {entry for entry in ids() if entry.startswith("word.")} == expected


def test_units_of_the_rules_are_all_there():
    wordless = {"usd", "text", "texts", "yes-no", "date"}
    assert {entry for entry in ids() if entry.startswith("unit.")} == {f"unit.{unit}" for unit in {*UNITS} - wordless}


def test_placeholders_are_words():
    for message in entries():
        for text in [message.string] if isinstance(message.string, str) else message.string:
            if message.id:
                assert re.sub(r"\{[A-Za-z_]+\}", "", text).count("{") == 0, message.id


def test_texts_of_the_rules_pass_through():
    assert catalogue().text("Education") == "Education"
    assert catalogue().text("") == ""


def test_another_language_falls_back_to_english():
    assert catalogue("es").say("verdict.met") == "met"


def test_unknown_message_is_named():
    with pytest.raises(LookupError, match="there is no sentence 'nothing'"):
        catalogue().say("nothing")
