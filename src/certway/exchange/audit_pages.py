"""Pages made of proofs: those of a PDF without what they would do, and a picture on a page of its own."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from struct import unpack
from typing import BinaryIO, Literal, TypeAlias

import pikepdf
from pikepdf import Dictionary, Name
from PIL import Image, ImageOps
from PIL.JpegImagePlugin import JpegImageFile
from PIL.PngImagePlugin import PngImageFile

NotHere: TypeAlias = Literal["damaged", "password", "broken", "too-heavy"]
"""Why the pages of a proof can't stand in a pack."""

LETTER = (612.0, 792.0)  # points
MARGIN = 36.0  # points around a picture
DOTS_A_POINT = 150 / 72  # a picture is never shown larger than that
MOST_SIDE = 3_300  # pixels of what is packed anew: a Letter page at 300 to an inch
MOST_PAGES = 2_000  # of one pack
EXIF_ORIENTATION = 0x0112


class NotHereError(Exception):
    """Raised for a proof whose pages can't stand in a pack."""

    def __init__(self, why: NotHere) -> None:
        self.why = why
        super().__init__(why)


def pages_of(kind: str, content: bytes, spool: BinaryIO) -> pikepdf.Pdf:
    """Return a proof as a PDF of its own that is sure to be whole; its bytes go to `spool`. Raises NotHereError."""
    try:
        with _pdf_of(content) if kind == "pdf" else _page_of_picture(kind, content) as made:
            if not 0 < len(made.pages) <= MOST_PAGES:
                raise NotHereError("too-heavy" if made.pages else "broken")
            made.save(spool, deterministic_id=True)
    except pikepdf.PasswordError as error:
        raise NotHereError("password") from error
    except (MemoryError, Image.DecompressionBombError) as error:
        raise NotHereError("too-heavy") from error
    except NotHereError:
        raise
    except Exception as error:  # whatever a parser says of a file that breaks it
        raise NotHereError("broken") from error
    spool.seek(0)
    return pikepdf.open(spool)


def _pdf_of(content: bytes) -> pikepdf.Pdf:
    """Return the pages of a PDF alone: no scripts, no forms' logic, no files in it, no password."""
    made = pikepdf.new()
    with pikepdf.open(BytesIO(content)) as found:
        for page in found.pages:
            made.pages.append(page)
    for page in made.pages:
        _calm(page.obj)
    return made


def _calm(page: pikepdf.Object) -> None:
    """Take away what a page would do by itself, and where it stood in the structure of its file."""
    for key in (Name.AA, Name.StructParents, Name.B, Name.PieceInfo, Name.Metadata):
        if key in page:
            del page[key]
    for note in page.get(Name.Annots, ()):
        for key in (Name.AA, Name.StructParent, Name.Parent, Name.Dest):
            if key in note:
                del note[key]
        action = note.get(Name.A)
        if action is not None and action.get(Name.S) != Name.URI:
            del note[Name.A]


def _page_of_picture(kind: str, content: bytes) -> pikepdf.Pdf:
    """Return a picture on a page, the right way up, at most as large as the page."""
    made = pikepdf.new()
    picture, (width, height), turn = _jpeg(made, content) if kind == "jpeg" else (*_png(made, content), 1)
    shown = (height, width) if turn > 4 else (width, height)
    page = LETTER if shown[0] <= shown[1] else LETTER[::-1]
    room = tuple(side - 2 * MARGIN for side in page)
    scale = min(1 / DOTS_A_POINT, room[0] / shown[0], room[1] / shown[1])
    wide, high = shown[0] * scale, shown[1] * scale
    left, bottom = (page[0] - wide) / 2, page[1] - MARGIN - high
    drawn = f"q {_matrix(turn, wide, high, left, bottom)} cm /Picture Do Q"
    made.pages.append(
        pikepdf.Page(
            made.make_indirect(
                Dictionary(
                    Type=Name.Page,
                    MediaBox=[0, 0, *page],
                    Resources=Dictionary(XObject=Dictionary(Picture=picture)),
                    Contents=made.make_stream(drawn.encode()),
                )
            )
        )
    )
    return made


