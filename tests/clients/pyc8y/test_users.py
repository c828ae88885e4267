"""Users, groups and their roles through pyc8y."""

from __future__ import annotations

import pytest
from pyc8y import AccessDeniedError, CumulocityClient
from pyc8y.model.user import User, UserGroup

from tests.clients.conftest import AddUser
from tests.clients.pyc8y.conftest import Login

pytestmark = pytest.mark.clients

PASSWORD = "Str0ng!pass"


def new(name: str, c8y: CumulocityClient | None = None) -> User:
    """Make a user that has not been created so far."""
    return User(c8y, username=name, email=f"{name}@acme.test", password=PASSWORD)


def group(name: str, c8y: CumulocityClient | None = None) -> UserGroup:
    """Make a group that has not been created so far."""
    return UserGroup(c8y, name=name, description="Watches")


async def names(c8y: CumulocityClient, **filters: object) -> list[str]:
    """List the names of the users that filters find."""
    return sorted([user.username for user in await c8y.users.get_all(limit=None, **filters)])


async def test_created_user_comes_back(c8y: CumulocityClient, login: Login) -> None:
    """It is what was asked for, and can sign in."""
    made = await User(
        c8y, username="ana@acme.test", email="ana@acme.test", password=PASSWORD, first_name="Ana", phone="+49 211 5550"
    ).create()

    read = await c8y.users.get("ana@acme.test")
    assert made.json == read.json
    assert (read.username, read.email, read.first_name, read.enabled) == ("ana@acme.test", "ana@acme.test", "Ana", True)
    assert (read.password_strength, read.should_reset_password, read.tfa_enabled) == ("GREEN", False, False)
    assert not read.owner
    assert not read.delegated_by
    assert read.last_password_change_datetime is not None
    assert (await login("ana@acme.test", PASSWORD).get("/platform"))["self"]


async def test_user_without_password_shall_set_one(c8y: CumulocityClient) -> None:
    """The client asks for a mail on its own."""
    made = await User(c8y, username="ana", email="ana@acme.test").create()

    assert (made.should_reset_password, made.password_strength) == (True, "GREEN")
    made.require_password_reset = False
    await made.update()
    assert (await c8y.users.get("ana")).require_password_reset is False


async def test_changed_user_keeps_the_rest(c8y: CumulocityClient) -> None:
    """Only what was changed is sent."""
    made = await new("ana", c8y).create()

    made.display_name = "Ana R."
    made.enabled = False
    changed = await made.update(copy=True)

    assert (changed.display_name, changed.enabled, changed.email) == ("Ana R.", False, "ana@acme.test")
    assert (await made.reload()).display_name == "Ana R."


@pytest.mark.parametrize("workers", [None, 2])
async def test_several_users_are_created_changed_and_deleted(c8y: CumulocityClient, workers: int | None) -> None:
    """The collection does what the model does."""
    users = [new(f"user{number}") for number in range(3)]
    await c8y.users.create(*users, workers=workers)
    for user in users:
        user.first_name = "U"
    changes = [await c8y.users.get(user.username) for user in users]
    for user in changes:
        user.last_name = "Ruiz"
    await c8y.users.update(*changes, workers=workers)
    listed = await c8y.users.get_all(username="USER", limit=None)
    await c8y.users.delete("user0", users[1], workers=workers)

    assert {(user.username, user.last_name) for user in listed} == {(f"user{number}", "Ruiz") for number in range(3)}
    assert await names(c8y) == ["admin", "user2"]


async def test_deleted_user_is_gone(c8y: CumulocityClient) -> None:
    """Asking for it is a key error."""
    await c8y.users.create(new("ana"))

    await c8y.users.delete("ana")

    with pytest.raises(KeyError):
        await c8y.users.get("ana")


async def test_taken_name_is_a_value_error(c8y: CumulocityClient) -> None:
    """A user is not replaced by another of its name."""
    await c8y.users.create(new("ana"))

    with pytest.raises(ValueError, match="409"):
        await new("ana", c8y).create()


