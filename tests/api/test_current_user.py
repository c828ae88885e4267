"""The logged-in user: how it is shown, what it changes, its second factor."""

from __future__ import annotations

import base64
import re
from urllib.parse import parse_qs, urlsplit

import pyotp
import pytest

from mockc8y.domain import users
from mockc8y.domain.default_groups import BUSINESS
from mockc8y.domain.platform import Platform
from mockc8y.domain.tenant import Tenant
from tests.api.conftest import Call, Response
from tests.api.logins import Login, ask_for_token, log_in, whoami

ME = "/user/currentUser"
ANA = "t07007007/ana:Secret-123"
USER = "application/vnd.com.nsn.cumulocity.user+json"
CURRENT_USER = "application/vnd.com.nsn.cumulocity.currentuser+json"
MINUTE = 60_000


@pytest.fixture(autouse=True)
def _ana(tenant: Tenant) -> None:
    """Add a user with a role of her own and those of a group."""
    users.add(tenant, "ana", "Secret-123", ["ROLE_AUDIT_ADMIN"], [BUSINESS])


def change_password(call: Call, new: object, headers: dict[str, str] | None = None) -> Response:
    """PUT another password for Ana."""
    change = {"currentUserPassword": "Secret-123", "newPassword": new}
    return call("PUT", f"{ME}/password", json=change, headers=headers, login=None if headers else ANA)


@pytest.mark.parametrize("accept", ["application/json", CURRENT_USER, "*/*", None])
def test_user_sees_all_its_roles_at_once(call: Call, tenant: Tenant, accept: str | None) -> None:
    """Those of its groups too, never in pages; the groups themselves are not shown."""
    me = call("GET", ME, accept=accept, login=ANA).json()

    held = [role["name"] for role in me["effectiveRoles"]]
    assert "ROLE_AUDIT_ADMIN" in held
    group = tenant.groups.get(BUSINESS)
    assert group is not None
    assert held == sorted(group.roles | {"ROLE_AUDIT_ADMIN"})
    assert not {"groups", "roles"} & me.keys()
    assert (me["id"], me["userName"], me["self"]) == ("ana", "ana", f"http://mock.test{ME}")


@pytest.mark.parametrize("accept", [USER, USER + ";", f"{USER};charset=UTF-8;ver=0.9", f"{USER}, */*"])
def test_user_can_be_seen_as_in_the_list_of_users(call: Call, accept: str) -> None:
    """The web apps ask for this media type, with a semicolon behind it, and check permissions in it."""
    answer = call("GET", ME, accept=accept, login=ANA)

    me = answer.json()
    assert answer.headers["content-type"].startswith(USER)
    assert [reference["group"]["id"] for reference in me["groups"]["references"]] == [BUSINESS]
    assert all("roles" in reference["group"] for reference in me["groups"]["references"])
    assert [reference["role"]["name"] for reference in me["roles"]["references"]] == ["ROLE_AUDIT_ADMIN"]
    assert "effectiveRoles" not in me


def test_users_of_microservices_see_the_short_form_only(call: Call, tenant: Tenant) -> None:
    """The specification denies them the other media type."""
    users.add(tenant, "service_acme", "secret", ["ROLE_SYSTEM", "ROLE_USER_MANAGEMENT_OWN_READ"])
    login = "t07007007/service_acme:secret"

    assert call("GET", ME, accept=USER, login=login).status == 403
    assert call("GET", ME, accept=CURRENT_USER, login=login).status == 200


def test_user_changes_what_is_its_own(call: Call) -> None:
    """Name, mail and phone; what a client sends back beside them is passed over."""
    change = {"firstName": "Ana", "lastName": "Ruiz", "email": "ana@acme.test", "phone": "+49 211 555010"}
    more = {"userName": "eve", "enabled": False, "effectiveRoles": [], "id": "eve", "customProperties": {"a": 1}}

    me = call("PUT", ME, json=change | more, login=ANA).json()

    assert {name: me[name] for name in change} == change
    assert me["id"] == "ana"
    assert call("GET", ME, login=ANA).json() == me
    assert call("GET", ME, accept=USER, login=ANA).json()["customProperties"] == {}


