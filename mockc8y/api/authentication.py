"""Who a request comes from: basic authentication, remembered so that each header is worked out once."""

from __future__ import annotations

import base64
import binascii
from typing import NamedTuple

from mockc8y.domain.callers import Caller
from mockc8y.domain.errors import error
from mockc8y.domain.platform import Platform
from mockc8y.domain.tenant import Tenant
from mockc8y.domain.users import User, authenticate, effective_roles

REMEMBERED = 1024
"""Headers remembered at most; past that they are worked out again."""

State = tuple[object, object, object]
"""The users, the groups and the profile of a tenant, as marks that are others after every change."""


class Identity(NamedTuple):
    """A user of a tenant with the roles it holds, what it is to the domain, and what all that was worked out from."""

    tenant: Tenant
    user: User
    roles: frozenset[str]
    caller: Caller
    state: State

    @property
    def is_current(self) -> bool:
        """Whether nothing has changed that decides who may sign in and with which roles."""
        return self.state == _state_of(self.tenant)


class Authenticator:
    """Recognises users by the `Authorization` header."""

    def __init__(self, platform: Platform) -> None:
        self._platform = platform
        self._known: dict[tuple[bytes, bytes], Identity] = {}

    def identify(self, authorization: bytes | None, host: bytes) -> Identity:
        """Return who sent the header, or raise the platform's 401.

        The tenant is the one before the slash of `tenant/user`, else the one the host name stands for.
        """
        if authorization is None:
            raise error("authentication.missing")
        known = self._known.get((authorization, host))
        if known is not None and known.is_current:
            return known
        if len(self._known) >= REMEMBERED:
            self._known.clear()
        identity = self._known[authorization, host] = self._recognise(authorization, host)
        return identity

    def _recognise(self, authorization: bytes, host: bytes) -> Identity:
        login, password = _credentials(authorization)
        tenant_id, slash, name = login.partition("/")
        if slash and tenant_id:
            tenant = self._platform.tenant(tenant_id)
        else:
            tenant, name = self._platform.tenant_of_host(host.decode("latin-1")), login.lstrip("/")
        if tenant is None:
            raise error("authentication.bad_credentials")
        return identity_of(tenant, authenticate(tenant, name, password))


def identity_of(tenant: Tenant, user: User) -> Identity:
    """Return what a user that has proved who it is may do."""
    return Identity(tenant, user, effective_roles(tenant, user), Caller(user.name), _state_of(tenant))


def _state_of(tenant: Tenant) -> State:
    return tenant.users.version, tenant.groups.version, tenant.profile.value


def _credentials(authorization: bytes) -> tuple[str, str]:
    scheme, _, token = authorization.partition(b" ")
    if scheme.lower() != b"basic":
        raise error("authentication.missing")
    try:
        login, colon, password = base64.b64decode(token.strip(), validate=True).decode().partition(":")
    except (binascii.Error, UnicodeDecodeError):
        raise error("authentication.bad_credentials") from None
    if not colon:
        raise error("authentication.bad_credentials")
    return login, password
