"""How requests prove who sends them, and what is worth which proof."""

from __future__ import annotations

import base64
from dataclasses import replace

import pytest

from mockc8y.api.authentication import READS, Authenticator
from mockc8y.domain import totp, users
from mockc8y.domain.default_groups import BUSINESS
from mockc8y.domain.platform import Platform
from mockc8y.domain.tenant import Tenant
from mockc8y.domain.tenant_profile import SUSPENDED
from mockc8y.domain.totp import Totp
from tests.api.conftest import Call
from tests.api.logins import Login, log_in, whoami

DAY = 86_400_000
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
OBJECTS = "/inventory/managedObjects"


def basic(login: str) -> dict[str, str]:
    """Return the header of a login `tenant/user:password`."""
    return {"authorization": "Basic " + base64.b64encode(login.encode()).decode()}


@pytest.fixture
def session(call: Call) -> Login:
    """A session of the administrator."""
    return log_in(call)


def test_token_stands_for_its_user(call: Call, session: Login) -> None:
    """A program shows it as it is; a browser in a cookie."""
    assert [whoami(call, headers).json()["id"] for headers in (session.bearer, session.cookies)] == ["admin"] * 2


def test_scheme_is_read_in_any_case(call: Call, session: Login) -> None:
    """HTTP does not tell them apart (RFC 9110)."""
    assert whoami(call, {"authorization": f"bearer {session.token}"}).status == 200
    assert whoami(call, {"authorization": f"BEARER  {session.token} "}).status == 200


def test_cookie_is_found_among_others(call: Call, session: Login) -> None:
    """Browsers send all they have, in any order."""
    headers = {"cookie": f"a=1; xauthorization=no;authorization={session.token};XSRF-TOKEN=x; b"}

    assert whoami(call, headers).status == 200


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE"])
@pytest.mark.parametrize("xsrf", [None, "", "wrong"])
def test_write_by_cookie_alone_is_refused(call: Call, session: Login, method: str, xsrf: str | None) -> None:
    """A page of somebody else can make a browser send its cookies, but cannot read the value to repeat."""
    headers = {**session.cookies, **({} if xsrf is None else {"x-xsrf-token": xsrf})}
    path = OBJECTS if method == "POST" else f"{OBJECTS}/1"

    answer = call(method, path, json={"name": "Pump"}, headers=headers, login=None)

    assert (answer.status, answer.json()["error"]) == (401, "security/Unauthorized")
    assert "XSRF" in answer.json()["message"]


def test_write_by_cookie_with_its_value_is_done(call: Call, session: Login) -> None:
    """The page of the user can read the value and repeats it."""
    assert call("POST", OBJECTS, json={"name": "Pump"}, headers=session.browser, login=None).status == 201


def test_value_of_another_session_is_refused(call: Call, session: Login) -> None:
    """Each session has a value of its own."""
    headers = {**session.cookies, "x-xsrf-token": log_in(call).claims["xsrfToken"]}

    assert call("POST", OBJECTS, json={"name": "Pump"}, headers=headers, login=None).status == 401


def test_method_that_is_asked_for_by_header_counts(call: Call, session: Login) -> None:
    """A POST that stands for a DELETE is a write like any other."""
    headers = {**session.cookies, "x-http-method": "DELETE"}

    assert call("POST", f"{OBJECTS}/1", headers=headers, login=None).status == 401


def test_reads_are_what_changes_nothing() -> None:
    """All other methods need the value."""
    assert frozenset({"GET", "HEAD"}) == READS


def test_cookie_with_its_value_wins_over_the_header(call: Call, tenant: Tenant, session: Login) -> None:
    """Clients send a password that is no longer right along with a session that is."""
    users.add(tenant, "ana", "secret", ["ROLE_USER_MANAGEMENT_OWN_READ"])

    for other in ("t07007007/admin:wrong", "t07007007/ana:secret"):
        assert whoami(call, {**session.browser, **basic(other)}).json()["id"] == "admin"


def test_header_wins_over_a_cookie_without_its_value(call: Call, tenant: Tenant, session: Login) -> None:
    """Browsers send cookies by themselves, so they say nothing about what is meant."""
    users.add(tenant, "ana", "secret", ["ROLE_USER_MANAGEMENT_OWN_READ"])

    assert whoami(call, {**session.cookies, **basic("t07007007/ana:secret")}).json()["id"] == "ana"
    assert whoami(call, {**session.cookies, **basic("t07007007/ana:wrong")}).status == 401


