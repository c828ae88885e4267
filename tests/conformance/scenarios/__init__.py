"""One valid request for every operation that is emulated: a table from operation id to what prepares it.

An operation that gets a handler needs a row here, in the module named like its own in `mockc8y.api`.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from tests.conformance.scenarios import (
    access_mappings,
    alarms,
    application_binaries,
    application_versions,
    applications,
    attachments,
    audit,
    binaries,
    bulk_operations,
    bulk_registration,
    certificates,
    children,
    current_application,
    current_user,
    device_credentials,
    device_permissions,
    events,
    features,
    groups,
    identity,
    inventory,
    inventory_roles,
    login,
    login_options,
    logout,
    measurements,
    members,
    new_device_requests,
    notification2,
    operations,
    realtime,
    retention,
    roles,
    root_resources,
    statistics,
    system_options,
    tenant_applications,
    tenant_options,
    tenants,
    user_details,
    users,
)
from tests.world import Scenario

FAMILIES = (
    access_mappings,
    alarms,
    application_binaries,
    application_versions,
    applications,
    attachments,
    audit,
    binaries,
    bulk_operations,
    bulk_registration,
    certificates,
    children,
    current_application,
    current_user,
    device_credentials,
    device_permissions,
    events,
    features,
    groups,
    identity,
    inventory,
    inventory_roles,
    login,
    login_options,
    logout,
    measurements,
    members,
    new_device_requests,
    notification2,
    operations,
    realtime,
    retention,
    roles,
    root_resources,
    statistics,
    system_options,
    tenant_applications,
    tenant_options,
    tenants,
    user_details,
    users,
)

SCENARIOS: Mapping[str, Scenario] = MappingProxyType(
    {operation: scenario for family in FAMILIES for operation, scenario in family.SCENARIOS.items()}
)
