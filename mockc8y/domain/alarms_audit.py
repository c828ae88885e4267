"""What the audit log says about alarms."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from mockc8y.domain import audit
from mockc8y.domain.callers import Caller
from mockc8y.domain.tenant import Tenant
from mockc8y.store.codec import Document, canonical
from mockc8y.store.collection import Record

TYPE = "Alarm"
ATTRIBUTE_TYPES: Mapping[str, str] = MappingProxyType(
    {
        "status": "com.cumulocity.model.event.CumulocityAlarmStatuses",
        # unverified: recordings show the type of the status only.
        "severity": "com.cumulocity.model.event.CumulocitySeverities",
        "text": "String",
    }
)
FRAGMENT_TYPE = "Object"
UNRECORDED = frozenset({"lastUpdated", "count", "firstOccurrenceTime"})


def changed(before: Document, after: Document) -> list[str]:
    """Name the properties that differ as JSON: `1` is not `true`, the order of members means nothing."""
    return [name for name in {**before, **after} if _canonical(before, name) != _canonical(after, name)]


def record_creation(tenant: Tenant, record: Record, caller: Caller) -> None:
    """Record that an alarm was raised."""
    audit.write(tenant, _entry(tenant, record, "Alarm created"), caller)


def record_update(tenant: Tenant, record: Record, before: Document, caller: Caller) -> None:
    """Record which properties of an alarm changed."""
    after = record.document
    types = {
        name: ATTRIBUTE_TYPES.get(name, FRAGMENT_TYPE) for name in changed(before, after) if name not in UNRECORDED
    }
    entry = _entry(tenant, record, "Alarm updated")
    audit.write(tenant, entry._replace(changes=audit.attribute_changes(before, after, types)), caller)


def _entry(tenant: Tenant, record: Record, activity: str) -> audit.Entry:
    document = record.document
    name = tenant.names.get(record.source) or ""
    text = f"Device name: '{name}', alarm text: '{document['text']}'"
    return audit.Entry(
        TYPE, activity, text, source=record.id, severity=document["severity"].upper(), device=record.source
    )


def _canonical(document: Document, name: str) -> bytes | None:
    return canonical(document[name]) if name in document else None
