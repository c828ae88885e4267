"""The user behind a connection, against the mock."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyotp
import pytest

from c8y_client import (
    AccessDeniedError,
    Auth,
    BasicAuth,
    BearerAuth,
    ConflictError,
    CookieAuth,
    InvalidRequestError,
    MissingTfaError,
    NotFoundError,
    RefreshingAuth,
    UnauthorizedError,
)
from c8y_client._async.client import CumulocityClient
from c8y_client._documents.second_factor import TotpActivity
from mockc8y.domain import session_tokens
from tests.sdk._async._connected import connected
from tests.sdk.loop import on_loop

if TYPE_CHECKING:
    from mockc8y.control.mock_tenant import MockTenant

URL = "http://mockc8y.local"
OLD, NEW = "admin", "N3w!password"


def connected_with(auth: Auth, mock: MockTenant) -> CumulocityClient:
    """Give a client with credentials of its own."""
    return CumulocityClient(URL, mock.tenant_id, auth, transport=mock.transport)


def session_of(mock: MockTenant) -> str:
    """Log the administrator in and give the token."""
    user = mock.tenant.users.get("admin")
    assert user is not None
    return session_tokens.start(mock.platform, mock.tenant, user, URL).token


def code_of(secret: str, mock: MockTenant) -> str:
    """Make the code that an authenticator shows now."""
    return pyotp.TOTP(secret).at(mock.platform.clock.now() // 1000)


@on_loop
async def test_current_user_knows_all_its_roles(c8y_mock: MockTenant) -> None:
    """Its own and those of its groups, however many."""
    async with connected(c8y_mock) as c8y:
        me = await c8y.users.get_current()

    assert me.username == "admin"
    assert len(me.effective_role_ids) > 20
    assert "ROLE_USER_MANAGEMENT_ADMIN" in me.effective_permission_ids


@on_loop
async def test_current_user_changes_itself(c8y_mock: MockTenant) -> None:
    """Also what nobody else can, its mail address."""
    async with connected(c8y_mock) as c8y:
        me = await c8y.users.get_current()
        me.first_name, me.email = "Ada", "ada@acme.test"
        assert await me.update() is me

        read = await me.reload(copy=True)
        assert (read.first_name, read.email) == ("Ada", "ada@acme.test")
        assert await me.update() is me


@on_loop
async def test_connection_goes_on_after_its_password_changed(c8y_mock: MockTenant) -> None:
    """By each of the ways to change it; the tenant in front of the user name stays."""
    auth = BasicAuth(f"{c8y_mock.tenant_id}/admin", OLD)
    async with connected_with(auth, c8y_mock) as c8y:
        me = await c8y.users.get_current()
        before = me.last_password_change_datetime
        await me.update_password(OLD, NEW)
        assert c8y.auth == BasicAuth(auth.username, NEW)
        await c8y.users.set_current_password(NEW, f"{NEW}2")
        assert c8y.auth == BasicAuth(auth.username, f"{NEW}2")
        me.password = f"{NEW}3"
        await me.update()

        assert c8y.auth == BasicAuth(auth.username, f"{NEW}3")
        after = (await me.reload()).last_password_change_datetime
        assert after is not None
        assert before is not None
        assert after >= before
        assert me.password is None


@on_loop
async def test_wrong_password_changes_nothing(c8y_mock: MockTenant) -> None:
    """The connection keeps the credentials that are still right."""
    async with connected(c8y_mock) as c8y:
        with pytest.raises(InvalidRequestError):
            await c8y.users.set_current_password("wrong", NEW)

        assert (await c8y.users.get_current()).username == "admin"


@pytest.mark.parametrize("kind", [BearerAuth, CookieAuth])
@on_loop
async def test_session_goes_on_after_the_password_changed(kind: type[BearerAuth], c8y_mock: MockTenant) -> None:
    """The platform begins another one, which the connection takes over."""
    auth = kind(session_of(c8y_mock))
    async with connected_with(auth, c8y_mock) as c8y:
        await c8y.users.set_current_password(OLD, NEW)

        assert type(c8y.auth) is kind
        assert c8y.auth != auth
        assert (await c8y.users.get_current()).username == "admin"


@on_loop
async def test_later_logins_use_the_new_password(c8y_mock: MockTenant) -> None:
    """Credentials that log in by themselves are told."""
    auth = RefreshingAuth(URL, c8y_mock.tenant_id, "admin", OLD)
    async with connected_with(auth, c8y_mock) as c8y:
        await c8y.users.set_current_password(OLD, NEW)
        await c8y.users.logout_all()

        assert c8y.auth is auth
        assert (await c8y.users.get_current()).username == "admin"


@on_loop
async def test_session_ends_by_logging_out(c8y_mock: MockTenant) -> None:
    """Its token is good for nothing after that."""
    async with connected_with(CookieAuth(session_of(c8y_mock)), c8y_mock) as c8y:
        me = await c8y.users.get_current()
        await me.logout()

        with pytest.raises(UnauthorizedError):
            await me.reload()


@on_loop
async def test_all_sessions_end_at_once(c8y_mock: MockTenant) -> None:
    """That of the connection among them."""
    async with connected_with(BearerAuth(session_of(c8y_mock)), c8y_mock) as c8y:
        await c8y.users.logout_all()

        with pytest.raises(UnauthorizedError):
            await c8y.users.get_current()


@on_loop
async def test_one_time_codes_are_set_up(c8y_mock: MockTenant) -> None:
    """A secret alone asks for nothing; a right code is told from a wrong one."""
    async with connected(c8y_mock) as c8y:
        me = await c8y.users.get_current()
        assert await me.get_totp_enabled() is False
        secret, url = made = await me.generate_totp_secret()
        assert await me.get_totp_activity() == {"isActive": False}

        await me.verify_totp(code_of(secret, c8y_mock))
        assert await me.is_valid_totp(code_of(secret, c8y_mock)) is True
        assert await me.is_valid_totp("000000") is False
        with pytest.raises(ValueError, match="Invalid verification code"):
            await me.verify_totp("000000")

    assert "secret=" in url or "otpauth" in url
    assert secret not in repr(made)


@on_loop
async def test_one_time_codes_are_asked_for_once_they_are_enabled(c8y_mock: MockTenant) -> None:
    """They cannot be disabled again, but the secret can be taken away. A password alone opens nothing meanwhile."""
    async with connected_with(BearerAuth(session_of(c8y_mock)), c8y_mock) as c8y, connected(c8y_mock) as other:
        me = await c8y.users.get_current()
        await me.generate_totp_secret()
        await me.enable_totp()

        assert await me.get_totp_enabled() is True
        assert (await me.get_tfa_settings()).enabled is True
        with pytest.raises(MissingTfaError):
            await other.users.get_current()
        with pytest.raises(AccessDeniedError):
            await me.disable_totp()
        await me.revoke_totp_secret()
        assert await me.get_totp_enabled() is False


@on_loop
async def test_codes_need_a_secret(c8y_mock: MockTenant) -> None:
    """Without one there is nothing to enable, to read or to check."""
    async with connected(c8y_mock) as c8y:
        me = await c8y.users.get_current()

        with pytest.raises(ConflictError):
            await me.set_totp_activity(TotpActivity(is_active=True))
        with pytest.raises(NotFoundError):
            await me.get_totp_activity()
        with pytest.raises(NotFoundError):
            await me.is_valid_totp("000000")


@on_loop
async def test_one_deletes_oneself(c8y_mock: MockTenant) -> None:
    """Whoever may delete users; the connection is worthless then."""
    login, password = c8y_mock.add_user("ana", roles=["ROLE_USER_MANAGEMENT_ADMIN", "ROLE_USER_MANAGEMENT_OWN_READ"])
    async with connected_with(BasicAuth(login, password), c8y_mock) as c8y:
        me = await c8y.users.get_current()
        await me.delete()

        with pytest.raises(UnauthorizedError):
            await me.reload()
    assert "ana" not in c8y_mock.tenant.users
