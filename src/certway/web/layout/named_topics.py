"""The topic that an address names."""

from __future__ import annotations

from collections.abc import Callable

from django.http import Http404

from certway.core.person.topics import Topic


def named_topic(find: Callable[[str], Topic | None], name: str, *, lists: bool = False) -> Topic:
    """Return the topic of an id, with `lists` one of entries. Raises Http404 where there is none."""
    found = find(name)
    if found is None or (lists and not found.lists):
        raise Http404
    return found
