"""Users over HTTP."""

from __future__ import annotations

import pytest

from mockc8y.api.settings import Settings
from mockc8y.domain import users
from mockc8y.domain.roles import ADMINISTRATOR_ROLES, roles
from mockc8y.domain.tenant import Tenant
from tests.api.conftest import Call

PATH = "/user/t07007007/users"
ITEM = "application/vnd.com.nsn.cumulocity.user+json;charset=UTF-8;ver=0.9"
COLLECTION = "application/vnd.com.nsn.cumulocity.usercollection+json;charset=UTF-8;ver=0.9"
ANA = "ana@acme.test"
NEW = {"userName": ANA, "email": ANA, "password": "Str0ng!pass"}
BEN = "t07007007/ben:ben"
"""The login of a user that manages only those below it."""


@pytest.fixture
def ben(tenant: Tenant) -> str:
    """Add a user that manages only those below it, and give its name."""
    return users.add(tenant, "ben", "ben", roles("USER_MANAGEMENT_CREATE")).name


def names(call: Call, query: str = "", login: str = "t07007007/admin:admin") -> list[str]:
    """List the names of the users that a query finds."""
    response = call("GET", f"{PATH}?pageSize=100&{query}", login=login)
    assert response.status == 200, response.body
    return [user["userName"] for user in response.json()["users"]]


def test_user_is_created(call: Call) -> None:
    """A POST answers 201 with the whole user; the password is not among it."""
    response = call("POST", PATH, json=NEW | {"firstName": "Ana", "phone": "+49 211 555010"}, accept=ITEM)

    address = f"http://mock.test{PATH}/{ANA}"
    first = "pageSize=5&currentPage=1"
    assert (response.status, response.headers["content-type"]) == (201, ITEM)
    assert response.headers["location"] == address
    assert response.json() == {
        "id": ANA,
        "userName": ANA,
        "self": address,
        "email": ANA,
        "firstName": "Ana",
        "phone": "+49 211 555010",
        "enabled": True,
        "newsletter": False,
        "lastPasswordChange": "2026-01-15T12:00:00.000Z",
        "passwordStrength": "GREEN",
        "shouldResetPassword": False,
        "twoFactorAuthenticationEnabled": False,
        "customProperties": {"userOrigin": "BASIC"},
        "devicePermissions": {},
        "applications": [],
        "roles": {
            "self": f"{address}/roles?{first}",
            "references": [],
            "statistics": {"currentPage": 1, "pageSize": 5},
        },
        "groups": {
            "self": f"{address}/groups?{first}",
            "references": [],
            "statistics": {"currentPage": 1, "pageSize": 5},
        },
    }


def test_created_user_can_sign_in(call: Call) -> None:
    """The password that was sent is the one that counts."""
    call("POST", PATH, json=NEW)

    assert call("GET", "/platform", login=f"t07007007/{ANA}:Str0ng!pass").status == 200
    assert call("GET", "/platform", login=f"t07007007/{ANA}:Str0ng!").status == 401


def test_user_can_sign_in_by_its_alias(call: Call) -> None:
    """Name and alias are as good as each other."""
    call("POST", PATH, json=NEW | {"alias": "anita"})

    assert call("GET", "/platform", login="t07007007/anita:Str0ng!pass").status == 200


@pytest.mark.parametrize("method", ["POST", "PUT"])
def test_write_without_accept_has_no_body(call: Call, method: str) -> None:
    """Without `Accept` only the status is sent."""
    path, body = (PATH, NEW) if method == "POST" else (f"{PATH}/admin", {"firstName": "A."})
    response = call(method, path, json=body, accept=None)

    assert (response.status, response.body) == (201 if method == "POST" else 200, b"")


def test_user_is_read_by_id_and_by_name(call: Call) -> None:
    """The id of a user is its name."""
    made = call("POST", PATH, json=NEW).json()

    assert call("GET", f"{PATH}/ana%40acme.test", accept=ITEM).json() == made
    assert call("GET", f"/user/t07007007/userByName/{ANA}").json() == made


def test_unknown_user_is_not_found(call: Call) -> None:
    """The platform names the user it did not find."""
    response = call("GET", f"{PATH}/nina")

    assert (response.status, response.json()["error"]) == (404, "users/Not Found")
    assert response.json()["message"].startswith("Error retrieving user nina! : Cannot find document with ID ID")


@pytest.mark.parametrize("path", ["users", "users/admin", "userByName/admin", "groups", "groups/2", "groups/2/users"])
def test_another_tenant_is_refused(call: Call, path: str) -> None:
    """The tenant in the path must be that of the caller."""
    response = call("GET", f"/user/t1/{path}")

    assert (response.status, response.json()["error"]) == (403, "userManagement/Forbidden")
    assert response.json()["message"] == "authenticated user's tenant different from the one in URL path"


