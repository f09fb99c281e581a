"""A file that is handed out once it is whole: what went wrong half way would look like a whole one."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack
from tempfile import TemporaryFile
from typing import BinaryIO

from django.http import FileResponse

JSON = "application/json; charset=utf-8"
CSV = "text/csv; charset=utf-8"


def whole_file(write: Callable[[BinaryIO], None], *, name: str, content_type: str) -> FileResponse:
    """Return a file of one person's to be saved; `write` writes it."""
    with ExitStack() as stack:
        file = stack.enter_context(TemporaryFile())
        write(file)
        stack.pop_all()  # from here on the response closes it
    file.seek(0)
    response = FileResponse(file, as_attachment=True, filename=name, content_type=content_type)
    response["Cache-Control"] = "private, no-store"
    return response