@pytest.mark.parametrize("change", [{"email": "none"}, {"phone": "call me"}, {"firstName": 5}, {"password": "short"}])
def test_change_that_cannot_be_is_refused(call: Call, change: dict[str, object]) -> None:
    """The same rules as for users that others change."""
    before = call("GET", ME, login=ANA).json()

    assert call("PUT", ME, json=change, login=ANA).status == 422
    assert call("GET", ME, login=ANA).json() == before


def test_password_is_changed_at_once(call: Call, platform: Platform) -> None:
    """The old one is refused, the new one is right, and the moment is told."""
    platform.advance(MINUTE)

    answer = change_password(call, "An0ther-one")

    assert (answer.status, answer.body) == (200, b"")
    assert call("GET", ME, login=ANA).status == 401
    me = call("GET", ME, login="t07007007/ana:An0ther-one").json()
    assert me["lastPasswordChange"] == "2026-01-15T12:01:00.000Z"


@pytest.mark.parametrize(
    ("new", "said"),
    [
        ("short", "at least 6"),
        ("x" * 33, "at most 32"),
        ("with blank", "Latin letters"),
        ("Passwörter", "Latin letters"),
        (12345678, "string"),
    ],
)
def test_password_that_nobody_may_have_is_refused(call: Call, new: object, said: str) -> None:
    """The answer tells what is wrong, and the old one stays."""
    answer = change_password(call, new)

    assert answer.status == 422
    assert said in answer.json()["message"]
    assert call("GET", ME, login=ANA).status == 200


@pytest.mark.parametrize("new", ["Secret-124x", "Secret_1"])
def test_strong_password_is_accepted_where_it_is_demanded(call: Call, new: str) -> None:
    """Eight characters of four kinds."""
    demand_strength(call)

    assert change_password(call, new).status == 200


@pytest.mark.parametrize("new", ["secret-123", "SECRET-123", "Secret-abc", "Secret1234", "Sec-12x"])
def test_weak_password_is_refused_where_a_strong_one_is_demanded(call: Call, new: str) -> None:
    """One kind of character is missing, or there are too few of them."""
    assert change_password(call, new).status == 200
    call(
        "PUT",
        f"{ME}/password",
        json={"currentUserPassword": new, "newPassword": "Secret-123"},
        login=f"t07007007/ana:{new}",
    )
    demand_strength(call)

    answer = change_password(call, new)

    assert answer.status == 422
    assert "at least 8" in answer.json()["message"]


def test_earlier_password_is_refused_where_a_strong_one_is_demanded(call: Call) -> None:
    """Neither the present one nor one from before can be taken again."""
    demand_strength(call)
    assert change_password(call, "Secret-123").status == 422
    assert change_password(call, "Secret-456").status == 200
    back = {"currentUserPassword": "Secret-456", "newPassword": "Secret-123"}

    assert call("PUT", f"{ME}/password", json=back, login="t07007007/ana:Secret-456").status == 422


def demand_strength(call: Call) -> None:
    """Make the tenant demand strong passwords."""
    call("PUT", "/tenant/loginOptions/OAUTH2_INTERNAL?terminateUserSessions=false", json={"enforceStrength": True})


@pytest.mark.parametrize("current", ["wrong", "", None, 5])
def test_password_is_not_changed_without_the_present_one(call: Call, current: object) -> None:
    """Who finds an open session cannot take the account over."""
    change = {"currentUserPassword": current, "newPassword": "An0ther-one"}

    assert call("PUT", f"{ME}/password", json=change, login=ANA).status == 422
    assert call("GET", ME, login=ANA).status == 200


def test_sessions_end_with_the_password_but_the_own_one_goes_on(call: Call, platform: Platform) -> None:
    """The caller gets a new token; the one before is good for a minute, as requests may be on their way."""
    own, other = log_in(call, "ana", "Secret-123"), log_in(call, "ana", "Secret-123")

    answer = change_password(call, "An0ther-one", own.browser)

    assert answer.status == 200
    assert "XSRF-TOKEN=" in answer.headers["set-cookie"]
    assert whoami(call, other.bearer).status == 401
    assert whoami(call, own.bearer).status == 200
    platform.advance(MINUTE)
    assert whoami(call, own.bearer).status == 401


