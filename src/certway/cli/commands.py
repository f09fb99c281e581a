"""The commands by name. Each is imported only when it is called, so that `certway --help` stays quick."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from typing import Annotated, Any

import typer
from typer.core import TyperCommand, TyperGroup
from typer.main import get_command

from certway import __version__


@dataclass(frozen=True, slots=True)
class LazyCommand:
    """Where a command stands, and what the list of commands says about it."""

    module: str  # dotted name
    name: str  # of the function, or of the Typer app with the sub-commands
    help: str


COMMANDS = {
    "check": LazyCommand("certway.cli.check", "check", "May I apply, from when, and what is missing?"),
    "compare": LazyCommand("certway.cli.compare", "compare", "The credentials side by side."),
    "match": LazyCommand("certway.cli.match", "match", "Which credential suits me, and why?"),
    "plan": LazyCommand("certway.cli.plan", "plan", "A dated, costed way to a credential."),
    "roster": LazyCommand("certway.cli.roster", "roster", "The verdicts of many people at once."),
    "study": LazyCommand("certway.cli.study", "study", "Study: what it comes to, and how well it is foretold."),
    "sit": LazyCommand("certway.cli.sit", "sit", "Exams, and the measurement behind them."),
    "renew": LazyCommand("certway.cli.renew", "renew", "What keeps what I hold, until when, and what is missing."),
    "audit": LazyCommand("certway.cli.audit", "pack", "The pack that an audit asks for, and what is weak about it."),
    "advance": LazyCommand("certway.cli.advance", "advance", "The steps up from here: what they ask, take and pay."),
    "resources": LazyCommand("certway.cli.resources", "resources", "What helps on the way, and what it costs."),
    "bank": LazyCommand("certway.cli.bank", "bank", "The bank of questions: check it, carry it in and out."),
    "resume": LazyCommand("certway.cli.resume", "resume", "A JSON Resume from a person file, and back."),
    "serve": LazyCommand("certway.cli.serve", "serve", "The pages, in a browser on this machine."),
    "backup": LazyCommand("certway.cli.backup", "backup", "Everything kept in the pages, as one file."),
    "restore": LazyCommand("certway.cli.restore", "restore", "A backup put back in its place."),
    "worker": LazyCommand("certway.cli.worker", "worker", "The work behind the pages: mail and what is due."),
    "documents": LazyCommand(
        "certway.cli.documents", "documents", "Check the documents kept in the pages; change their key."
    ),
    "makestaff": LazyCommand("certway.cli.makestaff", "makestaff", "Make somebody staff of this server."),
    "rules": LazyCommand("certway.cli.rules", "rules", "Show and check the bodies' and the states' rules."),
}


_HELP = (
    'From "which certification?" to "renewed, and one step up", for medical assistants and laboratory staff.\n\n'
    "Files in, files out: a person file says what is known about you, and Certway answers from the certifying"
    " bodies' rules. Certway is not affiliated with any of these bodies."
)


class LazyGroup(TyperGroup):
    """A group that knows its commands by name and imports a command's module when the command is called."""

    def __init__(self, **attributes: Any) -> None:  # noqa: ANN401 - Typer's own arguments, passed on
        super().__init__(**attributes)
        for name, lazy in COMMANDS.items():
            self.add_command(TyperCommand(name, help=lazy.help), name)

    def resolve_command(self, ctx: Any, args: list[str]) -> tuple[Any, Any, list[str]]:  # noqa: ANN401
        name, stub, rest = super().resolve_command(ctx, args)
        return name, load(name) if name in COMMANDS else stub, rest


def load(name: str) -> TyperCommand | TyperGroup:
    """Import a command and return it."""
    lazy = COMMANDS[name]
    found = getattr(import_module(lazy.module), lazy.name)
    if not isinstance(found, typer.Typer):
        app = typer.Typer(add_completion=False, rich_markup_mode=None)
        app.command(name)(found)
        found = app
    command = get_command(found)
    assert isinstance(command, TyperCommand | TyperGroup)
    command.name = name
    return command


def build() -> TyperGroup:
    """Return the whole command line."""
    # Plain help: Typer's panels load Markdown, syntax and traceback renderers, twice the time of everything else.
    app = typer.Typer(cls=LazyGroup, no_args_is_help=False, rich_markup_mode=None)
    app.callback(invoke_without_command=True, help=_HELP)(_root)
    command = get_command(app)
    assert isinstance(command, TyperGroup)
    return command


def _root(
    ctx: typer.Context,
    version: Annotated[bool, typer.Option("--version", help="Show the version and stop.", is_eager=True)] = False,
) -> None:
    """Run without a command: show the version or the help."""
    if version:
        typer.echo(f"certway {__version__}")
        raise typer.Exit
    if ctx.invoked_subcommand is None:
        typer.echo(ctx.get_help())
