"""The empty tables are those that a roster is read from."""

from __future__ import annotations

from pathlib import Path

import pytest

from certway.bulk.headers import FILES
from certway.bulk.reading import read_roster
from certway.bulk.template import write_template
from certway.core.units.errors import InputError


def test_template_is_an_empty_roster(tmp_path: Path) -> None:
    paths = write_template(tmp_path / "new")

    assert sorted(path.stem for path in paths) == sorted(FILES)
    assert read_roster(tmp_path / "new", out=tmp_path / "out.csv").people.size == 0
    assert (tmp_path / "new" / "cards.csv").read_text(encoding="utf-8") == "person_id,id,kind,issued,expires\n"


def test_template_writes_over_nothing(tmp_path: Path) -> None:
    (tmp_path / "work.csv").write_text("mine", encoding="utf-8")

    with pytest.raises(InputError) as refused:
        write_template(tmp_path)

    text = "the file is there already and is not written over; move it, or name another folder"
    assert str(refused.value) == f"{tmp_path}/work.csv: {text}"
    assert [path.name for path in tmp_path.iterdir()] == ["work.csv"]
