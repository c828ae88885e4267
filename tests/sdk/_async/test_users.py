"""Users, against the mock."""

from __future__ import annotations

from typing import TYPE_CHECKING, Unpack

import pytest

from c8y_client import AccessDeniedError, BasicAuth, BatchError, ConflictError, NotFoundError
from c8y_client._async.client import CumulocityClient
from c8y_client._async.user import User
from c8y_client._queries.users import GroupReference, UserQuery
from tests.sdk._async._connected import connected
from tests.sdk.loop import on_loop

if TYPE_CHECKING:
    from mockc8y.control.mock_tenant import MockTenant

PASSWORD = "Str0ng!pass"


def new(name: str, c8y: CumulocityClient | None = None) -> User:
    """Make a user that has not been created so far."""
    return User(c8y, username=name, email=f"{name.partition('@')[0]}@acme.test", password=PASSWORD)


def connected_as(name: str, mock: MockTenant) -> CumulocityClient:
    """Give a client of another user."""
    return CumulocityClient("http://mockc8y.local", mock.tenant_id, BasicAuth(name, PASSWORD), transport=mock.transport)


async def names(c8y: CumulocityClient, **filters: Unpack[UserQuery]) -> list[str]:
    """List the names of all users that filters find."""
    wanted: UserQuery = {"limit": None, **filters}
    return [str(name) for name in await c8y.users.get_all(as_values="userName", **wanted)]


@on_loop
async def test_created_user_comes_back(c8y_mock: MockTenant) -> None:
    """It is what was asked for, with what the platform adds, and without its password."""
    async with connected(c8y_mock) as c8y:
        made = await User(
            c8y, "ana@acme.test", "ana@acme.test", password=PASSWORD, first_name="Ana", phone="+49 211 5550"
        ).create()

        read = await c8y.users.get("ana@acme.test")

    assert made.json == read.json
    assert (read.username, read.id, read.email, read.first_name) == (*["ana@acme.test"] * 3, "Ana")
    assert (read.enabled, read.phone, read.password_strength) == (True, "+49 211 5550", "GREEN")
    assert (read.password, read.owner, read.delegated_by) == (None, None, None)
    assert (read.tfa_enabled, read.should_reset_password, read.require_password_reset) == (False, False, False)
    assert read.last_password_change_datetime is not None


@on_loop
async def test_copy_leaves_the_new_user_as_it_was(c8y_mock: MockTenant) -> None:
    """With `copy` what the platform made is another object."""
    async with connected(c8y_mock) as c8y:
        ana = new("ana", c8y)
        made = await ana.create(copy=True)

    assert (ana.password, ana.last_password_change) == (PASSWORD, None)
    assert made.last_password_change is not None
    assert made == ana


@on_loop
async def test_user_without_password_gets_a_mail(c8y_mock: MockTenant) -> None:
    """The platform is asked for it without anybody saying so."""
    async with connected(c8y_mock) as c8y:
        made = await User(c8y, username="ana", email="ana@acme.test").create()
        assert made.should_reset_password is True

        made.require_password_reset = False
        await made.update()

        assert (await c8y.users.get("ana")).should_reset_password is False


@on_loop
async def test_update_sends_what_was_changed(c8y_mock: MockTenant) -> None:
    """The rest stays; `None` removes a field."""
    async with connected(c8y_mock) as c8y:
        ana = await User(c8y, "ana", "ana@acme.test", password=PASSWORD, phone="+49 211 5550").create()
        ana.display_name, ana.enabled, ana.phone = "Ana R.", False, None
        ana["customProperties"]["language"] = "de"
        assert set(ana.changes) == {"displayName", "enabled", "phone", "customProperties"}

        changed = await ana.update(copy=True)
        read = await ana.reload()

    assert (changed.display_name, changed.enabled, changed.email) == ("Ana R.", False, "ana@acme.test")
    assert not read.phone
    assert read["customProperties.language"] == "de"


@on_loop
async def test_name_cannot_be_changed(c8y_mock: MockTenant) -> None:
    """It is what the user is known by."""
    async with connected(c8y_mock) as c8y:
        ana = await new("ana", c8y).create()

    with pytest.raises(AttributeError, match="username"):
        ana.username = "ben"