def test_sessions_end_with_a_password_that_is_changed_with_a_password(call: Call) -> None:
    """Without a session of its own the caller gets none."""
    session = log_in(call, "ana", "Secret-123")

    assert "set-cookie" not in change_password(call, "An0ther-one").headers
    assert whoami(call, session.bearer).status == 401


def test_session_of_somebody_else_is_not_ended(call: Call) -> None:
    """A browser sends the cookie of whoever logged in with it, also beside a password of another user."""
    admin = log_in(call)
    ana = "Basic " + base64.b64encode(ANA.encode()).decode()

    answer = change_password(call, "An0ther-one", {**admin.cookies, "authorization": ana})

    assert answer.status == 200
    assert "set-cookie" not in answer.headers
    assert whoami(call, admin.bearer).status == 200


def test_other_changes_end_no_session(call: Call) -> None:
    """A new phone number is no reason to log in again."""
    session = log_in(call, "ana", "Secret-123")

    answer = call("PUT", ME, json={"firstName": "Ana"}, headers=session.bearer, login=None)

    assert "set-cookie" not in answer.headers
    assert whoami(call, session.bearer).status == 200


def test_change_of_the_password_is_recorded_without_it(call: Call) -> None:
    """The audit log tells that it changed."""
    change_password(call, "An0ther-one")

    answer = call("GET", "/audit/auditRecords?type=User")

    [record] = answer.json()["auditRecords"]
    assert (record["activity"], record["user"]) == ("User updated", "ana")
    assert "password" in record["text"]
    assert b"An0ther" not in answer.body


def secret_of(call: Call, session: Login) -> str:
    """Ask for a secret."""
    made: str = call("POST", f"{ME}/totpSecret", headers=session.bearer, login=None).json()["rawSecret"]
    return made


