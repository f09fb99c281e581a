"""A credential's rules for a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from rich.console import Console, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text
from rich.tree import Tree

from certway.answers.sheet import RuleSheet, conflicts_on, edition_on, sources_on, unknown_on
from certway.cli.terminal import print_address, tidied
from certway.core.rulebook.credential import Edition, OutlineNode, Route
from certway.core.rulebook.values import Value
from certway.exchange.words.figures import as_sentence, number
from certway.exchange.words.figures import day as day_words
from certway.exchange.words.requirements import Reading, Requirement, requirement
from certway.exchange.words.standings import source_line
from certway.exchange.words.telling import Telling
from certway.exchange.words.values import value_words, version_words

_TIMELINE = (
    "application-processing", "scheduling-window", "application-validity", "preliminary-result", "official-result",
    "certificate", "attempts-limit", "retake-wait",
)  # fmt: skip


def show_rules(sheet: RuleSheet, day: int, telling: Telling) -> None:
    """Print all that the rules say about a credential on a day."""
    reading = Reading(day, telling)
    with tidied() as screen:
        _show_head(sheet, reading, screen)
        _show_routes(sheet, reading, screen)
        timeline = {name: sheet.exam[name] for name in _TIMELINE if name in sheet.exam}
        exam = {name: value for name, value in sheet.exam.items() if name not in timeline}
        for title, values in (
            ("show.exam", exam),
            ("show.timeline", timeline),
            ("show.fees", sheet.fees),
            ("show.renewal", sheet.renewal),
            ("show.about", sheet.credential.values),
        ):
            _show_values(title, values, reading, screen)
        edition = edition_on(sheet.outline, day)
        if edition is not None:
            _show_outline(edition, reading, screen)
        _show_unknown(sheet, edition, reading, screen)
        _show_conflicts(sheet, reading, screen)
        _show_others(sheet, reading, screen)
        _show_sources(sheet, reading, screen)


def _heading(text: str, screen: Console) -> None:
    screen.print()
    screen.print(Text(text, style="bold"))


def _indented(part: RenderableType, by: int = 2) -> Padding:
    return Padding(part, (0, 0, 0, by))


def _show_head(sheet: RuleSheet, reading: Reading, screen: Console) -> None:
    credential, words = sheet.credential, reading.telling.words
    title = reading.say(
        "show.title",
        name=credential.name,
        postnominal=credential.postnominal or credential.short,
        day=day_words(reading.day, words),
    )
    screen.print(Text(title, style="bold"))
    print_address(screen, reading.say("show.body", issuer=credential.issuer.name, page=credential.issuer.page))
    for text in (credential.summary, credential.note):
        if text:
            screen.print(Text(as_sentence(words.text(text))))


def _show_routes(sheet: RuleSheet, reading: Reading, screen: Console) -> None:
    _heading(reading.say("show.who"), screen)
    shared = Tree(Text(reading.say("show.shared")), guide_style="dim")
    _grow(shared, (requirement(node, reading) for node in sheet.eligibility.shared))
    screen.print(_indented(shared))
    for route in sheet.eligibility.routes:
        screen.print(_indented(_route_tree(route, sheet, reading)))
        for text in _route_texts(route, sheet, reading):
            screen.print(_indented(Text(text, style="dim"), 6))


def _route_tree(route: Route, sheet: RuleSheet, reading: Reading) -> Tree:
    title = Text.assemble((reading.telling.words.text(route.title), "bold"), (f" ({route.id})", "dim"))
    if route.until is not None:
        until = reading.say("show.until", until=day_words(route.until, reading.telling.words))
        title.append(f", {until}", style="red")
    tree = Tree(title, guide_style="dim")
    _grow(tree, (requirement(node, reading) for node in route.requirements))
    return tree


def _route_texts(route: Route, sheet: RuleSheet, reading: Reading) -> Iterable[str]:
    words = reading.telling.words
    yield reading.say("show.fee", fee=value_words(sheet.fees.get(route.fee), reading.day, reading.telling))
    if route.documents:
        papers = [
            reading.say("show.document", title=words.text(paper.title), sender=reading.say(f"sender.{paper.sent_by}"))
            for paper in route.documents
        ]
        yield reading.say("show.documents", papers="; ".join(papers))
    if route.note:
        yield as_sentence(words.text(route.note))


def _grow(tree: Tree, asked: Iterable[Requirement]) -> None:
    for one in asked:
        text = Text(one.text)
        if one.note:
            text.append(f". {as_sentence(one.note)}", style="dim")
        _grow(tree.add(text), one.parts)


def _show_values(title: str, values: Mapping[str, Value], reading: Reading, screen: Console) -> None:
    if not values:
        return
    _heading(reading.say(title), screen)
    grid = Table.grid(padding=(0, 2))
    grid.add_column(ratio=2)
    grid.add_column(ratio=3, overflow="fold")
    for value in values.values():
        said = Text(value_words(value, reading.day, reading.telling))
        if any(version.state == "not-found" for version in value.in_force(reading.day)):
            said.stylize("yellow")
        grid.add_row(Text(reading.telling.words.text(value.title)), said)
    screen.print(_indented(grid))


def _show_outline(edition: Edition, reading: Reading, screen: Console) -> None:
    _heading(reading.say("show.outline", title=edition.title or edition.id), screen)
    for area in edition.areas:
        screen.print(_indented(_area_tree(area, reading)))


def _area_tree(area: OutlineNode, reading: Reading) -> Tree:
    text = Text(area.name)
    weight = _weight(area, reading)
    if weight:
        text.append(f"  {weight}", style="bold")
    tree = Tree(text, guide_style="dim")
    for child in area.children:
        # Two levels are what a person reads here; the rest is in the JSON.
        weight = _weight(child, reading)
        tree.add(Text(f"{child.name}  {weight}" if weight else child.name))
    return tree


def _weight(area: OutlineNode, reading: Reading) -> str:
    parts = []
    if area.percent is not None:
        least, most = area.percent
        exact = least == most
        parts.append(
            reading.say("show.area.percent", percent=number(least))
            if exact
            else reading.say("show.area.range", least=number(least), most=number(most))
        )
    if area.items is not None:
        parts.append(reading.telling.words.say_many("show.area.items", area.items, n=area.items))
    return ", ".join(parts)


def _show_unknown(sheet: RuleSheet, edition: Edition | None, reading: Reading, screen: Console) -> None:
    _heading(reading.say("show.not-known"), screen)
    titles = dict.fromkeys(value.title for value in unknown_on(sheet, reading.day))
    lines = [reading.telling.words.text(title) for title in titles]
    lines += [reading.say("show.missing-outline", missing=missing) for missing in (edition.missing if edition else ())]
    for line in lines or [reading.say("show.nothing-unknown")]:
        screen.print(_indented(_item(Text(line, style="yellow" if lines else ""))))


def _item(text: Text) -> Table:
    grid = Table.grid(padding=(0, 1))
    grid.add_row("-", text)
    return grid


def _show_conflicts(sheet: RuleSheet, reading: Reading, screen: Console) -> None:
    conflicts = conflicts_on(sheet, reading.day)
    if not conflicts:
        return
    _heading(reading.say("show.conflicts"), screen)
    for value, version, conflict in conflicts:
        said = version_words(version, value.unit, reading.telling)
        text = reading.say("show.conflict", title=value.title, says=conflict.says.rstrip("."), **{"is": said})
        screen.print(_indented(_item(Text(text))))


def _show_others(sheet: RuleSheet, reading: Reading, screen: Console) -> None:
    if not sheet.eligibility.other_routes:
        return
    _heading(reading.say("show.others"), screen)
    for other in sheet.eligibility.other_routes:
        words = reading.telling.words
        screen.print(_indented(_item(Text(f"{words.text(other.title)}: {as_sentence(words.text(other.why))}"))))


def _show_sources(sheet: RuleSheet, reading: Reading, screen: Console) -> None:
    _heading(reading.say("check.sources"), screen)
    for source in sources_on(sheet, reading.day):
        print_address(screen, f"  {source.url}")
        screen.print(Text(f"    {source_line(source, reading.telling)}", style="dim"))
    screen.print(Text(reading.say("check.unaffiliated"), style="dim"))
