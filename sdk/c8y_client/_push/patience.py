"""How the clients of pushed data bear with failures."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from typing import Any, Final

from c8y_client._errors import C8yError, ConflictError
from c8y_client._push.backoff import BackOff
from c8y_client._push.verdicts import asked_pause, is_final, is_refusal

logger: Final = logging.getLogger("c8y_client")

OnError = Callable[[Exception], Any]
"""Is told of each failure. In asynchronous code it may be asynchronous."""


class Patience:
    """How long to wait and how often to try. All durations are in seconds.

    `connect_timeout` is how long a connection may take to come about. `retry_interval` is the first pause between two
    attempts; further ones grow by `retry_rate` up to `retry_max_delay`. `give_up_after` refusals in a row (401, 403,
    404 and the like) end it all; `None` means to try on for ever. Servers that fail or cannot be reached are waited for
    without a limit. `on_error` is told of each failure; the log is, without it.
    """

    connect_timeout: float | None = 10.0
    retry_interval: float = 0.1
    retry_rate: float = 1.5
    retry_max_delay: float = 30.0
    give_up_after: int | None = 5
    on_error: OnError | None = None


class Course:
    """What a client of pushed data has been through since it was started, and what follows from that."""

    def __init__(self, patience: Patience) -> None:
        self.was_connected = False
        self.is_elsewhere = False
        self._patience = patience
        self._refusals = 0
        self._since: float | None = None
        self._back_off = BackOff(patience.retry_interval, patience.retry_rate, patience.retry_max_delay)

    def connected(self) -> None:
        """Note that a connection came about."""
        self.was_connected = True
        self.is_elsewhere = False
        self._refusals = 0
        self._since = time.monotonic()

    def proved(self) -> None:
        """Note that a connection is of use: something came over it. Otherwise it has to last for that.

        A server may accept one and drop it at once.
        """
        self._back_off.reset()

    def pause_after(self, error: Exception) -> float:
        """Tell how many seconds to wait after a failure, or raise it if it is the last."""
        self.is_elsewhere = isinstance(error, ConflictError)
        self._refusals += is_refusal(error)
        since, self._since = self._since, None
        if since is not None and time.monotonic() - since >= self._patience.retry_max_delay:
            self._back_off.reset()
        if is_final(error) or self._refusals == self._patience.give_up_after:
            raise error
        return self._back_off.next_pause(asked_pause(error))

    @property
    def has_left_something(self) -> bool:
        """Tell whether the platform keeps messages for this listener, and not for somebody who took its place."""
        return self.was_connected and not self.is_elsewhere


def trace_of(error: Exception) -> Exception | None:
    """Tell what a log is to show beside the text of an error: where it was raised, unless the platform did it."""
    return None if isinstance(error, C8yError) else error
