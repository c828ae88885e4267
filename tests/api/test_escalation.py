"""Nobody gets more than it was given: neither for itself nor for a user that it made."""

from __future__ import annotations

from dataclasses import replace
from typing import NamedTuple

import pytest

from mockc8y.domain import device_users, tenants, users
from mockc8y.domain.callers import Caller
from mockc8y.domain.roles import roles
from mockc8y.store.codec import Document
from tests.api.logins import log_in, whoami
from tests.conformance.scenarios.applications import bootstrap_login, microservice
from tests.door import Response
from tests.world import DEVICE, TENANT, World

INVENTORY, PERMISSIONS = "/inventory/managedObjects", "/user/devicePermissions"
USERS, GROUPS = f"/user/{TENANT}/users", f"/user/{TENANT}/groups"
MANAGER = 2
"""The inventory role of a fresh tenant that lets its holders do everything with an asset."""
EVERYTHING = "*:*:ADMIN"


class Office(NamedTuple):
    """A tenant with a user `ana`, who manages only `bob`, a user that she made."""

    world: World
    pump: str

    def as_ana(self, method: str, path: str, json: object = None) -> Response:
        """Send a request as the manager."""
        return self.world.call(method, path, json=json, login=f"{TENANT}/ana:ana")

    def as_bob(self, method: str, path: str, json: object = None) -> Response:
        """Send a request as the user below her."""
        return self.world.call(method, path, json=json, login=f"{TENANT}/bob:bob")

    def user(self, name: str) -> Document:
        """Return a user as the administrator sees it."""
        document: Document = self.world.call("GET", f"{USERS}/{name}").json()
        return document

    def group(self, **properties: object) -> str:
        """Make a group as the administrator."""
        return str(self.world.call("POST", GROUPS, json={"name": "Plant", **properties}).json()["id"])

    def permit(self, **holders: object) -> Response:
        """Give device permissions for the pump as the administrator."""
        return self.world.call("PUT", f"{PERMISSIONS}/{self.pump}", json=holders)


@pytest.fixture
def office() -> Office:
    """Furnish a tenant."""
    world = World()
    users.add(world.tenant, "ana", "ana", roles("USER_MANAGEMENT_CREATE"))
    bob = users.add(world.tenant, "bob", "bob", roles("USER_MANAGEMENT_OWN_READ", "USER_MANAGEMENT_OWN_ADMIN"))
    world.tenant.users.put("bob", replace(bob, owner="ana"))
    return Office(world, world.device())


WISHES: Document = {
    "roles": {"references": [{"role": {"id": "ROLE_TENANT_ADMIN", "self": "/user/roles/ROLE_TENANT_ADMIN"}}]},
    "groups": {"references": [{"group": {"id": 2, "self": f"{GROUPS}/2"}}]},
    "devicePermissions": {"1001": [EVERYTHING]},
    "owner": "admin",
    "delegatedBy": "admin",
    "effectiveRoles": [{"id": "ROLE_TENANT_ADMIN"}],
}
"""What a user would like to be."""


@pytest.mark.parametrize(
    ("login", "method", "path"),
    [("ana", "POST", USERS), ("ana", "PUT", f"{USERS}/bob"), ("bob", "PUT", "/user/currentUser")],
)
def test_body_of_a_user_gives_it_nothing(office: Office, login: str, method: str, path: str) -> None:
    """Roles, groups, permissions and owner in it are passed over, as clients send back what they were shown."""
    new: Document = {"userName": "eve", "email": "eve@mock.test"} if method == "POST" else {}

    answer = office.world.call(method, path, json=WISHES | new, login=f"{TENANT}/{login}:{login}")

    made = office.user(new.get("userName", "bob"))
    assert answer.status < 300
    assert (made["owner"], made.get("delegatedBy"), made["devicePermissions"]) == ("ana", None, {})
    assert made["groups"]["references"] == []
    assert "ROLE_TENANT_ADMIN" not in str(made["roles"])


