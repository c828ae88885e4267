"""Clients of the mock's tenant in this process."""

from __future__ import annotations

from typing import TYPE_CHECKING

from c8y_client import BasicAuth
from c8y_client._async.client import CumulocityClient

if TYPE_CHECKING:
    from mockc8y.control.mock_tenant import MockTenant


def connected(mock: MockTenant) -> CumulocityClient:
    """Give a client of the tenant, as its administrator."""
    auth = BasicAuth(mock.username, mock.password)
    return CumulocityClient("http://mockc8y.local", mock.tenant_id, auth, transport=mock.transport)


def operating(mock: MockTenant) -> CumulocityClient:
    """Give a client of the management tenant, as its administrator."""
    auth = BasicAuth(*mock.management_auth)
    return CumulocityClient("http://mockc8y.local", "management", auth, transport=mock.transport)
