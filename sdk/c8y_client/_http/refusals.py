"""Makes errors of answers: finds the platform's words in them, and its own where there are none."""

from __future__ import annotations

import re
from collections.abc import Callable
from http import HTTPStatus
from typing import TYPE_CHECKING, Final

import orjson

from c8y_client import _errors
from c8y_client._errors import HttpError, Refusal
from c8y_client._http.redaction import redact_url

if TYPE_CHECKING:  # responses raise errors, errors carry responses
    from c8y_client._http.exchange import Response
    from c8y_client._types import JSON

# Their constructors know the status themselves.
_BY_STATUS: Final[dict[int, Callable[..., HttpError]]] = {
    401: _errors.UnauthorizedError,
    403: _errors.AccessDeniedError,
    404: _errors.NotFoundError,
    409: _errors.ConflictError,
    429: _errors.TooManyRequestsError,
}
_BY_HUNDRED: Final[dict[int, type[HttpError]]] = {
    3: _errors.UnexpectedRedirect,
    4: _errors.InvalidRequestError,
    5: _errors.ServerError,
}

# The texts that published clients look for; the platform has no error code for it.
_ASKS_FOR_CODE = re.compile("TFA|TOTP")


def error_for(response: Response) -> HttpError:
    """Make the error for an answer that is not a success."""
    document = _platform_error(response.content)
    message = _text(document.get("message")) or _explained(response)
    extras = _refusal(response, document)
    if response.status == HTTPStatus.UNAUTHORIZED and _ASKS_FOR_CODE.search(message):
        return _errors.MissingTfaError(response.request.method, response.request.url, message, **extras)
    if kind := _BY_STATUS.get(response.status):
        return kind(response.request.method, response.request.url, message, **extras)
    general = _BY_HUNDRED.get(response.status // 100, HttpError)
    return general(response.request.method, response.request.url, response.status, message, **extras)


def decoding_error(response: Response, expected: str = "JSON") -> _errors.DecodingError:
    """Make the error for a success whose body is not JSON, or not what was expected of it."""
    message = f"expected {expected}, got {_found(response)}"
    extras = _refusal(response, {})
    return _errors.DecodingError(response.request.method, response.request.url, response.status, message, **extras)


def _refusal(response: Response, document: dict[str, JSON]) -> Refusal:
    return {
        "error": _text(document.get("error")),
        "info": _text(document.get("info")),
        "details": document.get("details"),
        # unverified: no source names the platform's own header; this is the one that proxies agree on.
        "request_id": response.headers.get("X-Request-ID"),
        "response": response,
    }


def _platform_error(content: bytes) -> dict[str, JSON]:
    try:
        document = orjson.loads(content)
    except orjson.JSONDecodeError:
        return {}
    return document if isinstance(document, dict) else {}


def _explained(response: Response) -> str:
    if "Location" in response.headers and response.status // 100 == 3:  # noqa: PLR2004 - redirects
        return f"redirected to {redact_url(response.headers['Location'])}; check scheme and host of the base URL"
    if not response.content:
        return f"{_phrase(response.status)}, without a body"
    return f"{_phrase(response.status)}; the body is not the platform's error document: {_found(response)}"


def _found(response: Response) -> str:
    if not response.content:
        return "no body"
    kind = response.headers.get("Content-Type", "no content type").partition(";")[0]
    # Only text is shown: it comes from a proxy, while a half-written document could hold a token.
    return f"{kind}, beginning {_beginning(response.content)!r}" if kind.startswith("text/") else kind


def _text(value: JSON) -> str | None:
    return None if value is None else str(value)


def _phrase(status: int) -> str:
    try:
        return HTTPStatus(status).phrase
    except ValueError:
        return "unknown status"


def _beginning(content: bytes) -> str:
    return " ".join(content[:400].decode(errors="replace").split())[:100]