@pytest.mark.parametrize("body", [{"roles": {"references": [{"role": {"id": "ROLE_TENANT_ADMIN"}}]}}, WISHES])
def test_body_of_a_group_gives_it_no_roles(office: Office, body: Document) -> None:
    """They have an address of their own, which wants another role."""
    made = office.as_ana("POST", GROUPS, {"name": "Mine", **body}).json()

    assert made["roles"]["references"] == []
    role = {"role": {"self": "/user/roles/ROLE_TENANT_ADMIN"}}
    assert office.as_ana("POST", f"{GROUPS}/{made['id']}/roles", role).status == 403
    assert office.as_ana("PUT", f"{GROUPS}/{made['id']}", body).status == 403


@pytest.mark.parametrize("whose", ["ana", "bob"])
@pytest.mark.parametrize("tenant", [TENANT, "management"])
def test_address_of_a_role_in_another_tenant_opens_no_way(office: Office, whose: str, tenant: str) -> None:
    """A reference counts by the name at its end, and who manages some users gives what it holds itself, to those."""
    role = {"role": {"self": f"https://elsewhere.test/user/{tenant}/roles/ROLE_TENANT_ADMIN"}}

    assert office.as_ana("POST", f"{USERS}/{whose}/roles", role).status == 403
    assert office.as_ana("POST", f"/user/{tenant}/groups/2/users", {"user": {"self": f"{USERS}/{whose}"}}).status == 403


def test_inventory_roles_that_the_giver_lacks_are_not_given(office: Office) -> None:
    """Who makes a user whose password it knows must not get by it what it has not got itself."""
    wanted = {"managedObject": office.pump, "roles": [{"id": MANAGER}]}
    path = "roles/inventory"

    refused = office.as_ana("POST", f"{USERS}/bob/{path}", wanted)
    office.world.call("POST", f"{USERS}/ana/{path}", json=wanted)

    assert refused.status == 403
    assert office.as_ana("POST", f"{USERS}/bob/{path}", wanted).status == 200


def test_inventory_role_is_not_moved_to_another_object(office: Office) -> None:
    """Neither by naming another object, nor by naming other roles, nor is it taken away by who lacks it."""
    path, stranger = f"{USERS}/bob/roles/inventory", office.world.device()
    own = {"managedObject": office.pump, "roles": [{"id": 1}]}
    office.world.call("POST", f"{USERS}/ana/roles/inventory", json=own)
    number = office.as_ana("POST", path, own).json()["id"]
    foreign = office.world.call("POST", path, json=own | {"managedObject": stranger}).json()["id"]

    assert office.as_ana("PUT", f"{path}/{number}", own | {"managedObject": stranger}).status == 403
    assert office.as_ana("PUT", f"{path}/{number}", {"roles": [{"id": 1}, {"id": MANAGER}]}).status == 403
    assert office.as_ana("PUT", f"{path}/{foreign}", own).status == 403
    assert office.as_ana("DELETE", f"{path}/{foreign}").status == 403
    assert office.as_ana("DELETE", f"{path}/{number}").status == 204


def test_inventory_role_reaches_down_for_its_giver_too(office: Office) -> None:
    """Who holds a role for a group may give it for what is below the group."""
    group = office.world.object(c8y_IsDeviceGroup={})
    office.world.adopt(group, "childAssets", office.pump)
    office.world.call("POST", f"{USERS}/ana/roles/inventory", json={"managedObject": group, "roles": [{"id": 1}]})
    path = f"{USERS}/bob/roles/inventory"

    assert office.as_ana("POST", path, {"managedObject": office.pump, "roles": [{"id": 1}]}).status == 200


def test_group_that_may_do_more_with_a_device_is_closed(office: Office) -> None:
    """Device permissions are given to the members of a group as its roles are."""
    group, join = office.group(), {"user": {"self": f"{USERS}/bob"}}
    office.permit(groups=[{"id": group, "devicePermissions": {office.pump: [EVERYTHING]}}])

    refused = office.as_ana("POST", f"{GROUPS}/{group}/users", join)
    office.permit(users=[{"userName": "ana", "devicePermissions": {office.pump: [EVERYTHING]}}])

    assert refused.status == 403
    assert office.as_bob("GET", f"{INVENTORY}/{office.pump}").status == 403
    assert office.as_ana("POST", f"{GROUPS}/{group}/users", join).status == 201


