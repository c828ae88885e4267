"""The platform's permissions, which its interface calls roles."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mockc8y.domain.errors import error

if TYPE_CHECKING:
    from mockc8y.domain.tenant import Tenant

PREFIX = "ROLE_"

_NAMES = """
    ALARM_READ ALARM_ADMIN EVENT_READ EVENT_ADMIN MEASUREMENT_READ MEASUREMENT_ADMIN AUDIT_READ AUDIT_ADMIN
    INVENTORY_READ INVENTORY_CREATE INVENTORY_ADMIN MANAGED_OBJECT_READ MANAGED_OBJECT_CREATE MANAGED_OBJECT_ADMIN
    IDENTITY_READ IDENTITY_ADMIN BINARY_READ BINARY_CREATE BINARY_ADMIN
    DEVICE_CONTROL_READ DEVICE_CONTROL_ADMIN BULK_OPERATION_READ BULK_OPERATION_ADMIN DEVICE DEVICE_BOOTSTRAP
    REMOTE_ACCESS_ADMIN SIMULATOR_ADMIN
    USER_MANAGEMENT_READ USER_MANAGEMENT_CREATE USER_MANAGEMENT_ADMIN USER_MANAGEMENT_OWN_READ
    USER_MANAGEMENT_OWN_ADMIN USER_MANAGEMENT_PASSWORD_RESET
    TENANT_ADMIN TENANT_MANAGEMENT_READ TENANT_MANAGEMENT_CREATE TENANT_MANAGEMENT_UPDATE TENANT_MANAGEMENT_ADMIN
    TENANT_STATISTICS_READ OPTION_MANAGEMENT_READ OPTION_MANAGEMENT_ADMIN RETENTION_RULE_READ RETENTION_RULE_ADMIN
    APPLICATION_MANAGEMENT_READ APPLICATION_MANAGEMENT_ADMIN ACCOUNT_ADMIN SYSTEM
    NOTIFICATION_2_ADMIN CEP_MANAGEMENT_READ CEP_MANAGEMENT_ADMIN DATA_BROKER_READ DATA_BROKER_ADMIN
    SMARTRULE_READ SMARTRULE_ADMIN SCHEDULE_REPORT_ADMIN EMAIL_CREATE SMS_READ SMS_ADMIN CONNECTIVITY_READ
    CONNECTIVITY_ADMIN DIGITAL_TWIN_ASSETS_CREATE DIGITAL_TWIN_ASSETS_ADMIN
"""


def roles(*names: str) -> frozenset[str]:
    """Name roles without their common prefix.

    >>> sorted(roles("ALARM_READ"))
    ['ROLE_ALARM_READ']
    """
    return frozenset(f"{PREFIX}{name}" for name in names)


PLATFORM_ROLES = roles(*_NAMES.split())
"""The roles that every tenant knows."""

DEVICE_ROLES = roles("DEVICE")
BOOTSTRAP_ROLES = roles("DEVICE_BOOTSTRAP")
SERVICE_ROLES = roles("SYSTEM")
"""Roles that only the platform's own users hold: devices, the bootstrap user, microservices."""

ADMINISTRATOR_ROLES = PLATFORM_ROLES - DEVICE_ROLES - BOOTSTRAP_ROLES - SERVICE_ROLES
"""What the group `admins` of a fresh tenant holds: all that a person may be given."""


def known(tenant: Tenant) -> list[str]:
    """List the roles of a tenant in the order of the alphabet: the platform's and those its microservices brought."""
    return sorted(PLATFORM_ROLES.union(*tenant.service_roles.values()))


def require(tenant: Tenant, name: str) -> str:
    """Return the name if it is a role of the tenant, or raise 404."""
    if name in PLATFORM_ROLES or name in known(tenant):
        return name
    raise error("role.unknown")
