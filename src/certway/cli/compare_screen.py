"""The credentials side by side for a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rich.box import SIMPLE
from rich.table import Table
from rich.text import Text

from certway.answers.amounts import Amount
from certway.answers.compare import ComparedCredential, Comparison
from certway.answers.newcomer import WEEKLY_HOURS
from certway.answers.ways import FoundWay
from certway.cli.terminal import tidied
from certway.core.rulebook.values import Value
from certway.exchange.compare_text import law_lines, pay_lines
from certway.exchange.words.figures import amount, day, money, number_range
from certway.exchange.words.telling import Telling
from certway.exchange.words.values import value_words


def show_comparison(answer: Comparison, telling: Telling) -> None:
    """Print the comparison: the figures as a table, then who may apply."""
    words = telling.words
    with tidied() as screen:
        screen.print(Text(words.say("compare.title", day=day(answer.as_of, words)), style="bold"))
        table = Table(box=SIMPLE, pad_edge=False, header_style="bold", padding=(0, 1, 1, 0))
        for heading in ("credential", "fee", "exam", "renewal", "upkeep"):
            table.add_column(words.say(f"compare.{heading}"), overflow="fold")
        for one in answer.credentials:
            table.add_row(*_cells(one, answer.as_of, telling))
        screen.print(table)
        screen.print(Text(words.say("compare.newcomer", hours=WEEKLY_HOURS), style="bold"))
        screen.print(_newcomers(answer, telling))
        screen.print(Text(words.say("compare.column.pay"), style="bold"))
        screen.print(_grid((one, pay_lines(one.wage, words)) for one in answer.credentials))
        if answer.state:
            screen.print(Text(words.say("compare.law", state=telling.state(answer.state)), style="bold"))
            screen.print(_grid((one, law_lines(one.law, words)) for one in answer.credentials if one.law))
        screen.print(Text(words.say("compare.who"), style="bold"))
        screen.print(_grid((one, [words.text(one.credential.summary)]) for one in answer.credentials))
        screen.print(Text(words.say("check.unaffiliated"), style="dim"))


def _grid(rows: Iterable[tuple[ComparedCredential, Sequence[str]]]) -> Table:
    """Lay out what is said of each credential beside its name."""
    grid = Table.grid(padding=(0, 2))
    for one, lines in rows:
        grid.add_row(Text(one.credential.short, style="bold"), Text("\n".join(lines)))
    return grid


def _newcomers(answer: Comparison, telling: Telling) -> Table:
    """Lay out what each credential takes from high school: the quickest way and, where it differs, the cheapest."""
    return _grid((one, _newcomer(one, telling)) for one in answer.credentials)


def _newcomer(one: ComparedCredential, telling: Telling) -> list[str]:
    if one.newcomer is None:
        return [telling.words.say("compare.newcomer.none")]
    ways = dict.fromkeys((one.newcomer.quickest, one.newcomer.cheapest))
    names = ["quickest", "cheapest"] if len(ways) > 1 else ["both"]
    return [_way_line(name, way, telling) for name, way in zip(names, ways, strict=True)]


def _way_line(name: str, way: FoundWay, telling: Telling) -> str:
    words, price = telling.words, way.price
    line = words.say(
        f"compare.newcomer.{name}{'/range' if price.least < price.most else ''}",
        months=amount(way.months, way.months, "months", words),
        cost=money(price.likely, price.likely, words),
        least=money(price.least, price.least, words),
        most=money(price.most, price.most, words),
        training=words.text(way.title),
    )
    return line if way.fee is not None else f"{line} ({words.say('compare.cell.no-fee')})"


def _cells(one: ComparedCredential, day_asked: int, telling: Telling) -> list[Text]:
    words = telling.words
    exam = [
        _amount(one.figures.items, "items", telling),
        _amount(one.figures.minutes, "minutes", telling),
        words.say("compare.pass", score=_bare(one.figures.passing_score, telling)),
        words.say("compare.where", where=_where(one.figures.delivery, day_asked, telling)),
    ]
    renewal = [
        words.say("compare.every", length=_amount(one.figures.cycle_months, "months", telling)),
        _amount(one.figures.points, "points", telling),
    ]
    return [
        Text(one.credential.short, style="bold"),
        Text(_amount(one.figures.apply_usd, "usd", telling)),
        Text("\n".join(exam)),
        Text("\n".join(renewal)),
        Text(_amount(one.figures.upkeep_usd, "usd", telling)),
    ]


def _where(delivery: Value | None, day_asked: int, telling: Telling) -> str:
    versions = delivery.in_force(day_asked) if delivery is not None else ()
    if any(version.state == "not-found" for version in versions) or not versions:
        return telling.words.say("compare.open")
    return value_words(delivery, day_asked, telling)


def _amount(found: Amount, unit: str, telling: Telling) -> str:
    return telling.words.say("compare.open") if found is None else amount(*found, unit, telling.words)


def _bare(found: Amount, telling: Telling) -> str:
    return telling.words.say("compare.open") if found is None else number_range(*found, telling.words)
