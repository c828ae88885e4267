"""Work in the background, as tasks and as threads."""

from __future__ import annotations

import asyncio
import contextvars
import threading

import pytest

from c8y_client._running.background import AsyncBackground, AsyncBell, Background, Bell
from tests.sdk.loop import on_loop

Name: contextvars.ContextVar[str] = contextvars.ContextVar("name", default="nobody")


@on_loop
async def test_bell_ends_a_pause_of_a_task() -> None:
    """A pause lasts until the bell is rung, before or during it."""
    bell = AsyncBell()
    assert await bell.wait(0.001) is False
    assert await bell.wait(0) is False

    pause = asyncio.create_task(bell.wait(600))
    await asyncio.sleep(0)
    bell.ring()

    assert await pause is True
    assert await bell.wait(0) is True
    bell.reset()
    assert await bell.wait(-1) is False


def test_bell_ends_a_pause_of_a_thread() -> None:
    """The same for threads."""
    bell = Bell()
    assert bell.wait(-1) is False

    ringer = threading.Timer(0.001, bell.ring)
    ringer.start()

    assert bell.wait(600) is True
    ringer.join()
    bell.reset()
    assert bell.wait(0) is False


@on_loop
async def test_tasks_are_known_until_they_end() -> None:
    """Whoever started tasks can wait for them; what they raise comes out there."""
    background, bell = AsyncBackground(), AsyncBell()
    task = background.start(bell.wait, 600)
    assert background.running() == [task]

    bell.ring()
    await background.join()
    assert background.running() == []

    async def fail() -> None:
        raise RuntimeError("no")

    background.start(fail)
    with pytest.raises(RuntimeError, match="no"):
        await background.join()


@on_loop
async def test_cancelled_wait_leaves_nothing() -> None:
    """A task that is cancelled while it waits for others takes them with it."""
    background, bell = AsyncBackground(), AsyncBell()
    work = background.start(bell.wait, 600)
    waiting = asyncio.create_task(background.join())
    await asyncio.sleep(0)

    waiting.cancel()
    with pytest.raises(asyncio.CancelledError):
        await waiting

    assert work.cancelled()
    assert background.running() == []


def test_threads_are_known_until_they_end() -> None:
    """Threads have the context of whoever started them, and do not keep the process."""
    background, bell, seen = Background(), Bell(), []

    def work() -> None:
        bell.wait(600)
        seen.append(Name.get())

    Name.set("somebody")
    thread = background.start(work)
    assert (background.running(), thread.daemon) == ([thread], True)
    bell.ring()
    background.join()

    assert seen == ["somebody"]
    assert background.running() == []