@on_loop
async def test_password_of_another_user_is_out_of_reach(c8y_mock: MockTenant) -> None:
    """Also for the administrator."""
    async with connected(c8y_mock) as c8y:
        ana = await new("ana", c8y).create()
        ana.password = "An0ther!one"

        with pytest.raises(AccessDeniedError):
            await ana.update()


@on_loop
async def test_several_users_are_created_changed_and_deleted(c8y_mock: MockTenant) -> None:
    """Also beside each other; after that they have nothing left to send, least of all a password."""
    async with connected(c8y_mock) as c8y:
        users = [new(f"user{number}") for number in range(3)]
        await c8y.users.create(*users, workers=2)
        assert not any(user.is_changed or user.password for user in users)
        for user in users:
            user.last_name = "Ruiz"
        await c8y.users.update(*users, workers=2)
        assert not any(user.is_changed for user in users)

        listed = await c8y.users.get_all(username="USER")
        await c8y.users.delete("user0", users[1], workers=2)

        assert [(user.username, user.last_name) for user in listed] == [(f"user{n}", "Ruiz") for n in range(3)]
        assert await names(c8y) == ["admin", "user2"]


@on_loop
async def test_failures_are_told_with_what_succeeded(c8y_mock: MockTenant) -> None:
    """A name that is taken fails alone."""
    async with connected(c8y_mock) as c8y:
        ana, taken, ben = new("ana"), new("admin"), new("ben")

        with pytest.raises(BatchError) as failed:
            await c8y.users.create(ana, taken, ben)

    assert [context.item for context in failed.value.contexts] == [taken]
    assert isinstance(failed.value.errors[0], ConflictError)
    assert failed.value.succeeded == [ana, ben]


@on_loop
async def test_deleted_user_is_gone(c8y_mock: MockTenant) -> None:
    """Deleting it again is an error, unless it may be missing."""
    async with connected(c8y_mock) as c8y:
        ana = await new("ana", c8y).create()
        await ana.delete()

        with pytest.raises(KeyError):
            await c8y.users.get("ana")
        with pytest.raises(KeyError):
            await ana.reload()
        with pytest.raises(KeyError):
            await c8y.users.delete("ana")
        await c8y.users.delete("ana", missing_ok=True)


@on_loop
async def test_names_may_hold_what_paths_may_not(c8y_mock: MockTenant) -> None:
    """They are encoded, wherever they are part of a path."""
    odd = "ana#1?%25&b@acme.test"
    async with connected(c8y_mock) as c8y:
        ana = await User(c8y, odd, "ana@acme.test", password=PASSWORD).create()
        await ana.assign_global_role("readers")
        await ana.assign_roles("ROLE_ALARM_READ")

        assert (await c8y.users.get(odd)).username == odd
        assert (await c8y.users.get_by_name(odd)).username == odd
        assert [group.name for group in await ana.retrieve_global_roles()] == ["readers"]
        assert [role.name for role in await ana.retrieve_roles()] == ["ROLE_ALARM_READ"]
        await ana.unassign_global_role("readers")
        assert await ana.retrieve_global_roles() == []


@on_loop
async def test_users_are_found_by_name_and_owner(c8y_mock: MockTenant) -> None:
    """A name finds what begins with it, in any case; an owner may be an object."""
    async with connected(c8y_mock) as c8y:
        ana, anton, ben = users = [new("ana"), new("anton"), new("ben")]
        await c8y.users.create(*users)
        await anton.set_owner(ben)

        assert await names(c8y, username="AN") == ["ana", "anton"]
        assert await names(c8y, username_contains="n") == ["admin", "ana", "anton", "ben"]
        assert await names(c8y, owner="ben") == await names(c8y, owner=ben) == ["anton"]
        assert await c8y.users.get_count() == 4
        assert await c8y.users.get_count(username="an") == 2
        assert await c8y.users.get_count(owner=ben) == 1
        assert await names(c8y, owner=ana) == []