async def test_password_of_another_user_is_out_of_reach(c8y: CumulocityClient) -> None:
    """Also for the administrator."""
    made = await new("ana", c8y).create()
    made.password = "An0ther!one"

    with pytest.raises(AccessDeniedError):
        await made.update()


async def test_users_are_found_by_name_group_and_owner(c8y: CumulocityClient) -> None:
    """Groups may be given as ids, names or objects."""
    await c8y.users.create(*(new(name) for name in ("ana", "anton", "ben")))
    readers = await c8y.user_groups.get_by_name("readers")
    await readers.assign_users("ana", "ben")
    await c8y.users.set_owner("anton", "ben")

    assert await names(c8y, username="an") == ["ana", "anton"]
    assert await names(c8y, owner="ben") == ["anton"]
    for groups in (readers.id, "readers", readers, [readers, "Global Manager"], str(readers.id)):
        assert await names(c8y, groups=groups) == ["ana", "ben"]
    assert await names(c8y, groups=["readers", "admins"]) == ["admin", "ana", "ben"]
    assert await c8y.users.get_count() == 4
    assert await c8y.users.get_count(username="an") == 2


async def test_users_of_devices_are_listed_apart(c8y: CumulocityClient, add_user: AddUser) -> None:
    """They are found only when asked for."""
    add_user("device_sn-7")

    assert await names(c8y) == ["admin"]
    assert await names(c8y, only_devices=True) == ["device_sn-7"]


async def test_subusers_are_counted(c8y: CumulocityClient) -> None:
    """The number comes as a property of its own."""
    await c8y.users.create(new("ana"), new("ben"))
    await c8y.users.set_owner("ben", "ana")

    listed = await c8y.users.get_all(with_subusers_count=True)

    assert {user.username: user.json["subusersCount"] for user in listed} == {"admin": 0, "ana": 1, "ben": 0}


async def test_pages_are_read_on(c8y: CumulocityClient) -> None:
    """Until one is empty."""
    await c8y.users.create(*(new(f"user{number}") for number in range(7)))

    found = [user.username async for user in c8y.users.select(limit=None, page_size=3)]

    assert found == ["admin", *(f"user{number}" for number in range(7))]


async def test_owner_and_delegate_are_set_and_removed(c8y: CumulocityClient) -> None:
    """By the model and by the collection."""
    ana = await new("ana", c8y).create()
    await ana.set_owner("admin")
    await ana.set_delegate("admin")
    owned = await c8y.users.get("ana")
    await c8y.users.set_owner("ana", None)
    await c8y.users.set_delegate("ana", None)
    free = await c8y.users.get("ana")

    assert (owned.owner, owned.delegated_by) == ("admin", "admin")
    assert not free.owner
    assert not free.delegated_by


async def test_every_user_has_settings_of_a_second_factor(c8y: CumulocityClient) -> None:
    """It is off, and there is nothing to revoke."""
    await c8y.users.create(new("ana"))

    settings = await c8y.users.get_tfa_settings("ana")
    await c8y.users.revoke_totp_secret("ana")

    assert (settings.enabled, settings.enforced) == (False, False)


async def test_global_roles_are_assigned_to_a_user(c8y: CumulocityClient) -> None:
    """By ids of groups; what was assigned is listed in full."""
    ana = await new("ana", c8y).create()
    await ana.assign_global_role(8)
    await ana.assign_global_role("12")
    await ana.assign_global_role(12)
    assigned = await ana.retrieve_global_roles()
    await ana.unassign_global_role(8)

    assert [(found.id, found.name) for found in assigned] == [(8, "Global Reader"), (12, "readers")]
    assert [found.id for found in await ana.retrieve_global_roles()] == [12]
    assert await c8y.user_groups.get_count(username="ana") == 1


