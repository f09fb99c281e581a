"""The pictures that a Moodle XML file holds beside its questions."""

from __future__ import annotations

from xml.etree.ElementTree import Element

from certway.exchange.bank.pictures import MOST_PICTURES, PictureError, decode_picture, picture_name


class Pictures:
    """Keeps the pictures of a file under names of their own."""

    def __init__(self) -> None:
        self.media: dict[str, bytes] = {}

    def keep(self, element: Element) -> str:
        """Return the name under which a `<file>` is kept; the same content has one name. Raises PictureError."""
        if element.get("encoding", "base64") != "base64":
            raise PictureError("it is not in base64")
        content = decode_picture(element.text or "")
        wanted = name = picture_name(element.get("name", ""), content)
        number = 1
        while name in self.media and self.media[name] != content:
            number += 1
            stem, dot, ending = wanted.rpartition(".")
            name = f"{stem}-{number}{dot}{ending}"
        if name not in self.media and len(self.media) >= MOST_PICTURES:
            raise PictureError(f"the file has more than {MOST_PICTURES}")
        self.media[name] = content
        return name