@on_loop
async def test_groups_may_be_numbers_names_or_objects(c8y_mock: MockTenant) -> None:
    """In lists, in iterations and in counts."""
    async with connected(c8y_mock) as c8y:
        await c8y.users.create(new("ana"), new("ben"), new("carl"))
        readers = await c8y.user_groups.get_by_name("readers")
        await readers.assign_users("ana", "ben")
        assert readers.id is not None

        several: list[GroupReference] = [readers, "Global Manager"]
        for groups in (readers.id, str(readers.id), "readers", readers, several):
            assert await names(c8y, groups=groups) == ["ana", "ben"]
            assert await c8y.users.get_count(groups=groups) == 2
            assert [user.username async for user in c8y.users.select(groups=groups)] == ["ana", "ben"]
        assert await names(c8y, groups=["readers", 2]) == ["admin", "ana", "ben"]


@on_loop
async def test_unknown_group_is_a_key_error(c8y_mock: MockTenant) -> None:
    """An iteration tells it when it begins."""
    async with connected(c8y_mock) as c8y:
        found = c8y.users.select(groups="nobodies")

        with pytest.raises(NotFoundError):
            await anext(found)
        with pytest.raises(KeyError):
            await c8y.users.get_count(groups="nobodies")


@on_loop
async def test_misspelt_filter_is_refused_at_once(c8y_mock: MockTenant) -> None:
    """Before anybody iterates."""
    async with connected(c8y_mock) as c8y:
        with pytest.raises(TypeError, match="only_devices"):
            c8y.users.select(groups="readers", only_device=True)  # type: ignore[call-overload]
        with pytest.raises(TypeError, match="page_size"):
            c8y.users.select_members("readers", page_sizes=3)  # type: ignore[call-overload]


@on_loop
async def test_users_of_devices_are_listed_apart(c8y_mock: MockTenant) -> None:
    """They are found only when asked for."""
    c8y_mock.add_user("device_sn-7")
    async with connected(c8y_mock) as c8y:
        assert await names(c8y) == ["admin"]
        assert await names(c8y, only_devices=True) == ["device_sn-7"]
        assert await c8y.users.get_count(only_devices=True) == 1


@on_loop
async def test_subusers_are_counted_when_asked_for(c8y_mock: MockTenant) -> None:
    """The number is `None` otherwise."""
    async with connected(c8y_mock) as c8y:
        await c8y.users.create(new("ana"), new("ben"))
        await c8y.users.set_owner("ben", "ana")

        counted = await c8y.users.get_all(with_subusers_count=True)
        plain = await c8y.users.get_all()

    assert {user.username: user.subusers_count for user in counted} == {"admin": 0, "ana": 1, "ben": 0}
    assert {user.subusers_count for user in plain} == {None}


@pytest.mark.parametrize("workers", [None, 3])
@on_loop
async def test_pages_are_read_on(c8y_mock: MockTenant, workers: int | None) -> None:
    """Five without a limit, as many as it says with one; workers make no difference but to the order."""
    async with connected(c8y_mock) as c8y:
        await c8y.users.create(*(new(f"user{number}") for number in range(7)))
        everybody = ["admin", *(f"user{number}" for number in range(7))]

        found = [user.username or "" async for user in c8y.users.select(limit=None, page_size=3, workers=workers)]

        assert sorted(found) == everybody
        assert len(await c8y.users.get_all(workers=workers)) == 5
        assert len(await c8y.users.get_all(limit=6, page_size=2, workers=workers)) == 6
        assert len(await c8y.users.get_all("username=user", limit=None, workers=workers)) == 7


@on_loop
async def test_owner_and_delegate_are_set_and_removed(c8y_mock: MockTenant) -> None:
    """By the model and by the collection, `None` and an empty text clear them."""
    async with connected(c8y_mock) as c8y:
        ana = await new("ana", c8y).create()
        await ana.set_owner("admin")
        await c8y.users.set_delegate(ana, "admin")
        owned = await ana.reload(copy=True)
        await c8y.users.set_owner("ana", None)
        await ana.set_delegate(None)
        free = await ana.reload()

    assert (owned.owner, owned.delegated_by) == ("admin", "admin")
    assert (free.owner, free.delegated_by) == (None, None)


