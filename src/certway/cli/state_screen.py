"""State law for a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from certway.answers.state import Need, StateAnswer
from certway.cli.terminal import print_address, tidied
from certway.core.rulebook.states import StateBook
from certway.exchange.state_text import FigureText, LevelText, StateText, state_text
from certway.exchange.words.figures import day as day_words
from certway.exchange.words.telling import Telling

_STYLES: dict[Need, str] = {
    "needed": "red",
    "conditions": "yellow",
    "not-needed": "green",
    "repealed": "green",
    "unknown": "yellow",
    "not-researched": "yellow",
}


def show_state(answers: Sequence[StateAnswer], book: StateBook, telling: Telling) -> None:
    """Print a state's answers, an occupation after the other."""
    words, first = telling.words, answers[0]
    with tidied() as screen:
        title = words.say("state.as-of", state=telling.state(first.state), day=day_words(first.as_of, words))
        screen.print(Text(title, style="bold"))
        for answer in answers:
            law = book.laws.get(answer.occupation) if answer.occupation else None
            text = state_text(answer, telling, caution=law.caution if law else "")
            _show(text, _STYLES[answer.need], screen, telling)
        screen.print()
        screen.print(Text(words.say("state.unaffiliated"), style="dim"))


def _show(text: StateText, style: str, screen: Console, telling: Telling) -> None:
    say = telling.words.say
    screen.print()
    screen.print(Text(text.title, style="bold"))
    screen.print(Text.assemble((text.answer, style), (f" ({text.sure})" if text.sure else "", "dim")))
    for line in text.says:
        screen.print(Text(line))
    _show_levels(text.levels, say("state.heading.levels"), screen)
    _show_lines(text.accepts, say("state.heading.accepts"), screen)
    _show_figures(text.figures, say("state.heading.figures"), screen)
    _show_lines(text.renewal, say("state.heading.renewal"), screen)
    _show_lines(text.notes, say("state.heading.notes"), screen)
    _show_lines(text.conflicts, say("show.conflicts"), screen)
    if text.board:
        screen.print(Text(say("state.ask", board=text.board)))
        if text.page:
            print_address(screen, f"  {text.page}")
    _show_sources(text, say("check.sources"), screen)


def _show_lines(lines: Iterable[str], heading: str, screen: Console) -> None:
    for place, line in enumerate(lines):
        if not place:
            screen.print(Text(heading, style="underline"))
        screen.print(Padding(Text(line), (0, 0, 0, 2)))


def _show_levels(levels: Sequence[LevelText], heading: str, screen: Console) -> None:
    _show_lines((" ".join(_parts(level)) for level in levels), heading, screen)


def _parts(level: LevelText) -> Iterable[str]:
    """A level in one line: its name, then what it needs and takes."""
    said = [part for part in (level.needs, level.accepts, f"({level.trust})" if level.trust else "") if part]
    return (f"{level.name}:", *said) if said else (level.name,)


def _show_figures(figures: Sequence[FigureText], heading: str, screen: Console) -> None:
    if not figures:
        return
    screen.print(Text(heading, style="underline"))
    grid = Table.grid(padding=(0, 2))
    grid.add_column(ratio=2)
    grid.add_column(ratio=3, overflow="fold")
    for figure in figures:
        said = Text(figure.text, style="" if figure.found else "yellow")
        if figure.note:
            said.append(f". {figure.note}" if not figure.text.endswith(".") else f" {figure.note}", style="dim")
        if figure.trust:
            said.append(f" ({figure.trust})", style="dim")
        grid.add_row(Text(figure.title), said)
    screen.print(Padding(grid, (0, 0, 0, 2)))


def _show_sources(text: StateText, heading: str, screen: Console) -> None:
    if not text.sources:
        return
    screen.print(Text(heading, style="underline"))
    for one in text.sources:
        print_address(screen, f"  {one.source.url}")
        age = f" ({one.age})" if one.age else ""
        note = f". {one.note}" if one.note else ""
        screen.print(Text(f"    {one.source.line}{age}{note}", style="dim"))
    if text.caution:
        screen.print(Text(text.caution, style="dim"))
