"""Waiting for a device's credentials leaves the event loop to others, and can be given up."""

from __future__ import annotations

import asyncio

import pytest

from c8y_client import BasicAuth
from c8y_client._async.registry import DeviceRegistryClient
from tests.sdk.doors import Answer, Tenant, async_door
from tests.sdk.loop import on_loop


def registry(tenant: Tenant) -> DeviceRegistryClient:
    """Connect a new device."""
    return DeviceRegistryClient("http://t", "management", BasicAuth("b", "p"), transport=async_door(tenant))


@on_loop
async def test_others_run_during_the_pause() -> None:
    """The pause between two questions is a pause of one task only."""
    ticks = 0

    async def tick() -> None:
        nonlocal ticks
        while True:
            await asyncio.sleep(0.001)
            ticks += 1

    async with registry(Tenant(Answer(404), Answer(404))) as device:
        ticking = asyncio.create_task(tick())
        with pytest.raises(TimeoutError):
            await device.await_credentials("p", timeout="50ms", pause="1h")
        ticking.cancel()

    assert ticks > 5


@on_loop
async def test_waiting_can_be_cancelled() -> None:
    """Whoever gives up is not kept until the end of the pause."""
    tenant = Tenant(Answer(404))
    pausing = asyncio.Event()

    async def pause(seconds: float) -> None:
        pausing.set()
        await asyncio.sleep(seconds)

    async with registry(tenant) as device:
        waiting = asyncio.create_task(device.await_credentials("p", pause="1h", sleep=pause))
        await pausing.wait()
        waiting.cancel()
        with pytest.raises(asyncio.CancelledError):
            await waiting

    assert len(tenant.seen) == 1