def test_taken_name_is_refused(call: Call) -> None:
    """Names and aliases are unique among each other."""
    call("POST", PATH, json=NEW | {"alias": "anita"})
    taken = [NEW, NEW | {"userName": "anita"}, NEW | {"userName": "other", "alias": ANA}]

    answers = [call("POST", PATH, json=document) for document in taken]

    assert [(answer.status, answer.json()["error"]) for answer in answers] == [(409, "users/Duplicate")] * 3
    assert "other" not in names(call)


def test_user_without_password_shall_set_one(call: Call) -> None:
    """A mail is asked for in place of a password; what comes back says that the password is to be reset."""
    asked = {"userName": "ana", "email": ANA, "sendPasswordResetEmail": True}

    body = call("POST", PATH, json=asked).json()

    assert (body["shouldResetPassword"], body["passwordStrength"]) == (True, "GREEN")
    assert "sendPasswordResetEmail" not in body


def test_change_is_partial(call: Call) -> None:
    """A PUT changes what it names, removes what it sets to null, and leaves the rest."""
    call("POST", PATH, json=NEW | {"firstName": "Ana", "lastName": "Ruiz", "customProperties": {"language": "de"}})

    change = {"lastName": None, "displayName": "Ana R.", "enabled": False, "customProperties": {"acme": 1}}
    body = call("PUT", f"{PATH}/{ANA}", json=change).json()

    assert (body["firstName"], body["displayName"], body["enabled"]) == ("Ana", "Ana R.", False)
    assert "lastName" not in body
    assert body["customProperties"] == {"acme": 1, "userOrigin": "BASIC"}


def test_change_passes_over_what_has_an_address_of_its_own(call: Call) -> None:
    """Roles, groups, owner and name in a PUT body change nothing."""
    made = call("POST", PATH, json=NEW).json()

    asked = {"roles": {}, "groups": {}, "owner": "admin", "userName": "nina", "id": "nina", "self": ""}

    assert call("PUT", f"{PATH}/{ANA}", json=asked).json() == made


def test_password_reset_flag_can_be_cleared(call: Call) -> None:
    """The specification calls it read-only, but real tenants store it."""
    call("POST", PATH, json={"userName": ANA, "email": ANA})

    assert call("PUT", f"{PATH}/{ANA}", json={"shouldResetPassword": False}).json()["shouldResetPassword"] is False


@pytest.mark.parametrize("change", [{"password": "Str0ng!pass2"}, {"email": "new@acme.test"}], ids=str)
def test_password_and_email_of_another_user_are_left_alone(call: Call, change: dict[str, str]) -> None:
    """Nobody but the user itself changes them (10.20.6)."""
    call("POST", PATH, json=NEW)

    response = call("PUT", f"{PATH}/{ANA}", json=change)

    assert (response.status, response.json()["error"]) == (403, "security/Forbidden")
    assert call("GET", "/platform", login=f"t07007007/{ANA}:Str0ng!pass").status == 200


def test_unchanged_email_of_another_user_is_no_change(call: Call) -> None:
    """Clients send whole documents back."""
    call("POST", PATH, json=NEW)

    assert call("PUT", f"{PATH}/{ANA}", json={"email": ANA, "firstName": "Ana"}).status == 200


def test_user_changes_its_own_password_and_email(call: Call) -> None:
    """The new password counts at once."""
    change = {"password": "Str0ng!pass", "email": "admin@acme.test"}

    body = call("PUT", f"{PATH}/admin", json=change).json()

    assert (body["email"], body["passwordStrength"]) == ("admin@acme.test", "GREEN")
    assert call("GET", "/platform").status == 401
    assert call("GET", "/platform", login="t07007007/admin:Str0ng!pass").status == 200


def test_password_of_a_device_cannot_be_set(call: Call, tenant: Tenant) -> None:
    """Devices get their passwords when they are registered (10.20.438)."""
    users.add(tenant, "device_sn-7", "device", roles("USER_MANAGEMENT_ADMIN"))

    for login in ("t07007007/admin:admin", "t07007007/device_sn-7:device"):
        assert call("PUT", f"{PATH}/device_sn-7", json={"password": "Str0ng!pass"}, login=login).status == 403


def test_user_is_deleted(call: Call) -> None:
    """A DELETE answers 204, and the user is gone."""
    call("POST", PATH, json=NEW)

    response = call("DELETE", f"{PATH}/{ANA}")

    assert (response.status, response.body) == (204, b"")
    assert call("GET", f"{PATH}/{ANA}").status == 404
    assert call("GET", "/platform", login=f"t07007007/{ANA}:Str0ng!pass").status == 401


