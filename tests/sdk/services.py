"""A microservice that is deployed in the mock, and the environment that the platform would start it with."""

from __future__ import annotations

import base64

from mockc8y.control.mock_tenant import MockTenant
from tests.clients.applications import PATH, deploy

ADDRESS = "http://mockc8y.local"
SUBSCRIPTIONS = "/application/currentApplication/subscriptions"


class Service:
    """A microservice of the mock's tenant."""

    def __init__(self, mock: MockTenant) -> None:
        self._mock = mock
        self._client = mock.client()
        self.id = deploy(self._client)

    def subscribe(self, tenant_id: str | None = None) -> None:
        """Let a tenant subscribe: the service's own unless another is named."""
        reference = {"application": {"id": self.id}}
        self._client.post(self._subscriptions(tenant_id), json=reference).raise_for_status()

    def unsubscribe(self, tenant_id: str | None = None) -> None:
        """Let a tenant unsubscribe."""
        self._client.delete(f"{self._subscriptions(tenant_id)}/{self.id}").raise_for_status()

    def exchange_password(self) -> None:
        """Give the service's user in its own tenant another password."""
        self.unsubscribe()
        self.subscribe()

    def environment(self) -> dict[str, str]:
        """Word what a service for many tenants is told."""
        user = self._client.get(f"{PATH}/{self.id}/bootstrapUser").raise_for_status().json()
        return {
            "C8Y_BASEURL": ADDRESS,
            "C8Y_BOOTSTRAP_TENANT": user["tenant"],
            "C8Y_BOOTSTRAP_USER": user["name"],
            "C8Y_BOOTSTRAP_PASSWORD": user["password"],
            "APPLICATION_KEY": "feeder-key",
        }

    def _subscriptions(self, tenant_id: str | None) -> str:
        return f"/tenant/tenants/{tenant_id or self._mock.tenant_id}/applications"


def single_tenant(mock: MockTenant) -> dict[str, str]:
    """Word what a service for the mock's tenant is told; its user is the administrator."""
    return {
        "C8Y_BASEURL": ADDRESS,
        "C8Y_TENANT": mock.tenant_id,
        "C8Y_USER": mock.username,
        "C8Y_PASSWORD": mock.password,
        "APPLICATION_KEY": "feeder-key",
    }


def basic(name: str, password: str) -> str:
    """Write the Authorization header of a user."""
    return f"Basic {base64.b64encode(f'{name}:{password}'.encode()).decode()}"
