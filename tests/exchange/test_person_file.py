"""The person file on disk, its text, and the page that documents it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from certway.core.person.fields import HIGH_SCHOOL, SECTIONS, STATES
from certway.core.person.reading import read_person
from certway.core.person.record import Record
from certway.core.person.values import ACCREDITATION, DAYS_OFF
from certway.core.units.errors import InputError
from certway.exchange.person_file import dump_person, load_person
from certway.exchange.yaml_files import parse_yaml

PAGE = Path(__file__).parents[2] / "docs" / "reference" / "person-file.md"
TEXT = PAGE.read_text(encoding="utf-8")
BLOCKS = re.findall(r"```(?:yaml|json)\n(.*?)```", TEXT, re.DOTALL)


def test_file_is_loaded_with_its_path_in_messages(tmp_path: Path) -> None:
    path = tmp_path / "maria.yaml"
    path.write_text("work: []\nperson: {lives_in: XX, name: 1.5}\n")
    with pytest.raises(InputError) as caught:
        load_person(path)
    assert [(problem.file, problem.line) for problem in caught.value.problems] == [(str(path), 2)] * 2


def test_json_file_is_loaded(tmp_path: Path) -> None:
    path = tmp_path / "maria.json"
    path.write_text('{\n\t"attempts": [{"exam": "cma-aama", "on": "2026-03"}]\n}\n')
    assert dump_person(load_person(path)) == "certway: 1\nattempts:\n- exam: cma-aama\n  on: 2026-03\n"


def test_dump_keeps_the_order_of_the_field_table_and_quotes_only_what_it_must() -> None:
    content = """
credentials: [{expires: null, number: '007', id: cma-aama}, {id: 'null', number: "5"}]
work: [{to: 2023, from: '2022', hours_per_week: 36.50, id: "1e5", supervised: true}]
person: {high_school: {kind: none}, name: "María 'no': O'Hara", born: 2001-04-12}
"""
    assert dump_person(read_person(parse_yaml(content.encode(), "p.yaml"))) == (
        "certway: 1\n"
        "person:\n"
        "  name: 'María ''no'': O''Hara'\n"
        "  born: 2001-04-12\n"
        "  high_school:\n"
        "    kind: none\n"
        "work:\n"
        "- id: '1e5'\n"
        "  from: '2022'\n"
        "  to: '2023'\n"
        "  hours_per_week: 36.5\n"
        "  supervised: true\n"
        "credentials:\n"
        "- id: cma-aama\n"
        "  number: '007'\n"
        "  expires: null\n"
        "- id: 'null'\n"
        "  number: '5'\n"
    )


@pytest.mark.parametrize("block", BLOCKS, ids=range(len(BLOCKS)))
def test_every_block_of_the_page_loads_and_comes_back(block: str) -> None:
    record = read_person(parse_yaml(block.encode(), "page.md"))
    assert read_person(parse_yaml(dump_person(record).encode(), "dumped.yaml")) == record


def test_page_has_a_block_for_every_section() -> None:
    told = {name for block in BLOCKS for name in parse_yaml(block.encode(), "page.md").mapping or {}}
    assert told == {"certway", *(table.name for table in SECTIONS)}


def test_page_names_every_section_field_and_word() -> None:
    parts = dict(re.findall(r"^## (\w+)\n(.*?)(?=^## |\Z)", TEXT, re.DOTALL | re.MULTILINE))
    for table in SECTIONS:
        named = set(re.findall(r"`([^`]+)`", parts[table.name]))
        needed = {field.name for field in table.fields}
        needed |= {word for field in table.fields for word in field.words}
        assert (table.name, needed - named) == (table.name, set())


def test_page_names_the_fields_inside_fields() -> None:
    named = set(re.findall(r"`([^`]+)`", re.sub(r"```.*?```", "", TEXT, flags=re.DOTALL)))
    inner = (HIGH_SCHOOL, ACCREDITATION, DAYS_OFF)
    needed = {field.name for table in inner for field in table.fields} | {
        *HIGH_SCHOOL.fields[1].words,
        *STATES,
    }
    assert needed - named == set()


@settings(deadline=None)
@given(
    st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Zl", "Zp"]), max_size=200)
    | st.sampled_from(
        ["<<", "=", "~", "", "null", "1e5", "0123", "2019", ".inf", "- a", "a: b", "#", "*a", "yes", "0o7"]
    )
)
def test_any_text_survives_the_file(name: str) -> None:
    record = Record(singles={"person": {"name": name}})
    assert read_person(parse_yaml(dump_person(record).encode(), "p.yaml")) == record
