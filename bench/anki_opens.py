"""Whether the real Anki opens an exported package: notes, cards and media arrive, and a second import doubles nothing.

Anki (AGPL) is no part of Certway; it is installed beside it: `anki_opens.py PACKAGE` runs in an environment that has
the package `anki`, and prints one line of JSON. Without a package it makes one of its own, for which it needs Certway.
"""

from __future__ import annotations

import json
import sys
import tempfile
from importlib.metadata import version
from pathlib import Path
from zipfile import ZipFile

from anki.collection import (
    Collection,
    ExportAnkiPackageOptions,
    ImportAnkiPackageOptions,
    ImportAnkiPackageRequest,
)


def import_package(collection: Collection, package: Path) -> dict[str, int]:
    """Return how many notes Anki took as new, as updated and as known already."""
    options = ImportAnkiPackageOptions(merge_notetypes=False, with_scheduling=False, with_deck_configs=False)
    log = collection.import_anki_package(ImportAnkiPackageRequest(package_path=str(package), options=options)).log
    return {"new": len(log.new), "updated": len(log.updated), "known": len(log.duplicate)}


def opened(package: Path, later: Path | None) -> dict[str, object]:
    """Return what arrives of a package, imported twice, then of a later one with the same questions."""
    with tempfile.TemporaryDirectory() as folder:
        collection = Collection(str(Path(folder, "collection.anki2")))
        try:
            found: dict[str, object] = {"first": import_package(collection, package)}
            found["again"] = import_package(collection, package)
            if later is not None:
                found["later"] = import_package(collection, later)
            notes = collection.find_notes("")
            cards = [collection.get_card(number) for number in collection.find_cards("")]
            with ZipFile(package) as packed:
                media = json.loads(packed.read("media"))
                arrived = [Path(collection.media.dir(), name) for name in media.values()]
                same = sum(
                    path.is_file() and path.read_bytes() == packed.read(number)
                    for number, path in zip(media, arrived, strict=True)
                )
            empty = sum(not card.question().strip() or not card.answer().strip() for card in cards)
            broken = len(collection.media.check().missing)
            decks = len([deck for deck in collection.decks.all_names_and_ids() if deck.name.startswith("Certway::")])
            problems = collection.fix_integrity()[0]
        finally:
            collection.close()
    counts = {"notes": len(notes), "cards": len(cards), "decks": decks, "empty_cards": empty}
    return {**found, **counts, "media": len(media), "media_same": same, "media_missing": broken, "check": problems}


def exported_again(package: Path, folder: Path) -> list[bytes]:
    """Return what Anki exports of a package that it imported: for older versions, and as it does by default."""
    collection = Collection(str(folder / "again.anki2"))
    try:
        import_package(collection, package)
        found = []
        for legacy in (True, False):
            out = folder / f"again-{legacy}.apkg"
            options = ExportAnkiPackageOptions(
                with_scheduling=False, with_deck_configs=False, with_media=True, legacy=legacy
            )
            collection.export_anki_package(out_path=str(out), options=options, limit=None)
            found.append(out.read_bytes())
        return found
    finally:
        collection.close()


def come_back(package: Path, folder: Path) -> list[bool]:
    """Return whether questions come back the same, drawings too, after Anki had them."""
    from certway.exchange.bank.anki.format import read_anki

    ours = read_anki(package.read_bytes(), "ours")
    again = [read_anki(content, "again") for content in exported_again(package, folder)]
    return [
        {item.id: item for item in read.items} == {item.id: item for item in ours.items}
        and (read.dropped, read.media) == ((), ours.media)
        for read in again
    ]


def made_packages(folder: Path) -> tuple[Path, Path]:
    """Return two packages of the shipped questions and one with a drawing, the second of an hour later."""
    from datetime import UTC, datetime

    from certway.core.items.item import Choice, Image, Item, Option, Reference
    from certway.exchange.bank.anki.format import write_anki
    from certway.exchange.bank.files import load_bank

    drawing = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0h9"/></svg>'
    options = (Option("Blue", True, "Citrate."), Option("Red", False, "Later."), Option("Gray", False, "Last."))
    drawn = Item(
        id="order-of-draw/drawn",
        topic="order-of-draw",
        level="recall",
        difficulty="easy",
        stem="Which tube is **first**?",
        body=Choice(options, False),
        reference=Reference("clsi-gp41", "order of draw"),
        image=Image("bench.svg", "Three tubes"),
    )
    items = (*load_bank().items, drawn)
    media = {item.image.file: drawing for item in items if item.image is not None}
    paths = []
    for hour in (9, 10):
        paths.append(folder / f"{hour}.apkg")
        made = write_anki(items, media, written_at=datetime(2026, 11, 1, hour, tzinfo=UTC))
        paths[-1].write_bytes(made.content)
    return paths[0], paths[1]


def main() -> None:
    """Print what Anki says as one line of JSON."""
    with tempfile.TemporaryDirectory() as folder:
        told: dict[str, object] = {"subject": "anki_opens", "anki": version("anki")}
        if len(sys.argv) > 1:
            package, later = Path(sys.argv[1]), Path(sys.argv[2]) if len(sys.argv) > 2 else None
        else:
            package, later = made_packages(Path(folder))
            told["come_back"] = come_back(package, Path(folder))
        print(json.dumps({**told, **opened(package, later)}))


if __name__ == "__main__":
    main()
