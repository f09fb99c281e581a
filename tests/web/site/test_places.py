"""Where files are kept, and the key that is made there."""

from __future__ import annotations

import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from platformdirs import user_data_path

from certway.web.site.places import DataFolderError, data_folder, kept_key


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_folder_is_the_one_that_is_told(tmp_path: Path) -> None:
    told = str(tmp_path / "some" / "where")

    assert (data_folder(told), (tmp_path / "some" / "where").is_dir()) == (tmp_path / "some" / "where", True)
    assert data_folder(told) == tmp_path / "some" / "where"


def test_folder_is_the_users_own_where_none_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for home in ("HOME", "XDG_DATA_HOME"):  # the one or the other decides, by the system
        monkeypatch.setenv(home, str(tmp_path))

    assert data_folder("") == user_data_path("certway")
    assert data_folder("").is_relative_to(tmp_path)
    assert mode(data_folder("")) == 0o700


def test_folder_that_cannot_be_made_is_told_with_the_reason(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(DataFolderError) as refusal:
        data_folder(f"{tmp_path}/file")

    assert str(refusal.value) == (
        f"{tmp_path}/file can't be the data folder: file exists; choose another with --data or CERTWAY_DATA"
    )


def test_folder_that_holds_no_files_is_told_with_the_reason(tmp_path: Path) -> None:
    with pytest.raises(DataFolderError) as refusal:
        kept_key(tmp_path / "gone")

    assert str(refusal.value).startswith(f"{tmp_path}/gone can't be the data folder: no such file or directory; ")


def test_key_is_made_once_and_for_nobody_else(tmp_path: Path) -> None:
    key = kept_key(tmp_path)

    assert len(key) >= 64
    assert [kept_key(tmp_path) for _ in range(3)] == [key] * 3
    assert (tmp_path / "secret.key").read_text() == key
    assert mode(tmp_path / "secret.key") == 0o600


def test_key_of_another_folder_is_another(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()

    assert kept_key(tmp_path / "a") != kept_key(tmp_path / "b")


def test_processes_that_start_at_once_get_the_same_key(tmp_path: Path) -> None:
    for turn in range(20):
        folder = tmp_path / str(turn)
        folder.mkdir()
        with ThreadPoolExecutor(8) as starts:
            keys = list(starts.map(kept_key, [folder] * 8))

        assert set(keys) == {(folder / "secret.key").read_text()}
        assert [path.name for path in folder.iterdir()] == ["secret.key"]
