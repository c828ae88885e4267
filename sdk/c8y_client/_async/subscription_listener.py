"""Tells a service which tenants subscribe to it and unsubscribe."""

from __future__ import annotations

import logging
import time
from collections.abc import Awaitable, Callable
from types import TracebackType
from typing import TYPE_CHECKING, Any, Final, Literal, Self, TypeAlias

from c8y_client._errors import C8yError
from c8y_client._running.background import AsyncBackground, AsyncBell
from c8y_client._running.concurrency import async_lock

if TYPE_CHECKING:
    from c8y_client._async.microservices import MultiTenantCumulocityApp

Told: TypeAlias = Callable[[Any], Awaitable[None]]
"""What is told of a tenant's id, or of the ids of all subscribers."""

When: TypeAlias = Literal["any", "always", "added", "removed"]

_logger: Final = logging.getLogger("c8y_client")


class SubscriptionListener:
    """Asks every `polling_interval` seconds who has subscribed, and calls back when that has changed.

    `callback` and those of `on_change` are told all subscribers, those of `on_add` and `on_remove` one tenant. After a
    tenant was added it takes `startup_delay` seconds until anyone is told, since the platform needs a while to make the
    service's user there. Callbacks run beside each other, or with `sequential` one after the other; what they raise is
    logged. A question that fails is logged and asked again after the interval.
    """

    def __init__(
        self,
        app: MultiTenantCumulocityApp,
        callback: Told | None = None,
        sequential: bool = False,
        polling_interval: float = 3600,
        startup_delay: float = 60,
    ) -> None:
        self.app = app
        self.polling_interval = polling_interval
        self.startup_delay = startup_delay
        self.callbacks: list[Told] = [callback] if callback else []
        self.callbacks_on_add: list[Told] = []
        self.callbacks_on_remove: list[Told] = []
        self._turn = async_lock() if sequential else None
        self._stopping = AsyncBell()
        self._listening = AsyncBackground()
        self._calls = AsyncBackground()

    async def __aenter__(self) -> Self:
        self.start()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()
        await self._listening.join()

    def add_callback(self, callback: Told, when: When = "any") -> Self:
        """Add a callback for changes (`"any"` or `"always"`), for tenants that are `"added"` or `"removed"`."""
        lists = {
            "any": self.callbacks,
            "always": self.callbacks,
            "added": self.callbacks_on_add,
            "removed": self.callbacks_on_remove,
        }
        if when not in lists:
            raise ValueError(f"there is no occasion {when!r}; there are {', '.join(lists)}")
        lists[when].append(callback)
        return self

    def on_add(self, callback: Told) -> Self:
        """Add a callback that is told each tenant that subscribes."""
        return self.add_callback(callback, "added")

    def on_remove(self, callback: Told) -> Self:
        """Add a callback that is told each tenant that unsubscribes."""
        return self.add_callback(callback, "removed")

    def on_change(self, callback: Told) -> Self:
        """Add a callback that is told all subscribers whenever there are others than before."""
        return self.add_callback(callback)

    def start(self) -> Any:
        """Listen in the background, unless that is so already; gives what does so."""
        running = self._listening.running()
        if running:
            return running[0]
        self._stopping.reset()
        return self._listening.start(self._listen)

    def stop(self) -> None:
        """Stop listening soon; this does not wait."""
        self._stopping.ring()

    def get_callbacks(self) -> list[Any]:
        """Tell which callbacks are running."""
        return self._calls.running()

    async def listen(self) -> None:
        """Listen until `stop` is called; waits for the callbacks that are running then."""
        self._stopping.reset()
        await self._listen()

    async def _listen(self) -> None:
        known: set[str] = set()
        try:
            while True:
                known = await self._looked(known)
                if await self._stopping.wait(self.polling_interval):
                    return
        finally:
            await self._calls.join()

    async def _looked(self, known: set[str]) -> set[str]:
        """Ask who has subscribed and tell what has changed; gives whom the callbacks know of now."""
        since = time.monotonic()
        try:
            subscribers = set(await self.app.get_subscribers())
        except C8yError:
            _logger.exception("could not ask who has subscribed; this is tried again")
            return known
        added, removed = subscribers - known, known - subscribers
        for tenant_id in sorted(removed):
            self._tell(self.callbacks_on_remove, tenant_id)
        if added and await self._stopping.wait(self.startup_delay - (time.monotonic() - since)):
            return known - removed
        for tenant_id in sorted(added):
            self._tell(self.callbacks_on_add, tenant_id)
        if added or removed:
            self._tell(self.callbacks, subscribers)
        return subscribers

    def _tell(self, callbacks: list[Told], what: str | set[str]) -> None:
        for callback in callbacks:
            self._calls.start(self._called, callback, what)

    async def _called(self, callback: Told, what: str | set[str]) -> None:
        try:
            if self._turn is None:
                await callback(what)
            else:
                async with self._turn:
                    await callback(what)
        except Exception:
            _logger.exception("a callback of a subscription listener failed")
