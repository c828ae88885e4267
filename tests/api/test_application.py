"""The way of a request through the application."""

from __future__ import annotations

from mockc8y.domain.tenant import Tenant
from tests.api.conftest import Call


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


def test_operation_without_a_handler_answers_501_with_its_name(call: Call) -> None:
    """What is not emulated says so, and where to look."""
    response = call("GET", "/notification2/subscriptions")

    assert response.status == 501
    assert "getNotificationSubscriptionCollectionResource" in response.json()["message"]
