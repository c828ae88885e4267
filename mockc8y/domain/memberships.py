"""Who is in which group, and who holds which role of its own."""

from __future__ import annotations

from dataclasses import replace

from mockc8y.domain import user_accounts
from mockc8y.domain.callers import Caller
from mockc8y.domain.errors import error
from mockc8y.domain.groups import Group
from mockc8y.domain.tenant import Tenant
from mockc8y.domain.users import User


def members(tenant: Tenant, group: Group) -> list[User]:
    """Return the users of a group in the order of their names."""
    found = [user for user in tenant.users.values() if group.id in user.groups]
    return sorted(found, key=lambda user: user.name)


def groups_of(tenant: Tenant, user: User) -> list[Group]:
    """Return the groups of a user in the order of their ids."""
    return [group for number in sorted(user.groups) if (group := tenant.groups.get(number)) is not None]


def join(tenant: Tenant, group: Group, user: User, caller: Caller) -> User:
    """Put a user into a group. One that is in it stays in it. unverified: the platform might refuse."""
    return user_accounts.change(tenant, user, replace(user, groups=user.groups | {group.id}), caller)


def leave(tenant: Tenant, group: Group, user: User, caller: Caller) -> User:
    """Take a user out of a group, or raise 404 if it is not in it."""
    if group.id not in user.groups:
        raise error("user.unknown", id=user.name)
    return user_accounts.change(tenant, user, replace(user, groups=user.groups - {group.id}), caller)


def give_role(tenant: Tenant, user: User, role: str, caller: Caller) -> User:
    """Give a role to a user. One that holds it keeps it. unverified: the platform might refuse."""
    return user_accounts.change(tenant, user, replace(user, roles=user.roles | {role}), caller)


def take_role(tenant: Tenant, user: User, role: str, caller: Caller) -> User:
    """Take a role from a user, or raise 404 if it does not hold it itself."""
    if role not in user.roles:
        raise error("role.unknown")
    return user_accounts.change(tenant, user, replace(user, roles=user.roles - {role}), caller)
