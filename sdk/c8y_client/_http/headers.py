"""The headers that mean something to the platform, in both directions."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import UTC
from email.utils import parsedate_to_datetime
from enum import StrEnum
from typing import Final, Protocol, runtime_checkable

from c8y_client._version import __version__

APPLICATION_KEY = "X-Cumulocity-Application-Key"
PROCESSING_MODE = "X-Cumulocity-Processing-Mode"

_SENDABLE: Final = re.compile(r"[\t\x20-\x7e]*")


@runtime_checkable
class _HttpxHeaders(Protocol):
    def get_list(self, key: str) -> list[str]: ...


@runtime_checkable
class _AiohttpHeaders(Protocol):
    def getall(self, key: str, default: list[str]) -> list[str]: ...


class ProcessingMode(StrEnum):
    """What the platform does with data beyond answering."""

    PERSISTENT = "PERSISTENT"
    """Store it and notify; the platform's default."""
    TRANSIENT = "TRANSIENT"
    """Notify only."""
    QUIESCENT = "QUIESCENT"
    """Store it without notifying."""
    CEP = "CEP"
    """Hand it to stream processing only, without storing or notifying."""


def standard_headers(application_key: str | None, processing_mode: str | None) -> dict[str, str]:
    """Put together what goes with every request; an unknown processing mode is a `ValueError`."""
    headers = {"Accept": "application/json", "User-Agent": f"c8y-client/{__version__}"}
    if application_key:
        headers[APPLICATION_KEY] = sendable(application_key, APPLICATION_KEY)
    if processing_mode:
        headers[PROCESSING_MODE] = known_mode(processing_mode)
    return headers


def known_mode(mode: str) -> str:
    """Write a processing mode as the platform does; an unknown one is a `ValueError`."""
    try:
        return ProcessingMode(mode.upper()).value
    except ValueError as error:
        known = ", ".join(ProcessingMode)
        raise ValueError(f"there is no processing mode {mode!r}; the platform knows {known}") from error


def canonical(headers: Mapping[str, str]) -> dict[str, str]:
    """Spell the names of headers alike, so that the same name in another case is the same key."""
    return {name.title(): sendable(value, name) for name, value in headers.items()}


def sendable(value: str, what: str) -> str:
    """Refuse text that no header can carry, without quoting it: it may be a token with a line break at its end."""
    if value and not _SENDABLE.fullmatch(value):
        raise ValueError(f"{what} has a line break or another character that no header can carry")
    return value


def every(headers: Mapping[str, str], name: str) -> list[str]:
    """List the values of a header that may come several times."""
    if isinstance(headers, _HttpxHeaders):
        return headers.get_list(name)
    if isinstance(headers, _AiohttpHeaders):
        return headers.getall(name, [])
    return [headers[name]] if name in headers else []


def retry_after(headers: Mapping[str, str], now: Callable[[], float]) -> float | None:
    """Read how many seconds the server asks to wait, from a number or from a date; `None` when it does not say.

    A date counts from the answer's own `Date`, so that a wrong local clock does no harm; `now` serves answers
    without one.
    """
    text = headers.get("Retry-After", "").strip()
    if text.isascii() and text.isdigit():
        return float(text)

    until = _http_date(text)
    if until is None:
        return None
    sent = _http_date(headers.get("Date", ""))
    return max(0.0, until - (now() if sent is None else sent))


def _http_date(text: str) -> float | None:
    try:
        moment = parsedate_to_datetime(text)
    except ValueError:
        return None
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp()
