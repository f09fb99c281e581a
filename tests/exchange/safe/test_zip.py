"""Zip packages are taken within limits; each attack is made here and refused."""

from __future__ import annotations

import stat
import struct
import warnings
import zipfile
from io import BytesIO

import pytest

from builders.bounds import bounded
from certway.exchange.safe.errors import ForeignFileError
from certway.exchange.safe.zip import ZipLimits, open_zip

MIB = 1024 * 1024


def packed(*files: tuple[str | zipfile.ZipInfo, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", method, compresslevel=1) as archive, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # duplicates are what is wanted
        for name, content in files:
            archive.writestr(name, content)
    return out.getvalue()


def refusal(content: bytes) -> str:
    with bounded(), pytest.raises(ForeignFileError) as caught:
        dict(open_zip(content, "a.zip"))
    return str(caught.value)


def test_files_are_given_by_their_paths_without_folders() -> None:
    content = packed(("b/", b""), ("b/one.xml", b"<a/>"), ("two é.txt", b""))
    assert dict(open_zip(content, "a.zip")) == {"b/one.xml": b"<a/>", "two é.txt": b""}


def test_zip_without_files_is_empty() -> None:
    assert dict(open_zip(packed(), "a.zip")) == {}


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "a.zip: the file is empty; export it again"),
        (b"<xml/>", "a.zip: it is not a zip; name the package itself"),
        (b"MZ" + packed(("a", b"1")), "a.zip: it is not a zip; name the package itself"),
        (packed(("a", b"1" * 999))[:-30], "a.zip: the zip is broken or cut short; export or download it again"),
        (packed(("a", b"1" * 999))[:20], "a.zip: the zip is broken or cut short; export or download it again"),
        (packed(("a.ZIP", b"")), "a.zip: 'a.ZIP' is another zip; pack it without that"),
        (packed(("a.png", packed(("b", b"")))), "a.zip: 'a.png' in it is another zip; unpack it and import that"),
        (packed(("a", b"1"), ("a", b"2")), "a.zip: it holds 'a' twice; leave one out"),
        (packed(("a", b"1"), method=zipfile.ZIP_LZMA), "a.zip: 'a' is packed in a way that is not taken; pack it as"),
    ],
)
def test_package_that_is_none_is_refused(content: bytes, said: str) -> None:
    assert refusal(content).startswith(said)


@pytest.mark.parametrize(
    "name", ["../a", "a/../../b", "/etc/passwd", "C:/a", "c:a", "a\\b", "..\\a", "a//b", "./a", "a/.", "a/../"]
)
def test_path_that_leads_out_is_refused(name: str) -> None:
    said = f"a.zip: {name!r} has a path that leads out of the package; pack it without that"
    assert refusal(packed((name, b""))) == said


def test_name_with_a_nul_is_refused() -> None:
    content = packed(("aXb.xml", b"")).replace(b"aXb", b"a\0b")
    assert (
        refusal(content) == "a.zip: 'a\\x00b.xml' has a character in its name that can't be shown; pack it without that"
    )


@pytest.mark.parametrize("name", ["a" * 600, "a/" * 40 + "b"])
def test_name_that_is_too_long_is_refused(name: str) -> None:
    assert refusal(packed((name, b""))) == f"a.zip: {name[:80]!r} has a path that is too long; pack it without that"


def test_link_is_refused() -> None:
    link = zipfile.ZipInfo("a")
    link.create_system = 3
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    said = "a.zip: 'a' is a link or a device, not a file; pack it without that"
    assert refusal(packed((link, b"/etc/passwd"))) == said


def test_bomb_is_refused_by_its_ratio() -> None:
    said = refusal(packed(("a", bytes(60 * MIB))))
    assert said == "a.zip: it unpacks to more than 100 times its size, like a bomb; export it again"


def test_bomb_among_other_files_is_refused() -> None:
    noise = zipfile.ZipInfo("noise")
    content = packed((noise, bytes(range(256)) * 4 * 1024), ("a", bytes(20 * MIB)))
    assert refusal(content) == "a.zip: 'a' unpacks to more than 100 times its size; leave it out"


def test_bomb_is_refused_by_its_size() -> None:
    content = packed(*((f"{at}", bytes(60 * MIB)) for at in range(9)))
    assert refusal(content) == "a.zip: it unpacks to more than 512 MB; split it"


def test_large_file_is_refused() -> None:
    content = packed(("a", bytes(65 * MIB)), method=zipfile.ZIP_STORED)
    assert refusal(content) == "a.zip: 'a' is larger than 64 MB; leave it out"


def test_file_that_is_longer_than_it_says_is_refused() -> None:
    content = packed(("a", bytes(4 * MIB)))
    assert refusal(content.replace(struct.pack("<L", 4 * MIB), struct.pack("<L", 5))) == (
        "a.zip: 'a' in it is damaged; export it again"
    )


def test_file_that_is_shorter_than_it_says_is_refused() -> None:
    content = packed(("a", b"123456789"))
    assert refusal(content.replace(struct.pack("<L", 9), struct.pack("<L", 10))) == (
        "a.zip: 'a' in it is not as long as it says; export it again"
    )


def test_files_that_lie_over_one_another_are_refused() -> None:
    one = packed(("a", bytes(range(256)) * 8), method=zipfile.ZIP_STORED)
    start = one.index(b"PK\x01\x02")
    entry, end = one[start : one.index(b"PK\x05\x06")], one[one.index(b"PK\x05\x06") :]
    entries = b"".join(entry[:46] + bytes([98 + at]) + entry[47:] for at in range(5))
    tail = bytearray(end)
    struct.pack_into("<HHLL", tail, 8, 5, 5, len(entries), start)
    said = "a.zip: its files lie over one another, as in a zip bomb; export it again"
    assert refusal(one[:start] + entries + bytes(tail)) == said


def test_locked_file_is_refused() -> None:
    content = bytearray(packed(("a", b"1")))
    content[content.index(b"PK\x01\x02") + 8] |= 1
    assert refusal(bytes(content)) == "a.zip: 'a' is locked with a password; export it without one"


def test_damaged_file_is_refused() -> None:
    content = packed(("a", b"hello"), method=zipfile.ZIP_STORED)
    said = "a.zip: 'a' in it is damaged; export it again"
    assert refusal(content.replace(b"hello", b"jello", 1)) == said


def test_hundred_thousand_files_are_refused() -> None:
    entry = b"PK\x01\x02" + bytes(42)
    content = b"PK\x03\x04" + entry * 100_000
    assert refusal(content) == "a.zip: it holds more than 60000 files; split it"


def test_package_larger_than_the_limit_is_refused() -> None:
    with pytest.raises(ForeignFileError, match="it is larger than 1 MB; split it"):
        open_zip(packed(("a", b"")) + bytes(MIB), "a.zip", limits=ZipLimits(packed=MIB))
