"""The route table: every operation of the official specification, once."""

from __future__ import annotations

from mockc8y.api import (
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
    certificate_authority,
    certificate_chains,
    children,
    current_application,
    current_user,
    device_access_token,
    device_credentials,
    device_permissions,
    enrolment,
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
    operations,
    possession,
    retention,
    revocations,
    roles,
    root_resources,
    statistics,
    system_options,
    tenant_applications,
    tenant_options,
    tenants,
    trusted_certificates,
    user_details,
    users,
)
from mockc8y.api.bayeux import addresses as realtime
from mockc8y.api.dispatch import Dispatcher
from mockc8y.api.notifications import subscriptions as notification_subscriptions
from mockc8y.api.notifications import tokens as notification_tokens
from mockc8y.api.route import Route

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
    certificate_authority,
    certificate_chains,
    children,
    current_application,
    current_user,
    device_access_token,
    device_credentials,
    device_permissions,
    enrolment,
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
    notification_subscriptions,
    notification_tokens,
    operations,
    possession,
    realtime,
    retention,
    revocations,
    roles,
    root_resources,
    statistics,
    system_options,
    tenant_applications,
    tenant_options,
    tenants,
    trusted_certificates,
    user_details,
    users,
)

TABLE = tuple(route for family in FAMILIES for route in family.ROUTES)
"""Dispatch, permission checks, 405 and 501 answers, the coverage page and the tests all read this."""

BEYOND: tuple[Route, ...] = tuple(route for family in FAMILIES for route in getattr(family, "ROUTES_BEYOND", ()))
"""Rows for what the specification does not list, but published clients ask of the platform."""

DISPATCHER = Dispatcher((*TABLE, *BEYOND))
"""The rows as a tree of path segments. Built once, never changed."""
