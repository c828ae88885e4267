"""Pages of other origins in the browser of somebody who is signed in: what they can make it do."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, MutableMapping
from time import process_time
from types import MappingProxyType
from typing import Any

import pytest

from mockc8y.api.asgi import Server, build_app
from mockc8y.api.settings import Settings
from mockc8y.domain.platform import Platform
from tests.api.logins import Login, log_in
from tests.door import Door
from tests.world import World

HOST, EVIL = "mock.test", "https://evil.test"
NOWHERE = "http://127.0.0.1:9"
"""Where no microservice listens."""


def app_of(platform: Platform) -> Server:
    """Serve a platform with a microservice that does not run: whoever is let in gets to know that."""
    return build_app(platform, Settings(services=MappingProxyType({"feeder": NOWHERE})))


@pytest.fixture
def app(platform: Platform) -> Server:
    """A tenant that allows one foreign origin."""
    served = app_of(platform)
    option = {"category": "access.control", "key": "allow.origin", "value": "https://friend.test"}
    assert Door(served)("POST", "/tenant/options", json=option).status == 200
    return served


@pytest.fixture
def session(app: Server) -> Login:
    """A session of the tenant's administrator."""
    return log_in(Door(app))


def handshake(app: Server, headers: Mapping[str, str]) -> int:
    """Ask for a websocket to the microservice and return the status of the answer."""
    sent: list[MutableMapping[str, Any]] = []

    async def receive() -> dict[str, object]:
        return {"type": "websocket.connect"}

    async def send(message: MutableMapping[str, Any]) -> None:
        sent.append(message)

    scope = {
        "type": "websocket",
        "scheme": "ws",
        "path": "/service/feeder/live",
        "raw_path": b"/service/feeder/live",
        "query_string": b"",
        "headers": [(name.encode(), value.encode()) for name, value in {"host": HOST, **headers}.items()],
        "subprotocols": [],
        "extensions": {"websocket.http.response": {}},
    }
    asyncio.run(app(scope, receive, send))
    return int(sent[0]["status"])


@pytest.mark.parametrize("origin", [EVIL, "null", f"https://{HOST}.evil.test", "https://evil.test/" + HOST])
def test_websocket_of_a_foreign_page_is_refused(app: Server, session: Login, origin: str) -> None:
    """Browsers send cookies along with the handshakes of any page, and ask nobody beforehand."""
    assert handshake(app, {"origin": origin, **session.cookies}) == 401


@pytest.mark.parametrize("origin", [f"http://{HOST}", "https://friend.test"])
def test_websocket_of_an_allowed_page_leads_to_the_microservice(app: Server, session: Login, origin: str) -> None:
    """Pages of the platform itself, and those the tenant allows."""
    assert handshake(app, {"origin": origin, **session.cookies}) == 503


def test_websocket_of_a_program_needs_no_origin(app: Server, session: Login) -> None:
    """What sends a token in a header did not get it from a browser."""
    assert handshake(app, session.bearer) == 503
    assert handshake(app, {"origin": EVIL, **session.bearer}) == 503


@pytest.mark.parametrize("media_type", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data"])
@pytest.mark.parametrize("path", ["/tenant/options", "/user/logout/t07007007/allUsers", "/inventory/managedObjects"])
def test_form_of_a_foreign_page_changes_nothing(session: Login, app: Server, path: str, media_type: str) -> None:
    """A browser sends forms anywhere, with its cookies; what it cannot send is the XSRF value."""
    headers = {**session.cookies, "origin": EVIL, "content-type": media_type}

    answer = Door(app)("POST", path, body=b"{}", headers=headers, login=None)

    assert answer.status == 401
    assert "access-control-allow-origin" not in answer.headers


@pytest.mark.parametrize("method", ["PUT", "DELETE"])
def test_form_that_asks_for_another_method_changes_nothing(method: str) -> None:
    """The method in a header wants the XSRF value as any write does."""
    world = World()
    device, session = world.device(), log_in(world.call)
    headers = {**session.cookies, "x-http-method": method}

    answer = world.call("POST", f"/inventory/managedObjects/{device}", json={}, headers=headers, login=None)

    assert answer.status == 401
    assert world.call("GET", f"/inventory/managedObjects/{device}").status == 200


@pytest.mark.parametrize("path", ["/_mock/coverage", "/_mock/explain/1"])
@pytest.mark.parametrize("method", ["GET", "POST", "PUT", "DELETE", "OPTIONS"])
def test_control_routes_can_be_neither_read_nor_used_by_a_foreign_page(app: Server, path: str, method: str) -> None:
    """They say nothing to other origins, not even where the tenant allows any, and there is nothing to change."""
    headers = {"host": HOST, "origin": "https://friend.test", "access-control-request-method": "GET"}

    answer = Door(app).send(method, path, headers, b"")

    assert "access-control-allow-origin" not in answer.headers
    assert method == "GET" or answer.status == 405


def test_origin_that_nearly_fits_is_told_soon(app: Server) -> None:
    """A rule with many stars, which any administrator may write, does not keep the server busy for everybody."""
    rule = {"category": "access.control", "key": "allow.origin", "value": f"{'*a' * 50}*b"}
    assert Door(app)("POST", "/tenant/options", json=rule).status == 200
    start = process_time()

    answer = Door(app).send("GET", "/tenant/loginOptions", {"host": HOST, "origin": "a" * 5000}, b"")

    assert process_time() - start < 1
    assert "access-control-allow-origin" not in answer.headers


def test_own_pages_stand_in_no_frame(app: Server) -> None:
    """A page around the login could have people click on what they do not see, or run scripts in it."""
    for path in ("/", "/apps/public/login/"):
        answer = Door(app).send("GET", path, {"host": HOST}, b"")
        policy = answer.headers["content-security-policy"]

        assert answer.status == 200
        assert "frame-ancestors 'none'" in policy
        assert "script-src 'self'" in policy
