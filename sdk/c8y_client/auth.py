"""Credentials, by the names of the older SDKs' module `auth`."""

from __future__ import annotations

from c8y_client._access.auth import Auth, BasicAuth, BearerAuth, CookieAuth, parse_auth
from c8y_client._access.jwt import JWT, MissingClaimError
from c8y_client._access.refreshing import RefreshingAuth

__all__ = [
    "JWT",
    "Auth",
    "BasicAuth",
    "BearerAuth",
    "CookieAuth",
    "MissingClaimError",
    "RefreshingAuth",
    "parse_auth",
]
