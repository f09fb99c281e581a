"""What a person holds, in words: a card for each thing, how others check it, and what LinkedIn would be told."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from certway.answers.credential_cards import CredentialCard, HeldEntry, HeldStatus, HolderCheck, StateLicense
from certway.answers.evidence import Evidence, evidence_of_rules
from certway.core.person.record import OPEN
from certway.core.rulebook.values import Value, Version
from certway.core.units.days import DaySpan, to_date
from certway.exchange.linkedin import Certification, add_address
from certway.exchange.marks import MarkLine, source_lines
from certway.exchange.state_credentials import license_name, license_short
from certway.exchange.words.figures import as_sentence, listed, on_day, opened, unbroken
from certway.exchange.words.offers import host_of, is_linked, noted, price_words
from certway.exchange.words.standings import span_words
from certway.exchange.words.telling import Telling
from certway.exchange.words.values import version_words

_MARKS: dict[HeldStatus, str] = {  # the sign that stands beside a status
    "valid": "met",
    "expires-soon": "unknown",
    "expired": "not-met",
    "no-last-day": "unknown",
    "unknown": "unknown",
    "to-come": "unchecked",
}


@dataclass(frozen=True, slots=True)
class StatementText:
    """One thing that the rules say."""

    title: str
    text: str  # a sentence
    url: str  # an address that it names, shown instead of the text; empty for none


@dataclass(frozen=True, slots=True)
class SourcesText:
    """Where statements were read."""

    line: str  # how good and how old the weakest of them is
    quiet: bool  # whether any deserves a mark
    lines: tuple[MarkLine, ...]  # every one, the doubtful ones first


@dataclass(frozen=True, slots=True)
class CheckText:
    """How others check a holder."""

    known: bool  # whether the body's way was found at all
    body: str
    page: str  # the body's own site
    host: str  # its name
    statements: tuple[StatementText, ...]  # how, where, with what, for how much; then what else is known
    sources: SourcesText | None  # None where nothing is said


@dataclass(frozen=True, slots=True)
class LicenseText:
    """Who grants a state's credential."""

    says: str
    board: str  # empty = not known
    url: str  # the board's; empty = not found
    sources: SourcesText | None


@dataclass(frozen=True, slots=True)
class CopyText:
    """A field of LinkedIn's form, to be copied by hand."""

    name: str  # for programs, such as `number`
    label: str  # as LinkedIn calls it
    value: str


@dataclass(frozen=True, slots=True)
class ProfileText:
    """What LinkedIn is told when its link is pressed."""

    address: str
    fields: tuple[CopyText, ...]


@dataclass(frozen=True, slots=True)
class CardText:
    """A card."""

    section: str
    place: int  # of its entry in the section, from 0
    title: str
    full_name: str  # empty where the title is all
    body: str  # who issued it; empty where no rule knows
    page: str  # the body's page about it; empty for none
    status: str  # for programs
    mark: str
    state: str  # the status with its day
    number: str  # empty where it was not told
    issued: str  # the same
    expires: str  # the same
    unruled: bool  # whether this is a credential that no rule knows
    check: CheckText | None
    license: LicenseText | None
    profile: ProfileText | None  # None for what LinkedIn does not ask for, or what has no name
    others: tuple[str, ...]  # further entries, a line each
    renewal: str  # as it was given


@dataclass(frozen=True, slots=True)
class CardsText:
    """All cards."""

    headline: str
    lead: str
    cards: tuple[CardText, ...]


def cards_text(cards: Sequence[CredentialCard], telling: Telling, *, as_of: int) -> CardsText:
    """Return the cards as text, as of a day (an ordinal)."""
    teller = _Teller(telling, as_of)
    return CardsText(teller.headline(cards), teller.lead(cards), tuple(teller.card(card) for card in cards))


