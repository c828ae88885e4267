"""The error tree: which answer becomes which error, and what each one carries."""

from __future__ import annotations

import copy
import pickle
import traceback
from collections.abc import Callable
from typing import Any

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

import c8y_client
from c8y_client import (
    AccessDeniedError,
    C8yError,
    ConflictError,
    ConnectionFailed,
    ConnectionLost,
    HttpError,
    InvalidRequestError,
    MissingTfaError,
    NotFoundError,
    RequestTimeout,
    ServerError,
    TooManyRequestsError,
    TransportError,
    UnauthorizedError,
    UnexpectedRedirect,
)
from c8y_client._http.exchange import Request, Response
from c8y_client._http.refusals import error_for

REQUEST = Request("GET", "https://tenant.test/a")


def pickled(error: C8yError) -> object:
    """Send an error to another process and back."""
    return pickle.loads(pickle.dumps(error))  # noqa: S301 - our own


def answered(status: int, body: bytes = b"", **headers: str) -> HttpError:
    """Make the error for an answer."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return error_for(Response(status, httpx.Headers(named), body, REQUEST))


@pytest.mark.parametrize(
    ("status", "kind"),
    [
        (302, UnexpectedRedirect),
        (400, InvalidRequestError),
        (401, UnauthorizedError),
        (403, AccessDeniedError),
        (404, NotFoundError),
        (405, InvalidRequestError),
        (409, ConflictError),
        (415, InvalidRequestError),
        (418, InvalidRequestError),
        (422, InvalidRequestError),
        (429, TooManyRequestsError),
        (500, ServerError),
        (501, ServerError),
        (503, ServerError),
        (599, ServerError),
        (777, HttpError),
    ],
)
def test_status_decides_the_class(status: int, kind: type[HttpError]) -> None:
    """Statuses with a meaning of their own have a class, the others that of their hundred."""
    error = answered(status)

    assert type(error) is kind
    assert error.code == status


@pytest.mark.parametrize(
    ("status", "builtin"),
    [
        (302, ValueError),
        (400, ValueError),
        (404, KeyError),
        (409, ValueError),
        (415, ValueError),
        (422, ValueError),
        (429, ValueError),
        (500, ValueError),
        (500, SyntaxError),
    ],
)
def test_builtin_catches_it_too(status: int, builtin: type[Exception]) -> None:
    """Code written for the older SDKs catches builtin exceptions, and goes on working."""
    with pytest.raises(builtin):
        raise answered(status)


@pytest.mark.parametrize(
    ("kind", "builtin"),
    [
        (ConnectionFailed, ConnectionError),
        (ConnectionLost, ConnectionError),
        (RequestTimeout, TimeoutError),
    ],
)
def test_builtin_catches_missing_answers_too(kind: type[TransportError], builtin: type[Exception]) -> None:
    """Missing answers are caught as what Python itself raises for them."""
    with pytest.raises(builtin, match=r"^GET https://tenant\.test/a: gone$"):
        raise kind("GET", REQUEST.url, "gone")


def test_error_carries_what_the_platform_says() -> None:
    """Every part of the platform's error document is an attribute."""
    error = answered(
        422,
        b'{"error": "event/Invalid Data", "message": "no time", "info": "https://i", "details": {"a": 1}}',
        x_request_id="r1",
    )

    assert (error.error, error.message, error.info) == ("event/Invalid Data", "no time", "https://i")
    assert (error.details, error.request_id) == ({"a": 1}, "r1")
    assert (error.method, error.url) == ("GET", "https://tenant.test/a")
    assert str(error) == "422 event/Invalid Data: no time (GET https://tenant.test/a)"


@pytest.mark.parametrize(
    ("body", "kind", "message"),
    [
        (b"", "", "Bad Gateway, without a body"),
        (
            b"<h1>Oh\n no</h1>",
            "text/html; charset=utf-8",
            "platform's error document: text/html, beginning '<h1>Oh no</h1>'",
        ),
        (b"\xff", "text/plain", "text/plain, beginning '\ufffd'"),
        (b'{"access_token": "x', "application/json", "the body is not the platform's error document: application/json"),
        (b"[1]", "application/json", "the body is not the platform's error document: application/json"),
        (b'{"error": "a"}', "application/json", "the body is not the platform's error document: application/json"),
    ],
    ids=["empty", "HTML", "no UTF-8", "cut off", "a list", "no message"],
)
def test_other_bodies_are_explained(body: bytes, kind: str, message: str) -> None:
    """A body that is not the platform's does no harm; the message says what came instead, never data."""
    error = answered(502, body, content_type=kind)

    assert error.message.endswith(message)
    assert "access_token" not in str(error)


@given(st.integers(300, 999), st.binary(max_size=80), st.sampled_from(["", "text/html", "application/json"]))
def test_no_body_breaks_the_error(status: int, body: bytes, kind: str) -> None:
    """Whatever a server or proxy sends, the result is an error with a code and a message."""
    error = answered(status, body, content_type=kind)

    assert error.code == status
    assert error.message
    assert str(error).startswith(str(status))


