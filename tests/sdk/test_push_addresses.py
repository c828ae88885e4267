"""How websockets are connected to, by the settings of a client."""

from __future__ import annotations

import ssl

import httpx
import pytest

from c8y_client import Settings
from c8y_client._push.addresses import socket_options, websocket_url


def options(uri: str, settings: Settings) -> dict[str, object]:
    """Word settings."""
    return socket_options(uri, settings, connect_timeout=3, ping_interval=60, ping_timeout=30)


@pytest.mark.parametrize(
    ("base", "url"), [("http://t.test:80", "ws://t.test:80/x"), ("https://http.test", "wss://http.test/x")]
)
def test_address_follows_the_base_url(base: str, url: str) -> None:
    """Secure where that is."""
    assert websocket_url(base, "/x") == url


def test_plain_connection_has_no_certificates() -> None:
    """Loading them takes time."""
    assert "ssl" not in options("ws://t.test", Settings())


def test_certificates_are_those_of_the_client() -> None:
    """A context of the caller's own is used as it is."""
    context = ssl.create_default_context()

    assert options("wss://t.test", Settings(verify=context))["ssl"] is context


def test_certificates_are_verified_unless_told_otherwise() -> None:
    """With `verify=False` anybody is trusted."""
    usual, trusting = (options("wss://t.test", Settings(verify=verify))["ssl"] for verify in (True, False))

    assert isinstance(usual, ssl.SSLContext)
    assert isinstance(trusting, ssl.SSLContext)
    assert (usual.verify_mode, usual.check_hostname) == (ssl.CERT_REQUIRED, True)
    assert (trusting.verify_mode, trusting.check_hostname) == (ssl.CERT_NONE, False)


@pytest.mark.parametrize(
    ("proxy", "url"),
    [
        (None, True),
        ("http://proxy.test:8080", "http://proxy.test:8080"),
        (httpx.Proxy("http://proxy.test:8080"), "http://proxy.test:8080"),
        (httpx.Proxy("http://joe:a%40b@proxy.test:8080"), "http://joe:a%40b@proxy.test:8080"),
    ],
)
def test_proxy_is_that_of_the_client(proxy: str | httpx.Proxy | None, url: object) -> None:
    """Without one the environment decides."""
    assert options("ws://t.test", Settings(proxy=proxy))["proxy"] == url