def test_devices_of_a_deleted_user_stay(call: Call) -> None:
    """Their owner is a name that means nobody any more."""
    call("POST", PATH, json=NEW)
    pump = call("POST", "/inventory/managedObjects", json={"owner": ANA, "name": "Pump"}).json()

    call("DELETE", f"{PATH}/{ANA}")

    assert call("GET", f"/inventory/managedObjects/{pump['id']}").json()["owner"] == ANA


def test_users_are_listed_by_name(call: Call) -> None:
    """The collection is paged and in the order of names."""
    for name in ("zoe", "ana", "carl"):
        call("POST", PATH, json=NEW | {"userName": name})

    response = call("GET", f"{PATH}?pageSize=2&currentPage=2&withTotalPages=true", accept=COLLECTION)

    body = response.json()
    assert response.headers["content-type"] == COLLECTION
    assert [user["userName"] for user in body["users"]] == ["carl", "zoe"]
    assert body["statistics"] == {"currentPage": 2, "pageSize": 2, "totalPages": 2}
    assert body["prev"] == f"http://mock.test{PATH}?withTotalPages=true&pageSize=2&currentPage=1"


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("username=AN", ["Anton", "ana"]),
        ("username=anita", ["ana"]),
        ("usernameContains=ar", ["carl", "karla"]),
        ("groups=8", ["ana", "carl"]),
        ("groups=2,8", ["admin", "ana", "carl"]),
        ("groups=4711", []),
        ("owner=ana", ["carl", "karla"]),
        ("owner=an", []),
        ("owner=ana&usernameContains=karl", ["karla"]),
        ("onlyDevices=true", ["device_sn-7"]),
        ("onlyDevices=false", ["Anton", "admin", "ana", "carl", "karla"]),
    ],
)
def test_filter_narrows_the_list(call: Call, tenant: Tenant, query: str, found: list[str]) -> None:
    """Users are found by name or alias in any case, by group, by owner; those of devices only when asked for."""
    call("POST", PATH, json=NEW | {"userName": "ana", "alias": "Anita"})
    for name in ("carl", "karla"):
        call("POST", PATH, json=NEW | {"userName": name, "owner": "ana"})
    users.add(tenant, "Anton", None)
    users.add(tenant, "device_sn-7", None)
    for name in ("ana", "carl"):
        call("POST", "/user/t07007007/groups/8/users", json={"user": {"self": f"{PATH}/{name}"}})

    assert names(call, query) == found


@pytest.mark.parametrize(
    "query", ["username=a&usernameContains=a", "groups=readers", "groups=1,x", "onlyDevices=1", "pageSize=0"]
)
def test_filter_that_cannot_be_read_is_refused(call: Call, query: str) -> None:
    """A filter is not passed over in silence."""
    assert call("GET", f"{PATH}?{query}").status == 422


def test_subusers_are_counted(call: Call) -> None:
    """Only the users that one owns itself count, and only when asked for."""
    for name, owner in (("ana", None), ("carl", "ana"), ("karla", "ana"), ("leo", "carl")):
        call("POST", PATH, json=NEW | {"userName": name, "owner": owner})

    counted = call("GET", f"{PATH}?withSubusersCount=true").json()["users"]
    plain = call("GET", PATH).json()["users"]

    assert {user["id"]: user["subusersCount"] for user in counted} == {
        "admin": 0,
        "ana": 2,
        "carl": 1,
        "karla": 0,
        "leo": 0,
    }
    assert "subusersCount" not in plain[0]


def test_embedded_collections_are_cut(call: Call) -> None:
    """Of its roles a user shows five, and where the next are; of its groups each with all of its own roles."""
    call("POST", "/user/t07007007/groups/8/users", json={"user": {"self": f"{PATH}/admin"}})
    for name in ("ALARM_READ", "EVENT_READ", "AUDIT_READ", "BINARY_READ", "DEVICE", "SYSTEM"):
        call("POST", f"{PATH}/admin/roles", json={"role": {"self": f"/user/roles/ROLE_{name}"}})

    body = call("GET", f"{PATH}/admin").json()

    shown = [reference["role"]["id"] for reference in body["roles"]["references"]]
    assert shown == [f"ROLE_{name}" for name in ("ALARM_READ", "AUDIT_READ", "BINARY_READ", "DEVICE", "EVENT_READ")]
    assert body["roles"]["references"][0]["self"] == f"http://mock.test{PATH}/admin/roles/ROLE_ALARM_READ/"
    assert body["roles"]["next"] == f"http://mock.test{PATH}/admin/roles?pageSize=5&currentPage=2"
    admins, reader = body["groups"]["references"]
    assert admins["self"] == f"http://mock.test{PATH}/admin/groups/2"
    held = {reference["role"]["id"] for reference in admins["group"]["roles"]["references"]}
    assert admins["group"]["id"] == 2
    assert held == ADMINISTRATOR_ROLES
    assert reader["group"]["name"] == "Global Reader"
    assert "next" not in body["groups"]


