"""A microservice as its owner would deploy it, and the environment that the platform would start it with."""

from __future__ import annotations

import io

import httpx
import pytest

from mockc8y.control.mock_tenant import MockTenant
from tests import archives

PATH = "/application/applications"
FEEDER = {"name": "feeder", "key": "feeder-key", "type": "MICROSERVICE", "contextPath": "feeder"}


def deploy(client: httpx.Client) -> str:
    """Create a microservice, upload it, and return its id."""
    made: str = client.post(PATH, json=FEEDER).raise_for_status().json()["id"]
    upload = {"file": ("feeder.zip", io.BytesIO(archives.microservice()), "application/zip")}
    client.post(f"{PATH}/{made}/binaries", files=upload).raise_for_status()
    return made


def subscribe(client: httpx.Client, tenant: str, application: str) -> None:
    """Subscribe a tenant to an application."""
    reference = {"application": {"id": application}}
    client.post(f"/tenant/tenants/{tenant}/applications", json=reference).raise_for_status()


def start_multi_tenant(monkeypatch: pytest.MonkeyPatch, c8y_mock: MockTenant, application: str) -> None:
    """Set the environment of a microservice that serves many tenants."""
    user = c8y_mock.client().get(f"{PATH}/{application}/bootstrapUser").raise_for_status().json()
    _set(
        monkeypatch,
        C8Y_BASEURL=c8y_mock.base_url,
        C8Y_BOOTSTRAP_TENANT=user["tenant"],
        C8Y_BOOTSTRAP_USER=user["name"],
        C8Y_BOOTSTRAP_PASSWORD=user["password"],
    )


def start_for_one_tenant(monkeypatch: pytest.MonkeyPatch, c8y_mock: MockTenant, application: str) -> None:
    """Set the environment of a microservice that runs once for each tenant."""
    client = c8y_mock.client()
    user = client.get(f"{PATH}/{application}/bootstrapUser").raise_for_status().json()
    client.auth = httpx.BasicAuth(f"{user['tenant']}/{user['name']}", user["password"])
    (service,) = client.get("/application/currentApplication/subscriptions").raise_for_status().json()["users"]
    _set(
        monkeypatch,
        C8Y_BASEURL=c8y_mock.base_url,
        C8Y_TENANT=service["tenant"],
        C8Y_USER=service["name"],
        C8Y_PASSWORD=service["password"],
    )


def _set(monkeypatch: pytest.MonkeyPatch, **variables: str) -> None:
    monkeypatch.delenv("C8Y_TOKEN", raising=False)
    monkeypatch.setenv("APPLICATION_KEY", FEEDER["key"])
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