@on_loop
async def test_roles_and_groups_are_read_in_full(c8y_mock: MockTenant) -> None:
    """Inside a user the platform shows five of each only."""
    async with connected(c8y_mock) as c8y:
        ana = await new("ana", c8y).create()
        roles = sorted(
            f"ROLE_{area}_READ" for area in ("ALARM", "AUDIT", "EVENT", "IDENTITY", "INVENTORY", "OPTION_MANAGEMENT")
        )
        await ana.assign_roles(*roles)
        for number in range(3, 10):
            await ana.assign_global_role(number)
        await ana.reload()

        assert (len(ana.role_ids), len(ana.global_role_ids)) == (5, 5)
        assert [role.id for role in await ana.retrieve_roles()] == roles
        assert [group.id for group in await ana.retrieve_global_roles()] == [*range(3, 10)]
        await ana.unassign_roles(*roles[1:])
        await ana.unassign_global_role(3)
        assert [role.id for role in await ana.retrieve_roles()] == roles[:1]
        assert len(await ana.retrieve_global_roles()) == 6


@on_loop
async def test_members_of_a_group_are_read_page_by_page(c8y_mock: MockTenant) -> None:
    """As users, with a count."""
    c8y_mock.add_user("device_sn-7", groups=["readers"])
    async with connected(c8y_mock) as c8y:
        users = [new(f"user{number}") for number in range(6)]
        await c8y.users.create(*users)
        await c8y.user_groups.assign_users("readers", *users)

        found = await c8y.users.get_members("readers", limit=None, page_size=2)
        first = [name async for name in c8y.users.select_members("readers", as_values="userName", limit=2)]

        assert [user.username for user in found] == ["device_sn-7", *(f"user{number}" for number in range(6))]
        assert first == ["device_sn-7", "user0"]
        assert await c8y.users.get_member_count("readers") == 7


@on_loop
async def test_mail_to_reset_a_password_is_asked_for(c8y_mock: MockTenant) -> None:
    """It leaves pending changes of the object alone."""
    async with connected(c8y_mock) as c8y:
        ana = await new("ana", c8y).create()
        ana.first_name = "Ana"

        await ana.request_password_reset()
        await c8y.users.request_password_reset("ana")

        assert ana.changes == {"firstName": "Ana"}


@on_loop
async def test_every_user_has_settings_of_a_second_factor(c8y_mock: MockTenant) -> None:
    """It is off, and there is nothing to revoke."""
    async with connected(c8y_mock) as c8y:
        ana = await new("ana", c8y).create()
        settings = await c8y.users.get_tfa_settings("ana")
        await c8y.users.revoke_totp_secret("ana")

        assert (settings.enabled, settings.enforced, settings.strategy) == (False, False, "TOTP")
        assert settings.last_request_datetime is None
        assert await ana.get_tfa_settings() == settings


@on_loop
async def test_everybody_is_logged_out(c8y_mock: MockTenant) -> None:
    """A connection that sends its password goes on; logging out itself does no harm to it."""
    async with connected(c8y_mock) as c8y:
        await c8y.users.logout_all()
        await c8y.users.logout()

        assert (await c8y.users.get_current()).username == "admin"


@on_loop
async def test_user_without_the_role_is_refused(c8y_mock: MockTenant) -> None:
    """The error is that of a missing permission."""
    async with connected(c8y_mock) as c8y:
        await c8y.users.create(new("ana"))
    async with connected_as("ana", c8y_mock) as c8y:
        with pytest.raises(AccessDeniedError):
            await c8y.users.get_all()


@on_loop
async def test_documented_example_reads_a_user(c8y_mock: MockTenant) -> None:
    """The one of the requirement documents, as it stands."""
    async with connected(c8y_mock) as c8y:
        await c8y.users.create(new("mini_me"))

        some_user = await c8y.users.get("mini_me")

    assert some_user.email == "mini_me@acme.test"


def test_user_without_name_cannot_be_reached() -> None:
    """The error says so before anything is sent."""
    with pytest.raises(ValueError, match="no user name"):
        User()._key()


def test_password_is_not_shown() -> None:
    """Neither by `repr` nor in a notebook."""
    ana = new("ana")

    assert repr(ana) == "User(username='ana')"
    assert PASSWORD not in ana._repr_html_()
    assert "ana@acme.test" in ana._repr_html_()


def test_what_the_platform_decides_is_not_created() -> None:
    """A user that was read can be created again, somewhere else."""
    read = User.from_json({"id": "ana", "userName": "ana", "email": "a@b.c", "passwordStrength": "RED", "owner": "ben"})

    assert read.sendable() == {"userName": "ana", "email": "a@b.c"}
