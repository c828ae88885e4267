"""Real-time notifications for asynchronous code."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from types import TracebackType
from typing import TYPE_CHECKING, Self

from c8y_client._errors import C8yError
from c8y_client._push.channels import checked
from c8y_client._push.patience import OnError, Patience
from c8y_client._push.realtime_message import RealtimeMessage
from c8y_client._push.tasks.feed import Feed
from c8y_client._push.tasks.realtime_run import RealtimeRun
from c8y_client._push.tasks.reporting import report
from c8y_client._push.way import Choice, Way

if TYPE_CHECKING:
    from c8y_client._async.client import CumulocityClient

Callback = Callable[[RealtimeMessage], Awaitable[None] | None]
"""Handles a message. What it raises is reported."""


class Realtime(Patience):
    """Real-time notifications of a tenant: what happens, told to whoever listens at that moment.

    ```python
    async with c8y.realtime() as realtime:
        async for message in realtime.subscribe("/measurements/*"):
            print(message.source_id, message.json)
    ```

    Channels are `/measurements/`, `/events/`, `/alarms/`, `/operations/` or `/managedobjects/` and the ID of an object,
    or `*` for all. One session serves all subscriptions. It comes back after failures, which are told to `on_error`, or
    to the log without it; what happens while the platform does not know the session is lost. Use Notification 2.0 where
    nothing may be lost.

    `way` is `websocket`, `long-polling`, or `auto`: a websocket, unless something in between does not let it pass.
    `resource` is another address of the same protocol, such as `/notification/operations` for agents.
    See `Patience` for further settings.
    """

    def __init__(
        self,
        c8y: CumulocityClient,
        *,
        way: Way = "auto",
        resource: str = "/notification/realtime",
        on_error: OnError | None = None,
        ping_interval: float = 60.0,
        ping_timeout: float = 30.0,
    ) -> None:
        self.c8y = c8y
        self.resource = resource
        self.on_error = on_error
        self.ping_interval = ping_interval
        self.ping_timeout = ping_timeout
        self.choice: Choice = Choice(way)
        self.feeds: list[Feed] = []
        self._run: RealtimeRun | None = None
        self._task: asyncio.Task[None] | None = None
        self._callbacks: set[asyncio.Task[None]] = set()

    def __repr__(self) -> str:
        return f"<Realtime of {self.c8y.base_url}>"

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.close()

    def subscribe(self, *channels: str) -> Feed:
        """Subscribe to channels: loop over what this returns, with `async for`."""
        return Feed(self, checked(channels))

    async def listen(self, callback: Callback, *channels: str) -> None:
        """Handle the messages of channels until `close`. Raises what makes going on useless."""
        async with self.subscribe(*channels) as feed:
            await self._handle_all(feed, callback)

    async def start(self, callback: Callback, *channels: str) -> asyncio.Task[None]:
        """Subscribe to channels and handle their messages in the background; return the task that does."""
        feed = self.subscribe(*channels)
        await feed.__aenter__()
        task = asyncio.create_task(self._handle_quietly(feed, callback), name=repr(feed))
        self._callbacks.add(task)
        task.add_done_callback(self._callbacks.discard)
        return task

    async def close(self) -> None:
        """End all subscriptions and the session. A callback may do so, too, but that does not wait for the end."""
        if self._run is None or self._task is None:
            return
        self._run.stop.set()
        tasks = {*self._callbacks, self._task}
        if asyncio.current_task() not in tasks:
            await asyncio.gather(*tasks, return_exceptions=True)

    async def add(self, feed: Feed) -> None:
        """Ask the platform for the channels of a feed, which is told when it has them."""
        self.feeds.append(feed)
        if self._run is None or self._task is None or self._task.done():
            self._run = RealtimeRun(self)
            self._task = asyncio.create_task(self._run.serve(), name=repr(self))
        feed.confirm(self._run.session.confirmed)
        await self._run.send(self._run.session.subscribe(feed.channels))

    async def remove(self, feed: Feed) -> None:
        """Ask the platform no longer for channels that nobody else wants."""
        self.feeds.remove(feed)
        unwanted = feed.channels.difference(*(other.channels for other in self.feeds))
        if self._run is not None:
            await self._run.send(self._run.session.unsubscribe(unwanted))

    async def _handle_quietly(self, feed: Feed, callback: Callback) -> None:
        try:
            await self._handle_all(feed, callback)
        except C8yError:
            # What ended the session was told already.
            pass
        except Exception as error:  # noqa: BLE001 - nobody else would learn of it
            await report(self, error)
        finally:
            await feed.__aexit__(None, None, None)

    async def _handle_all(self, feed: Feed, callback: Callback) -> None:
        async for message in feed:
            try:
                outcome = callback(message)
                if outcome is not None:
                    await outcome
            except Exception as error:  # noqa: BLE001 - whatever it is, the next message is to be handled
                error.add_note(f"while {message!r} was handled")
                await report(self, error)
