"""One asynchronous client in several event loops, and a synchronous one within a loop."""

from __future__ import annotations

import asyncio
import gc
from typing import TYPE_CHECKING, Any

import pytest

import c8y_client
from c8y_client import sync
from tests.sdk.loop import on_loop

if TYPE_CHECKING:
    from mockc8y.control.mock_tenant import MockTenant


def client_of(mock: MockTenant, **options: Any) -> c8y_client.CumulocityClient:
    """Connect over a socket, as the administrator."""
    auth = c8y_client.BasicAuth(mock.username, mock.password)
    return c8y_client.CumulocityClient(mock.base_url, mock.tenant_id, auth, **options)


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning", "ignore::ResourceWarning")
@pytest.mark.parametrize("wire", ["httpx", "auto"])
def test_client_is_kept_from_one_loop_to_the_next(c8y_mock: MockTenant, wire: str) -> None:
    """Each `asyncio.run` has connections of its own; those of a loop that has ended are let go."""
    c8y = client_of(c8y_mock, wire=wire)

    for workers in (None, 3, None, None):
        assert asyncio.run(c8y.inventory.get_all(workers=workers)) == []
    asyncio.run(c8y.close())
    gc.collect()

    with pytest.raises(RuntimeError, match="is closed"):
        asyncio.run(c8y.inventory.get_all())


@on_loop
async def test_synchronous_client_works_within_a_loop(c8y_mock: MockTenant) -> None:
    """It holds the loop up, and nothing else: notebooks run everything within one."""
    auth = sync.BasicAuth(c8y_mock.username, c8y_mock.password)
    with sync.CumulocityClient(c8y_mock.base_url, c8y_mock.tenant_id, auth) as c8y:
        sync.ManagedObject(c8y, type="a").create()

        assert len(c8y.inventory.get_all(type="a", workers=3)) == 1
