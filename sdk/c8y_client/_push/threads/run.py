"""One run of a listener: connection after connection, from its start until its end."""

from __future__ import annotations

import threading
from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from c8y_client._push.patience import Course, logger
from c8y_client._push.threads.lanes import Lanes
from c8y_client._push.threads.message import Message
from c8y_client._push.threads.reporting import report
from c8y_client._push.threads.stop import Stop
from c8y_client._push.verdicts import Stopped

if TYPE_CHECKING:
    from c8y_client._push.sockets import Socket
    from c8y_client._push.threads.listener import Listener


class Run:
    """What goes on between `start` and the end. `error` is what ended it, if it was not `stop`."""

    def __init__(self, listener: Listener) -> None:
        self.listener = listener
        self.stop = Stop()
        self.lanes = Lanes(listener.concurrency, self.stop)
        self.course = Course(listener)
        self.socket: Socket | None = None
        self.thread: threading.Thread | None = None
        self.loop: Callable[[], Generator[Message, None, None] | None] = lambda: None
        self.error: Exception | None = None
        self.has_begun = False
        self.has_ended = threading.Event()
        # Set while there is a connection, and at the end for good.
        self.is_settled = threading.Event()

    def messages(self) -> Generator[Message, None, None]:
        """Yield what comes until somebody stops the run, or raise what makes going on useless."""
        with suppress(Stopped):
            while True:
                try:
                    with self._connection() as socket:
                        while True:
                            yield self._next(socket)
                except Stopped:
                    raise
                except Exception as error:  # noqa: BLE001 - it is looked at, and raised if it is none of ours
                    self._recover(error)

    def report(self, error: Exception) -> None:
        """Tell of a failure."""
        report(self.listener, error)

    def end(self, error: Exception | None) -> None:
        """Note that it is over, and let go those who wait."""
        self.lanes.close()
        self.error = error
        self.has_ended.set()
        self.is_settled.set()

    def join(self, timeout: float | None = None) -> bool:
        """Wait until it is over, with its thread, and tell whether it is."""
        if not self.has_ended.wait(timeout):
            return False
        if self.thread is not None and self.thread is not threading.current_thread():
            self.thread.join()
        return True

    def leave_loop(self) -> None:
        """End the `for` that was left, without waiting for the garbage collector."""
        iterator = self.loop()
        if iterator is not None:
            # One that another thread waits for ends by itself, since it is stopped.
            with suppress(ValueError):
                iterator.close()

    @contextmanager
    def _connection(self) -> Iterator[Socket]:
        self.stop.check()
        socket = self.listener.connect()
        with self.stop.closing(socket):
            self.course.connected()
            self.socket = socket
            self.is_settled.set()
            logger.info("%r is connected", self.listener)
            try:
                yield socket
            finally:
                self.is_settled.clear()
                self.socket = None
                # They may still acknowledge.
                self.lanes.drain()

    def _next(self, socket: Socket) -> Message:
        while True:
            text = socket.receive()
            self.course.proved()
            # What is left of a broken connection comes again over the next one, unless nothing is kept.
            if socket.is_open or self.listener.non_persistent:
                try:
                    return Message(self.listener, text, socket)
                except ValueError as error:
                    self.report(error)

    def _recover(self, error: Exception) -> None:
        self.stop.check()
        pause = self.course.pause_after(error)
        self.report(error)
        self.stop.sleep(pause)
