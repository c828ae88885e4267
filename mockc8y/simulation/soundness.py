"""Whether a seed can be planted: what is wrong in its tables, and where."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from difflib import get_close_matches
from types import MappingProxyType

from mockc8y.domain.documents import parse_id
from mockc8y.simulation.contents import NotAContent, content
from mockc8y.simulation.relative_time import NotADuration, milliseconds
from mockc8y.simulation.tables import RULES, Rule, Tables
from mockc8y.store.codec import Document

FILES: Mapping[str, Callable[[Document], object]] = MappingProxyType(
    {"binaries": lambda row: row, "events": lambda row: row.get("attachment")}
)
"""Where the rows of a table hold the content of a file."""


def problems(tables: Tables) -> Iterator[str]:
    """Describe everything in the tables that keeps them from being planted, each with its place `table/row`."""
    if len(tables.get("seed", {})) != 1:
        yield "the table 'seed' must have one row with the seed's name, description and number"
    yield from (_unknown_table(table) for table, rows in tables.items() if rows and table not in RULES)
    yield from _repeated(tables)
    objects = _managed_object_ids(tables)
    for table, rule in RULES.items():
        for number, row in tables.get(table, {}).items():
            yield from (f"{table}/{number}: {problem}" for problem in _row_problems(rule, row, objects))
            yield from (f"{table}/{number}: {problem}" for problem in _file_problems(table, row))


def _unknown_table(table: str) -> str:
    near = get_close_matches(table, RULES, n=1)
    hint = f"did you mean '{near[0]}'?" if near else f"a seed has {', '.join(RULES)}"
    return f"there is no table '{table}'; {hint}"


def _managed_object_ids(tables: Tables) -> set[str]:
    rows = [row for table in ("managedObjects", "binaries") for row in tables.get(table, {}).values()]
    return {row["id"] for row in rows if isinstance(row.get("id"), str)}


def _repeated(tables: Tables) -> Iterator[str]:
    """Find ids and external ids that are used twice."""
    first: dict[str, str] = {}
    for table, rows in tables.items():
        for number, row in rows.items():
            name, place = _unique_name(table, row), f"{table}/{number}"
            if name is not None and first.setdefault(name, place) != place:
                yield f"{place}: the {name} belongs to {first[name]} already"


def _unique_name(table: str, row: Document) -> str | None:
    """Name what no other row of the seed may be called."""
    if table == "externalIds":
        return f"external id {row.get('type')}/{row.get('externalId')}"
    return f"id {row['id']}" if "id" in row else None


def _row_problems(rule: Rule, row: Document, objects: Collection[str]) -> Iterator[str]:
    yield from (f"'{key}' is missing" for key in rule.required if key not in row)
    if "id" in row and not (isinstance(row["id"], str) and parse_id(row["id"])):
        yield f"'id' is {row['id']!r}, but must be a string of digits"
    yield from _kind_problems(rule, row)
    yield from _time_problems(rule, row)
    yield from _reference_problems(rule, row, objects)


def _kind_problems(rule: Rule, row: Document) -> Iterator[str]:
    for key in rule.lists:
        if not isinstance(row.get(key, []), list):
            yield f"'{key}' is {row[key]!r}, but must be a list"
    for key in rule.numbers:
        if not isinstance(row.get(key, 0), int | float):
            yield f"'{key}' is {row[key]!r}, but must be a number"
    for key, choices in rule.choices.items():
        if key in row and row[key] not in choices:
            yield f"'{key}' is {row[key]!r}, but must be one of {', '.join(choices)}"


def _time_problems(rule: Rule, row: Document) -> Iterator[str]:
    for key in rule.times:
        if key not in row:
            continue
        try:
            length = milliseconds(row[key])
        except NotADuration as error:
            yield f"'{key}': {error}"
            continue
        if length <= 0 and key in rule.intervals:
            yield f"'{key}' is {row[key]!r}, but must be longer than nothing"


def _reference_problems(rule: Rule, row: Document, objects: Collection[str]) -> Iterator[str]:
    for key in rule.references:
        value = row.get(key, [])
        for named in value if isinstance(value, list) else [value]:
            if not isinstance(named, str) or named not in objects:
                yield f"'{key}' names {named!r}, but must name a managed object of this seed by its id"


def _file_problems(table: str, row: Document) -> Iterator[str]:
    file = FILES[table](row) if table in FILES else None
    if file is None:
        return
    if not isinstance(file, dict):
        yield f"'attachment' is {file!r}, but must be an object with name, type and text or base64"
        return
    try:
        content(file)
    except NotAContent as error:
        yield str(error)
