"""The answer of `check` for a terminal: the answer first, then what is missing, then the sources."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text
from rich.tree import Tree

from certway.answers.check import Check, CheckedCredential
from certway.answers.reasons import Lack, deciding
from certway.cli.terminal import STYLES, mark, print_address, tidied
from certway.core.qualify.standing import RouteStanding
from certway.core.rulebook.findings import Finding
from certway.core.rulebook.values import Source
from certway.core.units.verdicts import VerdictName
from certway.exchange.words.figures import as_sentence, day
from certway.exchange.words.sentences import because, invitation
from certway.exchange.words.standings import answer_sentence, route_line, route_name, source_line, verdict_word
from certway.exchange.words.telling import Telling


def show_check(answer: Check, telling: Telling, *, every_finding: bool) -> None:
    """Print an answer; with `every_finding` each route as a tree, else the nearest one and what it lacks."""
    with tidied() as screen:
        title = telling.words.say("check.title", day=day(answer.as_of, telling.words))
        screen.print(Text(title, style="bold"))
        for checked in answer.credentials:
            screen.print()
            for part in _credential(checked, telling, screen, every_finding=every_finding):
                screen.print(part)
            page = telling.words.say("check.page", page=checked.credential.issuer.page)
            print_address(screen, f"  {page}")
        screen.print()
        _show_sources(answer, telling, screen, every_finding=every_finding)
        if not every_finding:
            screen.print(Text(telling.words.say("check.more"), style="dim"))
        screen.print(Text(telling.words.say("check.unaffiliated"), style="dim"))


def _credential(
    checked: CheckedCredential, telling: Telling, screen: Console, *, every_finding: bool
) -> Iterator[RenderableType]:
    credential, standing = checked.credential, checked.standing
    heading = Text.assemble(
        mark(standing.verdict, screen),
        " ",
        (verdict_word(standing.verdict, telling), STYLES[standing.verdict]),
        "  ",
        (f"{credential.short}: {credential.name}", "bold"),
    )
    yield heading
    yield _indented(Text(answer_sentence(standing.verdict, standing.eligible, telling)))
    yield from (_trees if every_finding else _summary)(checked, telling, screen)
    for other in standing.other_routes if every_finding else ():
        title, why = telling.words.text(other.title), telling.words.text(other.why)
        yield _indented(Text(telling.words.say("check.undecided", title=title, why=why), style="dim"))


def _summary(checked: CheckedCredential, telling: Telling, screen: Console) -> Iterator[RenderableType]:
    shared, nearest = deciding(checked.standing.findings), checked.nearest
    if shared:
        yield _indented(Text(telling.words.say("check.shared")))
        yield _indented(_lacks(shared, telling, screen), 4)
    if nearest is not None:
        label = telling.words.say("check.way-met" if nearest.verdict == "met" else "check.way")
        yield _indented(Text(f"{label}: {route_name(nearest, telling)}"))
        lacks = deciding(nearest.findings)
        if lacks:
            yield _indented(_lacks(lacks, telling, screen), 4)
    if checked.others:
        yield _indented(Text(telling.words.say("check.others")))
        lines = ((route.verdict, _route_text(route, telling)) for route in checked.others)
        yield _indented(_marked(lines, screen), 4)


def _route_text(route: RouteStanding, telling: Telling) -> Text:
    return Text.assemble(f"{route_name(route, telling)}: ", route_line(route, telling))


def _lacks(lacks: Iterable[Lack], telling: Telling, screen: Console) -> Table:
    # Several conditions may ask the same of a person; she reads it once.
    texts = {(lack.finding.verdict, text.plain): text for lack in lacks for text in [_lack_text(lack, telling)]}
    return _marked(((verdict, text) for (verdict, _), text in texts.items()), screen)


def _lack_text(lack: Lack, telling: Telling) -> Text:
    text = _told(lack.finding, telling)
    if lack.ways > 1:
        text.append(f" {telling.words.say('check.ways', n=lack.ways)}", style="dim")
    return text


def _told(finding: Finding, telling: Telling) -> Text:
    return Text(" ".join(part for part in (because(finding, telling), invitation(finding, telling)) if part))


def _marked(lines: Iterable[tuple[VerdictName, Text]], screen: Console) -> Table:
    grid = Table.grid(padding=(0, 1))
    for verdict, text in lines:
        grid.add_row(mark(verdict, screen), text)
    return grid


def _trees(checked: CheckedCredential, telling: Telling, screen: Console) -> Iterator[RenderableType]:
    standing = checked.standing
    if standing.findings:
        shared = Tree(Text(telling.words.say("check.shared"), style="bold"), guide_style="dim")
        _grow(shared, standing.findings, telling, screen)
        yield _indented(shared)
    routes = ([checked.nearest] if checked.nearest else []) + list(checked.others)
    for route in routes:
        name = Text.assemble(
            mark(route.verdict, screen),
            f" {verdict_word(route.verdict, telling)}  ",
            (route_name(route, telling), "bold"),
        )
        sentence = Text(answer_sentence(route.verdict, route.eligible, telling))
        tree = Tree(Group(name, sentence), guide_style="dim")
        _grow(tree, route.findings, telling, screen)
        yield _indented(tree)


def _grow(tree: Tree, findings: Iterable[Finding], telling: Telling, screen: Console) -> None:
    for finding in findings:
        grid = Table.grid(padding=(0, 1))
        text = _told(finding, telling)
        if finding.note:
            text.append(f" {as_sentence(telling.words.text(finding.note))}", style="dim")
        grid.add_row(mark(finding.verdict, screen), text)
        _grow(tree.add(grid), finding.findings, telling, screen)


def _show_sources(answer: Check, telling: Telling, screen: Console, *, every_finding: bool) -> None:
    screen.print(Text(telling.words.say("check.sources"), style="dim"))
    for source in _sources(answer, every_finding=every_finding):
        print_address(screen, f"  {source.url}")
        screen.print(Text(f"    {source_line(source, telling)}", style="dim"))


def _sources(answer: Check, *, every_finding: bool) -> list[Source]:
    """Return the sources of what was shown, each once, in the order in which it was."""
    shown: dict[tuple[str, str], Source] = {}
    for checked in answer.credentials:
        nearest = [checked.nearest] if checked.nearest else []
        routes = checked.standing.routes if every_finding else nearest
        findings = [finding for route in routes for finding in route.findings]
        shared = checked.standing.findings
        findings += shared if every_finding else [lack.finding for lack in deciding(shared)]
        for finding in (inner for outer in findings for inner in outer.walk()):
            if finding.source is not None:
                shown.setdefault((finding.source.url, finding.source.confidence), finding.source)
    return list(shown.values())


def _indented(part: RenderableType, by: int = 2) -> Padding:
    return Padding(part, (0, 0, 0, by))
