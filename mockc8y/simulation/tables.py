"""The tables of a seed file: what their rows hold, and how they are written down."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

from mockc8y.domain.alarms_draft import WORDS
from mockc8y.domain.hierarchy import CHILD_KINDS
from mockc8y.domain.operations import STATUSES
from mockc8y.simulation.signals import SHAPES
from mockc8y.store.codec import Document

Tables = Mapping[str, Mapping[str, Document]]
"""Rows by the name of their table and their number in it, as TinyDB keeps them."""


@dataclass(frozen=True, slots=True)
class Rule:
    """What the rows of a table hold."""

    required: Sequence[str] = ()
    times: Sequence[str] = ()
    """Keys with a duration relative to the moment of loading, where they are present."""
    references: Sequence[str] = ()
    """Keys with the id of a managed object of the same seed, or a list of such ids, where they are present."""
    choices: Mapping[str, Sequence[str]] = field(default_factory=dict)
    """Keys that must have one of these values, where they are present."""
    numbers: Sequence[str] = ()
    """Keys that must hold a number, where they are present."""
    lists: Sequence[str] = ()
    """Keys that must hold a list, where they are present."""
    intervals: Sequence[str] = ()
    """Those of `times` that must be longer than nothing."""


STAMPS = ("creationTime", "lastUpdated")
GENERATORS = ("large",)
"""What a seed may name as its `generator`: code that writes the other tables when it is loaded."""

RULES: Mapping[str, Rule] = MappingProxyType(
    {
        "seed": Rule(
            required=("name", "description", "number"),
            choices={"generator": GENERATORS},
            numbers=("number", "devices"),
        ),
        "users": Rule(required=("userName", "password", "roles"), lists=("roles",)),
        "managedObjects": Rule(required=("id",), times=STAMPS, references=CHILD_KINDS, lists=CHILD_KINDS),
        "binaries": Rule(required=("id", "name", "contentType"), times=STAMPS),
        "externalIds": Rule(required=("type", "externalId", "managedObject"), references=("managedObject",)),
        "events": Rule(
            required=("id", "source", "type", "time", "text"), times=("time", *STAMPS), references=("source",)
        ),
        "alarms": Rule(
            required=("id", "source", "type", "time", "text", "severity", "status"),
            times=("time", "firstOccurrenceTime", *STAMPS),
            references=("source",),
            choices={key: tuple(words) for key, words in WORDS.items()},
        ),
        "operations": Rule(
            required=("id", "deviceId", "status", "creationTime"),
            times=("creationTime",),
            references=("deviceId",),
            choices={"status": STATUSES},
        ),
        "measurements": Rule(required=("source", "type", "time"), times=("time",), references=("source",)),
        "signals": Rule(
            required=("source", "type", "fragment", "series", "shape", "base", "interval", "span"),
            times=("interval", "span", "recentInterval", "recentSpan", "until"),
            intervals=("interval", "recentInterval"),
            references=("source",),
            choices={"shape": tuple(SHAPES)},
            numbers=("base", "amplitude", "noise", "digits", "peakHour", "hold"),
        ),
        "retentionRules": Rule(required=("id", "maximumAge"), numbers=("maximumAge",)),
        "auditRecords": Rule(required=("id", "type", "activity", "time", "text"), times=("time", "creationTime")),
    }
)
"""Every table that a seed file may have."""


def to_json(tables: Mapping[str, Sequence[Document]]) -> str:
    """Write tables the way TinyDB reads them and a person likes to."""
    numbered = {table: {str(number): row for number, row in enumerate(rows, start=1)} for table, rows in tables.items()}
    return json.dumps(numbered, indent=1, ensure_ascii=False) + "\n"
