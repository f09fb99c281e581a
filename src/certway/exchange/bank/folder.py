"""What was imported, as a bank in a folder of its own: written whole, or not at all."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path

import yaml

from certway.core.items.item import Item
from certway.core.items.topic_reading import Work
from certway.core.items.topics import TopicTree
from certway.core.units.errors import CertwayError
from certway.exchange.bank.shipped import shipped_bank
from certway.exchange.bank.transfer import Imported
from certway.exchange.bank.writing import items_yaml

OTHERS = "imported"  # the group of topics that the shipped bank does not have


class FolderInUseError(CertwayError):
    """Raised for a folder in which something stands already."""

    def __init__(self, out: Path) -> None:
        super().__init__(f"{out} is there already and not empty; name another folder, so that nothing is lost")


def write_bank(imported: Imported, out: Path, *, file: str) -> None:
    """Write questions, their topics, references and pictures as a bank; `file` is where they come from.

    Raises FolderInUseError, and OSError where it can't be written.
    """
    if out.exists() and (not out.is_dir() or any(out.iterdir())):
        raise FolderInUseError(out)
    out.parent.mkdir(parents=True, exist_ok=True)
    aside = Path(tempfile.mkdtemp(dir=out.parent, prefix=f".{out.name}."))
    try:
        _write(imported, aside, file)
        if out.is_dir():
            out.rmdir()
        aside.chmod(0o755)
        aside.rename(out)
    except BaseException:
        shutil.rmtree(aside, ignore_errors=True)
        raise


def _write(imported: Imported, folder: Path, file: str) -> None:
    tree, works = shipped_bank().bank.tree, shipped_bank().bank.works
    topics = dict.fromkeys(item.topic for item in imported.items)
    (folder / "topics.yaml").write_text(_topics_yaml(topics, tree), encoding="utf-8")
    (folder / "references.yaml").write_text(_works_yaml(imported.items, works, file), encoding="utf-8")
    for topic in topics:
        path = folder / "items" / _group(topic, tree) / f"{topic}.yaml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(items_yaml(topic, [one for one in imported.items if one.topic == topic]), encoding="utf-8")
    for name, content in imported.media.items():
        path = folder / "images" / Path(name).name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(content)


def _group(topic: str, tree: TopicTree) -> str:
    return tree.by_id[topic].group if topic in tree.by_id else OTHERS


def _topics_yaml(topics: Iterable[str], tree: TopicTree) -> str:
    groups: dict[str, list[dict[str, str]]] = {}
    for topic in topics:
        title = tree.by_id[topic].title if topic in tree.by_id else topic.replace("-", " ").capitalize()
        groups.setdefault(_group(topic, tree), []).append({"id": topic, "title": title})
    listed = [
        {"id": group, "title": tree.groups.get(group, OTHERS.capitalize()), "topics": inside}
        for group, inside in groups.items()
    ]
    return yaml.safe_dump({"format": 1, "topics": listed}, sort_keys=False, allow_unicode=True)


def _works_yaml(items: Iterable[Item], works: Mapping[str, Work], file: str) -> str:
    listed: dict[str, dict[str, str]] = {}
    for name in dict.fromkeys(item.reference.source for item in items):
        work = works.get(name)
        told = {"title": work.title, "by": work.by, "kind": work.kind} if work else _unknown(file)
        listed[name] = {**told, **({"url": work.url} if work and work.url else {})}
    return yaml.safe_dump({"format": 1, "references": listed}, sort_keys=False, allow_unicode=True)


def _unknown(file: str) -> dict[str, str]:
    return {"title": f"Not told by {Path(file).name}", "by": "unknown", "kind": "book"}
