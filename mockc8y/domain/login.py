"""Logging in and out: name, password and second factor for a session."""

from __future__ import annotations

from typing import NamedTuple

from mockc8y.domain import audit, sessions, totp
from mockc8y.domain.callers import Caller
from mockc8y.domain.errors import error
from mockc8y.domain.passwords import decoy
from mockc8y.domain.platform import Platform
from mockc8y.domain.sessions import Session
from mockc8y.domain.tenant import Tenant
from mockc8y.domain.users import User, authenticate

NO_CODE = ("", "undefined")
"""What clients send for a second factor that was not entered."""


class Credentials(NamedTuple):
    """What somebody claims to be. The tenant is the one named, else that of the login, else that of the host name."""

    login: str
    password: str
    host: str
    tenant_id: str | None = None


def prove(platform: Platform, credentials: Credentials) -> tuple[Tenant, User]:
    """Return the user of that name and password, or raise 401. It takes as long whatever is wrong."""
    tenant, name = _claimed(platform, credentials)
    if tenant is None:
        decoy(credentials.login).matches(credentials.password)
        raise error("authentication.bad_credentials")
    return tenant, authenticate(tenant, name, credentials.password)


def prove_with_code(platform: Platform, credentials: Credentials, code: str) -> tuple[Tenant, User]:
    """Return the user of that name and password, whose second factor must be right too if it has one, or raise 401."""
    tenant, user = prove(platform, credentials)
    if user.totp is None or not user.totp.is_active:
        return tenant, user
    if code in NO_CODE:
        raise error("authentication.factor_missing")
    if not totp.matches(user.totp, code, tenant.clock.now()):
        raise error("authentication.wrong_factor")
    return tenant, user


def prove_without_code(platform: Platform, credentials: Credentials) -> tuple[Tenant, User]:
    """Return the user of that name and password, or raise 401, also for users with a second factor.

    They have to log in for a session: a password sent along with each request does without the factor.
    """
    tenant, user = prove(platform, credentials)
    if totp.is_active(user):
        raise error("authentication.factor_missing")
    return tenant, user


def record_login(tenant: Tenant, user: User) -> None:
    """Write down that a session began. Requests that bring their password along are not recorded."""
    _record(tenant, user.name, "User login", "logged in to the platform with OAuth internal login mode")


def log_out(tenant: Tenant, session: Session) -> None:
    """End a session at the wish of its user."""
    sessions.end(tenant, session)
    _record(tenant, session.user, "User logout", "logged out of the platform")


def log_out_everybody(tenant: Tenant, caller: Caller) -> None:
    """End all sessions of a tenant."""
    sessions.end_all(tenant)
    text = f"{caller.user} user logged all users out of the platform"
    audit.write(tenant, audit.Entry("UserAuthentication", "User logout", text, source=caller.user), caller)


def _record(tenant: Tenant, name: str, activity: str, done: str) -> None:
    text = f"{name} user {done}"
    audit.write(tenant, audit.Entry("UserAuthentication", activity, text, source=name), Caller(name))


def names_tenant(login: str) -> bool:
    """Tell whether a login says which tenant it is for: `tenant/user`."""
    return login.find("/") > 0


def _claimed(platform: Platform, credentials: Credentials) -> tuple[Tenant | None, str]:
    prefix, slash, name = credentials.login.partition("/")
    if not slash:
        prefix, name = "", credentials.login
    named = credentials.tenant_id or prefix
    return (platform.tenant(named) if named else platform.tenant_of_host(credentials.host)), name
