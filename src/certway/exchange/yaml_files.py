"""YAML (and so JSON) files as located values: the one reader of the files that people write."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import yaml

from certway.core.units.errors import MOST_PROBLEMS, InputError, Problem
from certway.core.units.located import Located, Scalar
from certway.exchange.yaml_encoding import text_content
from certway.exchange.yaml_scalars import NumberError, resolve_plain
from certway.exchange.yaml_syntax import syntax_problem

MOST_BYTES: Final = 1024 * 1024
MOST_DEPTH: Final = 40
MOST_REPEATED: Final = 100_000  # values that all aliases of a file may stand for together

_LONGEST_SHOWN = 40  # characters of a wrong key
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_TOO_LARGE = "the file is larger than 1 MiB, the most that is read; remove what does not belong, or split it"


def read_yaml(path: Path) -> Located:
    """Return the one document of a YAML or JSON file, each value with its line.

    Raises InputError, once, with every problem found.
    """
    return parse_yaml(_read_bytes(path), str(path))


def parse_yaml(content: bytes, file: str) -> Located:
    """Return the one document that the bytes of a YAML or JSON file hold; `file` is its name for messages.

    The line of a value in a mapping is the line of its key.

    Raises InputError, once, with every problem found.
    """
    if len(content) > MOST_BYTES:
        raise InputError([Problem(file, 0, _TOO_LARGE)])
    builder = _Builder(file)
    try:
        for event in yaml.parse(text_content(content, file), Loader=_LOADER):
            builder.take(event)
    except yaml.YAMLError as error:
        builder.problems.append(syntax_problem(error, file))
    return builder.result()


def _read_bytes(path: Path) -> bytes:
    try:
        with path.open("rb") as stream:
            # One byte more than allowed tells a larger file without reading it; a pipe tells no size.
            return stream.read(MOST_BYTES + 1)
    except FileNotFoundError:
        text = "there is no such file; check its name and folder"
    except IsADirectoryError:
        text = "this is a folder; name a file in it"
    except PermissionError:
        text = "the file may not be read; change its permissions"
    except ValueError:
        text = "no file can have this name; check it"
    except OSError as error:
        text = f"the file cannot be read ({error.strerror}); check its name and folder"
    raise InputError([Problem(str(path), 0, text)])


def _line(event: yaml.Event) -> int:
    mark = event.start_mark
    return 0 if mark is None else mark.line + 1


class _Frame:
    """A mapping or list whose end has not been read yet."""

    __slots__ = ("awaits_key", "key", "key_line", "value")

    def __init__(self, value: dict[str, Located] | list[Located]) -> None:
        self.value = value
        self.awaits_key = isinstance(value, dict)  # whether the next node is a key
        self.key: str | None = None  # None = the key was wrong, its value is dropped
        self.key_line = 0  # 0 = the next node is no value of a mapping

    def expect_value(self, key: str | None, line: int) -> None:
        """Remember the key whose value comes next."""
        self.awaits_key, self.key, self.key_line = False, key, line


def _wrong_key(frame: _Frame, text: str, value: Scalar, *, plain: bool, line: int) -> str:
    """Return what is wrong with a key; empty when nothing is."""
    assert isinstance(frame.value, dict)
    if plain and text == "<<":
        return "merge keys ('<<') are not known here; write out the keys that it would bring"
    shown = text if len(text) <= _LONGEST_SHOWN else text[:_LONGEST_SHOWN] + "..."
    if not isinstance(value, str):
        return f"the key '{shown}' is not a text; put it in quotes, or write a name"
    if text in frame.value:
        first = frame.value[text].line
        return f"the key '{shown}' stands twice, on lines {first} and {line}; keep one of them"
    return ""


class _Builder:
    """Builds located values from YAML events, with a stack instead of recursion."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.problems: list[Problem] = []
        self.documents: list[Located] = []
        self.frame = _Frame(self.documents)
        self.outer: list[_Frame] = []
        self.anchors: dict[str, Located] = {}
        self.repeated = 0
        self.started = 0
        self.takers: dict[type[yaml.Event], Callable[[Any], None]] = {
            yaml.ScalarEvent: self._scalar,
            yaml.MappingStartEvent: self._start,
            yaml.SequenceStartEvent: self._start,
            yaml.MappingEndEvent: self._end,
            yaml.SequenceEndEvent: self._end,
            yaml.AliasEvent: self._alias,
            yaml.DocumentStartEvent: self._document,
        }

    def take(self, event: yaml.Event) -> None:
        """Take in the next event."""
        taker = self.takers.get(type(event))
        if taker is not None:
            taker(event)

    def result(self) -> Located:
        """Return the document, or raise InputError with all problems."""
        if not self.problems and (not self.documents or self.documents[0].value is None):
            self._refuse(0, "the file is empty; write at least one 'key: value' into it")
        if self.problems:
            raise InputError(self.problems)
        return self.documents[0]

    def _refuse(self, line: int, text: str) -> None:
        self.problems.append(Problem(self.file, line, text))
        if len(self.problems) == MOST_PROBLEMS:
            self._stop(0, f"only the first {MOST_PROBLEMS} problems are shown; correct them and try again")

    def _stop(self, line: int, text: str) -> None:
        self.problems.append(Problem(self.file, line, text))
        raise InputError(self.problems)

    def _document(self, event: yaml.Event) -> None:
        self.started += 1
        if self.started > 1:
            line = _line(event)
            self._stop(line, "a second document begins here; a file holds one, so remove the '---' or split the file")

    def _scalar(self, event: yaml.ScalarEvent) -> None:
        line = _line(event)
        text, plain = event.value, event.implicit[0]
        if event.tag is not None:
            self._refuse_tag(event.tag, line)
            plain = False
        value: Scalar = text
        if plain:
            try:
                value = resolve_plain(text)
            except NumberError as error:
                self._refuse(line, str(error))
        frame = self.frame
        if frame.awaits_key:
            wrong = _wrong_key(frame, text, value, plain=plain, line=line)
            if wrong:
                self._refuse(line, wrong)
            frame.expect_value(None if wrong else text, line)
            if event.anchor is not None:
                self.anchors[event.anchor] = Located(text, self.file, line, True)
            return
        written = text if plain and type(value) in (int, float) else ""
        self._place(Located(value, self.file, frame.key_line or line, not plain, written), event.anchor)

    def _place(self, value: Located, anchor: str | None) -> None:
        """Put a finished scalar, or a collection that has just begun, into the collection around it."""
        frame = self.frame
        if isinstance(frame.value, list):
            frame.value.append(value)
        else:
            if frame.key is not None:
                frame.value[frame.key] = value
            frame.awaits_key, frame.key_line = True, 0
        if anchor is not None:
            self.anchors[anchor] = value

    def _start(self, event: yaml.CollectionStartEvent) -> None:
        line = _line(event)
        if event.tag is not None:
            self._refuse_tag(event.tag, line)
        if len(self.outer) >= MOST_DEPTH:
            self._stop(line, f"values are nested more than {MOST_DEPTH} deep; write them flatter")
        frame = self.frame
        value: dict[str, Located] | list[Located] = {} if type(event) is yaml.MappingStartEvent else []
        if frame.awaits_key:
            self._refuse(line, "a list or mapping stands where a key belongs; a key is a text")
            frame.expect_value(None, line)
        else:
            self._place(Located(value, self.file, frame.key_line or line), event.anchor)
        self.outer.append(frame)
        self.frame = _Frame(value)

    def _end(self, _event: yaml.Event) -> None:
        self.frame = self.outer.pop()

    def _alias(self, event: yaml.AliasEvent) -> None:
        line, name, frame = _line(event), event.anchor or "", self.frame
        if frame.awaits_key:
            self._refuse(line, f"the alias '*{name}' stands where a key belongs; write the key out")
            frame.expect_value(None, line)
            return
        value = self.anchors.get(name)
        if value is None:
            self._refuse(line, f"the alias '*{name}' repeats nothing; no '&{name}' stands before it")
            value = Located(None, self.file, line)
        elif self._is_open(value):
            self._stop(line, f"the alias '*{name}' refers to itself; write the values out")
        else:
            self._count_repeated(value, name, line)
        where = frame.key_line or line
        self._place(Located(value.value, self.file, where, value.quoted, value.written), None)

    def _is_open(self, value: Located) -> bool:
        """Tell whether a collection has begun and not ended."""
        around = (*self.outer, self.frame)
        return any(value.value is frame.value for frame in around)

    def _count_repeated(self, value: Located, name: str, line: int) -> None:
        """Count what an alias stands for; stop when aliases make the document too large or too deep."""
        waiting = [(value, len(self.outer))]
        while waiting:
            inner, depth = waiting.pop()
            self.repeated += 1
            if self.repeated > MOST_REPEATED:
                self._stop(line, f"aliases such as '*{name}' repeat more than {MOST_REPEATED:,} values; write fewer")
            if isinstance(inner.value, (dict, list)):
                if depth >= MOST_DEPTH:
                    self._stop(line, f"values are nested more than {MOST_DEPTH} deep; write them flatter")
                within = inner.value.values() if isinstance(inner.value, dict) else inner.value
                waiting.extend((item, depth + 1) for item in within)

    def _refuse_tag(self, tag: str, line: int) -> None:
        shown = tag.replace("tag:yaml.org,2002:", "!!")
        self._refuse(line, f"the tag '{shown}' is not allowed; remove it, or put the text in quotes")
