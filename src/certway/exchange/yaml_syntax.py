"""YAML's syntax errors in plain words, each with a remedy."""

from __future__ import annotations

import yaml

from certway.core.units.errors import Problem

_UNCLOSED_LIST = "the list that opens here with '[' is not closed or lacks a comma; close it with ']'"
_UNCLOSED_MAPPING = "the mapping that opens here with '{' is not closed or lacks a comma; close it with '}'"

# What PyYAML's problem holds, in the words of its C and its Python scanner; whether the line to name is where
# the construct began (its context) or where it broke; and what to tell.
_IN_PLAIN_WORDS: tuple[tuple[tuple[str, ...], bool, str], ...] = (
    (
        ("mapping values are not allowed",), False,
        "a ':' stands where none can; check the indentation, and put a text that holds ': ' in quotes",
    ),
    (("expected ',' or ']'",), True, _UNCLOSED_LIST),
    (("expected ',' or '}'",), True, _UNCLOSED_MAPPING),
    (("unexpected end of stream",), True, "a quote opens here and is never closed; close it"),
    (("unexpected document",), True, "a quote opens here and is not closed before '---' or '...'; close it"),
    (
        ("cannot start any token",), False,
        "a tab, '@', '`' or '%' stands where none can; indent with spaces, and put such a text in quotes",
    ),
    (("could not find expected ':'",), True, "a ':' is missing after this key; write 'key: value'"),
    (("expected '-' indicator",), False, "this line does not belong to the list above; begin it with '- '"),
    (
        ("expected key", "expected <block end>"), False,
        "this line does not fit what stands above it; check indentation, quotes and brackets",
    ),
    (("expected alphabetic or numeric",), False, "a text that begins with '*' or '&' must stand in quotes"),
    (("tag handle", "tag URI", "expected URI"), False, "tags such as '!name' are not allowed; remove it"),
    (
        ("unknown escape", "Unicode character escape", "hexdecimal", "hexadecimal"), False,
        "a '\\' in double quotes begins a wrong escape; write '\\\\', or use single quotes",
    ),
    (("entries are not allowed",), False, "a '-' stands where no list can begin; move it to the next line"),
    (
        ("comment or line break", "chomping or indentation"), False,
        "a text that begins with '|' or '>' must stand in quotes",
    ),
    (("<document start>",), False, "this stands after the document's end; check indentation and brackets"),
    (("node content",), False, "a value is missing between commas or brackets; write it, or remove a comma"),
    (("incompatible YAML document",), False, "this version of YAML cannot be read; remove the '%YAML' line"),
)  # fmt: skip


def syntax_problem(error: yaml.YAMLError, file: str) -> Problem:
    """Return a YAML syntax error as a problem with its line and what to do about it."""
    if not isinstance(error, yaml.MarkedYAMLError) or error.problem_mark is None:
        return Problem(file, 0, f"the file is not YAML ({error}); check it with a YAML editor")
    broke = error.problem_mark.line + 1
    began = broke if error.context_mark is None else error.context_mark.line + 1
    said = error.problem or "unreadable"
    for needles, at_start, text in _IN_PLAIN_WORDS:
        if any(needle in said for needle in needles):
            return Problem(file, began if at_start else broke, text)
    return Problem(file, broke, f"this is not YAML ({said}); check indentation, quotes and brackets")
