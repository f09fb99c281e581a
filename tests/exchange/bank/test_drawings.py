"""Drawings draw; what does more, or asks for more, is refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from certway.exchange.bank.drawings import MOST_BYTES, faults_of_file, read_drawing

SOUND = """<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10"><title>A line</title>
<defs><pattern id="grid"><path d="M0 0h1"/></pattern></defs><rect fill="url(#grid)" width="10" height="10"/></svg>"""


def test_sound_drawing_has_no_faults() -> None:
    assert faults_of_file(SOUND.encode()) == ()


@pytest.mark.parametrize(
    ("right", "wrong", "fault"),
    [
        ("<title>A line</title>", "<script>alert(1)</script>", "it has the element 'script', which no drawing needs"),
        ("<title>A line</title>", "<image href='x.png'/>", "it has the element 'image', which no drawing needs"),
        ("<title>A line</title>", "<foreignObject/>", "it has the element 'foreignObject', which no drawing needs"),
        ("<rect ", "<rect onload='x()' ", "its attribute 'onload' does something, or asks for another file"),
        ("url(#grid)", "url(https://example.org/a)", "its attribute 'fill' does something, or asks for another file"),
        ("<rect ", "<use href='other.svg#a'/><rect ", "its attribute 'href' does something, or asks for another file"),
        (' viewBox="0 0 10 10"', "", "it is no SVG with a viewBox"),
        ("</svg>", "", "it is no SVG that can be read"),
        ("<svg", "<!DOCTYPE svg [<!ENTITY a 'b'>]><svg", "it is no SVG that can be read"),
    ],
)
def test_drawing_that_does_more_is_refused(right: str, wrong: str, fault: str) -> None:
    assert fault in faults_of_file(SOUND.replace(right, wrong, 1).encode())


def test_heavy_drawing_is_refused() -> None:
    assert faults_of_file(SOUND.encode() + b" " * MOST_BYTES)[0].endswith(f"at most {MOST_BYTES} are taken")


def test_drawing_is_read_by_its_name_alone(tmp_path: Path) -> None:
    (tmp_path / "images").mkdir()
    (tmp_path / "images" / "a-line.svg").write_text(SOUND)
    (tmp_path / "topics.yaml").write_text("format: 1")
    assert read_drawing("a-line.svg", tmp_path) == SOUND.encode()
    assert [read_drawing(name, tmp_path) for name in ("../topics.yaml", "b.svg", "A-line.svg", "")] == [None] * 4
