"""What clients rely on in users, roles and options."""

from __future__ import annotations

import pytest

from c8y_client import BasicAuth, ConflictError, CumulocityClient, NotFoundError, UnauthorizedError
from c8y_client.model import TenantOption, User, UserGroup
from tests.contract.contracts import contract
from tests.contract.own import Own

PASSWORD = "Contract-2026-pass"


@contract
async def test_user_can_log_in_until_deleted(c8y: CumulocityClient, own: Own) -> None:
    """A user logs in with its password, belongs to its groups, and is refused once it is gone."""
    user = User(c8y, username=own.name("user"), email="contract@example.com", password=PASSWORD)
    user = await user.create()
    own.remove_later("user", user.delete)
    group = await UserGroup(c8y, name=own.name("group")).create()
    own.remove_later("group", group.delete)
    await group.assign_users(user)
    await group.assign_roles("ROLE_USER_MANAGEMENT_OWN_READ")

    assert [each.username for each in await c8y.users.get_all(username=own.prefix)] == [user.username]
    assert [each.name for each in await c8y.user_groups.get_all(username=user.username)] == [group.name]

    tenant_id = c8y.tenant_id
    auth = BasicAuth(f"{tenant_id}/{user.username}", PASSWORD)
    before, c8y.auth = c8y.auth, auth
    try:
        assert (await c8y.users.get_current()).username == user.username
    finally:
        c8y.auth = before

    await user.delete()
    c8y.auth = auth
    try:
        with pytest.raises(UnauthorizedError):
            await c8y.users.get_current()
    finally:
        c8y.auth = before


@contract
async def test_user_names_are_unique(c8y: CumulocityClient, own: Own) -> None:
    """A second user of the same name is a conflict."""
    name = own.name("user")
    user = await User(c8y, username=name, email="contract@example.com", password=PASSWORD).create()
    own.remove_later("user", user.delete)

    with pytest.raises(ConflictError):
        await User(c8y, username=name, email="contract@example.com", password=PASSWORD).create()


@contract
async def test_option_is_kept_under_its_category(c8y: CumulocityClient, own: Own) -> None:
    """An option is written, read alone and with its category, and is gone once deleted."""
    category = own.name("category").replace(" ", "")
    option = TenantOption(c8y, category=category, key="some.key", value="7")
    await option.create()
    own.remove_later("option", option.delete)

    assert await c8y.tenant_options.get_value(category, "some.key") == "7"
    await c8y.tenant_options.update_values(category, {"some.key": "8", "other": "9"})
    own.remove_later("option", lambda: c8y.tenant_options.delete(category=category, key="other"))
    assert await c8y.tenant_options.get_values(category) == {"some.key": "8", "other": "9"}

    await option.delete()
    with pytest.raises(NotFoundError):
        await c8y.tenant_options.get(category, "some.key")
