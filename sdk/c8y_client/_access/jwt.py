"""Reads what a token says about its user; the signature is the server's business."""

from __future__ import annotations

import base64
import binascii
import time
from collections.abc import Callable
from typing import Any

import orjson

from c8y_client._types import JSON


class MissingClaimError(KeyError, ValueError):
    """A token does not say what it was asked for."""

    def __str__(self) -> str:
        return str(self.args[0])


class JWT:
    """A token of the platform, of which the claims can be read.

    >>> token = JWT("eyJhbGciOiJub25lIn0.eyJzdWIiOiJqb2UiLCJ0ZW4iOiJ0MSIsImV4cCI6NDEwMjQ0NDgwMH0.x")
    >>> token.username, token.tenant_id, token.is_valid(min_seconds=60)
    ('joe', 't1', True)

    Text that is no token is a `ValueError` when it is first read. `now` tells the time in seconds since 1970.
    """

    def __init__(self, token: str | bytes, *, now: Callable[[], float] = time.time) -> None:
        self.token: str = token.decode() if isinstance(token, bytes) else token
        self._now = now
        self._payload: dict[str, Any] | None = None

    def __repr__(self) -> str:
        return "JWT(...)"

    @property
    def payload(self) -> dict[str, Any]:
        """All claims."""
        if self._payload is None:
            self._payload = _decoded(self.token)
        return self._payload

    @property
    def username(self) -> str:
        """The user that the token was issued to, without the tenant."""
        return str(self.get_claim("sub"))

    @property
    def tenant_id(self) -> str:
        """The tenant that the token was issued for."""
        return str(self.get_claim("ten"))

    def get_claim(self, claim: str) -> JSON:
        """Read one claim; a missing one is a `MissingClaimError`, which is a `KeyError` and a `ValueError`."""
        if claim not in self.payload:
            others = ", ".join(sorted(self.payload)) or "none at all"
            raise MissingClaimError(f"the token has no claim {claim!r}; it has {others}")
        return self.payload[claim]

    def get_valid_seconds(self) -> float:
        """Tell how many seconds are left until the token expires, less than zero if it has.

        A token that does not say when is a `MissingClaimError`.
        """
        expiry = self.get_claim("exp")
        if isinstance(expiry, bool) or not isinstance(expiry, int | float):
            raise ValueError(  # noqa: TRY004 - what is wrong is the token, not the program
                f"the token's claim 'exp' is no number of seconds since 1970: {expiry!r}"
            )
        return expiry - self._now()

    def is_valid(self, min_seconds: float | None = None) -> bool:
        """Tell whether the token has not expired, and will not within `min_seconds`."""
        return self.get_valid_seconds() > (min_seconds or 0)


def _decoded(token: str) -> dict[str, Any]:
    parts = token.split(".")
    if len(parts) != 3:  # noqa: PLR2004 - header, claims, signature
        raise ValueError(f"the token is no JWT: that has 3 parts with dots between them, this has {len(parts)}")
    try:
        claims = orjson.loads(base64.urlsafe_b64decode(parts[1] + "=" * (-len(parts[1]) % 4)))
    except (binascii.Error, ValueError) as error:
        raise ValueError("the token is no JWT: its claims cannot be decoded") from error
    return claims if isinstance(claims, dict) else {}
