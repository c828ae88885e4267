"""Logging in: the form, the cookies, the token."""

from __future__ import annotations

import base64
import re
import time
from dataclasses import replace
from statistics import median
from urllib.parse import urlencode

import pytest

from mockc8y.api.asgi import Server, build_app
from mockc8y.api.settings import Settings
from mockc8y.api.stepping import step
from mockc8y.domain import users
from mockc8y.domain.platform import Platform
from mockc8y.domain.tenant import Tenant
from mockc8y.domain.tenant_profile import SUSPENDED
from tests.api.conftest import Call, Response
from tests.api.logins import FORM, GRANT, TOKEN, Login, ask_for_token, log_in
from tests.door import Door

ADMIN = {"username": "admin", "password": "admin"}
BAD_CREDENTIALS = {
    "error": "security/Unauthorized",
    "message": "Invalid credentials! : Bad credentials",
}
FORTNIGHT = 1_209_600


def cookies(platform: Platform, *, base_url: str | None = None) -> list[str]:
    """Log in and return the cookies as they are written."""
    door = Door(build_app(platform, Settings(base_url=base_url)))
    scope = door.scope("POST", "/tenant/oauth", {"host": "mock.test", **FORM})
    answer = step(_app(door), scope, urlencode({**GRANT, **ADMIN}).encode())
    assert (answer.status, answer.body) == (200, b"")
    return [value.decode() for name, value in answer.headers if name == b"set-cookie"]


def _app(door: Door) -> Server:
    return door._app


def test_cookies_are_as_clients_want_them(platform: Platform) -> None:
    """The token comes first and is out of reach for scripts; the other value is not; neither has a domain."""
    token, xsrf = cookies(platform)

    assert re.fullmatch(
        rf"authorization=[\w-]+\.[\w-]+\.[\w-]+; Max-Age={FORTNIGHT}; Path=/; HttpOnly", token, re.ASCII
    )
    assert re.fullmatch(rf"XSRF-TOKEN=[\w-]+; Max-Age={FORTNIGHT}; Path=/", xsrf, re.ASCII)


def test_cookies_are_secure_under_tls_only(platform: Platform) -> None:
    """Browsers drop secure cookies that come over plain HTTP, and the login would loop."""
    assert all("; Secure" in cookie for cookie in cookies(platform, base_url="https://mock.test"))
    assert not any("Secure" in cookie for cookie in cookies(platform))


def test_xsrf_cookie_is_the_one_in_the_token(platform: Platform) -> None:
    """Clients read it from either place."""
    token, xsrf = (cookie.partition(";")[0].partition("=")[2] for cookie in cookies(platform))

    assert Login(token).claims["xsrfToken"] == xsrf


def test_token_says_what_clients_read(call: Call) -> None:
    """User, tenant, addresses and times."""
    claims = log_in(call).claims

    told = {name: claims[name] for name in ("sub", "ten", "aud", "iss", "tfa")}
    assert told == {
        "sub": "admin",
        "ten": "t07007007",
        "aud": "http://mock.test",
        "iss": "mock.test",
        "tfa": False,
    }
    assert claims["exp"] - claims["iat"] == FORTNIGHT
    assert claims["nbf"] == claims["iat"]
    assert list(claims) == ["aud", "exp", "iat", "iss", "jti", "nbf", "sub", "tci", "ten", "tfa", "xsrfToken"]


@pytest.mark.parametrize(
    ("base_url", "audience"),
    [
        ("https://acme.test", "acme.test"),
        ("https://acme.test:8443", "https://acme.test:8443"),
        ("http://acme.test", "http://acme.test"),
        ("https://acme.test/c8y", "https://acme.test/c8y"),
    ],
)
def test_audience_leads_back_to_the_platform(platform: Platform, base_url: str, audience: str) -> None:
    """Clients put `https://` before an audience without a scheme and use it as the address of the platform."""
    claims = log_in(Door(build_app(platform, Settings(base_url=base_url)))).claims

    assert claims["aud"] == audience


def test_payload_of_a_token_can_be_read_with_the_plain_alphabet(call: Call, tenant: Tenant) -> None:
    """Clients decode it with plain base64, which silently drops the two characters that only URLs know."""
    name = "ana>ö?~\x7e\U0001f4a9"
    users.add(tenant, name, "secret")

    token = log_in(call, name, "secret").token

    payload = token.split(".")[1]
    assert not set(payload) & set("-_=")
    assert Login(token).claims["sub"] == name
    base64.b64decode(payload + "=" * (-len(payload) % 4), validate=True)


@pytest.mark.parametrize(
    ("path", "fields"),
    [
        ("", {"username": "admin"}),
        ("?tenant_id=t07007007", {"username": "admin"}),
        ("", {"username": "admin", "tenant_id": "t07007007"}),
        ("", {"username": "t07007007/admin"}),
        ("?tenant_id=t07007007", {"username": "t07007007/admin"}),
        ("", {"username": "admin", "grant_type": "password"}),
        ("", {"username": "admin", "tfa_code": "undefined"}),
        ("", {"username": "admin", "tfa_code": "", "tfa_token": "undefined"}),
    ],
)
def test_every_way_in_which_clients_fill_in_the_form_is_understood(
    call: Call, path: str, fields: dict[str, str]
) -> None:
    """The tenant may be in the query, in the form, in the user name, or follow from the host."""
    assert ask_for_token(call, f"/tenant/oauth/token{path}", **{**ADMIN, **fields}).status == 200


