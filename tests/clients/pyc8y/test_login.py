"""Logging in with pyc8y: sessions, second factors, one's own account."""

from __future__ import annotations

import builtins
from collections.abc import Awaitable, Callable
from contextlib import AsyncExitStack

import pyotp
import pytest
from pyc8y import CumulocityClient, HttpError, MissingTfaError, UnauthorizedError
from pyc8y import app as pyc8y_app
from pyc8y.auth import JWT, BearerAuth
from pyc8y.rest import CumulocityRestClient

from mockc8y.control.mock_tenant import MockTenant
from tests.clients.conftest import AddUser
from tests.clients.pyc8y.conftest import Login

pytestmark = pytest.mark.clients

OWN = ("ROLE_USER_MANAGEMENT_OWN_READ", "ROLE_USER_MANAGEMENT_OWN_ADMIN")
TOTP = "/user/currentUser/totpSecret"
Authenticate = Callable[..., Awaitable[BearerAuth]]
"""Logs a user in by name, password and code."""
ByToken = Callable[[BearerAuth], CumulocityClient]
"""Makes a client that shows a token."""


@pytest.fixture
def authenticate(c8y_mock: MockTenant) -> Authenticate:
    """Give a function that logs users in."""

    async def log_in(name: str, password: str, code: str | None = None) -> BearerAuth:
        auth, xsrf = await CumulocityRestClient.authenticate(
            c8y_mock.base_url, c8y_mock.tenant_id, name, password, code
        )
        assert isinstance(auth, BearerAuth)
        assert xsrf
        return auth

    return log_in


@pytest.fixture
def by_token(c8y_mock: MockTenant, to_close: AsyncExitStack) -> ByToken:
    """Give a function that makes clients by token, which are closed when the test is over."""

    def connect(auth: BearerAuth) -> CumulocityClient:
        client = CumulocityClient(c8y_mock.base_url, c8y_mock.tenant_id, auth)
        to_close.push_async_callback(client.close)
        return client

    return connect