@pytest.mark.parametrize("text", ["TFA TOTP code required.", "TOTP setup required", "TFA needed"])
def test_missing_second_factor_has_a_class(text: str) -> None:
    """A 401 that asks for a code is told apart from wrong credentials, and is one of them."""
    error = answered(401, f'{{"error": "security/Unauthorized", "message": "Invalid credentials! : {text}"}}'.encode())

    assert type(error) is MissingTfaError
    assert isinstance(error, UnauthorizedError)


def test_key_error_text_has_no_quotes() -> None:
    """`NotFoundError` is a `KeyError`, which would show its text in quotes."""
    assert str(answered(404, b'{"message": "it\'s gone"}')) == "404 it's gone (GET https://tenant.test/a)"


def test_traceback_of_a_server_error_shows_its_message() -> None:
    """`ServerError` is a `SyntaxError`, whose tracebacks are written from other fields."""
    lines = traceback.format_exception(answered(500, b'{"message": "boom"}'))

    assert lines[-1] == "c8y_client.ServerError: 500 boom (GET https://tenant.test/a)\n"


def test_redirect_masks_secrets_of_its_target() -> None:
    """The place that a redirect points to is shown without tokens."""
    assert "token=*** " in str(answered(302, location="https://x.test/?token=abc")).replace(";", " ")


@pytest.mark.parametrize("duplicate", [copy.copy, pickled])
@pytest.mark.parametrize(
    "error",
    [
        UnauthorizedError(method="GET", url=REQUEST.url),
        answered(404, b'{"message": "m", "error": "e", "details": {"a": [1]}}', x_request_id="r1"),
        answered(500),
        ConnectionLost("GET", REQUEST.url, "gone"),
        RequestTimeout("GET", REQUEST.url, "slow"),
    ],
    ids=lambda error: type(error).__name__,
)
def test_error_can_be_copied_and_pickled(duplicate: Callable[[C8yError], Any], error: C8yError) -> None:
    """Errors survive the way back from another process, with all they carry."""
    twin = duplicate(error)
    carried = [name for name in vars(error) if name != "response"]

    assert (type(twin), str(twin)) == (type(error), str(error))
    assert [getattr(twin, name) for name in carried] == [getattr(error, name) for name in carried]


def test_pickled_error_keeps_the_answer() -> None:
    """The answer travels along: its status, headers and body."""
    twin = pickled(answered(422, b"<h1>no</h1>", x_request_id="r1"))

    assert isinstance(twin, HttpError)
    assert twin.response is not None
    assert (twin.response.status, twin.response.content) == (422, b"<h1>no</h1>")
    assert twin.response.headers["x-request-id"] == "r1"


def test_errors_can_be_made_as_with_the_older_sdks() -> None:
    """Method, URL, status and message are the parameters; classes of one status need no status and no message."""
    general = HttpError("GET", "https://x.test/a?token=abc", 418, "teapot")
    made = [UnauthorizedError("GET", "/a"), MissingTfaError("GET", "/a"), AccessDeniedError("GET", "/a", "no")]

    assert (general.method, general.url, general.code) == ("GET", "https://x.test/a?token=***", 418)
    assert [(error.code, error.message) for error in made] == [
        (401, "Unauthorized."),
        (401, "Missing TFA Token."),
        (403, "no"),
    ]
    assert (general.error, general.info, general.details, general.request_id, general.response) == (None,) * 5


def test_broken_connection_is_a_failed_one() -> None:
    """One `except ConnectionFailed` catches connections that never came about and those that broke."""
    with pytest.raises(ConnectionFailed):
        raise ConnectionLost("GET", "/a", "gone")


@pytest.mark.parametrize(("header", "seconds"), [("30", 30.0), ("9" * 500, float("inf")), ("soon", None), ("", None)])
def test_request_limit_tells_how_long_to_wait(header: str, seconds: float | None) -> None:
    """The seconds the server asks for are on the error, when it asks for any."""
    error = answered(429, retry_after=header)

    assert isinstance(error, TooManyRequestsError)
    assert error.retry_after == seconds


def test_request_limit_without_an_answer_does_not_know_how_long() -> None:
    """An error that was made by hand has no answer to look into."""
    assert TooManyRequestsError("GET", "/a").retry_after is None


def test_every_error_is_below_the_root() -> None:
    """One `except C8yError` catches whatever an exchange with the platform raises."""
    errors = [kind for name in c8y_client.__all__ if issubclass(kind := _class(name), Exception)]

    assert len(errors) > 15
    assert all(issubclass(kind, C8yError) for kind in errors)


def _class(name: str) -> type:
    found = getattr(c8y_client, name)
    return found if isinstance(found, type) else object
