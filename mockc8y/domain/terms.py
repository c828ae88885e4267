"""Which properties of each kind of document are indexed."""

from __future__ import annotations

from collections.abc import Iterable
from math import isfinite

from mockc8y.domain.notifications.filters import types_of
from mockc8y.store.codec import Document
from mockc8y.store.collection import Term
from mockc8y.store.series_index import SeriesName

MANAGED_OBJECT_STANDARD = frozenset({"name", "type", "owner", "creationTime", "lastUpdated"})
EVENT_STANDARD = frozenset({"type", "time", "text", "creationTime", "lastUpdated"})
ALARM_STANDARD = EVENT_STANDARD | {"status", "severity", "count", "firstOccurrenceTime"}
UNRESOLVED: Term = ("resolved", "false")
"""Alarms that are not cleared: what most lists ask for, so it is a posting list of its own."""
MEASUREMENT_STANDARD = frozenset({"type", "time"})
OPERATION_STANDARD = frozenset({"status", "creationTime", "bulkOperationId", "failureReason", "deviceId"})


def of_managed_object(_: int, document: Document) -> list[Term]:
    """Type, name, owner and every fragment."""
    return [*_values(document, ("type", "name", "owner")), *_fragments(document, MANAGED_OBJECT_STANDARD)]


def of_measurement(source: int, document: Document) -> list[Term]:
    """Source, type, every fragment, and every series with its fragment."""
    return of_series(source, document, [name for name, _ in series_of(document)])


def of_series(source: int, document: Document, series: Iterable[SeriesName]) -> list[Term]:
    """The terms of a measurement whose series are known."""
    return [
        ("source", source),
        ("type", document["type"]),
        *[("fragment", name) for name in document if name not in MEASUREMENT_STANDARD],
        *[("series", name) for name in series],
    ]


def series_of(document: Document) -> list[tuple[SeriesName, Document]]:
    """List the series in a measurement, each with its value and unit."""
    return [
        (SeriesName(fragment, series), entry)
        for fragment, value in document.items()
        if isinstance(value, dict)
        for series, entry in value.items()
        if is_series(entry)
    ]


def is_series(entry: object) -> bool:
    """Tell whether a fragment's entry is a series: an object with a finite number as `value`.

    A `unit` beside it must be a non-empty string (specification).
    """
    if not isinstance(entry, dict):
        return False
    value = entry.get("value")
    if type(value) is not int and not (type(value) is float and isfinite(value)):
        return False
    unit = entry.get("unit", "none")
    return isinstance(unit, str) and unit != ""


def of_event(source: int, document: Document) -> list[Term]:
    """Source, type and every fragment."""
    return [("source", source), ("type", document["type"]), *_fragments(document, EVENT_STANDARD)]


def of_alarm(source: int, document: Document) -> list[Term]:
    """Source, type, every fragment, and status and severity in upper case, as both compare without case (10.18.166).

    What is not cleared is also found by source and type in one step, and what is active by source and severity.
    """
    status, severity = document["status"].upper(), document["severity"].upper()
    found: list[Term] = [("source", source), ("type", document["type"]), ("status", status), ("severity", severity)]
    if status != "CLEARED":
        found += [UNRESOLVED, open_alarm(source, document["type"])]
    if status == "ACTIVE":
        found.append(active_alarm(source, severity))
    return found + _fragments(document, ALARM_STANDARD)


def open_alarm(source: int, alarm_type: str) -> Term:
    """What the alarms of a source and type have in common that are not cleared."""
    return ("open", (source, alarm_type))


def active_alarm(source: int, severity: str) -> Term:
    """What the active alarms of a source and severity have in common."""
    return ("active", (source, severity))


def of_operation(device: int, document: Document) -> list[Term]:
    """Device, status, bulk operation and every fragment."""
    return [
        ("source", device),
        *_values(document, ("status", "bulkOperationId")),
        *_fragments(document, OPERATION_STANDARD),
    ]


def of_bulk_operation(_: int, document: Document) -> list[Term]:
    """Status, the group as its source, and every fragment of what it asks for."""
    group = document.get("groupId")
    source: list[Term] = [] if group is None else [("source", int(group))]
    return [*source, *_values(document, ("status",)), *_fragments(document["operationPrototype"], OPERATION_STANDARD)]


def of_audit_record(source: int, document: Document) -> list[Term]:
    """Source, type, user and application. A source that is no number, such as a user's name, stands in the body."""
    found = _values(document, ("type", "user", "application"))
    subject = source or document.get("source", {}).get("id")
    return [("source", subject), *found] if subject else found


def of_notification_subscription(source: int, document: Document) -> list[Term]:
    """Source if it has one, context, name, each type it wants, and all that no two may have in common."""
    context, name, persistent = document["context"], document["subscription"], not document["nonPersistent"]
    types = types_of(document.get("subscriptionFilter", {}).get("typeFilter"))
    return [
        *([("source", source)] if source else []),
        ("context", context),
        ("subscription", name),
        *[("type", wanted) for wanted in types or ()],
        ("unique", (source, context, name, persistent)),
    ]


def of_retention_rule(_source: int, _document: Document) -> list[Term]:
    """Nothing: rules are few."""
    return []


def _values(document: Document, names: Iterable[str]) -> list[Term]:
    return [(name, value) for name in names if isinstance(value := document.get(name), str | int)]


def _fragments(document: Document, standard: frozenset[str]) -> list[Term]:
    return [("fragment", name) for name in document if name not in standard]
