"""Paths, base URLs and what may not be sent."""

from __future__ import annotations

from urllib.parse import unquote

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from c8y_client._http.urls import checked_base, path, target

BASE = "https://tenant.test"
AWKWARD = st.text(st.one_of(st.sampled_from("/?#%'\" .&+;=:@\\"), st.characters(codec="utf-8")), min_size=1)
IDENTIFIERS = AWKWARD.filter(lambda text: text not in {".", ".."})


@given(IDENTIFIERS, IDENTIFIERS)
def test_any_identifier_is_one_segment_on_the_wire(kind: str, identifier: str) -> None:
    """Whatever is in an identifier, the server sees one path segment that decodes to it."""
    url = httpx.URL(target(BASE, path("/identity/externalIds", kind, identifier), None))

    raw = url.raw_path.decode()
    assert [unquote(segment) for segment in raw.split("/")] == ["", "identity", "externalIds", kind, identifier]
    assert not set("?#'\" ") & set(raw)


def test_identifiers_are_encoded_once() -> None:
    """An identifier that looks encoded is encoded like any other."""
    assert (
        path("/inventory/managedObjects", 7, "childAssets", "a%2Fb")
        == "/inventory/managedObjects/7/childAssets/a%252Fb"
    )


@pytest.mark.parametrize("identifier", ["", ".", ".."])
def test_identifier_that_would_reach_something_else_is_refused(identifier: str) -> None:
    """Without an identifier, a deletion would reach the whole collection."""
    with pytest.raises(ValueError, match="cannot identify an object in a path"):
        path("/alarm/alarms", identifier)


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://tenant.test", "https://tenant.test"),
        ("http://localhost:8080/", "http://localhost:8080"),
        ("https://proxy.test/c8y/", "https://proxy.test/c8y"),
    ],
)
def test_base_url_is_a_tenant_address(url: str, expected: str) -> None:
    """Scheme and host, perhaps with a port or a path, with or without a slash at the end."""
    assert checked_base(url) == expected


@pytest.mark.parametrize(
    "url", ["", "tenant.test", "localhost:8080", "ftp://tenant.test", "https://", "https://a?b", "https://a#b"]
)
def test_other_base_urls_are_refused(url: str) -> None:
    """Anything else is a `ValueError` that shows what was given."""
    with pytest.raises(ValueError, match=r"the base URL is to .*, got '"):
        checked_base(url)


def test_credentials_in_base_url_are_refused_without_quoting_them() -> None:
    """A password in an address ends up in logs; the message says where it belongs."""
    with pytest.raises(ValueError, match="pass auth=BasicAuth") as raised:
        checked_base("https://joe:secret@tenant.test")

    assert "secret" not in str(raised.value)


@pytest.mark.parametrize(
    ("resource", "params", "expected"),
    [
        ("/event/events", None, f"{BASE}/event/events"),
        ("event/events", {}, f"{BASE}/event/events"),
        ("/event/events", {"a": 1}, f"{BASE}/event/events?a=1"),
        ("/event/events?a=1", {"b": 2}, f"{BASE}/event/events?a=1&b=2"),
        ("/event/events?a=http://x/../y", None, f"{BASE}/event/events?a=http://x/../y"),
    ],
)
def test_parameters_follow_those_of_the_path(resource: str, params: dict[str, object] | None, expected: str) -> None:
    """A path may have a query already, such as the link to a next page."""
    assert target(BASE, resource, params) == expected


@pytest.mark.parametrize("resource", ["https://evil.test/a", "//evil.test/a", "/a/../b", "/a/..", "/a/./b", "/a#b"])
def test_path_that_leads_elsewhere_is_refused(resource: str) -> None:
    """Credentials go to one tenant only, and to the resource that was written down."""
    with pytest.raises(ValueError, match=r"is not a path below https://tenant\.test"):
        target(BASE, resource, None)
