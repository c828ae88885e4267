"""Which tenant a person wants to reach, as far as arguments and environment tell."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlsplit

from c8y_client import _environment as environment
from c8y_client._auth import BearerAuth
from c8y_client._jwt import JWT
from c8y_client._prompts import ask, can_ask

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
        token = JWT(text) if (text := environment.optional(environment.TOKEN)) else None

        def found(given: str | None, variable: str, claim: str, what: str) -> str:
            known = given or environment.optional(variable) or (token and _claim(token, claim))
            if known:
                return known
            return question(what) if is_answered() else environment.required(variable)

        url = found(base_url, environment.BASE_URL, "aud", "Cumulocity address")
        return cls(
            base_url=(url if urlsplit(url).scheme else f"https://{url}").rstrip("/"),
            tenant_id=found(tenant_id, environment.TENANT, "ten", "Tenant ID"),
            username=found(username, environment.USER, "sub", "User"),
            token=BearerAuth(token.token) if token and _lasts(token, now()) else None,
        )


def _claim(token: JWT, name: str) -> str | None:
    value = token.payload.get(name)
    return None if value is None else str(value)


def _lasts(token: JWT, now: float) -> bool:
    expires = token.payload.get("exp")
    return expires is None or float(expires) - now > _LEFT_SECONDS
