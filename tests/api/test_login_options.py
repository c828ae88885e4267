"""Login options and their mappings."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from mockc8y.domain import users
from mockc8y.domain.platform import Platform
from mockc8y.domain.tenant import Tenant
from tests.api.conftest import Call
from tests.api.logins import Login, log_in, whoami
from tests.world import MANAGEMENT_ADMIN

OPTIONS = "/tenant/loginOptions"
SSO = {"type": "OAUTH2", "providerName": "Acme"}
INTERNAL = f"{OPTIONS}/OAUTH2_INTERNAL"
SECRETS = {"clientId": "mock", "tokenRequest": {"url": "https://sso.test/t", "headers": {"Authorization": "secret"}}}
KINDS = ("accessMappings", "inventoryAccessMappings")
WHEN = {"operator": "EQ", "parameterPath": "group", "value": "ops"}


@pytest.fixture
def session(call: Call) -> Login:
    """A session of the administrator."""
    return log_in(call)


def test_fresh_tenant_offers_sessions_and_passwords(call: Call) -> None:
    """Nobody need be logged in to see it; clients prefer the first and look for the tenant in `initRequest`."""
    answer = call("GET", OPTIONS, login=None).json()

    assert answer["self"] == f"http://mock.test{OPTIONS}/"
    assert [option["type"] for option in answer["loginOptions"]] == ["OAUTH2_INTERNAL", "BASIC"]
    internal = answer["loginOptions"][0]
    assert internal["initRequest"] == "http://mock.test/tenant/oauth?tenant_id=t07007007"
    assert internal["self"] == f"http://mock.test{OPTIONS}/{internal['id']}"
    shown = {
        name: internal[name] for name in ("grantType", "userManagementSource", "visibleOnLoginPage", "tfaStrategy")
    }
    assert shown == {
        "grantType": "PASSWORD",
        "userManagementSource": "INTERNAL",
        "visibleOnLoginPage": True,
        "tfaStrategy": "TOTP",
    }
    assert "maximumNumberOfParallelSessions" not in internal["sessionConfiguration"]


@pytest.mark.parametrize(
    ("query", "tenant_id"),
    [
        ("", "t07007007"),
        ("?tenantId=t07007007", "t07007007"),
        ("?tenantId=t900", "t900"),
        ("?management=true", "management"),
    ],
)
def test_options_of_any_tenant_can_be_seen(call: Call, platform: Platform, query: str, tenant_id: str) -> None:
    """By its id, that of the management tenant by a flag, that of the host without either."""
    platform.add_tenant("t900")

    [option, _] = call("GET", OPTIONS + query, login=None).json()["loginOptions"]

    assert option["initRequest"].endswith(f"tenant_id={tenant_id}")


def test_two_tenants_at_once_are_refused(call: Call) -> None:
    """As the specification words it."""
    answer = call("GET", f"{OPTIONS}?tenantId=t07007007&management=true", login=None)

    assert (answer.status, answer.json()["error"]) == (400, "LoginOptions/Bad Request")
    assert call("GET", f"{OPTIONS}?tenantId=t0", login=None).status == 404


def test_strangers_do_not_see_how_a_login_server_is_asked(call: Call) -> None:
    """Who may administer the tenant does."""
    made = call("POST", OPTIONS, json={**SSO, **SECRETS, "buttonName": "Acme account"}).json()

    [*_, shown] = call("GET", OPTIONS, login=None).json()["loginOptions"]

    assert (shown["id"], shown["buttonName"]) == (made["id"], "Acme account")
    assert not SECRETS.keys() & shown.keys()
    assert SECRETS.items() <= call("GET", f"{OPTIONS}/oauth2").json().items()


@pytest.mark.parametrize("name", ["OAUTH2_INTERNAL", "oauth2_internal", "Basic"])
def test_option_is_found_by_type_in_any_case_and_by_id(call: Call, name: str) -> None:
    """Both lead to the same one."""
    option = call("GET", f"{OPTIONS}/{name}").json()

    assert option["type"] == name.upper()
    assert call("GET", f"{OPTIONS}/{option['id']}").json() == option


def test_option_of_a_type_that_is_there_is_refused(call: Call) -> None:
    """With 400, as the specification says."""
    assert call("POST", OPTIONS, json=SSO).status == 200
    assert call("POST", OPTIONS, json=SSO).status == 400
    assert call("DELETE", f"{OPTIONS}/OAUTH2").status == 204
    assert call("POST", OPTIONS, json=SSO).status == 200


BAD: Mapping[str, dict[str, object]] = {
    "no type": {"type": None},
    "an unknown type": {"type": "LDAP"},
    "no name": {"providerName": ""},
    "a grant of no type": {"grantType": "CODE"},
    "strength that is no truth": {"enforceStrength": "yes"},
    "a length below one": {"greenMinLength": 0},
    "sessions that are no object": {"sessionConfiguration": []},
    "sessions that end at once": {"sessionConfiguration": {"absoluteTimeoutMillis": 999}},
    "no sessions at all": {"sessionConfiguration": {"maximumNumberOfParallelSessions": 0}},
    "restrictions that are no lists": {"authenticationRestrictions": {"forbiddenClients": "WEB_BROWSERS"}},
    "an address that is none": {"issuer": "acme"},
    "a request that is none": {"tokenRequest": {"method": "PATCH"}},
}


@pytest.mark.parametrize("change", BAD.values(), ids=BAD)
def test_option_that_cannot_be_understood_is_refused(call: Call, change: dict[str, object]) -> None:
    """Nothing is added."""
    assert call("POST", OPTIONS, json={**SSO, **change}).status == 422
    assert len(call("GET", OPTIONS, login=None).json()["loginOptions"]) == 2


def test_change_touches_what_it_names_only(call: Call) -> None:
    """What clients send back beside it is passed over: type, id and all that follows from the tenant."""
    before = call("GET", INTERNAL).json()
    sent = {"type": "BASIC", "id": "x", "self": "x", "initRequest": "x", "tfaStrategy": "SMS", "greenMinLength": 10}

    after = call("PUT", INTERNAL, json=sent).json()

    assert after == before | {"greenMinLength": 10}
    assert call("GET", INTERNAL).json() == after


def test_length_of_a_session_can_be_set(call: Call, platform: Platform) -> None:
    """It decides about tokens from then on."""
    call("PUT", INTERNAL, json={"sessionConfiguration": {"absoluteTimeoutMillis": 60_000}})
    session = log_in(call)
    platform.advance(59_999)
    assert whoami(call, session.bearer).status == 200
    platform.advance(1)

    assert whoami(call, session.bearer).status == 401


def test_number_of_sessions_can_be_limited(call: Call) -> None:
    """The oldest makes room; by default there is no limit."""
    unlimited = [log_in(call) for _ in range(10)]
    assert {whoami(call, session.bearer).status for session in unlimited} == {200}
    call("PUT", INTERNAL, json={"sessionConfiguration": {"maximumNumberOfParallelSessions": 2}})

    limited = [log_in(call) for _ in range(4)]

    assert [whoami(call, session.bearer).status for session in limited] == [401, 401, 200, 200]


@pytest.mark.parametrize(("query", "status"), [("", 401), ("?terminateUserSessions=true", 401)])
@pytest.mark.parametrize("path", [INTERNAL, f"{INTERNAL}/accessMappings", f"{INTERNAL}/inventoryAccessMappings"])
def test_change_ends_all_sessions(call: Call, session: Login, path: str, query: str, status: int) -> None:
    """Unless the client asks for the contrary."""
    method = "PUT" if path == INTERNAL else "POST"
    assert call(method, f"{path}?terminateUserSessions=false", json={"when": WHEN}).status == 200
    assert whoami(call, session.bearer).status == 200

    assert call(method, path + query, json={"when": WHEN}).status == 200

    assert whoami(call, session.bearer).status == status


def test_refused_change_ends_no_session(call: Call, session: Login) -> None:
    """A flag that is none is refused before anything is done."""
    assert call("PUT", f"{INTERNAL}?terminateUserSessions=perhaps", json={"greenMinLength": 9}).status == 422
    assert call("PUT", INTERNAL, json={"greenMinLength": "long"}).status == 422
    assert whoami(call, session.bearer).status == 200
    assert call("GET", INTERNAL).json()["greenMinLength"] == 8


def test_management_can_keep_an_option_to_itself(call: Call, platform: Platform) -> None:
    """The tenant then sees it in the public list only; nobody can lift that by a change of the option."""
    users.add(platform.tenants[0], "admin", "admin", ["ROLE_TENANT_MANAGEMENT_ADMIN"])
    restrict = f"{INTERNAL}/restrict?targetTenant=t07007007"
    body = {"onlyManagementTenantAccess": True}
    assert call("PUT", restrict, json=body).status == 403
    assert call("PUT", restrict, json=body, login=MANAGEMENT_ADMIN).json()["onlyManagementTenantAccess"] is True

    statuses = [
        call("GET", INTERNAL).status,
        call("PUT", INTERNAL, json={"onlyManagementTenantAccess": False}).status,
        call("DELETE", INTERNAL).status,
        call("GET", f"{INTERNAL}/accessMappings").status,
    ]

    assert statuses == [403] * 4
    assert len(call("GET", OPTIONS, login=None).json()["loginOptions"]) == 2
    call("PUT", restrict, json={"onlyManagementTenantAccess": False}, login=MANAGEMENT_ADMIN)
    assert call("GET", INTERNAL).status == 200


@pytest.mark.parametrize("segment", KINDS)
def test_mapping_is_made_changed_and_removed(call: Call, segment: str) -> None:
    """Each has an address of its own below its login option."""
    path = f"{INTERNAL}/{segment}"
    made = call("POST", path, json={"when": WHEN}).json()
    assert made["self"] == f"http://mock.test{path}/{made['id']}"
    changed = call("PUT", f"{path}/{made['id']}", json={"when": {**WHEN, "operator": "NEQ"}}).json()

    assert changed == {**made, "when": {**WHEN, "operator": "NEQ"}}
    assert call("GET", path).json() == {"self": f"http://mock.test{path}", segment: [changed]}
    assert call("GET", f"{path}/{made['id']}").json() == changed
    assert call("DELETE", f"{path}/{made['id']}").status == 204
    assert call("GET", path).json()[segment] == []


def test_mappings_of_different_kinds_and_options_are_kept_apart(call: Call) -> None:
    """One that is asked for at another place does not exist there, in the words of the specification."""
    made = call("POST", f"{INTERNAL}/accessMappings", json={"when": WHEN}).json()["id"]

    wrong = [
        call("GET", f"{path}/{made}").json()["message"]
        for path in (f"{INTERNAL}/inventoryAccessMappings", f"{OPTIONS}/BASIC/accessMappings")
    ]

    assert wrong == [f"Cannot find inventory access mapping with id {made}", f"Cannot find mapping with id {made}"]


@pytest.mark.parametrize(
    ("segment", "body"),
    [
        ("accessMappings", {"when": []}),
        ("accessMappings", {"when": {"operator": "XOR"}}),
        (
            "accessMappings",
            {"when": {"operator": "AND", "childPredicates": [{"operator": "AND", "childPredicates": [5]}]}},
        ),
        ("accessMappings", {"thenGroups": ["2"]}),
        ("accessMappings", {"thenApplications": 2}),
        ("inventoryAccessMappings", {"thenInventoryRoles": [{"managedObject": "x", "roleIds": []}]}),
        ("inventoryAccessMappings", {"thenInventoryRoles": [{"managedObject": "1", "roleIds": ["2"]}]}),
    ],
)
def test_mapping_that_cannot_be_understood_is_refused(call: Call, segment: str, body: dict[str, object]) -> None:
    """Nothing is added."""
    assert call("POST", f"{INTERNAL}/{segment}", json=body).status == 422
    assert call("GET", f"{INTERNAL}/{segment}").json()[segment] == []


def test_mappings_go_with_their_option(call: Call, tenant: Tenant) -> None:
    """Those of others stay."""
    for name in ("OAUTH2_INTERNAL", "BASIC"):
        call("POST", f"{OPTIONS}/{name}/accessMappings", json={"when": WHEN})

    call("DELETE", INTERNAL)

    assert len(tenant.access_mappings) == 1


def test_changes_are_recorded(call: Call) -> None:
    """The audit log tells what was added, updated and deleted."""
    made = call("POST", OPTIONS, json=SSO).json()["id"]
    call("PUT", f"{OPTIONS}/{made}", json={"buttonName": "Acme"})
    call("DELETE", f"{OPTIONS}/{made}")

    records = call("GET", "/audit/auditRecords?type=TenantAuthConfig").json()["auditRecords"]

    said = [record["activity"] for record in records]
    assert sorted(said) == [f"Authentication configuration {verb}" for verb in ("added", "deleted", "updated")]
    assert {record["source"]["id"] for record in records} == {made}
