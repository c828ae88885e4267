"""Users of a tenant and how they prove who they are."""

from __future__ import annotations

import hmac
from dataclasses import dataclass

from mockc8y.domain.errors import error
from mockc8y.store.table import Table

ADMINISTRATOR = "*"
"""The mark, in a user's roles, of one who holds every role."""


@dataclass(frozen=True, slots=True)
class User:
    """A user with the global roles it holds."""

    name: str
    password: str
    roles: frozenset[str]
    enabled: bool = True
    first_name: str | None = None
    last_name: str | None = None
    email: str | None = None

    def holds_one_of(self, roles: frozenset[str]) -> bool:
        """Tell whether the user has one of the roles. No role asked for means everybody."""
        return not roles or ADMINISTRATOR in self.roles or not roles.isdisjoint(self.roles)


class Users(Table[str, User]):
    """The users of one tenant by name. `version` moves with every change, so that caches can tell."""

    def __init__(self) -> None:
        super().__init__()
        self.version = object()

    def put(self, key: str, value: User) -> None:
        """Add or replace a user."""
        super().put(key, value)
        self.version = object()

    def remove(self, key: str) -> User | None:
        """Take out a user."""
        self.version = object()
        return super().remove(key)


def authenticate(users: Users, name: str, password: str) -> User:
    """Return the user of that name and password, or raise the platform's 401."""
    user = users.get(name)
    known = user.password if user else ""
    matches = hmac.compare_digest(known.encode(), password.encode())
    if user is None or not matches or not user.enabled:
        raise error("authentication.bad_credentials")
    return user
