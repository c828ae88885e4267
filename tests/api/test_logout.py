"""Logging out, oneself and everybody."""

from __future__ import annotations

import pytest

from mockc8y.api.asgi import build_app
from mockc8y.api.stepping import step
from mockc8y.domain import users
from mockc8y.domain.platform import Platform
from mockc8y.domain.tenant import Tenant
from tests.api.conftest import Call
from tests.api.logins import Login, log_in, whoami
from tests.door import Door, Response

LOGOUT = "/user/logout"
EVERYBODY = "/user/logout/t07007007/allUsers"


def log_out(call: Call, headers: dict[str, str]) -> Response:
    """POST the end of a session as the official clients do."""
    return call("POST", LOGOUT, json={}, headers=headers, login=None)


@pytest.fixture
def session(call: Call) -> Login:
    """A session of the administrator."""
    return log_in(call)


@pytest.mark.parametrize("way", ["bearer", "browser"])
def test_session_ends_with_a_logout(call: Call, session: Login, way: str) -> None:
    """The token is refused from then on, in the words that clients look for, however it is shown."""
    assert whoami(call, session.bearer).status == 200
    assert log_out(call, getattr(session, way)).status == 200

    for headers in (session.bearer, session.cookies):
        answer = whoami(call, headers)
        assert (answer.status, answer.json()["message"]) == (401, "User has been logged out")


def test_other_sessions_of_the_user_go_on(call: Call, session: Login) -> None:
    """Who logs out here is still logged in there."""
    other = log_in(call)

    log_out(call, session.bearer)

    assert whoami(call, other.bearer).status == 200


def test_cookies_are_taken_away(platform: Platform, call: Call, session: Login) -> None:
    """Both of them, the token first; a browser forgets what is over at once."""
    door = Door(build_app(platform))
    answer = step(door._app, door.scope("POST", LOGOUT, {"host": "mock.test", **session.browser}), b"{}")

    cookies = [value for name, value in answer.headers if name == b"set-cookie"]
    assert cookies == [b"authorization=; Max-Age=0; Path=/; HttpOnly", b"XSRF-TOKEN=; Max-Age=0; Path=/"]
    assert (answer.status, answer.body) == (200, b"")


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"cookie": "authorization=stale", "x-xsrf-token": ""},
        {"cookie": "XSRF-TOKEN=x"},
        {"authorization": "Bearer stale"},
        {"authorization": "Basic !"},
    ],
)
def test_logout_without_a_session_takes_the_cookies_away(call: Call, headers: dict[str, str]) -> None:
    """Web apps get rid of a stale cookie this way before they show the login form."""
    answer = log_out(call, headers)

    assert answer.status == 200
    assert "Max-Age=0" in answer.headers["set-cookie"]


def test_logging_out_twice_is_like_once(call: Call, session: Login) -> None:
    """The second time there is no session."""
    assert [log_out(call, session.browser).status for _ in range(2)] == [200, 200]
    assert len(call("GET", "/audit/auditRecords?type=UserAuthentication").json()["auditRecords"]) == 2


def test_page_of_somebody_else_logs_nobody_out(call: Call, session: Login) -> None:
    """Without the XSRF value a browser's cookie ends nothing."""
    answer = log_out(call, session.cookies)

    assert answer.status == 401
    assert "set-cookie" not in answer.headers
    assert whoami(call, session.bearer).status == 200


def test_logout_is_recorded(call: Call, session: Login) -> None:
    """The audit log tells who logged out."""
    log_out(call, session.bearer)

    [record, _] = call("GET", "/audit/auditRecords?type=UserAuthentication").json()["auditRecords"]

    assert (record["activity"], record["user"]) == ("User logout", "admin")


def test_everybody_can_be_logged_out(call: Call, tenant: Tenant, session: Login) -> None:
    """All sessions of the tenant end, and new ones can begin at once; passwords are as good as before."""
    users.add(tenant, "ana", "secret", ["ROLE_USER_MANAGEMENT_OWN_READ"])
    others = [log_in(call, "ana", "secret") for _ in range(2)]

    assert call("POST", EVERYBODY).status == 200

    assert {whoami(call, known.bearer).status for known in (session, *others)} == {401}
    assert whoami(call, log_in(call, "ana", "secret").bearer).status == 200


def test_sessions_of_other_tenants_go_on(call: Call, platform: Platform) -> None:
    """A tenant ends its own sessions only, and cannot name another."""
    users.add(platform.tenants[0], "root", "secret", ["ROLE_USER_MANAGEMENT_OWN_READ"])
    other = log_in(call, "management/root", "secret")

    assert call("POST", EVERYBODY).status == 200
    assert call("POST", EVERYBODY.replace("t07007007", "management")).status == 403
    assert whoami(call, other.bearer).status == 200


def test_logging_everybody_out_needs_a_role(call: Call, tenant: Tenant, session: Login) -> None:
    """Not everybody may."""
    users.add(tenant, "ana", "secret")

    assert call("POST", EVERYBODY, login="t07007007/ana:secret").status == 403
    assert whoami(call, session.bearer).status == 200
