"""Pages of another origin that call the API."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pytest

from mockc8y.api.asgi import build_app
from mockc8y.domain.platform import Platform
from mockc8y.domain.tenant import Tenant
from tests.door import Door, Response

PAGE = "http://localhost:4200"
CLIENT_HEADERS = (
    "Authorization",
    "Content-Type",
    "Accept",
    "UseXBasic",
    "X-XSRF-TOKEN",
    "X-Cumulocity-Application-Key",
    "X-Cumulocity-Processing-Mode",
    "tfatoken",
)
DEVICES = "/inventory/managedObjects"

Ask = Callable[[str, str, Mapping[str, str]], Response]


@pytest.fixture
def ask(platform: Platform) -> Ask:
    """Send requests with just the headers of a test."""
    door = Door(build_app(platform))
    return lambda method, path, headers: door.send(method, path, {"host": "mock.test", **headers}, b"")


def preflight(ask: Ask, path: str = DEVICES, origin: str = PAGE) -> Response:
    """Ask as a browser does before it sends a request that a form could not send."""
    wanted = {"access-control-request-method": "POST", "access-control-request-headers": "authorization,usexbasic"}
    return ask("OPTIONS", path, {"origin": origin, **wanted})


@pytest.mark.parametrize("path", [DEVICES, "/tenant/oauth", "/service/feeder/levels"])
def test_preflight_is_answered_without_login(ask: Ask, path: str) -> None:
    """A browser asks without credentials and learns that it may send them."""
    answer = preflight(ask, path)

    assert answer.status == 204
    assert answer.headers["access-control-allow-origin"] == PAGE
    assert answer.headers["access-control-allow-credentials"] == "true"
    assert {"GET", "POST", "PUT", "DELETE"} <= set(answer.headers["access-control-allow-methods"].split(", "))


@pytest.mark.parametrize("name", CLIENT_HEADERS)
def test_preflight_allows_what_the_web_client_sends(ask: Ask, name: str) -> None:
    """Each header of the official client may be sent."""
    assert name in preflight(ask).headers["access-control-allow-headers"].split(", ")


def test_answer_may_be_read_by_the_page(ask: Ask) -> None:
    """An answer names the origin it was asked from, errors too, and says that it depends on it."""
    answer = ask("GET", DEVICES, {"origin": PAGE})

    assert answer.status == 401
    assert answer.headers["access-control-allow-origin"] == PAGE
    assert answer.headers["vary"] == "origin"


def test_answer_to_the_own_origin_stays_as_it_is(ask: Ask) -> None:
    """Requests without an origin get none of these headers."""
    answer = ask("GET", DEVICES, {})

    assert not any(name.startswith("access-control-") for name in answer.headers)
    assert "vary" not in answer.headers


@pytest.mark.parametrize(
    ("option", "origin", "is_allowed"),
    [
        ("https://a.test", "https://a.test", True),
        ("https://a.test", "https://b.test", False),
        ("https://a.test", "http://a.test", False),
        ("https://a.test, https://b.test", "https://b.test", True),
        ("https://*.b.test", "https://ui.b.test", True),
        ("https://*.b.test", "https://b.test", False),
        ("https://a.test", "https://a.test.evil.test", False),
        ("https://axtest", "https://a.test", False),
        ("http://localhost:*", PAGE, True),
        ("https://A.test/", "https://a.test", True),
        ("*", "null", True),
        ("https://a.test", "null", False),
        ("", PAGE, False),
    ],
)
def test_option_says_which_origins_may_read(
    ask: Ask, tenant: Tenant, option: str, origin: str, is_allowed: bool
) -> None:
    """The tenant option lists origins, with wildcards; the others get an answer that their browser keeps to itself."""
    tenant.options.put(("access.control", "allow.origin"), option)

    for answer in (preflight(ask, origin=origin), ask("GET", DEVICES, {"origin": origin})):
        assert answer.headers.get("access-control-allow-origin") == (origin if is_allowed else None)
        assert ("access-control-allow-credentials" in answer.headers) is is_allowed
        assert ("access-control-allow-headers" in answer.headers) is (is_allowed and answer.status == 204)


def test_request_of_an_origin_that_is_not_allowed_is_served(ask: Ask, tenant: Tenant) -> None:
    """Development proxies keep the origin of the page, so a foreign one is no reason to refuse."""
    tenant.options.put(("access.control", "allow.origin"), "https://a.test")

    assert ask("GET", "/tenant/loginOptions", {"origin": PAGE}).status == 200


def test_plain_options_request_is_no_preflight(ask: Ask) -> None:
    """OPTIONS without what a browser asks for is a method like any other."""
    assert ask("OPTIONS", DEVICES, {"origin": PAGE}).status == 405


@pytest.mark.parametrize("path", ["/_mock/coverage", "/_mock/explain/1"])
def test_control_routes_are_closed_to_other_origins(ask: Ask, path: str) -> None:
    """No page but the emulator's own may read what the emulator tells about itself, whatever the tenant allows."""
    for answer in (preflight(ask, path), ask("GET", path, {"origin": PAGE})):
        assert not any(name.startswith("access-control-") for name in answer.headers)
