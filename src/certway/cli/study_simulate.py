"""`certway study simulate`: learners of known memory study by several ways, side by side."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Annotated, TypeAlias

import typer

from certway.cli.options import AsJson
from certway.cli.share_bar import share_bar
from certway.cli.terminal import print_json, tidied
from certway.core.rulebook.forms import nearest
from certway.core.units.errors import CertwayError

if TYPE_CHECKING:
    from certway.core.study.trial_learners import TruthName
    from certway.core.study.trials import TrialFound


class UnknownTruthError(CertwayError):
    """Raised for a truth about memory that there is not."""

    def __init__(self, name: str, truths: tuple[str, ...]) -> None:
        super().__init__(f"--truth is '{name}'{nearest(name, truths)}; the truths are {', '.join(truths)}")


class NotANumberError(CertwayError):
    """Raised for an option that is read as a number and is none."""

    def __init__(self, option: str) -> None:
        super().__init__(f"{option} is not a number")


_Cards: TypeAlias = Annotated[int, typer.Option("--cards", metavar="N", help="How many there are.", min=10, max=3000)]
_Minutes: TypeAlias = Annotated[
    float, typer.Option("--minutes", metavar="N", help="Of study on each day.", min=1, max=600)
]
_Days: TypeAlias = Annotated[int, typer.Option("--days", metavar="N", help="To the exam.", min=2, max=365)]
_Truth: TypeAlias = Annotated[
    str, typer.Option("--truth", metavar="NAME", help="fsrs, fsrs-wrong, fsrs-own, act-r or half-life.")
]
_Ability: TypeAlias = Annotated[
    float,
    typer.Option(
        "--ability",
        metavar="SPREAD",
        help="How much learners differ by area: standard deviation of the log of how long they remember.",
        min=0,
        max=2,
    ),
]
_Slips: TypeAlias = Annotated[
    float,
    typer.Option("--slips", metavar="SHARE", help="Of what is known, how much is answered wrong.", min=0, max=0.5),
]
_Missed: TypeAlias = Annotated[
    float, typer.Option("--missed", metavar="SHARE", help="Of days, on how many nothing is done.", min=0, max=0.9)
]
_Learners: TypeAlias = Annotated[
    int, typer.Option("--learners", metavar="N", help="On whom it is tried.", min=1, max=200)
]
_Seed: TypeAlias = Annotated[int, typer.Option("--seed", metavar="N", help="Of all luck.", min=0, max=1_000_000)]
_Processes: TypeAlias = Annotated[
    int | None,
    typer.Option(
        "--processes", metavar="N", help="One for each processor when left out.", min=1, max=64, show_default=False
    ),
]


def simulate(
    cards: _Cards = 300,
    minutes: _Minutes = 15,
    days: _Days = 30,
    truth: _Truth = "fsrs",
    ability: _Ability = 0.0,
    slips: _Slips = 0.0,
    missed: _Missed = 0.0,
    learners: _Learners = 20,
    seed: _Seed = 0,
    processes: _Processes = None,
    as_json: AsJson = False,
) -> None:
    """What do learners know on the day of the exam, by Certway's plan and by other ways, in the same minutes?

    Learners are simulated: their memory is known, and scores are what they would recall by it. Ways of studying see
    answers alone.
    """
    began = time.perf_counter()
    for option, share in (("--minutes", minutes), ("--ability", ability), ("--slips", slips), ("--missed", missed)):
        if share != share:
            raise NotANumberError(option)
    from numpy.random import default_rng

    from certway.bulk.partitions import cores
    from certway.bulk.trying import run_trial
    from certway.core.study.simulation import Habits
    from certway.core.study.trials import Trial

    trial = Trial(
        cards=cards,
        minutes=minutes,
        days=days,
        truth=_truth_asked(truth),
        learners=learners,
        habits=Habits(missed_share=missed, slip_share=slips),
        ability_spread=ability,
        seed=seed,
    )
    with share_bar("trial.progress") as progress:
        found = run_trial(trial, default_rng, processes=processes or cores(), progress=progress)
    seconds = time.perf_counter() - began
    if as_json:
        from certway.exchange.trial_json import trial_json

        print_json({**trial_json(found), "seconds": round(seconds, 3)})
    else:
        _show(found, seconds)


def _truth_asked(name: str) -> TruthName:
    from certway.core.study.trial_learners import TRUTHS

    for truth in TRUTHS:
        if truth == name.lower():
            return truth
    raise UnknownTruthError(name, TRUTHS)


def _show(found: TrialFound, seconds: float) -> None:
    """Print the ways as a table, in the order of what they come to."""
    from rich.box import SIMPLE
    from rich.table import Table

    from certway.exchange.words.catalogue import catalogue

    words, trial = catalogue(), found.trial
    table = Table(box=SIMPLE, pad_edge=False, header_style="bold")
    table.add_column(words.say("trial.column.way"))
    for column in ("score", "least", "most", "minutes"):
        table.add_column(words.say(f"trial.column.{column}"), justify="right")
    for one in sorted(found.ways, key=lambda way: -way.score):
        name = words.say(f"trial.way.{one.way.name}", retention=one.way.retention, new=f"{one.way.new_a_day:,}")
        figures = (one.score, float(one.scores.min()), float(one.scores.max()), float(one.seconds.mean()) / 60)
        table.add_row(name, *(f"{figure:.1f}" for figure in figures))
    counts = {"learners": f"{trial.learners:,}", "cards": f"{trial.cards:,}", "minutes": f"{trial.minutes:g}"}
    with tidied() as screen:
        truth = words.say(f"trial.truth.{trial.truth}")
        screen.print(words.say("trial.tried", **counts, days=f"{trial.days:,}", truth=truth))
        screen.print(table)
        if found.bound is not None:
            screen.print(words.say("trial.bound", bound=f"{min(found.bound, 100):.1f}"))
        screen.print(words.say("trial.scores", seconds=f"{seconds:.1f}"))
