"""Applications built on pyc8y, which take their tenant from the environment."""

from __future__ import annotations

import base64

import pytest
from pyc8y import CumulocityClient, SimpleCumulocityApp
from pyc8y.model import ManagedObject

from mockc8y.control.mock_tenant import MockTenant
from tests.clients.conftest import AddUser

pytestmark = pytest.mark.clients


@pytest.fixture
def app(c8y_mock: MockTenant, monkeypatch: pytest.MonkeyPatch) -> SimpleCumulocityApp:
    """Give an application as a microservice would make it."""
    monkeypatch.delenv("C8Y_TOKEN", raising=False)
    monkeypatch.setenv("C8Y_BASEURL", c8y_mock.base_url)
    monkeypatch.setenv("C8Y_TENANT", c8y_mock.tenant_id)
    monkeypatch.setenv("C8Y_USER", c8y_mock.username)
    monkeypatch.setenv("C8Y_PASSWORD", c8y_mock.password)
    return SimpleCumulocityApp(application_key="acme-app", max_concurrent=2)


async def test_application_works_for_its_tenant(app: SimpleCumulocityApp, c8y: CumulocityClient) -> None:
    """It is a client like any other."""
    async with app:
        made = await ManagedObject(app, name="From the application").create()

    assert (await c8y.inventory.get(made.id)).owner == app.username


async def test_application_works_for_its_users(
    app: SimpleCumulocityApp, c8y_mock: MockTenant, add_user: AddUser
) -> None:
    """A user's own authorisation header makes a client of that user."""
    user = add_user("ana", "ROLE_INVENTORY_ADMIN")
    login = base64.b64encode(f"{c8y_mock.tenant_id}/{user}:{user}".encode()).decode()

    async with app:
        instance = await app.get_user_instance({"Authorization": f"Basic {login}"})
        made = await ManagedObject(instance, name="From Ana").create()

    assert (instance.username, made.owner) == (user, user)
