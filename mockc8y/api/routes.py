"""The route table: every operation of the official specification, once."""

from __future__ import annotations

from mockc8y.api import (
    alarms,
    application_binaries,
    application_versions,
    applications,
    attachments,
    audit,
    binaries,
    bulk_operations,
    certificates,
    children,
    current_application,
    current_user,
    device_permissions,
    device_registration,
    events,
    features,
    groups,
    identity,
    inventory,
    inventory_roles,
    login,
    login_options,
    measurements,
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
    users,
)
from mockc8y.api.dispatch import Dispatcher
from mockc8y.api.route import Route

FAMILIES = (
    alarms,
    application_binaries,
    application_versions,
    applications,
    attachments,
    audit,
    binaries,
    bulk_operations,
    certificates,
    children,
    current_application,
    current_user,
    device_permissions,
    device_registration,
    events,
    features,
    groups,
    identity,
    inventory,
    inventory_roles,
    login,
    login_options,
    measurements,
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
    users,
)

TABLE = tuple(route for family in FAMILIES for route in family.ROUTES)
"""Dispatch, permission checks, 405 and 501 answers, the coverage page and the tests all read this."""

BEYOND: tuple[Route, ...] = tuple(route for family in FAMILIES for route in getattr(family, "ROUTES_BEYOND", ()))
"""Rows for what the specification does not list, but published clients ask of the platform."""

DISPATCHER = Dispatcher((*TABLE, *BEYOND))
"""The rows as a tree of path segments. Built once, never changed."""
