"""The tenants that contracts run against."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import httpx
import pytest

if TYPE_CHECKING:
    from mockc8y.control.mock_tenant import MockTenant

RECORDINGS = Path(__file__).parents[2] / "fixtures" / "recordings"
VARIABLES = ("C8Y_BASEURL", "C8Y_TENANT", "C8Y_USER", "C8Y_PASSWORD")


@dataclass(frozen=True)
class Tenant:
    """How to reach a tenant."""

    base_url: str
    tenant_id: str
    username: str
    password: str
    transport: httpx.AsyncBaseTransport
    is_mock: bool


def in_process(mock: MockTenant) -> Tenant:
    """Reach the mock without a socket."""
    return Tenant("http://mockc8y.local", mock.tenant_id, mock.username, mock.password, mock.transport, is_mock=True)


def over_socket(mock: MockTenant) -> Tenant:
    """Reach the mock as any client does."""
    transport = httpx.AsyncHTTPTransport()
    return Tenant(mock.base_url, mock.tenant_id, mock.username, mock.password, transport, is_mock=True)


def real() -> Tenant:
    """Reach the tenant that the environment names; without one the test is skipped, and says what is missing."""
    missing = [name for name in VARIABLES if not os.environ.get(name)]
    if missing:
        pytest.skip(f"no real tenant: set {', '.join(missing)} to run the contracts against one")
    base_url, tenant_id, username, password = (os.environ[name] for name in VARIABLES)
    return Tenant(base_url.rstrip("/"), tenant_id, username, password, httpx.AsyncHTTPTransport(), is_mock=False)
