"""An audit pack in words: what its index, the page about it and a terminal show."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from certway.answers.audit import Audit, Category, LeftOut, Line, NumberedProof, Weakness
from certway.core.renew.assignment import FREE
from certway.core.rulebook.values import Value
from certway.core.units.days import DaySpan
from certway.exchange.audit_names import proof_file, proved_by
from certway.exchange.check_text import SourceText, source_text
from certway.exchange.words.areas import area_name, points_words
from certway.exchange.words.catalogue import Catalogue
from certway.exchange.words.figures import as_sentence, day, listed, number, opened
from certway.exchange.words.standings import span_words
from certway.exchange.words.telling import Telling
from certway.exchange.words.values import version_words


@dataclass(frozen=True, slots=True)
class RowText:
    """One activity in one category."""

    on: str
    title: str
    details: str  # who gave it, what it was, who approved it
    note: str  # where else its points count, or why not all do; empty where all count here
    points: str  # a number
    proofs: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class CategoryText:
    """A category of the body."""

    name: str
    sum: str  # `12 of 10 points`
    full: bool  # whether it has what is asked for
    rows: tuple[RowText, ...]


@dataclass(frozen=True, slots=True)
class ProofText:
    """A document behind the index."""

    number: int
    name: str  # `Proof 3`
    label: str  # `Proof 3 · 2 March 2025 · Infection control update`
    title: str  # of the document
    proves: tuple[str, ...]  # each activity with what is claimed for it
    file: str  # its name in the ZIP
    kind: str
    damaged: bool


@dataclass(frozen=True, slots=True)
class AskedText:
    """What the body says about proofs and audits."""

    title: str
    says: str
    source: SourceText
    mark: int  # number of its source among those of the pack


@dataclass(frozen=True, slots=True)
class LeftOutText:
    """An activity that does not count here."""

    on: str
    title: str
    why: str


@dataclass(frozen=True, slots=True)
class WeakText:
    """What an auditor could object to."""

    what: str  # what it is, in a word: `no-proof`
    text: str
    place: str  # where it is mended
    hint: bool


@dataclass(frozen=True, slots=True)
class AuditText:
    """All that is said about a pack."""

    title: str
    subtitle: str  # the cycle; said also where none is known
    made: str
    facts: tuple[tuple[str, str], ...]  # label and value
    total: str  # `32 of 60 points`
    full: bool
    categories: tuple[CategoryText, ...]
    proofs: tuple[ProofText, ...]
    asked: tuple[AskedText, ...]
    left_out: tuple[LeftOutText, ...]
    weaknesses: tuple[WeakText, ...]
    headline: str  # how many activities and proofs there are, for the holder
    entered: str  # who entered all this
    unaffiliated: str
    body: str  # short name of the body
    known: bool  # whether there is such a cycle
    table: tuple[tuple[str, ...], ...]  # the activities for other programs; its first row names the columns


def what_is_weak(weak: Weakness) -> str:
    """Return what a weakness is, in a word that programs rely on."""
    return weak.message.removeprefix("audit.weak.")


def audit_text(audit: Audit, asked: Sequence[Value], telling: Telling, *, as_of: int) -> AuditText:
    """Return a pack in words. `asked` is what the body says of audits; `as_of` (an ordinal) is the day of the pack."""
    return _Writer(audit, telling, as_of).text(asked)


@dataclass(frozen=True, slots=True)
class _Writer:
    """Writes about one pack."""

    audit: Audit
    telling: Telling
    as_of: int

    @property
    def words(self) -> Catalogue:
        return self.telling.words

    def text(self, asked: Sequence[Value]) -> AuditText:
        """Return all that is said."""
        audit, words = self.audit, self.words
        points = audit.points
        return AuditText(
            title=words.say("audit.title", short=audit.kept.credential.short),
            subtitle=self._subtitle(),
            made=words.say("audit.made", day=day(self.as_of, words)),
            facts=tuple(self._facts()),
            total=self._sum(points.counted, points.required),
            full=points.required is not None and points.counted >= points.required,
            categories=tuple(self._category(one) for one in audit.categories),
            proofs=tuple(self._proof(one) for one in audit.proofs),
            asked=tuple(self._asked(asked)),
            left_out=tuple(self._left_out(one) for one in audit.left_out),
            weaknesses=tuple(self._weak(one) for one in audit.weaknesses),
            headline=self._headline(),
            entered=words.say("audit.entered"),
            unaffiliated=words.say("audit.unaffiliated", body=audit.kept.credential.issuer.id.upper()),
            body=audit.kept.credential.issuer.id.upper(),
            known=audit.cycle is not None,
            table=tuple(self._table()),
        )

    def _subtitle(self) -> str:
        cycle = self.audit.cycle
        if cycle is None:
            return self.words.say("audit.cycle/none")
        return self.words.say("audit.cycle", first=day(cycle.starts, self.words), last=day(cycle.ends, self.words))

    def _facts(self) -> Iterator[tuple[str, str]]:
        audit, words = self.audit, self.words
        untold, credential = words.say("audit.untold"), audit.kept.credential
        yield words.say("audit.fact.holder"), audit.holder or untold
        yield words.say("audit.fact.credential"), f"{credential.short}: {credential.name}"
        yield words.say("audit.fact.number"), audit.number or untold
        if audit.issued is not None:
            yield words.say("audit.fact.issued"), span_words(audit.issued, self.telling)
        yield words.say("audit.fact.cycle"), self._subtitle()

    def _headline(self) -> str:
        lines, words = self.audit.lines, self.words
        if self.audit.cycle is None:
            return words.say("audit.headline/no-cycle")
        if not lines:
            return words.say("audit.headline/none")
        proved = sum(bool(line.proofs) for line in lines)
        said = words.say_many("audit.headline", len(lines), n=len(lines))
        if proved == len(lines):
            return f"{said} {words.say('audit.headline.proved')}"
        return f"{said} {words.say_many('audit.headline.unproved', len(lines) - proved, n=len(lines) - proved)}"

    def _sum(self, counted: int, required: int | None) -> str:
        if required is None:
            return points_words(counted, self.words)
        of = points_words(required, self.words)
        return self.words.say("renew.area", counted=number(counted / 100), required=of)

    def _category(self, category: Category) -> CategoryText:
        full = category.required is None or category.counted >= category.required
        rows = tuple(self._row(line, category.id) for line in category.lines)
        return CategoryText(
            self._category_name(category.id), self._sum(category.counted, category.required), full, rows
        )

    def _category_name(self, area: str) -> str:
        if area != FREE:
            return opened(area_name(area, self.words))
        return self.words.say("audit.free" if self.audit.kept.policy.areas else "audit.free/all")

    def _row(self, line: Line, area: str) -> RowText:
        return RowText(
            on=self._on(line.on),
            title=line.title or self.words.say("renew.credit.untitled"),
            details=self._details(line),
            note=self._note(line),
            points=number(line.areas[area] / 100),
            proofs=line.proofs,
        )

    def _on(self, on: DaySpan | None) -> str:
        return self.words.say("audit.untold") if on is None else span_words(on, self.telling)

    def _details(self, line: Line) -> str:
        parts = [line.provider or self.words.say("audit.no-provider")]
        if line.kind is not None:
            parts.append(self._choice("kind", line.kind))
        if line.approved_by is not None:
            bodies = [self._choice("approved_by", body) for body in line.approved_by]
            parts.append(
                self.words.say("audit.approved", bodies=listed(bodies, "and", self.words))
                if bodies
                else self.words.say("audit.approved/nobody")
            )
        return " · ".join(parts)

    def _choice(self, name: str, word: str) -> str:
        return self.words.find(f"choice.education_credits.{name}.{word}") or word.upper()

    def _note(self, line: Line) -> str:
        parts = []
        if len(line.areas) > 1:
            parts.append(self.words.say("audit.several", points=points_words(line.points, self.words)))
        if line.held_back:
            parts.append(self.words.say("audit.held-back", points=points_words(line.held_back, self.words)))
        return " ".join(parts)

    def _proof(self, proof: NumberedProof) -> ProofText:
        lines = proved_by(self.audit, proof)
        name = self.words.say("audit.proof", n=proof.number)
        return ProofText(
            number=proof.number,
            name=name,
            label=" · ".join((name, *self._named(lines[0]))),
            title=proof.fact.title,
            proves=tuple(self._proved(line) for line in lines),
            file=proof_file(self.audit, proof),
            kind=proof.fact.kind,
            damaged=proof.fact.damaged,
        )

    def _named(self, line: Line) -> tuple[str, str]:
        return self._on(line.on), line.title or self.words.say("renew.credit.untitled")

    def _proved(self, line: Line) -> str:
        return " · ".join((*self._named(line), points_words(line.points, self.words)))

    def _table(self) -> Iterator[tuple[str, ...]]:
        files = {proof.number: proof_file(self.audit, proof) for proof in self.audit.proofs}
        areas = [category.id for category in self.audit.categories]
        before = [self.words.say(f"audit.column.{name}") for name in ("on", "activity", "provider", "kind", "approved")]
        after = [self.words.say("audit.total"), self.words.say("audit.column.proof")]
        yield (*before, *(self._category_name(area) for area in areas), *after)
        for line in self.audit.lines:
            points = [number(line.areas[area] / 100) if area in line.areas else "" for area in areas]
            yield (
                str(line.on) if line.on else "",
                line.title,
                line.provider,
                self._choice("kind", line.kind) if line.kind else "",
                ", ".join(self._choice("approved_by", body) for body in line.approved_by or ()),
                *points,
                number(line.points / 100),
                ", ".join(files[one] for one in line.proofs),
            )

    def _asked(self, values: Sequence[Value]) -> Iterator[AskedText]:
        marks: dict[str, int] = {}
        for value in values:
            for version in value.in_force(self.as_of):
                says = as_sentence(version_words(version, value.unit, self.telling))
                source = source_text(version.source, self.telling, self.as_of)
                mark = marks.setdefault(source.url, len(marks) + 1)
                yield AskedText(self.words.text(value.title), says, source, mark)

    def _left_out(self, one: LeftOut) -> LeftOutText:
        words = self.words
        why = words.say(f"audit.left-out.{one.why}") if one.why in ("cap", "elsewhere", "no-points") else ""
        return LeftOutText(
            self._on(one.on),
            one.title or words.say("renew.credit.untitled"),
            why or words.say(f"renew.outside.{one.why}"),
        )

    def _weak(self, weak: Weakness) -> WeakText:
        values = {name: value or self.words.say("renew.credit.untitled") for name, value in weak.values.items()}
        return WeakText(what_is_weak(weak), self.words.say(weak.message, **values), weak.place, weak.hint)
