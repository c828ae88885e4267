"""What a microservice learns about itself over HTTP."""

from __future__ import annotations

import pytest

from mockc8y.domain import users
from tests import archives
from tests.conformance.scenarios import applications as scenarios
from tests.conformance.scenarios.applications import PATH
from tests.conformance.scenarios.tenant_applications import subscribe
from tests.conformance.scenarios.tenants import subtenant
from tests.world import TENANT, World

CURRENT = "/application/currentApplication"


@pytest.fixture
def world() -> World:
    """A fresh tenant."""
    return World()


@pytest.fixture
def application(world: World) -> str:
    """The id of a microservice that runs."""
    return scenarios.microservice(world)


@pytest.fixture
def bootstrap(world: World, application: str) -> str:
    """The login of its bootstrap user."""
    return scenarios.bootstrap_login(world, application)


def service_logins(world: World, bootstrap: str) -> dict[str, str]:
    """Return the logins of the microservice in the tenants that are subscribed to it."""
    found = world.call("GET", f"{CURRENT}/subscriptions", login=bootstrap).json()["users"]
    return {user["tenant"]: f"{user['tenant']}/{user['name']}:{user['password']}" for user in found}


def test_bootstrap_user_finds_its_application(world: World, application: str, bootstrap: str) -> None:
    """It is the one that the user is named after."""
    found = world.call("GET", CURRENT, login=bootstrap).json()

    assert found == world.call("GET", f"{PATH}/{application}").json()


def test_bootstrap_user_can_do_nothing_else(world: World, bootstrap: str) -> None:
    """It holds no role."""
    assert world.call("GET", PATH, login=bootstrap).status == 403
    assert world.call("GET", "/alarm/alarms", login=bootstrap).json()["alarms"] == []


def test_bootstrap_user_changes_its_application(world: World, application: str, bootstrap: str) -> None:
    """As old microservices do."""
    response = world.call("PUT", CURRENT, json={"description": "New"}, login=bootstrap)

    assert (response.status, response.json()["description"]) == (200, "New")
    assert world.call("GET", f"{PATH}/{application}").json()["description"] == "New"


@pytest.mark.parametrize("path", ["", "/settings", "/subscriptions"])
def test_other_users_are_refused(world: World, application: str, path: str) -> None:
    """Whoever is no microservice has no application, not even an administrator."""
    subscribe(world, application)
    response = world.call("GET", f"{CURRENT}{path}")

    assert (response.status, response.json()["error"]) == (403, "security/Forbidden")
    assert response.headers["x-mockc8y-refused"] == "only the bootstrap user of a microservice may do this"


def test_user_named_like_a_bootstrap_user_is_none(world: World) -> None:
    """The name counts only where there is such a microservice, and hosted applications start with no user."""
    scenarios.hosted(world)
    users.add(world.tenant, "servicebootstrap_pumps", "own")
    users.add(world.tenant, "servicebootstrap_none", "own")

    for name in ("pumps", "none"):
        assert world.call("GET", CURRENT, login=f"{TENANT}/servicebootstrap_{name}:own").status == 403


def test_bootstrap_user_learns_of_every_subscription(world: World, application: str, bootstrap: str) -> None:
    """One login for each tenant, which stays the same between calls and works there."""
    below = subtenant(world)
    assert service_logins(world, bootstrap) == {}
    subscribe(world, application)
    path = f"/tenant/tenants/{below}/applications"
    assert world.call("POST", path, json={"application": {"id": application}}).status == 201

    logins = service_logins(world, bootstrap)

    assert set(logins) == {TENANT, below}
    assert logins == service_logins(world, bootstrap)
    assert len(set(logins.values())) == 2
    for tenant, login in logins.items():
        made = world.call("POST", "/inventory/managedObjects", json={"name": "x"}, login=login)
        assert (made.status, made.json()["owner"]) == (201, "service_feeder")
        assert world.call("GET", "/tenant/currentTenant", login=login).status == 403, tenant


def test_service_user_holds_just_what_the_manifest_requires(world: World, application: str, bootstrap: str) -> None:
    """Roles that are not required are not given."""
    subscribe(world, application)
    login = service_logins(world, bootstrap)[TENANT]

    assert world.call("POST", "/event/events", json={}, login=login).status == 403
    user = world.tenant.users.get("service_feeder")
    assert user is not None
    assert user.roles == {"ROLE_INVENTORY_READ", "ROLE_INVENTORY_CREATE"}


