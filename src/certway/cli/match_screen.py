"""A match for a terminal."""

from __future__ import annotations

from rich.table import Table
from rich.text import Text

from certway.answers.match import Match
from certway.cli.terminal import tidied
from certway.exchange.match_text import MatchedText, match_text
from certway.exchange.words.figures import day
from certway.exchange.words.telling import Telling


def show_match(answer: Match, telling: Telling) -> None:
    """Print the ranking: the first one's sentence, what would change it, then each credential with its points."""
    words, text = telling.words, match_text(answer, telling)
    with tidied() as screen:
        screen.print(Text(words.say("match.title", day=day(answer.as_of, words)), style="dim"))
        screen.print(Text(text.headline, style="bold"))
        screen.print(Text(text.lead))
        screen.print(Text(f"{words.say('match.swap.title')}: {text.swap}"))
        for one in text.credentials:
            screen.print()
            screen.print(Text(f"{one.place}. {one.short}: {one.name}", style="bold"), Text(f"{one.score}, {one.word}"))
            for sentence in (*one.obstacles, *((one.beaten,) if one.beaten else ())):
                screen.print(Text(f"   {sentence}"))
            screen.print(_table(one))
        screen.print(Text(words.say("check.unaffiliated"), style="dim"))


def _table(one: MatchedText) -> Table:
    grid = Table.grid(padding=(0, 2), pad_edge=True)
    for figure in one.figures:
        grid.add_row("", Text(figure.name, style="dim"), Text(" ".join(filter(None, (figure.value, figure.note)))))
    for point in one.points:
        grid.add_row(Text(point.points), Text(point.name, style="dim"), Text(point.because))
    return grid
