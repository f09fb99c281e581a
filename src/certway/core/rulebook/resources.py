"""What the bodies and others offer on the way to a credential and after it: material, programs, courses, money."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from certway.core.rulebook.values import Confidence, Source, Value

STAGES = (
    "program", "money", "outline", "study-plan", "study-guide", "textbook", "questions", "question-bank",
    "practice-exam", "evidence", "test-day", "ce",
)  # fmt: skip
"""The stages of an offer, in the order of the road."""

CREDENTIALS = (
    "cma-aama", "rma-amt", "ccma-nha", "ncma-ncct", "cpct-a-nha", "pbt-ascp", "cpt-nha", "rpt-amt", "mlt-amt",
    "mlt-ascp", "mls-ascp",
)  # fmt: skip
"""The credentials that a resource may name. The one place of this list; `all` in a file stands for it."""

Accepted: TypeAlias = Literal["always", "generally", "on-condition"]
Recorded: TypeAlias = Literal["automatic", "holder", "mixed", "not-found"]


@dataclass(frozen=True, slots=True)
class Counting:
    """For which credential an offer of continuing education counts, and as what."""

    credential: str
    as_: str = ""  # what it counts as, in words; empty = nothing in particular
    areas: tuple[str, ...] = ()  # ids of areas in renewal.yaml; empty = not published which
    every_area: bool = False
    most: int | None = None  # points in a cycle; None = no cap published
    confidence: Confidence | None = None  # where it differs from the offer's source


@dataclass(frozen=True, slots=True)
class Resource:
    """One thing that somebody offers."""

    id: str
    name: str
    stage: str  # of STAGES
    credentials: tuple[str, ...]  # in the order of CREDENTIALS
    by: str  # who offers it; empty for a kind of program, and where the name says it
    official_for: tuple[str, ...]  # the credentials whose own body that is
    source: Source
    says: tuple[str, ...] = ()  # what it holds, in words
    values: Mapping[str, Value] = field(default_factory=dict)  # by measure; `price` in usd, 0 = free
    url: str = ""
    url_sought: bool = False  # whether an address was looked for and not found
    copy_url: str = ""  # of somebody else's copy
    warning: str = ""
    note: str = ""
    also: tuple[str, ...] = ()  # further addresses that agree
    counts: tuple[Counting, ...] = ()  # for continuing education
    kind: str = ""  # id of the kind of program that this is an example of

    @property
    def price(self) -> Value | None:
        """What it costs; None where nothing is said of a price."""
        return self.values.get("price")


@dataclass(frozen=True, slots=True)
class Remark:
    """Something to know at a stage: a finding, a rule, a trap, figures."""

    id: str
    title: str
    stage: str
    credentials: tuple[str, ...]
    source: Source
    says: tuple[str, ...] = ()
    values: Mapping[str, Value] = field(default_factory=dict)
    warning: str = ""
    note: str = ""
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Gap:
    """What was looked for and not found."""

    id: str
    says: str
    stage: str
    credentials: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class UnitRule:
    """How time or credit becomes points of a credential's renewal."""

    id: str
    credentials: tuple[str, ...]
    unit: str  # what the body calls it
    source: Source
    values: Mapping[str, Value]  # such as contact-hour (minutes) and points-per-contact-hour (points)
    note: str = ""


@dataclass(frozen=True, slots=True)
class AreaRule:
    """The areas in which points are counted; their minimums are values of renewal.yaml."""

    id: str
    credentials: tuple[str, ...]
    areas: tuple[str, ...]  # empty = not found whether there are any
    kinds: tuple[str, ...]  # kinds of activity that the body tells apart
    renewal_values: tuple[str, ...]  # ids in renewal.yaml
    split: str  # how a course of several areas is counted
    source: Source
    note: str = ""


@dataclass(frozen=True, slots=True)
class Acceptance:
    """Whether a credential takes the education that somebody approved."""

    id: str
    credentials: tuple[str, ...]
    approved_by: tuple[str, ...]
    accepted: Accepted
    condition: str  # in words; empty exactly when there is none
    source: Source
    limit: Value | None = None  # points in a cycle at most; None where nothing is said, or there is no limit
    unlimited: bool = False  # whether the source says that there is no limit
    points: Value | None = None  # what one is worth, where the rule gives it
    areas: tuple[str, ...] = ()  # the areas it counts in, where the rule gives them
    recorded: Recorded = "not-found"  # who records it with the body
    note: str = ""


@dataclass(frozen=True, slots=True)
class ContinuingEducation:
    """What counts for renewal, in a form to compute with."""

    units: tuple[UnitRule, ...] = ()
    areas: tuple[AreaRule, ...] = ()
    acceptance: tuple[Acceptance, ...] = ()


@dataclass(frozen=True, slots=True)
class Shelf:
    """What one file of resources holds."""

    resources: tuple[Resource, ...] = ()
    remarks: tuple[Remark, ...] = ()
    gaps: tuple[Gap, ...] = ()
    kinds: tuple[Resource, ...] = ()  # kinds of programs: what to expect of each
    education: ContinuingEducation = ContinuingEducation()

    def __add__(self, other: Shelf) -> Shelf:
        mine, others = self.education, other.education
        return Shelf(
            resources=self.resources + other.resources,
            remarks=self.remarks + other.remarks,
            gaps=self.gaps + other.gaps,
            kinds=self.kinds + other.kinds,
            education=ContinuingEducation(
                mine.units + others.units, mine.areas + others.areas, mine.acceptance + others.acceptance
            ),
        )
