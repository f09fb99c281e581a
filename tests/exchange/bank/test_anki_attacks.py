"""Anki packages that are made to harm: each is refused, or read without what harms, and none goes on and on."""

from __future__ import annotations

import html
import json
import re
import sqlite3
from contextlib import closing, suppress
from io import BytesIO
from stat import S_IFLNK
from zipfile import ZipFile, ZipInfo

import pytest

from builders.anki import anki_package, database, modern_package, note_type, packed, zstd
from builders.bounds import bounded
from certway.exchange.bank.anki.database import MOST_DATABASE_BYTES
from certway.exchange.bank.anki.format import read_anki, write_anki
from certway.exchange.bank.transfer import Imported
from certway.exchange.safe.errors import ForeignFileError

BASIC = note_type("Basic", "Front", "Back")
CLOZE = note_type("Cloze", "Text", "Back Extra", cloze=True)
OURS = note_type("Certway question", "Question", "Options", "Answer", "Reference", "Id", "Certway")
NOTE = (BASIC, ("How long?", "5 min"))
PNG = b"\x89PNG\r\n\x1a\n" + bytes(20)


def taken(content: bytes) -> Imported:
    """Return what comes in of a package; also one that is refused may not go on and on."""
    with bounded():
        return read_anki(content, "deck.apkg")


def refusal(content: bytes) -> str:
    with pytest.raises(ForeignFileError) as caught:
        taken(content)
    return str(caught.value)


def of_database(content: bytes, **others: bytes) -> bytes:
    return packed({"collection.anki2": content, "media": b"{}", **others})


def scripted(script: str) -> bytes:
    return anki_package(NOTE, script=script)


def forged_schema(name: str, sql: str) -> bytes:
    """Return a collection whose schema was written over by hand."""
    with closing(sqlite3.connect(":memory:")) as made:
        made.deserialize(database(NOTE))
        made.execute("PRAGMA writable_schema=ON")
        made.execute("UPDATE sqlite_master SET sql = ? WHERE name = ?", (sql, name))
        made.commit()
        return made.serialize()


# The zip around it


@pytest.mark.parametrize("name", ["../collection.anki2", "/etc/passwd", "C:/x", "a\\b", "a/../../b"])
def test_path_that_leads_out_is_refused(name: str) -> None:
    assert "leads out of the package" in refusal(of_database(database(NOTE), **{name: b"x"}))


def test_zip_bomb_is_refused() -> None:
    assert "times its size" in refusal(of_database(bytes(60 * 1024 * 1024)))


def test_nested_zip_is_refused() -> None:
    inner = packed({"a": b"b"})
    assert "is another zip" in refusal(anki_package((BASIC, ('<img src="a.png">?', "5 s")), media={"a.png": inner}))


def test_symlink_is_refused() -> None:
    out = BytesIO()
    with ZipFile(out, "w") as made:
        made.writestr("collection.anki2", database(NOTE))
        link = ZipInfo("0")
        link.external_attr = (S_IFLNK | 0o777) << 16
        made.writestr(link, "/etc/passwd")

    assert "is a link or a device" in refusal(out.getvalue())


def test_hundred_thousand_entries_are_refused() -> None:
    out = BytesIO()
    with ZipFile(out, "w") as made:
        made.writestr("0", b"")
    one = out.getvalue()
    entry = one[one.index(b"PK\x01\x02") : one.index(b"PK\x05\x06")]

    assert "files" in refusal(one + entry * 100_000)


def test_file_twice_is_refused() -> None:
    out = BytesIO()
    with ZipFile(out, "w") as made:
        made.writestr("collection.anki2", database(NOTE))
        with pytest.warns(UserWarning, match="Duplicate name"):
            made.writestr("collection.anki2", database(NOTE))

    assert "twice" in refusal(out.getvalue())


@pytest.mark.parametrize("content", [b"", b"PK", b"PK\x03\x04", b"\xff\xfeP\x00K\x00", b"not a zip"])
def test_what_is_no_zip_is_refused(content: bytes) -> None:
    assert refusal(content).startswith("deck.apkg: ")


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9, 0.99])
def test_package_cut_short_is_refused(share: float) -> None:
    content = anki_package(NOTE)
    assert refusal(content[: int(len(content) * share)]).startswith("deck.apkg: ")


