"""Logging in: the ways a tenant offers, second factors, sessions by cookie."""

from __future__ import annotations

from typing import Any

import httpx
import orjson
import pyotp
import pytest

from c8y_client import (
    JWT,
    BasicAuth,
    BearerAuth,
    ConnectionFailed,
    CookieAuth,
    HttpError,
    InvalidRequestError,
    MissingTfaError,
    RetryPolicy,
    UnauthorizedError,
)
from c8y_client._async.rest import CumulocityRestClient
from mockc8y.control.mock_tenant import IN_PROCESS_URL, MockTenant
from tests.sdk.doors import Answer, Tenant, async_door
from tests.sdk.loop import on_loop

BASE = "http://tenant.test"
TOTP = "/user/currentUser/totpSecret"
BAD = Answer(401, b'{"message": "Invalid credentials! : Bad credentials"}')
SESSION = "authorization=a.b.c; Max-Age=1209600; Path=/; HttpOnly"
XSRF = "XSRF-TOKEN=x1; Max-Age=1209600; Path=/"


def options(*types: str) -> Answer:
    """Offer ways to log in."""
    return Answer(200, orjson.dumps({"loginOptions": [{"type": kind} for kind in types]}))


async def logged_in(tenant: Tenant, tfa_token: str | None = None) -> tuple[Any, str | None]:
    """Log in at a scripted tenant."""
    return await CumulocityRestClient.authenticate(
        BASE, "t1", "joe", "pässword", tfa_token, transport=async_door(tenant)
    )


def connected(c8y_mock: MockTenant, auth: Any) -> CumulocityRestClient:
    """Connect to the mock."""
    return CumulocityRestClient(IN_PROCESS_URL, c8y_mock.tenant_id, auth, transport=c8y_mock.transport)


async def enter(c8y_mock: MockTenant, password: str, tfa_token: str | None = None) -> tuple[Any, str | None]:
    """Log in at the mock as its administrator."""
    return await CumulocityRestClient.authenticate(
        IN_PROCESS_URL, c8y_mock.tenant_id, c8y_mock.username, password, tfa_token, transport=c8y_mock.transport
    )


@on_loop
async def test_login_gives_a_token_that_works(c8y_mock: MockTenant) -> None:
    """The credentials serve a client as they are, and name the user and the tenant."""
    auth, xsrf_token = await enter(c8y_mock, c8y_mock.password)

    async with connected(c8y_mock, auth) as client:
        user = await client.get("/user/currentUser")

    assert isinstance(auth, BearerAuth)
    assert user["userName"] == client.username == c8y_mock.username
    assert auth.get_tenant_id() == c8y_mock.tenant_id
    assert JWT(auth.token).get_claim("xsrfToken") == xsrf_token


@on_loop
async def test_wrong_password_is_unauthorized(c8y_mock: MockTenant) -> None:
    """Wrong credentials are told apart from a missing code, and are not tried a second way."""
    with pytest.raises(UnauthorizedError, match="Bad credentials") as raised:
        await enter(c8y_mock, "wrong")

    assert type(raised.value) is UnauthorizedError
    assert (raised.value.method, "wrong" in str(raised.value)) == ("POST", False)


