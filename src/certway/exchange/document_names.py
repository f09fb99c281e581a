"""What a document is called: the title that is kept, and the name of the file that is handed out."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping

LONGEST_TITLE = 120  # characters
ENDINGS: Mapping[str, str] = {"pdf": "pdf", "png": "png", "jpeg": "jpg"}
_KNOWN_ENDING = re.compile(r"\.(pdf|png|jpe?g|jfif)$", re.IGNORECASE)
_NEVER_IN_A_NAME = re.compile(r'[<>:"/\\|?*]+')
_OF_WINDOWS = re.compile(
    r"(con|prn|aux|nul|(com|lpt)[0-9¹²³])(\..*)?", re.IGNORECASE
)  # devices, whatever follows a dot


def clean_title(text: str) -> str:
    """Return a text as a title: one line, without signs that can't be seen or turn it round; perhaps empty."""
    plain = unicodedata.normalize("NFC", text)
    seen = "".join(" " if unicodedata.category(sign) in ("Cc", "Zl", "Zp") else sign for sign in plain)
    seen = "".join(sign for sign in seen if unicodedata.category(sign)[0] != "C")
    return " ".join(seen.split())[:LONGEST_TITLE].rstrip()


def title_of_file(name: str) -> str:
    """Return the title for a file of a name, whatever path stands before it; empty where nothing of it is left."""
    last = re.split(r"[/\\]", name)[-1]
    return clean_title(_KNOWN_ENDING.sub("", clean_title(last))).strip(". ")


def file_name(title: str, kind: str) -> str:
    """Return the name under which a document is handed out: one that every system takes, with its kind's ending."""
    plain = _NEVER_IN_A_NAME.sub("-", _KNOWN_ENDING.sub("", title)).strip(". ")
    if _OF_WINDOWS.fullmatch(plain) or not plain:
        plain = f"document-{plain}".rstrip("-")
    return f"{plain}.{ENDINGS[kind]}"
