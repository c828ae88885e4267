"""Which tenant a person wants to reach, as far as arguments and environment tell."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlsplit

from c8y_client._access import environment
from c8y_client._access.auth import BearerAuth
from c8y_client._access.jwt import JWT
from c8y_client._access.prompts import ask, can_ask
from c8y_client._types import JSON

_ADDRESS: Final = "aud"
_TENANT: Final = "ten"
_USER: Final = "sub"

_LEFT_SECONDS: Final = 3600.0
"""A token that expires sooner is not worth beginning with."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """An address, a tenant and a user; a token if there is one that lasts."""

    base_url: str
    tenant_id: str
    username: str
    token: BearerAuth | None

    @classmethod
    def of(
        cls,
        base_url: str | None,
        tenant_id: str | None,
        username: str | None,
        *,
        now: Callable[[], float] = time.time,
        question: Callable[[str], str] = ask,
        is_answered: Callable[[], bool] = can_ask,
    ) -> Wanted:
        """Take what is given, then what the environment says, then what its token says, then ask.

        Where nobody can be asked, a missing part is a `ValueError` that names the variable to set.
        """
        token = environment.optional(environment.TOKEN)
        claims = _claims(token)

        def found(given: str | None, variable: str, claim: str, what: str) -> str:
            known = given or environment.optional(variable) or claims.get(claim)
            if known:
                return str(known)
            return question(what) if is_answered() else environment.required(variable)

        url = found(base_url, environment.BASE_URL, _ADDRESS, "Cumulocity address")
        tenant = found(tenant_id, environment.TENANT, _TENANT, "Tenant ID")
        user = found(username, environment.USER, _USER, "User").removeprefix(f"{tenant}/")
        is_theirs = claims.get(_TENANT, tenant) == tenant and claims.get(_USER, user) == user
        return cls(
            base_url=(url if urlsplit(url).scheme else f"https://{url}").rstrip("/"),
            tenant_id=tenant,
            username=user,
            token=BearerAuth(token) if token and is_theirs and _lasts(claims, now()) else None,
        )


def _claims(token: str | None) -> dict[str, JSON]:
    """Read what a token says; an opaque one says nothing, but may be good all the same."""
    if token is None:
        return {}
    try:
        return JWT(token).payload
    except ValueError:
        return {}


def _lasts(claims: dict[str, JSON], now: float) -> bool:
    expires = claims.get("exp")
    return expires is None or float(expires) - now > _LEFT_SECONDS