def test_device_permissions_that_the_taker_lacks_are_not_taken(office: Office) -> None:
    """Who manages only some users does not take from others what it could not give them."""
    office.permit(users=[{"userName": "nobody", "devicePermissions": {office.pump: [EVERYTHING]}}])
    nothing = {"users": [{"userName": "nobody", "devicePermissions": {office.pump: []}}]}

    assert office.as_ana("PUT", f"{PERMISSIONS}/{office.pump}", nothing).status == 403
    assert office.user("nobody")["devicePermissions"] == {office.pump: [EVERYTHING]}


def test_holders_of_device_permissions_are_shown_as_far_as_one_manages_them(office: Office) -> None:
    """The other users of a device are as hidden here as in the list of users."""
    holders = [{"userName": name, "devicePermissions": {office.pump: [EVERYTHING]}} for name in ("bob", "nobody")]
    office.permit(users=holders)

    shown = office.as_ana("GET", f"{PERMISSIONS}/{office.pump}").json()

    assert [user["id"] for user in shown["users"]] == ["bob"]


def test_applications_that_the_giver_does_not_open_are_not_given(office: Office) -> None:
    """Neither with a new user, nor to one that is there, nor by a group."""
    given = {"applications": [{"id": microservice(office.world)}]}
    group = office.group(**given)

    new = office.as_ana("POST", USERS, {"userName": "eve", "email": "eve@mock.test", **given})
    changed = office.as_ana("PUT", f"{USERS}/bob", given)
    joined = office.as_ana("POST", f"{GROUPS}/{group}/users", {"user": {"self": f"{USERS}/bob"}})

    assert (new.status, changed.status, joined.status) == (403, 403, 403)


def test_nobody_waits_under_the_name_of_a_device(office: Office) -> None:
    """A user that is there before its device registers would be known to who made it, and own what the device makes."""
    device = {"userName": "device_pump-9", "email": "eve@mock.test", "password": "Passw0rd-1"}

    assert office.as_ana("POST", USERS, device).status == 403
    assert office.world.call("POST", USERS, json=device).status == 201


@pytest.mark.parametrize("whose", ["admin", "ana"])
@pytest.mark.parametrize(
    ("method", "path", "body"),
    [("PUT", "", {"enabled": False}), ("DELETE", "", None), ("DELETE", "/totpSecret/revoke", None), ("GET", "", None)],
)
def test_users_above_and_beside_are_out_of_reach(
    office: Office, whose: str, method: str, path: str, body: Document | None
) -> None:
    """Who manages some users can neither see nor change others, nor itself."""
    assert office.as_ana(method, f"{USERS}/{whose}{path}", body).status == 403


def test_who_may_change_an_object_does_not_become_its_owner(office: Office) -> None:
    """An owner may do everything with its object; an inventory role may be for much less."""
    own = {"managedObject": office.pump, "roles": [{"id": MANAGER}]}
    office.world.call("POST", f"{USERS}/bob/roles/inventory", json=own)

    one = office.as_bob("PUT", f"{INVENTORY}/{office.pump}", {"owner": "bob"})
    several = office.as_bob("PUT", INVENTORY, {"managedObjects": [{"id": office.pump, "owner": "bob"}]})

    assert (one.status, several.status) == (403, 403)
    assert office.as_bob("PUT", f"{INVENTORY}/{office.pump}", {"owner": "admin", "note": "unchanged"}).status == 200


def test_owner_gives_its_object_away(office: Office) -> None:
    """After that it is out of its reach."""
    own = office.world.object(owner="bob")

    assert office.as_bob("PUT", f"{INVENTORY}/{own}", {"owner": "admin"}).status == 200
    assert office.as_bob("GET", f"{INVENTORY}/{own}").status == 403


def test_who_may_change_an_object_does_not_shut_out_its_people(office: Office) -> None:
    """The switch at an object is for the users of devices."""
    users.add(office.world.tenant, "ben", "ben", roles("INVENTORY_ADMIN"))
    devices, switch = office.world.object(owner="device_tank-1"), {"enabled": False}

    person = office.world.call("PUT", f"{INVENTORY}/{office.pump}/user", json=switch, login=f"{TENANT}/ben:ben")
    device = office.world.call("PUT", f"{INVENTORY}/{devices}/user", json=switch, login=f"{TENANT}/ben:ben")

    assert (person.status, device.status) == (403, 200)
    assert whoami(office.world.call, {"authorization": "Basic dDA3MDA3MDA3L2FkbWluOmFkbWlu"}).status == 200
    assert office.world.call("GET", INVENTORY, login=DEVICE).status == 401