def code_of(secret: str, tenant: Tenant, windows: int = 0) -> str:
    """Work out a code as an app does, so many half minutes from now."""
    return pyotp.TOTP(secret).at(tenant.clock.now() // 1000 + 30 * windows)


@pytest.fixture
def session(call: Call) -> Login:
    """A session of Ana's."""
    return log_in(call, "ana", "Secret-123")


@pytest.fixture
def post(call: Call, session: Login) -> Call:
    """Send requests in that session."""

    def send(method: str, path: str, **sent: object) -> Response:
        return call(method, f"{ME}/totpSecret{path}", headers=session.bearer, login=None, **sent)  # type: ignore[arg-type]

    return send


def test_secret_can_be_read_by_an_app(call: Call, tenant: Tenant, session: Login) -> None:
    """The picture holds the same secret, and whose it is."""
    made = call("POST", f"{ME}/totpSecret", headers=session.bearer, login=None).json()

    content = urlsplit(parse_qs(urlsplit(made["secretQrUrl"]).query)["chl"][0])
    assert (content.scheme, content.netloc) == ("otpauth", "totp")
    assert parse_qs(content.query)["secret"] == [made["rawSecret"]]
    assert content.path == f"/{tenant.profile.value.domain}:ana"
    assert re.fullmatch("[A-Z2-7]{32}", made["rawSecret"])


def test_second_factor_is_not_asked_for_before_it_is_switched_on(call: Call, post: Call, session: Login) -> None:
    """First there is no secret, then one that does nothing."""
    assert post("GET", "/activity").status == 404
    secret_of(call, session)

    assert post("GET", "/activity").json() == {"isActive": False}
    assert call("GET", ME, login=ANA).status == 200


def test_second_factor_cannot_be_switched_on_without_a_secret(post: Call) -> None:
    """Nobody could log in with it."""
    assert post("POST", "/activity", json={"isActive": True}).status == 409


def test_second_factor_cannot_be_switched_off(call: Call, post: Call, session: Login) -> None:
    """Only an administrator can."""
    secret_of(call, session)
    assert post("POST", "/activity", json={"isActive": True}).status == 204

    answer = post("POST", "/activity", json={"isActive": False})

    assert (answer.status, answer.json()["message"]) == (403, "Cannot deactivate TOTP setup!")
    assert post("GET", "/activity").json() == {"isActive": True}


def test_another_secret_does_not_switch_it_off(call: Call, post: Call, tenant: Tenant, session: Login) -> None:
    """Codes of the old secret are wrong from then on."""
    old = secret_of(call, session)
    post("POST", "/activity", json={"isActive": True})
    new = secret_of(call, session)

    statuses = [post("POST", "/verify", json={"code": code_of(secret, tenant)}).status for secret in (old, new)]

    assert statuses == [403, 204]
    assert post("GET", "/activity").json() == {"isActive": True}


@pytest.mark.parametrize(("windows", "status"), [(-2, 403), (-1, 204), (0, 204), (1, 403)])
def test_code_is_right_for_its_half_minute_and_the_next(
    call: Call, post: Call, tenant: Tenant, session: Login, windows: int, status: int
) -> None:
    """The clock of the platform decides."""
    code = code_of(secret_of(call, session), tenant, windows)

    answer = post("POST", "/verify", json={"code": code})

    assert answer.status == status
    assert status == 204 or answer.json()["message"] == "Invalid verification code"


@pytest.mark.parametrize("code", ["", "abcdef", "12345", "1234567", "\uff11\uff12\uff13\uff14\uff15\uff16", " ", 5])
def test_code_that_is_none_is_refused(call: Call, post: Call, session: Login, code: object) -> None:
    """Whatever it is."""
    secret_of(call, session)

    assert post("POST", "/verify", json={"code": code}).status in (403, 422)


def test_code_cannot_be_right_without_a_secret(post: Call) -> None:
    """There is nothing to compare with."""
    assert post("POST", "/verify", json={"code": "123456"}).status == 404


@pytest.mark.parametrize("field", ["tfa_code", "tfa_token"])
def test_login_wants_the_code_once_it_is_switched_on(
    call: Call, post: Call, tenant: Tenant, session: Login, field: str
) -> None:
    """By either of the names that clients know, and in the words that they look for."""
    secret = secret_of(call, session)
    post("POST", "/activity", json={"isActive": True})
    ana = {"username": "ana", "password": "Secret-123"}

    missing = [ask_for_token(call, **ana, **{field: code}) for code in ("", "undefined")]
    wrong = ask_for_token(call, **ana, **{field: "000000"})
    right = ask_for_token(call, **ana, **{field: code_of(secret, tenant)})
    password = ask_for_token(call, username="ana", password="wrong", **{field: code_of(secret, tenant)})

    assert {(answer.status, answer.json()["message"]) for answer in missing} == {
        (401, "Invalid credentials! : TFA TOTP code required.")
    }
    assert (wrong.status, password.status, right.status) == (401, 401, 200)
    assert "TFA" not in password.json()["message"]
    assert Login(right.json()["access_token"]).claims["tfa"] is True


def test_second_factor_is_shown(call: Call, post: Call, session: Login) -> None:
    """The user sees it of itself in both forms."""
    secret_of(call, session)
    post("POST", "/activity", json={"isActive": True})

    for accept in (USER, CURRENT_USER):
        me = call("GET", ME, headers=session.bearer, login=None, accept=accept).json()
        assert me["twoFactorAuthenticationEnabled"] is True


def test_second_factor_is_recorded_without_its_secret(call: Call, post: Call, session: Login) -> None:
    """The audit log tells that it was switched on."""
    secret = secret_of(call, session)
    post("POST", "/activity", json={"isActive": True})

    answer = call("GET", "/audit/auditRecords?type=User")

    [record] = answer.json()["auditRecords"]
    assert [change["attribute"] for change in record["changes"]] == ["twoFactorAuthenticationEnabled"]
    assert secret.encode() not in answer.body
