"""Users, groups and their roles through c8y_api."""

from __future__ import annotations

import pytest
from c8y_api import CumulocityApi
from c8y_api._base_api import AccessDeniedError
from c8y_api.model import GlobalRole, User

from tests.clients.c8y_api.conftest import Login
from tests.clients.conftest import AddUser

pytestmark = pytest.mark.clients

PASSWORD = "Str0ng!pass"


def new(name: str, c8y: CumulocityApi | None = None) -> User:
    """Make a user that has not been created so far."""
    return User(c8y, username=name, email=f"{name}@acme.test", password=PASSWORD)


def names(c8y: CumulocityApi, **filters: object) -> list[str]:
    """List the names of the users that filters find."""
    return [user.username for user in c8y.users.get_all(**filters)]


def test_created_user_comes_back(c8y: CumulocityApi, login: Login) -> None:
    """It is what was asked for, and can sign in."""
    made = User(
        c8y, username="ana@acme.test", email="ana@acme.test", password=PASSWORD, first_name="Ana", display_name="Ana R."
    ).create()

    read = c8y.users.get("ana@acme.test")
    assert made.to_json() == read.to_json()
    assert (read.username, read.email, read.first_name, read.enabled) == ("ana@acme.test", "ana@acme.test", "Ana", True)
    assert (read.password_strength, read.require_password_reset, read.tfa_enabled) == ("GREEN", False, False)
    assert not read.owner
    assert not read.delegated_by
    assert read.last_password_change_datetime is not None
    assert login("ana@acme.test", PASSWORD).get("/platform")["self"]


def test_user_without_password_shall_set_one(c8y: CumulocityApi) -> None:
    """The client asks for a mail on its own; the flag can be cleared."""
    made = User(c8y, username="ana", email="ana@acme.test").create()
    flags = made.require_password_reset, made.password_strength

    made.require_password_reset = False

    assert flags == (True, "GREEN")
    assert made.update().require_password_reset is False


def test_changed_user_keeps_the_rest(c8y: CumulocityApi) -> None:
    """Only what was changed is sent."""
    made = new("ana", c8y).create()

    made.last_name = "Ruiz"
    made.enabled = False
    changed = made.update()

    assert (changed.last_name, changed.enabled, changed.email) == ("Ruiz", False, "ana@acme.test")
    assert c8y.users.get("ana").last_name == "Ruiz"


def test_several_users_are_created_and_deleted(c8y: CumulocityApi) -> None:
    """The collection does what the model does."""
    c8y.users.create(*(new(f"user{number}") for number in range(3)))

    listed = names(c8y, username="USER", page_size=2)
    c8y.users.delete("user0", "user2")

    assert listed == ["user0", "user1", "user2"]
    assert names(c8y) == ["admin", "user1"]
    with pytest.raises(KeyError):
        c8y.users.get("user0")


def test_taken_name_is_a_value_error(c8y: CumulocityApi) -> None:
    """A user is not replaced by another of its name."""
    c8y.users.create(new("ana"))

    with pytest.raises(ValueError, match="Status: 409"):
        c8y.users.create(new("ana"))


def test_email_of_another_user_is_out_of_reach(c8y: CumulocityApi) -> None:
    """Also for the administrator."""
    made = new("ana", c8y).create()
    made.email = "other@acme.test"

    with pytest.raises(AccessDeniedError):
        made.update()


def test_users_are_found_by_name_group_and_owner(c8y: CumulocityApi) -> None:
    """Groups may be given as ids, names or objects."""
    c8y.users.create(*(new(name) for name in ("ana", "anton", "ben")))
    c8y.global_roles.assign_users(12, "ana", "ben")
    c8y.users.set_owner("anton", "ben")

    assert names(c8y, username="an") == ["ana", "anton"]
    assert names(c8y, owner="ben") == ["anton"]
    for groups in (12, "readers", c8y.global_roles.get("readers"), [12, 11]):
        assert names(c8y, groups=groups) == ["ana", "ben"]
    assert names(c8y, groups=["readers", "admins"]) == ["admin", "ana", "ben"]


def test_users_of_devices_are_listed_apart(c8y: CumulocityApi, add_user: AddUser) -> None:
    """They are found only when asked for."""
    add_user("device_sn-7")

    assert names(c8y) == ["admin"]
    assert names(c8y, only_devices=True) == ["device_sn-7"]


def test_subusers_are_counted(c8y: CumulocityApi) -> None:
    """The number comes as a property of its own."""
    c8y.users.create(new("ana"), new("ben"))
    c8y.users.set_owner("ben", "ana")

    counts = c8y.users.get_all(with_subusers_count=True, as_values=["userName", "subusersCount"])

    assert counts == [("admin", 0), ("ana", 1), ("ben", 0)]


