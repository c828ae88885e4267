"""What a managed object says about its alarms, and whether it wants any."""

from __future__ import annotations

from mockc8y.domain import inventory
from mockc8y.domain.alarms_draft import SEVERITIES
from mockc8y.domain.tenant import Tenant
from mockc8y.domain.terms import active_alarm

FRAGMENT = "c8y_ActiveAlarmsStatus"


def refresh(tenant: Tenant, source: int) -> None:
    """Bring `c8y_ActiveAlarmsStatus` of a source in line with its active alarms.

    The platform keeps the fragment itself, so the object's `lastUpdated` stays.
    # unverified: acknowledged alarms are not counted; the specification's text says that they are.
    """
    record = tenant.inventory.get(source)
    if record is None:
        return
    counts = {severity.lower(): tenant.alarms.count(active_alarm(source, severity)) for severity in SEVERITIES}
    document = record.document
    if document.get(FRAGMENT) == counts or (FRAGMENT not in document and not any(counts.values())):
        return
    record = tenant.inventory.replace(source, record.time, document | {FRAGMENT: counts})
    tenant.changes.publish(inventory.FAMILY, "UPDATE", record)


def in_maintenance(tenant: Tenant, source: int) -> bool:
    """Tell whether a source is in maintenance mode: its `responseInterval` is a number of 0 or less (documentation)."""
    record = tenant.inventory.get(source)
    required = record.document.get("c8y_RequiredAvailability") if record else None
    interval = required.get("responseInterval") if isinstance(required, dict) else None
    return isinstance(interval, int | float) and not isinstance(interval, bool) and interval <= 0
