"""Applications built on c8y_api, which take their tenant from the environment."""

from __future__ import annotations

import base64
from collections.abc import Iterator

import pytest
from c8y_api import CumulocityApi
from c8y_api.app import SimpleCumulocityApp
from c8y_api.model import Event, ManagedObject

from mockc8y.control.mock_tenant import MockTenant
from tests.clients.conftest import AddUser

pytestmark = pytest.mark.clients


@pytest.fixture
def app(c8y_mock: MockTenant, monkeypatch: pytest.MonkeyPatch) -> Iterator[SimpleCumulocityApp]:
    """Give an application as a microservice would make it."""
    monkeypatch.delenv("C8Y_TOKEN", raising=False)
    monkeypatch.setenv("C8Y_BASEURL", c8y_mock.base_url)
    monkeypatch.setenv("C8Y_TENANT", c8y_mock.tenant_id)
    monkeypatch.setenv("C8Y_USER", c8y_mock.username)
    monkeypatch.setenv("C8Y_PASSWORD", c8y_mock.password)
    made = SimpleCumulocityApp(application_key="acme-app")
    yield made
    for client in (made, *made.user_instances.values()):
        client.session.close()


def test_application_works_for_its_tenant(app: SimpleCumulocityApp, c8y: CumulocityApi) -> None:
    """It is a client like any other."""
    made = ManagedObject(app, name="From the application").create()

    assert c8y.inventory.get(made.id).owner == app.username


def test_application_works_for_its_users(app: SimpleCumulocityApp, c8y_mock: MockTenant, add_user: AddUser) -> None:
    """A user's own authorisation header makes a client of that user."""
    user = add_user("ana", "ROLE_INVENTORY_ADMIN")
    login = base64.b64encode(f"{c8y_mock.tenant_id}/{user}:{user}".encode()).decode()

    instance = app.get_user_instance({"Authorization": f"Basic {login}"})

    assert instance.username == user
    assert ManagedObject(instance, name="From Ana").create().owner == user


def test_requests_of_an_application_are_no_signs_of_life(
    app: SimpleCumulocityApp, c8y: CumulocityApi, c8y_mock: MockTenant, device: str
) -> None:
    """What comes with an application key does not keep a device available; other requests do."""
    c8y.inventory.apply_to({"c8y_RequiredAvailability": {"responseInterval": 10}}, device)

    def last_message_after_a_minute(client: CumulocityApi) -> str:
        c8y_mock.platform.advance(60_000)
        Event(client, type="acme_Door", text="Open", time="now", source=device).create()
        told: str = c8y.inventory.get_latest_availability(device).last_message
        return told

    first = last_message_after_a_minute(c8y)

    assert last_message_after_a_minute(app) == first
    assert last_message_after_a_minute(c8y) > first
