"""One subscription to real-time notifications."""

from __future__ import annotations

import queue
import threading
from collections.abc import Generator, Iterator
from contextlib import closing
from types import TracebackType
from typing import TYPE_CHECKING, Final, Self

from c8y_client._push.channels import is_for
from c8y_client._push.realtime_message import RealtimeMessage

if TYPE_CHECKING:
    from c8y_client._push.threads.realtime import Realtime

_LIMIT: Final = 10_000
"""Messages that may wait for a loop. Who is further behind will not catch up."""


class Feed:
    """The messages of some channels: `for message in feed`.

    The platform is asked for them when the loop begins, or at the beginning of a `with` block around it; from
    then on nothing is missed as long as the session lasts. Leaving the loop, or the block if there is one, ends it.
    """

    def __init__(self, realtime: Realtime, channels: frozenset[str]) -> None:
        self.channels = channels
        self._realtime = realtime
        self._queue: queue.Queue[RealtimeMessage | None] = queue.Queue()
        self._is_settled = threading.Event()
        self._error: Exception | None = None
        self._is_open = False

    def __repr__(self) -> str:
        return f"<Feed of {', '.join(sorted(self.channels))}>"

    def __enter__(self) -> Self:
        self._queue = queue.Queue()
        self._error = None
        self._is_settled.clear()
        self._is_open = True
        try:
            self._realtime.add(self)
            self._is_settled.wait()
            self._raise_error()
        except BaseException:
            self._leave()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._leave()

    def __iter__(self) -> Iterator[RealtimeMessage]:
        return self._messages() if self._is_open else self._messages_within()

    def covers(self, channel: str) -> bool:
        """Tell whether messages of a channel are for it."""
        return any(is_for(pattern, channel) for pattern in self.channels)

    def put(self, message: RealtimeMessage) -> None:
        """Take a message."""
        if self._queue.qsize() >= _LIMIT:
            self.end(BufferError(f"{self!r} is read too slowly: {_LIMIT} messages wait"))
            return
        self._queue.put_nowait(message)

    def confirm(self, confirmed: set[str]) -> None:
        """Learn which channels the platform has subscribed to."""
        if self.channels <= confirmed:
            self._is_settled.set()

    def end(self, error: Exception | None) -> None:
        """Let it end, after what it holds already, with an error or without."""
        if self._is_open and self._error is None:
            self._error = error
            self._queue.put_nowait(None)
            self._is_settled.set()

    def _raise_error(self) -> None:
        if self._error is not None:
            raise self._error

    def _leave(self) -> None:
        if self._is_open:
            self._is_open = False
            self._realtime.remove(self)

    def _messages(self) -> Generator[RealtimeMessage, None, None]:
        while (message := self._queue.get()) is not None:
            yield message
        self._raise_error()

    def _messages_within(self) -> Generator[RealtimeMessage, None, None]:
        with self, closing(self._messages()) as messages:
            yield from messages
