"""Requests for applications."""

from __future__ import annotations

from tests import archives
from tests.world import TENANT, Ask, World

PATH = "/application/applications"
HOSTED = {"name": "pumps", "key": "pumps-key", "type": "HOSTED", "contextPath": "pumps", "icon": {"class": "c8y-pump"}}
MICROSERVICE = {"name": "feeder", "key": "feeder-key", "type": "MICROSERVICE", "contextPath": "feeder"}


def hosted(world: World) -> str:
    """Create a hosted application and return its id."""
    return world.post(PATH, HOSTED)


def active(world: World) -> str:
    """Create a hosted application that is served and return its id."""
    application = hosted(world)
    binary = upload(world, application, archives.web_app())
    assert world.call("PUT", f"{PATH}/{application}", json={"activeVersionId": binary}).status == 200
    return application


def upload(world: World, application: str, content: bytes) -> str:
    """Upload an archive and return the id in the answer."""
    body, headers = archives.binary_form(content)
    response = world.call("POST", f"{PATH}/{application}/binaries", body=body, headers=headers)
    assert response.status == 201, response.body
    return str(response.json()["id"])


def microservice(world: World) -> str:
    """Create a microservice that runs and return its id."""
    application = world.post(PATH, MICROSERVICE)
    upload(world, application, archives.microservice())
    return application


def bootstrap_login(world: World, application: str) -> str:
    """Return the login of a microservice's bootstrap user."""
    user = world.call("GET", f"{PATH}/{application}/bootstrapUser").json()
    return f"{user['tenant']}/{user['name']}:{user['password']}"


def _create(_: World) -> Ask:
    return Ask(json=HOSTED)


def _find(world: World) -> Ask:
    active(world)
    return Ask(query=f"owner={TENANT}&type=HOSTED,EXTERNAL&user=admin&withTotalPages=true")


def _one(world: World) -> Ask:
    return Ask((active(world),))


def _update(world: World) -> Ask:
    return Ask((active(world),), json={"name": "new pumps", "availability": "MARKET", "description": "All of them"})


def _delete(world: World) -> Ask:
    return Ask((microservice(world),), query="force=true")


def _bootstrap_user(world: World) -> Ask:
    return Ask((microservice(world),))


def _by_name(world: World) -> Ask:
    microservice(world)
    return Ask(("feeder",))


SCENARIOS = {
    "postApplicationCollectionResource": _create,
    "getAbstractApplicationCollectionResource": _find,
    "getApplicationResource": _one,
    "putApplicationResource": _update,
    "deleteApplicationResource": _delete,
    "getApplicationUserRepresentation": _bootstrap_user,
    "postApplicationResource": _one,
    "getApplicationsByNameCollectionResource": _by_name,
    "getApplicationsByTenantCollectionResource": lambda _: Ask((TENANT,)),
    "getApplicationsByOwnerCollectionResource": lambda _: Ask(("management",), query="withTotalPages=true"),
    "getApplicationsByUserCollectionResource": lambda _: Ask(("admin",), query="withTotalElements=true"),
}
