"""Logging in with c8y_api: sessions, second factors, one's own account."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable, Iterator

import pyotp
import pytest
from c8y_api import (
    AccessDeniedError,
    CumulocityApi,
    CumulocityRestApi,
    HTTPBearerAuth,
    MissingTfaError,
    UnauthorizedError,
)
from c8y_tk.app import CumulocityApp
from c8y_tk.app import interactive as interactive_app

from mockc8y.control.mock_tenant import MockTenant
from tests.clients.c8y_api.conftest import Login
from tests.clients.conftest import AddUser

pytestmark = pytest.mark.clients

OWN = ("ROLE_USER_MANAGEMENT_OWN_READ", "ROLE_USER_MANAGEMENT_OWN_ADMIN")
Authenticate = Callable[..., tuple[str, str]]
"""Logs a user in by name, password and code; gives the token and the XSRF value."""
ByToken = Callable[[str], CumulocityApi]
"""Makes a client that shows a token."""


@pytest.fixture
def authenticate(c8y_mock: MockTenant) -> Authenticate:
    """Give a function that logs users in."""

    def log_in(name: str, password: str, code: str | None = None) -> tuple[str, str]:
        found: tuple[str, str] = CumulocityRestApi.authenticate(
            c8y_mock.base_url, c8y_mock.tenant_id, name, password, code
        )
        return found

    return log_in


@pytest.fixture
def by_token(c8y_mock: MockTenant) -> Iterator[ByToken]:
    """Give a function that makes clients by token, which are closed when the test is over."""
    made = []

    def connect(token: str) -> CumulocityApi:
        client = CumulocityApi(c8y_mock.base_url, c8y_mock.tenant_id, auth=HTTPBearerAuth(token))
        made.append(client)
        return client

    yield connect
    for client in made:
        client.session.close()


def code_of(c8y_mock: MockTenant, secret: str) -> str:
    """Work out a code as an app does."""
    return pyotp.TOTP(secret).at(c8y_mock.platform.clock.now() // 1000)


def test_login_gives_a_token_and_its_value(authenticate: Authenticate, by_token: ByToken, c8y_mock: MockTenant) -> None:
    """The client reads the user from the token."""
    token, xsrf = authenticate(c8y_mock.username, c8y_mock.password)

    client = by_token(token)

    payload = json.loads(base64.b64decode(token.split(".")[1] + "=="))
    assert client.username == c8y_mock.username
    assert client.users.get_current().username == c8y_mock.username
    assert payload["xsrfToken"] == xsrf
    assert payload["aud"] == c8y_mock.base_url


def test_user_name_may_come_with_its_tenant(authenticate: Authenticate, c8y_mock: MockTenant) -> None:
    """As in a Basic login."""
    assert authenticate(f"{c8y_mock.tenant_id}/{c8y_mock.username}", c8y_mock.password)


def test_wrong_password_is_told_from_a_missing_code(authenticate: Authenticate, c8y_mock: MockTenant) -> None:
    """The client looks for words in the message."""
    with pytest.raises(UnauthorizedError, match="Bad credentials") as caught:
        authenticate(c8y_mock.username, "wrong")

    assert not isinstance(caught.value, MissingTfaError)


def test_second_factor_is_set_up_and_then_asked_for(
    authenticate: Authenticate, by_token: ByToken, c8y_mock: MockTenant, add_user: AddUser
) -> None:
    """Secret, verification, activation, login with a code."""
    name = add_user("ana", *OWN)
    me = by_token(authenticate(name, name)[0]).users.get_current()
    secret, _ = me.generate_totp_secret()
    assert not me.get_totp_enabled()
    assert not me.is_valid_totp("000000")
    assert me.is_valid_totp(code_of(c8y_mock, secret))
    me.enable_totp()

    with pytest.raises(MissingTfaError):
        authenticate(name, name)
    token, _ = authenticate(name, name, code_of(c8y_mock, secret))

    assert by_token(token).users.get_current().get_totp_activity().is_active


def test_second_factor_is_not_given_up(
    login: Login, authenticate: Authenticate, by_token: ByToken, add_user: AddUser
) -> None:
    """Not by the user; who has no secret has nothing enabled."""
    name = add_user("ana", *OWN)
    me = login(name, name).users.get_current()
    assert not me.get_totp_enabled()
    me = by_token(authenticate(name, name)[0]).users.get_current()
    me.generate_totp_secret()
    me.enable_totp()

    with pytest.raises(AccessDeniedError) as caught:
        me.disable_totp()

    assert caught.value.message == "Cannot deactivate TOTP setup!"


def test_administrator_revokes_a_second_factor(
    authenticate: Authenticate, by_token: ByToken, c8y: CumulocityApi, add_user: AddUser
) -> None:
    """The user then logs in without."""
    name = add_user("ana", *OWN)
    me = by_token(authenticate(name, name)[0]).users.get_current()
    me.generate_totp_secret()
    me.enable_totp()
    c8y.users.revoke_totp_secret(name)

    assert authenticate(name, name)


def test_password_is_changed(login: Login, authenticate: Authenticate, add_user: AddUser) -> None:
    """The client goes on with the new one; the old one is refused."""
    name = add_user("anabel", *OWN)
    client = login(name, name)
    me = client.users.get_current()
    changed = me.last_password_change
    me.update_password(name, "Secret-456")

    assert client.users.get_current().last_password_change > changed
    assert authenticate(name, "Secret-456")
    with pytest.raises(UnauthorizedError):
        authenticate(name, name)


def test_password_is_not_changed_to_a_weak_one(c8y_mock: MockTenant, login: Login, add_user: AddUser) -> None:
    """The message says what is wanted at least."""
    option = next(iter(c8y_mock.tenant.login_options.values()))
    c8y_mock.tenant.login_options.put(option["id"], option | {"enforceStrength": True})
    name = add_user("anabel", *OWN)

    with pytest.raises(ValueError, match="at least"):
        login(name, name).users.get_current().update_password(name, "abcdefgh")


def test_own_account_is_updated(login: Login, add_user: AddUser) -> None:
    """Names, mail and phone."""
    name = add_user("ana", *OWN)
    me = login(name, name).users.get_current()
    me.first_name, me.email = "Ana", "ana@acme.test"

    updated = me.update()

    assert (updated.first_name, updated.email) == ("Ana", "ana@acme.test")


def test_everybody_is_logged_out(
    authenticate: Authenticate, by_token: ByToken, c8y: CumulocityApi, add_user: AddUser
) -> None:
    """Tokens are refused from then on."""
    name = add_user("ana", *OWN)
    client = by_token(authenticate(name, name)[0])
    assert client.users.get_current().username == name
    c8y.users.logout_all()

    with pytest.raises(UnauthorizedError):
        client.users.get_current()


def test_interactive_application_logs_in_by_itself(c8y_mock: MockTenant, monkeypatch: pytest.MonkeyPatch) -> None:
    """With what the environment says, and later with the token alone, which tells everything else."""
    monkeypatch.setenv("C8Y_TOKEN", "")
    monkeypatch.setenv("C8Y_BASEURL", c8y_mock.base_url)
    monkeypatch.setenv("C8Y_TENANT", c8y_mock.tenant_id)
    monkeypatch.setenv("C8Y_USER", c8y_mock.username)
    monkeypatch.setenv("C8Y_PASSWORD", c8y_mock.password)
    assert interactive_app.CumulocityApp is CumulocityApp
    first = CumulocityApp()
    for name in ("C8Y_BASEURL", "C8Y_TENANT", "C8Y_USER", "C8Y_PASSWORD"):
        monkeypatch.delenv(name)
    second = CumulocityApp()

    for client in (first, second):
        assert client.users.get_current().username == c8y_mock.username
        client.session.close()
    assert second.base_url == c8y_mock.base_url
