"""What can go wrong in an exchange with the platform, as one tree. In brackets: the builtin that also catches it.

C8yError
  TransportError            no complete answer arrived
    ConnectionFailed        [ConnectionError] no connection came about, or it broke:
      ConnectionLost        [ConnectionError] it broke; the server may have acted or not
    RequestTimeout          [TimeoutError] a time limit ran out; the server may have acted or not
  HttpError                 the server answered, but not with what was asked for
    UnexpectedRedirect      [ValueError] 3xx
    UnauthorizedError       401
      MissingTfaError       401 that asks for a second-factor code
    AccessDeniedError       403
    NotFoundError           [KeyError] 404
    ConflictError           [ValueError] 409
    TooManyRequestsError    [ValueError] 429
    InvalidRequestError     [ValueError] every other 4xx
    ServerError             [ValueError, SyntaxError] 5xx
    DecodingError           [ValueError] success, but the body is not JSON
  BatchError                [ExceptionGroup] some items of a bulk function failed; see `_batch.py`
"""

from __future__ import annotations

import copyreg
import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypedDict, Unpack

from c8y_client._http.headers import retry_after
from c8y_client._http.redaction import redact_url

if TYPE_CHECKING:  # responses raise errors, errors carry responses
    from c8y_client._http.exchange import Response
    from c8y_client._types import JSON


class Refusal(TypedDict, total=False):
    """What an `HttpError` knows beyond its message: the platform's error document and the answer it came in."""

    error: str | None
    info: str | None
    details: JSON
    request_id: str | None
    response: Response | None


class C8yError(Exception):
    """The root of everything that this package raises about an exchange with the platform."""

    # KeyError would show the text in quotes, SyntaxError and OSError have their own ideas.
    def __str__(self) -> str:
        return str(self.args[0])

    def __reduce__(self) -> tuple[Callable[..., Any], tuple[type, str], dict[str, Any]]:
        return copyreg.__newobj__, (type(self), str(self)), {**vars(self), "args": self.args}  # type: ignore[attr-defined]


class TransportError(C8yError):
    """No complete answer arrived. The cause (`__cause__`) is the error of the HTTP library.

    `method` and `url` tell the request, in which secret parameters are masked.
    """

    def __init__(self, method: str, url: str, message: str) -> None:
        self.method = method
        self.url: str = redact_url(url)
        self.message = message
        super().__init__(f"{self.method} {self.url}: {message}")


class ConnectionFailed(TransportError, ConnectionError):
    """No connection came about, so the server has seen nothing of the request; or it broke, see `ConnectionLost`."""


class ConnectionLost(ConnectionFailed):
    """The connection broke before the answer was complete; whether the server has acted is unknown."""


class RequestTimeout(TransportError, TimeoutError):
    """A time limit ran out before the answer was complete; whether the server has acted is unknown."""


class HttpError(C8yError):
    """The server answered, but not with what was asked for.

    `method` and `url` tell the request, in which secret parameters are masked; `code` is the status. `message` says in
    words what is wrong, in the server's words where it found any. `error` is the platform's identifier such as
    `inventory/Not Found`, `info` its link to more, `details` what a server in debug mode adds, `request_id` the
    `X-Request-ID` that a proxy or service in between may have set; each is `None` when the answer has none. `response`
    is the answer itself, with `status`, `headers` and `content`.
    """

    def __init__(self, method: str, url: str, code: int, message: str, **refusal: Unpack[Refusal]) -> None:
        self.method = method
        self.url: str = redact_url(url)
        self.code = code
        self.message = message
        self.error: str | None = refusal.get("error")
        self.info: str | None = refusal.get("info")
        self.details: JSON = refusal.get("details")
        self.request_id: str | None = refusal.get("request_id")
        self.response: Response | None = refusal.get("response")
        identifier = f"{self.error}: " if self.error else ""
        super().__init__(f"{code} {identifier}{message} ({method} {self.url})")


class UnexpectedRedirect(HttpError, ValueError):
    """The server points elsewhere (3xx); credentials are not sent there."""


class UnauthorizedError(HttpError):
    """The credentials are missing, wrong or expired (401)."""

    def __init__(self, method: str, url: str, message: str = "Unauthorized.", **refusal: Unpack[Refusal]) -> None:
        super().__init__(method, url, 401, message, **refusal)


class MissingTfaError(UnauthorizedError):
    """The user has to give a second-factor code as well (401)."""

    def __init__(self, method: str, url: str, message: str = "Missing TFA Token.", **refusal: Unpack[Refusal]) -> None:
        super().__init__(method, url, message, **refusal)


class AccessDeniedError(HttpError):
    """The user lacks a permission (403)."""

    def __init__(self, method: str, url: str, message: str = "Access denied.", **refusal: Unpack[Refusal]) -> None:
        super().__init__(method, url, 403, message, **refusal)


class NotFoundError(HttpError, KeyError):
    """There is no such object (404)."""

    def __init__(self, method: str, url: str, message: str = "Not found.", **refusal: Unpack[Refusal]) -> None:
        super().__init__(method, url, 404, message, **refusal)


class ConflictError(HttpError, ValueError):
    """The object exists already, or others depend on it (409)."""

    def __init__(self, method: str, url: str, message: str = "Conflict.", **refusal: Unpack[Refusal]) -> None:
        super().__init__(method, url, 409, message, **refusal)


class TooManyRequestsError(HttpError, ValueError):
    """The tenant's request limit is reached (429), and waiting as long as allowed did not help."""

    def __init__(self, method: str, url: str, message: str = "Too many requests.", **refusal: Unpack[Refusal]) -> None:
        super().__init__(method, url, 429, message, **refusal)

    @property
    def retry_after(self) -> float | None:
        """How many seconds to wait, if the server said so."""
        return None if self.response is None else retry_after(self.response.headers, time.time)


class InvalidRequestError(HttpError, ValueError):
    """The server does not accept the request (any 4xx without a class of its own; `code` tells which)."""


class ServerError(HttpError, ValueError, SyntaxError):
    """The server failed (5xx)."""

    # What a traceback shows of a SyntaxError. A plain attribute, unlike that of SyntaxError, is also copied.
    msg: str = ""

    def __init__(self, method: str, url: str, code: int, message: str, **refusal: Unpack[Refusal]) -> None:
        super().__init__(method, url, code, message, **refusal)
        self.msg = str(self)


class DecodingError(HttpError, ValueError):
    """The request succeeded, but the body of the answer is not JSON."""


# Tracebacks name the place that is promised, not the module behind it.
for _kind in [kind for kind in vars().values() if isinstance(kind, type) and issubclass(kind, C8yError)]:
    _kind.__module__ = "c8y_client"
