"""XML is taken within limits; each attack is made here and refused."""

from __future__ import annotations

from xml.etree.ElementTree import tostring

import pytest

from builders.bounds import bounded
from certway.exchange.safe.errors import ForeignFileError
from certway.exchange.safe.xml import XmlLimits, decode_xml, iter_xml, local_name, parse_xml

MIB = 1024 * 1024
BILLION_LAUGHS = '<!DOCTYPE a [<!ENTITY b "ha"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]><a>&c;</a>'
FOREIGN_ENTITY = '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>'
FOREIGN_TYPE = '<!DOCTYPE a SYSTEM "http://127.0.0.1/a.dtd"><a/>'
HIDDEN_TYPE = f"<?xml version='1.0'?><!--{'x' * 200_000}--><?a b?><!DOCTYPE a><a/>"


def refusal(content: bytes) -> str:
    with bounded():
        with pytest.raises(ForeignFileError) as caught:
            parse_xml(content, "a.xml")
        with pytest.raises(ForeignFileError) as again:
            list(iter_xml(content, "a.xml", {"b"}))
    assert str(again.value) == str(caught.value)
    return str(caught.value)


@pytest.mark.parametrize("attack", [BILLION_LAUGHS, FOREIGN_ENTITY, FOREIGN_TYPE, HIDDEN_TYPE])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_document_type_is_refused(attack: str, encoding: str) -> None:
    assert refusal(attack.encode(encoding)) == (
        "a.xml: it has a document type or entities, with which files are made to harm; take out <!DOCTYPE>"
    )


def test_document_type_in_a_text_is_a_text() -> None:
    assert parse_xml(b"<a><![CDATA[<!DOCTYPE html>]]></a>", "a.xml").text == "<!DOCTYPE html>"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "a.xml: the file is empty; export it again"),
        (b" \n", "a.xml: the file is empty; export it again"),
        (b"<a>\n<b>", "a.xml:2: it is no good XML (no element found); export it again"),
        (b"<!-- -->", "a.xml:1: it is no good XML (no element found); export it again"),
        (b"<a>&b;</a>", "a.xml:1: it is no good XML (undefined entity); export it again"),
        (b"<a/>\n<b/>", "a.xml:2: it is no good XML (junk after document element); export it again"),
        (b"<a>\n\xff</a>", "a.xml:2: there is a byte that is no utf-8; save it as UTF-8"),
        (
            b'<?xml version="1.0" encoding="utf-7"?><a/>',
            "a.xml: it is written in 'utf-7', which is not taken; save it as UTF-8",
        ),
        (
            b'<?xml version="1.0" encoding="klingon"?><a/>',
            "a.xml: it is written in 'klingon', which is not taken; save it as UTF-8",
        ),
        (b"<a>" * 101 + b"</a>" * 101, "a.xml: it has elements more than 100 deep in one another; split it or export"),
        (b"<a>" * 2 * MIB, "a.xml: it has elements more than 100 deep in one another; split it or export it anew"),
    ],
)
def test_document_that_is_none_is_refused(content: bytes, said: str) -> None:
    assert refusal(content).startswith(said)


@pytest.mark.parametrize(
    "content",
    [
        "<a>é</a>".encode(),
        "<a>é</a>".encode("utf-8-sig"),
        "<a>é</a>".encode("utf-16"),
        '<?xml version="1.0" encoding="UTF-16"?><a>é</a>'.encode("utf-16"),
        '<?xml version="1.0" encoding="UTF-16"?><a>é</a>'.encode(),
        '<?xml version="1.0" encoding="iso-8859-1"?><a>é</a>'.encode("latin-1"),
        "<?xml version='1.0' encoding='Windows-1252'?><a>é</a>".encode("cp1252"),
    ],
)
def test_encodings_are_read(content: bytes) -> None:
    assert parse_xml(content, "a.xml").text == "é"


def test_utf_16_without_its_mark_is_refused() -> None:
    assert refusal("<a/>".encode("utf-16-le")) == ("a.xml: it is binary, or UTF-16 without its mark; save it as UTF-8")


def test_many_elements_are_refused() -> None:
    with pytest.raises(ForeignFileError, match="it has more than 200000 elements; split it or export it anew"):
        parse_xml(b"<a>" + b"<b/>" * 200_001 + b"</a>", "a.xml")


def test_large_document_is_refused() -> None:
    with pytest.raises(ForeignFileError, match="it is larger than 1 MB; split it"):
        decode_xml(b"<a>" + bytes(MIB), "a.xml", limits=XmlLimits(size=MIB))


@pytest.mark.parametrize("token", ["<a b='{}'/>", "<!--{}--><a/>", "<a><![CDATA[{}]]></a>", "<a {}='1'/>", "<{}/>"])
def test_huge_token_takes_no_long_time(token: str) -> None:
    with bounded():
        parse_xml(token.format("b" * (7 * MIB)).encode(), "a.xml")


def test_pieces_come_one_by_one_and_are_emptied() -> None:
    content = b"<a xmlns='urn:a'><t><b id='1'><b id='2'/>x</b>tail</t><c/><b id='3'/></a>"
    seen = []
    pieces = []
    for piece in iter_xml(content, "a.xml", {"b"}):
        seen.append((piece.get("id"), len(piece), piece.text or ""))
        pieces.append(piece)
    assert seen == [("1", 1, ""), ("3", 0, "")]
    assert [(len(piece), piece.attrib) for piece in pieces] == [(0, {}), (0, {})]


def test_tree_is_whole() -> None:
    root = parse_xml(b"<a><b>1</b>2<c d='3'/></a>", "a.xml")
    assert tostring(root) == b'<a><b>1</b>2<c d="3" /></a>'


def test_name_is_told_without_its_namespace() -> None:
    assert local_name(parse_xml(b"<x:a xmlns:x='urn:x'/>", "a.xml")) == "a"