def test_header_wins_over_a_cookie_with_a_wrong_value(call: Call, session: Login) -> None:
    """A value that was guessed is as good as none."""
    headers = {**session.cookies, "x-xsrf-token": "guess", **basic("t07007007/admin:wrong")}

    assert whoami(call, headers).status == 401


def test_header_wins_over_a_cookie_that_is_good_for_nothing(call: Call) -> None:
    """A stale cookie keeps nobody out."""
    stale = {"cookie": "authorization=abc.def.ghi", "x-xsrf-token": "x"}

    assert whoami(call, {**stale, **basic("t07007007/admin:admin")}).status == 200
    assert whoami(call, stale).status == 401


def test_token_is_good_until_it_expires(call: Call, platform: Platform, session: Login) -> None:
    """The clock of the platform decides, to the second, however often the token was shown before."""
    assert whoami(call, session.bearer).status == 200
    platform.advance(14 * DAY - 1)
    assert whoami(call, session.bearer).status == 200
    platform.advance(1)

    answer = whoami(call, session.bearer)

    assert answer.status == 401
    assert "User has been logged out" in answer.json()["message"]


def test_token_ends_with_its_user(call: Call, tenant: Tenant) -> None:
    """Users that are disabled or deleted have no sessions; another one of the name does not get them."""
    users.add(tenant, "ana", "secret1", ["ROLE_USER_MANAGEMENT_OWN_READ"])
    session = log_in(call, "ana", "secret1")
    assert whoami(call, session.bearer).status == 200

    call("PUT", "/user/t07007007/users/ana", json={"enabled": False})
    assert whoami(call, session.bearer).status == 401
    call("PUT", "/user/t07007007/users/ana", json={"enabled": True})
    assert whoami(call, session.bearer).status == 200
    call("DELETE", "/user/t07007007/users/ana")
    assert whoami(call, session.bearer).status == 401
    call("POST", "/user/t07007007/users", json={"userName": "ana", "email": "a@b.test", "password": "secret1"})

    assert whoami(call, session.bearer).status == 401


def test_token_ends_with_its_tenant(call: Call, platform: Platform) -> None:
    """A tenant that is removed takes its sessions along; another one of the id does not get them."""
    users.add(platform.add_tenant("t900"), "ana", "secret", ["ROLE_USER_MANAGEMENT_OWN_READ"])
    session = log_in(call, "t900/ana", "secret")
    assert whoami(call, session.bearer).status == 200
    platform.remove_tenant("t900")
    assert whoami(call, session.bearer).status == 401
    users.add(platform.add_tenant("t900"), "ana", "secret", ["ROLE_USER_MANAGEMENT_OWN_READ"])

    assert whoami(call, session.bearer).status == 401


def test_password_ends_with_its_tenant(call: Call, platform: Platform) -> None:
    """What was right a moment ago is not looked up in a tenant that is gone."""
    users.add(platform.add_tenant("t900"), "ana", "secret", ["ROLE_USER_MANAGEMENT_OWN_READ"])
    assert whoami(call, basic("t900/ana:secret")).status == 200
    platform.remove_tenant("t900")

    assert whoami(call, basic("t900/ana:secret")).status == 401


def test_login_without_a_tenant_follows_the_host_at_once(call: Call, platform: Platform) -> None:
    """A host name that stood for the default tenant stands for a new one as soon as that is there."""
    headers = {"host": "t900.test", **basic("admin:admin")}
    assert whoami(call, headers).status == 200
    users.add(platform.add_tenant("t900"), "admin", "other")

    assert whoami(call, headers).status == 401


def test_login_without_a_tenant_means_another_user_at_another_host(call: Call, platform: Platform) -> None:
    """The same header from the same client."""
    users.add(platform.add_tenant("t900"), "admin", "admin")
    hosts = ("t07007007.test", "t900.test", "t07007007.test")

    answers = [whoami(call, {"host": host, **basic("admin:admin")}) for host in hosts]

    assert [answer.status for answer in answers] == [200, 403, 200]


def test_suspended_tenant_keeps_its_users_out_at_once(call: Call, tenant: Tenant, session: Login) -> None:
    """However they were let in a moment ago, and lets them in again afterwards."""
    proofs = (session.bearer, session.cookies, basic("t07007007/admin:admin"))
    before = tenant.profile.value
    statuses = []
    for status in (before.status, SUSPENDED, before.status):
        tenant.profile.value = replace(before, status=status)
        statuses.append([whoami(call, proof).status for proof in proofs])

    assert statuses == [[200] * 3, [401] * 3, [200] * 3]


