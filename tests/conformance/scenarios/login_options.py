"""Requests for login options."""

from __future__ import annotations

from tests.world import MANAGEMENT_ADMIN, TENANT, Ask, World

PATH = "/tenant/loginOptions"
NEW = {
    "type": "OAUTH2",
    "providerName": "Acme",
    "grantType": "AUTHORIZATION_CODE",
    "userManagementSource": "REMOTE",
    "visibleOnLoginPage": True,
    "buttonName": "Acme account",
    "clientId": "mockc8y",
    "audience": "https://login.acme.test",
    "issuer": "https://login.acme.test",
}
_CHANGE = {
    "sessionConfiguration": {
        "absoluteTimeoutMillis": 7200000,
        "renewalTimeoutMillis": 3600000,
        "maximumNumberOfParallelSessions": 3,
        "userAgentValidationRequired": False,
    },
    "authenticationRestrictions": {"forbiddenClients": ["WEB_BROWSERS"], "forbiddenUserAgents": ["acme/1"]},
}


def login_option(world: World) -> str:
    """Add a login option and return its id."""
    made: str = world.call("POST", PATH, json=NEW).json()["id"]
    return made


def _create(_: World) -> Ask:
    return Ask(json=NEW)


def _find(world: World) -> Ask:
    login_option(world)
    return Ask(login=None)


def _one(world: World) -> Ask:
    return Ask((login_option(world),))


def _update(world: World) -> Ask:
    option = login_option(world)
    return Ask((option,), query="terminateUserSessions=true", json={"id": option, **NEW, **_CHANGE})


def _restrict(_: World) -> Ask:
    change = {"onlyManagementTenantAccess": True}
    return Ask(("oauth2_internal",), query=f"targetTenant={TENANT}", json=change, login=MANAGEMENT_ADMIN)


SCENARIOS = {
    "postLoginOptionCollectionResource": _create,
    "getLoginOptionCollectionResource": _find,
    "getLoginOptionResource": _one,
    "putLoginOptionResource": _update,
    "deleteLoginOptionResource": _one,
    "putAccessLoginOptionResource": _restrict,
}
