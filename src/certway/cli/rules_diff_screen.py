"""What changed in the rules for a terminal: what is sure first, what may have changed below it."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from certway.answers.rule_changes import Change
from certway.answers.rules_diff import RulesDiff
from certway.cli.terminal import print_address, tidied
from certway.exchange.words.figures import day
from certway.exchange.words.rule_changes import change_sentence, part_words, touched_sentences
from certway.exchange.words.standings import source_line
from certway.exchange.words.telling import Telling


def show_diff(diff: RulesDiff, telling: Telling) -> None:
    """Print the answer: the changes, those whose day is not known, what they do to a person's answers, sources."""
    words = telling.words
    sure = [change for change in diff.changes if change.sure]
    unsure = [change for change in diff.changes if not change.sure]
    with tidied() as screen:
        title = words.say("rules.diff.title", first=day(diff.first, words), last=day(diff.last, words))
        screen.print(Text(title, style="bold"))
        _show_changes(sure, telling, screen)
        if not sure:
            screen.print(_indented(words.say("rules.diff.none"), 2))
        if unsure:
            screen.print()
            screen.print(Text(words.say("rules.diff.unsure"), style="bold"))
            _show_changes(unsure, telling, screen)
        _show_touched(diff, telling, screen)
        _show_sources(diff, telling, screen)


def _show_changes(changes: Iterable[Change], telling: Telling, screen: Console) -> None:
    for credential, of_credential in groupby(changes, key=lambda change: change.credential):
        screen.print()
        if credential:
            screen.print(Text(telling.word("credentials", "id", credential), style="bold"))
        for part, of_part in groupby(of_credential, key=lambda change: change.part):
            screen.print(_indented(part_words(part, telling), 2))
            for change in of_part:
                screen.print(_item(change_sentence(change, telling), 4))


def _show_touched(diff: RulesDiff, telling: Telling, screen: Console) -> None:
    if diff.touched is None:
        return
    words = telling.words
    screen.print()
    screen.print(Text(words.say("rules.diff.you"), style="bold"))
    if not diff.touched:
        screen.print(_indented(words.say("rules.diff.you.none"), 2))
    for touched in diff.touched:
        screen.print()
        screen.print(Text(telling.word("credentials", "id", touched.credential.id), style="bold"))
        for line in touched_sentences(touched, diff, telling):
            screen.print(_indented(line, 2))
        if touched.changes:
            screen.print(_indented(words.say("rules.diff.rests"), 2))
        for change in touched.changes:
            screen.print(_item(change_sentence(change, telling), 4))


def _show_sources(diff: RulesDiff, telling: Telling, screen: Console) -> None:
    sources = {(one.url, one.confidence): one for change in diff.changes for one in change.sources}
    screen.print()
    screen.print(Text(telling.words.say("check.sources"), style="bold"))
    for source in sources.values():
        print_address(screen, f"  {source.url}")
        screen.print(Text(f"    {source_line(source, telling)}", style="dim"))
    screen.print(Text(telling.words.say("check.unaffiliated"), style="dim"))


def _indented(text: str, by: int) -> Padding:
    return Padding(Text(text), (0, 0, 0, by))


def _item(text: str, by: int) -> Padding:
    grid = Table.grid(padding=(0, 1))
    grid.add_row("-", Text(text))
    return Padding(grid, (0, 0, 0, by))