def test_login_ends_with_the_subscription(world: World, application: str, bootstrap: str) -> None:
    """A tenant that leaves a microservice is safe from it."""
    subscribe(world, application)
    login = service_logins(world, bootstrap)[TENANT]
    assert world.call("GET", "/inventory/managedObjects", login=login).status == 200

    assert world.call("DELETE", f"/tenant/tenants/{TENANT}/applications/{application}").status == 204

    assert world.call("GET", "/inventory/managedObjects", login=login).status == 401
    assert service_logins(world, bootstrap) == {}


def test_login_ends_with_the_application(world: World, application: str, bootstrap: str) -> None:
    """No user of a microservice outlives it."""
    subscribe(world, application)
    login = service_logins(world, bootstrap)[TENANT]

    world.call("DELETE", f"{PATH}/{application}")

    assert [world.call("GET", CURRENT, login=gone).status for gone in (login, bootstrap)] == [401, 401]


def test_subscriptions_end_with_the_owner(world: World) -> None:
    """When a tenant goes, its applications and their users go everywhere."""
    below = subtenant(world)
    login = f"{below}/root:Secret-7-Secret"
    made = world.call("POST", PATH, json=scenarios.MICROSERVICE, login=login).json()["id"]
    reference = {"application": {"id": made}}
    assert world.call("POST", f"/tenant/tenants/{below}/applications", json=reference, login=login).status == 201
    subscribe(world, made)
    assert "service_feeder" in world.tenant.users

    world.platform.remove_tenant(below)

    assert "service_feeder" not in world.tenant.users
    assert int(made) not in world.tenant.subscriptions


def test_settings_are_the_options_of_the_category(world: World, application: str, bootstrap: str) -> None:
    """What is set counts before what the manifest says; secrets come in clear, under the key without its prefix."""
    for key, value in (("interval", "5"), ("other", "x"), ("credentials.token", "secret")):
        assert world.call("PUT", "/tenant/options/feeder", json={key: value}).status == 200
    subscribe(world, application)
    service = service_logins(world, bootstrap)[TENANT]

    expected = {"interval": "5", "other": "x", "token": "secret"}

    assert world.call("GET", f"{CURRENT}/settings", login=bootstrap).json() == expected
    assert world.call("GET", f"{CURRENT}/settings", login=service).json() == expected


def test_settings_not_set_have_the_values_of_the_manifest(world: World, bootstrap: str) -> None:
    """A microservice finds every setting that it declares with a default."""
    assert world.call("GET", f"{CURRENT}/settings", login=bootstrap).json() == {"interval": "10"}


def test_settings_of_a_category_that_the_manifest_names(world: World, application: str, bootstrap: str) -> None:
    """The category of the manifest counts before the context path; values of any kind become text."""
    settings = [{"key": "a", "defaultValue": True}, {"key": "b", "defaultValue": {"c": 1}}, {"key": "d"}]
    content = archives.microservice(settingsCategory="own.category", settings=settings)
    scenarios.upload(world, application, content)
    world.call("PUT", "/tenant/options/own.category", json={"d": "4"})

    found = world.call("GET", f"{CURRENT}/settings", login=bootstrap).json()

    assert found == {"a": "true", "b": '{"c":1}', "d": "4"}


def test_settings_of_a_subscriber_are_its_own(world: World, application: str, bootstrap: str) -> None:
    """A tenant sees nothing of the owner's settings but what the manifest lets it inherit."""
    below = subtenant(world)
    settings = [{"key": "shared", "inheritFromOwner": True}, {"key": "private"}]
    scenarios.upload(world, application, archives.microservice(settings=settings))
    world.call("PUT", "/tenant/options/feeder", json={"shared": "1", "private": "2", "credentials.key": "3"})
    world.call("POST", f"/tenant/tenants/{below}/applications", json={"application": {"id": application}})
    service = service_logins(world, bootstrap)[below]

    assert world.call("GET", f"{CURRENT}/settings", login=service).json() == {"shared": "1"}
