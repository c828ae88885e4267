"""Credentials that renew themselves."""

from __future__ import annotations

import base64
from typing import Any

import orjson
import pytest

from c8y_client import HttpError, MissingTfaError, RefreshingAuth, ServerError, UnauthorizedError
from c8y_client._async.rest import CumulocityRestClient
from mockc8y.control.mock_tenant import IN_PROCESS_URL, MockTenant
from tests.sdk.doors import Answer, Naps, Tenant, async_door
from tests.sdk.loop import on_loop

BASE = "http://tenant.test"
OK = Answer(200, b"{}")
REFUSED = Answer(401, b'{"message": "User has been logged out"}')


def token(number: int, expires: float) -> str:
    """Lay out a token."""
    claims = base64.urlsafe_b64encode(orjson.dumps({"sub": "joe", "n": number, "exp": expires}))
    return f"h.{claims.decode().rstrip('=')}.s"


def session(value: str) -> Answer:
    """Answer a login."""
    return Answer(200, orjson.dumps({"access_token": value}))


def refreshing(**options: Any) -> RefreshingAuth:
    """Make credentials at a clock that stands still."""
    return RefreshingAuth(BASE, "t1", "t1/joe", "pw", **{"now": lambda: 1000.0, **options})


def connected(tenant: Tenant, auth: RefreshingAuth) -> CumulocityRestClient:
    """Connect to a scripted tenant."""
    return CumulocityRestClient(BASE, "t1", auth, transport=async_door(tenant))


@on_loop
async def test_first_request_logs_in_and_the_next_does_not() -> None:
    """One token serves as long as it is good."""
    tenant = Tenant(session(token(1, 2000)), OK, OK)

    async with connected(tenant, refreshing()) as client:
        await client.get("/a")
        await client.post("/b")

    assert [seen.path for seen in tenant.seen] == ["/tenant/oauth/token", "/a", "/b"]
    assert (tenant.seen[0].query, tenant.seen[0].body) == (
        "tenant_id=t1",
        b"grant_type=PASSWORD&username=joe&password=pw",
    )
    assert {seen.headers["authorization"] for seen in tenant.seen[1:]} == {f"Bearer {token(1, 2000)}"}
    assert "authorization" not in tenant.seen[0].headers


@on_loop
async def test_token_is_renewed_before_it_expires() -> None:
    """A token with less than the margin left is exchanged first."""
    tenant = Tenant(session(token(2, 5000)), OK)

    async with connected(tenant, refreshing(token=token(1, 1059), margin=60)) as client:
        await client.get("/a")

    assert tenant.seen[1].headers["authorization"] == f"Bearer {token(2, 5000)}"


@on_loop
async def test_refused_token_is_renewed_once() -> None:
    """A token that was revoked costs one more login; the request is then sent again, with its body."""
    tenant = Tenant(REFUSED, session(token(2, 5000)), OK)

    async with connected(tenant, refreshing(token=token(1, 5000))) as client:
        await client.post("/a", json={"n": 1})

    assert [seen.path for seen in tenant.seen] == ["/a", "/tenant/oauth/token", "/a"]
    assert tenant.seen[2].body == b'{"n":1}'


@on_loop
async def test_refusal_of_a_new_token_is_final() -> None:
    """A second 401 is not about the token's age."""
    tenant = Tenant(REFUSED, session(token(2, 5000)), REFUSED)

    async with connected(tenant, refreshing(token=token(1, 5000))) as client:
        with pytest.raises(UnauthorizedError, match="logged out"):
            await client.get("/a")

    assert len(tenant.seen) == 3


@on_loop
async def test_opaque_token_is_used_until_it_is_refused() -> None:
    """A token that does not tell when it expires is good until the platform says otherwise."""
    tenant = Tenant(OK, REFUSED, session("opaque-2"), OK)

    async with connected(tenant, refreshing(token="opaque-1")) as client:
        await client.get("/a")
        await client.get("/b")

    assert tenant.seen[3].headers["authorization"] == "Bearer opaque-2"


