"""How much may be sent."""

from __future__ import annotations

import pytest
from django.conf import settings

from certway.exchange.yaml_files import MOST_BYTES
from visitors import Visitor, draft_of, upload

pytestmark = pytest.mark.django_db

MOST = settings.DATA_UPLOAD_MAX_MEMORY_SIZE


def test_person_file_of_the_largest_size_is_read() -> None:
    client = Visitor()
    content = b"work: []\n" + b"#" * (MOST_BYTES - 9)

    assert (len(content), upload(client, content).status_code) == (MOST_BYTES, 302)
    assert draft_of(client).record.lists == {"work": ()}


@pytest.mark.parametrize(
    ("length", "status"),
    [(str(MOST + 1), 413), ("9" * 30, 413), ("-1", 413), ("1e3", 413), (" 5", 413), ("", 302), ("0", 302)],
)
def test_length_that_is_too_large_or_none_is_refused_unread(length: str, status: int) -> None:
    response = Visitor().generic("POST", "/where-you-stand/undo/", b"", CONTENT_LENGTH=length)

    assert response.status_code == status


@pytest.mark.parametrize("size", [MOST - 1000, MOST + 1000])
def test_long_text_in_a_box_is_refused_by_the_form_or_unread(size: int) -> None:
    client = Visitor()
    response = client.post("/where-you-stand/about/", {"name": "x" * size})

    assert response.status_code == (422 if size < MOST else 413)
    assert draft_of(client).is_empty is True
