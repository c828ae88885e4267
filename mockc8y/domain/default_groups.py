"""The groups, which the interface calls global roles, that a fresh tenant has."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from mockc8y.domain.groups import Group, Groups
from mockc8y.domain.roles import ADMINISTRATOR_ROLES, DEVICE_ROLES, roles

BUSINESS, ADMINS, DEVICES = 1, 2, 3
"""Ids: the first two were seen on real tenants."""

LAST = 12
"""The highest id of these groups; groups that are made later count on from here."""

_DATA = ("ALARM", "EVENT", "MEASUREMENT", "INVENTORY", "IDENTITY", "DEVICE_CONTROL")
_READ = roles(*(f"{api}_READ" for api in (*_DATA, "AUDIT", "BULK_OPERATION", "BINARY")))
_CHANGE = roles(*(f"{api}_ADMIN" for api in (*_DATA, "BULK_OPERATION", "BINARY")))
_OWN = roles("USER_MANAGEMENT_OWN_READ", "USER_MANAGEMENT_OWN_ADMIN")
_APPLICATIONS = roles("APPLICATION_MANAGEMENT_READ")
_DEVICE = roles("INVENTORY_CREATE", "USER_MANAGEMENT_OWN_READ")
_TENANT = frozenset(name for name in ADMINISTRATOR_ROLES if name.startswith(("ROLE_TENANT_", "ROLE_OPTION_")))


class _Row(NamedTuple):
    id: int
    name: str
    description: str
    roles: frozenset[str]


# unverified: ids besides 1, 2 and 10, and what the groups hold besides admins and devices.
_ROWS: Sequence[_Row] = (
    _Row(BUSINESS, "business", "Works with the data of all devices", _READ | _CHANGE | _OWN | _APPLICATIONS),
    _Row(ADMINS, "admins", "Holds every permission", ADMINISTRATOR_ROLES),
    _Row(DEVICES, "devices", "Holds what devices need", DEVICE_ROLES | _DEVICE),
    _Row(4, "CEP Manager", "Manages event processing", roles("CEP_MANAGEMENT_READ", "CEP_MANAGEMENT_ADMIN") | _OWN),
    _Row(5, "Cockpit User", "Opens the cockpit; needs a role for devices beside it", _OWN | _APPLICATIONS),
    _Row(6, "Devicemanagement User", "Opens device management", _OWN | _APPLICATIONS | roles("SIMULATOR_ADMIN")),
    _Row(7, "Global Manager", "Reads and changes the data of all devices", _READ | _CHANGE | _OWN),
    _Row(8, "Global Reader", "Reads the data of all devices", _READ | _OWN),
    _Row(
        9,
        "Global User Manager",
        "Manages all users",
        roles("USER_MANAGEMENT_READ", "USER_MANAGEMENT_ADMIN") | _OWN,
    ),
    _Row(10, "Shared User Manager", "Manages the users it made", roles("USER_MANAGEMENT_CREATE") | _OWN),
    _Row(
        11,
        "Tenant Manager",
        "Manages the tenant's settings, applications and retention",
        _TENANT
        | _APPLICATIONS
        | _OWN
        | roles("APPLICATION_MANAGEMENT_ADMIN", "RETENTION_RULE_READ")
        | roles("RETENTION_RULE_ADMIN"),
    ),
    _Row(LAST, "readers", "Reads everything", _READ | _OWN | roles("USER_MANAGEMENT_READ", "TENANT_STATISTICS_READ")),
)


def default_groups() -> Groups:
    """Return the groups of a fresh tenant."""
    groups = Groups()
    for row in _ROWS:
        groups.put(row.id, Group(row.id, row.name, row.description, row.roles))
    return groups
