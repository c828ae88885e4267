"""What only tasks can do: be cancelled, wait for callbacks, and leave loops behind."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest

from c8y_client import BasicAuth, ConnectionLost
from c8y_client._async.client import CumulocityClient
from c8y_client.notification2 import Listener, Message, QueueListener
from c8y_client.realtime import Realtime
from tests.sdk.listeners.halves import PATIENCE
from tests.sdk.listeners.scene import TOPIC, Scene
from tests.sdk.loop import on_loop


@pytest.fixture
def half() -> Any:
    """Leave the tests of this module to their own loops."""
    return type("Nobody", (), {"client": lambda *_: None, "close_client": lambda *_: None})()


@asynccontextmanager
async def connected(scene: Scene) -> AsyncIterator[CumulocityClient]:
    """Give a client, and see that no task is left."""
    async with CumulocityClient(scene.relay.base_url, scene.mock.tenant_id, BasicAuth(*scene.mock.auth)) as client:
        yield client
    async with asyncio.timeout(PATIENCE):
        while left := others():
            await asyncio.wait(left)


def others() -> set[asyncio.Task[Any]]:
    """List the tasks beside the running one."""
    return asyncio.all_tasks() - {asyncio.current_task()}


async def cancelled(task: asyncio.Task[Any]) -> None:
    """Cancel a task and see it end so."""
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await asyncio.wait_for(task, PATIENCE)


async def never(_: object) -> None:
    """Handle a message for ever."""
    await asyncio.Event().wait()


@on_loop
async def test_cancelled_listener_leaves_nothing(scene: Scene) -> None:
    """It closes its connection and says farewell, and it is not swallowed."""
    async with connected(scene) as c8y:
        listener = Listener(c8y, TOPIC)
        task = asyncio.create_task(listener.listen(never))
        await listener.ready(PATIENCE)

        await cancelled(task)

        assert not listener.is_running
        assert scene.consumers() == []


@on_loop
async def test_listener_cancelled_while_it_handles_leaves_nothing(scene: Scene) -> None:
    """Also when several messages are being handled."""
    for concurrency in (1, 3):
        begun = asyncio.Event()

        async def handle(message: Message, begun: asyncio.Event = begun) -> None:
            begun.set()
            await never(message)

        async with connected(scene) as c8y:
            listener = Listener(c8y, TOPIC, concurrency=concurrency)
            task = listener.start(handle)
            await listener.ready(PATIENCE)
            scene.happen("one")
            await asyncio.wait_for(begun.wait(), PATIENCE)

            await cancelled(task)

            assert scene.consumers() == []


@on_loop
async def test_listener_cancelled_before_it_began_can_be_started(scene: Scene) -> None:
    """A task that never ran leaves no trace."""
    async with connected(scene) as c8y:
        listener = Listener(c8y, TOPIC)
        await cancelled(listener.start(never))

        assert await listener.wait(PATIENCE)
        listener.start(never)
        await listener.ready(PATIENCE)
        listener.stop()
        assert await listener.wait(PATIENCE)


@on_loop
async def test_wait_cancels_what_takes_too_long(scene: Scene) -> None:
    """A callback that hangs does not keep a program from ending."""
    begun = asyncio.Event()

    async def handle(message: Message) -> None:
        begun.set()
        await never(message)

    async with connected(scene) as c8y:
        listener = Listener(c8y, TOPIC)
        listener.start(handle)
        await listener.ready(PATIENCE)
        scene.happen("one")
        await asyncio.wait_for(begun.wait(), PATIENCE)

        listener.stop()

        assert not await listener.wait(0.01)
        assert not listener.is_running
        assert scene.consumers() == []


@on_loop
async def test_wait_stops_a_listener_in_a_foreign_task(scene: Scene) -> None:
    """The task of the caller is not cancelled; it ends by itself."""
    async with connected(scene) as c8y:
        listener = Listener(c8y, TOPIC)
        task = asyncio.create_task(listener.listen(never))
        await listener.ready(PATIENCE)

        assert not await listener.wait(0.01)

        await asyncio.wait_for(task, PATIENCE)


@on_loop
async def test_left_loop_leaves_nothing(scene: Scene) -> None:
    """Whether it is left by `break`, with or without a block around it, or by an error."""
    async with connected(scene) as c8y:
        plain = Listener(c8y, TOPIC, "plain")
        asyncio.get_running_loop().call_later(0, asyncio.ensure_future, happen_when_ready(plain, scene))
        async for _ in plain:
            break
        assert await plain.wait(PATIENCE)

        block = Listener(c8y, TOPIC, "block")
        with pytest.raises(LookupError, match="mine"):
            await fail_at_a_message(block, scene)
        assert not block.is_running


async def fail_at_a_message(listener: Listener, scene: Scene) -> None:
    """Leave a loop by an error."""
    async with listener:
        asyncio.get_running_loop().call_later(0, asyncio.ensure_future, happen_when_ready(listener, scene))
        async for _ in listener:
            raise LookupError("mine")


async def happen_when_ready(listener: Listener, scene: Scene) -> None:
    """Let something happen as soon as somebody listens."""
    await listener.ready(PATIENCE)
    scene.happen("one")


@on_loop
async def test_block_ends_a_loop_that_is_still_held(scene: Scene) -> None:
    """Without waiting for the garbage collector, or for messages."""
    async with connected(scene) as c8y:
        async with Listener(c8y, TOPIC) as listener:
            asyncio.get_running_loop().call_later(0, asyncio.ensure_future, happen_when_ready(listener, scene))
            held = aiter(listener)
            await anext(held)

        assert not listener.is_running
        with pytest.raises(StopAsyncIteration):
            await anext(held)


@on_loop
async def test_error_callback_may_be_a_coroutine_function(scene: Scene) -> None:
    """It is waited for."""
    found: asyncio.Queue[Exception] = asyncio.Queue()
    async with connected(scene) as c8y, QueueListener(c8y, TOPIC, on_error=found.put) as listener:
        await listener.ready(PATIENCE)

        await asyncio.to_thread(scene.relay.cut)

        assert isinstance(await asyncio.wait_for(found.get(), PATIENCE), ConnectionLost)


@on_loop
async def test_cancelled_subscriber_leaves_nothing(scene: Scene) -> None:
    """The session ends with the client of real-time notifications, whatever became of its loops."""

    async def loop(realtime: Realtime) -> None:
        async for _ in realtime.subscribe("/events/*"):
            pass

    for way in ("websocket", "long-polling"):
        async with connected(scene) as c8y, Realtime(c8y, way=way) as realtime:
            task = asyncio.create_task(loop(realtime))
            async with realtime.subscribe("/events/*"):
                await cancelled(task)

            assert realtime.feeds == []
