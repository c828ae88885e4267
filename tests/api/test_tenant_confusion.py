"""Requests that name two tenants at once: exactly one counts, and it is the right one."""

from __future__ import annotations

import base64

import pytest

from mockc8y.domain import tenants, users
from mockc8y.domain.default_groups import ADMINS
from mockc8y.domain.tenant import Tenant
from tests.api.conftest import Call
from tests.api.logins import TOKEN, ask_for_token, log_in
from tests.world import TENANT, World

CURRENT = "/tenant/currentTenant"
OTHER = "t2"


@pytest.fixture
def world() -> World:
    """Two tenants whose administrators have the same name, but not the same password."""
    made = World()
    users.add(made.platform.add_tenant(OTHER), "admin", "other", groups=[ADMINS])
    return made


@pytest.fixture
def other(world: World) -> Tenant:
    """The second tenant."""
    found = world.platform.tenant(OTHER)
    assert found is not None
    return found


def basic(login: str) -> dict[str, str]:
    """Write the header of a login."""
    return {"authorization": "Basic " + base64.b64encode(login.encode()).decode()}


def asked(call: Call, headers: dict[str, str]) -> str | int:
    """Return the tenant that a request is for, or the status of its refusal."""
    answer = call("GET", CURRENT, headers=headers, login=None)
    return str(answer.json()["name"]) if answer.status == 200 else answer.status


@pytest.mark.parametrize(
    ("host", "login", "expected"),
    [
        (f"{TENANT}.mock.test", "admin:admin", TENANT),
        (f"{OTHER}.mock.test", "admin:other", OTHER),
        (f"{OTHER}.mock.test", "admin:admin", 401),
        (f"{OTHER}.mock.test", f"{TENANT}/admin:admin", TENANT),
        (f"{OTHER}.mock.test", f"{TENANT}/admin:other", 401),
        ("management.mock.test", "admin:other", 401),
    ],
)
def test_host_chooses_only_where_the_login_does_not(world: World, host: str, login: str, expected: str | int) -> None:
    """A host name opens no tenant by the password of another, also when that password was just accepted elsewhere."""
    for _ in range(2):
        for accepted in (f"{TENANT}/admin:admin", f"{OTHER}/admin:other"):
            asked(world.call, basic(accepted))

        assert asked(world.call, {"host": host, **basic(login)}) == expected


def test_cookie_of_one_tenant_and_password_of_another_do_not_mix(world: World) -> None:
    """With its XSRF value the session counts, without it the password; never a bit of both."""
    session = log_in(world.call)
    password = basic(f"{OTHER}/admin:other")

    assert asked(world.call, {**session.browser, **password}) == TENANT
    assert asked(world.call, {**session.cookies, **password}) == OTHER
    assert asked(world.call, {**session.cookies, **password, "x-xsrf-token": "guessed"}) == OTHER


def test_session_belongs_to_its_tenant_whatever_the_host(world: World) -> None:
    """A token names its tenant; the host name does not move it to another."""
    session = log_in(world.call)

    assert asked(world.call, {"host": f"{OTHER}.mock.test", **session.bearer}) == TENANT


def test_login_leaves_nothing_of_a_session_that_was_planted(world: World) -> None:
    """Whoever puts a cookie into a browser before its user logs in does not share the session (fixation)."""
    planted = log_in(world.call, f"{OTHER}/admin", "other")

    fresh = ask_for_token(world.call, TOKEN, planted.browser, username="admin", password="admin").json()
    cookies = ask_for_token(world.call, "/tenant/oauth", planted.browser, username="admin", password="admin").headers

    assert fresh["access_token"] != planted.token
    assert planted.token not in str(cookies)
    assert planted.claims["xsrfToken"] not in str(cookies)
    assert asked(world.call, planted.browser) == OTHER


@pytest.mark.parametrize("name", ["localhost", "host"])
def test_no_tenant_takes_the_names_of_this_machine(world: World, name: str) -> None:
    """Its pages would be shown, and its users asked for, wherever somebody opens the server by a local name."""
    tenants.allow_creating(world.tenant)
    document = {"id": name, "company": "Evil", "domain": f"evil.{TENANT}.mockc8y.local", "adminEmail": "e@mock.test"}

    assert world.call("POST", "/tenant/tenants", json=document).status == 422


def test_id_of_a_tenant_takes_no_domain_away(world: World, other: Tenant) -> None:
    """A host that is the domain of a tenant leads there, though another is called like its first part."""
    tenants.allow_creating(world.tenant)
    first = {"company": "Shop", "domain": f"shop.{TENANT}.mockc8y.local", "adminEmail": "a@mock.test"}
    number = world.post("/tenant/tenants", first)
    second = {"id": "shop", "company": "Evil", "domain": f"evil.{TENANT}.mockc8y.local", "adminEmail": "a@mock.test"}
    assert world.call("POST", "/tenant/tenants", json=second).status == 201

    assert world.platform.tenant_of_host(f"shop.{TENANT}.mockc8y.local:8080").id == number
    assert world.platform.tenant_of_host("shop.localhost").id == "shop"
    assert world.platform.tenant_of_host(other.profile.value.domain) is other