def test_zip_without_a_collection_is_refused() -> None:
    assert "this is no Anki package" in refusal(packed({"a.txt": b"b"}))


# The lists in it


def test_package_of_an_unknown_version_is_refused() -> None:
    said = refusal(packed({"meta": b"\x08\x04", "collection.anki21c": b"", "media": b""}))

    assert said == (
        "deck.apkg: this package is of version 4, 3 is the newest known; "
        "in Anki choose 'Support older Anki versions' when you export"
    )


@pytest.mark.parametrize("meta", [b"\x08", b"\xff" * 11, b"\x0a\xff\xff\xff\xff\x7f", b"\x0b", b"\x0d\x00"])
def test_broken_meta_is_refused(meta: bytes) -> None:
    assert "a list in the package is damaged" in refusal(packed({"meta": meta, "collection.anki2": database(NOTE)}))


@pytest.mark.parametrize(
    "media",
    [
        b"[",
        b"[]",
        b'{"0": 1}',
        b'{"a": "b.png"}',
        b'{"0": "a.png", "0": "b.png"}',
        b'{"0": "a.png", "1": "a.png"}',
        b'{"0": "../a.png"}',
        b'{"0": "/etc/passwd"}',
        b'{"0": "C:a.png"}',
        b'{"0": "a\\u0000.png"}',
        b'{"0": "a\\ud800.png"}',
        '{"0": "é.png"}'.encode("latin-1"),
        '{"0": "a.png"}'.encode("utf-16"),
        b"[" * 100_000,
        b'{"0":' * 100_000,
        b'{"9' + b"9" * 100_000 + b'": 1}',
    ],
)
def test_list_of_media_that_anki_never_writes_is_refused(media: bytes) -> None:
    said = refusal(packed({"collection.anki2": database(NOTE), "media": media}))

    assert said.startswith("deck.apkg: its ")


def test_bomb_of_zstandard_is_refused() -> None:
    bomb = zstd(bytes(MOST_DATABASE_BYTES * 4))
    said = refusal(packed({"meta": b"\x08\x03", "collection.anki21b": bomb, "media": zstd(b"")}))

    assert said == "deck.apkg: this is no SQLite database; export the deck from Anki again"


def test_bomb_of_zstandard_that_begins_as_a_database_is_refused() -> None:
    bomb = zstd(database(NOTE).ljust(MOST_DATABASE_BYTES * 2, b"\x00"))
    said = refusal(packed({"meta": b"\x08\x03", "collection.anki21b": bomb, "media": zstd(b"")}))

    assert said == "deck.apkg: the database is larger than 64 MiB; export fewer decks at once"


def test_picture_that_is_a_bomb_of_zstandard_is_left_out() -> None:
    note = (BASIC, ('How?<img src="a.png" alt="A">', "5 s"))
    read = taken(modern_package(note, media={"a.png": PNG + bytes(200_000_000)}))

    assert read.media == {}
    assert [one.why for one in read.dropped] == [
        "the picture 'a.png' was left out: it is larger than 4 MiB; make it smaller"
    ]


@pytest.mark.parametrize("content", [b"", b"\x28\xb5\x2f\xfd", b"no zstandard", zstd(database(NOTE))[:500]])
def test_broken_zstandard_is_refused(content: bytes) -> None:
    said = refusal(packed({"meta": b"\x08\x03", "collection.anki21b": content, "media": zstd(b"")}))

    assert said.startswith("deck.apkg: ")


# The database


@pytest.mark.parametrize(
    ("script", "what"),
    [
        ("CREATE VIEW more AS SELECT 1", "view 'more'"),
        ("ALTER TABLE notes RENAME TO kept; CREATE VIEW notes AS SELECT * FROM kept", "view 'notes'"),
        ("CREATE TRIGGER told AFTER INSERT ON notes BEGIN SELECT 1; END", "trigger 'told'"),
        ("CREATE VIRTUAL TABLE found USING fts5(text)", "virtual table 'found'"),
        ("DROP TABLE notes; CREATE VIRTUAL TABLE notes USING fts5(id, mid, tags, flds)", "virtual table 'notes'"),
    ],
)
def test_view_trigger_and_virtual_table_are_refused(script: str, what: str) -> None:
    said = refusal(scripted(script))

    assert said == (
        f"deck.apkg: the database has a {what}, which no collection of Anki has; export the deck from Anki again"
    )


