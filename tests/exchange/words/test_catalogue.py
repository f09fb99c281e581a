"""The catalogue holds a sentence for everything that can be said, and nothing else."""

from __future__ import annotations

import ast
import io
import re
from itertools import chain
from pathlib import Path

import pytest
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

import certway
from certway.core.person.fields import ACCREDITORS, section_table
from certway.core.rulebook.findings import Amounts, Finding
from certway.core.rulebook.values import UNITS
from certway.exchange.words.catalogue import DOMAIN, FOLDER, catalogue
from certway.exchange.words.sentences import sentence

SOURCE = Path(certway.__file__).parent
PO = FOLDER / "en" / "LC_MESSAGES" / f"{DOMAIN}.po"

VERDICTS = ("met", "not-met", "unknown")
HOWS = ("by", "ahead", "lasts", "within", "beyond", "opens")
# Messages that core says with one verdict only.
SINGLE = {
    "assumed": ("met",),
    "attested": ("unknown",),
    "in-force": ("not-met",),
    "flag-untold": ("unknown",),
}
WHOLE = {"section-untold", "some-no-entry", "wait-no-failure"}


def entries():
    with PO.open("rb") as stream:
        return read_po(stream, locale="en")


def ids() -> set[str]:
    return {message.id if isinstance(message.id, str) else message.id[0] for message in entries() if message.id}


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


def texts(node: ast.expr) -> set[str]:
    if isinstance(node, ast.IfExp):
        return texts(node.body) | texts(node.orelse)
    return {node.value} if isinstance(node, ast.Constant) and isinstance(node.value, str) else set()


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
        "wait", "wait-no-failure", "word",
    }  # fmt: skip


@pytest.mark.parametrize("message", sorted(message_ids()))
def test_every_message_of_core_has_a_sentence_of_its_own(message: str):
    arguments = {"days": (1, 1), "limits": (1, 1), "section": "work"}
    amounts = Amounts((1, 1), (1, 1), "hours")
    found = Finding(id="x", verdict="met", message=message, arguments=arguments, amounts=amounts)
    assert sentence(found).id.split("/")[0].split(".")[0] == message
    assert message in ids()


def test_every_entry_can_be_said():
    literals, families = texts_of_the_code()
    stems = message_ids()
    unused = [
        entry
        for entry in ids()
        if entry not in literals
        and not any(entry.startswith(family) for family in families)
        and not says_a_finding(entry, stems, literals)
    ]
    assert unused == []


def texts_of_the_code() -> tuple[set[str], set[str]]:
    """Return the texts in the code that may be ids, and the starts of those that it puts together."""
    literals, families = set(), set()
    for path in chain(*(SOURCE.glob(f"{folder}/**/*.py") for folder in ("exchange", "cli", "answers", "core/plan"))):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                literals.add(node.value)
            elif isinstance(node, ast.JoinedStr) and isinstance(node.values[0], ast.Constant):
                families |= (
                    {str(node.values[0].value)} if re.fullmatch(r"[a-z.-]+[./-]", node.values[0].value) else set()
                )
    return literals, families


def says_a_finding(entry: str, stems: set[str], literals: set[str]) -> bool:
    """Tell whether an id is a message of core, with a variant and a field of the person file where it has them."""
    head, _, field = entry.partition(".")
    stem, _, variant = head.partition("/")
    section, _, name = field.partition(".")
    table = section_table(section) if section else None
    known = not section or (table is not None and (not name or table.field(name.split(".")[0]) is not None))
    return stem in stems and (not variant or variant in literals) and known


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