def test_owner_and_delegate_are_set_and_removed(c8y: CumulocityApi) -> None:
    """By the model."""
    ana = new("ana", c8y).create()
    ana.set_owner("admin")
    ana.set_delegate("admin")
    owned = c8y.users.get("ana")
    ana.set_owner(None)
    ana.set_delegate(None)
    free = c8y.users.get("ana")

    assert (owned.owner, owned.delegated_by) == ("admin", "admin")
    assert not free.owner
    assert not free.delegated_by


def test_every_user_has_settings_of_a_second_factor(c8y: CumulocityApi) -> None:
    """It is off, and there is nothing to revoke."""
    c8y.users.create(new("ana"))

    settings = c8y.users.get_tfa_settings("ana")
    c8y.users.revoke_totp_secret("ana")

    assert (settings.enabled, settings.enforced) == (False, False)
    assert settings.last_request_time is None


def test_global_roles_are_assigned_to_a_user(c8y: CumulocityApi) -> None:
    """What was assigned is listed in full; ids are texts for this client."""
    ana = new("ana", c8y).create()
    ana.assign_global_role("8")
    ana.assign_global_role("12")
    assigned = ana.retrieve_global_roles()
    ids = c8y.users.get("ana").global_role_ids
    ana.unassign_global_role("8")

    assert [(role.id, role.name) for role in assigned] == [("8", "Global Reader"), ("12", "readers")]
    assert ids == {"8", "12"}
    assert [role.id for role in c8y.global_roles.get_all(username="ana")] == ["12"]


def test_created_global_role_comes_back(c8y: CumulocityApi) -> None:
    """By id and by name."""
    made = GlobalRole(c8y, "Night shift", "Watches").create()

    read = c8y.global_roles.get(made.id)
    assert made.id == "13"
    assert (read.name, read.description, read.permission_ids) == ("Night shift", "Watches", set())
    assert c8y.global_roles.get("Night shift").id == "13"


def test_changed_global_role_keeps_the_rest(c8y: CumulocityApi) -> None:
    """Only what was changed is sent."""
    made = GlobalRole(c8y, "Night shift", "Watches").create()

    made.name = "Day shift"
    changed = made.update()

    assert (changed.name, changed.description) == ("Day shift", "Watches")


def test_global_roles_of_a_fresh_tenant_are_listed(c8y: CumulocityApi) -> None:
    """Pages are read on until one is empty; the administrators have id 2."""
    found = c8y.global_roles.get_all(page_size=5)

    assert [role.id for role in found] == [str(number) for number in range(1, 13)]
    assert c8y.global_roles.get("admins").id == "2"


def test_permissions_of_a_global_role_are_assigned_and_taken(c8y: CumulocityApi) -> None:
    """The client calls the platform's roles permissions."""
    made = GlobalRole(c8y, "Night shift").create()

    made.add_permissions("ROLE_ALARM_READ", "ROLE_EVENT_READ")
    both = c8y.global_roles.get(made.id).permission_ids
    made.remove_permissions("ROLE_ALARM_READ")

    assert both == {"ROLE_ALARM_READ", "ROLE_EVENT_READ"}
    assert c8y.global_roles.get(made.id).permission_ids == {"ROLE_EVENT_READ"}
    with pytest.raises(ValueError, match="Status: 409"):
        made.add_permissions("ROLE_EVENT_READ")


def test_member_may_what_its_global_role_may(c8y: CumulocityApi, login: Login) -> None:
    """From its entry until it leaves."""
    c8y.users.create(new("ana"))
    made = GlobalRole(c8y, "Night shift").create()
    made.add_permissions("ROLE_BULK_OPERATION_READ")
    ana = login("ana", PASSWORD)

    with pytest.raises(AccessDeniedError):
        ana.get("/devicecontrol/bulkoperations")
    made.add_users("ana")
    assert ana.get("/devicecontrol/bulkoperations")["bulkOperations"] == []
    made.remove_users("ana")
    with pytest.raises(AccessDeniedError):
        ana.get("/devicecontrol/bulkoperations")


def test_deleted_global_role_is_gone(c8y: CumulocityApi) -> None:
    """Asking for it is a key error."""
    made = GlobalRole(c8y, "Night shift").create()

    c8y.global_roles.delete(made.id)

    with pytest.raises(KeyError):
        c8y.global_roles.get(made.id)


def test_user_without_the_role_is_refused(login: Login, add_user: AddUser) -> None:
    """The client raises its own error for 403."""
    client = login(add_user("nina"), "nina")

    with pytest.raises(AccessDeniedError):
        client.users.get_all()
    with pytest.raises(AccessDeniedError):
        GlobalRole(client, "a").create()
