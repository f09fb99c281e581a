"""The site behind the commands `serve` and `worker`, which is known here by the dotted name of its settings alone."""

from __future__ import annotations

import os
from pathlib import Path

SETTINGS = "certway.web.site.settings"


def name_settings(data: Path | None) -> None:
    """Tell Django, in this process and those it starts, where its settings and the data folder are."""
    os.environ["DJANGO_SETTINGS_MODULE"] = SETTINGS
    if data is not None:
        os.environ["CERTWAY_DATA"] = str(data)