@pytest.fixture
def interactive(c8y_mock: MockTenant, monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """Set the environment up for `get_client`, which remembers the clients it made."""
    monkeypatch.delenv("C8Y_TOKEN", raising=False)
    monkeypatch.setenv("C8Y_BASEURL", c8y_mock.base_url)
    monkeypatch.setenv("C8Y_TENANT", c8y_mock.tenant_id)
    monkeypatch.setenv("C8Y_USER", c8y_mock.username)
    monkeypatch.setenv("C8Y_PASSWORD", c8y_mock.password)
    monkeypatch.setattr(pyc8y_app, "_clients", {})
    return monkeypatch


def code_of(c8y_mock: MockTenant, secret: str) -> str:
    """Work out a code as an app does."""
    return pyotp.TOTP(secret).at(c8y_mock.platform.clock.now() // 1000)


async def secret_in_use(client: CumulocityClient) -> str:
    """Set up a second factor and switch it on."""
    secret: str = (await client.post(TOTP, json={}))["rawSecret"]
    await client.post(f"{TOTP}/activity", json={"isActive": True})
    return secret


async def test_login_gives_a_token(authenticate: Authenticate, by_token: ByToken, c8y_mock: MockTenant) -> None:
    """The client finds out how to log in, then reads the user from the token."""
    client = by_token(await authenticate(c8y_mock.username, c8y_mock.password))

    assert client.username == c8y_mock.username
    assert (await client.users.get_current()).username == c8y_mock.username


async def test_user_name_may_come_with_its_tenant(authenticate: Authenticate, c8y_mock: MockTenant) -> None:
    """As in a Basic login."""
    assert await authenticate(f"{c8y_mock.tenant_id}/{c8y_mock.username}", c8y_mock.password)


async def test_wrong_password_is_told_from_a_missing_code(authenticate: Authenticate, c8y_mock: MockTenant) -> None:
    """The client looks for words in the message."""
    with pytest.raises(UnauthorizedError, match="Bad credentials") as caught:
        await authenticate(c8y_mock.username, "wrong")

    assert not isinstance(caught.value, MissingTfaError)


async def test_second_factor_is_set_up_and_then_asked_for(
    authenticate: Authenticate, by_token: ByToken, c8y_mock: MockTenant, add_user: AddUser
) -> None:
    """Secret, verification, activation, login with a code."""
    name = add_user("ana", *OWN)
    client = by_token(await authenticate(name, name))
    secret = await secret_in_use(client)
    await client.post(f"{TOTP}/verify", json={"code": code_of(c8y_mock, secret)})
    with pytest.raises(HttpError, match="Invalid verification code"):
        await client.post(f"{TOTP}/verify", json={"code": "000000"})

    with pytest.raises(MissingTfaError):
        await authenticate(name, name)
    later = by_token(await authenticate(name, name, code_of(c8y_mock, secret)))

    assert (await later.get(f"{TOTP}/activity")) == {"isActive": True}


async def test_administrator_revokes_a_second_factor(
    authenticate: Authenticate, by_token: ByToken, c8y: CumulocityClient, add_user: AddUser
) -> None:
    """The user then logs in without."""
    name = add_user("ana", *OWN)
    await secret_in_use(by_token(await authenticate(name, name)))
    assert (await c8y.users.get_tfa_settings(name)).enabled
    await c8y.users.revoke_totp_secret(name)

    assert await authenticate(name, name)


async def test_password_is_changed(login: Login, authenticate: Authenticate, add_user: AddUser) -> None:
    """The old one is refused, the new one is right."""
    name = add_user("anabel", *OWN)
    me = await login(name, name).users.get_current()
    await me.update_password(name, "Secret-456")

    assert await authenticate(name, "Secret-456")
    with pytest.raises(UnauthorizedError):
        await authenticate(name, name)


async def test_own_account_is_updated(login: Login, add_user: AddUser) -> None:
    """Names, mail and phone."""
    name = add_user("ana", *OWN)
    me = await login(name, name).users.get_current()
    me.first_name, me.email = "Ana", "ana@acme.test"

    updated = await me.update()

    assert (updated.first_name, updated.email) == ("Ana", "ana@acme.test")


async def test_logged_out_session_is_refused(
    authenticate: Authenticate, by_token: ByToken, c8y: CumulocityClient, add_user: AddUser, c8y_mock: MockTenant
) -> None:
    """In the words of the platform."""
    name = add_user("ana", *OWN)
    client = by_token(await authenticate(name, name))
    await c8y.post(f"/user/logout/{c8y_mock.tenant_id}/allUsers", json={})

    with pytest.raises(UnauthorizedError, match="User has been logged out"):
        await client.users.get_current()


async def test_client_of_the_environment_logs_in_by_itself(
    interactive: pytest.MonkeyPatch, c8y_mock: MockTenant, to_close: AsyncExitStack
) -> None:
    """With name and password, and later with the token alone, which tells everything else."""
    first = await pyc8y_app.get_client()
    to_close.push_async_callback(first.close)
    assert isinstance(first.auth, BearerAuth)
    for name in ("C8Y_BASEURL", "C8Y_TENANT", "C8Y_USER", "C8Y_PASSWORD"):
        interactive.delenv(name)
    interactive.setenv("C8Y_TOKEN", first.auth.token)
    interactive.setattr(pyc8y_app, "_clients", {})

    second = await pyc8y_app.get_client()
    to_close.push_async_callback(second.close)

    assert (second.base_url.rstrip("/"), second.tenant_id) == (c8y_mock.base_url, c8y_mock.tenant_id)
    assert (await second.users.get_current()).username == c8y_mock.username
    assert JWT(first.auth.token).get_claim("aud") == c8y_mock.base_url


async def test_client_of_the_environment_asks_for_the_code(
    interactive: pytest.MonkeyPatch,
    authenticate: Authenticate,
    by_token: ByToken,
    c8y_mock: MockTenant,
    to_close: AsyncExitStack,
) -> None:
    """It learns from the first refusal that there is a second factor."""
    secret = await secret_in_use(by_token(await authenticate(c8y_mock.username, c8y_mock.password)))
    asked = []

    def answer(prompt: str) -> str:
        asked.append(prompt)
        return code_of(c8y_mock, secret)

    interactive.setattr(builtins, "input", answer)

    client = await pyc8y_app.get_client()
    to_close.push_async_callback(client.close)

    assert len(asked) == 1
    assert (await client.users.get_current()).username == c8y_mock.username
