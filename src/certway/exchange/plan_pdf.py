"""A plan as a PDF to print, set with Typst."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import datetime
from pathlib import Path

import typst

from certway.core.plan.roadmap import Roadmap
from certway.exchange.plan_text import plan_text
from certway.exchange.words.plans import PlanTelling

TEMPLATE = Path(__file__).with_name("plan.typ")
HEADINGS = ("tasks", "papers", "costs", "ask", "assumes", "alternatives", "what-if", "retake", "sources")
COLUMNS = (
    "from",
    "to",
    "task",
    "cost",
    "hours",
    "weekly",
    "least",
    "likely",
    "most",
    "source",
    "paper",
    "sender",
    "by",
)


def plan_pdf(plan: Roadmap, telling: PlanTelling, *, stamped_at: datetime) -> bytes:
    """Return a plan as the bytes of a PDF; `stamped_at` is an instant in UTC: when it was made."""
    compiler = _compiler(plan, telling)
    try:
        made = compiler.compile(format="pdf", timestamp=stamped_at, pdf_standards=["ua-1"])
    except typst.TypstError:
        # The standard for accessible files refuses a name in letters that no font here has; better a box than no file.
        made = compiler.compile(format="pdf", timestamp=stamped_at)
    return b"".join(_pages(made))


def plan_pages(plan: Roadmap, telling: PlanTelling) -> list[bytes]:
    """Return the same pages as PNG images, to look at."""
    return _pages(_compiler(plan, telling).compile(format="png"))


def _compiler(plan: Roadmap, telling: PlanTelling) -> typst.Compiler:
    # Typst brings the font that the template names; others of the system only fill in letters which that one lacks.
    return typst.Compiler(TEMPLATE, root=TEMPLATE.parent, sys_inputs={"plan": _data(plan, telling)})


def _pages(made: bytes | list[bytes] | None) -> list[bytes]:
    return made if isinstance(made, list) else [made] if made else []


def _data(plan: Roadmap, telling: PlanTelling) -> str:
    """What the template sets: the words as data, so that nothing in them can be taken for markup."""
    words = telling.telling.words
    labels = {name: words.say(f"plan.heading.{name}") for name in HEADINGS}
    labels |= {name: words.say(f"plan.column.{name}") for name in COLUMNS}
    labels["page"] = words.say("plan.page", page="{page}", pages="{pages}")
    return json.dumps({"text": asdict(plan_text(plan, telling)), "labels": labels})
