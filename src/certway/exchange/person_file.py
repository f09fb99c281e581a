"""The person file: read, written, and described by its published schema."""

from __future__ import annotations

import json
import re
from pathlib import Path

import yaml

from certway.core.person.reading import read_person, write_person
from certway.core.person.record import Record
from certway.core.person.schema import person_schema
from certway.core.units.located import Located
from certway.exchange.file_kinds import refuse_resume
from certway.exchange.yaml_files import parse_yaml, read_yaml

SCHEMA_PATH = Path(__file__).with_name("person.schema.json")


def load_person(path: Path) -> Record:
    """Return the record that a person file (YAML or JSON) tells.

    Raises InputError, once, with every problem found; its kind ResumeFileError for a JSON Resume.
    """
    return _read(read_yaml(path))


def parse_person(content: bytes, file: str) -> Record:
    """Return the record that the bytes of a person file tell, as `load_person` does; `file` is its name."""
    return _read(parse_yaml(content, file))


def _read(document: Located) -> Record:
    refuse_resume(document)
    return read_person(document)


def dump_person(record: Record) -> str:
    """Return a record as the YAML text of a person file, its keys in the order of the field table."""
    return yaml.dump(
        write_person(record),
        Dumper=_Dumper,
        sort_keys=False,
        allow_unicode=True,
        default_flow_style=False,
        width=110,
    )


def person_schema_text() -> str:
    """Return the text of the published JSON Schema, `person.schema.json`."""
    return json.dumps(person_schema(), indent=2, ensure_ascii=False) + "\n"


class _Dumper(yaml.SafeDumper):
    """Writes dates and words such as `on` without quotes: YAML 1.2 reads them as texts."""

    # What YAML 1.2 would read as something else than a text; such a text is written in quotes.
    yaml_implicit_resolvers = {  # noqa: RUF012 - the name and shape are PyYAML's
        None: [
            ("tag:yaml.org,2002:null", re.compile(r"(?:|~|null|Null|NULL)\Z")),
            ("tag:yaml.org,2002:bool", re.compile(r"(?:true|True|TRUE|false|False|FALSE)\Z")),
            ("tag:yaml.org,2002:int", re.compile(r"(?:[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+)\Z")),
            (
                "tag:yaml.org,2002:float",
                re.compile(r"(?:[-+]?(?:\.[0-9]+|[0-9]+\.?[0-9]*)(?:[eE][-+]?[0-9]+)?|[-+]?\.inf|\.nan)\Z", re.I),
            ),
        ]
    }

    def ignore_aliases(self, _data: object) -> bool:
        """Write every value out; a file for people holds no aliases."""
        return True
