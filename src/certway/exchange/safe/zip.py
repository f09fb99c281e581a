"""Zip packages that somebody sends: looked at as a whole first, then each file unpacked when it is asked for."""

from __future__ import annotations

import re
import stat
import unicodedata
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from io import BytesIO

from certway.exchange.safe.errors import ForeignFileError

_ENTRY = b"PK\x01\x02"  # begins an entry of the directory
_FILE, _EMPTY = b"PK\x03\x04", b"PK\x05\x06"  # begin a zip with files, and one without
_METHODS = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
_ENCRYPTED = 0x1
_DRIVE = re.compile(r"[A-Za-z]:")
_MIB = 1024 * 1024
_BROKEN = (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, OSError, RuntimeError, ValueError)


@dataclass(frozen=True, slots=True)
class ZipLimits:
    """What a package may be at most."""

    packed: int = 256 * _MIB  # bytes of the package
    unpacked: int = 512 * _MIB  # bytes of all files together
    file: int = 64 * _MIB  # bytes of one file
    entries: int = 60_000  # files and folders
    ratio: int = 100  # bytes unpacked of one packed; text comes to 20
    ratio_from: int = 4 * _MIB  # unpacked bytes of a file, and of a package, below which its ratio is not looked at
    name: int = 512  # characters of a path
    depth: int = 32  # folders in folders


class Package(Mapping[str, bytes]):
    """The files of a zip by their paths; each is unpacked when it is asked for, and not kept.

    Asking raises ForeignFileError for a file that is damaged, is longer than the directory says or is a zip itself.
    """

    def __init__(self, archive: zipfile.ZipFile, entries: Mapping[str, zipfile.ZipInfo], file: str) -> None:
        self._archive = archive
        self._entries = entries
        self._file = file

    def __getitem__(self, name: str) -> bytes:
        entry = self._entries[name]
        try:
            with self._archive.open(entry) as stream:
                content = stream.read(entry.file_size + 1)  # without a number it unpacks more than it gives
        except _BROKEN as error:
            raise _refusal(self._file, f"'{name}' in it is damaged", "export it again") from error
        if len(content) != entry.file_size:
            raise _refusal(self._file, f"'{name}' in it is not as long as it says", "export it again")
        if content.startswith((_FILE, _EMPTY)):
            raise _refusal(self._file, f"'{name}' in it is another zip", "unpack it and import that")
        return content

    def __iter__(self) -> Iterator[str]:
        return iter(self._entries)

    def __len__(self) -> int:
        return len(self._entries)

    def __contains__(self, name: object) -> bool:
        return name in self._entries


def open_zip(content: bytes, file: str, *, limits: ZipLimits | None = None) -> Package:
    """Return the files of a zip, without its folders. Raises ForeignFileError for what is broken or made to harm."""
    limits = limits or ZipLimits()
    if not content:
        raise _refusal(file, "the file is empty", "export it again")
    if len(content) > limits.packed:
        raise _refusal(file, f"it is larger than {limits.packed // _MIB} MB", "split it")
    if not content.startswith((_FILE, _EMPTY)):
        raise _refusal(file, "it is not a zip", "name the package itself")
    if content.count(_ENTRY) > limits.entries:
        raise _refusal(file, f"it holds more than {limits.entries} files", "split it")
    try:
        archive = zipfile.ZipFile(BytesIO(content))
    except _BROKEN as error:
        raise _refusal(file, "the zip is broken or cut short", "export or download it again") from error
    entries = archive.infolist()
    _refuse_bombs(entries, len(content), file, limits)
    return Package(archive, _named(entries, file, limits), file)


def _refuse_bombs(entries: list[zipfile.ZipInfo], packed: int, file: str, limits: ZipLimits) -> None:
    unpacked = sum(entry.file_size for entry in entries)
    if unpacked > limits.unpacked:
        raise _refusal(file, f"it unpacks to more than {limits.unpacked // _MIB} MB", "split it")
    if sum(entry.compress_size for entry in entries) > packed:
        raise _refusal(file, "its files lie over one another, as in a zip bomb", "export it again")
    if _swells(unpacked, packed, limits):
        raise _refusal(file, f"it unpacks to more than {limits.ratio} times its size, like a bomb", "export it again")
    for entry in entries:
        if entry.file_size > limits.file:
            raise _refusal(file, f"{_shown(entry)} is larger than {limits.file // _MIB} MB", "leave it out")
        if _swells(entry.file_size, entry.compress_size, limits):
            raise _refusal(file, f"{_shown(entry)} unpacks to more than {limits.ratio} times its size", "leave it out")
        if entry.flag_bits & _ENCRYPTED:
            raise _refusal(file, f"{_shown(entry)} is locked with a password", "export it without one")
        if entry.compress_type not in _METHODS:
            raise _refusal(file, f"{_shown(entry)} is packed in a way that is not taken", "pack it as an ordinary zip")


def _swells(unpacked: int, packed: int, limits: ZipLimits) -> bool:
    return unpacked > limits.ratio_from and unpacked > packed * limits.ratio


def _named(entries: list[zipfile.ZipInfo], file: str, limits: ZipLimits) -> dict[str, zipfile.ZipInfo]:
    found: dict[str, zipfile.ZipInfo] = {}
    for entry in entries:
        wrong = _wrong_name(entry.orig_filename, limits) or _wrong_kind(entry)
        if wrong:
            raise _refusal(file, f"{_shown(entry)} {wrong}", "pack it without that")
        name = unicodedata.normalize("NFC", entry.filename)
        if name in found:
            raise _refusal(file, f"it holds {_shown(entry)} twice", "leave one out")
        if not entry.is_dir():
            found[name] = entry
    return found


def _wrong_name(name: str, limits: ZipLimits) -> str:
    parts = name.removesuffix("/").split("/")
    if any(not char.isprintable() for char in name):
        return "has a character in its name that can't be shown"
    if "\\" in name or name.startswith("/") or _DRIVE.match(name) or any(part in ("", ".", "..") for part in parts):
        return "has a path that leads out of the package"
    if len(name) > limits.name or len(parts) > limits.depth:
        return "has a path that is too long"
    return "is another zip" if name.lower().endswith(".zip") else ""


def _wrong_kind(entry: zipfile.ZipInfo) -> str:
    kind = stat.S_IFMT(entry.external_attr >> 16)
    return "" if kind in (0, stat.S_IFREG, stat.S_IFDIR) else "is a link or a device, not a file"


def _shown(entry: zipfile.ZipInfo) -> str:
    return repr(entry.orig_filename[:80])


def _refusal(file: str, what: str, remedy: str) -> ForeignFileError:
    return ForeignFileError(f"{file}: {what}; {remedy}")