def test_person_gets_no_certificate_of_a_device(office: Office) -> None:
    """The role of devices does not make a device of a person: the one of its name is somebody else."""
    users.add(office.world.tenant, "tank-1", "tank-1", roles("DEVICE"))
    headers = {"content-type": "application/pkcs10"}

    answer = office.world.call(
        "POST", "/.well-known/est/simplereenroll", body=b"MII=", headers=headers, login=f"{TENANT}/tank-1:tank-1"
    )

    assert answer.status == 403
    assert answer.headers["x-mockc8y-refused"].startswith("the device tank-1 is somebody else")


def test_sessions_end_with_a_password_that_the_parent_sets(office: Office) -> None:
    """A tenant whose administrator was locked out gets rid of who has its token."""
    world = office.world
    tenants.allow_creating(world.tenant)
    below: Document = {"company": "Sub", "domain": f"sub.{TENANT}.mockc8y.local", "adminEmail": "a@mock.test"}
    number = world.post("/tenant/tenants", below | {"adminPass": "First-1234"})
    session = log_in(world.call, f"{number}/admin", "First-1234")

    world.call("PUT", f"/tenant/tenants/{number}", json={"adminPass": "Other-1234"})

    assert whoami(world.call, session.bearer).status == 401


def test_sessions_of_a_device_end_with_its_password(office: Office) -> None:
    """A device that fetches new credentials is the only one to go on."""
    world = office.world
    session = log_in(world.call, "device_tank-1", "tank")

    device_users.set_password(world.tenant, "tank-1", "Other-1234", Caller("admin"))

    assert world.call("GET", INVENTORY, headers=session.bearer, login=None).status == 401


def test_role_for_one_method_does_not_do_for_the_one_in_a_header(office: Office) -> None:
    """Who may only create managed objects cannot have a POST taken for a DELETE."""
    users.add(office.world.tenant, "ben", "ben", roles("INVENTORY_CREATE"))

    for method in ("DELETE", "delete", "PUT"):
        headers = {"x-http-method": method}
        answer = office.world.call(
            "POST", f"{INVENTORY}/{office.pump}", json={}, headers=headers, login=f"{TENANT}/ben:ben"
        )
        assert answer.status == 403


@pytest.mark.parametrize(
    "path", ["/inventory//managedObjects/{}", "//inventory/managedObjects/{}/", "/inventory/managedObjects/%31{}"]
)
@pytest.mark.parametrize("method", ["GET", "HEAD", "PUT", "DELETE"])
def test_other_spelling_of_an_address_wants_the_same_permission(office: Office, method: str, path: str) -> None:
    """Doubled slashes and encoded characters lead to the same operation, with the same check."""
    spelled = path.format(office.pump.removeprefix("1") if "%31" in path else office.pump)

    assert office.as_bob(method, spelled, {} if method == "PUT" else None).status == 403


def test_bootstrap_user_of_a_microservice_opens_nothing_else(office: Office) -> None:
    """It holds no role: what it starts with are its own application, settings and subscriptions."""
    login = bootstrap_login(office.world, microservice(office.world))

    for path in (f"{INVENTORY}/{office.pump}", USERS, "/tenant/options", "/application/applications"):
        assert office.world.call("GET", path, login=login).status == 403


def test_device_user_that_goes_with_its_object_leaves_nothing_behind(office: Office) -> None:
    """The next device of its name must not inherit what it was given."""
    device = office.world.object(owner="device_tank-1", c8y_IsDevice={})
    office.permit(users=[{"userName": "device_tank-1", "devicePermissions": {office.pump: [EVERYTHING]}}])
    session = log_in(office.world.call, "device_tank-1", "tank")

    assert office.world.call("DELETE", f"{INVENTORY}/{device}?withDeviceUser=true").status == 204
    device_users.set_password(office.world.tenant, "tank-1", "Other-1234", Caller("admin"))

    assert office.user("device_tank-1")["devicePermissions"] == {}
    assert office.world.call("GET", INVENTORY, headers=session.bearer, login=None).status == 401
