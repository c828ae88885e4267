"""Users of a tenant and how they prove who they are."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from mockc8y.domain.errors import error
from mockc8y.domain.passwords import PasswordHash, decoy, hashed
from mockc8y.domain.versioned import Versioned
from mockc8y.store.codec import Document

if TYPE_CHECKING:
    from mockc8y.domain.tenant import Tenant
    from mockc8y.domain.totp import Totp

DEVICE_PREFIX = "device_"
"""What the names of device users begin with."""


@dataclass(frozen=True, slots=True)
class User:
    """A user: how it signs in, what it holds, and how it is shown.

    `roles` are its own; those of its `groups` come on top, see `effective_roles`. `profile` holds what is stored and
    shown as it came: `firstName`, `lastName`, `displayName`, `email`, `phone`, `newsletter`, `customProperties`, ...
    `password` is absent for users that sign in by other means only, such as certificates. `totp` is the second factor.
    """

    name: str
    password: PasswordHash | None
    roles: frozenset[str] = frozenset()
    groups: frozenset[int] = frozenset()
    enabled: bool = True
    owner: str | None = None
    delegated_by: str | None = None
    applications: tuple[int, ...] = ()
    profile: Document = field(default_factory=dict)
    last_password_change: int = 0
    password_strength: str | None = None
    should_reset_password: bool = False
    earlier_passwords: tuple[PasswordHash, ...] = ()
    totp: Totp | None = None

    @property
    def is_device(self) -> bool:
        """Whether it is the user of a device."""
        return self.name.startswith(DEVICE_PREFIX)


class Users(Versioned[str, User]):
    """The users of one tenant by name."""


def add(tenant: Tenant, name: str, password: str | None, roles: Iterable[str] = (), groups: Iterable[int] = ()) -> User:
    """Add a user as it is, or replace the one of that name."""
    user = User(
        name,
        None if password is None else hashed(password, tenant.random),
        frozenset(roles),
        frozenset(groups),
        last_password_change=tenant.clock.now(),
    )
    tenant.users.put(name, user)
    return user


def effective_roles(tenant: Tenant, user: User) -> frozenset[str]:
    """Return the roles that a user holds: its own and those of its groups."""
    return user.roles.union(*(group.roles for number in user.groups if (group := tenant.groups.get(number))))


def authenticate(tenant: Tenant, name: str, password: str) -> User:
    """Return the user of that name and password, or raise the platform's 401, which never tells what was wrong."""
    user = tenant.users.get(name) or _known_by(tenant, name)
    known = decoy(name) if user is None or user.password is None else user.password
    matches = known.matches(password)
    if user is None or not matches or not user.enabled or tenant.profile.value.is_suspended:
        raise error("authentication.bad_credentials")
    return user


def _known_by(tenant: Tenant, alias: str) -> User | None:
    """Return the user that may sign in by an alias; devices may not."""
    name = tenant.aliases.get(alias)
    user = None if name is None else tenant.users.get(name)
    return None if user is None or user.is_device else user
