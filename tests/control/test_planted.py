"""States of tenants that start with a seed."""

from __future__ import annotations

from mockc8y.control.live_server import LiveServer
from mockc8y.control.mock_tenant import MockTenant
from mockc8y.control.planted import planted_state


def no_server() -> LiveServer:
    """Refuse to open a socket."""
    raise AssertionError("nothing here needs a socket")


def test_tenant_keeps_its_name_whatever_is_planted() -> None:
    """A restored state says of the tenant what its address says."""
    mock = MockTenant(no_server, state=planted_state("demo"))

    with mock.client() as client:
        assert client.get("/tenant/currentTenant").json()["name"] == mock.tenant_id
