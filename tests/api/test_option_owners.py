"""Tenant options that belong to a microservice, as its user reads them over HTTP."""

from __future__ import annotations

import pytest

from tests import archives
from tests.conformance.scenarios.applications import MICROSERVICE, PATH, bootstrap_login, upload
from tests.conformance.scenarios.tenant_applications import subscribe
from tests.door import ADMIN
from tests.world import TENANT, World

OPTIONS = "/tenant/options"


VALUES = {"size": "5", "credentials.mail": "s3cret"}


@pytest.fixture
def world() -> World:
    """A tenant that is still empty."""
    return World()


@pytest.fixture
def service(world: World) -> str:
    """The login of the user of a microservice whose context path is `feeder`; a category `other` is nobody's."""
    application = world.post(PATH, MICROSERVICE)
    upload(world, application, archives.microservice(requiredRoles=["ROLE_OPTION_MANAGEMENT_READ"]))
    subscribe(world, application)
    login = bootstrap_login(world, application)
    (user,) = world.call("GET", "/application/currentApplication/subscriptions", login=login).json()["users"]
    for category in ("feeder", "other"):
        assert world.call("PUT", f"{OPTIONS}/{category}", json=VALUES).status == 200
    return f"{TENANT}/{user['name']}:{user['password']}"


def test_owner_reads_its_category_in_clear(world: World, service: str) -> None:
    """Keys come without the prefix."""
    assert world.call("GET", f"{OPTIONS}/feeder", login=service).json() == {"size": "5", "mail": "s3cret"}


@pytest.mark.parametrize("key", ["mail", "credentials.mail"])
def test_owner_reads_one_secret_in_clear(world: World, service: str, key: str) -> None:
    """The prefix may be left out when asking, and is left out of the answer."""
    option = world.call("GET", f"{OPTIONS}/feeder/{key}", login=service).json()

    assert (option["key"], option["value"]) == ("mail", "s3cret")


def test_owner_reads_its_plain_options(world: World, service: str) -> None:
    """What is no secret is the same for everybody."""
    assert world.call("GET", f"{OPTIONS}/feeder/size", login=service).json()["value"] == "5"
    assert world.call("GET", f"{OPTIONS}/feeder/x", login=service).status == 404


def test_other_categories_stay_hidden(world: World, service: str) -> None:
    """A microservice is no owner of what belongs to another."""
    read = world.call("GET", f"{OPTIONS}/other", login=service).json()

    assert read == {"size": "5", "credentials.mail": "<<Encrypted>>"}
    assert world.call("GET", f"{OPTIONS}/other/mail", login=service).status == 404


def test_administrator_is_no_owner(world: World, service: str) -> None:
    """Who manages options sees that there is a secret, and no more."""
    seen = [world.call("GET", f"{OPTIONS}/feeder", login=login).json() for login in (ADMIN, service)]

    assert [options.get("credentials.mail") for options in seen] == ["<<Encrypted>>", None]