def test_computed_column_is_refused() -> None:
    script = "ALTER TABLE notes ADD COLUMN heavy AS (hex(zeroblob(500000000)))"

    assert "the table 'notes' has a computed column" in refusal(scripted(script))


def test_column_that_is_computed_in_place_of_one_is_refused() -> None:
    columns = "id INTEGER PRIMARY KEY, mid AS (1), tags AS (''), flds AS (hex(zeroblob(100000000)))"

    assert "a computed column" in refusal(scripted(f"DROP TABLE notes; CREATE TABLE notes ({columns})"))


def test_view_under_the_name_of_a_table_in_a_forged_schema_is_refused() -> None:
    endless = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i, i, i, i FROM n"
    said = refusal(of_database(forged_schema("notes", f"CREATE VIEW notes AS {endless}")))

    assert said.startswith("deck.apkg: the database ")


@pytest.mark.parametrize(
    "sql", ["CREATE TABLE", "", "DROP TABLE notes", "CREATE TABLE notes (" + "(" * 5_000, "x" * 100_000]
)
def test_forged_schema_is_refused(sql: str) -> None:
    assert refusal(of_database(forged_schema("notes", sql))).startswith("deck.apkg: ")


def test_condition_that_calls_functions_is_not_evaluated() -> None:
    script = "ALTER TABLE notes ADD COLUMN more CHECK (load_extension('x') OR randomblob(900000000) IS NULL)"
    script = f"PRAGMA ignore_check_constraints=ON; {script}"

    assert [item.stem for item in taken(scripted(script)).items] == ["How long?"]


def test_index_on_a_heavy_expression_is_not_evaluated() -> None:
    script = "CREATE INDEX heavy ON notes (length(flds || hex(zeroblob(1000000)))) WHERE flds IS NOT NULL"

    assert [item.stem for item in taken(scripted(script)).items] == ["How long?"]


def test_more_tables_than_anki_has_are_refused() -> None:
    script = ";".join(f"CREATE TABLE t{at} (a)" for at in range(101))

    assert "more than 100 tables and indexes" in refusal(scripted(script))


def test_more_notes_than_are_taken_are_refused() -> None:
    script = (
        "WITH RECURSIVE n(i) AS (SELECT 10 UNION ALL SELECT i + 1 FROM n WHERE i < 20000) "
        "INSERT INTO notes SELECT i, i, 1, 0, 0, '', 'a', '', 0, 0, '' FROM n"
    )

    assert "the table 'notes' has more than 6000 rows" in refusal(scripted(script))


def test_text_longer_than_is_taken_is_refused() -> None:
    script = "UPDATE notes SET flds = hex(randomblob(9000000))"

    assert "can't be read" in refusal(scripted(script))


def test_damaged_pages_are_refused() -> None:
    content = bytearray(
        database(NOTE, script="CREATE TABLE more (a); INSERT INTO more VALUES (hex(randomblob(20000)))")
    )
    for at in range(4096, len(content), 97):
        content[at] ^= 0x5A

    assert refusal(of_database(bytes(content))).startswith("deck.apkg: ")


@pytest.mark.parametrize("at", range(16, 100, 4))
def test_damaged_header_is_refused_or_harmless(at: int) -> None:
    content = bytearray(database(NOTE))
    content[at : at + 4] = b"\xff\xff\xff\xff"
    try:
        stems = [item.stem for item in taken(of_database(bytes(content))).items]
    except ForeignFileError:
        return
    assert stems == ["How long?"]


def test_page_that_leads_to_itself_ends() -> None:
    content = bytearray(database(NOTE))
    pages = len(content) // 4096
    for page in range(1, pages):
        begins = page * 4096
        content[begins : begins + 12] = bytes((5, 0, 0, 0, 1, 0x0F, 0xF0, 0)) + (page + 1).to_bytes(4, "big")

    assert refusal(of_database(bytes(content))).startswith("deck.apkg: ")


