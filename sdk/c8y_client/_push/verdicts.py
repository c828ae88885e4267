"""Which failures a client of pushed data lives with, and which end it."""

from __future__ import annotations

import time
from typing import Final

from c8y_client._errors import C8yError, HttpError
from c8y_client._http.headers import retry_after
from c8y_client._http.retry import is_distrust

_PASSING: Final = frozenset({408, 409, 425, 429})
_SERVER_FAILED: Final = 500


class Stopped(Exception):
    """Somebody wants an end: what was waited for is not to come."""


def is_refusal(error: Exception) -> bool:
    """Tell whether a server means it: the credentials, the permission or the address are wrong (3xx, most of 4xx)."""
    return isinstance(error, HttpError) and error.code < _SERVER_FAILED and error.code not in _PASSING


def is_final(error: Exception) -> bool:
    """Tell whether trying again is of no use: a mistake in the program, or a server that is not to be trusted."""
    return not isinstance(error, C8yError) or is_distrust(error)


def asked_pause(error: Exception) -> float | None:
    """Tell how many seconds the server asks to wait, if it does."""
    if not isinstance(error, HttpError) or error.response is None:
        return None
    return retry_after(error.response.headers, time.time)
