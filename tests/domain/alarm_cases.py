"""Alarms as clients send them, for the tests of their rules."""

from __future__ import annotations

from typing import Any

from mockc8y.domain import alarms, inventory
from mockc8y.domain.callers import Caller
from mockc8y.domain.sources import Filter
from mockc8y.domain.tenant import Tenant
from mockc8y.domain.times import MINUTE_MS, format_millis
from mockc8y.store.codec import Document
from mockc8y.store.collection import Record

DEVICE = Caller("device_pump-7")
ANA = Caller("ana", application="cockpit")
TIME = "2026-01-15T10:00:00.000+01:00"
EVERYTHING = Filter()


def alarm(pump: int, /, **properties: Any) -> Document:
    """Write an alarm as a client sends it."""
    standard = {"type": "acme_Hot", "text": "Bearing hot", "severity": "MAJOR", "time": TIME}
    return {"source": {"id": str(pump)}, **standard, **properties}


def raised(tenant: Tenant, pump: int, /, **properties: Any) -> Record:
    """Raise an alarm."""
    return alarms.raise_alarm(tenant, alarm(pump, **properties), DEVICE)


def active(tenant: Tenant, source: int) -> Document | None:
    """Return what the source says about its alarms."""
    status: Document | None = inventory.get(tenant, str(source)).document.get("c8y_ActiveAlarmsStatus")
    return status


def counts(critical: int = 0, major: int = 0, minor: int = 0, warning: int = 0) -> Document:
    """Write `c8y_ActiveAlarmsStatus`."""
    return {"critical": critical, "major": major, "minor": minor, "warning": warning}


def audited(tenant: Tenant, record: Record) -> list[Document]:
    """Return the audit records of an alarm, oldest first."""
    return [entry.document for entry in tenant.audit_records.select([[("source", record.id)]])]


def later(tenant: Tenant) -> str:
    """Let a minute pass and return the time."""
    tenant.clock.move_to(tenant.clock.now() + MINUTE_MS)
    return format_millis(tenant.clock.now())
