"""Moodle XML that is made to harm is refused, or loses what harms."""

from __future__ import annotations

from base64 import b64encode
from contextlib import suppress

import pytest

from builders.bounds import bounded
from certway.exchange.bank.moodle.format import read_moodle
from certway.exchange.bank.transfer import Imported
from certway.exchange.safe.errors import ForeignFileError

ANSWERS = "<answer fraction='100'><text>true</text></answer><answer fraction='0'><text>false</text></answer>"
ENTITY = '<!DOCTYPE quiz [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><quiz>&b;</quiz>'
OUTSIDE = '<!DOCTYPE quiz [<!ENTITY x SYSTEM "file:///etc/passwd">]><quiz>&x;</quiz>'


def question(text: str, inside: str = "") -> str:
    return (
        "<question type='truefalse'><name><text>Q</text></name><questiontext format='html'>"
        f"<text><![CDATA[{text}]]></text>{inside}</questiontext>{ANSWERS}</question>"
    )


def read(*questions: str) -> Imported:
    return read_moodle(f"<quiz>{''.join(questions)}</quiz>".encode(), "q.xml")


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"<quiz>",
        b"<quiz/>",
        b"<html><body/></html>",
        b"\x80\x81",
        ENTITY.encode(),
        OUTSIDE.encode(),
        b'<!DOCTYPE quiz SYSTEM "http://example.org/x.dtd"><quiz/>',
        ("<quiz>" + "<a>" * 50_000).encode(),
        ("<quiz>" + "<a/>" * 400_001 + "</quiz>").encode(),
        b" " * (32 * 1024 * 1024 + 1),
        ("<quiz>" + question("Is it?") * 5_001 + "</quiz>").encode(),
        f"<quiz>{question('Is it?')}".encode(),
        b'<?xml version="1.0" encoding="utf-7"?><quiz/>',
    ],
)
def test_file_that_is_no_good_is_refused_whole(content: bytes) -> None:
    with bounded(), pytest.raises(ForeignFileError, match=r"q\.xml"):
        read_moodle(content, "q.xml")


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "<a href='javascript:alert(1)'>a</a>",
        "<iframe src='https://example.org'></iframe>",
        "<svg onload=alert(1)></svg>",
        "<img src='data:text/html;base64,PHNjcmlwdD4='>",
        "<img src='https://example.org/x.png'>",
    ],
)
def test_scripts_and_addresses_are_taken_out_and_told(text: str) -> None:
    found = read(question(f"Is it? {text}"))
    assert found.items[0].stem.removesuffix(" a") == "Is it?"
    assert found.dropped != ()


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"<html><script>x</script></html>", "it is no PNG, JPEG, GIF, WebP or SVG"),
        (b"PK\x03\x04", "it is no PNG, JPEG, GIF, WebP or SVG"),
        (b"<svg><script>alert(1)</script></svg>", "it is a drawing that runs or loads something"),
        (b"<svg onload='x()'></svg>", "it is a drawing that runs or loads something"),
        (b"<svg><use href='https://example.org/x.svg'/></svg>", "it is a drawing that runs or loads something"),
        (b"<svg><image href='https://example.org/x.png'/></svg>", "it is a drawing that runs or loads something"),
        (b"<?xml-stylesheet href='x.css'?><svg></svg>", "it is a drawing that runs or loads something"),
        (b"<svg><foreignObject/></svg>", "it is a drawing that runs or loads something"),
        (b"<svg><rect fill='url(https://example.org/x)'/></svg>", "it is a drawing that runs or loads something"),
        (b"\x89PNG\r\n\x1a\n" + b"0" * (2 * 1024 * 1024), "it is larger than 2 MB"),
    ],
)
def test_pictures_that_harm_are_left_out_and_told(content: bytes, why: str) -> None:
    file = f"<file name='a.svg' encoding='base64'>{b64encode(content).decode()}</file>"
    found = read(question("Is it? <img src='@@PLUGINFILE@@/a.svg' alt='A'>", file))
    assert ([one.image for one in found.items], found.media) == ([None], {})
    assert [dropped.why for dropped in found.dropped] == [f"its picture a.svg: {why}"]


def test_drawing_with_entities_is_left_out() -> None:
    svg = b'<!DOCTYPE svg [<!ENTITY a "b">]><svg>&a;</svg>'
    file = f"<file name='a.svg' encoding='base64'>{b64encode(svg).decode()}</file>"
    found = read(question("Is it? <img src='@@PLUGINFILE@@/a.svg' alt='A'>", file))
    assert (found.items[0].image, found.media, len(found.dropped)) == (None, {}, 1)


@pytest.mark.parametrize(
    "name", ["../../etc/passwd.png", "/etc/passwd.png", "C:\\x.png", "a\\..\\b.png", "..png", "%2e%2e%2fa.png"]
)
def test_names_of_pictures_lead_nowhere(name: str) -> None:
    file = f"<file name='{name}' encoding='base64'>{b64encode(b'GIF89a').decode()}</file>"
    found = read(question(f"Is it? <img src='@@PLUGINFILE@@/{name}' alt='A'>", file))
    assert {char for kept in found.media for char in kept if char in "/\\%:"} == set()
    assert ".." not in "".join(found.media)


def test_base64_that_is_none_is_told() -> None:
    found = read(question("Is it? <img src='@@PLUGINFILE@@/a.png' alt='A'>", "<file name='a.png'>***</file>"))
    assert [dropped.why for dropped in found.dropped] == ["its picture a.png: it is not written in good base64"]


@pytest.mark.parametrize(
    "content",
    [
        question("<b>" * 5_000) * 200,
        question("[](" * 2_000).replace("'html'", "'markdown'") * 500,
        question("<ul><li>" * 100_000),
        question("a" * 30_000_000),
        question("Is it?", "<file name='a.png'>" + "A" * 30_000_000 + "</file>"),
        question("Is it?").replace("</question>", ANSWERS * 50_000 + "</question>"),
        question("Is it?").replace("</question>", "<tags>" + "<tag/>" * 300_000 + "</tags></question>"),
        question("Is it?").replace("</question>", "<certway>" + "[" * 5_000_000 + "</certway></question>"),
        question("Is it?") * 4_000,
    ],
)
def test_files_made_to_take_time_take_little(content: str) -> None:
    with bounded(), suppress(ForeignFileError):
        read(content)