def _matrix(turn: int, wide: float, high: float, left: float, bottom: float) -> str:
    """Return how the unit square becomes the picture, for each of the eight ways to hold a camera (EXIF)."""
    right, top = left + wide, bottom + high
    numbers = {
        2: (-wide, 0, 0, high, right, bottom),
        3: (-wide, 0, 0, -high, right, top),
        4: (wide, 0, 0, -high, left, top),
        5: (0, -high, -wide, 0, right, top),
        6: (0, -high, wide, 0, left, top),
        7: (0, high, wide, 0, left, bottom),
        8: (0, high, -wide, 0, right, bottom),
    }.get(turn, (wide, 0, 0, high, left, bottom))
    return " ".join(f"{number:.3f}" for number in numbers)


def _jpeg(made: pikepdf.Pdf, content: bytes) -> tuple[pikepdf.Object, tuple[int, int], int]:
    """Return a JPEG as it is, and how it is to be turned; one in the colours of printers is packed anew."""
    with JpegImageFile(BytesIO(content)) as image:
        turn, size, mode = image.getexif().get(EXIF_ORIENTATION, 1), image.size, image.mode
        if mode in ("L", "RGB"):
            image.draft("L", (1, 1))
            image.load()  # an eighth of each side is enough to see whether it is whole
            return _stream(made, content, size, mode, Name.DCTDecode), size, turn
        image.draft("RGB", (MOST_SIDE, MOST_SIDE))
        upright = ImageOps.exif_transpose(image).convert("RGB")
    upright.thumbnail((MOST_SIDE, MOST_SIDE))
    out = BytesIO()
    upright.save(out, "JPEG", quality=90)
    return _stream(made, out.getvalue(), upright.size, "RGB", Name.DCTDecode), upright.size, 1


def _png(made: pikepdf.Pdf, content: bytes) -> tuple[pikepdf.Object, tuple[int, int]]:
    """Return a PNG on white, in steps that a PDF knows too."""
    with PngImageFile(BytesIO(content)) as image:
        upright = ImageOps.exif_transpose(image)
        if upright.mode in ("RGBA", "LA", "PA") or "transparency" in upright.info:
            clear = upright.convert("RGBA")
            upright = Image.new("RGB", clear.size, "white")
            upright.paste(clear, mask=clear.getchannel("A"))
        upright = upright if upright.mode in ("L", "RGB") else upright.convert("L" if upright.mode == "1" else "RGB")
    upright.thumbnail((MOST_SIDE, MOST_SIDE))
    out = BytesIO()
    upright.save(out, "PNG")
    packed = b"".join(body for name, body in _chunks(out.getvalue()) if name == b"IDAT")
    stream = _stream(made, packed, upright.size, upright.mode, Name.FlateDecode)
    colors = 3 if upright.mode == "RGB" else 1
    stream.DecodeParms = Dictionary(Predictor=15, Colors=colors, Columns=upright.width, BitsPerComponent=8)
    return stream, upright.size


def _chunks(png: bytes) -> Iterator[tuple[bytes, bytes]]:
    at = 8
    while at < len(png):
        (length,) = unpack(">I", png[at : at + 4])
        yield png[at + 4 : at + 8], png[at + 8 : at + 8 + length]
        at += length + 12


def _stream(made: pikepdf.Pdf, packed: bytes, size: tuple[int, int], mode: str, how: pikepdf.Object) -> pikepdf.Stream:
    return made.make_stream(
        packed,
        Type=Name.XObject,
        Subtype=Name.Image,
        Width=size[0],
        Height=size[1],
        ColorSpace=Name.DeviceGray if mode == "L" else Name.DeviceRGB,
        BitsPerComponent=8,
        Filter=how,
    )
