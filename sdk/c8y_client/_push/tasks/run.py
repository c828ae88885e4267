"""One run of a listener: connection after connection, from its start until its end."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from typing import TYPE_CHECKING

from c8y_client._push.patience import Course, logger
from c8y_client._push.tasks.lanes import Lanes
from c8y_client._push.tasks.message import Message
from c8y_client._push.tasks.reporting import report
from c8y_client._push.tasks.stop import Stop
from c8y_client._push.verdicts import Stopped

if TYPE_CHECKING:
    from c8y_client._push.sockets import AsyncSocket
    from c8y_client._push.tasks.listener import Listener


class Run:
    """What goes on between `start` and the end. `error` is what ended it, if it was not `stop`."""

    def __init__(self, listener: Listener) -> None:
        self.listener = listener
        self.stop = Stop()
        self.lanes = Lanes(listener.concurrency)
        self.course = Course(listener)
        self.socket: AsyncSocket | None = None
        self.task: asyncio.Task[None] | None = None
        self.loop: Callable[[], AsyncGenerator[Message, None] | None] = lambda: None
        self.error: Exception | None = None
        self.has_begun = False
        self.has_ended = asyncio.Event()
        # Set while there is a connection, and at the end for good.
        self.is_settled = asyncio.Event()

    async def messages(self) -> AsyncGenerator[Message, None]:
        """Yield what comes until somebody stops the run, or raise what makes going on useless."""
        with suppress(Stopped):
            while True:
                try:
                    async with self._connection() as socket:
                        while True:
                            yield await self._next(socket)
                except Stopped:
                    raise
                except Exception as error:  # noqa: BLE001 - it is looked at, and raised if it is none of ours
                    await self._recover(error)

    async def report(self, error: Exception) -> None:
        """Tell of a failure."""
        await report(self.listener, error)

    def end(self, error: Exception | None) -> None:
        """Note that it is over, and let go those who wait."""
        self.error = error
        self.has_ended.set()
        self.is_settled.set()

    def task_done(self, task: asyncio.Task[None]) -> None:
        """Note that the task of the run is over; a cancelled one may never have begun."""
        # The error is kept for `wait`: nobody has to ask the task for it.
        error = None if task.cancelled() else task.exception()
        if not self.has_ended.is_set():
            self.end(error if isinstance(error, Exception) else None)

    async def cancel(self) -> None:
        """Let it end even if a message is being handled. What runs in a task of the caller's is only stopped."""
        self.stop.set()
        if self.task is not None:
            self.task.cancel()
            await self.has_ended.wait()

    async def leave_loop(self) -> None:
        """End the `async for` that was left, without waiting for the garbage collector."""
        iterator = self.loop()
        if iterator is not None:
            # One that is being waited for ends by itself, since it is stopped.
            with suppress(RuntimeError):
                await iterator.aclose()

    @asynccontextmanager
    async def _connection(self) -> AsyncIterator[AsyncSocket]:
        async with self.stop.interrupts():
            socket = await self.listener.connect()
        self.course.connected()
        self.socket = socket
        self.is_settled.set()
        logger.info("%r is connected", self.listener)
        try:
            yield socket
        except (asyncio.CancelledError, GeneratorExit):
            await self.lanes.cancel()
            raise
        finally:
            self.is_settled.clear()
            self.socket = None
            try:
                # They may still acknowledge.
                await self.lanes.drain()
            finally:
                await socket.close()

    async def _next(self, socket: AsyncSocket) -> Message:
        while True:
            async with self.stop.interrupts():
                text = await socket.receive()
            self.course.proved()
            # What is left of a broken connection comes again over the next one, unless nothing is kept.
            if socket.is_open or self.listener.non_persistent:
                try:
                    return Message(self.listener, text, socket)
                except ValueError as error:
                    await self.report(error)

    async def _recover(self, error: Exception) -> None:
        pause = self.course.pause_after(error)
        await self.report(error)
        async with self.stop.interrupts():
            await self.listener.sleep(pause)
