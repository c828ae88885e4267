"""Real-time notifications for synchronous code."""

from __future__ import annotations

import threading
from collections.abc import Callable
from types import TracebackType
from typing import TYPE_CHECKING, Self

from c8y_client._errors import C8yError
from c8y_client._push.channels import checked
from c8y_client._push.patience import OnError, Patience
from c8y_client._push.realtime_message import RealtimeMessage
from c8y_client._push.threads.feed import Feed
from c8y_client._push.threads.realtime_run import RealtimeRun
from c8y_client._push.threads.reporting import report
from c8y_client._push.way import Choice, Way

if TYPE_CHECKING:
    from c8y_client.sync.client import CumulocityClient

Callback = Callable[[RealtimeMessage], None]
"""Handles a message. What it raises is reported."""


class Realtime(Patience):
    """Real-time notifications of a tenant: what happens, told to whoever listens at that moment.

    ```python
    with c8y.realtime() as realtime:
        for message in realtime.subscribe("/measurements/*"):
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
        self._thread: threading.Thread | None = None
        self._callbacks: set[threading.Thread] = set()
        self._lock = threading.Lock()

    def __repr__(self) -> str:
        return f"<Realtime of {self.c8y.base_url}>"

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def subscribe(self, *channels: str) -> Feed:
        """Subscribe to channels: loop over what this returns, with `for`."""
        return Feed(self, checked(channels))

    def listen(self, callback: Callback, *channels: str) -> None:
        """Handle the messages of channels until `close`. Raises what makes going on useless."""
        with self.subscribe(*channels) as feed:
            self._handle_all(feed, callback)

    def start(self, callback: Callback, *channels: str) -> threading.Thread:
        """Subscribe to channels and handle their messages in the background; return the thread that does."""
        feed = self.subscribe(*channels)
        feed.__enter__()
        thread = threading.Thread(target=self._handle_quietly, args=(feed, callback), name=repr(feed), daemon=True)
        self._callbacks.add(thread)
        thread.start()
        return thread

    def close(self) -> None:
        """End all subscriptions and the session. A callback may do so, too, but that does not wait for the end."""
        if self._run is None or self._thread is None:
            return
        self._run.stop.set()
        threads = {*self._callbacks, self._thread}
        if threading.current_thread() not in threads:
            for thread in threads:
                thread.join()

    def add(self, feed: Feed) -> None:
        """Ask the platform for the channels of a feed, which is told when it has them."""
        with self._lock:
            self.feeds.append(feed)
            run = self._run
            if run is None or run.has_ended:
                run = self._run = RealtimeRun(self)
                self._thread = threading.Thread(target=run.serve, name=repr(self), daemon=True)
                self._thread.start()
        feed.confirm(run.session.confirmed)
        run.send(run.session.subscribe(feed.channels))

    def remove(self, feed: Feed) -> None:
        """Ask the platform no longer for channels that nobody else wants."""
        with self._lock:
            self.feeds.remove(feed)
            unwanted = feed.channels.difference(*(other.channels for other in self.feeds))
        if self._run is not None:
            self._run.send(self._run.session.unsubscribe(unwanted))

    def _handle_quietly(self, feed: Feed, callback: Callback) -> None:
        try:
            self._handle_all(feed, callback)
        except C8yError:
            # What ended the session was told already.
            pass
        except Exception as error:  # noqa: BLE001 - nobody else would learn of it
            report(self, error)
        finally:
            feed.__exit__(None, None, None)
            self._callbacks.discard(threading.current_thread())

    def _handle_all(self, feed: Feed, callback: Callback) -> None:
        for message in feed:
            try:
                callback(message)
            except Exception as error:  # noqa: BLE001 - whatever it is, the next message is to be handled
                error.add_note(f"while {message!r} was handled")
                report(self, error)