def test_database_with_a_log_beside_it_is_read_alone() -> None:
    content = bytearray(database(NOTE))
    content[18:20] = b"\x02\x02"  # the mode that keeps a log, as Anki's own exports have

    assert [item.stem for item in taken(of_database(bytes(content))).items] == ["How long?"]


def test_database_in_utf_16_is_read() -> None:
    with closing(sqlite3.connect(":memory:")) as plain, closing(sqlite3.connect(":memory:")) as made:
        plain.deserialize(database((BASIC, ("Wie lang? é", "5 min"))))
        made.execute("PRAGMA encoding='UTF-16le'")
        made.executescript("\n".join(plain.iterdump()))
        content = made.serialize()

    assert [item.stem for item in taken(of_database(content)).items] == ["Wie lang? é"]


@pytest.mark.parametrize("value", ["x'ff1f35'", "CAST(x'c328' AS TEXT)", "x'eda080'"])
def test_text_that_is_no_utf_8_is_refused(value: str) -> None:
    said = refusal(scripted(f"UPDATE notes SET flds = {value}"))

    assert said == "deck.apkg: the table 'notes' holds a text that is no UTF-8; export the deck from Anki again"


@pytest.mark.parametrize(
    "models",
    [
        "",
        "[]",
        "null",
        '{"1": 5}',
        '{"1": {"flds": {}}}',
        "[" * 100_000,
        '{"a":' * 100_000,
        json.dumps({str(at): {"flds": []} for at in range(501)}),
    ],
)
def test_note_types_that_anki_never_writes_are_refused(models: str) -> None:
    assert refusal(scripted(f"UPDATE col SET models = '{models}'")).startswith("deck.apkg: ")


def test_note_of_no_type_is_told() -> None:
    read = taken(scripted("UPDATE notes SET mid = 77"))

    assert [one.why for one in read.dropped] == ["its note type 'without a note type' is not known (its fields: none)"]


@pytest.mark.parametrize("value", ["1.5", "'text'", "9223372036854775807", "-1"])
def test_ids_of_another_kind_are_refused_or_harmless(value: str) -> None:
    try:
        read = taken(scripted(f"UPDATE cards SET nid = {value}, did = {value}"))
    except ForeignFileError:
        return
    assert [item.note for item in read.items] == [""]


# The HTML in its fields


def test_scripts_do_not_come_in() -> None:
    stem = (
        "Say<script>alert(1)</script><style>b{}</style><iframe src='//x'></iframe> <b onclick='x()'>now</b> "
        '<a href="javascript:alert(1)">here</a><img src="https://x.example/a.png" alt="far">'
        '<img src="data:image/png;base64,AAAA" alt="near"> &lt;script&gt;?'
    )
    read = taken(anki_package((BASIC, (stem, "5 min"))))

    assert [item.stem for item in read.items] == [r"Say **now** herefarnear \<script>?"]
    assert [one.why for one in read.dropped] == [
        "<script> was left out",
        "<style> was left out",
        "<iframe> was left out",
        "the attribute onclick was left out",
        "an address that begins with javascript: was left out",
        "an address that begins with data: was left out",
        "a picture that is elsewhere was left out",
    ]


@pytest.mark.parametrize(
    "html",
    [
        "<div>" * 999,
        "<b><i>" * 450,
        "<" * 999,
        "<a" * 999 + " " * 30_000,
        "<table><tr><td>" * 300,
        "<ul><li>" * 400 + "x",
        " " * 39_000 + "<b>",
        "&" * 39_000,
        "&#x" * 10_000,
        "<!--" * 900,
        "<b " + "a='<' " * 900,
        "*" * 39_000,
        "[" * 39_000,
        "`" * 39_000,
        "{{c1::" * 6_000,
        "A) x<br>" * 900,
    ],
)
def test_heavy_html_takes_no_time(html: str) -> None:
    notes = [(kind, (html, "5 min")) for kind in (BASIC, CLOZE) for _ in range(40)]
    with suppress(ForeignFileError):
        taken(anki_package(*notes))


@pytest.mark.parametrize("inside", ["", "<ul><li>x</ul>"])
def test_entities_bring_no_characters_that_no_text_may_hold(inside: str) -> None:
    read = taken(anki_package((BASIC, (f"a&#0;&#1;&#x1f;&#xd800;&#xfffe;b?{inside}", "5 min"))))

    assert [re.findall("[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]", item.stem) for item in read.items] == [[]]


