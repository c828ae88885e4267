"""What a managed object says about its alarms, and whether it wants any."""

from __future__ import annotations

from mockc8y.domain import inventory
from mockc8y.domain.alarms_draft import SEVERITIES
from mockc8y.domain.tenant import Tenant
from mockc8y.domain.terms import active_alarm

FRAGMENT = "c8y_ActiveAlarmsStatus"


def refresh(tenant: Tenant, source: int) -> None:
    """Bring `c8y_ActiveAlarmsStatus` of a source in line with its active alarms.

    A source that never had an active alarm gets no fragment.
    # unverified: acknowledged alarms are not counted; the specification's text says that they are.
    """
    record = tenant.inventory.get(source)
    if record is None:
        return
    counts = {severity.lower(): tenant.alarms.count(active_alarm(source, severity)) for severity in SEVERITIES}
    if any(counts.values()) or FRAGMENT in record.document:
        inventory.annotate(tenant, source, {FRAGMENT: counts})


def in_maintenance(tenant: Tenant, source: int) -> bool:
    """Tell whether a source is in maintenance mode: its response interval is 0 or less (documentation)."""
    interval = tenant.monitored.get(source)
    return interval is not None and interval <= 0