def test_tenant_that_is_named_wins_over_that_of_the_user_name(call: Call, platform: Platform) -> None:
    """The prefix is stripped in any case."""
    users.add(platform.tenants[0], "root", "secret")

    answer = ask_for_token(
        call, "/tenant/oauth/token?tenant_id=management", username="t07007007/root", password="secret"
    )

    assert Login(answer.json()["access_token"]).claims["ten"] == "management"


def test_header_that_comes_with_a_login_does_not_matter(call: Call) -> None:
    """The official JavaScript client sends one along."""
    wrong = {"authorization": "Basic " + base64.b64encode(b"t07007007/admin:wrong").decode()}

    assert ask_for_token(call, TOKEN, wrong, **ADMIN).status == 200


def test_every_login_makes_a_session_of_its_own(call: Call) -> None:
    """Whatever a client brings along, what it gets is new: nobody can be made to use a session known to others."""
    first = log_in(call)
    second = Login(ask_for_token(call, TOKEN, first.browser, **ADMIN).json()["access_token"])

    assert first.token != second.token
    assert first.claims["jti"] != second.claims["jti"]
    assert first.claims["xsrfToken"] != second.claims["xsrfToken"]


def test_xsrf_value_of_one_platform_tells_nothing_about_another() -> None:
    """Platforms of one seed draw the same numbers; the values come from their keys all the same."""
    values = set()
    for _ in range(2):
        platform = Platform()
        users.add(platform.add_tenant("t07007007"), "admin", "admin")
        values.add(log_in(Door(build_app(platform))).claims["xsrfToken"])

    assert len(values) == 2


def refusals(call: Call, tenant: Tenant) -> dict[str, Response]:
    """Fail to log in in every way."""
    users.add(tenant, "gone", "secret")
    call("PUT", "/user/t07007007/users/gone", json={"enabled": False})
    return {
        "wrong password": ask_for_token(call, username="admin", password="wrong"),
        "no password": ask_for_token(call, username="admin"),
        "unknown user": ask_for_token(call, username="nemo", password="admin"),
        "no user": ask_for_token(call, password="admin"),
        "disabled user": ask_for_token(call, username="gone", password="secret"),
        "unknown tenant": ask_for_token(call, username="t0/admin", password="admin"),
        "unknown tenant in the query": ask_for_token(call, "/tenant/oauth/token?tenant_id=t0", **ADMIN),
        "two tenants": ask_for_token(call, username="t07007007/t07007007/admin", password="admin"),
        "a way to log in that is not set up": ask_for_token(call, grant_type="AUTHORIZATION_CODE", code="abc"),
    }


def test_refusals_do_not_tell_what_was_wrong(call: Call, tenant: Tenant) -> None:
    """Nobody learns whether a user or a tenant exists."""
    for what, answer in refusals(call, tenant).items():
        told = {name: answer.json()[name] for name in ("error", "message")}
        assert (answer.status, told) == (401, BAD_CREDENTIALS), what
        assert "set-cookie" not in answer.headers


@pytest.mark.parametrize("other", ["t07007007/nemo-{}", "t0/ana-{}"])
def test_refusals_take_as_long_whatever_was_wrong(call: Call, tenant: Tenant, other: str) -> None:
    """An unknown user or tenant costs the same work as a wrong password, also if others were tried with it before."""
    users.add(tenant, "ana", "secret")

    def seconds(name: str, passwords: int) -> float:
        def once(number: int) -> float:
            start = time.process_time()
            ask_for_token(call, username=name.format(number), password=f"{other} {number % passwords}")
            return time.process_time() - start

        return median(once(number) for number in range(15))

    known = seconds("t07007007/ana", 15)

    assert known / 2 < seconds(other, 3) < known * 2


def test_users_of_a_suspended_tenant_cannot_log_in(call: Call, tenant: Tenant) -> None:
    """Their password is right, and refused as if it were wrong."""
    tenant.profile.value = replace(tenant.profile.value, status=SUSPENDED)

    assert ask_for_token(call, **ADMIN).status == 401


def test_form_of_another_type_is_refused(call: Call) -> None:
    """A login is a form, not JSON."""
    assert call("POST", "/tenant/oauth/token", json={**GRANT, **ADMIN}, login=None).status == 415


@pytest.mark.parametrize("body", [b"a=b&" * 100, b"username=%s" % (b"x" * 100_000), b"\xff=\xff"])
def test_form_that_is_none_is_refused(call: Call, body: bytes) -> None:
    """Too many fields, too long ones and bytes that are no text are not read."""
    assert call("POST", "/tenant/oauth", body=body, headers=FORM, login=None).status in (400, 413)


def test_login_is_recorded(call: Call) -> None:
    """The audit log tells who logged in, as the platform words it."""
    log_in(call)

    [record] = call("GET", "/audit/auditRecords?type=UserAuthentication").json()["auditRecords"]

    assert (record["activity"], record["user"]) == ("User login", "admin")
    assert record["text"] == "admin user logged in to the platform with OAuth internal login mode"
