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
        if answer.assumed:
            screen.print(Text(words.say("match.page.assumed")))
        for line in text.held:
            screen.print(Text(line))
        screen.print(Text(f"{words.say('match.swap.title')}: {text.swap}"))
        screen.print(Text(f"{words.say('match.page.scale')} {words.say('match.page.reading')}", style="dim"))
        screen.print(Text(words.say("match.legend"), style="dim"))
        for one in text.credentials:
            screen.print()
            screen.print(Text(f"{one.place}. {one.short}: {one.name}", style="bold"), Text(f"{one.score}, {one.word}"))
            for sentence in filter(None, (*one.obstacles, one.expired, one.beaten)):
                screen.print(Text(f"   {sentence}"))
            screen.print(_figures(one))
            screen.print(_points(one))
        screen.print(Text(words.say("check.unaffiliated"), style="dim"))


def _figures(one: MatchedText) -> Table:
    grid = Table.grid(padding=(0, 2), pad_edge=True)
    for figure in one.figures:
        value = f"{figure.value} ◦" if figure.mark else figure.value
        grid.add_row(Text(figure.name, style="dim"), Text("\n".join(filter(None, (value, figure.note)))))
    return grid


def _points(one: MatchedText) -> Table:
    grid = Table.grid(padding=(0, 2), pad_edge=True)
    for point in one.points:
        grid.add_row(Text(point.points), Text(point.name, style="dim"), Text(point.because))
    return grid
