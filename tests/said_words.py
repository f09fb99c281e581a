"""What the code and the pages say: the message ids that stand in them, and those that they put together."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import chain
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po

import certway
from certway.core.person.fields import Field, Kind
from certway.core.person.topics import CHOOSING, RECORD, TOPICS, WISHES, Topic
from certway.exchange.words.catalogue import DOMAIN, FOLDER

SOURCE = Path(certway.__file__).parent
PO = FOLDER / "en" / "LC_MESSAGES" / f"{DOMAIN}.po"

SPEAKERS = ("exchange", "cli", "answers", "core/plan", "actions", "web")  # folders whose code names messages
OFFERED = {  # what a form offers where the field table allows any word
    ("cards", "kind"): ("cpr", "other"),
    ("education_credits", "approved_by"): (
        "aama", "amt", "ascp", "ncct", "nha", "pace", "accme", "acpe", "ancc", "iacet", "state-nursing-board",
    ),
    ("education_credits", "areas"): (
        "administrative", "clinical", "general", "blood-banking", "chemistry", "hematology", "microbiology", "safety",
        "ethics",
    ),
    ("fees_paid", "kind"): ("application", "exam", "annual", "renewal", "late", "reinstatement"),
}  # fmt: skip


def entries() -> Catalog:
    with PO.open("rb") as stream:
        return read_po(stream, locale="en")


@cache
def messages() -> dict[str, Message]:
    """Return every entry of the catalogue by its id."""
    return {
        message.id if isinstance(message.id, str) else message.id[0]: message for message in entries() if message.id
    }


def ids() -> set[str]:
    return set(messages())


@dataclass(frozen=True)
class Saying:
    """A place that says a message: what it is given by name, and whether it chooses a form by a number."""

    where: str
    message: str
    values: frozenset[str] | None  # None = whatever it is given
    by_number: bool


@cache
def sayings_of_templates() -> tuple[Saying, ...]:
    """Return every message that a template names with `say` or `say_many`."""
    found = []
    for path in sorted(SOURCE.glob("web/**/templates/**/*.*")):
        for tag, message, rest in re.findall(r"""{% (say|say_many) ["']([^"']+)["'](.*?) %}""", path.read_text()):
            values = set(re.findall(r" (\w+)=", rest)) | ({"n"} if tag == "say_many" else set())
            found.append(Saying(path.name, message, frozenset(values), tag == "say_many"))
    return tuple(found)


def topic_parts_of_templates() -> set[str]:
    """Return the parts of a topic that templates say, such as `ask`; "" is its name."""
    texts = "".join(path.read_text() for path in SOURCE.glob("web/**/templates/**/*.html"))
    return set(re.findall(r"""{% say_topic \S+(?: "(\w+)")? %}""", texts))


@cache
def sayings_of_code() -> tuple[Saying, ...]:
    """Return every message that a call of `say` or `say_many` names."""
    return tuple(chain.from_iterable(_sayings(path, node) for path, node in _nodes() if isinstance(node, ast.Call)))


def _sayings(path: Path, call: ast.Call) -> Iterator[Saying]:
    name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
    if name in ("say", "say_many") and call.args:
        given = [keyword.arg for keyword in call.keywords]
        values = None if None in given else frozenset(str(one) for one in given)
        for message in texts(call.args[0]):
            yield Saying(path.name, message, values, name == "say_many")


def texts(node: ast.expr) -> set[str]:
    """Return the texts that an expression may be, as far as they are written out."""
    if isinstance(node, ast.IfExp):
        return texts(node.body) | texts(node.orelse)
    return {node.value} if isinstance(node, ast.Constant) and isinstance(node.value, str) else set()


def _nodes() -> Iterator[tuple[Path, ast.AST]]:
    for path in chain.from_iterable(SOURCE.glob(f"{folder}/**/*.py") for folder in SPEAKERS):
        yield from ((path, node) for node in ast.walk(ast.parse(path.read_text())))


@cache
def texts_of_the_code() -> frozenset[str]:
    """Return every text in the code that may be an id."""
    return frozenset(chain.from_iterable(texts(node) for _, node in _nodes() if isinstance(node, ast.expr)))


@cache
def shapes_of_the_code() -> tuple[re.Pattern[str], ...]:
    """Return the shapes of the ids that the code puts together: a text, with parts that hold no dot.

    Shapes that begin with such a part say nothing; what they stand for is among the words of the questionnaire.
    """
    shapes = set()
    for _, node in _nodes():
        if isinstance(node, ast.JoinedStr) and isinstance(node.values[0], ast.Constant):
            parts = [str(part.value) if isinstance(part, ast.Constant) else None for part in node.values]
            if re.fullmatch("[a-z][a-z.-]*[./-]", parts[0] or ""):
                shapes.add("".join("[^.]+" if part is None else re.escape(part) for part in parts))
    return tuple(re.compile(shape) for shape in sorted(shapes - QUESTIONNAIRE_SHAPES))


def _shape(*parts: str) -> str:
    return "[^.]+".join(re.escape(part) for part in parts)


# Shapes that are too wide to tell anything; what they stand for is listed below, word by word.
QUESTIONNAIRE_SHAPES = {
    *(_shape("topic.", end) for end in ("", ".none", ".one")),
    _shape("topic.", ".", ""),
    *(_shape("question.", ".", end) for end in ("", ".none", ".open")),
    _shape("question.", ".", ".", ""),
    _shape("choice.", ".", ".", ""),
    _shape("told.", ".", ""),
    _shape("field.unit.", ""),
    _shape("error.first.", ""),
    _shape("error.contradiction.", ".", ""),
}


def questions() -> Iterator[tuple[Topic, Field]]:
    """Yield every question with its topic."""
    for topic in (*TOPICS, WISHES, CHOOSING, *RECORD):
        for asked in topic.asked:
            yield topic, asked.field


def words_that_questions_need(credentials: tuple[str, ...]) -> set[str]:
    """Return the ids without which a screen of the questionnaire could not be shown, or would show no words."""
    found: set[str] = set()
    for topic in RECORD:
        parts = ("", ".why", *((".add", ".one", ".none") if topic.lists else ()))
        found |= {f"topic.{topic.id}{part}" for part in parts}
        found |= {f"error.first.{topic.table.name}"} if topic.lists else set()
    for topic in (*TOPICS, WISHES, CHOOSING):
        parts = ("", ".ask", ".why", *((".yes", ".no", ".add", ".one", ".none") if topic.lists else ()))
        found |= {f"topic.{topic.id}{part}" for part in parts}
        found |= {f"error.first.{topic.table.name}"} if topic.lists else set()
    for topic, field in questions():
        found |= _words_of_a_question(f"{topic.table.name}.{field.name}", field)
        offered = OFFERED.get((topic.table.name, field.name), ())
        found |= {f"choice.{topic.table.name}.{field.name}.{word}" for word in (*_choices(field), *offered)}
        if (topic.table.name, field.name) in (("credentials", "id"), ("attempts", "exam")):
            found |= {f"credential.{name}" for name in credentials}
    return found


def _choices(field: Field) -> tuple[str, ...]:
    return field.words if field.kind in (Kind.WORD, Kind.WORDS) else ()


def _words_of_a_question(name: str, field: Field) -> set[str]:
    found = {f"question.{name}"}
    if field.kind is Kind.NUMBER:
        found.add(f"field.unit.{field.unit.replace(' ', '-')}")
    if field.kind is Kind.OPEN_DAY:
        found.add(f"question.{name}.open")
    if field.kind is Kind.WORDS:
        found.add(f"question.{name}.none")
    if field.kind is Kind.MAP:
        found |= {f"question.{name}.{word}" for word in field.words}
    return found


def words_that_questions_may_have() -> set[str]:
    """Return the ids that the questionnaire says where the catalogue has them."""
    found: set[str] = set()
    for topic, field in questions():
        name = f"{topic.table.name}.{field.name}"
        found |= {f"question.{name}.hint", f"question.{name}.why"}
        found |= {f"choice.{name}.{word}.hint" for word in _choices(field)}
        if not (topic.lists and field is topic.first):
            found |= {f"told.{name}"} | ({f"told.{name}.open"} if field.kind is Kind.OPEN_DAY else set())
        pairs = [later for _, later in topic.table.orders]
        if field.name in (*pairs, "total_hours", "science_hours"):
            found.add(f"error.contradiction.{name}")
    return found | {"error.contradiction.programs.accreditation"}
