"""Sets a report as a PDF. A process of its own, because a picture that came from elsewhere may be made to break it.

`python -m certway.exchange.report_setting < TRAY > PDF`. The tray is a line of JSON: `report` (what the template sets),
`pictures` (their names) and `stamped_at`. After it comes each picture: its length in 8 bytes, then itself. A picture
that can't be set is left out, and what it shows stands there in words.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import BinaryIO

import typst

from certway.exchange.bounded_process import bind_process, take

TEMPLATE = Path(__file__).with_name("report.typ")
MOST_CPU_SECONDS = 30
_ALONE = b'#image(sys.inputs.file, width: 10pt, alt: "x")'


@dataclass(frozen=True, slots=True)
class Tray:
    """What is to be set."""

    report: Mapping[str, object]
    pictures: Mapping[str, bytes]  # by name
    stamped_at: datetime


def read_tray(stream: BinaryIO) -> Tray:
    """Return what is to be set, read from a stream."""
    head = json.loads(stream.readline())
    pictures = {name: take(stream) for name in head["pictures"]}
    return Tray(head["report"], pictures, datetime.fromisoformat(head["stamped_at"]))


def set_report(tray: Tray, folder: Path) -> bytes:
    """Return a report as the bytes of a PDF; its pictures are put into an empty folder for that."""
    files = {name: f"{place}{Path(name).suffix}" for place, name in enumerate(tray.pictures)}
    for name, file in files.items():
        (folder / file).write_bytes(tray.pictures[name])
    try:
        return _set(tray, folder, files, accessible=True)
    except typst.TypstError:
        files = {name: file for name, file in files.items() if _can_be_set(folder, file)}
    try:
        return _set(tray, folder, files, accessible=True)
    except typst.TypstError:
        # The standard for accessible files refuses letters that no font here has; better a box than no file.
        return _set(tray, folder, files, accessible=False)


def _set(tray: Tray, folder: Path, files: Mapping[str, str], *, accessible: bool) -> bytes:
    data = json.dumps({**tray.report, "pictures": files})
    compiler = typst.Compiler(TEMPLATE.read_bytes(), root=folder, sys_inputs={"report": data})
    made = compiler.compile(format="pdf", timestamp=tray.stamped_at, pdf_standards=["ua-1"] if accessible else [])
    assert isinstance(made, bytes)
    return made


def _can_be_set(folder: Path, file: str) -> bool:
    try:
        typst.Compiler(_ALONE, root=folder, sys_inputs={"file": file}).compile(format="pdf")
    except typst.TypstError:
        return False
    return True


if __name__ == "__main__":
    bind_process(cpu_seconds=MOST_CPU_SECONDS)
    with TemporaryDirectory() as pictures:
        sys.stdout.buffer.write(set_report(read_tray(sys.stdin.buffer), Path(pictures)))