def test_manager_of_some_sees_only_those_below_it(call: Call, ben: str) -> None:
    """With only ROLE_USER_MANAGEMENT_CREATE one sees those one made, and those that they made."""
    call("POST", PATH, json=NEW | {"userName": "ana"})
    call("POST", PATH, json=NEW | {"userName": "carl"}, login=BEN)
    call("POST", PATH, json=NEW | {"userName": "karla", "owner": "carl"})

    assert names(call, login=BEN) == ["carl", "karla"]
    assert call("GET", f"{PATH}/carl").json()["owner"] == ben
    assert [call("GET", f"{PATH}/{name}", login=BEN).status for name in ("ana", "ben", "carl")] == [403, 403, 200]


def test_manager_of_some_cannot_make_users_for_others(call: Call, ben: str) -> None:
    """Whatever it wishes, what it makes belongs to itself."""
    made = call("POST", PATH, json=NEW | {"owner": "admin"}, login=BEN).json()

    assert made["owner"] == ben


@pytest.mark.usefixtures("ben")
@pytest.mark.parametrize("method", ["PUT", "DELETE"])
def test_manager_of_some_changes_only_those_below_it(call: Call, method: str) -> None:
    """Others are out of its reach, and so is itself."""
    call("POST", PATH, json=NEW | {"userName": "ana"})
    call("POST", PATH, json=NEW | {"userName": "carl"}, login=BEN)
    body = {"firstName": "X"} if method == "PUT" else None

    statuses = [call(method, f"{PATH}/{name}", json=body, login=BEN).status for name in ("ana", "ben", "carl")]

    assert statuses == [403, 403, 200 if method == "PUT" else 204]


@pytest.mark.usefixtures("ben")
def test_manager_of_some_gives_only_what_it_holds(call: Call) -> None:
    """Neither a role nor a group that is more than its own."""
    call("POST", PATH, json=NEW | {"userName": "carl"}, login=BEN)
    held, more = ({"role": {"self": f"user/roles/ROLE_{name}"}} for name in ("USER_MANAGEMENT_CREATE", "ALARM_READ"))
    carl = {"user": {"self": f"{PATH}/carl"}}

    assert call("POST", f"{PATH}/carl/roles", json=held, login=BEN).status == 201
    assert call("POST", f"{PATH}/carl/roles", json=more, login=BEN).status == 403
    assert call("POST", "/user/t07007007/groups/8/users", json=carl, login=BEN).status == 403


class TestWithoutPermissions:
    """Everything is allowed where permissions are switched off."""

    @pytest.fixture
    def app_settings(self) -> Settings:
        """Switch permissions off."""
        return Settings(permissions=False)

    def test_manager_of_some_reaches_everybody(self, call: Call, ben: str) -> None:
        """Nobody is limited to some users then."""
        assert names(call, login=BEN) == ["admin", ben]


def test_changes_are_audited(call: Call) -> None:
    """What was done to whom, by whom and what changed; a password is never told."""
    call("POST", PATH, json=NEW)
    call("PUT", f"{PATH}/{ANA}", json={"firstName": "Ana", "enabled": False})
    call("PUT", f"{PATH}/admin", json={"password": "Str0ng!pass"})
    login = "t07007007/admin:Str0ng!pass"
    call("DELETE", f"{PATH}/{ANA}", login=login)

    records = call("GET", "/audit/auditRecords?type=User", login=login).json()["auditRecords"]

    assert [(record["activity"], record["source"]["id"], record["user"]) for record in records] == [
        ("User deleted", ANA, "admin"),
        ("User updated", "admin", "admin"),
        ("User updated", ANA, "admin"),
        ("User created", ANA, "admin"),
    ]
    assert [(change["attribute"], change["newValue"]) for change in records[2]["changes"]] == [
        ("firstName", "Ana"),
        ("enabled", "false"),
    ]
    assert [(change["attribute"], change["newValue"]) for change in records[1]["changes"]] == [("password", None)]


def test_change_that_changes_nothing_is_not_audited(call: Call) -> None:
    """The log tells of changes only."""
    call("POST", PATH, json=NEW)
    call("PUT", f"{PATH}/{ANA}", json={"enabled": True})

    assert len(call("GET", "/audit/auditRecords?type=User").json()["auditRecords"]) == 1
