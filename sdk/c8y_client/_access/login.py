"""Logging in with name and password: which ways a tenant offers, what is sent, what comes back."""

from __future__ import annotations

from collections.abc import Mapping
from http.cookies import SimpleCookie
from typing import Final
from urllib.parse import urlencode

from c8y_client._access.auth import BasicAuth
from c8y_client._errors import HttpError, UnauthorizedError
from c8y_client._http.exchange import Response
from c8y_client._http.headers import every
from c8y_client._types import JSON

OPTIONS: Final = "/tenant/loginOptions"
OAUTH_COOKIES: Final = "/tenant/oauth"
OAUTH_TOKEN: Final = "/tenant/oauth/token"  # noqa: S105 - a path
CURRENT_TENANT: Final = "/tenant/currentTenant"

FORM_TYPE: Final = "application/x-www-form-urlencoded"

OAUTH_INTERNAL: Final = "OAUTH2_INTERNAL"
BASIC: Final = "BASIC"

# What a tenant offers unless it says otherwise.
USUAL: Final = (OAUTH_INTERNAL, BASIC)

# The text that go-c8y-cli looks for as well; the user may still be let in by other means.
_ONLY_INSIDE: Final = "no access from outside the platform"


def form(username: str, password: str, tfa_token: str | None) -> str:
    """Write the form of the OAuth internal login.

    The second-factor code goes by both names: the specification says `tfa_code`, the published clients `tfa_token`.
    """
    fields = {"grant_type": "PASSWORD", "username": username, "password": password}
    if tfa_token:
        fields |= {"tfa_code": tfa_token, "tfa_token": tfa_token}
    return urlencode(fields)


def offered(document: JSON) -> tuple[str, ...]:
    """Read the types of the login options; a document without any offers the usual ones."""
    options = document.get("loginOptions", ()) if isinstance(document, Mapping) else ()
    types = tuple(str(option["type"]) for option in options if isinstance(option, Mapping) and "type" in option)
    return types or USUAL


def cookies(response: Response) -> tuple[str, str | None]:
    """Read the token and the anti-forgery token that a login leaves as cookies; the latter may be missing."""
    jar: SimpleCookie = SimpleCookie()
    for line in every(response.headers, "Set-Cookie"):
        jar.load(line)
    if "authorization" not in jar:
        raise _without(response, "cookie 'authorization'")
    return jar["authorization"].value, jar["XSRF-TOKEN"].value if "XSRF-TOKEN" in jar else None


def access_token(response: Response) -> str:
    """Read the token that a login gives in its body."""
    document = response.json()
    if not isinstance(document, dict) or "access_token" not in document:
        raise _without(response, "'access_token'")
    return str(document["access_token"])


def basic_auth(tenant_id: str, username: str, password: str) -> BasicAuth:
    """Make credentials whose user name begins with the tenant."""
    return BasicAuth(f"{tenant_id}/{username.removeprefix(f'{tenant_id}/')}", password)


def leaves_basic(error: HttpError) -> bool:
    """Tell whether a login that was refused may still succeed with Basic authentication.

    Wrong credentials may not: trying them twice brings the user closer to being locked out.
    """
    if isinstance(error, UnauthorizedError):
        return _ONLY_INSIDE in error.message
    return 400 <= error.code < 500  # noqa: PLR2004 - refused, as opposed to failed


def _without(response: Response, what: str) -> HttpError:
    request = response.request
    message = f"the login succeeded, but its answer has no {what}"
    return HttpError(request.method, request.url, response.status, message, response=response)
