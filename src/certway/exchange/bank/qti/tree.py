"""QTI's elements by one name for all its versions.

`qti-choice-interaction` of version 3 and `choiceInteraction` of version 2 are both `choiceinteraction` here.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from xml.etree.ElementTree import Element


@lru_cache(maxsize=4096)
def _plain_name(name: str) -> str:
    return name.rpartition("}")[2].removeprefix("qti-").replace("-", "").lower()


def kind(element: Element) -> str:
    """Return what an element is, the same for all versions."""
    return _plain_name(element.tag) if isinstance(element.tag, str) else ""


def told(element: Element, name: str) -> str:
    """Return an attribute by its plain name; empty where it is not there."""
    return next((value.strip() for key, value in element.attrib.items() if _plain_name(key) == name), "")


def within(element: Element, *kinds: str) -> Iterator[Element]:
    """Yield the elements of these kinds at any depth, in order."""
    return (one for one in element.iter() if kind(one) in kinds)


def has(element: Element, *kinds: str) -> bool:
    """Tell whether an element of these kinds is there at any depth."""
    return next(within(element, *kinds), None) is not None


def children(element: Element, *kinds: str) -> list[Element]:
    """Return the elements of these kinds right below."""
    return [one for one in element if kind(one) in kinds]
