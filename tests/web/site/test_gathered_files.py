"""The files that pages load are gathered once, and again when one of them, or what was gathered, changed."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.core.files.storage import storages
from django.core.management import call_command
from pytest_django import Settings

from certway.web.site.management.commands import gatherstatic


@pytest.fixture
def source(settings: Settings, tmp_path: Path) -> Path:
    """A style of a site that loads nothing else."""
    made = tmp_path / "source" / "plain.css"
    made.parent.mkdir()
    made.write_text("p { color: black }")
    settings.STATICFILES_FINDERS = ["django.contrib.staticfiles.finders.FileSystemFinder"]
    settings.STATICFILES_DIRS = [made.parent]
    settings.STATIC_ROOT = tmp_path / "static"
    return made


def gather(settings: Settings) -> dict[str, int]:
    """Gather, and return when each file was written."""
    call_command("gatherstatic")
    return {path.name: path.stat().st_mtime_ns for path in Path(settings.STATIC_ROOT).iterdir()}


def test_nothing_is_written_where_nothing_changed(source: Path, settings: Settings) -> None:
    first = gather(settings)

    assert {name.partition(".")[0] for name in first} == {"plain", "staticfiles", "gathered"}
    assert gather(settings) == first


def test_changed_style_is_gathered_again(source: Path, settings: Settings) -> None:
    first = gather(settings)
    source.write_text("p { color: navy }")
    gather(settings)

    new = Path(settings.STATIC_ROOT) / storages["staticfiles"].stored_name("plain.css")
    assert "navy" in new.read_text()
    assert all((Path(settings.STATIC_ROOT) / name).exists() for name in first)  # open pages load them


@pytest.mark.parametrize("lost", [gatherstatic.MARK, gatherstatic.NAMES])
def test_what_is_not_whole_is_gathered_again(source: Path, settings: Settings, lost: str) -> None:
    gather(settings)
    (Path(settings.STATIC_ROOT) / lost).unlink()

    assert lost in gather(settings)


def test_file_that_is_gone_is_gathered_again(source: Path, settings: Settings) -> None:
    gather(settings)
    loaded = Path(settings.STATIC_ROOT) / storages["staticfiles"].stored_name("plain.css")
    loaded.unlink()

    assert loaded.name in gather(settings)


@pytest.mark.parametrize("damaged", [gatherstatic.MARK, gatherstatic.NAMES])
def test_what_is_damaged_is_gathered_again(source: Path, settings: Settings, damaged: str) -> None:
    gather(settings)
    file = Path(settings.STATIC_ROOT) / damaged
    whole = file.read_bytes()
    file.write_bytes(b"\xff[]")
    gather(settings)

    assert file.read_bytes() == whole


def test_what_was_broken_off_bears_no_mark(source: Path, settings: Settings) -> None:
    gather(settings)
    source.write_text("p { background: url(none.png) }")  # which there is not
    with pytest.raises(ValueError, match=r"none\.png"):
        gather(settings)

    assert not (Path(settings.STATIC_ROOT) / gatherstatic.MARK).exists()
