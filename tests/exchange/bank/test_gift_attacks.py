"""GIFT files that are made to harm are refused, or lose what harms."""

from __future__ import annotations

from contextlib import suppress

import pytest

from builders.bounds import bounded
from certway.exchange.bank.gift.format import read_gift
from certway.exchange.safe.errors import ForeignFileError


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "q.gift: the file is empty; export it again"),
        ("::Q::café{T}".encode("latin-1"), "q.gift:1: there is a byte that is no utf-8; save it as UTF-8"),
        (
            "::Q::a{T}".encode("utf-16-le"),
            "q.gift:1: the character U+0000 stands in no text; save the file as UTF-8 text",
        ),
        (b"PK\x03\x04", "q.gift:1: the character U+0003 stands in no text; save the file as UTF-8 text"),
        (b"Only words.", "q.gift: there is no question in it; questions in GIFT have their answers in { }"),
        (b"a" * (4 * 1024 * 1024 + 1), "q.gift: it is larger than 4 MB; split it"),
        (b"a{T}\n\n" * 5_001, "q.gift:10001: it has more than 5000 questions; split it"),
    ],
)
def test_file_that_is_no_gift_is_refused(content: bytes, message: str) -> None:
    with pytest.raises(ForeignFileError) as caught:
        read_gift(content, "q.gift")
    assert str(caught.value) == message


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_byte_order_marks_are_taken(encoding: str) -> None:
    assert read_gift("::Q::café{T}".encode(encoding), "q.gift").items[0].stem == "café"


@pytest.mark.parametrize(
    "line",
    [
        "[" * 100_000,
        '{"format":1,"told":{"id":"../../etc"},"parts":[]}',
        '{"format":1,"told":{"image":"../x.svg"},"parts":[]}',
        '{"format":1,"told":{"note":"\\u0000"},"parts":[]}',
        '{"format":1,"told":{"level":["recall"]},"parts":[]}',
        '{"format":1,"told":{"colour":"red"},"parts":[]}',
        '{"format":1,"told":{},"parts":[["a"]]}',
        '{"format":2}',
    ],
)
def test_marks_that_are_not_ours_are_not_taken(line: str) -> None:
    (found,) = read_gift(f"// certway {line}\n::Q::Is it?{{T}}\n".encode(), "q.gift").items
    assert (found.id, found.note, found.image) == ("unfiled/q", "", None)


@pytest.mark.parametrize("text", ["<img src=x onerror=alert(1)>", "<a href='javascript:alert(1)'>", "<iframe src=x>"])
@pytest.mark.parametrize("kind", ["html", "markdown", "moodle"])
def test_scripts_are_taken_out(text: str, kind: str) -> None:
    told = text.replace("=", "\\=").replace(":", "\\:")
    found = read_gift(f"::Q::[{kind}]Is {told} it?{{T#{told}}}\n".encode(), "q.gift")
    assert [
        word for one in found.items for said in one.texts() for word in ("onerror", "script", "<") if word in said
    ] == []
    assert found.dropped != ()


@pytest.mark.parametrize(
    "content",
    [
        "{" * 4_000_000,
        "::Q::" + "\\" * 3_900_000 + "{T}",
        "Q{" + "=a ~b " * 600_000 + "}",
        "Q{" + "=a->b " * 600_000 + "}",
        "Q{#" + "=5 " * 1_300_000 + "}",
        "Q{>3\n" + "a\n" * 199_000 + "}",
        "//[tag:" * 500_000 + "\nQ{T}",
        "//\n" * 199_000 + "Q{T}",
        "Q{~" + "%" * 3_900_000 + "}",
        "Q{T" + "#" * 3_900_000 + "}",
        "[markdown]" + "[](" * 1_900 + "{T}\n\n",
        ("[markdown]" + "[](" * 1_900 + "{T}\n\n") * 1_000,
        ("[html]" + "<b>" * 1_900 + "{T}\n\n") * 1_000,
        "\n\n".join("a{T}" for _ in range(5_000)),
    ],
)
def test_files_made_to_take_time_take_little(content: str) -> None:
    with bounded(), suppress(ForeignFileError):
        read_gift(content.encode(), "q.gift")