@on_loop
async def test_second_factor_is_asked_for_and_accepted(c8y_mock: MockTenant) -> None:
    """Without the code the login is a `MissingTfaError`, with it a token."""
    first, _ = await enter(c8y_mock, c8y_mock.password)
    async with connected(c8y_mock, first) as client:
        secret = (await client.post(TOTP))["rawSecret"]
        await client.post(f"{TOTP}/activity", json={"isActive": True})

    with pytest.raises(MissingTfaError):
        await enter(c8y_mock, c8y_mock.password)
    code = pyotp.TOTP(secret).at(c8y_mock.platform.clock.now() // 1000)
    auth, _ = await enter(c8y_mock, c8y_mock.password, code)

    assert isinstance(auth, BearerAuth)


@on_loop
async def test_session_by_cookie_carries_its_anti_forgery_token(c8y_mock: MockTenant) -> None:
    """Cookie and header together change something; with another anti-forgery token the platform refuses."""
    auth, xsrf_token = await enter(c8y_mock, c8y_mock.password)

    for chosen in (CookieAuth(auth.token, xsrf_token), CookieAuth(auth.token)):
        async with connected(c8y_mock, chosen) as client:
            created = await client.post("/inventory/managedObjects", json={"name": "by cookie"})
            assert created["owner"] == client.username
    async with connected(c8y_mock, CookieAuth(auth.token, "forged")) as client:
        with pytest.raises(UnauthorizedError):
            await client.post("/inventory/managedObjects", json={"name": "forged"})


@on_loop
async def test_login_is_asked_for_in_the_platforms_words() -> None:
    """The tenant's options are read, then a form is posted, with nobody's credentials in the header."""
    tenant = Tenant(options("OAUTH2_INTERNAL", "BASIC"), Answer(200, b"", {"set-cookie": SESSION}))

    auth, xsrf_token = await logged_in(tenant, "123456")

    [read, posted] = tenant.seen
    assert (auth, xsrf_token) == (BearerAuth("a.b.c"), None)
    assert (read.method, read.path, read.query) == ("GET", "/tenant/loginOptions", "tenantId=t1")
    assert (posted.method, posted.path, posted.query) == ("POST", "/tenant/oauth", "tenant_id=t1")
    assert posted.headers["content-type"] == "application/x-www-form-urlencoded"
    assert posted.body == (b"grant_type=PASSWORD&username=joe&password=p%C3%A4ssword&tfa_code=123456&tfa_token=123456")
    assert "authorization" not in posted.headers


@on_loop
@pytest.mark.parametrize(
    "first",
    [
        Answer(404),
        Answer(400, b'{"message": "unsupported grant"}'),
        Answer(401, b'{"message": "Tenant has no access from outside the platform"}'),
    ],
    ids=["unknown", "unsupported", "only inside"],
)
async def test_basic_is_the_second_way(first: Answer) -> None:
    """Where the OAuth login is not to be had, the name and password are checked as Basic credentials."""
    tenant = Tenant(options("OAUTH2_INTERNAL", "BASIC"), first, Answer(200, b'{"name": "t1"}'))

    assert await logged_in(tenant) == (BasicAuth("t1/joe", "pässword"), None)
    assert tenant.seen[2].path == "/tenant/currentTenant"


@on_loop
@pytest.mark.parametrize(
    ("types", "answer", "kind"),
    [
        (("OAUTH2_INTERNAL", "BASIC"), BAD, UnauthorizedError),
        (("OAUTH2_INTERNAL",), Answer(400), InvalidRequestError),
        (("BASIC",), BAD, UnauthorizedError),
        (("OAUTH2_INTERNAL",), Answer(200), HttpError),
    ],
    ids=["wrong password", "no other way", "basic refused", "no cookie"],
)
async def test_refused_login_is_raised(types: tuple[str, ...], answer: Answer, kind: type[HttpError]) -> None:
    """What the tenant refuses is raised without another try that would count as one more failure."""
    tenant = Tenant(options(*types), answer)

    with pytest.raises(HttpError) as raised:
        await logged_in(tenant)

    assert type(raised.value) is kind
    assert len(tenant.seen) == 2


@on_loop
async def test_tenant_with_other_ways_only_is_explained() -> None:
    """Single sign-on alone cannot be done with name and password."""
    with pytest.raises(ValueError, match="no login with name and password, but only OAUTH2"):
        await logged_in(Tenant(options("OAUTH2")))


@on_loop
@pytest.mark.parametrize("answer", [Answer(403), Answer(200, b"<html>"), Answer(200, b"[]")], ids=["no", "HTML", "[]"])
async def test_unreadable_options_are_the_usual_ones(answer: Answer) -> None:
    """A tenant that hides its options is tried in the usual order."""
    tenant = Tenant(answer, Answer(200, b"", {"set-cookie": SESSION}))

    auth, _ = await logged_in(tenant)

    assert auth == BearerAuth("a.b.c")


@on_loop
async def test_unreachable_tenant_is_no_login_problem() -> None:
    """A failed connection is raised as such; the settings of a client hold for its login too."""
    tenant = Tenant(httpx.ConnectError("refused"))

    with pytest.raises(ConnectionFailed):
        await CumulocityRestClient.authenticate(
            BASE, "t1", "joe", "pw", transport=async_door(tenant), retry=RetryPolicy(attempts=1)
        )

    assert len(tenant.seen) == 1
