"""Audit records: what users and the platform itself did."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from mockc8y.domain.callers import Caller
from mockc8y.domain.tenant import Tenant
from mockc8y.domain.times import format_millis
from mockc8y.store.codec import Document
from mockc8y.store.collection import Record


class Entry(NamedTuple):
    """Something worth a record. `type` and `activity` are the platform's words, such as "Alarm" and "Alarm created"."""

    type: str
    activity: str
    text: str
    source: int = 0
    severity: str | None = None
    changes: Sequence[Document] = ()


def write(tenant: Tenant, entry: Entry, caller: Caller) -> Record:
    """Record what the caller did, now."""
    now = tenant.clock.now()
    stamp = format_millis(now)
    document: Document = {
        "type": entry.type,
        "activity": entry.activity,
        "text": entry.text,
        "time": stamp,
        "creationTime": stamp,
        "user": caller.user,
    }
    optional = {"application": caller.application, "severity": entry.severity, "changes": list(entry.changes) or None}
    document |= {name: value for name, value in optional.items() if value is not None}
    return tenant.audit_records.add_dated(tenant.ids.next(), entry.source, now, document, now)


def attribute_changes(before: Document, after: Document, types: dict[str, str]) -> list[Document]:
    """List which of the named attributes changed, in the form of an audit record's `changes`.

    `types` maps an attribute to the platform's name of its type.
    """
    return [
        {"attribute": name, "type": kind, "previousValue": before.get(name), "newValue": after.get(name)}
        for name, kind in types.items()
        if before.get(name) != after.get(name)
    ]
