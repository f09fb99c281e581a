"""The answer of `renew` for a terminal: the answer first, then what is missing, the dates, the ways and the sources."""

from __future__ import annotations

from collections.abc import Iterator

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from certway.cli.terminal import STYLES, mark, print_address, tidied
from certway.exchange.renew_text import CreditLine, DateLine, RenewalsText, RenewalText
from certway.exchange.renew_ways_text import WayText
from certway.exchange.words.catalogue import Catalogue


def show_renewals(text: RenewalsText, words: Catalogue, *, every_credit: bool) -> None:
    """Print the answer; with `every_credit` also what each activity brings."""
    with tidied() as screen:
        screen.print(Text(text.title, style="bold"))
        if text.none:
            screen.print(Text(text.none))
        for one in text.credentials:
            screen.print()
            for part in _credential(one, words, screen, every_credit=every_credit):
                screen.print(part)
            if one.page:
                print_address(screen, f"  {words.say('check.page', page=one.page)}")
        for line in text.aligned:
            screen.print()
            screen.print(Text(line))
        if text.credentials:
            _show_sources(text, words, screen)
        if text.credentials and not every_credit:
            screen.print(Text(words.say("renew.more"), style="dim"))
        screen.print(Text(words.say("check.unaffiliated"), style="dim"))


def _credential(
    text: RenewalText, words: Catalogue, screen: Console, *, every_credit: bool
) -> Iterator[RenderableType]:
    yield Text.assemble(
        mark(text.verdict, screen),
        " ",
        (text.word, STYLES[text.verdict]),
        "  ",
        (f"{text.short}: {text.name}", "bold"),
    )
    for line in (text.headline, text.points, text.pace, text.missing, *(said for said, _ in text.untold)):
        if line:
            yield _indented(Text(line))
    for note in text.notes:
        yield _indented(Text(note, style="dim"))
    if text.areas:
        yield _indented(_areas(text), 4)
    if text.dates:
        yield _indented(Text(words.say("renew.heading.dates"), style="bold"))
        yield _indented(_dates(text.dates), 4)
    if every_credit and text.credits:
        yield _indented(Text(words.say("renew.heading.credits"), style="bold"))
        yield _indented(_credits(text.credits), 4)
    if text.ways:
        yield _indented(Text(words.say("renew.heading.ways"), style="bold"))
        for way in text.ways:
            yield _indented(_way(way), 4)
    if text.lapse:
        yield _indented(Text(text.lapse.title, style="bold"))
        for one in text.lapse.lines:
            yield _indented(Text(one.text), 4)


def _areas(text: RenewalText) -> Table:
    grid = Table.grid(padding=(0, 2))
    for area in text.areas:
        grid.add_row(Text(area.name), Text(area.text, style="" if area.full else STYLES["unknown"]))
    return grid


def _dates(dates: tuple[DateLine, ...]) -> Table:
    grid = Table.grid(padding=(0, 2))
    for date in dates:
        style = "dim" if date.over else ""
        told = f"{date.what}. {date.note}" if date.note else date.what
        grid.add_row(Text(date.on, style=style), Text(told, style=style))
    return grid


def _credits(credits: tuple[CreditLine, ...]) -> Table:
    grid = Table.grid(padding=(0, 2))
    for one in credits:
        told = f"{one.counts}. {one.why}" if one.why else one.counts
        grid.add_row(Text(one.on), Text(one.title), Text(one.points), Text(told))
    return grid


def _way(way: WayText) -> Group:
    lines = [" ".join(filter(None, (way.cost, way.time, way.risk, way.until)))]
    lines += [*way.fees, *(offer.text for offer in way.offers), *filter(None, [way.missing])]
    return Group(Text(way.title, style="underline"), *(_indented(Text(line)) for line in lines))


def _show_sources(text: RenewalsText, words: Catalogue, screen: Console) -> None:
    screen.print()
    screen.print(Text(words.say("check.sources"), style="dim"))
    shown = {source.url: source for one in text.credentials for source in one.sources}
    for source in shown.values():
        print_address(screen, f"  {source.url}")
        screen.print(Text(f"    {source.line}", style="dim"))


def _indented(part: RenderableType, by: int = 2) -> Padding:
    return Padding(part, (0, 0, 0, by))