def test_password_that_was_changed_is_refused_at_once(call: Call, tenant: Tenant) -> None:
    """What was right a moment ago is not remembered for longer."""
    users.add(tenant, "ana", "secret", ["ROLE_USER_MANAGEMENT_OWN_READ"])
    assert whoami(call, basic("t07007007/ana:secret")).status == 200
    users.add(tenant, "ana", "other", ["ROLE_USER_MANAGEMENT_OWN_READ"])

    assert whoami(call, basic("t07007007/ana:secret")).status == 401


def test_roles_that_were_taken_away_are_gone_at_once(call: Call, tenant: Tenant) -> None:
    """Sessions do not keep what their user no longer holds."""
    users.add(tenant, "ana", "secret", ["ROLE_USER_MANAGEMENT_OWN_READ"])
    session = log_in(call, "ana", "secret")
    assert whoami(call, session.bearer).status == 200
    user = tenant.users.get("ana")
    assert user is not None
    tenant.users.put("ana", replace(user, roles=frozenset()))

    assert whoami(call, session.bearer).status == 403


def test_roles_that_a_group_loses_are_gone_at_once(call: Call, tenant: Tenant) -> None:
    """The members did not change, but what they hold did."""
    users.add(tenant, "ana", "secret", groups=[BUSINESS])
    session = log_in(call, "ana", "secret")
    assert whoami(call, session.bearer).status == 200
    group = tenant.groups.get(BUSINESS)
    assert group is not None
    tenant.groups.put(BUSINESS, replace(group, roles=frozenset()))

    assert whoami(call, session.bearer).status == 403


def test_password_alone_is_not_enough_for_users_with_a_second_factor(call: Call, tenant: Tenant) -> None:
    """They are told that a code is wanted, and get a session with it; the password must be right first."""
    user = users.add(tenant, "ana", "secret", ["ROLE_USER_MANAGEMENT_OWN_READ"])
    session = log_in(call, "ana", "secret")
    tenant.users.put("ana", replace(user, totp=Totp("A" * totp.SECRET_LENGTH, is_active=True)))

    refused = whoami(call, basic("t07007007/ana:secret"))

    assert (refused.status, refused.json()["message"]) == (401, "Invalid credentials! : TFA TOTP code required.")
    assert "TOTP" not in whoami(call, basic("t07007007/ana:wrong")).json()["message"]
    assert whoami(call, session.bearer).status == 200


def test_browsers_can_be_kept_from_sending_passwords(call: Call, session: Login) -> None:
    """A login option forbids it to them; other programs, those that are trusted, and sessions go on."""
    restrictions = {"forbiddenClients": ["WEB_BROWSERS"], "forbiddenUserAgents": ["acme/1"]}
    restrictions["trustedUserAgents"] = [FIREFOX + " kiosk"]
    change = {"authenticationRestrictions": restrictions}
    password = basic("t07007007/admin:admin")
    assert whoami(call, {**password, "user-agent": FIREFOX}).status == 200
    call("PUT", "/tenant/loginOptions/BASIC?terminateUserSessions=false", json=change)

    statuses = {
        agent: whoami(call, {**password, "user-agent": agent}).status
        for agent in (FIREFOX, FIREFOX + " kiosk", "acme/1", "acme/2", "")
    }

    assert statuses == {FIREFOX: 401, FIREFOX + " kiosk": 200, "acme/1": 401, "acme/2": 200, "": 200}
    assert whoami(call, {**session.bearer, "user-agent": FIREFOX}).status == 200


def test_what_is_remembered_holds_no_proof(platform: Platform) -> None:
    """Neither passwords nor tokens stay in memory because they were shown."""
    authenticator = Authenticator(platform)
    header = basic("t07007007/admin:admin")["authorization"].encode()
    authenticator.identify("GET", {b"authorization": header})

    kept = repr(authenticator._known).encode()

    assert len(authenticator._known) == 1
    assert header.partition(b" ")[2] not in kept
    assert all(len(key) == 16 for key in authenticator._known)


def test_what_is_remembered_is_bounded(platform: Platform) -> None:
    """However many different headers are sent, memory does not grow."""
    authenticator = Authenticator(platform)
    header = basic("t07007007/admin:admin")["authorization"].encode()
    for number in range(1500):
        authenticator.identify("GET", {b"authorization": header, b"user-agent": b"%d" % number})

    assert len(authenticator._known) <= 1024


def test_login_page_of_browsers_is_not_opened_for_apps(call: Call) -> None:
    """Web apps ask for another scheme than Basic, which no browser knows."""
    refused = whoami(call, {"usexbasic": "true"})

    assert refused.headers["www-authenticate"] == 'XBasic realm="Cumulocity"'
