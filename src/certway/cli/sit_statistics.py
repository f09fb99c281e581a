"""`certway sit statistics`: answers of people in, what they say about the items out."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from certway.cli.libraries import needed_libraries
from certway.cli.options import AsJson
from certway.cli.terminal import print_json, tidied
from certway.exchange.words.catalogue import catalogue
from certway.exchange.words.figures import number

if TYPE_CHECKING:
    from rich.table import Table

    from certway.answers.response_statistics import GroupComparison, ResponseStatistics


def statistics(
    responses: Annotated[
        Path,
        typer.Argument(
            metavar="RESPONSES", help="CSV or Parquet: a row a person, a column an item.", show_default=False
        ),
    ],
    keys: Annotated[
        Path | None,
        typer.Option("--keys", metavar="FILE", help="The keys (columns item, key); cells are then letters of options."),
    ] = None,
    group: Annotated[
        str | None,
        typer.Option(
            "--group", metavar="FILE|COLUMN", help="Who is of which group: a column, or a file (person_id, group)."
        ),
    ] = None,
    reference: Annotated[
        str, typer.Option("--reference", metavar="NAME", help="The group to compare with; the largest when left out.")
    ] = "",
    as_json: AsJson = False,
) -> None:
    """Say how items do: difficulty, discrimination, options, reliability, and whether groups are treated alike.

    Cells are 1 right, 0 wrong, empty for none.
    """
    with needed_libraries():
        from certway.answers.response_statistics import statistics_of_responses
        from certway.bulk.choices import read_choices, read_groups
        from certway.bulk.responses import read_responses

        groups, beside = (None, ()) if group is None else read_groups(responses, group)
        if keys is None:
            table, chosen = read_responses(responses, beside=beside), None
        else:
            found = read_choices(responses, keys, beside=beside)
            table, chosen = found.table, found.chosen
    told = statistics_of_responses(table.items, table.responses, chosen=chosen, groups=groups, reference=reference)
    if as_json:
        from certway.exchange.response_statistics_json import response_statistics_json

        print_json(response_statistics_json(told))
        return
    _show(told)


def _show(told: ResponseStatistics) -> None:
    words = catalogue()
    with tidied() as screen:
        people, items = number(told.people), number(len(told.names))
        screen.print(words.say("statistics.people", people=people, items=items), style="bold")
        if told.score is None:
            screen.print(words.say("statistics.no-score", why=told.why_no_score))
        else:
            screen.print(
                words.say(
                    "statistics.score",
                    mean=f"{told.score.mean:.2f}",
                    deviation=f"{told.score.deviation:.2f}",
                    alpha=f"{told.score.alpha:.2f}",
                    error=f"{told.score.alpha_error:.2f}",
                    points=f"{told.score.measurement_error:.2f}",
                )
            )
        screen.print()
        screen.print(_items(told))
        for one in told.groups:
            screen.print()
            screen.print(_heading(one), style="bold", soft_wrap=True)
            screen.print(_dif(told, one))


def _items(told: ResponseStatistics) -> Table:
    from rich.table import Table

    words = catalogue()
    names = ("item", "answered", "right", "apart", "flags")
    table = Table(*(words.say(f"statistics.column.{name}") for name in names), box=None, pad_edge=False)
    for place, name in enumerate(told.names):
        flags = ", ".join(words.say(f"figures.flag.{flag}") for flag in told.flags[place])
        apart = "" if told.items.constant[place] else f"{told.items.discrimination[place]:.2f}"
        table.add_row(
            name, number(int(told.items.answered[place])), f"{told.items.difficulty[place]:.2f}", apart, flags
        )
    return table


def _heading(one: GroupComparison) -> str:
    return catalogue().say(
        f"statistics.dif.{one.matched_by}",
        focal=one.focal,
        reference=one.reference,
        people=number(one.focal_people),
        others=number(one.reference_people),
    )


def _dif(told: ResponseStatistics, one: GroupComparison) -> Table:
    from rich.table import Table

    words = catalogue()
    names = ("item", "class", "delta", "p")
    table = Table(*(words.say(f"statistics.column.{name}") for name in names), box=None, pad_edge=False)
    for place, name in enumerate(told.names):
        known = one.dif.classes[place]
        delta = f"{one.dif.delta[place]:+.2f}" if known else ""
        table.add_row(name, known or words.say("figures.unknown"), delta, f"{one.dif.probability[place]:.3f}")
    return table