@on_loop
@pytest.mark.parametrize(
    ("answer", "kind"),
    [
        (Answer(401, b'{"message": "Bad credentials"}'), UnauthorizedError),
        (Answer(401, b'{"message": "TFA TOTP code required"}'), MissingTfaError),
    ],
)
async def test_refused_login_is_raised(answer: Answer, kind: type[UnauthorizedError]) -> None:
    """The error is about the login, and nothing else was sent."""
    tenant = Tenant(answer)

    async with connected(tenant, refreshing()) as client:
        with pytest.raises(kind, match=r"POST http://tenant\.test/tenant/oauth/token"):
            await client.get("/a")

    assert len(tenant.seen) == 1


@on_loop
async def test_busy_login_is_tried_again_with_the_request() -> None:
    """A login server that is busy for a moment is waited for like any other."""
    naps = Naps()
    tenant = Tenant(Answer(503), session(token(1, 5000)), OK)

    async with connected(tenant, refreshing()) as client:
        client.transport._sleep = naps.async_nap
        assert await client.get("/a") == {}

    assert len(naps.taken) == 1


@on_loop
async def test_login_that_never_works_is_an_error() -> None:
    """Patience with the login ends as it does with every request."""
    naps = Naps()
    tenant = Tenant(*[Answer(503)] * 4)

    async with connected(tenant, refreshing()) as client:
        client.transport._sleep = naps.async_nap
        with pytest.raises(ServerError):
            await client.get("/a")


@on_loop
async def test_login_without_a_token_is_explained() -> None:
    """A success that hands out nothing, such as another server's page, is an error that says so."""
    async with connected(Tenant(Answer(200, b"{}")), refreshing()) as client:
        with pytest.raises(HttpError, match="the login succeeded, but its answer has no 'access_token'"):
            await client.get("/a")


@on_loop
async def test_pieces_are_not_sent_again_after_a_login() -> None:
    """A body that was produced piece by piece is gone, so its 401 is raised."""
    tenant = Tenant(REFUSED)

    async with connected(tenant, refreshing(token=token(1, 5000))) as client:
        with pytest.raises(UnauthorizedError):
            await client.put("/a", content=iter([b"x"]))

    assert len(tenant.seen) == 1


@on_loop
async def test_code_is_asked_for_at_each_login() -> None:
    """A second-factor code serves once, so a function makes a new one each time."""
    codes = iter(["111111", "222222"])
    tenant = Tenant(session(token(1, 1000)), OK, session(token(2, 5000)), OK)

    async with connected(tenant, refreshing(tfa_token=lambda: next(codes))) as client:
        await client.get("/a")
        await client.get("/a")

    assert b"tfa_code=111111" in tenant.seen[0].body
    assert b"tfa_code=222222" in tenant.seen[2].body


@on_loop
async def test_session_is_renewed_at_the_mock(c8y_mock: MockTenant) -> None:
    """A user who is logged out everywhere goes on working, with a session of its own."""
    auth = RefreshingAuth(IN_PROCESS_URL, c8y_mock.tenant_id, c8y_mock.username, c8y_mock.password)

    async with CumulocityRestClient(IN_PROCESS_URL, c8y_mock.tenant_id, auth, transport=c8y_mock.transport) as client:
        await client.get("/user/currentUser")
        first = auth.build_auth_header()
        await client.post("/user/logout")
        user = await client.get("/user/currentUser")

    assert user["userName"] == c8y_mock.username
    assert auth.build_auth_header() != first


@on_loop
async def test_credentials_know_their_user_and_hide_the_rest() -> None:
    """Names are known before the first login; password and token are never shown."""
    auth = refreshing(token="secret-token")

    assert (auth.get_username(), auth.get_tenant_id()) == ("joe", "t1")
    assert repr(auth) == "RefreshingAuth('t1', 'joe', ...)"
    with pytest.raises(ValueError, match="the first request logs in"):
        refreshing().build_auth_header()
