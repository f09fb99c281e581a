"""Rows of any table as lines of JSON, and back. The tables are those that a set of migrations makes."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from django.apps.registry import Apps
from django.db import connection, models
from django.db.migrations.loader import MigrationLoader
from django.db.models import Field, ForeignKey, JSONField, Model, Q
from django.db.models.sql import InsertQuery

LEFT_OUT = ("sessions.session", "usersessions.usersession")  # everybody signs in again
FINISHED = {"django_tasks_database.dbtaskresult": "finished_at"}  # background work that has such a moment is left out
_ROWS_AT_ONCE = 500


def tables(apps: Apps) -> tuple[type[Model], ...]:
    """Return the models of all tables that belong into an archive, by name."""
    found = [model for model in apps.get_models(include_auto_created=True) if _is_kept(model)]
    return tuple(sorted(found, key=lambda model: model._meta.label_lower))


def _is_kept(model: type[Model]) -> bool:
    meta = model._meta
    return meta.managed and not meta.proxy and not meta.swapped and meta.label_lower not in LEFT_OUT


def lines_of(model: type[Model]) -> Iterator[str]:
    """Yield the rows of a table that belong into an archive, in the order of their keys: JSON objects by column."""
    fields = _fields(model)
    rows = model._base_manager.filter(_kept_rows(model)).order_by("pk")
    for row in rows.iterator(chunk_size=_ROWS_AT_ONCE):
        yield json.dumps({field.attname: _written(field, row) for field in fields}, ensure_ascii=False)


def _kept_rows(model: type[Model]) -> Q:
    """Leave out finished work, and the rows of other tables about it."""
    moment = FINISHED.get(model._meta.label_lower)
    kept = Q(**{f"{moment}__isnull": True}) if moment else Q()
    for field in _fields(model):
        if isinstance(field, ForeignKey):
            moment = FINISHED.get(field.remote_field.model._meta.label_lower)
            if moment:
                kept &= Q(**{f"{field.name}__{moment}__isnull": True}) | Q(**{f"{field.name}__isnull": True})
    return kept


def _fields(model: type[Model]) -> list[Field[Any, Any]]:
    return [field for field in model._meta.concrete_fields if not getattr(field, "generated", False)]


def _written(field: Field[Any, Any], row: Model) -> object:
    value = getattr(row, field.attname)
    if value is None or isinstance(field, JSONField) or isinstance(value, (bool, int, float, str)):
        return value
    return field.value_to_string(row)


def insert_lines(model: type[Model], lines: Iterable[str]) -> None:
    """Insert rows as they were written, without anything that saving them would change.

    Raises ValueError for a row that is not one of this table.
    """
    fields, waiting = _fields(model), []
    size = max(1, connection.ops.bulk_batch_size(fields, [None] * _ROWS_AT_ONCE))
    for line in lines:
        waiting.append(_row(model, fields, line))
        if len(waiting) == size:
            _insert(model, fields, waiting)
            waiting = []
    if waiting:
        _insert(model, fields, waiting)


def _row(model: type[Model], fields: list[Field[Any, Any]], line: str) -> Model:
    told = json.loads(line)
    if set(told) != {field.attname for field in fields}:
        raise ValueError(f"a row of {model._meta.label_lower} has other columns than its table")
    return model(**{field.attname: _read(field, told[field.attname]) for field in fields})


def _read(field: Field[Any, Any], value: Any) -> Any:  # noqa: ANN401 - any column
    if value is None or isinstance(field, JSONField):
        return value
    return (field.target_field if isinstance(field, ForeignKey) else field).to_python(value)


def _insert(model: type[Model], fields: list[Field[Any, Any]], rows: list[Model]) -> None:
    query = InsertQuery(model)
    query.insert_values(fields, rows, raw=True)
    query.get_compiler(connection=connection).execute_sql()


def applied(loader: MigrationLoader) -> tuple[tuple[str, str], ...]:
    """Return the migrations that a database has."""
    return tuple(sorted(loader.applied_migrations or ()))


def apps_at(loader: MigrationLoader, migrations: Iterable[tuple[str, str]]) -> Apps:
    """Return the models as they are after these migrations."""
    state = loader.project_state([node for node in migrations if node in loader.graph.nodes])
    return state.apps


def stored_names(model: type[Model]) -> list[str]:
    """Return the names of the files that the rows of a table speak of; empty for every table but the documents'."""
    if not any(isinstance(field, models.CharField) and field.name == "stored_name" for field in _fields(model)):
        return []
    return list(model._base_manager.order_by("pk").values_list("stored_name", flat=True))
