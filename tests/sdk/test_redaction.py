"""Passwords and tokens stay out of errors and logs."""

from __future__ import annotations

import logging
from typing import Any

import httpx
import pytest

from c8y_client import NotFoundError
from c8y_client._http.redaction import redact_document, redact_url
from c8y_client.sync._transport import Transport


def answering(status: int, **options: Any) -> Transport:
    """Connect to a tenant that always gives the same answer."""
    return Transport("http://tenant.test", transport=httpx.MockTransport(lambda _: httpx.Response(status)), **options)


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("http://x/a?token=abc&b=1", "http://x/a?token=***&b=1"),
        ("http://x/a?b=1&access_token=abc#f", "http://x/a?b=1&access_token=***#f"),
        ("http://x/a?tfa_code=123456", "http://x/a?tfa_code=***"),
        ("http://x/tokens?pageSize=5", "http://x/tokens?pageSize=5"),
    ],
)
def test_secret_parameters_are_masked(url: str, shown: str) -> None:
    """The value of a parameter whose name speaks of a secret is replaced, the rest stays readable."""
    assert redact_url(url) == shown


def test_secret_keys_are_masked_at_any_depth() -> None:
    """So is a document's, and an encrypted tenant option, whose key says so in its value."""
    document = {
        "userName": "joe",
        "newPassword": "x",
        "list": [{"sharedSecret": "x", "n": 1}],
        "option": {"key": "credentials.mail", "value": "x"},
        "plain": {"key": "colour", "value": "red"},
    }

    assert redact_document(document) == {
        "userName": "joe",
        "newPassword": "***",
        "list": [{"sharedSecret": "***", "n": 1}],
        "option": {"key": "credentials.mail", "value": "***"},
        "plain": {"key": "colour", "value": "red"},
    }


def test_error_masks_the_url() -> None:
    """An error names the URL without the token in it."""
    with answering(404) as transport, pytest.raises(NotFoundError) as raised:
        transport.post("/notification2/unsubscribe", params={"token": "abc"})

    assert raised.value.url == "http://tenant.test/notification2/unsubscribe?token=***"
    assert "abc" not in str(raised.value)


def test_secret_is_sent_although_it_is_not_shown() -> None:
    """Masking is for readers; the server gets the real value."""
    seen: list[httpx.Request] = []

    def note(request: httpx.Request) -> httpx.Response:
        seen.append(request)
        return httpx.Response(200)

    with Transport("http://tenant.test", transport=httpx.MockTransport(note)) as transport:
        transport.post("/notification2/unsubscribe", params={"token": "abc"})

    assert seen[0].url.raw_path == b"/notification2/unsubscribe?token=abc"


def test_no_log_shows_a_secret(caplog: pytest.LogCaptureFixture) -> None:
    """Neither our log nor that of httpx repeats tokens or passwords, not even at level DEBUG."""
    caplog.set_level(logging.DEBUG)

    with answering(200) as transport:
        transport.post("/notification2/unsubscribe", params={"token": "abc"}, json={"password": "abc", "user": "joe"})
        transport.put("/tenant/options/mail/credentials.key", json={"value": "abc"})
        transport.post("/tenant/oauth", content="password=abc")

    assert '-> 200, attempt 1, body {"password":"***","user":"joe"}' in caplog.text
    assert "HTTP Request: POST http://tenant.test/notification2/unsubscribe?token=***" in caplog.text
    assert "abc" not in caplog.text


def test_long_body_is_cut_in_the_log(caplog: pytest.LogCaptureFixture) -> None:
    """A page of measurements does not flood the log."""
    caplog.set_level(logging.DEBUG, "c8y_client")

    with answering(201) as transport:
        transport.post("/event/events", json={"text": "x" * 10_000})

    assert "xxx... (10011 characters)" in caplog.text
    assert len(caplog.text) < 3000


def test_repetition_is_logged(caplog: pytest.LogCaptureFixture) -> None:
    """A request that is sent again leaves a line at level INFO that says when."""
    caplog.set_level(logging.INFO, "c8y_client")
    answers = iter([httpx.Response(429, headers={"Retry-After": "2"}), httpx.Response(200)])

    with Transport(
        "http://tenant.test", transport=httpx.MockTransport(lambda _: next(answers)), sleep=lambda _: None
    ) as transport:
        transport.get("/a")

    assert [record.getMessage() for record in caplog.records if record.name == "c8y_client"] == [
        "GET http://tenant.test/a will be sent again in 2.0 s"
    ]
