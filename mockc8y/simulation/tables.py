"""The tables of a seed file: what a row must hold, and how they are written down."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from types import MappingProxyType

from mockc8y.simulation.relative_time import NotADuration, milliseconds
from mockc8y.simulation.signals import SHAPES
from mockc8y.store.codec import Document

Tables = Mapping[str, Mapping[str, Document]]
"""Rows by the name of their table and their number in it, as TinyDB keeps them."""

MANAGED_OBJECT_TABLES = ("managedObjects", "binaries")


@dataclass(frozen=True, slots=True)
class Rule:
    """What the rows of a table must hold."""

    required: Sequence[str] = ()
    times: Sequence[str] = ()
    """Keys with a duration relative to the moment of loading, where they are present."""
    references: Sequence[str] = ()
    """Keys with the id of a managed object of the same seed, or a list of such ids, where they are present."""
    choices: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """Keys that must have one of these values, where they are present."""
    numbers: Sequence[str] = ()
    """Keys that must hold a number, where they are present."""


STAMPS = ("creationTime", "lastUpdated")
CHILDREN = ("childDevices", "childAssets", "childAdditions")
ALARM_CHOICES = {
    "severity": frozenset({"CRITICAL", "MAJOR", "MINOR", "WARNING"}),
    "status": frozenset({"ACTIVE", "ACKNOWLEDGED", "CLEARED"}),
}
OPERATION_CHOICES = {"status": frozenset({"PENDING", "EXECUTING", "SUCCESSFUL", "FAILED"})}
GENERATORS = frozenset({"large"})
"""What a seed may name as its `generator`: code that writes the other tables when it is loaded."""

PLAN = ("interval", "span", "recentInterval", "recentSpan", "until")

RULES: Mapping[str, Rule] = MappingProxyType(
    {
        "seed": Rule(
            ("name", "description", "number"), choices={"generator": GENERATORS}, numbers=("number", "devices")
        ),
        "users": Rule(("userName", "password", "roles")),
        "managedObjects": Rule(("id",), STAMPS, CHILDREN),
        "externalIds": Rule(("type", "externalId", "managedObject"), (), ("managedObject",)),
        "binaries": Rule(("id", "name", "contentType"), STAMPS),
        "events": Rule(("id", "source", "type", "time", "text"), ("time", *STAMPS), ("source",)),
        "alarms": Rule(
            ("id", "source", "type", "time", "text", "severity", "status"),
            ("time", "firstOccurrenceTime", *STAMPS),
            ("source",),
            ALARM_CHOICES,
        ),
        "operations": Rule(
            ("id", "deviceId", "status", "creationTime"), ("creationTime",), ("deviceId",), OPERATION_CHOICES
        ),
        "measurements": Rule(("source", "type", "time"), ("time",), ("source",)),
        "signals": Rule(
            ("source", "type", "fragment", "series", "shape", "base", "interval", "span"),
            PLAN,
            ("source",),
            {"shape": frozenset(SHAPES)},
            ("base", "amplitude", "noise", "digits", "peakHour", "hold"),
        ),
        "retentionRules": Rule(("id", "maximumAge"), numbers=("maximumAge",)),
        "auditRecords": Rule(("id", "type", "activity", "time", "text"), ("time", "creationTime")),
    }
)
"""Every table a seed file may have, in the order it is planted."""


def problems(tables: Tables) -> Iterator[str]:
    """Describe everything in the tables that keeps them from being planted, each with its place."""
    ids = _managed_object_ids(tables)
    yield from _missing_table(tables)
    yield from _repeated_ids(tables)
    for table, rows in tables.items():
        if table not in RULES:
            yield _unknown_table(table)
            continue
        for number, row in rows.items():
            yield from (f"{table}/{number}: {problem}" for problem in _row_problems(RULES[table], row, ids))


def to_json(tables: Mapping[str, Sequence[Document]]) -> str:
    """Write tables the way TinyDB reads them and a person likes to."""
    numbered = {table: {str(number): row for number, row in enumerate(rows, start=1)} for table, rows in tables.items()}
    return json.dumps(numbered, indent=1, ensure_ascii=False) + "\n"


def _missing_table(tables: Tables) -> Iterator[str]:
    if len(tables.get("seed", {})) != 1:
        yield "the table 'seed' must have one row with the seed's name, description and number"


def _unknown_table(table: str) -> str:
    near = get_close_matches(table, RULES, n=1)
    hint = f"did you mean '{near[0]}'?" if near else f"a seed has {', '.join(RULES)}"
    return f"there is no table '{table}'; {hint}"


def _managed_object_ids(tables: Tables) -> set[str]:
    rows = [row for table in MANAGED_OBJECT_TABLES for row in tables.get(table, {}).values()]
    return {row["id"] for row in rows if isinstance(row.get("id"), str)}


def _repeated_ids(tables: Tables) -> Iterator[str]:
    places: dict[str, str] = {}
    for table, rows in tables.items():
        for number, row in rows.items():
            place = f"{table}/{number}"
            first = places.setdefault(str(row.get("id", place)), place)
            if first != place:
                yield f"{place}: the id {row['id']} belongs to {first} already"


def _row_problems(rule: Rule, row: Document, ids: set[str]) -> Iterator[str]:
    yield from (f"'{key}' is missing" for key in rule.required if key not in row)
    yield from _id_problems(row)
    yield from _time_problems(rule, row)
    yield from _reference_problems(rule, row, ids)
    for key, choices in rule.choices.items():
        if key in row and row[key] not in choices:
            yield f"'{key}' is {row[key]!r}, but must be one of {', '.join(sorted(choices))}"
    for key in rule.numbers:
        if not isinstance(row.get(key, 0), int | float):
            yield f"'{key}' is {row[key]!r}, but must be a number"


def _reference_problems(rule: Rule, row: Document, ids: set[str]) -> Iterator[str]:
    for key in rule.references:
        value = row.get(key, [])
        for named in value if isinstance(value, list) else [value]:
            if not isinstance(named, str) or named not in ids:
                yield f"'{key}' names {named!r}, but must name a managed object of this seed by its id"


def _id_problems(row: Document) -> Iterator[str]:
    if "id" in row and not (isinstance(row["id"], str) and row["id"].isdecimal()):
        yield f"'id' is {row['id']!r}, but must be a string of digits"


def _time_problems(rule: Rule, row: Document) -> Iterator[str]:
    for key in rule.times:
        try:
            milliseconds(row.get(key, "PT0S"))
        except NotADuration as error:
            yield f"'{key}': {error}"
