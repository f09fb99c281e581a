"""`certway resume`: a person file as a JSON Resume to show to others, and back."""

from __future__ import annotations

import typer

from certway.cli.resume_export import export
from certway.cli.resume_import import import_

resume = typer.Typer(help="A JSON Resume from a person file, and back.", no_args_is_help=True, rich_markup_mode=None)
resume.command("export")(export)
resume.command("import")(import_)
