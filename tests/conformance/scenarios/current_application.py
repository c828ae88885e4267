"""Requests of a microservice for itself."""

from __future__ import annotations

from tests.conformance.scenarios.applications import bootstrap_login, microservice
from tests.conformance.scenarios.tenant_applications import subscribe
from tests.world import Ask, World


def _own(world: World) -> Ask:
    return Ask(login=bootstrap_login(world, microservice(world)))


def _update(world: World) -> Ask:
    return Ask(json={"description": "Feeds the pumps"}, login=_own(world).login)


def _subscriptions(world: World) -> Ask:
    application = microservice(world)
    subscribe(world, application)
    return Ask(login=bootstrap_login(world, application))


SCENARIOS = {
    "getCurrentApplicationResource": _own,
    "putCurrentApplicationResource": _update,
    "getCurrentApplicationResourceSettings": _own,
    "getApplicationUserCollectionRepresentation": _subscriptions,
}
