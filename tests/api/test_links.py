"""Where links point."""

from __future__ import annotations

import pytest

from mockc8y.api.links import links_of


def test_links_follow_the_host_of_the_request() -> None:
    """Whoever asks can follow the links it gets."""
    assert links_of(None, "http", b"localhost:8080").to("/alarm") == "http://localhost:8080/alarm"


def test_forwarded_headers_win_over_the_host() -> None:
    """Behind a proxy, links show the address the proxy is known by."""
    links = links_of(None, "http", b"10.0.0.7:8080", b"https", b"iot.example.test", b"8443", b"/c8y/")

    assert links.base == "https://iot.example.test:8443/c8y"


def test_configured_address_wins_over_everything() -> None:
    """`--base-url` is for proxies that say nothing."""
    assert links_of("https://iot.example.test/", "http", b"x", b"http", b"y", None, None).base == (
        "https://iot.example.test"
    )


@pytest.mark.parametrize("host", [b'a"b', b"a b", b"a/b", b"", "höst".encode(), b"a\r\nb"])
def test_host_that_is_none_is_not_repeated(host: bytes) -> None:
    """What a client writes into `Host` cannot break out of a link."""
    assert links_of(None, "http", host).base == "http://localhost"


@pytest.mark.parametrize("prefix", [b"//evil.test", b"/a b", b"x", b"/../..", b"/c8y/./"])
def test_forwarded_prefix_must_be_a_path(prefix: bytes) -> None:
    """A prefix that is no plain path is left out."""
    assert links_of(None, "http", b"h", None, None, None, prefix).base == "http://h"
