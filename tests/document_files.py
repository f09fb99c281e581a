"""Files to keep as documents: sound ones, and such as somebody sends who means ill."""

from __future__ import annotations

import zipfile
import zlib
from functools import cache
from io import BytesIO
from struct import pack

import pikepdf
from PIL import Image

SCRIPT = b"<html><script>alert(document.cookie)</script></html>"


def as_image(kind: str, *, size: tuple[int, int] = (60, 40), **options: object) -> bytes:
    """Return a picture, red with a little noise."""
    picture, out = Image.linear_gradient("L").resize(size).convert("RGB"), BytesIO()
    picture.save(out, kind, **options)
    return out.getvalue()


@cache
def png() -> bytes:
    return as_image("PNG")


@cache
def jpeg() -> bytes:
    return as_image("JPEG", size=(600, 400))


@cache
def pdf(pages: int = 1, **options: object) -> bytes:
    """Return a PDF of blank pages; `options` are those of saving, such as `encryption`."""
    made, out = pikepdf.new(), BytesIO()
    for _ in range(pages):
        made.add_blank_page()
    made.save(out, **options)
    return out.getvalue()


def locked_pdf(*, user: str, owner: str) -> bytes:
    """Return a PDF with the password that opens it (empty: none) and the one that allows everything."""
    return pdf.__wrapped__(encryption=pikepdf.Encryption(user=user, owner=owner))


@cache
def archive() -> bytes:
    """Return a ZIP, as a JAR is one."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        made.writestr("META-INF/MANIFEST.MF", "Main-Class: Evil\n")
    return out.getvalue()


def chunk(name: bytes, content: bytes) -> bytes:
    """Return one part of a PNG."""
    return pack(">I", len(content)) + name + content + pack(">I", zlib.crc32(name + content))


def png_of(width: int, height: int, *parts: bytes) -> bytes:
    """Return a PNG that says to be so large, with parts before its end."""
    head = chunk(b"IHDR", pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + b"".join(parts) + chunk(b"IEND", b"")


def png_bomb(side: int = 50_000) -> bytes:
    """Return a small PNG that unpacks to side x side pixels."""
    return png_of(side, side, chunk(b"IDAT", _zeros(side * (side + 1))))


def png_with_heavy_text() -> bytes:
    """Return a PNG whose comment unpacks to 200 MB."""
    return png_of(
        10, 10, chunk(b"zTXt", b"comment\0\0" + _zeros(200_000_000)), chunk(b"IDAT", zlib.compress(bytes(110)))
    )


def jpeg_of_many_scans() -> bytes:
    """Return a progressive JPEG of 4 million pixels whose last scan is sent so often that it takes minutes."""
    content = as_image("JPEG", size=(2_000, 2_000), progressive=True, quality=1)
    start = content.rindex(b"\xff\xda")
    scan = content[start:-2]
    return content[:start] + scan * min(40_000, 9_000_000 // len(scan)) + content[-2:]


def raw_pdf(*objects: bytes, trailer: bytes = b"/Root 1 0 R") -> bytes:
    """Return a PDF of these objects, numbered from 1, with a sound table of them."""
    parts, places, length = [b"%PDF-1.7\n"], [], 9
    for number, body in enumerate(objects, start=1):
        places.append(length)
        parts.append(b"%d 0 obj\n%s\nendobj\n" % (number, body))
        length += len(parts[-1])
    content = b"".join(parts)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    ending = b"trailer << /Size %d %s >>\nstartxref\n%d\n%%%%EOF\n" % (size, trailer, len(content))
    return content + b"xref\n0 %d\n0000000000 65535 f \n%s" % (size, table) + ending


CATALOG = b"<< /Type /Catalog /Pages 2 0 R >>"


def pdf_with_a_loop() -> bytes:
    """Return a PDF whose tree of pages leads back to itself."""
    return raw_pdf(CATALOG, b"<< /Type /Pages /Count 1 /Kids [2 0 R] >>")


def pdf_with_a_deep_tree(depth: int = 60_000) -> bytes:
    """Return a PDF whose one page lies so many nodes deep."""
    nodes = (b"<< /Type /Pages /Count 1 /Kids [%d 0 R] >>" % (at + 3) for at in range(depth))
    return raw_pdf(CATALOG, *nodes, b"<< /Type /Page /MediaBox [0 0 9 9] >>")


def pdf_with_deep_arrays(depth: int = 1_000_000) -> bytes:
    """Return a PDF with arrays in arrays in arrays."""
    return raw_pdf(CATALOG, b"<< /Type /Pages /Count 0 /Kids " + b"[" * depth + b"]" * depth + b" >>")


def pdf_with_a_heavy_table(unpacked: int = 3_000_000_000) -> bytes:
    """Return a PDF whose table of objects unpacks to gigabytes, packed twice."""
    packed = zlib.compress(_zeros(unpacked), 9)
    start = b"%PDF-1.7\n"
    told = b"/Type /XRef /Size 5 /W [1 4 2] /Root 1 0 R /Filter [/FlateDecode /FlateDecode]"
    table = b"1 0 obj\n<< %s /Length %d >>\nstream\n%s\nendstream\nendobj\n" % (told, len(packed), packed)
    return start + table + b"startxref\n%d\n%%%%EOF\n" % len(start)


def _zeros(count: int) -> bytes:
    """Return so many zeros, packed: one packed million of them over and over, so that none need be packed again."""
    packer, million = zlib.compressobj(9), b"\0" * 1_000_000
    head = packer.compress(million) + packer.flush(zlib.Z_FULL_FLUSH)
    packer = zlib.compressobj(9, wbits=-15)
    again = packer.compress(million) + packer.flush(zlib.Z_FULL_FLUSH)
    packer = zlib.compressobj(9, wbits=-15)
    whole, rest = divmod(count, len(million))
    rest_packed = packer.compress(b"\0" * rest) + packer.flush()
    return head + again * (whole - 1) + rest_packed + pack(">HH", count % 65521, 1)
