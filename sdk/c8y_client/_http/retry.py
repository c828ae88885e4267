"""When a request is sent once more, and how long to wait before."""

from __future__ import annotations

import random
import ssl
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from c8y_client._errors import ConnectionFailed, TransportError
from c8y_client._http.headers import retry_after
from c8y_client._running.back_off import backed_off

# Sending these twice has the effect of sending them once; RFC 9110, section 9.2.2.
_IDEMPOTENT = frozenset({"DELETE", "GET", "HEAD", "OPTIONS", "PUT", "TRACE"})
_REFUSED_UNSEEN = frozenset({429})
_PASSING = frozenset({502, 503, 504})


@dataclass(frozen=True, slots=True, kw_only=True)
class RetryPolicy:
    """How patient a client is with a server that is busy or cannot be reached.

    A request is sent at most `attempts` times. Pauses begin with `first_pause` seconds and double up to
    `longest_pause`, each shortened at random by up to a half so that clients do not return all at once. What the
    server asks for in `Retry-After` is waited for exactly, unless it is longer than `longest_pause`: then the error is
    raised at once.

    Idempotent methods are repeated after connection errors and after 502, 503 and 504; every method after 429, which
    says that the request was not looked at. A time limit is the caller's word and ends the request.
    """

    attempts: int = 4
    first_pause: float = 0.5
    longest_pause: float = 30.0
    jitter: Callable[[], float] = random.random
    now: Callable[[], float] = time.time

    def pause_after_error(self, method: str, attempt: int, error: TransportError) -> float | None:
        """Tell how many seconds to wait after an attempt that got no answer; `None` ends the request."""
        if attempt >= self.attempts or method not in _IDEMPOTENT or not _may_pass(error):
            return None
        return self._back_off(attempt)

    def pause_after_answer(self, method: str, attempt: int, status: int, headers: Mapping[str, str]) -> float | None:
        """Tell how many seconds to wait after an answer; `None` accepts it."""
        if attempt >= self.attempts or not _is_worth_repeating(method, status):
            return None
        asked = retry_after(headers, self.now)
        if asked is None:
            return self._back_off(attempt)
        return asked if asked <= self.longest_pause else None

    def _back_off(self, attempt: int) -> float:
        first, longest = self.first_pause, self.longest_pause
        return backed_off(attempt - 1, first=first, rate=2.0, longest=longest, jitter=self.jitter)


ONCE = RetryPolicy(attempts=1)


def _is_worth_repeating(method: str, status: int) -> bool:
    return status in _REFUSED_UNSEEN or (status in _PASSING and method in _IDEMPOTENT)


def _may_pass(error: TransportError) -> bool:
    return isinstance(error, ConnectionFailed) and not is_distrust(error)


def is_distrust(error: BaseException | None) -> bool:
    """Tell whether the server's certificate was refused, which no repetition will change."""
    while error is not None and not isinstance(error, ssl.SSLCertVerificationError):
        error = error.__cause__ or error.__context__
    return error is not None
