"""What comes next for a terminal: where one stands, then step by step, then the sources."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rich.console import Console, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from certway.cli.terminal import STYLES, mark, print_address, tidied
from certway.exchange.advance_text import AdvanceText, AskedText, StepText
from certway.exchange.words.catalogue import Catalogue


def show_advance(text: AdvanceText, words: Catalogue) -> None:
    """Print the answer."""
    with tidied() as screen:
        screen.print(Text(text.title, style="bold"))
        screen.print()
        for line in (text.standing, text.region, *text.assumed, text.none):
            if line:
                screen.print(Text(line))
        for distance in text.distances:
            screen.print()
            screen.print(Text(distance.title, style="bold underline"))
            for step in distance.all:
                screen.print()
                for part in _step(step, words, screen):
                    screen.print(part)
        _lists(text, words, screen)
        _sources(text, words, screen)
        screen.print(Text(words.say("check.unaffiliated"), style="dim"))


def _step(step: StepText, words: Catalogue, screen: Console) -> Iterator[RenderableType]:
    title = step.name if step.name == step.title else f"{step.name}: {step.title}"
    if step.verdict is None:
        yield Text(title, style="bold")
    else:
        word = step.standing.word if step.standing else ""
        sign = mark(step.verdict, screen)
        yield Text.assemble(sign, " ", (word, STYLES[step.verdict]), "  ", (title, "bold"))
    yield from (_indented(Text(line)) for line in (step.begin, step.perhaps) if line)
    for asked in step.leads:
        yield from _asked(asked, words)
    lacks = [lack.because for lack in step.standing.lacks] if step.standing else []
    if lacks and step.steps == 1:
        yield _indented(Text(words.say("advance.missing")))
        yield _bullets(lacks)
    for line in (*step.time, *step.pay, step.outlook):
        if line:
            yield _indented(Text(f"{line}"))
    if step.sources:
        yield _indented(Text(_numbers(step.sources), style="dim"))
    if step.license:
        yield _indented(Text.assemble(step.license.says, " ", (_numbers(step.license.sources), "dim")))
    if step.traps:
        yield _indented(Text(words.say("advance.heading.trap"), style="yellow"))
        yield _bullets(step.traps)


def _asked(asked: AskedText, words: Catalogue) -> Iterator[RenderableType]:
    yield _indented(Text.assemble(asked.leads, " ", (_numbers(asked.sources), "dim")))
    if len(asked.asks) > 1:
        yield _indented(Text(words.say("advance.asks")))
    yield _bullets(asked.asks)
    if asked.note:
        yield _indented(Text(asked.note))


def _lists(text: AdvanceText, words: Catalogue, screen: Console) -> None:
    lists = (
        ("advance.other", tuple(name for _, name in text.other)),
        ("advance.elsewhere", text.elsewhere),
        ("advance.not-found", text.not_found),
    )
    for heading, lines in lists:
        if lines:
            screen.print()
            screen.print(Text(words.say(heading)))
            screen.print(_bullets(lines))


def _sources(text: AdvanceText, words: Catalogue, screen: Console) -> None:
    screen.print()
    screen.print(Text(words.say("advance.sources"), style="bold"))
    for number, source in enumerate(text.sources, start=1):
        print_address(screen, f"[{number}] {source.url}")
        screen.print(_indented(Text(source.line, style="dim"), 4))


def _numbers(sources: Iterable[int]) -> str:
    return "".join(f"[{number}]" for number in sources)


def _bullets(lines: Iterable[str]) -> Padding:
    table = Table.grid(padding=(0, 1))
    for line in lines:
        table.add_row("-", Text(line))
    return _indented(table, 4)


def _indented(part: RenderableType, by: int = 2) -> Padding:
    return Padding(part, (0, 0, 0, by))
