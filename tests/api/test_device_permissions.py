"""Device permissions over HTTP."""

from __future__ import annotations

import pytest

from mockc8y.domain import users
from mockc8y.domain.default_groups import BUSINESS
from mockc8y.domain.roles import roles
from mockc8y.domain.tenant import Tenant
from tests.api.conftest import Call

PATH = "/user/devicePermissions"
OBJECTS = "/inventory/managedObjects"
ANA = "t07007007/ana:ana"
READ = "MANAGED_OBJECT:*:READ"
RESTART = "OPERATION:c8y_Restart:ADMIN"


@pytest.fixture(autouse=True)
def _ana(tenant: Tenant) -> None:
    """Ana may do nothing by herself."""
    users.add(tenant, "ana", "ana")


@pytest.fixture
def pump(call: Call) -> str:
    """A device that belongs to the administrator."""
    return str(call("POST", OBJECTS, json={"name": "Pump", "c8y_IsDevice": {}}).json()["id"])


def for_user(pump: str, *permissions: object) -> dict[str, object]:
    """Give permissions to Ana."""
    return {"users": [{"userName": "ana", "devicePermissions": {pump: list(permissions)}}]}


def for_group(pump: str, *permissions: str, number: object = str(BUSINESS)) -> dict[str, object]:
    """Give permissions to a group."""
    return {"groups": [{"id": number, "devicePermissions": {pump: list(permissions)}}]}


def test_nobody_holds_permissions_at_first(call: Call, pump: str) -> None:
    """Both lists are there, and empty."""
    assert call("GET", f"{PATH}/{pump}").json() == {"users": [], "groups": []}


def test_holders_are_listed(call: Call, pump: str) -> None:
    """Users and groups come as their own APIs show them, each with what it holds."""
    assert call("PUT", f"{PATH}/{pump}", json=for_user(pump, READ) | for_group(pump, RESTART)).status == 200

    body = call("GET", f"{PATH}/{pump}").json()

    assert [(user["userName"], user["devicePermissions"]) for user in body["users"]] == [("ana", {pump: [READ]})]
    assert [(group["id"], group["devicePermissions"]) for group in body["groups"]] == [(1, {pump: [RESTART]})]
    assert body["users"] == [call("GET", "/user/t07007007/users/ana").json()]


def test_put_has_no_body(call: Call, pump: str) -> None:
    """Whatever the client accepts, the answer is empty."""
    response = call("PUT", f"{PATH}/{pump}", json=for_user(pump, READ))

    assert (response.status, response.body) == (200, b"")


def test_put_replaces_what_an_owner_holds(call: Call, pump: str) -> None:
    """Owners that are not named keep theirs; an empty list takes everything away."""
    call("PUT", f"{PATH}/{pump}", json=for_user(pump, READ) | for_group(pump, READ))

    call("PUT", f"{PATH}/{pump}", json=for_user(pump, RESTART))
    replaced = call("GET", f"{PATH}/{pump}").json()
    call("PUT", f"{PATH}/{pump}", json=for_user(pump))
    emptied = call("GET", f"{PATH}/{pump}").json()

    assert replaced["users"][0]["devicePermissions"] == {pump: [RESTART]}
    assert len(replaced["groups"]) == 1
    assert (emptied["users"], len(emptied["groups"])) == ([], 1)


def test_other_objects_stay_as_they_are(call: Call, pump: str) -> None:
    """A request about one object changes nothing for another, also when it mentions that one."""
    valve = str(call("POST", OBJECTS, json={}).json()["id"])
    call("PUT", f"{PATH}/{valve}", json=for_user(valve, READ))
    both = {"users": [{"userName": "ana", "devicePermissions": {pump: [RESTART], valve: []}}]}

    call("PUT", f"{PATH}/{pump}", json=both)

    assert call("GET", f"{PATH}/{valve}").json()["users"][0]["devicePermissions"] == {valve: [READ], pump: [RESTART]}


def test_owner_that_does_not_mention_the_object_keeps_its_permissions(call: Call, pump: str) -> None:
    """Saying nothing is not taking away."""
    call("PUT", f"{PATH}/{pump}", json=for_user(pump, READ))

    response = call("PUT", f"{PATH}/{pump}", json={"users": [{"userName": "ana", "devicePermissions": {}}]})

    assert response.status == 200
    assert len(call("GET", f"{PATH}/{pump}").json()["users"]) == 1


def test_permission_opens_the_object(call: Call, pump: str) -> None:
    """The user reads the device once it may, and still may not change it."""
    before = call("GET", f"{OBJECTS}/{pump}", login=ANA).status
    call("PUT", f"{PATH}/{pump}", json=for_user(pump, READ))

    assert (before, call("GET", f"{OBJECTS}/{pump}", login=ANA).status) == (403, 200)
    assert call("PUT", f"{OBJECTS}/{pump}", json={}, login=ANA).status == 403


