"""What 1EdTech's schemas of QTI 3.0 say of the elements that we write: order, attributes, where text may stand.

The schemas have a licence of their own. Source: https://purl.imsglobal.org/spec/qti/v3p0/schema/xsd/, files
imsqti_asiv3p0p1_v1p0.xsd and imsqtiv3p0_imscpv1p2_v1p0.xsd.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from xml.etree.ElementTree import Element

PACKAGE = "http://www.imsglobal.org/xsd/qti/qtiv3p0/imscp_v1p1"
ITEMS = "http://www.imsglobal.org/xsd/imsqtiasi_v3p0"

_INLINE = "(img |br |em |a |code |span |strong )"
_BLOCK = "pre |h[1-6] |p |ol |ul |hr |blockquote |table |div "
_FLOW = f"({_BLOCK}|{_INLINE})"
_ASKED = "qti-choice-interaction |qti-order-interaction |qti-match-interaction "
_VALUE = "(qti-variable |qti-correct |qti-base-value |qti-multiple |qti-match |qti-equal )"
_RULE = "(qti-response-condition |qti-set-outcome-value )"

_NAME = r"[A-Za-z_][\w.-]*"
_NUMBER = r"-?\d+(\.\d+)?"
_BOOLEAN = "true|false"
_VALUES: Mapping[str, str] = {
    "identifier": _NAME,
    "identifierref": _NAME,
    "response-identifier": _NAME,
    "outcome-identifier": _NAME,
    "cardinality": "multiple|ordered|record|single",
    "base-type": "boolean|directedPair|duration|file|float|identifier|integer|pair|point|string|uri",
    "adaptive": _BOOLEAN,
    "time-dependent": _BOOLEAN,
    "shuffle": _BOOLEAN,
    "show-hide": "show|hide",
    "max-choices": r"\d+",
    "max-associations": r"\d+",
    "match-max": r"\d+",
    "expected-length": r"\d+",
    "tolerance-mode": "absolute|exact|relative",
    "tolerance": f"{_NUMBER}( {_NUMBER})?",
    "type": "imsqti_item_xmlv3p0|imsqti_stimulus_xmlv3p0|webcontent",
}
_EVERYWHERE = re.compile(r"data-.+|\{http://www\.w3\.org/XML/1998/namespace\}lang")
_ROOT = "?{http://www.w3.org/2001/XMLSchema-instance}schemaLocation"


@dataclass(frozen=True, slots=True)
class _Rule:
    children: str = ""  # a pattern of the children's names, each with a blank behind it
    attributes: str = ""  # those that must stand there, and with a question mark those that may
    text: bool = False


_TEXT = _Rule(f"{_INLINE}*", "?class", text=True)
_PARAGRAPH = _Rule(f"({_INLINE}|qti-text-entry-interaction )*", "?class", text=True)
_FLOWING = _Rule(f"{_FLOW}*", "?class", text=True)
_CELL = _Rule(f"{_FLOW}*", "?class ?align", text=True)
_LIST = _Rule("(li )*", "?class")
_ROWS = _Rule("(tr )+")
_PAIR = f"{_VALUE}{_VALUE}"
_BODY = f"({_BLOCK}|{_ASKED})*"

_RULES: Mapping[str, _Rule] = {
    "manifest": _Rule("metadata organizations resources ", f"identifier {_ROOT}"),
    "metadata": _Rule("schema schemaversion "),
    "schema": _Rule(text=True),
    "schemaversion": _Rule(text=True),
    "organizations": _Rule(),
    "resources": _Rule("(resource )*"),
    "resource": _Rule("(file )+(dependency )*", "identifier type ?href"),
    "file": _Rule(attributes="href"),
    "dependency": _Rule(attributes="identifierref"),
    "qti-assessment-item": _Rule(
        "(qti-response-declaration )*(qti-outcome-declaration )*(qti-assessment-stimulus-ref )*"
        "(qti-item-body )?(qti-response-processing )?(qti-modal-feedback )*",
        f"identifier title time-dependent ?adaptive {_ROOT}",
    ),
    "qti-assessment-stimulus": _Rule("qti-stimulus-body ", f"identifier title {_ROOT}"),
    "qti-assessment-stimulus-ref": _Rule(attributes="identifier href"),
    "qti-stimulus-body": _Rule(f"({_BLOCK})*"),
    "qti-response-declaration": _Rule("(qti-correct-response )?", "identifier cardinality ?base-type"),
    "qti-outcome-declaration": _Rule("(qti-default-value )?", "identifier cardinality ?base-type"),
    "qti-correct-response": _Rule("(qti-value )+"),
    "qti-default-value": _Rule("(qti-value )+"),
    "qti-value": _Rule(text=True),
    "qti-item-body": _Rule(_BODY),
    "qti-choice-interaction": _Rule("(qti-simple-choice )+", "response-identifier ?shuffle ?max-choices"),
    "qti-order-interaction": _Rule("(qti-simple-choice )+", "response-identifier ?shuffle"),
    "qti-match-interaction": _Rule("(qti-simple-match-set ){2}", "response-identifier ?shuffle ?max-associations"),
    "qti-simple-match-set": _Rule("(qti-simple-associable-choice )*"),
    "qti-text-entry-interaction": _Rule(attributes="response-identifier ?expected-length"),
    "qti-simple-choice": _Rule(f"{_FLOW}*", "identifier", text=True),
    "qti-simple-associable-choice": _Rule(f"{_FLOW}*", "identifier match-max", text=True),
    "qti-response-processing": _Rule(f"{_RULE}*"),
    "qti-response-condition": _Rule("qti-response-if (qti-response-else-if )*(qti-response-else )?"),
    "qti-response-if": _Rule(f"{_VALUE}{_RULE}*"),
    "qti-response-else-if": _Rule(f"{_VALUE}{_RULE}*"),
    "qti-response-else": _Rule(f"{_RULE}*"),
    "qti-set-outcome-value": _Rule(_VALUE, "identifier"),
    "qti-match": _Rule(_PAIR),
    "qti-equal": _Rule(_PAIR, "?tolerance-mode ?tolerance"),
    "qti-multiple": _Rule(f"{_VALUE}*"),
    "qti-variable": _Rule(attributes="identifier"),
    "qti-correct": _Rule(attributes="identifier"),
    "qti-base-value": _Rule(attributes="base-type", text=True),
    "qti-modal-feedback": _Rule("qti-content-body ", "outcome-identifier show-hide identifier"),
    "qti-content-body": _FLOWING,
    "div": _Rule(f"({_BODY}|{_INLINE})*", "?class", text=True),
    "p": _PARAGRAPH,
    **dict.fromkeys(("em", "strong", "code", "pre", "span", "h1", "h2", "h3", "h4", "h5", "h6"), _TEXT),
    "a": _Rule(f"{_INLINE}*", "href ?class", text=True),
    "img": _Rule(attributes="src alt"),
    "br": _Rule(),
    "hr": _Rule(),
    "blockquote": _Rule(f"({_BLOCK})*", "?class"),
    "ol": _LIST,
    "ul": _LIST,
    "li": _FLOWING,
    "table": _Rule("(thead )?(tbody )*"),
    "thead": _ROWS,
    "tbody": _ROWS,
    "tr": _Rule("(td |th )+"),
    "td": _CELL,
    "th": _CELL,
}


def schema_faults(root: Element, namespace: str) -> list[str]:
    """Return what the schema forbids in a document of a package, each fault once."""
    return list(dict.fromkeys(fault for one in root.iter() for fault in _faults(one, namespace)))


def _faults(element: Element, namespace: str) -> Iterator[str]:
    name = element.tag.removeprefix(f"{{{namespace}}}")
    rule = _RULES.get(name)
    if rule is None:
        yield f"<{name}> is none of its elements"
        return
    children = "".join(f"{one.tag.removeprefix(f'{{{namespace}}}')} " for one in element)
    if not re.fullmatch(rule.children, children):
        yield f"<{name}> may not hold: {children}"
    if not rule.text and "".join((element.text or "", *(one.tail or "" for one in element))).strip():
        yield f"<{name}> may hold no text"
    yield from (f"<{name}> {fault}" for fault in _attribute_faults(element.attrib, rule))


def _attribute_faults(told: Mapping[str, str], rule: _Rule) -> Iterator[str]:
    known = rule.attributes.split()
    for name in known:
        if not name.startswith("?") and name not in told:
            yield f"lacks {name}"
    for name, value in told.items():
        if name not in known and f"?{name}" not in known and not _EVERYWHERE.fullmatch(name):
            yield f"may not have {name}"
        if not re.fullmatch(_VALUES.get(name, r"(?s:.*)"), value):
            yield f"has {name}='{value}'"
