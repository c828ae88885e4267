"""Requests for logging out."""

from __future__ import annotations

import jwt

from tests.conformance.scenarios.login import FORM
from tests.world import TENANT, Ask, World


def _log_out(world: World) -> Ask:
    form = b"grant_type=PASSWORD&username=admin&password=admin"
    token = world.call("POST", "/tenant/oauth/token", body=form, headers=FORM, login=None).json()["access_token"]
    xsrf = jwt.decode(token, options={"verify_signature": False})["xsrfToken"]
    return Ask(headers={"cookie": f"authorization={token}; XSRF-TOKEN={xsrf}", "x-xsrf-token": xsrf}, login=None)


def _everybody(_: World) -> Ask:
    return Ask((TENANT,))


SCENARIOS = {
    "postLogoutUser": _log_out,
    "postLogoutAllTenantUsers": _everybody,
}
