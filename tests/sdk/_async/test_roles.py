"""Roles, against the mock."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.sdk._async._connected import connected
from tests.sdk.loop import on_loop

if TYPE_CHECKING:
    from mockc8y.control.mock_tenant import MockTenant

SEVEN = sorted(
    f"ROLE_{area}_READ" for area in ("ALARM", "AUDIT", "EVENT", "IDENTITY", "INVENTORY", "MEASUREMENT", "BINARY")
)


@pytest.mark.parametrize("workers", [None, 3])
@on_loop
async def test_all_roles_of_the_tenant_are_listed(c8y_mock: MockTenant, workers: int | None) -> None:
    """As many as the platform counts."""
    async with connected(c8y_mock) as c8y:
        roles = [role async for role in c8y.roles.select(limit=None, page_size=20, workers=workers)]

        names = sorted(role.name or "" for role in roles)
        assert len(names) == await c8y.roles.get_count() > 40
        assert {role.id for role in roles} == set(names) > set(SEVEN)
        assert (await c8y.roles.get_all(limit=2, as_values="name")) == names[:2]


@on_loop
async def test_one_role_is_read(c8y_mock: MockTenant) -> None:
    """An unknown one is a key error; roles cannot be renamed."""
    async with connected(c8y_mock) as c8y:
        role = await c8y.roles.get("ROLE_ALARM_READ")
        assert (await role.reload()).name == role.id == "ROLE_ALARM_READ"
        with pytest.raises(AttributeError):
            role.name = "ROLE_X"
        with pytest.raises(KeyError):
            await c8y.roles.get("ROLE_X")


@pytest.mark.parametrize("workers", [None, 2])
@on_loop
async def test_roles_are_given_to_a_user(c8y_mock: MockTenant, workers: int | None) -> None:
    """By name or as objects; all of them are read, page by page, and can be taken again."""
    c8y_mock.add_user("ana")
    async with connected(c8y_mock) as c8y:
        first = await c8y.roles.get(SEVEN[0])
        await c8y.roles.assign("ana", first, *SEVEN[1:], workers=workers)
        await c8y.roles.assign("ana", first)

        held = [role.id async for role in c8y.roles.select(username="ana", limit=None, page_size=3)]
        assert held == SEVEN
        assert await c8y.roles.get_count(username="ana") == 7
        assert len(await c8y.roles.get_all(username="ana")) == 5
        await c8y.roles.unassign(await c8y.users.get("ana"), first, *SEVEN[1:3], workers=workers)
        assert await c8y.roles.get_all(username="ana", as_values="id") == SEVEN[3:]


@on_loop
async def test_roles_of_a_group_are_read(c8y_mock: MockTenant) -> None:
    """All of them; the group may be given in any way."""
    async with connected(c8y_mock) as c8y:
        admins = await c8y.user_groups.get("admins")
        for group in ("admins", 2, admins):
            names = await c8y.roles.get_all(group=group, limit=None, page_size=7, as_values="id")
            assert len(names) == await c8y.roles.get_count(group=group) > 20
            assert "ROLE_USER_MANAGEMENT_ADMIN" in names


@on_loop
async def test_roles_of_user_and_group_are_not_mixed(c8y_mock: MockTenant) -> None:
    """There is no such resource."""
    async with connected(c8y_mock) as c8y:
        with pytest.raises(ValueError, match="not of both"):
            await c8y.roles.get_all(username="ana", group="admins")
        with pytest.raises(ValueError, match="not of both"):
            c8y.roles.select(username="ana", group="admins")


@on_loop
async def test_misspelt_filter_is_refused_at_once(c8y_mock: MockTenant) -> None:
    """Before anybody iterates."""
    async with connected(c8y_mock) as c8y:
        with pytest.raises(TypeError, match="username"):
            c8y.roles.select(usename="ana")  # type: ignore[call-overload]


@on_loop
async def test_roles_are_read_into_a_table(c8y_mock: MockTenant) -> None:
    """All of them, since nobody looks at five rows."""
    async with connected(c8y_mock) as c8y:
        table = await c8y.roles.to_dataframe(columns=["name"], group="admins")

        assert len(table) == await c8y.roles.get_count(group="admins")
