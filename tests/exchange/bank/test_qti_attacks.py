"""Packages that are made to harm are refused at once, or lose what would; nothing is half imported."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from io import BytesIO

import pytest

from builders.bounds import bounded
from certway.exchange.bank.qti.format import read_qti
from certway.exchange.bank.transfer import Dropped, Imported
from certway.exchange.safe.errors import ForeignFileError

V30 = "http://www.imsglobal.org/xsd/imsqtiasi_v3p0"
GOOD_SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><defs><g id="a"/></defs><use href="#a" fill="url(#b)"/></svg>'


def item(body: str, option: str = "a", *, before: str = "", after: str = "") -> str:
    return f"""{before}<qti-assessment-item xmlns="{V30}" identifier="one" title="One"><qti-response-declaration
      identifier="R" cardinality="single" base-type="identifier"><qti-correct-response><qti-value>a</qti-value>
      </qti-correct-response></qti-response-declaration><qti-item-body>{body}<qti-choice-interaction
      response-identifier="R"><qti-simple-choice identifier="a">{option}</qti-simple-choice>
      <qti-simple-choice identifier="b">b</qti-simple-choice></qti-choice-interaction></qti-item-body>{after}
      </qti-assessment-item>"""


def marked(times: int) -> str:
    """Return a feedback whose Markdown takes time, and is not what it shows."""
    return f"<qti-modal-feedback><p data-certway-md='{'![' * times}'>x</p></qti-modal-feedback>"


def package(files: dict[str, bytes], href: str = "one.xml") -> bytes:
    manifest = f"""<manifest><resources><resource identifier="one" type="imsqti_item_xmlv3p0" href="{href}"/>
      </resources></manifest>"""
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in {"imsmanifest.xml": manifest.encode(), **files}.items():
            archive.writestr(name, content)
    return out.getvalue()


@contextmanager
def soon() -> Iterator[None]:
    with bounded():
        yield


def refusal(content: bytes, file: str = "a.zip") -> str:
    with soon(), pytest.raises(ForeignFileError) as caught:
        read_qti(content, file)
    return str(caught.value)


def taken(xml: str, file: str = "one.xml") -> Imported:
    with soon():
        return read_qti(xml.encode(), file)


def told(found: Imported) -> list[str]:
    return [one.why.removeprefix("not carried: ") for one in found.dropped]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "a.zip: the file is empty; export it again"),
        (b"PK\x03\x04 and no more", "a.zip: the zip is broken or cut short; export or download it again"),
        (b"hello", "a.zip:1: it is no good XML (syntax error); export it again"),
        (b"<html/>", "a.zip: it is no QTI item; name an item or a content package (a zip)"),
        (b"<questestinterop/>", "a.zip: it is QTI 1, which is not taken; export it as QTI 2.1 or later"),
        (item("<p>x</p>").encode()[:-30], "a.zip:5: it is no good XML (unclosed token); export it again"),
        ("<a>é</a>".encode("latin-1"), "a.zip:1: there is a byte that is no utf-8; save it as UTF-8"),
    ],
)
def test_file_that_is_none_is_refused(content: bytes, said: str) -> None:
    assert refusal(content) == said


def test_package_without_a_manifest_or_items_is_refused() -> None:
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("one.xml", "<a/>")
    said = "a.zip: there is no imsmanifest.xml in it; export it as a QTI content package"
    assert refusal(out.getvalue()) == said
    empty = package({"imsmanifest.xml": b"<manifest/>"})
    assert refusal(empty) == "a.zip: it lists no items of QTI 2.1 or later; export it as such"
    old = b'<manifest><resource type="imsqti_xmlv1p2" href="a.xml"/></manifest>'
    said = "a.zip: it is QTI 1, which is not taken; export it as QTI 2.1 or later"
    assert refusal(package({"imsmanifest.xml": old})) == said


def test_broken_item_of_a_package_is_told_with_its_place() -> None:
    content = package({"one.xml": b"<qti-assessment-item>\n<a></qti-assessment-item>"})
    assert refusal(content) == "a.zip/one.xml:2: it is no good XML (mismatched tag); export it again"


@pytest.mark.parametrize(
    "type_",
    [
        '<!DOCTYPE a [<!ENTITY b "ha"><!ENTITY c "&b;&b;&b;&b;&b;">]>',
        '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE a SYSTEM "http://127.0.0.1/a.dtd">',
    ],
)
def test_document_type_is_refused_in_every_file(type_: str) -> None:
    said = "it has a document type or entities, with which files are made to harm; take out <!DOCTYPE>"
    assert refusal(package({"one.xml": item("<p>x</p>", before=type_).encode()})) == f"a.zip/one.xml: {said}"
    assert refusal(package({"imsmanifest.xml": f"{type_}<manifest/>".encode()})) == f"a.zip/imsmanifest.xml: {said}"


@pytest.mark.parametrize(
    "href", ["../../etc/passwd", "/etc/passwd", "file:///etc/passwd", "C:\\a", "%2e%2e/%2e%2e/a", ""]
)
def test_address_that_leads_out_is_not_followed(href: str) -> None:
    found = read_qti(package({"one.xml": b""}, href=href), "a.zip")
    assert (found.items, found.dropped) == ((), (Dropped("one", "its file is not in the package"),))


def test_deep_item_is_refused() -> None:
    deep = item("<div>" * 500 + "x" + "</div>" * 500)
    assert refusal(deep.encode()) == (
        "a.zip: it has elements more than 100 deep in one another; split it or export it anew"
    )


def test_item_of_many_elements_is_refused() -> None:
    assert refusal(item("<p>x</p>" * 20_001).encode()) == (
        "a.zip: it has more than 20000 elements; split it or export it anew"
    )


def test_item_larger_than_a_page_is_refused() -> None:
    assert refusal(item(f"<p>{'x' * 1024 * 1024}</p>").encode()) == "a.zip: it is larger than 1 MB; split it"


@pytest.mark.parametrize(
    ("body", "stem", "lost"),
    [
        ("<p>x</p><script>alert(1)</script>", "x", ["<script>"]),
        ("<p>x</p><style>p {}</style>", "x", ["<style>"]),
        ("<p>x</p><iframe src='https://example.org'/>", "x", ["<iframe>"]),
        ("<p onclick='alert(1)'>x</p>", "x", ["the attribute onclick, which runs something"]),
        (
            "<p>x <a href='javascript:alert(1)'>y</a></p>",
            "x y",
            ["an address that begins with javascript:"],
        ),
        ("<p>x <a href='data:text/html,y'>y</a></p>", "x y", ["an address that begins with data:"]),
        ("<p>x</p><object data='a.swf' type='application/x'/>", "x", ["an embedded file"]),
        ("<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>", "\\<script>alert(1)\\</script>", []),
    ],
)
def test_what_runs_is_taken_out_and_told(body: str, stem: str, lost: list[str]) -> None:
    found = taken(item(body))
    assert (found.items[0].stem, told(found)) == (stem, lost)


def test_markdown_that_is_told_counts_only_where_it_is_what_is_shown() -> None:
    assert taken(item('<div data-certway-md="**x**"><p>y</p></div>')).items[0].stem == "y"
    assert taken(item('<div data-certway-md="**x**"><p><strong>x</strong></p></div>')).items[0].stem == "**x**"
    hidden = '<div data-certway-md="&lt;script&gt;1&lt;/script&gt;"><p>&lt;script&gt;1&lt;/script&gt;</p></div>'
    assert taken(item(hidden)).items[0].stem == "\\<script>1\\</script>"


def test_marks_of_our_own_are_checked() -> None:
    marks = 'data-certway-topic="../../etc" data-certway-id="../x" data-certway-level="high"'
    one = taken(item(f"<div {marks}>x</div>")).items[0]
    assert (one.id, one.topic, one.level) == ("unfiled/one", "unfiled", "application")


@pytest.mark.parametrize(
    ("name", "content", "fault"),
    [
        ("a.png", b"<html>", "it is not what '.png' says"),
        ("a.exe", b"MZ", "it is no svg, png, jpg, gif or webp"),
        ("a.svg", b"<svg><script/></svg>", "it has a <script>, which is more than a drawing"),
        ("a.svg", b"<svg onload='x'/>", "it has the attribute onload, which runs something"),
        ("a.svg", b"<svg><use href='https://example.org/a'/></svg>", "it loads something from elsewhere"),
        ("a.svg", b"<svg><style>a {fill: url(//x)}</style></svg>", "it loads something from elsewhere"),
        ("a.svg", b"<svg><g style='fill: u\\72l(//x)'/></svg>", "it loads something from elsewhere"),
        ("a.svg", b"<?xml-stylesheet href='//x'?><svg/>", "it is not a drawing alone"),
        ("a.svg", b"<html/>", "it is not a drawing alone"),
        (
            "a.svg",
            b"<!DOCTYPE a><svg/>",
            "a.svg: it has a document type or entities, with which files are made to harm; take out <!DOCTYPE>",
        ),
    ],
)
def test_picture_that_is_none_is_left_out_and_told(name: str, content: bytes, fault: str) -> None:
    xml = item(f"<p>x</p><img src='{name}' alt='y'/>").encode()
    found = read_qti(package({"one.xml": xml, name: content}), "a.zip")
    assert (found.items[0].image, found.media, told(found)) == (None, {}, [f"the picture '{name}': {fault}"])


def test_drawing_that_is_one_is_taken() -> None:
    xml = item("<p>x</p><img src='a.svg' alt='y'/>").encode()
    assert read_qti(package({"one.xml": xml, "a.svg": GOOD_SVG}), "a.zip").media == {"a.svg": GOOD_SVG}


@pytest.mark.parametrize("source", ["../../etc/passwd", "https://example.org/a.png", "data:image/png;base64,AAAA"])
def test_picture_from_elsewhere_is_left_out_and_told(source: str) -> None:
    found = taken(item(f"<p>x</p><img src='{source}' alt='y'/>"))
    assert told(found) == [f"the picture '{source}', which is not in the package"]


@pytest.mark.parametrize(
    "hard",
    [
        item(f"<p title='{'&lt;' * 200_000}'>x <b>y</b></p>"),
        item(f"<p>{'&lt;' * 200_000}x</p>"),
        item(f"<p>{'&lt;' * 200_000}x <b>y</b></p>"),
        item(f"<p>{'<b>' * 80}{'[' * 30_000}{'</b>' * 80}</p>"),
        item(f"<p>x {'<b>y</b> ' * 9_000}</p>"),
        item(f"<p>x {'*a **a ' * 5_000}<b>y</b></p>"),
        item(f"<div data-certway-md='{'[' * 39_000}'><p>x</p></div>"),
        item(f"<div data-certway-md='{'*a **a ' * 5_000}'><p>x</p></div>"),
        item(f"<div data-certway-md='{'![a](' * 7_000}'><p>x</p></div>"),
        item("<p>x</p>", after="<qti-modal-feedback identifier='a'/>" * 19_000),
        item(
            "<p>x</p>",
            after=f"<qti-modal-feedback><p data-certway-md='{'![' * 19_000}'>x</p></qti-modal-feedback>" * 25,
        ),
        item(
            "<p>x</p>", after=f"<qti-modal-feedback><p data-certway-md='{'![' * 240}'>x</p></qti-modal-feedback>" * 290
        ),
        item(
            "<p>x</p>",
            after="<qti-response-processing>"
            + "<qti-response-if><qti-and/><qti-set-outcome-value><qti-base-value>a</qti-base-value>"
            "</qti-set-outcome-value></qti-response-if>" * 4_900 + "</qti-response-processing>",
        ),
    ],
)
def test_item_that_is_hard_to_read_takes_no_long_time(hard: str) -> None:
    with soon(), suppress(ForeignFileError):
        read_qti(hard.encode(), "a.xml")


TOO_MANY_MARKS = "a.zip: its texts have too many marks of HTML or Markdown; split it"


def together(*xmls: str) -> bytes:
    """Return a package of items."""
    listed = "".join(f'<resource type="imsqti_item_xmlv3p0" href="{at}.xml"/>' for at in range(len(xmls)))
    files = {f"{at}.xml": xml.encode() for at, xml in enumerate(xmls)}
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in {**files, "imsmanifest.xml": f"<manifest>{listed}</manifest>".encode()}.items():
            archive.writestr(name, content)
    return out.getvalue()


@pytest.mark.parametrize(
    "hard",
    [
        item("<p>x</p>", after=marked(90) * 90),
        item("<p>x</p>", after="<qti-modal-feedback><p>x <b>y</b></p></qti-modal-feedback>" * 300),
        item(f"<p>x{'<br/>' * 1_100}</p>"),
        item(f"<ul>{'<li>y</li>' * 550}</ul>"),
        item("<p>" + "<a href='http://a'>y</a> " * 220 + "</p>"),
        item(f"<p><b>y</b>{'*' * 5_800}</p>", after=f"<qti-modal-feedback>{'*' * 5_800}</qti-modal-feedback>" * 20),
        item("<div data-certway-md='" + "- a&#10;" * 1_400 + "'><ul>" + "<li>a</li>" * 1_400 + "</ul></div>"),
    ],
)
def test_items_that_are_hard_together_are_refused_in_time(hard: str) -> None:
    assert refusal(together(*[hard] * 80)) == TOO_MANY_MARKS


def test_items_of_many_tags_together_are_refused_in_time() -> None:
    many = item("<p>x</p>", before=f"<!--{'<' * 1_000_000}-->")
    assert refusal(together(many, many, many)) == "a.zip: its items are too large together; split it"


def test_hundreds_of_items_with_some_html_are_taken() -> None:
    html = "<p>Which <b>tube</b> is <i>blue</i>?</p><p>One of:</p>"
    assert len(read_qti(together(*[item(html, "<b>a</b> b")] * 600), "a.zip").items) == 600


def test_drawing_that_is_shown_often_is_looked_at_once() -> None:
    drawing = f"<svg>{'<g/>' * 19_000}<script/></svg>".encode()
    xmls = [item("<p>x</p><img src='a.svg' alt='y'/>")] * 400
    with zipfile.ZipFile(BytesIO(together(*xmls))) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    with soon():
        found = read_qti(package({**files, "a.svg": drawing}), "a.zip")
    assert set(told(found)) == {"the picture 'a.svg': it has a <script>, which is more than a drawing"}


def test_package_that_lists_no_end_of_items_is_refused() -> None:
    listed = '<resource type="imsqti_item_xmlv3p0" href="a.xml"/>' * 30_001
    assert refusal(package({"imsmanifest.xml": f"<manifest>{listed}</manifest>".encode()})) == (
        "a.zip: it lists more than 30000 items; split it"
    )