async def test_created_group_comes_back(c8y: CumulocityClient) -> None:
    """Its id is a number."""
    made = await group("Night shift", c8y).create()

    read = await c8y.user_groups.get(made.id)
    assert made.id == 13
    assert (read.name, read.description, read.role_ids) == ("Night shift", "Watches", set())
    assert (await c8y.user_groups.get_by_name("Night shift")).id == made.id
    assert await c8y.user_groups.resolve_group_ids("Night shift", "admins") == [13, 2]


async def test_changed_group_keeps_the_rest(c8y: CumulocityClient) -> None:
    """Only what was changed is sent."""
    made = await group("Night shift", c8y).create()

    made.name = "Day shift"
    await made.update()

    read = await made.reload(copy=True)
    assert (read.name, read.description) == ("Day shift", "Watches")


@pytest.mark.parametrize("workers", [None, 2])
async def test_several_groups_are_created_and_deleted(c8y: CumulocityClient, workers: int | None) -> None:
    """The collection does what the model does."""
    before = await c8y.user_groups.get_count()
    await c8y.user_groups.create(group("a"), group("b"), workers=workers)
    made = [await c8y.user_groups.get_by_name(name) for name in "ab"]
    await c8y.user_groups.delete(made[0], made[1].id, workers=workers)

    assert before == await c8y.user_groups.get_count() == 12
    with pytest.raises(KeyError):
        await c8y.user_groups.get(made[0].id)


async def test_groups_of_a_fresh_tenant_are_listed(c8y: CumulocityClient) -> None:
    """Pages are read on until all are there."""
    found = await c8y.user_groups.get_all(limit=None, page_size=5)

    assert [item.id for item in found] == list(range(1, 13))
    assert sum("Global" in item.name for item in found) == 3


@pytest.mark.parametrize("workers", [None, 2])
async def test_roles_of_a_group_are_assigned_and_taken(c8y: CumulocityClient, workers: int | None) -> None:
    """They count for its members at once."""
    made = await group("Night shift", c8y).create()

    await c8y.user_groups.assign_roles(made.id, "ROLE_ALARM_READ", "ROLE_EVENT_READ", workers=workers)
    both = (await made.reload()).role_ids
    await c8y.user_groups.unassign_roles(made.id, "ROLE_ALARM_READ", workers=workers)

    assert both == {"ROLE_ALARM_READ", "ROLE_EVENT_READ"}
    assert (await made.reload()).role_ids == {"ROLE_EVENT_READ"}


async def test_role_cannot_be_assigned_twice(c8y: CumulocityClient) -> None:
    """The second time is a conflict."""
    made = await group("Night shift", c8y).create()
    await made.assign_roles("ROLE_ALARM_READ")

    with pytest.raises(ValueError, match="409"):
        await made.assign_roles("ROLE_ALARM_READ")


async def test_member_may_what_its_group_may(c8y: CumulocityClient, login: Login) -> None:
    """From its entry until it leaves."""
    await c8y.users.create(new("ana"))
    made = await group("Night shift", c8y).create()
    await made.assign_roles("ROLE_BULK_OPERATION_READ")
    ana = login("ana", PASSWORD)

    with pytest.raises(AccessDeniedError):
        await ana.get("/devicecontrol/bulkoperations")
    await made.assign_users("ana")
    assert (await ana.get("/devicecontrol/bulkoperations"))["bulkOperations"] == []
    await made.unassign_users("ana")
    with pytest.raises(AccessDeniedError):
        await ana.get("/devicecontrol/bulkoperations")


async def test_deleted_group_is_gone(c8y: CumulocityClient) -> None:
    """The model deletes itself."""
    made = await group("Night shift", c8y).create()

    await made.delete()

    with pytest.raises(KeyError):
        await c8y.user_groups.get_by_name("Night shift")


async def test_user_without_the_role_is_refused(login: Login, add_user: AddUser) -> None:
    """The client raises its own error for 403."""
    client = login(add_user("nina"), "nina")

    with pytest.raises(AccessDeniedError):
        await client.users.get_all()
    with pytest.raises(AccessDeniedError):
        await client.user_groups.create(group("a"))
