"""What can go wrong, as one tree. In brackets: the builtin that also catches it.

C8yError
  TransportError          no complete answer arrived
    ConnectError          [ConnectionError] no connection came about; nothing was sent
    ConnectionLost        [ConnectionError] the connection broke; the server may have acted or not
    TimeoutError          [TimeoutError] a time limit ran out; the server may have acted or not
  ResponseError           the server answered, but not with what was asked for
    UnexpectedRedirect    [ValueError] 3xx
    Unauthorized          401
      MissingTfa          401 that asks for a second-factor code
    Forbidden             403
    NotFound              [KeyError] 404
    Conflict              [ValueError] 409
    TooManyRequests       [ValueError] 429
    InvalidRequest        [ValueError] every other 4xx
      BadRequest          400
      MethodNotAllowed    405
      Unprocessable       422
    ServerError           [ValueError, SyntaxError] 5xx
    DecodingError         [ValueError] success, but the body is not JSON
"""

from __future__ import annotations

import builtins
import re
import time
from functools import partial
from http import HTTPStatus
from typing import TYPE_CHECKING, Final

import orjson

from c8y_client._headers import retry_after
from c8y_client._redaction import redact_url

if TYPE_CHECKING:  # responses raise errors, errors carry responses
    from c8y_client._exchange import Request, Response
    from c8y_client._types import JSON


class C8yError(Exception):
    """The root of everything that this package raises about an exchange with the platform."""

    request: Request

    @property
    def method(self) -> str:
        """The HTTP method of the request."""
        return self.request.method

    @property
    def url(self) -> str:
        """The URL of the request, in which secret parameters are masked."""
        return self.request.url

    # KeyError would show the text in quotes, SyntaxError and OSError have their own ideas.
    def __str__(self) -> str:
        return str(self.args[0])


class TransportError(C8yError):
    """No complete answer arrived. The cause (`__cause__`) is the error of the HTTP library."""

    def __init__(self, text: str, *, request: Request) -> None:
        super().__init__(text)
        self.request = request

    def __reduce__(self) -> tuple[partial[TransportError], tuple[str]]:
        return partial(type(self), request=self.request), (str(self),)


class ConnectError(TransportError, ConnectionError):
    """No connection came about, so the server has seen nothing of the request."""


class ConnectionLost(TransportError, ConnectionError):
    """The connection broke before the answer was complete; whether the server has acted is unknown."""


class TimeoutError(TransportError, builtins.TimeoutError):  # noqa: A001 - deliberately: it is one
    """A time limit ran out before the answer was complete; whether the server has acted is unknown."""


class ResponseError(C8yError):
    """The server answered, but not with what was asked for.

    `response` is the answer and `code` its status. `error` is the platform's identifier such as
    `inventory/Not Found`, `info` its link to more, `details` what a server in debug mode adds; each is `None` when the
    answer has none. `message` says in words what is wrong, in the server's words where it found any. `request_id` is
    the `X-Request-ID` of the answer, which a proxy or service in between may have set.
    """

    def __init__(self, response: Response) -> None:
        body = _platform_error(response.content)
        self.request = response.request
        self.response = response
        self.code = response.status
        self.error = _text(body.get("error"))
        self.info = _text(body.get("info"))
        self.details: JSON = body.get("details")
        # unverified: no source names the platform's own header; this is the one that proxies agree on.
        self.request_id = response.headers.get("X-Request-ID")
        self.message = _text(body.get("message")) or self._explain()
        super().__init__(" ".join([str(self.code), *self._identifier(), f"{self.message} ({self.request})"]))

    def __reduce__(self) -> tuple[type[ResponseError], tuple[Response]]:
        return type(self), (self.response,)

    def _identifier(self) -> list[str]:
        return [f"{self.error}:"] if self.error else []

    def _explain(self) -> str:
        if not self.response.content:
            return f"{_phrase(self.code)}, without a body"
        return f"{_phrase(self.code)}; the body is not the platform's error document: {self._found()}"

    def _found(self) -> str:
        kind = self.response.headers.get("Content-Type", "no content type").partition(";")[0]
        # Only text is shown: it comes from a proxy, while a half-written document could hold a token.
        return f"{kind}, beginning {_beginning(self.response.content)!r}" if kind.startswith("text/") else kind


class UnexpectedRedirect(ResponseError, ValueError):
    """The server points elsewhere (3xx); credentials are not sent there."""

    def _explain(self) -> str:
        target = redact_url(self.response.headers.get("Location", "an unnamed place"))
        return f"redirected to {target}; check scheme and host of the base URL"


class Unauthorized(ResponseError):
    """The credentials are missing, wrong or expired (401)."""


class MissingTfa(Unauthorized):
    """The user has to give a second-factor code as well (401)."""


class Forbidden(ResponseError):
    """The user lacks a permission (403)."""


class NotFound(ResponseError, KeyError):
    """There is no such object (404)."""


class Conflict(ResponseError, ValueError):
    """The object exists already, or others depend on it (409)."""


class TooManyRequests(ResponseError, ValueError):
    """The tenant's request limit is reached (429), and waiting as long as allowed did not help."""

    @property
    def retry_after(self) -> float | None:
        """How many seconds to wait, if the server said so."""
        return retry_after(self.response.headers, time.time)


class InvalidRequest(ResponseError, ValueError):
    """The server does not accept the request (any 4xx without a class of its own)."""


class BadRequest(InvalidRequest):
    """The request cannot be understood (400)."""


class MethodNotAllowed(InvalidRequest):
    """The resource does not know the method (405)."""


class Unprocessable(InvalidRequest):
    """The request is understood, but breaks a rule, such as a missing mandatory property (422)."""


class ServerError(ResponseError, ValueError, SyntaxError):
    """The server failed (5xx)."""

    def __init__(self, response: Response) -> None:
        super().__init__(response)
        # What a traceback shows of a SyntaxError.
        self.msg = str(self)


class DecodingError(ResponseError, ValueError):
    """The request succeeded, but the body of the answer is not JSON."""

    def _explain(self) -> str:
        return f"expected JSON, got {self._found()}"


_BY_STATUS: Final[dict[int, type[ResponseError]]] = {
    400: BadRequest,
    401: Unauthorized,
    403: Forbidden,
    404: NotFound,
    405: MethodNotAllowed,
    409: Conflict,
    422: Unprocessable,
    429: TooManyRequests,
}
_BY_HUNDRED: Final[dict[int, type[ResponseError]]] = {3: UnexpectedRedirect, 4: InvalidRequest, 5: ServerError}

# The texts that published clients look for; the platform has no error code for it.
_ASKS_FOR_CODE = re.compile("TFA|TOTP")


def error_for(response: Response) -> ResponseError:
    """Make the error for an answer that is not a success."""
    kind = _BY_STATUS.get(response.status) or _BY_HUNDRED.get(response.status // 100, ResponseError)
    error = kind(response)
    if kind is Unauthorized and _ASKS_FOR_CODE.search(error.message):
        return MissingTfa(response)
    return error


def _platform_error(content: bytes) -> dict[str, JSON]:
    try:
        document = orjson.loads(content)
    except orjson.JSONDecodeError:
        return {}
    return document if isinstance(document, dict) else {}


def _text(value: JSON) -> str | None:
    return None if value is None else str(value)


def _phrase(status: int) -> str:
    try:
        return HTTPStatus(status).phrase
    except ValueError:
        return "unknown status"


def _beginning(content: bytes) -> str:
    return " ".join(content[:400].decode(errors="replace").split())[:100]