def test_deleted_object_takes_its_permissions_along(call: Call, pump: str) -> None:
    """Users hold nothing for what is not there."""
    call("PUT", f"{PATH}/{pump}", json=for_user(pump, READ))

    call("DELETE", f"{OBJECTS}/{pump}")

    assert call("GET", "/user/t07007007/users/ana").json()["devicePermissions"] == {}


def test_deleted_holders_take_their_permissions_along(call: Call, pump: str) -> None:
    """Neither a user nor a group is listed once it is gone."""
    group = call("POST", "/user/t07007007/groups", json={"name": "Crew"}).json()["id"]
    call("PUT", f"{PATH}/{pump}", json=for_user(pump, READ) | for_group(pump, READ, number=group))

    call("DELETE", "/user/t07007007/users/ana")
    call("DELETE", f"/user/t07007007/groups/{group}")

    assert call("GET", f"{PATH}/{pump}").json() == {"users": [], "groups": []}


@pytest.mark.parametrize("method", ["GET", "PUT"])
def test_unknown_object_answers_404(call: Call, method: str) -> None:
    """There is nothing to hold permissions for."""
    response = call(method, f"{PATH}/999999", json={} if method == "PUT" else None)

    assert (response.status, response.json()["error"]) == (404, "inventory/Not Found")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "READ",
        "ALARM:READ",
        "ALARM:*:WRITE",
        "ALARMS:*:READ",
        "ALARM::READ",
        "ALARM:a:b:READ",
        "alarm:*:read",
        "ALARM:*:READ ",
        7,
        None,
    ],
)
def test_permission_of_another_form_is_refused(call: Call, pump: str, text: object) -> None:
    """A permission names an API, a fragment and a kind of access."""
    response = call("PUT", f"{PATH}/{pump}", json=for_user(pump, READ, text))

    assert (response.status, response.json()["error"]) == (422, "devicePermissions/Invalid Data")
    assert call("GET", f"{PATH}/{pump}").json()["users"] == []


@pytest.mark.parametrize(
    "owners",
    [
        {"users": {}},
        {"users": ["ana"]},
        {"users": [{"devicePermissions": {}}]},
        {"users": [{"userName": "bob", "devicePermissions": {}}]},
        {"users": [{"userName": 7, "devicePermissions": {}}]},
        {"users": [{"userName": "ana"}]},
        {"users": [{"userName": "ana", "devicePermissions": []}]},
        {"groups": [{"id": "99", "devicePermissions": {}}]},
        {"groups": [{"id": "x", "devicePermissions": {}}]},
        {"groups": [{"devicePermissions": {}}]},
    ],
)
def test_bad_owner_is_refused(call: Call, pump: str, owners: dict[str, object]) -> None:
    """A user or group that is not there spoils the request as a whole."""
    assert call("PUT", f"{PATH}/{pump}", json=for_user(pump, READ) | for_group(pump, READ) | owners).status == 422
    assert call("GET", f"{PATH}/{pump}").json() == {"users": [], "groups": []}


def test_changes_are_audited(call: Call, pump: str) -> None:
    """There is a record of the user and one of the group."""
    call("PUT", f"{PATH}/{pump}", json=for_user(pump, READ) | for_group(pump, RESTART))

    for kind, source, permission in (("User", "ana", READ), ("Group", "1", RESTART)):
        (record,) = call("GET", f"/audit/auditRecords?type={kind}").json()["auditRecords"]
        (change,) = record["changes"]
        assert record["source"]["id"] == source
        assert (change["attribute"], change["newValue"]) == ("devicePermissions", {pump: [permission]})


def test_who_may_only_create_users_gives_what_it_holds(call: Call, tenant: Tenant, pump: str) -> None:
    """Nobody is given more for a device than the giver holds for it, by itself or by a group."""
    users.add(tenant, "lea", "lea", roles("USER_MANAGEMENT_CREATE"), [BUSINESS])
    call("PUT", f"{PATH}/{pump}", json=for_group(pump, READ))
    login = "t07007007/lea:lea"

    held = call("PUT", f"{PATH}/{pump}", json=for_user(pump, READ), login=login)
    more = call("PUT", f"{PATH}/{pump}", json=for_user(pump, READ, RESTART), login=login)

    assert (held.status, more.status) == (200, 403)
    assert call("GET", f"{PATH}/{pump}").json()["users"][0]["devicePermissions"] == {pump: [READ]}
