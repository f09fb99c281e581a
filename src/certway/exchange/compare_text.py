"""What work pays and what a state asks for, in the short lines of a table."""

from __future__ import annotations

from certway.answers.state import StateAnswer, grants
from certway.core.rulebook.wages import Wage
from certway.exchange.words.catalogue import Catalogue
from certway.exchange.words.figures import money


def pay_lines(wage: Wage | None, words: Catalogue) -> tuple[str, ...]:
    """Return the median, where and when it was counted, and what to know about it; or that none is published."""
    if wage is None or wage.p50 is None:
        return (words.say("compare.open"),)
    lines = [money(wage.p50, wage.p50, words), words.say("compare.cell.pay", area=wage.area_name, year=wage.year)]
    if wage.p10 is not None and wage.p90 is not None:
        lines.append(words.say("compare.cell.pay.range", range=money(wage.p10, wage.p90, words)))
    if wage.combined:
        lines.append(words.say("compare.cell.pay.combined"))
    if wage.nearest:
        lines.append(words.say("compare.cell.pay.nearest", title=wage.title))
    return tuple(lines)


def law_lines(law: StateAnswer, words: Catalogue) -> tuple[str, ...]:
    """Return what a state asks for and, where it grants something itself, whether it takes the credential for it."""
    variant = ""
    if law.need == "needed":
        variant = f"/{grants(law)[-1]}"
    elif law.need == "conditions" and law.rule is not None:
        variant = f"/{law.rule.kind}"
    lines = [words.say(f"compare.law.{law.need}{variant}")]
    if law.need == "needed" and law.acceptance is not None:
        lines.append(words.say(f"compare.law.taken.{law.acceptance.taken}"))
    return tuple(lines)
