"""Credentials, by the names of the older SDKs' module `auth`."""

from __future__ import annotations

from c8y_client._auth import Auth, BasicAuth, BearerAuth, CookieAuth, parse_auth
from c8y_client._jwt import JWT, MissingClaimError
from c8y_client._refreshing import RefreshingAuth

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
