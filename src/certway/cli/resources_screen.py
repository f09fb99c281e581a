"""What is on offer for a credential, for a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from certway.cli.terminal import print_address, tidied
from certway.exchange.resource_parts import AdviceText, FigureText, TrustText
from certway.exchange.resources_text import OfferText, ResourcesText, StageText
from certway.exchange.words.catalogue import catalogue
from certway.exchange.words.figures import day as day_words


def show_resources(text: ResourcesText, day: int) -> None:
    """Print the offers, stage by stage."""
    words = catalogue()
    with tidied() as screen:
        screen.print(Text(words.say("resources.title", short=text.short), style="bold"))
        screen.print(Text(words.say("resources.as-of", day=day_words(day, words))))
        screen.print(Text(f"{text.summary} {words.say('resources.lead')}"))
        for stage in text.stages:
            _show_stage(stage, screen)
        screen.print()
        screen.print(Text(words.say("check.unaffiliated"), style="dim"))


def _show_stage(stage: StageText, screen: Console) -> None:
    screen.print()
    screen.print(Text(stage.title, style="bold"))
    screen.print(Text(stage.lead, style="dim"))
    for offer in (*stage.kinds, *stage.offers):
        _show_offer(offer, screen)
    for advice in stage.advice:
        _show_advice(advice, screen)
    for gap in stage.gaps:
        screen.print(_indented(Text(f"? {gap}", style="yellow")))


def _show_offer(offer: OfferText, screen: Console) -> None:
    line = Text(offer.name, style="bold")
    price = f"{offer.price} ({offer.price_note})" if offer.price_note else offer.price
    line.append("".join(f", {part}" for part in (offer.by, price) if part), style="default")
    screen.print()
    screen.print(_indented(line))
    for said in (*offer.says, *offer.counts, *_figures(offer.figures), offer.warning, offer.note, offer.address):
        _show_line(said, screen)
    if offer.url:
        print_address(screen, f"    {offer.url}")
    _show_trust(offer.trust, screen, known=offer.url)


def _show_advice(advice: AdviceText, screen: Console) -> None:
    screen.print()
    screen.print(_indented(Text(advice.title, style="bold")))
    for said in (*advice.says, *_figures(advice.figures), advice.warning, advice.note):
        _show_line(said, screen)
    _show_trust(advice.trust, screen)


def _figures(figures: Iterable[FigureText]) -> Iterator[str]:
    for figure in figures:
        yield f"{figure.title}: {figure.text}"
        yield from figure.doubts
        if figure.url:
            yield figure.url


def _show_trust(trust: TrustText, screen: Console, *, known: str = "") -> None:
    if trust.url != known:
        print_address(screen, f"    {trust.url}")
    screen.print(_indented(Text(f"{trust.line}, {trust.read}", style="dim"), by=4))
    for doubt in trust.doubts:
        screen.print(_indented(Text(doubt, style="yellow"), by=4))


def _show_line(said: str, screen: Console) -> None:
    if said:
        screen.print(_indented(Text(said), by=4))


def _indented(text: Text, by: int = 2) -> Padding:
    return Padding(text, (0, 0, 0, by))
