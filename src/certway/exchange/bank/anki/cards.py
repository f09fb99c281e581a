"""What the cards of a question show, as HTML that needs no script: what is asked, behind it the key and the reasons."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from html import escape
from typing import Final

from certway.core.items.item import Choice, Item, Matching, NumberEntry, Ordering
from certway.exchange.safe.markdown import markdown_to_html

FRONT: Final = '<div class="question">{{Question}}</div>\n<div class="options">{{Options}}</div>'
BACK: Final = (
    '{{FrontSide}}\n<hr id="answer">\n<div class="key">{{Answer}}</div>\n<div class="reference">{{Reference}}</div>'
)
STYLE: Final = """\
.card { font: 18px/1.5 system-ui, sans-serif; max-width: 40em; margin: 0 auto; padding: 0 1em; text-align: left; }
.card { color: #1b1f24; background: #fff; }
.nightMode.card, .nightMode .card { color: #e6e6e6; background: #1e1e1e; }
.card img { max-width: 100%; background: #fff; }
.question { font-weight: 500; }
.situation { border-left: 4px solid #7a8896; padding-left: 0.8em; font-weight: 400; }
.options ol, .key ol { padding-left: 1.6em; }
.options li, .key li { margin: 0.4em 0; }
.right { font-weight: 600; }
.right::before { content: "\\2713\\00a0"; }
.wrong::before { content: "\\2717\\00a0"; }
.why { font-weight: 400; opacity: 0.85; }
.reference { margin-top: 1em; font-size: 14px; opacity: 0.7; }
"""


def shown_fields(item: Item, picture: str) -> Mapping[str, str]:
    """Return the fields that the cards of a question show; `picture` is the name of its file in the package."""
    return {
        "Question": _question(item, picture),
        "Options": _options(item),
        "Answer": _answer(item),
        "Reference": escape(f"{item.reference.source}: {item.reference.part}"),
    }


def _question(item: Item, picture: str) -> str:
    situation = f'<div class="situation">{markdown_to_html(item.situation)}</div>' if item.situation else ""
    drawn = ""
    if item.image is not None and picture:
        drawn = f'<p><img src="{escape(picture)}" alt="{escape(item.image.alt)}"></p>'
    elif item.image is not None:
        drawn = f"<p>[{escape(item.image.alt)}]</p>"
    return situation + markdown_to_html(item.stem) + drawn


def _options(item: Item) -> str:
    match item.body:
        case Choice(options=options, multiple=multiple):
            return ("<p>More than one is right.</p>" if multiple else "") + _list(one.text for one in options)
        case Ordering(steps=steps):
            return "<p>Put in order:</p>" + _list(steps[at].text for at in _shuffled(item.id, len(steps)))
        case Matching(pairs=pairs):
            these = _list((pair.this for pair in pairs), kind="1")
            return "<p>Match:</p>" + these + _list(_those(item.id, item.body))
        case NumberEntry(unit=unit):
            return f"<p>Answer: ______ {escape(unit)}</p>"


def _answer(item: Item) -> str:
    match item.body:
        case Choice(options=options):
            return _judged((one.right, one.text, one.why) for one in options)
        case Ordering(steps=steps):
            return "<ol>" + "".join(f"<li>{_inline(step.text)}{_why(step.why)}</li>" for step in steps) + "</ol>"
        case Matching(pairs=pairs, others=others):
            rows = [f"<li>{_inline(one.this)} → {_inline(one.that)}{_why(one.why)}</li>" for one in pairs]
            rest = f"<p>Nothing fits: {', '.join(_inline(one) for one in others)}</p>" if others else ""
            return "<ol>" + "".join(rows) + "</ol>" + rest
        case NumberEntry() as body:
            give = f" (± {body.tolerance:f})" if body.tolerance else ""
            key = f'<p class="right">{body.answer:f} {escape(body.unit)}{give}</p>{_why(body.why)}'
            wrong = "".join(f'<li class="wrong">{one.value:f}{_why(one.why)}</li>' for one in body.mistakes)
            return key + (f"<ul>{wrong}</ul>" if wrong else "")


def _judged(options: Iterator[tuple[bool, str, str]]) -> str:
    rows = (
        f'<li class="{"right" if right else "wrong"}">{_inline(text)}{_why(why)}</li>' for right, text, why in options
    )
    return '<ol type="A">' + "".join(rows) + "</ol>"


def _list(texts: Iterator[str] | Sequence[str], *, kind: str = "A") -> str:
    return f'<ol type="{kind}">' + "".join(f"<li>{_inline(text)}</li>" for text in texts) + "</ol>"


def _those(name: str, body: Matching) -> list[str]:
    """Return what is to be matched, and what fits nothing, mixed."""
    those = [*(pair.that for pair in body.pairs), *body.others]
    return [those[at] for at in _shuffled(name, len(those))]


def _shuffled(name: str, count: int) -> list[int]:
    """Return places mixed by the question's id: the same each time, and never as they were."""
    mixed = sorted(range(count), key=lambda at: hashlib.sha256(f"{name}/{at}".encode()).digest())
    return mixed if mixed != list(range(count)) else mixed[::-1]


def _why(why: str) -> str:
    return f'<div class="why">{markdown_to_html(why)}</div>' if why else ""


def _inline(text: str) -> str:
    """Return one paragraph without its tags; anything longer as it is."""
    html = markdown_to_html(text)
    inner = html.removeprefix("<p>").removesuffix("</p>")
    return inner if "<p>" not in inner else html
