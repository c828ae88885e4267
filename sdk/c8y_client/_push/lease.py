"""How long a token of Notification 2.0 will do."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Self

from c8y_client._access.jwt import JWT

_MARGIN: Final = 60.0
"""Seconds before its end in which a token is not used any more."""
_MINUTE: Final = 60.0


@dataclass(frozen=True, slots=True, repr=False)
class Lease:
    """A token and the moment from which it should be replaced, on a clock of the caller's choice in seconds."""

    token: str
    until: float

    @classmethod
    def of(cls, token: str, validity: float, now: float) -> Self:
        """Note a token that was issued just now, for `validity` minutes unless it says something else itself."""
        lifetime = _lifetime(token) or validity * _MINUTE
        return cls(token, now + lifetime - min(_MARGIN, lifetime / 2))

    def is_ending(self, now: float) -> bool:
        """Tell whether the token has ended or will soon."""
        return now >= self.until


def _lifetime(token: str) -> float | None:
    """Read for how many seconds a token was issued: both times are the server's, so the local clock may be wrong."""
    claims = JWT(token)
    try:
        return max(0.0, float(claims.get_claim("exp")) - float(claims.get_claim("iat")))
    except (TypeError, ValueError):
        return None
