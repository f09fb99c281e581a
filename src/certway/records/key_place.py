"""Where the key of the documents is kept, for whoever backs everything else up."""

from __future__ import annotations

from django.conf import settings

VARIABLE = "CERTWAY_DOCUMENT_KEY"


def key_place() -> str:
    """Return the name of the environment variable that holds the key, or the path of its file."""
    given = getattr(settings, "DOCUMENT_KEYS", "")
    return VARIABLE if given else str(getattr(settings, "DOCUMENT_KEY_FILE", settings.DATA_FOLDER / "documents.key"))