def test_many_notes_of_heavy_html_are_refused() -> None:
    notes = [(BASIC, ("<ul><li>" * 100 + str(at), "5 min")) for at in range(2_000)]

    assert refusal(anki_package(*notes)) == (
        "deck.apkg: its notes hold more than 15000 HTML tags; export fewer decks at once"
    )


def test_field_beyond_measure_is_told() -> None:
    read = taken(anki_package((BASIC, ("<b>" * 2_000, "5 min")), NOTE))

    assert [item.stem for item in read.items] == ["How long?"]
    assert [one.why for one in read.dropped] == ["a field has more than 40000 characters or 1000 tags; shorten it"]


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("{{c1::a", "one of its clozes is not closed"),
        ("none", "it has no cloze"),
        ("{{c1::" * 10 + "a" + "}}" * 10, "it has more than 200 cloze marks, or more than 4 within another"),
        ("{{c1::a}}" * 300, "it has more than 200 cloze marks, or more than 4 within another"),
        ("".join(f"{{{{c{at}::5 min}}}}" for at in range(1, 30)), "it has 29 clozes; at most 20 are taken of a note"),
    ],
)
def test_clozes_beyond_measure_are_told(text: str, why: str) -> None:
    assert [one.why for one in taken(anki_package((CLOZE, (text, "")))).dropped] == [why]


def test_thousands_of_one_title_take_no_time() -> None:
    assert len(taken(anki_package(*[NOTE] * 6_000)).items) == 6_000


def test_names_that_anki_never_gives_are_refused() -> None:
    many = note_type("Many", *map(str, range(101)))

    assert "a note type has more than 100 fields" in refusal(anki_package((many, ("a",))))
    assert "a name of more than 500 characters" in refusal(anki_package((note_type("a" * 501, "b"), ("c",))))
    assert "a name of more than 500 characters" in refusal(
        scripted('UPDATE col SET decks = \'{"9": {"name": "' + "d" * 501 + "\"}}'")
    )


# Pictures


@pytest.mark.parametrize(
    "drawing",
    [
        "<script>alert(1)</script>",
        "<foreignObject/>",
        '<path onload="x()"/>',
        '<use href="https://x.example/a.svg#b"/>',
        '<a href="javascript:alert(1)"/>',
        '<rect fill="url(https://x.example/)"/>',
        "<style>@import 'https://x.example'</style>",
        '<set attributeName="href" to="x"/>',
        "<g>" * 100 + "</g>" * 100,
        "<g/>" * 20_000,
        "broken <",
    ],
)
def test_drawing_that_runs_or_leads_out_is_left_out(drawing: str) -> None:
    content = f'<svg xmlns="http://www.w3.org/2000/svg">{drawing}</svg>'.encode()
    read = taken(anki_package((BASIC, ('How?<img src="a.svg" alt="A">', "5 s")), media={"a.svg": content}))

    assert (read.media, len(read.dropped), read.items[0].image) == ({}, 1, None)


@pytest.mark.parametrize(
    "prolog",
    [
        '<!DOCTYPE svg [<!ENTITY a "b">]>',
        '<!DOCTYPE svg [<!ENTITY a SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE svg SYSTEM "https://x.example/a.dtd">',
    ],
)
def test_drawing_with_entities_is_left_out(prolog: str) -> None:
    content = f'{prolog}<svg xmlns="http://www.w3.org/2000/svg"/>'.encode()
    read = taken(anki_package((BASIC, ('How?<img src="a.svg" alt="A">', "5 s")), media={"a.svg": content}))

    assert (read.media, len(read.dropped)) == ({}, 1)


@pytest.mark.parametrize(("name", "content"), [("a.png", b"MZ"), ("a.html", b"<b>"), ("a", b""), ("a.exe", b"MZ")])
def test_file_that_is_no_picture_is_left_out(name: str, content: bytes) -> None:
    note = (BASIC, (f'How?<img src="{name}" alt="A">', "5 s"))
    read = taken(anki_package(note, media={name: content}))

    assert (read.media, len(read.dropped)) == ({}, 1)


# Our own note type, forged


