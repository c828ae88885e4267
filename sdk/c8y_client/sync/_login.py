# Made from sdk/c8y_client/_async/_login.py by sdk/scripts/unasync.py; change that.
"""Asks a tenant who may come in, and how."""

from __future__ import annotations

from c8y_client._access.auth import Auth, BearerAuth
from c8y_client._access.login import (
    BASIC,
    CURRENT_TENANT,
    FORM_TYPE,
    OAUTH_COOKIES,
    OAUTH_INTERNAL,
    OPTIONS,
    USUAL,
    basic_auth,
    cookies,
    form,
    leaves_basic,
    offered,
)
from c8y_client._errors import HttpError
from c8y_client.sync._transport import Transport


def log_in(
    transport: Transport, tenant_id: str, username: str, password: str, tfa_token: str | None
) -> tuple[Auth, str | None]:
    """Log in by the first way that the tenant offers: OAuth internal, then Basic.

    The result is the credentials and, for the first way, the anti-forgery token of the session.
    """
    types = _offered(transport, tenant_id)
    if OAUTH_INTERNAL in types:
        try:
            token, xsrf_token = by_cookies(transport, tenant_id, username, password, tfa_token)
        except HttpError as error:
            if BASIC not in types or not leaves_basic(error):
                raise
        else:
            return BearerAuth(token), xsrf_token
    if BASIC in types:
        auth = basic_auth(tenant_id, username, password)
        transport.get(CURRENT_TENANT, auth=auth)
        return auth, None
    raise ValueError(f"the tenant offers no login with name and password, but only {', '.join(types)}")


def by_cookies(
    transport: Transport, tenant_id: str, username: str, password: str, tfa_token: str | None
) -> tuple[str, str | None]:
    """Log in by OAuth internal; the result is the token and the anti-forgery token."""
    response = transport.post(
        OAUTH_COOKIES,
        params={"tenant_id": tenant_id},
        content=form(username, password, tfa_token),
        content_type=FORM_TYPE,
    )
    return cookies(response)


def _offered(transport: Transport, tenant_id: str) -> tuple[str, ...]:
    try:
        response = transport.get(OPTIONS, params={"tenantId": tenant_id})
        return offered(response.json())
    except HttpError:
        return USUAL
