"""One valid request for every operation that is emulated: a table from operation id to what prepares it.

An operation that gets a handler needs a row here, in the module named like its own in `mockc8y.api`.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from tests.conformance.scenarios import (
    alarms,
    attachments,
    audit,
    binaries,
    bulk_operations,
    children,
    events,
    identity,
    inventory,
    measurements,
    operations,
    retention,
    root_resources,
)
from tests.world import Scenario

FAMILIES = (
    alarms,
    attachments,
    audit,
    binaries,
    bulk_operations,
    children,
    events,
    identity,
    inventory,
    measurements,
    operations,
    retention,
    root_resources,
)

SCENARIOS: Mapping[str, Scenario] = MappingProxyType(
    {operation: scenario for family in FAMILIES for operation, scenario in family.SCENARIOS.items()}
)
