"""Where a person stands, as text: everything that a page shows of it, in the order in which it is read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TypeAlias
from urllib.parse import urlsplit

from certway.answers.check import Check, CheckedCredential
from certway.answers.reasons import Lack, deciding
from certway.core.qualify.standing import RouteStanding
from certway.core.rulebook.findings import Finding
from certway.core.rulebook.freshness import freshness_on
from certway.core.rulebook.ledger import Clause, answered
from certway.core.rulebook.values import Source
from certway.core.units.verdicts import VerdictName
from certway.exchange.words.figures import amount, as_sentence
from certway.exchange.words.finding_values import have_words
from certway.exchange.words.sentences import because, invitation
from certway.exchange.words.standings import answer_sentence, route_line, source_line, verdict_word
from certway.exchange.words.telling import Telling

Clauses: TypeAlias = "Mapping[str, tuple[Clause, ...]]"
"""The ledger of each credential, by its id."""


@dataclass(frozen=True, slots=True)
class SourceText:
    """Where something was read."""

    url: str
    label: str  # the site's name
    line: str  # how good and how old it is
    linked: bool  # whether `url` is an address that a browser opens
    quiet: bool  # whether it deserves a mark: not the body's own words, or read long ago


@dataclass(frozen=True, slots=True)
class FindingText:
    """One condition, with all below it."""

    id: str
    verdict: VerdictName
    mark: str  # the verdict, or `unchecked` for what Certway takes for granted
    word: str
    because: str
    tell: str  # what would settle or mend it; empty when nothing does
    asks: str  # the place in the person file that would settle it; empty when no answer does
    have: str  # with its unit; empty when there are no numbers
    need: str
    note: str
    clauses: tuple[str, ...]
    source: SourceText | None
    findings: tuple[FindingText, ...]


@dataclass(frozen=True, slots=True)
class LackText:
    """What keeps somebody from applying, told once."""

    verdict: VerdictName
    word: str
    because: str
    tell: str
    asks: str
    ways: str  # that another way would do too; empty when there is no other
    finding: FindingText


@dataclass(frozen=True, slots=True)
class RouteText:
    """One way to qualify."""

    id: str
    title: str
    verdict: VerdictName
    word: str
    line: str  # how far it is from being met, in a few words
    answer: str
    note: str
    windows: tuple[tuple[int, int], ...]
    lacks: tuple[LackText, ...]
    findings: tuple[FindingText, ...]


@dataclass(frozen=True, slots=True)
class CredentialText:
    """Where the person stands with one credential."""

    id: str
    short: str
    name: str
    body: str
    page: str  # the body's own
    verdict: VerdictName
    word: str
    answer: str
    windows: tuple[tuple[int, int], ...]  # days on which she may apply, as ordinals
    shared_lacks: tuple[LackText, ...]
    nearest: RouteText | None
    others: tuple[RouteText, ...]
    shared: tuple[FindingText, ...]
    undecided: tuple[tuple[str, str], ...]  # routes that exist but are not known well enough: title and why

    @property
    def lacks(self) -> tuple[LackText, ...]:
        """What is missing on the nearest way, what every way asks for included, each once; failed conditions first."""
        nearest = self.nearest.lacks if self.nearest else ()
        shared = {(lack.verdict, lack.because) for lack in self.shared_lacks}
        own = [lack for lack in nearest if (lack.verdict, lack.because) not in shared]
        return tuple(sorted((*self.shared_lacks, *own), key=lambda lack: lack.verdict != "not-met"))


def check_text(
    answer: Check, telling: Telling, clauses: Clauses, *, every_finding: bool = True
) -> tuple[CredentialText, ...]:
    """Return an answer as text, a credential after the other.

    Without `every_finding` only the nearest way of each is told, and of it only what is missing.
    """
    return tuple(
        _Teller(telling, clauses.get(checked.standing.id, ()), answer.as_of, every_finding).credential(checked)
        for checked in answer.credentials
    )


@dataclass(frozen=True, slots=True)
class _Teller:
    telling: Telling
    clauses: tuple[Clause, ...]
    as_of: int
    every_finding: bool

    def credential(self, checked: CheckedCredential) -> CredentialText:
        credential, standing = checked.credential, checked.standing
        text = self.telling.words.text
        return CredentialText(
            id=standing.id,
            short=self.telling.words.find(f"credential.{standing.id}") or credential.short,
            name=credential.name,
            body=self.telling.words.find(f"plan.body.{credential.issuer.id}") or credential.issuer.name,
            page=credential.issuer.page,
            verdict=standing.verdict,
            word=verdict_word(standing.verdict, self.telling),
            answer=answer_sentence(standing.verdict, standing.eligible, self.telling),
            windows=standing.windows,
            shared_lacks=self.lacks(standing.findings),
            nearest=self.route(checked.nearest) if checked.nearest else None,
            others=tuple(self.route(route) for route in checked.others if self.every_finding),
            shared=self.findings(standing.findings),
            undecided=tuple((text(other.title), text(other.why)) for other in standing.other_routes),
        )

    def route(self, route: RouteStanding) -> RouteText:
        return RouteText(
            id=route.id,
            title=self.telling.words.text(route.title),
            verdict=route.verdict,
            word=verdict_word(route.verdict, self.telling),
            line=route_line(route, self.telling),
            answer=answer_sentence(route.verdict, route.eligible, self.telling),
            note=self.telling.words.text(route.note),
            windows=route.windows,
            lacks=self.lacks(route.findings),
            findings=self.findings(route.findings),
        )

    def findings(self, findings: Iterable[Finding]) -> tuple[FindingText, ...]:
        return tuple(self.finding(finding) for finding in findings if self.every_finding)

    def lacks(self, findings: Iterable[Finding]) -> tuple[LackText, ...]:
        # Several conditions may ask the same of a person; she reads it once.
        told = {(lack.finding.verdict, because(lack.finding, self.telling)): lack for lack in deciding(tuple(findings))}
        return tuple(self.lack(lack) for lack in told.values())

    def lack(self, lack: Lack) -> LackText:
        finding = self.finding(lack.finding)
        return LackText(
            verdict=finding.verdict,
            word=finding.word,
            because=finding.because,
            tell=finding.tell,
            asks=finding.asks,
            ways=self.telling.words.say("check.ways", n=lack.ways) if lack.ways > 1 else "",
            finding=finding,
        )

    def finding(self, finding: Finding) -> FindingText:
        have, need = self.figures(finding)
        missing = finding.missing
        taken = finding.message.startswith("assumed")
        return FindingText(
            id=finding.id,
            verdict=finding.verdict,
            mark="unchecked" if taken else finding.verdict,
            word=self.telling.words.say("verdict.unchecked") if taken else verdict_word(finding.verdict, self.telling),
            because=because(finding, self.telling),
            tell=invitation(finding, self.telling),
            asks=missing.field if missing is not None and missing.kind == "answer" else "",
            have=have,
            need=need,
            note=as_sentence(self.telling.words.text(finding.note)),
            clauses=tuple(self.clause_words(finding)),
            source=source_text(finding.source, self.telling, self.as_of) if finding.source else None,
            findings=tuple(self.finding(inner) for inner in finding.findings),
        )

    def figures(self, finding: Finding) -> tuple[str, str]:
        """What there is and what is needed, in numbers; empty where a finding has none that say anything."""
        amounts = finding.amounts
        if amounts is None or amounts.need[1] > _MOST_SAID:
            return "", ""
        have, words = amounts.have, self.telling.words
        untold = finding.verdict == "unknown" and not have[0] and have[0] < have[1]  # as in the finding's own sentence
        shown = words.say("value.not-told") if untold else have_words(amounts, self.telling)
        return shown, amount(*amounts.need, amounts.unit, words)

    def clause_words(self, finding: Finding) -> Iterator[str]:
        for clause in answered(self.clauses, finding.clause):
            yield self.telling.words.text(clause.says)


_MOST_SAID = 1_000_000  # amounts beyond it stand for "no limit known"


def source_text(source: Source, telling: Telling, as_of: int) -> SourceText:
    """Return a source as text; it is marked when it is old, or not the body's own words at its own place."""
    parts = urlsplit(source.url)
    linked = parts.scheme in ("http", "https") and bool(parts.netloc)
    return SourceText(
        url=source.url,
        label=parts.netloc.removeprefix("www.") if linked else source.url,
        line=source_line(source, telling),
        linked=linked,
        quiet=freshness_on(source, as_of).doubtful,
    )
