"""YAML files: what is read as what, and every refusal with its message."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from certway.core.units.errors import MOST_PROBLEMS, InputError
from certway.core.units.located import Located
from certway.exchange.yaml_files import MOST_BYTES, parse_yaml, read_yaml


def plain(content: str) -> object:
    return parse_yaml(content.encode(), "f.yaml").plain()


def refusal(content: bytes | str) -> str:
    with pytest.raises(InputError) as caught:
        parse_yaml(content if isinstance(content, bytes) else content.encode(), "f.yaml")
    return str(caught.value)


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("", None),
        ("~", None),
        ("null", None),
        ("Null", None),
        ("NULL", None),
        ("nUll", "nUll"),
        ("true", True),
        ("True", True),
        ("TRUE", True),
        ("false", False),
        ("False", False),
        ("FALSE", False),
        ("yes", "yes"),
        ("no", "no"),
        ("on", "on"),
        ("off", "off"),
        ("0", 0),
        ("-0", 0),
        ("12", 12),
        ("+12", 12),
        ("-12", -12),
        ("0123", "0123"),
        ("12:30", "12:30"),
        ("1_000", "1_000"),
        ("0o17", 15),
        ("0x1F", 31),
        ("0o18", "0o18"),
        ("1.5", 1.5),
        ("1.", 1.0),
        (".5", 0.5),
        ("-.5e1", -5.0),
        ("1e3", 1000.0),
        ("1e", "1e"),
        (".", "."),
        ("2019-05-30", "2019-05-30"),
        ("2019-05-30T10:00:00Z", "2019-05-30T10:00:00Z"),
        ("1.2.3", "1.2.3"),
        ("١٢", "١٢"),
        ("'12'", "12"),
        ('"true"', "true"),
        ("''", ""),
        ("|-\n  12", "12"),
    ],
)
def test_scalar_is_typed_by_the_core_schema(written: str, value: object) -> None:
    read = parse_yaml(f"- {written}\n".encode(), "f.yaml").items
    assert read is not None
    assert (read[0].value, type(read[0].value)) == (value, type(value))


def test_number_keeps_its_spelling_and_a_quoted_text_is_told_apart() -> None:
    read = parse_yaml(b"[+5, 0x1F, '5', five]", "f.yaml").items
    assert read is not None
    assert [(item.value, item.written, item.quoted) for item in read] == [
        (5, "+5", False),
        (31, "0x1F", False),
        ("5", "", True),
        ("five", "", False),
    ]


def test_lines_are_those_of_the_keys_and_list_items() -> None:
    content = b"# a comment\na: 1\nb:\n  - x\n  -\n    c: 2\nd: >\n  long\n  text\ne: {f: 1,\n  g: 2}\n"
    lines = [(value.line, value.plain()) for value in parse_yaml(content, "f.yaml").walk()]
    assert lines == [
        (2, {"a": 1, "b": ["x", {"c": 2}], "d": "long text\n", "e": {"f": 1, "g": 2}}),
        (2, 1),
        (3, ["x", {"c": 2}]),
        (4, "x"),
        (6, {"c": 2}),
        (6, 2),
        (7, "long text\n"),
        (10, {"f": 1, "g": 2}),
        (10, 1),
        (11, 2),
    ]


def test_alias_repeats_the_value_and_has_its_own_line() -> None:
    read = parse_yaml(b"a: &x [1, 2]\nb:\n  *x\nc: &y k\nd: *y\n", "f.yaml")
    assert read.plain() == {"a": [1, 2], "b": [1, 2], "c": "k", "d": "k"}
    assert read.mapping is not None
    assert read.mapping["b"].line == 2


def test_alias_may_stand_for_a_key_that_was_read() -> None:
    assert plain("&k name: *k\n") == {"name": "name"}


def test_byte_order_mark_and_windows_line_ends_are_accepted() -> None:
    read = parse_yaml(b"\xef\xbb\xbfa: 1\r\nb: 2\r\n", "f.yaml")
    assert read.plain() == {"a": 1, "b": 2}
    assert [value.line for value in read.walk()] == [1, 1, 2]


def test_json_is_read_with_tabs_slashes_and_surrogate_pairs() -> None:
    content = '{\n\t"a\\/b": "\\ud83d\\ude00",\n\t"c": "\\\\ud83d\\\\ude00", "d":1,"e":[true,null]}\n'
    assert plain(content) == json.loads(content)


def test_one_document_may_be_marked_as_such() -> None:
    assert plain("%YAML 1.2\n---\na: 1\n...\n") == {"a": 1}


REFUSALS: list[tuple[bytes | str, str]] = [
    ("", "f.yaml: the file is empty; write at least one 'key: value' into it"),
    ("# nothing\n", "f.yaml: the file is empty; write at least one 'key: value' into it"),
    ("---\n", "f.yaml: the file is empty; write at least one 'key: value' into it"),
    (b"a: 1\nb\0c", "f.yaml: the file is binary, not text; give a YAML or JSON text file"),
    (b"\x89PNG\r\n\x1a\n\xff", "f.yaml: the file is binary, not text; give a YAML or JSON text file"),
    (
        "a: 1\nb: x\x07y\n",
        "f.yaml:2: the control character U+0007 cannot stand in a text file; remove it",
    ),
    ("a: \x85\n\x90", "f.yaml:2: the control character U+0090 cannot stand in a text file; remove it"),
    ("a: 1".encode("utf-16"), "f.yaml: the file looks like UTF-16; save it as UTF-8"),
    ("a: 1".encode("utf-16-be"), "f.yaml: the file looks like UTF-16; save it as UTF-8"),
    ("a: 1".encode("utf-16-le"), "f.yaml: the file looks like UTF-16; save it as UTF-8"),
    (
        "a: 1\nname: José\n".encode("latin-1"),
        "f.yaml:2: the byte 0xE9 is not UTF-8; the file looks like Latin-1 or Windows-1252, save it as UTF-8",
    ),
    (
        b"a: " + b"x" * MOST_BYTES,
        "f.yaml: the file is larger than 1 MiB, the most that is read; remove what does not belong, or split it",
    ),
    (
        "a: 1\n---\nb: 2\n",
        "f.yaml:2: a second document begins here; a file holds one, so remove the '---' or split the file",
    ),
    (
        "a: !!python/name:os.system x\n",
        "f.yaml:1: the tag '!!python/name:os.system' is not allowed; remove it, or put the text in quotes",
    ),
    ("a: !!map {}\n", "f.yaml:1: the tag '!!map' is not allowed; remove it, or put the text in quotes"),
    ("- !mine [x]\n", "f.yaml:1: the tag '!mine' is not allowed; remove it, or put the text in quotes"),
    ("- ! x\n", "f.yaml:1: the tag '!' is not allowed; remove it, or put the text in quotes"),
    (
        "a: 1\nb:\n  c: 1\n  c: 2\na: 3\na: 4\n",
        (
            "f.yaml:4: the key 'c' stands twice, on lines 3 and 4; keep one of them\n"
            "f.yaml:5: the key 'a' stands twice, on lines 1 and 5; keep one of them\n"
            "f.yaml:6: the key 'a' stands twice, on lines 1 and 6; keep one of them"
        ),
    ),
    ("a: 1\n2: b\n", "f.yaml:2: the key '2' is not a text; put it in quotes, or write a name"),
    ("true: b\n", "f.yaml:1: the key 'true' is not a text; put it in quotes, or write a name"),
    ("?\n: b\n", "f.yaml:1: the key '' is not a text; put it in quotes, or write a name"),
    ("[a, b]: c\n", "f.yaml:1: a list or mapping stands where a key belongs; a key is a text"),
    ("? {a: b}\n: c\n", "f.yaml:1: a list or mapping stands where a key belongs; a key is a text"),
    ("a: &x k\n*x : c\n", "f.yaml:2: the alias '*x' stands where a key belongs; write the key out"),
    (
        "a: &x {b: 1}\nc:\n  <<: *x\n",
        "f.yaml:3: merge keys ('<<') are not known here; write out the keys that it would bring",
    ),
    ("a: *x\n", "f.yaml:1: the alias '*x' repeats nothing; no '&x' stands before it"),
    ("a: &x\n  - *x\n", "f.yaml:2: the alias '*x' refers to itself; write the values out"),
    ("a: &x {b: {c: *x}}\n", "f.yaml:1: the alias '*x' refers to itself; write the values out"),
    ("[" * 41 + "]" * 41, "f.yaml:1: values are nested more than 40 deep; write them flatter"),
    ("[" * 1_000_000, "f.yaml:1: values are nested more than 40 deep; write them flatter"),
    (
        "a: &x " + "[" * 20 + "]" * 20 + "\nb: " + "[" * 20 + "*x" + "]" * 20,
        "f.yaml:2: values are nested more than 40 deep; write them flatter",
    ),
    (
        "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n"
        + "".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]\n" for n in range(1, 9)),
        "f.yaml:5: aliases such as '*a3' repeat more than 100,000 values; write fewer",
    ),
    (
        "a: .inf\nb: -.INF\nc: .nan\n",
        (
            "f.yaml:1: .inf is no number that can be counted with; write a finite number, or quote it\n"
            "f.yaml:2: -.INF is no number that can be counted with; write a finite number, or quote it\n"
            "f.yaml:3: .nan is no number that can be counted with; write a finite number, or quote it"
        ),
    ),
    ("a: 1e999\n", "f.yaml:1: 1e999 is too large a number; write a smaller one, or quote it if it is a text"),
    (
        "a: " + "9" * 5000,
        "f.yaml:1: a number of 5000 characters is too long to be one; quote it if it is a text",
    ),
]


@pytest.mark.parametrize(("content", "message"), REFUSALS, ids=range(len(REFUSALS)))
def test_content_is_refused_with_place_and_remedy(content: bytes | str, message: str) -> None:
    assert refusal(content) == message


COLON = "a ':' stands where none can; check the indentation, and put a text that holds ': ' in quotes"
SYNTAX = [
    ("a: 1\nb: c: d\n", 2, COLON),
    ("a: 1\n  b: 2\n", 2, COLON),
    (
        "a: [1, 2\nb: 3\n",
        1,
        "the list that opens here with '[' is not closed or lacks a comma; close it with ']'",
    ),
    (
        "a: {x: 1\n",
        1,
        "the mapping that opens here with '{' is not closed or lacks a comma; close it with '}'",
    ),
    ('a: "abc\nb: 1\n', 1, "a quote opens here and is never closed; close it"),
    ('a: "x\n---\ny"\n', 1, "a quote opens here and is not closed before '---' or '...'; close it"),
    (
        "a:\n\tb: 1\n",
        2,
        "a tab, '@', '`' or '%' stands where none can; indent with spaces, and put such a text in quotes",
    ),
    ("a: 1\nb\nc: 2\n", 2, "a ':' is missing after this key; write 'key: value'"),
    ("- a\nb: 1\n", 2, "this line does not belong to the list above; begin it with '- '"),
    (
        "a: 'x' y\n",
        1,
        "this line does not fit what stands above it; check indentation, quotes and brackets",
    ),
    ("a: *\n", 1, "a text that begins with '*' or '&' must stand in quotes"),
    ("a: !e!x 1\n", 1, "tags such as '!name' are not allowed; remove it"),
    ('a: "\\q"\n', 1, "a '\\' in double quotes begins a wrong escape; write '\\\\', or use single quotes"),
    ("a: - b\n", 1, "a '-' stands where no list can begin; move it to the next line"),
    ("a: |x\n b\n", 1, "a text that begins with '|' or '>' must stand in quotes"),
    ("[1, 2]]\n", 1, "this stands after the document's end; check indentation and brackets"),
    ("a: [1,, 2]\n", 1, "a value is missing between commas or brackets; write it, or remove a comma"),
    ("%YAML 2.0\n---\na: 1\n", 1, "this version of YAML cannot be read; remove the '%YAML' line"),
    (
        "%YAML 1.1\n%YAML 1.1\n---\na: 1\n",
        2,
        "this is not YAML (found duplicate %YAML directive); check indentation, quotes and brackets",
    ),
]


@pytest.mark.parametrize(("content", "line", "text"), SYNTAX)
def test_syntax_error_is_told_in_plain_words(content: str, line: int, text: str) -> None:
    assert refusal(content) == f"f.yaml:{line}: {text}"


def test_problems_before_a_syntax_error_are_told_with_it() -> None:
    assert refusal("a: 1\na: 2\nb: [1\n") == (
        "f.yaml:2: the key 'a' stands twice, on lines 1 and 2; keep one of them\n"
        "f.yaml:3: the list that opens here with '[' is not closed or lacks a comma; close it with ']'"
    )


def test_what_stands_beside_a_wrong_key_is_still_checked() -> None:
    assert refusal("1: {b: !x c}\n[k]: !y d\n") == (
        "f.yaml:1: the key '1' is not a text; put it in quotes, or write a name\n"
        "f.yaml:1: the tag '!x' is not allowed; remove it, or put the text in quotes\n"
        "f.yaml:2: a list or mapping stands where a key belongs; a key is a text\n"
        "f.yaml:2: the tag '!y' is not allowed; remove it, or put the text in quotes"
    )


def test_flood_of_problems_is_cut_off() -> None:
    lines = refusal("a: 1\n" * 5000).splitlines()
    assert len(lines) == MOST_PROBLEMS + 1
    assert lines[0] == "f.yaml: only the first 500 problems are shown; correct them and try again"


def test_a_long_key_is_shortened_in_its_message() -> None:
    key = "k" * 900
    shown = "k" * 40 + "..."
    assert refusal(f"{key}: 1\n{key}: 2\n") == (
        f"f.yaml:2: the key '{shown}' stands twice, on lines 1 and 2; keep one of them"
    )


def test_depth_of_forty_is_allowed() -> None:
    assert plain("[" * 40 + "]" * 40) is not None


def test_file_is_read_with_its_path_in_messages(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_text("a: 1\n")
    assert read_yaml(path) == Located({"a": Located(1, str(path), 1)}, str(path), 1)


def test_file_that_cannot_be_read_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    loop = tmp_path / "loop.yaml"
    os.symlink(loop, loop)
    large = tmp_path / "large.yaml"
    large.write_bytes(b"#" * (MOST_BYTES + 1))
    told = []
    for path in (tmp_path / "none.yaml", tmp_path, loop, tmp_path / "a\0b", large):
        with pytest.raises(InputError) as caught:
            read_yaml(path)
        told.append(caught.value.problems[0].text)
    assert told == [
        "there is no such file; check its name and folder",
        "this is a folder; name a file in it",
        f"the file cannot be read ({os.strerror(40)}); check its name and folder",
        "no file can have this name; check it",
        "the file is larger than 1 MiB, the most that is read; remove what does not belong, or split it",
    ]

    def denied(*_args: object) -> None:
        raise PermissionError(13, "denied")

    monkeypatch.setattr(Path, "open", denied)  # a superuser may read everything, so no real file would do
    with pytest.raises(InputError, match="the file may not be read; change its permissions"):
        read_yaml(large)


# Without the three rare line breaks that YAML 1.1 folds into spaces.
JSON_TEXTS = st.text(st.characters(codec="utf-8", exclude_characters="\x85\u2028\u2029"), max_size=20)
JSON_VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(10**18), 10**18)
    | st.floats(allow_nan=False, allow_infinity=False)
    | JSON_TEXTS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(JSON_TEXTS, inner, max_size=4),
    max_leaves=20,
)


@settings(deadline=None)
@given(value=JSON_VALUES, ascii_only=st.booleans(), indent=st.sampled_from([None, 2, "\t"]))
def test_any_json_text_is_read_as_json_reads_it(value: object, ascii_only: bool, indent: int | str | None) -> None:
    text = json.dumps([value], ensure_ascii=ascii_only, indent=indent)
    if any(ord(character) in range(0x7F, 0xA0) or ord(character) in (0xFFFE, 0xFFFF) for character in text):
        assert "control character" in refusal(text)  # JSON allows these as they are, YAML does not
    else:
        assert plain(text) == json.loads(text)


@settings(deadline=None)
@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(content: bytes) -> None:
    try:
        parse_yaml(content, "f.yaml")
    except InputError as error:
        assert error.problems  # noqa: PT017


@settings(deadline=None)
@given(st.text("ab:-[]{},&*!|>'\"#%?\n \t<1.~", max_size=60))
def test_any_punctuation_is_read_or_refused(content: str) -> None:
    try:
        parse_yaml(content.encode(), "f.yaml")
    except InputError as error:
        assert error.problems  # noqa: PT017


def test_the_fast_loader_is_there() -> None:
    assert yaml.__with_libyaml__