@dataclass(frozen=True, slots=True)
class _Teller:
    telling: Telling
    as_of: int

    def say(self, message: str, **values: object) -> str:
        return self.telling.words.say(message, **values)

    def headline(self, cards: Sequence[CredentialCard]) -> str:
        """Return what ends next, with its day."""
        ends = [card for card in cards if card.status in ("valid", "expires-soon") and card.ends is not None]
        if not ends:
            return self.say("hold.title")
        first = min(ends, key=lambda card: card.ends or 0)
        return self.say("hold.heading", name=self.title(first), on=self.on(first.current.expires))

    def lead(self, cards: Sequence[CredentialCard]) -> str:
        """Return how many there are of each status."""
        counts = Counter(card.status for card in cards)
        said = [
            self.telling.words.say_many(f"hold.count.{one}", counts[one], n=counts[one])
            for one in _MARKS
            if counts[one]
        ]
        return self.say("hold.lead", counts=listed(said, "and", self.telling.words)) if said else ""

    def card(self, card: CredentialCard) -> CardText:
        known, entry = card.credential, card.current
        return CardText(
            section=card.section,
            place=entry.place,
            title=self.title(card),
            full_name=known.name if known else "",
            body=known.issuer.name if known else "",
            page=known.issuer.page if known else "",
            status=card.status,
            mark=_MARKS[card.status],
            state=self.state(card),
            number=entry.number,
            issued=self.span(entry.issued),
            expires=self.say("hold.open") if entry.expires is OPEN else self.span(entry.expires),
            unruled=card.section == "credentials" and known is None and card.license is None,
            check=self.check(card, card.check) if card.check else None,
            license=self.license(card.license) if card.license else None,
            profile=self.profile(card),
            others=tuple(self.other(one) for one in card.others),
            renewal=card.renewal,
        )

    def title(self, card: CredentialCard) -> str:
        words = self.telling.words
        if card.section == "cards":
            return words.find(f"choice.cards.kind.{card.name}") or opened(card.name) or words.say("topic.cards.one")
        if card.credential is not None:
            return card.credential.short
        if card.license is not None:
            return license_short(card.license.granted, words)
        return words.find(f"credential.{card.name}") or card.name

    def state(self, card: CredentialCard) -> str:
        """Return a status with the day that matters."""
        entry = card.current
        if card.status == "valid" and entry.expires is OPEN:
            return self.say("hold.status.valid/open")
        day = self.on(entry.issued if card.status == "to-come" else entry.expires)
        if card.status == "valid":
            day = self.span(entry.expires)
        return self.say(f"hold.status.{card.status}", on=day)

    def on(self, told: object) -> str:
        """Return on which day, or in which month or year: `on 14 May 2027 (in 5 months)`."""
        if not isinstance(told, DaySpan):
            return ""
        return unbroken(on_day(told.first, told.last, self.telling.words, as_of=self.as_of))

    def span(self, told: object) -> str:
        return unbroken(span_words(told, self.telling)) if isinstance(told, DaySpan) else ""

    def other(self, entry: HeldEntry) -> str:
        """Return one further entry in a line."""
        said = [
            self.say("hold.other.issued", on=self.span(entry.issued)) if entry.issued else "",
            self.say("hold.other.expires", on=self.span(entry.expires)) if isinstance(entry.expires, DaySpan) else "",
            self.say("hold.other.number", number=entry.number) if entry.number else "",
        ]
        return ", ".join(one for one in said if one) or self.say("hold.other.nothing")

    def check(self, card: CredentialCard, check: HolderCheck) -> CheckText:
        assert card.credential is not None
        how, body = check.how, card.credential.issuer
        evidence = [
            Evidence(self.label(value), version.source, version.conflicts)
            for value in check.values()
            for version in value.in_force(self.as_of)
        ]
        return CheckText(
            known=how is not None and any(one.state == "set" for one in how.in_force(self.as_of)),
            body=self.telling.words.find(f"plan.body.{body.id}") or body.name,
            page=body.url,
            host=host_of(body.url),
            statements=tuple(self.statements(check)),
            sources=self.sources(source_lines(evidence, self.as_of, self.telling)),
        )

    def statements(self, check: HolderCheck) -> Iterator[StatementText]:
        """Yield what each value says; of one that may be several things, each."""
        for value in check.values():
            for version in value.in_force(self.as_of):
                said = self.version(version, value.unit)
                url = said if is_linked(said) else ""
                text = as_sentence(noted("" if url else said, version, self.telling).strip())
                yield StatementText(self.label(value), text, url)

    def label(self, value: Value) -> str:
        """Return what a statement is about: in our words where every body has it, else in those of the rules."""
        return self.telling.words.find(f"hold.check.{value.id}") or self.telling.words.text(value.title)

    def version(self, version: Version, unit: str) -> str:
        if version.state == "not-found":
            return self.say("value.not-found")
        return price_words(version, self.telling) if unit == "usd" else version_words(version, unit, self.telling)

    def sources(self, lines: tuple[MarkLine, ...]) -> SourcesText | None:
        if not lines:
            return None
        return SourcesText(lines[0].source.line, any(line.source.quiet for line in lines), lines)

    def license(self, license: StateLicense) -> LicenseText:
        board, rules = license.answer.board, evidence_of_rules(license.answer.rules)
        return LicenseText(
            says=self.say("hold.license", state=self.telling.state(license.granted.state)),
            board=board.name if board else "",
            url=board.url if board else "",
            sources=self.sources(source_lines(rules, self.as_of, self.telling)) if board else None,
        )

    def profile(self, card: CredentialCard) -> ProfileText | None:
        """Return what LinkedIn would be told about a credential that has a name and was issued."""
        name, organization = self.certified(card)
        if not name or card.status == "to-come":
            return None
        entry = card.current
        expires = entry.expires if isinstance(entry.expires, DaySpan) else None
        fields = {
            "name": name,
            "organization": organization,
            "issued": self.month(entry.issued),
            "expires": self.month(expires),
            "number": entry.number,
        }
        told = Certification(name, organization, entry.issued, expires, entry.number)
        labelled = (CopyText(one, self.say(f"hold.profile.{one}"), value) for one, value in fields.items() if value)
        return ProfileText(add_address(told), tuple(labelled))

    def certified(self, card: CredentialCard) -> tuple[str, str]:
        """Return what a credential is called in full, and who issued it; empty where that is not known."""
        known, license = card.credential, card.license
        if known is not None:
            return self.say("resume.certificate", name=known.name, short=known.short), known.issuer.name
        if license is not None:
            board = license.answer.board
            words = self.telling.words
            called = license_short(license.granted, words), license_name(license.granted, words)
            return self.say("resume.certificate", short=called[0], name=called[1]), "" if board is None else board.name
        return (self.telling.words.find(f"credential.{card.name}") if card.section == "credentials" else "") or "", ""

    def month(self, span: DaySpan | None) -> str:
        """Return a day's month and year, as far as they are sure."""
        if span is None:
            return ""
        first, last = to_date(span.first), to_date(span.last)
        if first.month != last.month:  # then the year alone was told
            return str(first.year)
        return self.say("month-of-year", month=self.say(f"month.{first.month}"), year=first.year)
