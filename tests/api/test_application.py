"""The way of a request through the application."""

from __future__ import annotations

from mockc8y.api.application import Application
from mockc8y.api.asgi import Server
from mockc8y.api.dispatch import Dispatcher
from mockc8y.api.route import EVERYBODY, Route
from mockc8y.api.settings import Settings
from mockc8y.domain.platform import Platform
from mockc8y.domain.tenant import Tenant
from tests.api.conftest import Call
from tests.door import Door


def test_post_without_accept_answers_an_empty_body_and_a_location(call: Call) -> None:
    """A client that sends no `Accept` gets the status and the address of what it made, and no body."""
    response = call("POST", "/inventory/managedObjects", json={"name": "Pump"}, accept=None)

    assert response.status == 201
    assert response.body == b""
    assert response.headers["location"].startswith("http://mock.test/inventory/managedObjects/")


def test_post_whose_answer_the_client_could_not_read_changes_nothing(call: Call, tenant: Tenant) -> None:
    """406 comes before the effect, not after it."""
    response = call("POST", "/inventory/managedObjects", json={"name": "Pump"}, accept="text/html")

    assert response.status == 406
    assert len(tenant.inventory) == 0


def test_operation_without_a_handler_answers_501_with_its_name(platform: Platform) -> None:
    """What is not emulated says so, and where to look."""
    row = Route("GET", "/acme/pumps", "getPumps", EVERYBODY)
    call = Door(Server(Application(platform, Dispatcher((row,)), Settings())))

    response = call("GET", "/acme/pumps")

    assert response.status == 501
    assert "getPumps" in response.json()["message"]
    assert "/_mock/coverage" in response.json()["message"]