def own(told: object) -> bytes:
    field = html.escape(told if isinstance(told, str) else json.dumps(told), quote=False)
    return anki_package((OURS, ("q", "o", "a", "r", "i", field)))


def bank(**changes: object) -> dict[str, object]:
    options = [{"text": name, "right": name == "a", "why": "b"} for name in "abc"]
    item = {"id": "x", "type": "single", "level": "recall", "difficulty": "easy", "stem": "q?", "options": options}
    item |= {"reference": {"source": "s", "part": "p"}, **changes}
    return {"format": 1, "of": "", "bank": {"format": 1, "topic": "t", "items": [item]}}


def test_forged_question_that_is_whole_comes_in() -> None:
    assert [item.id for item in taken(own(bank())).items] == ["t/x"]


@pytest.mark.parametrize(
    "told",
    [
        "",
        "{",
        "[]",
        "null",
        "[" * 30_000,
        '{"a":' * 30_000,
        {"format": 2},
        {"format": 1},
        {"format": 1, "bank": []},
        {"format": 1, "bank": {"format": 1, "topic": "t"}},
        {"format": 1, "bank": {"format": 1, "topic": "../t", "items": []}},
        bank(id="../x"),
        bank(stem=5e300, type="number", answer="x"),
        bank(level="god"),
        bank(stem="<script>alert(1)</script>"),
        bank(stem="[a](javascript:alert(1))"),
        bank(stem="<b onclick=alert(1)>"),
        bank(stem="a\u0000b"),
        bank(stem="a\ud800b"),
        bank(image={"file": "../../x.svg", "alt": "a"}),
        bank(note="<iframe>"),
        bank(more=1),
        json.dumps(bank(type="number", options=None)).replace("null", "1e999"),
        '{"format": 1, "bank": NaN}',
        '{"format": 1, "bank": ' + "9" * 5_000 + "}",
    ],
)
def test_forged_question_is_told(told: object) -> None:
    read = taken(own(told))

    assert (read.read, read.items, len(read.dropped)) == (1, (), 1)


@pytest.mark.parametrize("number", ["1e999", "-1e999", "NaN", "Infinity"])
def test_forged_number_that_is_none_is_told(number: str) -> None:
    told = bank(type="number", answer=0, unit="mL", tolerance=0, why="w")
    del told["bank"]["items"][0]["options"]  # type: ignore[index]
    text = json.dumps(told)

    assert len(taken(own(text)).items) == 1
    assert taken(own(text.replace('"answer": 0', f'"answer": {number}'))).items == ()


def test_question_that_stands_there_twice_is_taken_once() -> None:
    field = html.escape(json.dumps(bank()), quote=False)
    read = taken(anki_package(*[(OURS, (f"q{at}", "o", "a", "r", "i", field)) for at in range(2)]))

    assert ([item.id for item in read.items], read.read) == (["t/x"], 2)
    assert "it stands there twice; the first one is taken" in [one.why for one in read.dropped]


def test_many_forged_questions_are_refused() -> None:
    heavy = html.escape(json.dumps(bank(**{f"stemm{at}": 1 for at in range(250)})), quote=False)
    package = anki_package(*[(OURS, (f"q{at}", "o", "a", "r", "i", heavy)) for at in range(1_000)])

    assert refusal(package) == ("deck.apkg: more than 50 of its questions are damaged; export them from Certway anew")


def test_forged_question_of_more_than_any_holds_is_told() -> None:
    told = bank(**{f"stemm{at}": 1 for at in range(3_000)})

    assert [one.why for one in taken(own(told)).dropped] == [
        "its field 'Certway' holds more than any question; export the question anew"
    ]


def test_texts_that_look_like_html_go_out_as_words() -> None:
    items = taken(own(bank(stem="5 < 7 & <b>?"))).items
    with closing(sqlite3.connect(":memory:")) as made:
        made.deserialize(ZipFile(BytesIO(write_anki(items).content)).read("collection.anki2"))
        shown = str(made.execute("SELECT flds FROM notes").fetchone()[0])

    assert shown.split("\x1f")[0] == "<p>5 &lt; 7 &amp; &lt;b&gt;?</p>"
    assert re.search(r"<(?!/?(?:p|ol|li|div)\b)", shown) is None
