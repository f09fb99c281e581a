"""A report as it is set on paper: every sentence of it, and every question with its key and reasons."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from certway.answers.exam_results import MISTAKES
from certway.core.items.item import Choice, Item, Matching, NumberEntry, Ordering
from certway.core.sit.profile import Profile
from certway.core.sit.report import Report, ScoredItem
from certway.exchange.bank.item_text import LETTERS, number_words, quantity_words
from certway.exchange.bank.shipped import IndexedBank
from certway.exchange.safe.rich_text import RichText, rich_line, rich_text
from certway.exchange.sitting_text import ShareLine, SureLine, answer_text, sitting_text
from certway.exchange.words.catalogue import Catalogue
from certway.exchange.words.figures import day, opened

SHORT = 3_000  # characters; a page holds more than 5,000
PICTURE = 1_800  # characters for which a picture takes the room, at most


@dataclass(frozen=True, slots=True)
class PaperReport:
    """What is told on paper of a sitting: the values behind it."""

    short: str  # of the exam
    is_practice: bool
    on: int  # ordinal of its day
    profile: Profile
    report: Report
    mistakes: Mapping[int, str]  # what she said of her mistakes, one of MISTAKES, by place
    names: Mapping[str, str]  # titles of the outline's parts


@dataclass(frozen=True, slots=True)
class PaperAnswer:
    """One thing to choose, order, match or avoid."""

    mark: str
    text: RichText
    why: RichText
    right: bool
    chosen: bool


@dataclass(frozen=True, slots=True)
class PaperQuestion:
    """A question with its key and reasons."""

    heading: str  # number and topic
    state: str  # `right`, `wrong` or `open`
    said: str  # the same in words
    part: str  # of the outline
    situation: RichText
    stem: RichText
    picture: str  # name of what it shows; empty for none
    alt: str
    chosen_from: bool  # whether the answers were there to choose from
    answers: tuple[PaperAnswer, ...]
    yours: str  # what was answered, where it is not marked among the answers
    notes: tuple[str, ...]
    reference: str
    reference_url: str
    is_short: bool  # whether it can stand on one page for sure


@dataclass(frozen=True, slots=True)
class Paper:
    """A report on paper."""

    title: str
    subtitle: str
    heading: str
    lead: str
    outlook: str
    estimate: str
    unanswered: str
    nodes: tuple[ShareLine, ...]
    little: str  # said of shares that say little
    how: tuple[str, ...]  # pacing, changes
    stretches: tuple[ShareLine, ...]
    stamina: str
    sureness: tuple[SureLine, ...]
    surety: str
    mistakes: tuple[tuple[str, int], ...]  # each class with its number; none where nothing was missed
    mistakes_said: str
    questions: tuple[PaperQuestion, ...]
    questions_heading: str
    back: str  # what the address is for
    address: str
    ours: str
    unaffiliated: str


def report_paper(told: PaperReport, bank: IndexedBank, words: Catalogue, *, address: str, missed_only: bool) -> Paper:
    """Return a report as it is set; `address` leads back to it. `missed_only` leaves out the questions that were right.

    What the bank no longer has of topics and works is left out.
    """
    report, profile = told.report, told.profile
    scale = None if told.is_practice else profile.scale
    text = sitting_text(report, told.names, scale, words, adaptive=profile.adaptive)
    writer = _Questions(told, bank, words)
    shown = [one for one in report.items if not (missed_only and one.right)]
    kind = words.say("report.practice" if told.is_practice else "report.exam")
    missed = [one.place for one in report.items if not one.right]
    return Paper(
        title=words.say("report.paper.title", short=told.short, heading=text.heading),
        subtitle=words.say("report.paper.subtitle", kind=opened(kind), day=day(told.on, words)),
        heading=text.heading,
        lead=text.lead,
        outlook=text.outlook,
        estimate=text.estimate,
        unanswered=words.say_many("report.unanswered", report.unanswered, n=report.unanswered)
        if report.unanswered
        else "",
        nodes=text.nodes,
        little=words.say("report.little"),
        how=tuple(line for line in (text.pace, *text.changes) if line),
        stretches=text.stretches,
        stamina=text.stamina,
        sureness=text.sureness,
        surety=text.surety,
        mistakes=tuple(_mistakes(told.mistakes, missed, words)) if missed else (),
        mistakes_said=words.say(
            "report.paper.mistakes", said=sum(at in told.mistakes for at in missed), wrong=len(missed)
        ),
        questions=tuple(writer.question(one) for one in shown),
        questions_heading=words.say("report.paper.missed" if missed_only else "report.questions"),
        back=words.say("page.come-back"),
        address=address,
        ours=words.say("bank.page.ours"),
        unaffiliated=words.say("check.unaffiliated"),
    )


def _mistakes(told: Mapping[int, str], missed: Sequence[int], words: Catalogue) -> Iterator[tuple[str, int]]:
    said = [told[place] for place in missed if place in told]
    for kind in MISTAKES:
        yield words.say(f"report.mistake.{kind}"), said.count(kind)


@dataclass(frozen=True, slots=True)
class _Questions:
    """Writes the questions of one report."""

    told: PaperReport
    bank: IndexedBank
    words: Catalogue

    def question(self, scored: ScoredItem) -> PaperQuestion:
        """Return a question with its key, its reasons and what was answered."""
        item, words = scored.item, self.words
        topic = self.bank.bank.tree.by_id.get(item.topic)
        work = self.bank.bank.works.get(item.reference.source)
        state = "right" if scored.right else "wrong" if scored.response else "open"
        return PaperQuestion(
            heading=words.say("report.question", n=scored.place + 1, title=topic.title if topic else item.topic),
            state=state,
            said=words.say(f"report.state.{state}"),
            part=self.told.names.get(scored.node, ""),
            situation=rich_text(item.situation),
            stem=rich_text(item.stem),
            picture=item.image.file if item.image else "",
            alt=item.image.alt if item.image else "",
            chosen_from=isinstance(item.body, Choice),
            answers=tuple(_answers(scored, words)),
            yours="" if isinstance(item.body, Choice) else answer_text(item, scored.response, words),
            notes=tuple(self._notes(scored)),
            reference=f"{work.title}, {work.by}: {item.reference.part}" if work else item.reference.part,
            reference_url=work.url if work else "",
            is_short=_length(item) < SHORT,
        )

    def _notes(self, scored: ScoredItem) -> Iterator[str]:
        words, place = self.words, scored.place
        if not scored.counts:
            yield words.say("report.note.not-counted")
        if scored.spent:
            yield words.say("report.note.spent", n=round(scored.spent / 1000))
        if scored.sure is not None:
            yield words.say("report.note.sure", n=scored.sure)
        if scored.change is not None:
            first = answer_text(scored.item, scored.first, words)
            yield words.say("report.note.changed", first=first)
        if place in self.told.mistakes and not scored.right:
            yield words.say(f"report.mistake.{self.told.mistakes[place]}")


def _length(item: Item) -> int:
    """Return about how many characters a question fills, with the room that lines and paragraphs leave empty."""
    texts = sum(len(text) + 60 + 90 * text.count("\n") for text in item.texts())
    return texts + (PICTURE if item.image else 0)


def _answers(scored: ScoredItem, words: Catalogue) -> Iterator[PaperAnswer]:
    response = scored.response if isinstance(scored.response, tuple) else ()
    match scored.item.body:
        case Choice(options=options):
            for place, (letter, option) in enumerate(zip(LETTERS, options, strict=False)):
                text, why = rich_line(option.text), rich_line(option.why)
                yield PaperAnswer(letter, text, why, option.right, place in response)
        case Ordering(steps=steps):
            for place, step in enumerate(steps, start=1):
                yield PaperAnswer(str(place), rich_line(step.text), rich_line(step.why), right=True, chosen=False)
        case Matching(pairs=pairs, others=others):
            for place, pair in enumerate(pairs, start=1):
                text = [*rich_line(pair.this), " → ", *rich_line(pair.that)]
                yield PaperAnswer(str(place), text, rich_line(pair.why), right=True, chosen=False)
            for other in others:
                yield PaperAnswer("–", rich_line(other), [words.say("bank.fits-nothing")], right=False, chosen=False)
        case NumberEntry() as body:
            yield PaperAnswer("=", [quantity_words(body, words)], rich_line(body.why), right=True, chosen=False)
            for mistake in body.mistakes:
                told: RichText = [number_words(mistake.value, body.unit)]
                yield PaperAnswer("≠", told, rich_line(mistake.why), right=False, chosen=False)
