"""What certificates call their parts: `Completion date:`, `Course title`, `Number of contact hours awarded`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

Part: TypeAlias = Literal[
    "name",
    "birth",
    "completed",
    "dated",
    "issued",
    "other-day",
    "title",
    "course",
    "provider",
    "points",
    "approved",
    "other",
]

_NOUN = r"(?:contact hours?|credit hours?|clock hours?|semester hours?|ceus?|credits?|hours?|points?|units?)"
_OF = (
    r"(?:(?:aama|ascp|pace|p\.a\.c\.e\.?|ascls|iacet|nursing|cme|cmle|cne|ce"
    r"|continuing (?:medical )?education|ama pra category 1|training|instruction(?:al)?"
    r"|education(?:al)?) )?"
)
_DAY_OF = r"(?:of |for )?(?:the )?"
_WHAT = (
    r"(?:course|class|activity|program|event|session|training|live|webinar|service|in-?service|attendance"
    r"|participation|exam|test)"
)

_PATTERNS: Mapping[Part, str] = {
    "name": (
        r"(?:(?:full|first|last|legal|participant|learner|attendee|recipient|employee|student|member|trainee|user"
        r"|candidate|licensee|registrant"
        r"|certificate holder)(?:'?s)? )?name(?: of (?:the )?(?:participant|attendee|student|learner"
        r"|employee|recipient|licensee))?"
        r"|participant|learner|attendee|recipient|employee|student|member|licensee|candidate|registrant|trainee"
        r"|(?:certificate )?holder|(?:presented|awarded|issued|granted) to|completed by"
    ),
    "birth": r"(?:date of birth|birth ?date|d\.?o\.?b\.?|born(?: on)?)",
    "completed": (
        rf"(?:(?:course |activity |class |training |program )?(?:completion|completed) (?:date|on)"
        rf"|completed|date\(?s?\)? {_DAY_OF}(?:completion|completed|{_WHAT}|attended|earned|taken"
        rf"|passed)"
        rf"|{_WHAT} (?:date\(?s?\)?|day)|date (?:credits?|ceus?|hours?) (?:earned|awarded|claimed)"
        rf"|(?:credit|earned|finish(?:ed)?|attended|end(?:ing)?) (?:date|on)|dates? (?:attended"
        rf"|completed))"
    ),
    "dated": r"(?:dates?|date\(s\)|on)",
    "issued": (
        r"(?:issued?(?: date| on)|issued|date (?:of )?(?:issued?|issuance|award(?:ed)?)"
        r"|award(?:ed)? (?:date|on)|(?:certificate|certification) date|date signed)"
    ),
    "other-day": (
        r"(?:expir(?:es|y|ation)(?: date| on)?|date of expiration|valid (?:until|through|thru|to)"
        r"|renew(?:al)? (?:by|date|due)(?: date)?|recommended renewal(?: date)?"
        r"|print(?:ed)?(?: date| on)?|date printed|generated(?: on)?|release(?: date|d)?"
        r"|(?:original )?release date|effective(?: date| from)?|start(?: date|ed)?(?: on)?|begin date"
        r"|enroll(?:ed|ment)(?: date| on)?|registered(?: on)?|registration date|revis(?:ed"
        r"|ion)(?: date)?|(?:last )?review(?:ed)?(?: date| on)?|accessed(?: on)?|available until"
        r"|approval (?:date|period|expires?))"
    ),
    "title": (
        r"(?:(?:course|activity|program|programme|session|training|class|event|module|presentation|webinar"
        r"|lecture) (?:title|name)|title(?: of (?:the )?(?:course|activity|program|session|class|training"
        r"|presentation|event|in-?service))?|name of (?:the )?(?:course|activity|program|session|class"
        r"|training|event|in-?service))"
    ),
    "course": (
        r"(?:course|activity|program|session|training|class|topic|event|module|webinar|subject|in-?service"
        r"|in-?service topic|lecture|certification|description)"
    ),
    "provider": (
        r"(?:(?:ce |course |education |training |activity |accredited )?provider(?: name)?|(?:provided"
        r"|sponsored|offered|hosted) by|sponsor(?:ing organization)?|organi[sz]ation|institution|school"
        r"|college|university|name of (?:provider|sponsor|school|institution|organization)"
        r"|training (?:center|provider)|facility|employer)"
    ),
    "points": (
        rf"(?:(?:total|number of|no\.? of|# of|amount of) )*{_OF}{_NOUN}(?: of (?:instruction|credit"
        rf"|training|attendance))?(?: (?:awarded|earned|completed|credited|claimed|granted|received|approved"
        rf"|value))?|duration|length|value|credit (?:amount|awarded|earned)"
    ),
    "approved": (
        r"(?:(?:approved|accredited|accepted|recognized) (?:by|for)|approval|accreditation"
        r"|approving (?:body|agency)|accrediting (?:body|agency)|credit types?)"
    ),
    "other": (
        r"(?:course|class|activity|certificate|license|licence|member(?:ship)?|provider|program"
        r"|approval|student|employee|id|state license|ascls|ce broker|account|transaction|verification"
        r"|p\.a\.c\.e\.?|pace)(?: tracking)? ?(?:id|no\.?|number|code|#)(?: number)?"
        r"|license|score|final score|grade|instructors?|presenters?|speakers?|trainers?|location"
        r"|address|e-?mail|phone|signature|signed|profession|credentials?|state|city|facility id"
        r"|delivery(?: method)?|format|status|level|category|objectives?|director|program director"
        r"|administrator|department|unit|term|semester|supervisor"
    ),
}  # fmt: skip
_ORDER: tuple[Part, ...] = (
    "birth", "other-day", "completed", "issued", "other", "points", "name", "title", "provider", "approved", "course",
    "dated",
)  # fmt: skip
_WHOLE = {part: re.compile(_PATTERNS[part], re.IGNORECASE) for part in _ORDER}
_INLINE = re.compile(
    "(?:^|(?<=[\\s;,|]))(?:"
    + "|".join(f"(?P<{part.replace('-', '_')}>(?:{_PATTERNS[part]})(?:\\(s\\))?)" for part in _ORDER)
    + ")\\s*:\\s*",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"\d{1,3}(?:\.\d+)?(?: .*)?|\.\d+(?: .*)?")


@dataclass(frozen=True, slots=True)
class Labelled:
    """A value beside, under or above its label."""

    part: Part
    label: str
    value: str
    at: int  # index of the line

    @property
    def text(self) -> str:
        """Both, as one line to show."""
        return f"{self.label}: {self.value}"


def label_of(text: str) -> Part | None:
    """Return what a text is the label of, if it is one and nothing else."""
    plain = " ".join(text.strip(" :.=*#_").replace("(s)", "").split())
    return next((part for part in _ORDER if _WHOLE[part].fullmatch(plain)), None) if 1 < len(plain) < 60 else None


def labels_in(text: str, at: int) -> Iterator[Labelled]:
    """Yield the labels with a colon in a text, each with what stands behind it, which may be nothing."""
    found = list(_INLINE.finditer(text))
    for place, match in enumerate(found):
        end = found[place + 1].start() if place + 1 < len(found) else len(text)
        part = match.lastgroup
        assert part is not None
        label = match[0].strip(" :=")
        yield Labelled(
            _ORDER[[name.replace("-", "_") for name in _ORDER].index(part)],
            label,
            text[match.end() : end].strip(" ;,|"),
            at,
        )


def number_label(text: str) -> tuple[str, str] | None:
    """Return label and value of `Contact hours 2.0`, which needs no colon."""
    match = re.fullmatch(r"([A-Za-z.# ()]+?)\s+(\d.*|\.\d.*)", text)
    if match is None or label_of(match[1]) != "points" or not _NUMBER.fullmatch(match[2]):
        return None
    return match[1], match[2]


def paired_blocks(lines: Sequence[str]) -> list[str]:
    """Return lines in which a block of labels with the block of their values below it is one line for each pair."""
    paired = list(lines)
    at = 0
    while at < len(paired):
        count = 0
        while at + count < len(paired) and _is_bare_label(paired[at + count]):
            count += 1
        values = paired[at + count : at + 2 * count]
        if count > 1 and len(values) == count and all(one.strip() and not _has_label(one) for one in values):
            pairs = [
                f"{label.strip(' :')}: {value.strip()}"
                for label, value in zip(paired[at : at + count], values, strict=True)
            ]
            paired[at : at + 2 * count] = pairs
        at += max(count, 1)
    return paired


def _is_bare_label(line: str) -> bool:
    return not re.search(r"\S\s{2,}\S", line) and label_of(line) is not None


def _has_label(line: str) -> bool:
    return label_of(line) is not None or bool(_INLINE.search(line))
