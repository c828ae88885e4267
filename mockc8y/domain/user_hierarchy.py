"""Users that belong to users: who sees and changes whom, and who may be given what."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from typing import NamedTuple

from mockc8y.domain import application_access, device_permissions, user_accounts
from mockc8y.domain.callers import Caller
from mockc8y.domain.errors import PlatformError, error
from mockc8y.domain.groups import Group
from mockc8y.domain.permissions import denied
from mockc8y.domain.tenant import Tenant
from mockc8y.domain.user_fields import AREA
from mockc8y.domain.users import DEVICE_PREFIX, User, effective_roles


class Oversight(NamedTuple):
    """How far one user manages others: all of them, or only those below it.

    Below a user are those it owns and those that they own in turn, and those below the one who delegated to it; never
    itself.
    """

    tenant: Tenant
    user: User
    is_unlimited: bool

    def covers(self, user: User) -> bool:
        """Tell whether a user is one of those it manages."""
        if self.is_unlimited:
            return True
        above = {self.user.name, self.user.delegated_by}
        return user.name != self.user.name and not above.isdisjoint(_above(self.tenant, user))

    def require(self, user: User) -> User:
        """Return a user that it manages, or raise the platform's 403."""
        if self.covers(user):
            return user
        raise denied(f"user {user.name} is not below {self.user.name}, who manages no others")

    def among(self, users: Iterable[User]) -> list[User]:
        """Return the users that it manages."""
        return [user for user in users if self.covers(user)]

    def knows_roles(self, roles: Collection[str]) -> bool:
        """Tell whether roles are among those that it may see and give: its own, if it is limited."""
        return self.is_unlimited or effective_roles(self.tenant, self.user).issuperset(roles)

    def require_group(self, group: Group) -> Group:
        """Return a group that it may see, or raise the platform's 403."""
        if self.knows_roles(group.roles):
            return group
        raise denied(f"group '{group.name}' holds roles that {self.user.name} does not hold")

    def require_gift(self, user: User, roles: Collection[str]) -> None:
        """Let roles be given to a user: nobody gets more than the giver, if it is limited, and the owner hold.

        # unverified: what "has access to a role" means in detail; here it is to hold it.
        """
        if not self.knows_roles(roles):
            raise denied(f"{self.user.name} can give only what it holds itself")
        owner = None if user.owner is None else self.tenant.users.get(user.owner)
        if owner is not None and not effective_roles(self.tenant, owner).issuperset(roles):
            raise denied(f"{owner.name}, who owns {user.name}, does not hold all of it")

    def require_membership(self, user: User, group: Group) -> None:
        """Let a user join a group: nobody gets more than the giver, if it is limited, and the owner hold."""
        self.require_gift(user, group.roles)
        if not self.is_unlimited:
            device_permissions.require_held_by_group(self.tenant, self.user, group.id)
            self.require_applications(group.applications)

    def require_applications(self, ids: Iterable[int]) -> None:
        """Let applications be given to users: those that the giver opens itself, if it is limited."""
        if self.is_unlimited or application_access.opens_all(self.tenant, self.user):
            return
        missing = set(ids) - application_access.explicit(self.tenant, self.user)
        if missing:
            raise denied(f"{self.user.name} can give only applications that it opens itself: not {sorted(missing)}")

    def require_person(self, name: object) -> None:
        """Keep names of devices from new users, if it is limited: such a user would be there before its device is."""
        if not self.is_unlimited and isinstance(name, str) and name.startswith(DEVICE_PREFIX):
            raise denied("who manages only some users makes none for devices")

    def owner_of_new(self, wanted: object) -> str | None:
        """Return whom a new user belongs to: the one that is wanted, where anybody can be; else who makes it."""
        if not self.is_unlimited:
            return self.user.name
        return None if wanted is None else _known(self.tenant, wanted, "owner")


def set_owner(tenant: Tenant, user: User, owner: object, caller: Caller) -> User:
    """Put a user below another, which must not be one below it, or below none."""
    name = None if owner is None else _known(tenant, owner, "owner")
    if name is not None and user.name in (name, *_above(tenant, tenant.users.get(name))):
        raise _invalid(f"User '{name}' is below '{user.name}' and cannot own it")
    return user_accounts.change(tenant, user, replace(user, owner=name), caller)


def set_delegate(tenant: Tenant, user: User, delegated_by: object, caller: Caller) -> User:
    """Let a user manage those below another as well, or no longer."""
    name = None if delegated_by is None else _known(tenant, delegated_by, "delegatedBy")
    return user_accounts.change(tenant, user, replace(user, delegated_by=name), caller)


def _known(tenant: Tenant, name: object, field: str) -> str:
    if isinstance(name, str) and name in tenant.users:
        return name
    raise _invalid(f"'{field}' must be the name of a user, not {name!r}")


def _above(tenant: Tenant, user: User | None) -> Iterator[str]:
    """Name the owner of a user, the owner of that one, and so on; each once."""
    passed: set[str] = set()
    while user is not None and user.owner is not None and user.owner not in passed:
        passed.add(user.owner)
        yield user.owner
        user = tenant.users.get(user.owner)


def _invalid(reason: str) -> PlatformError:
    return error("invalid_data", area=AREA, reason=reason)
