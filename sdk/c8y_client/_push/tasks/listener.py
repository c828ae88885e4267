"""The asynchronous listener of Notification 2.0."""

from __future__ import annotations

import asyncio
import weakref
from collections.abc import AsyncGenerator, AsyncIterator, Awaitable, Callable
from contextlib import aclosing, asynccontextmanager
from functools import partial
from types import TracebackType
from typing import TYPE_CHECKING, Final, Self

from c8y_client._errors import C8yError, UnauthorizedError
from c8y_client._push.consumer import Consumer, is_ending, is_gone_already, lease
from c8y_client._push.lease import Lease
from c8y_client._push.patience import OnError, logger
from c8y_client._push.tasks.message import Message
from c8y_client._push.tasks.run import Run
from c8y_client._running.sleep import async_sleep

if TYPE_CHECKING:
    from c8y_client._async.client import CumulocityClient
    from c8y_client._push.sockets import AsyncSocket

Callback = Callable[[Message], Awaitable[None] | None]
"""Handles a message. What it raises is reported, and the message is not acknowledged."""

_FAREWELL: Final = 10.0
"""Seconds that the platform has to forget a consumer when its listener ends."""


class Listener(Consumer):
    """Receives the notifications of a subscription, for as long as wanted.

    ```python
    async with Listener(c8y, "levels") as listener:
        async for message in listener:
            print(message.action, message.json)
    ```

    It connects with a new token, again and again: connections that break, servers that restart and tokens that expire
    are met with growing pauses. What was not acknowledged comes again after that, so a message may come twice.

    `subscriber_name` is the consumer, for which the platform keeps what is not acknowledged; it is the subscription's
    name unless given. A consumer has one connection at a time; while another is in the way (409), the listener tries on
    and tells `on_error`. With `shared` several connections share it, by source; `consumer_name` tells them apart.

    `auto_ack` acknowledges each message when its callback has succeeded, or when the loop asks for the next one.
    `auto_unsubscribe` removes the consumer at the end, with all that is kept for it, also for others who share it.
    `non_persistent` is for subscriptions of which the platform keeps nothing.

    `concurrency` is how many messages callbacks handle at a time; those of one source stay in order. `on_error`, a
    function or coroutine function, is told of each failure; the log is, without it. What ends the listener is also
    raised by `wait`, `listen` and `async for`. Every `ping_interval` seconds the connection
    is checked, and given up without an answer for `ping_timeout` seconds. See `Consumer` for further settings.
    """

    def __init__(
        self,
        c8y: CumulocityClient,
        subscription_name: str,
        subscriber_name: str | None = None,
        consumer_name: str | None = None,
        shared: bool = False,
        auto_ack: bool = True,
        auto_unsubscribe: bool = True,
        *,
        non_persistent: bool = False,
        concurrency: int = 1,
        on_error: OnError | None = None,
        ping_interval: float = 60.0,
        ping_timeout: float = 30.0,
    ) -> None:
        super().__init__(
            subscription_name,
            subscriber_name,
            consumer_name,
            shared=shared,
            auto_ack=auto_ack,
            auto_unsubscribe=auto_unsubscribe,
            non_persistent=non_persistent,
            concurrency=concurrency,
            on_error=on_error,
            ping_interval=ping_interval,
            ping_timeout=ping_timeout,
        )
        self.c8y = c8y
        self.sleep = async_sleep
        self._run = Run(self)
        self._lease: Lease | None = None
        self._is_forgotten = False

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if not self.is_running:
            return
        self.stop()
        await self._run.leave_loop()
        await self._run.has_ended.wait()

    def __aiter__(self) -> AsyncIterator[Message]:
        """Receive messages until the listener is stopped.

        A message counts as handled when the next one is asked for; acknowledge it before you leave the loop.
        """
        run = self._begin()
        iterator = self._iterate(run)
        run.loop = weakref.ref(iterator)
        return iterator

    @property
    def is_running(self) -> bool:
        """Tell whether the listener was started and has not ended."""
        return self._run.has_begun and not self._run.has_ended.is_set()

    async def listen(self, callback: Callback) -> None:
        """Handle messages until the listener is stopped. Raises what makes going on useless."""
        await self._handle_all(self._begin(), callback)

    def start(self, callback: Callback) -> asyncio.Task[None]:
        """Handle messages in the background, and return the task that does. A listener that runs is an error."""
        run = self._begin()
        run.task = asyncio.create_task(self._handle_all(run, callback), name=repr(self))
        run.task.add_done_callback(run.task_done)
        return run.task

    def stop(self) -> None:
        """Let the listener end soon, whatever it does: a message that is being handled is still finished.

        One that does not run stays as it is, and can be started at any time.
        """
        if self.is_running:
            self._run.stop.set()

    async def wait(self, timeout: float | None = None) -> bool:
        """Wait until the listener has ended, and tell whether it did within `timeout` seconds.

        If it did not, it is cancelled. Raises what ended it, if that was not `stop`.
        """
        run = self._run
        if not run.has_begun:
            return True
        try:
            async with asyncio.timeout(timeout):
                await run.has_ended.wait()
        except TimeoutError:
            await run.cancel()
            return False
        if run.error is not None:
            raise run.error
        return True

    async def ready(self, timeout: float | None = None) -> None:
        """Wait until the listener is connected, also for one that somebody is about to start.

        From then on it misses nothing. Raises `TimeoutError` after `timeout` seconds, or what ended the listener;
        `RuntimeError` if that was `stop`.
        """
        run = self._run
        async with asyncio.timeout(timeout):
            await run.is_settled.wait()
        if run.error is not None:
            raise run.error
        if run.has_ended.is_set():
            raise RuntimeError(f"{self!r} was stopped; start it again")

    async def unsubscribe(self) -> None:
        """Remove the consumer with all that is kept for it; stop the listener first.

        With `auto_unsubscribe` that happens at the end of each run, and this does no more. Otherwise it may be called
        at any time, also for a consumer of an earlier program.
        """
        if self._is_forgotten:
            return
        try:
            await self._unsubscribe_with(await self._usable_token())
        except UnauthorizedError:
            await self._unsubscribe_with(await self._new_token())
        self._is_forgotten = True

    async def send(self, payload: str) -> None:
        """Send a text to the platform over the connection, once there is one."""
        if not self.is_running:
            raise RuntimeError(f"{self!r} does not run; start it first")
        while self._run.socket is None:
            await self.ready()
        await self._run.socket.send(payload)

    async def ack(self, msg_id: str | None = None, payload: str | None = None) -> None:
        """Acknowledge a message by its ID or, failing that, by its whole frame. See also `Message.ack`.

        Without a connection nothing is sent: what was not acknowledged comes again over the next one.
        """
        if msg_id is None and payload is None:
            raise ValueError("which message? pass its ID or its whole frame")
        if self._run.socket is None:
            logger.info("%r has no connection to acknowledge over", self)
            return
        await self._run.socket.send(msg_id or str(payload).partition("\n")[0])

    async def connect(self) -> AsyncSocket:
        """Open a connection with a new token; the listener does this itself."""
        from c8y_client._push.sockets import async_open  # noqa: PLC0415 - optional

        token = await self._new_token()
        uri = self.c8y.tokens.build_websocket_uri(token, self.name_in_address())
        socket = await async_open(uri, self.socket_options(uri, self.c8y.transport.settings))
        self._is_forgotten = False
        return socket

    def _begin(self) -> Run:
        if self.is_running:
            raise RuntimeError(f"{self!r} runs already; stop it first, or use a second one")
        if self._run.has_begun:
            self._run = Run(self)
        self._run.has_begun = True
        return self._run

    async def _iterate(self, run: Run) -> AsyncGenerator[Message, None]:
        async with self._ending(run), aclosing(run.messages()) as messages:
            async for message in messages:
                yield message
                if self.auto_ack:
                    await message.ack()

    async def _handle_all(self, run: Run, callback: Callback) -> None:
        async with self._ending(run), aclosing(run.messages()) as messages:
            async for message in messages:
                await run.lanes.do(message.source_id, partial(self._handle, run, message, callback))

    async def _handle(self, run: Run, message: Message, callback: Callback) -> None:
        try:
            outcome = callback(message)
            if outcome is not None:
                await outcome
            if self.auto_ack:
                await message.ack()
        except Exception as error:  # noqa: BLE001 - whatever it is, the next message is to be handled
            error.add_note(f"while {message!r} was handled, which is therefore not acknowledged")
            await run.report(error)

    @asynccontextmanager
    async def _ending(self, run: Run) -> AsyncIterator[None]:
        error: Exception | None = None
        try:
            yield
        except Exception as raised:
            error = raised
            await run.report(raised)
            raise
        finally:
            try:
                await self._say_farewell(run)
            finally:
                run.end(error)

    async def _say_farewell(self, run: Run) -> None:
        if not (self.auto_unsubscribe and run.course.has_left_something):
            return
        try:
            async with asyncio.timeout(_FAREWELL):
                await self.unsubscribe()
        except Exception as error:  # noqa: BLE001 - the listener is over, whatever happens now
            error.add_note(f"the platform may go on keeping messages for {self!r}")
            await run.report(error)

    async def _usable_token(self) -> str:
        held = self._lease
        if held is None:
            return await self._new_token()
        if not is_ending(held):
            return held.token
        try:
            return await self._new_token()
        except C8yError:
            # The last one may still do.
            return held.token

    async def _new_token(self) -> str:
        token = await self.c8y.tokens.generate(**self.token_claims())
        self._lease = lease(self, token)
        return token

    async def _unsubscribe_with(self, token: str) -> None:
        try:
            await self.c8y.tokens.unsubscribe(token)
        except C8yError as error:
            if not is_gone_already(self, error):
                raise
            logger.info("%r was unsubscribed by another one who shares it", self)
